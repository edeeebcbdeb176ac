"""Money: organisations, awards and pounds by who leads them, worked by hand and recounted by plain loops."""

import math
import random
from collections import defaultdict
from datetime import date

import pandas as pd
import pytest

from parity.measures import delivery, money
from parity.stats import intervals, verdicts
from parity.stats.stratified import Compared, combined_within
from tests.records import a_store_of, an_award, organisations
from tests.small import HARTLEPOOL, SOUTHWARK, a_body

SINCE, UNTIL = date(2021, 1, 1), date(2021, 12, 31)
EVERYONE, WHITE = 307_640, 158_220  # residents of Southwark, census of 2021
MINORITIES = EVERYONE - WHITE
LONDON = "E12000007"


def of_place(folder, awards, by="all", area=SOUTHWARK, illustrative=(), **others):
    store = a_store_of(folder, {"funding": awards}, {"funding": illustrative})
    frame = money.by_leader(store, area, SINCE, UNTIL, by, **others)
    assert list(frame.columns) == money.COLUMNS and set(money.COLUMNS) <= set(money.DESCRIBED)
    rows = frame[frame["definition"] == "excluding"].to_dict("records")
    return {row["key"]: row for row in rows}


def test_an_organisation_counts_once_and_its_awards_and_money_are_added_up(tmp_path):
    told = [an_award("bme_led", 1_000, recipient="A"), an_award("bme_led", 3_000, recipient="A"),
            an_award("not_bme_led", 6_000, recipient="B"), an_award("not_known", 500, recipient="C")]  # fmt: skip
    row = of_place(tmp_path, told)[""]
    assert (row["count"], row["base"], row["unknown"]) == (1, 2, 1)
    assert (row["awards"], row["awards_led"], row["awards_known"], row["awards_share"]) == (
        4,
        2,
        3,
        pytest.approx(2 / 3),
    )
    assert (row["money"], row["money_led"], row["money_known"], row["money_share"]) == (10_500, 4_000, 10_000, 0.4)
    assert (row["lower"], row["upper"]) == pytest.approx(tuple(intervals.wilson(1, 2)))
    assert row["reference"] == pytest.approx(MINORITIES / EVERYONE)
    assert row["per_head"] == pytest.approx(10_500 / EVERYONE)
    assert row["per_head_led"] == pytest.approx(4_000 / MINORITIES)
    assert row["per_head_others"] == pytest.approx(6_000 / WHITE)
    judged = verdicts.judge(1, 2, 1, MINORITIES / EVERYONE)
    assert (row["p"], row["verdict"]) == (pytest.approx(judged.p), str(judged.verdict))
    assert "self-declared" in row["note"]


def test_leaders_that_one_award_tells_are_known_and_two_that_disagree_are_not(tmp_path):
    told = [an_award("bme_led", 10, recipient="A"), an_award("not_known", 10, recipient="A"),
            an_award("bme_led", 10, recipient="B"), an_award("not_bme_led", 10, recipient="B")]  # fmt: skip
    row = of_place(tmp_path, told)[""]
    assert (row["count"], row["base"], row["unknown"]) == (1, 1, 1)


def test_leaders_not_recorded_are_a_result_and_never_a_nought(tmp_path):
    told = [an_award("not_known", 26_000, recipient="Various", awards=3), an_award("", 4_000, recipient="D")]
    row = of_place(tmp_path, told)[""]
    assert (row["mark"], row["verdict"]) == ("[u]", "not_monitored")
    assert row["note"] == money.NOT_RECORDED
    assert (row["awards"], row["money"], row["unknown"]) == (4, 30_000, 4)
    assert all(math.isnan(row[name]) for name in ("share", "awards_share", "money_share", "per_head_led"))
    assert row["per_head"] == pytest.approx(30_000 / EVERYONE)


def test_a_place_without_awards_is_empty_and_an_area_without_them_has_a_mark(tmp_path):
    assert of_place(tmp_path / "none", []) == {}
    rows = of_place(tmp_path / "some", [an_award("bme_led", 100)], by="area", area=LONDON)
    assert set(rows) == {"E09000020", SOUTHWARK}
    silent = rows["E09000020"]
    assert (silent["mark"], silent["verdict"]) == ("[x]", "not_monitored")
    assert math.isnan(silent["awards"]) and math.isnan(silent["money"]) and silent["residents"] > 0
    assert rows[SOUTHWARK]["name"] == "Southwark" and rows[SOUTHWARK]["money"] == 100


