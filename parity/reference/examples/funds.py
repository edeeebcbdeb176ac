"""Applications and awards of the invented funders: one file in the template's columns, one as 360Giving has it."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from parity.reference.examples.boards import BEYOND, BOARDS, PERFECT, SILENT, Board
from parity.reference.examples.chance import chance, often, pick, weighted, whole
from parity.reference.examples.people import PLAIN, residents

PURPOSES = (
    "Advice in community languages", "After-school club", "Carers' support", "Community garden", "Digital skills",
    "Elders' lunch club", "Employment mentoring", "Health champions", "Homework help", "Mental health support",
    "Neighbourhood newsletter", "Sports for girls", "Supplementary school", "Volunteer training", "Welfare rights",
    "Women's support group", "Youth leadership",
)  # fmt: skip
KINDS = ("Advice Centre", "Community Association", "Cultural Centre", "Elders Group", "Families Project",
         "Learning Trust", "Neighbourhood House", "Support Network", "Women's Group", "Youth Project")  # fmt: skip
PROGRAMMES = {"Community chest": (500, 5_000), "Stronger neighbourhoods": (5_000, 40_000),
              "Commissioned services": (25_000, 180_000)}  # fmt: skip
ROUND = {500: 50, 5_000: 500, 25_000: 1_000}


class Award(NamedTuple):
    """One row of a funding return in the template's columns: an application or an award."""

    identifier: str
    title: str
    status: str
    amount_applied: str
    amount_awarded: str
    award_date: str
    recipient: str
    recipient_identifier: str
    funder: str
    programme: str
    area_code: str
    led_by: str
    beneficiary_groups: str


GIVING_TITLES = (
    "Identifier", "Title", "Currency", "Amount Applied For", "Amount Awarded", "Award Date",
    "Recipient Org:0:Identifier", "Recipient Org:0:Name", "Funding Org:0:Identifier", "Funding Org:0:Name",
    "Grant Programme:0:Title", "Beneficiary Location:0:Name", "Beneficiary Location:0:Geographic Code",
)  # fmt: skip


def awards(reference: Path) -> Iterator[Award]:
    """Applications and awards of each partnership's fund, 2022 to 2026; one that says not who leads has not_known."""
    for board in BOARDS:
        if board.region == BEYOND or board.code == SILENT or not board.sends:
            continue
        source = chance("funding", board.code)
        shares = residents(reference).shares(board.places)
        minorities = 1 - shares["white_british"]
        groups = {group: share for group, share in shares.items() if group != "white_british" and share > 0.01}
        for number in range(1, whole(source, 18, 34) + 1):
            yield _award(board, number, minorities, groups, source)


def _award(board: Board, number: int, minorities: float, groups: dict[str, float], source: Random) -> Award:
    fair = board.code == PERFECT
    serial = whole(source, 1, 60)
    led = _led_by(board, serial, minorities)
    # BME-led organisations apply for, and get, the smaller sums unless the fund is even-handed.
    tilt = {"bme_led": (5, 2, 0.4), "not_bme_led": (3, 3, 1.4)}.get(led, (4, 3, 1)) if not fair else (4, 3, 1)
    programme = weighted(source, dict(zip(PROGRAMMES, tilt, strict=True)))
    least, most = PROGRAMMES[programme]
    step = ROUND[least]
    asked = step * whole(source, least // step, most // step)
    chance_of_award = 0.62 if fair else {"bme_led": 0.5, "not_bme_led": 0.68}.get(led, 0.55)
    given = often(source, chance_of_award)
    awarded = step * max(1, round(asked * (0.6 + 0.4 * source.random()) / step)) if given else 0
    day = datetime.date(2022, 4, 1) + datetime.timedelta(days=whole(source, 0, 1_640))
    special = led == "bme_led" and often(source, 0.7)
    for_whom = [PLAIN[weighted(source, groups)] for _ in range(whole(source, 1, 2))] if special else []
    place = board.code.removeprefix("example-")
    return Award(
        f"{place}-{day.year}-{number:03d}",
        pick(source, PURPOSES),
        "awarded" if given else "applied",
        str(asked),
        str(awarded) if given else "",
        day.isoformat(),
        f"Example {KINDS[serial % len(KINDS)]} {serial}, {board.name.rpartition(' for ')[2]}",
        f"EXAMPLE-{place.upper()}-{serial:03d}",
        f"Example Fund of the {board.name.removeprefix('Example ')}",
        programme,
        board.places[0],
        led,
        "; ".join(dict.fromkeys(for_whom)),
    )


def _led_by(board: Board, serial: int, minorities: float) -> str:
    """Who leads one recipient: the same answer whenever it applies."""
    source = chance("led by", board.code, serial)
    if board.code != PERFECT and often(source, 0.12):
        return "not_known"
    return "bme_led" if often(source, minorities * (1 if board.code == PERFECT else 0.75)) else "not_bme_led"


def giving(reference: Path) -> Iterator[tuple[str, ...]]:
    """The awards of one invented charitable trust, under the column titles of the 360Giving standard."""
    source = chance("funding", "360Giving")
    places = [board for board in BOARDS if board.region != BEYOND]
    people = residents(reference)
    for number in range(1, 121):
        board = weighted(source, {board: people.total(board.places[0]) for board in places})
        asked = 1_000 * whole(source, 2, 60)
        awarded = 500 * max(2, round(asked * (0.5 + 0.5 * source.random()) / 500))
        day = datetime.date(2023, 1, 9) + datetime.timedelta(days=whole(source, 0, 1_340))
        serial = whole(source, 61, 99)
        area = board.name.rpartition(" for ")[2]
        yield (
            f"360G-example-{day.year}-{number:03d}",
            pick(source, PURPOSES),
            "GBP",
            str(asked),
            str(awarded),
            day.isoformat(),
            f"EXAMPLE-{board.code.removeprefix('example-').upper()}-{serial:03d}",
            f"Example {KINDS[serial % len(KINDS)]} {serial}, {area}",
            "EXAMPLE-TRUST",
            "Example Charitable Trust",
            "Open grants",
            area,
            board.places[0],
        )
