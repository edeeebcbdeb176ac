"""Reach: participants and organisations against residents, worked by hand and recounted by plain loops."""

import random
from datetime import date

import pytest

from parity.measures import reach
from parity.stats import intervals, rates, verdicts
from tests.records import a_store_of, organisations, took_part
from tests.small import HARTLEPOOL, SOUTHWARK, a_body

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
EVERYONE, WHITE = 307_640, 158_220  # residents of Southwark, census of 2021
MINORITIES = EVERYONE - WHITE


def rows(frame, *keys):
    keys = keys or ("code", "group_code")
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in frame.to_dict("records")}


def a_store(folder, bodies=None, **kinds):
    return a_store_of(folder, {"bodies": bodies or [a_body()], **kinds})


def test_participants_for_every_thousand_residents_of_the_group_and_of_everyone_else(tmp_path):
    store = a_store(tmp_path, participation=[took_part("minorities_excluding", 300), took_part("white", 700)])
    row = rows(reach.by_group(store, ["B1"], *YEAR))["all", "minorities_excluding"]
    assert row["group_residents"] == pytest.approx(MINORITIES)
    assert (row["rate"], row["rate_lower"], row["rate_upper"]) == pytest.approx(tuple(rates.rate(300, MINORITIES)))
    assert row["others_rate"] == pytest.approx(1000 * 700 / WHITE)
    ratio, p = rates.rate_ratio(300, MINORITIES, 700, WHITE)
    assert (row["rate_ratio"], row["p"]) == pytest.approx((ratio, p))
    assert row["verdict"] == "below"


def test_roles_and_mechanisms_each_have_rows_and_only_those_told(tmp_path):
    told = [took_part(group, 5, role=role, mechanism=mechanism, activity=role)
            for role, mechanism in (("partner", "board"), ("consultee", "forum")) for group in ("white", "black")]  # fmt: skip
    store = a_store(tmp_path, participation=told)
    assert list(dict.fromkeys(reach.by_group(store, ["B1"], *YEAR, by="role")["code"])) == ["consultee", "partner"]
    assert set(reach.by_group(store, ["B1"], *YEAR, by="mechanism")["name"]) == {"Forum", "Board or partnership"}
    assert set(reach.by_group(store, ["B1"], *YEAR)["code"]) == {"all"}


def test_repeat_counting_is_taken_out_of_a_sum_only_where_the_first_count_is_in_it(tmp_path):
    again = {"activity": "A panel", "mechanism": "panel", "repeat_of": "a forum "}
    told = [
        took_part("white", 30),
        took_part("black", 10),
        took_part("white", 8, **again),
        took_part("black", 2, **again),
    ]
    store = a_store(tmp_path, participation=told)
    together = rows(reach.by_group(store, ["B1"], *YEAR))["all", "black"]
    assert (together["count"], together["base"], together["repeated"]) == (10, 40, 10)
    apart = rows(reach.by_group(store, ["B1"], *YEAR, by="mechanism"))
    assert (apart["panel", "black"]["base"], apart["panel", "black"]["repeated"]) == (10, 0)
    assert apart["forum", "black"]["base"] == 40


def test_several_bodies_are_held_against_each_ones_own_residents_and_each_place_counts_once(tmp_path):
    bodies = [a_body("S", "S", [SOUTHWARK]), a_body("T", "T", [SOUTHWARK]), a_body("H", "H", [HARTLEPOOL])]
    told = [took_part(group, people, body_code=body) for body, ours, theirs in (("S", 50, 50), ("T", 50, 50), ("H", 1, 199))
            for group, people in (("minorities_excluding", ours), ("white", theirs))]  # fmt: skip
    store = a_store(tmp_path, bodies, participation=told)
    row = rows(reach.by_group(store, ["S", "T", "H"], *YEAR))["all", "minorities_excluding"]
    alone = rows(reach.by_group(store, ["H"], *YEAR))["all", "minorities_excluding"]
    assert row["group_residents"] == pytest.approx(MINORITIES + alone["group_residents"])  # Southwark once
    references = [MINORITIES / EVERYONE, MINORITIES / EVERYONE, alone["reference"]]
    assert row["reference"] == pytest.approx((100 * references[0] * 2 + 200 * references[2]) / 400)
    assert row["verdict"] == str(verdicts.judge_pooled([50, 50, 1], [100, 100, 200], [0, 0, 0], references).verdict)
    expected = row["reference"] * 400
    assert row["rate_ratio"] == pytest.approx((101 / expected) / (299 / (400 - expected)))


def test_a_group_nobody_told_has_no_rate_and_what_is_left_out_is_said(tmp_path):
    told = [took_part("minorities_excluding", 3), took_part("white", 5),
            took_part("white", 9, activity="B"), took_part("minorities_excluding", "*", activity="B")]  # fmt: skip
    told = rows(reach.by_group(a_store(tmp_path, participation=told), ["B1"], *YEAR))
    asian = told["all", "asian"]
    assert (asian["mark"], asian["verdict"]) == ("[x]", "not_monitored") and asian["rate"] != asian["rate"]
    assert told["all", "minorities_excluding"]["note"] == "1 of 2 tables told are left out, so rates are too low."


