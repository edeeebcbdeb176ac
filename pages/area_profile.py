"""Who lives here, and how has that changed?"""

import streamlit as st

from parity import charts, findings, tables, ui, ui_places
from parity.measures import area_profile

store = ui.open_store()
ui.title("Who lives here, and how has that changed?")
place = ui_places.choose_area(store)
groups = area_profile.groups(store, place.area, place.detailed)
ui.finding(findings.area_profile(groups, place.name, place.definition))
over_time = area_profile.over_time(groups, ["detail"] if place.detailed else ["broad"])
ui.picture(
    charts.groups_over_time(over_time, dark=ui.dark()),
    tables.area_groups(groups),
    charts.describe_groups_over_time(over_time),
    key="groups",
)
ui.downloads(groups, f"area-{place.area}", area_profile.DESCRIBED, store)

estimates = area_profile.estimates(store, place.area)
if not estimates.empty:
    st.header("Between the censuses", anchor=False)
    ui.note(findings.estimates(estimates, place.name))
    yearly = estimates.rename(columns={"date": "year"})
    ui.picture(
        charts.estimates(yearly, dark=ui.dark()),
        tables.estimates(estimates),
        charts.describe_estimates(yearly),
        key="estimates",
    )

if place.level != "ward":
    wards = area_profile.parts(store, place.area, place.parts, *place.group)
    st.header(f"The {tables.LEVELS[place.parts]} of {place.name}", anchor=False)
    pattern = area_profile.residential_pattern(store, place.area, place.parts)
    ui.finding(findings.parts(wards, place.name, place.parts, place.definition))
    ui.table(tables.parts(wards), f"Each of the {tables.LEVELS[place.parts]} of {place.name}.")
    ui.note(findings.residential_pattern(pattern, place.name, place.parts))
    ui.table(tables.residential_pattern(pattern), f"How unevenly each group is spread over {place.name}.")

serving = store.ask("bodies_serving", area=place.area)
st.header(f"Bodies serving {place.name}", anchor=False)
ui_places.links("representation", {row.name: {"body": row.body_code} for row in serving.itertuples()})
ui.how_worked_out("area_profile", store, [*groups["source_code"], *estimates.get("source_code", [])])
