"""Figures of places that are parts of one another: people told by broad and by finer groups, by wards and their authority.

Each person is rounded once: what is left of a sum beyond its parts is a count of its own, and the sum follows. Two
roundings of the same people could be told to within fewer than five values, and many of them exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.disclosure import LEAST_BASE
from parity.release import counts
from parity.release.columns import listed
from parity.release.making import Making
from parity.release.records import EVERYONE, SILENT, Groups, count, people_of

AGES = ("all", "16_plus", "18_plus")  # each holds the next


class Cell(NamedTuple):
    """Where a count is: the area, the ages, the group, and the list of groups where lists disagree on it."""

    area: str
    age: str
    group: str
    list: str = ""


class Ground(NamedTuple):
    """What anybody can look up: of which groups a group is made, in each list, and in which area an area lies."""

    made_of: Mapping[str, Sequence[tuple[str, ...]]]
    within: Mapping[str, str]
    directly: Mapping[str, Set[str]]

    @classmethod
    def of(cls, made_of: Mapping[str, Sequence[tuple[str, ...]]], within: Mapping[str, str]) -> Ground:
        """The same, with the areas that lie directly in each."""
        directly: dict[str, set[str]] = {}
        for area, above in within.items():
            directly.setdefault(above, set()).add(area)
        return cls(made_of, within, directly)


class Parted(NamedTuple):
    """Counts parted so that nobody is in two: what is left of each beyond its parts, and which of those make it up.

    empty: cells of which anybody knows that nothing is left. known: sums of parts that anybody knows to be equal (0) or
    no less than 0, over and above those.
    """

    left: Mapping[Cell, int]
    parts: Mapping[Cell, tuple[Cell, ...]]
    empty: frozenset[Cell]
    known: Sequence[tuple[Mapping[Cell, int], bool]]


def parted(cells: Mapping[Cell, int], ground: Ground) -> Parted:
    """What is left of each count beyond the counts that are certainly parts of it. Where parts are more, it is no sum of them."""
    inside = _inside(cells, ground.within)
    families = {
        cell: [
            each
            for each in _families(cell, cells, ground, inside.get(cell, ()))
            if sum(cells[part] for part in each.of) <= value
        ]
        for cell, value in cells.items()
    }
    left, parts, empty = {}, {}, set()

    def atoms(cell: Cell) -> tuple[Cell, ...]:
        if cell not in parts:
            of = families[cell][0] if families[cell] else _Family((), False)
            left[cell] = cells[cell] - sum(cells[part] for part in of.of)
            if of.whole and not left[cell]:
                empty.add(cell)
            parts[cell] = (cell, *dict.fromkeys(atom for part in of.of for atom in atoms(part)))
        return parts[cell]

    for cell in cells:
        atoms(cell)
    known = []
    for cell, others in families.items():
        for of in others[1:]:
            terms = Counter(parts[cell])
            for part in of.of:
                terms.subtract(parts[part])
            terms = {each: times for each, times in terms.items() if times and each not in empty}
            exact = of.whole and sum(cells[part] for part in of.of) == cells[cell]
            if terms and (exact or min(terms.values()) < 0):
                known.append((terms, exact))
    return Parted(left, parts, frozenset(empty), known)


class _Family(NamedTuple):
    of: tuple[Cell, ...]
    whole: bool  # is that all of it, as far as anybody can tell?


def _families(cell: Cell, cells: Mapping[Cell, int], ground: Ground, inside: Sequence[Cell]) -> Iterator[_Family]:
    """The ways in which a count is a sum of others that are told, none of them a part of another."""
    if cell.list:
        return
    if inside:
        yield _Family(tuple(inside), {each.area for each in inside} == ground.directly.get(cell.area))
    if cell.age in AGES:
        for age in AGES[AGES.index(cell.age) + 1 :]:
            if cell._replace(age=age) in cells:
                yield _Family((cell._replace(age=age),), False)
                break
    found = []
    for made_of in ground.made_of.get(cell.group, ()):
        there = tuple(cell._replace(group=each) for each in made_of if cell._replace(group=each) in cells)
        silent = [cell._replace(group=each) for each in SILENT] if cell.group == EVERYONE else []
        if there:
            of = (*there, *(each for each in silent if each in cells))
            found.append(_Family(of, len(there) == len(made_of)))
    yield from sorted(found, key=lambda each: not each.whole)


def _inside(cells: Mapping[Cell, int], within: Mapping[str, str]) -> dict[Cell, list[Cell]]:
    """For a cell, the same count of areas in its own, of which no other that is told holds them."""
    found: dict[Cell, list[Cell]] = {}
    for each in cells:
        above = within.get(each.area, "")
        while above and each._replace(area=above) not in cells:
            above = within.get(above, "")
        if above:
            found.setdefault(each._replace(area=above), []).append(each)
    return found


class Told(NamedTuple):
    """A row of a return about a place: its cell, its list of groups, and its counts by side (None: hidden by its sender)."""

    return_id: str
    cell: Cell
    of_list: str
    counts: Mapping[str, int | None]


def rounded(
    making: Making, key: tuple, told: Sequence[Told], sides: Sequence[str], ground: Ground
) -> list[dict[str, int] | None]:
    """For each row its counts as they may be told, in order: multiples of five, and what they add up to. None: not told.

    key names the table: all that the rows have in common. Of one side, all groups of a place are told where the place has
    25 people or more; of two, a group where it has.
    """
    wide = len(sides) == 1
    enough = _enough(told, wide)
    held: dict[Cell, dict[str, int]] = {}
    homes: list[Cell | None] = []
    owner: dict[Cell, set[str]] = {}
    for each in told:
        if not enough.get(_whose(each, wide)) or any(value is None for value in each.counts.values()):
            homes.append(None)
            continue
        values = {side: each.counts[side] or 0 for side in sides}
        unlike = each.cell._replace(list=f"{each.of_list}|{each.return_id}")
        cell = each.cell if held.get(each.cell, values) == values else unlike
        held[cell] = values
        homes.append(cell)
        owner.setdefault(cell, set()).add(each.return_id)
    apart = {side: parted({cell: of[side] for cell, of in held.items()}, ground) for side in sides}
    made: dict[tuple, dict[str, int]] = {}
    whose: dict[tuple, set[str]] = {}
    for cell in held:
        for side in sides:
            row, column = _place(cell, side, wide)
            made.setdefault(row, {})[column] = apart[side].left[cell]
            whose.setdefault(row, set()).update(owner[cell])
    columns = list(dict.fromkeys(column for of in made.values() for column in of))
    values = np.array([[of.get(column, 0) for column in columns] for of in made.values()], np.int64)
    rows = counts.Rows(
        [key], np.zeros(len(made), int), list(made), values.reshape(len(made), len(columns)), enough=True,
        owner=[" ".join(sorted(whose[about])) for about in made],
    )  # fmt: skip
    table = counts.tables(making, "", rows, columns, set(columns))
    found: dict[tuple, dict[str, int]] = {
        about: dict(zip(columns, cells, strict=True))
        for about, cells, may in zip(table.about, table.cells.tolist(), table.may, strict=True)
        if may.all()
    }
    _say_what_is_known(making, key, apart, wide, {name.decode() for name in table.names.tolist()})
    answer: list[dict[str, int] | None] = []
    for cell in homes:
        sums: dict[str, int] | None = None if cell is None else {}
        for side in sides if cell is not None else ():
            places = [_place(atom, side, wide) for atom in apart[side].parts[cell]]
            values = [found.get(row, {}).get(column) for row, column in places]
            if sums is not None:
                sums = None if None in values else sums | {side: sum(value or 0 for value in values)}
        answer.append(sums)
    again = _enough(
        [each._replace(counts=of or dict.fromkeys(sides)) for each, of in zip(told, answer, strict=True)], wide
    )
    return [of if again.get(_whose(each, wide)) else None for each, of in zip(told, answer, strict=True)]


def _whose(each: Told, wide: bool) -> tuple:
    return (each.return_id, each.of_list, each.cell._replace(group="") if wide else each.cell)


def _enough(told: Sequence[Told], wide: bool) -> dict[tuple, bool]:
    """Whether there are 25 people or more behind a row: those of its group, or those of known group in its place."""
    sums: dict[tuple, dict[str, int]] = {}
    for each in told:
        of = sums.setdefault(_whose(each, wide), {})
        of[each.cell.group] = of.get(each.cell.group, 0) + sum(value or 0 for value in each.counts.values())
    return {
        whose: sum(n for group, n in of.items() if group not in (EVERYONE, *SILENT) or len(of) == 1) >= LEAST_BASE
        for whose, of in sums.items()
    }


def _place(cell: Cell, side: str, wide: bool) -> tuple[tuple, str]:
    """The row and the column of the table that a count is in."""
    return ((cell.area, cell.age, cell.list), cell.group) if wide else (tuple(cell), side)


def _say_what_is_known(making: Making, key: tuple, apart: Mapping[str, Parted], wide: bool, named: Set[str]) -> None:
    """What anybody knows of the counts of a table (`named`) over and above what is told: which are 0, and equal sums."""
    for side, of in apart.items():
        places = {cell: _place(cell, side, wide) for cell in of.left}
        names = {
            cell: making.secret.name("count", *key, *row, column, of.left[cell])
            for cell, (row, column) in places.items()
        }
        for cell in of.empty:
            if names[cell] in named:
                making.exposed.add(names[cell])
                making.says([(names[cell], 1)], 0, 0)
        for terms, exact in of.known:
            each = [(names[cell], times) for cell, times in terms.items()]
            if all(name in named and name not in making.exposed for name, _ in each):
                making.says(each, 0, 0 if exact else float("inf"))


def population(
    making: Making, sent: Mapping[str, list[dict]], groups: Groups, ground: Ground
) -> dict[str, pd.DataFrame]:
    """The residents told in every return of them, by return: multiples of five, and what they add up to."""
    names = ("area_code", "date", "classification", "age_base", "estimated")
    told: dict[tuple, list[Told]] = {}
    lines = []
    for return_id, rows in sent.items():
        for key, of in _apart(rows, names).items():
            about = dict(zip(names, key, strict=True))
            stated = {row["ethnic_group"]: row["residents"] for row in of}
            source = next((row["source"] for row in of if row["source"]), None)
            for code in _codes(groups, about["classification"], stated):
                cell = Cell(about["area_code"], about["age_base"] or "all", code)
                value = stated.get(code)  # a group that is not told of is not nobody
                table = ("population", about["date"], about["estimated"])
                each = Told(
                    return_id,
                    cell,
                    about["classification"] or "",
                    {"residents": None if value is None else round(value)},
                )
                told.setdefault(table, []).append(each)
                lines.append((table, each, about | {"ethnic_group": code, "source": source}))
    found = {table: iter(rounded(making, table, rows, ("residents",), ground)) for table, rows in told.items()}
    made: dict[str, list[dict]] = {return_id: [] for return_id in sent}
    for table, each, row in lines:
        values = next(found[table])
        made[each.return_id].append(row | count("residents", values["residents"] if values else None))
    return {return_id: listed("population", rows) for return_id, rows in made.items()}


def survey(making: Making, sent: Mapping[str, list[dict]], groups: Groups, ground: Ground) -> dict[str, pd.DataFrame]:
    """Percentages on a base of 25 or more, from counts rounded on either side, and numbers of people. The rest is hidden."""
    names = ("indicator", "area_code", "classification", "from", "to", "unit")
    told: dict[tuple, list[Told]] = {}
    lines = []
    for return_id, rows in sent.items():
        for key, of in _apart(rows, names).items():
            about = dict(zip(names, key, strict=True))
            stated = {row["ethnic_group"] or "": row for row in of}
            source = next((row["source"] for row in of if row["source"]), None)
            for code in _codes(groups, about["classification"], stated):
                table = ("survey", about["indicator"], about["from"], about["to"], about["unit"])
                cell, values = Cell(about["area_code"], "", code), _sides(about["unit"], stated.get(code))
                each = Told(return_id, cell, about["classification"] or "", values)
                if values:
                    told.setdefault(table, []).append(each)
                lines.append((table, each, about | {"ethnic_group": code, "source": source}))
    found = {table: iter(rounded(making, table, rows, tuple(rows[0].counts), ground)) for table, rows in told.items()}
    made: dict[str, list[dict]] = {return_id: [] for return_id in sent}
    for table, each, row in lines:
        values = (next(found[table]) if each.counts else None) or {}
        base = float(sum(values.values())) if "no" in values else None
        value = float(round(100 * values["yes"] / base)) if base else values.get("people")
        unlike = {"lower_mark": "x", "upper_mark": "x"}
        made[each.return_id].append(row | count("value", value) | count("base", base) | unlike)
    return {return_id: listed("survey", rows) for return_id, rows in made.items()}


def staff(making: Making, return_id: str, rows: list[dict], groups: Groups, ground: Ground) -> Iterator[dict]:
    """Counts of officers and staff: many people, so they are rounded as participants are, not hidden as boards are."""
    for key, of in _apart(rows, ("body_code", "tier", "as_at")).items():
        about = dict(zip(("body_code", "tier", "as_at"), key, strict=True))
        told, lists = [], []
        for (of_list,), part in _apart(of, ("classification",)).items():
            stated = {row["ethnic_group"] or "": people_of(row) for row in part}
            for code in _codes(groups, of_list, stated):
                told.append(Told(return_id, Cell("", "", code), of_list or "", {"people": stated.get(code, 0)}))
                lists.append(of_list)
        for each, of_list, values in zip(
            told, lists, rounded(making, ("staff", *key), told, ("people",), ground), strict=True
        ):
            yield about | {
                "ethnic_group": each.cell.group, "unit": "headcount", "classification": of_list,
                **count("people", values["people"] if values else None), **count("designated_seats", None),
            }  # fmt: skip


def _codes(groups: Groups, of_list: str | None, stated: Iterable[str]) -> list[str]:
    """Every group of the list that was used, and whatever else was told, so that no row is there for its figure."""
    known = set(stated) - {*SILENT, EVERYONE}
    whole = groups.lists.get(of_list or "", ())
    return list(dict.fromkeys([*(whole if known and known <= set(whole) else groups.every(stated)), *stated]))


def _sides(unit: str, row: Mapping | None) -> dict[str, int | None]:
    """The people behind a figure of a survey: those it is true of and the others, or how many; {} where it tells of none."""
    if row is None or row["value"] is None:
        return {}
    if unit == "people":
        return {"people": round(row["value"])}
    if unit == "percent" and row["base"] is not None and 0 <= row["value"] <= 100:
        yes = round(row["value"] * row["base"] / 100)
        return {"yes": yes, "no": round(row["base"]) - yes}
    return {}


def _apart(rows: Iterable[dict], names: Sequence[str]) -> dict[tuple, list[dict]]:
    found: dict[tuple, list[dict]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))
