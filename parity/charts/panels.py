"""Shares over the years, one small panel a group, each with its own scale from 0."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import NARROW, SMALL, TEXT, Sheet, Tokens, nothing, plain, sheet, tokens, trace, wide, wrapped
from parity.charts.rows import axis_top
from parity.remembered import kept
from parity.rows import rows_of

HEAD, BODY, GAP, UNDER, LEFT, RIGHT = 42, 96, 12, 34, 48, 18  # pixels


class Panel(NamedTuple):
    """One group's panel: its records in order of time, and the end of its scale."""

    label: str
    records: list[dict]
    top: float


def estimates(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """One row per group and time: label, year, share, lower, upper, kind; where present base, break_before, mark.

    kind is "estimate" (a band with a dotted line, `[e]`) or "census" (a diamond). `year` may be a number or a date.
    Lines join only neighbouring estimates: they stop at a year without a figure and at a row whose `break_before`
    holds the reason for a break in the series ("new boundaries"), which is written there.
    """
    t = tokens(dark)
    panels = in_panels(frame)
    if not panels:
        return nothing("No yearly estimates for this place.", dark)
    said = "Dotted in a band: yearly estimates [e] with their likely range."
    if any(record["kind"] == "census" for panel in panels for record in panel.records):
        said += " Diamonds: censuses."
    made, years = paper(panels, said, t, dark)
    for number, panel in enumerate(panels, start=1):
        known = [record for record in panel.records if not tables.missing(record["share"])]
        yearly = [record for record in panel.records if record["kind"] == "estimate"]
        for run in runs(yearly):
            _band(made, run, number, t)
        _dots(made, [record for record in known if record["kind"] == "estimate"], number, "estimate", t)
        _dots(made, [record for record in known if record["kind"] == "census"], number, "census", t)
        draw_breaks(made, panel, number, years, t)
    return made.figure()


@kept
def describe_estimates(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: each group's first and latest estimate, with its range."""
    said = []
    for panel in in_panels(frame):
        known = [r for r in panel.records if not tables.missing(r["share"]) and r["kind"] == "estimate"]
        if known:
            said.append(f"{panel.label} {when(known[0])} {written(known[0])}, {when(known[-1])} {written(known[-1])}")
    if not said:
        return "No picture: there are no yearly estimates for this place."
    return f"Share of residents by group, yearly estimates with their likely range: {'; '.join(said)}."


def in_panels(frame: pandas.DataFrame) -> list[Panel]:
    """The frame's groups in its order, each with its records in order of time; groups without a figure are left out."""
    if frame.empty:
        return []
    panels = []
    for label, rows in frame.groupby("label", sort=False):
        records = sorted(rows_of(rows), key=lambda record: as_year(record["year"]))
        values = [record.get(key) for record in records for key in ("share", "upper", "reference", "target")]
        if all(tables.missing(record["share"]) for record in records):
            continue
        panels.append(Panel(str(label), records, axis_top(values)))
    return panels


def paper(
    panels: list[Panel], said: str, t: Tokens, dark: bool, also: Sequence[float] = ()
) -> tuple[Sheet, tuple[float, float]]:
    """The empty panels with their scales and words under one line that explains them; their first and last year.

    `also` are years that must lie on the scale besides those of the records.
    """
    lines = wrapped(said, NARROW)
    over = 18 * len(lines) + 14
    figures = [f"{when(record)}: {written(record)}" for record in map(_latest, panels)]
    beside = all(
        wide(panel.label, TEXT, bold=True) + wide(said) + 16 <= NARROW
        for panel, said in zip(panels, figures, strict=True)
    )
    head = HEAD if beside else HEAD + 18
    field = over + len(panels) * (head + BODY + GAP) - GAP
    made = sheet(dark, field + UNDER, margin={"l": LEFT, "r": RIGHT, "t": 0, "b": UNDER})
    times = [as_year(record["year"]) for panel in panels for record in panel.records] + list(also)
    first, last = min(times), max(times)
    room = max(last - first, 1) * 0.03
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50) if (last - first) / step <= 6)
    ticks = list(range(math.ceil(first), math.floor(last) + 1, step))
    corner = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "top"}
    left, right = corner | {"x": 0, "xanchor": "left", "xshift": 2 - LEFT}, corner | {"x": 1, "xanchor": "right"}
    made.write(**left, align="left", text="<br>".join(map(plain, lines)), font={"size": SMALL, "color": t.softer})
    for number, panel in enumerate(panels, start=1):
        suffix = "" if number == 1 else str(number)
        start = over + (number - 1) * (head + BODY + GAP)
        made.layout[f"xaxis{suffix}"] = {
            "anchor": f"y{suffix}",
            "range": [first - room, last + room],
            "tickvals": ticks,
            "ticktext": [str(tick) for tick in ticks],
            "showticklabels": number == len(panels),
            "showgrid": False,
            "showline": True,
            "linecolor": t.grid,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": "rgba(0,0,0,0)",
            "ticklabeloverflow": "allow",
        }
        marks = (0, panel.top / 2, panel.top)
        base = None if all(round(mark * 100, 6) % 1 == 0 for mark in marks) else tables.PRECISE_BASE + 1
        made.layout[f"yaxis{suffix}"] = {
            "anchor": f"x{suffix}",
            "domain": [1 - (start + head + BODY) / field, 1 - (start + head) / field],
            "range": [0, panel.top],
            "tickvals": marks,
            "ticktext": [tables.percent(mark, base) for mark in marks],
        }
        font = {"size": SMALL, "color": t.ink}
        made.write(**left, yshift=-start, text=f"<b>{plain(panel.label)}</b>", font={"size": TEXT, "color": t.ink})
        if beside:
            made.write(**right, xshift=RIGHT - 2, yshift=-start - 1, text=plain(figures[number - 1]), font=font)
        else:
            made.write(**left, yshift=-start - 20, text=plain(figures[number - 1]), font=font)
    return made, (first, last)


