"""The invented boards' targets, with baselines taken from their own seats, and the people of a neighbourhood of one."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from parity.reference.examples.boards import BOARDS
from parity.reference.examples.membership import Seat
from parity.reference.examples.people import BROAD, HEADED, LABELS, PLAIN, WHITE, residents
from parity.reference.examples.rounds import Candidates
from parity.reference.examples.views import Figure

CORE = "Share of core seats"
INFLUENCE = "Able to influence decisions affecting the local area"
APPOINTED = "Share of people appointed"
NAMES = {board.code: board.name for board in BOARDS}


class Target(NamedTuple):
    """One row of a targets return."""

    target_code: str
    body_code: str
    area_code: str
    measure: str
    ethnic_group: str
    definition: str
    baseline_date: str
    baseline_value: str
    target_date: str
    target_value: str
    kind: str
    owner: str
    reason: str


class Population(NamedTuple):
    """One row of a population return."""

    area_code: str
    date: str
    ethnic_group: str
    age_base: str
    residents: str
    lower: str
    upper: str
    source: str
    estimated: str


class _Aim(NamedTuple):
    """A target for the core seats of one board. An owner that is - is the board itself; a board may forget both."""

    board: str
    group: str
    definition: str
    since: str
    by: str
    kind: str
    value: str = ""
    owner: str = "-"
    reason: str = "The board's equality scheme"


AIMS = (
    _Aim("southwark", "", "including", "2023-03-31", "2029-03-31", "parity"),
    _Aim("hackney", "", "including", "2022-09-30", "2028-03-31", "value", "55"),
    _Aim("barking-dagenham", "", "including", "2023-03-31", "2030-03-31", "parity"),
    _Aim("brent", "", "including", "2024-03-31", "2027-03-31", "share_of_gap", "50"),
    _Aim("haringey", "", "including", "2023-03-31", "2027-03-31", "parity", reason="Agreed with the Example Network"),
    _Aim("lambeth", "", "excluding", "2022-03-31", "2026-03-31", "parity", reason="To stay where the board is"),
    _Aim("tower-hamlets", "bangladeshi", "", "2023-03-31", "2028-03-31", "parity"),
    _Aim("croydon", "", "including", "2025-03-31", "2026-12-31", "value", "60", owner="", reason=""),
    _Aim("birmingham", "", "including", "2022-03-31", "2026-03-31", "value", "58"),
    _Aim("coventry", "", "excluding", "2024-03-31", "2027-03-31", "parity"),
    _Aim("dudley", "", "including", "2022-03-31", "2025-03-31", "value", "20", reason="Set before monitoring stopped"),
    _Aim("sandwell", "", "including", "2022-09-30", "2028-09-30", "parity"),
    _Aim("wolverhampton", "", "including", "2022-03-31", "2026-06-30", "value", "40"),
    _Aim("black-country", "", "excluding", "2023-03-31", "2029-03-31", "parity"),
    _Aim("west-midlands", "", "including", "2023-03-31", "2030-03-31", "parity", reason="Regional review of boards"),
)
# Targets for what people say in a survey: place, group, since, by, to.
VIEWS = (
    ("E09000028", "black", "2024-03-31", "2027-03-31", "40"),
    ("E08000025", "asian", "2024-03-31", "2028-03-31", "36"),
)
RECRUITS = "example-redbridge"


def targets(held: list[Seat], figures: list[Figure], candidates: list[Candidates]) -> Iterator[Target]:
    """Targets with the figure on the day they were set: for core seats, for two survey figures, for appointments."""
    for number, aim in enumerate(AIMS, start=1):
        code = f"example-{aim.board}"
        baseline = f"{100 * _share(held, code, aim):.1f}"
        owner = NAMES[code] if aim.owner == "-" else aim.owner
        group = PLAIN.get(aim.group, "")
        yield Target(f"EX-T{number:02d}", code, "", CORE, group, aim.definition, aim.since, baseline, aim.by, aim.value,
                     aim.kind, owner, aim.reason)  # fmt: skip
    for number, (area, group, since, by, value) in enumerate(VIEWS, start=len(AIMS) + 1):
        label = HEADED[group]
        baseline = next(
            each.value
            for each in figures
            if (each.indicator, each.area_code, each.ethnic_group, each.to) == (INFLUENCE, area, label, since)
        )
        owner = next(board.name for board in BOARDS if board.places == (area,))
        yield Target(f"EX-T{number:02d}", "", area, INFLUENCE, label, "", since, baseline, by, value, "value", owner,
                     "Survey of residents")  # fmt: skip
    number = len(AIMS) + len(VIEWS) + 1
    yield Target(f"EX-T{number:02d}", RECRUITS, "", APPOINTED, "", "excluding", "2023-12-31",
                 f"{100 * _appointed(candidates, '2023-12-31'):.1f}", "2027-03-31", "", "parity", NAMES[RECRUITS],
                 "Open recruitment since 2022")  # fmt: skip


def _appointed(candidates: list[Candidates], until: str) -> float:
    """The share of everyone outside the White group among those appointed in the rounds closed by then."""
    rows = [row for row in candidates if row.body_code == RECRUITS and row.stage == "appointed" and row.closed <= until]
    white = sum(int(row.people) for row in rows if row.ethnic_group == HEADED["white"])
    everyone = sum(int(row.people) for row in rows)
    return (everyone - white) / everyone


def _share(held: list[Seat], board: str, aim: _Aim) -> float:
    """The share, among core members of known group on the day, of those the target is for."""
    groups = {label: group for labels in LABELS.values() for group, label in labels.items()}
    there = [
        groups[seat.ethnic_group]
        for seat in held
        if seat.body_code == board
        and seat.tier == "core"
        and seat.ethnic_group in groups
        and seat.started <= aim.since
        and (not seat.ended or seat.ended > aim.since)
    ]
    if not there:
        raise ValueError(f"{board} has no core member of known group on {aim.since}")
    counted = [group for group in there if _counts(group, aim)]
    return len(counted) / len(there)


def _counts(group: str, aim: _Aim) -> bool:
    if aim.group:
        return group == aim.group
    return group != "white_british" if aim.definition == "including" else group not in WHITE


def population(reference: Path) -> Iterator[Population]:
    """Residents of 16 and over in the wards of one neighbourhood board: an invented estimate for 2025.

    The age base keeps it out of every reference for all ages.
    """
    people = residents(reference)
    board = next(board for board in BOARDS if board.code == "example-peckham")
    for ward in board.places:
        for name, groups in BROAD.items():
            count = 10 * round(sum(people.people[ward][group] for group in groups) * 0.084)
            spread = 10 * round(count * 0.008) + 20
            yield Population(ward, "2025-06-30", HEADED[name], "16_plus", str(count), str(max(0, count - spread)),
                             str(count + spread), "Example estimate for a neighbourhood plan: invented", "yes")  # fmt: skip
