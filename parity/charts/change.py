"""Who lives here, at each census: one row a group, from hollow to filled."""

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts import rows as r
from parity.charts.look import Sheet, Tokens, nothing, plain, tokens, trace
from parity.remembered import kept
from parity.rows import rows_of


def groups_over_time(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """One row per group and census: label, year, share (0 to 1, NaN where there is none), and where present base, mark.

    A group is one row of the picture, the largest at the latest census first: a hollow diamond for the first census,
    a filled one for the last, small ones between, and a line only between censuses that both have a figure.
    """
    t = tokens(dark)
    if frame.empty or frame["share"].isna().all():
        return nothing("No census figures for these groups here.", dark)
    years, groups = _groups(frame)
    top = r.axis_top(frame["share"])
    words = [_words(group, years) for group in groups]
    first = next((n for n, group in enumerate(groups) if all(_known(group, year) for year in years)), 0)
    named = [r.Named(groups[first][year]["share"], str(year)) for year in years if _known(groups[first], year)]
    placed, height = r.laid_out(words, r.room_for_names(named, top), first)
    made = r.base_figure(placed, height, top, t, dark)
    _draw(made, groups, years, placed, t)
    r.name_marks(made, placed[first], named, top, t)
    return made.figure()


@kept
def describe_groups_over_time(frame: pandas.DataFrame) -> str:
    """The picture in one sentence; the same columns as `groups_over_time`."""
    if frame.empty or frame["share"].isna().all():
        return "No picture: there are no census figures for these groups here."
    years, groups = _groups(frame)
    said = "; ".join(f"{_label(group)} {_words(group, years).figures}" for group in groups)
    return f"Share of residents by group at the censuses of {' and '.join(map(str, years))}: {said}."


def _groups(frame: pandas.DataFrame) -> tuple[list[int], list[dict[int, dict]]]:
    """The census years, and each group's records by year, the largest latest share first."""
    years = sorted(int(year) for year in set(frame["year"]))
    groups = [
        {int(record["year"]): record for record in rows_of(rows)} for _, rows in frame.groupby("label", sort=False)
    ]

    def latest(group: dict[int, dict]) -> float:
        return next((group[year]["share"] for year in reversed(years) if _known(group, year)), -1.0)

    return years, sorted(groups, key=latest, reverse=True)


def _known(group: dict[int, dict], year: int) -> bool:
    return year in group and not tables.missing(group[year]["share"])


def _label(group: dict[int, dict]) -> str:
    return str(next(iter(group.values()))["label"])


def _words(group: dict[int, dict], years: list[int]) -> r.Words:
    written = []
    for year in (years[0], years[-1]) if len(years) > 1 else years:
        record = group.get(year, {"share": None})
        written.append(tables.percent_said(record["share"], record.get("base"), tables.words(record.get("mark"))))
    figures = " → ".join(written)
    if len(years) > 1 and _known(group, years[0]) and _known(group, years[-1]):
        last = group[years[-1]]
        figures += f", {tables.points(last['share'] - group[years[0]]['share'], last.get('base'))}"
    return r.Words(_label(group), figures)


def _draw(made: Sheet, groups: list[dict], years: list[int], placed: list[r.Row], t: Tokens) -> None:
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    for group, row in zip(groups, placed, strict=True):
        for year in years:
            known = _known(group, year)
            lines_x.append(group[year]["share"] if known else None)
            lines_y.append(row.marks if known else None)
        lines_x.append(None)
        lines_y.append(None)
    made.traces.append(
        trace(
            "scatter",
            name="change",
            mode="lines",
            x=lines_x,
            y=lines_y,
            line={"color": t.softer, "width": 3},
            connectgaps=False,
            hoverinfo="skip",
        )
    )
    for year in years:
        shown = [(group[year], row) for group, row in zip(groups, placed, strict=True) if _known(group, year)]
        first, last = year == years[0] and len(years) > 1, year == years[-1]
        made.traces.append(
            trace(
                "scatter",
                name=str(year),
                mode="markers",
                x=[record["share"] for record, _ in shown],
                y=[row.marks for _, row in shown],
                marker={
                    "symbol": "diamond",
                    "opacity": 1,
                    "size": 13 if first or last else 8,
                    "color": t.page if first else t.reference,
                    "line": {"color": t.reference, "width": 2},
                },
                customdata=[
                    f"<b>{plain(record['label'])}</b><br>{year}: "
                    f"{tables.percent_said(record['share'], record.get('base'))}"
                    for record, _ in shown
                ],
                hovertemplate="%{customdata}<extra></extra>",
                cliponaxis=False,
            )
        )
