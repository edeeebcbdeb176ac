"""The board is drawn seat by seat, each kind by its own shape, with parity under the seats it would reach."""

import pandas
import pytest

from parity import charts


def board(*rows: tuple) -> pandas.DataFrame:
    return pandas.DataFrame(rows, columns=["state", "designated", "seats"])


SOME = board(("held", False, 2), ("held", True, 1), ("other", False, 12), ("not_stated", False, 2), ("vacant", True, 1))


def drawn(figure, name: str) -> int:
    shapes = sum(shape.name == name for shape in figure.layout.shapes)
    return shapes + sum(len(each.x) for each in figure.data if each.name == name)


def test_every_seat_is_drawn_once_by_its_kind():
    figure = charts.seats(SOME)
    assert [drawn(figure, name) for name in ("held", "other", "not_stated", "vacant", "designated")] == [3, 12, 2, 1, 2]


def test_kinds_differ_by_shape_as_well_as_tone():
    figure = charts.seats(SOME)
    looks = {each.name: (each.marker.symbol, each.marker.color) for each in figure.data if each.mode == "markers"}
    assert looks["held"] != looks["other"] and looks["not_stated"][0] == "square"
    assert next(shape for shape in figure.layout.shapes if shape.name == "vacant").line.dash == "dot"
    assert any(each.name == "hatching" and len(each.x) for each in figure.data)


def test_rows_hold_at_most_ten_seats():
    figure = charts.seats(SOME)
    seats = [
        (x, y) for each in figure.data if each.name in ("held", "other") for x, y in zip(each.x, each.y, strict=True)
    ]
    first_row = min(y for _, y in seats)
    assert sum(y == first_row for _, y in seats) == 10
    assert len(seats) == len(set(seats))


@pytest.mark.parametrize(("parity", "brackets"), [((8, 9), 1), ((10, 11), 2), ((0, 1), 1), ((18, 18), 1)])
def test_the_bracket_marks_both_whole_numbers_of_seats(parity, brackets):
    figure = charts.seats(SOME, parity=parity)
    assert drawn(figure, "parity") == brackets
    words = f"{parity[0]} or {parity[1]} seats" if parity[0] != parity[1] else f"{parity[0]} seats"
    assert f"parity: {words}" in [each.text for each in figure.layout.annotations]


def test_a_board_without_seats_or_with_too_many_is_said():
    assert "No seats" in charts.seats(board()).layout.annotations[0].text
    assert "too many" in charts.seats(board(("other", False, 200))).layout.annotations[0].text
    assert charts.describe_seats(board()).startswith("No picture")


def test_an_unknown_kind_of_seat_is_refused():
    with pytest.raises(ValueError, match="not 'empty'"):
        charts.seats(board(("empty", False, 1)))


def test_the_sentence_counts_each_kind_and_says_parity():
    said = charts.describe_seats(SOME, parity=(8, 9))
    assert said.startswith("A board of 18 seats: 3 held by ethnic minority members, 12 held by others")
    assert said.endswith("parity would be 8 or 9 seats.")


def test_hostile_words_stay_literal():
    said = [each.text for each in charts.seats(SOME, group="<b>us</b>").layout.annotations]
    assert any("&lt;b&gt;us&lt;/b&gt;" in text for text in said) and not any("<b>" in text for text in said)
