"""Measures of places, of money and of organisations."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from parity.choice import View
from parity.measures import (
    area_profile,
    areas,
    authorities,
    delivery,
    infrastructure,
    money,
    outcomes,
    reach,
    representation,
    serving,
)
from parity.measures.catalogue.asked import (
    AREA,
    DATE,
    DEFINITION,
    DETAILED,
    LEVEL,
    PERIOD,
    SINCE,
    UNTIL,
    Argument,
    CannotAnswer,
    Measure,
)
from parity.store import Store


def _authorities(store: Store, area: str | None, part: str, classification: str) -> pd.DataFrame:
    return authorities.by_year(store, [area] if area else None, part, classification)


def _reach_areas(store: Store, area: str, level: str, since: date | None, until: date, definition: Any) -> pd.DataFrame:
    return reach.by_area(store, area, level, since, until, definition)


def _area_parts(store: Store, area: str, level: str, group: str) -> pd.DataFrame:
    return area_profile.parts(store, area, level, area_profile.counted_as(group, level), group)


def _bodies_serving(store: Store, area: str, definition: Any, until: date) -> pd.DataFrame:
    return serving.bodies(store, area, definition, until)


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


PLACES: dict[str, Measure] = {
    "reach": Measure(
        "how many take part for every 1,000 residents of each group",
        reach.by_group,
        (*PERIOD, Argument("by", "add up by", options=("all", "role", "mechanism"), default="all"), DETAILED),
        reach.DESCRIBED,
    ),
    "reach-organisations": Measure(
        "how many organisations are consulted, funded, supported or delivering for every 10,000 residents",
        reach.organisations,
        PERIOD,
        reach.DESCRIBED,
    ),
    "reach-areas": Measure(
        "how many take part in each area of a place for every 1,000 residents",
        _reach_areas,
        (AREA, LEVEL, SINCE, UNTIL, DEFINITION),
        reach.DESCRIBED,
    ),
    "satisfied": Measure("who was satisfied with taking part", reach.satisfied, (*PERIOD, DETAILED), reach.DESCRIBED),
    "outcomes": Measure(
        "what surveys and official figures say of each group, beside White people or everyone",
        outcomes.by_group,
        (
            Argument("indicator", "one indicator, as it is named in the figures; without it, all"),
            AREA._replace(about="one place, as a GSS code; without it, all", needed=False),
            Argument("reference", "hold each group against", options=("white", "all"), default="white"),
        ),
        outcomes.DESCRIBED,
    ),
    "money": Measure(
        "who is funded: organisations, awards and money by who leads them, and how much for each resident",
        money.by_leader,
        (
            AREA,
            SINCE,
            UNTIL,
            Argument("by", "a row for each", options=("all", "year", "funder", "programme", "area"), default="all"),
            LEVEL._replace(about="with --by area, which parts of the place", default="authority"),
            Argument("funder", "only awards of this funder, by its name"),
            Argument("programme", "only awards of this programme, by its name"),
        ),
        money.DESCRIBED,
    ),
    "money-for-groups": Measure(
        "awards meant for people of some ethnic groups, and how much that is for each of them",
        money.for_groups,
        (AREA, SINCE, UNTIL, DETAILED),
        money.DESCRIBED,
    ),
    "delivery": Measure(
        "who delivers: organisations funded, supported and delivering by who leads them",
        delivery.by_leader,
        (*PERIOD, Argument("by", "a row for each", options=("all", "year", "body"), default="all")),
        delivery.DESCRIBED,
    ),
    "infrastructure": Measure(
        "who uses generalist and BME support: organisations led by ethnic minorities beside others",
        infrastructure.by_leader,
        PERIOD,
        infrastructure.DESCRIBED,
    ),
    "area-profile": Measure(
        "who lives in a place, and how that has changed", area_profile.groups, (AREA, DETAILED), area_profile.DESCRIBED
    ),
    "area-estimates": Measure(
        "the annual survey's estimates of who lives in a place", area_profile.estimates, (AREA,), area_profile.DESCRIBED
    ),
    "area-parts": Measure(
        "one group's share of the residents of each part of a place",
        _area_parts,
        (
            AREA,
            LEVEL,
            Argument("group", "code of the ethnic group, such as black or minorities_excluding", needed=True),
        ),
        area_profile.DESCRIBED,
    ),
    "residential-pattern": Measure(
        "how unevenly each group is spread over a place",
        area_profile.residential_pattern,
        (AREA, LEVEL),
        area_profile.DESCRIBED,
    ),
    "map": Measure(
        "one figure of every area of a place, as the map shows it",
        _map,
        (
            AREA,
            LEVEL,
            Argument("what", "the figure", options=areas.FIGURES, default="share"),
            Argument(
                "group",
                "code of the ethnic group (share, change); without it, all ethnic minorities",
                default="minorities",
            ),
            DEFINITION,
            SINCE,
            UNTIL,
            Argument("part", "whose gap: a tier of seats or a role"),
            DATE._replace(about="the day of the gap; without it, the latest with a count and a base"),
        ),
        areas.DESCRIBED,
    ),
    "authorities": Measure(
        "who takes part in the bodies of each authority, against who lives there, year by year",
        _authorities,
        (
            AREA._replace(about="one authority; without it, all", needed=False),
            Argument("part", "a tier of seats (core, wider, sub_group) or a role (consultee ...)", default="core"),
            Argument(
                "classification",
                "the list of groups",
                options=("broad-5", "white-other", "british-other", "2021-19"),
                default="broad-5",
            ),
        ),
        authorities.DESCRIBED,
    ),
    "bodies-serving": Measure(
        "which bodies serve a place, and what may be said of each as its members were last told",
        _bodies_serving,
        (AREA, DEFINITION, UNTIL),
        serving.DESCRIBED,
    ),
}