def test_an_award_without_an_amount_is_counted_and_in_no_sum(tmp_path):
    row = of_place(tmp_path, [an_award("bme_led", "x"), an_award("not_bme_led", 50, recipient="B")])[""]
    assert (row["awards"], row["untold"], row["money"], row["mark"]) == (2, 1, 50, "[e]")
    assert row["note"].endswith("1 award has no amount told.")


def test_an_award_rate_needs_the_applications_that_were_not_awarded(tmp_path):
    won = [an_award("bme_led", 10, recipient=f"W{n}", programme="Open") for n in range(5)]
    assert math.isnan(of_place(tmp_path / "won", won)[""]["rate_led"])
    lost = [an_award("bme_led", "", status="applied", recipient=f"L{n}", programme="Open") for n in range(15)]
    others = [an_award("not_bme_led", 10, recipient=f"O{n}", programme="Open") for n in range(12)]
    refused = [an_award("not_bme_led", "", status="applied", recipient=f"R{n}", programme="Open") for n in range(4)]
    elsewhere = [an_award("bme_led", 10, recipient=f"E{n}", programme="Closed") for n in range(9)]
    row = of_place(tmp_path / "both", [*won, *lost, *others, *refused, *elsewhere])[""]
    assert (row["applied_led"], row["awarded_led"], row["rate_led"]) == (20, 5, 0.25)
    assert (row["applied_others"], row["awarded_others"], row["rate_others"]) == (16, 12, 0.75)
    assert row["times"] == pytest.approx(3.0) and row["rate_said"] == "less_likely"
    assert (row["awards"], row["awards_led"]) == (26, 14)


def test_rates_are_compared_within_each_programme_and_not_across(tmp_path):
    """In each programme both are awarded alike; summed, organisations led by ethnic minorities would look refused (Simpson)."""
    told = []
    for programme, ours, theirs, rate in (("Hard", 90, 10, 0.1), ("Easy", 10, 90, 0.9)):
        for who, asked in (("bme_led", ours), ("not_bme_led", theirs)):
            for n in range(asked):
                won = n < round(asked * rate)
                told.append(an_award(who, 10 if won else "", status="awarded" if won else "applied", programme=programme,
                                     recipient=f"{programme} {who} {n}"))  # fmt: skip
    row = of_place(tmp_path, told)[""]
    assert (row["rate_led"], row["rate_others"]) == (0.18, 0.82)
    assert row["times"] == pytest.approx(1.0) and row["rate_said"] == "could_be_chance"


def test_applications_without_an_award_are_said(tmp_path):
    row = of_place(tmp_path, [an_award("bme_led", "", status="applied")])[""]
    assert (row["awards"], row["mark"], row["verdict"]) == (0, "[z]", "")
    assert row["note"] == "Applications are told, and no award."


def test_real_and_illustrative_awards_are_never_in_one_row(tmp_path):
    real = [an_award("bme_led", 10, award_date="2021-02-01")]
    invented = [an_award("bme_led", 99, award_date="2021-03-01"), an_award("bme_led", 70, award_date="2020-03-01")]
    store = a_store_of(tmp_path, {"funding": real}, {"funding": invented})
    together = money.by_leader(store, SOUTHWARK, None, UNTIL)
    assert set(together["money"]) == {10} and set(together["standing"]) == {"published"}
    years = money.by_leader(store, SOUTHWARK, None, UNTIL, "year").set_index("key")
    assert set(years.loc["2020", "standing"]) == {"illustrative"} and set(years.loc["2021", "money"]) == {10}


def test_each_year_is_held_against_the_residents_of_its_middle(tmp_path):
    told = [an_award("bme_led", 10, award_date=day) for day in ("2016-05-01", "2021-05-01")]
    store = a_store_of(tmp_path, {"funding": told})
    rows = money.by_leader(store, SOUTHWARK, None, UNTIL, "year").set_index(["key", "definition"])
    assert rows.loc[("2016", "excluding"), "reference"] != rows.loc[("2021", "excluding"), "reference"]
    assert rows.loc[("2021", "excluding"), "reference"] == pytest.approx(MINORITIES / EVERYONE)


