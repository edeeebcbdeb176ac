"""Organisations, awards and candidates as they may be told, and what the records of all kinds have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.release import columns, counts
from parity.release.columns import apart, counted, placed, summed
from parity.release.making import Making

SEVERAL, TOTALS = "Several small activities", "Several small activities, totals only"
SILENT = ("not_stated", "not_known", "prefer_not_to_say", "refused", "")  # '' where nothing was written
EVERYONE = "all"
LISTS = ("2021-19", "2011-18", "2011-15", "2001-16", "broad-5", "white-other", "british-other", "survey-4")
FINEST = LISTS[0]
BOARD_TIERS = ("core", "wider", "sub_group")
LEADERS = ("bme_led", "not_bme_led", "not_known")
SUPPORT = ("none", "generalist", "bme", "both", "not_known")


class Groups(NamedTuple):
    """The ethnic groups of each list, and which count as ethnic minorities: definition -> code -> yes, no or unknown."""

    lists: Mapping[str, tuple[str, ...]]
    counts_as: Mapping[str, Mapping[str, str]]

    def every(self, told: Iterable[str]) -> tuple[str, ...]:
        """Every group of the lists that these come from, so that no group is there or missing for being used or not."""
        found: dict[str, None] = {}
        codes = set(told) - {*SILENT, EVERYONE}
        whole = next((of for of in LISTS if codes and codes <= set(self.lists.get(of, ()))), None)
        for of in [whole] if whole else LISTS:
            if whole or codes & set(self.lists.get(of, ())) - set(found):
                found |= dict.fromkeys(self.lists[of])
        return tuple(found)


def count(name: str, value: float | None) -> dict[str, object]:
    """A count with its marker: as it is, or hidden, so that nothing is known of it."""
    if value is None:
        return {name: None, f"{name}_mark": "c", f"{name}_low": 0.0, f"{name}_high": None}
    return {name: value, f"{name}_mark": "", f"{name}_low": float(value), f"{name}_high": float(value)}


def organisations(making: Making, return_id: str, frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Organisations by who leads them and what support they have; activities on fewer than 25 are taken together."""
    names = [f"{led}|{support}" for led in LEADERS for support in SUPPORT]
    declared = {each for each in names if not each.startswith("not_known|")}
    of = apart(
        len(frame), (frame["body_code"], frame["involvement"], years_of(frame)),
        [frame[name] for name in ("activity", "area_code", "from", "to")],
    )  # fmt: skip
    led, support = (frame[name].replace("", pd.NA).fillna("not_known") for name in ("led_by", "infrastructure_support"))
    column, told = placed(led + "|" + support, names), frame["count"].notna().to_numpy()
    values, shape = frame["count"].fillna(0).to_numpy(np.int64), (len(of.about), len(names))
    hidden = summed(of.row[~told], column[~told], np.ones((~told).sum(), int), shape) > 0
    rows = counts.Rows(
        [("organisations", *key) for key in of.tables], of.table, of.about,
        summed(of.row[told], column[told], values[told], shape), hidden,
        np.bincount(of.row, ~told, len(of.about)) > 0,
        lambda row: ((SEVERAL, None, *days_of(of.tables[of.table[row]][2])),),
    )  # fmt: skip
    found = counts.tables(making, return_id, rows, names, declared)
    every = len(names)
    at = np.repeat(np.arange(len(found.about)), every)
    about = [(*of.tables[table][:2], *named) for table, named in zip(found.table.tolist(), found.about, strict=True)]
    said = repeated(("body_code", "involvement", "activity", "area_code", "from", "to"), about, at)
    of_led, _, of_support = zip(*(name.partition("|") for name in names), strict=True)
    said |= {"led_by": list(of_led) * len(about), "infrastructure_support": list(of_support) * len(about)}
    return columns.frame("organisations", said | counted("count", found.cells.ravel(), found.may.ravel()), len(at))


