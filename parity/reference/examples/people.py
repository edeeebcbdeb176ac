"""Who lives where, by ethnic group, and the ways boards write the groups down."""

from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pandas as pd

from parity.reference.examples.chance import weighted

# The groups of 2021 in broad ones, in the order tables have them.
BROAD = {
    "asian": ("bangladeshi", "chinese", "indian", "pakistani", "asian_other"),
    "black": ("african", "caribbean", "black_other"),
    "mixed": ("mixed_white_asian", "mixed_white_african", "mixed_white_caribbean", "mixed_other"),
    "white": ("white_british", "gypsy_traveller", "white_irish", "roma", "white_other"),
    "other": ("arab", "other_any"),
}
GROUPS = tuple(group for groups in BROAD.values() for group in groups)
WHITE = frozenset(BROAD["white"])

PLAIN = {
    "bangladeshi": "Bangladeshi", "chinese": "Chinese", "indian": "Indian", "pakistani": "Pakistani",
    "asian_other": "Any other Asian background", "african": "Black African", "caribbean": "Black Caribbean",
    "black_other": "Any other Black background", "mixed_white_asian": "Mixed - White and Asian",
    "mixed_white_african": "Mixed - White and Black African",
    "mixed_white_caribbean": "Mixed - White and Black Caribbean", "mixed_other": "Any other Mixed background",
    "white_british": "White British", "gypsy_traveller": "Gypsy or Irish Traveller", "white_irish": "White Irish",
    "roma": "Roma", "white_other": "Any other White background", "arab": "Arab", "other_any": "Any other ethnic group",
}  # fmt: skip
HEADED = {"asian": "Asian or Asian British", "black": "Black or Black British", "mixed": "Mixed", "white": "White",
          "other": "Other ethnic group"}  # fmt: skip
UNDER = {
    "african": "African", "caribbean": "Caribbean", "white_british": "British", "white_irish": "Irish",
    "mixed_white_asian": "White and Asian", "mixed_white_african": "White and Black African",
    "mixed_white_caribbean": "White and Black Caribbean",
}  # fmt: skip
CENSUS_HEADED = {"asian": "Asian, Asian British or Asian Welsh", "black": "Black, Black British, Black Welsh, "
                 "Caribbean or African", "mixed": "Mixed or Multiple ethnic groups", "white": "White",
                 "other": "Other ethnic group"}  # fmt: skip
CENSUS_UNDER = UNDER | {
    "asian_other": "Other Asian", "black_other": "Other Black",
    "mixed_other": "Other Mixed or Multiple ethnic groups", "white_other": "Other White",
    "white_british": "English, Welsh, Scottish, Northern Irish or British",
}  # fmt: skip


def _joined(headed: dict[str, str], under: dict[str, str], mark: str) -> dict[str, str]:
    return {
        group: f"{headed[broad]}{mark}{under.get(group, PLAIN[group])}"
        for broad, groups in BROAD.items()
        for group in groups
    }


# How a board writes a group of 2021; boards that count in broad groups write those.
LABELS = {
    "plain": PLAIN,
    "dash": _joined(HEADED, UNDER, " - "),
    "census": _joined(CENSUS_HEADED, CENSUS_UNDER, ": "),
}
UNKNOWN = {"Not stated": 0.45, "Prefer not to say": 0.25, "Not known": 0.15, "Refused": 0.07, "": 0.08}


class Residents(NamedTuple):
    """The residents of every authority, region and ward with published rows in 2021: place -> group -> people."""

    people: dict[str, dict[str, float]]

    def shares(self, places: tuple[str, ...]) -> dict[str, float]:
        """The share of each group among the residents of the places together; shares add up to 1."""
        counts = {group: sum(self.people[place][group] for place in places) for group in GROUPS}
        everyone = sum(counts.values())
        return {group: count / everyone for group, count in counts.items()}

    def total(self, place: str) -> float:
        """Everyone who lives in the place."""
        return sum(self.people[place].values())


@cache
def residents(reference: Path) -> Residents:
    """Residents of 2021 from the reference tables."""
    rows = pd.read_parquet(reference / "population.parquet")
    rows = rows[(rows.classification == "2021-19") & (rows.age_base == "all ages")]
    areas = pd.read_csv(reference / "areas.csv", dtype=str, keep_default_na=False)
    region = areas[areas.level == "authority"].set_index("area_code").parent_code
    above = rows[rows.area_code.isin(region.index)].assign(area_code=lambda frame: frame.area_code.map(region))
    summed = pd.concat([rows, above]).groupby(["area_code", "group_code"], sort=True).residents.sum()
    found: dict[str, dict[str, float]] = {}
    for (area, group), people in summed.items():
        found.setdefault(str(area), dict.fromkeys(GROUPS, 0.0))[str(group)] = float(people)
    return Residents(found)


def minority_share(shares: dict[str, float]) -> float:
    """The share of everyone but White British."""
    return 1 - shares["white_british"]


def drawn_group(source: Random, shares: dict[str, float], likelihood: float, only_bme: bool = False) -> str:
    """The group of one new member.

    likelihood is how likely an ethnic minority member is, over their share of residents; 97 % is the most. White
    minorities are a third less likely among them. only_bme leaves the White groups out, as designated seats do.
    """
    wanted = 1.0 if only_bme else min(0.97, minority_share(shares) * likelihood)
    if source.random() >= wanted:
        return "white_british"
    weights = {
        group: share * (2 / 3 if group in WHITE else 1)
        for group, share in shares.items()
        if group != "white_british" and not (only_bme and group in WHITE)
    }
    return weighted(source, weights)


def in_broad(counts: dict[str, int]) -> dict[str, int]:
    """Counts of the groups of 2021 as counts of the five broad groups, under their headings."""
    return {HEADED[broad]: sum(counts.get(group, 0) for group in groups) for broad, groups in BROAD.items()}
