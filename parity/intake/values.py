"""Closed grammars: what one cell may mean as a count, a figure, money, a date, a period, a flag or a marker."""

import calendar
import datetime
import re
from typing import NamedTuple


class Value(NamedTuple):
    """What a cell was read as. Exactly one of value, mark, wrong and ask is filled (a mark may carry low and high).

    right says what was put right; wrong why the cell is refused; ask what has to be answered; remedy what to do.
    """

    value: object = None
    mark: str = ""
    low: float | None = None
    high: float | None = None
    right: str = ""
    wrong: str = ""
    ask: str = ""
    remedy: str = ""


MARKERS = {"*": "c", "c": "c", "..": "x", "-": "x", "–": "x", "—": "x", "x": "x", "z": "z", "low": "low", "u": "u"}
BLANK = Value(mark="blank")
FEWER = re.compile(r"(?:<|less than|fewer than|under) ?([0-9]{1,3})", re.IGNORECASE)
ERRORS = re.compile(r"#(?:div/0!|n/?a|name\?|null!|num!|ref!|value!|spill!|calc!|getting_data)|#{2,}", re.IGNORECASE)
WHOLE = re.compile(r"[0-9]+")
THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
COMMA_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})")
SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
WHOLE_NUMBER = "Write a whole number."
FIX_FORMULA = "Put the formula right, or write the figure."
SAY_WHAT = "Say what it means, or write the figure."


def tidy(text: str) -> str:
    """A cell without non-breaking, thin or doubled spaces and without spaces at its ends.

    >>> tidy("\\u00a0 12\\u2009345 ")
    '12 345'
    """
    return " ".join(text.replace("\ufeff", "").replace("\u200b", "").split())


def marker(text: str) -> Value | None:
    """A typed missing value, or None where the text is none: `<5` is 1 to 4, never 0.

    >>> marker("<5").low, marker("<5").high, marker("[c]").mark, marker("12")
    (1, 4, 'c', None)
    """
    if text == "":
        return BLANK
    plain = text.casefold()
    if plain.startswith("[") and plain.endswith("]"):
        plain = plain[1:-1].strip()
    if fewer := FEWER.fullmatch(plain):
        return Value(mark="c", low=1, high=int(fewer[1]) - 1) if int(fewer[1]) > 1 else None
    code = MARKERS.get(plain)
    if code == "low":
        return Value(mark="low", low=0)
    return Value(mark=code) if code else None


def count(text: str, decimal_comma: bool = False) -> Value:
    """A number of people or things: whole and not negative.

    >>> count("1,234").value, count("12.5").wrong, count("*").mark
    (1234, 'is a decimal where a whole number belongs', 'c')
    """
    if WHOLE.fullmatch(text):
        return _exactly(int(text)) if len(text) < 13 else _too_large()
    if found := marker(text):
        return found
    if text.endswith("%"):
        return Value(
            wrong="is a percentage where a whole number belongs", remedy="Write how many, not what share of them."
        )
    read = number(text, decimal_comma)
    if read.value is None:
        return read
    figure = float(str(read.value))
    if not figure.is_integer():
        return Value(wrong="is a decimal where a whole number belongs", remedy=WHOLE_NUMBER)
    return _exactly(int(figure), read.right or f"read as {int(figure)}") if figure < 1e12 else _too_large()


def _exactly(whole: int, right: str = "") -> Value:
    return Value(whole, low=whole, high=whole, right=right)


def _too_large() -> Value:
    return Value(wrong="is larger than any number of people", remedy=WHOLE_NUMBER)


