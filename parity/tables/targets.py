"""Targets as tables: where each stands, what each takes, how many of each status, and how each was changed."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.stats.target import Status
from parity.tables.formats import (  # fmt: skip
    MINUS,
    NBSP,
    Column,
    count,
    date_long,
    frame_table,
    literal,
    missing,
    percent,
    percent_range,
    points,
)

LABELS = {str(status): status.label for status in Status}
KINDS = {"parity": "parity", "value": "a stated value", "share_of_gap": "a share of the gap"}
# What is told of a version of a target, and under which words its changes are listed.
TOLD = {
    "measure": "measure", "ethnic_group": "ethnic group", "definition": "definition", "baseline_date": "baseline date",
    "baseline_value": "baseline", "target_date": "target date", "kind": "kind", "target_value": "target value",
    "owner": "owner", "reason": "reason",
}  # fmt: skip


@kept
def targets(frame: pd.DataFrame) -> pd.DataFrame:
    """`targets.standing` as a table: one row per target, where it stands."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        what=[f"{row['target_code']}. {row['measure']}: {row['label']}" for row in rows],
        begun=[_on(row["baseline"], row["base"], row["baseline_on"]) for row in rows],
        aimed=[_aimed(row) for row in rows],
        latest=[_latest(row) for row in rows],
        range=[percent_range(row["lower"], row["upper"], row["base"], row["mark"]) for row in rows],
        line=[percent(row["expected"], row["base"], row["mark"]) for row in rows],
        said=[LABELS.get(row["status"], "") for row in rows],
    )
    named = [
        ("place", "Place"), ("what", "Target"), ("begun", "From"), ("aimed", "To"), ("latest", "Latest"), ("range", "Likely range"), ("line", "Line then"), ("said", "Status"),
    ]  # fmt: skip
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


@kept
def targets_need(frame: pd.DataFrame) -> pd.DataFrame:
    """`targets.standing` as a table: one row per target, what it still takes."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        needed=[needed(row) for row in rows],
        yearly=[yearly(row) for row in rows],
        soonest=["already" if row["earliest_already"] else date_long(row["earliest"], "[x]") for row in rows],
        at_pace=["already" if row["earliest_already"] else date_long(row["pace_date"], "[x]") for row in rows],
        other=[LABELS.get(row["other_status"], "[z]") for row in rows],
    )
    named = [
        ("place", "Place"), ("target_code", "Target"), ("needed", "Still needed"), ("yearly", "A year"), ("soonest", "Earliest possible"),
        ("at_pace", "At the present pace"), ("other", "Under the other definition"),
    ]  # fmt: skip
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


@kept
def targets_remarks(frame: pd.DataFrame) -> pd.DataFrame:
    """`targets.standing` as a table: one row per target, what is missing from it or unrealistic."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        owner=["nobody" if missing(row["owner"]) else row["owner"] for row in rows],
        remarks=[row["remarks"] or "Nothing" for row in rows],
    )
    named = [("place", "Place"), ("target_code", "Target"), ("owner", "Owner"), ("remarks", "Missing or unrealistic")]
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


@kept
def rolled_up(frame: pd.DataFrame, heading: str, names: dict[str, str] | None = None) -> pd.DataFrame:
    """`targets.rolled_up` as a table: one row per region, group, kind or place, one column per status."""
    by = [(names or {}).get(each, each) or "Several regions" for each in frame["by"]]
    statuses = [each for each in frame.columns if each not in ("by", "targets")]
    columns = [Column("by", heading), Column("targets", "Targets", "count", mark=None)]
    columns += [Column(each, LABELS[each].capitalize(), "count", mark=None) for each in statuses]
    return frame_table(beside(rows_of(frame), by=by), columns)


