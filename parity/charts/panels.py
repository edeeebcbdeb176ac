"""Shares over the years, one small panel a group, each with its own scale from 0."""

import math
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import NARROW, SMALL, TEXT, Sheet, Tokens, nothing, plain, sheet, tokens, wrapped
from parity.charts.rows import axis_top

HEAD, BODY, GAP, UNDER, LEFT, RIGHT = 34, 96, 16, 34, 48, 18  # pixels


class Panel(NamedTuple):
    """One group's panel: its records in order of time, the end of its scale, and where it lies, pixels from the top."""

    label: str
    records: list[dict]
    top: float
    start: int


def estimates(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """One row per group and time: label, year, share, lower, upper, kind; where present base, break_before, mark.

    kind is "estimate" (a band with a dotted line, `[e]`) or "census" (a diamond). `year` may be a number or a date.
    Lines join only neighbouring estimates: they stop at a year without a figure and at a row whose `break_before`
    holds the reason for a break in the series ("new boundaries"), which is written there.
    """
    t = tokens(dark)
    panels = _panels(frame)
    if not panels:
        return nothing("No yearly estimates for this place.", dark)
    said = "Dotted in a band: yearly estimates [e] with their likely range."
    if any(record["kind"] == "census" for panel in panels for record in panel.records):
        said += " Diamonds: censuses."
    made, years = _paper(panels, said, t, dark)
    for number, panel in enumerate(panels, start=1):
        known = [record for record in panel.records if not tables.missing(record["share"])]
        yearly = [record for record in panel.records if record["kind"] == "estimate"]
        for run in _runs(yearly):
            _band(made, run, number, t)
        _dots(made, [record for record in known if record["kind"] == "estimate"], number, "estimate", t)
        _dots(made, [record for record in known if record["kind"] == "census"], number, "census", t)
        _breaks(made, panel, number, years, t)
    return made.figure()


def describe_estimates(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: each group's first and latest estimate, with its range."""
    said = []
    for panel in _panels(frame):
        known = [r for r in panel.records if not tables.missing(r["share"]) and r["kind"] == "estimate"]
        if known:
            said.append(f"{panel.label} {_when(known[0])} {_figure(known[0])}, {_when(known[-1])} {_figure(known[-1])}")
    if not said:
        return "No picture: there are no yearly estimates for this place."
    return f"Share of residents by group, yearly estimates with their likely range: {'; '.join(said)}."


def _panels(frame: pandas.DataFrame) -> list[Panel]:
    panels, start = [], 0
    if frame.empty:
        return panels
    for label, rows in frame.groupby("label", sort=False):
        records = sorted(rows.to_dict("records"), key=lambda record: _year(record["year"]))
        values = [record.get(key) for record in records for key in ("share", "upper")]
        if all(tables.missing(record["share"]) for record in records):
            continue
        panels.append(Panel(str(label), records, axis_top(values), start))
        start += HEAD + BODY + GAP
    return panels


def _paper(panels: list[Panel], said: str, t: Tokens, dark: bool) -> tuple[Sheet, tuple[float, float]]:
    """The empty panels with their scales and words under one line that explains them; their first and last year."""
    lines = wrapped(said, NARROW)
    over = 18 * len(lines) + 14
    field = over + len(panels) * (HEAD + BODY + GAP) - GAP
    made = sheet(dark, field + UNDER, margin={"l": LEFT, "r": RIGHT, "t": 0, "b": UNDER})
    times = [_year(record["year"]) for panel in panels for record in panel.records]
    first, last = min(times), max(times)
    room = max(last - first, 1) * 0.03
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50) if (last - first) / step <= 6)
    ticks = list(range(math.ceil(first), math.floor(last) + 1, step))
    corner = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "top"}
    left, right = corner | {"x": 0, "xanchor": "left", "xshift": 2 - LEFT}, corner | {"x": 1, "xanchor": "right"}
    made.write(**left, align="left", text="<br>".join(map(plain, lines)), font={"size": SMALL, "color": t.softer})
    for number, panel in enumerate(panels, start=1):
        suffix = "" if number == 1 else str(number)
        start = over + panel.start
        made.layout[f"xaxis{suffix}"] = {
            "anchor": f"y{suffix}",
            "range": [first - room, last + room],
            "tickvals": ticks,
            "ticktext": [str(tick) for tick in ticks],
            "showticklabels": number == len(panels),
            "showgrid": False,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": "rgba(0,0,0,0)",
            "ticklabeloverflow": "allow",
        }
        marks = (0, panel.top / 2, panel.top)
        base = None if all(round(mark * 100, 6) % 1 == 0 for mark in marks) else tables.PRECISE_BASE + 1
        made.layout[f"yaxis{suffix}"] = {
            "anchor": f"x{suffix}",
            "domain": [1 - (start + HEAD + BODY) / field, 1 - (start + HEAD) / field],
            "range": [0, panel.top],
            "tickvals": marks,
            "ticktext": [tables.percent(mark, base) for mark in marks],
        }
        latest = next(r for r in reversed(panel.records) if not tables.missing(r["share"]))
        written = f"{_when(latest)}: {_figure(latest)}"
        made.write(**left, yshift=-start, text=f"<b>{plain(panel.label)}</b>", font={"size": TEXT, "color": t.ink})
        made.write(
            **right, xshift=RIGHT - 2, yshift=-start - 1, text=plain(written), font={"size": SMALL, "color": t.ink}
        )
    return made, (first, last)


