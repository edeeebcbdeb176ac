"""The door as a newcomer's installation has it: the committed reference tables, and the bodies the box comes with."""

import csv
from functools import cache
from pathlib import Path

import pandas as pd

from parity import places
from parity.intake.check import Checked, check
from parity.intake.context import Context, context_from

TABLES = ("groups", "aliases", "aliases_unmapped", "areas", "area_changes")
EXAMPLES = places.PROJECT / "data" / "examples"


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, every cell as text."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def listed(folder: Path) -> list[dict[str, str]]:
    """The list of the returns of a folder."""
    return rows(folder / "returns.csv")


@cache
def context() -> Context:
    """The places, groups and bodies that a return may name."""
    frames = {name: pd.read_csv(places.REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False) for name in TABLES}
    bodies = {
        body["body_code"]: body["name"]
        for folder in (places.PUBLISHED, EXAMPLES)
        for each in listed(folder)
        if each["kind"] == "bodies"
        for body in rows(folder / each["file"])
    }
    return context_from(frames, bodies=bodies)


def checked(file: Path) -> Checked:
    """What the door makes of a file, without being told what kind it is."""
    return check(file.read_bytes(), file.name, context())
