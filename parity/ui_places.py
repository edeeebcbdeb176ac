"""Choosing a place, and going from a list to the page of what was chosen."""

from collections.abc import Mapping

import streamlit as st

from parity import offered, tables, ui
from parity.choice import COUNTRY, FIRST_PLACE, Place
from parity.store import Store

WIDTH = 240  # pixels of a box that holds the longest of them, England and Wales (country)


def choose_area(store: Store) -> Place:
    """The row of choices of the Area profile: a place, a ward of it where it has wards, groups and definition."""
    areas = ui.asked(store, "areas")
    names = offered.place_names(areas)
    with ui.row_of_choices():
        area = ui.pick("Place", "area", list(names), names, FIRST_PLACE, width=WIDTH)
        level = offered.named(areas, "area_code", "level")[area]
        chosen = area
        if level == "authority":
            wards = offered.named(ui.asked(store, "areas_within", area=area, level="ward"), "area_code", "name")
            ward = ui.pick("Ward", "ward", ["all", *wards], {"all": f"All of {names[area]}", **wards}, "all")
            if ward != "all":
                chosen, level = ward, "ward"
        detail = ui.pick("Ethnic groups", "groups", list(ui.GROUPS), ui.GROUPS, "broad")
        definition = ui.pick_definition()
    return Place(chosen, name_of(store, chosen), level, definition, detail == "detailed")


def choose_parts(store: Store, first: str, shown: str | None = None) -> tuple[str, str]:
    """The first boxes of a row of choices: a place, and the level of its parts, at first `shown`."""
    areas = ui.asked(store, "areas")
    names = offered.place_names(areas)
    area = ui.pick("Place", "within", list(names), names, first, width=WIDTH) or COUNTRY
    level = offered.named(areas, "area_code", "level")[area]
    levels = {"authority": ["ward"], "country": ["authority"]}.get(level, ["authority", "ward"])
    return area, ui.pick("Show", "level", levels, tables.LEVELS_TITLE, shown or levels[0], width=150) or levels[0]


def links(page: str, chosen: Mapping[str, Mapping[str, str]]) -> None:
    """A row of links to a page, each with its choices already made."""
    with st.container(horizontal=True):
        for label, parameters in chosen.items():
            st.page_link(f"pages/{page}.py", label=tables.literal(label), query_params=dict(parameters))


def name_of(store: Store, area: str) -> str:
    """What a place is called in a sentence."""
    largest = offered.named(ui.asked(store, "areas"), "area_code", "name")
    return largest.get(area) or store.ask("area", area=area).at[0, "name"]
