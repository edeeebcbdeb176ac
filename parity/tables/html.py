"""A table of text as HTML: headings that say what they head, figures to the right, a wide one reachable by keyboard."""

import re
from html import escape

import pandas as pd

from parity.remembered import kept
from parity.tables.formats import WORD_JOINER

_FIGURE = re.compile(r"[−+-]?[\d,.]+(\xa0(%|points?))?( \[e\])?|\[\w+\]")
WORDS = 24  # characters a cell on average, from which a column is one of sentences and wants room
SHORT = 17  # characters of a cell at most, for a column that is never broken: "30 September 2026"
WIDE = 8  # columns from which a note stands in a line of its own under its row
NARROW = 3  # columns that a phone has room for beside the headings of rows, if only the first is of words
MANY = 11  # columns from which the type is a little smaller
NOTE = "Note"
_MARKED = {"Yes": "yes", "Partly": "partly", "No": "no"}


@kept
def html(cells: pd.DataFrame, summary: str, *, matrix: bool = False, plain: bool = False) -> str:
    """The table, one row per row, its index as the headings of rows; nothing in it is read as markup.

    The cells are as `tables.literal` writes them, or, where they are `plain`, letter for letter.

    It stands in a region named by `summary`, which the keyboard can reach, as a wide table is scrolled sideways on a
    small screen. A `matrix` says its summary for all to see and marks its answers (Yes, Partly, No) beside the word.

    A column of notes is left out where nothing is noted, and in a wide table a note has a line of its own. On a phone
    each row of a table of more columns than fit is a small list, its cells under the names of their columns: the
    names go with the table once, as properties of its style, not with each cell.
    """
    read = str if plain else _plainly
    rows = [[read(cell) for cell in row] for row in cells.to_numpy().tolist()]
    columns = [str(column) for column in cells.columns]
    below = ""
    if NOTE in columns and not matrix:
        at = columns.index(NOTE)
        noted = [row[at] for row in rows]
        if len(columns) > WIDE or not any(noted):
            columns, rows = columns[:at] + columns[at + 1 :], [row[:at] + row[at + 1 :] for row in rows]
            below = noted if any(noted) else ""
    looks = _looks(columns, rows)
    sides = [f' class="{look}"' if look and not matrix else "" for look in looks]
    head = "".join(f'<th scope="col"{side}>{escape(name)}</th>' for name, side in zip(columns, sides, strict=True))
    body = "".join(
        _row(read(name), row, sides, below[n] if below else "", matrix)
        for n, (name, row) in enumerate(zip(cells.index, rows, strict=True))
    )
    caption = f"<caption>{escape(summary)}</caption>" if matrix else ""
    listed = not matrix and (len(columns) > NARROW or looks[1:].count("words") > 0)
    kind = " matrix" if matrix else (" listed" if listed else "") + (" many" if len(columns) > MANY else "")
    return (
        f'<div class="table{kind}" role="region" tabindex="0" '
        f'aria-label="{escape(summary)}"{_named(columns) if listed else ""}>'
        f'<table>{caption}<thead><tr><th scope="col">{escape(str(cells.index.name or ""))}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _looks(columns: list[str], rows: list[list[str]]) -> list[str]:
    """What each column holds: figures, sentences, short words that are not broken, or anything else."""
    looks = []
    for n in range(len(columns)):
        held = [row[n] for row in rows]
        if all(_FIGURE.fullmatch(cell) for cell in held):
            looks.append("figure")
        elif sum(map(len, held)) > WORDS * len(held):
            looks.append("words")
        else:
            looks.append("short" if max(map(len, held), default=0) <= SHORT else "")
    return looks


def _row(name: str, cells: list[str], sides: list[str], note: str, matrix: bool) -> str:
    if matrix:
        held = "".join(f'<td class="{_MARKED.get(cell, "other")}">{escape(cell)}</td>' for cell in cells)
    else:
        held = "".join(f"<td{side}>{escape(cell)}</td>" for cell, side in zip(cells, sides, strict=True))
    if not note:
        return f'<tr><th scope="row">{escape(name)}</th>{held}</tr>'
    return (
        f'<tr class="noted"><th scope="row" rowspan="2">{escape(name)}</th>{held}</tr>'
        f'<tr class="its-note"><td colspan="{len(cells)}">{escape(note)}</td></tr>'
    )


def _named(columns: list[str]) -> str:
    """The names of the columns as properties of a style, for the style sheet to write before each cell."""
    quoted = (re.sub(r'["\\<>\n]', " ", name) for name in columns)
    named = "; ".join(f'--c{n}: "{name}"' for n, name in enumerate(quoted, 1))
    return f' style="{escape(named)}"'


def _plainly(text: object) -> str:
    """A cell made for a table of markdown (`tables.literal`), as the plain words it stands for."""
    return re.sub(r"\\(.)", r"\1", str(text)).replace(WORD_JOINER, "")
