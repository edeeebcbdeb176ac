"""Seats by kind, concentration and infrastructure, by hand and against plain loops over random records."""

import math
from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest

from parity.measures import concentration, infrastructure, kinds
from parity.stats import intervals, verdicts
from tests.measures.stores import AS_AT, COUNTS_AS, a_seat, a_store_of, a_vacancy, held_on, random_seats
from tests.records import organisations
from tests.small import HARTLEPOOL, SOUTHWARK, a_body

DAY = date.fromisoformat(AS_AT)
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def by_key(frame, group="minorities_excluding"):
    assert list(frame.columns) == kinds.COLUMNS and set(kinds.COLUMNS) <= set(kinds.DESCRIBED)
    return {row["key"]: row for row in frame[frame["group_code"] == group].to_dict("records")}


def of_kind(folder, rows, kind="sector", group="minorities_excluding"):
    return by_key(kinds.by_kind(a_store_of(folder, bodies=[a_body()], seats=rows), ["B1"], "core", DAY, kind), group)


def test_sectors_are_counted_whoever_holds_the_seats_and_shares_are_of_those_told(tmp_path):
    rows = [
        a_seat("1", "african", sector="statutory"),
        a_seat("2", sector="statutory"),
        a_seat("3", "Refused", sector="voluntary"),
    ]
    rows += [a_vacancy("4", sector="bme_voluntary"), a_seat("5", "indian", sector="")]
    told = of_kind(tmp_path, rows)
    assert {key: row["seats"] for key, row in told.items()} == {
        "all": 5, "statutory": 2, "voluntary": 1, "bme_voluntary": 1, "not_told": 1
    }  # fmt: skip
    assert told["statutory"]["seats_share"] == 0.5 and math.isnan(told["not_told"]["seats_share"])
    assert (told["statutory"]["count"], told["statutory"]["base"]) == (1, 2)
    assert (told["bme_voluntary"]["vacant"], told["bme_voluntary"]["mark"], told["bme_voluntary"]["verdict"]) == (
        1,
        "[z]",
        "",
    )
    assert (told["voluntary"]["mark"], told["voluntary"]["verdict"]) == ("[u]", "not_monitored")
    assert told["not_told"]["name"] == "Not told"


def test_who_holds_a_kind_of_seat_is_judged_with_the_other_kinds(tmp_path):
    rows = [a_seat(f"S{n}", "african" if n < 1 else "white_british", sector="statutory") for n in range(20)]
    rows += [a_seat(f"V{n}", "african" if n < 9 else "white_british", sector="voluntary") for n in range(20)]
    told = of_kind(tmp_path, rows)
    living = told["all"]["reference"]
    cases = [(10, 40, 0, living), (1, 20, 0, living), (9, 20, 0, living)]
    assert [told[key]["verdict"] for key in ("all", "statutory", "voluntary")] == [
        str(each.verdict) for each in verdicts.judge_family(cases)
    ]


def test_a_board_that_does_not_tell_the_group_apart_is_left_out_of_it(tmp_path):
    rows = [a_seat("1", "white", position="chair"), a_seat("2", "african")]
    told = of_kind(tmp_path, rows, "position", "minorities_including")
    assert (told["chair"]["mark"], told["chair"]["verdict"]) == ("[x]", "not_monitored")
    assert told["chair"]["note"].startswith("No list tells this group apart")
    assert told["member"]["count"] == 1 and told["all"]["mark"] == "[x]"


def test_seats_speak_for_a_community_by_the_name_that_is_given(tmp_path):
    rows = [a_seat("1", "african", represents="Somali community"), a_seat("2", represents="BME forum"),
            a_seat("3", "indian", represents="Blackpool tenants"), a_seat("4", represents="")]  # fmt: skip
    told = of_kind(tmp_path, rows, "represents")
    assert {key: (row["seats"], row["count"]) for key, row in told.items()} == {
        "all": (4, 2), "bme": (2, 1), "other": (1, 1), "not_told": (1, 0)
    }  # fmt: skip
    store = a_store_of(tmp_path / "again", bodies=[a_body()], seats=rows)
    names = kinds.spoken_for(store, ["B1"], "core", DAY)
    assert list(names.columns) == kinds.SPOKEN_FOR and set(kinds.SPOKEN_FOR) <= set(kinds.DESCRIBED)
    read = (
        names[names["group_code"] == "minorities_excluding"][["represents", "read_as"]].fillna("").to_numpy().tolist()
    )
    assert read == [["BME forum", "bme"], ["Somali community", "bme"], ["Blackpool tenants", "other"], ["", "not_told"]]


