"""Who does what by when? Each action as it stands, the matrix of them, and what stands in the way of what."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from parity.measures.observed import region_of
from parity.remembered import kept, once
from parity.rows import rows_of, tuples_of
from parity.store import Store

CLOSED = ("done", "dropped")
# The headings of the matrix, in the order of the 2005 report.
HEADINGS = (
    "vision", "culture", "leadership", "strategy", "structure", "capacity", "information", "anti_discriminatory_practice",
)  # fmt: skip
# The columns of `listed`, in order.
COLUMNS = [
    "action_code", "body_code", "body", "body_type", "area_code", "area", "place", "region", "sector", "heading", "stage",
    "weakness", "action", "outcome", "lead_partner", "partners", "due", "status", "done_on", "is_open", "overdue",
    "days_late", "orphaned", "why_orphaned", "blocked_by", "waits_for", "circle", "target_code", "comments", "comments_kept", "why_changed",
    "version", "versions", "received", "accepted_by", "return_id", "source", "mark", "note", "source_code", "standing",
]  # fmt: skip
DESCRIBED = {
    "action_code": "Code of the action",
    "body_code": "Code of the body it is for",
    "body": "Name of the body",
    "body_type": "Kind of body",
    "area_code": "Code of the area it is for",
    "area": "Name of the area",
    "place": "The body's or the area's name",
    "region": "The region of the places it concerns; empty where there are several",
    "sector": "Who it is asked of",
    "heading": "Heading of the recommendation matrix",
    "stage": "draft, endorsed or modified by communities, or agreed",
    "weakness": "What is wrong now",
    "action": "What is to be done",
    "outcome": "What will be different",
    "lead_partner": "The organisation that leads",
    "partners": "Other organisations",
    "due": "The day it is due",
    "status": "not_started, in_progress, blocked, done or dropped",
    "done_on": "The day it was done",
    "is_open": "true where it is neither done nor dropped",
    "overdue": "true where it is open and was due before today",
    "days_late": "Days since it was due, where it is overdue",
    "orphaned": "true where it is open and nobody leads it, or it serves a target that is not there",
    "why_orphaned": "Why, in words",
    "blocked_by": "What stands in the way: another action's code, or words",
    "waits_for": "What that action is to do, while it is open",
    "circle": "The actions that wait for each other in a circle with it",
    "target_code": "The target it serves",
    "comments": "What communities said of this version",
    "comments_kept": "What communities have said of every version, the first first",
    "why_changed": "Why the latest version changed it",
    "version": "The version of it that counts",
    "versions": "How many versions there are",
    "received": "When that version came in",
    "accepted_by": "Who accepted it",
    "return_id": "The return that tells it",
    "source": "Where it comes from",
    "mark": "[x] it has no due date",
    "note": "What to know about this row",
    "source_code": "Code of the source of the return",
    "standing": "published, sent or illustrative",
}
MATRIX = ["sector", "heading", "actions", "open", "overdue", "orphaned", "done", "codes"]


def listed(store: Store, today: date) -> pd.DataFrame:
    """One row per action as it stands, by place and code; see COLUMNS. Only the last version of each counts."""
    by_code = once(store, _latest)
    if not by_code:
        return pd.DataFrame(columns=COLUMNS)
    targets = set(store.ask("targets")["target_code"])
    waits = {code: row["blocked_by"] for code, row in by_code.items()}
    rows = [_judged(row, by_code, waits, targets, today) for row in by_code.values()]
    frame = pd.DataFrame({name: [row.get(name) for row in rows] for name in COLUMNS})
    return frame.astype({"is_open": bool, "overdue": bool, "orphaned": bool})


def _latest(store: Store) -> dict[str, dict]:
    """code -> what the last version of each action tells, whatever the day, by place and code."""
    told = store.ask("actions")
    frame = told[told["version"] == told["versions"]]
    regions = dict(tuples_of(store.ask("regions_of_bodies"), ["body_code", "region"]))
    areas = {code: region_of(store, code) for code in frame["area_code"].dropna().unique()}
    comments = _comments(told)
    rows = []
    for row in rows_of(frame):
        for day in ("due", "done_on", "received"):
            row[day] = None if pd.isna(row[day]) else pd.Timestamp(row[day]).date()
        row["place"] = row["body"] or row["area"] or row["body_code"] or row["area_code"] or ""
        row["region"] = regions.get(row["body_code"]) or areas.get(row["area_code"])
        rows.append(row | {"comments_kept": comments.get(row["action_code"])})
    rows.sort(key=lambda row: (row["place"], row["action_code"]))
    return {row["action_code"]: row for row in rows}


@kept
def matrix(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per sector and heading that has an action: how many there are, open, overdue, without a lead, done; see MATRIX."""
    if frame.empty:
        return pd.DataFrame(columns=MATRIX)
    cells: dict[tuple[str, str], list[tuple]] = {}
    for sector, heading, *action in tuples_of(
        frame, ["sector", "heading", "is_open", "overdue", "orphaned", "status", "action_code"]
    ):
        cells.setdefault(("Not said" if pd.isna(sector) else sector, heading), []).append(tuple(action))
    made, order = [], {heading: place for place, heading in enumerate(HEADINGS)}
    for (sector, heading), actions in sorted(cells.items(), key=lambda cell: (cell[0][0], order[cell[0][1]])):
        is_open, overdue, orphaned, status, codes = zip(*actions, strict=True)
        counted = (len(actions), sum(is_open), sum(overdue), sum(orphaned), status.count("done"))
        made.append((sector, heading, *counted, ", ".join(codes)))
    return pd.DataFrame(made, columns=MATRIX)


