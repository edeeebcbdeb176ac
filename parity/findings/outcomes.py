"""The sentence for outcomes and views: how far groups are apart, and whether chance could give it. Never a verdict."""

import pandas as pd

from parity import tables
from parity.findings.wording import listed, period
from parity.remembered import kept

PEOPLE = {"white": "White people", "all": "everyone"}


@kept
def outcomes(frame: pd.DataFrame) -> str:
    """One indicator in one place and period (`outcomes.by_group`, narrowed to one series and period)."""
    if frame.empty:
        return "No return has a figure for this: ask for the survey template, filled in by ethnic group."
    row = frame.iloc[0]
    of = f"{row['indicator']}, {row['area']}, {period(row['period_from'], row['period_to'])}"
    illustrative = "Illustrative: " if row["standing"] == "illustrative" else ""
    groups = frame[(frame["group_code"] != "all") & frame["value"].notna()]
    compared = groups[groups["difference"].notna() & (groups["group_code"] != groups["reference_group"])]
    if compared.empty:
        return f"{illustrative}{of}: {_only_everyone(frame)}{_missing(frame)}"
    held = PEOPLE[compared["reference_group"].iloc[0]]
    furthest = compared.loc[compared["difference"].abs().idxmax()]
    first = (
        f"{of}: {value(furthest['reference'], row['unit'])} of {held}"
        if row["unit"] == "percent"
        else f"{of}: {value(furthest['reference'], row['unit'])} for {held}"
    )
    gap = f"{difference(furthest['difference'], row['unit'])}{_range(furthest)}"
    second = f"furthest from that, {furthest['label']}: {value(furthest['value'], row['unit'])} ({gap})"
    return f"{illustrative}{first}; {second}. {_said(compared, held)}{_missing(frame)}"


def value(figure: float, unit: str) -> str:
    """A value in its unit.

    >>> value(0.145, "percent"), value(31, "rate"), value(3.5, "score")
    ('15\\xa0%', '31 per 1,000', '3.5')
    """
    if unit == "percent":
        return tables.percent_said(figure)
    return f"{figure:,.10g} per 1,000" if unit == "rate" else f"{figure:,.10g}"


def difference(figure: float, unit: str) -> str:
    """A difference in its unit, signed.

    >>> difference(0.095, "percent"), difference(-3, "rate")
    ('+10 points', '−3 per 1,000')
    """
    if unit == "percent":
        return tables.points(figure)
    return f"{'+' if figure > 0 else tables.MINUS if figure < 0 else ''}{value(abs(figure), unit)}"


def _range(row: pd.Series) -> str:
    if pd.isna(row["difference_lower"]):
        return ""
    low, high = (difference(row[f"difference_{end}"], row["unit"]) for end in ("lower", "upper"))
    return f", likely {low} to {high}"


def _said(compared: pd.DataFrame, held: str) -> str:
    words = {"higher": "Higher than for", "lower": "Lower than for"}
    parts = [
        f"{start} {held}, by more than chance gives: {listed(compared.loc[compared['said'] == said, 'label'])}."
        for said, start in words.items()
        if (compared["said"] == said).any()
    ]
    untested = compared["said"].eq("no_range")
    if untested.all():
        why = (
            "Everyone takes in each group"
            if held == PEOPLE["all"]
            else "The number of people who answered was not published"
        )
        parts.append(f"{why}, so whether chance could give it cannot be said.")
    elif untested.any():
        parts.append(f"No range, so chance cannot be judged: {listed(compared.loc[untested, 'label'])}.")
    by_chance = compared.loc[compared["said"] == "could_be_chance", "label"]
    if len(by_chance) == len(compared):
        parts.append("Chance could give every difference.")
    elif len(by_chance):
        parts.append(f"Chance could give the difference: {listed(by_chance)}.")
    return " ".join(parts)


def _missing(frame: pd.DataFrame) -> str:
    hidden = frame.loc[frame["mark"] == "[c]", "label"]
    return f" Suppressed by the publisher: {listed(hidden)}." if len(hidden) else ""


def _only_everyone(frame: pd.DataFrame) -> str:
    everyone = frame[(frame["group_code"] == "all") & frame["value"].notna()]
    if everyone.empty:
        return "no figure that can be compared was published."
    row = everyone.iloc[0]
    return f"{value(row['value'], row['unit'])} of everyone; no figure by ethnic group was published."
