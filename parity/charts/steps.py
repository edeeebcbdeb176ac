"""The ladder of engagement: one step a row, from living in a place to chairing its board, and where the share falls."""

import math

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts import rows as r
from parity.charts.dumbbell import SMALL_BASE, verdict_colour
from parity.charts.look import SMALL, Sheet, Tokens, nothing, plain, tokens, trace
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats.verdicts import Verdict

FALL = "the largest fall of this line"
UNDER = 24  # pixels for the words under the line of parity


def ladder(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """The rows of `ladder.by_group` for one ethnic group: one row per step, lowest first.

    Each step is drawn at its gap from the residents that it is held against, so that steps told by different bodies can
    stand under one another: the upright line is parity. A line leads from each step with a figure to the next, and the
    largest fall is written on the step where it ends. A step that nobody told is a hatched cell.
    """
    t = tokens(dark)
    if frame.empty or not (frame["share"].notna() & frame["step"].ne("residents")).any():
        return nothing("No return tells this group at any step.", dark)
    records = rows_of(frame)
    scale = _Scale(records)
    placed, height = r.laid_out([_words(record, t) for record in records])
    made = r.base_figure(placed, height + UNDER, 1.0, t, dark, scale.ticks())
    parity = scale.at(0)
    made.shape(
        type="line", x0=parity, x1=parity, y0=0, y1=height, line={"color": t.reference, "width": 1.5}, layer="below"
    )
    made.write(
        x=parity, y=height, yanchor="top", xanchor="center", text="residents", font={"size": SMALL, "color": t.ink}
    )
    _draw(made, records, placed, scale, t)
    return made.figure()


@kept
def describe_ladder(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: the share at each step against its residents, and where it falls furthest."""
    told = frame[frame["share"].notna()]
    if told["step"].ne("residents").sum() == 0:
        return "No picture: no return tells this group at any step."
    said = [
        f"{row['step_label']} {tables.percent_said(row['share'], row['base'])} against "
        f"{tables.percent_said(row['reference'], row['residents'])} of residents"
        + (f" ({FALL})" if row["largest_fall"] else "")
        for row in rows_of(told[told["step"] != "residents"])
    ]
    silent = frame.loc[frame["share"].isna(), "step_label"]
    end = f" No figure: {', '.join(silent)}." if len(silent) else ""
    return f"{told['label'].iloc[0]}, step by step: {'; '.join(said)}.{end}"


class _Scale:
    """Gaps on a scale whose ends are round numbers of points and which always holds parity."""

    def __init__(self, records: list[dict]) -> None:
        known = [
            float(record[name])
            for record in records
            for name in ("gap", "gap_lower", "gap_upper")
            if not tables.missing(record[name])
        ]
        low, high = min(0.0, *known), max(0.0, *known)
        self.step = next(step for step in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if (high - low) / step <= 6)
        self.low = math.floor(low / self.step - 0.01) * self.step
        self.high = math.ceil(high / self.step + 0.01) * self.step

    def at(self, gap: float) -> float:
        return (gap - self.low) / (self.high - self.low)

    def ticks(self) -> list[tuple[float, str]]:
        number = round((self.high - self.low) / self.step)
        gaps = [self.low + n * self.step for n in range(number + 1)]
        return [(self.at(gap), tables.points(gap if abs(gap) > 1e-9 else 0.0).split(" ")[0]) for gap in gaps]


def _words(record: dict, t: Tokens) -> r.Words:
    label = record["step_label"]
    if tables.missing(record["share"]):
        mark = tables.words(record["mark"]) or "[x]"
        return r.Words(label, mark, tables.MARKS.get(mark, ""), t.softer)
    share = tables.percent_said(record["share"], record["base"])
    if record["step"] == "residents":
        return r.Words(label, f"{share} of residents", "where the line starts", t.softer)
    figures = (
        f"{tables.count(round(record['count']))} of {tables.count(round(record['base']))} – {share} against "
        f"{tables.percent_said(record['reference'], record['residents'])}"
    )
    verdict = Verdict(record["verdict"]).label if tables.words(record["verdict"]) else ""
    shape = {"below": "▼ ", "above": "▲ "}.get(verdict.split(" ")[0], "")
    note = f"{tables.points(record['change'])} from the step before: {FALL}" if record["largest_fall"] else ""
    return r.Words(label, figures, shape + verdict, verdict_colour(verdict, t), note)


def _draw(made: Sheet, records: list[dict], placed: list[r.Row], scale: _Scale, t: Tokens) -> None:
    pairs = list(zip(records, placed, strict=True))
    told = [(record, row) for record, row in pairs if not tables.missing(record["share"])]
    if silent := [row for record, row in pairs if tables.missing(record["share"])]:
        made.traces.append(r.hatched_cells(silent, 1.0, t))
    ranged = [(record, row) for record, row in told if record["step"] != "residents"]
    made.traces.append(
        trace("scatter",
            name="likely range", mode="lines", line={"color": t.band, "width": 12}, hoverinfo="skip",
            x=[x for record, _ in ranged for x in (scale.at(record["gap_lower"]), scale.at(record["gap_upper"]), None)],
            y=[y for _, row in ranged for y in (row.marks, row.marks, None)],
        )
    )  # fmt: skip
    made.traces.append(
        trace("scatter",
            name="ends of the likely range", mode="markers", hoverinfo="skip",
            x=[scale.at(record[end]) for record, _ in ranged for end in ("gap_lower", "gap_upper")],
            y=[y for _, row in ranged for y in (row.marks, row.marks)],
            marker={"symbol": "line-ns", "size": 8, "line": {"color": t.softer, "width": 2}},
        )
    )  # fmt: skip
    made.traces.append(
        trace("scatter",
            name="from step to step", mode="lines", line={"color": t.engaged, "width": 1.5}, hoverinfo="skip",
            x=[scale.at(record["gap"]) for record, _ in told], y=[row.marks for _, row in told],
        )
    )  # fmt: skip
    start = [record["step"] == "residents" for record, _ in told]
    made.traces.append(
        trace(
            "scatter",
            name="steps",
            mode="markers",
            x=[scale.at(record["gap"]) for record, _ in told],
            y=[row.marks for _, row in told],
            marker={
                "symbol": ["diamond" if each else "circle" for each in start],
                "size": 14,
                "color": [_fill(record, t) for record, _ in told],
                "line": {"color": [t.reference if each else t.engaged for each in start], "width": 2},
                "opacity": 1,
            },
            customdata=[
                f"<b>{plain(record['step_label'])}</b><br>{tables.points(record['gap'])}" for record, _ in told
            ],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )


def _fill(record: dict, t: Tokens) -> str:
    if record["step"] == "residents":
        return t.page
    return t.band if record["base"] < SMALL_BASE else t.engaged
