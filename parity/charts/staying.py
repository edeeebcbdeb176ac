"""Who stays: the share still serving as time goes by, the group and everyone else, with how many are still followed."""

import math

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import SMALL, Sheet, Tokens, nothing, plain, sheet, tokens, trace, wrapped
from parity.remembered import kept
from parity.rows import tuples_of

HEIGHT, LEFT, RIGHT, OVER, UNDER = 420, 52, 16, 30, 118  # pixels
SIDES = ("group", "others")


def staying(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """`retention.curves` of one group: one row per side and time, with years, staying, lower, upper and at_risk.

    Steps with a soft band, the group in full ink of what is measured and the others in the ink of a reference; how many
    are still followed stands under the scale at each whole year. A curve ends where fewer than ten are followed.
    """
    t = tokens(dark)
    if frame.empty:
        return nothing("Fewer than ten seats were taken up within the record, so no curve is drawn.", dark)
    made = sheet(dark, HEIGHT, {"l": LEFT, "r": RIGHT, "t": OVER, "b": UNDER})
    last = math.ceil(frame["years"].max())
    made.layout["xaxis"] = {
        "range": [0, last], "tickvals": list(range(last + 1)), "showgrid": False,
        "ticktext": ["start", *(f"{year} year{'' if year == 1 else 's'}" if year == 1 else str(year) for year in range(1, last + 1))],
    }  # fmt: skip
    marks = [0, 0.25, 0.5, 0.75, 1]
    made.layout["yaxis"] = {
        "range": [0, 1.02], "tickvals": marks, "ticktext": [tables.percent(mark) for mark in marks],
    }  # fmt: skip
    made.write(
        xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom", xshift=-LEFT + 4, yshift=8,
        text="share still serving, with its likely range", font={"size": SMALL, "color": t.ink},
    )  # fmt: skip
    made.write(
        xref="paper", yref="paper", x=0, y=0, xanchor="left", yanchor="top", xshift=-LEFT + 4, yshift=-26,
        text="seats still followed", font={"size": SMALL, "color": t.softer},
    )  # fmt: skip
    for line, (side, rows) in enumerate(_sides(frame)):
        colour = t.engaged if side == "group" else t.reference
        _curve(made, rows, colour, t, side)
        _followed(made, rows, line, colour, last)
    return made.figure()


@kept
def describe_staying(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: each side's share still serving after each whole year it is followed."""
    if frame.empty:
        return "No picture: fewer than ten seats were taken up within the record."
    said = []
    for _, rows in _sides(frame):
        marks = [
            f"{tables.percent_said(_at(rows, year))} after {year} year{'' if year == 1 else 's'}"
            for year in range(1, int(rows["years"].max()) + 1)
        ]
        said.append(f"{rows['side_label'].iloc[0]}: {', '.join(marks) or 'followed for less than a year'}")
    return f"Share of members still serving. {'; '.join(said)}."


def _sides(frame: pandas.DataFrame) -> list[tuple[str, pandas.DataFrame]]:
    found = [(side, frame[frame["side"] == side].sort_values("years")) for side in SIDES]
    return [(side, rows) for side, rows in found if len(rows)]


def _at(rows: pandas.DataFrame, year: float) -> float:
    before = rows["staying"].to_numpy(float)[rows["years"].to_numpy(float) <= year]
    return float(before[-1]) if len(before) else 1.0


def _curve(made: Sheet, rows: pandas.DataFrame, colour: str, t: Tokens, side: str) -> None:
    years, name = [0.0, *rows["years"]], plain(rows["side_label"].iloc[0])
    known = rows[rows["lower"].notna()]
    if side == "group" and len(known):
        there, back = (
            _steps(list(known["years"]), list(known["upper"])),
            _steps(list(known["years"]), list(known["lower"])),
        )
        made.traces.append(
            trace("scatter",
                name=f"likely range, {side}", mode="lines", fill="toself", fillcolor=t.band, line={"width": 0},
                x=there[0] + back[0][::-1], y=there[1] + back[1][::-1], hoverinfo="skip", opacity=0.6,
            )
        )  # fmt: skip
    made.traces.append(
        trace("scatter",
            name=side,
            mode="lines",
            x=years,
            y=[1.0, *rows["staying"]],
            line={"color": colour, "width": 3 if side == "group" else 1.5, "shape": "hv"},
            customdata=["", *(f"{name}<br>{year:.1f} years: {tables.percent(staying)}" for year, staying in tuples_of(rows, ["years", "staying"]))],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip


def _steps(years: list[float], values: list[float]) -> tuple[list[float], list[float]]:
    """The corners of a staircase through these points."""
    x, y = [years[0]], [values[0]]
    for year, value in zip(years[1:], values[1:], strict=True):
        x += [year, year]
        y += [y[-1], value]
    return x, y


def _followed(made: Sheet, rows: pandas.DataFrame, line: int, colour: str, last: int) -> None:
    """The name of the curve in its own ink, and under the scale how many are still followed at each whole year."""
    down = -46 - line * 36
    # A line of its own over its numbers, so that a long name has room on a phone.
    made.write(
        xref="paper", yref="paper", x=0, y=0, xanchor="left", yanchor="top", xshift=-LEFT + 4, yshift=down,
        text=("▬ " if rows["side"].iloc[0] == "group" else "─ ") + plain(wrapped(rows["side_label"].iloc[0], 400)[0]),
        font={"size": SMALL, "color": colour},
    )  # fmt: skip
    for year in range(last + 1):
        at = rows["at_risk"].to_numpy()[rows["years"].to_numpy(float) >= year]
        if not len(at):
            continue
        made.write(
            x=year, yref="paper", y=0, xanchor="center", yanchor="top", yshift=down - 17,
            text=tables.count(at[0]), font={"size": SMALL, "color": colour},
        )  # fmt: skip