def number(text: str, decimal_comma: bool = False) -> Value:
    """A figure that is not negative, decimals allowed. A decimal comma is asked about, never guessed."""
    if PLAIN.fullmatch(text):
        return _figure(float(text)) if len(text) < 25 else _too_large()
    if found := marker(text):
        return found
    if ERRORS.fullmatch(text):
        return Value(wrong="is an error left by a formula or a column too narrow to show", remedy=FIX_FORMULA)
    if decimal_comma and re.fullmatch(r"[0-9]+(?:\.[0-9]{3})*,[0-9]+", text):
        return _figure(float(text.replace(".", "").replace(",", ".")), "comma read as a decimal point")
    if THOUSANDS.fullmatch(text.partition(".")[0]) and re.fullmatch(r"[0-9,]+(?:\.[0-9]+)?", text):
        return _figure(float(text.replace(",", "")), f"read as {text.replace(',', '')}")
    if SPACED.fullmatch(text):
        return _figure(float(text.replace(" ", "")), f"read as {text.replace(' ', '')}")
    if COMMA_DECIMAL.fullmatch(text):
        return Value(ask="comma", remedy="Say whether the comma is a decimal point.")
    if SCIENTIFIC.fullmatch(text):
        return _figure(float(text), f"read as {float(text):.15g}")
    if re.fullmatch(r"[-−–] ?[£0-9.,]+|\([£0-9.,]+\)", text):
        return Value(wrong="is negative", remedy="Write a figure that is 0 or more.")
    if text.endswith("%") and PLAIN.fullmatch(text[:-1].strip()):
        return Value(wrong="has a per cent sign", remedy="Write the figure without the sign and give its unit.")
    if re.fullmatch(r"[^\w\s]{1,3}|[a-z]{1,2}|n/a|nil|none|na|n\.a\.|not available|suppressed", text, re.IGNORECASE):
        return Value(ask="marker", remedy=SAY_WHAT)
    return Value(wrong="is not a number", remedy="Write the figure in digits.")


def _figure(figure: float, right: str = "") -> Value:
    return Value(figure, low=figure, high=figure, right=right)


def percent(text: str, decimal_comma: bool = False) -> Value:
    """A figure that may carry a per cent sign."""
    if text.endswith("%") and PLAIN.fullmatch(text[:-1].strip()):
        return _figure(float(text[:-1]))
    return number(text, decimal_comma)


def money(text: str, decimal_comma: bool = False) -> Value:
    """Pounds, with or without the sign and the commas."""
    bare = re.sub(r"^(?:£|GBP) ?| ?GBP$", "", text)
    if re.match(r"[€$¥]|(?:EUR|USD)\b", bare) or re.search(r"[€$]$|\b(?:EUR|USD)$", bare):
        return Value(wrong="is not in pounds", remedy="Write the amount in pounds.")
    if re.fullmatch(r"[0-9.,]+ ?(?:k|m|bn|thousand|million)", bare, re.IGNORECASE):
        return Value(wrong="is a shortened amount", remedy="Write the amount in full, such as 12000.")
    return number(bare, decimal_comma)


YES = frozenset(("yes", "y", "true", "1", "✓", "✔"))
NO = frozenset(("no", "n", "false", "0", "✗", "✘"))


def flag(text: str) -> Value:
    """Yes or no."""
    plain = text.casefold()
    if plain in YES:
        return Value(True)
    if plain in NO:
        return Value(False)
    return BLANK if text == "" else Value(wrong="is neither yes nor no", remedy="Write yes or no.")


MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.Z+]+)?")
WORDS = re.compile(
    r"(?:[a-z]{3,9},? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})", re.IGNORECASE
)
WRITE_DATE = "Write the date as day/month/year or year-month-day, such as 31/03/2026 or 2026-03-31."


