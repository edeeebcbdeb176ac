"""What is not known: the register names every gap that plain looking finds, once, and no gap that is filled."""

from datetime import date
from random import Random

import pandas as pd
import pytest

from parity.measures import not_known
from tests.records import a_candidate_count, a_store_of, a_survey_figure, an_answer, organisations, took_part
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK, a_body, a_count

TODAY = date(2026, 11, 26)
LONDON, COUNTRY = "E12000007", "K04000001"
BODIES = {"B1": [SOUTHWARK], "B2": [KENSINGTON], "B3": [SOUTHWARK, HARTLEPOOL]}
BROAD = {"bangladeshi": "asian", "indian": "asian", "african": "black", "roma": "white", "white_british": "white",
         "asian": "asian", "black": "black", "white": "white"}  # fmt: skip
FINE = [code for code in BROAD if code not in BROAD.values()]


def told_at_random(chance: Random) -> dict[str, list[dict]]:
    """Returns of three bodies with much left out; survey figures and awards of a few places."""
    kinds: dict[str, list[dict]] = {
        "seat_counts": [],
        "recruitment": [],
        "participation": [],
        "survey": [],
        "practice": [],
    }
    for body in BODIES:
        for year in range(2016, 2027):
            for group in chance.sample(FINE, 2):
                if chance.random() < 0.35:
                    kinds["seat_counts"].append(
                        a_count(group, 2, body=body, as_at=f"{year}-03-31", classification="2021-19")
                    )
                if chance.random() < 0.25:
                    kinds["participation"].append(
                        took_part(group, 5, body_code=body, area_code=chance.choice(BODIES[body]),
                                  **{"from": f"{year - 1}-05-01", "to": f"{year - 1}-06-30"})
                    )  # fmt: skip
                if chance.random() < 0.2:
                    kinds["recruitment"].append(
                        a_candidate_count("applied", group, 3, body_code=body, round_ref=f"R{year}",
                                          opened=f"{year}-01-05", closed=f"{year}-03-02")
                    )  # fmt: skip
        if chance.random() < 0.7:
            kinds["practice"].append(an_answer("compact", "yes", body_code=body, as_at="2024-06-30"))
    kinds["survey"] = [
        a_survey_figure("asian", 20, area_code=SOUTHWARK, **{"from": "2019-01-01", "to": "2019-12-31"}),
        a_survey_figure("all", 20, area_code=HARTLEPOOL),
        a_survey_figure("black", 20, area_code=LONDON),
    ]
    return {kind: rows for kind, rows in kinds.items() if rows}


TOLD = told_at_random(Random(11))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    bodies = [a_body(code, f"Board {code}", areas) for code, areas in BODIES.items()]
    return a_store_of(tmp_path_factory.mktemp("unknown"), {"bodies": bodies, **TOLD})


def day_of(kind: str, row: dict) -> str:
    return {
        "seat_counts": "as_at",
        "recruitment": "closed",
        "participation": "to",
        "survey": "to",
        "practice": "as_at",
    }[kind]


KIND = {"seat_counts": "members", "recruitment": "recruitment", "participation": "participation", "survey": "survey"}


@pytest.mark.parametrize("since", [None, date(2021, 11, 26), date(2027, 1, 1)])
def test_a_group_counts_the_bodies_that_tell_it_or_a_finer_group_of_it(store, since):
    frame = not_known.groups_told(store, since).set_index(["group_code", "kind"])
    for kind, rows in TOLD.items():
        if kind not in KIND:
            continue
        for group in BROAD:
            tellers = {
                row.get("body_code") or row["area_code"]
                for row in rows
                if (row["ethnic_group"] == group or BROAD.get(row["ethnic_group"]) == group)
                and (since is None or row[day_of(kind, row)] >= since.isoformat())
            }
            assert frame.at[(group, KIND[kind]), "tellers"] == len(tellers), (group, kind)
            assert (frame.at[(group, KIND[kind]), "mark"] == "[x]") == (not tellers)


@pytest.mark.parametrize("since", [None, date(2021, 11, 26)])
@pytest.mark.parametrize("within", [LONDON, COUNTRY])
def test_a_place_is_told_of_by_its_bodies_and_by_records_of_itself_or_its_parts(store, within, since):
    frame = not_known.places_told(store, within, "authority", since).set_index(["area_code", "kind"])
    recent = [
        (kind, row) for kind, rows in TOLD.items() for row in rows
        if since is None or row[day_of(kind, row)] >= since.isoformat()
    ]  # fmt: skip
    for area in {SOUTHWARK, KENSINGTON, HARTLEPOOL} & set(frame.index.get_level_values(0)):
        for kind, name in (("seat_counts", "members"), ("recruitment", "recruitment")):
            told = any(each == kind and area in BODIES[row["body_code"]] for each, row in recent)
            assert (frame.at[(area, name), "mark"] == "") == told, (area, name)
        told = any(each == "participation" and row["area_code"] == area for each, row in recent)
        assert (frame.at[(area, "participation"), "mark"] == "") == told
        told = any(
            each == "survey" and row["area_code"] == area and row["ethnic_group"] != "all" for each, row in recent
        )
        assert (frame.at[(area, "survey"), "mark"] == "") == told
        assert frame.at[(area, "directory"), "mark"] == "[x]"


def test_a_ward_is_served_by_the_body_of_its_authority_and_a_survey_of_the_region_tells_nothing_of_it(store):
    wards = not_known.places_told(store, SOUTHWARK, "ward")
    by_kind = wards.groupby("kind")["mark"].agg(set)
    assert by_kind["members"] == {""} and by_kind["survey"] == {"[x]"}
    alone = not_known.places_told(store, wards.at[0, "area_code"], "ward")
    assert set(alone["area_code"]) == {wards.at[0, "area_code"]}


