"""The fourteen kinds of return: their columns, what may stand in them, and what makes two rows the same record."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "data" / "layouts"

# What a marker column beside a count or figure may say: see docs/returns.md.
MARKS = {
    "c": "hidden by the sender to protect people",
    "x": "not collected or not available",
    "z": "does not apply",
    "low": "rounds to zero",
    "u": "unknown or not stated",
    "blank": "left blank",
}


class Category(NamedTuple):
    """One value of a code list, the label people see, and other ways of writing it that are understood."""

    code: str
    label: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of a layout.

    means says how a cell is read: text, key, organisation, contact, url, code, flag, group, groups, classification,
    area, areas, body, name_of, count, measure, number, money, date, from, to. A name_of column only checks the
    column named in `of` and is not kept. A measure is a count unless the column named in `unit` says otherwise.
    """

    name: str
    title: str
    description: str
    type: str
    means: str
    example: str
    aliases: tuple[str, ...]
    required: bool
    categories: tuple[Category, ...]
    minimum: float | None
    pattern: str
    markers: bool
    staged: bool
    free_text: bool
    of: str
    unit: str
    personal: str


@dataclass(frozen=True)
class Layout:
    """One kind of return. identity names the columns that together say "the same record"."""

    kind: str
    title: str
    description: str
    one_row_per: str
    order: int
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    body: str
    period: tuple[str, str]
    adds_up: str
    personal: str

    def field(self, name: str) -> Field:
        """The column of that name. Raises KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def staged(self) -> tuple[Field, ...]:
        """The columns that are kept."""
        return tuple(field for field in self.fields if field.staged)


def kinds() -> tuple[str, ...]:
    """The names of all kinds of return, in the order they are shown.

    >>> kinds()[0], len(kinds())
    ('bodies', 14)
    """
    return tuple(layout.kind for layout in all_layouts())


@cache
def all_layouts() -> tuple[Layout, ...]:
    """Every layout, in the order they are shown."""
    return tuple(sorted((_read(path) for path in FOLDER.glob("*.json")), key=lambda layout: layout.order))


def layout(kind: str) -> Layout:
    """The layout of one kind. Raises KeyError with the kinds there are.

    >>> layout("bodies").identity
    ('body_code',)
    """
    for one in all_layouts():
        if one.kind == kind:
            return one
    raise KeyError(f"'{kind}' is not a kind of return; the kinds are {', '.join(kinds())}")


def staging_columns(layout: Layout) -> dict[str, str]:
    """Column name -> text, integer, number, date or flag: the columns of the accepted records, in order.

    A column that may hold a marker has three more: `_mark` (why it is missing: see MARKS; '' where it is not),
    `_low` and `_high` (the least and most it can be; `<5` is 1 to 4). `sheet` and `row` say where the record came from.
    """
    names = {"string": "text", "integer": "integer", "number": "number", "date": "date", "boolean": "flag"}
    columns: dict[str, str] = {}
    for field in layout.staged:
        columns[field.name] = names[field.type]
        if field.markers:
            columns |= {f"{field.name}_mark": "text", f"{field.name}_low": "number", f"{field.name}_high": "number"}
    return columns | {"sheet": "text", "row": "integer"}


def _read(path: Path) -> Layout:
    described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    period = described.get("parity:period", {})
    return Layout(
        kind=described["name"],
        title=described["title"],
        description=described["description"],
        one_row_per=described["parity:one_row_per"],
        order=described["parity:order"],
        fields=tuple(_field(field) for field in described["fields"]),
        identity=tuple(described["primaryKey"]),
        body=described.get("parity:body", ""),
        period=(period.get("from", ""), period.get("to", "")),
        adds_up=described.get("parity:adds_up", ""),
        personal=described["parity:personal"],
    )


def _field(described: dict[str, Any]) -> Field:
    constraints = described.get("constraints", {})
    other = described.get("parity:category_aliases", {})
    return Field(
        name=described["name"],
        title=described["title"],
        description=described["description"],
        type=described["type"],
        means=described["parity:means"],
        example=described["example"],
        aliases=tuple(described.get("parity:aliases", ())),
        required=constraints.get("required", False),
        categories=tuple(
            Category(one["value"], one["label"], tuple(other.get(one["value"], ())))
            for one in described.get("categories", ())
        ),
        minimum=constraints.get("minimum"),
        pattern=constraints.get("pattern", ""),
        markers=described.get("parity:markers", False),
        staged=described.get("parity:staged", True),
        free_text=described.get("parity:free_text", False),
        of=described.get("parity:of", ""),
        unit=described.get("parity:unit", ""),
        personal=described.get("parity:personal", ""),
    )
