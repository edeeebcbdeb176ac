"""The sentences for seats by kind: the balance of sectors, who chairs, and for whom seats speak."""

from datetime import date

import pandas as pd

from parity import tables
from parity.choice import MINORITIES, Definition
from parity.findings.wording import FROM_MINORITIES, by_definition, listed, several, together
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats.verdicts import Verdict

JUDGED = {
    Verdict.BELOW: "below parity, and chance alone would not give it",
    Verdict.ABOVE: "above parity, and chance alone would not give it",
    Verdict.NO_CLEAR_DIFFERENCE: "with no clear difference: chance alone could give it",
    Verdict.TOO_FEW: "too few people to tell",
    Verdict.DEPENDS_ON_UNKNOWNS: "where what may be said depends on the people whose ethnic group is not known",
}
ASK = "no list of seats reaches this day. Ask for the seats template, with a list drawn up on it or later."
UNSAID = {
    "sector": "which sector members come from",
    "position": "who chairs",
    "represents": "for whom its seats speak",
    "route": "how members came to their seats",
}


@kept
def sectors(frame: pd.DataFrame, name: str, day: date, definition: Definition) -> str:
    """How many seats are statutory, voluntary or community, and BME voluntary, and who holds them (`by_kind` of sector)."""
    rows = _rows(frame, definition)
    if silent := _silent(rows, name, day, "sector"):
        return silent
    told = rows["all"]["seats_told"]
    parts = []
    for words, keys in (("statutory", ["statutory"]), ("voluntary or community", ["voluntary", "community"]), ("BME voluntary", ["bme_voluntary"])):  # fmt: skip
        seats = sum(rows[key]["seats"] for key in keys if key in rows)
        parts.append(f"{tables.count(seats)} {words} ({tables.percent_said(seats / told)})")
    of = f"{name}, {tables.date_long(day)}: of the {several(told, 'seat')} whose sector is told, there are {listed(parts)}."
    held = [
        f"{_of_known(rows[key])} {words} seats"
        for key, words in (("statutory", "statutory"), ("bme_voluntary", "BME voluntary"))
        if key in rows and rows[key]["base"] > 0
    ]
    who = FROM_MINORITIES[definition]
    return together(of, f"Members {who} hold {listed(held)}, where the holder's ethnic group is known." if held else "")


@kept
def chairs(frame: pd.DataFrame, name: str, day: date, definition: Definition) -> str:
    """Who chairs (`kinds.by_kind` of position), and what may be said of several boards' chairs together."""
    rows = _rows(frame, definition)
    if silent := _silent(rows, name, day, "position"):
        return silent
    of = f"{name}, {tables.date_long(day)}"
    row = rows.get("chair")
    if row is None or not row["seats"] > row["vacant"]:
        return f"{of}: nobody chairs."
    if not row["base"] > 0:
        return f"{of}: the ethnic group of {'the chair' if row['seats'] == 1 else 'those who chair'} is not known."
    who, living = FROM_MINORITIES[definition], tables.percent_said(row["reference"], 100_000)
    if row["base"] == 1:
        share = f"the chair{'' if row['seats'] == 1 else ' whose ethnic group is known'} is {'' if row['count'] else 'not '}{who}"
    else:
        verb = "is" if row["count"] == 1 else "are"
        share = f"{tables.count(row['count'])} of the {several(row['base'], 'chair')} whose ethnic group is known {verb} {who}"
    share = f"{share}; {living} of residents are"
    pairs = frame[frame["key"] == "chair"]
    return together(f"{of}: {share}: {JUDGED[Verdict(row['verdict'])]}.", by_definition(pairs, definition))


@kept
def spoken_for(frame: pd.DataFrame, name: str, day: date, definition: Definition) -> str:
    """Seats that speak for ethnic minority communities, and who holds them (`kinds.by_kind` of represents)."""
    rows = _rows(frame, definition)
    if silent := _silent(rows, name, day, "represents"):
        return silent
    told = rows["all"]["seats_told"]
    of = f"{name}, {tables.date_long(day)}: of the {several(told, 'seat')} of which it is told,"
    row = rows.get("bme")
    if row is None:
        return f"{of} none speaks for an ethnic minority community or its forum, by the names given."
    verb = "speaks" if row["seats"] == 1 else "speak"
    first = f"{of} {tables.count(row['seats'])} {verb} for ethnic minority communities or their forums."
    who = FROM_MINORITIES[definition]
    if not row["base"] > 0:
        return f"{first} Of nobody who holds them is the ethnic group known."
    theirs = f"Members {who} hold {_of_known(row)} of those seats whose holder's ethnic group is known"
    other = rows.get("other")
    if other is not None and other["base"] > 0:
        theirs += f", and {_of_known(other)} of the other seats"
    return f"{first} {theirs}."


def _rows(frame: pd.DataFrame, definition: Definition) -> dict[str, dict]:
    """The rows of all ethnic minorities under one definition, by kind of seat."""
    if frame.empty:
        return {}
    classification, group = MINORITIES[definition]
    rows = frame[(frame["classification"] == classification) & (frame["group_code"] == group)]
    return {row["key"]: row for row in rows_of(rows)}


def _silent(rows: dict[str, dict], name: str, day: date, kind: str) -> str:
    """What is said where there is no list, or where it does not tell seats of this kind apart; else nothing."""
    of = f"{name}, {tables.date_long(day)}"
    if not rows:
        return f"{of}: {ASK}"
    if not rows["all"]["seats_told"] > 0:
        return f"{of}: the list does not say {UNSAID[kind]}. Ask for that column of the seats template."
    return ""


def _of_known(row: dict) -> str:
    return f"{tables.count(row['count'])} of {tables.count(row['base'])}"
