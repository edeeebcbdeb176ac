"""People told as one ethnic group, counted as another: as one side of a definition, or as a broad group."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parity.measures import groups
from parity.remembered import once
from parity.store import Store

# What a return says of people whose ethnic group it does not know: four different things, and a blank.
UNKNOWN = ("not_stated", "not_known", "prefer_not_to_say", "refused", "blank")
EVERYONE = "all"
LUMPS = ("minorities_including", "minorities_excluding")
GROUP = ["row", "classification", "group_code", "label", "order"]


def repeated(shown: pd.DataFrame, times: int) -> dict[str, np.ndarray]:
    """The columns of GROUP of the groups that are shown, over and over: every group for each of so many rows."""
    return {name: np.tile(shown[name].to_numpy(), times) for name in GROUP}


def states(store: Store, told: pd.DataFrame) -> pd.DataFrame:
    """Each row of `told` (column ethnic_group, a code), once for each group that is shown, with what it is to that group.

    Adds the columns of GROUP and `state`: held (it counts as the group), other (it counts as another), untold (it is
    told too coarsely for the group's classification), not_stated (the ethnic group is not known) or everyone (a total).
    The groups are both definitions of ethnic minorities and the five broad groups.
    """
    shown = groups.shown(store)
    each = told.assign(ethnic_group=told["ethnic_group"].fillna("blank"))
    each = each.take(np.repeat(np.arange(len(each)), len(shown))).reset_index(drop=True)
    return each.assign(**repeated(shown, len(told)), state=state_of(store, told["ethnic_group"]).ravel())


def state_of(store: Store, ethnic_groups: pd.Series) -> np.ndarray:
    """What each code of an ethnic group as told is to each group that is shown: the `state` of `states`, a row per code
    and a column per group."""
    known, shown = once(store, _counted_as), groups.shown(store)
    places, codes = pd.factorize(ethnic_groups.fillna("blank"))
    groups_shown = list(zip(shown["classification"], shown["group_code"], strict=True))
    found = np.array([[_state(known, code, *group) for group in groups_shown] for code in codes], dtype=object)
    return found.reshape(len(codes), len(groups_shown))[places]


def _counted_as(store: Store) -> dict[tuple[str, str], str]:
    rows = store.ask("counts_as").itertuples(index=False)
    return {(row.ethnic_group, row.classification): row.counted_as for row in rows}


def _state(known: dict[tuple[str, str], str], code: str, classification: str, group: str) -> str:
    if code in UNKNOWN:
        return "not_stated"
    if code == EVERYONE:
        return "everyone"
    counted_as = known.get((code, classification))
    return "untold" if counted_as is None else "held" if counted_as == group else "other"


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
    shown = groups.shown(store)
    state = state_of(store, told["ethnic_group"])
    place = told.groupby(keys, sort=False, dropna=False).ngroup().to_numpy()
    people, one = told["people"].astype(float), np.ones(len(told))
    high = told["people_high"].astype(float)
    frame = {"everyone": _summed(state == "everyone", place, people.to_numpy())}
    # Where the number of unknown is hidden, the most it can be: the range of what is not known must not be too narrow.
    frame["not_stated"] = _summed(state == "not_stated", place, people.fillna(high).to_numpy())
    listed = np.isin(state, ["held", "other", "untold"])
    # Nobody of any group listed, only people of unknown group: the stage is told, and empty of those who are known.
    frame["empty"] = np.isnan(_summed(listed, place, one))
    frame |= _of_the_finest(told, keys, place, state, listed, people, high)
    completed = _completed(pd.DataFrame({name: of.ravel() for name, of in frame.items()}), unlisted_is_none)
    first = np.unique(place, return_index=True)[1]
    heads = told[keys].take(np.repeat(first, len(shown))).reset_index(drop=True)
    return pd.concat([heads.assign(**repeated(shown, len(first))), completed], axis=1)[columns]


def _of_the_finest(
    told: pd.DataFrame, keys: list[str], place: np.ndarray, state: np.ndarray, listed: np.ndarray, people: pd.Series,
    high: pd.Series,
) -> dict[str, np.ndarray]:  # fmt: skip
    """What the finest list of groups says, a row per place and a column per group: of those that can be counted for the
    group, the one with most rows; the people held, the least and most they can be, and the others."""
    table = told.groupby([*keys, "told_in"], sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(table, return_index=True)[1]
    low = told["people_low"].astype(float)
    least = low.fillna(people).mask(told["people_mark"].eq("c") & low.isna(), 0.0).to_numpy()
    one = np.ones(len(told))
    rows = {of: _summed(state == of, table, one) for of in ("held", "other", "untold")}
    many = np.nan_to_num(rows["held"]) + np.nan_to_num(rows["other"])
    in_order = told["told_in"].iloc[first].argsort(kind="stable").to_numpy()
    turn = np.argsort(in_order)[:, None]
    fine = np.isnan(rows["untold"]) & (many > 0)
    best = np.full((place.max() + 1, state.shape[1]), -1)
    np.maximum.at(best, place[first], np.where(fine, many * len(first) + turn, -1).astype(int))
    finest = in_order[best % len(first)]

    def of_finest(of_tables: np.ndarray) -> np.ndarray:
        return np.where(best >= 0, np.take_along_axis(of_tables, finest, axis=0), np.nan)

    held, single = state == "held", listed & ~told["ethnic_group"].isin(LUMPS).to_numpy()[:, None]
    found = {
        "held": _summed(held, table, people.to_numpy()),
        "held_low": _summed(held, table, least),
        "held_high": _summed(held, table, high.fillna(people).to_numpy()),
        "held_rows": rows["held"],
        "other": _summed(state == "other", table, people.to_numpy()),
        "other_rows": rows["other"],
        "rows": many,
        "lump": np.isnan(_summed(single, table, one)),
    }
    return {name: of_finest(of) for name, of in found.items()}


def _summed(which: np.ndarray, place: np.ndarray, figures: np.ndarray) -> np.ndarray:
    """The figures of the rows that `which` has for a group, added up: a row per place, a column per group.

    Not known where there is no such row, and as soon as one of them is not known.
    """
    added = []
    for column in which.T:
        at = place[column]
        rows = np.bincount(at, minlength=place.max() + 1)
        added.append(np.where(rows > 0, np.bincount(at, figures[column], minlength=place.max() + 1), np.nan))
    return np.stack(added, axis=1)


def _completed(frame: pd.DataFrame, unlisted_is_none: bool) -> pd.DataFrame:
    rest = frame["everyone"] - frame["not_stated"].fillna(0)
    can_count = frame["rows"].notna() | (frame["empty"] & (unlisted_is_none | rest.eq(0)))
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
