"""How outcomes and views differ between ethnic groups: influence, volunteering, unemployment, fair treatment and others."""

from typing import Literal

import numpy as np
import pandas as pd

from parity.remembered import kept, once
from parity.rows import tuples_of
from parity.stats import intervals
from parity.store import Store

Reference = Literal["white", "all"]
# What may be said of a difference. No verdict: nobody is called under- or over-represented by a survey.
SAID = {
    "higher": "higher, by more than chance gives",
    "lower": "lower, by more than chance gives",
    "could_be_chance": "chance could give the difference",
    "no_range": "without a range for both, chance cannot be judged",
    "is_reference": "the group others are held against",
}
COLUMNS = [
    "series", "indicator", "area_code", "area", "level", "period_from", "period_to", "unit", "classification",
    "group_code", "label", "value", "base", "lower", "upper", "range_from", "reference_group", "reference",
    "reference_lower", "reference_upper", "difference", "difference_lower", "difference_upper", "ratio", "said", "mark",
    "note", "source", "source_code", "standing",
]  # fmt: skip
DESCRIBED = {
    "series": "Figures that may be joined over time: one indicator, place, unit, source and standing",
    "indicator": "What was measured, in the words of the source",
    "area_code": "Code of the place",
    "area": "Name of the place",
    "level": "country, region, authority or ward",
    "period_from": "First day of the period",
    "period_to": "Last day of the period",
    "unit": "percent (then values are shares, 0 to 1), rate (per 1,000), people or score",
    "classification": "The list of ethnic groups that the row belongs to; all for everyone",
    "group_code": "Code of the ethnic group; all for everyone",
    "label": "Name of the ethnic group",
    "value": "The figure: a share, 0 to 1, where the unit is percent; otherwise as published",
    "base": "People who answered",
    "lower": "Lower 95 % limit of the value",
    "upper": "Upper 95 % limit of the value",
    "range_from": "source: the limits are the source's own; base: Wilson limits worked out from the base; blank: none",
    "reference_group": "The group that the others are held against: white, or all for everyone, also where white is missing",
    "reference": "Its value in the same place and period",
    "reference_lower": "Lower 95 % limit of the reference",
    "reference_upper": "Upper 95 % limit of the reference",
    "difference": "value - reference",
    "difference_lower": "Lower 95 % limit of the difference",
    "difference_upper": "Upper 95 % limit of the difference",
    "ratio": "value / reference",
    "said": "higher, lower, could_be_chance, no_range or is_reference",
    "mark": "[c] suppressed by the publisher, [x] not published, [u] not known, [z] does not apply",
    "note": "What to know about this row",
    "source": "Where the figure was published",
    "source_code": "Code of the source",
    "standing": "published, sent or illustrative",
    "groups": "How many ethnic groups are told apart",
    "areas": "How many places have figures",
    "periods": "How many periods have figures",
    "first": "First day of the first period",
    "last": "Last day of the last period",
}
FALLEN_BACK = "White people's figure is not there: held against everyone, which takes in the group."
SERIES = ["indicator", "area_code", "unit", "source_code", "standing"]


def by_group(
    store: Store, indicator: str | None = None, area: str | None = None, reference: Reference = "white"
) -> pd.DataFrame:
    """One row per series, period and ethnic group, everyone first; see COLUMNS. Any indicator or place where not given.

    The limits are the source's own where it has them, Wilson's where the unit is per cent and the base was published,
    and none otherwise. The difference from White people has limits where both values do (Newcombe's method 10); the
    difference from everyone has none, as each group is a part of everyone. A suppressed value stays missing. Published
    and illustrative figures are never one series.
    """
    told = store.ask("survey_figures", indicator=indicator, area=area)
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    frame = _held_against(_named(store, _with_ranges(told)), reference)
    itself = frame["group_code"] == frame["reference_group"]
    frame["difference"] = frame["value"] - frame["reference"]
    frame["ratio"] = frame["value"] / frame["reference"].where(frame["reference"] > 0)
    both = frame[["lower", "upper", "reference_lower", "reference_upper"]].notna().all(axis=1)
    # Everyone takes in the group, whose own luck would be counted twice.
    tested = both & ~itself & frame["group_code"].ne("all") & frame["reference_group"].ne("all")
    filled = frame[["value", "lower", "upper", "reference", "reference_lower", "reference_upper"]].where(tested, 0.0)
    limits = intervals.square_and_add(
        filled["value"], (filled["lower"], filled["upper"]),
        filled["reference"], (filled["reference_lower"], filled["reference_upper"]),
    )  # fmt: skip
    frame["difference_lower"] = np.where(tested, limits.lower, np.nan)
    frame["difference_upper"] = np.where(tested, limits.upper, np.nan)
    frame["said"] = np.select(
        [itself & frame["value"].notna(), frame["difference"].isna() | frame["group_code"].eq("all"), ~tested,
         frame["difference_lower"] > 0, frame["difference_upper"] < 0],
        ["is_reference", "", "no_range", "higher", "lower"],
        "could_be_chance",
    )  # fmt: skip
    order = ["indicator", "standing", "area", "series", "period_from", "position"]
    return frame.sort_values(order, kind="stable")[COLUMNS].reset_index(drop=True)


