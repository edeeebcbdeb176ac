"""Who may open which store and change what: by role, by day, and at once when a role is taken away."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from parity import access, audit
from parity.access import ADMINISTRATOR, BODY_OFFICER, NOBODY, OWNER, REGIONAL_OFFICER, VIEWER, Person, Refused, Visitor
from parity.places import Home
from parity.trouble import NotDone

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def signed_in(email: str = "ann@example.org", **claims: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": email, "iat": int(NOW.timestamp()) - 60, **claims}


def come(home: Home, claims: dict[str, object], here: bool = True, now: datetime = NOW) -> Visitor:
    return access.visitor(home, claims, sign_in=True, here=here, now=now)


def listed(home: Home, role: str, *bodies: str, email: str = "ann@example.org", until: date | None = None) -> None:
    access.give(home, Person(email, role, frozenset(bodies), until))


@pytest.mark.parametrize(
    ("address", "host", "forwarded", "here"),
    [
        ("127.0.0.1", "localhost:8501", False, True),
        ("::1", "[::1]:8501", False, True),
        ("127.0.0.1", "evil.example:8501", False, False),  # a name made to point here
        ("127.0.0.1", "localhost.evil.example", False, False),
        ("127.0.0.1", "127.0.0.1:8501", True, False),  # a proxy on the same machine passes the world on
        ("0.0.0.0", "localhost:8501", False, False),
        (None, "localhost:8501", False, False),
        ("192.0.2.7", "127.0.0.1", False, False),
    ],
)
def test_only_someone_at_the_machine_itself_has_every_right_without_sign_in(home, address, host, forwarded, here):
    assert access.at_this_machine(address, host, forwarded) is here
    found = access.visitor(home, {}, sign_in=False, here=here)
    assert found == (OWNER if here else NOBODY)
    assert found.opens_full is here


def test_where_people_sign_in_being_at_the_machine_gives_no_right(home):
    assert come(home, {}) == NOBODY
    assert come(home, signed_in()).role == VIEWER


def test_a_public_replica_is_public_to_everyone(home, monkeypatch):
    monkeypatch.setenv("PARITY_AUDIENCE", "public")
    listed(home, ADMINISTRATOR)
    assert access.visitor(home, {}, sign_in=False, here=True) == NOBODY
    assert come(home, signed_in()) == NOBODY


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (VIEWER, set()),
        (BODY_OFFICER, {access.SEND, access.WITHDRAW, access.PLAN, access.EXPORT}),
        (REGIONAL_OFFICER, {access.SEND, access.WITHDRAW, access.PLAN, access.EXPORT, access.OPEN_FULL}),
        (ADMINISTRATOR, set().union(*access.ACTS.values())),
    ],
)
def test_each_role_may_do_what_it_is_for(home, role, acts):
    listed(home, role, *(["B1"] if role == BODY_OFFICER else []))
    known = come(home, signed_in())
    assert {act for act in access.ACTS[ADMINISTRATOR] if access.may(known, act)} == acts


def test_a_body_officer_acts_for_their_own_bodies_alone(home):
    listed(home, BODY_OFFICER, "B1", "B2")
    known = come(home, signed_in())
    assert access.may(known, access.SEND, ["B1"])
    assert access.may(known, access.SEND, ["B2", "B1"])
    assert not access.may(known, access.SEND, ["B1", "B3"])
    assert not access.may(known, access.SEND, [])  # about nobody in particular: about everybody
    assert not known.opens_full


@pytest.mark.parametrize(
    "claims",
    [
        signed_in(email="bob@example.org"),
        signed_in(email_verified=False),
        signed_in(email=None),
        signed_in(email="ann"),
        signed_in(iat=None),
        signed_in(iat="soon"),
        signed_in(iat=10**30),
        signed_in(iat=int((NOW - timedelta(hours=8, seconds=1)).timestamp())),
        {"is_logged_in": False, "email": "ann@example.org", "iat": NOW.timestamp()},
        {},
    ],
    ids=["another", "unchecked", "none", "no address", "no time", "no number", "far off", "run out", "out", "nobody"],
)
def test_a_sign_in_that_does_not_hold_gives_no_role(home, claims):
    listed(home, ADMINISTRATOR)
    assert come(home, signed_in()).role == ADMINISTRATOR
    assert come(home, claims).role == VIEWER


def test_an_address_is_one_person_however_it_is_written(home):
    listed(home, REGIONAL_OFFICER, email="Ann@Example.org".casefold())
    assert come(home, signed_in("ANN@example.ORG")).role == REGIONAL_OFFICER


def test_a_role_ends_with_its_last_day(home):
    listed(home, REGIONAL_OFFICER, until=date(2026, 11, 26))
    assert come(home, signed_in()).role == REGIONAL_OFFICER
    later = NOW + timedelta(days=1)
    ended = come(home, signed_in(iat=int(later.timestamp())), now=later)
    assert (ended.role, ended.note) == (VIEWER, "Your role of regional officer ended on 2026-11-26.")


def test_a_role_taken_away_is_gone_at_the_next_question_and_before_a_change(home):
    listed(home, REGIONAL_OFFICER)
    known = come(home, signed_in())
    listed(home, BODY_OFFICER, "B1")
    assert come(home, signed_in()).role == BODY_OFFICER
    assert access.again(home, known, NOW).role == BODY_OFFICER
    access.take(home, "ann@example.org")
    assert access.again(home, known, NOW).role == VIEWER
    assert not access.again(home, known, NOW + timedelta(hours=8)).who


@pytest.mark.parametrize(
    "row",
    [
        "ann@example.org,owner,,",
        "ann@example.org,administrator,,31/03/2027",
        "ann@example.org,body officer,,",
        "ann@example.org,viewer,B1,",
        "ann,administrator,,",
        "ann@example.org,administrator,,\nANN@example.org,viewer,,",
    ],
)
def test_a_row_that_cannot_be_read_gives_nobody_a_role_and_is_told(home, row):
    home.people.write_text(f"email,role,bodies,until\n{row}\n", encoding="utf-8")
    assert come(home, signed_in()).role == VIEWER
    assert f"row {row.count(chr(10)) + 2}" in " ".join(access.unread(home))


def test_only_an_administrator_gives_roles_and_a_refusal_leaves_a_line(home):
    listed(home, REGIONAL_OFFICER)
    known = Visitor("ann@example.org", ADMINISTRATOR, expires=datetime.now(UTC) + timedelta(hours=1))
    with pytest.raises(Refused, match="may not give and take roles"):
        access.give(home, Person("ann@example.org", ADMINISTRATOR), by=known)
    assert access.people(home)["ann@example.org"].role == REGIONAL_OFFICER
    last = audit.lines(home)[-1]
    assert (last["who"], last["act"], last["outcome"]) == ("ann@example.org", access.PEOPLE, "refused")
    with pytest.raises(NotDone, match="has no role"):
        access.take(home, "nobody@example.org")


def test_an_audit_line_is_one_line_whatever_a_visitor_writes(home):
    audit.refused(home, "ann@example.org", VIEWER, access.SEND, about='x"}\n{"act": "release"\u2028' + "y" * 10_000)
    audit.refused(home, "", VIEWER, access.SEND, bodies=["b"] * 1_000)
    told = home.audit.read_text(encoding="utf-8").splitlines()
    assert len(told) == 2
    assert all(len(line) < 2_000 for line in told)
    assert [json.loads(line)["who"] for line in told] == ["ann@example.org", "nobody signed in"]


def test_an_unwritable_audit_file_stops_what_has_to_be_written_down(tmp_path):
    home = Home(tmp_path / "file")
    home.folder.write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        audit.done(home, "ann@example.org", ADMINISTRATOR, audit.EXPORTED)
