"""Two people at the same moment: the same file comes in once, different files both come in, and no line is lost."""

import pytest

from parity import current, ledger
from parity.places import Home
from parity.verify import verify
from tests.ledger.child import Nursery
from tests.ledger.homes import rows_of, seat_counts


def a_file(number: int, people: int = 9) -> bytes:
    return seat_counts({"White": people, "Asian": 3}, as_at=f"{1990 + number % 30}-{1 + number // 30:02}-01")


@pytest.fixture(scope="module")
def nursery():
    """A process that begins others."""
    with Nursery.started() as started:
        yield started


def accept_at_once(nursery: Nursery, home: Home, times: int, same: bool) -> list[list[list[str]]]:
    """Two processes are given a file each at the same moment, so many times; what each of them heard."""
    heard = []
    for number in range(times):
        both = [
            nursery.begins(home, a_file(number if same else number + times * place), by=f"Ann {place}")
            for place in (0, 1)
        ]
        heard.append([nursery.came_to(one) for one in both])
    return heard


def must_come_in_once(nursery: Nursery, home: Home, times: int) -> None:
    heard = accept_at_once(nursery, home, times, same=True)
    assert [sorted(outcome for outcome, _ in pair) for pair in heard] == [["accepted", "already accepted"]] * times
    known = ledger.read(home.ledger)
    assert [event.event for event in known.events] == ["accepted"] * times
    assert len(rows_of(home, "seat_counts")) == 2 * times
    assert len(list(home.originals.iterdir())) == times
    assert current.is_current(home)
    assert verify(home)[:2] == ((), ())


def test_the_same_file_twice_at_once_comes_in_once(nursery, home):
    must_come_in_once(nursery, home, 6)


def test_different_files_at_once_both_come_in(nursery, home):
    heard = accept_at_once(nursery, home, 3, same=False)
    assert {outcome for pair in heard for outcome, _ in pair} == {"accepted"}
    assert len(rows_of(home, "seat_counts")) == 12
    assert verify(home)[:2] == ((), ())


@pytest.mark.soak
def test_the_same_file_twice_at_once_two_hundred_times(nursery, home):
    must_come_in_once(nursery, home, 200)