@pytest.mark.parametrize("since", [None, date(2021, 11, 26)])
def test_years_are_missing_just_where_nothing_is_told(store, since):
    frame = not_known.register(store, COUNTRY, "authority", TODAY, since)
    years = frame[frame["about"] == "period"]
    for kind, name in (("seat_counts", "members"), ("recruitment", "recruitment"), ("participation", "participation")):
        for body in BODIES:
            told = set()
            for row in TOLD[kind]:
                if row["body_code"] == body:
                    day = date.fromisoformat(row[day_of(kind, row)])
                    told.add(day.year + (day.month > 3))
            first = min(told, default=9999) if since is None else max(min(told, default=9999), 2022)
            missing = {year for year in range(first, 2027) if year not in told}
            of = years[(years["body_code"] == body) & (years["kind"] == name)]
            listed = {year for row in of.itertuples() for year in range(row.since.year + 1, row.until.year + 1)}
            assert listed == missing, (body, name)
            assert all(row.until.year >= row.since.year + 1 for row in of.itertuples())


def test_every_entry_has_one_name_and_a_sentence_and_what_to_ask(store):
    frame = not_known.register(store, COUNTRY, "authority", TODAY)
    assert frame["entry"].is_unique
    assert frame["statement"].str.match(r"^[A-Z].*[^.]\.$").all()
    assert frame[["silent", "ask", "kind_name", "name"]].notna().all(axis=None)
    groups = not_known.groups_told(store)
    assert set(frame.loc[frame["about"] == "group", "entry"]) == {
        f"group/{row.group_code}/{row.kind}" for row in groups[groups["mark"] == "[x]"].itertuples()
    }


def test_of_one_place_the_register_has_its_own_rows_and_those_of_bodies_serving_it(store):
    whole = not_known.register(store, SOUTHWARK, "authority", TODAY)
    alone = not_known.of_place(store, SOUTHWARK, "authority")
    assert {"place", "body"} == set(alone["about"])
    expected = whole[whole["about"].isin(["place", "body"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.fillna("nothing"), expected.fillna("nothing"), check_dtype=False)


def test_the_summary_counts_the_register(store):
    asked = (COUNTRY, "authority", TODAY)
    frame, counts = not_known.register(store, *asked), not_known.summary(store, *asked)
    for row in counts.itertuples():
        of = frame[(frame["about"] == row.about) & (frame["kind"] == row.kind)]
        assert row.missing == of["name"].nunique() <= row.of
        assert row.which.split("; ") == list(dict.fromkeys(of["name"]))
    assert set(zip(counts["about"], counts["kind"], strict=True)) == set(
        zip(frame["about"], frame["kind"], strict=True)
    )


def test_filling_a_gap_takes_its_entry_out_and_leaves_the_names_of_the_others(tmp_path):
    bodies = {"bodies": [a_body()]}
    before = not_known.register(a_store_of(tmp_path / "a", bodies), SOUTHWARK, "ward", TODAY)
    seats = {"seat_counts": [a_count("roma", 1, classification="2021-19", as_at="2026-03-31")]}
    after = not_known.register(a_store_of(tmp_path / "b", bodies | seats), SOUTHWARK, "ward", TODAY)
    gone = set(before["entry"]) - set(after["entry"])
    assert {"group/roma/members", "group/white/members", "body/B1/members"} <= gone
    assert all(each.split("/")[0] == "place" and each.endswith("/members") for each in gone if each.count("E05"))
    assert set(after["entry"]) - set(before["entry"]) <= {f"body/B1/{piece}" for piece in not_known.OF_PIECE}


def test_invented_evidence_is_no_evidence(tmp_path):
    invented = {"bodies": [a_body("X", "Example board")], "seat_counts": [a_count("roma", 1, body="X", classification="2021-19")],
                "organisations": [organisations("consulted", "bme_led", 3, body_code="X")]}  # fmt: skip
    store = a_store_of(tmp_path, {"bodies": [a_body()]}, invented)
    real = not_known.register(store, COUNTRY, "authority", TODAY)
    assert "group/roma/members" in set(real["entry"]) and set(real["body_code"].dropna()) == {"B1"}
    assert f"place/{SOUTHWARK}/organisations" in set(real["entry"])
    example = not_known.register(store, COUNTRY, "authority", TODAY, illustrative=True)
    assert "group/roma/members" not in set(example["entry"]) and set(example["body_code"].dropna()) == {"X"}
    assert f"place/{SOUTHWARK}/organisations" not in set(example["entry"])
    assert set(example["standing"]) == {"illustrative"}


def test_what_a_study_tells_of_many_bodies_is_not_a_body_to_ask(tmp_path):
    study = a_body("S", "A study of nine")
    rows = [an_answer("compact", "yes", body_code="S", bodies=9), an_answer("compact", "yes", body_code="B1")]
    store = a_store_of(tmp_path, {"bodies": [a_body(), study], "practice": rows})
    frame = not_known.register(store, COUNTRY, "authority", TODAY)
    assert set(frame["body_code"].dropna()) == {"B1"}


def test_a_store_with_nothing_in_it_knows_nothing(tmp_path):
    store = a_store_of(tmp_path, {"bodies": []})
    frame = not_known.register(store, SOUTHWARK, "ward", TODAY)
    assert set(frame["about"]) == {"group", "place"} and set(frame["mark"]) == {"[x]"}
    assert not not_known.groups_told(store)["tellers"].any()