def test_organisations_for_every_ten_thousand_residents(tmp_path):
    told = [
        organisations("consulted", "bme_led", 10),
        organisations("consulted", "not_bme_led", 40),
        organisations("consulted", "not_known", 5),
    ]
    frame = reach.organisations(a_store(tmp_path, organisations=told), ["B1"], *YEAR)
    row = rows(frame, "involvement", "definition")["consulted", "excluding"]
    assert (row["count"], row["base"], row["unknown"], row["everyone"]) == (10, 50, 5, 55)
    assert row["rate"] == pytest.approx(10_000 * 10 / MINORITIES)
    assert row["others_rate"] == pytest.approx(10_000 * 40 / WHITE)
    found = rates.rate(55, EVERYONE, 10_000)
    assert (row["everyone_rate"], row["everyone_lower"], row["everyone_upper"]) == pytest.approx(tuple(found))
    assert row["verdict"] == "below" and "self-declared" in row["note"]
    wider = rows(frame, "involvement", "definition")["consulted", "including"]
    assert (wider["count"], wider["rate"] < row["rate"]) == (10, True)


def test_the_satisfied_are_counted_only_where_both_numbers_are_told(tmp_path):
    told = [took_part("black", 40, satisfied=20), took_part("white", 60, satisfied=48),
            took_part("black", 99, activity="B"), took_part("white", 99, activity="B")]  # fmt: skip
    row = rows(reach.satisfied(a_store(tmp_path, participation=told), ["B1"], *YEAR), "group_code")["black"]
    assert (row["count"], row["base"], row["others"], row["others_base"]) == (20, 40, 48, 60)
    expected = intervals.difference(20, 40, 48, 60)
    assert (row["difference"], row["difference_lower"], row["difference_upper"]) == pytest.approx(tuple(expected))
    assert row["said"] == "lower"


def test_a_body_everyone_likes_does_not_pass_for_a_contented_group(tmp_path):
    """In each body both groups are as satisfied; pooled, they would look far apart."""
    bodies = [a_body("B1", "One"), a_body("B2", "Two")]
    told = [took_part(group, asked, satisfied=round(asked * share), body_code=body)
            for body, share, ours, theirs in (("B1", 0.9, 100, 10), ("B2", 0.3, 10, 100))
            for group, asked in (("black", ours), ("white", theirs))]  # fmt: skip
    row = rows(reach.satisfied(a_store(tmp_path, bodies, participation=told), ["B1", "B2"], *YEAR), "group_code")[
        "black"
    ]
    assert row["share"] == pytest.approx(93 / 110) and row["others"] / row["others_base"] == pytest.approx(39 / 110)
    assert row["difference"] == pytest.approx(0, abs=1e-12)
    assert row["said"] == "could_be_chance"


def test_activities_count_where_they_took_place(tmp_path):
    ward = "E05011110"  # in Southwark
    told = [took_part("black", 10, area_code=ward), took_part("white", 10, area_code=ward)]
    told += [
        took_part("black", 5, activity="B"),
        took_part("white", 15, activity="B"),
        took_part("white", 7, activity="C", area_code=""),
    ]
    store = a_store(tmp_path, participation=told)
    wards = rows(reach.by_area(store, SOUTHWARK, "ward", *YEAR), "area_code")
    assert (wards[ward]["count"], wards[ward]["base"], wards[ward]["bodies"]) == (10, 20, 1)
    assert {row["mark"] for code, row in wards.items() if code != ward} == {"[x]"}
    borough = rows(reach.by_area(store, "E12000007", "authority", *YEAR), "area_code")[SOUTHWARK]
    assert (borough["count"], borough["base"]) == (15, 40)
    assert borough["rate"] == pytest.approx(1000 * 15 / MINORITIES)


def test_nothing_told_gives_empty_frames_with_their_columns(tmp_path):
    store = a_store(tmp_path)
    assert list(reach.by_group(store, ["B1"], *YEAR).columns) == reach.COLUMNS
    assert list(reach.organisations(store, ["B1"], *YEAR).columns) == reach.ORGANISATIONS
    assert list(reach.satisfied(store, ["B1"], *YEAR).columns) == reach.SATISFIED
    areas = reach.by_area(store, SOUTHWARK, "ward", *YEAR)
    assert list(areas.columns) == reach.AREAS and set(areas["mark"]) == {"[x]"}
    for columns in (reach.COLUMNS, reach.ORGANISATIONS, reach.SATISFIED, reach.AREAS):
        assert set(columns) <= set(reach.DESCRIBED)


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_equal_a_plain_recount_of_the_records(tmp_path, seed):
    chance = random.Random(seed)
    groups = ("asian", "black", "mixed", "other", "white", "not_stated")
    told = []
    for number in range(6):
        about = {
            "activity": f"Activity {number}", "role": chance.choice(["beneficiary", "consultee"]),
            "mechanism": chance.choice(["forum", "panel"]), "repeat_of": chance.choice(["", f"Activity {number - 1}"]) if number else "",
            "to": chance.choice(["2021-05-05", "2022-05-05"]),
        }  # fmt: skip
        told += [took_part(group, chance.choice([0, 4, 17, "<5"]), **about) for group in groups]
    store = a_store(tmp_path, participation=told)
    for by, column in (("all", None), ("role", "role"), ("mechanism", "mechanism")):
        found = rows(reach.by_group(store, ["B1"], *YEAR, by=by))
        for code in {row[column] if column else "all" for row in told if row["to"].startswith("2021")}:
            scope = [row for row in told if row["to"].startswith("2021") and (column is None or row[column] == code)]
            names = {row["activity"] for row in scope}
            count = base = unknown = 0
            for row in scope:
                if row["repeat_of"] in names:
                    continue
                least, most = (1, 4) if row["people"] == "<5" else (int(row["people"]),) * 2
                if row["ethnic_group"] == "not_stated":
                    unknown += most
                    continue
                base, unknown = base + least, unknown + most - least
                count += least if row["ethnic_group"] in ("asian", "black", "mixed", "other") else 0
            row = found[code, "minorities_excluding"]
            if base:
                assert (row["count"], row["base"], row["unknown"]) == (count, base, unknown)
                assert row["rate"] == pytest.approx(1000 * count / MINORITIES)
