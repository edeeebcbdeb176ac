"""Recruitment, against rounds worked out by hand and against plain loops over random rounds."""

from datetime import date
from math import exp, inf, isnan, log, sqrt
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parity.measures import recruitment
from tests.measures.stores import COUNTS_AS, SILENT, a_stage, a_store_of, random_rounds
from tests.small import a_body

SHORTLISTED = "appointed_from_shortlisted"


def a_record(tmp_path, *stages, bodies=("B1",), **others):
    rows = [row for stage in stages for row in stage]
    return a_store_of(tmp_path, bodies=[a_body(body, body) for body in bodies], recruitment=rows, **others)


def step_of(store, step=SHORTLISTED, group="minorities_excluding", bodies=("B1",), **choice):
    frame = recruitment.steps(store, list(bodies), **choice)
    assert list(frame.columns) == recruitment.STEP_COLUMNS
    return frame[frame["step"].eq(step) & frame["group_code"].eq(group)].iloc[0]


def test_the_relative_likelihood_is_that_of_the_nhs_standard(tmp_path):
    """Indicator 2: 60 of 200 White people appointed from shortlisted and 12 of 80 others: 2.0 (1.14 to 3.51)."""
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 200, "minorities_excluding": 80}),
        a_stage("appointed", {"white": 60, "minorities_excluding": 12}),
    )
    row = step_of(store)
    assert [round(row[column], 2) for column in ("ratio", "ratio_lower", "ratio_upper")] == [2.0, 1.14, 3.51]
    assert [round(row[column], 2) for column in ("inverse", "inverse_lower", "inverse_upper")] == [0.5, 0.28, 0.88]
    assert (row["ratio_summed"], row["verdict"], row["against"]) == (2.0, "below", "White")
    assert (row["share"], row["others_share"]) == (0.15, 0.30)


def test_shares_at_each_stage_have_their_interval_and_the_range_of_what_is_unknown(tmp_path):
    told = {"white": 15, "minorities_excluding": 3, "Prefer not to say": 2}
    frame = recruitment.stages(a_record(tmp_path, a_stage("applied", told)), ["B1"])
    assert list(frame.columns) == recruitment.STAGE_COLUMNS
    row = frame[frame["group_code"].eq("minorities_excluding")].iloc[0]
    assert (row["stage"], row["count"], row["base"], row["unknown"]) == ("applied", 3, 18, 2)
    assert (row["lower"], row["upper"]) == pytest.approx((0.0584, 0.3922), abs=1e-4)
    assert (row["lowest"], row["highest"]) == (0.15, 0.25)


def test_rounds_are_compared_within_themselves_and_never_added_up(tmp_path):
    """In each body White people are likelier to be appointed; added up first it looks the other way round (Simpson)."""
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 20, "minorities_excluding": 80}),
        a_stage("appointed", {"white": 18, "minorities_excluding": 64}),
        a_stage("shortlisted", {"white": 80, "minorities_excluding": 20}, body="B2"),
        a_stage("appointed", {"white": 16, "minorities_excluding": 3}, body="B2"),
        bodies=("B1", "B2"),
    )
    row = step_of(store, bodies=("B1", "B2"))
    assert row["ratio"] > 1
    assert row["ratio_summed"] < 1
    assert (row["bodies"], row["rounds"], row["verdict"]) == (2, 2, "no_clear_difference")
    each = recruitment.steps(store, ["B1", "B2"], by="body")
    alone = each[each["step"].eq(SHORTLISTED) & each["group_code"].eq("minorities_excluding")]
    assert (alone["ratio"] > 1).all()
    assert list(alone["body"]) == ["B1", "B2"]


def test_a_round_where_nobody_from_ethnic_minorities_was_appointed_counts(tmp_path):
    lost = [
        stage
        for turn in range(9)
        for stage in (
            a_stage("shortlisted", {"white": 5, "african": 5}, round_ref=f"R{turn}"),
            a_stage("appointed", {"white": 1}, round_ref=f"R{turn}"),  # a group that is not listed is nobody
        )
    ]
    kept = [a_stage("shortlisted", {"white": 5, "african": 5}, round_ref="R9"),
            a_stage("appointed", {"african": 1}, round_ref="R9")]  # fmt: skip
    row = step_of(a_record(tmp_path, *lost, *kept))
    assert (row["count"], row["others_count"], row["rounds"]) == (1, 9, 10)
    assert row["ratio"] == pytest.approx(9)
    assert row["verdict"] == "below"


def test_one_number_for_ethnic_minorities_alone_does_not_say_how_many_others_there_were(tmp_path):
    store = a_record(
        tmp_path, a_stage("shortlisted", {"minorities_excluding": 8}), a_stage("appointed", {"minorities_excluding": 2})
    )
    row = step_of(store)
    assert (row["mark"], row["verdict"], row["rounds"]) == ("[x]", "not_monitored", 0)
    assert pd.isna(row["ratio"])


