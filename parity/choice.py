"""What a person has chosen to look at: the same on a page, in a link, on the command line and in a pack."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Definition = Literal["including", "excluding"]
FIRST_PLACE = "E09000028"  # Southwark: something to look at before anything is chosen
FIRST_REGION = "E12000007"  # London: the same, of a page that looks at many places at once
COUNTRY = "K04000001"  # England and Wales: all the places there are
AGES = ("all ages", "adults 18 and over")  # whom a reference counts

# The group that stands for all ethnic minorities under each definition, and the classification it can be counted in.
MINORITIES: dict[Definition, tuple[str, str]] = {
    "including": ("british-other", "minorities_including"),
    "excluding": ("white-other", "minorities_excluding"),
}
BROAD = tuple(("broad-5", group) for group in ("asian", "black", "mixed", "other", "white"))


@dataclass(frozen=True)
class Choice:
    """A body's part (a tier of its seats, or a role) on a date, under a definition of who counts as BME.

    ages says which residents it is held against, one of AGES: of adults the store has White and all others alone, in 2011.
    """

    body: str | None = None
    part: str = "core"
    as_at: date | None = None
    definition: Definition = "excluding"
    ages: str = AGES[0]

    @property
    def of_all(self) -> "Choice":
        """The same choice without its body: what is worked out for all bodies is the same whichever was chosen."""
        return replace(self, body=None)

    @property
    def of_groups(self) -> "Choice":
        """The same choice whichever the definition: what is told group by group, under both."""
        return replace(self, definition="excluding")


@dataclass(frozen=True)
class Place:
    """An area to look at: which groups are told apart in it, and under which definition."""

    area: str
    name: str
    level: str
    definition: Definition = "excluding"
    detailed: bool = False

    @property
    def parts(self) -> str:
        """The level its parts are shown at: wards of an authority, authorities of anything larger."""
        return "ward" if self.level == "authority" else "authority"

    @property
    def group(self) -> tuple[str, str]:
        """The classification and group that stand for all ethnic minorities."""
        return MINORITIES[self.definition]


@dataclass(frozen=True)
class View:
    """A map: the parts of a place, coloured by one figure; what a figure does not depend on is left as it is.

    group is `minorities`, as the definition has them, or the code of an ethnic group; since and until are the period
    of what was told; part and as_at whose gap it is, and when.
    """

    within: str
    name: str
    level: str
    what: Literal["share", "change", "gap", "reach", "opportunities", "mechanisms"] = "share"
    group: str = "minorities"
    group_label: str = ""
    definition: Definition = "excluding"
    since: date | None = None
    until: date | None = None
    part: str = "core"
    as_at: date | None = None


def words(text: str) -> list[str]:
    """The words that are searched for, each once, whatever their case: all of them must be found.

    >>> words("  Bangladeshi forum,  forum")
    ['bangladeshi', 'forum']
    """
    return list(dict.fromkeys(word for each in text.casefold().split() if (word := each.strip(".,;:!?\"'()"))))
