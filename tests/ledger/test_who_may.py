"""A return is taken in, replaced and taken out by those who may: asked again at the very moment it happens."""

from datetime import UTC, datetime, timedelta

import pytest

from parity import accept, access, audit, candidate
from parity.access import BODY_OFFICER, REGIONAL_OFFICER, VIEWER, Person, Refused, Visitor
from parity.candidate import sent
from parity.places import Home
from tests.ledger.homes import events, participation, seat_counts, took

SEATS = {"White British": 5, "Indian": 2}
OFFICER = "officer@b1.example"


def who(home: Home, role: str, *bodies: str, email: str = OFFICER) -> Visitor:
    access.give(home, Person(email, role, frozenset(bodies)))
    return Visitor(email, role, frozenset(bodies), datetime.now(UTC) + timedelta(hours=1))


def send(home: Home, visitor: Visitor, data: bytes, sender: str = "B1"):
    return accept.accept(home, sent(data, "return.csv", sender=sender), by="somebody else", visitor=visitor)


def refusals(home: Home) -> list[tuple]:
    return [(line["who"], line["act"]) for line in audit.lines(home) if line["outcome"] == "refused"]


def test_a_body_officer_sends_for_their_own_body_in_their_own_name(home):
    officer = who(home, BODY_OFFICER, "B1")
    found = send(home, officer, seat_counts(SEATS))
    assert (found.outcome, found.by) == ("accepted", OFFICER)
    last = audit.lines(home)[-1]
    assert (last["who"], last["act"], last["about"], last["bodies"]) == (OFFICER, audit.ACCEPTED, "R0001", ["B1"])


@pytest.mark.parametrize(
    ("data", "sender"),
    [
        (seat_counts(SEATS, body="B2"), "B1"),
        (participation({"forum": 30}, body="B2"), "B1"),
        (seat_counts(SEATS) + seat_counts(SEATS, body="B2").split(b"\n", 1)[1], "B1"),
        (seat_counts(SEATS), "B2"),
        (seat_counts(SEATS), ""),
    ],
    ids=["another body", "another kind of another body", "both bodies", "as another sender", "as no sender"],
)
def test_a_body_officer_sends_nothing_for_another_and_a_line_says_it_was_tried(home, data, sender):
    took(home, seat_counts({"White British": 7, "Indian": 1}, body="B2"))
    officer, before = who(home, BODY_OFFICER, "B1"), events(home)
    looked = candidate.preview(home, sent(data, "return.csv", sender=sender), officer)
    found = send(home, officer, data, sender)
    for told in (looked, found):
        assert told.outcome == "refused"
        assert told.changes is None and not told.replaces and told.checked is None
    assert events(home) == before
    assert refusals(home) == [(OFFICER, access.SEND)]


def test_who_is_measured_against_whom_is_not_a_body_officers_to_say(home):
    officer = who(home, BODY_OFFICER, "B1")
    bodies = b"body_code,name,body_type,catchment\nB1,First board,council,E09000001\n"
    assert "for a regional officer" in send(home, officer, bodies).message


def test_a_viewer_sends_nothing(home):
    with pytest.raises(Refused, match="As a viewer you may not send returns"):
        send(home, who(home, VIEWER), seat_counts(SEATS))
    assert refusals(home) == [(OFFICER, access.SEND)]


def test_a_role_taken_away_while_the_page_is_open_sends_nothing_more(home):
    officer = who(home, REGIONAL_OFFICER)
    access.take(home, OFFICER)
    with pytest.raises(Refused):
        send(home, officer, seat_counts(SEATS))
    assert events(home) == []


def test_a_role_taken_away_while_the_file_is_being_read_takes_nothing_in(home, monkeypatch):
    officer, read = who(home, REGIONAL_OFFICER), accept.read

    def read_and_demoted(*asked):
        access.take(home, OFFICER)
        return read(*asked)

    monkeypatch.setattr(accept, "read", read_and_demoted)
    with pytest.raises(Refused):
        send(home, officer, seat_counts(SEATS))
    assert events(home) == []


@pytest.mark.parametrize("return_id", ["R0001", "R0099", "published-seat_counts"])
def test_a_body_officer_takes_out_nothing_of_another_and_learns_nothing_of_it(home, return_id):
    took(home, seat_counts(SEATS, body="B2"))
    officer = who(home, BODY_OFFICER, "B1")
    with pytest.raises(Refused) as told:
        accept.withdraw(home, return_id, by="x", why="y", visitor=officer)
    assert str(told.value) == "As a body officer you may withdraw returns for B1 only. Nothing was changed."
    assert refusals(home) == [(OFFICER, access.WITHDRAW)]


def test_a_body_officer_takes_out_their_own_but_erases_nothing(home):
    officer = who(home, BODY_OFFICER, "B1")
    send(home, officer, seat_counts(SEATS))
    with pytest.raises(Refused, match="may not erase"):
        accept.withdraw(home, "R0001", by="x", why="y", erase=True, visitor=officer)
    assert "withdrawn" in accept.withdraw(home, "R0001", by="x", why="y", visitor=officer)
    with pytest.raises(Refused):
        accept.examples(home, False, by="x", visitor=officer)
    with pytest.raises(Refused):
        accept.answer(home, "B2", {"Asain": "asian"}, by="x", visitor=officer)


def test_what_an_audit_line_says_pairs_nobody_with_a_group(home):
    officer = who(home, BODY_OFFICER, "B1")
    send(home, officer, seat_counts(SEATS))
    send(home, officer, seat_counts(SEATS, body="B2"))
    told = home.audit.read_text(encoding="utf-8")
    assert "Indian" not in told and "White" not in told and "return.csv" not in told