def test_a_total_says_how_many_others_there_were(tmp_path):
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"minorities_excluding": 10, "All": 50, "Not stated": 4}),
        a_stage("appointed", {"minorities_excluding": 2, "All": 20}),
    )
    row = step_of(store)
    assert (row["others_base"], row["others_count"]) == (36, 18)


def test_a_hidden_count_leaves_its_round_out(tmp_path):
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 20, "minorities_excluding": 20}),
        a_stage("appointed", {"white": 8, "minorities_excluding": "<5"}),
    )
    row = step_of(store)
    assert (row["mark"], row["verdict"], row["rounds"]) == ("[c]", "not_monitored", 0)
    assert "hidden to protect people" in row["note"]
    stage = recruitment.stages(store, ["B1"])
    told = stage[stage["group_code"].eq("minorities_excluding")].set_index("stage")
    assert told.at["shortlisted", "count"] == 20
    assert pd.isna(told.at["appointed", "count"])


def test_broad_groups_are_told_apart_only_where_the_return_does(tmp_path):
    two = a_record(tmp_path / "a", a_stage("applied", {"white": 9, "minorities_excluding": 3}))
    row = recruitment.stages(two, ["B1"]).set_index("group_code")
    assert row.at["asian", "mark"] == row.at["minorities_including", "mark"] == "[x]"
    fine = a_record(tmp_path / "b", a_stage("applied", {"white_british": 8, "white_irish": 1, "indian": 3}))
    row = recruitment.stages(fine, ["B1"]).set_index("group_code")
    assert (row.at["asian", "count"], row.at["minorities_including", "count"]) == (3, 4)
    assert row.at["black", "count"] == 0


def test_each_broad_group_is_compared_with_white_people(tmp_path):
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 40, "asian": 20, "black": 20}),
        a_stage("appointed", {"white": 20, "asian": 10, "black": 4}),
    )
    assert step_of(store, group="asian")["ratio"] == 1
    assert step_of(store, group="black")["ratio"] == pytest.approx(2.5)
    frame = recruitment.steps(store, ["B1"])
    assert "white" not in set(frame["group_code"])


def test_unknown_candidates_can_turn_the_finding_and_then_it_depends_on_them(tmp_path):
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 200, "minorities_excluding": 80, "Refused": 40}),
        a_stage("appointed", {"white": 60, "minorities_excluding": 12, "Refused": 30}),
    )
    row = step_of(store)
    assert (row["unknown"], row["unknown_base"]) == (30, 40)
    assert row["verdict"] == "depends_on_unknowns"


def test_under_ten_people_of_either_side_nothing_is_found(tmp_path):
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 40, "minorities_excluding": 9}),
        a_stage("appointed", {"white": 39, "minorities_excluding": 1}),
    )
    row = step_of(store)
    assert row["ratio_lower"] > 1
    assert row["verdict"] == "too_few"


def test_more_appointed_than_shortlisted_cannot_be_used_and_is_said(tmp_path):
    store = a_record(
        tmp_path,
        a_stage("shortlisted", {"white": 4, "minorities_excluding": 2}),
        a_stage("appointed", {"white": 5, "minorities_excluding": 1}),
    )
    row = step_of(store)
    assert row["rounds"] == 0
    assert "1 round tells more people appointed than shortlisted, and cannot be used." in row["note"]


def test_many_bodies_are_one_family_so_fewer_are_called_by_luck(tmp_path):
    rounds = []
    for number in range(10):
        white, others = (20, 11) if number == 0 else (15, 15)
        rounds += [
            a_stage("shortlisted", {"white": 30, "minorities_excluding": 30}, body=f"B{number}"),
            a_stage("appointed", {"white": white, "minorities_excluding": others}, body=f"B{number}"),
        ]
    bodies = [f"B{number}" for number in range(10)]
    store = a_record(tmp_path, *rounds, bodies=bodies)
    alone = step_of(store, bodies=["B0"])
    together = recruitment.steps(store, bodies, by="body")
    row = together[together["body"].eq("B0") & together["step"].eq(SHORTLISTED)].set_index("group_code")
    assert alone["verdict"] == "below"
    assert row.at["minorities_excluding", "verdict"] == "too_few"
    assert row.at["minorities_excluding", "p"] == alone["p"]


def test_rounds_are_chosen_by_route_and_by_the_day_they_closed(tmp_path):
    told = [
        a_stage("applied", {"white": 5, "minorities_excluding": 1}, round_ref="one", closed="2024-03-01", opened=""),
        a_stage("applied", {"white": 7, "minorities_excluding": 2}, round_ref="two", route="nominated"),
        a_stage("applied", {"white": 9, "minorities_excluding": 3}, round_ref="three", closed="", opened="", route=""),
    ]
    store = a_record(tmp_path, *told)

    def base(**choice):
        frame = recruitment.stages(store, ["B1"], **choice)
        return frame[frame["group_code"].eq("minorities_excluding")]["base"].sum()

    assert base() == 27
    assert base(route="nominated") == 9
    assert base(since=date(2025, 1, 1)) == 9  # a round without a day is in no period
    assert base(until=date(2025, 1, 1)) == 6
    years = recruitment.stages(store, ["B1"], by="year")
    assert set(years["year"].dropna()) == {2024, 2026}
    assert years["year"].isna().sum() == 7
    assert set(recruitment.stages(store, ["B1"], by="route")["route"]) == {"open", "nominated", "unknown"}
    assert recruitment.stages(store, ["B1"], route="elected").empty