def history(store: Store, code: str) -> pd.DataFrame:
    """One row per version of one action, the first to the last: what it said, who accepted it, when and why."""
    told = store.ask("actions")
    return told[told["action_code"] == code].reset_index(drop=True)


def events(store: Store, bodies: list[str], areas: list[str] = ()) -> pd.DataFrame:
    """One row per thing that these bodies or areas have done on a known day: columns year (a day), words, body_code, action_code.

    An event is an action that was done: docs/decisions/events-are-actions-done.md.
    """
    found = [
        (row["done_on"], f"{row['place']}: {row['action']}", row["body_code"], row["action_code"])
        for row in once(store, _done)
        if (row["area_code"] in areas if pd.isna(row["body_code"]) else row["body_code"] in bodies)
    ]
    found.sort(key=lambda event: event[0])
    return pd.DataFrame(found, columns=["year", "words", "body_code", "action_code"])


def _done(store: Store) -> list[dict]:
    """The actions of `listed` that were done on a known day."""
    frame = once(store, listed, date.max)
    return rows_of(frame[frame["status"].eq("done") & frame["done_on"].notna()])


def circle(blocked_by: Mapping[str, str | None], code: str) -> list[str]:
    """The codes that wait for each other in a circle with one action, from it on; empty where there is none.

    >>> circle({"A": "B", "B": "C", "C": "A"}, "A"), circle({"A": "B", "B": None}, "A"), circle({"A": "A"}, "A")
    (['A', 'B', 'C'], [], ['A'])
    """
    seen = [code]
    while (following := blocked_by.get(seen[-1])) in blocked_by and following is not None:
        if following == code:
            return seen
        if following in seen:  # a circle further on, which this one only leads to
            return []
        seen.append(following)
    return []


def _judged(
    row: dict, by_code: Mapping[str, dict], blocked_by: Mapping[str, str | None], targets: set[str], today: date
) -> dict:
    is_open = row["status"] not in CLOSED
    late = is_open and row["due"] is not None and row["due"] < today
    waits = by_code.get(row["blocked_by"]) if row["blocked_by"] else None
    gone = row["target_code"] and row["target_code"] not in targets
    why = [
        "" if row["lead_partner"] else "nobody leads it",
        f"it serves a target that is not there ({row['target_code']})" if gone else "",
    ]
    why = " and ".join(each for each in why if each) if is_open else ""
    found = circle(blocked_by, row["action_code"])
    said = []
    if found:
        said.append(f"Waits for itself: {' waits for '.join([*found, found[0]])}.")
    if row["blocked_by"] == row["action_code"] or (waits and waits["status"] in CLOSED and row["status"] == "blocked"):
        said.append(f"What it waited for ({row['blocked_by']}) is {waits['status']}." if not found else "")
    return row | {
        "is_open": is_open, "overdue": late, "days_late": (today - row["due"]).days if late else None,
        "orphaned": bool(why), "why_orphaned": why,
        "waits_for": waits["action"] if waits and waits["status"] not in CLOSED else "" if waits else row["blocked_by"] or "",
        "circle": ", ".join(found), "mark": "" if row["due"] else "[x]", "note": " ".join(filter(None, said)),
    }  # fmt: skip


def _comments(told: pd.DataFrame) -> dict[str, str]:
    """What communities have said of every version of each action, each said once."""
    kept: dict[str, list[str]] = {}
    for code, comments in tuples_of(told, ["action_code", "comments"]):
        said = kept.setdefault(code, [])
        if comments and comments not in said:
            said.append(comments)
    return {code: " / ".join(said) for code, said in kept.items()}
