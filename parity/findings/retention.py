"""Retention in sentences: who stays, and for how long."""

import pandas as pd

from parity import tables
from parity.choice import MINORITIES, Definition
from parity.findings.wording import FROM_MINORITIES, by_definition, several, together, told
from parity.remembered import kept
from parity.stats.verdicts import Verdict

NOTHING_SENT = "No list of seats with the days members came and left has been sent: ask for the seats template."
FEWEST = 10  # seat-holdings, under which nothing is said of how long a group stays


@kept
def retention(frame: pd.DataFrame, definition: Definition, whose: str = "") -> str:
    """How long members stay (`retention.compared`), the group beside everyone else; `whose` is a body's name, if one."""
    classification, group = MINORITIES[definition]
    rows = frame[frame["classification"].eq(classification) & frame["group_code"].eq(group)] if len(frame) else frame
    if rows.empty:
        return NOTHING_SENT
    row = rows.iloc[0]
    who, where = FROM_MINORITIES[definition], f"{whose}: " if whose else ""
    if row["mark"] == "[x]":
        return together(f"{where}{'how' if where else 'How'} long members {who} stay is not known.", row["note"])
    counted = (
        f"{where}{'of' if where else 'Of'} {several(row['people'], 'seat', 'seats')} taken up by members {who}, "
        f"{_left(row['left'])}; of {tables.count(row['others_people'])} by others, {_left(row['others_left'])}."
    )
    return together(
        counted,
        _half(row),
        _judged(row, who),
        _unknown(row),
        row["note"],
        by_definition(frame, definition, ("that they leave sooner", "that they stay longer")),
    )


def _left(number_left: float) -> str:
    return f"{tables.count(number_left) if number_left else 'none'} {'has' if number_left == 1 else 'have'} been left since"


def _half(row: pd.Series) -> str:
    if min(row["people"], row["others_people"]) < FEWEST:
        return ""
    return (
        f"Half of the first had left by {_years(row['median'])}, half of the others by {_years(row['others_median'])}."
    )


def _years(median: float) -> str:
    return f"{median:.1f} years" if told(median) else "a time that cannot be told yet"


def _judged(row: pd.Series, who: str) -> str:
    within = ", each body compared within itself" if row["bodies"] > 1 else ""
    match row["verdict"]:
        case Verdict.BELOW:
            return f"Members {who} leave sooner, by more than chance gives{within}; that does not say why."
        case Verdict.ABOVE:
            return f"Members {who} stay longer, by more than chance gives{within}; that does not say why."
        case Verdict.NO_CLEAR_DIFFERENCE:
            return f"There is no clear difference in how long they stay{within}: chance alone could give it."
        case Verdict.DEPENDS_ON_UNKNOWNS:
            return "Whether there is a difference depends on the members whose ethnic group is not known."
        case Verdict.TOO_FEW:
            return "That is too few to tell whether one stays longer than the other."
    return ""


def _unknown(row: pd.Series) -> str:
    if not row["unknown"]:
        return ""
    return f"The ethnic group of the members behind {several(row['unknown'], 'more seat', 'more seats')} is not known."
