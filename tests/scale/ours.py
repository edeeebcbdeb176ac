"""The questions asked of Parity's own measures, each time as if for the first time."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from parity.choice import Choice
from parity.measures import area_profile, authorities, representation
from parity.store import Store
from tests.scale.questions import About


def opened(folder: Path, question: str, about: About) -> Callable[[], pd.DataFrame]:
    """The question, ready to be asked of the store in a folder."""
    store = Store(folder / "home" / "store.duckdb")

    def ask() -> pd.DataFrame:
        store._answered.cache_clear()
        return QUESTIONS[question](store, about)

    return ask


def _authorities(store: Store, about: About) -> pd.DataFrame:
    return authorities.by_year(store, None, about.role)[YEARLY]


def _authority(store: Store, about: About) -> pd.DataFrame:
    return authorities.by_year(store, [about.authority], about.role)[YEARLY]


def _funnel(store: Store, about: About) -> pd.DataFrame:
    bodies = store.ask("bodies")["body_code"].tolist()
    found = representation.across_bodies(store, bodies, Choice(part=about.part, as_at=about.day))
    found = found[found["standing"] != "illustrative"]  # of lists of seats, which the others do not read
    return found.loc[found["gap"].notna(), ["body_code", "share", "reference", "gap"]]


def _ward(store: Store, about: About) -> pd.DataFrame:
    return _profile(store, about.ward)


def _output_area(store: Store, about: About) -> pd.DataFrame:
    return _profile(store, about.small)


def _profile(store: Store, area: str) -> pd.DataFrame:
    found = area_profile.groups(store, area)
    return found.loc[found["row"] == "broad", ["group_code", *PROFILE]]


YEARLY = ["area_code", "standing", "year", "group_code", "count", "base", "share", "reference", "gap"]
PROFILE = ["residents_2011", "share_2011", "residents_2021", "share_2021"]
QUESTIONS: dict[str, Callable[[Store, About], pd.DataFrame]] = {
    "authorities": _authorities, "authority": _authority, "funnel": _funnel, "ward": _ward, "output area": _output_area,
}  # fmt: skip
