"""How many times as likely: ratios on a scale of doublings, one row each, with 1 as the line."""

import math

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts import rows as r
from parity.charts.dumbbell import SMALL_BASE, verdict_colour, verdict_words
from parity.charts.look import Sheet, Tokens, nothing, plain, tokens, trace
from parity.remembered import kept
from parity.rows import rows_of

ENDS = (0.25, 4.0)  # the scale; a range that goes on past an end is drawn to it, and its figures are in words
TICKS = (0.25, 0.5, 1.0, 2.0, 4.0)
WIDE = (1 / 16, 16.0)


def ratios(
    frame: pandas.DataFrame, *, left: str = "the group likelier", right: str = "the others likelier", dark: bool = False
) -> go.Figure:
    """One row per comparison: label, ratio, ratio_lower, ratio_upper, base (people of the smaller side), verdict, mark, note.

    A ratio over 1 lies to the right: `right` and `left` say what that means. A row without a ratio is a hatched cell;
    one with a ratio and no limits is a dot alone.
    """
    t = tokens(dark)
    if frame.empty or frame["ratio"].isna().all():
        return nothing("Nobody was told at both stages, so there is nothing to compare.", dark)
    records = rows_of(frame)
    ends = _ends(frame)
    words = [_words(record, t) for record in records]
    placed, height = r.laid_out(words)
    height += 22
    ticks = [
        (_at(tick, ends), f"{tick:g}" if tick >= 1 else f"1/{1 / tick:g}")
        for tick in (*TICKS, 8, 16, 1 / 8, 1 / 16)
        if ends[0] <= tick <= ends[1]
    ]
    made = r.base_figure(placed, height, 1.0, t, dark, sorted(ticks))
    _draw(made, records, placed, ends, t)
    one = _at(1, ends)
    made.shape(
        type="line", x0=one, x1=one, y0=0, y1=height - 22, line={"color": t.reference, "width": 1.5}, layer="below"
    )
    for x, anchor, words_, shift in ((one, "right", f"◀ {left}", -8), (one, "left", f"{right} ▶", 8)):
        made.write(
            x=x, y=height - 20, xanchor=anchor, yanchor="top", xshift=shift, text=plain(words_),
            font={"size": 14, "color": t.ink},
        )  # fmt: skip
    return made.figure()


@kept
def describe_ratios(frame: pandas.DataFrame, what: str) -> str:
    """The picture in one sentence; `what` says what is compared with what."""
    if frame.empty:
        return "No picture: there is nothing to compare."
    said = [
        f"{record['label']} {_figures(record)}" + (f", {_verdict(record)}" if _verdict(record) else "")
        for record in rows_of(frame)
    ]
    return f"{what}: {'; '.join(said)}."


def _verdict(record: dict) -> str:
    return verdict_words(record["verdict"]) if tables.words(record["verdict"]) else ""


def _figures(record: dict) -> str:
    ratio = record["ratio"]
    if tables.missing(ratio):
        return tables.words(record.get("mark")) or "[x]"
    if math.isinf(ratio):
        return "none of the group got through"
    if tables.missing(record["ratio_lower"]):
        return f"{ratio:.2f} times"
    return f"{ratio:.2f} times ({record['ratio_lower']:.2f} to {record['ratio_upper']:.2f})"


def _words(record: dict, t: Tokens) -> r.Words:
    verdict = _verdict(record)
    # Over 1 the group is the less likely: its verdict is below.
    colour = verdict_colour({"less likely": "below", "likelier": "above"}.get(verdict, ""), t)
    if tables.missing(record["ratio"]):
        verdict = tables.MARKS.get(_figures(record), verdict)
    return r.Words(str(record["label"]), _figures(record), verdict, colour, tables.words(record.get("note")))


def _ends(frame: pandas.DataFrame) -> tuple[float, float]:
    known = frame["ratio"].dropna()
    known = known[known.gt(0) & known.lt(float("inf"))]
    return WIDE if known.gt(ENDS[1]).any() or known.lt(ENDS[0]).any() else ENDS


def _at(ratio: float, ends: tuple[float, float]) -> float:
    """Where a ratio lies between the ends of the scale, 0 to 1; past an end, at it.

    >>> _at(1, (0.25, 4)), _at(2, (0.25, 4)), _at(100, (0.25, 4)), _at(0, (0.25, 4))
    (0.5, 0.75, 1.0, 0.0)
    """
    if ratio <= 0:
        return 0.0
    low, high = math.log2(ends[0]), math.log2(ends[1])
    return min(1.0, max(0.0, (math.log2(min(ratio, 1e9)) - low) / (high - low)))


def _draw(made: Sheet, records: list[dict], placed: list[r.Row], ends: tuple[float, float], t: Tokens) -> None:
    pairs = list(zip(records, placed, strict=True))
    if silent := [row for record, row in pairs if tables.missing(record["ratio"])]:
        made.traces.append(r.hatched_cells(silent, 1.0, t))
    ranged = [(record, row) for record, row in pairs if not tables.missing(record["ratio_lower"])]
    spans = [(_at(record["ratio_lower"], ends), _at(record["ratio_upper"], ends), row.marks) for record, row in ranged]
    made.traces.append(
        trace("scatter",
            name="likely range", mode="lines", line={"color": t.band, "width": 12}, hoverinfo="skip",
            x=[x for low, high, _ in spans for x in (low, high, None)],
            y=[y for *_, marks in spans for y in (marks, marks, None)],
        )
    )  # fmt: skip
    # An end outside the scale has no tick: the range goes on.
    inside = [(x, marks) for low, high, marks in spans for x in (low, high) if 0 < x < 1]
    made.traces.append(
        trace("scatter",
            name="ends of the likely range", mode="markers", hoverinfo="skip",
            x=[x for x, _ in inside], y=[y for _, y in inside],
            marker={"symbol": "line-ns", "size": 8, "line": {"color": t.softer, "width": 2}},
        )
    )  # fmt: skip
    shown = [(record, row) for record, row in pairs if not tables.missing(record["ratio"])]
    made.traces.append(
        trace(
            "scatter",
            name="ratio",
            mode="markers",
            x=[_at(record["ratio"], ends) for record, _ in shown],
            y=[row.marks for _, row in shown],
            marker={
                "symbol": "circle",
                "size": 14,
                "color": [t.band if _few(record) else t.engaged for record, _ in shown],
                "line": {"color": t.engaged, "width": 2},
            },
            customdata=[f"<b>{plain(record['label'])}</b><br>{_figures(record)}" for record, _ in shown],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )


def _few(record: dict) -> bool:
    return not tables.missing(record.get("base")) and record["base"] < SMALL_BASE
