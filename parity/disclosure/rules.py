"""The rules of what may be told: how many boards, how many people, and when a share is worth telling."""

from collections.abc import Sequence

LEAST_BOARDS = 3  # boards in a pool
LEAST_SIDE = 8  # people on either side of a pool
LEAST_BASE = 25  # people under a percentage


def can_be_pooled(sides: Sequence[int], declared: Sequence[int]) -> bool:
    """Whether boards may be told taken together: their people on each side, and how many each board knows the group of.

    At least three boards, at least 8 people on each side, and no board so large that the others could not make up the
    larger side without it: then each board may hold none of the smaller side.

    >>> can_be_pooled((9, 30), (12, 13, 14)), can_be_pooled((7, 32), (12, 13, 14)), can_be_pooled((9, 30), (33, 3, 3))
    (True, False, False)
    """
    return len(declared) >= LEAST_BOARDS and min(sides) >= LEAST_SIDE and max(sides) >= max(declared)
