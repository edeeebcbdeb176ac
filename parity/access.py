"""Who may open which store and change what: a small file of people and their roles beside the store.

Authority is worked out anew from that file whenever a page runs and again where something is changed, so that a role
that has been taken away, or has run out, is gone at once.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from parity import audit, ledger
from parity.places import Home
from parity.trouble import NotDone, in_words

VIEWER, BODY_OFFICER, REGIONAL_OFFICER, ADMINISTRATOR = "viewer", "body officer", "regional officer", "administrator"
ROLES = (VIEWER, BODY_OFFICER, REGIONAL_OFFICER, ADMINISTRATOR)

# What can be done, in the words of the audit file and of a refusal.
OPEN_FULL = "open the full store"
SEND = "send returns"
WITHDRAW = "withdraw returns"
PLAN = "change targets and actions"
EXPORT = "export what is held for a body"
ERASE = "erase returns"
EXAMPLES = "remove or restore the illustrative boards"
RELEASE = "release to the public"
PEOPLE = "give and take roles"
OF_A_BODY = frozenset({SEND, WITHDRAW, PLAN, EXPORT})
ACTS: Mapping[str, frozenset[str]] = {
    VIEWER: frozenset(),
    BODY_OFFICER: OF_A_BODY,  # and these for their own bodies alone
    REGIONAL_OFFICER: OF_A_BODY | {OPEN_FULL},
    ADMINISTRATOR: OF_A_BODY | {OPEN_FULL, ERASE, EXAMPLES, RELEASE, PEOPLE},
}
NOT_OF_ONE_BODY = ("bodies",)  # a kind with a body column that says who is measured against whom: the region's to send

SIGNED_IN_FOR = timedelta(hours=8)  # a working day; an identity provider that ends it sooner is followed
COLUMNS = ("email", "role", "bodies", "until")
HERE = "this machine"


class Refused(NotDone):
    """Nobody with this role may do that; an audit line says that it was tried."""


@dataclasses.dataclass(frozen=True)
class Person:
    """One row of the file of people. until is the last day the role holds; None is without end."""

    email: str
    role: str
    bodies: frozenset[str] = frozenset()
    until: date | None = None


@dataclasses.dataclass(frozen=True)
class Visitor:
    """Whoever asks: who is their address as the identity provider tells it, "" for nobody in particular.

    expires is when the sign-in runs out; note is a sentence on why they may do no more, where there is one.
    """

    who: str
    role: str
    bodies: frozenset[str] = frozenset()
    expires: datetime | None = None
    note: str = ""

    @property
    def opens_full(self) -> bool:
        """Do they open the full store, or the public one?"""
        return OPEN_FULL in ACTS[self.role]


OWNER = Visitor(HERE, ADMINISTRATOR)  # whoever sits at the machine: the files are theirs already
NOBODY = Visitor("", VIEWER)


def visitor(
    home: Home, claims: Mapping[str, object], *, sign_in: bool, here: bool, now: datetime | None = None
) -> Visitor:
    """Who a visitor is now. claims are the identity provider's, {} where nobody has signed in.

    Without sign-in configured, whoever is at this machine has every right and everyone else opens the public store.
    """
    if audience() == "public":
        return NOBODY
    if not sign_in:
        return OWNER if here else NOBODY
    if not claims.get("is_logged_in"):
        return NOBODY
    now = now or datetime.now(UTC)
    if _mark(claims) in _signed_out:
        return NOBODY
    email = plain_address(claims.get("email"))
    if not email or claims.get("email_verified") is False:
        return dataclasses.replace(NOBODY, note="Your sign-in does not tell a checked e-mail address.")
    expires = _expires(claims)
    if expires <= now:
        return dataclasses.replace(NOBODY, note="Your sign-in has run out: sign in again.")
    return _as_listed(home, Visitor(email, VIEWER, expires=expires), now)


_signed_out: set[str] = set()


def sign_out(claims: Mapping[str, object]) -> None:
    """End a sign-in in every window that has it: Streamlit itself asks about its cookie only when a window is opened."""
    _signed_out.add(_mark(claims))


def _mark(claims: Mapping[str, object]) -> str:
    told = json.dumps({str(name): str(value) for name, value in claims.items()}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def again(home: Home, known: Visitor, now: datetime | None = None) -> Visitor:
    """The same visitor as the file of people has them now: what a change asks just before it is made."""
    if known == OWNER:
        return known
    if audience() == "public" or not known.who:
        return NOBODY
    now = now or datetime.now(UTC)
    if known.expires is None or known.expires <= now:
        return dataclasses.replace(NOBODY, note="Your sign-in has run out: sign in again.")
    return _as_listed(home, known, now)


def may(known: Visitor, act: str, bodies: Iterable[str] | None = None) -> bool:
    """May this visitor do it: at all (bodies None), or to these bodies? A body officer needs to be told which."""
    if act not in ACTS[known.role]:
        return False
    if known.role != BODY_OFFICER or bodies is None:
        return True
    named = set(bodies)
    return bool(named) and named <= known.bodies


def check(home: Home, known: Visitor, act: str, bodies: Iterable[str] | None = None, about: str = "") -> Visitor:
    """The visitor as they are now, if they may do it. Raises Refused, with a line in the audit file.

    about is the return, target or file in question, as a code.
    """
    bodies = None if bodies is None else tuple(sorted(set(bodies)))
    known = again(home, known)
    if may(known, act, bodies):
        return known
    audit.refused(home, known.who, known.role, act, about=about, bodies=bodies or ())
    raise Refused(refusal(known, act, bodies))


def refusal(known: Visitor, act: str, bodies: Iterable[str] | None = None) -> str:
    """The sentence for somebody who may not do something: never a word about what they may not see."""
    if known.note:
        return known.note
    if bodies is not None and may(known, act):
        own = ", ".join(sorted(known.bodies)) or "no body"
        return f"As a {known.role} you may {act} for {own} only. Nothing was changed."
    who = f"As a {known.role} you" if known.who else "Without signing in you"
    return f"{who} may not {act}. Nothing was changed."


def at_this_machine(address: str | None, host: str | None, forwarded: bool) -> bool:
    """Is the visitor at the machine that runs Parity? Only where it listens to this machine alone, is asked for by a
    name of this machine, and nothing has passed the request on: a proxy here brings the whole world to loopback.

    address is what the server listens on; host the Host header, None where there is no browser.
    """
    return is_loopback(address) and (host is None or is_loopback(host_name(host))) and not forwarded


def is_loopback(name: str | None) -> bool:
    """Is this a name or an address of this machine alone?

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback(None)
    (True, True, False, False)
    """
    if name == "localhost":
        return True
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str:
    """The name in a Host header, without its port; "" where it is no name.

    >>> host_name("localhost:8501"), host_name("[::1]:8501"), host_name("Parity.Example."), host_name("a@b")
    ('localhost', '::1', 'parity.example', '')
    """
    found = re.fullmatch(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.\-]+))(?::\d{1,5})?", host.strip().lower())
    return ((found.group(1) or found.group(2)) if found else "").rstrip(".")


def audience() -> str:
    """`public` where this installation is to show the public store to everyone, whoever they are (PARITY_AUDIENCE)."""
    return os.environ.get("PARITY_AUDIENCE", "")


def plain_address(told: object) -> str:
    """An e-mail address as the file of people holds it, "" where it is none.

    >>> plain_address(" Ann.Other@Example.org "), plain_address(None), plain_address("ann")
    ('ann.other@example.org', '', '')
    """
    text = str(told or "").strip().casefold()
    return text if re.fullmatch(r"[^\s@,;\"]+@[^\s@,;\"]+", text) and len(text) <= 254 else ""


_read: dict[Path, tuple[tuple[int, int, int], dict[str, Person]]] = {}


def people(home: Home) -> dict[str, Person]:
    """Everyone in the file of people by address. A row that cannot be read gives nobody a role."""
    try:
        status = home.people.stat()
    except FileNotFoundError:
        return {}
    version = (status.st_ino, status.st_mtime_ns, status.st_size)
    if (held := _read.get(home.people)) and held[0] == version:
        return held[1]
    listed: dict[str, Person] = {}
    twice = set()
    for row in csv.DictReader(io.StringIO(home.people.read_text(encoding="utf-8-sig"))):
        if person := _person(row):
            twice |= {person.email} & listed.keys()
            listed[person.email] = person
    for email in twice:  # which of the two is meant cannot be told
        del listed[email]
    _read[home.people] = (version, listed)
    return listed


def unread(home: Home) -> list[str]:
    """A sentence for each row of the file of people that gives nobody a role."""
    if not home.people.exists():
        return []
    rows = list(csv.DictReader(io.StringIO(home.people.read_text(encoding="utf-8-sig"))))
    listed = people(home)
    return [
        f"{home.people.name}, row {number}: this row gives nobody a role. It needs an address that is listed once, one of"
        f" {', '.join(ROLES)}, bodies for a body officer, and until as 2027-03-31 or nothing."
        for number, row in enumerate(rows, 2)
        if (person := _person(row)) is None or person.email not in listed
    ]


def give(home: Home, person: Person, *, by: Visitor = OWNER) -> None:
    """Give a person a role, in the place of the one they had. Raises Refused, and NotDone for a row that makes no sense."""
    if _person(_row(person)) != person:
        raise NotDone(f"A role needs an address and one of {', '.join(ROLES)}; a body officer at least one body.")
    with in_words(), ledger.writing(home.ledger):
        by = check(home, by, PEOPLE, about=person.email)
        _write(home, people(home) | {person.email: person})
    audit.done(home, by.who, by.role, PEOPLE, about=f"{person.email}: {person.role}", bodies=sorted(person.bodies))


def take(home: Home, email: str, *, by: Visitor = OWNER) -> None:
    """Take a person's role away. Raises Refused, and NotDone where they have none."""
    with in_words(), ledger.writing(home.ledger):
        by = check(home, by, PEOPLE, about=email)
        listed = dict(people(home))
        if listed.pop(plain_address(email), None) is None:
            raise NotDone(f"{email} has no role: `python -m parity people` lists who has one.")
        _write(home, listed)
    audit.done(home, by.who, by.role, PEOPLE, about=f"{plain_address(email)}: none")


