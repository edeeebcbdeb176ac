"""At which step does representation fall away?"""

import streamlit as st

from parity import charts, findings, tables, ui, ui_bodies
from parity.measures import ladder

store = ui.open_store()
ui.title("At which step does representation fall away?")
asked = ui_bodies.choose(store, need=ui.once(store, ladder.bodies)["body_code"])
every = ui.once(store, ladder.by_group, asked.bodies, *asked.period)
group = ui_bodies.choose_group(every, asked.definition)
said = findings.ladder.ladder(every, asked.whose.name, *asked.period, asked.definition)
ui.finding(said)
ui_bodies.mark(asked, every["standing"])
line = ui.where(every, group_code=group)
alt = charts.describe_ladder(line)
ui.picture(
    lambda: charts.ladder(line, dark=ui.dark()),
    tables.ladder.ladder(line),
    alt,
    key="ladder",
    of=(store, (asked, group)),
)
ui.downloads(every, "ladder", ladder.DESCRIBED, store, title="At which step does representation fall away?",
             finding=said, picture="ladder", alt=alt)  # fmt: skip

st.header("Where each group's line falls furthest", anchor=False)
ui.note("A fall that chance could give is listed too, and said to be so. An average can hide opposite positions.")
ui.table(tables.ladder.falls(every), "The step at which each group's line falls furthest.")
ui.how_worked_out("ladder", store, [*every["source_code"], *every["reference_source"]])
