"""The search box over the list of pages."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from parity import current, places, search, tables, ui
from parity.lake import NoLake
from parity.store import NoStore

LABEL = "Find a body, place, group, measure or page"


def box(pages: Mapping[str, Sequence[Any]]) -> None:
    """One box in the sidebar: what it finds stands under it, and where that is one thing, the visitor is taken there."""
    titles = {page.url_path or "overview": page.title for listed in pages.values() for page in listed}
    with st.sidebar:
        words = st.text_input(LABEL, key="find", max_chars=80)
        if not words.strip():
            return
        try:
            store = current.opened(places.this_home(), "full" if ui.visitor().opens_full else "public")
        except (NoStore, NoLake):
            return
        found = search.find(store, words, titles)
        if len(found) == 1 and st.session_state.get("found last") != words:
            st.session_state["found last"] = words
            st.switch_page(f"pages/{found[0].page}.py", query_params=dict(found[0].choices))
        st.session_state["found last"] = words
        ui.note(_said(found))
        for each in found:
            label = f"{each.kind}: {tables.literal(each.name)}"
            st.page_link(f"pages/{each.page}.py", label=label, query_params=dict(each.choices))


def _said(found: Sequence[search.Found]) -> str:
    if not found:
        return "Nothing found. Two letters of a name are enough; a postcode is not looked up."
    return f"{len(found)} found:" if len(found) > 1 else "1 found:"
