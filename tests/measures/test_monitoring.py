"""Who monitors what, how lately and how completely: against the published study and plain loops over the records."""

import random
from datetime import date

import pytest

from parity import places
from parity.intake import layouts
from parity.measures import monitoring
from parity.stats import intervals
from tests import door
from tests.records import a_candidate_count, a_seat, a_store_of, an_answer, took_part
from tests.small import a_body

TODAY = date(2021, 12, 31)
STUDY = a_body("study", "A study of many")


def answers(frame):
    return {(row["body_code"], row["question_code"]): row for row in frame.to_dict("records")}


def test_the_words_are_those_of_the_layout():
    layout = layouts.layout("practice")
    assert {each.code: each.label for each in layout.field("question_code").categories} == monitoring.QUESTIONS
    assert tuple(each.code for each in layout.field("answer").categories) == monitoring.ANSWERS


def test_the_2007_study_is_the_first_row_as_it_was_published(the_store):
    frame = monitoring.coverage(the_store, [], TODAY)
    told = answers(frame)
    assert set(frame["row"]) == {"study"}
    core = told["partnerships-2007", "monitors_core"]
    assert (core["yes"], core["no"], core["asked"], core["answer"]) == (6, 25, 31, "no")
    for row in door.rows(places.PUBLISHED / "partnerships_2007_practice.csv"):
        assert told["partnerships-2007", row["question_code"]][row["answer"]] == int(row["bodies"])
    asked = {code: row["asked"] for (_, code), row in told.items() if row["asked"]}
    assert asked == {code: 9 if code in ("open_recruitment", "equalities_framework") else 31 for code in asked}
    assert told["partnerships-2007", "compact"]["note"] == "The study did not ask this."


def test_the_study_is_not_there_before_it_was_made(the_store):
    assert monitoring.coverage(the_store, [], date(2007, 1, 1)).empty


def test_the_last_answer_counts_and_silence_is_not_a_no(tmp_path):
    rows = [an_answer("compact", "no", as_at="2020-01-01"), an_answer("compact", "yes"),
            an_answer("monitors_core", "not_known"), an_answer("open_recruitment", "yes", as_at="2022-01-01")]  # fmt: skip
    store = a_store_of(tmp_path, {"bodies": [a_body(), a_body("B2", "Another")], "practice": rows})
    told = answers(monitoring.coverage(store, ["B1", "B2"], TODAY))
    assert told["B1", "compact"]["answer"] == "yes"
    assert (told["B1", "monitors_core"]["answer"], told["B1", "monitors_core"]["mark"]) == ("not_known", "[u]")
    for silent in (told["B1", "open_recruitment"], told["B2", "compact"]):
        assert (silent["answer"], silent["mark"], silent["no"]) == ("", "[x]", 0)
    assert len(told) == 2 * len(monitoring.QUESTIONS)


def test_shares_of_bodies_stand_beside_the_study_with_their_difference(tmp_path):
    bodies = [a_body(f"B{n}", f"Body {n}") for n in range(1, 6)]
    given = {"B1": "yes", "B2": "yes", "B3": "partly", "B4": "not_known"}
    rows = [an_answer("monitors_core", answer, body_code=body) for body, answer in given.items()]
    rows += [an_answer("monitors_core", "yes", body_code="study", bodies=6),
             an_answer("monitors_core", "no", body_code="study", bodies=25)]  # fmt: skip
    store = a_store_of(tmp_path, {"bodies": [*bodies, STUDY], "practice": rows})
    frame = monitoring.compared(monitoring.coverage(store, [body["body_code"] for body in bodies], TODAY))
    row = frame.set_index("question_code").loc["monitors_core"]
    assert (row["count"], row["base"], row["unknown"]) == (2, 3, 2)
    assert (row["lower"], row["upper"]) == pytest.approx(tuple(intervals.wilson(2, 3)))
    assert (row["study_count"], row["study_base"]) == (6, 31)
    expected = intervals.difference(2, 3, 6, 31)
    assert tuple(row[["difference", "difference_lower", "difference_upper"]]) == pytest.approx(tuple(expected))
    assert row["clear"] == expected.clear
    other = frame.set_index("question_code").loc["compact"]
    assert (other["base"], other["unknown"], other["mark"], other["note"]) == (
        0,
        5,
        "[x]",
        "The study did not ask this.",
    )


def test_freshness_counts_whole_months_and_says_what_never_came(tmp_path):
    seats = [a_seat(1, "african", as_at="2020-11-30")]
    took = [took_part("white", 3, to="2021-12-30"), took_part("asian", 3, to="2021-12-30")]
    store = a_store_of(tmp_path, {"bodies": [a_body()], "seats": seats, "participation": took})
    frame = monitoring.freshness(store, ["B1"], TODAY).set_index("kind")
    assert frame["months"].dropna().to_dict() == {"seats": 13, "participation": 0}
    assert frame["stale"].to_dict() == {kind: kind == "seats" for kind in monitoring.KINDS}
    assert (frame.loc["practice", "mark"], frame.loc["practice", "records"]) == ("[x]", 0)
    earlier = monitoring.freshness(store, ["B1"], date(2020, 12, 29)).set_index("kind")
    assert (earlier.loc["seats", "months"], earlier.loc["participation", "mark"]) == (0, "[x]")


