"""A series is drawn as it was observed: nothing smoothed, nothing joined across a break, the target as its course."""

from datetime import date

import pandas

from parity import charts, tables

NAN = float("nan")


def a_series(*rows: tuple) -> pandas.DataFrame:
    frame = pandas.DataFrame(rows, columns=["label", "year", "share", "reference", "break_before"])
    return frame.assign(lower=frame["share"] - 0.1, upper=frame["share"] + 0.1)


SOME = a_series(
    ("Board", 2018, 0.1, 0.4, None),
    ("Board", 2020, NAN, 0.41, None),
    ("Board", 2022, 0.2, 0.42, "merged"),
    ("Board", 2024, 0.3, 0.43, None),
)


def trace(figure, name):
    return [each for each in figure.data if each.name == name]


def test_observations_are_dots_where_the_frame_says_and_a_missing_one_is_none():
    figure = charts.trend(SOME)
    (dots,) = trace(figure, "engaged")
    assert dots.mode == "markers"
    assert (list(dots.x), list(dots.y)) == ([2018, 2022, 2024], [0.1, 0.2, 0.3])


def test_the_reference_is_a_line_that_stops_at_a_break_and_the_break_is_named():
    figure = charts.trend(SOME)
    assert [list(each.y) for each in trace(figure, "reference")] == [[0.4, 0.41], [0.42, 0.43]]
    assert "merged" in [each.text for each in figure.layout.annotations]


def test_a_target_is_a_dashed_course_to_an_open_square_that_the_scale_has_room_for():
    targets = pandas.DataFrame({"label": ["Board", "Board"], "year": [2018, 2030], "share": [0.1, 0.75]})
    figure = charts.trend(SOME, targets=targets)
    (course,) = trace(figure, "target")
    assert (list(course.x), list(course.y)) == ([2018, 2030], [0.1, 0.75])
    assert course.line.dash == "dash" and list(course.marker.opacity) == [0, 1]
    assert figure.layout.yaxis.range[1] >= 0.75
    assert figure.layout.xaxis.range[1] > 2030


def test_events_are_numbered_in_order_of_time():
    events = pandas.DataFrame({"year": [2023.5, date(2019, 7, 1)], "words": ["Second", "First"]})
    assert [words for _, words in charts.numbered(events)] == ["First", "Second"]
    said = [each.text for each in charts.trend(SOME, events=events).layout.annotations]
    assert "1" in said and "2" in said and "First" not in said


def test_nothing_to_draw_is_said():
    for frame in (SOME.iloc[:0], a_series(("Board", 2018, NAN, 0.4, None))):
        assert "no series of members" in charts.trend(frame).layout.annotations[0].text
        assert charts.describe_trend(frame).startswith("No picture")


def test_the_sentence_gives_first_latest_and_reference():
    said = charts.describe_trend(SOME).replace(tables.NBSP, " ")
    assert said == (
        "Share of members over time with the likely range: Board: 2018 10 % (0 % to 20 %), "
        "2024 30 % (20 % to 40 %), residents 43 %."
    )