@kept
def versions(history: pd.DataFrame, told: dict[str, str], groups: dict[str, str] | None = None) -> pd.DataFrame:
    """`targets.history` or `actions.history` as a table: one row per version: when, who, why, and what it changed."""
    rows, before = [], None
    for row in rows_of(history):
        by = row["accepted_by"] or row["title"]
        changed = _changed(before, row, told, groups or {})
        rows.append(
            {"version": str(row["version"]), "received": date_long(row["received"]), "by": by,
             "why": row["why_changed"] or "", "changed": changed, "return": row["return_id"]}
        )  # fmt: skip
        before = row
    named = [("version", "Version"), ("received", "Came in"), ("by", "By"), ("changed", "What it says"), ("why", "Why changed"),
             ("return", "Return")]  # fmt: skip
    return frame_table(rows, [Column(source, heading, mark=None) for source, heading in named])


def needed(row: dict) -> str:
    """Seats or people, or points of a share, that are still needed."""
    if row["status"] == Status.MET:
        return "nothing"
    if not missing(row["needed_count"]):
        one, many = ("seat", "seats") if row["part"] in ("core", "wider", "sub_group") else ("person", "people")
        return f"{count(row['needed_count'])}{NBSP}{one if row['needed_count'] == 1 else many}"
    if missing(row["share"]) or missing(row["aim"]):
        return "[x]"
    return points(row["aim"] - row["share"], row["base"])


def yearly(row: dict) -> str:
    """The same for each year that is left, in people or seats and in points."""
    if row["status"] == Status.MET:
        return "nothing"
    if missing(row["needed_per_year"]):
        return "[x]" if missing(row["share"]) else "it is past its date"
    by_share = points(row["needed_per_year"], row["base"]) if abs(row["needed_per_year"]) < 1 else "more than there are"
    if row["last_year"]:
        return "all of it, within the year"
    if missing(row["needed_count_per_year"]):
        return by_share
    return f"{row['needed_count_per_year']:.1f} ({by_share})"


def _aimed(row: dict) -> str:
    """The aim, as seats where it is so, and its date."""
    if missing(row["aim"]):
        return f"[x] by {date_long(row['due'])}"
    said = percent(row["aim"], row["base"])
    if not missing(row["aim_count"]) and row["kind"] == "parity" and row["aim_count"] and row["base"] <= 1000:
        said += f", {count(row['aim_count'])} of {count(row['base'])}"
    said += {"projected": " (projected)", "held_level": " (held level)"}.get(row["aim_basis"], "")
    return f"{said} by {date_long(row['due'])}"


def _latest(row: dict) -> str:
    if missing(row["share"]):
        return row["mark"] or "[x]"
    of = "" if missing(row["count"]) else f", {count(row['count'])} of {count(row['base'])}"
    return f"{percent(row['share'], row['base'])}{of}, {date_long(row['observed_on'])}"


def _on(share: float, base: float, day) -> str:
    return f"{percent(share, base)} on {date_long(day)}"


def _changed(before: dict | None, row: dict, told: dict[str, str], groups: dict[str, str]) -> str:
    """All that a first version says, and of a later one what it says otherwise than the one before."""
    said = []
    for name, words in told.items():
        now = _written(row[name], groups)
        if before is None:
            said += [f"{words} {now}"] if now != "none" else []
        elif (then := _written(before[name], groups)) != now:
            said.append(f"{words} {then} to {now}")
    return "; ".join(said) if said else "nothing"


def _written(value: object, groups: dict[str, str]) -> str:
    if missing(value) or value == "":
        return "none"
    if isinstance(value, pd.Timestamp) or hasattr(value, "isoformat"):
        return date_long(value)
    if isinstance(value, float):
        return f"{value:g}".replace("-", MINUS)
    return groups.get(str(value), KINDS.get(str(value), str(value).replace("_", " ")))


def place(row: dict) -> str:
    """The name of a target for a list to choose from: its place, code and status."""
    return f"{literal(row['place'])}: {row['target_code']} ({LABELS.get(row['status'], '')})"
