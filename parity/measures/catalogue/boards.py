"""Measures of boards: who holds seats, who is recruited, who stays, and the scorecard."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from parity.choice import AGES, Choice
from parity.measures import (
    concentration,
    designated,
    kinds,
    ladder,
    recruitment,
    representation,
    retention,
    scorecard,
    seats,
)
from parity.measures.catalogue.asked import (
    BODIES,
    BODY,
    BY_ROUND,
    DATE,
    DEFINITION,
    DETAILED,
    ONE_BODY,
    PERIOD,
    ROUTE,
    TIER,
    Argument,
    CannotAnswer,
    Measure,
)
from parity.store import Store


def _representation(
    store: Store, body: str | None, part: str | None, date: date | None, definition: str, ages: str
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
    choice = Choice(body=body, part=part, as_at=day, definition=definition, ages=ages)
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


def _seats_by_kind(store: Store, bodies: list[str], tier: str, date: date | None, kind: Any) -> pd.DataFrame:
    return kinds.by_kind(store, bodies, tier, _day_of_seats(store, bodies, tier, date), kind)


def _spoken_for(store: Store, bodies: list[str], tier: str, date: date | None) -> pd.DataFrame:
    return kinds.spoken_for(store, bodies, tier, _day_of_seats(store, bodies, tier, date))


def _concentration(
    store: Store, bodies: list[str], tier: str | None, date: date | None, definition: Any, one_key: bool
) -> pd.DataFrame:
    day = _day_of_seats(store, bodies, tier or "core", date)
    return concentration.by_body(store, bodies, day, definition, tier, one_key)


BOARDS: dict[str, Measure] = {
    "representation": Measure(
        "who takes part, set against who lives in the places served",
        _representation,
        (
            BODY,
            Argument("part", "a tier of seats (core, wider, sub_group, officers ...) or a role (consultee ...)"),
            Argument("date", "without it, the latest with a count and a base", "day"),
            DEFINITION,
            Argument("ages", "which residents to hold it against", options=AGES, default=AGES[0]),
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
    "seats-by-kind": Measure(
        "which sector members come from, who chairs, by which route they came and for whom they speak",
        _seats_by_kind,
        (BODIES, TIER, DATE, Argument("kind", "tell seats apart by", options=tuple(kinds.KINDS), default="sector")),
        kinds.DESCRIBED,
    ),
    "spoken-for": Measure(
        "for whom the seats speak, name by name, and who holds them",
        _spoken_for,
        (BODIES, TIER, DATE),
        kinds.DESCRIBED,
    ),
    "concentration": Measure(
        "whether a few people hold many of the seats",
        _concentration,
        (
            BODIES,
            TIER._replace(about="one tier; without it, all", default=None),
            DATE,
            DEFINITION,
            Argument("one_key", "the bodies keep one key together: count people across them too", "yes", default=False),
        ),
        concentration.DESCRIBED,
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
    "scorecard": Measure(
        "the eight indicators of effective engagement, each measured or not",
        scorecard.by_indicator,
        (*PERIOD, DEFINITION),
        scorecard.DESCRIBED,
    ),
}
