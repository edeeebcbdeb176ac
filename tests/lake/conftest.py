"""A lake for the tests: PostgreSQL started once, a new catalogue and folder of files for each test."""

import importlib.util
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from parity.places import Home
from tests.lake.postgres import Postgres, programs
from tests.ledger.homes import a_new_home


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Debian's PostgreSQL, which tests/lake/install.sh brings. A socket's path may not be long, so it is in /tmp."""
    if programs() is None:
        pytest.skip("PostgreSQL is not here: apt-get install postgresql")
    if importlib.util.find_spec("duckdb_extension_ducklake") is None:
        pytest.skip("DuckLake is not here: pip install -r requirements-scale.txt")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        server = Postgres(Path(folder))
        yield server
        server.stop()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An installation of this test's own, built on this machine alone."""
    return a_new_home(tmp_path)


@pytest.fixture
def setting(postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """PARITY_STORE for this test and what it starts: a database and a folder of its own."""
    name = f"lake_{abs(hash(str(tmp_path)))}"
    subprocess.run([str(postgres.programs / "createdb"), "-h", str(postgres.folder), "-U", "parity", name], check=True)
    told = postgres.told.replace("dbname=lake", f"dbname={name}") + f";{tmp_path / 'files'}"
    monkeypatch.setenv("PARITY_STORE", told)
    return told
