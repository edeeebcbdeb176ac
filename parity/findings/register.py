"""The sentences for what is not known (`not_known.register`)."""

from datetime import date

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several
from parity.remembered import kept

NOUNS = {"group": ("ethnic group", "ethnic groups"), "place": ("place", "places"), "body": ("body", "bodies"),
         "period": ("body", "bodies")}  # fmt: skip
NAMED = 6  # groups named in a sentence
INTRODUCED = {
    "group": "Groups that nobody tells of. They are the same wherever you look: the register is of the whole store.",
    "place": "Places of which nobody has told, kind of evidence by kind.",
    "body": "What bodies have never told, and what cannot be said of them without it.",
    "period": "Years to 31 March, after the first a body told of, of which it told nothing.",
}


@kept
def register(frame: pd.DataFrame, name: str, illustrative: bool) -> str:
    """How much is not known, and what is missing most."""
    whose = "invented bodies" if illustrative else "real bodies"
    if frame.empty:
        return f"Every kind of evidence looked for is told, of {whose} in {name}."
    groups = frame[frame["about"] == "group"]
    places = frame[frame["about"] == "place"]["area_code"].nunique()
    bodies = frame[frame["about"].isin(["body", "period"])]["body_code"].nunique()
    parts = [
        f"{several(groups['group_code'].nunique(), *NOUNS['group'])}" if len(groups) else "",
        several(places, *NOUNS["place"]) if places else "",
        several(bodies, *NOUNS["body"]) if bodies else "",
    ]
    worst = frame["kind_name"].value_counts().index[0]
    return (
        f"Of {whose} in {name}, nobody has told {several(len(frame), 'thing')}: about {listed(parts)}. Missing most often: "
        f"{worst.lower()}. None of this is a 0: it is not known."
    )


@kept
def groups_told(frame: pd.DataFrame) -> str:
    """How many ethnic groups no return tells of in any kind of evidence (`not_known.groups_told`)."""
    total = frame["label"].nunique()
    told = frame.groupby("label", sort=False)["tellers"].sum()
    silent = [label for label, tellers in told.items() if tellers == 0]
    if not silent:
        whole = frame.groupby("label", sort=False)["tellers"].min()
        each = int((whole > 0).sum())
        return (
            f"Somebody tells something of every one of the {total} groups; {each or 'none'} {'is' if each == 1 else 'are'} "
            "told in every kind of evidence."
        )
    if len(silent) == total:
        return f"Nobody tells anything of any of the {total} groups."
    if len(silent) > NAMED:
        return f"Of {len(silent)} of the {total} groups nobody tells anything at all: their rows hold nothing but [x]."
    return f"Of {len(silent)} of the {total} groups nobody tells anything at all: {listed(silent)}."


def about(kind: str) -> str:
    """What a part of the register holds."""
    return INTRODUCED[kind]


def quoted(day: date, build: str) -> str:
    """How an entry is quoted."""
    return (
        f"To quote an entry: its name, then 'Parity, What we do not know, build {build}, {tables.date_long(day)}'. The same "
        "gap keeps its name in every build, until somebody fills it."
    )


@kept
def of_place(frame: pd.DataFrame, name: str) -> str:
    """What is not known of one place and of the bodies serving it (for the Area profile)."""
    places = list(dict.fromkeys(frame[frame["about"] == "place"]["kind_name"]))
    bodies = frame[frame["about"] == "body"]["body_code"].nunique()
    if not places and not bodies:
        return f"In real returns, every kind of evidence looked for is told of {name}."
    first = (
        f"In real returns, nobody has told these of {name}: {listed(each.lower() for each in places)}."
        if places
        else ""
    )
    second = f"{several(bodies, 'real body', 'real bodies')} serving it left something out." if bodies else ""
    return " ".join(each for each in (first, second) if each)
