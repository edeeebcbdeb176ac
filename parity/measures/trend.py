"""Is it moving? A share at every observation, what it is held against then, and where the series breaks."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.measures import area_profile, groups, outcomes, representation, standings
from parity.remembered import kept, once
from parity.rows import rows_of
from parity.stats import trend
from parity.stats.trend import Direction, Point
from parity.store import Store

SURVEY = "survey: "  # before the name of an indicator, where a measure is a survey's
TOGETHER = 12  # bodies whose series are shown together
ENOUGH = 4  # observations, from which a rise or a fall can be said
RESIDENTS = "residents"  # the yearly estimates of who lives in a place
# The columns of every series, in order. Shares and limits are 0-1; count, base and unknown are people.
COLUMNS = [
    "series", "label", "body_code", "body", "area_code", "area", "measure", "row", "classification", "group_code",
    "group", "as_at", "count", "base", "unknown", "share", "lower", "upper", "reference", "residents", "basis",
    "reference_source", "gap", "p", "verdict", "break_before", "piece", "mark", "note", "return_id", "source_code", "standing",
]  # fmt: skip
DESCRIBED = {
    "series": "Code of the series: its body or area, measure and group",
    "label": "Name of the series",
    "body_code": "Code of the body",
    "body": "Name of the body",
    "area_code": "Code of the area, where it is a survey's figure or an estimate of a place",
    "area": "Name of the area",
    "measure": "What is measured: a tier of seats, a role, a survey's indicator or residents",
    "row": "definition: all ethnic minorities; broad: one of the five broad groups; detail: a finer group",
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "group": "Name of the ethnic group",
    "as_at": "The day it is true of; of a period, its last day",
    "count": "People of the group, among those whose ethnic group is known",
    "base": "All people whose ethnic group is known",
    "unknown": "People whose ethnic group is not known",
    "share": "count / base, or the survey's own figure, 0 to 1",
    "lower": "Lower 95 % limit of the share",
    "upper": "Upper 95 % limit of the share",
    "reference": "The group's share of the residents of the places served on that day, 0 to 1",
    "residents": "All residents of the places served",
    "basis": "census, estimate, interpolated, held or nearest: how the reference was come by",
    "reference_source": "Codes of the sources of the reference",
    "gap": "share - reference, -1 to 1",
    "p": "Two-sided exact binomial p",
    "verdict": "below, above, no_clear_difference, too_few, depends_on_unknowns, not_monitored or no_base",
    "break_before": "Why this figure cannot be joined to the one before it; empty where it can",
    "piece": "The unbroken part of the series it belongs to, from 1",
    "mark": "[x] not collected, [c] hidden, [z] nobody, [e] rests on an estimate",
    "note": "What to know about this row",
    "return_id": "The return that tells it",
    "source_code": "Code of the source of the return",
    "standing": "published, sent or illustrative",
}
# The columns of `fitted`, in order: one row per unbroken part of a series.
FITTED = [
    "series", "label", "piece", "first", "last", "observations", "points", "direction", "slope", "slope_lower",
    "slope_upper", "p", "holds", "share_first", "share_last", "gap_first", "gap_last", "mark", "note", "standing",
]  # fmt: skip
FITTED_DESCRIBED = {
    "series": "Code of the series",
    "label": "Name of the series",
    "piece": "The unbroken part of it, from 1",
    "first": "Day of the first observation with a share",
    "last": "Day of the last observation with a share",
    "observations": "Observations with a share",
    "points": "Those of them that chance can be judged of: the number of people behind them, or a range, is known",
    "direction": "rise, fall, no_clear_trend or too_few_points",
    "slope": "Change in share a year, -1 to 1",
    "slope_lower": "Lower 95 % limit of the slope",
    "slope_upper": "Upper 95 % limit of the slope",
    "p": "Two-sided p of the slope",
    "holds": "Whether the slope keeps its sign whichever observation is left out",
    "share_first": "The first share, 0 to 1",
    "share_last": "The last share, 0 to 1",
    "gap_first": "The first share less its reference",
    "gap_last": "The last share less its reference",
    "mark": "[x] there is no share",
    "note": "What to know about this row",
    "standing": "published, sent or illustrative",
}
# What two neighbouring figures of a series must have alike, or they cannot be joined.
ALIKE = ["standing", "source_code", "unit", "everyone_unit", "told_in", "classification"]
OLD_GROUPS = "2001-16"  # in which Chinese people were counted under Other, as they were until 2011


def measures(store: Store) -> dict[str, str]:
    """What can be followed: code -> words. A part that a body has told, an indicator of a survey, or residents."""
    told = representation.rounds(store)
    found = {part: part for part in dict.fromkeys(told["part"])}
    indicators = outcomes.indicators(store)
    found |= {f"{SURVEY}{name}": name for name in dict.fromkeys(indicators["indicator"])}
    return found | {RESIDENTS: RESIDENTS}


def to_begin_with(told: pd.DataFrame, indicators: pd.DataFrame) -> tuple[str, str | None]:
    """The series that has most to say: its measure, as `measures` has it, and its body, None where it is of none.

    `told` are `representation.rounds`, `indicators` those of surveys. What was sent here comes first; then what a body told
    on most days with the number behind it, if they are enough to say a rise or a fall of; then the survey with most periods;
    then residents. Of equals, the first.
    """
    days = (
        told[told["has_base"]].groupby(["part", "body_code", "standing"], sort=False)["as_at"].nunique().reset_index()
    )
    days = days.assign(sent=days["standing"].eq("sent")).sort_values(["sent", "as_at"], ascending=False, kind="stable")
    days = days[days["sent"] | days["as_at"].ge(ENOUGH)]
    if len(days):
        return days["part"].iloc[0], days["body_code"].iloc[0]
    long = indicators[indicators["periods"] >= ENOUGH].sort_values("periods", ascending=False, kind="stable")
    return (f"{SURVEY}{long['indicator'].iloc[0]}", None) if len(long) else (RESIDENTS, None)


def of_bodies(
    store: Store,
    bodies: Sequence[str],
    part: str,
    chosen: Sequence[tuple[str, str]],
    until: date | None = None,
) -> pd.DataFrame:
    """One row per body, group of `chosen` (classification, group_code) and date told, up to `until`; see COLUMNS.

    Each share is held against the residents of that day. The series of a body is broken where the source, the unit, the
    list of groups or the places served change: `break_before` says which, and `piece` numbers the parts.
    """
    joined = (
        standings.at_rounds(store, bodies, [part], chosen, date.min, until or date.max)
        if len(bodies) and len(chosen)
        else pd.DataFrame()
    )
    if joined.empty:
        return pd.DataFrame(columns=COLUMNS)
    frame = standings.compared(joined).assign(group=joined["label"])
    frame["series"] = frame["body_code"] + "|" + part + "|" + frame["classification"] + "|" + frame["group_code"]
    several = frame["body_code"].nunique() > 1
    frame["label"] = frame["body"] if several and len(chosen) == 1 else frame["group"]
    if several and len(chosen) > 1:
        frame["label"] = frame["body"] + ": " + frame["group"]
    order = {pair: place for place, pair in enumerate(chosen)}
    frame["order"] = [order[pair] for pair in zip(frame["classification"], frame["group_code"], strict=True)]
    frame = frame.sort_values(["body", "order", "as_at"], kind="stable").reset_index(drop=True)
    return _in_pieces(_with_breaks(store, frame)).assign(measure=part, area_code=None, area=None)[COLUMNS]


def of_survey(store: Store, area: str, indicator: str, until: date | None = None) -> pd.DataFrame:
    """One row per series, group and period of a survey's indicator in one place; see COLUMNS. White people's is the reference."""
    told = outcomes.by_group(store, indicator=indicator, area=area)
    told = told[told["unit"].eq("percent") & told["group_code"].ne("all")]
    if until is not None:
        told = told[pd.to_datetime(told["period_to"]) <= pd.Timestamp(until)]
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    code = told["series"].astype(str)
    frame = pd.DataFrame(
        {
            "series": f"{area}|{SURVEY}{indicator}|" + told["group_code"].astype(str) + "|" + code,
            "label": told["label"], "body_code": None, "body": None, "area_code": area, "area": told["area"],
            "measure": f"{SURVEY}{indicator}", "row": "broad", "classification": told["classification"],
            "group_code": told["group_code"], "group": told["label"], "as_at": pd.to_datetime(told["period_to"]).dt.date,
            "count": np.nan, "base": told["base"], "unknown": np.nan, "share": told["value"],
            "lower": told["lower"], "upper": told["upper"],
            "reference": np.where(told["group_code"] == told["reference_group"], np.nan, told["reference"]),
            "residents": np.nan, "basis": "survey", "reference_source": told["source_code"],
            "gap": np.where(told["group_code"] == told["reference_group"], np.nan, told["difference"]),
            "p": np.nan, "verdict": "", "break_before": "", "mark": told["mark"], "note": told["note"], "return_id": None,
            "source_code": told["source_code"], "standing": told["standing"],
        }
    )  # fmt: skip
    return _in_pieces(frame.reset_index(drop=True))[COLUMNS]


def of_residents(store: Store, area: str) -> pd.DataFrame:
    """One row per group and year of the yearly estimates of who lives in a place; see COLUMNS.

    Censuses are another source: they are in `area_profile.estimates`, and never joined to estimates.
    """
    told = area_profile.estimates(store, area)
    told = told[told["kind"].eq("estimate")] if not told.empty else told
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    named = store.ask("area", area=area)
    frame = pd.DataFrame(index=told.index, columns=COLUMNS).assign(
        series=f"{area}|{RESIDENTS}|" + told["label"], label=told["label"], area_code=area, area=named.at[0, "name"],
        measure=RESIDENTS, row="broad", classification="survey-4", group=told["label"],
        as_at=pd.to_datetime(told["date"]).dt.date, share=told["share"], lower=told["lower"], upper=told["upper"],
        verdict="", break_before="", mark="[e]", note="", source_code=told["source_code"], standing="published",
    )  # fmt: skip
    figures = ["count", "base", "unknown", "reference", "residents", "gap", "p"]
    return _in_pieces(frame.astype(dict.fromkeys(figures, float)).reset_index(drop=True))[COLUMNS]


@kept
def fitted(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per unbroken part of each series that has a share: rise, fall, no clear trend or too few; see FITTED.

    The rule of docs/methods.md, "Trend". A figure without a base or a range is drawn and takes no part.
    """
    rows, parts = [], {}
    for row in rows_of(frame):
        if not pd.isna(row["share"]):
            parts.setdefault((row["series"], row["piece"]), []).append(row)
    for (series, piece), part in parts.items():
        part.sort(key=lambda row: row["as_at"])
        points = [point for row in part if (point := _point(row)) is not None]
        found = trend.trend(points)
        first, last = part[0], part[-1]
        rows.append(
            {
                "series": series, "label": first["label"], "piece": piece, "first": first["as_at"], "last": last["as_at"],
                "observations": len(part), "points": len(points), "direction": str(found.direction),
                "slope": found.slope, "slope_lower": found.lower, "slope_upper": found.upper, "p": found.p,
                "holds": found.holds_without_any_one, "share_first": first["share"], "share_last": last["share"],
                "gap_first": first["gap"], "gap_last": last["gap"], "mark": "", "standing": first["standing"],
                "note": _fit_note(found.direction, len(points), len(part)),
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=FITTED)


def shown_groups(store: Store) -> pd.DataFrame:
    """The groups a series can be of: both definitions, the five broad groups, then the finer ones of 2021."""
    return groups.shown(store, ["2021-19"])


def alike(store: Store, body: str, told: Collection[str]) -> list[str]:
    """The body, then those of `similar` that told, the first eleven: as many lines as a picture can hold."""
    others = [code for code in once(store, similar, body) if code in told and code != body]
    return [body, *others][:TOGETHER]


@kept
def in_order(series: pd.DataFrame, bodies: Sequence[str]) -> pd.DataFrame:
    """The series of several bodies, in this order of the bodies."""
    return series.sort_values("body_code", key=lambda codes: codes.map(list(bodies).index), kind="stable")


def similar(store: Store, body: str) -> list[str]:
    """The body and those of its kind in its region; without a region, those of its kind anywhere."""
    bodies = store.ask("bodies").merge(store.ask("regions_of_bodies"), on="body_code", how="left")
    mine = bodies[bodies["body_code"] == body]
    if mine.empty:
        return []
    like = bodies[bodies["body_type"] == mine.iloc[0]["body_type"]]
    region = mine.iloc[0]["region"]
    if isinstance(region, str):
        like = like[like["region"] == region]
    return like["body_code"].tolist()


def _with_breaks(store: Store, frame: pd.DataFrame) -> pd.DataFrame:
    """`break_before` filled for each row with a share that cannot be joined to the one before it: rows in order of days."""
    served = store.ask("catchments_told", bodies=sorted(frame["body_code"].unique()))
    several = served[served["body_code"].duplicated(keep=False)]  # most serve the same places ever after
    moved = {body: _moves(part) for body, part in several.groupby("body_code")}
    last: dict[str, dict] = {}
    breaks = []
    for row in rows_of(frame[["series", "body_code", "as_at", "share", *ALIKE]]):
        before, known = last.get(row["series"]), not pd.isna(row["share"])
        breaks.append(_break(before, row, moved.get(row["body_code"], [])) if before and known else "")
        if known:
            last[row["series"]] = row
    return frame.assign(break_before=breaks)


def _break(before: dict, row: dict, moved: Sequence[date]) -> str:
    """Why two neighbouring figures of a series are not comparable; empty where they are."""
    told = []
    if before["standing"] != row["standing"] or (before["source_code"] or "") != (row["source_code"] or ""):
        told.append("another source")
    if (before["unit"] == "percent") != (row["unit"] == "percent") or before["everyone_unit"] != row["everyone_unit"]:
        told.append("counted otherwise")
    if (before["told_in"] == OLD_GROUPS) != (row["told_in"] == OLD_GROUPS) and row["classification"] == "broad-5":
        told.append("other ethnic groups")
    if any(before["as_at"] < day <= row["as_at"] for day in moved):
        told.append("other places served")
    return ", ".join(told)


def _moves(served: pd.DataFrame) -> list[date]:
    """The days from which a body served other places than before."""
    days, before = [], None
    for row in served.itertuples():
        if before is not None and row.areas != before:
            days.append(pd.Timestamp(row.since).date())
        before = row.areas
    return days


def _in_pieces(frame: pd.DataFrame) -> pd.DataFrame:
    """The unbroken parts of each series numbered from 1."""
    if frame.empty:
        return frame.assign(piece=pd.Series(dtype=int))
    begins = frame["break_before"].fillna("").ne("").astype(int)
    return frame.assign(piece=1 + begins.groupby(frame["series"], sort=False).cumsum())


def _point(row: dict) -> Point | None:
    """An observation that chance can be judged of, or None."""
    when = _year(row["as_at"])
    if not pd.isna(row["base"]) and row["base"] > 0 and row["measure"] != RESIDENTS:
        count = row["count"] if not pd.isna(row["count"]) else round(row["share"] * row["base"])
        return trend.counted(when, min(count, row["base"]), row["base"])
    if not pd.isna(row["lower"]) and row["lower"] < row["upper"]:
        return trend.estimated(when, row["share"], row["lower"], row["upper"])
    return None


def _year(day: date) -> float:
    return day.year + (day - date(day.year, 1, 1)).days / 365.25


def _fit_note(direction: Direction, points: int, observations: int) -> str:
    if direction is not Direction.TOO_FEW_POINTS:
        return ""
    if points < observations:
        return "Figures without the number of people behind them show no trend."
    return f"{points} of the {trend.POINTS} observations that a trend needs."


def codes(frame: pd.DataFrame) -> Iterable[str]:
    """The sources behind a series and its references."""
    return [*frame["source_code"], *frame["reference_source"]]
