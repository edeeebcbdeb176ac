"""A table of text as HTML: headings that say what they head, figures to the right, a wide one reachable by keyboard."""

import re
from html import escape

import pandas as pd

from parity.remembered import kept
from parity.tables.formats import WORD_JOINER

_FIGURE = re.compile(r"[−+-]?[\d,.]+(\xa0(%|points?))?( \[e\])?|\[\w+\]")
WORDS = 24  # characters a cell on average, from which a column is one of sentences and wants room
_MARKED = {"Yes": "yes", "Partly": "partly", "No": "no"}


@kept
def html(cells: pd.DataFrame, summary: str, *, matrix: bool = False) -> str:
    """The table, one row per row, its index as the headings of rows; nothing in it is read as markup.

    It stands in a region named by `summary`, which the keyboard can reach, as a wide table is scrolled sideways on a
    small screen. A `matrix` says its summary for all to see and marks its answers (Yes, Partly, No) beside the word.
    """
    rows = cells.to_numpy().tolist()
    figures = [all(_FIGURE.fullmatch(_plainly(row[n])) for row in rows) for n in range(len(cells.columns))]
    long = [sum(len(str(row[n])) for row in rows) > WORDS * len(rows) for n in range(len(cells.columns))]
    looks = ["figure" if figure else "words" if wide else "" for figure, wide in zip(figures, long, strict=True)]
    sides = [f' class="{look}"' if look and not matrix else "" for look in looks]
    head = "".join(
        f'<th scope="col"{side}>{escape(str(column))}</th>' for column, side in zip(cells.columns, sides, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{escape(_plainly(name))}</th>{_cells(row, sides, matrix)}</tr>'
        for name, row in zip(cells.index, rows, strict=True)
    )
    caption = f"<caption>{escape(summary)}</caption>" if matrix else ""
    return (
        f'<div class="{"table matrix" if matrix else "table"}" role="region" tabindex="0" aria-label="{escape(summary)}">'
        f'<table>{caption}<thead><tr><th scope="col">{escape(str(cells.index.name or ""))}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(row: list, sides: list[str], matrix: bool) -> str:
    if matrix:
        return "".join(f'<td class="{_MARKED.get(str(cell), "other")}">{escape(_plainly(cell))}</td>' for cell in row)
    return "".join(f"<td{side}>{escape(_plainly(cell))}</td>" for cell, side in zip(row, sides, strict=True))


def _plainly(text: object) -> str:
    """A cell made for a table of markdown (`tables.literal`), as the plain words it stands for."""
    return re.sub(r"\\(.)", r"\1", str(text)).replace(WORD_JOINER, "")
