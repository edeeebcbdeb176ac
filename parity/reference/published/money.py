"""Money: grants by funder, authority and year, and the Neighbourhood Renewal Fund."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from parity.reference.published.listed import LeftOut, Published, published, read_rows

GRANTS = "eng_grants_360giving_lad/grants_eng_LAD_ward_donor_year.csv.gz"
GRANTS_FILE = "grants_2013_2018.csv"
RENEWAL = "eng_nrf_hansard/nrf_allocations_by_la_2001_2006_partial.csv"
RENEWAL_FILE = "renewal_fund_2001_2006.csv"

# Grants for transport schemes, 1.66 billion pounds of it in London in 2016 alone.
TRANSPORT = "Department for Transport"
# Names Hansard prints otherwise than the Office for National Statistics does.
PRINTED = {
    "Brighton & Hove": "Brighton and Hove",
    "Bristol": "Bristol, City of",
    "Kingston upon Hull": "Kingston upon Hull, City of",
}
LORDS, COMMONS = "Lords Hansard 8 April 2003", "Commons Hansard 24 January 2001"


class Grants(NamedTuple):
    """One row of a funding return: the grants of one funder in one year to organisations in one authority."""

    identifier: str
    title: str
    award_date: str
    awards: str
    amount_awarded: str
    recipient: str
    funder: str
    area_code: str
    led_by: str


class Allocation(NamedTuple):
    """One row of a funding return: what one authority was allocated for one year."""

    identifier: str
    title: str
    award_date: str
    to: str
    amount_awarded: str
    recipient: str
    funder: str
    programme: str
    area_code: str
    area_name: str
    led_by: str


def returns(source: Path, reference: Path) -> list[Published]:
    """Grants 2013 to 2018 and renewal money 2001 to 2006, one return each."""
    return [
        published(GRANTS_FILE, "funding", "Grants by funder, recipient's authority and year, 2013 to 2018",
                  "Funders publishing to the 360Giving standard", "grants_2013_2018",
                  _grants(_read_gzipped(source / GRANTS), reference)),
        published(RENEWAL_FILE, "funding", "Neighbourhood Renewal Fund allocations, 2001-02 to 2005-06",
                  "Office of the Deputy Prime Minister", "nrf_2001_2006",
                  _allocations(read_rows(source / RENEWAL), reference)),
    ]  # fmt: skip


def left_out(source: Path, reference: Path) -> Iterator[LeftOut]:
    """The grants and allocations of the sources that the returns do not have, and the places without a code."""
    grants = _read_gzipped(source / GRANTS)
    codes = _known_codes(reference)
    transport = [row for row in grants if row["Funding Org:Name"] == TRANSPORT]
    yield _grants_left_out(
        TRANSPORT,
        "Transport schemes, 1.66 billion pounds in London in 2016 alone: places could not be compared.",
        transport,
    )
    elsewhere = [
        row
        for row in grants
        if row["Funding Org:Name"] != TRANSPORT and row["Recipient District Geographic Code"] not in codes
    ]
    yield _grants_left_out("Recipients in Scotland", "Outside the area this product covers.", elsewhere)
    allocations = read_rows(source / RENEWAL)
    for row in _printed_twice(allocations):
        yield LeftOut(
            RENEWAL_FILE,
            f"{row['local_authority']} {row['financial_year']} as {COMMONS} has it",
            f"{LORDS} has the same allocation with more decimals.",
            "1",
            _pounds(row["allocation_gbp_million"]),
            "nrf_2001_2006",
        )
    names = _current_names(reference)
    for name in sorted({row["local_authority"] for row in allocations}):
        if PRINTED.get(name, name) not in names:
            rows = [row for row in _once(allocations) if row["local_authority"] == name]
            yield LeftOut(
                RENEWAL_FILE,
                f"An authority code for {name}",
                "A district abolished in 2009, before any list of codes here: its allocations are kept without a place.",
                str(len(rows)),
                _pounds(sum(Decimal(row["allocation_gbp_million"]) for row in rows)),
                "nrf_2001_2006",
            )
    yield LeftOut(
        RENEWAL_FILE,
        "The rest of the 88 authorities that had the fund",
        "Cut off in the stored copies: 32 authorities from 2003 (Haringey 2003-04 only) and 16 for 2001 to 2003.",
        "",
        "",
        "nrf_2001_2006",
    )


def _grants(rows: list[dict[str, str]], reference: Path) -> Iterator[Grants]:
    """Wards added up. The funder's number in the identifier is its place in the list of all funders, by name."""
    codes = _known_codes(reference)
    numbers = {name: number for number, name in enumerate(sorted({row["Funding Org:Name"] for row in rows}), start=1)}
    awards: Counter[tuple[str, str, str]] = Counter()
    amounts: dict[tuple[str, str, str], Decimal] = {}
    for row in rows:
        place, year, funder = row["Recipient District Geographic Code"], row["Award Year"], row["Funding Org:Name"]
        if funder == TRANSPORT or place not in codes:
            continue
        key = place, year, funder
        awards[key] += int(row["Identifier"])
        amounts[key] = amounts.get(key, Decimal(0)) + Decimal(row["Amount Awarded"])
    for place, year, funder in sorted(amounts):
        key = place, year, funder
        yield Grants(
            f"{place}-{year}-{numbers[funder]:02d}",
            "Part of the year only" if year == "2018" else "",
            year,
            str(awards[key]),
            _plain(amounts[key]),
            "Various",
            funder,
            place,
            "not_known",
        )


