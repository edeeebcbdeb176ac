"""The golden tables themselves, and the table of values checked by brute force instead of by a source."""

from fractions import Fraction
from math import comb

import pytest

from parity.stats import exact, seats, spread

from .golden import FOLDER, rows

PUBLISHED = {
    "wilson", "difference", "binomial_p", "false_discovery", "poisson_binomial", "funnel", "relative_risk",
    "survival_curve", "survival_interval", "log_rank", "weighted_fit", "rate",
}  # fmt: skip


def test_every_published_value_has_its_citation_and_there_are_at_least_sixty():
    table = [row for name in PUBLISHED for row in rows(name)]
    assert len(table) >= 60
    assert all(len(row["citation"]) > 15 for row in table)
    assert all((FOLDER / f"{name}.csv").exists() for name in PUBLISHED)


def smallest_board(reference):
    size = 1
    while (1 - Fraction(reference)) ** size > Fraction(1, 20):
        size += 1
    return size


def nearest_seats(size, reference):
    apart = [abs(Fraction(held, int(size)) - Fraction(reference)) for held in range(int(size) + 1)]
    return min(range(len(apart)), key=lambda held: (apart[held], held % 2))


def extra_seats(size, held, reference):
    added = 0
    while Fraction(int(held) + added, int(size) + added) < Fraction(reference):
        added += 1
    return added


def exact_p(count, base, reference):
    count, base, p = int(count), int(base), Fraction(reference)
    pmf = [comb(base, k) * p**k * (1 - p) ** (base - k) for k in range(base + 1)]
    return float(sum(chance for chance in pmf if chance <= pmf[count]))


def dissimilarity(*cells):
    ours, theirs = (
        [Fraction(cell) for cell in part] for part in (cells[: cells.index("/")], cells[cells.index("/") + 1 :])
    )
    return float(sum(abs(x / sum(ours) - y / sum(theirs)) for x, y in zip(ours, theirs, strict=True)) / 2)


BY_FORCE = {
    "smallest_board": (smallest_board, lambda pi: exact.smallest_board(float(pi))),
    "nearest_seats": (nearest_seats, lambda size, pi: seats.fixed_board(int(size), 0, float(pi)).nearest),
    "extra_seats": (extra_seats, lambda size, held, pi: seats.growing_board(int(size), int(held), float(pi))),
    "exact_p": (exact_p, lambda n, of, pi: exact.binomial_p(int(n), int(of), float(pi))),
    "dissimilarity": (
        dissimilarity,
        lambda *cells: spread.dissimilarity(*(part.split() for part in " ".join(cells).split(" / "))),
    ),
}


@pytest.mark.parametrize("row", rows("checked_by_brute_force"), ids=lambda row: f"{row['figure']} {row['inputs']}")
def test_the_value_written_down_is_found_by_force_and_by_the_package(row):
    by_force, by_package = BY_FORCE[row["figure"]]
    inputs = row["inputs"].split()
    assert by_force(*inputs) == pytest.approx(float(row["value"]), rel=1e-12)
    assert by_package(*inputs) == pytest.approx(float(row["value"]), rel=1e-9)
