"""How figures are written: rounding, marks, and names shown letter for letter."""

from datetime import date

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity import tables
from parity.tables import NBSP, Column


@pytest.mark.parametrize(
    ("share", "base", "written"),
    [(0.5, None, "50 %"), (0.005, None, "1 %"), (0.285, None, "29 %"), (0.285, 1000, "29 %"), (0.285, 1001, "28.5 %"),
     (1.0, 5, "100 %"), (0.0, 5000, "0 %"), (0.004, 500, "[low]"), (0.0004, 5000, "[low]"), (0.004, 5000, "0.4 %")],
)  # fmt: skip
def test_a_share_is_whole_per_cents_and_one_decimal_over_a_thousand(share, base, written):
    assert tables.percent(share, base) == written.replace(" ", NBSP)


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_a_share_is_never_written_more_than_half_a_step_away(share, base):
    written = tables.percent(share, base)
    step = 0.1 if base > 1000 else 1
    if written == "[low]":
        assert 0 < share * 100 < step
    else:
        assert abs(float(written.removesuffix(f"{NBSP}%")) - share * 100) <= step / 2 + 1e-6


@given(st.floats(-1, 1))
def test_a_gap_and_its_opposite_differ_only_in_sign(gap):
    there, back = tables.points(gap), tables.points(-gap)
    assert there.lstrip("+−") == back.lstrip("+−")
    assert there == back or {there[0], back[0]} == {"+", "−"}


def test_a_missing_figure_is_its_mark_and_never_a_nought():
    for write in (tables.percent, tables.points, tables.count, tables.date_long):
        for nothing in (None, float("nan")):
            assert write(nothing) == "[x]"
            assert write(nothing, mark="[c]") == "[c]"
    assert tables.percent_range(0.1, float("nan"), mark="[u]") == "[u]"
    assert tables.date_long(pandas.NaT) == "[x]"


def test_only_the_estimate_mark_stands_beside_its_figure():
    assert tables.percent(0.2, mark="[e]") == f"20{NBSP}% [e]"
    assert tables.percent(0.2, mark="[c]") == f"20{NBSP}%"


def test_a_count_that_is_not_whole_is_refused():
    with pytest.raises(ValueError, match=r"12\.5 is not a whole number"):
        tables.count(12.5)
    assert tables.count(12.0) == "12"


def test_dates_are_day_month_year_in_words():
    assert tables.date_long(date(2026, 3, 1)) == "1 March 2026"


def test_a_table_writes_each_row_with_its_own_base_and_mark():
    frame = pandas.DataFrame(
        {
            "label": ["Black", "Roma"],
            "count": [310, None],
            "base": [2000, 2000],
            "share": [0.155, None],
            "lower": [0.14, None],
            "upper": [0.1711, None],
            "mark": ["", "[c]"],
        }
    )
    table = tables.frame_table(
        frame,
        [
            Column("label", "Ethnic group"),
            Column("count", "Members", "count"),
            Column("share", "Share", "percent"),
            Column("lower", "Likely range", "range"),
        ],
    )
    assert table.index.name == "Ethnic group"
    assert list(table.loc["Black"]) == ["310", f"15.5{NBSP}%", f"14.0{NBSP}%{NBSP}to{NBSP}17.1{NBSP}%"]
    assert list(table.loc["Roma"]) == ["[c]", "[c]", "[c]"]


def test_a_column_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no way to write a column of kind 'money'"):
        tables.frame_table(pandas.DataFrame({"a": [1]}), [Column("a", "A", "money")])


def test_an_empty_frame_gives_an_empty_table_with_its_headings():
    frame = pandas.DataFrame({"label": [], "share": []})
    table = tables.frame_table(frame, [Column("label", "Ethnic group"), Column("share", "Share", "percent")])
    assert list(table.columns) == ["Share"]
    assert len(table) == 0


@pytest.mark.parametrize(
    "name", ["![x](http://a.b/c.png)", "[a](b)", "<img src=x>", ":red[x]", ":material/home:", "$x$", "`x`", "*a*_b_~c~"]
)
def test_names_are_shown_letter_for_letter(name):
    shown = tables.literal(name)
    unescaped = shown.replace(tables.WORD_JOINER, "").replace("\\", "")
    assert unescaped == name
    assert shown != name
