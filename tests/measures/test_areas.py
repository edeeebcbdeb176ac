"""The figures of a map are those of the measures they come from, one for every area of the place."""

from datetime import date

import pandas as pd
import pytest

from parity import findings, tables
from parity.choice import View
from parity.measures import area_profile, areas, opportunities, reach, representation
from tests.records import a_store_of, took_part
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK, a_body, a_count, everyone

LONDON, COUNTRY = "E12000007", "K04000001"
YEAR = {"since": date(2020, 4, 1), "until": date(2021, 3, 31)}
NBSP = tables.NBSP


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    bodies = [
        a_body("B1", "South board"),
        a_body("B2", "North board", [HARTLEPOOL]),
        a_body("B3", "West board", [KENSINGTON]),
    ]
    counts = [everyone(40, body="B1"), a_count("minorities_excluding", 2, body="B1"),
              everyone(30, body="B2"), a_count("minorities_excluding", 1, body="B2")]  # fmt: skip
    held = [
        took_part("black", 30, activity="One", **{"from": "2020-05-01", "to": "2020-06-01"}),
        took_part("white", 50, activity="One", **{"from": "2020-05-01", "to": "2020-06-01"}),
        took_part("white", 5, activity="Two", mechanism="panel", area_code="E05011110", **{"from": "2020-05-01", "to": "2020-06-01"}),
        took_part("white", 5, activity="two ", mechanism="panel", **{"from": "2020-07-01", "to": "2020-08-01"}),
        took_part("white", 5, activity="Old", mechanism="event", **{"from": "2018-07-01", "to": "2018-08-01"}),
        took_part("white", 9, activity="Untold", mechanism="", body_code="B2", area_code=HARTLEPOOL,
                  **{"from": "2020-07-01", "to": "2020-08-01"}),
    ]  # fmt: skip
    return a_store_of(tmp_path_factory.mktemp("map"), {"bodies": bodies, "seat_counts": counts, "participation": held})


def view(what: str, within: str = COUNTRY, level: str = "authority", **more) -> View:
    return View(within, "Here", level, what, **({"part": "core", "as_at": date(2021, 3, 21)} | YEAR | more))


@pytest.mark.parametrize("what", areas.FIGURES)
def test_every_area_has_a_row_with_the_same_columns_and_a_mark_where_there_is_no_figure(store, what):
    frame = areas.by_area(store, view(what))
    assert list(frame) == areas.COLUMNS
    assert set(frame["area_code"]) == {SOUTHWARK, KENSINGTON, HARTLEPOOL}
    assert frame.loc[frame["value"].isna(), "mark"].ne("").all()


@pytest.mark.parametrize(("definition", "pair"), [
    ("excluding", ("white-other", "minorities_excluding")), ("including", ("british-other", "minorities_including")),
])  # fmt: skip
def test_shares_and_changes_are_those_of_the_area_profile(store, definition, pair):
    parts = area_profile.parts(store, COUNTRY, "authority", *pair)
    for what in ("share", "change"):
        frame = areas.by_area(store, view(what, definition=definition))
        pd.testing.assert_series_equal(frame["value"], parts[what], check_names=False)


def test_a_change_rests_on_an_estimate_where_either_census_does(store):
    parts = area_profile.parts(store, SOUTHWARK, "ward", "white-other", "minorities_excluding")
    frame = areas.by_area(store, view("change", SOUTHWARK, "ward"))
    either = parts["estimated"] | parts["estimated_2011"]
    assert (frame["mark"].eq("[e]") == (either & parts["change"].notna())).all() and either.any()


def test_a_gap_is_that_of_the_body_serving_the_area(store):
    from parity.choice import Choice

    frame = areas.by_area(store, view("gap")).set_index("area_code")
    told = representation.across_bodies(store, ["B1", "B2"], Choice(part="core", as_at=date(2021, 3, 21))).set_index(
        "body_code"
    )
    assert frame.at[SOUTHWARK, "value"] == told.at["B1", "gap"] and frame.at[SOUTHWARK, "which"] == "South board"
    assert frame.at[HARTLEPOOL, "verdict"] == told.at["B2", "verdict"]
    assert frame.at[KENSINGTON, "mark"] == "[x]"


def test_reach_and_opportunities_are_those_of_their_measures(store):
    frame = areas.by_area(store, view("reach"))
    pd.testing.assert_series_equal(
        frame["value"], reach.by_area(store, COUNTRY, "authority", *YEAR.values())["rate"], check_names=False
    )
    assert frame["value"].notna().sum() == 1
    frame = areas.by_area(store, view("opportunities"))
    assert (
        frame["value"].isna().all()
        and opportunities.by_area(store, COUNTRY, "authority", date.today())["rate"].isna().all()
    )


