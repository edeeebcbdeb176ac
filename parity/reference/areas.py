"""Areas: countries, regions, authorities of every vintage and wards, and how authority codes changed."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity.reference.files import Table, read_text, table

HISTORY = "lookups/lad_codes_all_vintages_uk.csv"
CHANGES = "lookups/lad_code_changes_2016_2024_uk.csv"
REGIONS = "lookups/ons_lad21_rgn21.csv"
WARDS = "lookups/derived_wd22_lad22_ew.csv"

ENGLAND_AND_WALES, ENGLAND, WALES = "K04000001", "E92000001", "W92000004"
YEARS = range(2016, 2025)

UNDATED = "Between 2011 and 2016; the lookup does not say when. A new code after a small change of boundary."
LATER = "After 2024: a new code after a small change of boundary."
NO_CHANGE = "The code in use in December 2021."


class Area(NamedTuple):
    """One place with a code; vintage is the year its code is taken from (last in use, or first for a successor)."""

    area_code: str
    name: str
    level: str
    vintage: str
    standing: str
    parent_code: str
    source_code: str


class Change(NamedTuple):
    """One step from an authority code to another that covers the same ground, or part of it."""

    from_code: str
    to_code: str
    kind: str
    year: str
    note: str
    source_code: str


def areas(source: Path) -> tuple[Area, ...]:
    """Every area of England and Wales known to the lookups, one row per code."""
    found = [
        Area(ENGLAND_AND_WALES, "England and Wales", "country", "2021", "current", "", "authority_history"),
        Area(ENGLAND, "England", "country", "2021", "current", ENGLAND_AND_WALES, "authority_history"),
        Area(WALES, "Wales", "country", "2021", "current", ENGLAND_AND_WALES, "authority_history"),
    ]
    regions = read_text(source, REGIONS)
    for code, name in sorted(set(zip(regions.region21_code, regions.region21_name, strict=True))):
        found.append(Area(code, name, "region", "2021", "current", ENGLAND, "authority_regions_2021"))
    found.extend(_authorities(source, dict(zip(regions.ltla21_code, regions.region21_code, strict=True))))
    wards = read_text(source, WARDS).drop_duplicates("ward22_code")
    for ward in wards.itertuples():
        name = ward.ward22_name.split(" (part ")[0]  # one ward lies in two authorities: see left_out
        found.append(Area(ward.ward22_code, name, "ward", "2022", "current", ward.lad22_code, "wards_2022"))
    return tuple(found)


def area_changes(source: Path) -> tuple[Change, ...]:
    """One row per step between two authority codes.

    Every code has at least one row to a 2021 code: `same` or `renamed` to itself for the 331, `recoded` or `merged`
    for a predecessor, `made_of` (one row for each part) or `recoded` for a successor. A 2021 code that has since gone
    has also a row to its successor.
    """
    yearly = _by_year(source)
    current = set(yearly[2021])
    found = [Change(code, code, "same", "2021", NO_CHANGE, "authority_changes_2016_2024") for code in current]
    found = [_renamed(change, yearly) for change in found]
    for year in YEARS[1:]:
        parts: dict[str, list[str]] = {}
        for old, new in sorted(_moves(source, year)):
            if old != new:
                parts.setdefault(new, []).append(old)
        for new, olds in parts.items():
            names = [yearly[year - 1][old] for old in olds]
            note = f"{', '.join(names[:-1])} and {names[-1]} became {yearly[year][new]}."
            for old in olds:
                found.append(Change(old, new, "merged", str(year), note, "authority_changes_2016_2024"))
                if old in current:
                    found.append(Change(new, old, "made_of", str(year), note, "authority_changes_2016_2024"))
    known = set().union(*(set(codes) for codes in yearly.values()))
    for row in _history(source).itertuples():
        if row.LADCD in known:
            continue
        if row.LADCD == row.LADCD_ACTIVE:  # newer than 2024: the history names the code it replaced
            found.append(Change(row.LADCD, row.LAD20CD, "recoded", "2025", LATER, "authority_history"))
            found.append(Change(row.LAD20CD, row.LADCD, "recoded", "2025", LATER, "authority_history"))
        else:
            found.append(Change(row.LADCD, row.LADCD_ACTIVE, "recoded", "", UNDATED, "authority_history"))
    return tuple(found)


def to_2021(source: Path) -> dict[str, str]:
    """The 2021 code of every authority code from 2011 to 2021 (each lies wholly in one)."""
    current = set(_by_year(source)[2021])
    steps = {
        change.from_code: change.to_code
        for change in area_changes(source)
        if change.to_code in current and change.kind in ("recoded", "merged")
    }
    return steps | {code: code for code in current}


def tables(source: Path) -> list[Table]:
    """areas and area_changes as tables."""
    return [
        table("areas", Area._fields, areas(source)),
        table("area_changes", Change._fields, area_changes(source)),
    ]


def _authorities(source: Path, region_of: dict[str, str]) -> list[Area]:
    yearly = _by_year(source)
    current = yearly[2021]
    found = [
        Area(code, name, "authority", "2021", "current", region_of.get(code, WALES), "authority_changes_2016_2024")
        for code, name in current.items()
    ]
    history = _history(source)
    for row in history[~history.LADCD.isin(set(current))].itertuples():
        years = [year for year in YEARS if row.LADCD in yearly[year]]
        if not years:
            newer = row.LADCD == row.LADCD_ACTIVE
            vintage, standing = ("2025", "successor") if newer else ("2011", "predecessor")
        elif years[0] > 2021:
            vintage, standing = str(years[0]), "successor"
        else:
            vintage, standing = str(years[-1]), "predecessor"
        parent = row.RGNCD if row.CTRYCD == ENGLAND else WALES
        found.append(Area(row.LADCD, row.LADNM, "authority", vintage, standing, parent, "authority_history"))
    return found


def _renamed(change: Change, yearly: dict[int, dict[str, str]]) -> Change:
    for year in YEARS[1:]:
        before, after = yearly[year - 1].get(change.from_code), yearly[year].get(change.from_code)
        if before and after and before != after:
            return change._replace(kind="renamed", year=str(year), note=f"{before} became {after}.")
    return change


def _history(source: Path) -> pd.DataFrame:
    """All authority codes of England and Wales since 2011 with the code active now, the region and the country."""
    history = read_text(source, HISTORY)
    return history[history.LADCD.str[0].isin(["E", "W"])]


def _by_year(source: Path) -> dict[int, dict[str, str]]:
    """For each year from 2016 to 2024, the authority codes in use and their names."""
    changes = _changes(source)
    return {
        year: dict(zip(changes[f"ltla{year % 100}_code"], changes[f"ltla{year % 100}_name"], strict=True))
        for year in YEARS
    }


def _moves(source: Path, year: int) -> set[tuple[str, str]]:
    changes = _changes(source)
    return set(zip(changes[f"ltla{(year - 1) % 100}_code"], changes[f"ltla{year % 100}_code"], strict=True))


def _changes(source: Path) -> pd.DataFrame:
    changes = read_text(source, CHANGES)
    return changes[changes.ltla21_code.str[0].isin(["E", "W"])]
