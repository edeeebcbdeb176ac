"""What a pack is asked for, and what of a body or a place that comes to: its bodies, its period, its latest seats."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import pandas as pd

from parity.choice import Definition
from parity.findings import MEMBERS
from parity.measures import ladder, representation
from parity.store import Store

Audience = Literal["board", "region", "voluntary", "public"]
AUDIENCES: dict[Audience, str] = {
    "board": "A partnership board",
    "region": "A regional institution",
    "voluntary": "Voluntary and community organisations",
    "public": "Anyone",
}
BOARDS = ("core", "wider", "sub_group")


class CannotMake(Exception):
    """No pack can be made of this; the message says why, and what to choose instead."""


@dataclass(frozen=True)
class Asked:
    """A body or an area, the questions in order (none: those of the audience), and the words added by whoever made it.

    `own` pairs a question's code with a remark; the code "" stands for the pack as a whole. `since` and `until` bound
    the period of activities and rounds; without them, the year up to the last day told.
    """

    body: str | None = None
    area: str | None = None
    questions: tuple[str, ...] = ()
    definition: Definition = "excluding"
    audience: Audience = "board"
    since: date | None = None
    until: date | None = None
    own: tuple[tuple[str, str], ...] = ()

    def remark(self, code: str) -> str:
        """The words added to a question, "" where there are none."""
        return dict(self.own).get(code, "")

    def recipe(self) -> dict[str, Any]:
        """The same as plain text and lists, to be kept inside a file and read again by `from_recipe`."""
        kept = {name: value for name, value in asdict(self).items() if value}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def from_recipe(recipe: dict[str, Any]) -> Asked:
    """What a pack was asked for, from what it carries. Raises KeyError, TypeError or ValueError for anything else."""
    days = {name: date.fromisoformat(recipe[name]) for name in ("since", "until") if name in recipe}
    own = tuple((str(code), str(text)) for code, text in recipe.get("own", ()))
    return Asked(**{**recipe, **days, "questions": tuple(recipe.get("questions", ())), "own": own})


class Subject(NamedTuple):
    """A body or a place as a pack speaks of it.

    bodies: the body, or those that serve the place; since and until: the period; part and day: whom the latest count
    that can be tested is of, and when (None without one); seats_tier and seats_day: the latest list or count of seats;
    illustrative: whether all that is told of its people is invented; today: the day the pack is made.
    """

    code: str
    name: str
    kind: Literal["body", "area"]
    served: str
    areas: tuple[str, ...]
    level: str
    bodies: tuple[str, ...]
    since: date
    until: date
    counted: str | None
    part: str | None
    day: date | None
    seats_tier: str
    seats_day: date | None
    illustrative: bool
    today: date

    @property
    def engaging(self) -> str:
        """Whose engagement it is, in words that begin a sentence."""
        return self.name if self.kind == "body" else f"Bodies serving {self.name}"


def subject(store: Store, asked: Asked, today: date) -> Subject:
    """The body or place asked for. Raises CannotMake where there is none, or both, or a code that is not in the store."""
    if bool(asked.body) == bool(asked.area):
        raise CannotMake("A pack is of one body or of one area: give one of the two.")
    bodies = store.ask("bodies").set_index("body_code")
    if asked.body:
        if asked.body not in bodies.index:
            raise CannotMake(f"{asked.body} is no body in this store: the Representation page lists them.")
        catchments = store.ask("catchments")
        areas = tuple(catchments.loc[catchments["body_code"] == asked.body, "area_code"])
        about = {"code": asked.body, "name": bodies.at[asked.body, "name"], "kind": "body", "level": ""}
        return Subject(**about, served=bodies.at[asked.body, "served"] or "", areas=areas, bodies=(asked.body,),
                       **_told(store, [asked.body], asked, today))  # fmt: skip
    place = store.ask("area", area=asked.area)
    if place.empty:
        raise CannotMake(f"{asked.area} is no place in this store: the Area profile page lists them.")
    serving = bodies_of(store, asked.area)
    about = {"code": asked.area, "name": place.at[0, "name"], "kind": "area", "level": place.at[0, "level"]}
    return Subject(**about, served=place.at[0, "name"], areas=(asked.area,), bodies=tuple(serving["body_code"]),
                   **_told(store, list(serving["body_code"]), asked, today))  # fmt: skip


def bodies_of(store: Store, area: str) -> pd.DataFrame:
    """One row per body of a place: those that serve nothing outside it, or, without any, those that serve it with others.

    Columns body_code, name; by name. A body that serves a whole country is of no place in it.
    """
    parts = {area}
    for level in ("region", "authority", "ward"):
        parts |= set(store.ask("areas_within", area=area, level=level)["area_code"])
    catchments = store.ask("catchments")
    inside = catchments["area_code"].isin(parts).groupby(catchments["body_code"]).all()
    own = set(inside[inside].index)
    countries = store.ask("areas").query("level == 'country'")["area_code"]
    national = set(catchments.loc[catchments["area_code"].isin(countries), "body_code"])
    others = set(store.ask("bodies_serving", area=area)["body_code"]) - national
    bodies = store.ask("bodies")
    return bodies.loc[bodies["body_code"].isin(own or others), ["body_code", "name"]].reset_index(drop=True)


def _told(store: Store, bodies: Sequence[str], asked: Asked, today: date) -> dict[str, Any]:
    """The period and the latest counts of these bodies. What was sent and published comes before what is illustrative."""
    rounds = representation.rounds(store)
    rounds = rounds[rounds["body_code"].isin(list(bodies))]
    steps = ladder.bodies(store)
    ended = steps.loc[steps["body_code"].isin(list(bodies)), "ended"]
    last = max([*(pd.Timestamp(day).date() for day in ended.dropna()), *rounds["as_at"]], default=today)
    until = asked.until or last
    since = asked.since or _a_year_before(until)
    rounds = rounds[rounds["as_at"] <= until]
    invented = bool(len(rounds)) and rounds["standing"].eq("illustrative").all()
    body, part, day = _latest(rounds)
    on_boards = rounds[rounds["part"].isin(BOARDS)]
    tier = next((each for each in BOARDS if each in set(on_boards["part"])), "core")
    days = on_boards.loc[on_boards["part"] == tier, "as_at"]
    return {"since": since, "until": until, "counted": body, "part": part, "day": day,
            "seats_tier": tier, "seats_day": max(days) if len(days) else None, "illustrative": invented, "today": today}  # fmt: skip


def _latest(rounds: pd.DataFrame) -> tuple[str | None, str | None, date | None]:
    """Whom the latest count is of: real before illustrative, the core board before any other part, testable before not."""
    if rounds.empty:
        return None, None, None
    real = rounds[rounds["standing"] != "illustrative"]
    of = real if len(real) else rounds
    part = next(each for each in MEMBERS if each in set(of["part"]))
    of = of[of["part"] == part]
    latest = representation.latest_testable(of) or (part, of["as_at"].max())
    body = of.loc[of["as_at"] == latest[1], "body_code"].iloc[0]
    return body, part, latest[1]


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28) + timedelta(days=1)
