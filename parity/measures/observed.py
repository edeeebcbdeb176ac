"""What a target is about, as the store tells it: its series of observations, and the censuses it is held against."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.choice import MINORITIES
from parity.measures import recruitment, reference, seats, trend
from parity.remembered import once
from parity.rows import numbered, rows_of
from parity.store import Store

APPOINTED = "appointed"
# The measures a target can be set for, in the words used on the pages, and the part of a body each is about.
PARTS = {
    "core": "Share of core seats",
    "wider": "Share of wider seats",
    "sub_group": "Share of sub-group seats",
    APPOINTED: "Share of people appointed",
    "officers": "Share of police officers",
    "community_support_officers": "Share of community support officers",
    "beneficiary": "Share of people using services",
    "consultee": "Share of people consulted",
    "source_of_activity": "Share of people running community activity",
    "source_of_delivery": "Share of people delivering services",
    "partner": "Share of people taking part as partners",
}
SEATS = ("core", "wider", "sub_group")


# What is kept of an observation of any of the targets: of five thousand there are more than a hundred thousand.
SEEN = ["as_at", "count", "base", "unknown", "share", "lower", "upper", "reference", "note"]


class Series(NamedTuple):
    """What is told of many targets: observations with a share, residents at each census, and seats on each baseline's day.

    `told`: columns of `trend` (SEEN), those of one target together in order of time; `days` are theirs, as numpy's.
    `rows`: what a target is about (`key`) -> the first of its rows, and the one after the last.
    """

    told: pd.DataFrame
    days: np.ndarray
    rows: Mapping[tuple, tuple[int, int]]
    census: Mapping[tuple, Mapping[date, float]]
    on_day: Mapping[tuple, Mapping]


def part_of(measure: str | None) -> str:
    """The part of a body that a measure's words are about; a survey's indicator stays its own name."""
    words = " ".join(str(measure or "").split())
    return next((part for part, said in PARTS.items() if said.casefold() == words.casefold()), words)


def named(store: Store, rows: Sequence[Mapping]) -> list[dict]:
    """Rows of queries/targets.sql with their group, part, place and region, dates as days and figures as shares."""
    shown, told = rows_of(trend.shown_groups(store)), store.ask("regions_of_bodies")
    regions = dict(zip(told["body_code"], told["region"], strict=True))
    return [_named(store, row, shown, regions) for row in rows]


def _named(store: Store, row: Mapping, shown: Sequence[Mapping], regions: Mapping[str, str]) -> dict:
    group, definition = row["ethnic_group"], row["definition"]
    if not group and definition is None:
        definition = "excluding"
    of, code = ("", group) if group else MINORITIES[definition]
    unknown = {"row": "detail", "classification": "", "label": code}
    about = next((each for each in shown if each["group_code"] == code and of in ("", each["classification"])), unknown)
    return dict(row) | {
        "row": about["row"], "classification": about["classification"], "group_code": code, "label": about["label"],
        "definition": definition if not group else None, "part": part_of(row["measure"]),
        "place": row["body"] or row["area"] or row["body_code"] or row["area_code"] or "",
        "region": regions.get(row["body_code"]) if row["body_code"] else region_of(store, row["area_code"]),
        "baseline_on": pd.Timestamp(row["baseline_date"]).date(), "due": pd.Timestamp(row["target_date"]).date(),
        "baseline": row["baseline_value"] / 100, "value": row["target_value"] / 100,
        **{name: row[name] / 100 for name in ("baseline_lower", "baseline_upper", "baseline_reference")},
        "note": "",
    }  # fmt: skip


def key(row: Mapping) -> tuple:
    """What a target is about: its body or area, measure and group."""
    measure = row["part"] if row["part"] in PARTS else f"{trend.SURVEY}{row['part']}"
    place = row["area_code"] if pd.isna(row["body_code"]) else row["body_code"]  # a frame has NaN for no body
    return place, measure, row["classification"], row["group_code"]


def series(store: Store, rows: Sequence[Mapping], until: date = date.max) -> Series:
    """Everything told up to a day of what these targets are about: one question for all bodies of a part and group."""
    told, keys, census = [], [], {}
    wanted: dict[tuple, set] = {}
    for row in rows:
        wanted.setdefault((row["part"], row["classification"], row["group_code"]), set()).add(key(row)[0])
    for (part, classification, group), places in wanted.items():
        codes = sorted(code for code in places if code)
        frame = observations(store, codes, part, classification, group, until)
        frame = frame[frame["share"].notna()]
        told.append(frame[SEEN])
        about = frame["body_code"].where(frame["body_code"].notna(), frame["area_code"])
        keys += [
            (place, measure, classification, group) for place, measure in zip(about, frame["measure"], strict=True)
        ]
        if part in PARTS:
            census |= _census(store, codes, classification, group)
    every = pd.concat([each for each in told if len(each)] or [pd.DataFrame(columns=SEEN)], ignore_index=True)
    days = every["as_at"].to_numpy("datetime64[D]")
    number, first = numbered(keys)
    order = np.lexsort([days, number])
    ends = np.searchsorted(number[order], np.arange(len(first) + 1)).tolist()
    of = {keys[place]: (ends[n], ends[n + 1]) for n, place in enumerate(first.tolist())}
    return Series(every.take(order).reset_index(drop=True), days[order], of, census, _on_baseline_days(store, rows))


def observations(
    store: Store, places: Sequence[str], part: str, classification: str, group: str, until: date = date.max
) -> pd.DataFrame:
    """All that these bodies or areas have told up to a day of one part and group: rows of `trend`, in order of time."""
    if part == APPOINTED:
        told = _appointed(store, list(places), classification, group, until)
    elif part in PARTS:
        told = trend.of_bodies(store, list(places), part, [(classification, group)], until)
    else:
        found = [trend.of_survey(store, code, part, until) for code in places]
        found = [each[each["group_code"].eq(group)] for each in found if len(each)]
        told = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=trend.COLUMNS)
    return told.sort_values("as_at", kind="stable").reset_index(drop=True)


def of(store: Store, row: Mapping) -> pd.DataFrame:
    """The observations of one target's own series, in order of time."""
    place, _, classification, group = key(row)
    return once(store, observations, [place] if place else [], row["part"], classification, group)


