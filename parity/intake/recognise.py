"""Finds the table on a sheet by the names of its columns, and tells which kind of return it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from parity.intake.context import fold
from parity.intake.layouts import Field, Layout, all_layouts
from parity.intake.read import Sheet

SEARCHED = 60  # rows in which a heading row is looked for


class Heading(NamedTuple):
    """Where a kind's table begins on a sheet: the row of its headings and the column each field stands in.

    columns: field name -> column; extra: columns with a heading that is no field; missing: required fields not found;
    doubled: field name -> columns that could each be it.
    """

    layout: Layout
    row: int
    columns: Mapping[str, int]
    extra: tuple[int, ...]
    missing: tuple[str, ...]
    doubled: Mapping[str, tuple[int, ...]]
    score: float


def heading_key(text: str) -> str:
    """A heading as it is compared: small letters, no punctuation, % in words, no mark for 'required'."""
    return fold(text.replace("%", " per cent ").replace("_", " ").rstrip("* "))


def headings(sheet: Sheet, row: int) -> list[str]:
    """The cells of a row of a sheet."""
    return [str(cell) for cell in sheet.cells.frame.loc[row]]


def best(sheet: Sheet, kind: str | None = None, given: Iterable[str] = ()) -> list[Heading]:
    """The likeliest headings of a sheet, best first; one per kind of return. `given` fields count as present."""
    found: dict[str, Heading] = {}
    given = frozenset(given)
    top = sheet.cells.frame.iloc[:SEARCHED]
    for row, cells in zip(top.index, top.to_numpy(dtype=object).tolist(), strict=True):
        keys = {place: heading_key(cell) for place, cell in enumerate(cells) if cell.strip()}
        if len(keys) < 2:
            continue
        for layout in all_layouts():
            if kind is not None and layout.kind != kind:
                continue
            heading = match(layout, row, keys, given)
            if heading.score > found.get(layout.kind, heading._replace(score=0.0)).score:
                found[layout.kind] = heading
    return sorted(found.values(), key=lambda one: (-one.score, one.layout.order))


def match(layout: Layout, row: int, keys: Mapping[int, str], given: frozenset[str] = frozenset()) -> Heading:
    """How well a row of headings (column -> heading_key) fits a layout."""
    names = _names(layout)
    exact: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    extra: list[int] = []
    for place, key in keys.items():
        name, own = names.get(key, ("", False))
        if not name:
            extra.append(place)
        else:
            (exact if own else other).setdefault(name, []).append(place)
    _code_and_name(layout, keys, exact, other)
    columns: dict[str, int] = {}
    doubled: dict[str, tuple[int, ...]] = {}
    for name in {**exact, **other}:
        first = exact.get(name) or other[name]
        columns[name] = first[0]
        if len(first) > 1:
            doubled[name] = tuple(first)
        extra += other.get(name, []) if name in exact else []
    missing = tuple(
        field.name
        for field in layout.fields
        if field.required and field.name not in columns and field.name not in given
    )
    required = sum(field.required for field in layout.fields)
    share = len(columns) / len(keys)
    score = 0.0
    if len(columns) >= 2 or (columns and len(keys) <= 2):
        score = 2 * (required - len(missing)) / required + share + 0.01 * len(columns) + 0.6 * len(exact) / len(keys)
        score += 2.0 if not missing else 0.0
    return Heading(layout, row, columns, tuple(sorted(extra)), missing, doubled, score)


def _code_and_name(layout: Layout, keys: Mapping[int, str], exact: dict, other: dict) -> None:
    """Of two columns that could both be a place or a body, the one headed 'code' is the code, the other its name."""
    for field in layout.fields:
        if field.means != "name_of" or field.name in exact or field.name in other or field.of in exact:
            continue
        rivals = other.get(field.of, [])
        codes = [place for place in rivals if "code" in keys[place].split()]
        if len(rivals) == 2 and len(codes) == 1:
            other[field.of] = codes
            other[field.name] = [place for place in rivals if place not in codes]


@cache
def _names(layout: Layout) -> dict[str, tuple[str, bool]]:
    """Heading key -> (field name, whether it is the field's own name or title rather than an alias)."""
    found: dict[str, tuple[str, bool]] = {}
    for field in layout.fields:
        for own in (field.name, field.title):
            found.setdefault(heading_key(own), (field.name, True))
    for field in layout.fields:
        for alias in field.aliases:
            found.setdefault(heading_key(alias), (field.name, False))
    return found


def is_plausible(heading: Heading) -> bool:
    """Whether a sheet is of this kind: every required column is there, or all but one or two and most of the rest."""
    if not heading.missing:
        return True
    found = len(heading.columns)
    return found >= 3 and len(heading.missing) <= 2 and found >= 2 * len(heading.missing)


def title_of(layout: Layout, name: str) -> str:
    """The title people see for a field."""
    return layout.field(name).title


def field_names(fields: Iterable[Field]) -> str:
    """Titles in a sentence: 'Body code', 'Tier'."""
    return ", ".join(f"'{field.title}'" for field in fields)