def _runs(records: list[dict]) -> Iterator[list[dict]]:
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
    times = [_year(record["year"]) for record in ranged]
    made.traces.append(
        go.Scatter(
            name="likely range",
            mode="lines",
            x=times + times[::-1],
            y=[record["upper"] for record in ranged] + [record["lower"] for record in reversed(ranged)],
            fill="toself",
            fillcolor=t.band,
            line={"width": 0},
            hoverinfo="skip",
            **_axes(number),
        )
    )
    made.traces.append(
        go.Scatter(
            name="joined",
            mode="lines",
            x=[_year(record["year"]) for record in run],
            y=[record["share"] for record in run],
            line={"color": t.reference, "width": 2, "dash": "dot"},
            hoverinfo="skip",
            **_axes(number),
        )
    )


def _dots(made: Sheet, records: list[dict], number: int, kind: str, t: Tokens) -> None:
    census = kind == "census"
    made.traces.append(
        go.Scatter(
            name=kind,
            mode="markers",
            x=[_year(record["year"]) for record in records],
            y=[record["share"] for record in records],
            marker={
                "symbol": "diamond" if census else "circle",
                "opacity": 1,
                "size": 13 if census else 5,
                "color": t.page if census else t.reference,
                "line": {"color": t.reference, "width": 2 if census else 0},
            },
            customdata=[f"{_when(record)}: {_figure(record)}" for record in records],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
            **_axes(number),
        )
    )


def _breaks(made: Sheet, panel: Panel, number: int, years: tuple[float, float], t: Tokens) -> None:
    previous: float | None = None
    for record in panel.records:
        now = _year(record["year"])
        reason = tables.words(record.get("break_before"))
        if previous is not None and reason:
            at = (previous + now) / 2
            late = at > sum(years) / 2
            axes = {"xref": _axes(number)["xaxis"], "yref": _axes(number)["yaxis"]}
            made.shape(
                type="line",
                x0=at,
                x1=at,
                y0=0,
                y1=panel.top,
                line={"color": t.softer, "width": 1, "dash": "dash"},
                **axes,
            )
            made.write(
                x=at, y=panel.top, text="<br>".join(plain(line) for line in wrapped(reason, NARROW / 2)),
                xanchor="right" if late else "left", yanchor="top", align="left", xshift=-4 if late else 4,
                font={"size": SMALL, "color": t.ink}, **axes,
            )  # fmt: skip
        previous = now


def _axes(number: int) -> dict[str, str]:
    return {"xaxis": f"x{'' if number == 1 else number}", "yaxis": f"y{'' if number == 1 else number}"}


def _year(when: float | date) -> float:
    """A year as a number; a day as its year and the part of the year gone."""
    if isinstance(when, date):
        start = date(when.year, 1, 1)
        day = when.date() if hasattr(when, "date") else when
        return when.year + (day - start).days / 366
    return float(when)


def _when(record: dict) -> str:
    when = record["year"]
    return tables.date_long(when) if isinstance(when, date) else f"{float(when):g}"


def _figure(record: dict) -> str:
    mark = "[e]" if record["kind"] == "estimate" else ""
    said = tables.percent_said(record["share"], record.get("base"), mark)
    if not tables.missing(record.get("lower")):
        said += f" ({tables.percent_range(record['lower'], record['upper'], record.get('base'))})"
    return said
