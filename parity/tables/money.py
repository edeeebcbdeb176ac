"""Money and delivery as tables."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, frame_table, missing
from parity.tables.shown import finding_of

TITLES = {"all": "What", "year": "Year", "funder": "Funder", "programme": "Programme", "area": "Area", "body": "Body"}
RATES = {
    "less_likely": "Less often than others",
    "more_likely": "More often than others",
    "could_be_chance": "Chance could give it",
    "too_few": "Too few to compare",
}


@kept
def money(frame: pd.DataFrame, definition: str) -> pd.DataFrame:
    """`money.by_leader` under one definition as a table: one row per year, funder, programme or area."""
    shown = _written(frame[frame["definition"] == definition])
    title = TITLES[frame["by"].iloc[0]] if len(frame) else "What"
    return frame_table(
        shown,
        [
            Column("name", title),
            Column("awards", "Awards", "count", mark="instead"),
            Column("money_text", "Money", mark=None),
            Column("per_head_text", "For each resident", mark=None),
            Column("count", "Organisations led by ethnic minorities", "count", mark="instead"),
            Column("base", "Of those known", "count", mark="instead"),
            Column("unknown", "Not known", "count", mark="instead"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("reference", "Residents", "percent", mark=None, base="residents"),
            Column("awards_share", "Share of awards", "percent", mark="instead", base="awards_known"),
            Column("money_share", "Share of money", "percent", mark="instead", base=None),
            Column("led_text", "For each resident from ethnic minorities", mark=None),
            Column("others_text", "To others, for each other resident", mark=None),
            Column("finding", "Finding", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def award_rate(frame: pd.DataFrame) -> pd.DataFrame:
    """How often applications were awarded (`money.by_leader`), one row per key where applications are told."""
    told = frame[frame["applied_led"].notna()].drop_duplicates("key")
    shown = beside(
        rows_of(told),
        said=[RATES.get(each, "") for each in told["rate_said"]],
        times_text=["[x]" if missing(each) else f"{each:.2f}" for each in told["times"]],
        range_text=[
            "[x]" if missing(low) else f"{low:.2f} to {high:.2f}"
            for low, high in zip(told["times_lower"], told["times_upper"], strict=True)
        ],
        none="[z]",
    )
    return frame_table(
        shown,
        [
            Column("name", TITLES[frame["by"].iloc[0]] if len(frame) else "What"),
            Column("applied_led", "Applications, led by ethnic minorities", "count"),
            Column("rate_led", "Awarded", "percent", mark="none", base="applied_led"),
            Column("applied_others", "Applications, led by others", "count"),
            Column("rate_others", "Awarded, of others", "percent", mark="none", base="applied_others"),
            Column("times_text", "Others over ethnic minorities"),
            Column("range_text", "Likely range"),
            Column("said", "Reading", mark=None),
        ],
    )


@kept
def for_groups(frame: pd.DataFrame) -> pd.DataFrame:
    """`money.for_groups` as a table: one row per ethnic group."""
    shown = beside(
        rows_of(frame),
        money_text=[pounds(each) for each in frame["money"]],
        shared_text=[pounds(each) for each in frame["shared_money"]],
        per_head_text=[pounds(each, 2) for each in frame["per_head"]],
    )
    return frame_table(
        shown,
        [
            Column("label", "Ethnic group"),
            Column("awards", "Awards meant for them alone", "count", mark=None),
            Column("money_text", "Money", mark=None),
            Column("group_residents", "Residents of the group", "estimate", mark=None),
            Column("per_head_text", "For each", mark=None),
            Column("shared", "Awards that name others too", "count", mark=None),
            Column("shared_text", "Their money", mark=None),
        ],
    )


@kept
def delivery(frame: pd.DataFrame, definition: str) -> pd.DataFrame:
    """`delivery.by_leader` under one definition as a table: one row per involvement and year or body."""
    of = frame[frame["definition"] == definition]
    rows = rows_of(of)
    shown = beside(
        rows,
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
        finding=[finding_of(row) for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("involvement_label", "What they did"),
            Column("name", TITLES[frame["by"].iloc[0]] if len(frame) else "What"),
            Column("count", "Led by ethnic minorities", "count", mark="instead"),
            Column("base", "Of those known", "count", mark="instead"),
            Column("unknown", "Not known", "count", mark="instead"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("reference", "Residents", "percent", mark=None, base=100_000),
            Column("finding", "Finding", mark=None),
            Column("note", "Note", mark=None),
        ],
    )


def pounds(amount: float | None, pence: int = 0) -> str:
    """An amount for a table.

    >>> pounds(90250.0), pounds(0.3712, 2), pounds(None), pounds(0.001, 2)
    ('£90,250', '£0.37', '[x]', '[low]')
    """
    if missing(amount):
        return "[x]"
    written = f"{amount:,.{pence}f}"
    return "[low]" if amount > 0 and float(written.replace(",", "")) == 0 else f"£{written}"


def _written(frame: pd.DataFrame) -> list[dict]:
    told = {"money_text": ("money", 0), "per_head_text": ("per_head", 2), "led_text": ("per_head_led", 2),
            "others_text": ("per_head_others", 2)}  # fmt: skip
    rows = rows_of(frame)
    return beside(
        rows,
        finding=[finding_of(row) for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
        **{name: [pounds(row[of], pence) for row in rows] for name, (of, pence) in told.items()},
    )
