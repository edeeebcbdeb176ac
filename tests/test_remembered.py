"""What is remembered is what was worked out, for that build and that choice alone."""

import threading
from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from parity.remembered import _bytes_of, _kept, hashable, is_remembered, kept, remembered


def a_store(path: str = "/a", build: str = "1") -> SimpleNamespace:
    return SimpleNamespace(path=path, build_id=build)


def test_a_thing_is_worked_out_once_for_a_file_a_build_and_a_choice():
    asked = []

    def ask(store, choice):
        return remembered(store, "a thing", choice, lambda: asked.append(choice) or len(asked))

    assert ask(a_store(), "x") == ask(a_store(), "x") == 1
    assert ask(a_store(), "y") == 2
    assert ask(a_store(build="2"), "x") == 3
    assert ask(a_store(path="/protected"), "x") == 4
    assert is_remembered(a_store(build="2"), "a thing", "x") and not is_remembered(a_store(), "a thing", "x")
    assert not is_remembered(a_store(build="2"), "another", "x")


def test_a_new_build_does_away_with_what_was_made_of_the_one_before_and_with_what_was_made_of_that():
    asked = []
    words = words_of(asked)

    def frame(store):
        return remembered(store, "a frame", "x", lambda: pd.DataFrame({"count": [1, 2]}))

    def words_of_words(frame):
        return words(where(frame))

    @kept
    def where(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["count"] > 1]

    old, new, other = a_store("/new"), a_store("/new", "2"), a_store("/other")
    held = len(_kept)
    for store in (old, other):
        assert words_of_words(frame(store)) == "2"
    assert len(_kept) == held + 6 and len(asked) == 2
    words_of_words(frame(new))
    assert len(_kept) == held + 6 and len(asked) == 3
    assert not is_remembered(old, "a frame", "x") and is_remembered(other, "a frame", "x")
    words_of_words(frame(old))  # by a page that began with it
    words_of_words(frame(new))
    words_of_words(frame(other))
    assert is_remembered(old, "a frame", "x") and len(asked) == 4


def test_who_writes_to_a_remembered_frame_writes_to_a_copy():
    for _ in range(2):
        frame = remembered(a_store(), "a frame", "x", lambda: pd.DataFrame({"count": [1]}))
        assert frame.loc[0, "count"] == 1
        frame.loc[0, "count"] = 2
        frame["more"] = 3


def test_lists_can_be_part_of_a_choice():
    assert hash(hashable(["a", ["b"]])) == hash(("a", ("b",)))


def test_what_the_first_page_asks_for_is_worked_out_before_it_is_asked(the_store):
    from parity import ready
    from parity.measures import overview, scorecard, whose
    from parity.remembered import name_of

    ready.work_ahead(the_store, date.today())
    first = whose.of(whose.told(the_store), "illustrative")
    since, until = whose.periods(first.first, first.last)[0]
    for work, choice in (
        (scorecard.by_indicator, (list(first.bodies), since, until, "excluding")),
        (overview.latest, (list(first.bodies), until, "excluding")),
    ):
        assert is_remembered(the_store, *name_of(work, choice, {}))


def test_what_one_is_working_out_another_waits_for():
    begun, may_end, made = threading.Event(), threading.Event(), []

    def make():
        made.append(1)
        begun.set()
        assert may_end.wait(60)
        return "done"

    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(remembered(a_store(), "slow", "x", make))) for _ in range(3)
    ]
    threads[0].start()
    assert begun.wait(60)
    for thread in threads[1:]:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join(60)
    assert answers == ["done"] * 3 and made == [1]


def test_work_that_fails_is_tried_again():
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            remembered(a_store(), "fails", "x", lambda: 1 / 0)
    assert remembered(a_store(), "fails", "x", lambda: 1) == 1


def words_of(asked: list):
    @kept
    def words(frame: pd.DataFrame, name: str = "") -> str:
        asked.append(name)
        return f"{name}{frame['count'].sum()}"

    return words


def test_words_of_a_remembered_frame_are_made_once_for_what_was_chosen():
    asked = []
    words = words_of(asked)

    def frame():
        return remembered(a_store("/words"), "a frame", "x", lambda: pd.DataFrame({"count": [1, 2]}))

    assert words(frame(), "a") == words(frame(), "a") == "a3" and asked == ["a"]
    assert words(frame(), name="b") == "b3" and asked == ["a", "b"]


def test_words_of_a_frame_that_somebody_made_of_another_are_made_again():
    asked = []
    words = words_of(asked)
    frame = remembered(a_store("/others"), "a frame", "x", lambda: pd.DataFrame({"count": [1, 2]}))
    for made in (frame[frame["count"] > 1], frame.assign(count=5), frame.copy(), pd.DataFrame({"count": [3]})):
        assert words(made) == words(made) == str(made["count"].sum())
    assert len(asked) == 8


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("parity.remembered.MOST", 10_000_000)
    for number in range(30):
        remembered(a_store("/room"), "a long text", number, lambda: "x" * 1_000_000)
    held = [number for number in range(30) if is_remembered(a_store("/room"), "a long text", number)]
    assert held == list(range(30))[-len(held) :] and 1 <= len(held) <= 10


def test_a_frame_given_out_all_day_does_not_grow(the_store):
    def notes(frame: pd.DataFrame) -> int:
        columns = [len(block.refs.referenced_blocks) for block in frame._mgr.blocks]
        return max(
            [*columns, *(len(axis._references.referenced_blocks) for axis in frame._mgr.axes if axis._references)]
        )

    def use(frame: pd.DataFrame) -> None:
        frame.sort_values("people", ignore_index=False).reset_index()["people"].sum()

    for _ in range(200):
        use(remembered(a_store("/day"), "a frame", "x", lambda: pd.DataFrame({"people": [2, 1]}, index=["a", "b"])))
        use(the_store.ask("sources").assign(people=1))
    assert notes(remembered(a_store("/day"), "a frame", "x", dict)) < 20
    assert notes(the_store.ask("sources")) < 20


def test_what_arrays_take_is_counted_wherever_they_are_held():
    class Held(NamedTuple):
        rows: dict[str, np.ndarray]

    a_million = np.zeros(10**6)
    for each in (a_million, [a_million], {"a": a_million}, Held({"a": a_million})):
        assert a_million.nbytes < _bytes_of(each) < 1.01 * a_million.nbytes


def test_a_long_list_is_measured_by_some_of_it():
    row = {"label": "x" * 1000, "share": 0.5, "base": None}
    ten, thousands = (_bytes_of([row] * many) for many in (10, 10_000))
    assert 900 * ten < thousands < 1_100 * ten
