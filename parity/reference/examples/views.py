"""What people in the places of the invented boards are said to think, and what the boards say of their own practice."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from parity.reference.examples.boards import BEYOND, BOARDS, PERFECT, SILENT, STOPPED, Board
from parity.reference.examples.chance import around, chance, often, weighted
from parity.reference.examples.people import BROAD, HEADED, residents
from parity.stats.intervals import wilson

# Indicator, per cent for White people, points more or less for each other group, and its change in two years.
INDICATORS = {
    "Able to influence decisions affecting the local area": (27, {"asian": 8, "black": 9, "mixed": 3, "other": 5}, -1),
    "Treated fairly by local services": (76, {"asian": -9, "black": -17, "mixed": -10, "other": -8}, 2),
    "Feels valued by local institutions": (54, {"asian": -6, "black": -14, "mixed": -9, "other": -7}, 3),
    "Satisfied with local services": (66, {"asian": -4, "black": -8, "mixed": -7, "other": -3}, 1),
    "Formal volunteering at least once a month": (23, {"asian": -7, "black": 1, "mixed": -2, "other": -5}, 0),
    "Unemployment": (4, {"asian": 3, "black": 5, "mixed": 4, "other": 5}, -0.5),
}
ASKED = 1100  # answers to a borough survey


class Figure(NamedTuple):
    """One row of a survey return: one indicator, place, ethnic group and year, with its 95 % interval."""

    indicator: str
    area_code: str
    ethnic_group: str
    from_: str
    to: str
    value: str
    unit: str
    base: str
    lower: str
    upper: str
    source: str
    note: str


class Practice(NamedTuple):
    """One row of a practice return: a body's answer to one question on one day."""

    body_code: str
    as_at: str
    question_code: str
    answer: str
    evidence: str


def survey(reference: Path) -> Iterator[Figure]:
    """Two residents' surveys, 2023-24 and 2025-26, in every authority with a partnership that answers."""
    for board in BOARDS:
        if board.region == BEYOND or board.code == SILENT:
            continue
        source = chance("survey", board.code)
        shares = residents(reference).shares(board.places)
        broad = {name: sum(shares[group] for group in groups) for name, groups in BROAD.items()}
        level = 6 * (2 * source.random() - 1)
        for year in (2023, 2025):
            if (board.code == STOPPED and year > 2023) or (board.code.endswith("brent") and year < 2025):
                continue
            yield from _survey(board, year, broad, level, source)


def _survey(board: Board, year: int, broad: dict[str, float], level: float, source: Random) -> Iterator[Figure]:
    asked = around(source, ASKED, 0.2)
    for indicator, (white, others, change) in INDICATORS.items():
        yes_of_all = base_of_all = 0
        figures = []
        for name, share in broad.items():
            base = around(source, asked * share, 0.1)
            apart = 0 if board.code == PERFECT else others.get(name, 0)
            scale = 0.2 if indicator == "Unemployment" else 1
            expected = (
                white + apart + scale * level + change * (year - 2023) / 2 + scale * 3 * (2 * source.random() - 1)
            )
            yes = round(base * min(97.0, max(1.0, expected)) / 100)
            yes_of_all, base_of_all = yes_of_all + yes, base_of_all + base
            figures.append((HEADED[name], yes, base))
        for label, yes, base in [("All", yes_of_all, base_of_all), *figures]:
            yield _figure(board, indicator, year, label, yes, base)


def _figure(board: Board, indicator: str, year: int, label: str, yes: int, base: int) -> Figure:
    source = f"Example Residents' Survey {year}-{(year + 1) % 100}"
    told = (indicator, board.places[0], label, f"{year}-04-01", f"{year + 1}-03-31")
    if base < 20:
        return Figure(*told, "c", "percent", "c", "", "", source, "Too few answers to show.")
    lower, upper = wilson(yes, base)
    value, low, high = (f"{100 * share:.1f}" for share in (yes / base, lower, upper))
    return Figure(*told, value, "percent", str(base), low, high, source, "")


# Question, how many in a hundred bodies say yes, say partly, and where it can be seen.
QUESTIONS = {
    "monitors_core": (70, 10, "Annual equality report"),
    "monitors_wider": (45, 20, "Annual equality report"),
    "monitors_sub_groups": (30, 20, "Annual equality report"),
    "monitors_retention": (15, 15, "Membership review"),
    "monitors_recruitment": (40, 15, "Appointments report"),
    "monitors_funding": (35, 25, "Grants report"),
    "performance_framework_published": (50, 25, "Website, performance pages"),
    "open_recruitment": (35, 35, "Terms of reference"),
    "designated_places": (30, 10, "Terms of reference"),
    "equalities_framework": (60, 20, "Council's equality scheme"),
    "race_equality_impact_assessment": (40, 25, "Board minutes"),
    "compact": (55, 25, "Local compact"),
    "engagement_strategy_bme_actions": (40, 25, "Engagement strategy"),
    "benchmark_influence": (30, 45, "Self-assessment"),
    "benchmark_inclusivity": (35, 45, "Self-assessment"),
    "benchmark_communication": (45, 40, "Self-assessment"),
    "benchmark_capacity": (25, 45, "Self-assessment"),
}
NEVER_ASKED = ("benchmark_capacity", "monitors_funding")
DAYS = ("2022-09-30", "2024-09-30", "2026-09-30")


def practice(boards: list[Board]) -> Iterator[Practice]:
    """Answers to the seventeen questions on three days, two years apart; the board that stopped has stopped there too."""
    for board in boards:
        source = chance("practice", board.code)
        manner = 0.7 + 0.6 * board.reach
        for number, day in enumerate(DAYS):
            for question, (yes, partly, seen) in QUESTIONS.items():
                answer = _answer(board, question, day, yes * manner + 6 * number, partly, source)
                if answer:
                    evidence = f"{seen} {day[:4]}" if answer in ("yes", "partly") and often(source, 0.8) else ""
                    yield Practice(board.code, day, question, answer, evidence)


def _answer(board: Board, question: str, day: str, yes: float, partly: float, source: Random) -> str:
    """The answer, or nothing where the board left the question out."""
    drawn = weighted(source, {"yes": yes, "partly": partly, "no": max(5.0, 92 - yes - partly), "not_known": 8})
    if board.code == PERFECT:
        return "yes"
    if board.code == STOPPED and day > "2024-03-31":
        return "no" if day < "2026" and question.startswith("monitors_") else ""
    if question in NEVER_ASKED and board.region == BEYOND:
        return ""
    if question == "monitors_core" and "seats" in board.sends:
        return "partly" if board.unknown > 0.2 else "yes"
    if question == "designated_places":
        return "yes" if board.designated else "no"
    if question == "open_recruitment":
        return "yes" if board.open_routes >= 0.6 else "partly" if board.open_routes >= 0.3 else "no"
    return drawn
