"""Who lives here, and how has that changed?"""

from parity import charts, findings, tables, ui, ui_area, ui_places
from parity.measures import area_profile

store = ui.open_store()
ui.title("Who lives here, and how has that changed?")
place = ui_places.choose_area(store)
groups = ui.once(store, area_profile.groups, place.area, place.detailed)
said = findings.area_profile(groups, place.name, place.definition)
ui.finding(said)
over_time = area_profile.over_time(groups, ["detail"] if place.detailed else ["broad"])
alt = charts.describe_groups_over_time(over_time)
ui.picture(
    lambda: charts.groups_over_time(over_time, dark=ui.dark()), tables.area_groups(groups), alt,
    key="groups", of=(store, place),
)  # fmt: skip
ui.downloads(groups, f"area-{place.area}", area_profile.DESCRIBED, store, finding=said, picture="groups", alt=alt)
sources = [*groups["source_code"], *ui_area.between_censuses(store, place)]
if place.level != "ward":
    ui_area.spread(store, place)
ui_area.bodies_serving(store, place)
ui_area.opportunities_here(store, place)
ui_area.not_known_here(store, place)
ui.how_worked_out("area_profile", store, sources)
