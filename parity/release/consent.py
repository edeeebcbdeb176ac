"""Boards that publish themselves: who decided it, on what basis, what members were told, and until when."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

LONGEST = timedelta(days=366)
DEFINITIONS = ("including", "excluding")


class NotConsent(Exception):
    """What is asked for is not enough for a board to publish itself; the message says what is missing."""


@dataclass(frozen=True)
class Consent:
    """A board's decision to publish how many members are of ethnic minorities, under one definition, and how many did not say.

    Days are written as 2026-03-31. aside: the keys of members who chose not to be counted: they are not declared.
    """

    body: str
    officer: str
    legal_basis: str
    members_told: str
    from_day: str
    until: str
    definition: str = "including"
    aside: tuple[str, ...] = ()
    by: str = ""
    withdrawn: bool = False

    @property
    def sentence(self) -> str:
        """What stands beside the figures."""
        return f"Published by the board itself ({self.officer}), until {date.fromisoformat(self.until):%-d %B %Y}."

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return not self.withdrawn and self.from_day <= day.isoformat() <= self.until


def record(folder: Path, consent: Consent) -> None:
    """Adds a decision, or its withdrawal, to the file of an installation; nothing in it is ever changed. Raises NotConsent."""
    _checked(consent)
    _add(folder, consent)


def withdraw(folder: Path, consent: Consent, *, by: str) -> None:
    """Adds that a board no longer publishes itself."""
    _add(folder, replace(consent, by=by, withdrawn=True))


def _add(folder: Path, consent: Consent) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with _file(folder).open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(asdict(consent), sort_keys=True) + "\n")


def recorded(folder: Path) -> list[Consent]:
    """Every decision and withdrawal, in order."""
    return list(_read(_file(folder)))


def in_force(folder: Path, day: date) -> dict[str, Consent]:
    """body -> the decision that holds on a day: the last one recorded, where it has begun and has not run out."""
    last = {consent.body: consent for consent in recorded(folder)}
    return {body: consent for body, consent in last.items() if consent.holds_on(day)}


def running_out(folder: Path, day: date, within: timedelta = timedelta(days=60)) -> Sequence[Consent]:
    """Decisions in force that run out soon."""
    return [each for each in in_force(folder, day).values() if date.fromisoformat(each.until) - day <= within]


def _checked(consent: Consent) -> None:
    needed = {
        "body": "the code of the body", "officer": "the name of the officer who answers for it",
        "legal_basis": "the legal basis", "members_told": "the day on which members were told and could stand aside",
        "by": "who records it",
    }  # fmt: skip
    missing = [words for name, words in needed.items() if not str(getattr(consent, name)).strip()]
    if missing:
        raise NotConsent(f"A board publishes itself only with {', '.join(missing)}.")
    if consent.definition not in DEFINITIONS:
        raise NotConsent(f"The definition is one of {', '.join(DEFINITIONS)}, not {consent.definition!r}.")
    try:
        told, began, until = (
            date.fromisoformat(each) for each in (consent.members_told, consent.from_day, consent.until)
        )
    except ValueError:
        raise NotConsent("Days are written as 2026-03-31.") from None
    if told > began:
        raise NotConsent("Members have to be told before their board publishes itself.")
    if not began < until <= began + LONGEST:
        raise NotConsent("A board publishes itself for 12 months at most, and then decides again.")


def _file(folder: Path) -> Path:
    return folder / "self-publication.jsonl"


def _read(file: Path) -> Iterator[Consent]:
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            yield Consent(**told | {"aside": tuple(told["aside"])})
