"""How far the two worked-out ward tables are from published ward rows, measured where both exist."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity.reference.files import Table, read_counts, table
from parity.reference.population import (
    BROAD_2021,
    BROAD_SHORT,
    DERIVED_WARDS_2021,
    WEIGHTS_2011,
    lsoas_2011,
    official_wards,
    on_wards,
)

SMALL_AREAS_2021 = "census2021/ts021_lsoa21_ew_broad5.csv.gz"
OLD_TO_NEW = "lookups/ons_lsoa11_lsoa21_lad22_ew.csv.gz"
WEIGHTS_LONDON = "lookups/gla_lsoa11_wd22_london_weights.csv.gz"

FROM_OUTPUT_AREAS = "Ward figures worked out from output areas against the published ward rows of 2021."
TRIED_ON_2021 = (
    "The 2011 method tried on 2021: counts of small areas taken back to the areas of 2011, put on wards with the "
    "weights, and held against the published ward rows; taking them back adds some error of its own."
)
LONDON_WEIGHTS = " Weights of 2021."
BEST_FIT = " Whole small areas go to one ward, as everywhere outside London."


class WardError(NamedTuple):
    """The size of the error of one figure over a set of wards; shares are in percentage points."""

    source_code: str
    geography: str
    figure: str
    median: str
    p90: str
    p99: str
    max: str
    unit: str
    note: str


def ward_error(source: Path) -> tuple[WardError, ...]:
    """One row per method, set of wards and figure (total residents, share of each broad group)."""
    published = official_wards(source).set_index("area_code")
    regions = _regions(source, published.index)
    found: list[WardError] = []
    derived = read_counts(source, DERIVED_WARDS_2021).rename(columns={"total": "all"})
    derived = derived.groupby("wd22cd")[["all", *BROAD_SHORT]].sum()
    for geography, wards in regions.items():
        found += _compare("census_2021_wards_estimated", geography, published, derived, wards, FROM_OUTPUT_AREAS)
    old = _on_areas_of_2011(source)
    for geography, weights, note in (
        ("London", _london_weights(source), LONDON_WEIGHTS),
        ("West Midlands (eight authorities)", read_counts(source, WEIGHTS_2011), BEST_FIT),
    ):
        tried = on_wards(old, weights)
        found += _compare(
            "census_2011_wards_estimated", geography, published, tried, regions[geography], TRIED_ON_2021 + note
        )
    return tuple(found)


def tables(source: Path) -> list[Table]:
    """ward_error as a table."""
    return [table("ward_error", WardError._fields, ward_error(source), keep_order=True)]


def _regions(source: Path, codes: pd.Index) -> dict[str, pd.Index]:
    london = set(_london_weights(source).ward22cd)
    return {
        "London": codes[codes.isin(london)],
        "West Midlands (eight authorities)": codes[~codes.isin(london)],
    }


def _london_weights(source: Path) -> pd.DataFrame:
    weights = read_counts(source, WEIGHTS_LONDON)
    weights = weights[weights.year == 2021]
    return weights.rename(columns={"LSOA11CD": "lsoa11cd", "GSS_CODE": "ward22cd"})


def _on_areas_of_2011(source: Path) -> pd.DataFrame:
    """2021 counts of small areas on the small areas of 2011; a merged area is shared out by the residents of 2011."""
    counts = read_counts(source, SMALL_AREAS_2021).rename(columns=BROAD_2021 | {"total_residents": "all"})
    steps = read_counts(source, OLD_TO_NEW)[["lsoa11_code", "lsoa21_code"]]
    steps = steps.merge(lsoas_2011(source)[["LSOA", "all"]], left_on="lsoa11_code", right_on="LSOA")
    steps["people"] = steps["all"] / steps.groupby("lsoa11_code").lsoa21_code.transform("size")
    steps["part"] = steps.people / steps.groupby("lsoa21_code").people.transform("sum")
    joined = counts.merge(steps[["lsoa11_code", "lsoa21_code", "part"]], on="lsoa21_code")
    columns = ["all", *BROAD_SHORT]
    return joined[columns].mul(joined.part, axis=0).assign(area=joined.lsoa11_code).groupby("area").sum()


def _compare(
    source_code: str,
    geography: str,
    published: pd.DataFrame,
    tried: pd.DataFrame,
    wards: pd.Index,
    note: str,
) -> list[WardError]:
    truth, ours = published.loc[wards], tried.reindex(wards)
    if ours["all"].isna().any():
        raise ValueError(f"{source_code}: {int(ours['all'].isna().sum())} wards of {geography} have no worked-out row")
    wards_compared = f"{note} {len(wards)} wards."
    people = (ours["all"] - truth["all"]).abs()
    found = [
        _row(source_code, geography, "total residents", people, "people", wards_compared),
        _row(source_code, geography, "total residents", people / truth["all"] * 100, "per cent", wards_compared),
    ]
    for group in BROAD_SHORT:
        points = (ours[group] / ours["all"] - truth[group] / truth["all"]).abs() * 100
        found.append(_row(source_code, geography, f"share {group}", points, "percentage points", wards_compared))
    return found


def _row(source_code: str, geography: str, figure: str, errors: pd.Series, unit: str, note: str) -> WardError:
    sizes = [f"{errors.quantile(at):.2f}" for at in (0.5, 0.9, 0.99, 1.0)]
    return WardError(source_code, geography, figure, *sizes, unit, note)
