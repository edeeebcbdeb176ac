"""The attack finds what can be worked out, says so, and never calls safe what it has not settled."""

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.disclosure import Hidden, Rounded, Said, Statement, TimeUp, Weak, attack, can_be_pooled
from parity.disclosure.attack import _Part, interval
from parity.disclosure.said import OPEN, ROUNDED, stands, together


def around(value, *names, off=4):
    return Statement(tuple((name, 1) for name in names), value - off, value + off)


def test_a_rounded_cell_alone_stands():
    assert attack([around(10, "a"), around(0, "b")], {"a": Rounded(), "b": Rounded()}) == {}


def test_a_cell_rounded_in_two_ways_is_found():
    said = [around(0, "a"), around(5, "a")]
    assert attack(said, {"a": Rounded()}, guess={"a": 5}) == {"a": Weak("a", 1, 4)}


def test_a_cell_that_a_total_gives_away_is_found():
    said = [around(10, "a"), around(10, "b"), Statement((("a", 1), ("b", 1)), 24, 24)]
    both = {"a": Rounded(), "b": Rounded()}
    assert attack(said, both) == {}
    assert attack([*said, Statement((("a", 1),), 10, 11)], {"b": Rounded()}) == {"b": Weak("b", 13, 14)}
    assert attack([around(10, "a"), around(10, "b"), Statement((("a", 1), ("b", 1)), 12, 12)], both) == {
        "a": Weak("a", 6, 6),
        "b": Weak("b", 6, 6),
    }


def test_a_board_that_two_pools_differ_by_is_found():
    boards = {name: Hidden(12) for name in "abcd"}
    sizes = [Statement(((name, 1),), 0, 12) for name in boards]
    three, four = (Statement(tuple((name, 1) for name in names), n, n) for names, n in (("abc", 14), ("abcd", 19)))
    assert attack([*sizes, four], boards) == {}
    assert attack([*sizes, three, four], boards)["d"] == Weak("d", 5, 5)


def test_a_hidden_side_must_be_able_to_be_nobody_and_eight_or_everyone():
    assert stands(12, 0, 8)
    assert stands(12, 4, 12)  # the other side can be
    assert not stands(12, 1, 11)
    assert not stands(12, 0, 7)
    assert stands(5, 0, 5)
    assert not stands(5, 0, 4)


def test_people_come_and_gone_between_two_dates_are_protected_too():
    size = [Statement((("old", 1),), 0, 10), Statement((("new", 1),), 0, 11), Statement((("joined", 1),), 0, 1)]
    moved = [
        Statement((("old", 1), ("stayed", -1)), 0, 0),
        Statement((("new", 1), ("stayed", -1), ("joined", -1)), 0, 0),
    ]
    exact = [Statement((("old", 1),), 4, 4), Statement((("new", 1),), 5, 5)]
    assert attack([*size, *moved, *exact], {"joined": Hidden(1)}) == {"joined": Weak("joined", 1, 1)}
    assert attack([*size, *moved, around(5, "old"), around(5, "new")], {"joined": Hidden(1)}) == {}


def test_a_guess_that_contradicts_what_was_said_is_not_believed():
    said = [Statement((("a", 1),), 3, 3)]
    assert attack(said, {"a": Rounded()}, guess={"a": 40}) == {"a": Weak("a", 3, 3)}


def test_no_time_is_no_answer():
    with pytest.raises(TimeUp):
        attack([Statement((("a", 1),), 3, 3)], {"a": Rounded()}, seconds=0)


def test_statements_that_contradict_each_other_are_an_error():
    with pytest.raises(ValueError, match="contradicts"):
        attack([Statement((("a", 1),), 3, 3), Statement((("a", 1),), 5, 5)], {"a": Rounded()})


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_the_programmes_find_just_what_trying_every_table_finds(seed):
    chance = Random(seed)
    names = "abc"
    truth = {name: chance.randint(0, 6) for name in names}
    said = [Statement(((name, 1),), 0, 6) for name in names]
    for _ in range(chance.randint(1, 4)):
        terms = tuple((name, chance.choice([-1, 1, 1, 2])) for name in chance.sample(names, chance.randint(1, 3)))
        value = sum(times * truth[name] for name, times in terms)
        said.append(Statement(terms, value - chance.randint(0, 2), value + chance.randint(0, 2)))
    fits = [
        values
        for values in itertools.product(range(7), repeat=3)
        if all(s.low <= sum(t * values[names.index(n)] for n, t in s.terms) <= s.high for s in said)
    ]
    for place, name in enumerate(names):
        possible = [values[place] for values in fits]
        assert interval(said, [(name, 1)]) == (min(possible), max(possible))
    guessed = attack(said, dict.fromkeys(names, Rounded()), guess={name: chance.randint(0, 6) for name in names})
    assert guessed == attack(said, dict.fromkeys(names, Rounded()), every=True)


def test_boards_are_pooled_only_where_none_can_be_told_from_it():
    assert can_be_pooled((8, 30), (12, 13, 13))
    assert not can_be_pooled((8, 30), (19, 19))
    assert not can_be_pooled((7, 31), (12, 13, 13))
    assert not can_be_pooled((10, 26), (30, 3, 3))  # the others could not make up the larger side


def test_two_sets_of_statements_together_hold_each_count_and_each_statement_once():
    one = Said.of([around(10, "a" * 20, "b" * 20), around(5, "c" * 20)], {"a" * 20: Rounded()}, {"a" * 20: 7})
    two = Said.of(
        [around(5, "c" * 20), around(5, "d" * 20), Statement((("a" * 20, -1),), -9, 0), around(5, "c" * 20, off=3)],
        {"d" * 20: Hidden(4), "a" * 20: Rounded()}, {"a" * 20: 8},
    )  # fmt: skip
    every, where = together([one, two])
    assert set(every.statements()) == {*one.statements(), *two.statements()} and len(every.low) == 5
    assert [every.texts[place] for place in where] == [*one.texts, *two.texts]
    assert dict(zip(every.texts, every.size.tolist(), strict=True)) == {
        "a" * 20: ROUNDED, "b" * 20: OPEN, "c" * 20: OPEN, "d" * 20: 4,
    }  # fmt: skip
    assert every.guess[every.texts.index("a" * 20)] == 8


def test_boards_of_one_pool_that_stand_are_settled_a_few_programmes_for_all(monkeypatch):
    """The last can be neither nobody nor everyone, and is found: what many programmes at once leave open is asked for one by one."""
    asked = []
    real = _Part._solved
    monkeypatch.setattr(_Part, "_solved", lambda self, *a, **k: asked.append(1) or real(self, *a, **k))
    names = [f"board {number}" for number in range(60)]
    said = [Statement(((name, 1),), 0, 20) for name in names]
    said += [Statement(tuple((name, 1) for name in names), 196, 204), Statement(((names[-1], 1),), 3, 15)]
    assert attack(said, dict.fromkeys(names, Hidden(20)), guess={}) == {names[-1]: Weak(names[-1], 3, 15)}
    assert len(asked) < 20