def _allocations(rows: list[dict[str, str]], reference: Path) -> Iterator[Allocation]:
    names = _current_names(reference)
    for row in sorted(_once(rows), key=lambda row: (row["financial_year"], row["local_authority"])):
        name, year = row["local_authority"], row["financial_year"]
        code = names.get(PRINTED.get(name, name), "")
        slug = name.lower().replace("&", "and").replace(" ", "-")
        yield Allocation(
            f"nrf-{year}-{slug}",
            f"Neighbourhood Renewal Fund {year}, {row['hansard_source'].partition(' (')[0]}",
            f"{year[:4]}-04-01",
            f"{int(year[:4]) + 1}-03-31",
            _pounds(row["allocation_gbp_million"]),
            name,
            "Neighbourhood Renewal Unit (government)",
            "Neighbourhood Renewal Fund",
            code,
            PRINTED.get(name, name) if code else "",
            "not_known",
        )


def _once(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The allocations without those of the Commons list that the later, more exact list has again."""
    twice = _printed_twice(rows)
    return [row for row in rows if row not in twice]


def _printed_twice(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The Commons rows of authorities and years the Lords list has too; ValueError where the two disagree."""
    lords = {
        (row["local_authority"], row["financial_year"]): Decimal(row["allocation_gbp_million"])
        for row in rows
        if row["hansard_source"].startswith(LORDS)
    }
    twice = []
    for row in rows:
        key = row["local_authority"], row["financial_year"]
        if row["hansard_source"].startswith(COMMONS) and key in lords:
            if abs(lords[key] - Decimal(row["allocation_gbp_million"])) > Decimal("0.0005"):
                raise ValueError(f"{key[0]} {key[1]}: the two lists of the Neighbourhood Renewal Fund disagree")
            twice.append(row)
    return twice


def _grants_left_out(what: str, why: str, rows: Iterable[dict[str, str]]) -> LeftOut:
    rows = list(rows)
    grants = sum(int(row["Identifier"]) for row in rows)
    amount = sum(Decimal(row["Amount Awarded"]) for row in rows)
    return LeftOut(
        GRANTS_FILE, f"{what}: {grants:,} grants", why, str(len(rows)), _plain(Decimal(amount)), "grants_2013_2018"
    )


def _pounds(millions: str | Decimal) -> str:
    return _plain(Decimal(millions) * 1_000_000)


def _plain(amount: Decimal) -> str:
    """Pounds and pence, without pence where there are none."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"


def _known_codes(reference: Path) -> set[str]:
    return {row["area_code"] for row in read_rows(reference / "areas.csv") if row["level"] == "authority"}


def _current_names(reference: Path) -> dict[str, str]:
    return {
        row["name"]: row["area_code"]
        for row in read_rows(reference / "areas.csv")
        if row["level"] == "authority" and row["standing"] == "current"
    }


def _read_gzipped(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))
