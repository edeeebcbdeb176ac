"""The committed reference tables, and the folder of sources where this clone has one beside it."""

from pathlib import Path

import pandas as pd
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
REFERENCE = REPOSITORY / "data" / "reference"


@pytest.fixture(scope="session")
def committed() -> Path:
    return REFERENCE


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of published sources; it stands beside the repository on the machines that have it."""
    for parent in REPOSITORY.parents:
        if (parent / "shared" / "sources" / "SOURCES.md").is_file():
            return parent / "shared" / "sources"
    pytest.skip("the folder of published sources (../shared/sources) is not on this machine")


@pytest.fixture(scope="session")
def read(committed):
    """A committed CSV table by name, every cell as text."""

    def read_table(name: str) -> pd.DataFrame:
        return pd.read_csv(committed / f"{name}.csv", dtype=str, keep_default_na=False)

    return read_table


@pytest.fixture(scope="session")
def people(committed) -> pd.DataFrame:
    return pd.read_parquet(committed / "population.parquet")


@pytest.fixture(scope="session")
def london(read) -> set[str]:
    areas = read("areas")
    return set(areas[(areas.parent_code == "E12000007") & (areas.standing == "current")].area_code)
