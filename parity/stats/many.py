"""Thousands of bodies at once: their figures as arrays, and no more remembered of them than there is room for."""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
T = TypeVar("T")
FEW = 250  # bodies


def lately(few: int, many: int = 32) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remembers the last answers of a function whose first argument is of bodies: so many of few bodies, so many of many.

    What is asked of thousands of bodies takes a megabyte each time.

    >>> together = lately(2)(lambda bodies: sum(bodies))
    >>> together((1, 2)), together(tuple(range(1000)))
    (3, 499500)
    """

    def remembering(work: Callable[P, T]) -> Callable[P, T]:
        of_few, of_many = lru_cache(maxsize=few)(work), lru_cache(maxsize=many)(work)

        @wraps(work)
        def asked(*given: P.args, **more: P.kwargs) -> T:
            return (of_few if len(given[0]) <= FEW else of_many)(*given, **more)

        return asked

    return remembering


def plain(bases: Sequence, references: Sequence, *counts: Sequence) -> tuple[np.ndarray, ...] | None:
    """Bases, references and counts as arrays, where all are whole and possible at sight; None where `checked` must look.

    >>> plain([18, 20], [0.3, 0.25], [1, 6])[2].tolist(), plain([18], [0.3], [19]), plain([18.0], [0.3])
    ([1, 6], None, None)
    """
    if len(bases) != len(references) or any(len(each) != len(bases) for each in counts):
        return None
    people = [np.asarray(each) for each in (bases, *counts)]
    shares = np.asarray(references)
    if shares.dtype != float or any(each.dtype.kind not in "iu" for each in people):
        return None
    possible = (shares >= 0) & (shares <= 1) & (people[0] >= 0)
    for each in people[1:]:
        possible &= (each >= 0) & (each <= people[0])
    return (people[0], shares, *people[1:]) if possible.all() else None