def _as_listed(home: Home, known: Visitor, now: datetime) -> Visitor:
    person = people(home).get(known.who)
    if person is None:
        return dataclasses.replace(known, role=VIEWER, bodies=frozenset(), note="")
    if person.until is not None and person.until < now.date():
        note = f"Your role of {person.role} ended on {person.until.isoformat()}."
        return dataclasses.replace(known, role=VIEWER, bodies=frozenset(), note=note)
    return dataclasses.replace(known, role=person.role, bodies=person.bodies, note="")


def _expires(claims: Mapping[str, object]) -> datetime:
    """When a sign-in runs out: hours after it was made; at once where it does not tell when that was."""
    try:
        return datetime.fromtimestamp(int(str(claims["iat"])), UTC) + SIGNED_IN_FOR
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _person(row: Mapping[str, str | None]) -> Person | None:
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    email, role, bodies = plain_address(told["email"]), told["role"].lower(), frozenset(told["bodies"].split())
    try:
        until = date.fromisoformat(told["until"]) if told["until"] else None
    except ValueError:
        return None
    if not email or role not in ROLES or (role == BODY_OFFICER) != bool(bodies):
        return None
    return Person(email, role, bodies, until)


def _row(person: Person) -> dict[str, str]:
    until = person.until.isoformat() if person.until else ""
    return dict(zip(COLUMNS, (person.email, person.role, " ".join(sorted(person.bodies)), until), strict=True))


def _write(home: Home, listed: Mapping[str, Person]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(listed[email]) for email in sorted(listed))
    ledger.write_whole(home.people, out.getvalue().encode())
