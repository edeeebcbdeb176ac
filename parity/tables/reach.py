"""Reach as tables."""

from collections.abc import Sequence

import pandas as pd

from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.formats import Column, frame_table, missing
from parity.tables.shown import finding_of

SAID = {"higher": "Higher", "lower": "Lower", "could_be_chance": "Chance could give it", "": ""}
RATES = ("rate", "others_rate", "everyone_rate")


@kept
def reach(frame: pd.DataFrame) -> pd.DataFrame:
    """`reach.by_group` as a table: one row per ethnic group (and role or mechanism)."""
    several = frame["code"].nunique() > 1
    return frame_table(
        _written(frame),
        [
            Column("label", "Ethnic group"),
            *([Column("name", "What")] if several else []),
            Column("count", "Took part", "estimate"),
            Column("unknown", "Not known", "estimate", mark="instead"),
            Column("group_residents", "Residents of the group", "estimate", mark="instead"),
            Column("rate_text", "For every 1,000"),
            Column("range_text", "Likely range"),
            Column("others_rate_text", "Everyone else, for every 1,000"),
            Column("finding", "Finding", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def organisations(frame: pd.DataFrame) -> pd.DataFrame:
    """`reach.organisations` as a table: one row per involvement (and definition)."""
    shown = _written(frame).assign(
        definition=[
            "White minorities " + {"including": "included", "excluding": "excluded"}[each]
            for each in frame["definition"]
        ]
    )
    return frame_table(
        shown,
        [
            Column("name", "Organisations"),
            Column("definition", "Definition"),
            Column("count", "Led by ethnic minorities", "estimate"),
            Column("base", "Of", "estimate", mark="instead"),
            Column("unknown", "Leaders not known", "estimate", mark="instead"),
            Column("rate_text", "For every 10,000 residents from ethnic minorities"),
            Column("others_rate_text", "Led by others, for every 10,000 others"),
            Column("everyone_rate_text", "All, for every 10,000 residents"),
            Column("finding", "Finding", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def satisfied(frame: pd.DataFrame) -> pd.DataFrame:
    """`reach.satisfied` as a table: one row per ethnic group."""
    return frame_table(
        frame.assign(words=frame["said"].map(SAID)),
        [
            Column("label", "Ethnic group"),
            Column("count", "Satisfied", "estimate"),
            Column("base", "Asked", "estimate"),
            Column("share", "Share", "percent"),
            Column("lower", "Likely range", "range"),
            Column("others_share", "Everyone else", "percent", base="others_base"),
            Column("difference", "Difference", "points"),
            Column("words", "Reading", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


def _written(frame: pd.DataFrame, kinds: Sequence[str] = RATES) -> pd.DataFrame:
    rows = rows_of(frame)
    texts = {f"{name}_text": [_rate(row[name], row["mark"]) for row in rows] for name in kinds if name in frame}
    return frame.assign(
        **texts,
        range_text=[
            "[x]" if missing(row["rate_lower"]) else f"{_rate(row['rate_lower'])} to {_rate(row['rate_upper'])}"
            for row in rows
        ],
        finding=[finding_of(row) for row in rows],
        instead=["" if mark == "[e]" else mark for mark in frame["mark"]],
    )


def _rate(rate: float, mark: str = "") -> str:
    """A rate for a table: '[low]' where it would round to nothing."""
    if missing(rate):
        return mark if mark and mark != "[e]" else "[x]"
    written = f"{rate:,.2f}" if rate < 10 else f"{rate:,.1f}"
    return "[low]" if rate > 0 and float(written.replace(",", "")) == 0 else written
