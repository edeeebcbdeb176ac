"""An installation that has just been set up, made once and copied for each test."""

from pathlib import Path

import pytest

from parity.places import Home
from tests.ledger.homes import a_new_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation of this test's own."""
    return a_new_home(tmp_path)
