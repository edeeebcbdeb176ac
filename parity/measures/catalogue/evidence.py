"""Measures of the evidence itself: what is monitored, what worked, what there is to join, what is not known."""

from datetime import date

import pandas as pd

from parity.measures import cases, monitoring, not_known, opportunities
from parity.measures.catalogue.asked import (
    AREA,
    BODIES,
    DATE,
    ILLUSTRATIVE,
    LEVEL,
    PERIOD,
    SINCE,
    TEXT,
    UNTIL,
    Argument,
    Measure,
)
from parity.store import Store


def _freshness(store: Store, bodies: list[str], until: date) -> pd.DataFrame:
    return monitoring.freshness(store, bodies, until)


def _monitoring_compared(store: Store, bodies: list[str], until: date) -> pd.DataFrame:
    return monitoring.compared(monitoring.coverage(store, bodies, until))


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


def _today() -> date:
    return date.today()


EVIDENCE: dict[str, Measure] = {
    "monitoring": Measure(
        "what each body monitors and publishes, by its own answers",
        monitoring.coverage,
        (BODIES, UNTIL),
        monitoring.DESCRIBED,
    ),
    "monitoring-compared": Measure(
        "how many bodies monitor each thing, beside the 31 partnerships of the 2007 study",
        _monitoring_compared,
        (BODIES, UNTIL),
        monitoring.DESCRIBED,
    ),
    "freshness": Measure(
        "how old the latest return of each kind is, body by body", _freshness, (BODIES, UNTIL), monitoring.DESCRIBED
    ),
    "completeness": Measure(
        "how many people in the returns are of unknown ethnic group, and why",
        monitoring.completeness,
        PERIOD,
        monitoring.DESCRIBED,
    ),
    "missing-pieces": Measure(
        "what each body never told, and what cannot be said without it",
        monitoring.missing_pieces,
        (BODIES,),
        monitoring.DESCRIBED,
    ),
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
        (
            AREA,
            LEVEL,
            SINCE._replace(about="evidence counts from this day on; without it, of any time"),
            UNTIL,
            ILLUSTRATIVE,
        ),
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
}
