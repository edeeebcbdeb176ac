"""Who does what by when?"""

from datetime import date
from functools import partial

import streamlit as st

from parity import ui, ui_actions, ui_plan, ui_targets
from parity.findings import actions as say
from parity.measures import actions
from parity.tables import actions as show

store, today = ui.open_store(), date.today()
ui.title("Who does what by when?")
ui_plan.last_said()
every = ui.once(store, actions.listed, today)
chosen = ui_targets.choose_actions(every)
ui.finding(say.actions(chosen))
ui.mark_illustrative(chosen["standing"])
if len(chosen):
    ui.table(show.matrix(actions.matrix(chosen)), "How many actions there are under each heading for each sector.")
with ui_plan.form("Draft or change an action", "do-action") as shown:
    if shown.open:
        ui_actions.edit_actions(store, every, list(store.ask("targets")["target_code"].unique()))

if every.empty:
    ui.nothing_to_show("There is no action in the store.", "Draft the first above, or send the actions template.")
    ui.stop(store)
for heading, column in (
    ("Overdue", "overdue"),
    ("Without a lead, or serving no target that is there", "orphaned"),
):
    if len(chosen) and chosen[column].any():
        st.header(heading, anchor=False)
        ui.table(partial(show.actions, ui.where(chosen, **{column: True})), f"Actions: {heading.lower()}.")

st.header("Every action", anchor=False)
ui.table(partial(show.actions, chosen), "Every action, with its lead partner, date and status.")
ui.downloads(chosen, "actions", actions.DESCRIBED, store, finding=say.actions(chosen))
if len(talked := show.remarks(chosen)):
    st.header("What communities said, and what is in the way", anchor=False)
    ui.note(say.in_the_way(chosen))
    ui.table(talked, "What communities said of each action, and what is in its way.")
if row := ui_targets.pick_action(chosen):
    ui_targets.versions(store, "actions", row["action_code"])
ui.how_worked_out("actions", store, chosen["source_code"])
