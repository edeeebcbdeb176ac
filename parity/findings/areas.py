"""The sentences for a map (`areas.by_area`): the two ends of the figure, and how many areas have none."""

import pandas as pd

from parity import tables
from parity.choice import View
from parity.findings.wording import FROM_MINORITIES, listed, several, was
from parity.remembered import kept

NAMED = 24  # areas named in a sentence


@kept
def by_area(frame: pd.DataFrame, view: View) -> str:
    """What the map shows, in its extremes."""
    plural = tables.LEVELS[view.level]
    known = frame[frame["value"].notna()].sort_values(["value", "name"], kind="stable")
    missing = len(frame) - len(known)
    if known.empty:
        return f"No figure is told of any of the {several(len(frame), tables.LEVELS_ONE[view.level], plural)} of {view.name}."
    left = f" {tables.count(missing)} of {tables.count(len(frame))} {plural} {'has' if missing == 1 else 'have'} no figure."
    if len(known) == 1:
        only = known.iloc[0]
        return f"Only {only['name']} has a figure: {written(only['value'], view.what)}.{left if missing else ''}"
    return _ends(known.iloc[0], known.iloc[-1], known, view) + (left if missing else "")


def _ends(low: pd.Series, high: pd.Series, known: pd.DataFrame, view: View) -> str:
    who, plural = _who(view), tables.LEVELS[view.level]
    match view.what:
        case "share":
            return f"In 2021, from {_share(low)} of residents in {low['name']} to {_share(high)} in {high['name']} were {who}."
        case "change":
            return (
                f"From 2011 to 2021 the share {who} changed by between {tables.points(low['value'])} in {low['name']} and "
                f"{tables.points(high['value'])} in {high['name']}."
            )
        case "gap":
            bodies = known.drop_duplicates("which")
            if len(bodies) == 1:
                return (
                    f"One body, {low['which']}, serves every area with a figure: {tables.points(low['value'])} against the "
                    "residents of all the places it serves."
                )
            below = int(bodies["verdict"].eq("below").sum())
            return (
                f"{low['which']}, serving {low['name']}, is furthest from the residents of all it serves: "
                f"{tables.points(low['value'])}. Of the {len(bodies)} bodies, {below or 'none'} {was(below)} below parity by "
                "more than chance gives."
            )
        case "reach":
            return (
                f"In {_when(view)}, from {tables.rate(low['value'])} people {who} took part for every 1,000 such residents "
                f"in {low['name']} to {tables.rate(high['value'])} in {high['name']}."
            )
        case "opportunities":
            none = int(known["value"].eq(0).sum())
            nothing = f"{none} of the {len(known)} {plural} told of {'has' if none == 1 else 'have'} nothing to take part in. "
            return (nothing if none else "") + (
                f"The most for their residents are in {high['name']}: {tables.rate(high['value'])} opportunities for every "
                "10,000."
            )
    return (
        f"In {_when(view)}, people could take part through {written(low['value'], view.what)} in {low['name']} and through "
        f"{written(high['value'], view.what)} in {high['name']}."
    )


def written(value: float, what: str) -> str:
    """The figure of one area, in its own unit."""
    if what == "share":
        return tables.percent_said(value)
    if what in ("change", "gap"):
        return tables.points(value)
    if what == "mechanisms":
        return several(value, "mechanism")
    return f"{tables.rate(value)} for every {'1,000' if what == 'reach' else '10,000'}"


@kept
def without(frame: pd.DataFrame, view: View) -> str:
    """Which areas have no figure: by name, or by the authority they lie in where they are many."""
    none = frame[frame["value"].isna()]
    if none.empty:
        return ""
    if len(none) <= NAMED:
        named = listed(f"{name} {mark}" for name, mark in zip(none["name"], none["mark"], strict=True))
        return f"Hatched, no figure: {named}."
    where = none["parent"].value_counts().sort_index()
    if view.level == "ward" and len(where) <= NAMED:
        counted = listed(f"{name} {number}" for name, number in where.items())
        return f"Hatched, no figure, by authority: {counted}. The table names each."
    return (
        f"Hatched, no figure: {tables.count(len(none))} of {tables.count(len(frame))}. The table names each, with [x]."
    )


def _share(row: pd.Series) -> str:
    return tables.percent_said(row["value"])


def _when(view: View) -> str:
    last = tables.date_long(view.until) if view.until else "today"
    return f"the year to {last}" if view.since else f"the time up to {last}"


def _who(view: View) -> str:
    return FROM_MINORITIES[view.definition] if view.group == "minorities" else f"in the group {view.group_label}"
