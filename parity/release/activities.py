"""Participants as they may be told: activities on fewer than 25 people of known group are taken together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.disclosure import LEAST_BASE
from parity.release import columns, counts
from parity.release.columns import Apart, apart, counted, placed, plain, summed
from parity.release.making import Making
from parity.release.records import EVERYONE, SEVERAL, SILENT, TOTALS, Groups, days_of, repeated, years_of

NAMED = ("activity", "mechanism", "from", "to", "area_code", "repeat_of")


class _Sent(NamedTuple):
    """What was sent: records parted by body, role and year, and within by activity; counts by activity and column.

    totals: activities of which nothing but a total was sent. whole: activities with a total of their own. Columns are the
    groups that may be told, those of nobody's known group, and last what a total has beyond its groups.
    """

    of: Apart
    code: np.ndarray
    columns: list[str]
    counts: np.ndarray
    hidden: np.ndarray
    closed: np.ndarray
    totals: np.ndarray
    whole: np.ndarray

    @classmethod
    def read(cls, frame: pd.DataFrame, known: Sequence[str]) -> tuple[_Sent, np.ndarray]:
        """The same, and which columns the tables of each body, role and year have beside those of known groups."""
        code = frame["ethnic_group"].fillna("")
        of = apart(
            len(frame), (frame["body_code"], frame["role"].fillna(""), years_of(frame)), [frame[n] for n in NAMED]
        )
        names = [*known, *SILENT, EVERYONE]
        shape, last = (len(of.about), len(names)), len(names) - 1
        column, all_ = placed(code, names[:-1]), (code == EVERYONE).to_numpy()
        people, told = frame["people"].fillna(0).to_numpy(np.int64), frame["people"].notna().to_numpy()
        totals = np.bincount(of.row, ~all_, len(of.about)) == 0
        apart_ = ~all_ & told
        found = summed(of.row[apart_], column[apart_], people[apart_], shape)
        hidden = summed(of.row[~all_ & ~told], column[~all_ & ~told], np.ones((~all_ & ~told).sum(), int), shape) > 0
        closed = np.bincount(of.row, ~all_ & ~told, len(of.about)) > 0
        stated = np.full(len(of.about), -1, np.int64)
        stated[of.row[all_ & told]] = people[all_ & told]  # the last that was said
        groups = np.bincount(of.row[apart_], people[apart_], len(of.about)).astype(np.int64)
        rest = stated >= 0
        found[rest, last] = np.maximum(stated - groups, 0)[rest]
        each = np.bincount(of.row[all_ & told], people[all_ & told], len(of.about)).astype(np.int64)
        found[totals, last] = each[totals]
        hidden[:, last] = totals & (np.bincount(of.row, all_ & ~told, len(of.about)) > 0)
        closed |= hidden[:, last]
        more = np.zeros((len(of.tables), len(SILENT) + 1), bool)
        silent = column >= len(known)
        more[of.table[of.row[silent]], column[silent] - len(known)] = True
        more[of.table[rest & ~totals], -1] = True
        whole = np.bincount(of.row, all_, len(of.about)) > 0
        return cls(of, code.to_numpy(object), names, found, hidden, closed, totals, whole), more


class _Told(NamedTuple):
    """Rows as they are told: their place, what they are about, which activity they are of (-1: several), and their cells."""

    place: np.ndarray
    about: Sequence[tuple]
    activity: np.ndarray
    columns: list[str]
    cells: np.ndarray
    may: np.ndarray
    there: np.ndarray
    satisfied: np.ndarray


def participation(making: Making, return_id: str, frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Activities on fewer than 25 people of known group are taken together; who was satisfied is told on 25 or more."""
    known = groups.every(frame["ethnic_group"].fillna("").unique())
    sent, more = _Sent.read(frame, known)
    told = []
    for several in (SEVERAL, TOTALS):
        mine = np.flatnonzero(sent.totals == (several == TOTALS))
        kinds = more[sent.of.table[mine]] if several == SEVERAL else np.zeros((len(mine), 0), bool)
        for kind in np.unique(kinds, axis=0):
            chosen = mine[(kinds == kind).all(axis=1)]
            wanted = (
                np.concatenate([np.ones(len(known), bool), kind])
                if several == SEVERAL
                else np.arange(len(sent.columns)) == len(sent.columns) - 1
            )
            told.append(_tables(making, return_id, frame, sent, chosen, several, np.flatnonzero(wanted), set(known)))
    return _records(sent, told)


