"""The parts of the Area profile: years between censuses, spread, bodies, opportunities, and what is not known."""

from datetime import date

import streamlit as st

from parity import charts, findings, tables, ui, ui_evidence, ui_places
from parity.choice import Place
from parity.measures import area_profile, not_known, opportunities, serving
from parity.store import Store

FEW = 5  # entries of the directory shown here; all are on the page Opportunities


def between_censuses(store: Store, place: Place) -> list[str]:
    """The annual survey's estimates, where the place has them; their source codes."""
    estimates = ui.once(store, area_profile.estimates, place.area)
    if estimates.empty:
        return []
    st.header("Between the censuses", anchor=False)
    ui.note(findings.estimates(estimates, place.name))
    yearly = area_profile.yearly(estimates)
    alt = charts.describe_estimates(yearly)
    ui.picture(
        lambda: charts.estimates(yearly, dark=ui.dark()), tables.estimates(estimates), alt,
        key="estimates", of=(store, place.area),
    )  # fmt: skip
    return list(estimates["source_code"])


def spread(store: Store, place: Place) -> None:
    """The group's share in each part of the place, and how unevenly every group is spread over them."""
    plural = tables.LEVELS[place.parts]
    parts = ui.once(store, area_profile.parts, place.area, place.parts, *place.group)
    st.header(f"The {plural} of {place.name}", anchor=False)
    ui.note(findings.parts(parts, place.name, place.parts, place.definition))
    ui.table(tables.parts(parts), f"Each of the {plural} of {place.name}.")
    pattern = ui.once(store, area_profile.residential_pattern, place.area, place.parts)
    ui.note(findings.residential_pattern(pattern, place.name, place.parts))
    ui.table(tables.residential_pattern(pattern), f"How unevenly each group is spread over {place.name}.")
    level = place.parts
    ui_places.links(
        "map", {f"{place.name} on the map": {"within": place.area, "level": level, "definition": place.definition}}
    )


def bodies_serving(store: Store, place: Place) -> None:
    """The bodies that serve the place, what may be said of each, and the way to its page."""
    frame = ui.once(store, serving.bodies, place.area, place.definition, date.today())
    st.header(f"Bodies serving {place.name}", anchor=False)
    said = findings.serving.bodies(frame, place.name, place.definition)
    ui.note(said)
    ui.mark_illustrative(frame["standing"])
    if frame.empty:
        ui.nothing_to_show(f"No body that serves {place.name} is in the store.", "Ask for the bodies template.")
        return
    ui.table(tables.serving.bodies(frame, ui.PARTS), said)
    ui.downloads(frame, f"bodies-{place.area}", serving.DESCRIBED, store, finding=said)
    told = frame.dropna(subset=["part"]).drop_duplicates("body_code")
    ui_places.links(
        "representation",
        {row.body: {"body": row.body_code, "part": row.part, "at": row.as_at.isoformat(), "definition": place.definition}
         for row in told.itertuples()},
    )  # fmt: skip


def opportunities_here(store: Store, place: Place) -> None:
    """What is open in the place today: how much, the first few, and the way to all of it."""
    today = date.today()
    entries = ui.once(store, opportunities.directory, place.area, today)
    st.header(f"Opportunities in {place.name}", anchor=False)
    ui.note(findings.opportunities.directory(entries, place.name, False))
    ui.mark_illustrative(entries["standing"])
    ui_evidence.under_another(entries.head(FEW), ui_evidence.entry)
    if place.level != "ward" and len(entries) > FEW:
        ui_places.links("opportunities", {f"All {len(entries):,} entries for {place.name}": {"within": place.area}})


def not_known_here(store: Store, place: Place) -> None:
    """Which kinds of evidence nobody has told of the place, what that costs, and what to ask for."""
    told = ui.once(store, not_known.places_told, place.area, place.level)
    register = ui.once(store, not_known.of_place, place.area, place.level)
    st.header(f"What is not known of {place.name}", anchor=False)
    ui.note(findings.register.of_place(register, place.name))
    costs = ui.where(register, about="place")
    ui.table(tables.register.of_place(told, costs), f"Evidence of {place.name}, kind by kind: real returns only.")
    within = place.area if place.level != "ward" else store.ask("area", area=place.area).at[0, "parent_code"]
    ui_places.links("not_known", {"The whole register": {"within": within}})
