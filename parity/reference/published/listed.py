"""A return taken from a published source on its way to a file, and what of the source it leaves out."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

RECEIVED = "2026-11-21"


class Published(NamedTuple):
    """One return: its file, what it is, where it comes from, and its records, each a row of text in `columns`."""

    file: str
    kind: str
    title: str
    sender: str
    source_code: str
    columns: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]


class Listed(NamedTuple):
    """One row of the list of published returns."""

    file: str
    kind: str
    title: str
    sender: str
    source_code: str
    received: str


class LeftOut(NamedTuple):
    """One row of the list of what the sources have, or ought to have, and the returns do not.

    `records` counts rows of the source and `amount` is in pounds; both are empty where they do not apply.
    """

    file: str
    what: str
    why: str
    records: str
    amount: str
    source_code: str


def published(
    file: str, kind: str, title: str, sender: str, source_code: str, records: Iterable[NamedTuple]
) -> Published:
    """A return from its records, all of one type; a field name with an underscore at its end loses it.

    Raises ValueError when there are no records.
    """
    kept = list(records)
    if not kept:
        raise ValueError(f"{file} would have no records")
    columns = tuple(name.rstrip("_") for name in kept[0]._fields)
    return Published(file, kind, title, sender, source_code, columns, tuple(tuple(record) for record in kept))


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, every cell as text."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def write_rows(file: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV file with line feeds, the same rows as the same bytes; makes the folder where there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
