"""The pieces of the pages about targets, trends, actions and changes: what is chosen, and what is shown of one."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from parity import charts, offered, tables, ui
from parity.choice import BROAD, FIRST_REGION, MINORITIES
from parity.findings import targets as say
from parity.measures import actions, observed, outcomes, representation, targets, trend
from parity.remembered import kept
from parity.rows import rows_of
from parity.store import Store
from parity.tables import targets as show
from parity.tables import trend as show_trend

ROLLS = {"region": "Region", "group": "Ethnic group", "kind of body": "Kind of body", "place": "Place"}
COMPARE = {"groups": "Its ethnic groups", "similar": "Similar bodies"}


def choose(frame: pd.DataFrame) -> pd.DataFrame:
    """The targets of one region, status or body."""
    regions, statuses = offered.sorted_values(frame, "region"), offered.sorted_values(frame, "status")
    held = [str(each) for each in targets.ORDER if str(each) in statuses]
    named = offered.named(frame, "body_code", "place")
    with ui.row_of_choices():
        region = ui.pick("Region", "region", [ui.ALL, *regions], {ui.ALL: "All regions"}, ui.ALL)
        body = ui.pick(
            "Body", "planner", [ui.ALL, *named], {ui.ALL: "All bodies and areas", **named}, ui.ALL, width=300
        )
        status = ui.pick("Status", "status", [ui.ALL, *held], {ui.ALL: "Any status", **show.LABELS}, ui.ALL, width=170)
    return ui.chosen_of(frame, region=region, body_code=body, status=status)


def pick_one(frame: pd.DataFrame) -> dict | None:
    """One of the targets shown, for a closer look."""
    if frame.empty:
        return None
    names, first = _to_look_at(frame)
    code = ui.pick("A closer look at", "target", list(names), names, first, width=520)
    return targets.by_code(frame, code or "")


@kept
def _to_look_at(frame: pd.DataFrame) -> tuple[dict[str, str], str]:
    """The targets by name, and the one that is furthest from its course."""
    order = {str(each): place for place, each in enumerate(targets.ORDER)}
    rows = rows_of(frame[["target_code", "status", "place"]])
    first = min(rows, key=lambda row: order[row["status"]])
    return {row["target_code"]: show.place(row) for row in rows}, first["target_code"]


def one(store: Store, row: dict, today: date) -> None:
    """One target: in words, as a picture with its line and what was done meanwhile, as a table, and how it was changed."""
    ui.finding(say.target(row))
    ui.note(" ".join(filter(None, [say.takes(row), say.other_definition(row)])))
    ui.note(say.remarks(row))
    look = ui.once(store, _look, row["target_code"], today)
    if look.seen["share"].notna().any():
        people = "figures" if row["part"] not in observed.PARTS else "members"
        against = held_against(people)
        ui.picture(
            lambda: charts.trend(look.seen, targets=look.corners, events=look.done, engaged=people, reference=against,
                                 dark=ui.dark()),
            look.table, charts.describe_trend(look.seen, engaged=people, reference=against), key="course",
            of=(store, (row["target_code"], today)),
        )  # fmt: skip
        events(look.done)
    versions(store, "targets", row["target_code"])


def held_against(people: str) -> str:
    """Whose share the line of a picture is: figures are of a survey, which holds each group against White people."""
    return "White people" if people == "figures" else "residents"


class _Look(NamedTuple):
    """What there is to see of one target: what was observed, its line, what was done meanwhile, and the table."""

    seen: pd.DataFrame
    corners: pd.DataFrame
    done: pd.DataFrame
    table: pd.DataFrame


def _look(store: Store, code: str, today: date) -> _Look:
    row = targets.by_code(ui.once(store, targets.standing, today), code)
    seen, corners = targets.course(store, pd.DataFrame([row]), today)
    done = actions.events(store, [row["body_code"]], [row["area_code"]])
    done = done[pd.to_datetime(done["year"]) <= pd.Timestamp(today)] if len(done) else done
    series = targets.observations(store, row, today)
    return _Look(seen, corners, done, show_trend.trend(series.assign(label=row["place"])))


def events(frame: pd.DataFrame) -> None:
    """The words of the flags on a picture, under the same numbers."""
    if len(frame):
        ui.table(show_trend.events(frame), "What was done, by the numbers of the flags in the picture.")


def versions(store: Store, kind: str, code: str) -> None:
    """Every version of a target or action: when it came in, by whom, what it changed and why."""
    from parity.tables import actions as show_actions

    history = ui.once(store, (targets if kind == "targets" else actions).history, code)
    told = show.TOLD if kind == "targets" else show_actions.TOLD
    groups = offered.named(ui.once(store, trend.shown_groups), "group_code", "label")
    heading = f"How {code} came about: {len(history)} version{'' if len(history) == 1 else 's'}, none overwritten"
    with st.expander(heading):
        ui.table(show.versions(history, told, groups), f"Every version of {code}, the first first.")


def roll_up(frame: pd.DataFrame) -> None:
    """How many targets of each status, by region, group, kind of body or place."""
    if frame.empty:
        return
    by = ui.pick("By", "by", list(ROLLS), ROLLS, "region") or "region"
    kinds = {each: each.replace("_", " ").capitalize() for each in frame["body_type"].dropna().unique()}
    rolled = targets.rolled_up(frame, by)
    ui.table(show.rolled_up(rolled, ROLLS[by], kinds), f"How many targets of each status, by {by}.")


def choose_series(store: Store) -> tuple[pd.DataFrame, list[str], str]:
    """What to follow over time: its series (`trend`), the bodies or areas in it, and what the people are called."""
    found = ui.once(store, trend.measures)
    names = {code: ui.PARTS.get(code, words) for code, words in found.items()} | {
        trend.RESIDENTS: "Residents (yearly estimates)"
    }
    told = _known_first(representation.rounds(store))
    first = _first(told, ui.once(store, outcomes.indicators))
    with ui.row_of_choices():
        measure = ui.pick("What", "what", list(names), names, first, width=300) or trend.RESIDENTS
        if measure in ui.PARTS:
            return _of_bodies(store, measure, ui.where(told, part=measure))
        return _of_place(store, measure)


@kept
def _known_first(told: pd.DataFrame) -> pd.DataFrame:
    """Of series equally long, a core board's is opened, then one that there is most to see of."""
    known = told.assign(
        unknown=~told["body"].isin(ui.BEGIN), order=told["part"].map({part: n for n, part in enumerate(ui.PARTS)})
    )
    return known.sort_values(["order", "unknown"], kind="stable")


