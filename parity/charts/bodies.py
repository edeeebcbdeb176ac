"""Many bodies at once: how far each lies from parity, and how far chance alone would carry one of its size."""

import math
from typing import Any, NamedTuple

import numpy as np
import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import NARROW, SMALL, Sheet, Tokens, nothing, plain, sheet, tokens, trace, wide, wrapped
from parity.remembered import kept
from parity.rows import rows_of, tuples_of

HEIGHT, LEFT, RIGHT, OVER, UNDER = 500, 42, 46, 66, 44  # pixels: the picture, and the margins around its field
WIDE_SPREAD = 20  # the largest body this many times the smallest: sizes go on a scale of doublings
LIMITS = ("limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high")
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
MOST_NAMED = 8
NAME = 120  # pixels a name may be wide before it is broken
ROUND_SIZES = [n * 10**power for power in range(7) for n in (1, 2, 5)]


class _Field(NamedTuple):
    """The scales: what is at the edges of the drawing, in people (or their logarithm) and shares."""

    log: bool
    left: float
    right: float
    low: float
    high: float

    def across(self, base: float) -> float:
        return math.log10(base) if self.log else base

    def at(self, across: Any, gap: Any, width: float) -> tuple[Any, Any]:
        """Pixels from the top left corner of the field when the whole picture is `width` pixels wide; of one or of many."""
        x = (across - self.left) / (self.right - self.left) * (width - LEFT - RIGHT)
        return x, (self.high - gap) / (self.high - self.low) * (HEIGHT - OVER - UNDER)


def funnel(
    frame: pandas.DataFrame,
    *,
    curve: pandas.DataFrame | None = None,
    engaged: str = "members",
    reference: str = "residents",
    dark: bool = False,
) -> go.Figure:
    """One row per body: label, base (people counted), gap (share less reference, -1 to 1), and its own limits.

    Limits are gaps too: limit_95_low, limit_95_high, limit_998_low, limit_998_high. Where bodies have references of
    their own, each is drawn with its own limits as a sleeve. Where one reference holds for all, `curve` gives the
    limits by size as lines: one row per size, base and the same four columns. Rows without a base or a gap are not
    drawn: the table beside the picture lists them with their mark. Of the bodies outside their 95 % limits the
    farthest out are named, up to eight, each where its name touches nothing; all are in the table.
    """
    t = tokens(dark)
    bodies = _drawable(frame)
    if bodies.empty:
        return nothing("No body here has a known number of people and a gap to draw.", dark)
    field = _field(bodies)
    made = sheet(dark, HEIGHT, margin={"l": LEFT, "r": RIGHT, "t": OVER, "b": UNDER})
    _scales(made, field, engaged, reference, t)
    _explained(made, "Lines" if curve is not None else "Bars", "dashed lines" if curve is not None else "thin lines", t)
    if curve is not None and len(curve):
        _curve(made, curve, t)
    else:
        _sleeves(made, bodies, t)
    _bodies(made, bodies, t)
    _names(made, bodies, field, t)
    return made.figure()


def outside(frame: pandas.DataFrame, limit: str = "95") -> pandas.Series:
    """For each row "below" or "above" where the gap lies outside its 95 (or 998) limits, otherwise ""."""
    low, gap, high = (frame[name].to_numpy(float) for name in (f"limit_{limit}_low", "gap", f"limit_{limit}_high"))
    return pandas.Series(np.where(gap < low, "below", np.where(gap > high, "above", "")).astype(object), frame.index)


@kept
def describe_funnel(frame: pandas.DataFrame, *, engaged: str = "members", reference: str = "residents") -> str:
    """The funnel in one sentence: how many bodies lie outside the limits, and which lie farthest."""
    bodies = _drawable(frame)
    if bodies.empty:
        return "No picture: no body here has a known number of people and a gap."
    sides = outside(bodies).tolist()
    far = sum(side != "" for side in outside(bodies, "998"))
    said = (
        f"{len(bodies):,} bodies by number of people counted and by the share of {engaged} less the share of "
        f"{reference}: {sides.count('below'):,} below and {sides.count('above'):,} above their 95 % "
        f"limits, {far:,} of these beyond 99.8 %."
    )
    named = _farthest(bodies).head(3)
    if len(named):
        farthest = ", ".join(f"{row['label']} ({tables.points(row['gap'])})" for row in rows_of(named))
        said += f" Farthest outside: {farthest}."
    without = len(frame) - len(bodies)
    return said + (f" {without:,} more without a figure." if without else "")


