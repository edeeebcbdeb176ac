"""The picture of shares against residents draws the frame's figures, all of them and nothing else."""

import math

import pandas
import plotly.graph_objects as go
import pytest

from parity import charts, tables

NAN = float("nan")


def a_row(label="Black", count=3, base=18, share=3 / 18, lower=0.06, upper=0.39, reference=0.48, **more) -> dict:
    row = {"label": label, "count": count, "base": base, "share": share, "lower": lower, "upper": upper}
    return row | {"reference": reference, "note": "", "verdict": "below parity", "mark": ""} | more


def hidden(label="Other", mark="[c]") -> dict:
    return a_row(label, count=NAN, share=NAN, lower=NAN, upper=NAN, reference=0.06, verdict=None, mark=mark)


def trace(figure: go.Figure, name: str):
    return next(each for each in figure.data if each.name == name)


def words(figure: go.Figure) -> list[str]:
    return [each.text for each in figure.layout.annotations]


def test_every_figure_drawn_is_the_frames_figure():
    frame = pandas.DataFrame([a_row(), a_row("White", 15, 18, 15 / 18, 0.6, 0.94, 0.52, verdict="above parity")])
    figure = charts.shares(frame)
    assert list(trace(figure, "engaged").x) == list(frame["share"])
    assert list(trace(figure, "reference").x) == list(frame["reference"])
    assert list(trace(figure, "likely range").x) == [0.06, 0.39, None, 0.6, 0.94, None]
    assert list(trace(figure, "engaged").y) == list(trace(figure, "reference").y)


def test_a_hidden_share_is_a_hatched_cell_of_the_same_size_whatever_it_hides():
    figure = charts.shares(pandas.DataFrame([a_row(), hidden(), hidden("Asian", "[u]")]))
    cells = trace(figure, "missing")
    assert len(set(cells.x)) == 1 and len(set(cells.base)) == 1
    assert cells.marker.pattern.shape == "/"
    assert len(trace(figure, "engaged").x) == 1
    assert any(text.startswith("[c] against") for text in words(figure))
    assert tables.MARKS["[c]"] in words(figure)


def test_nothing_missing_is_drawn_as_nought():
    figure = charts.shares(pandas.DataFrame([a_row(), hidden(), a_row(reference=NAN, lower=NAN, upper=NAN)]))
    for each in figure.data:
        assert not any(x == 0 for x in each.x)
        assert not any(isinstance(x, float) and math.isnan(x) for x in each.x)


def test_nought_of_a_board_is_drawn_at_nought():
    figure = charts.shares(pandas.DataFrame([a_row(count=0, share=0.0, lower=0.0, upper=0.18)]))
    assert list(trace(figure, "engaged").x) == [0.0]


def test_the_right_end_says_the_figures():
    frame = pandas.DataFrame([a_row(label="Ethnic minorities")])
    assert "3 of 18 – 17 % against 48 %".replace(" %", f"{tables.NBSP}%") in words(charts.shares(frame))


def test_marks_are_named_once_and_the_verdict_is_in_words_before_colour():
    said = words(charts.shares(pandas.DataFrame([a_row(), a_row("Asian")]), engaged="officers", reference="workforce"))
    assert [said.count(word) for word in ("officers", "workforce", "likely range")] == [1, 1, 1]
    assert said.count("▼ below parity") == 2


def test_a_bare_code_of_a_verdict_is_at_least_written_as_words():
    said = words(charts.shares(pandas.DataFrame([a_row(verdict="no_clear_difference")])))
    assert "no clear difference" in said


def test_under_ten_people_the_dot_is_faint():
    frame = pandas.DataFrame([a_row(base=9), a_row(base=10)])
    few, enough = trace(charts.shares(frame), "engaged").marker.color
    assert few == charts.look.LIGHT.band and enough == charts.look.LIGHT.engaged


def test_an_empty_frame_says_so():
    figure = charts.shares(pandas.DataFrame(columns=list(a_row())))
    assert not figure.data
    assert "There are no members" in words(figure)[0]
    assert charts.describe_shares(pandas.DataFrame(columns=list(a_row()))).startswith("No picture")


def test_all_shares_missing_is_still_a_picture_of_the_residents():
    figure = charts.shares(pandas.DataFrame([hidden(), hidden("Asian")]))
    assert len(trace(figure, "engaged").x) == 0
    assert list(trace(figure, "reference").x) == [0.06, 0.06]


@pytest.mark.parametrize("name", ["<b>x</b>", '<a href="http://a.b">x</a>', "a<br>b", "R&D", "&lt;", "$x$", "%{x}"])
def test_hostile_names_stay_literal(name):
    figure = charts.shares(pandas.DataFrame([a_row(label=name)]))
    shown = charts.plain(name)
    assert f"<b>{shown}</b>" in words(figure)
    assert "<" not in shown and "$" not in shown and "%{" not in shown
    assert f"<b>{shown}</b>" in trace(figure, "engaged").customdata[0]
    assert name in charts.describe_shares(pandas.DataFrame([a_row(label=name)]))


def test_the_sentence_says_share_range_reference_and_verdict():
    said = charts.describe_shares(pandas.DataFrame([a_row(), hidden()])).replace(tables.NBSP, " ")
    assert "Black 17 % (likely 6 % to 39 %) against 48 %, below parity; Other [c] against 6 %." in said


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_large_enough_and_ticks_are_in_ink(dark):
    figure = charts.shares(pandas.DataFrame([a_row()]), dark=dark)
    t = charts.look.tokens(dark)
    assert all(each.font.size >= 14 for each in figure.layout.annotations)
    tick = figure.layout.template.layout.xaxis.tickfont
    assert (tick.color, tick.size) == (t.ink, 14)
    assert figure.layout.template.layout.showlegend is False
    assert figure.layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"


@pytest.mark.parametrize("width", [340, 680, 1020])
@pytest.mark.parametrize("marks", [(0.17, 0.48, 0.2), (0.0, 0.001, 0.0), (0.49, 0.48, 0.47), (0.02, 0.5, 0.26)])
def test_the_words_beside_the_marks_never_touch(marks, width):
    from parity.charts import rows

    named = [rows.Named(x, word) for x, word in zip(marks, ("members", "residents", "likely range"), strict=True)]
    flags = rows._flags(named, 0.5)
    spans = [(flag.level, *flag.span(0.5, width - 44)) for flag in flags]
    for n, (level, start, end) in enumerate(spans):
        for other_level, other_start, other_end in spans[n + 1 :]:
            assert level != other_level or end <= other_start or other_end <= start