def date(text: str, from_1904: bool = False) -> Value:
    """A day: year first, day first, in words, or the serial number a spreadsheet keeps.

    >>> date("3/2/2026").value
    datetime.date(2026, 2, 3)
    """
    if text == "":
        return BLANK
    if iso := ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if parts := DAY_FIRST.fullmatch(text):
        day, month, year = int(parts[1]), int(parts[2]), _year(parts[3])
        if month > 12 >= day:
            return Value(wrong="has the month before the day", remedy=WRITE_DATE)
        return _day(year, month, day, "read day first")
    if (words := WORDS.fullmatch(text)) and words[2].casefold() in MONTHS:
        return _day(_year(words[3]), MONTHS[words[2].casefold()], int(words[1]), "read as a date")
    if re.fullmatch(r"[2-7][0-9]{4}(?:\.[0-9]+)?", text):
        days = int(float(text)) + (1462 if from_1904 else 0)
        found = datetime.date(1899, 12, 30) + datetime.timedelta(days)
        return _day(found.year, found.month, found.day, f"a spreadsheet's serial number, read as {found.isoformat()}")
    if re.fullmatch(r"(19|20)[0-9]{6}", text):
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), "read year first")
    return Value(wrong="is not a date we can read", remedy=WRITE_DATE)


def _year(text: str) -> int:
    """Two figures mean 1970 to 2069."""
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= 70 else 2000)


def _day(year: int, month: int, day: int, right: str = "") -> Value:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return Value(wrong="is not a day of the calendar", remedy=WRITE_DATE)
    if not 1900 <= year <= 2100:
        return Value(wrong="is a date outside 1900 to 2100", remedy=WRITE_DATE)
    return Value(found, right=right)


class Period(NamedTuple):
    """The first and the last day of a period written in words or figures."""

    first: datetime.date
    last: datetime.date


def period(text: str) -> Period | None:
    """A year, financial year, quarter or month as its first and last day; None where the text is none of these.

    >>> period("2013/14").last, period("March 2026").first
    (datetime.date(2014, 3, 31), datetime.date(2026, 3, 1))
    """
    plain = text.casefold().replace("–", "-")
    if year := re.fullmatch(r"(19[0-9][0-9]|20[0-9][0-9])", plain):
        return Period(datetime.date(int(year[1]), 1, 1), datetime.date(int(year[1]), 12, 31))
    if pair := re.fullmatch(
        r"(?:fy ?|financial year )?(19[0-9][0-9]|20[0-9][0-9]) ?(?:/|-|to|and) ?([0-9][0-9]|19[0-9][0-9]|20[0-9][0-9])",
        plain,
    ):
        first = int(pair[1])
        last = int(pair[2]) if len(pair[2]) == 4 else first // 100 * 100 + int(pair[2])
        last += 100 if last < first else 0
        if last == first + 1:  # one financial year, as 2003-04 always is here
            return Period(datetime.date(first, 4, 1), datetime.date(last, 3, 31))
        if month := re.fullmatch(r"(?:19|20)[0-9]{2}-(0[1-9]|1[0-2])", plain):
            return _months(first, int(month[1]), int(month[1]))
        return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31)) if first < last <= first + 10 else None
    if quarter := re.fullmatch(
        r"(?:q([1-4]) ?(19[0-9][0-9]|20[0-9][0-9])|(19[0-9][0-9]|20[0-9][0-9]) ?q([1-4]))", plain
    ):
        month = 3 * int(quarter[1] or quarter[4]) - 2
        return _months(int(quarter[2] or quarter[3]), month, month + 2)
    if (words := re.fullmatch(r"([a-z]{3,9})\.?[ -](19[0-9][0-9]|20[0-9][0-9])", plain)) and words[1] in MONTHS:
        return _months(int(words[2]), MONTHS[words[1]], MONTHS[words[1]])
    return None


def _months(year: int, first: int, last: int) -> Period:
    return Period(datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]))


LABEL_AS_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ ][0-9]{1,4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}",
    re.IGNORECASE,
)


def is_date_like(text: str) -> bool:
    """True for what a spreadsheet makes of a label such as 5-10 when it takes it for a date.

    >>> is_date_like("05-Oct"), is_date_like("2001-10-05"), is_date_like("Roma")
    (True, True, False)
    """
    return LABEL_AS_DATE.fullmatch(text) is not None
