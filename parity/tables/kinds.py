"""Seats by kind, concentration and infrastructure as tables."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, frame_table, missing
from parity.tables.shown import finding_of

READ_AS = {"bme": "Ethnic minority communities", "other": "Others", "not_told": "Not told"}
SAID = {"higher": "Higher", "lower": "Lower", "could_be_chance": "Chance could give it", "": ""}


@kept
def kinds(frame: pd.DataFrame, classification: str, group_code: str) -> pd.DataFrame:
    """`kinds.by_kind` of one group as a table: one row per kind of seat."""
    of = frame[(frame["classification"] == classification) & (frame["group_code"] == group_code)]
    rows = rows_of(of)
    shown = beside(
        rows,
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
        finding=[finding_of(row) for row in rows],
        none="[z]",
    )
    return frame_table(
        shown,
        [
            Column("name", "Seats"),
            Column("seats", "How many", "count", mark=None),
            Column("seats_share", "Share of seats told", "percent", mark="none", base="seats_told"),
            Column("count", "Held by members of the group", "count", mark="instead"),
            Column("base", "Of those known", "count", mark="instead"),
            Column("unknown", "Not known", "count", mark="instead"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("reference", "Residents", "percent", mark="instead", base=100_000),
            Column("finding", "Finding", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def spoken_for(frame: pd.DataFrame, classification: str, group_code: str) -> pd.DataFrame:
    """`kinds.spoken_for` of one group as a table: one row per name of those seats speak for."""
    of = frame[(frame["classification"] == classification) & (frame["group_code"] == group_code)]
    rows = rows_of(of)
    shown = beside(
        rows,
        read=[READ_AS.get(row["read_as"]) for row in rows],
        named=[row["represents"] if not missing(row["represents"]) else "Not told" for row in rows],
        mark="[x]",
    )
    return frame_table(
        shown,
        [
            Column("named", "Speaks for"),
            Column("read", "Read as"),
            Column("seats", "Seats", "count"),
            Column("bodies", "Bodies", "count"),
            Column("count", "Held by members of the group", "count"),
            Column("base", "Of those known", "count"),
        ],
    )


@kept
def concentration(frame: pd.DataFrame) -> pd.DataFrame:
    """`concentration.by_body` as a table: one row per body."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        **{
            f"{name}_text": ["[z]" if missing(row[name]) else f"{row[name]:.2f}" for row in rows]
            for name in ("seats_per_person", "group_per_person", "others_per_person")
        },
    )
    return frame_table(
        shown,
        [
            Column("body", "Body"),
            Column("people", "People", "count"),
            Column("seats", "Seats", "count"),
            Column("seats_per_person_text", "Seats each", mark=None),
            Column("share_of_busiest", "Held by the busiest tenth", "percent", base="people"),
            Column("group_per_person_text", "Seats each, from ethnic minorities", mark=None),
            Column("others_per_person_text", "Seats each, others", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def infrastructure(frame: pd.DataFrame) -> pd.DataFrame:
    """`infrastructure.by_leader` as a table: one row per involvement and kind of support."""
    shown = beside(rows_of(frame), reading=[SAID[each] for each in frame["said"]])
    return frame_table(
        shown,
        [
            Column("support_label", "Support"),
            Column("involvement_label", "Organisations"),
            Column("count", "Led by ethnic minorities, used it", "count"),
            Column("base", "Of those known", "count"),
            Column("share", "Share", "percent"),
            Column("lower", "Likely range", "range"),
            Column("others_share", "Share of others", "percent", base="others_base"),
            Column("difference", "Difference", "points"),
            Column("reading", "Reading", mark=None),
            Column("note", "Note", mark=None),
        ],
    )
