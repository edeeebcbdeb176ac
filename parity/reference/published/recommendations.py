"""The recommendations of 2005 as actions: a starting point for anybody's plan, in our own words."""

from collections.abc import Iterator
from typing import NamedTuple

from parity.reference.published import recommendations_partners, recommendations_support
from parity.reference.published.listed import Published, published

FILE = "recommendations_2005.csv"
WEST_MIDLANDS = "E12000005"
REPORT = "Rights and Responsibilities, February 2005"


class Action(NamedTuple):
    """One row of an actions return.

    The stage is draft and the status not_started: the report puts its recommendations to communities, who were yet
    to endorse or change them, and says nothing of what came of them.
    """

    action_code: str
    area_code: str
    stage: str
    heading: str
    sector: str
    weakness: str
    action: str
    outcome: str
    lead_partner: str
    partners: str
    status: str
    source: str


def returns() -> list[Published]:
    """Every recommendation, by the sector it is addressed to."""
    return [
        published(FILE, "actions", "Recommendations for effective BME engagement in the West Midlands, 2005",
                  "Advantage West Midlands", "west_midlands_2005", _actions()),
    ]  # fmt: skip


def _actions() -> Iterator[Action]:
    for sector, prefix, recommended in (*recommendations_partners.SECTORS, *recommendations_support.SECTORS):
        for number, each in enumerate(recommended, start=1):
            yield Action(
                f"WM2005-{prefix}{number:02d}",
                WEST_MIDLANDS,
                "draft",
                each.heading,
                sector,
                each.weakness,
                each.action,
                each.outcome,
                each.lead,
                each.partners,
                "not_started",
                f"{REPORT}, {each.where}",
            )
