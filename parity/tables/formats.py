"""How figures are written: one format per kind of figure, and a frame made ready for a table on the page."""

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

import pandas

from parity.rows import rows_of

NBSP = "\N{NO-BREAK SPACE}"  # keeps "17 %" on one line
WORD_JOINER = "\N{WORD JOINER}"
MINUS = "\N{MINUS SIGN}"

MARKS = {
    "[c]": "hidden to protect people",
    "[u]": "unknown or not stated",
    "[x]": "not collected or not available",
    "[z]": "does not apply",
    "[e]": "estimated",
    "[low]": "rounds to zero",
}
"""What each mark means, in the words used on every page and in every download."""

BESIDE = ("[e]",)  # marks that stand beside a figure; the others stand in its place
PRECISE_BASE = 1000  # shares of more people than this are written to one decimal

Kind = Literal["text", "count", "estimate", "percent", "range", "points", "date"]


class Column(NamedTuple):
    """One column of a table: where it comes from, its heading, and how its figures are written.

    `mark` names the frame's column with the mark of a missing figure. `base` names the column with the number of
    people behind a share, or gives that number. `upper` names the second column of a range.
    """

    source: str
    title: str
    kind: Kind = "text"
    mark: str | None = "mark"
    base: str | int | None = "base"
    upper: str = "upper"


def percent(share: float | None, base: float | None = None, mark: str = "") -> str:
    """A share from 0 to 1 as a whole per cent, to one decimal where more than 1,000 people stand behind it.

    >>> percent(0.1667), percent(0.48), percent(0.16667, base=25_000), percent(0)
    ('17\\xa0%', '48\\xa0%', '16.7\\xa0%', '0\\xa0%')
    >>> percent(0.001), percent(None), percent(float("nan"), mark="[c]"), percent(0.2, mark="[e]")
    ('[low]', '[x]', '[c]', '20\\xa0% [e]')
    """
    if missing(share):
        return mark or "[x]"
    written = _per_cents(share, base)
    if Decimal(written) == 0:
        return "[low]" if share > 0 else f"0{NBSP}%" + _beside(mark)
    return f"{written}{NBSP}%" + _beside(mark)


def percent_said(share: float | None, base: float | None = None, mark: str = "") -> str:
    """The same for a sentence or a label in a picture, where `[low]` would stop the reader.

    >>> percent_said(0.001), percent_said(0.0001, base=5000), percent_said(0.48)
    ('under 1\\xa0%', 'under 0.1\\xa0%', '48\\xa0%')
    """
    written = percent(share, base, mark)
    return f"under {_step(base)}{NBSP}%" if written == "[low]" else written


def percent_range(lower: float | None, upper: float | None, base: float | None = None, mark: str = "") -> str:
    """The two ends of a range of shares, 0 to 1. An end that rounds to nothing is written as 0 here.

    >>> percent_range(0.058, 0.392)
    '6\\xa0% to 39\\xa0%'
    """
    if missing(lower) or missing(upper):
        return mark or "[x]"
    return f"{_per_cents(lower, base)}{NBSP}% to {_per_cents(upper, base)}{NBSP}%" + _beside(mark)


def points(gap: float | None, base: float | None = None, mark: str = "") -> str:
    """A difference of two shares (-1 to 1) in percentage points, signed.

    >>> points(-0.313), points(0.02), points(0.0), points(0.012, base=5000), points(0.01)
    ('−31 points', '+2 points', '0 points', '+1.2 points', '+1 point')
    """
    if missing(gap):
        return mark or "[x]"
    written = _per_cents(abs(gap), base)
    if Decimal(written) == 0:
        return "0 points" + _beside(mark)
    sign = "+" if gap > 0 else MINUS
    return f"{sign}{written} point{'' if written == '1' else 's'}" + _beside(mark)


def count(number: float | None, mark: str = "") -> str:
    """A number of people or things, with thousands separators; what is not whole is refused, not rounded.

    >>> count(8799736), count(0), count(None, "[u]")
    ('8,799,736', '0', '[u]')
    """
    if missing(number):
        return mark or "[x]"
    if number != int(number):
        raise ValueError(f"{number} is not a whole number: counts are never rounded for show.")
    return f"{int(number):,}" + _beside(mark)


def rate(number: float | None, mark: str = "") -> str:
    """So many for every so many: two decimals under 10, one from there on.

    >>> rate(3.456), rate(0), rate(1234.5), rate(0.001), rate(None, "[c]"), rate(2, "[e]")
    ('3.46', '0', '1,234.5', '[low]', '[c]', '2.00 [e]')
    """
    if missing(number):
        return mark or "[x]"
    written = "0" if number == 0 else f"{number:,.2f}" if number < 10 else f"{number:,.1f}"
    return "[low]" if number > 0 and float(written.replace(",", "")) == 0 else written + _beside(mark)


def date_long(day: date | str | None, mark: str = "") -> str:
    """A day in words.

    >>> date_long(date(2026, 3, 31)), date_long("2021-03-21"), date_long(None)
    ('31 March 2026', '21 March 2021', '[x]')
    """
    if missing(day):
        return mark or "[x]"
    if not isinstance(day, date):
        day = pandas.Timestamp(day)
    return f"{day.day} {day:%B %Y}" + _beside(mark)


