"""Tables of counts of people or organisations, rounded so that no cell of theirs can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from parity.disclosure import BASE, LEAST_BASE, Rounded, rounded
from parity.release.making import Making


@dataclass(frozen=True)
class Row:
    """One row of a table: what it is about, and its counts; hidden are the columns its sender hid.

    small: the rows it may be taken together with where it is small, the closest first. enough: what it is about has 25
    people or more, though it may be no more than what is left of them. of: the returns it is from, where not the table's.
    """

    about: tuple
    counts: Mapping[str, int]
    small: tuple[tuple, ...] = ()
    hidden: frozenset[str] = frozenset()
    enough: bool = False
    of: str = ""


@dataclass(frozen=True)
class Told:
    """One row as it may be told: multiples of five by column, None where it may not be told."""

    about: tuple
    counts: Mapping[str, int | None]


@dataclass
class _Group:
    about: tuple
    rows: list[Row] = field(default_factory=list)


def table(
    making: Making, return_id: str, key: tuple, rows: Iterable[Row], columns: Sequence[str], declared: Collection[str]
) -> list[Told]:
    """A table rounded as a whole, every row of it on at least 25 people of known group (those in `declared`).

    Small rows are taken together as `small` says, and stay together in later releases; what is still too small is one
    row in which nothing is told, under the last place that any of them may go. A column a sender hid stays hidden.
    """
    kept, lost = _placed(making, key, list(rows), declared)
    name = making.secret.name("table", *key)
    if name in making.withheld:
        kept, lost = [], [*(row for group in kept for row in group.rows), *lost]
    told = _rounded(making, return_id, key, name, kept, columns, declared) if kept else []
    if lost:
        last = lost[0].small[-1] if lost[0].small else lost[0].about
        told.append(Told(last, dict.fromkeys(columns)))
    return told


def _placed(making: Making, key: tuple, rows: list[Row], declared: Collection[str]) -> tuple[list[_Group], list[Row]]:
    """The rows of the table to be told, and the rows that are too small for any."""
    alone: list[_Group] = []
    waiting = []
    names = {row.about: making.secret.name("row", *key, *row.about) for row in rows}
    for row in rows:
        placed = making.earlier.placed.get(names[row.about])
        if (row.enough or _size([row], declared) >= LEAST_BASE) and placed in (None, "alone"):
            alone.append(_Group(row.about, [row]))
            making.placed[names[row.about]] = "alone"
        else:
            waiting.append(row)
    together: list[_Group] = []
    levels = max((len(row.small) for row in waiting), default=0)
    for level in range(levels):
        groups: dict[tuple, _Group] = {}
        for row in waiting:
            if level < len(row.small) and not row.hidden and _may_go(making, names[row.about], level):
                groups.setdefault(row.small[level], _Group(row.small[level])).rows.append(row)
        done = [group for group in groups.values() if _size(group.rows, declared) >= LEAST_BASE]
        together += done
        gone = {row.about for group in done for row in group.rows}
        making.placed |= {names[about]: f"together {level}" for about in gone}
        waiting = [row for row in waiting if row.about not in gone]
    taken = {group.about for group in alone}
    clash = [group for group in together if group.about in taken]  # an activity that is called what we call several
    if clash:
        waiting += [row for group in clash for row in group.rows]
        together = [group for group in together if group.about not in taken]
    return [*alone, *together], waiting


def _may_go(making: Making, name: str, level: int) -> bool:
    return making.earlier.placed.get(name, "alone") in ("alone", f"together {level}")


def _size(rows: Iterable[Row], declared: Collection[str]) -> int:
    return sum(count for row in rows for column, count in row.counts.items() if column in declared)


def _rounded(
    making: Making, return_id: str, key: tuple, name: str, groups: list[_Group], columns: Sequence[str],
    declared: Collection[str],
) -> list[Told]:  # fmt: skip
    secret = making.secret
    shape = (len(groups), len(columns))
    counts, chance, kept = np.zeros(shape, np.int64), np.zeros(shape), np.full(shape, np.nan)
    parts: dict[tuple[int, int], list[str]] = {}
    sums: dict[tuple[int, int], str] = {}
    for i, group in enumerate(groups):
        for j, column in enumerate(columns):
            cells = [row.counts.get(column, 0) for row in group.rows]
            counts[i, j] = sum(cells)
            chance[i, j] = secret.chance(*key, *group.about, column)
            parts[i, j] = [
                secret.name("count", *key, *row.about, column, count)
                for row, count in zip(group.rows, cells, strict=True)
            ]
            sums[i, j] = secret.name("sum", *sorted(parts[i, j]))
            kept[i, j] = making.earlier.rounded.get(sums[i, j], np.nan)
    known = [j for j, column in enumerate(columns) if column in declared]
    found = rounded(counts, chance, kept, inner=known if len(known) < len(columns) else ())
    making.bound = max(making.bound, found.bound)
    for (i, j), names in parts.items():
        value = int(found.cells[i, j])
        making.rounded[sums[i, j]] = value
        owner = " ".join(filter(None, (row.of for row in groups[i].rows))) or return_id
        making.of_return[sums[i, j]] = owner
        making.says(((each, 1) for each in names), value - BASE + 1, value + BASE - 1)
        for each in names:
            making.protected[each] = Rounded()
            making.within[each] = name
            making.of_return[each] = owner
    for i, group in enumerate(groups):
        _say_rows(making, group, {j: parts[i, j] for j in range(len(columns))}, found.cells[i], known, declared)
    _say_lines(making, parts, found.cells, found.bound)
    told = []
    for i, group in enumerate(groups):
        terms = [(each, 1) for j in known for each in parts[i, j]]
        total = int(found.cells[i, known].sum())
        enough = any(row.enough for row in group.rows)
        if not enough:
            making.says(terms, LEAST_BASE, total + found.bound)
        hidden = frozenset().union(*(row.hidden for row in group.rows))
        if total < LEAST_BASE and not enough:  # cells kept from earlier releases can leave it so
            hidden = frozenset(columns)
        told.append(
            Told(group.about, {c: None if c in hidden else int(found.cells[i, j]) for j, c in enumerate(columns)})
        )
    return told


def _say_rows(
    making: Making, group: _Group, names: Mapping[int, list[str]], cells: np.ndarray, known: Sequence[int],
    declared: Collection[str],
) -> None:  # fmt: skip
    """That each of several rows is small, which is why they are together; and a guess that shares their people evenly."""
    rows = len(group.rows)
    load = [0] * rows
    for j, of in names.items():
        shares = [int(cells[j]) // rows] * rows
        for place in sorted(range(rows), key=lambda row: load[row])[: int(cells[j]) % rows]:
            shares[place] += 1
        for place, each in enumerate(of):
            making.guess[each] = shares[place]
            load[place] += shares[place] if j in known else 0
    for place, row in enumerate(group.rows) if rows > 1 else ():
        if _size([row], declared) < LEAST_BASE:
            making.says([(names[j][place], 1) for j in known], 0, LEAST_BASE - 1)


def _say_lines(making: Making, parts: Mapping[tuple[int, int], list[str]], cells: np.ndarray, bound: int) -> None:
    """The sums of rows, of columns and of all, each off by `bound` at most."""
    rows, columns = cells.shape
    lines = [([(i, j) for j in range(columns)]) for i in range(rows)] if columns > 1 else []
    lines += [[(i, j) for i in range(rows)] for j in range(columns)] if rows > 1 else []
    if rows > 1 and columns > 1:
        lines.append([(i, j) for i in range(rows) for j in range(columns)])
    for line in lines:
        total = int(sum(cells[place] for place in line))
        making.says([(each, 1) for place in line for each in parts[place]], total - bound, total + bound)


def part(making: Making, return_id: str, place: tuple, value: int, of: str, whole: int) -> int:
    """A count that is part of another (`of`, which was rounded to `whole`), rounded alone: right on average."""
    name = making.secret.name(*place, value, of)
    up = making.secret.chance(*place) < value % BASE / BASE
    found = making.earlier.rounded.get(name, min(value - value % BASE + BASE * up, whole))
    making.rounded[name] = found
    making.says([(name, 1)], found - BASE + 1, found + BASE - 1)
    making.says([(of, 1), (name, -1)], 0, np.inf)
    making.protected[name], making.guess[name] = Rounded(), found
    making.of_return[name] = return_id
    making.within[name] = making.within[of]
    return found