def _latest(panel: Panel) -> dict:
    return next(record for record in reversed(panel.records) if not tables.missing(record["share"]))


def runs(records: list[dict]) -> Iterator[list[dict]]:
    """The records in runs that may be joined: cut where a figure is missing and where the series breaks."""
    run: list[dict] = []
    for record in records:
        broken = tables.words(record.get("break_before"))
        if run and (broken or tables.missing(record["share"])):
            yield run
            run = []
        if not tables.missing(record["share"]):
            run.append(record)
    if run:
        yield run


def _band(made: Sheet, run: list[dict], number: int, t: Tokens) -> None:
    ranged = [record for record in run if not tables.missing(record["lower"])]
    times = [as_year(record["year"]) for record in ranged]
    made.traces.append(
        trace(
            "scatter",
            name="likely range",
            mode="lines",
            x=times + times[::-1],
            y=[record["upper"] for record in ranged] + [record["lower"] for record in reversed(ranged)],
            fill="toself",
            fillcolor=t.band,
            line={"width": 0},
            hoverinfo="skip",
            **axes(number),
        )
    )
    made.traces.append(
        trace(
            "scatter",
            name="joined",
            mode="lines",
            x=[as_year(record["year"]) for record in run],
            y=[record["share"] for record in run],
            line={"color": t.reference, "width": 2, "dash": "dot"},
            hoverinfo="skip",
            **axes(number),
        )
    )


def _dots(made: Sheet, records: list[dict], number: int, kind: str, t: Tokens) -> None:
    census = kind == "census"
    made.traces.append(
        trace(
            "scatter",
            name=kind,
            mode="markers",
            x=[as_year(record["year"]) for record in records],
            y=[record["share"] for record in records],
            marker={
                "symbol": "diamond" if census else "circle",
                "opacity": 1,
                "size": 13 if census else 5,
                "color": t.page if census else t.reference,
                "line": {"color": t.reference, "width": 2 if census else 0},
            },
            customdata=[f"{when(record)}: {written(record)}" for record in records],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
            **axes(number),
        )
    )


def draw_breaks(made: Sheet, panel: Panel, number: int, years: tuple[float, float], t: Tokens) -> None:
    """A dashed line half-way to each record that begins a new series, with the reason beside it."""
    previous: float | None = None
    for record in panel.records:
        now = as_year(record["year"])
        reason = tables.words(record.get("break_before"))
        if previous is not None and reason:
            at = (previous + now) / 2
            late = at > sum(years) / 2
            here = {"xref": axes(number)["xaxis"], "yref": axes(number)["yaxis"]}
            made.shape(
                type="line",
                x0=at,
                x1=at,
                y0=0,
                y1=panel.top,
                line={"color": t.softer, "width": 1, "dash": "dash"},
                **here,
            )
            made.write(
                x=at, y=panel.top, text="<br>".join(plain(line) for line in wrapped(reason, NARROW / 2)),
                xanchor="right" if late else "left", yanchor="top", align="left", xshift=-4 if late else 4,
                font={"size": SMALL, "color": t.ink}, **here,
            )  # fmt: skip
        previous = now


def axes(number: int) -> dict[str, str]:
    """Which scales panel `number` is drawn on."""
    return {"xaxis": f"x{'' if number == 1 else number}", "yaxis": f"y{'' if number == 1 else number}"}


def as_year(when: float | date) -> float:
    """A year as a number; a day as its year and the part of the year gone."""
    if isinstance(when, date):
        start = date(when.year, 1, 1)
        day = when.date() if hasattr(when, "date") else when
        return when.year + (day - start).days / 366
    return float(when)


def when(record: dict) -> str:
    """The year or the day of a record, in words."""
    year = record["year"]
    return tables.date_long(year) if isinstance(year, date) else f"{float(year):g}"


def written(record: dict) -> str:
    """The share of a record with its likely range, in words."""
    mark = "[e]" if record.get("kind") == "estimate" else ""
    said = tables.percent_said(record["share"], record.get("base"), mark)
    if not tables.missing(record.get("lower")):
        said += f" ({tables.percent_range(record['lower'], record['upper'], record.get('base'))})"
    return said
