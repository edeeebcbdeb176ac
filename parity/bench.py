"""How long the common questions take, beside the same answers from a plain pandas script, in one run."""

import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity import current, places
from parity.choice import Choice
from parity.measures import area_profile, representation
from parity.store import Store, open_store

OFFICERS = Choice(part="officers", as_at=date(1999, 9, 30))


class Timed(NamedTuple):
    """One question: median seconds of Parity and of the plain script (None where there is nothing to compare)."""

    question: str
    parity: float
    plain: float | None


def run(runs: int = 5) -> list[Timed]:
    """Build a store aside, then time each question `runs` times and keep the median."""
    with tempfile.TemporaryDirectory() as folder:
        home = places.Home(Path(folder))
        built = [current.rebuild(home).seconds for _ in range(3)]
        store = open_store(home.store)
        timed = [Timed("Build the store", statistics.median(built), None)]
        for question, ours, plain in _questions(store):
            agreed = (round(ours(), 9), round(plain(), 9))
            if agreed[0] != agreed[1]:
                raise AssertionError(f"{question}: Parity says {agreed[0]}, the plain script {agreed[1]}")
            timed.append(Timed(question, _median(ours, runs), _median(plain, runs)))
    return timed


def table(timed: list[Timed]) -> str:
    """The times as a table of text, with the machine named."""
    lines = [f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}; medians, in milliseconds"]
    lines.append(f"{'question':<48}{'Parity':>9}{'pandas':>9}{'ratio':>8}")
    for each in timed:
        plain = f"{1000 * each.plain:9.1f}{each.plain / each.parity:8.1f}" if each.plain else ""
        lines.append(f"{each.question:<48}{1000 * each.parity:9.1f}{plain}")
    return "\n".join(lines)


def _questions(store: Store) -> list[tuple[str, Callable[[], float], Callable[[], float]]]:
    """Each question as a pair of callables that must give the same number."""
    bodies = list(store.ask("bodies")["body_code"])
    one = Choice("E23000001", OFFICERS.part, OFFICERS.as_at)
    return [
        (
            "One body by ethnic group",
            lambda: float(
                representation.by_group(store, one).set_index("group_code").at["minorities_excluding", "gap"]
            ),
            lambda: float(_plain_gaps().at["E23000001"]),
        ),
        (
            "All 43 forces against their residents",
            lambda: float(representation.across_bodies(store, bodies, OFFICERS)["gap"].sum()),
            lambda: float(_plain_gaps().sum()),
        ),
        (
            "One group in every ward of London",
            lambda: float(area_profile.parts(store, "E12000007", "ward", "broad-5", "black")["people"].sum()),
            _plain_wards,
        ),
    ]


def _plain_gaps() -> pd.Series:
    """What a person with pandas and the same files would write: the gap of each force in September 1999."""
    people = pd.read_parquet(places.REFERENCE / "population.parquet")
    people = people[(people["classification"] == "2011-18") & (people["date"].astype(str) == "2011-03-27")]
    changes = pd.read_csv(places.REFERENCE / "area_changes.csv")
    areas = pd.read_csv(places.REFERENCE / "areas.csv")
    current = areas.loc[areas["standing"] == "current", "area_code"]
    changes = changes[(changes["kind"] != "made_of") & changes["to_code"].isin(current)]
    now = changes.drop_duplicates("from_code").set_index("from_code")["to_code"]
    people = people.assign(area_code=people["area_code"].map(now).fillna(people["area_code"]))
    groups = pd.read_csv(places.REFERENCE / "groups.csv")
    counted = groups[(groups["classification"] == "2011-18") & (groups["excluding"] == "yes")]["group_code"]
    forces = pd.read_csv(places.REFERENCE / "force_areas.csv")
    living = people.merge(forces, on="area_code")
    everyone = living.groupby("force_code")["residents"].sum()
    share = living[living["group_code"].isin(counted)].groupby("force_code")["residents"].sum() / everyone
    told = pd.read_csv(places.PUBLISHED / "police_officers_1999.csv")
    told = told[told["as_at"] == "1999-09-30"].pivot_table(index="body_code", columns="ethnic_group", values="people")
    base = (told["all"] + 0.5) // 1
    return (told["minorities_excluding"] / base - share).dropna()


def _plain_wards() -> float:
    people = pd.read_parquet(places.REFERENCE / "population.parquet")
    areas = pd.read_csv(places.REFERENCE / "areas.csv")
    london = areas[areas["parent_code"] == "E12000007"]["area_code"]
    wards = areas[(areas["level"] == "ward") & areas["parent_code"].isin(london)]["area_code"]
    people = people[people["area_code"].isin(wards) & (people["date"].astype(str) == "2021-03-21")]
    maps = pd.read_csv(places.REFERENCE / "group_maps.csv")
    black = maps[(maps["to_classification"] == "broad-5") & (maps["to_group_code"] == "black")]
    finer = people.merge(black[["classification", "group_code"]], on=["classification", "group_code"])
    broad = people[(people["classification"] == "broad-5") & (people["group_code"] == "black")]
    return float(finer["residents"].sum() + broad["residents"].sum())


def _median(asked: Callable[[], float], runs: int) -> float:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        asked()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
