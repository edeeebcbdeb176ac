"""Survey figures by ethnic group: able to influence decisions, monthly volunteering, unemployment."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from parity.reference.published.listed import LeftOut, Published, published, read_rows

INFLUENCE = "eng_influence_sdg16_7_2/indicator_16-7-2.csv"
INFLUENCE_FILE = "influence_2013_2022.csv"
VOLUNTEERING = "eng_volunteering_eff/volunteering_monthly_formal_by_ethnicity_2016_2020_partial.csv"
VOLUNTEERING_FILE = "volunteering_2016_2020.csv"
UNEMPLOYMENT_FILE = "unemployment_west_midlands_2002_2003.csv"

ENGLAND, WEST_MIDLANDS = "E92000001", "E12000005"
BROAD = {"Asian": "asian", "Black": "black", "Mixed": "mixed", "White": "white", "Other": "other"}
EVERYONE = ("all", "all")

# Asked and published, but five answers or fewer: the publisher's own rows are missing.
SUPPRESSED = (("2014/15", "Black"), ("2014/15", "Other"))
# The columns of the source that divide people in other ways; a row of ours has none of them filled.
OTHER_WAYS = ("Age", "Sex", "Citizenship", "Disability status", "Index of multiple deprivation quintile",
              "Household income", "Urban or rural")  # fmt: skip


class Figure(NamedTuple):
    """One row of a survey return: one indicator, area, ethnic group and period."""

    indicator: str
    area_code: str
    classification: str
    ethnic_group: str
    from_: str
    to: str
    value: str
    unit: str
    base: str
    source: str
    note: str


def returns(source: Path) -> list[Published]:
    """The three surveys, one return each."""
    return [
        published(INFLUENCE_FILE, "survey", "Able to influence decisions affecting the local area, 2013/14 to 2021/22",
                  "Department for Digital, Culture, Media and Sport", "influence_2013_2022",
                  _influence(read_rows(source / INFLUENCE))),
        published(VOLUNTEERING_FILE, "survey", "Formal volunteering at least once a month, 2016-17 to 2019-20",
                  "Race Disparity Unit", "volunteering_2016_2020", _volunteering(read_rows(source / VOLUNTEERING))),
        published(UNEMPLOYMENT_FILE, "survey", "Unemployment in the West Midlands, 2002/2003",
                  "Advantage West Midlands", "west_midlands_2005", _unemployment()),
    ]  # fmt: skip


def left_out(source: Path) -> Iterator[LeftOut]:
    """What the sources have, or should have, that the returns do not."""
    others = [row for row in read_rows(source / INFLUENCE) if _divided_otherwise(row)]
    yield LeftOut(
        INFLUENCE_FILE,
        "Figures by age, sex, citizenship, disability, deprivation, income and urban or rural",
        "They do not say anything about ethnic groups.",
        str(len(others)),
        "",
        "influence_2013_2022",
    )
    yield LeftOut(
        VOLUNTEERING_FILE,
        "Mixed, White and Other, and the number of Black respondents in 2019-20",
        "Cut off in the stored copy of the page; nothing was filled in.",
        "",
        "",
        "volunteering_2016_2020",
    )


def _influence(rows: list[dict[str, str]]) -> list[Figure]:
    """By ethnic group for England, and for everyone by region: the source has no ethnic groups within a region."""
    there = {(row["Year"], row["Ethnicity"]) for row in rows}
    found = [_influenced(row) for row in rows if not _divided_otherwise(row)]
    for year, group in SUPPRESSED:
        if (year, group) in there:
            raise ValueError(f"{INFLUENCE} has a figure for {group} {year}, which its publisher suppressed")
        note = "Suppressed by the publisher: five answers or fewer."
        found.append(_influenced({"Year": year, "Ethnicity": group, "GeoCode": "", "Value": "c"}, note))
    return sorted(found, key=lambda figure: (figure.from_, figure.area_code, figure.ethnic_group))


def _divided_otherwise(row: dict[str, str]) -> bool:
    return any(row[column] for column in OTHER_WAYS)


def _influenced(row: dict[str, str], note: str = "") -> Figure:
    classification, group = ("broad-5", BROAD[row["Ethnicity"]]) if row["Ethnicity"] else EVERYONE
    first, last = _financial_year(row["Year"])
    if row["Year"] == "2021/22":
        first, last = "2021-10-01", "2022-09-30"
        note = "Asked from October 2021 to September 2022."
    return Figure(
        "Able to influence decisions affecting the local area",
        row["GeoCode"] or ENGLAND,
        classification,
        group,
        first,
        last,
        row["Value"],
        "percent",
        "x",
        f"Community Life Survey {row['Year']}, table C4; people of 16 and over",
        note,
    )


def _volunteering(rows: list[dict[str, str]]) -> Iterator[Figure]:
    for row in rows:
        classification, group = EVERYONE if row["ethnicity"] == "All" else ("broad-5", BROAD[row["ethnicity"]])
        first, last = _financial_year(row["year"])
        yield Figure(
            "Formal volunteering at least once a month",
            ENGLAND,
            classification,
            group,
            first,
            last,
            row["percentage"],
            "percent",
            row["respondents"] or "x",
            f"Community Life Survey {row['year']}, Ethnicity facts and figures; people of 16 and over",
            "" if row["respondents"] else "The number of respondents is cut off in the stored copy.",
        )


def _unemployment() -> Iterator[Figure]:
    """The two rates the 2005 report opens with; it names neither their source nor the groups that BME takes in."""
    read_as = "The report says BME and White: read as everyone outside the White groups, and the White groups."
    for group, rate in (("minorities_excluding", "14.5"), ("white", "5")):
        yield Figure(
            "Unemployment",
            WEST_MIDLANDS,
            "white-other",
            group,
            *_financial_year("2002/03"),
            rate,
            "percent",
            "x",
            "Rights and Responsibilities, February 2005, Context: Delivering race equality, page 3",
            f"{read_as} Printed as 2002/2003, without a source.",
        )


def _financial_year(printed: str) -> tuple[str, str]:
    """First and last day of a year printed as 2013/14 or 2016-17."""
    first = int(printed[:4])
    if printed[5:] != f"{(first + 1) % 100:02d}":
        raise ValueError(f"{printed!r} is not a financial year such as 2013/14")
    return f"{first}-04-01", f"{first + 1}-03-31"
