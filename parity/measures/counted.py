"""People told as one ethnic group, counted as another: as one side of a definition, or as a broad group."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parity.measures import groups
from parity.store import Store

# What a return says of people whose ethnic group it does not know: four different things, and a blank.
UNKNOWN = ("not_stated", "not_known", "prefer_not_to_say", "refused", "blank")
EVERYONE = "all"
LUMPS = ("minorities_including", "minorities_excluding")
GROUP = ["row", "classification", "group_code", "label", "order"]


def states(store: Store, told: pd.DataFrame) -> pd.DataFrame:
    """Each row of `told` (column ethnic_group, a code), once for each group that is shown, with what it is to that group.

    Adds the columns of GROUP and `state`: held (it counts as the group), other (it counts as another), untold (it is
    told too coarsely for the group's classification), not_stated (the ethnic group is not known) or everyone (a total).
    The groups are both definitions of ethnic minorities and the five broad groups.
    """
    shown = groups.shown(store)
    known = store.ask("counts_as")
    each = (
        told.assign(ethnic_group=told["ethnic_group"].fillna("blank"))
        .merge(shown, how="cross")
        .merge(known, on=["ethnic_group", "classification"], how="left")
    )
    code = each["ethnic_group"]
    each["state"] = np.select(
        [code.isin(UNKNOWN), code.eq(EVERYONE), each["counted_as"].isna(), each["counted_as"].eq(each["group_code"])],
        ["not_stated", "everyone", "untold", "held"],
        "other",
    )
    return each.drop(columns="counted_as")


def totals(store: Store, told: pd.DataFrame, keys: Sequence[str], *, unlisted_is_none: bool) -> pd.DataFrame:
    """Counts by ethnic group as told -> one row per key and group that is shown.

    `told` has the keys, told_in (the list of groups used, "" where not said), ethnic_group, people and its
    people_mark, people_low and people_high. The answer has the keys, the columns of GROUP, and in people:

    - held (of the group), with held_low and held_high where a sender hid part of it, other (of other groups) and
      not_stated; NaN where not known. `other` follows from the body's own total where it gives one.
    - mark: "" or why held is missing: [c] hidden by the sender, [x] not told, or not so finely.

    A group that is not listed is nobody where the rest makes up the total told; where no total is told, only if
    `unlisted_is_none` (who is appointed is listed; a board's groups may be left out). Where a return tells the same
    people in several lists, the finest that can be counted is used, and they are never added together.
    """
    keys = list(keys)
    columns = [*keys, *GROUP, "held", "held_low", "held_high", "other", "not_stated", "mark"]
    if told.empty:
        return pd.DataFrame(columns=columns)
    each = states(store, told)
    by = [*keys, "order"]
    whole = _sums(each[each["state"] == "everyone"], by, "everyone")["everyone"]
    unknown = each[each["state"] == "not_stated"]
    # Where the number of unknown is hidden, the most it can be: the range of what is not known must not be too narrow.
    unknown = unknown.assign(people=unknown["people"].fillna(unknown["people_high"]))
    silent = _sums(unknown, by, "not_stated")["not_stated"]
    listed = each[each["state"].isin(["held", "other", "untold"])]
    within = [*by, "told_in"]
    told_in = pd.concat(
        [_sums(listed[listed["state"] == state], within, state) for state in ("held", "other", "untold")], axis=1
    )
    told_in["rows"] = told_in[["held_rows", "other_rows"]].fillna(0).sum(axis=1)
    told_in["lump"] = listed["ethnic_group"].isin(LUMPS).groupby([listed[key] for key in within]).all()
    fine = told_in[told_in["untold_rows"].isna()].reset_index().sort_values([*by, "rows", "told_in"])
    finest = fine.drop_duplicates(by, keep="last").set_index(by)
    every = pd.MultiIndex.from_frame(each[by].drop_duplicates())
    frame = finest.drop(columns="told_in").reindex(every)
    frame["everyone"], frame["not_stated"] = whole.reindex(every), silent.reindex(every)
    # Nobody of any group listed, only people of unknown group: the stage is told, and empty of those who are known.
    empty = ~every.isin(told_in.reset_index()[by].drop_duplicates().set_index(by).index)
    completed = _completed(frame, unlisted_is_none, empty).reset_index()
    return completed.merge(groups.shown(store), on="order").reindex(columns=columns)


def _completed(frame: pd.DataFrame, unlisted_is_none: bool, empty: np.ndarray) -> pd.DataFrame:
    frame = frame.copy()
    rest = frame["everyone"] - frame["not_stated"].fillna(0)
    can_count = frame["rows"].notna() | (empty & (unlisted_is_none | rest.eq(0)))
    unlisted = can_count & frame["held_rows"].isna()
    nobody = unlisted & np.where(rest.notna(), rest.eq(frame["other"].fillna(0)), unlisted_is_none)
    for column in ("held", "held_low", "held_high"):
        frame[column] = frame[column].where(~nobody, 0.0)
    hidden = can_count & frame["held"].isna() & frame["held_low"].notna()
    frame["held_low"] = frame["held_low"].where(hidden)
    frame["held_high"] = frame["held_high"].where(hidden)
    # Who tells ethnic minorities as one number and nobody else has not said how many others there were.
    alone = frame["other_rows"].isna() & ~(frame["lump"].eq(True) & ~nobody)
    others = frame["other"].where(~(alone & unlisted_is_none), 0.0)
    frame["other"] = (rest - frame["held"]).fillna(others).where(can_count)
    wrong = frame["other"] < 0  # a total smaller than its parts cannot be read
    frame.loc[wrong, ["held", "other"]] = np.nan
    frame["mark"] = np.select([frame["held"].notna(), hidden], ["", "[c]"], "[x]")
    return frame


def _sums(rows: pd.DataFrame, by: list[str], name: str) -> pd.DataFrame:
    """People summed per key: not known as soon as one of them is not, with the least and most they can be."""
    if rows.empty:
        empty = pd.MultiIndex.from_arrays([[] for _ in by], names=by)
        return pd.DataFrame(np.nan, index=empty, columns=[name, f"{name}_low", f"{name}_high", f"{name}_rows"])
    people = rows["people"].astype(float)
    rows = rows.assign(
        people=people,
        low=rows["people_low"]
        .astype(float)
        .fillna(people)
        .mask(rows["people_mark"].eq("c") & rows["people_low"].isna(), 0.0),
        high=rows["people_high"].astype(float).fillna(people),
    )
    grouped = rows.groupby(by, dropna=False, sort=False)
    summed = grouped[["people", "low", "high"]].sum(skipna=False).assign(rows=grouped.size().astype(float))
    return summed.set_axis([name, f"{name}_low", f"{name}_high", f"{name}_rows"], axis=1)
