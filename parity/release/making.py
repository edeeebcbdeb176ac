"""What a release is made with: a secret, what earlier releases said, and what this one says."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parity.disclosure import Hidden, Rounded, Statement
from parity.trouble import NotDone

LENGTH = 32  # bytes of the key


@dataclass(frozen=True)
class Secret:
    """A key that only this installation has. Names made with it tell nothing of what they stand for."""

    key: bytes

    @classmethod
    def of(cls, folder: Path, needed: bool = False) -> Secret:
        """The key kept in a folder, made where there is none. Raises NotDone where there has been one (`needed`).

        Without it nothing of an earlier release is known again, and two releases could give away what neither does.
        """
        file = folder / "secret.key"
        key = file.read_bytes() if file.exists() else b""
        if len(key) == LENGTH:
            return cls(key)
        if needed:
            raise NotDone(
                f"{file.name} of earlier releases is missing or damaged: put back a copy. Nothing was released."
            )
        folder.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}.{os.getpid()}")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_bytes(LENGTH))
            opened.flush()
            os.fsync(opened.fileno())
        aside.replace(file)
        return cls(file.read_bytes())

    def name(self, *parts: object) -> str:
        """A short name for something: equal parts, equal name."""
        return self._digest(parts).hex()[:20]

    def chance(self, *parts: object) -> float:
        """A number from 0 to 1 for something, the same each time."""
        return int.from_bytes(self._digest(("chance", *parts))[:7], "big") / 2**56

    def _digest(self, parts: Iterable[object]) -> bytes:
        return hmac.new(self.key, "\x1f".join(str(part) for part in parts).encode(), hashlib.sha256).digest()


@dataclass(frozen=True)
class Earlier:
    """What the releases before this one said, under names that tell nothing.

    rounded: what a sum of counts was rounded to. placed: how a small activity was taken together with others. pools:
    what was last said of each pool.
    """

    statements: tuple[Statement, ...] = ()
    protected: Mapping[str, Rounded | Hidden] = field(default_factory=dict)
    guess: Mapping[str, float] = field(default_factory=dict)
    rounded: Mapping[str, int] = field(default_factory=dict)
    placed: Mapping[str, str] = field(default_factory=dict)
    pools: tuple[Mapping, ...] = ()


@dataclass
class Making:
    """A release being made: what it says so far, and of which return each protected count is."""

    secret: Secret
    earlier: Earlier = field(default_factory=Earlier)
    withheld: frozenset[str] = frozenset()  # tables and pools that may not be told, by name
    statements: list[Statement] = field(default_factory=list)
    protected: dict[str, Rounded | Hidden] = field(default_factory=dict)
    guess: dict[str, float] = field(default_factory=dict)
    rounded: dict[str, int] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    pools: list[dict] = field(default_factory=list)
    within: dict[str, str] = field(default_factory=dict)  # protected count -> the table or pool that tells of it
    of_return: dict[str, str] = field(default_factory=dict)  # protected count -> the return it came in with
    bound: int = 0  # the most that any total of a table is off

    def says(self, terms: Iterable[tuple[str, int]], low: float, high: float) -> None:
        """Notes something that the release says."""
        self.statements.append(Statement(tuple(terms), low, high))
