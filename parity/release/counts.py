"""Tables of counts of people or organisations, rounded so that no cell of theirs can be worked out.

All tables of a return that have the same columns are protected together, by column: what is drawn, said and kept of a cell
is an element of an array. Only a table with several rows to tell takes a programme of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from parity.disclosure import BASE, LEAST_BASE, Rounded, Said, rounded
from parity.disclosure.rounding import rows_alone
from parity.disclosure.said import ROUNDED, WIDTH
from parity.release.making import ALONE, BETWEEN, NEW, Block, Making, told_as

Small = Sequence[tuple]


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of tables that have the same columns; rows of one table stand together.

    tables: what each table is about. table: the table of each row, a number, rising. about: what each row is about.
    counts: rows x columns, whole people. hidden: rows x columns, what their sender hid; None for nothing. closed: rows of
    which the sender hid anything. small: for a row the rows it may be taken together with where it is small, the closest
    first. enough: what the rows are about has 25 people or more, though they may be no more than what is left of them.
    owner: the returns each row is from, where not the tables'.
    """

    tables: Sequence[tuple]
    table: np.ndarray
    about: Sequence[tuple]
    counts: np.ndarray
    hidden: np.ndarray | None = None
    closed: np.ndarray | None = None
    small: Callable[[int], Small] = lambda row: ()
    enough: bool = False
    owner: Sequence[str] | None = None


class Told(NamedTuple):
    """Rows as they may be told, table by table in their order: multiples of five, and whether each may be told.

    row: which of the rows given each is, where it is told by itself; -1 where several are told together, or none.
    names: of the counts that were told of.
    """

    table: np.ndarray
    about: Sequence[tuple]
    row: np.ndarray
    cells: np.ndarray
    may: np.ndarray
    names: np.ndarray


class _Groups(NamedTuple):
    """Rows that are told as one, table by table; rows of one group stand together in `row`, `first` is where each begins."""

    table: np.ndarray
    about: Sequence[tuple]
    first: np.ndarray
    row: np.ndarray

    @property
    def many(self) -> np.ndarray:
        """How many rows each group has."""
        return np.diff(self.first, append=len(self.row))


def tables(making: Making, return_id: str, rows: Rows, columns: Sequence[str], declared: Collection[str]) -> Told:
    """Every table rounded as a whole, every row of it on at least 25 people of known group (those in `declared`).

    Small rows are taken together as `small` says, and stay together in later releases; what is still too small is one
    row in which nothing is told, under the last place that any of them may go. A column a sender hid stays hidden.
    """
    known = np.array([j for j, column in enumerate(columns) if column in declared], int)
    size = rows.counts[:, known].sum(axis=1)
    groups, lost = _placed(making, rows, size)
    cells, may, names = _rounded(making, return_id, rows, groups, columns, known, size)
    about, table = list(groups.about), groups.table
    row = np.where(groups.many == 1, groups.row[groups.first], -1)
    if lost:
        none = np.zeros((len(lost), len(columns)), np.int64)
        about += [of[-1] if (of := rows.small(mine[0])) else rows.about[mine[0]] for mine in lost.values()]
        table = np.concatenate([table, np.array(list(lost), int)])
        order = np.argsort(table, kind="stable")
        about, table = [about[each] for each in order.tolist()], table[order]
        row = np.concatenate([row, np.full(len(lost), -1)])[order]
        cells, may = np.concatenate([cells, none])[order], np.concatenate([may, none > 0])[order]
    return Told(table, about, row, cells, may, names)


