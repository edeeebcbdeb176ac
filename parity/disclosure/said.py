"""What was said of counts, by columns: millions of statements take megabytes, where as objects they took gigabytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from parity.disclosure.rounding import BASE
from parity.disclosure.rules import LEAST_SIDE

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ROUNDED, OPEN = -1, -2  # sizes: of a count that was rounded, and of one that need not be protected
WIDTH = 20  # signs of a name in columns
BLOCK = 500_000  # statements looked at together, so that memory does not grow with them


class Statement(NamedTuple):
    """Something that was said: the sum of counts (name, times) is at least `low` and at most `high`."""

    terms: tuple[tuple[str, int], ...]
    low: float
    high: float


class Rounded(NamedTuple):
    """A count that was rounded: at least five values must stay possible."""


class Hidden(NamedTuple):
    """A count of one side among `size` people that is not told.

    None and the threshold of 8 (or everyone, of fewer) must stay possible, for this side or for the other.
    """

    size: int


def stands(size: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> np.ndarray:
    """Whether what is left possible of counts is enough, each by its size: see Rounded and Hidden."""
    enough = np.minimum(LEAST_SIDE, size)
    with np.errstate(invalid="ignore"):
        hidden = ((lowest <= 0) & (highest >= enough)) | ((highest >= size) & (size - lowest >= enough))
        return np.where(size == OPEN, True, np.where(size == ROUNDED, highest - lowest >= BASE - 1, hidden))


@dataclass(frozen=True, eq=False)
class Said:
    """Counts under names, and statements about them.

    names: one of each count, as bytes. size: ROUNDED, OPEN, or of how many people it is a hidden side. guess: what it may
    be, NaN where nothing is guessed. Statement n says that the sum of the counts which[ends[n]:ends[n+1]], each as often
    as `times` says, is at least low[n] and at most high[n].
    """

    names: np.ndarray
    size: np.ndarray
    guess: np.ndarray
    ends: np.ndarray
    which: np.ndarray
    times: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(
        cls, statements: Iterable[Statement], protected: Mapping[str, Rounded | Hidden], guess: Mapping[str, float]
    ) -> Said:
        """The columns of statements, each once."""
        kept = list(dict.fromkeys(statements))
        names = list(dict.fromkeys([*protected, *guess, *(name for said in kept for name, _ in said.terms)]))
        place = {name: number for number, name in enumerate(names)}
        sizes = {name: kind.size if isinstance(kind, Hidden) else ROUNDED for name, kind in protected.items()}
        return cls(
            np.array([name.encode() for name in names], dtype=np.bytes_),
            np.array([sizes.get(name, OPEN) for name in names], np.int32),
            np.array([guess.get(name, np.nan) for name in names], float),
            np.cumsum([0, *(len(said.terms) for said in kept)]),
            np.array([place[name] for said in kept for name, _ in said.terms], np.int32),
            np.array([times for said in kept for _, times in said.terms], np.int8),
            np.array([said.low for said in kept], float),
            np.array([said.high for said in kept], float),
        )

    @property
    def texts(self) -> list[str]:
        """The names as texts."""
        return [name.decode() for name in self.names.tolist()]

    def statements(self) -> list[Statement]:
        """The same, one by one."""
        names = self.texts
        terms = [(names[which], int(times)) for which, times in zip(self.which, self.times, strict=True)]
        return [
            Statement(tuple(terms[a:b]), float(low), float(high))
            for a, b, low, high in zip(self.ends[:-1], self.ends[1:], self.low, self.high, strict=True)
        ]

    def matrix(self, first: int, last: int) -> csr_matrix:
        """Statements x counts, of the statements from `first` to before `last`."""
        from scipy.sparse import csr_matrix

        ends = self.ends[first : last + 1]
        here = slice(ends[0], ends[-1])
        shape = (len(ends) - 1, len(self.names))
        return csr_matrix((self.times[here].astype(float), self.which[here], ends - ends[0]), shape=shape)


def together(parts: Sequence[Said]) -> tuple[Said, np.ndarray]:
    """All that several say, every count and every statement once; and for the counts of each in turn, which they are now.

    Where two differ on a count, the last has the word.
    """
    names, where = _once(np.concatenate([each.names.astype(f"S{WIDTH}") for each in parts]))
    size, guess = np.full(len(names), OPEN, np.int32), np.full(len(names), np.nan)
    starts = np.cumsum([0, *(len(each.names) for each in parts)])
    for each, start in zip(parts, starts, strict=False):
        here = where[start : start + len(each.names)]
        told, guessed = each.size != OPEN, ~np.isnan(each.guess)
        size[here[told]] = each.size[told]
        guess[here[guessed]] = each.guess[guessed]
    lengths = np.concatenate([np.diff(each.ends) for each in parts])
    which = np.concatenate(
        [where[start + each.which] for each, start in zip(parts, starts, strict=False)], dtype=np.int32
    )
    times = np.concatenate([each.times for each in parts])
    low, high = (np.concatenate([getattr(each, name) for each in parts]) for name in ("low", "high"))
    once = _first_of_each(lengths, which, times, low, high)
    if len(once) < len(lengths):
        terms = np.repeat(np.isin(np.arange(len(lengths)), once), lengths)
        lengths, which, times, low, high = lengths[once], which[terms], times[terms], low[once], high[once]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    return Said(names, size, guess, ends, which, times, low, high), where


def _once(names: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each name once, in the order in which they first come, and for each one given which it is."""
    import pyarrow as pa

    width = names.dtype.itemsize
    plain = pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), len(names), [None, pa.py_buffer(names.tobytes())])
    coded = plain.dictionary_encode()
    found = np.frombuffer(coded.dictionary.buffers()[1], dtype=names.dtype, count=len(coded.dictionary))
    return found, coded.indices.to_numpy()


def _first_of_each(
    lengths: np.ndarray, which: np.ndarray, times: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """The places of statements that do not repeat an earlier one, in order.

    Two are taken for the same where sums of 64 bits over their terms agree, and their limits and lengths do.
    """
    if not len(lengths):
        return np.zeros(0, np.int64)
    key, ends = np.zeros(len(lengths), np.uint64), np.concatenate([[0], np.cumsum(lengths)])
    for first in range(0, len(lengths), BLOCK):
        last = min(first + BLOCK, len(lengths))
        here, some = slice(ends[first], ends[last]), first + np.flatnonzero(lengths[first:last])
        signed = (times[here].astype(np.int16) + 128).astype(np.uint64)
        mixed = _mixed(which[here].astype(np.uint64) * np.uint64(257) + signed)
        if len(some):
            key[some] = np.add.reduceat(mixed, ends[some] - ends[first])
    for of in (low, high, lengths.astype(float)):
        key = _mixed(key ^ of.astype(float).view(np.uint64))
    return np.sort(np.unique(key, return_index=True)[1])


def _mixed(of: np.ndarray) -> np.ndarray:
    """Whole numbers of 64 bits stirred, so that sums of near ones do not meet (splitmix64)."""
    of = of + np.uint64(0x9E3779B97F4A7C15)
    of = (of ^ (of >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    of = (of ^ (of >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return of ^ (of >> np.uint64(31))


COLUMNS = tuple(each.name for each in fields(Said))
