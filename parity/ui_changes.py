"""The pieces of the What changed page: two days or two points of the ledger, and what moved between them."""

from datetime import date

import pandas as pd
import streamlit as st

from parity import history, past, places, tables, ui, ui_targets
from parity.measures import changes
from parity.remembered import kept
from parity.store import Store
from parity.tables import changes as table
from parity.trouble import NotDone

MOST = 25  # rows shown before the rest is folded away
MODES = {"days": "Between two days", "returns": "Before and after returns"}


def between(store: Store, today: date) -> tuple[pd.DataFrame, str]:
    """What changed between the two that are chosen, and what was asked, in words."""
    may_look = ui.visitor().opens_full
    points = past.moments(places.this_home()) if may_look else []
    with ui.row_of_choices():
        modes = MODES if len(points) > 1 else {"days": MODES["days"]}
        mode = ui.pick("Compare", "mode", list(modes), modes, "days", width=240)
        definition = ui.pick_definition()
    if mode == "returns":
        return _returns(store, points, today, definition)
    named = {day.isoformat(): tables.date_long(day) for day in changes.days(store, today)}
    begin = (day.isoformat() for day in changes.days_to_begin_with(store, today))
    first, second = ui_targets.days(named, *begin)
    asked = f"{tables.date_long(first)} to {tables.date_long(second)}"
    return ui.once(store, changes.between_days, first, second, definition), asked


def show(every: pd.DataFrame, worth: pd.DataFrame, asked: str) -> None:
    """What moved, targets first; of figures those that moved further than chance or are found otherwise, the rest folded."""
    for what, heading in (("target", "Targets"), ("figure", "Figures"), ("action", "Actions")):
        rows = ui.where(worth, what=what)
        if rows.empty:
            continue
        st.header(heading, anchor=False)
        ui.table(table.changes(_part(rows, 0, MOST), ui.PARTS), f"{heading} that changed, {asked}.")
        if len(rows) > MOST:
            with st.expander(f"{len(rows) - MOST} more"):
                st.html(
                    tables.html(table.changes(_part(rows, MOST), ui.PARTS), f"More {heading.lower()} that changed.")
                )
    quiet = _quiet(every, worth)
    if len(quiet):
        with st.expander(f"Figures that moved by no more than chance may: {len(quiet)}"):
            st.html(tables.html(table.changes(quiet, ui.PARTS), "Figures that moved by no more than chance may."))


@kept
def _part(rows: pd.DataFrame, first: int, last: int | None = None) -> pd.DataFrame:
    return rows.iloc[first:last]


@kept
def _quiet(every: pd.DataFrame, worth: pd.DataFrame) -> pd.DataFrame:
    return every[~every.index.isin(worth["place_in_all"])]


def corrections() -> None:
    """Every return that took the place of another, with the shares it moved: old and new values stay in sight."""
    if not ui.visitor().opens_full:
        return
    listed = [each for each in history.entries(places.this_home()) if each.changes]
    if not listed:
        ui.note("No return has been corrected.")
        return
    frame = pd.DataFrame(
        [
            {"Return": each.return_id, "In the place of": ", ".join(each.replaces), "Accepted": tables.date_long(each.accepted[:10]),
             "By": tables.literal(each.accepted_by), "What it changed": tables.literal(each.changes)}
            for each in reversed(listed)
        ]
    ).set_index("Return")  # fmt: skip
    ui.table(frame, "Returns that took the place of others, and what they changed.")


def _returns(store: Store, points: list[past.Moment], today: date, definition: str) -> tuple[pd.DataFrame, str]:
    names = {str(each.sequence): each.words for each in points}
    codes = list(names)
    with ui.row_of_choices():
        first = ui.pick("The store as it was after", "after", codes, names, codes[-2], width=520) or codes[0]
        second = ui.pick("And as it was after", "then", codes, names, codes[-1], width=520) or codes[-1]
    one, two = sorted((int(first), int(second)))
    try:
        with st.spinner("Making the store again as it was ..."):
            before = past.store_after(places.this_home(), one)
            after = store if two == points[-1].sequence else past.store_after(places.this_home(), two)
    except NotDone as trouble:
        st.error(tables.literal(str(trouble)))
        ui.stop(store)
    frame = changes.between_stores(before, after, today, definition)
    return frame, f"from {names[str(one)]} to {names[str(two)]}"
