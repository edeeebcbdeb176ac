"""Areas shaded in five classes, their limits printed; what is missing is set apart, never pale."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import CONFIG, NARROW, SMALL, Sheet, Tokens, nothing, plain, sheet, tokens, trace, wide, wrapped
from parity.remembered import kept
from parity.rows import rows_of

HEIGHT = 500  # pixels
SWATCH = 46  # pixels: five of them and the words beside them fit a phone
SHARE_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
GAP_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
RATE_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
Unit = Literal["share", "change", "gap", "rate", "count"]


class Map(NamedTuple):
    """A picture and the plotly settings it cannot be drawn without."""

    figure: go.Figure
    config: dict[str, Any]


def area_map(
    frame: pandas.DataFrame,
    shapes_url: str,
    *,
    title: str,
    unit: Unit = "share",
    limits: Sequence[float] | None = None,
    outlines_url: str | None = None,
    bounds: tuple[float, float, float, float] | None = None,
    names: pandas.DataFrame | None = None,
    hatching: tuple[Sequence[float | None], Sequence[float | None]] | None = None,
    chosen: str | None = None,
    locator: Any = None,
    topojson_url: str = "/app/static/topo/",
    height: int = HEIGHT,
    dark: bool = False,
) -> Map:
    """One row per area: code, name, value, and where present authority (code), within (its name), base and mark.

    `value` is of one `unit`: a share (0 to 1), a change of a share (-1 to 1), a gap between shares (-1 to 1, shaded
    around parity), a rate (so many for every so many, as the title says) or a count (whole); NaN where there is none. `shapes_url` gives the areas' shapes (a feature's id is the area's code), `outlines_url` those of the
    authorities drawn as outlines over them, and `bounds` the west, south, east and north of what is shown; without
    it plotly fits the areas loosely. `names` has one row per name to write: name, lon, lat, the most important
    first; a name that would touch one before it on a phone is left out. `hatching` are the longitudes and latitudes of
    lines across the areas without a figure, None between two lines. `chosen` is the code of the area drawn with
    a heavy outline. `locator` (rings, box, wide, tall and at, as `shapes.Locator`) is a small map of the country in a corner,
    with the place in it filled. `title` says in a few words what is shaded: it heads the key. `limits` are the four limits
    between the five classes, worked out from the values when not given.

    The figure carries only the codes and values: the browser fetches the shapes. Draw it with the returned `config`,
    or plotly asks another host for a map of the world.
    """
    t = tokens(dark)
    config = CONFIG | {"topojsonURL": topojson_url}
    known = frame[frame["value"].notna()] if not frame.empty else frame
    if frame.empty:
        return Map(nothing("There are no areas to draw here.", dark), config)
    limits = tuple(limits or class_limits(known["value"], unit=unit))
    if len(limits) != 4 or list(limits) != sorted(limits):
        raise ValueError(f"five classes need four limits in rising order, not {limits}")
    made = sheet(dark, height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    unknown = frame[frame["value"].isna()]
    heading = wrapped(title, NARROW)
    key = 58 + 18 * len(heading)
    colours = t.diverging if unit == "gap" else t.sequential
    if len(known):
        made.traces.append(_shaded(known, shapes_url, limits, colours, unit, t))
    if len(unknown):
        made.traces.append(_not_shaded(unknown, shapes_url, t))
        if hatching is not None and len(hatching[0]):
            made.traces.append(_hatched(hatching, t))
    if outlines_url and "authority" in frame:
        made.traces.append(_outline(outlines_url, sorted(set(frame["authority"])), t.softer, 1.2))
    if chosen is not None:
        made.traces.append(_outline(shapes_url, [chosen], t.ink, 3))
    if names is not None and len(names):
        made.traces.append(_names(names, t))
    geo = {
        "visible": False,
        "projection": {"type": "mercator"},
        "bgcolor": "rgba(0,0,0,0)",
        "domain": {"x": [0, 1], "y": [key / height, 1]},
    }
    if bounds is None:
        geo["fitbounds"] = "locations"
    else:
        west, south, east, north = bounds
        edge_x, edge_y = (east - west) * 0.01, (north - south) * 0.01
        geo["lonaxis"] = {"range": [west - edge_x, east + edge_x]}
        geo["lataxis"] = {"range": [south - edge_y, north + edge_y]}
    made.layout["geo"] = geo
    if locator is not None:
        _locate(made, locator, key, height, t)
    _key(made, heading, limits, colours, unit, len(unknown), known["value"].eq(0).any(), t)
    return Map(made.figure(), config)


@kept
def describe_map(frame: pandas.DataFrame, *, title: str, unit: Unit = "share") -> str:
    """The map in one sentence: the lowest, the middle and the highest area, and how many have no figure."""
    known = frame[frame["value"].notna()].sort_values("value", kind="stable") if not frame.empty else frame
    if known.empty:
        return f"Map of {title}: no area has a figure."
    rows = rows_of(known)
    ends = (("lowest", rows[0]), ("middle", rows[len(rows) // 2]), ("highest", rows[-1]))
    said = ", ".join(f"{word} {_place(row)} ({_written(row, unit)})" for word, row in ends)
    without = len(frame) - len(known)
    return f"Map of {title} in {len(frame):,} areas: {said}; {without:,} without a figure."


def without_figure(frame: pandas.DataFrame) -> str:
    """The areas left unshaded, by name and mark, for the list beside the map; empty when there are none."""
    if frame.empty:
        return ""
    rows = rows_of(frame[frame["value"].isna()].sort_values("name"))
    return "; ".join(f"{_place(row)} {_mark_of(row)}" for row in rows)


def class_limits(values: Sequence[float], *, unit: Unit = "share") -> tuple[float, float, float, float]:
    """The four limits between five classes, in round figures.

    For shares, changes and rates, the fifths of the areas, each moved to the nearest round figure that keeps the classes apart.
    For gaps, symmetrical around parity: the middle class is "about parity", the outer ones take the largest fifth of
    the gaps. For counts and rates, none has a class of its own; a class of counts is whole numbers.

    >>> class_limits([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    (0.2, 0.3, 0.4, 0.5)
    >>> class_limits([-0.3, -0.1, 0, 0.02, 0.2], unit="gap")
    (-0.2, -0.05, 0.05, 0.2)
    >>> class_limits([0, 0, 0, 1.2, 2.1, 3.3, 4.2], unit="rate")
    (1.2, 1.95, 2.7, 3.45)
    >>> class_limits([0, 0, 1, 2, 3], unit="count"), class_limits([0, 4, 9, 20], unit="count")
    ((1, 2, 3, 4), (1, 6, 11, 16))
    """
    known = sorted(float(value) for value in values if not tables.missing(value))
    if unit == "count":
        step = max(1, math.ceil((max(known, default=0)) / 4))
        return (1, 1 + step, 1 + 2 * step, 1 + 3 * step)
    if unit == "gap":
        large = (known and sorted(abs(value) for value in known)[int(0.8 * (len(known) - 1))]) or GAP_STEPS[0]
        outer = min(GAP_STEPS, key=lambda step: abs(math.log(step / max(large, 1e-9))))
        inner = round(outer / 4, 3)
        return (-outer, -inner, inner, outer)
    if unit == "rate" and known and known[0] == 0 < known[-1]:  # none is a class of its own
        some = [value for value in known if value > 0]
        return (some[0], *(max(some[0], each) for each in _fifths(some, 3, RATE_STEPS)))
    if not known or known[0] == known[-1]:
        most = 2 * known[-1] if unit == "rate" and known and known[-1] > 0 else 1.0
        return tuple(round(most * n / 5, 4) for n in (1, 2, 3, 4))
    return _fifths(known, 4, RATE_STEPS if unit == "rate" else SHARE_STEPS)


def _fifths(known: Sequence[float], limits: int, steps: Sequence[float]) -> tuple[float, ...]:
    """So many limits between equal parts of the areas, each moved to a round figure where that keeps them apart."""
    parts = limits + 1
    exact = [known[round(n * (len(known) - 1) / parts)] for n in range(1, parts)]
    for step in reversed(steps):
        rounded = tuple(round(round(each / step) * step, 4) for each in exact)
        filled = all(any(a <= value < b for value in known) for a, b in pairwise((known[0], *rounded)))
        close = all(abs(a - b) <= _slack(known) for a, b in zip(rounded, exact, strict=True))
        if filled and close and rounded[-1] <= known[-1]:
            return rounded
    low, high = known[0], known[-1]
    return tuple(round(low + (high - low) * n / parts, 4) for n in range(1, parts))


def _slack(known: Sequence[float]) -> float:
    return (known[round(0.9 * (len(known) - 1))] - known[round(0.1 * (len(known) - 1))]) / 12


def _shaded(known, shapes_url, limits, colours, unit, t) -> dict[str, Any]:
    # The class is what is shaded; the value itself rides along for the hover and for tests.
    classes = [sum(value >= limit for limit in limits) for value in known["value"]]
    scale = [[edge, colour] for n, colour in enumerate(colours) for edge in (n / 5, (n + 1) / 5)]
    return trace(
        "choropleth",
        name="value",
        geojson=shapes_url,
        featureidkey="id",
        locations=list(known["code"]),
        z=classes,
        zmin=-0.5,
        zmax=4.5,
        colorscale=scale,
        showscale=False,
        marker={"line": {"color": t.page, "width": 0.5}},
        customdata=[[plain(_place(row)), float(row["value"]), _written(row, unit)] for row in rows_of(known)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[2]}<extra></extra>",
    )


def _not_shaded(unknown, shapes_url, t) -> dict[str, Any]:
    return trace(
        "choropleth",
        name="missing",
        geojson=shapes_url,
        featureidkey="id",
        locations=list(unknown["code"]),
        z=[0] * len(unknown),
        colorscale=[[0, t.missing], [1, t.missing]],
        showscale=False,
        marker={"line": {"color": t.softer, "width": 1}},
        customdata=[[plain(_place(row)), None, _mark_words(row)] for row in rows_of(unknown)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[2]}<extra></extra>",
    )


def _hatched(hatching: tuple[Sequence, Sequence], t: Tokens) -> dict[str, Any]:
    line = {"color": t.softer, "width": 0.8}
    return trace(
        "scattergeo", name="hatching", mode="lines", lon=hatching[0], lat=hatching[1], line=line, hoverinfo="skip"
    )


def _outline(url: str, codes: list[str], colour: str, width: float) -> dict[str, Any]:
    return trace(
        "choropleth",
        name="outline",
        geojson=url,
        featureidkey="id",
        locations=codes,
        z=[0] * len(codes),
        colorscale=[[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        showscale=False,
        marker={"line": {"color": colour, "width": width}},
        hoverinfo="skip",
    )


def _names(names: pandas.DataFrame, t: Tokens) -> dict[str, Any]:
    kept = _apart(names)
    return trace(
        "scattergeo",
        name="names",
        mode="text",
        lon=[row["lon"] for row in kept],
        lat=[row["lat"] for row in kept],
        text=["<br>".join(plain(line) for line in wrapped(row["name"], 100)) for row in kept],
        textfont={"size": SMALL, "color": t.ink, "shadow": _halo(t.page)},
        hoverinfo="skip",
    )


def _halo(colour: str) -> str:
    """An edge around letters, so that they read on a pale and on a deep shade alike."""
    return ", ".join(f"{x}px {y}px 1px {colour}" for x in (-1.5, 0, 1.5) for y in (-1.5, 0, 1.5) if x or y)


def _apart(names: pandas.DataFrame, width: int = 340) -> list[dict]:
    """The names that can stand on a map `width` pixels wide without touching one named before them."""
    rows = rows_of(names)
    lons, lats = [row["lon"] for row in rows], [row["lat"] for row in rows]
    pixels = width / max(max(lons) - min(lons), 0.01) * 0.85
    squash = 1 / math.cos(math.radians(sum(lats) / len(lats)))
    kept: list[dict] = []
    boxes: list[tuple[float, float, float, float]] = []
    for row in rows:
        lines = wrapped(str(row["name"]), 100)
        half, tall = max(wide(line) for line in lines) / 2 + 4, len(lines) * 9 + 2
        x, y = row["lon"] * pixels, row["lat"] * pixels * squash
        box = (x - half, x + half, y - tall, y + tall)
        if all(box[1] < a or b < box[0] or box[3] < c or d < box[2] for a, b, c, d in boxes):
            kept.append(row)
            boxes.append(box)
    return kept


def _locate(made: Sheet, locator: Any, key: int, height: int, t: Tokens) -> None:
    """The regions of the country in quiet outlines in their corner, and the place as a filled box."""
    right, upper = locator.at
    pixel = {
        "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": right,
        "yanchor": 1 if upper else key / height,
    }  # fmt: skip
    x, y = (-locator.wide - 2 if right else 2), (-locator.tall - 2 if upper else 2)
    for ring in locator.rings:
        path = " L ".join(f"{x + across},{y + up}" for across, up in ring)
        line = {"color": t.softer, "width": 0.75}
        made.shape(**pixel, name="locator", type="path", path=f"M {path} Z", fillcolor=t.panel, line=line)
    left, foot, end, top = locator.box
    made.shape(
        **pixel, name="located", type="rect", x0=x + left, x1=x + end, y0=y + foot, y1=y + top, fillcolor=t.ink,
        line={"width": 0},
    )  # fmt: skip


def _key(made: Sheet, heading, limits, colours, unit: Unit, without, none: bool, t) -> None:
    """Under the map: what is shaded, five swatches with the limits between them, and what has no figure.

    Of counts, each swatch says which numbers it stands for; of rates with `none` among them, the first is none.
    """
    pixel = {"xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 0, "xsizemode": "pixel", "ysizemode": "pixel"}
    text = {"xref": "paper", "yref": "paper", "x": 0, "y": 0, "font": {"size": SMALL, "color": t.ink}}
    box = {**pixel, "type": "rect", "y0": 28, "y1": 44}
    made.write(**text, xanchor="left", yanchor="bottom", align="left", yshift=46, text="<br>".join(map(plain, heading)))
    for n, colour in enumerate(colours):
        left = 2 + n * SWATCH
        made.shape(**box, x0=left, x1=left + SWATCH, fillcolor=colour, line={"color": t.softer, "width": 1})
    if unit == "count":
        for n, written in enumerate(_counts(limits)):
            made.write(
                **text, xanchor="center", yanchor="bottom", xshift=2 + (n + 0.5) * SWATCH, yshift=4, text=written
            )
    else:
        apart = unit == "rate" and none
        if apart:
            made.write(**text, xanchor="center", yanchor="bottom", xshift=2 + 0.5 * SWATCH, yshift=4, text="none")
        for n, limit in enumerate(limits[1:] if apart else limits, start=2 if apart else 1):
            written = _limit(limit, limits, unit)
            made.write(**text, xanchor="center", yanchor="bottom", xshift=2 + n * SWATCH, yshift=4, text=written)
    if without:
        left = 2 + 5 * SWATCH + 16
        made.shape(**box, x0=left, x1=left + 32, fillcolor=t.missing, line={"color": t.softer, "width": 1.5})
        for start in range(0, 32, 8):
            made.shape(
                **pixel, type="line", x0=left + start, y0=28, x1=min(left + start + 16, left + 32),
                y1=28 + min(16, 32 - start), line={"color": t.softer, "width": 1},
            )  # fmt: skip
        written = f"no figure: {without:,}"
        made.write(
            **text, xanchor="left", yanchor="bottom", xshift=left - 14, yshift=4, text=written.replace(" ", tables.NBSP)
        )


def _precision(limits: Sequence[float]) -> int:
    """A base that makes `tables` write one decimal where a limit needs it."""
    return 0 if all(abs(each * 100 - round(each * 100)) < 1e-9 for each in limits) else tables.PRECISE_BASE + 1


def _limit(limit: float, limits: Sequence[float], unit: Unit) -> str:
    if unit in ("gap", "change"):
        return tables.points(limit, _precision(limits)).split(" ")[0]
    return f"{limit:,.4g}" if unit == "rate" else tables.percent(limit, _precision(limits))


def _counts(limits: Sequence[float]) -> list[str]:
    """The numbers each class of counts stands for: none, 1, 2 to 3, 8 or more."""
    ends = [0, *(int(limit) for limit in limits)]
    said = [f"{low}" if high - low == 1 else f"{low} to {high - 1}" for low, high in pairwise(ends)]
    return ["none" if said[0] == "0" else said[0], *said[1:], f"{ends[-1]} +"]


def _place(row: dict) -> str:
    within = tables.words(row.get("within"))
    return f"{row['name']}, {within}" if within else str(row["name"])


def _written(row: dict, unit: Unit) -> str:
    mark = tables.words(row.get("mark"))
    if unit == "rate":
        return tables.rate(row["value"], mark)
    if unit == "count":
        return tables.count(row["value"], mark)
    write = tables.points if unit in ("gap", "change") else tables.percent_said
    return write(row["value"], row.get("base"), mark)


def _mark_of(row: dict) -> str:
    return tables.words(row.get("mark")) or "[x]"


def _mark_words(row: dict) -> str:
    return f"{plain(_mark_of(row))} {tables.MARKS.get(_mark_of(row), '')}"
