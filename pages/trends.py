"""Is it moving?"""

import streamlit as st

from parity import charts, ui, ui_actions, ui_plan, ui_targets
from parity.findings import trend as say
from parity.measures import actions, trend
from parity.tables import trend as show

store = ui.open_store()
ui.title("Is it moving?")
ui_plan.last_said()
series, places, part = ui_targets.choose_series(store)
fitted = trend.fitted(series)
said = say.first(series, fitted)
ui.finding(said)
ui.mark_illustrative(series["standing"])
ui.note(say.trend(series, fitted) if series["series"].nunique() > 1 else "")
done = ui.once(store, actions.events, places, places)
if series["share"].notna().any():
    people = ui_targets.engaged(part)
    against = ui_targets.held_against(people)
    drawn = ui_targets.drawn(series)
    alt = charts.describe_trend(drawn, engaged=people, reference=against)
    ui.picture(
        lambda: charts.trend(drawn, events=done, engaged=people, reference=against, dark=ui.dark()),
        show.trend(series), alt, key="trend", of=(store, (series, done, people)),
    )  # fmt: skip
    ui_targets.events(done)
    st.header("What may be said of each", anchor=False)
    ui.table(show.fitted(fitted), "What may be said of each unbroken part of each series.")
    ui.downloads(series, "trend", trend.DESCRIBED, store, finding=said, picture="trend", alt=alt)
elif len(series):
    ui.table(show.trend(series), "The numbers that were told, without shares.")
    ui.downloads(series, "trend", trend.DESCRIBED, store, finding=said)
else:
    ui.nothing_to_show(said, "Send a return that tells it on several days.")
if part in ui.PARTS and places:
    ui_actions.add_event(store, places[0], list(store.ask("actions")["action_code"].unique()))
ui.how_worked_out("trends", store, trend.codes(series))
