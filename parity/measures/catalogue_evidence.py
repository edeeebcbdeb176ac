"""The measures of places and of evidence by name: the map, good practice, the directory, what is not known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from parity.choice import View
from parity.measures import areas, cases, not_known, opportunities, representation
from parity.measures.asked import (
    AREA,
    DATE,
    DEFINITION,
    ILLUSTRATIVE,
    LEVEL,
    SINCE,
    TEXT,
    UNTIL,
    Argument,
    CannotAnswer,
    Measure,
)
from parity.store import Store


def _opportunities(
    store: Store, area: str, date: date | None, text: str, kind: str | None, language: str | None
) -> pd.DataFrame:
    return opportunities.directory(store, area, date, text, kind, language)


def _opportunities_areas(store: Store, area: str, level: str, date: date | None) -> pd.DataFrame:
    return opportunities.by_area(store, area, level, date or _today())


def _not_known(
    store: Store, area: str, level: str, since: date | None, until: date, illustrative: bool
) -> pd.DataFrame:
    return not_known.register(store, area, level, until, since, illustrative)


def _evidence_of_places(store: Store, area: str, level: str, since: date | None, illustrative: bool) -> pd.DataFrame:
    return not_known.places_told(store, area, level, since, illustrative)


def _map(
    store: Store,
    area: str,
    level: str,
    what: Any,
    group: str,
    definition: Any,
    since: date | None,
    until: date,
    part: str | None,
    date: date | None,
) -> pd.DataFrame:
    view = View(area, "", level, what, group, "", definition, since, until, part or "core", date)
    if what == "gap" and not (part and date):
        told = representation.rounds(store)
        latest = representation.latest_testable(told[told["part"].eq(part) | (part is None)])
        if latest is None:
            raise CannotAnswer("No return tells whose gap this is: ask for the seats template.")
        view = replace(view, part=latest[0], as_at=date or latest[1])
    return areas.by_area(store, view)


def _today() -> date:
    return date.today()


EVIDENCE: dict[str, Measure] = {
    "cases": Measure(
        "what worked, what did not and for whom, by the cases sent",
        cases.found,
        (
            TEXT,
            Argument("mechanism", "one mechanism (channel)", options=tuple(cases.MECHANISMS)),
            Argument("community", "code of the ethnic group it was for, such as black or bangladeshi"),
            AREA._replace(about="the place, or a part of it; without it, anywhere", needed=False),
            Argument("worked", "what came of it", options=tuple(cases.WORKED)),
            Argument("grade", "how strong the evidence is", options=tuple(cases.GRADES)),
        ),
        cases.DESCRIBED,
    ),
    "opportunities": Measure(
        "what people can take part in, learn or get help with in a place",
        _opportunities,
        (
            AREA,
            DATE._replace(about="open on this day; without it, of any time"),
            TEXT,
            Argument("kind", "one kind of entry", options=tuple(opportunities.KINDS)),
            Argument("language", "offered in this language"),
        ),
        opportunities.DESCRIBED,
    ),
    "opportunities-areas": Measure(
        "how much there is to take part in in each area of a place, and where there is nothing",
        _opportunities_areas,
        (AREA, LEVEL, DATE._replace(about="open on this day; without it, today")),
        opportunities.DESCRIBED,
    ),
    "not-known": Measure(
        "which groups, places, bodies and years nobody has told of, and what to ask for",
        _not_known,
        (AREA, LEVEL, SINCE._replace(about="evidence counts from this day on; without it, of any time"), UNTIL, ILLUSTRATIVE),
        not_known.DESCRIBED,
    ),
    "evidence-of-groups": Measure(
        "how many tell of each ethnic group, kind of evidence by kind",
        not_known.groups_told,
        (SINCE._replace(about="evidence counts from this day on; without it, of any time"), ILLUSTRATIVE),
        not_known.DESCRIBED,
    ),
    "evidence-of-places": Measure(
        "which kinds of evidence are told of each area of a place",
        _evidence_of_places,
        (AREA, LEVEL, SINCE._replace(about="evidence counts from this day on; without it, of any time"), ILLUSTRATIVE),
        not_known.DESCRIBED,
    ),
    "map": Measure(
        "one figure of every area of a place, as the map shows it",
        _map,
        (
            AREA,
            LEVEL,
            Argument("what", "the figure", options=areas.FIGURES, default="share"),
            Argument("group", "code of the ethnic group (share, change); without it, all ethnic minorities", default="minorities"),
            DEFINITION,
            SINCE,
            UNTIL,
            Argument("part", "whose gap: a tier of seats or a role"),
            DATE._replace(about="the day of the gap; without it, the latest with a count and a base"),
        ),
        areas.DESCRIBED,
    ),
}  # fmt: skip
