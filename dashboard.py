"""Parity: the list of pages and their order."""

from copy import copy

import streamlit as st

from parity import ui, ui_access, ui_search

PAGES = {
    "Review": [
        st.Page("pages/overview.py", title="Overview", default=True),
        st.Page("pages/representation.py", title="Representation"),
        st.Page("pages/ladder.py", title="Ladder of engagement"),
        st.Page("pages/recruitment.py", title="Recruitment and retention"),
        st.Page("pages/money.py", title="Money and delivery"),
        st.Page("pages/monitoring.py", title="Monitoring"),
    ],
    "Targets": [
        st.Page("pages/targets.py", title="Targets"),
        st.Page("pages/trends.py", title="Trends"),
        st.Page("pages/actions.py", title="Actions"),
        st.Page("pages/changes.py", title="What changed"),
    ],
    "Places": [
        st.Page("pages/map.py", title="Map"),
        st.Page("pages/area_profile.py", title="Area profile"),
    ],
    "Evidence": [
        st.Page("pages/evidence_pack.py", title="Evidence pack"),
        st.Page("pages/good_practice.py", title="Good practice"),
        st.Page("pages/opportunities.py", title="Opportunities"),
        st.Page("pages/not_known.py", title="What we do not know"),
    ],
    "Meet": [
        st.Page("pages/board_meeting.py", title="Board meeting"),
    ],
    "Data": [
        st.Page("pages/returns.py", title="Returns"),
        st.Page("pages/sources.py", title="Sources and methods"),
        st.Page("pages/accessibility.py", title="Accessibility statement"),
        st.Page("pages/privacy.py", title="Privacy"),
    ],
}

st.set_page_config(page_icon="static/icon.png", layout="wide")
ui.style()
page = st.navigation(PAGES, position="hidden")
ui.product()
ui_search.box(PAGES)
ui.contents(PAGES)
ui_access.sign_in_or_out()


@st.fragment
def body() -> None:
    """The page itself: a choice made in it runs it alone, and a third of the work is left undone."""
    ui_access.within_limits()
    copy(page).run()  # Streamlit lets a page run once
    ui.footer(ui.open_store())


body()
