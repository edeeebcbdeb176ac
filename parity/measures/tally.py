"""People told in whatever groups each body uses, added up to the groups of every table."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import groups
from parity.remembered import once
from parity.rows import in_order, rows_of
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


class _Cells(NamedTuple):
    """What was told, a number for each row: its table, its body, its code; whom it counts; `body` is that of each table."""

    table: np.ndarray
    bodies: np.ndarray
    codes: np.ndarray
    least: np.ndarray
    most: np.ndarray
    listed: np.ndarray
    concealed: np.ndarray
    body: np.ndarray


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
    told = told.reset_index(drop=True)
    table, tables = in_order(told, [*keys, "part"])
    place, places = in_order(told, keys)
    place = place[tables]  # of each table
    bodies = pd.factorize(told[keys[0]])[0]
    codes, names = pd.factorize(told["ethnic_group"].fillna("blank"))
    certain = told_by_code(store)
    cells = _Cells(
        table, bodies, codes, told["least"].to_numpy(float), told["most"].to_numpy(float),
        told["listed"].to_numpy(bool), told["why"].to_numpy(object) == "c", bodies[tables],
    )  # fmt: skip
    of = [
        target
        for target in once(store, _targets, (FINEST,) if detailed else ())
        if only in (None, (target.classification, target.group_code))
    ]
    sums = [_one_group(target, cells, np.array([side(target, name, certain) for name in names])) for target in of]
    figures = {
        name: np.concatenate([np.bincount(place, each[name], minlength=len(places)) for each in sums])
        if sums
        else np.array([])
        for name in ("count", "base", "unknown", "hidden", "tables", "left_out", "concealed")
    }
    nothing = figures["left_out"] == figures["tables"]
    concealed = nothing & (figures["concealed"] == figures["left_out"])
    for name in ("count", "base", "unknown", "hidden"):
        figures[name] = np.where(nothing, np.nan, figures[name])
    figures |= {name: figures[name].astype(int) for name in ("tables", "left_out")}
    figures["mark"] = np.select([concealed, nothing, figures["hidden"] > 0], ["[c]", "[x]", "[e]"], "")
    for name in ("classification", "group_code"):
        figures[name] = np.repeat(np.array([getattr(target, name) for target in of], object), len(places))
    rows = np.tile(places, len(of))
    return pd.DataFrame({key: told[key].array.take(rows) for key in keys} | {name: figures[name] for name in COUNTED})


def _targets(store: Store, finer: Sequence[str]) -> list[NamedTuple]:
    """The groups that are shown, each with its row, classification, group_code, label and order."""
    return list(groups.shown(store, finer).itertuples(index=False))


def taking_part(
    store: Store, bodies: Sequence[str], since: date | None, until: date, ways: Sequence[str]
) -> pd.DataFrame:
    """The rows of queries/people_taking_part.sql added up in these ways: all, involved or role."""
    return store.ask("people_taking_part", bodies=list(bodies), since=since, until=until, ways=list(ways))


def added_up(told: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """`tally` of what a query has already added up for all ethnic minorities under a definition, row by row.

    told has the columns of COUNTED that say so, in numbers, and how many of the tables left out were `concealed`.
    """
    nothing = told["left_out"].eq(told["tables"]).to_numpy(bool)
    concealed = nothing & told["concealed"].eq(told["left_out"]).to_numpy(bool)
    figures = {
        name: np.where(nothing, np.nan, told[name].to_numpy(float)) for name in ("count", "base", "unknown", "hidden")
    }
    mark = np.select([concealed, nothing, figures["hidden"] > 0], ["[c]", "[x]", "[e]"], "")
    classification, group = MINORITIES[definition]
    return told.assign(**figures, mark=mark, classification=classification, group_code=group)


def told_by_code(store: Store) -> dict[str, Told]:
    """What each code of a group says for certain, whichever list it comes from. Chinese people are Asian, as since 2011."""
    return once(store, _told_by_code)


def _told_by_code(store: Store) -> dict[str, Told]:
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


def _one_group(target: NamedTuple, cells: _Cells, of: np.ndarray) -> dict[str, np.ndarray]:
    """What each table of groups tells of one group. `of` is the side of each code."""
    sides, table, most, least = of[cells.codes], cells.table, cells.most, cells.least
    nothing_known = np.isnan(most)
    spare = np.where(nothing_known, 0.0, most - least)

    def summed(which: np.ndarray, what: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(table[which], None if what is None else what[which], minlength=len(cells.body))

    yes, no, total, outside = (sides == each for each in (YES, NO, TOTAL, UNKNOWN))
    torn = summed((sides == CANNOT_TELL) & ((most != 0) | nothing_known)) > 0
    lost = summed(nothing_known) > 0
    listed, totalled = summed(cells.listed) > 0, summed(total) > 0
    # Which codes each body ever tells says whether it tells the group at all, and whether more than the group.
    ever = np.zeros((cells.bodies.max() + 1, len(of)), bool)
    ever[cells.bodies, cells.codes] = True
    named = (ever & (of == YES)).any(axis=1)[cells.body]
    several = ((ever & ((of == YES) | (of == NO))).sum(axis=1) >= 2)[cells.body]
    enough = listed | ((named | (target.row == "definition")) & several) | (named & totalled)
    count, aside, hidden = summed(yes, least), summed(outside, least), summed(sides != CANNOT_TELL, spare)
    base = np.where(totalled, summed(total, least) - aside, count + summed(no, least))
    tells = enough & ~torn & ~lost & (base >= count) & ~(totalled & (hidden > 0))
    figures = {"count": count, "base": base, "unknown": aside + hidden, "hidden": hidden}
    concealed = ~tells & (summed(nothing_known & cells.concealed) > 0)
    return {name: np.where(tells, figure, 0.0) for name, figure in figures.items()} | {
        "tables": np.ones(len(tells)), "left_out": ~tells, "concealed": concealed
    }  # fmt: skip
