"""The closed grammars: what each cell is read as, and that nothing outside them is guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.intake import values

DAY = datetime.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "whole"),
    [("0", 0), ("12", 12), ("1,234", 1234), ("1,234,567", 1234567), ("1 234", 1234), ("12.0", 12), ("1e3", 1000)],
)
def test_a_count_is_a_whole_number(text, whole):
    assert values.count(text)[:4] == (whole, "", whole, whole)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12.5", "is a decimal where a whole number belongs"),
        ("12%", "is a percentage where a whole number belongs"),
        ("-3", "is negative"),
        ("−3", "is negative"),
        ("(3)", "is negative"),
        ("#DIV/0!", "is an error left by a formula or a column too narrow to show"),
        ("#####", "is an error left by a formula or a column too narrow to show"),
        ("twelve", "is not a number"),
        ("1,23,456", "is not a number"),
        ("1.2.3", "is not a number"),
        ("NaN", "is not a number"),
        ("inf", "is not a number"),
        ("9" * 20, "is larger than any number of people"),
        ("٣", "is not a number"),
    ],
)
def test_what_is_no_count_is_refused_and_says_why(text, why):
    read = values.count(text)
    assert (read.value, read.wrong) == (None, why)
    assert read.remedy


@pytest.mark.parametrize(
    ("text", "mark", "low", "high"),
    [
        ("*", "c", None, None), ("c", "c", None, None), ("[C]", "c", None, None), ("<5", "c", 1, 4),
        ("< 10", "c", 1, 9), ("fewer than 5", "c", 1, 4), ("..", "x", None, None), ("-", "x", None, None),
        ("–", "x", None, None), ("x", "x", None, None), ("[z]", "z", None, None), ("low", "low", 0, None),
        ("[u]", "u", None, None), ("", "blank", None, None),
    ],
)  # fmt: skip
def test_a_marker_is_a_typed_missing_value(text, mark, low, high):
    assert values.count(text)[:4] == (None, mark, low, high)
    assert values.money(text)[:4] == (None, mark, low, high)


@pytest.mark.parametrize("text", ["~", "#", "n/a", "nil", "none", "s", "**", "NA"])
def test_a_sign_without_a_legend_is_asked_about(text):
    assert values.count(text).ask == "marker"


@pytest.mark.parametrize("text", ["1,5", "12,50", "1.234,56", "3,1415"])
def test_a_decimal_comma_is_asked_about(text):
    assert values.number(text).ask == "comma"
    assert values.number(text, decimal_comma=True).value == float(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("text", "pounds"), [("£1,234.50", 1234.5), ("£ 12", 12.0), ("GBP 12", 12.0), ("12 GBP", 12.0), ("12.5", 12.5)]
)
def test_money_is_read_in_pounds(text, pounds):
    assert values.money(text).value == pounds


@pytest.mark.parametrize("text", ["€12", "$12", "12 EUR", "£12k", "1.2m", "£-5", "2 million"])
def test_money_that_is_not_plain_pounds_is_refused(text):
    assert values.money(text).wrong


@pytest.mark.parametrize(
    "text",
    ["2026-03-31", "31/03/2026", "31/3/26", "31.03.2026", "31-03-2026", "31 March 2026", "31st Mar 2026", "46112",
     "Tuesday, 31 March 2026", "20260331", "2026-03-31 09:30:00", "2026-03-31T00:00:00Z", "31-Mar-26"],
)  # fmt: skip
def test_a_day_is_read_day_first(text):
    assert values.date(text).value == DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/31/2026", "has the month before the day"),
        ("30/02/2026", "is not a day of the calendar"),
        ("2026-13-01", "is not a day of the calendar"),
        ("March 2026", "is not a date we can read"),
        ("soon", "is not a date we can read"),
        ("12", "is not a date we can read"),
        ("1066-10-14", "is a date outside 1900 to 2100"),
    ],
)
def test_what_is_no_day_is_refused_and_says_why(text, why):
    assert (values.date(text).value, values.date(text).wrong) == (None, why)


def test_serial_dates_of_1904_are_four_years_and_a_day_later():
    assert values.date("44650", from_1904=True).value == DAY == values.date("46112").value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2013/14", "2013-04-01", "2014-03-31"),
        ("2013-14", "2013-04-01", "2014-03-31"),
        ("2013 to 2014", "2013-04-01", "2014-03-31"),
        ("2016 to 2019", "2016-01-01", "2019-12-31"),
        ("1999/00", "1999-04-01", "2000-03-31"),
        ("March 2026", "2026-03-01", "2026-03-31"),
        ("Feb 2024", "2024-02-01", "2024-02-29"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("Q1 2026", "2026-01-01", "2026-03-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    assert [str(day) for day in values.period(text)] == [first, last]


@pytest.mark.parametrize("text", ["31/03/2026", "2014/13", "spring", "2013/99", "", "13 to 14"])
def test_what_is_no_period_is_none(text):
    assert values.period(text) is None


@given(st.text(max_size=30))
def test_every_reading_says_exactly_one_thing(text):
    text = values.tidy(text)
    for grammar in (values.count, values.number, values.money, values.date, values.flag, values.percent):
        read = grammar(text)
        told = [read.value is not None, bool(read.mark), bool(read.wrong), bool(read.ask)]
        assert sum(told) == 1, (grammar.__name__, text, read)
        assert not read.wrong or read.remedy


@given(st.integers(0, 10**9))
def test_a_whole_number_comes_through_however_it_is_written(number):
    for text in (str(number), f"{number:,}", f"{number}.0", f"{number:,}".replace(",", " ")):
        assert values.count(text).value == number


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_a_day_comes_through_however_it_is_written(day):
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day.day}.{day.month}.{day.year}"):
        assert values.date(text).value == day