@kept
def latest(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `by_group` for the last period of each series."""
    if frame.empty:
        return frame
    return frame[frame["period_to"] == frame.groupby("series")["period_to"].transform("max")].reset_index(drop=True)


def of_area(store: Store, area: str) -> pd.DataFrame:
    """The rows of `by_group` of one place, worked out once."""
    return once(store, by_group, area=area)


def indicators(store: Store) -> pd.DataFrame:
    """One row per indicator and standing: what can be chosen. Columns: indicator, standing, groups, areas, periods, first, last."""
    return once(store, _indicators)


def _indicators(store: Store) -> pd.DataFrame:
    told = store.ask("survey_figures", indicator=None, area=None)
    columns = ["indicator", "standing", "groups", "areas", "periods", "first", "last"]
    if told.empty:
        return pd.DataFrame(columns=columns)
    apart = told["group_code"].where(told["group_code"] != "all")
    return (
        told.assign(apart=apart)
        .groupby(["indicator", "standing"])
        .agg(
            groups=("apart", "nunique"), areas=("area_code", "nunique"), periods=("period_from", "nunique"),
            first=("period_from", "min"), last=("period_to", "max"),
        )
        .reset_index()
    )[columns]  # fmt: skip


def _held_against(frame: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """The value of the reference group in the same series and period; that of everyone where it was not published."""
    on = [*SERIES, "period_from", "period_to"]
    named = {
        "value": "reference",
        "lower": "reference_lower",
        "upper": "reference_upper",
        "group_code": "reference_group",
    }
    held = frame[frame["group_code"].isin([reference, "all"]) & frame["value"].notna()]
    held = held.assign(wanted=held["group_code"].eq(reference)).sort_values("wanted", ascending=False, kind="stable")
    held = held.drop_duplicates(on)[[*on, *named]].rename(columns=named)
    joined = frame.merge(held, on=on, how="left")
    fallen_back = joined["reference_group"].eq("all") & (reference != "all") & ~joined["group_code"].eq("all")
    joined["note"] = joined["note"].where(~fallen_back, (joined["note"] + " " + FALLEN_BACK).str.strip())
    return joined


def _with_ranges(told: pd.DataFrame) -> pd.DataFrame:
    """Values as shares where they are per cents, with the limits there are and the marks of what is missing."""
    frame = told.assign(period_from=pd.to_datetime(told["period_from"]), period_to=pd.to_datetime(told["period_to"]))
    scale = np.where(frame["unit"] == "percent", 100.0, 1.0)
    figures = frame[["value", "lower", "upper", "base"]].astype(float)
    frame["base"] = figures["base"]
    for name in ("value", "lower", "upper"):
        frame[name] = figures[name] / scale
    own = frame[["value", "lower", "upper"]].notna().all(axis=1)
    sound = own & frame["lower"].le(frame["value"]) & frame["upper"].ge(frame["value"])
    by_base = ~sound & frame["unit"].eq("percent") & frame["base"].gt(0) & frame["value"].between(0, 1)
    base = frame["base"].where(by_base, 0).to_numpy()
    wilson = intervals.wilson(np.minimum(frame["value"].where(by_base, 0).to_numpy() * base, base), base)
    frame["lower"] = np.where(by_base, wilson.lower, frame["lower"].where(sound))
    frame["upper"] = np.where(by_base, wilson.upper, frame["upper"].where(sound))
    frame["range_from"] = np.select([sound, by_base], ["source", "base"], "")
    why = frame["value_mark"].fillna("").replace("blank", "x")
    frame["mark"] = np.where(frame["value"].isna(), "[" + why.where(why != "", "x") + "]", "")
    frame["note"] = frame["note"].fillna("")
    return frame


def _named(store: Store, frame: pd.DataFrame) -> pd.DataFrame:
    """The labels of the groups, their place in tables (everyone first), and the series each figure belongs to."""
    lists = [each for each in frame["classification"].dropna().unique() if each != "all"]
    named = store.ask("groups_in", classifications=sorted(lists))[["classification", "group_code", "label", "position"]]
    frame = frame.merge(named, on=["classification", "group_code"], how="left")
    everyone = frame["group_code"] == "all"
    frame["label"] = frame["label"].where(~everyone, "Everyone")
    frame["position"] = frame["position"].where(~everyone, 0)
    frame["area"] = frame["area"].fillna(frame["area_code"])
    frame["series"] = ["|".join(each) for each in tuples_of(frame[SERIES].fillna(""), SERIES)]
    return frame
