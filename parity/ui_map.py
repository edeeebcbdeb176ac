"""The pieces of a map: what is chosen for it, where its shapes are, and going to the area that was clicked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from parity import charts, offered, shapes, tables, ui, ui_places
from parity.choice import COUNTRY, FIRST_REGION, View
from parity.measures import areas, opportunities, representation
from parity.remembered import kept
from parity.store import Store

ALL_MINORITIES = "All ethnic minorities"
DEFINITION_TEXT = {
    "excluding": "Ethnic minorities (excluding White minorities)",
    "including": "Ethnic minorities (including White minorities)",
}
WHAT = {
    "share": "Share of residents, 2021",
    "change": "Change in share, 2011 to 2021",
    "gap": "Gap, members and residents",
    "reach": "Reach: who takes part",
    "opportunities": "Opportunities per head",
    "mechanisms": "Mechanisms of involvement",
}
UNITS = {
    "share": "share",
    "change": "change",
    "gap": "gap",
    "reach": "rate",
    "opportunities": "rate",
    "mechanisms": "count",
}
HEADINGS = {
    "share": "Share 2021",
    "change": "Change",
    "gap": "Gap",
    "reach": "For every 1,000",
    "opportunities": "For every 10,000",
    "mechanisms": "Mechanisms",
}


def choose(store: Store) -> View:
    """The row of choices of the Map: place, level of its parts, figure, and then what that figure depends on."""
    with ui.row_of_choices():
        within, level = ui_places.choose_parts(store, FIRST_REGION, "ward")
        figures = [each for each in WHAT if each != "gap" or level == "authority"]
        what = ui.pick("Figure", "what", figures, WHAT, "share", width=260) or "share"
    view = View(within, ui_places.name_of(store, within), level, what, group_label=ALL_MINORITIES)
    if what in ("share", "change"):
        return _of_a_group(store, view)
    if what == "gap":
        told = ui.once(store, representation.rounds)
        chosen = ui.choose(told, representation.latest_testable(told))
        return replace(view, definition=chosen.definition, part=chosen.part, as_at=chosen.as_at)
    if what == "opportunities":
        return replace(view, until=date.today())
    return _of_a_year(store, view)


def _of_a_group(store: Store, view: View) -> View:
    groups = ui.asked(store, "groups_in", classifications=["broad-5", "2021-19"])
    labels = {"minorities": ALL_MINORITIES} | offered.named(groups, "group_code", "label")
    with ui.row_of_choices():
        group = ui.pick("Ethnic group", "group", list(labels), labels, "minorities", width=330) or "minorities"
        definition = ui.pick_definition() if group == "minorities" else view.definition
    return replace(view, group=group, group_label=labels[group], definition=definition)


def _of_a_year(store: Store, view: View) -> View:
    """The year to 31 March, of those that activities ended in; without any, the last that has ended."""
    today = date.today()
    over = today.year if (today.month, today.day) > (3, 31) else today.year - 1
    told = ui.asked(store, "years_told")
    years = sorted({*told.loc[told["kind"] == "participation", "year"].astype(int), over}, reverse=True)
    named = {str(year): f"April {year - 1} to March {year}" for year in years}
    with ui.row_of_choices():
        year = int(ui.pick("Year", "year", list(named), named, str(over)) or over)
        definition = ui.pick_definition() if view.what == "reach" else view.definition
    return replace(view, definition=definition, since=date(year - 1, 4, 1), until=date(year, 3, 31))


def title(view: View) -> str:
    """What the map's key is headed with: what is shaded, and in which unit."""
    who = DEFINITION_TEXT[view.definition] if view.group == "minorities" else view.group_label
    return {
        "share": f"{who}: share of residents, 2021",
        "change": f"{who}: change in share of residents, 2011 to 2021, in percentage points",
        "gap": f"{who}: gap between members and residents, in percentage points",
        "reach": f"{who}: participants for every 1,000 residents of the group",
        "opportunities": "Opportunities to take part, open today, for every 10,000 residents",
        "mechanisms": "Mechanisms through which people could take part",
    }[view.what]


