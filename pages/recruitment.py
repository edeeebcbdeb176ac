"""Who is appointed, and who stays?"""

from functools import partial

import streamlit as st

from parity import charts, findings, tables, ui, ui_bodies
from parity.measures import concentration, designated, recruitment, retention

store = ui.open_store()
ui.title("Who is appointed, and who stays?")
asked = ui_bodies.choose(store)
by_group = ui.once(store, recruitment.steps, asked.bodies, **ui_bodies.within(asked))
step = ui_bodies.choose_step(by_group)
said = findings.recruitment.step(by_group, asked.definition, step)
ui.finding(said)
ui_bodies.mark(asked)
rows = ui.where(by_group, step=step)
ratios = ui_bodies.as_ratios(rows, asked.definition)
alt = charts.describe_ratios(ratios, tables.recruitment.STEPS[step])
ui.picture(
    lambda: charts.ratios(ratios, dark=ui.dark()), tables.recruitment.steps(rows, "label"), alt, key="ratios",
    of=(store, (asked, step)),
)  # fmt: skip
ui.downloads(by_group, "recruitment", recruitment.STEP_DESCRIBED, store, title="Who is appointed?", finding=said,
             picture="ratios", alt=alt)  # fmt: skip

st.header("From the pool to the seat", anchor=False)
stages = ui.once(store, recruitment.stages, asked.bodies, **ui_bodies.within(asked))
ui.finding(findings.recruitment.stages(stages, asked.definition))
kept = ui_bodies.of_definition(stages, asked.definition)
ui.table(tables.recruitment.stages(kept), "Who was at each stage of recruitment.")

st.header("Open against closed routes", anchor=False)
routes = ui.once(store, recruitment.stages, asked.bodies, by="route", **ui_bodies.within(asked))
ui.finding(findings.recruitment.routes(routes, asked.definition))
ui.table(tables.recruitment.by_route(ui_bodies.of_definition(routes, asked.definition)), "Who came by which route.")

st.header("Who stays", anchor=False)
stay = ui.once(store, retention.compared, asked.bodies, "core")
ui.finding(findings.retention.retention(stay, asked.definition))
curves = ui_bodies.of_definition(ui.once(store, retention.curves, asked.bodies, "core"), asked.definition)
alt = charts.describe_staying(curves)
ui.picture(
    lambda: charts.staying(curves, dark=ui.dark()), None, alt, key="staying", of=(store, (asked.whose, asked.definition))
)  # fmt: skip
ui.table(tables.retention.retention(stay), "How long members stay, by ethnic group.")
ui.table(tables.retention.curve(curves), alt)
ui.downloads(stay, "retention", retention.DESCRIBED, store, title="Who stays?", picture="staying", alt=alt)

st.header("Seats set aside, and seats held", anchor=False)
aside = ui.once(store, designated.by_body, asked.bodies, "core", ui_bodies.seat_day(store, asked), asked.definition)
ui.finding(findings.seats.designated_across(aside, len(asked.bodies)))
ui.table(partial(tables.seats.designated, aside), "Designated seats, and seats held by members from ethnic minorities.")

st.header("A few people with many seats?", anchor=False)
day = ui_bodies.seat_day(store, asked) or asked.period.until
held = ui.once(store, concentration.by_body, asked.bodies, day, asked.definition)
ui.finding(ui_bodies.say_concentration(held, day, asked))
ui.table(
    partial(tables.kinds.concentration, held), "Seats held for each person, and by the busiest tenth, body by body."
)
ui.downloads(held, "concentration", concentration.DESCRIBED, store, title="Do a few people hold many of the seats?")
ui.how_worked_out("recruitment", store, [*by_group["source_code"], *stay["source_code"], *aside["source_code"]])
