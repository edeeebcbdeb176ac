"""Where can people take part, and where is there nothing?"""

import streamlit as st

from parity import findings, tables, ui, ui_evidence, ui_map
from parity.measures import opportunities

store = ui.open_store()
ui.title("Where can people take part, and where is there nothing?")
wanted = ui_evidence.choose_directory(store)
areas = ui.once(store, opportunities.by_area, wanted.area, wanted.level, wanted.day)
said = findings.opportunities.by_area(areas, wanted.name, wanted.level, wanted.day)
ui.finding(said)
ui.mark_illustrative(areas["standing"])
if areas["opportunity"].isna().all():
    ui.nothing_to_show(
        "No directory of this place is in the store.", "Send the directory template: one row for each entry."
    )
    ui.stop(store)
drawn, alt = ui.once(store, ui_map.involvement, wanted.area, wanted.level, wanted.day, ui.dark())
clicked = ui.picture(drawn.figure, None, alt, key="involvement", config=drawn.config, on_select="rerun")
ui_map.open_area(store, wanted.area, wanted.level, clicked)
ui.table(tables.opportunities.by_area(areas), alt)
ui.downloads(areas, "opportunities-areas", opportunities.DESCRIBED, store, finding=said, picture="involvement", alt=alt)

st.header("Nothing to take part in", anchor=False)
none = opportunities.none_here(areas)
ui.note(findings.opportunities.none_here(none, wanted.level))
ui.table(tables.opportunities.by_area(none), "Places with nothing of their own to take part in.")
ui.note(findings.opportunities.not_told(opportunities.not_told(areas), wanted.level))

st.header(f"The directory of {wanted.name}", anchor=False)
entries = ui.once(store, opportunities.directory, wanted.area, wanted.day, wanted.text, wanted.kind, wanted.language)
ui.note(findings.opportunities.directory(entries, wanted.name, bool(wanted.text or wanted.kind or wanted.language)))
ui_evidence.listed(entries, ui_evidence.entry, "directory", "entries")
ui.downloads(entries, "directory", opportunities.DESCRIBED, store)
ui.how_worked_out("opportunities", store, [*areas["source_code"], *entries["source_code"]])
