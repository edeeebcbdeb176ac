"""The sentences of the scorecard: how much of engagement is measured, and what each indicator says."""

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.wording import FROM_MINORITIES, listed, several
from parity.remembered import kept
from parity.stats.verdicts import Verdict

SAID = {
    "higher": "higher than for White people, by more than chance gives",
    "lower": "lower than for White people, by more than chance gives",
    "could_be_chance": "chance could give the difference",
    "no_range": "no numbers asked, so chance cannot be judged",
}


@kept
def scorecard(frame: pd.DataFrame, name: str, definition: Definition) -> str:
    """All eight indicators in short: how many are measured, which are below or above, which are not measured."""
    if frame.empty:
        return "No body was chosen."
    measured = frame[frame["state"] == "measured"]
    total = len(frame)
    if measured.empty:
        return (
            f"{name}: none of the {total} indicators of effective engagement is measured. That is a finding in itself."
        )
    which = f"all {total}" if len(measured) == total else f"{len(measured)} of the {total}"
    verb = "is" if len(measured) == 1 else "are"
    parts = [
        f"{name}: {which} indicators of effective engagement {verb} measured, for people {FROM_MINORITIES[definition]}."
    ]
    for verdict in (Verdict.BELOW, Verdict.ABOVE):
        names = measured.loc[measured["verdict"] == verdict, "name"]
        if len(names):
            parts.append(f"{verdict.label.capitalize()}: {_names(names)}.")
    for said, words in (("lower", "Lower"), ("higher", "Higher")):
        names = measured.loc[measured["said"] == said, "name"]
        if len(names):
            parts.append(f"{words} than for White people: {_names(names)}.")
    if len(parts) == 1:
        parts.append("None differs by more than chance gives, or there are too few to tell.")
    silent = frame.loc[frame["state"] != "measured", "name"]
    if len(silent):
        parts.append(f"Not measured: {_names(silent)}.")
    return " ".join(parts)


def indicator(row: pd.Series) -> str:
    """One indicator, in one or two sentences."""
    if row["state"] != "measured":
        return f"{row['name']}: not measured. {row['note']}".strip()
    if row["kind"] == "survey":
        asked = f" of {several(row['base'], 'person', 'people')} asked" if pd.notna(row["base"]) else ""
        return (
            f"{row['name']} ({row['counted']}, {row['area']}): {tables.percent_said(row['share'])}{asked} from ethnic "
            f"minorities, {tables.percent_said(row['reference'])} of White people ({tables.points(row['gap'])}); "
            f"{SAID[row['said']]}."
        )
    unknown = f"; {tables.count(row['unknown'])} not known" if row["unknown"] else ""
    silent = f" {several(row['silent'], 'body', 'bodies')} told nothing." if row["silent"] else ""
    return (
        f"{row['name']}: {tables.count(row['count'])} of {tables.count(row['base'])} {row['counted']} "
        f"({tables.percent_said(row['share'], row['base'])}{unknown}), where residents would give "
        f"{tables.percent_said(row['reference'])}: {Verdict(row['verdict']).label}.{silent}"
    )


def _names(names: pd.Series) -> str:
    """Names within a sentence: a capital only where an abbreviation has one.

    >>> _names(pd.Series(["Fair treatment", "BME providers delivering"]))
    'fair treatment and BME providers delivering'
    """
    return listed(each if each[:2].isupper() else each[:1].lower() + each[1:] for each in names)
