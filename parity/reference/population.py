"""Residents by area, date, ethnic group and age base, from the censuses and the annual estimates for London."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from parity.reference.files import read_counts, read_text, write_parquet

CENSUS_2021 = date(2021, 3, 21)
CENSUS_2011 = date(2011, 3, 27)
ALL_AGES = "all ages"
ADULTS = "adults 18 and over"

KEYS = ["area_code", "date", "age_base", "classification", "group_code"]
SCHEMA = pa.schema(
    [
        ("area_code", pa.string()),
        ("date", pa.date32()),
        ("classification", pa.string()),
        ("group_code", pa.string()),
        ("age_base", pa.string()),
        ("residents", pa.float64()),
        ("lower", pa.float64()),
        ("upper", pa.float64()),
        ("source_code", pa.string()),
        ("estimated", pa.bool_()),
    ]
)

OFFICIAL_WARDS = ("census2021/ts021_ward22_london_19groups.csv", "census2021/ts021_ward22_westmidlands8_19groups.csv")
DERIVED_WARDS_2021 = "census2021/derived_ward22_ew_broad5_from_oa.csv"
AUTHORITIES_2021 = "census2021/ts021_ltla21_ew_19groups.csv"
AUTHORITIES_2011 = "census2011/qs201ew_lad_ew_18groups.csv"
LSOAS_2011 = "census2011/ks201ew_lsoa11_ew_14groups.csv.gz"
WEIGHTS_2011 = "lookups/gla_lsoa11_wd22_weights_2011_ew.csv.gz"
ESTIMATES = "estimates/gla_ethnic_groups_by_borough_2012_2020_tidy.csv"
AGES_2011 = "census2011/lc2101ew_msoa11_ew_age_{}.csv.gz"
SMALL_AREAS_2011 = "lookups/ons_oa11_lsoa11_msoa11_lad21_ew.csv.gz"
OUTSIDE = ("S92000003", "N92000002", "K02000001")

ASIAN_2021 = "Asian, Asian British or Asian Welsh"
BLACK_2021 = "Black, Black British, Black Welsh, Caribbean or African"
MIXED_2021 = "Mixed or Multiple ethnic groups"
WORDING_2021 = {
    f"{ASIAN_2021}: Bangladeshi": "bangladeshi",
    f"{ASIAN_2021}: Chinese": "chinese",
    f"{ASIAN_2021}: Indian": "indian",
    f"{ASIAN_2021}: Pakistani": "pakistani",
    f"{ASIAN_2021}: Other Asian": "asian_other",
    f"{BLACK_2021}: African": "african",
    f"{BLACK_2021}: Caribbean": "caribbean",
    f"{BLACK_2021}: Other Black": "black_other",
    f"{MIXED_2021}: White and Asian": "mixed_white_asian",
    f"{MIXED_2021}: White and Black African": "mixed_white_african",
    f"{MIXED_2021}: White and Black Caribbean": "mixed_white_caribbean",
    f"{MIXED_2021}: Other Mixed or Multiple ethnic groups": "mixed_other",
    "White: English, Welsh, Scottish, Northern Irish or British": "white_british",
    "White: Irish": "white_irish",
    "White: Gypsy or Irish Traveller": "gypsy_traveller",
    "White: Roma": "roma",
    "White: Other White": "white_other",
    "Other ethnic group: Arab": "arab",
    "Other ethnic group: Any other ethnic group": "other_any",
}
BROAD_2021 = {
    ASIAN_2021: "asian",
    BLACK_2021: "black",
    MIXED_2021: "mixed",
    "White": "white",
    "Other ethnic group": "other",
}
WORDING_2011 = {
    "White: English/Welsh/Scottish/Northern Irish/British": "white_british",
    "White: Irish": "white_irish",
    "White: Gypsy or Irish Traveller": "gypsy_traveller",
    "White: Other White": "white_other",
    "Mixed/multiple ethnic group: White and Black Caribbean": "mixed_white_caribbean",
    "Mixed/multiple ethnic group: White and Black African": "mixed_white_african",
    "Mixed/multiple ethnic group: White and Asian": "mixed_white_asian",
    "Mixed/multiple ethnic group: Other Mixed": "mixed_other",
    "Asian/Asian British: Indian": "indian",
    "Asian/Asian British: Pakistani": "pakistani",
    "Asian/Asian British: Bangladeshi": "bangladeshi",
    "Asian/Asian British: Chinese": "chinese",
    "Asian/Asian British: Other Asian": "asian_other",
    "Black/African/Caribbean/Black British: African": "african",
    "Black/African/Caribbean/Black British: Caribbean": "caribbean",
    "Black/African/Caribbean/Black British: Other Black": "black_other",
    "Other ethnic group: Arab": "arab",
    "Other ethnic group: Any other ethnic group": "other_any",
}
SHORT_2011 = {
    "WhiteBrit": "white_british",
    "Irish": "white_irish",
    "OtherWhite": "white_other",
    "Mixed": "mixed",
    "Indian": "indian",
    "Pakistani": "pakistani",
    "Bangladeshi": "bangladeshi",
    "Chinese": "chinese",
    "OtherAsian": "asian_other",
    "BlkAfrican": "african",
    "BlkCaribbean": "caribbean",
    "OtherBlk": "black_other",
    "Arab": "arab",
    "Other": "other_any",
}
BROAD_SHORT = {code: code for code in ("asian", "black", "mixed", "white", "other")}
SURVEY_COLUMNS = {"white": "white", "asian": "asian", "black": "black", "mixed_other": "mixed_or_other"}


def population(source: Path) -> pd.DataFrame:
    """One row per area, date, age base, classification and group; residents are people, not shares.

    Totals are rows of the classification `all`. Sorted by the keys. Raises ValueError when a key occurs twice.
    """
    parts = [
        authorities_2021(source),
        authorities_2011(source),
        official_wards_2021(source),
        derived_wards_2021(source),
        wards_2011(source),
        estimates(source),
        adults_2011(source),
    ]
    rows = pd.concat(parts, ignore_index=True)[SCHEMA.names].sort_values(KEYS, kind="stable", ignore_index=True)
    twice = rows[rows.duplicated(KEYS)]
    if len(twice):
        raise ValueError(f"Population has {len(twice)} rows twice, the first for {twice.iloc[0].area_code}")
    return rows


def write(rows: pd.DataFrame, target: Path) -> int:
    """Write population.parquet under target; returns the number of rows."""
    return write_parquet(rows, SCHEMA, target / "population.parquet")


def authorities_2021(source: Path) -> pd.DataFrame:
    """Census 2021, 331 authorities, 19 groups; the source has no total, so the total is the sum of the groups."""
    wide = read_counts(source, AUTHORITIES_2021).rename(columns=WORDING_2021)
    wide["all"] = wide[list(WORDING_2021.values())].sum(axis=1)
    return _long(wide, "ltla21_code", "2021-19", WORDING_2021, CENSUS_2021, "census_2021_authorities")


def authorities_2011(source: Path) -> pd.DataFrame:
    """Census 2011, 348 authorities at the codes of the time, 18 groups and the published total."""
    names = {f"Ethnic Group: {title}; measures: Value": code for title, code in WORDING_2011.items()}
    names["Ethnic Group: All categories: Ethnic group; measures: Value"] = "all"
    wide = read_counts(source, AUTHORITIES_2011).rename(columns=names)
    return _long(wide, "geography code", "2011-18", WORDING_2011, CENSUS_2011, "census_2011_authorities")


def official_wards(source: Path) -> pd.DataFrame:
    """The published ward rows, wide: area_code, all, the 19 groups and the five broad groups."""
    names = {"Ethnic group: Total: All usual residents": "all", "geography code": "area_code"}
    names |= {f"Ethnic group: {title}": code for title, code in (WORDING_2021 | BROAD_2021).items()}
    wide = pd.concat([read_counts(source, name) for name in OFFICIAL_WARDS], ignore_index=True)
    return wide.rename(columns=names)[list(dict.fromkeys(names.values()))]


def official_wards_2021(source: Path) -> pd.DataFrame:
    """Census 2021, the wards with published rows (London without the City, eight West Midlands authorities)."""
    wide = official_wards(source)
    return _long(wide, "area_code", "2021-19", WORDING_2021, CENSUS_2021, "census_2021_wards")


def derived_wards_2021(source: Path) -> pd.DataFrame:
    """Census 2021, five broad groups, every other ward; worked out from output areas, so estimated.

    The source has the ward that lies in two authorities as two rows: they are added.
    """
    wide = read_counts(source, DERIVED_WARDS_2021).rename(columns={"total": "all"})
    wide = wide.groupby("wd22cd", as_index=False)[["all", *BROAD_SHORT]].sum()
    wide = wide[~wide.wd22cd.isin(official_wards(source).area_code)]
    rows = _long(wide, "wd22cd", "broad-5", BROAD_SHORT, CENSUS_2021, "census_2021_wards_estimated")
    rows["estimated"] = True
    return rows


def lsoas_2011(source: Path) -> pd.DataFrame:
    """Census 2011 by small area, wide: LSOA, all and 15 groups; Gypsy or Irish Traveller is what the others leave."""
    wide = read_counts(source, LSOAS_2011).rename(columns=SHORT_2011 | {"Persons": "all"})
    wide["gypsy_traveller"] = wide["all"] - wide[list(SHORT_2011.values())].sum(axis=1)
    if (wide.gypsy_traveller < 0).any():
        raise ValueError(f"{LSOAS_2011}: the groups of a small area add to more than its residents")
    return wide


def wards_2011(source: Path) -> pd.DataFrame:
    """Census 2011 put on the wards of December 2022, 15 groups, by the share of each small area in each ward.

    Estimated: see ward_error. Two decimals, so that the groups still add to the total; nothing is rounded to
    a whole person and no group comes out below zero.
    """
    small = lsoas_2011(source)
    groups = [*SHORT_2011.values(), "gypsy_traveller"]
    wide = on_wards(small.set_index("LSOA")[groups], read_counts(source, WEIGHTS_2011)).round(2).reset_index()
    wide["all"] = wide[groups].sum(axis=1).round(2)
    codes = {group: group for group in groups}
    rows = _long(wide, "ward", "2011-15", codes, CENSUS_2011, "census_2011_wards_estimated")
    rows["estimated"] = True
    return rows


def on_wards(counts: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Counts of small areas (index: LSOA of 2011) added up on wards (index: ward) by the share of each in each ward.

    A few London areas have shares that add to 0.995 or so: they are scaled to 1, so that nobody is lost. People of a
    small area without a ward are left out.
    """
    scaled = weights.weight / weights.groupby("lsoa11cd").weight.transform("sum")
    joined = weights.assign(weight=scaled).dropna(subset="ward22cd")
    joined = joined.merge(counts, left_on="lsoa11cd", right_index=True, validate="many_to_one")
    return joined[list(counts)].mul(joined.weight, axis=0).groupby(joined.ward22cd.rename("ward")).sum()


