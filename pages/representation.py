"""Who takes part, set against who lives here?"""

import streamlit as st

from parity import charts, findings, tables, ui
from parity.measures import representation

store = ui.open_store()
told = representation.rounds(store)
ui.title("Who takes part, set against who lives here?")
choice = ui.choose(told, representation.latest_testable(told), body=True)
shares = representation.by_group(store, choice)
people = findings.MEMBERS[choice.part][1]
said = findings.representation(shares, choice)
ui.finding(said)
ui.mark_illustrative(shares["standing"])
ui.note(" ".join(findings.caveats(shares, choice)))
shares = ui.choose_groups(shares)
drawn = representation.drawn(shares, choice)
alt = charts.describe_shares(drawn, engaged=people)
ui.picture(charts.shares(drawn, engaged=people, dark=ui.dark()), tables.representation(shares), alt, key="shares")
ui.downloads(shares, "representation", representation.DESCRIBED, store, finding=said, picture="shares", alt=alt)

st.header("All bodies with a return for this date", anchor=False)
bodies = store.ask("bodies")
everyone = representation.across_bodies(store, list(bodies["body_code"]), choice)
ui.finding(findings.across_bodies(everyone, choice, len(bodies)))
ui.mark_illustrative(everyone["standing"])
dots = everyone.assign(label=everyone["body"])
ui.picture(
    charts.funnel(dots, engaged=people, dark=ui.dark()),
    tables.across_bodies(everyone),
    charts.describe_funnel(dots, engaged=people),
    key="funnel",
)
ui.downloads(everyone, "representation-bodies", representation.DESCRIBED, store)
ui.how_worked_out(
    "representation", store, [*shares["source_code"], *everyone["source_code"], *shares["reference_source"]]
)
