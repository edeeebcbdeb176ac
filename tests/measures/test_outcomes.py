"""Outcomes between groups: against the published figures and plain loops over the records."""

import math
import random

import pytest

from parity import places
from parity.measures import outcomes
from parity.stats import intervals
from tests import door
from tests.records import a_store_of, a_survey_figure
from tests.small import HARTLEPOOL, SOUTHWARK

ENGLAND, WEST_MIDLANDS = "E92000001", "E12000005"
INFLUENCE = "Able to influence decisions affecting the local area"


def figures(frame, *keys):
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in frame.to_dict("records")}


def test_influence_in_england_is_as_published_and_nobody_fills_the_two_suppressed_cells(the_store):
    frame = outcomes.by_group(the_store, INFLUENCE, ENGLAND)
    told = figures(frame, "period_from", "group_code")
    published = [row for row in door.rows(places.PUBLISHED / "influence_2013_2022.csv") if row["area_code"] == ENGLAND]
    assert len(frame) == len(published) == 9 * 6
    suppressed = 0
    for row in published:
        found = next(told[key] for key in told if f"{key[0]:%Y-%m-%d}" == row["from"] and key[1] == row["ethnic_group"])
        if row["value"] == "c":
            suppressed += 1
            assert (found["mark"], found["said"]) == ("[c]", "") and math.isnan(found["value"])
        else:
            assert found["value"] == pytest.approx(float(row["value"]) / 100)
            assert (found["mark"], found["range_from"]) == ("", "")
    assert suppressed == 2
    assert set(frame["said"]) == {"", "no_range", "is_reference"}  # no base was published: nothing is called
    last = figures(outcomes.latest(frame), "group_code")
    assert last["black"]["difference"] == pytest.approx(0.505577 - 0.249936, abs=1e-5)
    assert last["black"]["reference_group"] == "white"


def test_unemployment_of_2002_is_nearly_three_times_as_high_without_a_verdict(the_store):
    row = figures(outcomes.by_group(the_store, "Unemployment", WEST_MIDLANDS), "group_code")["minorities_excluding"]
    assert (row["value"], row["reference"], row["difference"]) == pytest.approx((0.145, 0.05, 0.095))
    assert row["ratio"] == pytest.approx(2.9)
    assert row["said"] == "no_range"


def test_where_white_people_are_missing_everyone_stands_in_and_it_is_said(the_store):
    frame = outcomes.latest(outcomes.by_group(the_store, "Formal volunteering at least once a month", ENGLAND))
    row = figures(frame, "group_code")["asian"]
    assert (row["reference_group"], row["reference"], row["said"]) == ("all", 0.23, "no_range")
    assert outcomes.FALLEN_BACK in row["note"]
    assert (row["lower"], row["upper"]) == pytest.approx(tuple(intervals.wilson(0.15 * 798, 798)))
    assert row["range_from"] == "base"


def test_a_published_range_comes_before_one_worked_out(tmp_path):
    rows = [a_survey_figure("white", 20, base=400, lower=14, upper=27), a_survey_figure("black", 40, base=100)]
    told = figures(outcomes.by_group(a_store_of(tmp_path, {"survey": rows})), "group_code")
    assert (told["white"]["lower"], told["white"]["upper"], told["white"]["range_from"]) == (0.14, 0.27, "source")
    assert (told["black"]["lower"], told["black"]["upper"]) == pytest.approx(tuple(intervals.wilson(40, 100)))
    expected = intervals.square_and_add(0.4, intervals.wilson(40, 100), 0.2, (0.14, 0.27))
    row = told["black"]
    assert (row["difference"], row["difference_lower"], row["difference_upper"]) == pytest.approx(tuple(expected))
    assert row["said"] == "higher"


@pytest.mark.parametrize(
    ("value", "base", "said"),
    [(40, 100, "higher"), (5, 100, "lower"), (22, 100, "could_be_chance"), (90, "x", "no_range"), ("c", 100, "")],
)
def test_what_is_said_of_a_difference(tmp_path, value, base, said):
    rows = [a_survey_figure("white", 20, base=400), a_survey_figure("black", value, base=base)]
    row = figures(outcomes.by_group(a_store_of(tmp_path, {"survey": rows})), "group_code")["black"]
    assert row["said"] == said
    assert said in (*outcomes.SAID, "")


