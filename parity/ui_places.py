"""Choosing a place, and going from a map or a list to the page of what was chosen."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from parity import charts, shapes, tables, ui
from parity.choice import MINORITIES, Place, View
from parity.measures import area_profile
from parity.store import Store

COUNTRY = "K04000001"
BEGIN = "E09000028"  # Southwark: something to look at before anything is chosen


def choose_area(store: Store) -> Place:
    """The row of choices of the Area profile: a place, a ward of it where it has wards, groups and definition."""
    areas = store.ask("areas")
    names = place_names(areas)
    with ui.row_of_choices():
        area = ui.pick("Place", "area", list(names), names, BEGIN)
        level = areas.set_index("area_code").at[area, "level"]
        chosen = area
        if level == "authority":
            wards = store.ask("areas_within", area=area, level="ward").set_index("area_code")["name"].to_dict()
            ward = ui.pick("Ward", "ward", ["all", *wards], {"all": f"All of {names[area]}", **wards}, "all")
            if ward != "all":
                chosen, level = ward, "ward"
        detail = ui.pick("Ethnic groups", "groups", list(ui.GROUPS), ui.GROUPS, "broad")
        definition = ui.pick_definition()
    name = store.ask("area", area=chosen).at[0, "name"]
    return Place(chosen, name, level, definition, detail == "detailed")


ALL_MINORITIES = "All ethnic minorities"
DEFINITION_TEXT = {
    "excluding": "Ethnic minorities (excluding White minorities)",
    "including": "Ethnic minorities (including White minorities)",
}
WHAT = {
    "share": "Share of residents, 2021",
    "change": "Change in share, 2011 to 2021",
    "gap": "Gap between members and residents",
}
UNITS = {
    "share": "share",
    "change": "change",
    "gap": "gap",
    "reach": "rate",
    "opportunities": "rate",
    "mechanisms": "count",
}


def choose_map(store: Store) -> View:
    """The row of choices of the Map: a place, the level of its parts, the figure, the ethnic group and definition."""
    areas = store.ask("areas")
    levels = areas.set_index("area_code")["level"]
    names = place_names(areas)
    with ui.row_of_choices():
        within = ui.pick("Place", "within", list(names), names, "E12000007") or COUNTRY
        finest = {"authority": ["ward"], "country": ["authority"]}.get(levels[within], ["authority", "ward"])
        level = ui.pick("Show", "level", finest, tables.LEVELS_TITLE, "ward", width=150)
        figures = [each for each in WHAT if each != "gap" or level == "authority"]
        what = ui.pick("Figure", "what", figures, WHAT, "share")
        definition = ui.pick_definition()
        groups = store.ask("groups_in", classifications=["broad-5", "2021-19"])
        labels = {"minorities": ALL_MINORITIES} | groups.set_index("group_code")["label"].to_dict()
        options = ["minorities"] if what == "gap" else list(labels)
        group = ui.pick("Ethnic group", "group", options, labels, "minorities")
    pair = MINORITIES[definition] if group == "minorities" else (area_profile.counted_as(group, level), group)
    return View(within, name_of(store, within), level, what, pair, labels[group], definition)


def map_title(view: View) -> str:
    """What the map's key is headed with."""
    if view.what == "gap":
        return "Gap between members and residents, in percentage points"
    who = DEFINITION_TEXT[view.definition] if view.group_label == ALL_MINORITIES else view.group_label
    return f"{who}: {'share of residents, 2021' if view.what == 'share' else 'change in share, 2011 to 2021'}"


def map_frame(store: Store, areas: pd.DataFrame, view: View, value: str = "") -> pd.DataFrame:
    """The rows the map draws: one per area, with `code`, `name`, `value`, `mark`, `within` and `authority`.

    `value` is the column drawn, where it is not called what the view is.
    """
    within = store.ask("areas_within", area=view.within, level=view.level).set_index("area_code")
    figures = areas[value or view.what].astype(float)
    marks = areas["mark"] if "mark" in areas else areas["estimated"].map({True: "[e]", False: ""})
    return pd.DataFrame(
        {
            "code": areas["area_code"],
            "name": areas["name"],
            "value": figures,
            "mark": marks.where(figures.notna() | marks.ne(""), "[x]"),
            "within": areas["parent"],
            "authority": within["parent_code"].reindex(areas["area_code"]).to_numpy()
            if view.level == "ward"
            else areas["area_code"],
        }
    )


def map_shapes(store: Store, view: View, authorities: Iterable[str]) -> dict[str, Any]:
    """Where the browser finds the shapes of a view, what is outlined and named over them, and what part is shown."""
    area = store.ask("area", area=view.within).iloc[0]
    region = {"authority": area["parent_code"], "region": view.within}.get(area["level"])
    outlines = f"authorities-{region}" if region else "authorities"
    boxes = shapes.bounds_of_areas(outlines)
    west, south, east, north = zip(*(boxes[code] for code in set(authorities)), strict=True)
    names = shapes.names(outlines)
    return {
        "shapes_url": shapes.address(f"wards-{region}" if view.level == "ward" else outlines),
        "outlines_url": shapes.address(outlines) if view.level == "ward" else None,
        "bounds": (min(west), min(south), max(east), max(north)),
        "names": names[names["code"].isin(set(authorities))],
    }


def involvement_map(store: Store, areas: pd.DataFrame, within: str, level: str) -> tuple[charts.Map, str]:
    """The map of how much there is to take part in in each area, none apart from not told; and its text alternative."""
    view = View(within, "", level, "opportunities", ("", ""), "")
    frame = map_frame(store, areas.rename(columns={"area": "name"}).assign(mark=areas["mark"]), view, "opportunity")
    title = "Opportunities to take part, open today"
    frame["mark"] = np.where(frame["value"].isna(), "[x]", "")
    shown = map_shapes(store, view, frame["authority"])
    drawn = charts.area_map(frame, **shown, title=title, unit="count", dark=ui.dark())
    return drawn, charts.describe_map(frame, title=title, unit="count")


def open_clicked_area(clicked: Any, level: str) -> None:
    """Go to the profile of the area that was clicked on the map."""
    points = clicked.selection.points if clicked else []
    if not points:
        return
    code = points[0]["location"]
    if level == "authority":
        st.switch_page("pages/area_profile.py", query_params={"area": code})
    else:
        store = ui.open_store()
        parent = store.ask("area", area=code).at[0, "parent_code"]
        st.switch_page("pages/area_profile.py", query_params={"area": parent, "ward": code})


def links(page: str, chosen: Mapping[str, Mapping[str, str]]) -> None:
    """A row of links to a page, each with its choices already made."""
    with st.container(horizontal=True):
        for label, parameters in chosen.items():
            st.page_link(f"pages/{page}.py", label=tables.literal(label), query_params=dict(parameters))


def name_of(store: Store, area: str) -> str:
    """What a place is called in a sentence."""
    return store.ask("area", area=area).at[0, "name"]


def place_names(areas: pd.DataFrame) -> dict[str, str]:
    """The name of each place, by code, as it stands in a list of places of several levels."""
    titled = {"country": "{} (country)", "region": "{} (region)", "authority": "{}"}
    return {row.area_code: titled[row.level].format(row.name) for row in areas.itertuples(index=False)}
