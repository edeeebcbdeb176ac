"""What the store has added up body by body, against the same records tallied one by one."""

from datetime import date
from random import Random

import pandas as pd
import pytest

from parity.choice import MINORITIES
from parity.measures import against, led, tally
from parity.rows import tuples_of
from tests.records import a_store_of, organisations, took_part
from tests.small import a_body

BODIES = [f"B{number}" for number in range(8)]
LISTS = [["white_british", "white_irish", "indian", "african", "mixed_other"], ["white", "asian", "black", "mixed"],
         ["white", "minorities_excluding"], ["white_british", "minorities_including"], ["minorities_excluding"]]  # fmt: skip
NAMES = ["A forum", "a forum ", "A panel", "A meeting"]
HIDDEN = ["[c]", "[x]", "<5"]
PERIODS = [(date(2021, 1, 1), date(2021, 12, 31)), (date(2021, 6, 1), date(2022, 6, 30)), (None, date(2022, 12, 31))]
FIGURES = ["count", "base", "unknown", "hidden", "tables", "left_out", "mark"]


def messy(random: Random, bodies: list[str]) -> dict[str, list[dict]]:
    """Activities that repeat each other or themselves, told in few or many groups, some figures hidden or missing."""
    took, organised, seen = [], {}, set()
    for body in random.sample(bodies, len(bodies) - 1):
        usual = random.choice(LISTS)
        for _ in range(random.randrange(1, 9)):
            began = f"202{random.choice([1, 2])}-0{random.randrange(1, 9)}-01"
            about = {"body_code": body, "activity": random.choice(NAMES), "from": began}
            about["to"] = random.choice(["", began[:8] + "20", began[:6] + "9-30"])
            role, mechanism = random.choice(["beneficiary", "consultee", "partner"]), random.choice(["forum", "panel"])
            repeats = random.choice(["", "", *NAMES])
            if (place := (body, began, about["activity"].strip().lower())) in seen:
                continue
            seen.add(place)
            listed = usual if random.random() < 0.7 else random.choice(LISTS)
            groups = [each for each in [*listed, "not_stated", "refused"] if random.random() < 0.8]
            told = {each: random.choice([0, random.randrange(30)]) for each in groups}
            hidden = {each: random.choice(HIDDEN) for each in told if random.random() < 0.05}
            if not hidden and random.random() < 0.3:
                told["all"] = random.choice([sum(told.values()), sum(told.values()), "[c]", "[x]"])
            told |= hidden
            for group, people in told.items():
                own = repeats if random.random() < 0.9 else random.choice(NAMES)
                took.append(took_part(group, people, role=role, mechanism=mechanism, repeat_of=own, **about))
            for led_by in random.sample(["bme_led", "not_bme_led", "not_known"], random.randrange(1, 4)):
                many = random.choice(HIDDEN) if random.random() < 0.1 else random.randrange(9)
                involved = random.choice(["funded", "delivering"])
                organised[(*about.values(), involved, led_by)] = organisations(involved, led_by, many, **about)
    return {"participation": took, "organisations": list(organised.values())}


@pytest.fixture(scope="module", params=[(seed, invented) for seed in range(4) for invented in (False, True)])
def store(request, tmp_path_factory):
    seed, invented = request.param
    random = Random(seed)
    named = {"bodies": [a_body(body) for body in BODIES]}
    told = messy(random, BODIES[:4] if invented else BODIES)
    return a_store_of(
        tmp_path_factory.mktemp("added_up"), named | told, messy(random, BODIES[4:]) if invented else None
    )


def same(found: pd.DataFrame, tallied: pd.DataFrame) -> None:
    keys = ["body_code", *FIGURES]
    found, tallied = (each.sort_values("body_code")[keys].reset_index(drop=True) for each in (found, tallied))
    pd.testing.assert_frame_equal(found, tallied, check_dtype=False)


@pytest.mark.parametrize("definition", MINORITIES)
@pytest.mark.parametrize("period", PERIODS)
def test_who_took_part_is_what_their_activities_tell_one_by_one(store, period, definition):
    for bodies in (BODIES, BODIES[:3]):
        took = tally.taking_part(store, bodies, *period, ["role", "involved"])
        took = took[~took["repeated"]]
        asked = {"bodies": bodies, "since": period[0], "until": period[1], "including": definition == "including"}
        added_up = store.ask("taking_part_by_body", **asked, together=False)
        for way, of in {
            "using_services": took[took["added_by"].eq("role") & took["code"].eq("beneficiary")],
            "involved": took[took["added_by"].eq("involved")],
        }.items():
            of = against.apart(of)
            found = added_up[added_up["way"].eq(way)]
            same(tally.added_up(found, definition), tally.tally(store, of, ["body_code"], only=MINORITIES[definition]))
            assert led.about(found) == led.about(of)


@pytest.mark.parametrize("period", PERIODS)
def test_all_who_took_part_are_as_many_and_as_well_known(store, period):
    took = tally.taking_part(store, BODIES, *period, ["all"])
    took = took[~took["repeated"]]
    asked = {"bodies": BODIES, "since": period[0], "until": period[1], "including": False}
    found = store.ask("taking_part_by_body", **asked, together=True).set_index("body_code")
    assert set(found.index) == set(took["body_code"])
    for body, of in took.groupby("body_code"):
        people = 0
        for _, table in of.groupby("part"):
            everyone = table[table["ethnic_group"].eq("all")]
            people += (everyone if len(everyone) else table)["least"].sum()
        assert found.at[body, "people"] == people
        assert found.at[body, "differing"] == (of["least"].ne(of["most"]) | of["most"].isna()).sum()
        assert found.loc[body, list(tally.OUTSIDE)].tolist() == [
            of.loc[of["ethnic_group"].eq(code), "least"].sum() for code in tally.OUTSIDE
        ]


@pytest.mark.parametrize("by", ["all", "year", "body"])
@pytest.mark.parametrize("period", PERIODS)
def test_organisations_are_what_their_activities_tell_one_by_one(store, period, by):
    asked = {"bodies": BODIES, "since": period[0], "until": period[1]}
    told = store.ask("organisations_by_leader", **asked)
    told = told.assign(key={"all": "", "year": told["year"].astype(str), "body": told["body_code"]}[by])
    found = store.ask("organisations_led_by_body", **asked, involvements=["funded", "delivering"], by=by)
    assert set(found["involvement"]) <= {"funded", "delivering"}
    wanted = told[told["involvement"].isin(["funded", "delivering"])]
    keys = ["involvement", "key"]
    assert set(tuples_of(found, keys)) == set(tuples_of(wanted, keys))
    for (involvement, key), ours in found.groupby(keys):
        of = against.apart(wanted[wanted["involvement"].eq(involvement) & wanted["key"].eq(key)])
        tallied = led.tallied(of, ["body_code"])
        same(tally.added_up(ours, "excluding"), tallied[tallied["group_code"].eq("minorities_excluding")])
        assert led.about(ours) == led.about(of)