@kept
def _first(told: pd.DataFrame, indicators: pd.DataFrame) -> str:
    return trend.to_begin_with(told, indicators)[0]


@kept
def _longest(told: pd.DataFrame) -> str | None:
    """The body of one part that told on most days; where none is enough for a trend, the first."""
    _, longest = trend.to_begin_with(told, pd.DataFrame({"indicator": [], "periods": []}))
    return longest or next(iter(told["body_code"]), None)


@kept
def _named(told: pd.DataFrame) -> dict[str, str]:
    return dict(offered.named(told.sort_values("body", kind="stable"), "body_code", "body"))


def _of_bodies(store: Store, part: str, told: pd.DataFrame) -> tuple[pd.DataFrame, list[str], str]:
    named = _named(told)
    body = ui.pick("Body", "body", list(named), named, _longest(told), width=300) or ""
    compare = ui.pick("Compare", "compare", list(COMPARE), COMPARE, "groups", width=180)
    definition = ui.pick_definition()
    pair = MINORITIES[definition]
    if compare == "similar":
        bodies = trend.alike(store, body, named)
        frame = ui.once(store, trend.of_bodies, bodies, part, [pair])
        return trend.in_order(frame, bodies), bodies, part
    return ui.once(store, trend.of_bodies, [body], part, [pair, *BROAD]), [body], part


def _of_place(store: Store, measure: str) -> tuple[pd.DataFrame, list[str], str]:
    if measure == trend.RESIDENTS:
        areas = offered.named(
            ui.asked(store, "areas_within", area=FIRST_REGION, level="authority"), "area_code", "name"
        )
        area = ui.pick("Borough", "borough", list(areas), areas, width=300) or ""
        return ui.once(store, trend.of_residents, area), [area], "residents"
    indicator = measure.removeprefix(trend.SURVEY)
    told = ui.once(store, outcomes.by_group, indicator=indicator)
    areas = offered.named(told, "area_code", "area")
    longest = told["area_code"].value_counts().index
    area = ui.pick("Place", "place", list(areas), areas, longest[0] if len(longest) else None, width=300) or ""
    return ui.once(store, trend.of_survey, area, indicator), [area], "figures"


