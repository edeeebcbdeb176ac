"""The sentences for reach: participants and organisations for every so many residents, and who was satisfied."""

from datetime import date

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.wording import FROM_MINORITIES, by_definition, listed, minorities_row, period, several
from parity.remembered import kept
from parity.stats.verdicts import Verdict

CHANCE = {
    Verdict.BELOW: "that is less than for everyone else, by more than chance gives",
    Verdict.ABOVE: "that is more than for everyone else, by more than chance gives",
    Verdict.NO_CLEAR_DIFFERENCE: "there is no clear difference from everyone else",
    Verdict.TOO_FEW: "there are too few to tell it from everyone else",
    Verdict.DEPENDS_ON_UNKNOWNS: "whether that differs from everyone else depends on those of whom it is not known",
}


@kept
def reach(frame: pd.DataFrame, name: str, since: date | None, until: date, definition: Definition) -> str:
    """One body or several: participants for every 1,000 residents (`reach.by_group`, all activities together)."""
    of = f"{name}, {period(since, until)}"
    row = minorities_row(frame, definition)
    if row is None:
        return f"{of}: no return tells who took part. Ask for the participation template."
    who = FROM_MINORITIES[definition]
    if pd.isna(row["rate"]):
        return f"{of}: no return tells how many of those who took part were {who}."
    repeated = (
        f" {several(row['repeated'], 'person', 'people')} already counted in another activity "
        f"{'is' if row['repeated'] == 1 else 'are'} left out."
        if row["repeated"]
        else ""
    )
    return (
        f"{of}: {rate(row['rate'])} of every 1,000 residents {who} took part (likely {rate(row['rate_lower'])} to "
        f"{rate(row['rate_upper'])}) and {rate(row['others_rate'])} of every 1,000 others; "
        f"{CHANCE[Verdict(row['verdict'])]}.{repeated}{_otherwise(frame, definition)}"
    )


@kept
def organisations(frame: pd.DataFrame, name: str, since: date | None, until: date, definition: Definition) -> str:
    """Organisations consulted for every 10,000 residents (`reach.organisations`)."""
    of = f"{name}, {period(since, until)}"
    rows = frame[(frame["involvement"] == "consulted") & (frame["definition"] == definition)] if len(frame) else frame
    if rows.empty or pd.isna(rows.iloc[0]["base"]):
        return f"{of}: no return tells how many organisations were consulted. Ask for the organisations template."
    row = rows.iloc[0]
    everyone = (
        f"{of}: {several(row['everyone'], 'organisation')} {'was' if row['everyone'] == 1 else 'were'} consulted, "
        f"{rate(row['everyone_rate'])} for every 10,000 residents"
    )
    if row["base"] == 0:
        return f"{everyone}; of none is it known who leads it."
    unknown = f" (of {tables.count(row['unknown'])} more they are not)" if row["unknown"] else ""
    return (
        f"{everyone}. {tables.count(row['count'])} of the {tables.count(row['base'])} whose leaders are known{unknown} "
        f"{'is' if row['count'] == 1 else 'are'} led by ethnic minorities: {rate(row['rate'])} for every 10,000 residents "
        f"{FROM_MINORITIES[definition]}, and {rate(row['others_rate'])} led by others for every 10,000 others; "
        f"{CHANCE[Verdict(row['verdict'])]}.{_otherwise(frame[frame['involvement'] == 'consulted'], definition)}"
    )


@kept
def satisfied(frame: pd.DataFrame, definition: Definition) -> str:
    """Who was satisfied (`reach.satisfied`): ethnic minorities beside everyone else, and any group that stands apart."""
    if frame.empty:
        return "No return tells how many of those who took part were satisfied: ask for that column of the template."
    row = minorities_row(frame, definition)
    parts = []
    if row is not None and pd.notna(row["difference"]):
        words = {
            "higher": "more than chance gives",
            "lower": "more than chance gives",
            "could_be_chance": "chance could give it",
        }
        parts.append(
            f"{tables.percent_said(row['share'], row['base'])} of the {several(row['base'], 'person', 'people')} "
            f"{FROM_MINORITIES[definition]} who were asked said they were satisfied, and "
            f"{tables.percent_said(row['others_share'], row['others_base'])} of others; {words[row['said']]}."
        )
    elif row is not None:
        parts.append(
            f"How many people {FROM_MINORITIES[definition]} were satisfied cannot be set beside others. {row['note']}".strip()
        )
    broad = frame[frame["row"] == "broad"]
    for said, words in (("lower", "Less"), ("higher", "More")):
        names = broad.loc[broad["said"] == said, "label"]
        if len(names):
            parts.append(f"{words} satisfied than everyone else: {listed(names)}.")
    return " ".join(parts)


def _otherwise(frame: pd.DataFrame, definition: Definition) -> str:
    said = by_definition(frame, definition, ("less than for everyone else", "more than for everyone else"))
    return f" {said}" if said else ""


def rate(rate: float) -> str:
    """A rate with two figures that mean something, never as 0 where it is not.

    >>> rate(5.56), rate(12.4), rate(0.034), rate(0), rate(0.0004)
    ('5.6', '12', '0.03', '0', 'under 0.01')
    """
    if rate == 0:
        return "0"
    if rate < 0.01:
        return "under 0.01"
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}" if rate >= 1 else f"{rate:.2f}"
