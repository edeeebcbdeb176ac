"""Censuses side by side and yearly estimates: what is drawn, what is not joined, and what is said of breaks."""

import pandas

from parity import charts, tables

NAN = float("nan")


def trace(figure, name):
    return [each for each in figure.data if each.name == name]


def censuses(*rows: tuple) -> pandas.DataFrame:
    return pandas.DataFrame(rows, columns=["label", "year", "share", "mark"])


SOME = censuses(("Black", 2011, 0.2, ""), ("Black", 2021, 0.22, ""), ("White", 2011, 0.6, ""), ("White", 2021, 0.5, ""))


def yearly(*rows: tuple) -> pandas.DataFrame:
    frame = pandas.DataFrame(rows, columns=["label", "year", "share", "kind", "break_before"])
    ranged = frame["kind"].eq("estimate")
    return frame.assign(
        lower=(frame["share"] - 0.02).where(ranged), upper=(frame["share"] + 0.02).where(ranged), base=NAN
    )


def test_groups_stand_in_order_of_their_latest_share():
    figure = charts.groups_over_time(SOME)
    assert list(trace(figure, "2021")[0].x) == [0.5, 0.22]
    assert list(trace(figure, "2011")[0].x) == [0.6, 0.2]
    assert list(trace(figure, "change")[0].x) == [0.6, 0.5, None, 0.2, 0.22, None]
    assert trace(figure, "2011")[0].marker.color == charts.look.LIGHT.page
    assert trace(figure, "2021")[0].marker.color == charts.look.LIGHT.ink


def test_a_group_that_one_census_did_not_count_has_one_mark_and_no_line():
    figure = charts.groups_over_time(
        pandas.concat([SOME, censuses(("Roma", 2011, NAN, "[z]"), ("Roma", 2021, 0.01, ""))])
    )
    assert len(trace(figure, "2011")[0].x) == 2
    assert list(trace(figure, "change")[0].x)[-3:] == [None, 0.01, None]
    assert f"[z] → 1{tables.NBSP}%" in [each.text for each in figure.layout.annotations]


def test_a_census_picture_without_figures_is_said():
    for frame in (SOME.iloc[:0], censuses(("Roma", 2011, NAN, "[z]"))):
        assert "No census figures" in charts.groups_over_time(frame).layout.annotations[0].text
        assert charts.describe_groups_over_time(frame).startswith("No picture")


def test_the_census_sentence_gives_both_figures_and_the_change():
    said = charts.describe_groups_over_time(SOME).replace(tables.NBSP, " ")
    assert "White 60 % → 50 %, −10 points; Black 20 % → 22 %, +2 points." in said


def test_estimates_are_joined_only_to_their_neighbours():
    frame = yearly(
        ("Black", 2012, 0.20, "estimate", None),
        ("Black", 2013, 0.21, "estimate", None),
        ("Black", 2014, NAN, "estimate", None),
        ("Black", 2015, 0.22, "estimate", None),
        ("Black", 2016, 0.30, "estimate", "new boundaries"),
        ("Black", 2017, 0.31, "estimate", None),
        ("Black", 2021, 0.25, "census", None),
    )
    figure = charts.estimates(frame)
    assert [list(each.x) for each in trace(figure, "joined")] == [[2012, 2013], [2015], [2016, 2017]]
    assert all(each.line.dash == "dot" for each in trace(figure, "joined"))
    assert list(trace(figure, "census")[0].y) == [0.25]
    assert list(trace(figure, "estimate")[0].y) == [0.20, 0.21, 0.22, 0.30, 0.31]
    assert "new boundaries" in [each.text for each in figure.layout.annotations]
    band = trace(figure, "likely range")[0]
    assert list(band.y) == [*frame["upper"][:2], *frame["lower"][1::-1]]


def test_each_group_has_a_panel_with_its_own_scale_from_nought():
    figure = charts.estimates(
        yearly(("White", 2012, 0.5, "estimate", None), ("Asian & <b>", 2012, 0.1, "estimate", None))
    )
    assert figure.layout.yaxis.range[0] == 0 and figure.layout.yaxis2.range[0] == 0
    assert figure.layout.yaxis.range[1] > figure.layout.yaxis2.range[1]
    assert "<b>Asian &amp; &lt;b&gt;</b>" in [each.text for each in figure.layout.annotations]


def test_without_estimates_the_reason_is_drawn():
    for frame in (yearly(), yearly(("Black", 2012, NAN, "estimate", None))):
        assert "No yearly estimates" in charts.estimates(frame).layout.annotations[0].text
        assert charts.describe_estimates(frame).startswith("No picture")


def test_the_estimates_sentence_marks_them_as_estimates():
    said = charts.describe_estimates(yearly(("Black", 2012, 0.2, "estimate", None))).replace(tables.NBSP, " ")
    assert "Black 2012 20 % [e] (18 % to 22 %)" in said
