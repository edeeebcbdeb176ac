"""What is due, and what is late: returns, targets and actions, for reminders, a calendar and the digest."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from parity.measures import actions, targets
from parity.remembered import kept, once
from parity.rows import rows_of
from parity.stats.target import Status
from parity.store import Store

EVERY = 12  # months from one return of a kind to the next
# The columns of `due`, in order.
COLUMNS = ["kind", "code", "place", "what", "who", "on", "days", "late", "body_code", "status", "standing"]
DESCRIBED = {
    "kind": "return, target or action",
    "code": "Code of the target or action; of a return its kind",
    "place": "The body's or the area's name",
    "what": "What is due, in words",
    "who": "Who answers for it; empty where nobody does",
    "on": "The day it is due",
    "days": "Days until then; negative where it is late",
    "late": "true where that day has passed",
    "body_code": "Code of the body",
    "status": "Status of the target or action",
    "standing": "published, sent or illustrative",
}
KINDS = {"seats": "list of seats", "seat_counts": "count of seats"}


def due(store: Store, today: date, within: int = 90, standing: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per thing that is late, or due within so many days, soonest first; see COLUMNS.

    Returns: a body that has sent its seats is asked for them again a year after the day they were true of; published
    figures are nobody's to send again. Targets that are not met, on their date. Actions that are open, on theirs.
    `standing` are the targets of today (`targets.standing`), where they have been worked out already.
    """
    every = once(store, targets.standing, today) if standing is None else standing
    parts = [_returns(store, today), _targets(every), _actions(store, today)]
    parts = [part for part in parts if not part.empty]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(parts, ignore_index=True)
    frame["days"] = [(day - today).days for day in frame["on"]]
    frame["late"] = frame["days"] < 0
    frame["who"] = ["" if pd.isna(who) else who for who in frame["who"]]
    frame = frame[frame["days"] <= within]
    return frame.sort_values(["on", "kind", "place", "code"], kind="stable")[COLUMNS].reset_index(drop=True)


@kept
def split(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is late, and what is still to come."""
    return frame[frame["late"].astype(bool)], frame[~frame["late"].astype(bool)]


def _returns(store: Store, today: date) -> pd.DataFrame:
    bodies = store.ask("bodies").set_index("body_code")["name"]
    latest = store.ask("latest_records", until=today)
    latest = latest[latest["kind"].isin(list(KINDS)) & latest["latest"].notna()]
    told = store.ask("rounds").drop_duplicates("body_code").set_index("body_code")["standing"]
    last = latest.sort_values("latest").drop_duplicates("body_code", keep="last")
    rows = []
    for row in rows_of(last):
        if told.get(row["body_code"], "sent") == "published":
            continue
        day = pd.Timestamp(row["latest"]).date()
        on = (pd.Timestamp(day) + pd.DateOffset(months=EVERY)).date()
        what = f"Next {KINDS[row['kind']]}: the last is of {day.day} {day:%B %Y}"
        rows.append(("return", row["kind"], bodies[row["body_code"]], what, bodies[row["body_code"]], on, row["body_code"],
                     "", told.get(row["body_code"], "sent")))  # fmt: skip
    return _framed(rows)


def _targets(every: pd.DataFrame) -> pd.DataFrame:
    rows = [
        ("target", row["target_code"], row["place"], f"{row['measure']}: {row['label']}", row["owner"], row["due"],
         row["body_code"], row["status"], row["standing"])
        for row in rows_of(every)
        if row["status"] != Status.MET
    ]  # fmt: skip
    return _framed(rows)


def _actions(store: Store, today: date) -> pd.DataFrame:
    every = actions.listed(store, today)
    rows = [
        ("action", row["action_code"], row["place"], row["action"], row["lead_partner"], row["due"], row["body_code"],
         row["status"], row["standing"])
        for row in rows_of(every)
        if row["is_open"] and row["due"] is not None
    ]  # fmt: skip
    return _framed(rows)


def _framed(rows: Sequence[tuple]) -> pd.DataFrame:
    names = ["kind", "code", "place", "what", "who", "on", "body_code", "status", "standing"]
    return pd.DataFrame(rows, columns=names)
