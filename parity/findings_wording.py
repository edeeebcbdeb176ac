"""Turns of phrase that many findings share: lists, numbers of things, periods, and what is left unknown."""

from collections.abc import Iterable
from datetime import date

from parity import tables


def listed(words: Iterable[str], last: str = "and") -> str:
    """Several things in a row of words.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"]), listed([])
    ('a', 'a and b', 'a, b and c', '')
    """
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def several(number: float, one: str, many: str = "", none: str = "no") -> str:
    """A number of things, in words that agree with it.

    >>> several(1, "body", "bodies"), several(1200, "person", "people"), several(0, "step")
    ('1 body', '1,200 people', 'no steps')
    """
    many = many or f"{one}s"
    if number == 0:
        return f"{none} {many}"
    return f"1 {one}" if number == 1 else f"{tables.count(number)} {many}"


def period(since: date | None, until: date) -> str:
    """A stretch of time.

    >>> period(date(2025, 4, 1), date(2026, 3, 31)), period(None, date(2026, 3, 31))
    ('1 April 2025 to 31 March 2026', 'up to 31 March 2026')
    """
    last = tables.date_long(until)
    return f"up to {last}" if since is None else f"{tables.date_long(since)} to {last}"


def capital(sentence: str) -> str:
    """The sentence with a capital first letter, the rest as it is.

    >>> capital("most of the NHS")
    'Most of the NHS'
    """
    return sentence[:1].upper() + sentence[1:]
