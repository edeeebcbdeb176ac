"""The sentences for the directory: what is open in a place, and where there is nothing."""

from datetime import date

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several
from parity.remembered import kept

NOUNS = {
    "opportunity": ("opportunity to take part", "opportunities to take part"),
    "training": ("training offer", "training offers"),
    "support": ("offer of support", "offers of support"),
    "organisation": ("organisation", "organisations"),
}


@kept
def by_area(frame: pd.DataFrame, name: str, level: str, day: date) -> str:
    """How many opportunities are open in a place on a day, how many of its areas have none, and how many are untold."""
    plural = tables.LEVELS[level]
    if frame.empty:
        return f"{name} has no {plural} to look at."
    told = frame[frame["told"].astype(bool)]
    silent = len(frame) - len(told)
    if told.empty:
        return f"Nobody has told of anything to take part in in {name}: that is not none, it is not known."
    total = int(told["opportunity"].sum())
    none = int(told["opportunity"].eq(0).sum())
    first = f"On {tables.date_long(day)}, {several(total, *NOUNS['opportunity'])} {'is' if total == 1 else 'are'} open in {name}"
    if not none and len(told) == 1:
        second = f", all in {told.iloc[0]['area']}, the one {tables.LEVELS_ONE[level]} told of."
    elif not none:
        second = f", at least one in each of the {several(len(told), tables.LEVELS_ONE[level], plural)} told of."
    else:
        have = "has" if none == 1 else "have"
        second = f"; {none} of the {several(len(told), tables.LEVELS_ONE[level], plural)} told of {have} none."
    third = ""
    if silent:
        third = f" Of the other {several(silent, tables.LEVELS_ONE[level], plural)} nobody has told: that is not none."
    return first + second + third


@kept
def directory(frame: pd.DataFrame, name: str, asked: bool) -> str:
    """What the directory holds for a place, kind by kind; `asked` says whether it was narrowed."""
    if frame.empty:
        why = "matches: take away a word or a choice" if asked else "is told of"
        return f"Nothing in {name} {why}."
    counts = frame["kind"].value_counts()
    each = listed(several(int(counts[kind]), *words) for kind, words in NOUNS.items() if counts.get(kind, 0))
    around = int(frame["held"].eq("around").sum())
    wider = f", {around} of them for a larger place around it" if around else ""
    return f"{'Matching: ' if asked else ''}{each}{wider}."


@kept
def none_here(frame: pd.DataFrame, level: str) -> str:
    """What the list of places without anything to take part in holds."""
    if frame.empty:
        return f"Every one of the {tables.LEVELS[level]} told of has something to take part in."
    people = frame["residents"].sum()
    return (
        f"{several(len(frame), tables.LEVELS_ONE[level], tables.LEVELS[level])} with {tables.count(round(people))} residents, "
        "most residents first. What is for a larger place around them is open to them too."
    )


@kept
def not_told(frame: pd.DataFrame, level: str) -> str:
    """Which places nobody has told of, by the authority they lie in."""
    if frame.empty:
        return ""
    where = sorted(set(frame["parent"] if level == "ward" else frame["area"]))
    return f"Not told of, and so not counted as none: {listed(where)}. Ask for the directory template."
