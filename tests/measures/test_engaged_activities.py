"""What several activities of a year come to, in one return or in many, as Representation counts it."""

from datetime import date

import pandas as pd
import pytest

from parity.choice import Choice
from parity.measures import ladder, representation
from tests.measures.stores import a_store_of
from tests.records import took_part
from tests.small import a_body

YEAR_END = date(2022, 3, 31)


def consultees(store, group="minorities_excluding"):
    frame = representation.by_group(store, Choice(body="B1", part="consultee", as_at=YEAR_END))
    return frame[frame["group_code"] == group].iloc[0]


def forum(name, ours, theirs, everyone=None, **others):
    told = {"activity": name, "to": "2021-09-30", **others}
    rows = [] if ours is None else [took_part("minorities_excluding", ours, **told), took_part("white", theirs, **told)]
    return rows + ([] if everyone is None else [took_part("all", everyone, **told)])


def test_returns_for_parts_of_a_year_are_added(tmp_path):
    first, second = forum("A forum", 30, 70), forum("A panel", 5, 95, to="2022-02-01")
    store = a_store_of(tmp_path, bodies=[a_body()], participation=first, participation_2=second)
    row = consultees(store)
    assert (row["count"], row["base"]) == (35, 200)
    steps = ladder.by_group(store, ["B1"], date(2021, 4, 1), YEAR_END)
    same = steps[steps["step"].eq("consultee") & steps["group_code"].eq("minorities_excluding")].iloc[0]
    assert (same["count"], same["base"]) == (35, 200)


@pytest.mark.parametrize(
    ("activities", "counted"),
    [
        ([forum("A", 30, 70), forum("B", 10, 40, everyone=50)], (40, 150, None)),
        ([forum("A", 30, 70), forum("B", None, None, everyone=50)], (30, 100, 50)),  # fifty of whom nothing is known
        ([forum("A", 30, 70, everyone=100), forum("B", None, None, everyone=50)], (30, 100, 50)),
    ],
)
def test_an_activity_that_tells_of_everyone_is_set_beside_those_that_tell_groups(tmp_path, activities, counted):
    rows = [row for rows in activities for row in rows]
    row = consultees(a_store_of(tmp_path, bodies=[a_body()], participation=rows))
    assert (row["count"], row["base"]) == counted[:2]
    assert row["unknown"] == counted[2] if counted[2] else pd.isna(row["unknown"])


def test_a_year_told_of_everyone_alone_is_not_monitored(tmp_path):
    rows = forum("A", None, None, everyone=50)
    row = consultees(a_store_of(tmp_path, bodies=[a_body()], participation=rows))
    assert (row["verdict"], row["mark"]) == ("not_monitored", "[x]")
