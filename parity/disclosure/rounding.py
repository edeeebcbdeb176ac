"""Controlled rounding: every count to a multiple of five, so that no total of the table is far off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

BASE = 5
CLOSE, BOUND = 3, BASE - 1  # a total is off by 3 at most, or by 4 where that cannot be had


class Rounding(NamedTuple):
    """A table rounded: its cells, and by how much the sum of any row, any column and of all cells may be off at most."""

    cells: np.ndarray
    bound: int


def rounded(
    counts: np.ndarray,
    chance: np.ndarray,
    kept: np.ndarray | None = None,
    inner: Sequence[int] = (),
    seconds: float = 10.0,
) -> Rounding:
    """A table of counts (rows x columns, whole people) with every cell a multiple of 5 next to it.

    `chance` holds a number from 0 to 1 for each cell: the same numbers give the same rounding, and over many numbers a
    cell is right on average. `kept` holds what a cell was rounded to before and has to stay, NaN elsewhere. A multiple
    of 5 stays as it is. Sums of rows, columns and the whole, and of each row over the columns `inner`, are off by at
    most 3; a sum with one cell to round by as much as that cell (4); all by 4 where 3 cannot be had, and by more only
    where kept cells leave no other way.

    A linear programme, solved by HiGHS (Cox 1987, "A constructive procedure for unbiased controlled rounding",
    JASA 82, for the problem). Raises TimeoutError.
    """
    counts = np.asarray(counts, dtype=np.int64)
    rest = counts % BASE
    cells = counts - rest
    free = rest > 0
    if kept is not None:
        held = ~np.isnan(kept)
        cells = np.where(held, np.nan_to_num(kept), cells).astype(np.int64)
        free &= ~held
    lines = _lines(counts.shape, inner)
    places = np.flatnonzero(free)
    up = np.zeros(0, np.int64)
    for limit in (CLOSE, BOUND, *(BOUND + BASE * more for more in range(1, counts.size + 2))):
        found = _solved(lines, (cells - counts).ravel(), places, rest.ravel(), chance.ravel(), limit, seconds)
        if found is not None:
            up = found
            break
    cells.ravel()[places] += BASE * up
    worst = np.abs(lines @ (cells - counts).ravel()).max(initial=0)
    return Rounding(cells, int(_bound(worst)))


def _lines(shape: tuple[int, int], inner: Sequence[int]) -> csr_matrix:
    """One row per sum that must not be far off, one column per cell: rows, columns and the whole, and the inner sums."""
    from scipy.sparse import csr_matrix

    place = np.arange(shape[0] * shape[1]).reshape(shape)
    sums = [*place, *place.T, place.ravel()]
    if len(inner):
        part = place[:, list(inner)]
        sums += [*part, part.ravel()]
    ends = np.cumsum([0, *(len(each) for each in sums)])
    return csr_matrix((np.ones(ends[-1]), np.concatenate(sums), ends), shape=(len(sums), place.size))


def _solved(
    lines: csr_matrix,
    off: np.ndarray,
    places: np.ndarray,
    rest: np.ndarray,
    chance: np.ndarray,
    limit: int,
    seconds: float,
) -> np.ndarray | None:
    """Which of the free cells go up: as chance has it, changed no more than the limits ask; None where they cannot be met."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    already, free = lines @ off, lines[:, places]
    several = np.asarray((free != 0).sum(axis=1)).ravel()
    used, several = several > 0, several > 1
    most = np.where(several, limit, max(limit, BOUND))
    low, high = np.ceil((-most - already) / BASE), np.floor((most - already) / BASE)
    if not used.any():
        return np.zeros(0, np.int64)
    if (low[used] > high[used]).any():
        return None
    # Rows lie in the whole, inner sums in their rows; columns in the inner whole, that in the whole: two families of which
    # each holds no two sums that cross. Their matrix is totally unimodular (Edmonds 1970), so the best of the programme
    # without whole numbers is in whole numbers. That it is, is looked at all the same.
    for whole in (0, 1):
        found = milp(
            chance[places] - rest[places] / BASE,
            integrality=np.full(len(places), whole),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(free[used], low[used], high[used]),
            options={"time_limit": seconds},
        )
        if found.status == 1 and found.x is None:
            raise TimeoutError("The rounding of a table took too long.")
        if found.x is None or np.abs(found.x - np.rint(found.x)).max() < 1e-6:
            return None if found.x is None else np.rint(found.x).astype(np.int64)
    raise AssertionError("A programme in whole numbers gave others.")


def rows_alone(
    counts: np.ndarray, chance: np.ndarray, kept: np.ndarray, inner: Sequence[int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Many tables of one row each (tables x columns), rounded as `rounded` would each: cells, bounds, and which are settled.

    A table of one row has two sums, one within the other: the cheapest way to have so many of the cells go up is to take
    those that cost least, so the best of all is found by trying every pair of numbers. Where no pair keeps both sums
    within the least of limits, as cells kept can bring about, the table is not settled, and is one for `rounded`.
    """
    rest = counts % BASE
    held = ~np.isnan(kept)
    cells = np.where(held, np.nan_to_num(kept), counts - rest).astype(np.int64)
    free = (rest > 0) & ~held
    off = cells - counts
    cost = np.where(free, chance - rest / BASE, np.inf)
    inside = np.zeros(counts.shape[1], bool)
    inside[list(inner) or slice(None)] = True
    sums = [np.ones(len(inside), bool)] + ([inside] if len(inner) else [])
    least, most = [], []
    for line in sums:
        already, several = off[:, line].sum(axis=1), free[:, line].sum(axis=1)
        limit = np.where(several > 1, CLOSE, BOUND)
        least.append(np.where(several > 0, np.ceil((-limit - already) / BASE), 0))
        most.append(np.where(several > 0, np.floor((limit - already) / BASE), 0))
    orders, prices = [], []
    for part in (inside, ~inside):
        ranked = np.argsort(cost[:, part], axis=1, kind="stable")
        orders.append(np.flatnonzero(part)[ranked])
        each = np.take_along_axis(cost[:, part], ranked, axis=1)
        prices.append(np.concatenate([np.zeros((len(counts), 1)), np.cumsum(each, axis=1)], axis=1))
    best, chosen = np.full(len(counts), np.inf), np.zeros((len(counts), 2), np.int64)
    for i in range(prices[0].shape[1]):
        for j in range(prices[1].shape[1]):
            price = prices[0][:, i] + prices[1][:, j]
            good = (price < best) & (least[0] <= i + j) & (i + j <= most[0])
            if len(inner):
                good &= (least[1] <= i) & (i <= most[1])
            best[good], chosen[good] = price[good], (i, j)
    for order, many in zip(orders, chosen.T, strict=True):
        up = np.arange(order.shape[1]) < many[:, None]
        np.put_along_axis(cells, order, np.take_along_axis(cells, order, axis=1) + BASE * up, axis=1)
    off = cells - counts
    worst = np.abs(off).max(axis=1, initial=0)
    for line in sums:
        worst = np.maximum(worst, np.abs(off[:, line].sum(axis=1)))
    return cells, _bound(worst), np.isfinite(best)


def _bound(worst: np.ndarray) -> np.ndarray:
    """By how much sums may be said to be off, where the worst of them is off by so much."""
    return BOUND + BASE * np.maximum(0, np.ceil((worst - BOUND) / BASE)).astype(np.int64)
