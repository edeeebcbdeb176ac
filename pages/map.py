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
shown = ui_places.map_frame(store, areas, view)
title = ui_places.map_title(view)
unit = ui_places.UNITS[view.what]
drawn = charts.area_map(
    shown, **ui_places.map_shapes(store, view, shown["authority"]), title=title, unit=unit, dark=ui.dark()
)
clicked = ui.picture(
    drawn.figure, tables.parts(areas, view.what), charts.describe_map(shown, title=title, unit=unit),
    key="map", config=drawn.config, on_select="rerun",
)  # fmt: skip
ui_places.open_clicked_area(clicked, view.level)
ui.downloads(areas, f"map-{view.within}-{view.level}", area_profile.DESCRIBED, store)
ui.how_worked_out("map", store, areas["source_code"])
