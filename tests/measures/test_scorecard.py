"""The scorecard of eight indicators: worked by hand, and recounted by plain loops."""

import math
import random
from datetime import date

import pytest

from parity.measures import scorecard
from parity.stats import intervals, verdicts
from tests.records import a_seat, a_store_of, a_survey_figure, organisations, took_part
from tests.small import HARTLEPOOL, SOUTHWARK, a_body

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
LIVING = (307_640 - 158_220) / 307_640  # Southwark at the census of 2021, everyone outside the White groups
ASKED = "Able to influence decisions affecting the local area"


def rows(frame):
    return {row["indicator"]: row for row in frame.to_dict("records")}


def of_one(folder, definition="excluding", bodies=None, **kinds):
    store = a_store_of(folder, {"bodies": bodies or [a_body()], **kinds})
    return rows(scorecard.by_indicator(store, ["B1"], *YEAR, definition))


def test_all_eight_are_there_and_what_is_not_measured_says_so(tmp_path):
    frame = scorecard.by_indicator(a_store_of(tmp_path, {"bodies": [a_body()]}), ["B1"], *YEAR)
    assert list(frame["indicator"]) == list(scorecard.INDICATORS)
    assert frame["kind"].value_counts().to_dict() == {"counted": 5, "survey": 3}
    assert set(frame["state"]) == {"not_measured"}
    assert scorecard.measured(frame) == (0, 8)
    assert set(frame.loc[frame["kind"] == "counted", "verdict"]) == {"not_monitored"}
    assert frame["share"].isna().all() and set(frame["mark"]) == {"[x]"}
    assert set(frame.columns) == set(scorecard.COLUMNS) <= set(scorecard.DESCRIBED)


def test_the_five_counted_indicators_of_one_body(tmp_path):
    told = of_one(
        tmp_path,
        seats=[a_seat(1, "african"), *(a_seat(n, "white_british") for n in range(2, 10)), a_seat(10, "not_stated")],
        participation=[
            took_part("minorities_excluding", 40, role="beneficiary", mechanism="service"),
            took_part("white", 60, role="beneficiary", mechanism="service"),
            took_part("minorities_excluding", 10, role="partner"),
            took_part("white", 30, role="partner"),
            took_part("minorities_excluding", 5, activity="A survey"),
            took_part("white", 5, activity="A survey"),
        ],
        organisations=[
            organisations("delivering", "bme_led", 2), organisations("delivering", "not_bme_led", 28),
            organisations("delivering", "not_known", 3), organisations("funded", "bme_led", 5),
            organisations("funded", "not_bme_led", 5), organisations("consulted", "bme_led", 99),
        ],
    )  # fmt: skip
    counts = {code: (told[code]["count"], told[code]["base"], told[code]["unknown"]) for code in scorecard.COUNTED}
    assert counts == {
        "boards": (1, 9, 1), "funding": (5, 10, 0), "delivering": (2, 30, 3), "using_services": (40, 100, 0),
        "involved": (15, 50, 0),
    }  # fmt: skip
    level = [(n, of, u, LIVING) for n, of, u in counts.values()]
    expected = [str(each.verdict) for each in verdicts.judge_family(level)]
    assert [told[code]["verdict"] for code in counts] == expected
    assert told["delivering"]["verdict"] == "below"
    assert "self-declared" in told["delivering"]["note"]
    assert all(told[code]["reference"] == pytest.approx(LIVING) for code in counts)


def test_people_already_counted_are_involved_once(tmp_path):
    again = {"activity": "A board", "role": "partner", "repeat_of": "A forum"}
    rows_ = [took_part("minorities_excluding", 10), took_part("white", 30)]
    rows_ += [took_part("minorities_excluding", 4, **again), took_part("white", 4, **again)]
    assert of_one(tmp_path, participation=rows_)["involved"]["base"] == 40


def test_the_definition_is_not_stretched_over_coarser_returns(tmp_path):
    told = of_one(tmp_path, "including", participation=[took_part("black", 5), took_part("white", 5)])
    assert (told["involved"]["state"], told["involved"]["mark"]) == ("not_measured", "[x]")
    assert told["involved"]["note"] == "The returns do not tell it under this definition."


def test_views_of_ethnic_minorities_stand_beside_those_of_white_people(tmp_path):
    asked = {"indicator": ASKED}
    survey = [a_survey_figure("white", 30, base=400, **asked), a_survey_figure("black", 20, base=100, **asked),
              a_survey_figure("asian", 40, base=300, **asked), a_survey_figure("mixed", "c", base=5, **asked),
              a_survey_figure("all", 28, base=900, **asked)]  # fmt: skip
    row = of_one(tmp_path, survey=survey)["influence"]
    assert row["share"] == pytest.approx((20 + 120) / 400)
    black, asian = intervals.wilson(20, 100), intervals.wilson(120, 300)
    value, range_ = intervals.weighted([0.2, 0.4], [black.lower, asian.lower], [black.upper, asian.upper], [0.25, 0.75])
    gap = intervals.square_and_add(value, range_, 0.3, intervals.wilson(120, 400))
    assert (row["gap"], row["gap_lower"], row["gap_upper"]) == pytest.approx(tuple(gap))
    assert (row["base"], row["said"], row["verdict"]) == (400, "could_be_chance", "")
    assert "suppressed" in row["note"]


