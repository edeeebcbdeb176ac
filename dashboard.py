"""Parity: the list of pages and their order."""

import streamlit as st

from parity import ui

st.set_page_config(page_icon="static/icon.png", layout="wide")
ui.style()
page = st.navigation(
    {
        "Review": [
            st.Page("pages/overview.py", title="Overview", url_path="overview", default=True),
            st.Page("pages/representation.py", title="Representation", url_path="representation"),
        ],
        "Places": [
            st.Page("pages/map.py", title="Map", url_path="map"),
            st.Page("pages/area_profile.py", title="Area profile", url_path="area"),
        ],
        "Data": [
            st.Page("pages/sources.py", title="Sources and methods", url_path="sources"),
        ],
    }
)
page.run()
ui.footer(ui.open_store())
