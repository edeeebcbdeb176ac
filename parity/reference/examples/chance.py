"""Chance that falls the same way every time: everything is drawn from one uniform number at a time.

Only `Random.random()` is promised to give the same numbers in every version of Python, so nothing else of it is used.
"""

import datetime
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def chance(*about: object) -> Random:
    """A source of chance for one purpose, told by words: equal words give equal draws."""
    return Random("/".join(str(word) for word in about))


def often(source: Random, share: float) -> bool:
    """True in that share of draws."""
    return source.random() < share


def whole(source: Random, least: int, most: int) -> int:
    """A whole number from least to most, both included."""
    return least + int(source.random() * (most - least + 1))


def pick(source: Random, choices: Sequence[T]) -> T:
    """One of the choices, each as likely as the next."""
    return choices[int(source.random() * len(choices))]


def weighted(source: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, by weight. Raises ValueError where all weights are 0."""
    left = source.random() * sum(weights.values())
    for choice, weight in weights.items():
        left -= weight
        if left < 0 and weight > 0:
            return choice
    for choice in reversed(list(weights)):  # the last crumb of rounding
        if weights[choice] > 0:
            return choice
    raise ValueError("nothing to choose from: all weights are 0")


def around(source: Random, figure: float, spread: float = 0.15) -> int:
    """A whole number within a share `spread` of the figure, on either side; never negative."""
    return max(0, round(figure * (1 + spread * (2 * source.random() - 1))))


def shared_out(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """A total shared out by weight in whole numbers that add up to it: largest remainders, earlier keys first.

    >>> shared_out(10, {"a": 0.55, "b": 0.25, "c": 0.2})
    {'a': 6, 'b': 2, 'c': 2}
    """
    everything = sum(weights.values())
    exact = {key: total * weight / everything for key, weight in weights.items()}
    parts = {key: int(part) for key, part in exact.items()}
    for key in sorted(parts, key=lambda key: parts[key] - exact[key])[: total - sum(parts.values())]:
        parts[key] += 1
    return parts


def later(day: datetime.date, months: int, days: int = 0) -> datetime.date:
    """The day so many months and days later; the 28th at the latest, then the days."""
    ahead = day.month - 1 + months
    return datetime.date(day.year + ahead // 12, ahead % 12 + 1, min(day.day, 28)) + datetime.timedelta(days)
