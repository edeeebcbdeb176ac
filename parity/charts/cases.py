"""Cases of practice, each one a dot: what worked, what did not, on how strong evidence."""

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import NARROW, SMALL, nothing, plain, sheet, tokens, trace, wrapped
from parity.remembered import kept
from parity.rows import rows_of

COLUMNS = {"yes": "Worked", "mixed": "In part", "no": "Did not"}
LEFT, STEP = 0.34, 0.22  # where the first column begins, and how wide each is, as shares of the picture
DOT, APART, LINE, SPACE = 12, 15, 18, 12  # pixels
PER_LINE = 4  # dots beside each other, so that a column fits a phone
MOST = 24  # dots in a cell; beyond them, the number


def cases(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """One row per mechanism: name, and the counts yes, mixed, no and yes_strong, mixed_strong, no_strong.

    Each case is a dot in the column of what came of it: filled where an evaluation or figures before and after stand
    behind it, hollow where it is somebody's word. A cell of more than 24 says its number after the dots.
    """
    t = tokens(dark)
    if frame.empty:
        return nothing("There is no case to draw.", dark)
    said = wrapped(
        "Each dot is a case. Filled: an evaluation, or figures before and after. Hollow: somebody's word.", NARROW
    )
    top = len(said) * LINE + LINE + SPACE
    rows, y = [], top
    for row in rows_of(frame):
        label = wrapped(row["name"], NARROW * LEFT - 12)
        lines = max(-(-min(row[each], MOST) // PER_LINE) for each in COLUMNS)
        tall = max(len(label) * LINE, lines * APART + 4) + SPACE
        rows.append((row, label, y))
        y += tall
    made = sheet(dark, y + 4, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    made.layout["xaxis"] = {"visible": False, "range": [0, 1], "fixedrange": True}
    made.layout["yaxis"] = {"visible": False, "range": [y + 4, 0], "fixedrange": True}
    write = {"xref": "x", "yref": "y", "xanchor": "left", "yanchor": "top", "align": "left"}
    made.write(**write, x=0, y=0, text="<br>".join(said), font={"size": SMALL, "color": t.softer})
    for place, words in enumerate(COLUMNS.values()):
        made.write(
            **write,
            x=LEFT + place * STEP,
            y=top - LINE - 6,
            text=f"<b>{words}</b>",
            font={"size": SMALL, "color": t.ink},
        )
    for row, label, at in rows:
        made.shape(
            type="line", xref="x", yref="y", x0=0, x1=1, y0=at - 2, y1=at - 2, line={"color": t.grid, "width": 1}
        )
        made.write(**write, x=0, y=at, text="<br>".join(map(plain, label)), font={"size": SMALL, "color": t.ink})
        for place, each in enumerate(COLUMNS):
            _dots(made, LEFT + place * STEP, at, int(row[each]), int(row[f"{each}_strong"]), t)
    made.traces.append(trace("scatter", x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip"))
    return made.figure()


def _dots(made, x: float, y: float, count: int, strong: int, t) -> None:
    for n in range(min(count, MOST)):
        left, down = 2 + (n % PER_LINE) * APART, y + 4 + (n // PER_LINE) * APART
        made.shape(
            type="circle", xref="x", yref="y", xsizemode="pixel", xanchor=x, x0=left, x1=left + DOT, y0=down,
            y1=down + DOT, line={"color": t.engaged, "width": 2}, fillcolor=t.engaged if n < strong else t.page,
        )  # fmt: skip
    if count > MOST:
        made.write(
            xref="x", yref="y", x=x, y=y + 4 + APART * (MOST // PER_LINE), xanchor="left", yanchor="top",
            text=f"{count:,} in all", font={"size": SMALL, "color": t.ink},
        )  # fmt: skip


@kept
def describe_cases(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: the cases of each mechanism by what came of them."""
    if frame.empty:
        return "No picture: there is no case to draw."
    each = [f"{row['name'].lower()} {row['yes']}, {row['mixed']} and {row['no']}" for row in rows_of(frame)]
    total = tables.count(int(frame["cases"].sum()))
    return f"{total} cases by mechanism, those that worked, worked in part and did not: {'; '.join(each)}."
