"""Designated seats against seats held, by hand and by a plain loop."""

from datetime import date
from random import Random

import pandas as pd

from parity.measures import designated
from tests.measures.stores import AS_AT, COUNTS_AS, a_seat, a_store_of, held_on, random_seats
from tests.small import a_body

DAY = date.fromisoformat(AS_AT)


def test_more_seats_may_be_held_than_are_designated_and_both_are_told(tmp_path):
    """As the 2007 study of 31 partnerships asks: the number of places set aside, and the number of members."""
    rows = [a_seat("1", "african", designated="yes"), a_seat("2", "indian"), a_seat("3", "arab"), a_seat("4")]
    store = a_store_of(tmp_path, bodies=[a_body()], seats=rows)
    row = designated.by_body(store, ["B1"], "core", DAY, "excluding").iloc[0]
    assert (row["designated"], row["count"], row["undesignated_held"]) == (1, 3, 2)


def test_over_time_a_body_has_a_row_for_each_day_it_told(tmp_path):
    rows = [
        a_seat("1", designated="no", ended="2025-01-01"),
        a_seat("1", "african", designated="yes", started="2025-01-01"),
    ]
    store = a_store_of(tmp_path, bodies=[a_body()], seats=rows)
    days = [DAY, date(2024, 12, 31), date(2019, 1, 1)]
    frame = designated.over_time(store, "B1", "core", days, "including")
    assert list(frame["as_at"]) == [date(2024, 12, 31), DAY]
    assert list(frame["designated"]) == [0, 1]
    assert list(frame["count"]) == [0, 1]
    nothing = designated.over_time(store, "nobody", "core", days, "including")
    assert nothing.empty
    assert list(nothing.columns) == designated.COLUMNS == list(designated.DESCRIBED) == list(frame.columns)


def test_designated_seats_equal_a_plain_loop_over_the_records(tmp_path):
    bodies = [f"B{n}" for n in range(10)]
    rows = random_seats(Random(7), bodies, ("core", "wider"))
    store = a_store_of(tmp_path, bodies=[a_body(body, body) for body in bodies], seats=rows)
    frame = designated.by_body(store, bodies, "wider", DAY, "excluding").set_index("body_code")
    assert len(frame) == 10
    for body in bodies:
        told = [row for row in rows if row["body_code"] == body and row["tier"] == "wider" and held_on(row, AS_AT)]
        aside = [row for row in told if row["designated"] == "yes"]
        held = [row for row in told if row["vacant"] == "no" and COUNTS_AS.get(row["ethnic_group"], (0, 0))[1]]
        if all(row["designated"] == "" for row in told):
            assert pd.isna(frame.at[body, "designated"])
            continue
        assert frame.at[body, "designated"] == len(aside)
        assert frame.at[body, "designated_held"] == len([row for row in aside if row in held])
        assert frame.at[body, "count"] == len(held)
