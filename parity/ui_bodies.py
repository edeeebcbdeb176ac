"""Choosing whose figures to look at, and for when: one body or all of one standing, and a year."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

from parity import charts, findings, offered, tables, ui
from parity.choice import MINORITIES, Choice, Definition
from parity.measures import monitoring, representation, seats, whose
from parity.measures.whose import Period, Whose
from parity.remembered import kept
from parity.rows import rows_of
from parity.store import Store


class Asked(NamedTuple):
    """What the row of choices holds: whose, for when, under which definition."""

    whose: Whose
    period: Period
    definition: Definition

    @property
    def bodies(self) -> list[str]:
        return list(self.whose.bodies)


def choose(store: Store, *, period: bool = True, need: pd.Series | None = None) -> Asked:
    """The row of choices: a set of bodies or one of them, a period and the definition. Stops where there is no body.

    `need` holds the codes of the bodies that the page can say something of; without it, every body is offered.
    """
    told = ui.once(store, whose.told)
    if need is not None:
        told = ui.where(told, body_code=list(need))
    sets = [found for code in whose.SETS if (found := whose.of(told, code))]
    names = {each.code: each.name for each in sets} | offered.named(told, "body_code", "body")
    if not names:
        ui.finding("No body has told anything for this page yet.")
        ui.nothing_to_show(
            "There are no returns to work from.", "Send the first, or bring the illustrative boards back."
        )
        ui.stop(store)
    with ui.row_of_choices():
        code = ui.pick("Bodies", "body", list(names), names, sets[0].code if sets else None, width=300)
        chosen = whose.of(told, code)
        spans = whose.periods(chosen.first, chosen.last)
        until = chosen.last
        span = Period(None, until) if until else None
        if period and spans:
            named = {_code(each): _words(each) for each in spans}
            picked = ui.pick("Period", "period", list(named), named, next(iter(named)), width=250)
            span = next(each for each in spans if _code(each) == picked)
        definition = ui.pick_definition()
    if span is None:
        ui.finding(f"{chosen.name}: no return of its own yet.")
        ui.nothing_to_show("A body that told nothing is not at 0 %: it is not known.", "Ask it for the templates.")
        ui.stop(store)
    return Asked(chosen, span, definition)


def choose_group(frame: pd.DataFrame, definition: Definition) -> str | None:
    """One ethnic group of a frame with a row per group: all ethnic minorities to begin with."""
    other = MINORITIES[representation.other_definition(definition)][1]
    named = {code: label for code, label in offered.named(frame, "group_code", "label").items() if code != other}
    return ui.pick("Ethnic group", "group", list(named), named, MINORITIES[definition][1], width=320)


def mark(asked: Asked, standing: pd.Series | None = None) -> None:
    """The mark of invented boards, from the figures where they say, else from who was chosen."""
    ui.mark_illustrative(standing if standing is not None else [asked.whose.standing])


def _code(period: Period) -> str:
    return period.until.isoformat() if period.since else "all"


def _words(period: Period) -> str:
    last = tables.date_long(period.until)
    return f"Year to {last}" if period.since else f"All years to {last}"


def link_each(rows: pd.DataFrame, page: str, say: Callable[[dict], str], asked: Asked) -> None:
    """A finding a line, each the way to the page it comes from with its choices made."""
    with st.container(key=f"findings-{say.__name__}", gap="xsmall"):
        for said, chosen in _said(rows, say):
            st.page_link(f"pages/{page}.py", label=said, query_params=chosen | {"definition": asked.definition})


@kept
def _said(rows: pd.DataFrame, say: Callable[[dict], str]) -> list[tuple[str, dict[str, str]]]:
    """The finding of each row, and the choices of the page it comes from."""
    return [
        (
            tables.literal(say(row)),
            {"body": row["body_code"]}
            | ({"part": row["part"], "at": row["as_at"].isoformat()} if "part" in row else {}),
        )
        for row in rows_of(rows)
    ]


def within(asked: Asked) -> dict[str, date | None]:
    """The period, as the measures of recruitment take it."""
    return {"since": asked.period.since, "until": asked.period.until}


@kept
def of_definition(frame: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """The rows of all ethnic minorities under a definition."""
    classification, group = MINORITIES[definition]
    return frame[frame["classification"].eq(classification) & frame["group_code"].eq(group)].reset_index(drop=True)


def choose_step(steps: pd.DataFrame) -> str:
    """Which step of recruitment to look at."""
    told = list(dict.fromkeys(steps["step"])) or ["appointed_from_shortlisted"]
    return ui.pick("Step", "step", told, tables.recruitment.STEPS, "shortlisted_from_applied", width=320) or told[0]


@kept
def as_ratios(rows: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """One step of `recruitment.steps` as `charts.ratios` wants it: the definition chosen, then the broad groups."""
    other = MINORITIES[representation.other_definition(definition)][1]
    kept = rows[rows["group_code"] != other]
    words = {code: text.lower() for code, text in tables.recruitment.FINDINGS.items()}
    return kept.assign(
        verdict=kept["verdict"].astype(str).map(words).fillna(""),
        base=kept[["base", "others_base"]].min(axis=1),
        note=[f"{through(row, '')}, {row['against']}: {through(row, 'others_')}" for row in rows_of(kept)],
    )


def through(row: dict, side: str) -> str:
    """How many of one side got through, in words."""
    count, base = row[f"{side}count"], row[f"{side}base"]
    if pd.isna(count) or pd.isna(base):
        return "not told"
    share = f" ({tables.percent_said(count / base, base)})" if base else ""
    return f"{tables.count(count)} of {tables.count(base)}{share} through"


def seat_day(store: Store, asked: Asked) -> date | None:
    """The last day up to the end of the period of which the bodies told their core boards."""
    return representation.last_told(ui.once(store, representation.rounds), asked.bodies, "core", asked.period.until)


QUESTIONS = {
    "monitors": ("What it monitors", list(monitoring.QUESTIONS)[:7]),
    "does": ("How it works", list(monitoring.QUESTIONS)[7:13]),
    "benchmarks": ("The four benchmarks", list(monitoring.QUESTIONS)[13:]),
}


def choose_questions() -> list[str]:
    """Which questions of a practice return to look at."""
    named = {code: title for code, (title, _) in QUESTIONS.items()}
    return QUESTIONS[ui.pick("Questions", "questions", list(named), named, "monitors") or "monitors"][1]


@kept
def as_shares(compared: pd.DataFrame) -> pd.DataFrame:
    """`monitoring.compared` as `charts.shares` wants it: the share that say yes, against that of the study of 2007."""
    chance = [
        "more than chance gives" if row["clear"] else "chance could give the difference" if row["study_base"] else ""
        for row in rows_of(compared)
    ]
    return compared.assign(label=compared["question"], reference=compared["study_share"], verdict=chance)


def seat_by_seat(store: Store, board: pd.DataFrame, choice: Choice) -> None:
    """One board as its seats, with the two whole numbers of seats that parity would be, and what is set aside."""
    ui.finding(findings.seats.seats(board, choice.definition))
    rows = of_definition(board, choice.definition)
    if rows.empty:
        return
    row = rows.iloc[0]
    parity = None if pd.isna(row["fewer"]) else (int(row["fewer"]), int(row["more"]))
    kinds, who = seats.drawn(row), "ethnic minority members"
    ui.picture(
        lambda: charts.seats(kinds, parity=parity, group=who, dark=ui.dark()),
        tables.seats.seats(board),
        charts.describe_seats(kinds, parity=parity, group=who),
        key="seats",
        of=(store, choice),
    )
    ui.note(findings.seats.designated(board, choice.definition))


@kept
def as_dots(everyone: pd.DataFrame) -> pd.DataFrame:
    """`representation.across_bodies` as `charts.funnel` wants it: each dot by the name of its body."""
    return everyone.assign(label=everyone["body"])


@kept
def as_tiers(tiers: pd.DataFrame) -> pd.DataFrame:
    """`representation.by_tier` as `charts.shares` wants it: a row a tier, with the day it was told."""
    days = [f"{tables.TIERS[row['part']]}, {tables.date_long(row['as_at'])}" for row in rows_of(tiers)]
    return ui.judged(tiers.assign(label=days))


def say_concentration(held: pd.DataFrame, day: date, asked: Asked) -> str:
    """One body's finding; of several, which are never added together as each keeps its own keys, where it is highest."""
    known = held[held["share_of_busiest"].notna()] if len(held) else held
    if not asked.whose.several or known.empty:
        return findings.concentration.concentration(held, day, asked.definition)
    return findings.concentration.concentration(
        known.sort_values("share_of_busiest", ascending=False, kind="stable"), day, asked.definition
    )