def _placed(making: Making, rows: Rows, size: np.ndarray) -> tuple[_Groups, dict[int, list[int]]]:
    """The rows of each table as they are told, and the rows that are too small for any."""
    heads = [told_as("row", *of) for of in rows.tables]
    names = making.secret.names(
        [heads[table] for table in rows.table.tolist()], ([told_as(*about)] for about in rows.about)
    )
    before = making.earlier.placed.find(names, NEW).astype(int)
    alone = (rows.enough | (size >= LEAST_BASE)) & (before < 0)
    making.placed.append((names[alone], np.full(alone.sum(), ALONE)))
    waiting: dict[int, list[int]] = {}
    for row in np.flatnonzero(~alone).tolist():
        waiting.setdefault(int(rows.table[row]), []).append(row)
    together: list[tuple[int, tuple, list[int]]] = []
    lost: dict[int, list[int]] = {}
    for table, of in waiting.items():
        first, last = np.searchsorted(rows.table, [table, table + 1])
        taken = {rows.about[row] for row in range(first, last) if alone[row]}
        found, left = _taken_together(making, rows, of, size, before, names)
        left += [
            row for about, group in found if about in taken for row in group
        ]  # an activity called what we call several
        together += [(table, about, group) for about, group in found if about not in taken]
        if left:
            lost[table] = left
    table = np.concatenate([rows.table[alone], np.array([each[0] for each in together], int)])
    order = np.argsort(table, kind="stable")
    mine = [[row] for row in np.flatnonzero(alone).tolist()] + [each[2] for each in together]
    about = [rows.about[row] for row in np.flatnonzero(alone).tolist()] + [each[1] for each in together]
    for gone in _withheld(making, rows):
        groups = order[table[order] == gone].tolist()
        if groups or gone in lost:
            lost[gone] = [row for place in groups for row in mine[place]] + lost.get(gone, [])
        order = order[table[order] != gone]
    mine = [mine[place] for place in order.tolist()]
    first = np.cumsum([0, *map(len, mine)])[:-1]
    row = np.array([row for each in mine for row in each], int)
    return _Groups(table[order], [about[place] for place in order.tolist()], first, row), dict(sorted(lost.items()))


def _taken_together(
    making: Making, rows: Rows, waiting: list[int], size: np.ndarray, before: np.ndarray, names: np.ndarray
) -> tuple[list[tuple[tuple, list[int]]], list[int]]:
    """Of the small rows of a table, those taken together with what they are then about, and those left over."""
    small = {row: rows.small(row) for row in waiting}
    together: list[tuple[tuple, list[int]]] = []
    for level in range(max(map(len, small.values()))):
        found: dict[tuple, list[int]] = {}
        for row in waiting:
            closed = rows.closed is not None and rows.closed[row]
            if level < len(small[row]) and not closed and before[row] in (NEW, ALONE, level):
                found.setdefault(small[row][level], []).append(row)
        done = {about: of for about, of in found.items() if size[of].sum() >= LEAST_BASE}
        gone = [row for of in done.values() for row in of]
        making.placed.append((names[gone], np.full(len(gone), level)))
        together += done.items()
        waiting = [row for row in waiting if row not in set(gone)]
    return together, waiting


def _withheld(making: Making, rows: Rows) -> set[int]:
    """The tables of which nothing may be told."""
    if not making.withheld:
        return set()
    names = [making.secret.name("table", *of) for of in rows.tables]
    return {table for table, name in enumerate(names) if name in making.withheld}


