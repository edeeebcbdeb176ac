"""What a return was understood to say, in one plain sentence."""

from __future__ import annotations

import datetime

import pandas as pd

from parity.intake.context import UNKNOWN, Context
from parity.intake.layouts import Layout

OUTSIDE = [*UNKNOWN, "blank", ""]


def sentence(layout: Layout, records: pd.DataFrame, context: Context) -> str:
    """One sentence about the accepted records, as people would say it; '' where there are none."""
    if records.empty:
        return ""
    said = {
        "participation": _participation,
        "seats": _seats,
        "seat_counts": _seat_counts,
        "recruitment": _recruitment,
        "organisations": _organisations,
        "funding": _funding,
        "survey": _survey,
        "practice": _practice,
        "population": _population,
    }.get(layout.kind, _entries)(layout, records, context)
    return said[:1].upper() + said[1:]


def _participation(layout, records, context) -> str:
    people, known = _people(records, "people")
    events = records["activity"].nunique()
    channels = set(records["mechanism"].dropna().unique()) - {""} if "mechanism" in records else set()
    noun = "event" if channels == {"event"} else "activity"
    parts = [f"{_number(people)} at {_count(events, noun)}", *_when(layout, records), *_where(records, context)]
    return ", ".join(parts) + f"; ethnicity known for {known:,.0f}"


def _seats(layout, records, context) -> str:
    seats = len(records[["body_code", "tier", "sub_group", "seat_ref"]].drop_duplicates())
    holders = records[~records["vacant"].fillna(False).astype(bool)]
    known = int((~holders["ethnic_group"].isin(OUTSIDE)).sum())
    designated = int(records["designated"].fillna(False).astype(bool).sum())
    bodies = _count(records["body_code"].nunique(), "body")
    members = _count(len(holders), "member")
    said = f"{_count(seats, 'seat')} of {bodies}, {members} over time; ethnicity known for {known:,}"
    return said + (f"; {_count(designated, 'designated seat')}" if designated else "")


def _seat_counts(layout, records, context) -> str:
    bodies = _count(records["body_code"].nunique(), "body")
    if set(records["unit"].dropna().unique()) == {"percent"}:
        return ", ".join([f"{_count(len(records), 'per cent')} for {bodies}", *_when(layout, records)])
    people, known = _people(records, "people")
    noun = "full-time equivalents" if set(records["unit"].dropna().unique()) == {"fte"} else "member"
    return (
        ", ".join([f"{_number(people, noun)} of {bodies}", *_when(layout, records)])
        + f"; ethnicity known for {known:,.0f}"
    )


def _recruitment(layout, records, context) -> str:
    stages = []
    words = {"pool": "in the pool", "applied": "applied", "shortlisted": "shortlisted", "appointed": "appointed"}
    for stage, word in words.items():
        part = records[records["stage"] == stage]
        if len(part):
            stages.append(f"{part['people'].fillna(0).sum():,.0f} {word}")
    rounds = _count(records["round_ref"].nunique(), "round")
    _, known = _people(records, "people")
    total = records["people"].fillna(0).sum()
    tail = f"ethnicity known for {known:,.0f} of {total:,.0f} entries"
    return ", ".join([*stages, f"in {rounds}", *_when(layout, records)]).replace(", in", " in", 1) + f"; {tail}"


def _organisations(layout, records, context) -> str:
    number = records["count"].fillna(0).sum()
    led = records.loc[records["led_by"] == "bme_led", "count"].fillna(0).sum()
    parts = [f"{_number(number, 'organisation')} in {_count(records['activity'].nunique(), 'activity')}"]
    return ", ".join([*parts, *_when(layout, records), *_where(records, context)]) + f"; {led:,.0f} of them BME-led"


def _funding(layout, records, context) -> str:
    awards = records["awards"].fillna(1).sum() if "awards" in records else len(records)
    money = records["amount_awarded"].fillna(0).sum()
    funders = _count(records["funder"].nunique(), "funder")
    parts = [f"{_number(awards, 'award')} worth £{money:,.0f} from {funders}"]
    return ", ".join([*parts, *_when(layout, records), *_where(records, context)])


def _survey(layout, records, context) -> str:
    indicators = list(records["indicator"].unique())
    what = f"'{indicators[0]}'" if len(indicators) == 1 else _count(len(indicators), "indicator")
    groups = _count(records["ethnic_group"].nunique(), "group")
    missing = int(records["value"].isna().sum())
    parts = [
        f"{_count(len(records), 'figure')} of {what} for {groups}",
        *_when(layout, records),
        *_where(records, context),
    ]
    return ", ".join(parts) + (f"; {missing:,} of them not given" if missing else "")


def _practice(layout, records, context) -> str:
    bodies, questions = records["body_code"].nunique(), records["question_code"].nunique()
    parts = [f"{_count(len(records), 'answer')} to {_count(questions, 'question')} from {_count(bodies, 'body')}"]
    return ", ".join([*parts, *_when(layout, records)])


def _population(layout, records, context) -> str:
    areas, groups = records["area_code"].nunique(), records["ethnic_group"].nunique()
    parts = [
        f"{records['residents'].fillna(0).sum():,.0f} residents in {_count(areas, 'area')} by {_count(groups, 'group')}"
    ]
    return ", ".join([*parts, *_when(layout, records)])


def _entries(layout: Layout, records: pd.DataFrame, context: Context) -> str:
    noun = {"bodies": "body", "cases": "case of good practice", "directory": "directory entry"}.get(
        layout.kind, layout.one_row_per
    )
    return ", ".join([_count(len(records), noun), *_where(records, context)])


def _people(records: pd.DataFrame, name: str) -> tuple[float, float]:
    figures = records[name].astype("float64").fillna(0.0)
    return figures.sum(), figures[~records["ethnic_group"].isin([*OUTSIDE, "all"])].sum()


def _when(layout: Layout, records: pd.DataFrame) -> list[str]:
    start, end = layout.period
    days = pd.concat([records[name] for name in dict.fromkeys((start, end)) if name in records]).dropna()
    if days.empty:
        return []
    return [between(days.min().date(), days.max().date())]


def between(first: datetime.date, last: datetime.date) -> str:
    """'January to March 2026', '12 January 2026', 'March 2024 to May 2026'."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{first:%B} to {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} to {last:%B %Y}"


def _where(records: pd.DataFrame, context: Context) -> list[str]:
    if "area_code" not in records:
        return []
    codes = [code for code in pd.unique(records["area_code"].dropna()) if code]
    if not codes:
        return []
    if len(codes) > 3:
        return [f"in {len(codes):,} areas"]
    names = [context.place_label(code) for code in codes]
    return ["in " + (names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1])]


def _number(number: float, noun: str = "people") -> str:
    if noun == "people":
        return f"{number:,.0f} " + ("person" if number == 1 else "people")
    return f"{number:,.10g} {noun}" + ("" if number == 1 or noun.endswith("s") else "s")


def _count(number: int, noun: str) -> str:
    plural = {"body": "bodies", "activity": "activities", "directory entry": "directory entries"}
    many = plural.get(noun) or noun.replace("case of", "cases of") if noun.startswith("case of") else plural.get(noun)
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"
