"""Published values: one CSV table each under tests/golden, every row with its citation."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a golden table, as text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(row: dict[str, str], *names: str) -> list[float]:
    """The named cells of a row as numbers."""
    return [float(row[name]) for name in names]


def agrees(found: float, row: dict[str, str], name: str) -> bool:
    """Is the figure what was published, to the decimals it was published with?"""
    return abs(found - float(row[name])) <= 0.5000001 * 10 ** -int(row["decimals"])
