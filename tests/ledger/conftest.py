"""An installation that has just been set up, made once and copied for each test."""

from pathlib import Path

import pytest

from parity import current
from parity.places import Home
from tests.ledger.homes import copied, lay_out


@pytest.fixture(scope="session")
def new_home(tmp_path_factory) -> Home:
    """An installation that nobody has sent anything to."""
    home = lay_out(tmp_path_factory.mktemp("new"))
    current.rebuild(home)
    return home


@pytest.fixture
def home(new_home: Home, tmp_path: Path) -> Home:
    """An installation of this test's own."""
    return copied(new_home, tmp_path)
