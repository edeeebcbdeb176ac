"""Numbers, dates and names as people read them: one way each, everywhere."""

import re
from datetime import date

import pandas as pd

ONE_DECIMAL_FROM = 1000  # a share of more people than this is worth a decimal


def percent(share: float | None, base: float | None = None, decimals: int | None = None) -> str:
    """A share (0-1) as a whole per cent, with one decimal where its base is over 1,000; '' where there is none.

    >>> percent(0.1667, 18), percent(0.0350, 25885), percent(0.004), percent(None)
    ('17 %', '3.5 %', '0.4 %', '')
    """
    if pd.isna(share):
        return ""
    if decimals is None:
        decimals = 1 if base is not None and not pd.isna(base) and base > ONE_DECIMAL_FROM else 0
        if decimals == 0 and 0 < share < 0.005:  # not nobody
            decimals = 1
    if share > 0 and round(100 * share, decimals) == 0:
        return "[low]"
    return f"{100 * share:.{decimals}f} %"


def percent_range(lower: float, upper: float, base: float | None = None) -> str:
    """Two limits (0-1) as a range; '' where there are none.

    >>> percent_range(0.058, 0.392, 18)
    '6 % to 39 %'
    """
    if pd.isna(lower) or pd.isna(upper):
        return ""
    return f"{percent(lower, base)} to {percent(upper, base)}"


def points(gap: float | None) -> str:
    """A difference of shares (-1 to 1) in percentage points, with its sign; '' where there is none.

    >>> points(-0.3672), points(0.005), points(0)
    ('−36.7 points', '+0.5 points', '0.0 points')
    """
    if pd.isna(gap):
        return ""
    value = round(100 * gap, 1)
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{abs(value):.1f} points"


def count(number: float | None) -> str:
    """People as a whole number with thousands separators; '' where there is none.

    >>> count(25885), count(float("nan"))
    ('25,885', '')
    """
    return "" if pd.isna(number) else f"{round(number):,}"


def date_long(day: date) -> str:
    """A day as 31 March 2026.

    >>> date_long(date(2026, 3, 31))
    '31 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


def mark_or(text: str, row: dict) -> str:
    """The text, or the row's mark where there is no figure."""
    return text or row["mark"] or "[x]"


def plain(name: str) -> str:
    """A name from data, with nothing in it that Markdown would act on.

    >>> plain("![x](http://a.example/b) *Board*")
    '\\\\!\\\\[x\\\\]\\\\(http://a.example/b\\\\) \\\\*Board\\\\*'
    """
    return re.sub(r"([\\`*_{}\[\]()<>#+!|~$:])", r"\\\1", name)
