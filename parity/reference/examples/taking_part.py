"""Who took part in what the invented boards ran, in the five roles, and which organisations did."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pandas as pd

from parity.reference.examples.boards import PERFECT, Board
from parity.reference.examples.chance import around, chance, often
from parity.reference.examples.people import GROUPS, HEADED, LABELS, Residents, in_broad, residents

YEARS = (2022, 2023, 2024, 2025)  # financial years, by the year they begin in


class Activity(NamedTuple):
    """Something a board runs every year: who it is for and how likely ethnic minorities are to be there.

    size is people per 10,000 residents; fairness the share of ethnic minorities there over their share of residents.
    """

    name: str
    role: str
    mechanism: str
    size: float
    fairness: float
    again: str = ""


ACTIVITIES = (
    Activity("Neighbourhood advice service", "beneficiary", "service", 42, 1.08),
    Activity("Job and skills courses", "beneficiary", "training", 16, 1.0),
    Activity("Budget questionnaire", "consultee", "survey", 30, 0.75),
    Activity("Community strategy forums", "consultee", "forum", 7, 0.8),
    Activity("Citizens' panel", "consultee", "panel", 9, 0.7, "Budget questionnaire"),
    Activity("Neighbourhood clean-up and events", "source_of_activity", "volunteering", 12, 0.75),
    Activity("Residents decide: small grants", "source_of_activity", "participatory_budget", 8, 0.85),
    Activity("Commissioned outreach teams", "source_of_delivery", "outreach", 1.6, 0.7),
    Activity("Theme groups and working parties", "partner", "board", 1.1, 0.55),
    Activity("Shadow board places", "partner", "training", 0.4, 0.8),
)
BY_WARD = ("example-southwark", "example-birmingham", "example-hackney")
# Boards that ask people at their activities for one of 19 groups; the others ask for one of five.
IN_DETAIL = ("example-southwark", "example-redbridge", "example-haringey", "example-coventry", "example-croydon")


class Participation(NamedTuple):
    """One row of a participation return: the people of one group at one activity in one place in one year."""

    body_code: str
    activity: str
    role: str
    mechanism: str
    from_: str
    to: str
    area_code: str
    ethnic_group: str
    people: str
    satisfied: str
    repeat_of: str


class Organisations(NamedTuple):
    """One row of an organisations return: how many organisations of one sort had one part in one activity."""

    body_code: str
    activity: str
    involvement: str
    led_by: str
    infrastructure_support: str
    area_code: str
    from_: str
    to: str
    count: str


def participation(boards: list[Board], reference: Path) -> Iterator[Participation]:
    """Four years of activities in each place served, and one event a year in the wards of three boards."""
    people = residents(reference)
    for board in boards:
        source = chance("participation", board.code)
        for year in YEARS:
            if f"{year + 1}-03-31" > board.as_at.isoformat():
                continue
            for activity in ACTIVITIES:
                for place in board.places:
                    if often(source, 0.82) or board.code == PERFECT:
                        yield from _counted(board, activity, year, place, people, source)
    yield from _by_ward(boards, people, reference)


def _place(board: Board) -> str:
    return board.places[0]


def _counted(board: Board, activity: Activity, year: int, place: str, people: Residents, source: Random):
    shares, everyone = people.shares((place,)), people.total(place)
    total = max(12, around(source, activity.size * min(everyone, 400_000) / 10_000))
    counts = _attending(board, activity, year, shares, total, source)
    unknown = around(source, total * (0.06 + board.unknown), 0.7) if board.code != PERFECT else 0
    rows = {LABELS[board.labels][g]: counts[g] for g in GROUPS} if board.code in IN_DETAIL else in_broad(counts)
    for label, number in rows.items():
        if number or label in HEADED.values() or often(source, 0.3):
            yield _row(board, activity, year, place, label, number, source)
    if unknown:
        yield _row(board, activity, year, place, "Not stated", unknown, source)
    if board.labels == "plain" and activity.mechanism == "survey":
        yield _row(board, activity, year, place, "Prefer not to say", max(3, unknown // 4), source)


def _attending(board: Board, activity: Activity, year: int, shares, total: int, source: Random) -> dict[str, int]:
    """Who came, by group. A board at parity draws residents as they are."""
    if board.code == PERFECT:
        return {group: round(total * share) for group, share in shares.items()}
    openness = min(1.2, 0.7 + 0.3 * board.reach + board.drift * (year - 2022) / 3)
    weights = {
        group: share * (1 if group == "white_british" else activity.fairness * openness)
        for group, share in shares.items()
    }
    scale = total / sum(weights.values())
    counts = {}
    for group, weight in weights.items():
        expected = weight * scale * (1 + 0.3 * (2 * source.random() - 1))
        counts[group] = int(expected) + often(source, expected - int(expected))
    return counts


def _row(board, activity: Activity, year: int, place: str, label: str, people: int, source: Random) -> Participation:
    """One count, hidden by the board itself where it is small and the board hides such counts."""
    shown = str(people)
    if board.code == "example-brent" and 0 < people < 5:
        shown = "<5"
    elif board.code == "example-tower-hamlets" and 0 < people < 5:
        shown = "*"
    elif board.code == "example-coventry" and label.endswith("Roma"):
        shown = "x"
    satisfied = ""
    if activity.mechanism in ("service", "forum") and shown.isdigit() and people >= 10:
        rate = 0.78 if "British" in label.split(" - ")[-1] or board.code == PERFECT else 0.68
        satisfied = str(min(people, around(source, people * rate, 0.08)))
    first, last = f"{year}-04-01", f"{year + 1}-03-31"
    return Participation(
        board.code, activity.name, activity.role, activity.mechanism, first, last, place, label, shown, satisfied,
        activity.again,
    )  # fmt: skip


def _by_ward(boards: list[Board], people: Residents, reference: Path) -> Iterator[Participation]:
    """One event a year in every ward of three boards, in broad groups, so that a map has something to show."""
    areas = pd.read_csv(reference / "areas.csv", dtype=str, keep_default_na=False)
    wards = areas[(areas.level == "ward") & (areas.standing == "current")].sort_values("area_code")
    event = Activity("Ward assembly", "consultee", "event", 22, 0.72)
    for board in (board for board in boards if board.code in BY_WARD):
        source = chance("wards", board.code)
        for year in YEARS[-2:]:
            for ward in wards[wards.parent_code == board.places[0]].area_code:
                if ward not in people.people or often(source, 0.12):  # no assembly there that year
                    continue
                total = max(20, around(source, event.size * people.total(ward) / 10_000, 0.5))
                counts = in_broad(_attending(board, event, year, people.shares((ward,)), int(total), source))
                for label, number in counts.items():
                    yield _row(board, event, year, ward, label, number, source)


SUPPORT = {"none": 0.4, "generalist": 0.3, "bme": 0.12, "both": 0.08, "not_known": 0.1}
SUPPORT_BME = {"none": 0.42, "generalist": 0.12, "bme": 0.26, "both": 0.1, "not_known": 0.1}
PARTS = (
    ("Community strategy consultation", "consulted", 0.00035, 0.5),
    ("Small grants and commissioning", "funded", 0.00016, 0.6),
    ("Training, advice and payroll help", "supported", 0.00028, 0.7),
    ("Public services delivered for the partnership", "delivering", 0.00008, 0.4),
)


def organisations(boards: list[Board], reference: Path) -> Iterator[Organisations]:
    """How many organisations were consulted, funded, supported or delivering in each year, by who leads them."""
    people = residents(reference)
    for board in boards:
        source = chance("organisations", board.code)
        everyone = min(people.total(_place(board)), 600_000)
        minorities = 1 - people.shares((_place(board),))["white_british"]
        for year in YEARS:
            if f"{year + 1}-03-31" > board.as_at.isoformat():
                continue
            for activity, involvement, rate, fairness in PARTS:
                total = max(4, around(source, everyone * rate, 0.25))
                fair = (
                    1.0
                    if board.code == PERFECT
                    else fairness * (0.6 + 0.4 * board.reach) + board.drift / 4 * (year - 2022)
                )
                bme = round(total * min(0.95, minorities * fair))
                unknown = around(source, total * 0.1, 0.9) if board.code != PERFECT else 0
                split = {"bme_led": bme, "not_bme_led": max(0, total - bme - unknown), "not_known": unknown}
                yield from _organisations(board, activity, involvement, year, split, source)


def _organisations(
    board, activity, involvement, year, split: dict[str, int], source: Random
) -> Iterator[Organisations]:
    for led_by, count in split.items():
        uses = {"not_known": 1.0}
        if involvement in ("supported", "delivering") and led_by != "not_known":
            uses = SUPPORT_BME if led_by == "bme_led" else SUPPORT
        if involvement == "supported":
            uses = {support: weight for support, weight in uses.items() if support not in ("none",)}
        left = count
        for support, weight in uses.items():
            last = support == list(uses)[-1]
            some = left if last else min(left, around(source, count * weight / sum(uses.values()), 0.4))
            left -= some
            if some == 0 and support in ("both", "not_known") and len(uses) > 1:
                continue  # boards write down 0 for the main answers and leave the rest out
            yield Organisations(board.code, activity, involvement, led_by, support, _place(board), f"{year}-04-01",
                                f"{year + 1}-03-31", str(some))  # fmt: skip
