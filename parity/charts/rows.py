"""Pictures made of rows, one a group: words above, marks on a line below, the same on a phone and on a projector.

The upright axis runs in pixels from the top, so every row can be as high as its words need.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

from parity import tables
from parity.charts.look import NARROW, SMALL, TEXT, Sheet, Tokens, plain, sheet, trace, wide, wrapped

LINE, TRACK, SPACE, AXIS = 20, 26, 14, 34  # pixels: a line of words, the marks' own strip, between rows, the scale
INK = "ink"  # a line in the colour of names
EDGE = 22  # pixels at either end of the scale, so that a mark at its end is whole
TOPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
PHONE = NARROW - 2 * EDGE  # pixels of the scale itself on a phone
HATCHED = 0.09  # width of the cell for a missing figure, as a part of the scale: constant, so that it tells nothing


class Words(NamedTuple):
    """What is written over one row: its name; figures at the right end; a verdict with its colour; a note."""

    label: str
    figures: str
    verdict: str = ""
    colour: str = ""
    note: str = ""


class Line(NamedTuple):
    """One line over a row: its left and right text, the colour of the left, and whether that is the row's name."""

    left: str
    right: str
    colour: str = ""
    name: bool = False


class Row(NamedTuple):
    """Where one row landed: pixels from the top to the middle of its marks."""

    lines: tuple[Line, ...]
    top: int
    marks: int


class Named(NamedTuple):
    """A word to write beside the mark at `x` in the first row."""

    x: float
    word: str


def axis_top(values: Sequence[float]) -> float:
    """The end of a scale that starts at 0: the first round share the values stay under.

    >>> axis_top([0.17, 0.48]), axis_top([0.02]), axis_top([]), axis_top([0.97])
    (0.5, 0.05, 1.0, 1.0)
    """
    known = [value for value in values if not tables.missing(value)]
    if not known:
        return 1.0
    return next((top for top in TOPS if max(known) * 1.02 <= top), 1.0)


def laid_out(words: Sequence[Words], below: int = 0, first: int = 0) -> tuple[list[Row], int]:
    """Each row's place, and the height of all; `below` pixels stay free under the marks of row number `first`."""
    # The figures stand at the same line in every row: beside the name if every name leaves them room on a phone.
    beside = all(wide(each.label, TEXT, bold=True) + wide(each.figures) + 16 <= NARROW for each in words)
    # Verdict and figures share a line in every row, or in none.
    fits = all(wide(each.verdict) + wide(each.figures) + 12 <= NARROW for each in words)
    rows, y = [], 4
    for position, each in enumerate(words):
        lines = _lines(each, beside, fits and any(other.verdict for other in words))
        marks = y + len(lines) * LINE + TRACK // 2 + 1
        rows.append(Row(lines, y, marks))
        y = marks + TRACK // 2 + SPACE + (below if position == first else 0)
    return rows, y


def _lines(words: Words, beside: bool, verdicts: bool) -> tuple[Line, ...]:
    if beside:
        over = [Line(words.label, words.figures, name=True)]
        under = [(words.verdict, words.colour), (words.note, "")]
    else:
        over = [Line(part, "", name=True) for part in wrapped(words.label, NARROW, TEXT, bold=True)]
        # Without verdicts in the picture the figures follow the name, rather than stand alone at the far end.
        if verdicts:
            over.append(Line(words.verdict, words.figures, words.colour))
        else:
            over += [Line(words.figures, "", INK), *([Line(words.verdict, "", words.colour)] if words.verdict else [])]
        under = [(words.note, "")]
    under = [(part, colour) for text, colour in under if text for part in wrapped(text, NARROW)]
    return (*over, *(Line(part, "", colour) for part, colour in under))


def base_figure(
    rows: Sequence[Row],
    height: int,
    top: float,
    t: Tokens,
    dark: bool,
    marked: Sequence[tuple[float, str]] | None = None,
) -> Sheet:
    """The scale and the words; the marks are drawn on it by the picture itself.

    The scale is one of shares from 0 to `top`, unless `marked` gives its ticks, each a place on it and its words.
    """
    made = sheet(dark, height + AXIS, margin={"l": EDGE, "r": EDGE, "t": 0, "b": AXIS})
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2) if top / step <= 5.01)
    ticks = [round(step * n, 4) for n in range(round(top / step) + 1)]
    named = [f"{round(tick * 100)}{tables.NBSP}%" for tick in ticks]
    if marked is not None:
        ticks, named = [place for place, _ in marked], [words for _, words in marked]
    made.layout["xaxis"] = {
        "range": [0, top],
        "ticklabeloverflow": "allow",
        "tickvals": ticks,
        "ticktext": named,
        "showgrid": False,
    }
    made.layout["yaxis"] = {"range": [height, 0], "visible": False}
    for row in rows:
        made.shape(  # the line the marks stand on
            type="line", x0=0, x1=top, y0=row.marks, y1=row.marks, line={"color": t.grid, "width": 2}, layer="below"
        )
        for tick in ticks:
            made.shape(
                type="line",
                x0=tick,
                x1=tick,
                y0=row.marks - TRACK / 2 + 3,
                y1=row.marks + TRACK / 2 - 3,
                line={"color": t.grid, "width": 1},
                layer="below",
            )
        _write(made, row, t)
    return made