def test_awards_meant_for_a_group_count_only_where_it_is_meant_for_nobody_else(tmp_path):
    told = [an_award("bme_led", 100, beneficiary_groups="african"),
            an_award("bme_led", 200, beneficiary_groups="african; indian"),
            an_award("bme_led", 400, beneficiary_groups="white_other"),
            an_award("bme_led", 800)]  # fmt: skip
    store = a_store_of(tmp_path, {"funding": told})
    frame = money.for_groups(store, SOUTHWARK, SINCE, UNTIL)
    assert list(frame.columns) == money.FOR_GROUPS and set(money.FOR_GROUPS) <= set(money.DESCRIBED)
    rows = {row["group_code"]: row for row in frame.to_dict("records")}
    figures = {code: (row["awards"], row["money"], row["shared"], row["shared_money"]) for code, row in rows.items()}
    assert figures["black"] == (1, 100, 1, 200) and figures["asian"] == (0, 0, 1, 200)
    assert figures["minorities_excluding"] == (2, 300, 0, 0) and figures["minorities_including"] == (3, 700, 0, 0)
    assert (rows["black"]["all_awards"], rows["black"]["all_money"]) == (4, 1_500)
    assert rows["minorities_excluding"]["per_head"] == pytest.approx(300 / MINORITIES)
    assert rows["minorities_excluding"]["money_share"] == pytest.approx(0.2)


def test_a_group_told_too_coarsely_is_in_no_finer_group(tmp_path):
    store = a_store_of(tmp_path, {"funding": [an_award("bme_led", 5, beneficiary_groups="minorities_excluding")]})
    rows = {row["group_code"]: row for row in money.for_groups(store, SOUTHWARK, SINCE, UNTIL).to_dict("records")}
    assert rows["minorities_excluding"]["awards"] == 1 and rows["black"]["awards"] == rows["black"]["shared"] == 0


def test_nothing_told_is_empty(tmp_path):
    store = a_store_of(tmp_path, {"bodies": [a_body()]})
    assert money.for_groups(store, SOUTHWARK, None, UNTIL).empty
    assert delivery.by_leader(store, ["B1"], None, UNTIL).empty


@pytest.mark.parametrize("seed", range(3))
def test_awards_equal_a_plain_recount(tmp_path, seed):
    chance = random.Random(seed)
    told = [
        an_award(
            chance.choice(["bme_led", "not_bme_led", "not_known", ""]), amount, status=status, awards=awards,
            recipient=chance.choice(["A", "B", "C", "D", "E"]) if awards == 1 else "Various",
            award_date=f"{chance.randint(2019, 2021)}-0{chance.randint(1, 9)}-10",
            funder=chance.choice(["F", "G"]), programme=chance.choice(["P", "Q", ""]),
            area_code=chance.choice([SOUTHWARK, HARTLEPOOL]),
        )
        for _ in range(60)
        for status in [chance.choice(["awarded", "awarded", "applied"])]
        for awards in [chance.choice([1, 1, 1, 4])]
        for amount in [chance.randint(0, 900) if status == "awarded" else ""]
    ]  # fmt: skip
    store = a_store_of(tmp_path, {"funding": told})
    for by, key in (
        ("all", lambda row: ""),
        ("year", lambda row: row["award_date"][:4]),
        ("funder", lambda row: row["funder"]),
    ):
        frame = money.by_leader(store, SOUTHWARK, None, UNTIL, by)
        found = {row["key"]: row for row in frame[frame["definition"] == "including"].to_dict("records")}
        mine = defaultdict(list)
        for row in told:
            if row["area_code"] == SOUTHWARK:
                mine[key(row)].append(row)
        assert set(found) == set(mine)
        for name, rows in mine.items():
            compare(found[name], rows, told)


