"""Recruitment rounds of the invented boards: who might have come, who applied, was shortlisted and was appointed."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from parity.reference.examples.boards import PERFECT, Board
from parity.reference.examples.chance import around, chance, often, whole
from parity.reference.examples.people import GROUPS, LABELS, WHITE, in_broad, residents

UNKNOWN_LABEL = "Prefer not to say"


class Candidates(NamedTuple):
    """One row of a recruitment return: the people of one group who came as far as one stage of one round."""

    body_code: str
    round_ref: str
    opened: str
    closed: str
    route: str
    stage: str
    ethnic_group: str
    people: str


def recruitment(boards: list[Board], reference: Path) -> Iterator[Candidates]:
    """One round a year for each board; rounds by nomination say only who was shortlisted and appointed."""
    for board in boards:
        source = chance("recruitment", board.code)
        for year in range(2022, 2027):
            opened = datetime.date(year, 1 + whole(source, 0, 5), whole(source, 1, 28))
            if opened <= board.as_at:
                yield from _round(board, opened, source, reference)


def _round(board: Board, opened: datetime.date, source: Random, reference: Path) -> Iterator[Candidates]:
    is_open = board.code == PERFECT or often(source, 0.35 + board.open_routes)
    closed = opened + datetime.timedelta(days=whole(source, 30, 75))
    ref = f"{opened.year} {'spring' if opened.month < 4 else 'summer'}"
    shares = residents(reference).shares(board.places)
    asked = whole(source, 40, 110) if is_open else whole(source, 12, 25)
    pool = {group: _come(board, group, asked * share, 0.9, source) for group, share in shares.items()}
    applied = {
        group: min(pool[group], _come(board, group, people * 0.6, 0.85, source)) for group, people in pool.items()
    }
    shortlisted = {
        group: min(people, _come(board, group, people * 0.34, 0.7, source)) for group, people in applied.items()
    }
    appointed = {
        group: min(people, _come(board, group, people * 0.4, 0.8, source)) for group, people in shortlisted.items()
    }
    if not sum(appointed.values()):
        shortlisted["white_british"] += 1
        applied["white_british"] = max(applied["white_british"], shortlisted["white_british"])
        pool["white_british"] = max(pool["white_british"], applied["white_british"])
        appointed["white_british"] = 1
    stages = {"pool": pool, "applied": applied, "shortlisted": shortlisted, "appointed": appointed}
    for stage, counts in stages.items():
        if not is_open and stage in ("pool", "applied"):
            continue
        unknown = around(source, sum(counts.values()) * board.unknown, 0.6) if stage != "appointed" else 0
        for label, people in _rows(board, counts).items():
            yield _candidates(board, ref, opened, closed, is_open, stage, label, people)
        if unknown:
            yield _candidates(board, ref, opened, closed, is_open, stage, UNKNOWN_LABEL, unknown)


def _come(board: Board, group: str, expected: float, fairness: float, source: Random) -> int:
    """How many of a group come so far: fewer of the ethnic minorities, the more so the less open the board is.

    The fraction left over is a chance of one more, so that small groups are not always 0.
    """
    if group != "white_british" and board.code != PERFECT:
        openness = min(1.0, board.reach + 0.5)
        expected *= fairness * openness if group not in WHITE else fairness
    return int(expected) + often(source, expected - int(expected))


def _rows(board: Board, counts: dict[str, int]) -> dict[str, int]:
    """Boards that write plain labels report recruitment in the groups of 2021, the others in broad groups."""
    if board.labels == "plain":
        return {LABELS["plain"][group]: counts[group] for group in GROUPS if counts[group] or group == "white_british"}
    return in_broad(counts)


def _candidates(board, ref, opened, closed, is_open, stage, label, people) -> Candidates:
    route = "open" if is_open else "nominated"
    return Candidates(board.code, ref, opened.isoformat(), closed.isoformat(), route, stage, label, str(people))
