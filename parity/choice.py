"""What a person has chosen to look at: the same on a page, in a link, on the command line and in a pack."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Definition = Literal["including", "excluding"]

# The group that stands for all ethnic minorities under each definition, and the classification it can be counted in.
MINORITIES: dict[Definition, tuple[str, str]] = {
    "including": ("british-other", "minorities_including"),
    "excluding": ("white-other", "minorities_excluding"),
}


@dataclass(frozen=True)
class Choice:
    """A body's tier on a date, under a definition of who counts as BME."""

    body: str | None = None
    tier: str = "officers"
    as_at: date | None = None
    definition: Definition = "excluding"
