"""What changed, and why?"""

from datetime import date

import streamlit as st

from parity import ui, ui_changes, ui_targets
from parity.findings import changes as say
from parity.measures import changes

store, today = ui.open_store(), date.today()
ui.title("What changed, and why?")
every, asked = ui_changes.between(store, today)
worth = changes.said(every)
headline = say.changes(every, worth)
ui.finding(headline)
ui.mark_illustrative(every["standing"])
ui_changes.show(every, worth, asked)
ui.downloads(every, "changes", changes.DESCRIBED, store, finding=headline)

st.header("For an e-mail or minutes", anchor=False)
ui_targets.text(say.text(worth, headline, asked, ui.PARTS, store.build_id), "parity-changes")

st.header("Corrections", anchor=False)
ui_changes.corrections()
ui.how_worked_out("changes", store, [])