def test_the_four_kinds_of_unknown_stay_apart(tmp_path):
    kinds = {"not_stated": 3, "not_known": 2, "prefer_not_to_say": 4, "refused": 1}
    rows = [took_part(group, people) for group, people in {**kinds, "white": 20, "asian": 10}.items()]
    seats = [a_seat(1, "african"), a_seat(2, "")]
    store = a_store_of(tmp_path, {"bodies": [a_body()], "participation": rows, "seats": seats})
    frame = monitoring.completeness(store, ["B1"], date(2021, 1, 1), TODAY).set_index("kind")
    row = frame.loc["participation"]
    assert (row["people"], row["known"], row["unknown"], row["share_unknown"]) == (40, 30, 10, 0.25)
    assert {kind: row[kind] for kind in kinds} == kinds
    assert (frame.loc["seats", "blank"], frame.loc["seats", "share_unknown"]) == (1, 0.5)


def test_what_each_missing_piece_costs(tmp_path):
    seats = [a_seat(n, "african", term_ends="", member_ref=f"M{n}") for n in range(1, 4)]
    store = a_store_of(tmp_path, {"bodies": [a_body(), a_body("B2", "Another")], "seats": seats})
    frame = monitoring.missing_pieces(store, ["B1", "B2"])
    first = set(frame.loc[frame["body_code"] == "B1", "piece"])
    assert "term_ends" in first
    assert not {"members", "member_keys", "starts", "routes", "applicants"} & first
    second = set(frame.loc[frame["body_code"] == "B2", "piece"])
    assert {"members", "recruitment", "participation", "practice"} <= second
    assert (
        not {"term_ends", "starts", "satisfaction"} & second
    )  # what depends on a larger missing piece is not asked for
    assert frame["silent"].str.len().gt(0).all() and frame["ask"].str.len().gt(0).all()


def test_nothing_asked_gives_empty_frames_with_their_columns(tmp_path):
    store = a_store_of(tmp_path, {"bodies": [a_body()]})
    matrix = monitoring.coverage(store, [], TODAY)
    assert matrix.empty and list(matrix.columns) == monitoring.COVERAGE
    assert list(monitoring.compared(matrix).columns) == monitoring.COMPARED
    assert list(monitoring.completeness(store, ["B1"], None, TODAY).columns) == monitoring.COMPLETENESS
    assert monitoring.freshness(store, [], TODAY).empty
    assert monitoring.missing_pieces(store, []).empty
    for columns in (
        monitoring.COVERAGE,
        monitoring.COMPARED,
        monitoring.FRESHNESS,
        monitoring.COMPLETENESS,
        monitoring.MISSING,
    ):
        assert set(columns) <= set(monitoring.DESCRIBED)


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_equal_a_plain_recount_of_the_records(tmp_path, seed):
    chance = random.Random(seed)
    bodies = [a_body(f"B{n}", f"Body {n}") for n in range(1, 5)]
    codes = [body["body_code"] for body in bodies]
    days = ["2020-03-31", "2021-03-31", "2022-03-31"]
    practice = [
        an_answer(question, chance.choice(monitoring.ANSWERS), body_code=body, as_at=day)
        for body in codes for question in monitoring.QUESTIONS for day in days if chance.random() < 0.4
    ]  # fmt: skip
    took = [
        took_part(group, chance.randint(0, 9), body_code=body, **{"from": day, "to": day})
        for body in codes for day in days for group in ("asian", "white", "not_stated", "refused") if chance.random() < 0.8
    ]  # fmt: skip
    rounds = [
        a_candidate_count("applied", group, chance.randint(0, 9), body_code=body, closed=day, opened=day, round_ref=f"Round of {day}")
        for body in codes for day in days for group in ("asian", "white", "not_known")
    ]  # fmt: skip
    kinds = {"bodies": bodies, "practice": practice, "participation": took, "recruitment": rounds}
    store = a_store_of(tmp_path, kinds)
    matrix = monitoring.coverage(store, codes, TODAY)
    told = answers(matrix)
    for body in codes:
        for question in monitoring.QUESTIONS:
            given = [row for row in practice if row["body_code"] == body and row["question_code"] == question]
            given = [row for row in given if row["as_at"] <= TODAY.isoformat()]
            last = max(given, key=lambda row: row["as_at"])["answer"] if given else ""
            assert told[body, question]["answer"] == last
    shares = monitoring.compared(matrix).set_index("question_code")
    for question in monitoring.QUESTIONS:
        given = [told[body, question]["answer"] for body in codes]
        assert shares.at[question, "count"] == given.count("yes")
        assert shares.at[question, "base"] == sum(answer in ("yes", "partly", "no") for answer in given)
        assert shares.at[question, "unknown"] == len(given) - shares.at[question, "base"]
    complete = monitoring.completeness(store, codes, date(2021, 1, 1), TODAY).set_index(["body_code", "kind"])
    for kind, rows, day in (("participation", took, "to"), ("recruitment", rounds, "closed")):
        for body in codes:
            inside = [row for row in rows if row["body_code"] == body and row[day] == "2021-03-31"]
            people = sum(int(row["people"]) for row in inside)
            unknown = sum(int(row["people"]) for row in inside if row["ethnic_group"] not in ("asian", "white"))
            if inside:
                assert complete.loc[(body, kind), ["people", "unknown"]].tolist() == [people, unknown]