def test_a_difference_from_everyone_has_no_range(tmp_path):
    rows = [
        a_survey_figure("all", 25, base=500),
        a_survey_figure("white", 20, base=400),
        a_survey_figure("black", 40, base=100),
    ]
    store = a_store_of(tmp_path, {"survey": rows})
    told = figures(outcomes.by_group(store, reference="all"), "group_code")
    assert (told["black"]["said"], told["black"]["difference"]) == ("no_range", pytest.approx(0.15))
    assert told["all"]["said"] == "is_reference"


def test_published_and_illustrative_figures_are_never_one_series(tmp_path):
    rows = [a_survey_figure("white", 20), a_survey_figure("black", 30)]
    later = [row | {"from": "2022-01-01", "to": "2022-12-31"} for row in rows]
    frame = outcomes.by_group(a_store_of(tmp_path, {"survey": rows}, {"survey": later}))
    assert frame["series"].nunique() == 2
    assert frame.groupby("series")["standing"].nunique().eq(1).all()
    assert len(outcomes.latest(frame)) == 4  # the last of each series, not the last of both


def test_rates_and_scores_keep_their_unit_and_have_no_range_made_up(tmp_path):
    rows = [a_survey_figure("white", 31, unit="rate", base=900), a_survey_figure("black", 60, unit="rate", base=900)]
    told = figures(outcomes.by_group(a_store_of(tmp_path, {"survey": rows})), "group_code")
    assert (told["black"]["value"], told["black"]["difference"], told["black"]["range_from"]) == (60, 29, "")


def test_nothing_to_show_has_the_columns(tmp_path):
    store = a_store_of(tmp_path, {})
    assert list(outcomes.by_group(store).columns) == outcomes.COLUMNS
    assert outcomes.latest(outcomes.by_group(store)).empty
    assert outcomes.indicators(store).empty
    assert set(outcomes.COLUMNS) <= set(outcomes.DESCRIBED)


def test_what_can_be_chosen(the_store):
    row = figures(outcomes.indicators(the_store), "indicator")[INFLUENCE]
    assert (row["groups"], row["areas"], row["periods"], row["standing"]) == (5, 10, 9, "published")


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_equal_a_plain_recount_of_the_records(tmp_path, seed):
    chance = random.Random(seed)
    rows = []
    for area in (SOUTHWARK, HARTLEPOOL):
        for year in (2019, 2020, 2021):
            for group in ("all", "asian", "black", "mixed", "other", "white"):
                if chance.random() < 0.85:
                    value = chance.choice([chance.randint(0, 100), "c"])
                    rows.append(
                        a_survey_figure(
                            group, value, area_code=area, base=chance.choice(["x", chance.randint(1, 900)]),
                            **{"from": f"{year}-01-01", "to": f"{year}-12-31"},
                        )
                    )  # fmt: skip
    frame = outcomes.by_group(a_store_of(tmp_path, {"survey": rows}))
    assert len(frame) == len(rows)
    told = {(row["area_code"], f"{row['period_from']:%Y}", row["group_code"]): row for row in frame.to_dict("records")}
    for row in rows:
        found = told[row["area_code"], row["from"][:4], row["ethnic_group"]]
        table = {
            each["ethnic_group"]: each
            for each in rows
            if (each["area_code"], each["from"]) == (row["area_code"], row["from"])
        }
        held = next((table[name] for name in ("white", "all") if name in table and table[name]["value"] != "c"), None)
        if row["value"] == "c":
            assert math.isnan(found["value"]) and math.isnan(found["difference"])
            continue
        assert found["value"] == pytest.approx(row["value"] / 100)
        if row["base"] != "x":
            assert found["lower"] == pytest.approx(
                intervals.wilson(row["value"] / 100 * row["base"], row["base"]).lower
            )
        if held is None:
            assert found["said"] == "" and math.isnan(found["difference"])
            continue
        assert found["difference"] == pytest.approx((row["value"] - held["value"]) / 100)
        testable = (
            held["ethnic_group"] == "white"
            and row["ethnic_group"] not in ("white", "all")
            and "x" not in (row["base"], held["base"])
        )
        if testable:
            n, of, m, out_of = (
                row["value"] / 100 * row["base"],
                row["base"],
                held["value"] / 100 * held["base"],
                held["base"],
            )
            expected = intervals.difference(n, of, m, out_of)
            words = "higher" if expected.lower > 0 else "lower" if expected.upper < 0 else "could_be_chance"
            assert found["said"] == words
            assert found["difference_lower"] == pytest.approx(expected.lower)
        elif row["ethnic_group"] not in ("white", "all"):
            assert found["said"] == "no_range"
