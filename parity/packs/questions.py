"""The questions a pack can hold, in the order of a meeting: which measure answers each, and how the answer is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

import pandas as pd

from parity.choice import Definition
from parity.measures import outcomes
from parity.packs import of_boards, of_places, of_plans
from parity.packs.asked import Audience, Subject
from parity.packs.read import Read
from parity.store import Store

TELLS_MOST = ("Able to influence", "Treated fairly", "Feels valued")  # the surveys looked for first
Asking = tuple[str, Mapping[str, Any]]


class Question(NamedTuple):
    """A question; the measure that answers it with what is chosen; how it is read; its section of docs/methods.md."""

    asks: str
    ask: Callable[[Store, Subject, Definition], Asking]
    read: Callable[[pd.DataFrame, Subject, Definition], Read]
    method: str


def usual(kind: Literal["body", "area"], audience: Audience) -> tuple[str, ...]:
    """The questions a pack begins with: a board has all, others what can be compared between bodies."""
    left_out = {"region": {"designated"}, "voluntary": {"designated"}, "public": {"designated", "retention"}}
    return tuple(each for each in QUESTIONS[kind] if each not in left_out.get(audience, ()))


def _residents(store: Store, of: Subject, definition: Definition) -> Asking:
    if len(of.areas) == 1:
        return "area-profile", {"area": of.areas[0]}
    return _counted(store, of, definition)


def _counted(store: Store, of: Subject, definition: Definition) -> Asking:
    body = of.counted or next(iter(of.bodies), of.code)
    return "representation", {"body": body, "part": of.part, "date": of.day, "definition": definition}


def _seats(store: Store, of: Subject, definition: Definition) -> Asking:
    return "seats", {"bodies": of.bodies, "tier": of.seats_tier, "date": of.seats_day}


def _designated(store: Store, of: Subject, definition: Definition) -> Asking:
    return "designated", _seats(store, of, definition)[1] | {"definition": definition}


def _ladder(store: Store, of: Subject, definition: Definition) -> Asking:
    return "ladder", _period(of) | {"tier": of.seats_tier}


def _recruitment(store: Store, of: Subject, definition: Definition) -> Asking:
    return "recruitment", {"bodies": of.bodies, "until": of.until}


def _retention(store: Store, of: Subject, definition: Definition) -> Asking:
    return "retention", {"bodies": of.bodies, "tier": of.seats_tier}


def _reach(store: Store, of: Subject, definition: Definition) -> Asking:
    return "reach", _period(of)


def _scorecard(store: Store, of: Subject, definition: Definition) -> Asking:
    return "scorecard", _period(of) | {"definition": definition}


def _views(store: Store, of: Subject, definition: Definition) -> Asking:
    """The survey that tells most, of the place itself or of the smallest place around it that has one by group.

    An invented survey never stands for a real body.
    """
    place, views = _whole(store, of.areas), outcomes.indicators(store)["indicator"].unique()
    wanted = [name for words in TELLS_MOST for name in views if words in name]
    within = place
    while within:
        told = outcomes.latest(outcomes.of_area(store, within))
        if of.kind == "body" and not of.illustrative:
            told = told[told["standing"] != "illustrative"]
        compared = set(told.loc[told["difference"].notna() & told["group_code"].ne("all"), "indicator"])
        for name in wanted:
            if name in compared:
                return "outcomes", {"indicator": name, "area": within}
        within = _around(store, within)
    return "outcomes", {"indicator": wanted[0] if wanted else None, "area": place}


def _whole(store: Store, areas: tuple[str, ...]) -> str | None:
    """The place that several make up, or lie in: the first around one of them that is around all; None without any."""
    if len(areas) < 2:
        return next(iter(areas), None)
    around = [set(_chain(store, area)) for area in areas]
    return next((each for each in _chain(store, areas[0]) if all(each in others for others in around)), None)


def _chain(store: Store, area: str | None) -> Iterator[str]:
    """A place, and the places around it, smallest first."""
    while area:
        yield area
        area = _around(store, area)


def _around(store: Store, area: str) -> str | None:
    found = store.ask("area", area=area)
    return None if found.empty else found.at[0, "parent_code"]


def _delivery(store: Store, of: Subject, definition: Definition) -> Asking:
    return "delivery", _period(of)


def _money(store: Store, of: Subject, definition: Definition) -> Asking:
    return "money", {"area": of.code, "until": of.until}


def _trend(store: Store, of: Subject, definition: Definition) -> Asking:
    body = of.counted or next(iter(of.bodies), of.code)
    return "trend", {"bodies": (body,), "part": of.part or "core", "definition": definition, "until": of.until}


def _targets(store: Store, of: Subject, definition: Definition) -> Asking:
    return "targets", {"until": of.today, "body": of.code}


def _actions(store: Store, of: Subject, definition: Definition) -> Asking:
    return "actions", {"until": of.today, "body": of.code}


def _missing(store: Store, of: Subject, definition: Definition) -> Asking:
    return "missing-pieces", {"bodies": of.bodies}


def _pattern(store: Store, of: Subject, definition: Definition) -> Asking:
    return "residential-pattern", {"area": of.code, "level": of_places.parts_of(of)}


def _period(of: Subject) -> dict[str, Any]:
    return {"bodies": of.bodies, "since": of.since, "until": of.until}


_TAKES_PART = Question(
    "Who takes part, set against who lives here?", _counted, of_boards.representation, "Share and its interval"
)
_LADDER = Question("Where does it fall away?", _ladder, of_places.ladder, "Ladder of engagement")
_REACH = Question("Who is reached?", _reach, of_places.reach, "Reach")
_VIEWS = Question("What do people say of it?", _views, of_places.views, "Outcomes and views between groups")
_SCORECARD = Question("How much of engagement is measured?", _scorecard, of_places.scorecard, "Scorecard")
_MISSING = Question("What do we not know?", _missing, of_places.not_known, "Freshness and completeness")
_SEATS_METHOD = "Seats to parity on a board of fixed size"
QUESTIONS: dict[str, dict[str, Question]] = {
    "body": {
        "served": Question("Whom do we serve?", _residents, of_places.residents, "Reference at a date"),
        "takes_part": _TAKES_PART,
        "seats": Question("What would parity take, in seats?", _seats, of_boards.seats_of, _SEATS_METHOD),
        "designated": Question(
            "How many seats are set aside, and how many are held?", _designated, of_boards.designated, _SEATS_METHOD
        ),
        "ladder": _LADDER,
        "recruitment": Question("Who is appointed?", _recruitment, of_boards.recruitment, "Relative likelihood"),
        "retention": Question("Who stays?", _retention, of_boards.retention, "Retention"),
        "reach": _REACH,
        "money": Question("Whom do we fund?", _delivery, of_plans.funded, "Delivery"),
        "outcomes": _VIEWS,
        "scorecard": _SCORECARD,
        "trend": Question("Is it moving?", _trend, of_plans.trend, "Trend"),
        "targets": Question("Are we on course?", _targets, of_plans.targets, "Target trajectory"),
        "actions": Question("Who does what by when?", _actions, of_plans.actions, "Target trajectory"),
        "not_known": _MISSING,
    },
    "area": {
        "served": Question("Who lives here?", _residents, of_places.residents, "Reference at a date"),
        "pattern": Question("How are people spread over it?", _pattern, of_places.pattern, "Residential pattern"),
        "takes_part": _TAKES_PART,
        "seats": Question("Who sits on the boards that serve it?", _seats, of_boards.seats_of, _SEATS_METHOD),
        "ladder": _LADDER,
        "reach": _REACH,
        "money": Question("Who is funded here?", _money, of_plans.money, "Funding"),
        "outcomes": _VIEWS,
        "scorecard": _SCORECARD,
        "not_known": _MISSING,
    },
}
"""The questions of a body and of an area by code, in order."""

LETTERS = {
    "served": "a", "takes_part": "b", "seats": "c", "designated": "d", "ladder": "e", "recruitment": "f", "retention": "g",
    "reach": "h", "outcomes": "i", "scorecard": "j", "not_known": "k", "pattern": "l", "money": "m", "targets": "n", "trend": "o", "actions": "p",
}  # fmt: skip
"""One letter for each question, for links: a letter never changes its question."""


def in_link(codes: Iterable[str]) -> str:
    """Questions in order, as a link carries them.

    >>> in_link(["seats", "served"]), from_link("cazz!", "body"), from_link("cl", "area")
    ('ca', ('seats', 'served'), ('seats', 'pattern'))
    """
    return "".join(LETTERS[code] for code in codes)


def from_link(letters: str, kind: Literal["body", "area"]) -> tuple[str, ...]:
    """The questions that a link names, in order, each once; what is no question of this kind is passed over."""
    codes = {letter: code for code, letter in LETTERS.items()}
    return tuple(dict.fromkeys(codes[each] for each in letters if codes.get(each) in QUESTIONS[kind]))