def estimates(source: Path) -> pd.DataFrame:
    """Annual estimates 2012 to 2020, four groups, London boroughs, English regions and Wales, with 95 % intervals.

    The survey covers a calendar year: the date is 30 June. Suppressed cells have no row.
    """
    wide = read_counts(source, ESTIMATES)
    wide = wide[~wide.area_code.isin(OUTSIDE)]
    parts = []
    for column, group in (SURVEY_COLUMNS | {"total": "all"}).items():
        part = wide[wide[column].notna()]
        residents, half = part[column], part[f"{column}_ci95"]
        parts.append(
            pd.DataFrame(
                {
                    "area_code": part.area_code,
                    "date": [date(year, 6, 30) for year in part.year],
                    "classification": "all" if group == "all" else "survey-4",
                    "group_code": group,
                    "residents": residents.astype(float),
                    "lower": (residents - half).clip(lower=0).astype(float),
                    "upper": (residents + half).astype(float),
                }
            )
        )
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(age_base=ALL_AGES, source_code="estimates_2012_2020", estimated=True)


def ages_2011(source: Path) -> pd.DataFrame:
    """Census 2011 by authority of 2021, wide: all ages and adults, everyone and White (columns all, white, ...)."""
    places = read_text(source, SMALL_AREAS_2011)[["MSOA11CD", "LAD21CD"]].drop_duplicates()
    if places.MSOA11CD.duplicated().any():
        raise ValueError(f"{SMALL_AREAS_2011}: a middle layer area lies in two authorities")
    found = {}
    for name, file in (("all", "all_persons"), ("white", "white")):
        ages = read_counts(source, AGES_2011.format(file))
        joined = ages.merge(places, left_on="mnemonic", right_on="MSOA11CD", how="left", validate="one_to_one")
        if joined.LAD21CD.isna().any():
            raise ValueError(f"{AGES_2011.format(file)}: an area is not in the lookup")
        bands = [column for column in ages if column.startswith("Age ")]
        adults = bands[bands.index("Age 18 to 19") :]
        by_place = joined.groupby("LAD21CD")
        found[name] = by_place["All categories: Age"].sum()
        found[f"{name}_adults"] = by_place[adults].sum().sum(axis=1)
    return pd.DataFrame(found).reset_index(names="area_code")


