"""Who is funded, who delivers?"""

import streamlit as st

from parity import charts, findings, tables, ui, ui_money
from parity.measures import delivery, infrastructure, money

LED = "led by ethnic minorities"
store = ui.open_store()
ui.title("Who is funded, who delivers?")
awards = ui_money.choose(store)
if awards is None:
    ui.finding("No award is told of here.")
    ui.nothing_to_show("No funding return names this place.", "Choose a larger one, or send the funding template.")
    ui.stop(store)
whole = ui.once(store, money.by_leader, awards.area, *awards.period)
said = findings.money.money(whole, awards.name, *awards.period, awards.definition)
ui.finding(said)
ui.mark_illustrative(whole["standing"])
ui.note(findings.money.money_caveats(whole, awards.definition))
rows = ui.once(store, money.by_leader, awards.area, *awards.period, by=awards.by, level=awards.parts)
drawn = ui_money.as_rows(rows, awards.definition)
table = tables.money.money(rows, awards.definition)
alt = charts.describe_shares(drawn, engaged=f"organisations {LED}")
if drawn["share"].notna().any():
    ui.picture(lambda: charts.shares(drawn, engaged=LED, dark=ui.dark()), table, alt, key="money", of=(store, awards))
else:
    ui.nothing_to_show(
        "Nobody recorded who leads the organisations funded.", "Ask the funders for it: the funding template."
    )
    ui.table(table, alt)
ui.downloads(rows, "money", money.DESCRIBED, store, title="Who is funded?", finding=said,
             picture="money" if drawn["share"].notna().any() else "", alt=alt)  # fmt: skip

if whole["applied_led"].notna().any():
    st.header("How often applications were awarded", anchor=False)
    ui.finding(findings.money.award_rate(whole))
    ui.table(tables.money.award_rate(whole), "How often applications were awarded, by who made them.")

st.header("Awards meant for people of an ethnic group", anchor=False)
meant = ui.once(store, money.for_groups, awards.area, *awards.period)
ui.finding(findings.money.for_groups(meant, awards.definition))
ui.table(tables.money.for_groups(meant), "Awards and money meant for people of each ethnic group.")

st.header("Who delivers", anchor=False)
bodies = ui.once(store, money.bodies_within, awards.area, awards.standing)
delivers = ui.once(store, delivery.by_leader, bodies, *awards.period)
ui.finding(findings.money.delivery(delivers, f"The bodies serving {awards.name}", *awards.period, awards.definition))
if len(delivers):
    involved = ui_money.as_involvements(delivers, awards.definition)
    alt = charts.describe_shares(involved, engaged=f"organisations {LED}")
    ui.picture(
        lambda: charts.shares(involved, engaged=LED, dark=ui.dark()), tables.money.delivery(delivers, awards.definition),
        alt, key="delivery", of=(store, awards),
    )  # fmt: skip
    ui.downloads(delivers, "delivery", delivery.DESCRIBED, store, title="Who delivers?", picture="delivery", alt=alt)

st.header("Who uses support organisations", anchor=False)
used = ui.once(store, infrastructure.by_leader, bodies, *awards.period)
said = findings.infrastructure.infrastructure(used, f"The bodies serving {awards.name}", *awards.period)
ui.finding(said)
supported = ui_money.as_support(used)
if len(supported):
    alt = charts.describe_shares(supported, engaged=f"organisations {LED}", reference="organisations led by others")
    ui.picture(
        lambda: charts.shares(supported, engaged=LED, reference="led by others", dark=ui.dark()),
        tables.kinds.infrastructure(ui.where(used, involvement="supported")), alt, key="support", of=(store, awards),
    )  # fmt: skip
    ui.downloads(used, "support", infrastructure.DESCRIBED, store, title="Who uses support organisations?", finding=said,
                 picture="support", alt=alt)  # fmt: skip
codes = [code for frame in (rows, meant, delivers, used) for code in frame["source_code"]]
ui.how_worked_out("money", store, codes)
