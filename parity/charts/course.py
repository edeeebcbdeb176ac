"""Is it moving? A share at each observation, its reference, and the course set by a target."""

from collections.abc import Sequence

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import SMALL, Sheet, Tokens, nothing, plain, tokens, trace
from parity.charts.panels import Panel, as_year, axes, draw_breaks, in_panels, paper, runs, when, written
from parity.remembered import kept
from parity.rows import rows_of


def trend(
    frame: pandas.DataFrame,
    *,
    targets: pandas.DataFrame | None = None,
    events: pandas.DataFrame | None = None,
    engaged: str = "members",
    reference: str = "residents",
    dark: bool = False,
) -> go.Figure:
    """One row per series and observation: label, year, share, lower, upper, reference, and base, break_before if any.

    One panel a series: a dot with its likely range at each observation, nothing smoothed and nothing joined, and the
    reference as a line, cut at a break in the series (`break_before` holds the reason, which is written there).
    `year` may be a number or a date. `targets` has one row per corner of a target's course: label, year, share;
    the last corner is the target. `events` has one row per event, year and words: each is a small numbered flag, in
    order of time, and the page lists the words under the same numbers.
    """
    t = tokens(dark)
    frame = _with_targets(frame, targets)
    panels = in_panels(frame)
    if not panels:
        return nothing(f"There is no series of {engaged} to draw here.", dark)
    flags = numbered(events)
    also = [as_year(year) for year, _ in flags]
    if targets is not None:
        also += [as_year(year) for year in targets["year"]]
    said = f"Dots with bars: {engaged} and likely range. Line: {reference}."
    if targets is not None and len(targets):
        said += " Dashed to an open square: target."
    made, years = paper(panels, said, t, dark, also)
    for number, panel in enumerate(panels, start=1):
        _reference(made, panel, number, t)
        _course(made, panel, targets, number, t)
        _observations(made, panel, number, t)
        draw_breaks(made, panel, number, years, t)
        _flags(made, flags, panel, number, t)
    return made.figure()


@kept
def describe_trend(frame: pandas.DataFrame, *, engaged: str = "members", reference: str = "residents") -> str:
    """The picture in one sentence: each series' first and latest observation, and the latest reference."""
    said = []
    for panel in in_panels(frame):
        known = [record for record in panel.records if not tables.missing(record["share"])]
        against = f", {reference} {tables.percent_said(known[-1].get('reference'), known[-1].get('base'))}"
        against = "" if tables.missing(known[-1].get("reference")) else against
        first = f"{when(known[0])} {written(known[0])}, " if len(known) > 1 else ""
        said.append(f"{panel.label}: {first}{when(known[-1])} {written(known[-1])}{against}")
    if not said:
        return f"No picture: there is no series of {engaged} here."
    return f"Share of {engaged} over time with the likely range: {'; '.join(said)}."


def numbered(events: pandas.DataFrame | None) -> list[tuple[float, str]]:
    """Each event's year and words in order of time: the first is flag 1."""
    if events is None or events.empty:
        return []
    rows = sorted(rows_of(events), key=lambda row: as_year(row["year"]))
    return [(as_year(row["year"]), str(row["words"])) for row in rows]


def _with_targets(frame: pandas.DataFrame, targets: pandas.DataFrame | None) -> pandas.DataFrame:
    """The frame with each series' highest target beside it, so that the scale has room for the target."""
    if frame.empty or targets is None or targets.empty:
        return frame
    return frame.assign(target=frame["label"].map(targets.groupby("label")["share"].max()))


def _reference(made: Sheet, panel: Panel, number: int, t: Tokens) -> None:
    lines = [{**record, "share": record.get("reference")} for record in panel.records]
    for run in runs(lines):
        made.traces.append(
            trace(
                "scatter",
                name="reference",
                mode="lines",
                x=[as_year(record["year"]) for record in run],
                y=[record["share"] for record in run],
                line={"color": t.reference, "width": 2},
                hoverinfo="skip",
                **axes(number),
            )
        )
        if len(run) == 1:  # a line needs two ends: one observation gets a short one
            at = as_year(run[0]["year"])
            made.shape(
                type="line", x0=at - 0.3, x1=at + 0.3, y0=run[0]["share"], y1=run[0]["share"],
                line={"color": t.reference, "width": 2}, xref=axes(number)["xaxis"], yref=axes(number)["yaxis"],
            )  # fmt: skip


def _observations(made: Sheet, panel: Panel, number: int, t: Tokens) -> None:
    known = [record for record in panel.records if not tables.missing(record["share"])]
    ranged = [record for record in known if not tables.missing(record["lower"])]
    times = [as_year(record["year"]) for record in ranged]
    made.traces.append(
        trace(
            "scatter",
            name="likely range",
            mode="lines",
            x=[x for time in times for x in (time, time, None)],
            y=[y for record in ranged for y in (record["lower"], record["upper"], None)],
            line={"color": t.band, "width": 10},
            hoverinfo="skip",
            **axes(number),
        )
    )
    made.traces.append(
        trace(
            "scatter",
            name="ends of the likely range",
            mode="markers",
            x=[time for time in times for _ in range(2)],
            y=[y for record in ranged for y in (record["lower"], record["upper"])],
            marker={"symbol": "line-ew", "size": 7, "line": {"color": t.softer, "width": 2}},
            hoverinfo="skip",
            cliponaxis=False,
            **axes(number),
        )
    )
    made.traces.append(
        trace(
            "scatter",
            name="engaged",
            mode="markers",
            x=[as_year(record["year"]) for record in known],
            y=[record["share"] for record in known],
            marker={"opacity": 1, "size": 11, "color": t.engaged, "line": {"color": t.page, "width": 1}},
            customdata=[f"{when(record)}: {written(record)}" for record in known],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
            **axes(number),
        )
    )


def _course(made: Sheet, panel: Panel, targets: pandas.DataFrame | None, number: int, t: Tokens) -> None:
    if targets is None:
        return
    corners = sorted(
        (as_year(row["year"]), row["share"]) for row in rows_of(targets) if str(row["label"]) == panel.label
    )
    if not corners:
        return
    made.traces.append(
        trace(
            "scatter",
            name="target",
            mode="lines+markers",
            x=[year for year, _ in corners],
            y=[share for _, share in corners],
            line={"color": t.target, "width": 2, "dash": "dash"},
            marker={
                "symbol": "square-open",
                "opacity": [0] * (len(corners) - 1) + [1],
                "size": 13,
                "color": t.target,
                "line": {"width": 2},
            },
            hoverinfo="skip",
            cliponaxis=False,
            **axes(number),
        )
    )


def _flags(made: Sheet, flags: Sequence[tuple[float, str]], panel: Panel, number: int, t: Tokens) -> None:
    here = {"xref": axes(number)["xaxis"], "yref": axes(number)["yaxis"]}
    for n, (year, _) in enumerate(flags, start=1):
        made.shape(
            type="line",
            x0=year,
            x1=year,
            y0=0,
            y1=panel.top,
            line={"color": t.grid, "width": 1.5},
            layer="below",
            **here,
        )
        made.write(
            x=year, y=panel.top, text=plain(n), xanchor="center", yanchor="bottom", bgcolor=t.panel,
            bordercolor=t.softer, borderpad=1, height=15, width=14, font={"size": SMALL, "color": t.ink}, **here,
        )  # fmt: skip
