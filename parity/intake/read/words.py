"""What the parts of the reading room share: findings, the reason to stop, and column letters."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something met while opening a file; severity is put_right or refused, row is 1-based or 0 for none."""

    severity: str
    message: str
    remedy: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    count: int = 1


class Stop(Exception):
    """Raised where a file cannot be read any further; carries the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(findings[0].message)
        self.findings = findings


def refusal(message: str, remedy: str, **where) -> Finding:
    """A finding that stops the file from being accepted."""
    return Finding("refused", message, remedy, **where)


def put_right(message: str, **where) -> Finding:
    """A finding about something that was mended while reading."""
    return Finding("put_right", message, "Nothing to do.", **where)


def column_letters(index: int) -> str:
    """The letters a spreadsheet shows over a column, from its place counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The place of a column, counted from 0, from its letters.

    >>> column_index("A"), column_index("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
