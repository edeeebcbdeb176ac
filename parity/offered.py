"""What the boxes of a page offer, of frames that are remembered: put together once, not with every run of a page."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from parity import tables
from parity.measures import representation
from parity.remembered import kept


@kept
def named(frame: pd.DataFrame, code: str, name: str) -> Mapping[str, str]:
    """The name of each code, in the order and by the name in which it first comes; rows without a code are left out."""
    names: dict[str, str] = {}
    for each, said in zip(frame[code].tolist(), frame[name].tolist(), strict=True):
        if not tables.missing(each):
            names.setdefault(each, said)
    return names


@kept
def sorted_values(frame: pd.DataFrame, column: str) -> list[str]:
    """What is in a column, in order, each once."""
    return sorted(frame[column].dropna().unique())


@kept
def place_names(areas: pd.DataFrame) -> Mapping[str, str]:
    """The name of each place, by code, as it stands in a list of places of several levels."""
    titled = {"country": "{} (country)", "region": "{} (region)", "authority": "{}"}
    told = zip(areas["area_code"].tolist(), areas["name"].tolist(), areas["level"].tolist(), strict=True)
    return {code: titled[level].format(name) for code, name, level in told}


@kept
def parts(told: pd.DataFrame, body: str | None, order: Sequence[str]) -> list[str]:
    """The parts that one body, or any, told of, in this order; `told` as `representation.rounds` gives it."""
    held = set(_of(told, body)["part"])
    return [each for each in order if each in held]


@kept
def days(
    told: pd.DataFrame, body: str | None, part: str | None, latest: tuple[str, date] | None
) -> tuple[Mapping[str, str], str | None]:
    """The days of which one body, or any, told a part, the last first, in words by their codes; and the one to begin with."""
    rows = _of(told, body)
    rows = rows[rows["part"] == part]
    found = sorted(rows["as_at"].unique(), reverse=True)
    begin = representation.day_to_begin_with(rows, latest) if found else None
    return {day.isoformat(): tables.date_long(day) for day in found}, begin.isoformat() if begin else None


def _of(told: pd.DataFrame, body: str | None) -> pd.DataFrame:
    return told if body is None else told[told["body_code"] == body]
