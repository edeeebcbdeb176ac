"""A store in a lake: equal to the local one, published whole or not at all, read by many while several write."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from parity import build, current, lake, ledger, release
from parity.accept import withdraw
from parity.choice import Choice
from parity.measures import representation
from parity.store import NoStore, open_store
from parity.trouble import NotDone
from parity.verify import verify
from tests.lake.reader import Reader
from tests.lake.worker import Worker
from tests.ledger.homes import seat_counts, took


def a_file(number: int) -> bytes:
    """A return of two records, of a day of its own."""
    return seat_counts({"White": 9, "Asian": 3}, as_at=f"{1960 + number % 60}-{1 + number // 60:02}-01")


def differing(home, setting, folder: Path) -> list[str]:
    """The tables of the lake that are not those of the local store."""
    lake.fetch(lake.lake(setting), folder / "fetched.duckdb")
    return build.differing_tables(home.store, folder / "fetched.duckdb")


def test_a_setting_that_is_not_understood_is_answered_in_a_sentence(monkeypatch):
    for told in ("/srv/lake", "ducklake:postgres:dbname=x", "postgres:dbname=x;/srv"):
        monkeypatch.setenv("PARITY_STORE", told)
        with pytest.raises(lake.NoLake, match="PARITY_STORE is not understood"):
            lake.configured()
    monkeypatch.delenv("PARITY_STORE")
    assert lake.configured() is None


def test_a_catalogue_that_does_not_answer_is_said_in_a_sentence(postgres, tmp_path):
    nowhere = lake.lake(f"ducklake:postgres:host={tmp_path} user=parity dbname=none;{tmp_path}")
    with pytest.raises(lake.NoLake, match="does not answer"):
        lake.open_store(nowhere)


def test_before_anything_is_published_there_is_no_store(setting, home):
    lake.publish(lake.lake(setting, "full"), current.rebuild(home).path)
    with pytest.raises(NoStore, match="released"):
        lake.open_store(lake.lake(setting, "public"))


def test_a_store_in_the_lake_has_the_tables_and_figures_of_the_local_one(setting, home, tmp_path):
    took(home, seat_counts({"White": 9, "Asian": 3}))
    assert differing(home, setting, tmp_path) == []
    choice = Choice("B1", "core", representation.latest_testable(representation.rounds(open_store(home.store)))[1])
    there, here = current.opened(home), open_store(home.store)
    assert there.path != here.path and there.build_id == here.build_id
    assert representation.by_group(there, choice).equals(representation.by_group(here, choice))


def test_one_more_return_writes_that_return_and_a_withdrawal_takes_it_out(setting, home, tmp_path):
    took(home, a_file(1))
    of = lake.lake(setting)
    assert lake.publish(of, home.store) == {}
    took(home, a_file(2))
    assert differing(home, setting, tmp_path) == []
    withdraw(home, "R0001", by="Ann", why="wrong")
    assert differing(home, setting, tmp_path) == []


def test_a_page_that_has_begun_keeps_its_store_and_the_next_sees_the_new_one(setting, home, monkeypatch):
    monkeypatch.setattr(lake, "LOOK_AGAIN", 0)
    took(home, a_file(1))
    before = current.opened(home)
    told = len(before.ask("rounds"))
    took(home, a_file(2))
    after = current.opened(home)
    assert after is not before
    assert len(after.ask("rounds")) == told + 1
    assert len(before.ask("catchments")) == len(after.ask("catchments"))  # not asked before: read from its own snapshot


def test_a_return_accepted_while_the_catalogue_is_away_is_published_later(setting, home, postgres, tmp_path):
    took(home, a_file(1))
    open_before = current.opened(home)
    postgres.stop()
    try:
        assert took(home, a_file(2)).outcome == "accepted"
        assert current.opened(home) is open_before
        assert not current.is_current(home)
    finally:
        postgres.start()
    current.up_to_date(home)
    assert current.is_current(home)
    assert differing(home, setting, tmp_path) == []


def test_a_release_is_published_for_the_public_and_can_be_taken_down(setting, home):
    took(home, a_file(1))
    made = release.make(home, by="Ann")
    assert current.opened(home, "public").build_id == made.release_id
    release.take_down(home)
    lake._open.clear()
    with pytest.raises(NoStore, match="released"):
        current.opened(home, "public")


def trial(home, setting, returns: int) -> dict[str, float]:
    """Three processes accept while three read; one of each is killed half-way, and another takes its place."""
    current.rebuild(home)
    seen: list[dict] = []
    with ExitStack() as running:
        readers = [running.enter_context(Reader.started()) for _ in range(3)]
        workers = [running.enter_context(Worker.started()) for _ in range(3)]
        seen += [reader.saw() for reader in readers]
        for worker in workers:
            worker.ready()
        accepted = 0
        for number in range(returns):
            for place, worker in enumerate(workers):
                worker.tell(home, a_file(3 * number + place), by=f"Ann {place}")
            if number == returns // 2:
                workers[0].end()
                readers[0].end()
                killed = time.monotonic()
                workers[0] = running.enter_context(Worker.started()).ready()
                readers[0] = running.enter_context(Reader.started())
                seen.append(readers[0].saw())
                back = time.monotonic() - killed
            for place, worker in enumerate(workers):
                if number != returns // 2 or place:
                    accepted += worker.heard()[0] == "accepted"
            seen += [reader.saw() for reader in readers]
        current.up_to_date(home)
        sent = len(ledger.read(home.ledger).live)
        while seen[-1]["returns"] != sent:
            seen.append(readers[1].saw())
    assert sent in (accepted, accepted + 1)  # the one that was killed came in or did not
    for each in seen:
        assert each["records"] == 2 * each["returns"] and each["rounds"] == each["returns"], each
    return {"back": back, "slowest": max(each["took"] for each in seen), "returns": sent}


def test_three_accept_while_three_read_and_one_of_each_is_killed(setting, home, tmp_path):
    trial(home, setting, 1)
    assert differing(home, setting, tmp_path) == []
    assert verify(home).wrong == ()


@pytest.mark.soak
def test_three_accept_while_three_read_for_ninety_returns(setting, home, tmp_path):
    found = trial(home, setting, 30)
    print(f"\nlake: {found}")
    assert found["back"] < 15
    assert differing(home, setting, tmp_path) == []
    assert verify(home).wrong == ()


def test_without_the_setting_not_done_stays_a_sentence(setting, home, monkeypatch):
    monkeypatch.setenv("PARITY_STORE", "nonsense")
    with pytest.raises((NotDone, lake.NoLake), match="PARITY_STORE"):
        took(home, a_file(1))
