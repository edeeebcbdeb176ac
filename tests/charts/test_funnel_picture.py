"""The funnel draws every body once, with its own limits, and names those outside without names touching."""

import pandas
import pytest

from parity import charts
from parity.charts import bodies as room

NAN = float("nan")


def some(*rows: tuple) -> pandas.DataFrame:
    frame = pandas.DataFrame(rows, columns=["label", "base", "gap"])
    half = 0.98 * frame["base"] ** -0.5
    return frame.assign(
        limit_95_low=-half, limit_95_high=half, limit_998_low=-1.577 * half, limit_998_high=1.577 * half
    )


def trace(figure, name):
    return next(each for each in figure.data if each.name == name)


SOME = some(("North", 20, -0.3), ("South", 30, 0.02), ("East", 40, 0.2), ("West", 12, -0.1))


def test_every_body_is_drawn_where_the_frame_says_with_its_own_limits():
    figure = charts.funnel(SOME)
    assert list(trace(figure, "bodies").x) == list(SOME["base"])
    assert list(trace(figure, "bodies").y) == list(SOME["gap"])
    sleeves = trace(figure, "95 % limits").y
    assert [sleeves[0], sleeves[1]] == [SOME["limit_95_low"][0], SOME["limit_95_high"][0]]
    assert sleeves[2] is None


def test_only_bodies_outside_their_limits_are_named_and_told_by_shape():
    figure = charts.funnel(SOME)
    said = [each.text for each in figure.layout.annotations]
    assert "North" in said and "East" in said
    assert "South" not in said and "West" not in said
    assert list(trace(figure, "bodies").marker.symbol) == ["triangle-down", "circle", "triangle-up", "circle"]


def test_a_body_without_a_figure_is_not_drawn_at_nought():
    frame = pandas.concat([SOME, some(("Silent", 18, NAN), ("Nobody", 0.0, NAN))])
    assert len(trace(charts.funnel(frame), "bodies").x) == 4
    assert "2 more without a figure" in charts.describe_funnel(frame)


def test_a_curve_replaces_the_sleeves():
    curve = some(("", 10, 0), ("", 50, 0)).drop(columns=["label", "gap"])
    figure = charts.funnel(SOME, curve=curve)
    assert list(trace(figure, "limit_95_high").y) == list(curve["limit_95_high"])
    assert not any(each.name == "95 % limits" for each in figure.data)


def test_sizes_far_apart_go_on_a_scale_of_doublings():
    assert charts.funnel(some(("A", 10, 0.1), ("B", 3000, 0.0))).layout.xaxis.type == "log"
    assert charts.funnel(SOME).layout.xaxis.type == "linear"


def test_names_never_touch_on_a_phone_or_a_wide_screen():
    crowd = some(*((f"Partnership number {n}", 18 + n, -0.5 + 0.01 * n) for n in range(30)))
    figure = charts.funnel(crowd)
    named = [each for each in figure.layout.annotations if "number" in each.text]
    assert 1 <= len(named) <= room.MOST_NAMED
    field = room._field(crowd)
    for width in (room.NARROW, 2.5 * room.NARROW):
        boxes = []
        for each in named:
            x, y = field.at(each.x, each.y, width)
            lines = each.text.split("<br>")
            long, tall = max(map(room.wide, lines)), 18 * len(lines)
            left = x + each.xshift - {"left": 0, "center": long / 2, "right": long}[each.xanchor]
            top = y - each.yshift - {"top": 0, "middle": tall / 2, "bottom": tall}[each.yanchor]
            boxes.append((left, left + long, top, top + tall))
        for n, (a, b, c, d) in enumerate(boxes):
            assert a > -8 and b < width
            assert all(b <= e or f <= a or d <= g or h <= c for e, f, g, h in boxes[n + 1 :])


@pytest.mark.parametrize("frame", [SOME.iloc[:0], some(("Silent", 18, NAN))])
def test_nothing_to_draw_is_said(frame):
    assert "No body here" in charts.funnel(frame).layout.annotations[0].text
    assert charts.describe_funnel(frame).startswith("No picture")


def test_hostile_names_stay_literal():
    figure = charts.funnel(some(("<b>x</b>", 20, -0.4), ("South", 30, 0.02)))
    assert "&lt;b&gt;x&lt;/b&gt;" in [each.text for each in figure.layout.annotations]
    assert "&lt;b&gt;x&lt;/b&gt;" in trace(figure, "bodies").customdata[0]


def test_the_sentence_counts_those_outside():
    said = charts.describe_funnel(SOME)
    assert "4 bodies" in said and "1 below and 1 above their 95 % limits" in said
    assert "Farthest outside: North (−30 points), East (+20 points)." in said
