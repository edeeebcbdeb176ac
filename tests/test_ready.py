"""What is worked out ahead is what pages ask for, and nobody is kept waiting by it."""

import gc
from collections import Counter, OrderedDict
from datetime import date
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from parity import current, likely, ready, remembered, server
from parity.measures import whose
from parity.places import Home
from parity.store import Store
from tests import small
from tests.pages.test_pages import opened

TODAY = date.today()
OPENED = current.opened
BODIES, LARGER, PERIODS = likely.bodies, likely.larger, whose.periods
PLACES = {"England": "England (country)", "London": "London (region)"}
OTHER = "Example Partnership for Brent"
ALONE = {"example-southwark": "Example Partnership for Southwark", "E23000001": "Metropolitan Police Service"}


def _counted(patch: pytest.MonkeyPatch) -> Counter:
    """How often each question is put to a store from here on, and not answered from what it answered before."""
    names: Counter = Counter()
    answer = Store._answer
    patch.setattr(Store, "_answer", lambda self, name, given: names.update([name]) or answer(self, name, given))
    return names


def _afresh(home: Path, patch: pytest.MonkeyPatch) -> Store:
    """The store as a server finds it that has just begun: nothing is remembered."""
    patch.setenv("PARITY_HOME", str(home))
    store = Store(home / "store.duckdb")
    patch.setattr(current, "opened", lambda *_: store)
    patch.setattr(remembered, "_kept", OrderedDict())
    patch.setattr(remembered, "_held", 0)
    return store


@pytest.fixture(scope="module")
def ahead(home):
    """A store for which everything was worked ahead, what it is asked from then on, and the rests on the way."""
    with pytest.MonkeyPatch.context() as patch:
        asked, rests = _counted(patch), []
        store = _afresh(home, patch)
        patch.setattr(likely, "bodies", lambda _: list(ALONE))  # all of them take a minute
        patch.setattr(likely, "DAYS", 1)
        patch.setattr(whose, "periods", lambda first, last: [*PERIODS(first, last)[:2], *PERIODS(first, last)[-1:]])
        patch.setattr(likely, "larger", lambda store: [place for place in LARGER(store) if place.name in PLACES])
        ready.work_ahead(store, TODAY)
        ready.work_further_ahead(store, TODAY, rests.append)
        assert asked.total() > 50
        yield SimpleNamespace(store=store, asked=asked, rests=rests)


@pytest.mark.parametrize("page", ["overview", "ladder", "monitoring"])
def test_any_set_of_bodies_any_year_and_either_definition_asks_the_store_nothing_that_was_not_asked_ahead(page, ahead):
    opened(page)  # its sidebar and footer ask for what every page does
    ahead.asked.clear()
    app = opened(page)
    sets = [label for label in app.selectbox(key="body").options if label.startswith("The ")]
    assert len(sets) == (1 if page == "ladder" else 2)
    for label in sets:
        app.selectbox(key="body").select(label).run()
        for number in range(len(app.selectbox(key="period").options)):
            app.selectbox(key="period").select_index(number).run()
            assert not app.exception
    app.selectbox(key="definition").set_value("including").run()
    assert not app.exception and ahead.asked.total() == 0, ahead.asked


@pytest.mark.parametrize(
    "page", ["overview", "representation", "recruitment", "ladder", "monitoring", "trends", "evidence_pack"]
)
def test_a_body_alone_asks_the_store_nothing_that_was_not_asked_ahead(page, ahead):
    app = opened(page)
    shown = 0
    for name in ALONE.values():
        if name in app.selectbox(key="body").options:
            app.selectbox(key="body").select(OTHER).run()  # what is about no body in particular has been asked
            ahead.asked.clear()
            app.selectbox(key="body").select(name).run()
            assert not app.exception and ahead.asked.total() == 0, (name, ahead.asked)
            shown += 1
    assert shown == (1 if page in ("ladder", "trends") else 2)


@pytest.mark.parametrize(
    ("page", "key"), [("area_profile", "area"), ("money", "area"), ("not_known", "within"), ("opportunities", "within")]
)
def test_a_country_or_region_asks_the_store_nothing_that_was_not_asked_ahead(page, key, ahead):
    app = opened(page)
    for name in PLACES.values():
        app.selectbox(key=key).select("Hackney").run()
        ahead.asked.clear()
        app.selectbox(key=key).select(name).run()
        assert not app.exception and ahead.asked.total() == 0, (name, ahead.asked)


@pytest.mark.parametrize(
    ("page", "key"),
    [("area_profile", "ward"), ("money", "awards"), ("money", "by"), ("not_known", "since"), ("not_known", "returns"),
     ("trends", "compare")],
)  # fmt: skip
def test_what_a_page_begins_with_is_looked_at_more_closely_without_a_question(page, key, ahead):
    app = opened(page)
    ahead.asked.clear()
    options = range(len(app.selectbox(key=key).options))
    assert len(options) > 1
    for number in options[:4]:
        app.selectbox(key=key).select_index(number).run()
        assert not app.exception and ahead.asked.total() == 0, (number, ahead.asked)