def _farthest(bodies: pandas.DataFrame) -> pandas.DataFrame:
    """The bodies outside their limits, first those whose gap is the largest part of what chance allows their size."""
    low, gap, high = (bodies[name].to_numpy(float) for name in ("limit_95_low", "gap", "limit_95_high"))
    out = np.flatnonzero(outside(bodies) != "")
    reach = np.abs(gap[out]) / np.maximum(high - low, 1e-9)[out]
    return bodies.take(out[np.argsort(-reach, kind="stable")])


def _drawable(frame: pandas.DataFrame) -> pandas.DataFrame:
    if frame.empty:
        return frame
    return frame[frame["base"].gt(0) & frame["gap"].notna()].reset_index(drop=True)


def _field(bodies: pandas.DataFrame) -> _Field:
    smallest, largest = float(bodies["base"].min()), float(bodies["base"].max())
    log = largest / smallest > WIDE_SPREAD
    if log:
        left, right = math.log10(smallest / 1.25), math.log10(largest * 1.25)
    else:
        room = max(largest - smallest, 0.2 * largest, 1) * 0.08
        left, right = max(0.0, smallest - room), largest + room
    # The scale follows the bodies and their 95 % limits; a small body's 99.8 % limit may run out of the picture.
    heights = bodies[["gap", "limit_95_low", "limit_95_high"]].to_numpy(float)
    lowest, highest = float(np.nanmin(heights)), float(np.nanmax(heights))
    room = max(highest - lowest, 0.02) * 0.1
    return _Field(log, left, right, max(-1.0, min(lowest, 0) - room), min(1.0, max(highest, 0) + room))


def _scales(made: Sheet, field: _Field, engaged: str, reference: str, t: Tokens) -> None:
    lowest, highest = (10**field.left, 10**field.right) if field.log else (field.left, field.right)
    if field.log:
        sizes = [size for size in ROUND_SIZES if lowest <= size <= highest]
        if len(sizes) > 6:
            sizes = [size for size in sizes if str(size)[0] == "1"]
    else:
        step = next(size for size in ROUND_SIZES if (highest - lowest) / size <= 6)
        sizes = [n * step for n in range(math.ceil(lowest / step), int(highest / step) + 1)]
    made.layout["xaxis"] = {
        "type": "log" if field.log else "linear",
        "range": [field.left, field.right],
        "tickvals": sizes,
        "ticktext": [tables.count(size) for size in sizes],
        "showgrid": False,
        "ticklabeloverflow": "allow",
        **({"minorloglabels": "none"} if field.log else {}),
    }
    step = next((step for step in STEPS if (field.high - field.low) / step <= 8), 0.5)
    marks = [round(n * step, 3) for n in range(math.ceil(field.low / step), int(field.high / step) + 1)]
    made.layout["yaxis"] = {
        "range": [field.low, field.high],
        "tickvals": marks,
        "ticktext": [tables.points(mark).split(" ")[0] for mark in marks],
        "ticklabeloverflow": "allow",
    }
    made.shape(
        type="line", xref="paper", x0=0, x1=1, y0=0, y1=0, line={"color": t.reference, "width": 1.5}, layer="below"
    )
    font = {"size": SMALL, "color": t.ink}
    made.write(xref="paper", x=1, y=0, xanchor="left", yanchor="middle", xshift=4, text="parity", font=font)
    made.write(
        xref="paper", yref="paper", x=1, y=0, xanchor="right", yanchor="top", yshift=-22, font=font,
        text=f"{plain(engaged)} counted",
    )  # fmt: skip
    made.write(
        xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom", xshift=2 - LEFT, yshift=OVER - 22,
        text=f"gap to {plain(reference)}, percentage points", font=font,
    )  # fmt: skip


def _explained(made: Sheet, inner: str, outer: str, t: Tokens) -> None:
    said = f"{inner}: where chance alone leaves 95 % of bodies of that size; {outer}: 99.8 %"
    said = said.replace(" %", f"{tables.NBSP}%")
    made.write(
        xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="top", align="left", xshift=2 - LEFT,
        yshift=OVER - 22, text="<br>".join(wrapped(said, NARROW)), font={"size": SMALL, "color": t.softer},
    )  # fmt: skip


def _sleeves(made: Sheet, bodies: pandas.DataFrame, t: Tokens) -> None:
    """Each body's own limits: a soft sleeve for 95 %, thin whiskers out to 99.8 %."""
    bases = bodies["base"].tolist()
    ends = {name: bodies[name].tolist() for name in LIMITS}
    for name, low, high, line in (
        ("99.8 % limits", "limit_998_low", "limit_998_high", {"color": t.softer, "width": 1}),
        ("95 % limits", "limit_95_low", "limit_95_high", {"color": t.band, "width": 9 if len(bases) <= 16 else 5}),
    ):
        made.traces.append(
            trace(
                "scatter",
                name=name,
                mode="lines",
                x=[x for base in bases for x in (base, base, None)],
                y=[y for pair in zip(ends[low], ends[high], strict=True) for y in (*pair, None)],
                line=line,
                hoverinfo="skip",
            )
        )


