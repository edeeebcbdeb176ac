"""Targets in sentences: how many are on course, and where one stands and what it takes."""

import pandas as pd

from parity import tables
from parity.findings.wording import capital, listed, several, together, told
from parity.remembered import kept
from parity.stats.target import Status
from parity.tables.targets import LABELS, needed

SAID = {
    Status.MET: "met", Status.AHEAD: "ahead of their line", Status.ON_TRACK: "on track", Status.BEHIND: "behind",
    Status.TOO_FEW: "too small to tell", Status.OVERDUE: "overdue", Status.NOT_MONITORED: "not monitored",
}  # fmt: skip
NO_TARGETS = "No target has been set here. Set one below, or send a return of targets."


@kept
def targets(frame: pd.DataFrame) -> str:
    """`targets.standing`: how many are on course, and how many are not or cannot be told."""
    if frame.empty:
        return NO_TARGETS
    counts = frame["status"].value_counts()
    good = [f"{counts[each]} {SAID[each]}" for each in (Status.MET, Status.AHEAD, Status.ON_TRACK) if counts.get(each)]
    bad = [f"{counts[each]} {SAID[each]}" for each in (Status.BEHIND, Status.OVERDUE) if counts.get(each)]
    open_ = [f"{counts[each]} {SAID[each]}" for each in (Status.TOO_FEW, Status.NOT_MONITORED) if counts.get(each)]
    if len(frame) == 1:
        return f"The one target here is {LABELS[frame.iloc[0]['status']]}."
    parts = [listed(part) for part in (good, bad, open_) if part]
    return f"Of {several(len(frame), 'target')}: {'; '.join(parts)}."


def target(row: dict) -> str:
    """One target of `targets.standing`: where it began and should be, where it stands, and its status."""
    day = tables.date_long
    if not told(row["aim"]):
        return f"{row['place']}, {row['target_code']}: {row['note']}"
    aim = tables.percent_said(row["aim"], row["base"])
    if row["kind"] == "parity":
        how = {"projected": "as the population is projected", "held_level": "the population held level"}
        aim = f"parity, {aim} {how.get(row['aim_basis'], 'at the census')}"
    first = (
        f"{row['place']}: from {tables.percent_said(row['baseline'], row['base'])} on {day(row['baseline_on'])} to {aim}, by "
        f"{day(row['due'])}."
    )
    if not told(row["share"]):
        return together(first, "Nothing has been told to hold against it: not monitored.")
    of = f"{tables.count(row['count'])} of {tables.count(row['base'])}, " if told(row["count"]) else ""
    likely = ""
    if told(row["lower"]):
        likely = f" (likely {tables.percent_range(row['lower'], row['upper'], row['base'])})"
    line = tables.percent_said(row["expected"], row["base"])
    second = (
        f"On {day(row['observed_on'])} it was {of}{tables.percent_said(row['share'], row['base'])}{likely}; the line then stood at "
        f"{line}: {LABELS[row['status']]}."
    )
    return together(first, second, row["note"])


def takes(row: dict) -> str:
    """What one target still takes: seats or people, by when it can come at all, and the share of vacancies it needs."""
    if row["status"] == Status.MET or not told(row["share"]) or not told(row["aim"]):
        return ""
    said = [f"Still needed: {needed(row)}."]
    if told(row["needed_count_per_year"]) and row["needed_count"] and not row["last_year"]:
        said.append(f"That is {row['needed_count_per_year']:.1f} a year until {tables.date_long(row['due'])}.")
    if row["terms"]:
        said.append(_dates(row))
    return together(*said)


def other_definition(row: dict) -> str:
    """Said unasked where the status would be another under the other definition of ethnic minorities."""
    other = row["other_status"]
    if not other or other == row["status"]:
        return ""
    white = {"including": "included", "excluding": "excluded"}.get(row["other_definition"], "")
    return f"With White minorities {white}, the same target would be {LABELS[other]}."


def remarks(row: dict) -> str:
    """What is missing from one target, or unrealistic about it."""
    return f"To mend: {row['remarks']}" if row["remarks"] else "Nothing is missing from this target."


def _dates(row: dict) -> str:
    terms = several(row["terms"], "term")
    if row["earliest_already"]:
        return "The board holds the seats aimed for already."
    if not told(row["earliest"]):
        return f"Within the {terms} that are known to end, it cannot be reached even if every vacancy were filled from the group."
    said = (
        f"As terms end, {tables.date_long(row['earliest'])} is the first day on which it can be reached, were every vacancy "
        "filled from the group"
    )
    if told(row["pace"]):
        pace = f"of the {several(row['pace_appointed'], 'seat')} taken up in the last four years {tables.percent_said(row['pace'])} went to the group"
        when = (
            f"at that pace it comes on {tables.date_long(row['pace_date'])}"
            if told(row["pace_date"])
            else f"at that pace it does not come within the {terms} known"
        )
        said += f"; {pace}, and {when}"
    needed_share = (
        f" It takes {tables.percent_said(row['share_needed'])} of the seats that fall vacant before it is due."
        if told(row["share_needed"])
        else ""
    )
    return capital(f"{said}.{needed_share}")
