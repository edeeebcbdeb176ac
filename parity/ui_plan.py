"""Setting and changing targets on screen: a form, what it would come to, and the one door it goes through."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from parity import access, places, plan, tables, ui, ui_targets
from parity.candidate import ACCEPTED, OVERTAKEN
from parity.choice import MINORITIES
from parity.findings import targets as say
from parity.measures import observed, outcomes, targets, trend
from parity.measures.observed import PARTS, part_of
from parity.rows import rows_of
from parity.store import Store
from parity.trouble import NotDone

NEW, MANY = "new", "many"
KINDS = {
    "parity": "Parity with the people who live there",
    "value": "A stated value",
    "share_of_gap": "A share of the gap",
}
DEFINED = {f"definition:{code}": f"Ethnic minorities ({code} White minorities)" for code in ("excluding", "including")}
DAY = "A day, such as 2029-03-31"


def form(label: str, chosen: str) -> DeltaGenerator:
    """What a form is folded away in, which draws it once it is open; a link that chooses what to change opens it."""
    return st.expander(label, chosen in st.query_params, key=f"form {chosen}", on_change="rerun")


def who() -> str | None:
    """Whose hands a change goes through; None for a visitor who may not make one, who is told so."""
    visitor = ui.visitor()
    if not access.may(visitor, access.PLAN):
        ui.note(access.refusal(visitor, access.PLAN))
        return None
    if visitor == access.OWNER:
        return st.text_input("Your name", key="plan by", width=250, max_chars=80).strip()
    ui.note(f"Signed in as {visitor.who}.")
    return visitor.who


def edit_targets(store: Store, every: pd.DataFrame, today: date) -> None:
    """Setting a target, the same target for every body of a kind, or changing one that is there."""
    if (by := who()) is None:
        return
    mine = planned_by(ui.visitor(), every)
    names = {NEW: "Set a new target", MANY: "Set the same target for every body of a kind"}
    names |= {row["target_code"]: f"Change {row['target_code']}: {row['place']}" for row in rows_of(mine)}
    chosen = ui.pick("What to do", "do", list(names), names, NEW, width=520) or NEW
    held = targets.by_code(every, chosen)
    with st.form(keyed("target", chosen), border=True):
        told = _fields(store, chosen, held)
        st.write("Nothing is overwritten: a change is one more version, and the earlier ones stay.")
        with st.container(horizontal=True):
            check = st.form_submit_button("Check it")
            save = st.form_submit_button("Save it", type="primary")
    if not (check or save):
        seen(store, "target", chosen)
        return
    try:
        rows = _rows(store, told, chosen, held, every)
    except ValueError as wrong:
        st.error(tables.literal(str(wrong)))
        return
    _preview(store, rows, today)
    if save:
        take_in(store, "targets", rows, by, chosen)


def take_in(store: Store, kind: str, rows: Sequence[Mapping], by: str, chosen: str) -> None:
    """The change through the one door, and what became of it; whoever was overtaken is told and keeps what they typed."""
    if not by:
        st.error("Write your name above: it is kept with the change.")
        return
    name = kind.rstrip("s")
    try:
        with st.spinner("Writing it down, and building the store again ..."):
            done = plan.save(
                store, places.this_home(), kind, rows, by=by, visitor=ui.visitor(), seen=seen(store, name, chosen)
            )
    except NotDone as trouble:
        st.error(tables.literal(str(trouble)))
        return
    if done.outcome == ACCEPTED:
        st.session_state["plan said"] = f"{done.message} Saved by {done.by}."
        st.session_state["plan turn"] = st.session_state.get("plan turn", 0) + 1
        st.rerun()
    if done.outcome == OVERTAKEN:
        st.warning(tables.literal(done.message))
        fresh = ui.open_store()
        for row in rows:
            ui_targets.versions(fresh, kind, str(row[f"{name}_code"]))
        st.session_state[keyed("seen", f"{name} {chosen}")] = plan.last_event(fresh)
        return
    st.error(tables.literal(done.message))
    for problem in done.checked.problems if done.checked else ():
        if problem.severity != "put_right":
            ui.note(f"{problem.message}. {problem.remedy}")


def seen(store: Store, name: str, chosen: str) -> str:
    """The last event of the ledger that the visitor had before them when this form was opened."""
    return st.session_state.setdefault(keyed("seen", f"{name} {chosen}"), plan.last_event(store))


def last_said() -> None:
    """What the last change came to, once."""
    if said := st.session_state.pop("plan said", None):
        st.success(tables.literal(said))


def keyed(name: str, chosen: str) -> str:
    """A key for a widget of this form, another after each change that was saved: a form then opens with what there is."""
    return f"{name} {chosen} {st.session_state.get('plan turn', 0)}"


def day(text: str, what: str) -> date:
    """A day as it was typed. Raises ValueError with a sentence."""
    try:
        return (
            pd.Timestamp(text.strip(), tz=None).date()
            if "-" in text
            else pd.to_datetime(text.strip(), dayfirst=True).date()
        )
    except (ValueError, TypeError):
        raise ValueError(f"{what}: '{text}' is not a day. Write it as 2029-03-31.") from None


def planned_by(known: access.Visitor, every: pd.DataFrame) -> pd.DataFrame:
    """The rows of targets or actions that this visitor may change."""
    return every[[access.may(known, access.PLAN, [body] if body else []) for body in every["body_code"]]]


def places_to_plan(store: Store) -> dict[str, str]:
    """body or area code -> name: the bodies this visitor may plan for, and the areas that surveys tell of."""
    known, told = ui.visitor(), store.ask("bodies")
    named = zip(told["body_code"], told["name"], strict=True)
    bodies = {code: name for code, name in named if access.may(known, access.PLAN, [code])}
    if not access.may(known, access.PLAN, []):
        return bodies
    return bodies | ui.once(store, _areas_to_plan)


def _areas_to_plan(store: Store) -> dict[str, str]:
    told = store.ask("survey_figures", indicator=None, area=None).dropna(subset=["area"]).drop_duplicates("area_code")
    areas = dict(zip(told["area_code"], told["area"], strict=True)) | {
        "E12000005": "West Midlands",
        "E12000007": "London",
    }
    return {code: f"{name} (the place)" for code, name in sorted(areas.items(), key=lambda pair: pair[1])}


def _fields(store: Store, chosen: str, held: Mapping | None) -> dict[str, str]:
    """The fields of the form, filled with what is there."""
    told: dict[str, str] = {}

    def choose(
        name: str, label: str, options: Mapping[str, str], first: object = None, help: str | None = None
    ) -> None:
        codes = list(options)
        told[name] = st.selectbox(
            label, codes, codes.index(first) if first in codes else 0, format_func=lambda code: tables.literal(options[code]),
            key=keyed(name, chosen), help=help,
        ) or ""  # fmt: skip

    def write(name: str, label: str, first: object = "", help: str | None = None) -> None:
        value = "" if tables.missing(first) else str(first)
        told[name] = st.text_input(label, value, key=keyed(name, chosen), help=help, max_chars=300).strip()

    if chosen == MANY:
        regions = store.ask("regions_of_bodies").drop_duplicates("region_code")
        choose("region", "Region", dict(zip(regions["region_code"], regions["region"], strict=True)))
        types = sorted(store.ask("bodies")["body_type"].unique())
        choose(
            "body_type",
            "Kind of body",
            {each: each.replace("_", " ").capitalize() for each in types},
            "local_strategic_partnership",
        )
    elif held is None:
        choose("place", "Body or place", places_to_plan(store))
    else:
        told["place"] = held["body_code"] or held["area_code"]
        st.write(f"**{tables.literal(held['place'])}**")
    indicators = {name: name for name in dict.fromkeys(ui.once(store, outcomes.indicators)["indicator"])}
    choose(
        "measure", "Measure", {words: words for words in PARTS.values()} | indicators, held["measure"] if held else None
    )
    groups = ui.once(store, trend.shown_groups)
    named = {row.group_code: row.label for row in groups[groups["row"] != "definition"].itertuples()}
    first = (f"definition:{held['definition']}" if held["definition"] else held["group_code"]) if held else None
    choose("group", "Ethnic group", DEFINED | named, first)
    write("baseline_date", "Baseline date", held["baseline_on"] if held else "", DAY)
    write(
        "baseline_value",
        "Baseline, per cent",
        _percent(held["baseline"]) if held else "",
        "Blank: the figure that the returns give for that day.",
    )
    choose("kind", "Kind of target", KINDS, held["kind"] if held else None)
    write(
        "target_value",
        "Per cent to reach, or of the gap to close",
        _percent(held["value"]) if held else "",
        "Blank where the target is parity.",
    )
    write("target_date", "Target date", held["due"] if held else "", DAY)
    if chosen != MANY:
        write("owner", "Owner: an organisation or an office, never a person", held["owner"] if held else "")
    write("reason", "Why this target", held["reason"] if held else "")
    if held:
        write("why_changed", "Why it is changed")
    return told


def _rows(store: Store, told: Mapping[str, str], chosen: str, held: Mapping | None, every: pd.DataFrame) -> list[dict]:
    """The rows of the return that the form comes to. Raises ValueError, with a sentence, where it comes to none."""
    if held is not None and not told["why_changed"]:
        raise ValueError("Say why it is changed: it is kept with the change.")
    taken = list(every["target_code"])
    if chosen != MANY:
        code = chosen if held is not None else plan.new_code("T", taken, told["place"], told["measure"], told["group"])
        return [_row(store, told, code, told["place"], held)]
    bodies = store.ask("bodies").merge(store.ask("regions_of_bodies"), on="body_code")
    bodies = bodies[bodies["region_code"].eq(told["region"]) & bodies["body_type"].eq(told["body_type"])]
    if bodies.empty:
        raise ValueError("There is no body of that kind in that region.")
    rows, without = [], []
    for body in bodies.itertuples():
        code = plan.new_code(
            "T", [*taken, *(row["target_code"] for row in rows)], body.body_code, told["measure"], told["group"]
        )
        try:
            rows.append(_row(store, told | {"owner": body.name}, code, body.body_code, None))
        except ValueError:
            without.append(body.name)
    if without:
        ui.note(f"Left out, as no return gives a baseline for that day: {', '.join(sorted(without))}.")
    if not rows:
        raise ValueError("No body of that kind has a figure for that day: choose another baseline date.")
    return rows


def _row(store: Store, told: Mapping[str, str], code: str, place: str, held: Mapping | None) -> dict:
    is_body = place in set(store.ask("bodies")["body_code"])
    defined = told["group"].partition("definition:")[2]
    row = {
        "target_code": code, "body_code": place if is_body else "", "area_code": "" if is_body else place,
        "measure": told["measure"], "ethnic_group": "" if defined else told["group"], "definition": defined,
        "baseline_date": day(told["baseline_date"], "Baseline date"), "target_date": day(told["target_date"], "Target date"),
        "kind": told["kind"], "target_value": _number(told["target_value"], "The value to reach"), "owner": told["owner"],
        "reason": told["reason"], "why_changed": told.get("why_changed", ""),
    }  # fmt: skip
    if told["kind"] != "parity" and row["target_value"] is None:
        raise ValueError("Say how many per cent are to be reached, or of the gap to be closed.")
    shown = trend.shown_groups(store)
    classification = (
        MINORITIES[defined][0] if defined else shown[shown["group_code"].eq(told["group"])].iloc[0]["classification"]
    )
    group = MINORITIES[defined][1] if defined else told["group"]
    begun = observed.on_day(
        store,
        {"body_code": row["body_code"] or None, "area_code": row["area_code"] or None, "part": part_of(told["measure"]),
         "classification": classification, "group_code": group, "baseline_on": row["baseline_date"]},
    )  # fmt: skip
    given = _number(told["baseline_value"], "The baseline")
    if given is None and begun is None:
        raise ValueError("No return gives a figure for the baseline date: write the baseline, or choose another day.")
    row["baseline_value"] = given if given is not None else round(100 * begun["share"], 4)
    kept = held is not None and (held["baseline_on"], _percent(held["baseline"])) == (
        row["baseline_date"],
        told["baseline_value"],
    )
    for name, of in (("baseline_lower", "lower"), ("baseline_upper", "upper"), ("baseline_reference", "reference")):
        fixed = (
            held[name] if kept and held is not None else begun[of] if begun is not None else None
        )  # fixed with the baseline
        row[name] = None if fixed is None or pd.isna(fixed) else round(100 * fixed, 4)
    return row


def _preview(store: Store, rows: Sequence[Mapping], today: date) -> None:
    """What the targets of the form would be today, and what is missing from them."""
    told = store.ask("targets")
    named = store.ask("bodies").set_index("body_code")
    drafts = pd.DataFrame(
        [
            {**dict.fromkeys(told.columns), **row, "body": named["name"].get(row["body_code"]), "body_type": None,
             "body_code": row["body_code"] or None, "area_code": row["area_code"] or None, "version": 1, "versions": 1,
             "area": row["area_code"] or None, "ethnic_group": row["ethnic_group"] or None, "definition": row["definition"] or None}
            for row in rows
        ]
    )  # fmt: skip
    figures = ["baseline_value", "baseline_lower", "baseline_upper", "baseline_reference", "target_value"]
    frame = targets.standing(store, today, drafts.astype(dict.fromkeys(figures, float)))
    for row in rows_of(frame):
        ui.note(f"{say.target(row)} {say.takes(row)} {say.remarks(row)}")


def _number(text: str, what: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.rstrip("% ").replace(",", "."))
    except ValueError:
        raise ValueError(f"{what}: '{text}' is not a number.") from None


def _percent(share: float) -> str:
    return "" if pd.isna(share) else f"{round(100 * share, 4):g}"
