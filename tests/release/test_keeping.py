"""How long returns are kept: every kind has a time, and a reminder comes when it has passed, never before."""

from datetime import date

from parity import keeping
from parity.accept import withdraw
from parity.intake import layouts
from parity.release import consent
from tests.release.world import a_seat, an_installation, sends_all, some_bodies


def test_every_kind_of_return_has_a_time():
    assert set(keeping.years()) == set(layouts.kinds())


def test_a_return_is_due_once_its_time_has_passed_until_it_is_erased(tmp_path):
    home = an_installation(tmp_path)
    listed = [a_seat("N000", 1, "indian"), a_seat("N000", 2, "white_british")]
    _, seats = sends_all(home, ("bodies", some_bodies(1)), ("seats", listed))
    assert keeping.due(home, date(2032, 3, 30)) == []
    (found,) = keeping.due(home, date(2032, 3, 31))
    assert found.what == seats and "kept for 6 years" in found.sentence and "31 March 2026" in found.sentence
    withdraw(home, seats, by="Ann", why="time", erase=True)
    assert keeping.due(home, date(2032, 3, 31)) == []


def test_a_board_that_publishes_itself_is_asked_again_before_it_runs_out(tmp_path):
    home = an_installation(tmp_path)
    decision = consent.Consent("N000", "The clerk", "Section 149", "2026-01-01", "2026-01-02", "2026-12-31", by="Ann")
    consent.record(home.releases, decision)
    assert [each.what for each in keeping.due(home, date(2026, 11, 15))] == ["N000"]
    assert keeping.due(home, date(2026, 10, 1)) == [] == keeping.due(home, date(2027, 1, 1))
    consent.withdraw(home.releases, decision, by="Ann")
    assert keeping.due(home, date(2026, 11, 15)) == []
