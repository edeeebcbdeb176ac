"""What worked, what did not, for whom?"""

import streamlit as st

from parity import charts, findings, tables, ui, ui_evidence
from parity.measures import cases

store = ui.open_store()
ui.title("What worked, what did not, for whom?")
everything = ui.once(store, cases.found)
search = ui_evidence.choose_cases(store)
found = ui.once(store, cases.found, *search)
said = findings.cases.found(found, len(everything))
ui.finding(said)
ui.mark_illustrative(found["standing"])
if everything.empty:
    ui.nothing_to_show("There is no case in the store.", "Ask for the cases template: one row for each case.")
if not found.empty:
    ui.note(findings.cases.CAVEAT)
    counted = cases.by_mechanism(found)
    alt = charts.describe_cases(counted)
    table = tables.cases.by_mechanism(counted)
    ui.picture(lambda: charts.cases(counted, dark=ui.dark()), table, alt, key="cases", of=(store, search))
    st.header("The cases, best evidence first", anchor=False)
    ui_evidence.listed(found, ui_evidence.case, "cases", "cases")
    described = cases.DESCRIBED
    ui.downloads(found, "good-practice", described, store, finding=said, picture="cases", alt=alt)
ui.how_worked_out("cases", store, found["source_code"])
