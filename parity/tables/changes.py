"""What changed, as tables: old value, new value and why, both kept in sight."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.stats.verdicts import LABELS as JUDGED
from parity.stats.verdicts import Verdict
from parity.tables.actions import STATUSES
from parity.tables.formats import Column, count, date_long, frame_table, missing, percent, points
from parity.tables.targets import LABELS


@kept
def changes(frame: pd.DataFrame, parts: dict[str, str] | None = None) -> pd.DataFrame:
    """`changes.between_days` or `between_stores` as a table: one row per thing that moved."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        thing=[_thing(row, parts or {}) for row in rows],
        was=[_value(row, "before", "_before") for row in rows],
        now=[_value(row, "after", "") + _moved(row) for row in rows],
        reason=[_reason(row) for row in rows],
    )
    named = [
        ("place", "Place"),
        ("thing", "What"),
        ("was", "Before"),
        ("now", "After"),
        ("reason", "Why"),
    ]
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


def verdict_words(row: dict, suffix: str) -> str:
    """The verdict of a figure, or the status of a target or action, in words; empty where there was none."""
    code = row[f"verdict{suffix}"]
    if missing(code) or not code:
        return ""
    if row["what"] == "target":
        return LABELS.get(code, code)
    return STATUSES.get(code, code) if row["what"] == "action" else JUDGED[Verdict(code)]


def _thing(row: dict, parts: dict[str, str]) -> str:
    if row["what"] == "figure":
        return f"{parts.get(row['code'], row['code'])}: {row['about']}"
    return f"{row['what'].capitalize()} {row['code']}. {row['about']}"


def _value(row: dict, name: str, suffix: str) -> str:
    """One of the two values: share, count and base, day and verdict, as far as they are known."""
    said = []
    if not missing(row[name]):
        of = (
            "" if missing(row[f"{name}_count"]) else f" ({count(row[f'{name}_count'])} of {count(row[f'{name}_base'])})"
        )
        said.append(f"{percent(row[name], row[f'{name}_base'])}{of}")
    if row["what"] != "action" and not missing(row[f"as_at{suffix}"]) and (said or row["what"] == "figure"):
        said.append(f"on {date_long(row[f'as_at{suffix}'])}")
    if words := verdict_words(row, suffix):
        said.append(words)
    return ", ".join(said) or "not there"


def _moved(row: dict) -> str:
    return "" if missing(row["moved"]) else f": {points(row['moved'], row['after_base'])}"


def _reason(row: dict) -> str:
    by = "" if missing(row["accepted_by"]) else f" ({row['return_id']}, {row['accepted_by']})"
    chance = "; may be chance" if row["clear"] == "chance" else ""
    return f"{row['why_words']}{by}{chance}"
