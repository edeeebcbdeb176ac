"""The attack: what can be worked out of protected counts from everything that was ever said about them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from parity.disclosure.rules import LEAST_SIDE
from parity.disclosure.said import BLOCK, OPEN, Hidden, Rounded, Said, Statement, stands

ROUNDS = 12  # programmes for many hidden sides at once, before each is asked for by itself
Progress = Callable[[int, int], None]


class Weak(NamedTuple):
    """A protected count of which too much can be worked out: the least and most it can be."""

    name: str
    lowest: float
    highest: float


class TimeUp(Exception):
    """The attack was not finished in time, so nothing is known to be safe."""


def attack(
    statements: Iterable[Statement],
    protected: Mapping[str, Rounded | Hidden],
    *,
    guess: Mapping[str, float] | None = None,
    seconds: float = 600.0,
    progress: Progress | None = None,
    every: bool = False,
) -> dict[str, Weak]:
    """The same as `attacked`, of statements one by one; `guess` may be left out."""
    said = Said.of(statements, protected, guess or {})
    return attacked(said, seconds=seconds, progress=progress, every=every or guess is None)


def attacked(
    said: Said, *, seconds: float = 600.0, progress: Progress | None = None, every: bool = False
) -> dict[str, Weak]:
    """The protected counts that do not stand, by name; none where the release is safe.

    Counts are whole and not negative. What is guessed of them, such as the published counts, is where it begins: where it
    agrees with every statement, and still does with a count changed alone, those values are possible, which needs no
    programme. The rest is settled by integer programmes, a least and a most for each, over the statements that hang
    together. `every`: settle all of them so. Raises TimeUp, and ValueError where the statements contradict each other.
    """
    until = time.monotonic() + seconds
    lowest, highest = np.full(len(said.names), np.inf), np.full(len(said.names), -np.inf)
    label = _labels(said)
    if not every:
        _around(said, label, lowest, highest)
    pending = np.flatnonzero((said.size != OPEN) & (every | ~stands(said.size, lowest, highest)))
    weak: dict[str, Weak] = {}
    done = 0
    for part in _parts(said, label, pending):
        if not every:
            part.many_at_once(said.size, until, lowest, highest)
        for place in part.wanted:
            if every or not stands(said.size[place], lowest[place], highest[place]):
                for sign in (1, -1):
                    part.reached(place, sign, until, lowest, highest)
            if not stands(said.size[place], lowest[place], highest[place]):
                name = said.names[place].decode()
                weak[name] = Weak(name, float(lowest[place]), float(highest[place]))
            done += 1
            if progress is not None and done % 50 == 0:
                progress(done, len(pending))
    if time.monotonic() > until:
        raise TimeUp("The attack was not finished in time.")
    return weak


def interval(
    statements: Sequence[Statement], terms: Sequence[tuple[str, int]], seconds: float = 60.0
) -> tuple[float, float]:
    """The least and most that a sum of counts can be, by integer programmes over the statements."""
    whole = "the sum asked for"
    asked = Statement((*((name, times) for name, times in terms), (whole, -1)), 0, 0)
    said = Said.of([*statements, asked], {whole: Rounded()}, {})
    lowest, highest = np.full(len(said.names), np.inf), np.full(len(said.names), -np.inf)
    (part,) = _parts(said, _labels(said), np.array([0]))
    for sign in (1, -1):
        part.reached(0, sign, time.monotonic() + seconds, lowest, highest)
    return float(lowest[0]), float(highest[0])


class _Part(NamedTuple):
    """The statements that hang together, and the counts in them; wanted are the places of those asked for."""

    matrix: object  # statements x counts, sparse
    low: np.ndarray
    high: np.ndarray
    places: np.ndarray
    wanted: np.ndarray

    def reached(self, place: int, sign: int, until: float, lowest: np.ndarray, highest: np.ndarray) -> None:
        """Finds the least (sign 1) or most (-1) a count can be; every solution shows what others can be too."""
        cost = np.zeros(len(self.places))
        cost[np.searchsorted(self.places, place)] = sign
        if not self._solved(cost, np.full(len(self.places), np.inf), until, lowest, highest):  # nothing limits it
            (lowest if sign == 1 else highest)[place] = 0 if sign == 1 else np.inf

    def many_at_once(self, size: np.ndarray, until: float, lowest: np.ndarray, highest: np.ndarray) -> None:
        """Finds values of many hidden sides with each programme: as many as can be at their threshold, or at nobody.

        What it finds is possible, for each is a set of counts that agrees with all that was said. It asks as long as each
        asking shows something new; what then does not stand is asked for one by one.
        """
        mine = size[self.places]
        hidden = np.flatnonzero(mine >= 0)
        enough = np.minimum(LEAST_SIDE, mine[hidden])
        seen: Sequence[np.ndarray] = ()
        for turn in range(ROUNDS if len(hidden) > 2 else 0):
            before = lowest[self.places[hidden]], highest[self.places[hidden]]
            if stands(mine[hidden], *before).all() or (turn % 2 == 0 and np.array_equal(seen, before)):
                return
            seen = before if turn % 2 == 0 else seen
            missing = before[1] < enough if turn % 2 == 0 else before[0] > 0
            cost, most = np.zeros(len(self.places)), np.full(len(self.places), np.inf)
            cost[hidden[missing]] = -1.0 if turn % 2 == 0 else 1.0
            if turn % 2 == 0:
                most[hidden[missing]] = enough[missing]
            if missing.any():
                self._solved(cost, most, until, lowest, highest, strict=False)

    def _solved(
        self, cost: np.ndarray, most: np.ndarray, until: float, lowest: np.ndarray, highest: np.ndarray,
        strict: bool = True,
    ) -> bool:  # fmt: skip
        """Notes the counts that cost least, where there are such; False where nothing limits them."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        left = until - time.monotonic()
        if left <= 0:
            raise TimeUp("The attack was not finished in time.")
        limits = [LinearConstraint(self.matrix, self.low, self.high)] if self.matrix.shape[0] else []
        found = milp(
            cost,
            integrality=np.ones(len(self.places)),
            bounds=Bounds(0, most),
            constraints=limits,
            options={"time_limit": left},
        )
        if found.status == 3:
            return False
        if found.status == 2:
            if strict:
                raise ValueError("What was said contradicts itself.")
            return False
        if found.status != 0:
            raise TimeUp("The attack was not finished in time.")
        values = np.rint(found.x)
        lowest[self.places] = np.minimum(lowest[self.places], values)
        highest[self.places] = np.maximum(highest[self.places], values)
        return True


