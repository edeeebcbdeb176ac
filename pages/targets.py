"""Are we on course for parity?"""

from datetime import date
from functools import partial

import streamlit as st

from parity import ui, ui_plan, ui_targets
from parity.findings import targets as say
from parity.measures import targets
from parity.tables import targets as show

store, today = ui.open_store(), date.today()
ui.title("Are we on course for parity?")
ui_plan.last_said()
every = ui.once(store, targets.standing, today)
chosen = ui_targets.choose(every)
ui.finding(say.targets(chosen))
ui.mark_illustrative(chosen["standing"])
if row := ui_targets.pick_one(chosen):
    ui_targets.one(store, row, today)
with ui_plan.form("Set or change a target", "do") as shown:
    if shown.open:
        ui_plan.edit_targets(store, every, today)

if every.empty:
    ui.nothing_to_show("There is no target in the store.", "Set the first above, or send the targets template.")
    ui.stop(store)
st.header("Every target", anchor=False)
ui.table(partial(show.targets, chosen), "Each target: from what, to what, where it stands and its status.")
ui.downloads(chosen, "targets", targets.DESCRIBED, store, finding=say.targets(chosen))
ui_targets.roll_up(chosen)

st.header("What each still takes", anchor=False)
ui.table(partial(show.targets_need, chosen), "What each target still takes, and when it can be reached at all.")
st.header("What is missing, or unrealistic", anchor=False)
ui.table(partial(show.targets_remarks, chosen), "What is missing from each target, or unrealistic about it.")
ui.how_worked_out("targets", store, chosen["source_code"])