def _tables(
    making: Making, return_id: str, frame: pd.DataFrame, sent: _Sent, chosen: np.ndarray, several: str,
    wanted: np.ndarray, known: set[str],
) -> _Told:  # fmt: skip
    """Some activities, of tables that have the same columns, as they are told."""
    of, names = sent.of, [sent.columns[place] for place in wanted]
    table, local = np.unique(of.table[chosen], return_inverse=True)
    keys = [("participation", *of.tables[each], several) for each in table.tolist()]

    def small(row: int) -> counts.Small:
        """What an activity may be taken together with: others of its mechanism, or of any."""
        about, days = of.about[chosen[row]], days_of(of.tables[of.table[chosen[row]]][2])
        repeats = several if about[5] else None
        return ((several, about[1], *days, None, repeats), (several, "other", *days, None, repeats))

    rows = counts.Rows(
        keys, local, [of.about[each] for each in chosen.tolist()], sent.counts[np.ix_(chosen, wanted)],
        sent.hidden[np.ix_(chosen, wanted)], sent.closed[chosen], small,
    )  # fmt: skip
    found = counts.tables(making, return_id, rows, names, {EVERYONE} if several == TOTALS else known)
    activity = np.where(found.row >= 0, chosen[found.row] if len(chosen) else found.row, -1)
    called = {(int(of.table[each]), of.about[each]): each for each in chosen.tolist() if of.about[each][0] == several}
    for place in (
        np.flatnonzero(activity < 0).tolist() if called else ()
    ):  # an activity that is called as we call several
        activity[place] = called.get((int(table[found.table[place]]), found.about[place]), -1)
    satisfied = _satisfied(making, return_id, frame, sent, keys, found, activity, names)
    cells, there = found.cells, np.ones(found.may.shape, bool)
    if names[-1] == EVERYONE and len(names) > 1:  # a total is the sum of what is told; none where its sender told none
        there[:, -1] = found.may[:, -1] & (activity >= 0) & sent.whole[activity]
        cells = cells.copy()
        cells[:, -1] = np.where(found.may, cells, 0).sum(axis=1)
    place = 2 * table[found.table] + (several == TOTALS)
    return _Told(place, found.about, activity, names, cells, found.may, there, satisfied)


def _satisfied(
    making: Making, return_id: str, frame: pd.DataFrame, sent: _Sent, keys: Sequence[tuple], found: counts.Told,
    activity: np.ndarray, names: Sequence[str],
) -> np.ndarray:  # fmt: skip
    """How many were satisfied, for each activity and group of 25 or more people told alone: a multiple of five, or NaN."""
    answer = np.full(found.cells.shape, np.nan)
    place = np.full(len(sent.of.about), -1)
    place[activity[activity >= 0]] = np.flatnonzero(activity >= 0)
    asked = np.flatnonzero(frame["satisfied"].notna().to_numpy() & (sent.code != EVERYONE) & (place[sent.of.row] >= 0))
    asked = asked[np.argsort(place[sent.of.row[asked]], kind="stable")]
    people, pleased = plain(frame["people"].iloc[asked]), plain(frame["satisfied"].iloc[asked])
    column = {name: number for number, name in enumerate(names)}
    for each, base, value in zip(asked.tolist(), people, pleased, strict=True):
        at, code = int(place[sent.of.row[each]]), sent.code[each]
        j = column.get(code)
        if j is None or not found.may[at, j] or found.cells[at, j] < LEAST_BASE:
            continue
        about = (*keys[found.table[at]], *found.about[at], code)
        whole = making.secret.name("count", *about, base)
        told = int(found.cells[at, j])
        answer[at, j] = counts.part(making, return_id, ("satisfied", *about), value, whole, told)
    return answer


def _records(sent: _Sent, told: Sequence[_Told]) -> pd.DataFrame:
    """The rows that are told, in the order of tables, with a record for each column."""
    of = sent.of
    alone = np.zeros(len(of.about), bool)
    for each in told:
        alone[each.activity[each.activity >= 0]] = True
    merged = {(of.tables[of.table[row]][0], _lower(of.about[row][0])) for row in np.flatnonzero(~alone).tolist()}
    about, place, row, code, people, may, satisfied = [], [], [], [], [], [], []
    for each in told:
        at, column = np.nonzero(each.there)
        row.append(at + len(about))
        place.append(each.place[at])
        code.append(np.array(each.columns, object)[column])
        people.append(each.cells[at, column])
        may.append(each.may[at, column])
        satisfied.append(each.satisfied[at, column])
        for table, named in zip((each.place // 2).tolist(), each.about, strict=True):
            body, role, _ = of.tables[table]
            # Who was counted again at an activity that is taken together with others was counted there.
            repeats = SEVERAL if (body, _lower(named[5])) in merged else named[5]
            about.append((body, role or None, *named[:5], repeats))
    order = np.argsort(np.concatenate([np.zeros(0, int), *place]), kind="stable")
    row, code, people, may, satisfied = (
        np.concatenate([np.zeros(0, int), *each])[order] for each in (row, code, people, may, satisfied)
    )
    row = row.astype(int)
    found = repeated(("body_code", "role", *NAMED), about, row)
    found |= {"ethnic_group": code} | counted("people", people, may)
    return columns.frame(
        "participation", found | counted("satisfied", satisfied, ~np.isnan(satisfied.astype(float))), len(row)
    )


def _lower(name: str | None) -> str:
    return (name or "").strip().lower()
