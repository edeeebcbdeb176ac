"""People told in whatever groups each body uses, added up to the groups of every table."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import groups
from parity.rows import rows_of
from parity.store import Store

FINEST = "2021-19"
OUTSIDE = ("not_stated", "not_known", "prefer_not_to_say", "refused", "blank")
COUNTED = ["classification", "group_code", "count", "base", "unknown", "hidden", "tables", "left_out", "mark"]
BROAD = ("asian", "black", "mixed", "other", "white")
# What a group as it was told says of a group to be counted.
YES, NO, CANNOT_TELL, TOTAL, UNKNOWN = range(5)


class Told(NamedTuple):
    """What is certain of the people of a group, by the code it was told under."""

    including: str  # do they count as ethnic minorities, White minorities included: yes, no or unknown
    excluding: str
    broad: tuple[str, ...]  # the broad groups they may belong to


def tally(
    store: Store,
    told: pd.DataFrame,
    keys: Sequence[str],
    detailed: bool = False,
    only: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """People of each group among those whose ethnic group is known: one row per `keys`, classification and group.

    told has one row per `keys`, `part` (a table of groups: people counted together) and `ethnic_group`, with `least`
    and `most` people (the same unless the sender hid the figure; most missing where nothing is known), `why` (the
    marker of a missing figure) and `listed` (a list of persons, in which a group without a row has nobody).

    A table tells a group when each of its rows is certainly in the group or certainly outside it: White people may or
    may not be White British, so a table with them does not tell the minorities with White minorities included. A group
    without a row has nobody in it where the body (the first of `keys`) tells that group in some other table; where it
    never does, it is not told. A body that only ever tells one group, and no total, tells no share. A table with a
    figure of which nothing is known is left out whole. `only` asks for one classification and group.

    Columns: keys, classification, group_code; count, base and unknown (people); hidden (people who may stand behind
    hidden figures: they are among the unknown, so that the bounds hold whoever they are); tables and left_out (tables
    of groups told, and those of them that do not tell this group); mark: `[c]` or `[x]` where every table was left
    out (count, base and unknown are then missing), `[e]` where a figure is hidden, else "".
    """
    keys = list(keys)
    if told.empty:
        return pd.DataFrame(columns=[*keys, *COUNTED])
    cells = told.reset_index(drop=True)
    table = cells.groupby([*keys, "part"], dropna=False).ngroup().to_numpy()
    heads = cells[keys].groupby(table).first()
    bodies = pd.factorize(cells[keys[0]])[0]
    codes, names = pd.factorize(cells["ethnic_group"].fillna("blank"))
    certain = told_by_code(store)
    sums = [
        _one_group(target, cells, table, bodies, codes, np.array([side(target, name, certain) for name in names]))
        for target in groups.shown(store, [FINEST] if detailed else ()).itertuples(index=False)
        if only in (None, (target.classification, target.group_code))
    ]
    added = pd.concat(sums).join(heads).groupby([*keys, "classification", "group_code"], sort=False, dropna=False).sum()
    added = added.reset_index()
    nothing = added["left_out"] == added["tables"]
    added.loc[nothing, ["count", "base", "unknown", "hidden"]] = np.nan
    concealed = nothing & (added["concealed"] == added["left_out"])
    added["mark"] = np.select([concealed, nothing, added["hidden"] > 0], ["[c]", "[x]", "[e]"], "")
    return added[[*keys, *COUNTED]]


def taking_part(
    store: Store, bodies: Sequence[str], since: date | None, until: date, ways: Sequence[str]
) -> pd.DataFrame:
    """The rows of queries/people_taking_part.sql added up in these ways: all, involved or role.

    All three are asked for at once: a page wants several, and each question by itself would cost as much as the three.
    """
    told = store.ask(
        "people_taking_part", bodies=list(bodies), since=since, until=until, ways=["all", "involved", "role"]
    )
    return told[told["added_by"].isin(ways)].reset_index(drop=True)


def told_by_code(store: Store) -> dict[str, Told]:
    """What each code of a group says for certain, whichever list it comes from. Chinese people are Asian, as since 2011."""
    lists = store.ask("classifications")["classification"].tolist()
    rows = rows_of(store.ask("groups_in", classifications=sorted(lists)))
    broad = {
        row["group_code"]: (row["broad_code"],)
        for row in rows
        if row["broad_code"] and row["classification"] != "2001-16"
    }
    found = {
        row["group_code"]: Told(row["including"], row["excluding"], broad.get(row["group_code"], BROAD)) for row in rows
    }
    found["mixed_or_other"] = found["mixed_or_other"]._replace(broad=("mixed", "other"))
    found["minorities_excluding"] = found["minorities_excluding"]._replace(broad=BROAD[:-1])
    return found


def side(target: NamedTuple, code: str, certain: dict[str, Told]) -> int:
    """Is everyone told under `code` in the group of `target` (row, classification, group_code), or nobody, or who knows?"""
    if code in OUTSIDE:
        return UNKNOWN
    if code == "all":
        return TOTAL
    told = certain[code]
    if target.row == "definition":
        says = told.including if target.classification == "british-other" else told.excluding
        return {"yes": YES, "no": NO}.get(says, CANNOT_TELL)
    if target.row == "broad":
        if target.group_code not in told.broad:
            return NO
        return YES if len(told.broad) == 1 else CANNOT_TELL
    if code == target.group_code:
        return YES
    sought = certain[target.group_code]
    if code in BROAD or len(told.broad) > 1:
        apart = {told.including, sought.including} == {"yes", "no"} or {told.excluding, sought.excluding} == {
            "yes",
            "no",
        }
        return NO if apart or not set(told.broad) & set(sought.broad) else CANNOT_TELL
    return NO


def _one_group(
    target: NamedTuple, cells: pd.DataFrame, table: np.ndarray, bodies: np.ndarray, codes: np.ndarray, of: np.ndarray
) -> pd.DataFrame:
    """One row per table of groups: what it tells of one group. `of` is the side of each code."""
    sides = of[codes]
    least, most = cells["least"].to_numpy(float), cells["most"].to_numpy(float)
    nothing_known = np.isnan(most)
    spare = np.where(nothing_known, 0.0, most - least)

    def summed(which: np.ndarray, what: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(table[which], None if what is None else what[which], minlength=table.max() + 1)

    yes, no, total, outside = (sides == each for each in (YES, NO, TOTAL, UNKNOWN))
    torn = summed((sides == CANNOT_TELL) & ((most != 0) | nothing_known)) > 0
    lost = summed(nothing_known) > 0
    listed, totalled = summed(cells["listed"].to_numpy(bool)) > 0, summed(total) > 0
    # Which codes each body ever tells says whether it tells the group at all, and whether more than the group.
    ever = np.zeros((bodies.max() + 1, len(of)), bool)
    ever[bodies, codes] = True
    body = bodies[np.unique(table, return_index=True)[1]]
    named = (ever & (of == YES)).any(axis=1)[body]
    several = ((ever & ((of == YES) | (of == NO))).sum(axis=1) >= 2)[body]
    enough = listed | ((named | (target.row == "definition")) & several) | (named & totalled)
    count, aside, hidden = summed(yes, least), summed(outside, least), summed(sides != CANNOT_TELL, spare)
    base = np.where(totalled, summed(total, least) - aside, count + summed(no, least))
    tells = enough & ~torn & ~lost & (base >= count) & ~(totalled & (hidden > 0))
    figures = {"count": count, "base": base, "unknown": aside + hidden, "hidden": hidden}
    concealed = ~tells & (summed(nothing_known & (cells["why"] == "c").to_numpy()) > 0)
    return pd.DataFrame(
        {"classification": target.classification, "group_code": target.group_code}
        | {name: np.where(tells, figure, 0.0) for name, figure in figures.items()}
        | {"tables": 1, "left_out": (~tells).astype(int), "concealed": concealed.astype(int)}
    )
