"""A store grown return by return equals one made from nothing, table by table; an erasure makes a new file."""

import random

from parity import build, current, grow
from parity.accept import withdraw
from parity.verify import verify
from tests.ledger.homes import participation, rows_of, seat_counts, text, took


def test_a_store_grown_by_returns_of_many_kinds_equals_one_made_from_nothing(home, monkeypatch):
    grown = []
    real = grow.grown_aside

    def counted(*given):
        grown.append(real(*given))
        return grown[-1]

    monkeypatch.setattr(grow, "grown_aside", counted)
    chosen = random.Random(2011)
    for year in range(2016, 2020):
        for body in ("B1", "B2"):
            groups = {"White": chosen.randint(1, 20), "Asian": chosen.randint(0, 9), "Black": chosen.randint(0, 9)}
            found = took(home, seat_counts(groups, body=body, as_at=f"{year}-09-30"))
            assert found.outcome == "accepted", found.message
    took(home, participation({"Forum": 12, "Panel": 7}))
    took(home, text(("body_code", "as_at", "question_code", "answer"), [("B1", "2021-01-01", "monitors_core", "yes")]))
    took(home, seat_counts({"White": 1, "Asian": 2}, as_at="2016-09-30"), answers={"version": "replaces"})
    withdraw(home, "R0003", by="Ann", why="wrong")
    assert len([each for each in grown if each]) >= 10
    assert verify(home).wrong == ()


def test_a_return_of_most_of_the_records_makes_everything_again(home, monkeypatch):
    took(home, seat_counts({"White": 1}))
    monkeypatch.setattr(grow, "LARGEST_PART", 0.0)
    before = home.store.stat().st_ino
    took(home, seat_counts({"White": 3}, as_at="2020-03-31"))
    assert home.store.stat().st_ino != before
    assert verify(home).wrong == ()


def test_an_erased_return_is_in_no_block_of_the_store_file(home):
    took(home, seat_counts({"White": 9, "Asian": 3}, note="remark zebra"))
    took(home, seat_counts({"White": 8, "Asian": 3}, as_at="2020-03-31"))
    assert b"remark zebra" in home.store.read_bytes() or rows_of(home, "seat_counts")
    withdraw(home, "R0001", by="Ann", why="asked", erase=True)
    took(home, seat_counts({"White": 7}, as_at="2019-03-31"))
    assert b"remark zebra" not in home.store.read_bytes()
    assert verify(home).wrong == ()


def test_a_table_that_is_not_told_by_body_and_changes_makes_everything_again(home, monkeypatch):
    scripts = build._scripts

    def one_more(tens):
        yield from scripts(tens)
        if tens.startswith(build.AFTER_RETURNS):
            yield "create table counted_all as select count(*) as records from returns"

    monkeypatch.setattr(build, "_scripts", one_more)
    current.rebuild(home)
    took(home, seat_counts({"White": 3}, as_at="2020-03-31"))
    assert verify(home).wrong == ()
