"""Where the project's files and this installation's own state are."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT / "data" / "reference"
PUBLISHED = PROJECT / "data" / "published"
SHAPES = PROJECT / "static"


def home() -> Path:
    """This installation's own state: PARITY_HOME, or data/local in the project."""
    return Path(os.environ.get("PARITY_HOME") or PROJECT / "data" / "local").expanduser().resolve()


def full_store() -> Path:
    """The file of the full store."""
    return home() / "store.duckdb"