def test_a_round_sent_again_replaces_the_first(tmp_path):
    store = a_record(
        tmp_path, a_stage("applied", {"white": 5, "minorities_excluding": 1}),
        recruitment_2=a_stage("applied", {"white": 5, "minorities_excluding": 4}),
    )  # fmt: skip
    frame = recruitment.stages(store, ["B1"])
    assert frame.set_index("group_code").at["minorities_excluding", "count"] == 4


def test_nothing_is_an_empty_frame_with_its_columns(tmp_path):
    store = a_store_of(tmp_path, bodies=[a_body()])
    for bodies in ([], ["B1"]):
        assert list(recruitment.stages(store, bodies).columns) == recruitment.STAGE_COLUMNS
        assert list(recruitment.steps(store, bodies).columns) == recruitment.STEP_COLUMNS
        assert recruitment.stages(store, bodies).empty and recruitment.steps(store, bodies).empty


def test_every_column_is_described():
    assert list(recruitment.STAGE_DESCRIBED) == recruitment.STAGE_COLUMNS
    assert list(recruitment.STEP_DESCRIBED) == recruitment.STEP_COLUMNS


def split(rows, side):
    """Held, others and unknown of one stage of one round; None where it is not told, too coarse or hidden."""
    held = others = silent = 0
    for row in rows:
        if row["ethnic_group"] in SILENT:
            silent += 4 if row["people"] == "<5" else 0 if row["people"] == "*" else row["people"]
            continue
        answer = COUNTS_AS[row["ethnic_group"]][side]
        if answer is None:
            return None
        if isinstance(row["people"], str):
            return "hidden"
        held, others = held + row["people"] * answer, others + row["people"] * (not answer)
    return (held, others, silent) if rows else None


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_recruitment_equals_a_plain_loop_over_the_records(tmp_path_factory, seed):
    bodies = [f"B{number}" for number in range(9)]
    rows = random_rounds(Random(seed), bodies)
    folder = tmp_path_factory.mktemp("recruitment")
    store = a_store_of(folder, bodies=[a_body(body, body) for body in bodies], recruitment=rows)
    rounds = {}
    for row in rows:
        rounds.setdefault((row["body_code"], row["round_ref"]), {}).setdefault(row["stage"], []).append(row)
    stages = recruitment.stages(store, bodies).set_index(["stage", "group_code"])
    steps = recruitment.steps(store, bodies).set_index(["step", "group_code"])
    for side, group in enumerate(("minorities_including", "minorities_excluding")):
        for stage in recruitment.STAGES:
            told = [split(each.get(stage, []), side) for each in rounds.values()]
            told = [each for each in told if isinstance(each, tuple)]
            if (stage, group) in stages.index:
                row = stages.loc[(stage, group)]
                assert row["rounds"] == len(told)
                if told:
                    assert row["count"] == sum(held for held, _, _ in told)
                    assert row["base"] == sum(held + others for held, others, _ in told)
                    assert row["unknown"] == sum(silent for _, _, silent in told)
            else:
                assert not told
        for early, late in recruitment.STEPS:
            over = under = spread = 0.0
            used = a_sum = n_sum = b_sum = m_sum = 0
            for each in rounds.values():
                before, after = split(each.get(early, []), side), split(each.get(late, []), side)
                if not (isinstance(before, tuple) and isinstance(after, tuple)):
                    continue
                (m, n, _), (b, a, _) = before, after
                if a > n or b > m:
                    continue
                used, a_sum, n_sum, b_sum, m_sum = used + 1, a_sum + a, n_sum + n, b_sum + b, m_sum + m
                if m and n:
                    over += a * m / (m + n)
                    under += b * n / (m + n)
                    spread += (m * n * (a + b) - a * b * (m + n)) / (m + n) ** 2
            row = steps.loc[(f"{late}_from_{early}", group)]
            assert row["rounds"] == used
            if used:
                assert (row["count"], row["base"]) == (b_sum, m_sum)
                assert (row["others_count"], row["others_base"]) == (a_sum, n_sum)
            if over and under:
                assert row["ratio"] == pytest.approx(over / under)
                half = 1.959963985 * sqrt(spread / (over * under))
                assert row["ratio_lower"] == pytest.approx(exp(log(over / under) - half))
                assert row["ratio_upper"] == pytest.approx(exp(log(over / under) + half))
            else:
                assert isnan(row["ratio_lower"])
                assert row["ratio"] in (0, inf) or isnan(row["ratio"])
