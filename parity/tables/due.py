"""What is due, as a table: the soonest first."""

import pandas as pd

from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.formats import Column, date_long, frame_table

KINDS = {"return": "Return", "target": "Target", "action": "Action"}


@kept
def due(frame: pd.DataFrame) -> pd.DataFrame:
    """`due.due` as a table: one row per thing that is late or soon due."""
    rows = rows_of(frame)
    shown = frame.assign(
        day=[date_long(row["on"]) for row in rows],
        left=[in_days(row["days"]) for row in rows],
        kind=[KINDS[row["kind"]] for row in rows],
        who=[row["who"] or "nobody" for row in rows],
    )
    named = [
        ("day", "Due"),
        ("left", "That is"),
        ("kind", "What"),
        ("place", "Place"),
        ("what", "In words"),
        ("who", "Who answers for it"),
    ]
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


def in_days(days: int) -> str:
    """Days from today in words.

    >>> in_days(0), in_days(1), in_days(35), in_days(-1), in_days(-57)
    ('today', 'tomorrow', 'in 35 days', 'yesterday', '57 days ago')
    """
    if abs(days) <= 1:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
