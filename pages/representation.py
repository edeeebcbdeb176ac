"""Who takes part, set against who lives here?"""

from functools import partial

import streamlit as st

from parity import charts, findings, tables, ui, ui_bodies
from parity.measures import representation, seats, whose

store = ui.open_store()
told = ui.once(store, representation.rounds)
ui.title("Who takes part, set against who lives here?")
if told.empty:
    ui.finding("No body has told anything for this page yet.")
    ui.nothing_to_show("There is no list of seats and no count of members.", "Send the seats template, filled in.")
    ui.stop(store)
choice = ui.choose(told, representation.latest_testable(told), body=True)
every = ui.once(store, representation.by_group, choice.of_groups)
said = findings.representation(every, choice)
ui.finding(said)
ui.mark_illustrative(every["standing"])
ui.note(" ".join(findings.caveats(every, choice)))
people = findings.MEMBERS[choice.part][1]
shares = ui.choose_groups(every)
drawn = representation.drawn(shares, choice)
alt = charts.describe_shares(drawn, engaged=people)
ui.picture(
    lambda: charts.shares(drawn, engaged=people, dark=ui.dark()), tables.representation(shares), alt, key="shares",
    of=(store, (choice, len(shares))),
)  # fmt: skip
ui.downloads(shares, "representation", representation.DESCRIBED, store,
             title="Who takes part, set against who lives here?", finding=said, picture="shares", alt=alt)  # fmt: skip

if choice.part in representation.TIERS:
    st.header("Seat by seat", anchor=False)
    board = ui.once(store, seats.figures, [choice.body], choice.part, choice.as_at)
    ui_bodies.seat_by_seat(store, board, choice)

    tiers = ui.once(store, representation.by_tier, choice)
    if len(tiers):
        st.header("Core board, wider partnership and sub-groups side by side", anchor=False)
        ui.finding(findings.tiers(tiers, choice.definition))
        rows = ui_bodies.as_tiers(tiers)
        alt = charts.describe_shares(rows)
        ui.picture(
            lambda: charts.shares(rows, dark=ui.dark()), tables.by_tier(tiers), alt, key="tiers", of=(store, choice)
        )

st.header("All bodies with a return for this date", anchor=False)
peers = whose.peers(ui.once(store, whose.told), choice.body)
everyone = ui.once(store, representation.across_bodies, peers, choice.of_all)
said = findings.across_bodies(everyone, choice, len(peers))
ui.finding(said)
ui.note(findings.family(everyone))
dots = ui_bodies.as_dots(everyone)
alt = charts.describe_funnel(dots, engaged=people)
ui.picture(
    lambda: charts.funnel(dots, engaged=people, dark=ui.dark()), partial(tables.across_bodies, everyone), alt, key="funnel",
    of=(store, (peers, choice.of_all)),
)  # fmt: skip
ui.downloads(everyone, "representation-bodies", representation.DESCRIBED, store, title="All bodies at once",
             finding=said, picture="funnel", alt=alt)  # fmt: skip
ui.how_worked_out(
    "representation", store, [*shares["source_code"], *everyone["source_code"], *shares["reference_source"]]
)