def name_marks(made: Sheet, row: Row, marks: Sequence[Named], top: float, t: Tokens) -> None:
    """Write what each mark is under it, with a thin line leading to the word."""
    for flag in _flags(marks, top):
        y = row.marks + TRACK // 2 + flag.level * (LINE - 2)
        made.shape(
            type="line",
            x0=flag.x,
            x1=flag.x,
            y0=row.marks + 9,
            y1=y + (3 if flag.side == "center" else LINE - 5),
            line={"color": t.softer, "width": 1},
        )
        made.write(
            x=flag.x,
            y=y,
            text=plain(flag.word),
            xanchor=flag.side,
            yanchor="top",
            xshift={"left": 2, "center": 0, "right": -2}[flag.side],
            font={"color": t.ink, "size": SMALL},
        )


def room_for_names(marks: Sequence[Named], top: float) -> int:
    """The pixels that `name_marks` needs under the row."""
    return (LINE - 2) * (1 + max(flag.level for flag in _flags(marks, top))) if marks else 0


class _Flag(NamedTuple):
    x: float
    word: str
    side: str  # the side of the word that its mark is on
    level: int

    def span(self, top: float, width: float) -> tuple[float, float]:
        at, long = self.x / top * width, wide(self.word) + 6
        start = {"left": at, "center": at - long / 2, "right": at - long}[self.side]
        return start, start + long


def _flags(marks: Sequence[Named], top: float) -> tuple[_Flag, ...]:
    """The words so placed that none touches another or another's leading line, on a phone or on a wide screen."""
    if not marks:
        return ()
    levels = sorted(product(range(len(marks)), repeat=len(marks)), key=lambda chosen: (max(chosen), sum(chosen)))
    for level in levels:
        for sides in product(("center", "left", "right"), repeat=len(marks)):
            flags = tuple(_Flag(mark.x, mark.word, side, n) for mark, side, n in zip(marks, sides, level, strict=True))
            if all(_clear(flags, top, width) for width in (PHONE, 2 * PHONE, 3 * PHONE)):
                return flags
    return tuple(_Flag(mark.x, mark.word, "left", n) for n, mark in enumerate(sorted(marks, reverse=True)))


def _clear(flags: Sequence[_Flag], top: float, width: float) -> bool:
    for flag in flags:
        start, end = flag.span(top, width)
        if start < -EDGE or end > width + EDGE:
            return False
        for other in flags:
            if other is flag:
                continue
            other_start, other_end = other.span(top, width)
            if flag.level == other.level and start < other_end + 6 and other_start < end + 6:
                return False
            if other.level > flag.level and start - 3 < other.x / top * width < end + 3:
                return False
    return True


def hatched_cells(rows: Sequence[Row], top: float, t: Tokens) -> dict[str, Any]:
    """A hatched cell of constant size at the far end of each of these rows, for a figure that is not shown."""
    return trace(
        "bar",
        name="missing",
        orientation="h",
        base=[(1 - HATCHED) * top] * len(rows),
        x=[HATCHED * top] * len(rows),
        y=[row.marks for row in rows],
        width=16,
        marker={
            "color": t.missing,
            "line": {"color": t.softer, "width": 1},
            "pattern": {"shape": "/", "fgcolor": t.softer, "bgcolor": t.missing, "size": 6, "solidity": 0.25},
        },
        hoverinfo="skip",
    )


def _write(made: Sheet, row: Row, t: Tokens) -> None:
    for number, line in enumerate(row.lines):
        place = {"y": row.top + number * LINE, "xref": "paper", "yanchor": "top"}
        size = TEXT if line.name else SMALL
        if line.left:
            text = f"<b>{plain(line.left)}</b>" if line.name else plain(line.left)
            colour = t.ink if line.name or line.colour == INK else line.colour or t.softer
            made.write(
                **place,
                x=0,
                xanchor="left",
                xshift=-EDGE,
                text=text,
                font={"size": size, "color": colour},
                bgcolor=t.page,
            )
        if line.right:
            made.write(
                **place,
                x=1,
                xanchor="right",
                xshift=EDGE,
                text=plain(line.right),
                font={"size": SMALL, "color": t.ink},
                bgcolor=t.page,
            )
