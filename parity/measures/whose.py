"""Whose figures: the bodies of one standing together, or one body, and the stretches of time their records speak of."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from parity.remembered import kept
from parity.store import Store

# Sets of bodies, in the order in which one is begun with: what was sent, else boards to learn with, else what is published.
SETS = ("sent", "illustrative", "published")


class Whose(NamedTuple):
    """The bodies looked at: their codes, what they are called together, and the first and last day told of."""

    code: str  # of the set or the body, as links carry it
    bodies: tuple[str, ...]
    name: str
    standing: str | None
    first: date | None
    last: date | None

    @property
    def several(self) -> bool:
        return self.code in SETS


class Period(NamedTuple):
    """From the day after `since` began to `until`; everything up to `until` where there is no `since`."""

    since: date | None
    until: date


def told(store: Store) -> pd.DataFrame:
    """One row per body that is no study of others: body_code, body, body_type, standing, first, last (days told of)."""
    frame = store.ask("bodies_told")
    for name in ("first", "last"):
        frame[name] = [None if pd.isna(day) else day.date() for day in pd.to_datetime(frame[name])]
    return frame


@kept
def of(frame: pd.DataFrame, code: str | None) -> Whose | None:
    """The set or body of this code among `told`; None where there is none."""
    rows = frame[frame["standing"].eq(code)] if code in SETS else frame[frame["body_code"].eq(code)]
    if rows.empty:
        return None
    days = [day for name in ("first", "last") for day in rows[name] if day is not None]
    return Whose(
        str(code), tuple(rows["body_code"]), name_of(code, len(rows)) if code in SETS else rows["body"].iloc[0],
        rows["standing"].max(), min(days, default=None), max(days, default=None),
    )  # fmt: skip


def peers(frame: pd.DataFrame, body: str | None) -> list[str]:
    """The bodies of `told` that one may be shown among: the invented with the invented, the real with the real."""
    invented = frame["standing"].eq("illustrative")
    mine = invented[frame["body_code"].eq(body)].any()
    return list(frame.loc[invented == mine, "body_code"])


def name_of(code: str | None, bodies: int) -> str:
    """What a set of bodies is called.

    >>> name_of("illustrative", 27), name_of("sent", 1)
    ('The 27 illustrative boards', 'The one body that sent returns')
    """
    one = bodies == 1
    kind = {
        "sent": "body that sent returns" if one else "bodies that sent returns",
        "illustrative": "illustrative board" if one else "illustrative boards",
        "published": "body with published figures" if one else "bodies with published figures",
    }
    return f"The {'one' if one else bodies} {kind[code or 'published']}"


def periods(first: date | None, last: date | None) -> list[Period]:
    """The years that end with the last day told of and on the same day of each earlier year, then all together.

    >>> [str(each.since) for each in periods(date(2024, 6, 1), date(2026, 3, 31))]
    ['2025-04-01', '2024-04-01', 'None']
    """
    if first is None or last is None:
        return []
    years = []
    until = last
    while until >= first and len(years) < 15:
        earlier = _year_before(until)
        years.append(Period(date.fromordinal(earlier.toordinal() + 1), until))
        until = earlier
    return [*years, Period(None, last)]


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
