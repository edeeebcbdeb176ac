"""What is due, in sentences: for the Overview, and as the digest that a scheduler mails."""

from datetime import date

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several
from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.due import in_days

NOTHING = "Nothing is late, and nothing is due in the days ahead."


@kept
def due(frame: pd.DataFrame) -> str:
    """`due.due`: how many things are late and how many are still to come, by kind."""
    late, coming = (frame[frame["late"].astype(bool) == state] for state in (True, False))
    if frame.empty:
        return NOTHING
    first = f"Late: {_kinds(late)}." if len(late) else "Nothing is late."
    second = f"Due soon: {_kinds(coming)}." if len(coming) else "Nothing else is due soon."
    return f"{first} {second}"


def digest(frame: pd.DataFrame, today: date, within: int, build: str) -> str:
    """The digest: what is late and what is due, one line each, the soonest first; plain text."""
    lines = [f"Parity: what is due, {tables.date_long(today)}", "", due(frame), ""]
    for heading, part in (
        ("Late", frame[frame["late"].astype(bool)]),
        (f"In the next {within} days", frame[~frame["late"].astype(bool)]),
    ):
        if len(part):
            lines += [heading, *(f"- {line(row)}" for row in rows_of(part)), ""]
    if frame["standing"].eq("illustrative").any():
        lines += ["Boards whose names begin with Example are invented.", ""]
    return "\n".join([*lines, f"Build {build}."]).replace(tables.NBSP, " ")


def line(row: dict) -> str:
    """One thing that is due, on one line."""
    code = "" if row["kind"] == "return" else f" {row['code']}"
    who = (
        f" ({row['who']})"
        if row["who"] and row["who"] != row["place"]
        else ""
        if row["who"]
        else " (nobody answers for it)"
    )
    said = f"{tables.date_long(row['on'])}, {in_days(row['days'])}: {row['kind']}{code}, {row['place']}: {row['what'].rstrip('.')}{who}"
    return " ".join(said.split())  # what somebody wrote begins no line of its own


def _kinds(frame: pd.DataFrame) -> str:
    counts = frame["kind"].value_counts()
    return listed(several(counts[kind], kind) for kind in ("return", "target", "action") if counts.get(kind))