def adults_2011(source: Path) -> pd.DataFrame:
    """Census 2011, adults of 18 and over, White and everyone else, by authority at its 2021 code."""
    ages = ages_2011(source)
    wide = pd.DataFrame({"area_code": ages.area_code, "all": ages.all_adults, "white": ages.white_adults})
    wide["minorities_excluding"] = wide["all"] - wide.white
    codes = {"white": "white", "minorities_excluding": "minorities_excluding"}
    rows = _long(wide, "area_code", "white-other", codes, CENSUS_2011, "census_2011_adults")
    return rows.assign(age_base=ADULTS)


def _long(
    wide: pd.DataFrame, area: str, classification: str, groups: Mapping[str, str], on: date, source_code: str
) -> pd.DataFrame:
    """Wide counts as rows: the groups in their classification, the column `all` in the classification `all`."""
    codes = list(groups.values())
    missing = sorted({*codes, "all"} - set(wide.columns))
    if missing:
        raise ValueError(f"{source_code}: no column found for {', '.join(missing)}")
    rows = wide.melt(id_vars=area, value_vars=[*codes, "all"], var_name="group_code", value_name="residents")
    if rows.residents.isna().any():
        raise ValueError(f"{source_code}: a count is missing")
    return pd.DataFrame(
        {
            "area_code": rows[area],
            "date": on,
            "classification": rows.group_code.map(lambda code: "all" if code == "all" else classification),
            "group_code": rows.group_code,
            "age_base": ALL_AGES,
            "residents": rows.residents.astype(float),
            "lower": float("nan"),
            "upper": float("nan"),
            "source_code": source_code,
            "estimated": False,
        }
    )
