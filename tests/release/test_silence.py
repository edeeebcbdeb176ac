"""What a pool that is not told says of its boards: nothing. Every world is tried, with what a stranger sees of it."""

from datetime import date
from itertools import product

import pytest

from parity import places
from parity.disclosure import LEAST_SIDE
from parity.release import boards, groups_of, pools
from parity.release.making import Making, Secret

GROUPS = groups_of(places.REFERENCE)
DAY = date(2026, 3, 31)


def a_board(body: str, declared: int, minorities: int, white: int = 0) -> boards.Board:
    by_group = {"indian": minorities, "white_irish": white, "white_british": declared - minorities - white}
    return boards.Board("R1", body, "core", DAY, declared, declared, 0, {g: n for g, n in by_group.items() if n})


def seen(sizes, world, keys) -> set:
    """What a stranger may see told of three boards, over some secrets: figures, or None for silence."""
    found = set()
    for key in keys:
        making = Making(Secret(key))
        told = pools._statement(making, "a pool", [a_board(f"B{n}", *of) for n, of in enumerate(zip(sizes, world, strict=True))],
                                GROUPS, None)  # fmt: skip
        found.add(None if told is None else told["cells"]["excluding"])
    return found


KEYS = [bytes([n]) * 32 for n in range(60)]


@pytest.mark.parametrize("sizes", [(7, 8, 9), (5, 6, 14), (10, 12, 9)])
def test_silence_is_possible_in_every_world_and_a_figure_in_every_world_the_gate_allows_for(sizes):
    """So silence rules nothing out, and a figure no more than the statement that the gate attacks."""
    declared = sum(sizes)
    outcomes = {}
    for world in product(*(range(size + 1) for size in sizes)):
        total = sum(world)  # what is told depends on the boards' sum and sizes alone
        if total not in outcomes:
            outcomes[total] = seen(sizes, world, KEYS)
    assert all(None in of for of in outcomes.values())
    for value in {each for of in outcomes.values() for each in of} - {None}:
        possible = {total for total, of in outcomes.items() if value in of}
        low, high = max(value - 4, LEAST_SIDE), min(value + 4, declared - LEAST_SIDE)
        allowed = {total for total in range(low, high + 1) if max(total, declared - total) >= max(sizes)}
        assert possible == allowed, value


def test_whether_chance_passes_a_pool_over_depends_on_nothing_hidden():
    for key in KEYS:
        silent = {
            None in seen((9, 9, 9), world, [key]) for world in ((3, 3, 3), (9, 0, 0), (0, 5, 4), (6, 6, 6), (1, 7, 3))
        }
        assert len(silent) == 1
    share = sum(None in seen((9, 9, 9), (3, 3, 3), [key]) for key in KEYS) / len(KEYS)
    assert 0.04 < share < 0.25
