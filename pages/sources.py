"""Where does every figure come from?"""

import streamlit as st

from parity import tables, ui

store = ui.open_store()
ui.title("Where does every figure come from?")
sources = store.ask("sources")
ui.finding(f"{len(sources)} published sources. Each figure in Parity names the one it comes from.")
for row in sources.itertuples():
    ui.source(row)

st.header("How each figure is worked out", anchor=False)
ui.document("methods")

st.header("Who counts as an ethnic minority", anchor=False)
ui.table(tables.definitions(store.ask("definitions")), "The two definitions.")
st.header("What each finding means", anchor=False)
ui.table(tables.verdicts(), "The verdicts and the rule behind each.")
st.header("What the marks mean", anchor=False)
ui.table(tables.marks(), "Marks that stand in for a figure.")
st.header("How far off the estimated wards are", anchor=False)
ui.table(tables.ward_error(store.ask("ward_error")), "Measured error of estimated ward figures.")
st.header("Left out, and why", anchor=False)
ui.table(tables.left_out(store.ask("left_out")), "Places and people in the sources without a figure here.")