def _rounded(
    making: Making, return_id: str, rows: Rows, groups: _Groups, columns: Sequence[str], known: np.ndarray,
    size: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """The cells of groups, rounded; which of them may be told; and the names of the counts behind them."""
    wide, secret = len(columns), making.secret
    if not len(groups.row):
        return np.zeros((0, wide), np.int64), np.zeros((0, wide), bool), np.zeros(0, f"S{WIDTH}")
    many, lone = groups.many, len(groups.row) == len(groups.about)
    heads = [told_as(*of) for of in rows.tables]
    here = rows.counts[groups.row]
    of_row = np.repeat(np.arange(len(many)), many)
    parts = secret.names(
        [told_as("count", heads[rows.table[row]], *rows.about[row]) for row in groups.row.tolist()],
        ([f"{column}{BETWEEN}{value}" for column, value in zip(columns, of, strict=True)] for of in here.tolist()),
    )  # fmt: skip
    chance = secret.chances(
        [told_as(heads[table], *about) for table, about in zip(groups.table.tolist(), groups.about, strict=True)],
        (columns for _ in groups.about),
    ).reshape(-1, wide)  # fmt: skip
    # The counts behind each cell stand together: row by row of a group for its first column, then for its second.
    cell = (of_row[:, None] * wide + np.arange(wide)).ravel()
    behind = np.arange(len(cell)) if lone else np.argsort(cell, kind="stable")
    sums = _sums(making, parts[behind], np.repeat(many, wide), lone)
    kept = making.earlier.rounded.find(sums, np.nan).reshape(-1, wide)
    counts = here if lone else np.add.reduceat(here, groups.first, axis=0)
    cells, bound = _programmes(groups.table, counts, chance, kept, known)
    making.bound = max(making.bound, int(bound.max(initial=0)))
    total = cells[:, known].sum(axis=1)
    may = np.ones(cells.shape, bool)
    if rows.hidden is not None:
        may = (
            ~rows.hidden[groups.row] if lone else ~np.logical_or.reduceat(rows.hidden[groups.row], groups.first, axis=0)
        )
    if not rows.enough:
        may[total < LEAST_BASE] = False  # cells kept from earlier releases can leave it so
    statements = _Statements(cell.reshape(-1, wide), behind)
    statements.of_cells(cells)
    if not rows.enough:
        statements.sums(of_row, known, np.full(len(many), LEAST_BASE), total + bound)
        small = (many[of_row] > 1) & (size[groups.row] < LEAST_BASE)
        number = np.where(small, np.cumsum(small) - 1, -1)
        statements.sums(number, known, np.zeros(small.sum()), np.full(small.sum(), LEAST_BASE - 1))
    statements.lines(groups.table, of_row, cells, bound)
    owners, owner = _owners(rows, groups, return_id)
    guess = cells[of_row].ravel() if lone else _shared(here, groups, cells, known)
    told = statements.said(parts, guess.astype(float))
    making.blocks.append(
        Block(
            told, rows.tables, np.repeat(rows.table[groups.row], wide), owners, np.repeat(owner[of_row], wide), sums,
            cells.ravel(), np.repeat(owner, wide),
        )
    )  # fmt: skip
    return cells, may, parts


def _sums(making: Making, parts: np.ndarray, many: np.ndarray, lone: bool) -> np.ndarray:
    """The name of what each cell is the sum of: of the names of its counts, in their order."""
    text = parts.tobytes().decode()
    width = parts.dtype.itemsize
    names = [text[place : place + width] for place in range(0, len(text), width)]
    if lone:
        return making.secret.names(("sum" for _ in names), ([name] for name in names))
    ends = np.cumsum(many).tolist()
    each = (names[end - length : end] for end, length in zip(ends, many.tolist(), strict=True))
    return making.secret.names(("sum" for _ in ends), ([told_as(*sorted(of))] for of in each))


def _programmes(
    table: np.ndarray, counts: np.ndarray, chance: np.ndarray, kept: np.ndarray, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The cells of all tables, and for each row the bound of its table."""
    cells, bound = np.zeros_like(counts), np.zeros(len(counts), np.int64)
    inner = known.tolist() if len(known) < counts.shape[1] else []
    starts = np.flatnonzero(np.diff(table, prepend=-1))
    ends = np.append(starts[1:], len(table))
    single = starts[ends - starts == 1]
    cells[single], bound[single], settled = rows_alone(counts[single], chance[single], kept[single], inner)
    done = set(single[settled].tolist())
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if start not in done:
            here = slice(start, end)
            cells[here], bound[here] = rounded(counts[here], chance[here], kept[here], inner=inner)
    return cells, bound


class _Statements:
    """Statements about a block of tables, gathered kind by kind; a term is a count, by its place in the block."""

    def __init__(self, cell: np.ndarray, behind: np.ndarray) -> None:
        self.cell, self.behind = cell, behind
        self.place = np.arange(cell.size).reshape(cell.shape)
        self.lengths: list[np.ndarray] = []
        self.which: list[np.ndarray] = []
        self.low: list[np.ndarray] = []
        self.high: list[np.ndarray] = []

    def add(self, number: np.ndarray, which: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        """Statements by number: for each of the terms `which` the statement it is in."""
        order = np.argsort(number, kind="stable")
        self.lengths.append(np.bincount(number, minlength=len(low)))
        self.which.append(which[order].astype(np.int32))
        self.low.append(low.astype(float))
        self.high.append(high.astype(float))

    def of_cells(self, cells: np.ndarray) -> None:
        """That each cell is within four of what it was rounded to."""
        self.add(self.cell.ravel()[self.behind], self.behind, cells.ravel() - BASE + 1, cells.ravel() + BASE - 1)

    def sums(self, number: np.ndarray, known: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        """Sums over the known columns of rows, by the number of the statement a row is in; -1 for none."""
        mine = np.flatnonzero(number >= 0)
        self.add(np.repeat(number[mine], len(known)), self.place[mine][:, known].ravel(), low, high)

    def lines(self, table: np.ndarray, of_row: np.ndarray, cells: np.ndarray, bound: np.ndarray) -> None:
        """The sums of rows, of columns and of all, each off by the bound of its table at most."""
        wide = cells.shape[1]
        rows = np.bincount(table)[table] if len(table) else table
        if wide > 1:
            total = cells.sum(axis=1)
            self.add(np.repeat(of_row, wide), self.place.ravel(), total - bound, total + bound)
        several = rows > 1
        if not several.any():
            return
        begins = several & (np.diff(table, prepend=-1) > 0)
        number = np.where(several, np.cumsum(begins) - 1, -1)
        first = np.flatnonzero(begins)
        sums, off = np.add.reduceat(np.where(several[:, None], cells, 0), first, axis=0), bound[first][:, None]
        mine = np.flatnonzero(number[of_row] >= 0)
        column = (number[of_row[mine]][:, None] * wide + np.arange(wide)).ravel()
        self.add(column, self.place[mine].ravel(), (sums - off).ravel(), (sums + off).ravel())
        if wide > 1:
            total = sums.sum(axis=1)
            whole = np.repeat(number[of_row[mine]], wide)
            self.add(whole, self.place[mine].ravel(), total - off.ravel(), total + off.ravel())

    def said(self, names: np.ndarray, guess: np.ndarray) -> Said:
        """All of them, about counts that were rounded."""
        ends = np.concatenate([[0], np.cumsum(np.concatenate(self.lengths))])
        which = np.concatenate(self.which)
        size, times = np.full(len(names), ROUNDED, np.int32), np.ones(len(which), np.int8)
        return Said(names, size, guess, ends, which, times, np.concatenate(self.low), np.concatenate(self.high))


def _owners(rows: Rows, groups: _Groups, return_id: str) -> tuple[list[str], np.ndarray]:
    """The returns that groups are from, and of each group which."""
    if rows.owner is None:
        return [return_id], np.zeros(len(groups.about), int)
    each = [
        " ".join(filter(None, (rows.owner[row] for row in groups.row[first : first + many]))) or return_id
        for first, many in zip(groups.first.tolist(), groups.many.tolist(), strict=True)
    ]
    owners = list(dict.fromkeys(each))
    place = {owner: number for number, owner in enumerate(owners)}
    return owners, np.array([place[owner] for owner in each], int)


def _shared(here: np.ndarray, groups: _Groups, cells: np.ndarray, known: np.ndarray) -> np.ndarray:
    """A guess of the counts behind cells: where several rows are told as one, their people are shared evenly among them."""
    found = np.zeros(here.shape, np.int64)
    declared = set(known.tolist())
    for of, first, rows in zip(cells, groups.first.tolist(), groups.many.tolist(), strict=True):
        if rows == 1:
            found[first] = of
            continue
        load = [0] * rows
        for j, value in enumerate(of.tolist()):
            shares = [value // rows] * rows
            for place in sorted(range(rows), key=lambda row: load[row])[: value % rows]:
                shares[place] += 1
            for place, share in enumerate(shares):
                found[first + place, j] = share
                load[place] += share if j in declared else 0
    return found.ravel()


def part(making: Making, return_id: str, place: tuple, value: int, of: str, whole: int) -> int:
    """A count that is part of another (`of`, which was rounded to `whole`), rounded alone: right on average."""
    name = making.secret.name(*place, value, of)
    up = making.secret.chance(*place) < value % BASE / BASE
    found = int(making.earlier.rounded.find(np.array([name.encode()]), min(value - value % BASE + BASE * up, whole))[0])
    making.rounded[name] = found
    making.says([(name, 1)], found - BASE + 1, found + BASE - 1)
    making.says([(of, 1), (name, -1)], 0, np.inf)
    making.protected[name], making.guess[name] = Rounded(), found
    making.of_return[name] = return_id
    making.parts[name] = of
    return found