def compare(found, rows, everything):
    """One row of the measure beside plain loops over the records it should count."""
    awarded = [row for row in rows if row["status"] == "awarded"]
    leaders = defaultdict(set)
    for row in awarded:
        if row["recipient"] != "Various":
            leaders[row["recipient"]] |= {row["led_by"]} - {"not_known", ""}
    assert found["awards"] == sum(row["awards"] for row in awarded)
    assert found["money_led"] == sum(row["amount_awarded"] for row in awarded if row["led_by"] == "bme_led")
    assert found["money"] == sum(row["amount_awarded"] for row in awarded)
    if awarded:
        ours = sum(each == {"bme_led"} for each in leaders.values())
        theirs = sum(each == {"not_bme_led"} for each in leaders.values())
        many = [row for row in awarded if row["recipient"] == "Various"]
        ours += sum(row["awards"] for row in many if row["led_by"] == "bme_led")
        theirs += sum(row["awards"] for row in many if row["led_by"] == "not_bme_led")
        silent = sum(len(each) != 1 for each in leaders.values())
        silent += sum(row["awards"] for row in many if row["led_by"] in ("not_known", ""))
        assert (found["count"], found["base"], found["unknown"]) == (ours, ours + theirs, silent)
        judged = verdicts.judge(ours, ours + theirs, silent, found["reference"]) if ours + theirs else None
        assert judged is None or found["p"] == pytest.approx(judged.p)

    def of(row):
        return row["funder"], row["programme"], row["award_date"][:4]

    told = {of(row) for row in everything if row["status"] == "applied"}
    competitions = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        if of(row) in told and row["led_by"] in ("bme_led", "not_bme_led"):
            place = 0 if row["led_by"] == "not_bme_led" else 2
            competitions[of(row)][place] += row["awards"] * (row["status"] == "awarded")
            competitions[of(row)][place + 1] += row["awards"]
    if competitions:
        assert found["applied_led"] == sum(each[3] for each in competitions.values())
        ratio = combined_within([Compared(*each) for each in competitions.values()]).ratio
        assert found["times"] == pytest.approx(ratio, nan_ok=True)
    else:
        assert math.isnan(found["applied_led"])


@pytest.mark.parametrize("by", ["all", "year", "body"])
def test_organisations_delivering_equal_a_plain_recount(tmp_path, by):
    chance = random.Random(7)
    bodies = [a_body("B1", "One", [SOUTHWARK]), a_body("B2", "Two", [HARTLEPOOL])]
    told = [
        organisations(kind, led_by, chance.randint(0, 9), body_code=body, **{"from": f"{year}-04-01", "to": f"{year}-12-31"})
        for body in ("B1", "B2") for kind in ("delivering", "funded") for year in (2020, 2021)
        for led_by in ("bme_led", "not_bme_led", "not_known")
    ]  # fmt: skip
    store = a_store_of(tmp_path, {"bodies": bodies, "organisations": told})
    frame = delivery.by_leader(store, ["B1", "B2"], None, UNTIL, by)
    assert list(frame.columns) == delivery.COLUMNS and set(delivery.COLUMNS) <= set(delivery.DESCRIBED)
    key = {"all": lambda row: "", "year": lambda row: row["to"][:4], "body": lambda row: row["body_code"]}[by]
    sums = defaultdict(lambda: [0, 0, 0])
    for row in told:
        for place, counts in enumerate((("bme_led",), ("bme_led", "not_bme_led"), ("not_known",))):
            sums[row["involvement"], key(row)][place] += row["count"] * (row["led_by"] in counts)
    found = {
        (row["involvement"], row["key"]): [row["count"], row["base"], row["unknown"]]
        for row in frame.to_dict("records")
    }
    assert found == dict(sums)


def test_years_of_delivery_are_held_against_the_residents_of_each_year(tmp_path):
    told = [
        organisations("delivering", "bme_led", 5, **{"from": f"{year}-04-01", "to": f"{year}-12-31"})
        for year in (2012, 2021)
    ]
    frame = delivery.by_leader(
        a_store_of(tmp_path, {"bodies": [a_body()], "organisations": told}), ["B1"], None, UNTIL, "year"
    )
    assert frame["reference"].nunique() == 4 and pd.notna(frame["reference"]).all()
