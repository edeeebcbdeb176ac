"""Choosing a place, and going from a map or a list to the page of what was chosen."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from parity import tables, ui
from parity.choice import MINORITIES, Place, View
from parity.measures import area_profile
from parity.store import Store

COUNTRY = "K04000001"
BEGIN = "E09000028"  # Southwark: something to look at before anything is chosen


def choose_area(store: Store) -> Place:
    """The row of choices of the Area profile: a place, a ward of it where it has wards, groups and definition."""
    areas = store.ask("areas")
    columns = st.columns([2, 1.6, 1.2, 1.4])
    names = _place_names(areas)
    with columns[0]:
        area = ui.pick("Place", "area", list(names), names, BEGIN)
    level = areas.set_index("area_code").at[area, "level"]
    chosen = area
    with columns[1]:
        if level == "authority":
            wards = store.ask("areas_within", area=area, level="ward").set_index("area_code")["name"].to_dict()
            ward = ui.pick("Ward", "ward", ["all", *wards], {"all": f"All of {names[area]}", **wards}, "all")
            if ward != "all":
                chosen, level = ward, "ward"
    with columns[2]:
        detail = ui.pick("Ethnic groups", "groups", ["broad", "detailed"], GROUPS, "broad")
    with columns[3]:
        definition = ui.pick_definition()
    name = store.ask("area", area=chosen).at[0, "name"]
    return Place(chosen, name, level, definition, detail == "detailed")


GROUPS = {"broad": "Five broad groups", "detailed": "Detailed groups"}
WHAT = {
    "share": "Share of residents, 2021",
    "change": "Change in share, 2011 to 2021",
    "gap": "Gap between members and residents",
}


def choose_map(store: Store) -> View:
    """The row of choices of the Map: a place, the level of its parts, the figure, the ethnic group and definition."""
    areas = store.ask("areas")
    levels = areas.set_index("area_code")["level"]
    names = _place_names(areas)
    columns = st.columns([1.6, 1.1, 1.6, 1.6, 1.4])
    with columns[0]:
        within = ui.pick("Place", "within", list(names), names, "E12000007") or COUNTRY
    finest = ["ward"] if levels[within] == "authority" else ["authority", "ward"]
    finest = ["authority"] if levels[within] == "country" else finest
    with columns[1]:
        level = ui.pick("Show", "level", finest, tables.LEVELS_TITLE, "ward")
    with columns[2]:
        figures = [each for each in WHAT if each != "gap" or level == "authority"]
        what = ui.pick("Figure", "what", figures, WHAT, "share")
    with columns[4]:
        definition = ui.pick_definition()
    with columns[3]:
        groups = store.ask("groups_in", classifications=["broad-5", "2021-19"])
        labels = {"minorities": "All ethnic minorities"} | groups.set_index("group_code")["label"].to_dict()
        options = ["minorities"] if what == "gap" else list(labels)
        group = ui.pick("Ethnic group", "group", options, labels, "minorities")
    pair = MINORITIES[definition] if group == "minorities" else (area_profile.counted_as(group, level), group)
    return View(within, names[within], level, what, pair, labels[group], definition)


def shapes(store: Store, within: str, level: str) -> str:
    """The address of the map shapes that hold the parts of this place."""
    area = store.ask("area", area=within).iloc[0]
    if level == "authority":
        return "app/static/shapes/authorities.geojson"
    region = area["parent_code"] if area["level"] == "authority" else within
    return f"app/static/shapes/wards-{region}.geojson"


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


def _place_names(areas: pd.DataFrame) -> dict[str, str]:
    titled = {"country": "{} (country)", "region": "{} (region)", "authority": "{}"}
    return {row.area_code: titled[row.level].format(row.name) for row in areas.itertuples(index=False)}
