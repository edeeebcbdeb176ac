"""The attack: what can be worked out of protected counts from everything that was ever said about them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from parity.disclosure.rounding import BASE
from parity.disclosure.rules import LEAST_SIDE


class Statement(NamedTuple):
    """Something that was said: the sum of counts (name, times) is at least `low` and at most `high`."""

    terms: tuple[tuple[str, int], ...]
    low: float
    high: float


class Rounded(NamedTuple):
    """A count that was rounded: at least five values must stay possible."""

    def stands(self, lowest: float, highest: float) -> bool:
        """Whether what is left possible is enough."""
        return highest - lowest >= BASE - 1


class Hidden(NamedTuple):
    """A count of one side among `size` people that is not told.

    None and the threshold of 8 (or everyone, of fewer) must stay possible, for this side or for the other.
    """

    size: int

    def stands(self, lowest: float, highest: float) -> bool:
        """Whether what is left possible is enough."""
        enough = min(LEAST_SIDE, self.size)
        return (lowest <= 0 and highest >= enough) or (highest >= self.size and self.size - lowest >= enough)


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
    progress: Callable[[int, int], None] | None = None,
    every: bool = False,
) -> dict[str, Weak]:
    """The protected counts that do not stand, by name; none where the release is safe.

    Counts are whole and not negative. `guess` is any set of counts to begin from, such as the published ones: where it
    agrees with every statement, and still does with a count changed alone, those values are possible, which needs no
    programme. The rest is settled by integer programmes, a least and a most for each, over the statements that hang
    together. `every`: settle all of them so. Raises TimeUp, and ValueError where the statements contradict each other.
    """
    until = time.monotonic() + seconds
    system = _System.of(statements, protected)
    lowest, highest = system.nothing_known()
    if guess is not None and not every:
        system.around(np.array([guess.get(name, 0.0) for name in system.names]), lowest, highest)
    pending = [place for place, name in enumerate(system.names) if name in protected]
    pending = [place for place in pending if not protected[system.names[place]].stands(lowest[place], highest[place])]
    weak: dict[str, Weak] = {}
    done = 0
    for together in system.parts(pending):
        for place in together.wanted:
            name = system.names[place]
            if every or not protected[name].stands(lowest[place], highest[place]):
                for sign in (1, -1):
                    together.reached(place, sign, until, lowest, highest)
            if not protected[name].stands(lowest[place], highest[place]):
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
    system = _System.of([*statements, asked], {whole: Rounded()})
    lowest, highest = system.nothing_known()
    (part,) = system.parts([system.names.index(whole)])
    for sign in (1, -1):
        part.reached(system.names.index(whole), sign, time.monotonic() + seconds, lowest, highest)
    return float(lowest[system.names.index(whole)]), float(highest[system.names.index(whole)])


class _Part:
    """The statements that hang together, and the counts in them."""

    def __init__(self, matrix, low: np.ndarray, high: np.ndarray, places: np.ndarray, wanted: list[int]) -> None:
        self.matrix, self.low, self.high, self.places, self.wanted = matrix, low, high, places, wanted

    def reached(self, place: int, sign: int, until: float, lowest: np.ndarray, highest: np.ndarray) -> None:
        """Finds the least (sign 1) or most (-1) a count can be; every solution shows what others can be too."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        left = until - time.monotonic()
        if left <= 0:
            raise TimeUp("The attack was not finished in time.")
        cost = np.zeros(len(self.places))
        cost[np.searchsorted(self.places, place)] = sign
        limits = [LinearConstraint(self.matrix, self.low, self.high)] if self.matrix.shape[0] else []
        found = milp(
            cost,
            integrality=np.ones(len(self.places)),
            bounds=Bounds(0, np.inf),
            constraints=limits,
            options={"time_limit": left},
        )
        if found.status == 3:  # nothing limits it
            (lowest if sign == 1 else highest)[place] = 0 if sign == 1 else np.inf
            return
        if found.status == 2:
            raise ValueError("What was said contradicts itself.")
        if found.status != 0:
            raise TimeUp("The attack was not finished in time.")
        values = np.rint(found.x)
        lowest[self.places] = np.minimum(lowest[self.places], values)
        highest[self.places] = np.maximum(highest[self.places], values)


class _System(NamedTuple):
    names: list[str]
    matrix: object  # statements x counts, sparse
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, statements: Iterable[Statement], protected: Mapping[str, object]) -> _System:
        from scipy.sparse import csr_matrix

        kept = list(dict.fromkeys(statements))
        names = sorted({name for said in kept for name, _ in said.terms} | set(protected))
        place = {name: number for number, name in enumerate(names)}
        ends = np.cumsum([0, *(len(said.terms) for said in kept)])
        columns = [place[name] for said in kept for name, _ in said.terms]
        times = [float(each) for said in kept for _, each in said.terms]
        matrix = csr_matrix((times, columns, ends), shape=(len(kept), len(names)))
        return cls(names, matrix, np.array([s.low for s in kept], float), np.array([s.high for s in kept], float))

    def nothing_known(self) -> tuple[np.ndarray, np.ndarray]:
        return np.full(len(self.names), np.inf), np.full(len(self.names), -np.inf)

    def around(self, guess: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> None:
        """What each count can be with all others as guessed, where the guess agrees with all that hangs together."""
        said = self.matrix @ guess
        agrees = (said >= self.low - 1e-6) & (said <= self.high + 1e-6)
        label = self._labels()
        coordinates = self.matrix.tocoo()
        torn = np.zeros(label.max() + 1 if len(label) else 0, bool)
        np.logical_or.at(torn, label[coordinates.col], ~agrees[coordinates.row])
        up, down = np.full(len(guess), np.inf), guess.copy()
        ahead, behind = (self.high - said)[coordinates.row], (said - self.low)[coordinates.row]
        plus = coordinates.data > 0
        size = np.abs(coordinates.data)
        np.minimum.at(up, coordinates.col, np.where(plus, ahead, behind) / size)
        np.minimum.at(down, coordinates.col, np.where(plus, behind, ahead) / size)
        sound = ~torn[label] & (guess >= 0)
        lowest[sound] = (guess - np.floor(down + 1e-6))[sound]
        highest[sound] = (guess + np.floor(up + 1e-6))[sound]

    def parts(self, wanted: Sequence[int]) -> Iterable[_Part]:
        """The parts that hold a wanted count, with the wanted ones of each."""
        label = self._labels()
        columns, first = {}, self.matrix.indptr
        for place in wanted:
            columns.setdefault(int(label[place]), []).append(place)
        rows = np.where(
            np.diff(first) > 0,
            label[self.matrix.indices[np.minimum(first[:-1], max(self.matrix.nnz - 1, 0))]] if self.matrix.nnz else -1,
            -1,
        )
        for part, places in columns.items():
            mine, members = np.flatnonzero(rows == part), np.flatnonzero(label == part)
            yield _Part(self.matrix[mine][:, members], self.low[mine], self.high[mine], members, places)

    def _labels(self) -> np.ndarray:
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import connected_components

        first, indices = self.matrix.indptr, self.matrix.indices
        chained = np.ones(max(len(indices) - 1, 0), bool)
        starts = first[1:-1]
        chained[starts[(starts > 0) & (starts < len(indices))] - 1] = False
        left, right = indices[:-1][chained], indices[1:][chained]
        graph = csr_matrix((np.ones(len(left)), (left, right)), shape=(len(self.names), len(self.names)))
        return connected_components(graph, directed=False)[1]