def missing(value: object) -> bool:
    """Whether there is no figure: None, NaN or NaT.

    >>> missing(float("nan")), missing(None), missing(0), missing("")
    (True, True, False, False)
    """
    return (
        value is None or value is pandas.NaT or value is pandas.NA or (isinstance(value, float) and math.isnan(value))
    )


def words(value: object) -> str:
    """The text of a cell, "" where there is none.

    >>> words("[c]"), words(None), words(float("nan"))
    ('[c]', '', '')
    """
    return "" if missing(value) else str(value)


_READ_AS_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#!|~$:@]|www\.|^\s*\d*[-+.)]\s", re.IGNORECASE)


def literal(text: object) -> str:
    """Text from data, made so that a table or a label shows it letter for letter instead of reading it as markdown.

    Escapes what markdown escapes. Addresses and `:emoji:` are read even when escaped, so an invisible word joiner
    breaks those.

    >>> literal("A & B (1)"), literal("*Other*: none"), literal("![x](y)")
    ('A & B (1)', '\\\\*Other\\\\*: none', '\\\\!\\\\[x\\\\](y)')
    >>> "://" in literal("http://a.b"), "www." in literal("www.a.b"), ":x:" in literal(":x:"), "@b" in literal("a@b.c")
    (False, False, False, False)
    """
    return _literal(words(text))


@lru_cache(maxsize=65_536)  # marks, names and findings stand in one table after the other, and names in every box
def _literal(plain: str) -> str:
    if not _READ_AS_MARKDOWN.search(plain):  # as mostly
        return plain
    escaped = re.sub(r"([\\`*_{}\[\]<>#!|~$])", r"\\\1", plain)
    escaped = re.sub(r"(:)(?=\S)|(@)|(?i:(www)(?=\.))", lambda found: found[0] + WORD_JOINER, escaped)
    return re.sub(r"^(\s*\d*)([-+.)])(?=\s)", r"\1\\\2", escaped)  # a dash or "1." would begin a list


def frame_table(frame: pandas.DataFrame | Sequence[dict], columns: Sequence[Column]) -> pandas.DataFrame:
    """The chosen columns of a frame, or of its rows, as text under their headings; the first column is the index.

    A missing figure becomes the row's mark, or `[x]`. Text from data is shown literally (`literal`).

    >>> shares = pandas.DataFrame({"label": ["Black"], "share": [0.1667], "base": [18]})
    >>> frame_table(shares, [Column("label", "Ethnic group"), Column("share", "Share", "percent")]).to_dict()
    {'Share': {'Black': '17\\xa0%'}}
    """
    rows = rows_of(frame) if isinstance(frame, pandas.DataFrame) else frame
    first, *others = columns
    cells = [[_written(row, column) for column in others] for row in rows]
    index = pandas.Index([_written(row, first) for row in rows], dtype=object, name=first.title)
    return pandas.DataFrame(cells, index, [column.title for column in others], dtype=object)


def matrix(cells: Sequence[tuple[str, str, str, str]], heading: str) -> pandas.DataFrame:
    """Cells (code of the row, its name, name of the column, text) as a table, rows and columns as they first come.

    >>> matrix([("B1", "A board", "Seats", "Yes"), ("B1", "A board", "Rounds", "No")], "Body").to_dict()
    {'Seats': {'A board': 'Yes'}, 'Rounds': {'A board': 'No'}}
    """
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for code, name, column, text in cells:
        rows.setdefault((code, name), {})[column] = text
    columns = list(dict.fromkeys(column for *_, column, _ in cells))
    written = [[row.get(column) for column in columns] for row in rows.values()]
    index = pandas.Index([name for _, name in rows], dtype=object, name=heading)
    return pandas.DataFrame(written, index, columns, dtype=object)


def _written(row: dict, column: Column) -> str:
    value = row[column.source]
    mark = words(row.get(column.mark)) if column.mark else ""
    base = row.get(column.base) if isinstance(column.base, str) else column.base
    match column.kind:
        case "text":
            return literal(value)
        case "count":
            return count(value, mark)
        case "estimate":
            return count(value if missing(value) else round(value), mark)
        case "percent":
            return percent(value, base, mark)
        case "range":
            return percent_range(value, row[column.upper], base, mark).replace(" ", NBSP)
        case "points":
            return points(value, base, mark).replace(" ", NBSP)
        case "date":
            return date_long(value, mark)
    raise ValueError(f"There is no way to write a column of kind {column.kind!r}.")


def _per_cents(share: float, base: float | None) -> str:
    """Halves go up, as readers expect; nine decimals first, so that 0.285 is not read as 0.28499999."""
    return str(Decimal(repr(round(float(share) * 100, 9))).quantize(Decimal(_step(base)), ROUND_HALF_UP))


def _step(base: float | None) -> str:
    return "0.1" if not missing(base) and base > PRECISE_BASE else "1"


def _beside(mark: str) -> str:
    return f" {mark}" if mark in BESIDE else ""
