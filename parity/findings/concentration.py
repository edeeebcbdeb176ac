"""The sentences for concentration: how many seats the same people hold."""

from datetime import date

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.wording import FROM_MINORITIES, several, together
from parity.remembered import kept


@kept
def concentration(frame: pd.DataFrame, day: date, definition: Definition) -> str:
    """The first row of `concentration.by_body`: one body, or all bodies that keep one key together."""
    if frame.empty:
        return f"{tables.date_long(day)}: no list of seats reaches this day. Ask for the seats template."
    row = frame.iloc[0]
    of = f"{row['body']}, {tables.date_long(day)}"
    if row["mark"] == "[x]":
        return (
            f"{of}: the list has no key of its members, so whether the same people hold several seats cannot be said."
        )
    people, verb = several(row["people"], "person", "people"), "holds" if row["people"] == 1 else "hold"
    each = f", {_each(row['seats_per_person'])} each" if row["people"] > 1 else ""
    first = f"{of}: {people} {verb} {several(row['seats'], 'seat')}{each}."
    if pd.isna(row["busiest"]):
        return together(first, "There are too few people to say what the busiest tenth hold without naming somebody.")
    busiest = several(row["busiest"], "person", "people")
    verb = "holds" if row["busiest"] == 1 else "hold"
    second = (
        f"The busiest tenth ({busiest}) {verb} {tables.percent_said(row['share_of_busiest'], row['people'])} of them."
    )
    return together(first, second, _sides(row, definition))


def _sides(row: pd.Series, definition: Definition) -> str:
    """Seats for each member from ethnic minorities and for each other, where there are ten of both."""
    if min(row["group_people"], row["others_people"]) < 10:
        return ""
    return (
        f"Members {FROM_MINORITIES[definition]} hold {_each(row['group_per_person'])} each, others "
        f"{_each(row['others_per_person'])}."
    )


def _each(seats: float) -> str:
    return f"{seats:.1f}".removesuffix(".0")
