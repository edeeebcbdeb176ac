"""The measures of plans by name: targets, trends, actions, what is due and what changed."""

from datetime import date
from typing import Any

import pandas as pd

from parity.choice import BROAD, MINORITIES
from parity.measures import actions, changes, due, targets, trend
from parity.measures.catalogue.asked import BODIES, DEFINITION, SINCE, UNTIL, Argument, Measure
from parity.store import Store


def _targets(store: Store, until: date, body: str | None) -> pd.DataFrame:
    return _of_body(targets.standing(store, until), body)


def _trend(store: Store, bodies: list[str], part: str, definition: Any, groups: bool, until: date) -> pd.DataFrame:
    return trend.of_bodies(store, bodies, part, [MINORITIES[definition], *(BROAD if groups else ())], until)


def _trend_fitted(
    store: Store, bodies: list[str], part: str, definition: Any, groups: bool, until: date
) -> pd.DataFrame:
    return trend.fitted(_trend(store, bodies, part, definition, groups, until))


def _actions(store: Store, until: date, body: str | None) -> pd.DataFrame:
    return _of_body(actions.listed(store, until), body)


def _of_body(frame: pd.DataFrame, body: str | None) -> pd.DataFrame:
    return frame if body is None else frame[frame["body_code"].eq(body)].reset_index(drop=True)


def _due(store: Store, until: date) -> pd.DataFrame:
    return due.due(store, until)


def _changes(store: Store, since: date | None, until: date, definition: Any) -> pd.DataFrame:
    first = since or (pd.Timestamp(until) - pd.DateOffset(years=1)).date()
    return changes.between_days(store, first, until, definition)


FOLLOWED = Argument("part", "a tier of seats (core, wider, sub_group, officers ...) or a role", default="core")
GROUPS = Argument("groups", "also the five broad ethnic groups, a series each", "yes", default=False)
ONLY = Argument("body", "only those of one body; without it, all")
TODAY = UNTIL._replace(about="as it is on this day; without it, today")
TWO_DAYS = (
    SINCE._replace(about="the first day; without it, a year before the second"),
    UNTIL._replace(about="the second day; without it, today"),
)

PLANS: dict[str, Measure] = {
    "targets": Measure(
        "whether each target is on course, and what it still takes", _targets, (TODAY, ONLY), targets.DESCRIBED
    ),
    "trend": Measure(
        "a share at every date told, with its reference and its breaks",
        _trend,
        (BODIES, FOLLOWED, DEFINITION, GROUPS, UNTIL),
        trend.DESCRIBED,
    ),
    "trend-fitted": Measure(
        "whether each unbroken part of those series rises or falls",
        _trend_fitted,
        (BODIES, FOLLOWED, DEFINITION, GROUPS, UNTIL),
        trend.FITTED_DESCRIBED,
    ),
    "actions": Measure("who does what by when, and what stands in the way", _actions, (TODAY, ONLY), actions.DESCRIBED),
    "due": Measure("which returns, targets and actions are late or soon due", _due, (TODAY,), due.DESCRIBED),
    "changes": Measure(
        "which figures, findings and statuses moved between two days, and why",
        _changes,
        (*TWO_DAYS, DEFINITION),
        changes.DESCRIBED,
    ),
}
