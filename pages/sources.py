"""Where does every figure come from?"""

import streamlit as st

from parity import findings, tables, ui, ui_evidence, ui_texts

store = ui.open_store()
ui.title("Where does every figure come from?")
sources = ui.asked(store, "sources")
contents = ui.asked(store, "contents")
ui.finding(findings.sources.store(sources, contents))
ui.note(findings.sources.release(store.build_id, store.audience == "public"))

st.header("Sources", anchor=False)
found = ui_evidence.search_sources(sources)
ui.note(findings.sources.listed_sources(len(found), len(sources)))
ui_evidence.listed(found, ui.source, "sources", "sources")
st.header("What is in the store", anchor=False)
ui.table(tables.contents(contents, ui.kinds()), "Returns and records in the store, by kind.")
st.header("How each figure is worked out", anchor=False)
ui_texts.folded("methods")
st.header("Who counts as an ethnic minority", anchor=False)
ui.table(tables.definitions(ui.asked(store, "definitions")), "The two definitions.")
st.header("What each finding means", anchor=False)
ui.table(tables.verdicts(), "The verdicts and the rule behind each.")
st.header("What the marks mean", anchor=False)
ui.table(tables.marks(), "Marks that stand in for a figure.")
st.header("Words", anchor=False)
ui_texts.words()
st.header("Figures that changed", anchor=False)
ui_texts.figures_that_changed()
st.header("How far off the estimated wards are", anchor=False)
ui.table(tables.ward_error(ui.asked(store, "ward_error")), "Measured error of estimated ward figures.")
st.header("Left out, and why", anchor=False)
ui.table(tables.left_out(ui.asked(store, "left_out")), "Places and people in the sources without a figure here.")
