"""What do we not know?"""

import streamlit as st

from parity import charts, findings, tables, ui, ui_evidence
from parity.measures import not_known

store = ui.open_store()
ui.title("What do we not know?")
looked = ui_evidence.choose_register(store)
where = (looked.area, looked.level, looked.until, looked.since, looked.illustrative)
whole = ui.once(store, not_known.register, *where)
shown = ui_evidence.narrowed(whole, looked)
said = findings.register.register(shown, looked.name, looked.illustrative)
ui.finding(said)
ui.mark_illustrative(["illustrative"] if looked.illustrative else [])
groups = ui.once(store, not_known.groups_told, looked.since, looked.illustrative)
alt = charts.describe_evidence(groups)
ui.note(findings.register.groups_told(groups))
ui.picture(lambda: charts.evidence(groups, dark=ui.dark()), tables.register.groups_told(groups), alt, key="evidence",
           of=(store, where))  # fmt: skip
ui.downloads(shown, "not-known", not_known.DESCRIBED, store, finding=said, picture="evidence", alt=alt)

counts = ui.once(store, not_known.summary, *where)
for about, name in not_known.ABOUT.items():
    part = ui_evidence.of_these(counts, shown, about)
    if not part.empty:
        st.header(f"{name} without evidence", anchor=False)
        ui.note(findings.register.about(about))
        ui.table(tables.register.summary(part), f"{name} without evidence, by kind of evidence.")

st.header("The register", anchor=False)
ui.note(findings.register.quoted(looked.until, store.build_id))
ui_evidence.entries(shown)
ui.how_worked_out("not_known", store, [])