def test_a_survey_without_numbers_asked_cannot_put_groups_together(tmp_path):
    survey = [a_survey_figure(group, 30, indicator=ASKED) for group in ("white", "black", "asian")]
    row = of_one(tmp_path, survey=survey)["influence"]
    assert (row["state"], row["said"]) == ("not_measured", "")
    assert "See Outcomes" in row["note"]


def test_a_survey_that_tells_minorities_together_needs_no_numbers(tmp_path):
    asked = {"indicator": "Treated fairly", "classification": "white-other"}
    survey = [a_survey_figure("white", 80, **asked), a_survey_figure("minorities_excluding", 60, **asked)]
    row = of_one(tmp_path, survey=survey)["fair_treatment"]
    assert (row["share"], row["reference"], row["said"]) == (0.6, 0.8, "no_range")
    assert row["gap"] == pytest.approx(-0.2) and math.isnan(row["gap_lower"])


def test_the_survey_of_another_place_is_not_used(tmp_path):
    survey = [a_survey_figure(g, 30, base=100, indicator=ASKED, area_code=HARTLEPOOL) for g in ("white", "black")]
    assert of_one(tmp_path, survey=survey)["influence"]["state"] == "not_measured"


def test_an_invented_survey_says_nothing_of_a_real_body(tmp_path):
    survey = [a_survey_figure(group, 30, base=100, indicator=ASKED) for group in ("white", "black")]
    store = a_store_of(tmp_path, {"bodies": [a_body()]}, {"bodies": [a_body("I1", "Example")], "survey": survey})
    assert rows(scorecard.by_indicator(store, ["B1"], *YEAR))["influence"]["state"] == "not_measured"
    invented = rows(scorecard.by_indicator(store, ["I1"], *YEAR))["influence"]
    assert (invented["state"], invented["standing"]) == ("measured", "illustrative")


def test_several_places_are_compared_place_by_place(tmp_path):
    """In each place both groups say the same; pooled, minorities would look far worse off (Simpson)."""
    survey = []
    for area, share, minorities, white in ((SOUTHWARK, 10, 900, 100), (HARTLEPOOL, 50, 100, 900)):
        told = {"indicator": ASKED, "area_code": area}
        survey += [
            a_survey_figure("white", share, base=white, **told),
            a_survey_figure("black", share, base=minorities, **told),
        ]
    row = of_one(tmp_path, bodies=[a_body(areas=[SOUTHWARK, HARTLEPOOL])], survey=survey)["influence"]
    assert row["gap"] == pytest.approx(0)
    assert row["said"] == "could_be_chance"
    pooled = (0.1 * 900 + 0.5 * 100) / 1000 - (0.1 * 100 + 0.5 * 900) / 1000
    assert pooled == pytest.approx(-0.32)


def test_no_bodies_no_rows(tmp_path):
    frame = scorecard.by_indicator(a_store_of(tmp_path, {}), [], *YEAR)
    assert frame.empty and list(frame.columns) == scorecard.COLUMNS


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_of_several_bodies_equal_a_plain_recount(tmp_path, seed):
    chance = random.Random(seed)
    bodies = [a_body("B1", "One", [SOUTHWARK]), a_body("B2", "Two", [HARTLEPOOL]), a_body("B3", "Three", [SOUTHWARK])]
    codes = [body["body_code"] for body in bodies]
    took = [
        took_part(group, chance.randint(0, 12), body_code=body, role=role, activity=f"{role} {day}", **{"from": day, "to": day})
        for body in codes for role in ("beneficiary", "consultee", "partner") for day in ("2020-06-01", "2021-06-01")
        for group in ("asian", "black", "white", "not_known") if chance.random() < 0.7
    ]  # fmt: skip
    led = [
        organisations(kind, by, chance.randint(0, 9), body_code=body)
        for body in codes for kind in ("funded", "delivering") for by in ("bme_led", "not_bme_led", "not_known")
        if chance.random() < 0.8
    ]  # fmt: skip
    store = a_store_of(tmp_path, {"bodies": bodies, "participation": took, "organisations": led})
    told = rows(scorecard.by_indicator(store, codes, *YEAR))
    for code, roles in (("using_services", {"beneficiary"}), ("involved", {"consultee", "partner"})):
        count = base = unknown = 0
        for body in codes:
            inside = [
                row
                for row in took
                if row["body_code"] == body and row["to"].startswith("2021") and row["role"] in roles
            ]
            groups = {row["ethnic_group"] for row in inside} - {"not_known"}
            if len(groups) < 2 or not sum(row["people"] for row in inside if row["ethnic_group"] != "not_known"):
                continue
            count += sum(row["people"] for row in inside if row["ethnic_group"] in ("asian", "black"))
            base += sum(row["people"] for row in inside if row["ethnic_group"] != "not_known")
            unknown += sum(row["people"] for row in inside if row["ethnic_group"] == "not_known")
        assert (told[code]["count"], told[code]["base"], told[code]["unknown"]) == (count, base, unknown)
    for code, kind in (("funding", "funded"), ("delivering", "delivering")):
        count = base = unknown = 0
        for body in codes:
            own = {row["led_by"]: row["count"] for row in led if (row["body_code"], row["involvement"]) == (body, kind)}
            known = own.get("bme_led", 0) + own.get("not_bme_led", 0)
            if known:
                count, base, unknown = count + own.get("bme_led", 0), base + known, unknown + own.get("not_known", 0)
        assert (told[code]["count"], told[code]["base"], told[code]["unknown"]) == (count, base, unknown)