def funding(making: Making, return_id: str, frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Numbers of awards alone, by who leads: an amount is as good as a name. What is too small is left out."""
    year = frame["award_date"].dt.year.astype("Int64")
    status = frame["status"].replace("", pd.NA).fillna("awarded")
    of = apart(len(frame), (frame["funder"].fillna(""), status, year), (frame["programme"], frame["area_code"]))
    led = placed(frame["led_by"].replace("", pd.NA).fillna("not_known"), LEADERS)
    awards = frame["awards"].fillna(1).to_numpy(np.int64)
    rows = counts.Rows(
        [("funding", *key) for key in of.tables], of.table, of.about,
        summed(of.row, led, awards, (len(of.about), len(LEADERS))),
        small=lambda row: ((of.about[row][0], None), (None, None)),
    )  # fmt: skip
    found = counts.tables(making, return_id, rows, LEADERS, set(LEADERS[:2]))
    made = []
    for table, about, cells, may in zip(
        found.table.tolist(), found.about, found.cells.tolist(), found.may, strict=True
    ):
        funder, stage, when = key = of.tables[table]
        for leads, value, told in zip(LEADERS, cells, may.tolist(), strict=True):
            if told:
                made.append({
                    "identifier": f"together-{making.secret.name(return_id, *key, *about, leads)}",
                    "status": stage, "award_date": when and date(when, 12, 31), "awards": value, "funder": funder,
                    "programme": about[0], "area_code": about[1], "led_by": leads,
                    **count("amount_applied", None), **count("amount_awarded", None),
                })  # fmt: skip
    return columns.listed("funding", made)


def people_of(row: Mapping) -> int | None:
    """The whole people that a row of seat counts stands for; None where it does not say."""
    if row["people"] is None:
        return None
    if row["unit"] == "percent":
        return None if row["base"] is None else round(row["people"] * row["base"] / 100)
    return round(row["people"])


def recruitment(making: Making, return_id: str, frame: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """How many were at each stage, and of how many the group is not known; groups are hidden, as those of boards are."""
    names = ("body_code", "round_ref", "opened", "closed", "route", "stage")
    of = apart(len(frame), [frame[name] for name in names], ())
    each: list[list[dict]] = [[] for _ in of.about]
    for row, record in zip(of.row.tolist(), columns.rows(frame[["ethnic_group", "people"]]), strict=True):
        each[row].append(record)
    said = [EVERYONE, "not_stated", *groups.lists[FINEST]]
    people = np.full((len(each), len(said)), np.nan)
    people[:, :2] = np.array([totals_of(of_stage) for of_stage in each], float).reshape(-1, 2)
    at = np.repeat(np.arange(len(each)), len(said))
    told = repeated(names, of.tables, at) | {"ethnic_group": said * len(each)}
    return columns.frame("recruitment", told | counted("people", people.ravel(), ~np.isnan(people.ravel())), len(at))


def repeated(names: Sequence[str], about: Sequence[tuple], at: np.ndarray) -> dict[str, object]:
    """Columns of what rows are about, each as often and in the order that `at` says; none where there are no rows."""
    found = dict(zip(names, zip(*about, strict=True), strict=True)) if about else {}
    days = [name for name, of in found.items() if any(isinstance(value, date) for value in of)]
    return {
        name: pd.Series(pd.to_datetime(values) if name in days else values, dtype=None if name in days else object)
        .iloc[at]
        .array
        for name, values in found.items()
    }


def totals_of(rows: Iterable[Mapping]) -> tuple[int | None, int | None]:
    """Everyone in a table of groups, and those of unknown group; None where that was not told."""
    stated = [row for row in rows if row["ethnic_group"] == EVERYONE]
    others = [row for row in rows if row["ethnic_group"] != EVERYONE]
    silent = [row["people"] for row in others if (row["ethnic_group"] or "") in SILENT]
    whole = [row["people"] for row in (stated or others)]
    everyone = None if any(value is None for value in whole) else round(sum(whole))
    return everyone, None if any(value is None for value in silent) else round(sum(silent))


def years_of(frame: pd.DataFrame) -> pd.Series:
    """The year to March in which an activity ended, by the year it ends in."""
    day = frame["to"].fillna(frame["from"])
    return (day.dt.year + (day.dt.month > 3)).astype("Int64")


def days_of(year: int | None) -> tuple[date | None, date | None]:
    """The first and the last day of a year to March."""
    return (None, None) if year is None else (date(year - 1, 4, 1), date(year, 3, 31))
