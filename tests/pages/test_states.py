"""Every page in the states that a new installation goes through: nothing in the store, one return, one body told of."""

import pytest

from tests import records, small
from tests.pages.test_pages import PAGES, opened, told

BOARD = [small.a_body("B1", "Our board")]
COUNTS = [small.everyone(18), small.a_count("minorities_excluding", 3)]


@pytest.fixture(scope="module")
def nothing_told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nothing")
    small.a_store(folder)
    return folder


@pytest.fixture(scope="module")
def one_return(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    small.a_store(folder, BOARD, COUNTS)
    return folder


@pytest.fixture(scope="module")
def seats_and_recruitment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("several")
    stages = [("applied", 40, 20), ("shortlisted", 12, 3), ("appointed", 4, 1)]
    rows = [
        records.a_candidate_count(stage, group, people)
        for stage, white, others in stages
        for group, people in (("white", white), ("minorities_excluding", others))
    ]
    seats = [records.a_seat(n, "white_british" if n < 9 else "indian") for n in range(12)]
    records.a_store_of(folder, {"bodies": BOARD, "seats": seats, "recruitment": rows})
    return folder


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["nothing_told", "one_return", "seats_and_recruitment"])
def test_a_page_says_what_there_is_and_what_there_is_not(page, state, request, monkeypatch):
    monkeypatch.setenv("PARITY_HOME", str(request.getfixturevalue(state)))
    app = opened(page)
    assert not app.exception
    assert 'class="finding"' in told(app) or 'class="empty"' in told(app) or app.info
    assert " nan" not in told(app).lower().replace("nandos", "")


def test_one_return_is_judged_and_told_apart_from_what_is_not_known(one_return, monkeypatch):
    monkeypatch.setenv("PARITY_HOME", str(one_return))
    assert "3 of the 18 members of the core board" in told(opened("representation")).replace("\xa0", " ")
    assert "1 of the 8 indicators" in told(opened("overview")).replace("\xa0", " ")
    assert "illustrative:" not in told(opened("overview"))


def test_an_empty_store_says_what_to_send(nothing_told, monkeypatch):
    monkeypatch.setenv("PARITY_HOME", str(nothing_told))
    for page in ("overview", "ladder", "recruitment", "monitoring", "money"):
        text = told(opened(page))
        assert "No body has told" in text or "No award is told" in text, page


def test_a_filter_of_actions_where_there_are_none_and_a_map_without_areas_are_no_error(one_return, monkeypatch):
    monkeypatch.setenv("PARITY_HOME", str(one_return))
    assert not opened("actions", state="open").exception
    assert not opened("map", within="E12000001", level="ward").exception
