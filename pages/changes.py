"""What changed, and why?"""

from datetime import date

import streamlit as st

from parity import ui, ui_changes, ui_targets
from parity.findings import changes as say
from parity.measures import changes
from parity.tables import changes as show

store, today = ui.open_store(), date.today()
ui.title("What changed, and why?")
every, asked = ui_changes.between(store, today)
worth = changes.said(every)
headline = say.changes(every, worth)
ui.finding(headline)
ui.mark_illustrative(every["standing"])
if len(worth):
    ui.table(show.changes(worth, ui.PARTS), f"What changed that is worth a sentence, {asked}.")
if len(every) > len(worth):
    with st.expander(f"Figures that moved by no more than chance may: {len(every) - len(worth)}"):
        quiet = every.merge(worth, how="left", indicator=True).query("_merge == 'left_only'")
        ui.table(show.changes(quiet, ui.PARTS), "Figures that moved by no more than chance may, and found nothing new.")
ui.downloads(every, "changes", changes.DESCRIBED, store, finding=headline)

st.header("For an e-mail or minutes", anchor=False)
ui_targets.text(say.text(worth, headline, asked, ui.PARTS, store.build_id), "parity-changes")

st.header("Corrections", anchor=False)
ui_changes.corrections()
ui.how_worked_out("changes", store, [])
