"""Police officers by force, as the Home Office and Parliament printed them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from parity.reference.published.listed import LeftOut, Published, published, read_rows

# The classification the police figures use: everyone outside the White groups, together.
CLASSIFICATION = "white-other"
MINORITIES = "minorities_excluding"


class Count(NamedTuple):
    """One row of a seat_counts return: the people of one group in one tier of a body on one date."""

    body_code: str
    tier: str
    as_at: str
    classification: str
    ethnic_group: str
    people: str
    designated_seats: str
    unit: str
    base: str
    note: str


class Body(NamedTuple):
    """One row of a bodies return: a body and the areas it serves."""

    body_code: str
    name: str
    body_type: str
    catchment: str
    parent_body: str
    from_: str
    to: str


def returns(source: Path, reference: Path) -> list[Published]:
    """The forces as bodies, and their officers and community support officers as seat counts."""
    police = source / "eng_police_representation_hansard"
    forces = {row["label"]: row["force_code"] for row in read_rows(reference / "force_aliases.csv")}
    bodies = _bodies(read_rows(reference / "forces.csv"), read_rows(reference / "force_areas.csv"))
    officers_1992 = _counts_1992(police / "minority_ethnic_officers_by_force_1992-02-28.csv", forces)
    officers_1999 = _counts_1999(
        police / "minority_ethnic_officers_by_force_1991_1999_partial27.csv",
        police / "police_officer_strength_by_force_1999-09-30_partial27.csv",
        forces,
    )
    support_officers = _support_officers(police / "pcso_minority_ethnic_by_force_2002_03_2003_04.csv", forces)
    officers_2015 = _shares_2015(police / "bme_officers_vs_population_by_force_2015_partial41.csv", forces)
    return [
        published("police_forces.csv", "bodies", "Police forces of England and Wales and the authorities they serve",
                  "Office for National Statistics", "police_areas_2016", bodies),
        published("police_officers_1992.csv", "seat_counts", "Minority ethnic police officers, February 1992",
                  "Home Office", "police_1992", officers_1992),
        published("police_officers_1999.csv", "seat_counts", "Minority ethnic police officers, 1991 to 1999",
                  "Home Office", "police_1999", officers_1999),
        published("police_support_officers_2003_2004.csv", "seat_counts",
                  "Police community support officers, 2003 and 2004", "Home Office", "pcso_2002_2004",
                  support_officers),
        published("police_officers_2015.csv", "seat_counts", "Share of BME police officers, March 2015",
                  "Home Office", "police_2015", officers_2015),
    ]  # fmt: skip


def left_out() -> Iterator[LeftOut]:
    """The force that serves no place, and the forces cut off in the stored copies."""
    yield LeftOut(
        "police_officers_2015.csv",
        "British Transport Police",
        "It serves the railways, not a place whose residents could be counted.",
        "1",
        "",
        "police_2015",
    )
    for file, where, source_code in (
        ("police_officers_1999.csv", "16 of the 43 forces", "police_1999"),
        ("police_officers_2015.csv", "Cheshire, Dyfed-Powys and North Wales", "police_2015"),
    ):
        yield LeftOut(file, where, "Cut off in the stored copy of the page.", "", "", source_code)


def _force_code(printed: str, forces: dict[str, str]) -> str | None:
    """The code of the force printed under this name; None for a force with no area of its own."""
    return forces.get(" ".join(printed.lower().split()))


def _bodies(forces: list[dict[str, str]], areas: list[dict[str, str]]) -> Iterator[Body]:
    for force in forces:
        served = sorted(row["area_code"] for row in areas if row["force_code"] == force["force_code"])
        yield Body(force["force_code"], force["organisation"], "police_force", " ".join(served), "", "", "")


def _minorities(code: str, tier: str, as_at: str, people: str, unit: str = "headcount", note: str = "") -> Count:
    base = "x" if unit == "percent" else ""  # no number of people was printed beside the percentages
    return Count(code, tier, as_at, CLASSIFICATION, MINORITIES, people, "", unit, base, note)


def _everyone(code: str, tier: str, as_at: str, people: str, unit: str, note: str = "") -> Count:
    return Count(code, tier, as_at, "all", "all", people, "", unit, "", note)


def _counts_1992(file: Path, forces: dict[str, str]) -> Iterator[Count]:
    for row in read_rows(file):
        yield _minorities(_must(row["police_force"], forces), "officers", row["as_at"], row["total"])


def _counts_1999(officers: Path, strength: Path, forces: dict[str, str]) -> Iterator[Count]:
    everyone = {
        (_must(row["police_force"], forces), row["as_at"]): row["total_officers_fte"] for row in read_rows(strength)
    }
    for row in read_rows(officers):
        code, as_at = _must(row["police_force"], forces), row["as_at"]
        yield _minorities(code, "officers", as_at, row["minority_ethnic_officers"])
        if (code, as_at) in everyone:
            yield _everyone(code, "officers", as_at, everyone.pop((code, as_at)), "fte")
    for (code, as_at), people in everyone.items():  # the two stored copies break off at different forces
        yield _everyone(code, "officers", as_at, people, "fte")


def _support_officers(file: Path, forces: dict[str, str]) -> Iterator[Count]:
    tier = "community_support_officers"
    for row in read_rows(file):
        code = _must(row["police_force"], forces)
        as_at = f"{2000 + int(row['year'][-2:])}-03-31"
        people, everyone = int(row["minority_ethnic_pcso"]), int(row["total_pcso"])
        note = ""
        if row["published_percentage"] and everyone:
            printed = float(row["published_percentage"])
            if abs(printed - 100 * people / everyone) > 0.1:
                note = f"The source prints {printed:g} %, which {people} of {everyone} is not; the counts are used."
        yield _minorities(code, tier, as_at, str(people), note=note)
        yield _everyone(code, tier, as_at, str(everyone), "headcount")


def _shares_2015(file: Path, forces: dict[str, str]) -> Iterator[Count]:
    for row in read_rows(file):
        code = _force_code(row["police_force"], forces)
        if code is None:  # British Transport Police: it serves railways, not an area
            continue
        yield _minorities(code, "officers", row["as_at"], row["bme_officers_pct"], unit="percent")


def _must(printed: str, forces: dict[str, str]) -> str:
    code = _force_code(printed, forces)
    if code is None:
        raise ValueError(f"{printed!r} is not a police force in the lookup")
    return code
