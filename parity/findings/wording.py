"""Words that the findings share: who a group is, numbers with their nouns, lists, periods."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from parity import tables
from parity.choice import MINORITIES, Definition
from parity.remembered import kept
from parity.stats.verdicts import Verdict

FROM_MINORITIES: dict[Definition, str] = {
    "excluding": "from ethnic minorities (excluding White minorities)",
    "including": "from ethnic minorities (including White minorities)",
}
# Verdicts whose labels do not follow "it is".
OPEN = {
    Verdict.TOO_FEW: "too few people to tell",
    Verdict.DEPENDS_ON_UNKNOWNS: "left open by people whose ethnic group is not known",
}
ON_TIER = {"core": "on the core board", "wider": "in the wider partnership", "sub_group": "in the sub-groups"}


def listed(words: Iterable[str], last: str = "and") -> str:
    """Several things in a row of words, without those that are empty.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "", "c"]), listed([])
    ('a', 'a and b', 'a, b and c', '')
    """
    words = [word for word in words if word]
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


def between(least: float, most: float, one: str, many: str) -> str:
    """A number, or the two ends of what it can be.

    >>> between(4, 4, "seat", "seats"), between(2, 4, "seat", "seats"), between(0, 4, "seat", "seats")
    ('4 seats', '2 to 4 seats', 'up to 4 seats')
    """
    low, high = sorted((least, most))
    if low == high:
        return several(high, one, many)
    return f"{'up' if low == 0 else tables.count(low)} to {several(high, one, many)}"


def was(count: float) -> str:
    """'was' after 1, 'were' after any other number."""
    return "was" if count == 1 else "were"


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


def together(*sentences: str) -> str:
    """Sentences one after the other, without those that are empty."""
    return " ".join(each for each in sentences if each)


def told(value: object) -> bool:
    """Whether there is a figure."""
    return not pd.isna(value)


@kept
def rows_of_both(frame: pd.DataFrame, definition: Definition) -> tuple[pd.Series | None, pd.Series | None]:
    """The first row for all ethnic minorities under this definition, and under the other; None for one that is not there.

    Frames tell a definition in a column of that name, or by its classification and group.
    """
    names = (definition, "including" if definition == "excluding" else "excluding")
    if "definition" in frame:
        told, wanted = frame["definition"].tolist(), list(names)
    elif len(frame):
        told = list(zip(frame["classification"], frame["group_code"], strict=True))
        wanted = [MINORITIES[name] for name in names]
    else:
        return None, None
    here, there = (frame.iloc[told.index(each)] if each in told else None for each in wanted)
    return here, there


def minorities_row(frame: pd.DataFrame, definition: Definition) -> pd.Series | None:
    """The first row for all ethnic minorities under a definition; None where there is none."""
    return rows_of_both(frame, definition)[0]


@kept
def by_definition(
    frame: pd.DataFrame,
    definition: Definition,
    less_and_more: tuple[str, str] = (Verdict.BELOW.label, Verdict.ABOVE.label),
) -> str:
    """Where the verdict is another one under the other definition, that it is, and which; else nothing.

    Said unasked. `frame` has the rows of one comparison: both definitions are looked up in it. A definition that the
    returns do not tell (`[x]`) has no verdict to differ. `less_and_more` are the words for below and above, where the
    comparison is not with parity.
    """
    here, there = rows_of_both(frame, definition)
    if here is None or there is None or "[x]" in (here["mark"], there["mark"]) or here["verdict"] == there["verdict"]:
        return ""
    other = "including" if definition == "excluding" else "excluding"
    found = Verdict(there["verdict"]) if there["verdict"] else None
    words = OPEN | dict(zip((Verdict.BELOW, Verdict.ABOVE), less_and_more, strict=True))
    verdict = words.get(found, found.label) if found else "not given"
    return f"The verdict depends on the definition: {other} White minorities it is {verdict}."
