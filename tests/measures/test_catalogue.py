"""Every measure by name: what it can be asked by, that it answers, and what it says where it cannot."""

import inspect
from datetime import date

import pandas as pd
import pytest

from parity.measures import catalogue, ladder
from parity.measures.catalogue import MEASURES, CannotAnswer, answer
from tests.records import a_store_of
from tests.small import SOUTHWARK, a_body

NEEDED = {"area": SOUTHWARK, "group": "black", "body": "B1"}


def needed(name: str) -> dict[str, str]:
    return {argument.name: NEEDED[argument.name] for argument in MEASURES[name].arguments if argument.needed}


@pytest.fixture(scope="module")
def next_to_nothing(tmp_path_factory):
    """A store with one body of which nothing is known."""
    return a_store_of(tmp_path_factory.mktemp("nothing"), {"bodies": [a_body()]})


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_takes_just_what_it_says_it_can_be_asked_by(name):
    measure = MEASURES[name]
    taken = list(inspect.signature(measure.work).parameters)[1:]
    assert {argument.name for argument in measure.arguments} <= set(taken)
    assert measure.question and not measure.question.endswith((".", "?"))
    assert all(argument.about for argument in measure.arguments)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_of_the_whole_store_has_described_columns(name, the_store):
    chosen = needed(name) | ({"body": "example-dudley"} if "body" in needed(name) else {})
    frame = answer(the_store, name, **chosen)
    assert isinstance(frame, pd.DataFrame) and len(frame)
    assert [column for column in frame if not MEASURES[name].described.get(column)] == []


@pytest.mark.parametrize("name", MEASURES)
def test_a_body_that_told_nothing_gets_no_verdict(name, next_to_nothing):
    try:
        frame = answer(next_to_nothing, name, **needed(name))
    except CannotAnswer as error:
        assert str(error).endswith(".")
    else:
        assert set(frame.get("verdict", [])) <= {"", "not_monitored"}


def test_it_is_the_function_that_pages_call(the_store):
    period = {"since": date(2024, 4, 1), "until": date(2025, 3, 31)}
    asked = answer(the_store, "ladder", bodies=["example-dudley"], **period)
    page = ladder.by_group(the_store, ["example-dudley"], **period)
    pd.testing.assert_frame_equal(asked, page)


@pytest.mark.parametrize(
    ("name", "chosen", "sentence"),
    [
        ("ladder", {"bodies": ["nobody"]}, "nobody is no body in this store"),
        ("area-profile", {"area": "E99"}, "E99 is no place in this store"),
        ("area-profile", {}, "area-profile needs area"),
        ("scorecard", {"definition": "all"}, "all is none of including, excluding"),
        ("seats", {}, "No return tells the core seats"),
    ],
)
def test_what_has_no_answer_is_said_in_a_sentence(name, chosen, sentence, next_to_nothing):
    with pytest.raises(CannotAnswer, match=sentence):
        answer(next_to_nothing, name, **chosen)


def test_what_it_cannot_be_asked_by_is_a_fault(next_to_nothing):
    with pytest.raises(KeyError, match="colour"):
        answer(next_to_nothing, "ladder", colour="red")


def test_arguments_of_one_name_are_of_one_kind():
    kinds: dict[str, str] = {}
    for measure in catalogue.MEASURES.values():
        for argument in measure.arguments:
            assert kinds.setdefault(argument.name, argument.kind) == argument.kind
