"""Who lives in a place, how that has changed, and how the groups are spread over its wards."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parity.measures.groups import shown
from parity.remembered import kept
from parity.rows import found_in, rows_of, tuples_of
from parity.stats import spread
from parity.store import Store

CENSUSES = (pd.Timestamp("2011-03-27"), pd.Timestamp("2021-03-21"))
SURVEY = "survey-4"
# The classifications a place can be shown in, finest first, and what each holds.
DESCRIBED = {
    "row": "definition: all ethnic minorities; broad: one of the five broad groups; detail: a finer group",
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "residents_2011": "People of the group at the census of 27 March 2011",
    "share_2011": "Their share of all residents, 0 to 1",
    "residents_2021": "People of the group at the census of 21 March 2021",
    "share_2021": "Their share of all residents, 0 to 1",
    "change": "Share of 2021 less share of 2011, -1 to 1",
    "estimated": "true where a figure was put together from smaller areas, not published for this one",
    "mark_2011": "[x] no figure for 2011, [e] estimated",
    "mark_2021": "[x] no figure for 2021, [e] estimated",
    "mark": "[x] one of the figures is missing, [e] one is estimated",
    "note": "What to know about this row",
    "source_code": "Codes of the sources, 2011 then 2021",
    "estimated_2011": "true where the figure of 2011 was put together from smaller areas",
    "area_code": "Code of the area",
    "name": "Name of the area",
    "parent": "The area it lies in",
    "residents": "All residents in 2021",
    "people": "Residents of the group in 2021",
    "share": "people / residents, 0 to 1",
    "body": "The body that serves the area",
    "reference": "The group's share of the residents of all the places that body serves, 0 to 1",
    "gap": "The body's share less the reference, -1 to 1",
    "verdict": "What may be said of the gap",
    "date": "Day of the census, or of the year the survey stands for",
    "lower": "Lower 95 % limit of the share, as the survey published it; a census has none",
    "upper": "Upper 95 % limit of the share, as the survey published it; a census has none",
    "kind": "estimate (annual survey) or census",
    "dissimilarity": "Share of the group that would have to move to be spread as everyone else is, 0 to 1",
    "by_chance": "What it would be were the group spread at random",
    "wards": "Parts of the place it is worked out over",
}
_DETAIL = ("2021-19", "2011-18", "2011-15")


def groups(store: Store, area: str, detailed: bool = False) -> pd.DataFrame:
    """One row per ethnic group of a place, at the censuses of 2011 and 2021.

    Columns: row (`definition`, `broad` or `detail`), classification, group_code, label, residents_2011, share_2011,
    residents_2021, share_2021 (people; shares 0-1), change (share of 2021 less share of 2011, -1 to 1), estimated
    (either figure was not published for this area), mark_2011, mark_2021 (of each figure), mark (of both), note. A group that a census did not count has no figure for
    it and the mark `[x]`. Empty for a place without figures.
    """
    living = store.ask("residents_of_area", area=area, age_base="all ages")
    dates = pd.to_datetime(living["date"]).tolist()
    told: dict[pd.Timestamp, list[tuple]] = {date: [] for date in CENSUSES}
    names = ["classification", "group_code", "source_classification", "residents", "base", "estimated", "source_code"]
    for date, row in zip(dates, tuples_of(living, names), strict=True):
        if date in told and row[0] != SURVEY:
            told[date].append(row)
    if not any(told.values()):
        return pd.DataFrame(columns=_GROUP_COLUMNS)
    finest = {date: _finest({row[2] for row in rows}) for date, rows in told.items()}
    latest = finest[CENSUSES[1]] or finest[CENSUSES[0]]
    # A group keeps its code from one census to the next, so the finest counting of each census is joined on it.
    at = {
        date.year: {(latest if row[0] == finest[date] else row[0], row[1]): row[3:] for row in rows}
        for date, rows in told.items()
    }
    nothing = (np.nan, np.nan, None, None)
    rows = []
    for row in rows_of(shown(store, [latest] if detailed and latest else [])):
        sources = []
        for year, figures in at.items():
            residents, base, estimated, source = figures.get((row["classification"], row["group_code"]), nothing)
            share = residents / base
            mark = "[x]" if share != share else "[e]" if estimated else ""
            row |= {f"residents_{year}": residents, f"share_{year}": share, f"mark_{year}": mark}
            row[f"estimated_{year}"] = estimated is True
            sources += [source] if isinstance(source, str) else []
        row["change"] = row["share_2021"] - row["share_2011"]
        row["estimated"] = row["estimated_2011"] or row["estimated_2021"]
        marks = (row["mark_2011"], row["mark_2021"])
        row["mark"] = next((mark for mark in ("[x]", "[e]") if mark in marks), "")
        row["source_code"] = " ".join(dict.fromkeys(sources))
        rows.append(row | {"note": _note(row)})
    return pd.DataFrame({name: [row[name] for row in rows] for name in _GROUP_COLUMNS})


_GROUP_COLUMNS = [
    "row", "classification", "group_code", "label", "residents_2011", "share_2011", "residents_2021", "share_2021",
    "change", "estimated", "mark_2011", "mark_2021", "mark", "note", "source_code",
]  # fmt: skip


@kept
def yearly(estimates: pd.DataFrame) -> pd.DataFrame:
    """`estimates` as a picture over the years wants it: its day is called year."""
    return estimates.rename(columns={"date": "year"})


@kept
def over_time(frame: pd.DataFrame, rows: Sequence[str]) -> pd.DataFrame:
    """The rows of `groups` of these kinds, one per group and census: label, year, share, base (all residents), mark."""
    kept = frame[frame["row"].isin(list(rows))]
    return pd.DataFrame(
        [
            (
                row["label"],
                year,
                row[f"share_{year}"],
                row[f"residents_{year}"] / row[f"share_{year}"] if row[f"share_{year}"] else np.nan,
                row[f"mark_{year}"],
            )
            for row in rows_of(kept)
            for year in (2011, 2021)
        ],
        columns=["label", "year", "share", "base", "mark"],
    )


def counted_as(group: str, level: str) -> str:
    """The classification in which a group can be followed from 2011 to 2021 at this level, or seen in 2021 if it cannot.

    2011 wards tell the four mixed groups together, and nothing before 2021 tells Roma apart from Other White.
    """
    if group in ("asian", "black", "mixed", "other", "white"):
        return "broad-5"
    if group in ("roma", "white_other") or (level == "ward" and group.startswith("mixed_")):
        return "2021-19"
    return "2011-15" if level == "ward" else "2011-18"


def estimates(store: Store, area: str) -> pd.DataFrame:
    """One row per year and group of the annual survey estimates of a place, with the two censuses in the same groups.

    Columns: date, group_code, label, residents, share, lower, upper (shares 0-1; no limits for a census), kind
    (`estimate` or `census`). The survey publishes limits for people; they are divided by its own estimate of all
    residents, taken as known. Empty for a place the survey does not cover.
    """
    rows = store.ask("area_estimates", area=area)
    if not rows["lower"].notna().any():
        return pd.DataFrame(columns=_ESTIMATE_COLUMNS)
    named = store.ask("groups_in", classifications=[SURVEY])
    rows = rows.merge(named[["group_code", "label", "position"]], on="group_code")
    rows["kind"] = np.where(rows["lower"].notna(), "estimate", "census")
    for name, of in (("share", "residents"), ("lower", "lower"), ("upper", "upper")):
        rows[name] = (rows[of] / rows["base"]).clip(0, 1)
    rows["date"] = pd.to_datetime(rows["date"]).dt.date
    ordered = rows.sort_values(["position", "date"])
    return ordered[_ESTIMATE_COLUMNS].reset_index(drop=True)


_ESTIMATE_COLUMNS = ["date", "group_code", "label", "residents", "share", "lower", "upper", "kind", "source_code"]


def parts(store: Store, area: str, level: str, classification: str, group: str) -> pd.DataFrame:
    """One row per ward (or authority) of a place: one group's share of its residents in 2011 and 2021.

    Columns: area_code, name, parent, residents (all, 2021), people (of the group, 2021), share, share_2011, change,
    estimated,
    estimated_2011, source_code. Shares 0-1. An area with no figure for 2021 is there, without one.
    """
    rows = store.ask("residents_within", area=area, level=level, classification=classification, ethnic_group=group)
    dates = pd.to_datetime(rows["date"]).to_numpy()
    every = store.ask("areas_within", area=area, level=level)
    at = {
        date: found_in(
            every["area_code"].tolist(),
            [
                code if told else None
                for code, told in zip(rows["area_code"], dates == date.to_datetime64(), strict=True)
            ],
        )
        for date in CENSUSES
    }

    def of(date: pd.Timestamp, name: str) -> np.ndarray:
        return np.append(rows[name].to_numpy(float, na_value=np.nan), np.nan)[at[date]]

    then, now = CENSUSES
    sources = np.append(rows["source_code"].to_numpy(object), np.nan)[at[now]]
    return pd.DataFrame(
        {
            "area_code": every["area_code"],
            "name": every["name"],
            "parent": every["parent"],
            "residents": of(now, "base"),
            "people": of(now, "residents"),
            "share": of(now, "share"),
            "share_2011": of(then, "share"),
            "change": of(now, "share") - of(then, "share"),
            "estimated": of(now, "estimated") == 1,
            "estimated_2011": of(then, "estimated") == 1,
            "source_code": sources,
        }
    )


def residential_pattern(store: Store, area: str, level: str = "ward") -> pd.DataFrame:
    """One row per broad ethnic group: how unevenly it is spread over the wards of a place in 2021, against all others.

    Columns: group_code, label, residents, dissimilarity (0 spread alike, 1 wholly apart: the share of the group that
    would have to move to be spread as everyone else is), by_chance (what the index would be were the group spread at
    random), wards. Duncan and Duncan 1955. Empty with fewer than two wards.
    """
    columns = ["group_code", "label", "residents", "dissimilarity", "by_chance", "wards"]
    rows = store.ask("residents_by_part", area=area, level=level, classification="broad-5", date=CENSUSES[1].date())
    wards = rows["area_code"].nunique()
    if wards < 2:
        return pd.DataFrame(columns=columns)
    named = store.ask("groups_in", classifications=["broad-5"]).set_index("group_code")
    table = []
    for code, at in rows.groupby("group_code"):
        others = at["base"] - at["residents"]
        index = spread.dissimilarity(at["residents"].to_numpy(), others.to_numpy())
        chance = spread.dissimilarity_by_chance(at["residents"].to_numpy(), others.to_numpy())
        table.append((code, named.at[code, "label"], at["residents"].sum(), index, chance, wards))
    frame = pd.DataFrame(table, columns=columns)
    return frame.sort_values("group_code", key=lambda codes: named["position"].reindex(codes).to_numpy())


def _finest(classifications: set[str]) -> str | None:
    """The finest classification in which a place was counted, as told or as published; None if only broad groups."""
    return next((each for each in _DETAIL if each in classifications), None)


def _note(row: dict) -> str:
    if row["group_code"] == "roma" and pd.isna(row["share_2011"]):
        return "First counted in 2021; in 2011 most answered as Other White."
    if row["group_code"] == "white_other" and pd.notna(row["share_2011"]):
        return "In 2011 it included people who could answer as Roma in 2021."
    if pd.isna(row["share_2011"]) and pd.isna(row["share_2021"]):
        return "Not published for this place."
    if pd.isna(row["share_2011"]):
        return "Not published for this place in 2011."
    if pd.isna(row["share_2021"]):
        return "Not published for this place in 2021."
    if row["estimated"]:
        return "Estimated from smaller areas: see Sources and methods for the measured error."
    return ""
