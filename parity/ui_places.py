"""Choosing a place, and going from a list to the page of what was chosen."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from parity import tables, ui
from parity.choice import FIRST_PLACE, Place
from parity.store import Store

WIDTH = 240  # pixels of a box that holds the longest of them, England and Wales (country)


def choose_area(store: Store) -> Place:
    """The row of choices of the Area profile: a place, a ward of it where it has wards, groups and definition."""
    areas = store.ask("areas")
    names = place_names(areas)
    with ui.row_of_choices():
        area = ui.pick("Place", "area", list(names), names, FIRST_PLACE, width=WIDTH)
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