def _curve(made: Sheet, curve: pandas.DataFrame, t: Tokens) -> None:
    curve = curve.sort_values("base")
    for column, dash in zip(LIMITS, ("solid", "solid", "dash", "dash"), strict=True):
        made.traces.append(
            trace(
                "scatter",
                name=column,
                mode="lines",
                x=list(curve["base"]),
                y=list(curve[column]),
                line={"color": t.softer, "width": 1.5, "dash": dash},
                hoverinfo="skip",
            )
        )


def _bodies(made: Sheet, bodies: pandas.DataFrame, t: Tokens) -> None:
    sides = outside(bodies)
    looks = {
        "": ("circle", t.engaged, 9),
        "below": ("triangle-down", t.below, 13),
        "above": ("triangle-up", t.above, 13),
    }
    made.traces.append(
        trace(
            "scatter",
            name="bodies",
            mode="markers",
            x=list(bodies["base"]),
            y=list(bodies["gap"]),
            marker={
                "opacity": 1,
                "symbol": [looks[side][0] for side in sides],
                "color": [looks[side][1] for side in sides],
                "size": [looks[side][2] for side in sides],
                "line": {"color": t.page, "width": 1},
            },
            customdata=[
                f"<b>{plain(label)}</b><br>{tables.count(base)} counted, {tables.points(gap)}"
                for label, base, gap in tuples_of(bodies, ["label", "base", "gap"])
            ],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )


def _names(made: Sheet, bodies: pandas.DataFrame, field: _Field, t: Tokens) -> None:
    far = _farthest(bodies)
    marks = bodies["base"].to_numpy(float), bodies["gap"].to_numpy(float)
    taken: list[tuple[float, list[tuple[float, float, float, float]]]] = [
        (width, []) for width in (NARROW, 2.5 * NARROW)
    ]
    for row in rows_of(far.head(MOST_NAMED)):
        place = _free(row, marks, taken, field)
        if place is None:
            continue
        x_anchor, y_anchor, x_shift, y_shift = place
        made.write(
            x=field.across(row["base"]),
            y=row["gap"],
            text="<br>".join(plain(line) for line in wrapped(row["label"], NAME)),
            xanchor=x_anchor,
            yanchor=y_anchor,
            xshift=x_shift,
            yshift=y_shift,
            font={"size": SMALL, "color": t.ink},
            bgcolor=_veil(t),
            borderpad=0,
        )


def _free(row: dict, marks: tuple[np.ndarray, np.ndarray], taken, field: _Field) -> tuple[str, str, int, int] | None:
    """The first side of the mark where its name touches no mark, no name and no edge, on a phone or a wide screen."""
    lines = wrapped(row["label"], NAME)
    long, tall = max(map(wide, lines)) + 4, 18 * len(lines)
    across, gap = field.across(row["base"]), row["gap"]
    bases, gaps = (each[(marks[0] != row["base"]) | (marks[1] != gap)] for each in marks)
    dots = {width: field.at(np.log10(bases) if field.log else bases, gaps, width) for width, _ in taken}
    for x_anchor, y_anchor, x_shift, y_shift in (
        ("left", "middle", 9, 0),
        ("right", "middle", -9, 0),
        ("center", "top", 0, -8),
        ("center", "bottom", 0, 8),
        ("left", "top", 4, -7),
        ("right", "top", -4, -7),
        ("left", "bottom", 4, 7),
        ("right", "bottom", -4, 7),
    ):
        boxes = []
        for width, names in taken:
            x, y = field.at(across, gap, width)
            left = x + x_shift - {"left": 0, "center": long / 2, "right": long}[x_anchor]
            top = y - y_shift - {"top": 0, "middle": tall / 2, "bottom": tall}[y_anchor]
            box = (left, left + long, top, top + tall)
            fits = left > -4 and box[1] < width - LEFT - 2 and top > 0 and box[3] < HEIGHT - OVER - UNDER
            a, b = dots[width]
            touched = (box[0] - 5 < a) & (a < box[1] + 5) & (box[2] - 4 < b) & (b < box[3] + 4)
            apart = all(box[1] < a or b < box[0] or box[3] < c or d < box[2] for a, b, c, d in names)
            if not fits or touched.any() or not apart:
                break
            boxes.append(box)
        if len(boxes) == len(taken):
            for (_, names), box in zip(taken, boxes, strict=True):
                names.append(box)
            return x_anchor, y_anchor, x_shift, y_shift
    return None


def _veil(t: Tokens) -> str:
    """The page's colour, nearly solid: words stay readable over a line."""
    red, green, blue = (int(t.page[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.75)"
