"""Words that the findings share: who the group is, where its seats are, numbers with their nouns, lists."""

from collections.abc import Sequence

import pandas as pd

from parity import tables
from parity.choice import Definition

FROM_MINORITIES: dict[Definition, str] = {
    "excluding": "from ethnic minorities (excluding White minorities)",
    "including": "from ethnic minorities (including White minorities)",
}
ON_TIER = {"core": "on the core board", "wider": "in the wider partnership", "sub_group": "in the sub-groups"}


def number(count: float, one: str, several: str, none: str = "no") -> str:
    """A number with its noun: 'no seats', '1 seat', '1,200 seats'."""
    if count == 0:
        return f"{none} {several}"
    return f"1 {one}" if count == 1 else f"{tables.count(count)} {several}"


def was(count: float) -> str:
    """'was' after 1, 'were' after any other number."""
    return "was" if count == 1 else "were"


def listed(parts: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'; nothing for what is empty."""
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}" if kept else ""


def between(least: float, most: float, one: str, several: str) -> str:
    """A number, or the two ends of what it can be: '4 seats', '2 to 4 seats', 'up to 4 seats'."""
    low, high = sorted((least, most))
    if low == high:
        return number(high, one, several)
    return f"{'up' if low == 0 else tables.count(low)} to {number(high, one, several)}"


def together(*sentences: str) -> str:
    """Sentences one after the other, without those that are empty."""
    return " ".join(each for each in sentences if each)


def told(value: object) -> bool:
    """Whether there is a figure."""
    return not pd.isna(value)