def test_nothing_listed_gives_empty_frames(tmp_path):
    store = a_store_of(tmp_path, bodies=[a_body()])
    assert kinds.by_kind(store, ["B1"], "core", DAY, "sector").empty
    assert kinds.spoken_for(store, ["B1"], "core", DAY).empty
    assert concentration.by_body(store, ["B1"], DAY).empty
    assert infrastructure.by_leader(store, ["B1"], None, DAY).empty


@pytest.mark.parametrize("seed", range(3))
def test_kinds_and_people_equal_a_plain_recount(tmp_path, seed):
    chance = Random(seed)
    bodies = [a_body("B1", "One"), a_body("B2", "Two", [HARTLEPOOL]), a_body("B3", "Three")]
    codes = [body["body_code"] for body in bodies]
    rows = random_seats(chance, codes, ("core", "wider"))
    store = a_store_of(tmp_path, bodies=bodies, seats=rows)
    held = [row for row in rows if held_on(row, AS_AT)]
    for kind in kinds.KINDS:
        told = by_key(kinds.by_kind(store, codes, "core", DAY, kind))
        mine = defaultdict(Counter)
        for row in held:
            if row["tier"] != "core":
                continue
            key = row[kind]
            if kind == "represents" and key:
                key = "bme" if key in ("Black and minority ethnic forum", "Somali community") else "other"
            for each in (key or "not_told", "all"):
                side = "vacant" if row["vacant"] == "yes" else COUNTS_AS.get(row["ethnic_group"], (None, None))[1]
                mine[each][side] += 1
        assert {key: row["seats"] for key, row in told.items()} == {
            key: sum(each.values()) for key, each in mine.items()
        }
        for key, row in told.items():
            if row["mark"] == "":
                # Bodies of whose holders none is known are in no base, nor are their unknown.
                assert (row["count"], row["base"]) == (mine[key][True], mine[key][True] + mine[key][False])
    people = concentration.by_body(store, codes, DAY).set_index("body_code")
    for code in codes:
        seats = Counter(row["member_ref"] for row in held if row["body_code"] == code and row["vacant"] != "yes")
        found = people.loc[code]
        assert (found["people"], found["seats"]) == (len(seats), sum(seats.values()))
        if len(seats) >= 10:
            busiest = sorted(seats.values(), reverse=True)[: math.ceil(len(seats) / 10)]
            assert found["share_of_busiest"] == pytest.approx(sum(busiest) / sum(seats.values()))
        else:
            assert math.isnan(found["share_of_busiest"]) and found["mark"] == "[z]"


def test_people_are_counted_across_tiers_and_across_bodies_only_where_they_keep_one_key(tmp_path):
    rows = [a_seat(f"C{n}", "african", member=f"M{n}") for n in range(6)]
    rows += [a_seat(f"W{n}", member=f"M{n}", tier="wider") for n in (0, 0, 6)]
    rows[-2] |= {"seat_ref": "W9"}
    rows += [a_seat(f"O{n}", member=f"M{n}", body="B2") for n in range(5, 11)]
    store = a_store_of(tmp_path, bodies=[a_body(), a_body("B2", "Two")], seats=rows)
    alone = concentration.by_body(store, ["B1", "B2"], DAY)
    assert list(alone.columns) == concentration.COLUMNS and set(concentration.COLUMNS) <= set(concentration.DESCRIBED)
    assert alone[["people", "seats"]].to_numpy().tolist() == [[7, 9], [6, 6]]
    assert set(alone["mark"]) == {"[z]"}
    together = concentration.by_body(store, ["B1", "B2"], DAY, one_key=True).iloc[0]
    assert (together["people"], together["seats"], together["busiest"]) == (11, 15, 2)
    assert together["share_of_busiest"] == pytest.approx(5 / 15)
    assert together["body"] == "All 2 bodies together"
    core = concentration.by_body(store, ["B1"], DAY, tier="core").iloc[0]
    assert (core["people"], core["seats"], core["group_people"], core["group_per_person"]) == (6, 6, 6, 1)