def frame_of(store: Store, figures: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows the map draws: one per area of `areas.by_area`, with code, name, value, mark, within and authority."""
    within = store.ask("areas_within", area=view.within, level=view.level).set_index("area_code")
    authority = within["parent_code"].reindex(figures["area_code"]).to_numpy()
    value = figures["value"].astype(float)
    return pd.DataFrame(
        {
            "code": figures["area_code"],
            "name": figures["name"],
            "value": value,
            "base": tables.areas.CENSUS,  # a figure under the mouse is written as in the table
            "mark": np.where(value.isna() & figures["mark"].eq(""), "[x]", figures["mark"]),
            "within": figures["parent"],
            "authority": authority if view.level == "ward" else figures["area_code"],
        }
    )


def drawn(store: Store, view: View, dark: bool) -> tuple[charts.Map, str]:
    """The map of the figures of `areas.by_area`, and its text alternative."""
    frame = frame_of(store, ui.once(store, areas.by_area, view), view)
    where = shapes_of(store, view, frame)
    unit = UNITS[view.what]
    made = charts.area_map(frame, **where, title=title(view), unit=unit, dark=dark)
    return made._replace(figure=charts.sent_often(made.figure)), charts.describe_map(
        frame, title=title(view), unit=unit
    )


def involvement(store: Store, within: str, level: str, day: date, dark: bool) -> tuple[charts.Map, str]:
    """The map of how much there is to take part in in each area of `opportunities.by_area`, and its text alternative."""
    view = View(within, "", level, "opportunities")
    told = ui.once(store, opportunities.by_area, within, level, day)
    counted = told.rename(columns={"area": "name"}).assign(value=told["opportunity"])
    frame = frame_of(store, counted, view)
    frame = frame.assign(mark=np.where(frame["value"].isna(), "[x]", ""))
    heading = "Opportunities to take part, open today"
    made = charts.area_map(frame, **shapes_of(store, view, frame), title=heading, unit="count", dark=dark)
    return made._replace(figure=charts.sent_often(made.figure)), charts.describe_map(frame, title=heading, unit="count")


def shapes_of(store: Store, view: View, frame: pd.DataFrame) -> dict[str, Any]:
    """Where the browser finds the shapes, what is outlined, named and hatched over them, and what part is shown."""
    area = store.ask("area", area=view.within).iloc[0]
    region = {"authority": area["parent_code"], "region": view.within}.get(area["level"])
    outlines = f"authorities-{region}" if region else "authorities"
    layer = f"wards-{region}" if view.level == "ward" else outlines
    boxes = shapes.bounds_of_areas(outlines)
    shown: Iterable[str] = set(frame["authority"]) or set(boxes)  # all of it where no figure is of a part
    west, south, east, north = zip(*(boxes[code] for code in shown), strict=True)
    bounds = (min(west), min(south), max(east), max(north))
    names = shapes.names(outlines)
    whole = view.within == COUNTRY
    unknown = tuple(frame.loc[frame["value"].isna(), "code"])
    return {
        "shapes_url": shapes.address(layer),
        "outlines_url": shapes.address(outlines) if view.level == "ward" else None,
        "bounds": bounds,
        "names": names[names["code"].isin(shown)],
        "locator": None if whole else shapes.locator(layer, frozenset(frame["code"]), bounds),
        "hatching": shapes.hatching(layer, unknown, bounds) if unknown else None,
    }


def open_area(store: Store, within: str, level: str, clicked: Any) -> None:
    """Go to the profile of the area that was clicked on the map, or chosen by name: no key reaches a shape on a map."""
    lying = ui.asked(store, "areas_within", area=within, level=level)
    parents = offered.named(lying, "area_code", "parent_code")
    names = _names_of(lying, level)
    chosen = st.selectbox(
        "Open an area: click it, or choose it here",
        list(names),
        index=None,
        format_func=lambda code: tables.literal(names[code]),
        placeholder="Who lives there, and which bodies serve it",
        width=360,
    )
    points = clicked.selection.points if clicked else []
    code = points[0]["location"] if points else chosen
    if code is not None:
        ward = {"area": parents[code], "ward": code}
        st.switch_page("pages/area_profile.py", query_params=ward if level == "ward" else {"area": code})


@kept
def _names_of(lying: pd.DataFrame, level: str) -> dict[str, str]:
    """The names of areas by code; a ward says which authority it is of."""
    named = lying["name"] + ", " + lying["parent"] if level == "ward" else lying["name"]
    return dict(zip(lying["area_code"], named, strict=True))
