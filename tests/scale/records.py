"""Returns of every kind for a large world, as a region would send them: bodies that serve real authorities, invented figures.

At size 1 there are 5,000 bodies and ten million records, in some seventy files of at most 400,000 rows.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity import places

BODIES = 5_000
YEARS = range(2010, 2022)
GROUPS = (
    "Indian", "Pakistani", "Bangladeshi", "Chinese", "Any other Asian background", "African", "Caribbean",
    "Any other Black background", "White and Black Caribbean", "White and Black African", "White and Asian",
    "Any other Mixed background", "White British", "White Irish", "Gypsy or Irish Traveller", "Any other White background",
    "Arab", "Any other ethnic group", "Not stated",
)  # fmt: skip
SHARES = np.array([3, 3, 1, 1, 2, 3, 2, 1, 1, 1, 1, 1, 65, 2, 1, 6, 1, 2, 4], float) / 101
TYPES = ("local_strategic_partnership", "regeneration_partnership", "neighbourhood_board", "community_empowerment_network",
         "council", "police_force", "health_body", "infrastructure_organisation")  # fmt: skip
ROLES = ("beneficiary", "consultee", "source_of_activity", "source_of_delivery", "partner")
MECHANISMS = ("forum", "panel", "survey", "event")
QUESTIONS = ("monitors_core", "monitors_wider", "monitors_sub_groups", "monitors_retention", "monitors_recruitment",
             "monitors_funding", "performance_framework_published", "open_recruitment", "designated_places",
             "equalities_framework", "race_equality_impact_assessment", "compact")  # fmt: skip
LED = ("bme_led", "not_bme_led", "not_known")
INDICATORS = ("Able to influence decisions", "Regular volunteering", "Fair treatment", "Feeling valued")


class File(NamedTuple):
    """A file to send: its kind, its name, its rows."""

    kind: str
    name: str
    rows: pd.DataFrame


def files(size: float = 1.0) -> Iterator[File]:
    """Every file of the world, bodies first; `size` is the part of the bodies, and so of the records, that there are."""
    world = _World(max(8, round(BODIES * size)))
    yield File("bodies", "bodies.csv", world.bodies)
    yield File("seats", "seats.csv", _seats(world))
    for year in YEARS:
        for kind, made in YEARLY.items():
            yield File(kind, f"{kind}_{year}.csv", made(world, year))
    for kind, made in ONCE.items():
        yield File(kind, f"{kind}.csv", made(world))


class _World:
    """The bodies, and chance with a fixed seed for each file."""

    def __init__(self, count: int) -> None:
        areas = pd.read_csv(places.REFERENCE / "areas.csv", dtype=str)
        areas = areas[(areas["level"] == "authority") & (areas["standing"] == "current")].sort_values("area_code")
        served = areas.iloc[np.arange(count) % len(areas)]
        self.areas = areas["area_code"].to_numpy()
        self.codes = np.array([f"X{number:05d}" for number in range(count)])
        self.area = served["area_code"].to_numpy()
        self.bodies = pd.DataFrame({
            "body_code": self.codes, "name": [f"Board {n:05d}" for n in range(count)],
            "body_type": np.array(TYPES)[np.arange(count) // len(areas) % len(TYPES)], "catchment": self.area,
        })  # fmt: skip

    def chance(self, *what: int | str) -> np.random.Generator:
        return np.random.default_rng([ord(sign) for sign in "".join(map(str, what))])

    def by_group(self, times: int) -> tuple[np.ndarray, np.ndarray]:
        """Places of bodies and labels of groups: every body `times` times with every group."""
        bodies = np.repeat(np.arange(len(self.codes)), times * len(GROUPS))
        return bodies, np.tile(np.array(GROUPS), times * len(self.codes))


def _participation(world: _World, year: int) -> pd.DataFrame:
    bodies, labels = world.by_group(4)
    turn = np.arange(len(bodies)) // len(GROUPS) % 4
    people = world.chance("participation", year).poisson(60 * np.tile(SHARES, len(bodies) // len(GROUPS)))
    return pd.DataFrame({
        "body_code": world.codes[bodies], "activity": np.array(["Forum", "Panel", "Survey", "Festival"])[turn],
        "role": np.array(ROLES)[(turn + bodies + year) % 5], "mechanism": np.array(MECHANISMS)[turn],
        "from": np.array([f"{year}-{5 + 2 * n:02d}-15" for n in range(4)])[turn],
        "to": np.array([f"{year}-{6 + 2 * n:02d}-15" for n in range(4)])[turn],
        "area_code": world.area[bodies], "ethnic_group": labels, "people": people,
    })  # fmt: skip


def _seat_counts(world: _World, year: int) -> pd.DataFrame:
    bodies, labels = world.by_group(1)
    people = world.chance("seat_counts", year).poisson(20 * np.tile(SHARES, len(world.codes)))
    return pd.DataFrame({"body_code": world.codes[bodies], "tier": "wider", "as_at": f"{year}-09-30",
                         "ethnic_group": labels, "people": people})  # fmt: skip


def _recruitment(world: _World, year: int) -> pd.DataFrame:
    if year % 6:
        return pd.DataFrame()
    bodies, labels = world.by_group(4)
    stage = np.arange(len(bodies)) // len(GROUPS) % 4
    size = np.array([80, 40, 10, 4])[stage] * np.tile(SHARES, len(bodies) // len(GROUPS))
    return pd.DataFrame({
        "body_code": world.codes[bodies], "round_ref": f"{year} round", "opened": f"{year}-03-01",
        "closed": f"{year}-05-31", "route": "open", "stage": np.array(["pool", "applied", "shortlisted", "appointed"])[stage],
        "ethnic_group": labels, "people": world.chance("recruitment", year).poisson(size),
    })  # fmt: skip


def _organisations(world: _World, year: int) -> pd.DataFrame:
    bodies = np.repeat(np.arange(len(world.codes)), 12)
    turn = np.tile(np.arange(12), len(world.codes))
    return pd.DataFrame({
        "body_code": world.codes[bodies], "activity": "Strategy",
        "involvement": np.array(["consulted", "funded", "supported", "delivering"])[turn % 4],
        "led_by": np.array(LED)[turn // 4], "area_code": world.area[bodies], "from": f"{year}-04-01",
        "to": f"{year + 1}-03-31", "count": world.chance("organisations", year).poisson(4, len(bodies)),
    })  # fmt: skip


def _funding(world: _World, year: int) -> pd.DataFrame:
    count = 35 * len(world.codes)
    chance = world.chance("funding", year)
    body, whom = chance.integers(0, len(world.codes), count), chance.integers(0, 8 * len(world.codes), count)
    asked = chance.integers(1, 200, count) * 500
    month = chance.integers(1, 13, count)
    return pd.DataFrame({
        "identifier": [f"A-{year}-{n:07d}" for n in range(count)], "title": "Community grant", "status": "awarded",
        "amount_applied": asked, "amount_awarded": asked // 2, "award_date": [f"{year}-{m:02d}-15" for m in month],
        "recipient": [f"Organisation {n:06d}" for n in whom], "funder": [f"Fund {n:02d}" for n in body % 40],
        "programme": np.array(["Stronger neighbourhoods", "Health", "Skills"])[body % 3], "area_code": world.area[body],
        "led_by": np.array(LED)[chance.choice(3, count, p=[0.15, 0.7, 0.15])],
    })  # fmt: skip


def _survey(world: _World, year: int) -> pd.DataFrame:
    areas = world.areas[: max(4, len(world.areas) * len(world.codes) // BODIES)]
    each = [(what, area, label) for what in INDICATORS for area in areas for label in GROUPS[:-1]]
    chance = world.chance("survey", year)
    frame = pd.DataFrame(each, columns=["indicator", "area_code", "ethnic_group"])
    return frame.assign(**{"from": f"{year}-04-01", "to": f"{year + 1}-03-31"}, value=chance.integers(10, 80, len(each)),
                         unit="percent", base=chance.integers(30, 400, len(each)))  # fmt: skip


def _practice(world: _World, year: int) -> pd.DataFrame:
    if year % 2:
        return pd.DataFrame()
    bodies = np.repeat(np.arange(len(world.codes)), len(QUESTIONS))
    answers = world.chance("practice", year).choice(["yes", "partly", "no", "not_known"], len(bodies))
    return pd.DataFrame({"body_code": world.codes[bodies], "as_at": f"{year}-09-30",
                         "question_code": np.tile(np.array(QUESTIONS), len(world.codes)), "answer": answers})  # fmt: skip


def _seats(world: _World) -> pd.DataFrame:
    bodies = np.repeat(np.arange(len(world.codes)), 20)
    seat = np.tile(np.arange(20), len(world.codes))
    chance = world.chance("seats")
    began = chance.integers(2016, 2021, len(bodies))
    return pd.DataFrame({
        "body_code": world.codes[bodies], "tier": "core", "seat_ref": [f"C{n:02d}" for n in seat],
        "member_ref": [f"M{n:07d}" for n in range(len(bodies))],
        "ethnic_group": chance.choice(np.array(GROUPS), len(bodies), p=SHARES),
        "sector": np.array(["statutory", "elected", "private", "voluntary", "community"])[seat % 5],
        "route": np.array(["open", "nominated", "elected"])[seat % 3], "started": [f"{y}-04-01" for y in began],
        "as_at": "2021-09-30",
    })  # fmt: skip


def _targets(world: _World) -> pd.DataFrame:
    return pd.DataFrame({
        "target_code": [f"T{code}" for code in world.codes], "body_code": world.codes, "measure": "Share of core seats",
        "definition": "excluding", "baseline_date": "2016-09-30", "baseline_value": 12.5, "target_date": "2026-03-31",
        "kind": "parity",
    })  # fmt: skip


def _actions(world: _World) -> pd.DataFrame:
    return pd.DataFrame({
        "action_code": [f"A{code}" for code in world.codes], "body_code": world.codes, "stage": "agreed",
        "heading": "information", "action": "Ask every member at appointment.", "due": "2022-03-31",
        "status": np.array(["done", "in_progress", "not_started"])[np.arange(len(world.codes)) % 3],
    })  # fmt: skip


def _cases(world: _World) -> pd.DataFrame:
    some = np.arange(0, len(world.codes), 5)
    return pd.DataFrame({
        "case_code": [f"C{n:05d}" for n in some], "title": "Interpreters at every forum", "area_code": world.area[some],
        "mechanism": "forum", "what_was_done": "Interpreters sat at each table.", "worked": "yes",
        "evidence_grade": "reported", "from": "2019-01-15", "to": "2019-12-31",
    })  # fmt: skip


def _directory(world: _World) -> pd.DataFrame:
    return pd.DataFrame({
        "entry_code": [f"D{code}" for code in world.codes], "name": [f"Neighbourhood forum {c}" for c in world.codes],
        "kind": "opportunity", "area_code": world.area, "open_to": "Anyone who lives there", "from": "2020-01-01",
    })  # fmt: skip


YEARLY: dict[str, Callable[[_World, int], pd.DataFrame]] = {
    "participation": _participation, "seat_counts": _seat_counts, "recruitment": _recruitment,
    "organisations": _organisations, "funding": _funding, "survey": _survey, "practice": _practice,
}  # fmt: skip
ONCE: dict[str, Callable[[_World], pd.DataFrame]] = {
    "targets": _targets, "actions": _actions, "cases": _cases, "directory": _directory,
}  # fmt: skip
