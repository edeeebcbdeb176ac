"""Choosing a place, a stretch of time and how to add up money."""

from typing import NamedTuple

import pandas as pd

from parity import findings, tables, ui, ui_places
from parity.choice import COUNTRY, FIRST_REGION, Definition
from parity.measures import money
from parity.measures.whose import Period
from parity.remembered import kept
from parity.store import Store

BY = {
    "year": "Year by year",
    "funder": "Funder by funder",
    "programme": "Programme by programme",
    "area": "Area by area",
}
STANDING = {"sent": "sent in", "illustrative": "illustrative", "published": "published"}


class Awards(NamedTuple):
    """What the row of choices of Money and delivery holds."""

    area: str
    name: str
    level: str
    period: Period
    standing: str | None
    by: str
    definition: Definition

    @property
    def parts(self) -> str:
        """The level that its areas are of."""
        return "ward" if self.level == "authority" else "authority"


def choose(store: Store) -> Awards | None:
    """The place, the period (of awards of one standing), what the rows are, and the definition; None without awards."""
    areas = store.ask("areas")
    names = ui_places.place_names(areas)
    with ui.row_of_choices():
        area = ui.pick("Place", "area", list(names), names, FIRST_REGION, width=230) or COUNTRY
        told = ui.once(store, money.funders, area)
        spans = money.spans(told)
        picked = ui.pick("Awards", "awards", list(spans), {code: _words(code, spans) for code in spans}, width=330)
        by = ui.pick("Rows", "by", list(BY), BY, "year", width=200) or "year"
        definition = ui.pick_definition()
    if picked is None:
        return None
    level = areas.set_index("area_code").at[area, "level"]
    return Awards(area, names[area], level, spans[picked], picked.split(".")[0], by, definition)


def _words(code: str, spans: dict[str, Period]) -> str:
    standing, _, year = code.partition(".")
    period = spans[code]
    if year:
        return f"Year to {tables.date_long(period.until)}, {STANDING[standing]}"
    return f"{period.since.year} to {period.until.year}, {STANDING[standing]}"


@kept
def as_rows(frame: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """`money.by_leader` under one definition as `charts.shares` wants it, without the rows of which nothing is told."""
    return ui.judged(
        frame[(frame["definition"] == definition) & frame["mark"].ne("[x]")].assign(label=lambda of: of["name"])
    )


@kept
def as_involvements(frame: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """`delivery.by_leader` of all together as `charts.shares` wants it: a row an involvement."""
    of = frame[frame["definition"] == definition]
    return ui.judged(of.assign(label=[f"Organisations {each}" for each in of["involvement"]]))


@kept
def as_support(frame: pd.DataFrame) -> pd.DataFrame:
    """The supported organisations of `infrastructure.by_leader` as `charts.shares` wants them, held against others' share."""
    of = frame[frame["involvement"].eq("supported") & frame["share"].notna()]
    notes = [findings.infrastructure.WORDS.get(said, "") for said in of["said"]]
    return of.drop(columns="unknown").assign(
        label=of["support_label"], reference=of["others_share"], note=notes, verdict=""
    )
