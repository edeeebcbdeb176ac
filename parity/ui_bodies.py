"""Choosing whose figures to look at, and for when: one body or all of one standing, and a year."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from parity import tables, ui
from parity.choice import Definition
from parity.measures import whose
from parity.measures.whose import Period, Whose
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
        told = told[told["body_code"].isin(need)]
    sets = [code for code in whose.SETS if whose.of(told, code)]
    names = {code: whose.name_of(code, int(told["standing"].eq(code).sum())) for code in sets}
    names |= told.set_index("body_code")["body"].to_dict()
    if not names:
        ui.finding("No body has told anything for this page yet.")
        ui.nothing_to_show(
            "There are no returns to work from.", "Send the first, or bring the illustrative boards back."
        )
        st.stop()
    with ui.row_of_choices():
        code = ui.pick("Bodies", "body", list(names), names, sets[0] if sets else None, width=300)
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
        st.stop()
    return Asked(chosen, span, definition)


def mark(asked: Asked, standing: pd.Series | None = None) -> None:
    """The mark of invented boards, from the figures where they say, else from who was chosen."""
    ui.mark_illustrative(standing if standing is not None else [asked.whose.standing])


def _code(period: Period) -> str:
    return period.until.isoformat() if period.since else "all"


def _words(period: Period) -> str:
    last = tables.date_long(period.until)
    return f"Year to {last}" if period.since else f"All years to {last}"


def link_each(rows: pd.DataFrame, page: str, say: Callable[[pd.Series], str], asked: Asked) -> None:
    """A finding a line, each the way to the page it comes from with its choices made."""
    with st.container(key=f"findings-{say.__name__}", gap="xsmall"):
        for _, row in rows.iterrows():
            parameters = {"body": row["body_code"], "definition": asked.definition}
            if "part" in row:
                parameters |= {"part": row["part"], "at": row["as_at"].isoformat()}
            st.page_link(f"pages/{page}.py", label=tables.literal(say(row)), query_params=parameters)