def test_mechanisms_are_counted_where_and_when_activities_took_place_each_once(store):
    frame = areas.by_area(store, view("mechanisms")).set_index("area_code")
    assert frame.at[SOUTHWARK, "value"] == 2 and frame.at[SOUTHWARK, "which"] == "Forum, Panel"
    assert frame.at[SOUTHWARK, "count"] == 2, "the same activity in a ward and in its authority is one"
    assert frame.at[HARTLEPOOL, "value"] == 0 and frame.at[HARTLEPOOL, "which"] == "Not told"
    assert frame.at[KENSINGTON, "mark"] == "[x]"
    wards = areas.by_area(store, view("mechanisms", SOUTHWARK, "ward")).set_index("area_code")
    assert wards.at["E05011110", "value"] == 1 and wards["value"].notna().sum() == 1


@pytest.mark.parametrize("what", areas.FIGURES)
def test_the_table_has_a_row_for_every_area_and_its_figure_as_the_map_writes_it(store, what):
    frame = areas.by_area(store, view(what))
    table = tables.areas.by_area(frame, what)
    assert list(table.index) == list(frame["name"])
    ends = tables.areas.ends(frame, what, "Figure")
    known = frame[frame["value"].notna()].sort_values("value", ascending=False)
    assert list(ends["Figure"]) == [tables.areas.written(row.value, what, row.mark) for row in known.itertuples()]
    assert set(ends["Figure"]) <= {cell for column in table for cell in table[column]}


def test_the_two_ends_of_many_say_how_many_lie_between():
    frame = pd.DataFrame(
        {"name": [f"A{n:02}" for n in range(20)], "parent": "P", "value": [n / 100 for n in range(20)], "mark": ""}
    )
    ends = tables.areas.ends(frame, "share", "Share")
    assert len(ends) == 13 and ends.index[0] == "A19" and ends.index[6] == "and 8 between" and ends.index[-1] == "A00"


FIGURES = pd.DataFrame(
    {"name": ["A", "B", "C", "D"], "parent": "P", "value": [0.0, 0.25, 0.5, float("nan")], "which": ["X", "Y", "X", None],
     "verdict": ["below", "too_few", "below", ""], "mark": ["", "", "", "[x]"]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (view("share"), "In 2021, from 0 % of residents in A to 50 % in C were from ethnic minorities (excluding White "
         "minorities). 1 of 4 authorities has no figure."),
        (view("change", level="ward", group="roma", group_label="White: Roma"),
         "From 2011 to 2021 the share in the group White: Roma changed by between 0 points in A and +50 points in C. 1 of 4 "
         "wards has no figure."),
        (view("gap"), "X, serving A, is furthest from the residents of all it serves: 0 points. Of the 2 bodies, 1 was below "
         "parity by more than chance gives. 1 of 4 authorities has no figure."),
        (view("opportunities"), "1 of the 3 authorities told of has nothing to take part in. The most for their residents are "
         "in C: 0.50 opportunities for every 10,000. 1 of 4 authorities has no figure."),
        (view("reach"), "In the year to 31 March 2021, from 0 people from ethnic minorities (excluding White minorities) took "
         "part for every 1,000 such residents in A to 0.50 in C. 1 of 4 authorities has no figure."),
    ],
)  # fmt: skip
def test_the_sentence_names_the_two_ends_and_what_is_missing(shown, said):
    assert findings.areas.by_area(FIGURES, shown).replace(NBSP, " ") == said


def test_one_body_serving_every_area_is_not_counted_as_many_gaps():
    said = findings.areas.by_area(FIGURES.assign(which="X", value=-0.15), view("gap"))
    assert said.startswith("One body, X, serves every area with a figure: −15 points")


def test_no_figure_at_all_and_one_alone_are_said_so():
    nothing = FIGURES.assign(value=float("nan"))
    assert findings.areas.by_area(nothing, view("share")) == "No figure is told of any of the 4 authorities of Here."
    assert findings.areas.by_area(FIGURES[1:2], view("share")).replace(NBSP, " ") == "Only B has a figure: 25 %."
    one = FIGURES[1:2].assign(value=1.0)
    assert findings.areas.by_area(one, view("mechanisms")) == "Only B has a figure: 1 mechanism."


def test_areas_without_a_figure_are_named_or_counted():
    assert findings.areas.without(FIGURES, view("share")) == "Hatched, no figure: D [x]."
    assert findings.areas.without(FIGURES[:3], view("share")) == ""
    many = pd.concat([FIGURES[3:]] * 30, ignore_index=True)
    assert findings.areas.without(many, view("share", level="ward")).startswith(
        "Hatched, no figure, by authority: P 30."
    )
    assert "30 of 30" in findings.areas.without(many, view("share"))
