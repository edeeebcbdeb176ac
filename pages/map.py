"""Where?"""

from parity import charts, findings, tables, ui, ui_places
from parity.measures import area_profile, representation

store = ui.open_store()
ui.title("Where?")
view = ui_places.choose_map(store)
if view.what == "gap":
    told = representation.rounds(store)
    choice = ui.choose(told, representation.latest_testable(told), definition=view.definition)
    areas = representation.by_area(store, view.within, choice)
else:
    areas = area_profile.parts(store, view.within, view.level, *view.group)
ui.finding(findings.map_of_areas(areas, view))
chart, config = charts.area_map(
    areas,
    ui_places.shapes(store, view.within, view.level),
    value=view.what,
    dark=ui.dark(),
)
clicked = ui.picture(
    chart, tables.parts(areas, view.what), charts.describe_map(areas, view.what), key="map", config=config,
    on_select="rerun",
)  # fmt: skip
ui_places.open_clicked_area(clicked, view.level)
ui.downloads(areas, f"map-{view.within}-{view.level}", area_profile.DESCRIBED, store)
ui.how_worked_out("map", store, areas["source_code"])
