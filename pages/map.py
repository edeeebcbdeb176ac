"""Where?"""

import streamlit as st

from parity import findings, tables, ui, ui_map
from parity.measures import areas

store = ui.open_store()
ui.title("Where?")
view = ui_map.choose(store)
frame = ui.once(store, areas.by_area, view)
said = findings.areas.by_area(frame, view)
ui.finding(said)
ui.mark_illustrative(frame.loc[frame["value"].notna(), "standing"])
drawn, alt = ui.once(store, ui_map.drawn, view, ui.dark())
left, right = st.columns([5, 3])
with left:
    clicked = ui.picture(drawn.figure, None, alt, key="map", config=drawn.config, on_select="rerun")
with right:
    ends = tables.areas.ends(frame, view.what, ui_map.HEADINGS[view.what])
    ui.table(ends, "The highest and the lowest figures.")
    ui_map.open_area(store, view.within, view.level, clicked)
ui.note(findings.areas.without(frame, view))
ui.table(tables.areas.by_area(frame, view.what), alt)
ui.downloads(frame, f"map-{view.within}-{view.level}", areas.DESCRIBED, store, finding=said, picture="map", alt=alt)
ui.how_worked_out("map", store, frame["source_code"])