def latest(series: Series, rows: Sequence[Mapping], days: Sequence[date]) -> list[dict | None]:
    """The last observation of each of these targets up to a day of its own (SEEN); None where there is none by then."""
    places = []
    for row, day in zip(rows, np.array(list(days), "datetime64[D]"), strict=True):
        first, end = series.rows.get(key(row), (0, 0))
        place = first + int(np.searchsorted(series.days[first:end], day, side="right")) - 1
        places.append(place if place >= first else -1)
    some = [place for place in places if place >= 0]
    found = iter(rows_of(series.told.take(some)))
    return [next(found) if place >= 0 else None for place in places]


def on_day(store: Store, row: Mapping) -> Mapping | None:
    """What the returns give for a body or area, part and group on a day (`baseline_on`); None where they give nothing.

    count, base, share, lower, upper, reference. A list of seats can be read on any day it reaches; anything else only
    on a day it tells of.
    """
    told = series(store, [row], row["baseline_on"])
    return begun(told, row, latest(told, [row], [row["baseline_on"]])[0])


def begun(series: Series, row: Mapping, then: Mapping | None) -> Mapping | None:
    """The same for one target, from the series of many; `then` is its last observation up to the day it begins."""
    found = series.on_day.get(
        (row["part"], row["baseline_on"], row["body_code"], row["classification"], row["group_code"])
    )
    if found is not None and not pd.isna(found["share"]):
        return found
    return then if then and then["as_at"] == row["baseline_on"] else None


def _on_baseline_days(store: Store, rows: Sequence[Mapping]) -> dict[tuple, Mapping]:
    wanted: dict[tuple, set] = {}
    for row in rows:
        if row["part"] in SEATS and row["body_code"] and row["classification"] in seats.CLASSIFICATIONS:
            wanted.setdefault((row["part"], row["baseline_on"]), set()).add(row["body_code"])
    found = {}
    for (part, day), bodies in wanted.items():
        for row in rows_of(seats.figures(store, sorted(bodies), part, day)):
            found[(part, day, row["body_code"], row["classification"], row["group_code"])] = row
    return found


def census(series: Series, row: Mapping) -> Mapping[date, float]:
    """The group's share of the residents of the places served, at each census."""
    return series.census.get((row["body_code"], row["classification"], row["group_code"]), {})


def _census(store: Store, bodies: list[str], classification: str, group: str) -> dict[tuple, dict[date, float]]:
    told = store.ask("residents_of_catchments", bodies=bodies, classifications=[classification], age_base="all ages")
    found: dict[tuple, dict[date, float]] = {}
    for row in told[told["group_code"] == group].itertuples():
        day = pd.Timestamp(row.date).date()
        found.setdefault((row.body_code, classification, group), {})[day] = row.residents / row.base
    return found


def _appointed(store: Store, bodies: list[str], classification: str, group: str, until: date) -> pd.DataFrame:
    """Recruitment rounds as observations: of the people appointed in each, those of the group."""
    rounds = recruitment.stages(store, bodies, by="round", until=until)
    rounds = rounds[rounds["stage"].eq("appointed") & rounds["classification"].eq(classification)]
    rounds = rounds[rounds["group_code"].eq(group)]
    if rounds.empty:
        return pd.DataFrame(columns=trend.COLUMNS)
    days = pd.to_datetime(rounds["closed"]).dt.date
    living = reference.on_days(store, bodies, sorted(set(days)), [(classification, group)])
    joined = rounds.assign(as_at=days, measure=APPOINTED).merge(
        living, on=["body_code", "classification", "group_code", "as_at"], how="left"
    )
    joined = joined.assign(
        series=joined["body_code"] + f"|{APPOINTED}|" + group, group=joined["label"], gap=joined["share"] - joined["reference"],
        p=np.nan, verdict="", break_before="", piece=1, area_code=None, area=None, return_id=None,
    )  # fmt: skip
    return joined.reindex(columns=trend.COLUMNS)


def region_of(store: Store, area: str | None) -> str | None:
    """The name of the region that an area lies in, or is; None for a country, or without an area."""
    if not area:
        return None
    found = store.ask("area", area=area)
    while len(found) and found.at[0, "level"] != "region":
        parent = found.at[0, "parent_code"]
        found = store.ask("area", area=parent) if parent else found.iloc[:0]
    return found.at[0, "name"] if len(found) else None
