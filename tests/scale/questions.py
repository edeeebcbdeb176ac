"""The questions of the bench, and what each is asked about in a place: the box as it comes, or England's scale."""

from datetime import date
from typing import NamedTuple

KEYS = {
    "authorities": ["area_code", "standing", "year", "group_code"],
    "authority": ["area_code", "standing", "year", "group_code"],
    "funnel": ["body_code"],
    "ward": ["group_code"],
    "output area": ["group_code"],
}
TITLES = {
    "authorities": "Every authority by ethnic group and year",
    "authority": "One authority by ethnic group and year",
    "funnel": "Every body against its residents (funnel)",
    "ward": "Area profile of one ward",
    "output area": "Area profile of one output area",
}


class About(NamedTuple):
    """What the questions are about: a role, an authority, a part of bodies on a day, a ward, an output area or none."""

    role: str
    authority: str
    part: str
    day: date
    ward: str
    small: str
    level: str  # what authorities are added up from


BOX = About("consultee", "E09000028", "officers", date(1999, 9, 30), "E05011110", "", "authority")
SCALE = About("consultee", "E09000028", "wider", date(2021, 9, 30), "E05011110", "E00019754", "small area")
PLACES = {"box": BOX, "scale": SCALE}


def asked(about: About) -> list[str]:
    """The questions that can be asked there."""
    return [name for name in TITLES if name != "output area" or about.small]
