"""Can we even know?"""

from datetime import date
from functools import partial

import streamlit as st

from parity import charts, findings, tables, ui, ui_bodies
from parity.measures import monitoring

store = ui.open_store()
ui.title("Can we even know?")
asked = ui_bodies.choose(store)
questions = ui_bodies.choose_questions()
coverage = ui.once(store, monitoring.coverage, asked.bodies, asked.period.until)
against = monitoring.compared(coverage)
said = findings.monitoring.monitoring(against)
ui.finding(said)
ui_bodies.mark(asked)
shown = ui.where(coverage, question_code=questions)
ui.matrix(
    tables.monitoring.coverage, shown, "What each body records, by its own account; the study of 2007 is the first row."
)
ui.downloads(coverage, "monitoring", monitoring.DESCRIBED, store, title="Can we even know?", finding=said)

st.header("Set against the 31 partnerships of 2007", anchor=False)
here = ui.where(against, question_code=questions)
ui.picture(
    lambda: charts.shares(ui_bodies.as_shares(here), engaged="say yes", reference="2007 study", dark=ui.dark()),
    tables.monitoring.monitoring_compared(here),
    charts.describe_shares(ui_bodies.as_shares(here), engaged="bodies that say yes", reference="those of 2007"),
    key="against-2007",
    of=(store, (asked, tuple(questions))),
)

st.header("How lately each body told anything", anchor=False)
fresh = ui.once(store, monitoring.freshness, asked.bodies, date.today())
ui.finding(findings.monitoring.freshness(fresh))
ui.matrix(tables.monitoring.freshness, fresh, "Months since the last day each kind of return speaks of.")
ui.downloads(fresh, "freshness", monitoring.DESCRIBED, store, title="How lately did each body tell anything?")

st.header("How completely", anchor=False)
complete = ui.once(store, monitoring.completeness, asked.bodies, *asked.period)
ui.finding(findings.monitoring.completeness(complete))
ui.table(
    partial(tables.monitoring.completeness, complete),
    "People whose ethnic group is not known, by body and kind of return.",
)

st.header("What each missing piece costs", anchor=False)
missing = ui.once(store, monitoring.missing_pieces, asked.bodies)
ui.finding(findings.monitoring.missing_pieces(missing))
ui.table(
    partial(tables.monitoring.missing_pieces, missing),
    "What is missing, what stays silent without it, what to ask for.",
)
ui.how_worked_out("monitoring", store, [*coverage["source_code"], *complete["source_code"]])
