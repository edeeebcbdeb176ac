"""One board as its seats: who holds them, which are set aside, and where parity would be."""

import math
from typing import NamedTuple

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import SMALL, Sheet, Tokens, nothing, plain, sheet, tokens, trace, wide, wrapped
from parity.remembered import kept
from parity.rows import rows_of

STATES = ("held", "other", "not_stated", "vacant")
ACROSS = 10  # seats in a row
STEP, ROW, SEAT, KEY = 32, 40, 24, 28  # pixels: seat to seat, row to row, a seat, a key line
WIDTH = 328  # pixels: ten seats, on the smallest phone too
BRACKET = 30  # pixels under the row that has the bracket
MOST_DRAWN = 100


class _Seat(NamedTuple):
    """One seat and where it is drawn, in pixels from the top left corner."""

    state: str
    designated: bool
    x: float
    y: float


def seats(
    frame: pandas.DataFrame,
    *,
    parity: tuple[int, int] | None = None,
    group: str = "ethnic minority members",
    dark: bool = False,
) -> go.Figure:
    """One row per kind of seat: state, designated (True or False), seats (a count).

    state is "held" (by the group), "other" (held by others of known ethnicity), "not_stated" or "vacant"; a
    designated seat is one reserved for a member of the group, whoever holds it. `parity` are the two whole numbers of
    seats on either side of parity (`stats.seats.fixed_board`), `group` the words for who holds the held seats.
    Seats stand in rows of ten in the order of the states, so the bracket shows how far the held ones would reach.
    """
    t = tokens(dark)
    kinds = _kinds(frame)
    total = sum(kinds.values())
    if not total:
        return nothing("No seats are known for this board.", dark)
    if total > MOST_DRAWN:
        return nothing(f"{total:,} seats are too many to draw one by one: see the table.", dark)
    last = _row_of(parity[1], total) if parity else -1
    placed = [
        _Seat(state, designated, *_place(n, last))
        for n, (state, designated) in enumerate(kind for kind, count in kinds.items() for _ in range(count))
    ]
    diagram = 4 + math.ceil(total / ACROSS) * ROW + (BRACKET if parity else 8)
    key = _key(kinds, group, diagram)
    height = diagram + sum(_tall(words) for _, words in key) + 4
    made = sheet(dark, height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    # One unit across is one pixel, as it is downwards: seats keep their size and their distance on any screen. Plotly
    # does not find its way back to that when a window is made narrow, so the picture has its own width everywhere.
    made.layout["width"] = WIDTH
    made.layout["xaxis"] = {"visible": False, "range": [0, WIDTH]}
    made.layout["yaxis"] = {"visible": False, "range": [height, 0]}
    _draw(made, [*placed, *(seat for seat, _ in key)], len(placed), t)
    for seat, words in key:
        made.write(
            x=seat.x + SEAT,
            y=seat.y - 10,
            xanchor="left",
            yanchor="top",
            align="left",
            text="<br>".join(plain(line) for line in wrapped(words, WIDTH - 40)),
            font={"size": SMALL, "color": t.ink},
        )
    if parity:
        _bracket(made, parity, placed, t)
    return made.figure()


@kept
def describe_seats(
    frame: pandas.DataFrame, *, parity: tuple[int, int] | None = None, group: str = "ethnic minority members"
) -> str:
    """The board in one sentence; the same columns and words as `seats`."""
    kinds = _kinds(frame)
    total = sum(kinds.values())
    if not total:
        return "No picture: no seats are known for this board."
    said = ", ".join(words for _, words in _key(kinds, group, 0))
    end = f"; parity would be {_numbers(parity)}" if parity else ""
    return f"A board of {total:,} seats: {said}{end}."


def _kinds(frame: pandas.DataFrame) -> dict[tuple[str, bool], int]:
    """How many seats of each kind, in the order they are drawn."""
    counted = dict.fromkeys(((state, designated) for state in STATES for designated in (True, False)), 0)
    for row in rows_of(frame):
        if row["state"] not in STATES:
            raise ValueError(f"a seat is {', '.join(STATES)}; not {row['state']!r}")
        if not tables.missing(row["seats"]):
            counted[row["state"], bool(row["designated"])] += int(row["seats"])
    return counted


def _key(kinds: dict[tuple[str, bool], int], group: str, top: float) -> list[tuple[_Seat, str]]:
    """A seat of each kind there is, with how many of it and whose."""
    lines = []
    for state in STATES:
        designated, free = kinds[state, True], kinds[state, False]
        if designated + free:
            words = {
                "held": f"held by {group}",
                "other": "held by others",
                "not_stated": "held, ethnic group not stated",
                "vacant": "vacant",
            }[state]
            lines.append((state, False, f"{designated + free} {words}"))
    if reserved := sum(count for (_, designated), count in kinds.items() if designated):
        filled = kinds["held", True]
        lines.append(("", True, f"{reserved} designated for {group}, {filled or 'none'} of these so held"))
    placed = []
    for state, designated, words in lines:
        placed.append((_Seat(state, designated, 4 + SEAT / 2, top + KEY / 2), words))
        top += _tall(words)
    return placed


def _tall(words: str) -> int:
    return KEY + 18 * (len(wrapped(words, WIDTH - 40)) - 1)


def _place(number: int, bracketed_row: int) -> tuple[float, float]:
    row, column = divmod(number, ACROSS)
    return 6 + column * STEP + SEAT / 2, 6 + row * ROW + SEAT / 2 + (BRACKET if 0 <= bracketed_row < row else 0)


def _row_of(seat: int, total: int) -> int:
    return (min(max(seat, 1), total) - 1) // ACROSS


def _draw(made: Sheet, all_seats: list[_Seat], board: int, t: Tokens) -> None:
    """One trace a state; the first `board` seats are the board's own, the rest are the key's."""
    looks = {
        "held": {"symbol": "circle", "color": t.engaged, "line": {"color": t.engaged, "width": 2}},
        "other": {"symbol": "circle", "color": t.page, "line": {"color": t.softer, "width": 2}},
        "not_stated": {"symbol": "square", "color": t.page, "line": {"color": t.softer, "width": 1.5}},
    }
    for state, look in looks.items():
        _dots(made, state, [seat for seat in all_seats[:board] if seat.state == state], {**look, "size": SEAT - 3})
        _dots(made, f"key {state}", [seat for seat in all_seats[board:] if seat.state == state], {**look, "size": 17})
    unknown = [(seat, SEAT if n < board else 18) for n, seat in enumerate(all_seats) if seat.state == "not_stated"]
    made.traces.append(
        trace(
            "scatter",
            name="hatching",
            mode="lines",
            x=[x for seat, size in unknown for a, b in _stripes(size) for x in (seat.x + a[0], seat.x + b[0], None)],
            y=[y for seat, size in unknown for a, b in _stripes(size) for y in (seat.y + a[1], seat.y + b[1], None)],
            line={"color": t.softer, "width": 1.5},
            hoverinfo="skip",
        )
    )
    for n, seat in enumerate(all_seats):
        half = (SEAT - 4) / 2 if n < board else 8
        if seat.state == "vacant":
            made.shape(
                name="vacant" if n < board else "key vacant", type="circle", x0=seat.x - half, x1=seat.x + half,
                y0=seat.y - half, y1=seat.y + half, line={"color": t.softer, "width": 1.5, "dash": "dot"},
            )  # fmt: skip
        if seat.designated:
            half += 4.5 if n < board else 2
            made.shape(
                name="designated" if n < board else "key designated", type="circle", x0=seat.x - half,
                x1=seat.x + half, y0=seat.y - half, y1=seat.y + half, line={"color": t.ink, "width": 2},
            )  # fmt: skip


def _dots(made: Sheet, name: str, drawn: list[_Seat], look: dict) -> None:
    made.traces.append(
        trace(
            "scatter",
            name=name,
            mode="markers",
            x=[seat.x for seat in drawn],
            y=[seat.y for seat in drawn],
            marker={"opacity": 1, **look},
            hoverinfo="skip",
        )
    )


def _stripes(size: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Three strokes upwards to the right inside a square of this size around its middle."""
    h = size / 2 - 3
    return [((-h, 0), (0, -h)), ((-h, h), (h, -h)), ((0, h), (h, 0))]


def _bracket(made: Sheet, parity: tuple[int, int], placed: list[_Seat], t: Tokens) -> None:
    """Under the seats that the held ones would end at; where they lie in two rows, a bracket in each."""
    reached = [placed[min(max(number, 1), len(placed)) - 1] for number in sorted(set(parity))]
    for y in sorted({seat.y for seat in reached}):
        xs = [seat.x for seat in reached if seat.y == y]
        left, right, foot = min(xs) - SEAT / 2, max(xs) + SEAT / 2, y + SEAT / 2 + 11
        made.shape(
            name="parity",
            type="path",
            path=f"M {left},{foot - 5} L {left},{foot} L {right},{foot} L {right},{foot - 5}",
            line={"color": t.reference, "width": 2},
        )
    words = f"parity: {_numbers(parity)}"
    middle = (left + right) / 2
    middle = min(max(middle, wide(words) / 2 + 4), WIDTH - wide(words) / 2)
    made.write(x=middle, y=foot + 1, xanchor="center", yanchor="top", text=words, font={"size": SMALL, "color": t.ink})


def _numbers(parity: tuple[int, int]) -> str:
    fewer, more = sorted(parity)
    return f"{more} seat{'' if more == 1 else 's'}" if fewer == more else f"{fewer} or {more} seats"
