"""Verdicts and figures into the sentences that every page, slide and pack uses.

Those of representation and of areas are here by name; those of every other measure are in the module of its name.
"""

from parity.findings import ladder, money, monitoring, outcomes, reach, recruitment, retention, scorecard, seats
from parity.findings.shares import (
    JUDGED,
    MEMBERS,
    across_bodies,
    area_profile,
    bodies,
    caveats,
    estimates,
    judgement,
    largest_gaps,
    map_of_areas,
    minorities_row,
    not_known,
    parts,
    representation,
    residential_pattern,
    residents,
    were,
)
from parity.findings.wording import FROM_MINORITIES

__all__ = [
    "FROM_MINORITIES",
    "JUDGED",
    "MEMBERS",
    "across_bodies",
    "area_profile",
    "bodies",
    "caveats",
    "estimates",
    "judgement",
    "ladder",
    "largest_gaps",
    "map_of_areas",
    "minorities_row",
    "money",
    "monitoring",
    "not_known",
    "outcomes",
    "parts",
    "reach",
    "recruitment",
    "representation",
    "residential_pattern",
    "residents",
    "retention",
    "scorecard",
    "seats",
    "were",
]
