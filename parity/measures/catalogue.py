"""Every measure by name: the question it answers, what can be chosen, and the function that works it out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import pandas as pd

from parity.choice import Choice
from parity.measures import (
    area_profile,
    delivery,
    designated,
    ladder,
    money,
    monitoring,
    outcomes,
    reach,
    recruitment,
    representation,
    retention,
    scorecard,
    seats,
)
from parity.store import Store


class CannotAnswer(Exception):
    """What was chosen has no answer in this store; the message says why, and what to choose instead."""


class Argument(NamedTuple):
    """One thing that can be chosen: its name in a link and a function, what it is, and what it may be."""

    name: str
    about: str
    kind: Literal["code", "codes", "day", "yes"] = "code"
    options: tuple[str, ...] = ()
    default: Any = None
    needed: bool = False


class Measure(NamedTuple):
    """A measure as it is asked for: `work(store, **chosen)` gives its frame, chosen by the names of `arguments`."""

    question: str
    work: Callable[..., pd.DataFrame]
    arguments: tuple[Argument, ...]
    described: Mapping[str, str]


BODY = Argument("body", "one body, by ethnic group; without it, all bodies")
ONE_BODY = Argument("body", "the body", needed=True)
BODIES = Argument("bodies", "a body to count; may be given often; without it, all bodies", "codes", default=())
DATE = Argument("date", "the day; without it, the latest that is told", "day")
SINCE = Argument("since", "first day of the period; without it, from the first return on", "day")
UNTIL = Argument("until", "last day of the period; without it, today", "day")
DEFINITION = Argument(
    "definition", "who counts as an ethnic minority: White minorities included or not", options=("including", "excluding"),
    default="excluding",
)  # fmt: skip
TIER = Argument("tier", "which seats", options=("core", "wider", "sub_group"), default="core")
DETAILED = Argument("detailed", "also the finer ethnic groups, where they are told", "yes", default=False)
AREA = Argument("area", "the place, as a GSS code such as E09000028", needed=True)
LEVEL = Argument("level", "what the place is divided into", options=("ward", "authority"), default="ward")
ROUTE = Argument("route", "only rounds by this route: open, nominated, elected, ex_officio, co_opted or unknown")
BY_ROUND = Argument("by", "a row for each; without it, all together", options=("body", "round", "route", "year"))
PERIOD = (BODIES, SINCE, UNTIL)


def answer(store: Store, name: str, **chosen: Any) -> pd.DataFrame:
    """The frame of the measure `name` for what was chosen; what was not has the argument's default.

    Shapes are the measure's own: see the function it calls, and docs/methods.md. Raises KeyError for a name or an
    argument that is none, CannotAnswer where the store has no such body, place or day.
    """
    measure = MEASURES[name]
    told = {argument.name: argument for argument in measure.arguments}
    if strange := chosen.keys() - told.keys():
        raise KeyError(f"{name} cannot be asked by {', '.join(sorted(strange))}")
    filled = {key: chosen.get(key, argument.default) for key, argument in told.items()}
    for key, argument in told.items():
        if argument.needed and not filled[key]:
            raise CannotAnswer(f"{name} needs {key}: {argument.about}.")
        if argument.options and filled[key] is not None and filled[key] not in argument.options:
            raise CannotAnswer(f"{filled[key]} is none of {', '.join(argument.options)}.")
    if "until" in filled and filled["until"] is None:
        filled["until"] = date.today()
    if "bodies" in filled:
        filled["bodies"] = _bodies(store, filled["bodies"])
    if filled.get("area") is not None and store.ask("area", area=filled["area"]).empty:
        raise CannotAnswer(f"{filled['area']} is no place in this store: the Area profile page lists them.")
    return measure.work(store, **filled)


def _bodies(store: Store, wanted: Sequence[str]) -> list[str]:
    every = store.ask("bodies")["body_code"].tolist()
    if strange := sorted(set(wanted) - set(every)):
        raise CannotAnswer(f"{strange[0]} is no body in this store: the Representation page lists them.")
    return [code for code in every if code in set(wanted)] if wanted else every


def _representation(
    store: Store, body: str | None, part: str | None, date: date | None, definition: str
) -> pd.DataFrame:
    told = representation.rounds(store)
    if body:
        told = told[told["body_code"] == body]
        if told.empty:
            raise CannotAnswer(f"{body} is not a body with a return: the Representation page lists them.")
    told = told[told["part"].eq(part) | (part is None)]
    told = told[told["as_at"].eq(date) | (date is None)]
    if told.empty:
        raise CannotAnswer("No return matches: leave out --part or --date to see the latest there is.")
    latest = representation.latest_testable(told)
    part, day = latest if latest else tuple(told.sort_values("as_at").iloc[-1][["part", "as_at"]])
    choice = Choice(body=body, part=part, as_at=day, definition=definition)
    if body:
        return representation.by_group(store, choice)
    return representation.across_bodies(store, store.ask("bodies")["body_code"].tolist(), choice)


def _day_of_seats(store: Store, bodies: Sequence[str], tier: str, day: date | None) -> date:
    """The day chosen, or the last on which any of the bodies told its seats; real bodies before invented ones."""
    told = representation.rounds(store)
    told = told[told["body_code"].isin(bodies) & told["part"].eq(tier)]
    if told.empty:
        raise CannotAnswer(f"No return tells the {tier} seats of these bodies: ask for the seats template.")
    real = told[told["standing"] != "illustrative"]
    return day or (real if len(real) else told)["as_at"].max()


def _seats(store: Store, bodies: list[str], tier: str, date: date | None) -> pd.DataFrame:
    return seats.figures(store, bodies, tier, _day_of_seats(store, bodies, tier, date))


def _designated(store: Store, bodies: list[str], tier: str, date: date | None, definition: Any) -> pd.DataFrame:
    return designated.by_body(store, bodies, tier, _day_of_seats(store, bodies, tier, date), definition)


def _designated_over_time(store: Store, body: str, tier: str, definition: Any) -> pd.DataFrame:
    told = representation.rounds(store)
    days = told[told["body_code"].eq(body) & told["part"].eq(tier)]["as_at"].tolist()
    return designated.over_time(store, body, tier, days, definition)


def _freshness(store: Store, bodies: list[str], until: date) -> pd.DataFrame:
    return monitoring.freshness(store, bodies, until)


def _monitoring_compared(store: Store, bodies: list[str], until: date) -> pd.DataFrame:
    return monitoring.compared(monitoring.coverage(store, bodies, until))


def _reach_areas(store: Store, area: str, level: str, since: date | None, until: date, definition: Any) -> pd.DataFrame:
    return reach.by_area(store, area, level, since, until, definition)


def _area_parts(store: Store, area: str, level: str, group: str) -> pd.DataFrame:
    return area_profile.parts(store, area, level, area_profile.counted_as(group, level), group)


MEASURES: dict[str, Measure] = {
    "representation": Measure(
        "who takes part, set against who lives in the places served",
        _representation,
        (
            BODY,
            Argument("part", "a tier of seats (core, wider, sub_group, officers ...) or a role (consultee ...)"),
            Argument("date", "without it, the latest with a count and a base", "day"),
            DEFINITION,
        ),
        representation.DESCRIBED,
    ),
    "seats": Measure(
        "who holds the seats of a board, and what parity would take", _seats, (BODIES, TIER, DATE), seats.DESCRIBED
    ),
    "designated": Measure(
        "seats set aside for ethnic minority members, against the seats they hold",
        _designated,
        (BODIES, TIER, DATE, DEFINITION),
        designated.DESCRIBED,
    ),
    "designated-over-time": Measure(
        "the same for one body, on every day it told of",
        _designated_over_time,
        (ONE_BODY, TIER, DEFINITION),
        designated.DESCRIBED,
    ),
    "ladder": Measure(
        "at which step representation falls away, from living in a place to chairing its board",
        ladder.by_group,
        (*PERIOD, TIER, DETAILED),
        ladder.DESCRIBED,
    ),
    "recruitment": Measure(
        "how likely each group is to get through the steps of recruitment",
        recruitment.steps,
        (*PERIOD, ROUTE, BY_ROUND),
        recruitment.STEP_DESCRIBED,
    ),
    "recruitment-stages": Measure(
        "who was willing, applied, was shortlisted and was appointed",
        recruitment.stages,
        (*PERIOD, ROUTE, BY_ROUND),
        recruitment.STAGE_DESCRIBED,
    ),
    "retention": Measure(
        "how long the members of each group stay, against everyone else",
        retention.compared,
        (BODIES, TIER),
        retention.DESCRIBED,
    ),
    "retention-curves": Measure(
        "the share still there after so many years", retention.curves, (BODIES, TIER), retention.CURVE_DESCRIBED
    ),
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
    "satisfied": Measure(
        "who was satisfied with taking part", reach.satisfied, (*PERIOD, DETAILED), reach.DESCRIBED
    ),
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
            AREA, SINCE, UNTIL,
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
    "scorecard": Measure(
        "the eight indicators of effective engagement, each measured or not",
        scorecard.by_indicator,
        (*PERIOD, DEFINITION),
        scorecard.DESCRIBED,
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
        (AREA, LEVEL, Argument("group", "code of the ethnic group, such as black or minorities_excluding", needed=True)),
        area_profile.DESCRIBED,
    ),
    "residential-pattern": Measure(
        "how unevenly each group is spread over a place",
        area_profile.residential_pattern,
        (AREA, LEVEL),
        area_profile.DESCRIBED,
    ),
}  # fmt: skip