def test_a_person_told_under_two_groups_is_of_neither_side(tmp_path):
    rows = [a_seat("1", "african", member="A"), a_seat("2", member="A"), a_seat("3", "Refused", member="B"),
            a_seat("4", "indian", member="B")]  # fmt: skip
    row = concentration.by_body(a_store_of(tmp_path, bodies=[a_body()], seats=rows), ["B1"], DAY).iloc[0]
    assert (row["people"], row["group_people"], row["others_people"], row["unknown_people"]) == (2, 1, 0, 1)


def test_seats_without_a_key_are_said_and_not_counted(tmp_path):
    rows = [a_seat(f"{n}", member=f"M{n}") for n in range(10)] + [a_seat("X", member="")]
    row = concentration.by_body(a_store_of(tmp_path, bodies=[a_body()], seats=rows), ["B1"], DAY).iloc[0]
    assert (row["people"], row["keyless"]) == (10, 1)
    assert row["note"] == "1 seat is held by somebody without a key and not counted."
    none = a_store_of(tmp_path / "none", bodies=[a_body()], seats=[a_seat("X", member="")])
    assert concentration.by_body(none, ["B1"], DAY).iloc[0]["mark"] == "[x]"


def used(led_by, support, count, **others):
    return organisations("supported", led_by, count, infrastructure_support=support, **others)


def test_support_used_by_organisations_led_by_ethnic_minorities_stands_beside_that_of_others(tmp_path):
    rows = [used("bme_led", "bme", 20), used("bme_led", "both", 10), used("bme_led", "none", 10), used("bme_led", "not_known", 7),
            used("not_bme_led", "generalist", 60), used("not_bme_led", "none", 40), used("not_known", "bme", 99)]  # fmt: skip
    frame = infrastructure.by_leader(a_store_of(tmp_path, bodies=[a_body()], organisations=rows), ["B1"], *YEAR)
    assert list(frame.columns) == infrastructure.COLUMNS and set(infrastructure.COLUMNS) <= set(
        infrastructure.DESCRIBED
    )
    told = {row["support"]: row for row in frame.to_dict("records")}
    assert {key: (row["count"], row["others"]) for key, row in told.items()} == {
        "generalist": (10, 60), "bme": (30, 0), "any": (30, 60)
    }  # fmt: skip
    row = told["generalist"]
    assert (row["base"], row["unknown"], row["others_base"]) == (40, 7, 100)
    apart = intervals.difference(10, 40, 60, 100)
    assert (row["difference"], row["difference_lower"], row["difference_upper"]) == pytest.approx(tuple(apart))
    assert (row["said"], told["bme"]["said"]) == ("lower", "higher")


def test_bodies_are_compared_within_each_and_not_across(tmp_path):
    """In each body both use support alike; summed, organisations led by ethnic minorities would seem to use far less (Simpson)."""
    rows = []
    for body, ours, theirs, share in (("B1", 100, 10, 0.1), ("B2", 10, 100, 0.9)):
        for led_by, count in (("bme_led", ours), ("not_bme_led", theirs)):
            rows += [used(led_by, "generalist", round(count * share), body_code=body)]
            rows += [used(led_by, "none", round(count * (1 - share)), body_code=body)]
    store = a_store_of(tmp_path, bodies=[a_body(), a_body("B2", "Two", [HARTLEPOOL, SOUTHWARK])], organisations=rows)
    row = infrastructure.by_leader(store, ["B1", "B2"], *YEAR).iloc[0]
    assert row["difference"] == pytest.approx(0) and row["said"] == "could_be_chance"
    assert row["count"] / row["base"] - row["others"] / row["others_base"] < -0.6


def test_where_nobody_else_is_told_nothing_is_set_beside(tmp_path):
    store = a_store_of(
        tmp_path, bodies=[a_body()], organisations=[used("bme_led", "bme", 3), used("bme_led", "none", "<5")]
    )
    row = infrastructure.by_leader(store, ["B1"], *YEAR).iloc[1]
    assert (row["count"], row["base"], row["said"]) == (3, 3, "") and math.isnan(row["difference"])
    assert row["note"].startswith("Some bodies tell it of no organisation led by others")