def _around(said: Said, label: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> None:
    """What each count can be with all others as guessed, where the guess agrees with all that hangs together."""
    guess = np.nan_to_num(said.guess)
    up, down = np.full(len(guess), np.inf), guess.copy()
    torn = np.zeros(label.max(initial=-1) + 1, bool)
    for first in range(0, len(said.low), BLOCK):
        here = slice(first, first + BLOCK)
        matrix = said.matrix(first, first + BLOCK)
        sums = matrix @ guess
        agrees = (sums >= said.low[here] - 1e-6) & (sums <= said.high[here] + 1e-6)
        row, column = np.repeat(np.arange(len(sums)), np.diff(matrix.indptr)), matrix.indices
        torn[label[column[~agrees[row]]]] = True
        ahead, behind = (said.high[here] - sums)[row], (sums - said.low[here])[row]
        plus, times = matrix.data > 0, np.abs(matrix.data)
        np.minimum.at(up, column, np.where(plus, ahead, behind) / times)
        np.minimum.at(down, column, np.where(plus, behind, ahead) / times)
    sound = ~torn[label] & (guess >= 0)
    lowest[sound] = (guess - np.floor(down + 1e-6))[sound]
    highest[sound] = (guess + np.floor(up + 1e-6))[sound]


def _parts(said: Said, label: np.ndarray, wanted: np.ndarray) -> Iterator[_Part]:
    """The parts that hold a wanted count, with the wanted ones of each."""
    asked = np.zeros(label.max(initial=-1) + 1, bool)
    asked[label[wanted]] = True
    filled = np.flatnonzero(np.diff(said.ends) > 0)
    of_row = label[said.which[said.ends[filled]]]
    rows, counts = filled[asked[of_row]], np.flatnonzero(asked[label])
    rows, of_row = _in_order(rows, label[said.which[said.ends[rows]]])
    counts, of_count = _in_order(counts, label[counts])
    wanted, of_wanted = _in_order(wanted, label[wanted])
    for part in dict.fromkeys(of_wanted.tolist()):
        mine, places, these = (
            each[np.searchsorted(of, part) : np.searchsorted(of, part, side="right")]
            for each, of in ((rows, of_row), (counts, of_count), (wanted, of_wanted))
        )
        yield _Part(_among(said, mine, places), said.low[mine], said.high[mine], places, these)


def _among(said: Said, rows: np.ndarray, places: np.ndarray) -> object:
    """Some statements x the counts they are about, sparse."""
    from scipy.sparse import csr_matrix

    lengths = said.ends[rows + 1] - said.ends[rows]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    terms = np.repeat(said.ends[rows] - ends[:-1], lengths) + np.arange(ends[-1])
    columns = np.searchsorted(places, said.which[terms])
    return csr_matrix((said.times[terms].astype(float), columns, ends), shape=(len(rows), len(places)))


def _in_order(each: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(of, kind="stable")
    return each[order], of[order]


def _labels(said: Said) -> np.ndarray:
    """For each count the number of the part it is in: what no statement ties together is in different ones."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    chained = np.ones(max(len(said.which) - 1, 0), bool)
    starts = said.ends[1:-1]
    chained[starts[(starts > 0) & (starts < len(said.which))] - 1] = False
    left, right = said.which[:-1][chained], said.which[1:][chained]
    graph = csr_matrix((np.ones(len(left)), (left, right)), shape=(len(said.names), len(said.names)))
    return connected_components(graph, directed=False)[1]
