"""What people's names look like: in a cell of their own, in a column of them, and in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from parity.intake.context import fold


def _listed(name: str) -> frozenset[str]:
    return frozenset((Path(__file__).parent / name).read_text(encoding="utf-8").split())


# Names common in England in the last century and this one, of people of many backgrounds. Surnames that are as often a
# word or a piece of a place (Hill, Green, Park, Stone) are left out.
FIRST_NAMES = _listed("first_names.txt")
SURNAMES = _listed("surnames.txt")
# Behind a person's name, these make it the name of something else: Stephen Lawrence Centre, Councillor Surgery.
NO_PERSON = _listed("not_people.txt")
# Words of places that are as often a surname: among references they are one.
SURNAMES_TOO = frozenset(
    ("church", "day", "field", "fields", "grant", "green", "hall", "hill", "lane", "park", "ward", "west")
)
INITIAL = r"(?:[A-Z]\.?(?: ?[A-Z]\.?)?)"
ONE = r"[^\W\d_][^\W\d_]*(?:['’\-][^\W\d_]+)*"
TWO_NAMES = re.compile(rf"{ONE}(?: {INITIAL}| {ONE})? {ONE}|{ONE}, ?{ONE}(?: {INITIAL})?|{ONE}[._]{ONE}")
WITH_INITIAL = re.compile(rf"{INITIAL} ?(?:{ONE})|{ONE},? {INITIAL}")
COURTESY = re.compile(
    r"(?:^|[^\w])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Revd?|Prof|Professor|MR|MRS|MX|CLLR|REVD)\.? [A-Z]|(?i:mrs?)\.? [a-z])"
    r"[^\W\d_'’\-]+"
)
WORD = re.compile(r"[^\s]+")
DIGIT = re.compile(r"\d")
EDGES = "\"'“”‘’()[]{}<>"
ENDS = (".", ",", ";", ":", "!", "?", ")", "/")


def stands_in(text: str) -> bool:
    """Whether a person is named in the words: with a title, or with a first name and a surname that many people have.

    >>> stands_in("ask Fatima J. Begum about it"), stands_in("Stephen Lawrence Centre"), stands_in("Cllr Bloggs")
    (True, False, True)
    """
    if len(text.split(None, 1)) < 2:  # one word alone is neither
        return False
    titled = any(_after(found[0]) not in NO_PERSON for found in COURTESY.finditer(text))
    return titled or _full_name_in(text)


def is_full_name(text: str) -> bool:
    """Whether a cell is a first name and a surname that many people have, and nothing else.

    >>> is_full_name("BEGUM, Fatima"), is_full_name("fatima.begum"), is_full_name("Victoria Park")
    (True, True, False)
    """
    names = _names_of(text)
    return bool(names) and _is_pair(names) and not set(names) & NO_PERSON


def _wordy(values: Iterable[str]) -> list[str]:
    """The values without a digit: no name has one, and columns of references and figures are soon looked through."""
    return [value for value in values if not DIGIT.search(value)]


def in_column(values: Iterable[str], sure: bool = False) -> list[str]:
    """The values that look like people's names where a column holds mostly such; else none.

    sure is for columns that say they hold something else, such as places: there only names that are nothing else count.
    """
    short = list(dict.fromkeys(value for value in values if value and len(value) < 60))
    wordy = _wordy(short)
    if sure:
        known = [value for value in wordy if is_full_name(value)]
        return known if len(known) >= 2 and len(known) >= 0.3 * len(short) else []
    full = [value for value in wordy if (names := _names_of(value)) and not set(names) & NO_PERSON]
    known = [value for value in full if set(_names_of(value)) & FIRST_NAMES or is_full_name(value)]
    if len(known) >= 2 and len(full) >= 0.5 * len(short) and len(known) >= 0.3 * len(full):
        return full
    alone = [value for value in wordy if fold(value) in FIRST_NAMES]
    if len(alone) >= 3 and len(alone) >= 0.6 * len(short):
        return alone
    initials = [value for value in wordy if WITH_INITIAL.fullmatch(value)]
    known = [value for value in initials if set(fold(value).split()) & SURNAMES]
    return initials if len(known) >= 3 and len(known) >= 0.5 * len(short) else []


def among_references(values: Iterable[str]) -> list[str]:
    """The values that look like people's names in a column that should hold references: there one is enough."""
    short = list(dict.fromkeys(value for value in values if value and len(value) < 60))
    wordy = _wordy(short)
    capital = [value for value in wordy if value[:1].isupper() and " " in value]
    other = NO_PERSON - SURNAMES_TOO
    known = [value for value in capital if set(names := _names_of(value)) & FIRST_NAMES and not set(names) & other]
    return list(dict.fromkeys([*known, *(value for value in wordy if is_full_name(value)), *in_column(short)]))


def among_organisations(values: Iterable[str]) -> list[str]:
    """The values that look like people's names in a column of organisations, some of which are named after people."""
    short = [value for value in values if value and len(value) < 60]
    called = [value for value in _wordy(short) if is_full_name(value)]
    titled = [value for value in short if _is_titled(value)]
    return titled + called if len(called) >= 3 or 2 * len(called) >= len(short) else titled


def _names_of(text: str) -> list[str]:
    """The names in a cell that has the form of a person's name, in small letters; none in any other."""
    return fold(text.replace(".", " ").replace("_", " ")).split() if TWO_NAMES.fullmatch(text) else []


def _is_pair(names: list[str]) -> bool:
    first, last = names[0], names[-1]
    return (first in FIRST_NAMES and last in SURNAMES) or (last in FIRST_NAMES and first in SURNAMES)


def _is_titled(text: str) -> bool:
    found = re.match(r"(?:Mr|Mrs|Ms|Miss|Mx|Cllr|Councillor)\.? [A-Z]", text)
    return bool(found) and len(text.split()) <= 4 and not set(fold(text).split()) & NO_PERSON


def _after(titled: str) -> str:
    return fold(titled.split()[-1])


def _full_name_in(text: str) -> bool:
    """A first name, perhaps an initial, and a surname, each with a capital and behind one another."""
    words = WORD.findall(text)
    if len(words) < 2:
        return False
    bare = [word.strip(EDGES).rstrip(".,;:!?)/") for word in words]
    low = [_plain(word.casefold()) for word in bare]
    for place, word in enumerate(low[:-1]):
        if word not in FIRST_NAMES or not bare[place][0].isupper() or words[place].endswith(ENDS):
            continue
        step = 2 if len(low) > place + 2 and len(bare[place + 1]) == 1 and bare[place + 1].isupper() else 1
        last = place + step
        if low[last] in SURNAMES and bare[last][0].isupper():
            behind = low[last + 1] if last + 1 < len(low) and not words[last].endswith(ENDS) else ""
            if behind not in NO_PERSON:
                return True
    return False


def _plain(word: str) -> str:
    """A word in small letters without an apostrophe, nor the s behind one."""
    word = word.replace("’", "'")
    return (word[:-2] if word.endswith("'s") else word).replace("'", "")
