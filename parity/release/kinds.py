"""The records of a return as they may be told, by its kind. Boards and places are matters of their own (boards, nested)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from parity.release import activities, columns, records
from parity.release.making import Making
from parity.release.records import Groups

PROTECTED: Mapping[str, Callable[[Making, str, pd.DataFrame, Groups], pd.DataFrame]] = {
    "participation": activities.participation,
    "organisations": records.organisations,
    "funding": records.funding,
    "recruitment": records.recruitment,
}
# Told as they are, but for columns of free text and figures that would give people away.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "bodies": (), "practice": ("evidence",), "targets": ("baseline_value", "owner", "reason"), "actions": ("comments",),
    "cases": (), "directory": (),
}  # fmt: skip


def told(making: Making, kind: str, return_id: str, frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """The records of a return of one kind, protected. What may not be told at all is left out: see docs/methods.md."""
    if kind in PROTECTED:
        return PROTECTED[kind](making, return_id, frame, groups)
    if kind == "actions":  # only what has been agreed, without what was said about it before
        frame = frame[(frame["stage"] == "agreed").fillna(False)]
    kept = {name: frame[name].reset_index(drop=True) for name in frame if name not in LEFT_OUT[kind]}
    return columns.frame(kind, kept, len(frame))
