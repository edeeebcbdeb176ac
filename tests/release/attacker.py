"""What a stranger could do: read a public store with the methods in hand, and work out what the counts must have been.

Written from docs/methods.md alone, and not from the statements that the release itself attacks.
"""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd

from parity.disclosure import Statement

SILENT = ("not_stated", "not_known", "prefer_not_to_say", "refused", "")


class Found(NamedTuple):
    """What a public store says of activities: statements about counts, named by what they are of."""

    statements: list[Statement]
    counts: list[str]


def rows(path, table: str) -> pd.DataFrame:
    """A table of a store, with nothing missing in its texts."""
    with duckdb.connect(str(path), read_only=True) as connection:
        frame = connection.execute(f'select * from "{table}"').df()
    for name in frame.select_dtypes(include=["datetime"]):
        frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    for name in frame.select_dtypes(include=["object", "string"]):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
    return frame


def participation(path, versions: dict[str, int] | None = None) -> Found:
    """Every cell of every activity, every total by activity, by group and over all, and that 25 people are behind a share.

    versions: name of a count -> a number where its value is known to differ from that in another release.
    """
    told = rows(path, "participation")
    told = told[told["people"].notna() & (told["ethnic_group"] != "all")]
    told["year"] = pd.to_datetime(told["to"]).dt.year + (pd.to_datetime(told["to"]).dt.month > 3)
    statements, counts = [], []
    for key, table in told.groupby(["body_code", "role", "year"]):
        table = table.assign(
            slice=table[["activity", "mechanism", "from", "to", "area_code"]].astype(str).agg("|".join, axis=1)
        )
        names = [named(*key, each.slice, each.ethnic_group, versions) for each in table.itertuples()]
        table = table.assign(name=names)
        counts += names
        lines = [table.iloc[[place]] for place in range(len(table))]
        lines += (
            [part for _, part in table.groupby("slice")] + [part for _, part in table.groupby("ethnic_group")] + [table]
        )
        statements += [within(part, 4) for part in lines]
        known = table[~table["ethnic_group"].isin(SILENT)]
        statements += [Statement(terms(part), 25, np.inf) for _, part in known.groupby("slice")]
    return Found(statements, counts)


def named(body, role, year, activity, group, versions=None) -> str:
    """The name of a count."""
    name = "/".join(map(str, (body, role, year, activity, group)))
    return f"{name}#{versions[name]}" if versions and name in versions else name


def within(part: pd.DataFrame, off: float) -> Statement:
    """The sum of some rows as it is told, give or take."""
    total = float(part["people"].sum())
    return Statement(terms(part), total - off, total + off)


def terms(part: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """The counts behind some rows."""
    return tuple((name, 1) for name in part["name"])


def boards(path, members: dict[str, Iterable[str]], declared: dict[str, int]) -> list[Statement]:
    """What is said of boards taken together. members: code of a pool -> bodies in it, which anybody can look up."""
    told = rows(path, "seat_counts")
    said = [Statement(((body, 1),), 0, size) for body, size in declared.items()]
    for code, bodies in members.items():
        mine = told[(told["body_code"] == code) & (told["ethnic_group"] == "minorities_excluding")]
        for people in mine["people"]:
            whole = sum(declared[body] for body in bodies)
            low, high = max(people - 4, 8), min(people + 4, whole - 8)
            said.append(Statement(tuple((body, 1) for body in bodies), low, high))
    return said