def test_what_changed_opens_with_what_was_worked_out_ahead(ahead):
    opened("overview")
    ahead.asked.clear()
    app = opened("changes")
    app.selectbox(key="definition").set_value("including").run()
    assert not app.exception and ahead.asked.total() == 0, ahead.asked


def test_it_rests_between_pieces_and_stops_where_there_is_no_room_or_no_use(ahead, monkeypatch):
    assert ahead.rests[0] == ready.LATER and len(ahead.rests) > 30
    again: list[float] = []
    ready.work_further_ahead(ahead.store, TODAY, again.append, lambda: len(again) < 3)
    assert len(again) == 3
    full: list[float] = []
    monkeypatch.setattr(remembered, "MOST", remembered._held)
    ready.work_further_ahead(ahead.store, TODAY, full.append)
    assert full == [ready.LATER]


def test_a_store_with_nothing_or_one_return_in_it_can_be_worked_ahead_for(tmp_path, monkeypatch):
    monkeypatch.setattr(likely, "bodies", BODIES)
    monkeypatch.setattr(likely, "larger", lambda store: LARGER(store)[:2])
    returns = ([], [[small.a_body("B1", "Our board")], [small.everyone(18), small.a_count("minorities_excluding", 3)]])
    for number, told in enumerate(returns):
        (tmp_path / f"{number}").mkdir()
        small.a_store(tmp_path / f"{number}", *told)
        store = Store(tmp_path / f"{number}" / "store.duckdb")
        done = [work.done(store) for likely_ones in (likely.first, likely.others) for work in likely_ones(store, TODAY)]
        assert len(done) > 30


def test_what_fails_is_noted_and_the_rest_is_worked_out(monkeypatch):
    def fails(_):
        raise ValueError("no such figure")

    done, noted = [], []
    works = [SimpleNamespace(done=fails), SimpleNamespace(done=done.append)]
    monkeypatch.setattr(likely, "others", lambda *_: iter(works))
    monkeypatch.setattr(ready, "room", lambda: 1.0)
    monkeypatch.setattr(ready.errors, "noted", noted.append)
    ready.work_further_ahead("the store", TODAY, lambda _: None)
    assert done == ["the store"] and [str(error) for error in noted] == ["no such figure"]


def test_nothing_is_worked_ahead_while_visitors_keep_the_process_at_work(monkeypatch):
    at_work = iter([1.0, 0.6, 0.05])  # of a core, in each rest in turn
    worked = count(0.0, 0.1)
    spent, rests, done = [0.0], [], []

    def wait(seconds):
        if rests:  # the first is the one before anything is begun
            spent[0] += next(at_work, 0.0) * seconds
        rests.append(seconds)

    works = [SimpleNamespace(done=lambda _: done.append(len(rests))) for _ in range(2)]
    monkeypatch.setattr(likely, "others", lambda *_: iter(works))
    monkeypatch.setattr(ready, "room", lambda: 1.0)
    monkeypatch.setattr(ready, "time", SimpleNamespace(process_time=lambda: spent[0], thread_time=lambda: next(worked)))
    ready.work_further_ahead("the store", TODAY, wait)
    assert done == [1, 4]  # three rests before there was a quiet one


def test_without_working_ahead_another_year_does_ask_the_store(home, monkeypatch):
    asked = _counted(monkeypatch)
    _afresh(home, monkeypatch)
    app = opened("overview")
    asked.clear()
    app.selectbox(key="period").select_index(1).run()
    assert asked.total() > 0


class Enough(Exception):
    """The thread would go on for ever."""


def test_a_new_build_is_worked_ahead_for_and_the_same_one_is_not_again(monkeypatch, tmp_path):
    done: list[str] = []
    monkeypatch.setattr(ready, "settle", lambda: done.append("settled"))
    monkeypatch.setattr(ready, "work_ahead", lambda store, today: done.append(store.build_id))
    monkeypatch.setattr(
        ready,
        "work_further_ahead",
        lambda store, today, wait, go_on: done.append(f"more of {store.build_id}: {go_on()}"),
    )
    stores = iter([None, *("1", "1", "1"), *("2", "3", "3", "3")])
    looks: list[float] = []

    def look():
        build = next(stores, "")
        if build == "":
            raise Enough
        return build and SimpleNamespace(path=tmp_path, build_id=build)

    with pytest.raises(Enough):
        ready.keep_ahead(look, looks.append)
    assert done == ["1", "settled", "more of 1: True", "2", "more of 2: False", "3", "more of 3: True"]
    assert set(looks) == {ready.LOOK}


def test_the_server_looks_at_the_store_there_is(home, tmp_path, monkeypatch):
    monkeypatch.setattr(current, "opened", OPENED)  # `ahead` may stand in its place
    monkeypatch.setenv("PARITY_HOME", str(tmp_path))
    assert server._store_now() is None
    monkeypatch.setenv("PARITY_HOME", str(home))
    assert server._store_now().build_id == current.store(Home(home)).build_id


def test_what_stays_is_out_of_the_collectors_rounds():
    try:
        ready.settle()
        assert gc.get_freeze_count() > len(gc.get_objects())
    finally:
        gc.unfreeze()
