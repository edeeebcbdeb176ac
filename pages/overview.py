"""Where do we stand?"""

from datetime import date

import streamlit as st

from parity import charts, findings, tables, ui, ui_bodies, ui_targets
from parity.measures import actions, monitoring, overview, scorecard

store = ui.open_store()
ui.title("Where do we stand?")
asked = ui_bodies.choose(store)
card = ui.once(store, scorecard.by_indicator, asked.bodies, *asked.period, asked.definition)
said = findings.scorecard.scorecard(card, asked.whose.name, asked.definition)
ui.finding(said)
ui_bodies.mark(asked)
alt = charts.describe_scorecard(card)
ui.picture(
    lambda: charts.scorecard(card, dark=ui.dark()),
    tables.scorecard.scorecard(card),
    alt,
    key="scorecard",
    of=(store, asked),
)
ui.downloads(card, "scorecard", scorecard.DESCRIBED, store, title="Where do we stand?", finding=said,
             picture="scorecard", alt=alt)  # fmt: skip

st.header("The largest gaps we can be sure of", anchor=False)
latest = ui.once(store, overview.latest, asked.bodies, asked.period.until, asked.definition)
ui.note(findings.overview.gaps(latest.bodies, latest.parts, latest.below, asked.definition))
ui_bodies.link_each(latest.gaps, "representation", findings.overview.gap, asked)

st.header("What changed since the time before", anchor=False)
ui.note(findings.overview.changes(latest.turned))
ui_bodies.link_each(latest.turned, "representation", findings.overview.change, asked)

st.header("Overdue, and least known", anchor=False)
overdue = overview.silent(ui.once(store, monitoring.freshness, asked.bodies, date.today()))
unknown = overview.least_known(ui.once(store, monitoring.completeness, asked.bodies, *asked.period))
late = overview.late(ui.once(store, actions.listed, date.today()), asked.bodies)
ui.note(findings.overview.silences(overdue, unknown))
ui_bodies.link_each(late, "actions", findings.overview.late, asked)
ui_bodies.link_each(overdue, "monitoring", findings.overview.overdue, asked)
ui_bodies.link_each(unknown, "monitoring", findings.overview.unknown, asked)

st.header("Due, and late", anchor=False)
ui_targets.due_soon(store, date.today(), asked.bodies)

st.header("What is in the store", anchor=False)
ui.table(tables.contents(ui.asked(store, "contents"), ui.kinds()), "Returns and records in the store, by kind.")
ui.how_worked_out("overview", store, [*card["source_code"], *latest.sources])
