"""Drafting and changing actions on screen, and adding an event to a trend: each is one more version of an action."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from parity import access, plan, tables, ui
from parity.rows import rows_of
from parity.store import Store
from parity.tables.actions import HEADINGS, STAGES, STATUSES
from parity.ui_plan import DAY, NEW, day, keyed, places_to_plan, planned_by, seen, take_in, who

STATES = {code: words.capitalize() for code, words in STATUSES.items() if code != "overdue"}
SECTORS = ("Regional institutions", "Regeneration partnerships", "Generalist infrastructure", "BME infrastructure")


def edit_actions(store: Store, every: pd.DataFrame, targets: list[str]) -> None:
    """Drafting an action; and endorsing, modifying, agreeing or reporting on one that is there."""
    if (by := who()) is None:
        return
    mine = planned_by(ui.visitor(), every)
    names = {NEW: "Draft a new action"}
    names |= {row["action_code"]: f"Change {row['action_code']}: {row['action'][:60]}" for row in rows_of(mine)}
    chosen = ui.pick("What to do", "do-action", list(names), names, NEW, width=520) or NEW
    found = every[every["action_code"] == chosen]
    held = None if found.empty else found.iloc[0].to_dict()
    with st.form(keyed("action", chosen), border=True):
        told = _fields(store, chosen, held, targets)
        st.write(
            "A draft becomes agreed once communities have endorsed or modified it. Every version stays, with what they said."
        )
        save = st.form_submit_button("Save it", type="primary")
    if not save:
        seen(store, "action", chosen)
        return
    try:
        row = _row(store, told, chosen, held, every)
    except ValueError as wrong:
        st.error(tables.literal(str(wrong)))
        return
    take_in(store, "actions", [row], by, chosen)


def add_event(store: Store, body: str, taken: list[str]) -> None:
    """An event for the pictures of a body: something that was done on a day, kept as an action that is done."""
    if not ui.may(access.PLAN, [body]):
        return
    with st.expander("Add an event to this picture"):
        by = who()
        with st.form(keyed("event", body), border=False):
            words = st.text_input(
                "What was done: an action, a change of chair, a policy", key=keyed("event words", body), max_chars=200
            )
            when = st.text_input("On which day", key=keyed("event day", body), help=DAY, max_chars=20)
            heading = st.selectbox(
                "Heading", list(HEADINGS), format_func=HEADINGS.get, key=keyed("event heading", body)
            )
            save = st.form_submit_button("Add it")
        if not save:
            return
        try:
            done = day(when, "On which day")
        except ValueError as wrong:
            st.error(tables.literal(str(wrong)))
            return
        if not words.strip():
            st.error("Say what was done.")
            return
        row = {
            "action_code": plan.new_code("E", taken, body, words, done), "body_code": body, "stage": "agreed", "heading": heading,
            "action": words.strip(), "status": "done", "due": done, "done_on": done, "source": "Event added on screen",
        }  # fmt: skip
        take_in(store, "actions", [row], by or "", NEW)


def _fields(store: Store, chosen: str, held: Mapping | None, targets: list[str]) -> dict[str, str]:
    told: dict[str, str] = {}

    def choose(name: str, label: str, options: Mapping[str, str], first: object = None) -> None:
        codes = list(options)
        told[name] = st.selectbox(
            label, codes, codes.index(first) if first in codes else 0, format_func=lambda code: tables.literal(options[code]),
            key=keyed(name, chosen),
        ) or ""  # fmt: skip

    def write(name: str, label: str, help: str | None = None, length: int = 400) -> None:
        first = "" if held is None or tables.missing(held[name]) else str(held[name])
        told[name] = st.text_input(label, first, key=keyed(name, chosen), help=help, max_chars=length).strip()

    if held is None:
        choose("place", "Body or place", places_to_plan(store))
    else:
        told["place"] = held["body_code"] or held["area_code"] or ""
        st.write(f"**{tables.literal(held['place'])}, {tables.literal(held['action_code'])}**")
        if held["comments_kept"]:
            st.write(f"Communities have said: {tables.literal(held['comments_kept'])}")
    write("action", "What is to be done")
    write("weakness", "What is wrong now")
    write("outcome", "What will be different")
    choose("heading", "Heading", HEADINGS, held["heading"] if held else None)
    sectors = dict.fromkeys([*SECTORS, *([held["sector"]] if held and held["sector"] else [])])
    choose("sector", "Sector", {each: each for each in sectors}, held["sector"] if held else None)
    write("lead_partner", "Lead partner: an organisation, never a person")
    write("partners", "Other partners, with a semicolon between them")
    write("due", "Due", DAY, 20)
    choose(
        "stage",
        "How far communities have agreed it",
        {code: words.capitalize() for code, words in STAGES.items()},
        held["stage"] if held else None,
    )
    told["comments"] = st.text_input(
        "What communities said of it, without names", key=keyed("comments", chosen), max_chars=400
    ).strip()
    choose("status", "Status", STATES, held["status"] if held else None)
    write("done_on", "Done on", DAY, 20)
    write("blocked_by", "Blocked by: another action's code, or words")
    choose(
        "target_code",
        "Target it serves",
        {"": "None", **{code: code for code in targets}},
        held["target_code"] if held else None,
    )
    write("source", "Evidence: where it comes from")
    if held:
        told["why_changed"] = st.text_input(
            "Why it is changed", key=keyed("why_changed", chosen), max_chars=300
        ).strip()
    return told


def _row(store: Store, told: Mapping[str, str], chosen: str, held: Mapping | None, every: pd.DataFrame) -> dict:
    """The row of the return that the form comes to. Raises ValueError, with a sentence, where it comes to none."""
    if not told["action"]:
        raise ValueError("Say what is to be done.")
    if held is not None and not told["why_changed"]:
        raise ValueError("Say why it is changed: it is kept with the change.")
    if told["stage"] in ("endorsed", "modified") and not told["comments"] and not (held and held["comments_kept"]):
        raise ValueError("Say what communities said when they endorsed or modified it.")
    if told["status"] == "done" and not told["done_on"]:
        raise ValueError("Say on which day it was done.")
    is_body = told["place"] in set(store.ask("bodies")["body_code"])
    code = chosen if held is not None else plan.new_code("A", list(every["action_code"]), told["place"], told["action"])
    days: dict[str, date | None] = {
        name: day(told[name], words) if told[name] else None for name, words in (("due", "Due"), ("done_on", "Done on"))
    }
    plain = {name: told[name] for name in told if name not in ("place", "due", "done_on")}
    return plain | days | {
        "action_code": code, "body_code": told["place"] if is_body else "", "area_code": "" if is_body else told["place"],
    }  # fmt: skip
