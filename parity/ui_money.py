"""Choosing a place, a stretch of time and how to add up money; the bodies whose deliveries are told there."""

from typing import NamedTuple

import pandas as pd

from parity import findings, tables, ui, ui_places
from parity.choice import Definition
from parity.measures import money, whose
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
        area = ui.pick("Place", "area", list(names), names, "E12000007", width=230) or ui_places.COUNTRY
        told = money.funders(store, area)
        spans = _spans(told)
        picked = ui.pick("Awards", "awards", list(spans), {code: _words(code, spans) for code in spans}, width=330)
        by = ui.pick("Rows", "by", list(BY), BY, "year", width=200) or "year"
        definition = ui.pick_definition()
    if picked is None:
        return None
    level = areas.set_index("area_code").at[area, "level"]
    return Awards(area, names[area], level, spans[picked], picked.split(".")[0], by, definition)


def _spans(told: pd.DataFrame) -> dict[str, Period]:
    """All the awards of each standing, what was sent first, then each of their years: they are never added together."""
    spans = {}
    for standing in (each for each in whose.SETS if told["standing"].eq(each).any()):
        of = told[told["standing"] == standing]
        first, last = (pd.Timestamp(day).date() for day in (of["first"].min(), of["last"].max()))
        spans[standing] = Period(first, last)
        years = [each for each in whose.periods(first, last) if each.since]
        spans |= {f"{standing}.{each.until.year}": each for each in years[:8]}
    return spans


def _words(code: str, spans: dict[str, Period]) -> str:
    standing, _, year = code.partition(".")
    period = spans[code]
    if year:
        return f"Year to {tables.date_long(period.until)}, {STANDING[standing]}"
    return f"{period.since.year} to {period.until.year}, {STANDING[standing]}"


def bodies(store: Store, awards: Awards) -> list[str]:
    """The bodies of the same standing that serve the place or a part of it."""
    told = ui.once(store, whose.told)
    serving = set(store.ask("bodies_serving", area=awards.area)["body_code"])
    within = [awards.area]
    for level in ("authority", "ward"):
        within += store.ask("areas_within", area=awards.area, level=level)["area_code"].tolist()
    serves = store.ask("catchments")
    serving |= set(serves.loc[serves["area_code"].isin(within), "body_code"])
    kept = told["body_code"].isin(serving) & told["standing"].eq(awards.standing)
    return told.loc[kept, "body_code"].tolist()


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
