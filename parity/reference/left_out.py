"""What the reference data does not have: places, dates and figures left out, each with the reason."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity.reference.areas import WARDS, areas
from parity.reference.files import Table, read_counts, read_text, table
from parity.reference.population import (
    CENSUS_2011,
    CENSUS_2021,
    DERIVED_WARDS_2021,
    ESTIMATES,
    LSOAS_2011,
    OUTSIDE,
    SURVEY_COLUMNS,
    WEIGHTS_2011,
)

OUTPUT_AREA_WARDS = "lookups/ons_oa21_wd22_bestfit_ew.csv.gz"
OUTPUT_AREAS = "census2021/ts021_oa21_ew_broad5_percent.csv.gz"
SPLIT_WARD = "E05014284"
CITY = "E09000001"


class LeftOut(NamedTuple):
    """One thing that is missing: where, what, why, and how many people it concerns (empty: not known)."""

    place: str
    what: str
    why: str
    people: str
    source_code: str


NO_OUTPUT_AREA = "No output area is fitted to this ward: its people are counted in other wards or in none."
NO_SMALL_AREA = "No small area of 2011 is fitted to this ward: its people are counted in other wards or in none."

LOOKED_FOR = (
    LeftOut(
        "England and Wales",
        "Census 2001 by ethnic group",
        "No copy was found at any level: the classification 2001-16 has groups but no residents.",
        "",
        "census_2011_authorities",
    ),
    LeftOut(
        "England and Wales",
        "Census 2021 by ethnic group and age",
        "No copy was found: adults are known for 2011 only.",
        "",
        "census_2021_authorities",
    ),
    LeftOut(
        "England and Wales",
        "Census 2011 adults by detailed ethnic group",
        "Only White and everyone else were found by age.",
        "",
        "census_2011_adults",
    ),
    LeftOut(
        "England and Wales",
        "Published ward rows of Census 2021 outside London and eight West Midlands authorities",
        "No copy was found: five broad groups are worked out from output areas instead.",
        "",
        "census_2021_wards_estimated",
    ),
    LeftOut(
        "England and Wales",
        "Published ward rows of Census 2011",
        "No copy was found: 15 groups are put on the wards of 2022 from small areas instead.",
        "",
        "census_2011_wards_estimated",
    ),
    LeftOut(
        "K04000001, E92000001, W92000004 and the nine regions",
        "Census rows of their own",
        "The copies hold authorities only: add up the authorities.",
        "",
        "census_2021_authorities",
    ),
    LeftOut(
        "K04000001 and E92000001",
        "Annual estimates 2012 to 2020",
        "The workbook has no row for England or for England and Wales.",
        "",
        "estimates_2012_2020",
    ),
    LeftOut(
        "Scotland and Northern Ireland",
        "Everything",
        "Outside the area this product covers; the lookups hold their codes.",
        "",
        "authority_history",
    ),
    LeftOut(
        "British Transport Police",
        "A police force area with residents",
        "Serves the railways, not a place: it is not among the 43 forces.",
        "",
        "police_2015",
    ),
)


def left_out(source: Path, population: pd.DataFrame) -> tuple[LeftOut, ...]:
    """One row per thing left out, given the population rows that are to be published."""
    return (
        *LOOKED_FOR,
        *_small_areas_without_ward(source),
        *_wards_without_rows(source, population),
        *_city_wards(source, population),
        *_split_ward(source),
        *_wards_without_small_area(source),
        *_suppressed(source),
        *_outside(source),
    )


def tables(source: Path, population: pd.DataFrame) -> list[Table]:
    """left_out as a table."""
    return [table("left_out", LeftOut._fields, left_out(source, population))]


def _small_areas_without_ward(source: Path) -> list[LeftOut]:
    people = read_counts(source, OUTPUT_AREAS).set_index("oa21cd")["pop"]
    fitted = read_counts(source, OUTPUT_AREA_WARDS)
    what, why = "Residents of 2021 in ward figures", "This output area has no ward in the lookup."
    source_code = "census_2021_wards_estimated"
    found = [LeftOut(code, what, why, str(people[code]), source_code) for code in fitted[fitted.ward22cd.isna()].oa21cd]
    people = read_counts(source, LSOAS_2011).set_index("LSOA").Persons
    weights = read_counts(source, WEIGHTS_2011)
    what, why = "Residents of 2011 in ward figures", "This small area has no ward in the lookup."
    source_code = "census_2011_wards_estimated"
    return found + [
        LeftOut(code, what, why, str(people[code]), source_code) for code in weights[weights.ward22cd.isna()].lsoa11cd
    ]


def _wards_without_rows(source: Path, population: pd.DataFrame) -> list[LeftOut]:
    wards = [area.area_code for area in areas(source) if area.level == "ward"]
    found = []
    for on, why, source_code in (
        (CENSUS_2021, NO_OUTPUT_AREA, "census_2021_wards_estimated"),
        (CENSUS_2011, NO_SMALL_AREA, "census_2011_wards_estimated"),
    ):
        there = set(population.area_code[population.date == on])
        found += [
            LeftOut(ward, f"Residents of {on.year} by ethnic group", why, "", source_code)
            for ward in wards
            if ward not in there
        ]
    return found


def _city_wards(source: Path, population: pd.DataFrame) -> list[LeftOut]:
    city = {area.area_code for area in areas(source) if area.parent_code == CITY}
    there = city & set(population.area_code[population.date == CENSUS_2021])
    why = (
        f"The publisher has no ward rows for the City of London: {len(there)} of its {len(city)} wards are worked out "
        f"from output areas, {len(city) - len(there)} have none. Use the authority."
    )
    return [LeftOut(CITY, "Published ward rows of 2021", why, "", "census_2021_wards")]


def _split_ward(source: Path) -> list[LeftOut]:
    """The ward that lies in two authorities; its people in the authority that is not its parent."""
    rows = read_counts(source, DERIVED_WARDS_2021)
    rows = rows[rows.wd22cd == SPLIT_WARD].sort_values("total")
    smaller = rows.iloc[0]
    where = smaller.wd22nm.split("(part ")[1].rstrip(")")
    why = f"The ward lies in two authorities; its parent is the one with more of its people, the rest are in {where}."
    return [LeftOut(SPLIT_WARD, "A single parent authority", why, str(smaller.total), "wards_2022")]


def _wards_without_small_area(source: Path) -> list[LeftOut]:
    wards = read_text(source, WARDS)
    filled = wards[wards.lad_source == "ward_all_codes"].ward22_code
    why = "No small area of 2021 is fitted to this ward: its authority is taken from a list of all ward codes."
    return [LeftOut(code, "Authority by the publisher's lookup", why, "", "wards_2022") for code in filled]


def _suppressed(source: Path) -> list[LeftOut]:
    wide = read_counts(source, ESTIMATES)
    wide = wide[~wide.area_code.isin(OUTSIDE)]
    columns = SURVEY_COLUMNS | {"total": "all"}
    found = []
    for _, row in wide[wide[list(columns)].isna().any(axis=1)].iterrows():
        groups = ", ".join(code for column, code in columns.items() if pd.isna(row[column]))
        what = f"Annual estimate {row.year}: {groups}"
        why = "Suppressed by the publisher: too few answers in the survey."
        found.append(LeftOut(row.area_code, what, why, "", "estimates_2012_2020"))
    return found


def _outside(source: Path) -> list[LeftOut]:
    names = read_text(source, ESTIMATES).drop_duplicates("area_code").set_index("area_code").area_name
    why = "Outside the area this product covers."
    return [LeftOut(code, f"Annual estimates ({names[code]})", why, "", "estimates_2012_2020") for code in OUTSIDE]
