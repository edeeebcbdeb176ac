"""What a release is made with: a secret, what earlier releases said, and what this one says."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from parity.disclosure import Hidden, Rounded, Said, Statement
from parity.disclosure.said import WIDTH
from parity.trouble import NotDone

LENGTH = 32  # bytes of the key
BETWEEN = "\x1f"  # stands between the parts of what a name is made from
NEW, ALONE = -2, -1  # how a row was placed: not yet, or by itself; else at which level it was taken together


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
        return self._digest(parts).hex()[:WIDTH]

    def chance(self, *parts: object) -> float:
        """A number from 0 to 1 for something, the same each time."""
        return int.from_bytes(self._digest(("chance", *parts))[:7], "big") / 2**56

    def names(self, heads: Iterable[str], ends: Iterable[Iterable[object]]) -> np.ndarray:
        """The names of many things that are told with the same beginning: one for each of the `ends` of each head."""
        found = self._digests(heads, ends)
        return np.frombuffer(found.reshape(-1, 32)[:, : WIDTH // 2].tobytes().hex().encode(), dtype=f"S{WIDTH}")

    def chances(self, heads: Iterable[str], ends: Iterable[Iterable[object]]) -> np.ndarray:
        """The chances of many things that are told with the same beginning."""
        found = self._digests((f"chance{BETWEEN}{head}" for head in heads), ends).reshape(-1, 32)
        return (found[:, :8].copy().view(">u8").ravel() >> np.uint64(8)).astype(float) / 2**56

    def _digest(self, parts: Iterable[object]) -> bytes:
        return hmac.digest(self.key, told_as(*parts).encode(), "sha256")

    def _digests(self, heads: Iterable[str], ends: Iterable[Iterable[object]]) -> np.ndarray:
        """The same as `_digest` of each, in a row: HMAC (RFC 2104) with the two keyed states, and a head, taken in once."""
        key = self.key.ljust(64, b"\0")
        inner, outer = (hashlib.sha256(bytes(each ^ pad for each in key)) for pad in (0x36, 0x5C))
        found = []
        for head, of in zip(heads, ends, strict=True):
            begun = inner.copy()
            begun.update(head.encode())
            for end in of:
                one, two = begun.copy(), outer.copy()
                one.update(f"{BETWEEN}{end}".encode())
                two.update(one.digest())
                found.append(two.digest())
        return np.frombuffer(b"".join(found), dtype=np.uint8)


def told_as(*parts: object) -> str:
    """Parts as one text, from which each name and each chance is drawn."""
    return BETWEEN.join(map(str, parts))


@dataclass(frozen=True)
class Earlier:
    """What the releases before this one said, under names that tell nothing.

    said: their counts and statements. rounded: what a sum of counts was rounded to. placed: how a small activity was
    taken together with others: ALONE, or at which level. pools: what was last said of each pool.
    """

    said: Said = field(default_factory=lambda: Said.of([], {}, {}))
    rounded: Named = field(default_factory=lambda: Named.of({}))
    placed: Named = field(default_factory=lambda: Named.of({}))
    pools: tuple[Mapping, ...] = ()


@dataclass(frozen=True, eq=False)
class Named:
    """Whole numbers under names, by columns: names once each, in their order."""

    names: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, found: Mapping[str, int]) -> Named:
        """The columns of a mapping."""
        names = np.array([name.encode() for name in found], dtype=f"S{WIDTH}")
        return cls.last([names], [np.array(list(found.values()), np.int64)])

    @classmethod
    def last(cls, names: Sequence[np.ndarray], values: Sequence[np.ndarray]) -> Named:
        """Several as one; of one name the last value."""
        every = np.concatenate([np.zeros(0, f"S{WIDTH}"), *reversed(names)])
        found, first = np.unique(every, return_index=True)
        return cls(found, np.concatenate([np.zeros(0, np.int64), *reversed(values)])[first].astype(np.int64))

    def find(self, names: np.ndarray, otherwise: float) -> np.ndarray:
        """The values under names; `otherwise` where there is none."""
        if not len(self.names):
            return np.full(len(names), otherwise)
        place = np.minimum(np.searchsorted(self.names, names), len(self.names) - 1)
        return np.where(self.names[place] == names, self.values[place], otherwise)


class Block(NamedTuple):
    """What was said of a batch of tables: their counts and statements, and of which table and of which return each count is.

    tables: what the names of tables are made of; table, owner: numbers into tables and owners, one for each count. sums,
    values, sum_owner: what sums of counts were rounded to.
    """

    said: Said
    tables: Sequence[tuple]
    table: np.ndarray
    owners: Sequence[str]
    owner: np.ndarray
    sums: np.ndarray
    values: np.ndarray
    sum_owner: np.ndarray


@dataclass
class Making:
    """A release being made: what it says so far, and of which return each protected count is.

    blocks: what was said of whole tables. The others are what was said of counts one by one.
    """

    secret: Secret
    earlier: Earlier = field(default_factory=Earlier)
    withheld: frozenset[str] = frozenset()  # tables and pools that may not be told, by name
    blocks: list[Block] = field(default_factory=list)
    placed: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    protected: dict[str, Rounded | Hidden] = field(default_factory=dict)
    exposed: set[str] = field(default_factory=set)  # counts of tables that anybody knows to be 0
    guess: dict[str, float] = field(default_factory=dict)
    rounded: dict[str, int] = field(default_factory=dict)
    pools: list[dict] = field(default_factory=list)
    within: dict[str, str] = field(default_factory=dict)  # count on the side of a pool -> the pool
    parts: dict[str, str] = field(default_factory=dict)  # count that is part of another -> that, a count of a table
    of_return: dict[str, str] = field(default_factory=dict)  # protected count -> the return it came in with
    bound: int = 0  # the most that any total of a table is off

    def says(self, terms: Iterable[tuple[str, int]], low: float, high: float) -> None:
        """Notes something that the release says."""
        self.statements.append(Statement(tuple(terms), low, high))

    def to_withhold(self, weak: Iterable[str]) -> frozenset[str]:
        """The names of the tables and pools that tell of these counts."""
        weak = {self.parts.get(name, name) for name in weak}
        names = np.array([name.encode() for name in weak], dtype=f"S{WIDTH}")
        found = {self.within[name] for name in weak if name in self.within}
        for block in self.blocks:
            here = np.unique(block.table[np.isin(block.said.names, names)])
            found |= {self.secret.name("table", *block.tables[number]) for number in here}
        return frozenset(found)