@kept
def drawn(series: pd.DataFrame) -> pd.DataFrame:
    """What of a series has a share to draw, with the day as the picture wants it."""
    return series[series["share"].notna()].assign(year=series["as_at"])


def engaged(part: str) -> str:
    """What the people of a series are called in its picture."""
    from parity.findings import MEMBERS

    return MEMBERS[part][1] if part in MEMBERS else part


def choose_actions(frame: pd.DataFrame) -> pd.DataFrame:
    """The actions of one region, body or area, sector or state."""
    regions, sectors = offered.sorted_values(frame, "region"), offered.sorted_values(frame, "sector")
    places = {place: place for place in offered.sorted_values(frame, "place")}
    states = {
        ui.ALL: "All of them",
        "open": "Open",
        "overdue": "Overdue",
        "orphaned": "Without a lead or a target",
        "done": "Done",
    }
    with ui.row_of_choices():
        region = ui.pick("Region", "region", [ui.ALL, *regions], {ui.ALL: "All regions"}, ui.ALL)
        place = ui.pick("Body or area", "where", [ui.ALL, *places], {ui.ALL: "All of them"}, ui.ALL, width=300)
        sector = ui.pick("Sector", "sector", [ui.ALL, *sectors], {ui.ALL: "All sectors"}, ui.ALL, width=240)
        state = ui.pick("Which", "state", list(states), states, ui.ALL, width=200)
    narrower = {
        "open": {"is_open": True},
        "overdue": {"overdue": True},
        "orphaned": {"orphaned": True},
        "done": {"status": "done"},
    }
    chosen = ui.chosen_of(frame, region=region, place=place, sector=sector)
    return ui.where(chosen, **narrower.get(state, {}))


def pick_action(frame: pd.DataFrame) -> dict | None:
    """One of the actions shown, for a closer look."""
    if frame.empty:
        return None
    named = {code: f"{code}: {_short(words)}" for code, words in offered.named(frame, "action_code", "action").items()}
    code = ui.pick("A closer look at", "action", list(named), named, width=520)
    found = frame[frame["action_code"] == code]
    return None if found.empty else found.iloc[0].to_dict()


def text(said: str, name: str) -> None:
    """A plain text to copy or keep; folded away where it is longer than a screen."""
    lines = said.count("\n")
    shown = st.expander(f"The text, {lines} lines") if lines > 30 else st.container()
    shown.code(said, language=None, wrap_lines=True)
    st.download_button(
        "This text (TXT)", said.encode(), f"{name}.txt", "text/plain", key=f"text {name}", on_click="ignore"
    )


def days(told: Mapping[str, str], first: str, second: str) -> tuple[date, date]:
    """Two days to compare."""
    with ui.row_of_choices():
        one = ui.pick("From", "from", list(told), told, first, width=200) or first
        two = ui.pick("To", "to", list(told), told, second, width=200) or second
    return tuple(sorted((date.fromisoformat(one), date.fromisoformat(two))))


def _short(words: str) -> str:
    return tables.words(words) if len(words) <= 70 else f"{words[:67]}..."


def due_soon(store: Store, today: date, bodies: Sequence[str]) -> None:
    """What is late and due soon of these bodies, for the Overview: in words, as a table, and as a calendar to keep."""
    from datetime import UTC, datetime

    from parity import calendar
    from parity.findings import due as say_due
    from parity.measures import due
    from parity.tables import due as show_due

    frame = ui.once(store, due.due, today)
    frame = ui.where(frame, body_code=list(bodies))
    ui.note(say_due.due(frame))
    ui.table(partial(show_due.due, frame), "What is late, and what is due in the next 90 days.")
    with st.container(horizontal=True):
        st.download_button(
            "Calendar (ICS)", lambda: calendar.ics(frame, datetime.now(UTC)), "parity-due.ics", "text/calendar",
            key="calendar", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "This list (TXT)", lambda: say_due.digest(frame, today, 90, store.build_id).encode(), "parity-due.txt",
            "text/plain", key="digest", on_click="ignore",
        )  # fmt: skip
