"""Controlled rounding: next to what was counted, totals close, right on average, and the same each time."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.disclosure import BASE, Statement, rounded
from parity.disclosure.attack import interval
from parity.disclosure.rounding import rows_alone


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 7))
    counts = draw(st.lists(st.integers(0, 40), min_size=rows * columns, max_size=rows * columns))
    seed = draw(st.integers(0, 2**32 - 1))
    return np.array(counts).reshape(rows, columns), np.random.default_rng(seed).random((rows, columns))


def sums(table):
    return [*table.sum(axis=0), *table.sum(axis=1), table.sum()]


def free(counts):
    """How many cells of each sum had to be rounded."""
    return sums((np.asarray(counts) % BASE > 0).astype(int))


@given(tables())
def test_every_cell_is_the_multiple_of_five_below_or_above_and_a_multiple_stays(table):
    counts, chance = table
    cells = rounded(counts, chance).cells
    assert (cells % BASE == 0).all()
    assert (np.abs(cells - counts) < BASE).all()
    assert (cells[counts % BASE == 0] == counts[counts % BASE == 0]).all()


@given(tables())
def test_no_sum_of_the_table_is_off_by_five(table):
    counts, chance = table
    found = rounded(counts, chance)
    off = np.abs(np.array(sums(found.cells)) - sums(counts))
    assert found.bound == BASE - 1
    assert off.max() <= BASE - 1


def test_sums_of_several_rounded_cells_are_off_by_three_at_most_in_tables_of_the_size_of_a_region():
    chance = np.random.default_rng(20)
    for _ in range(12):
        counts = chance.poisson(chance.gamma(0.5, 8, (33, 19)))
        found = rounded(counts, chance.random(counts.shape))
        off = np.abs(np.array(sums(found.cells)) - sums(counts))
        assert off[np.array(free(counts)) > 1].max() <= 3


@given(tables())
def test_the_sum_over_the_inner_columns_is_as_close(table):
    counts, chance = table
    inner = list(range(0, counts.shape[1], 2))
    found = rounded(counts, chance, inner=inner)
    assert np.abs((found.cells - counts)[:, inner].sum(axis=1)).max() <= BASE - 1
    assert found.bound == BASE - 1


@given(tables())
def test_the_same_chances_give_the_same_rounding(table):
    counts, chance = table
    assert (rounded(counts, chance).cells == rounded(counts.copy(), chance.copy()).cells).all()


@given(tables(), st.integers(0, 100))
def test_what_is_kept_stays_whatever_else_changes(table, more):
    counts, chance = table
    before = rounded(counts, chance).cells
    changed = counts.copy()
    changed[0, 0] += more
    kept = before.astype(float)
    kept[0, 0] = np.nan
    after = rounded(changed, chance, kept)
    same = np.ones(counts.shape, bool)
    same[0, 0] = False
    assert (after.cells[same] == before[same]).all()
    assert abs(after.cells[0, 0] - changed[0, 0]) < BASE
    assert np.abs(np.array(sums(after.cells)) - sums(changed)).max() <= after.bound


@pytest.mark.parametrize("value", range(5))
def test_a_cell_alone_is_right_on_average(value):
    found = [rounded(np.array([[value]]), np.array([[chance]])).cells[0, 0] for chance in np.linspace(0, 0.999, 100)]
    assert np.mean(found) == pytest.approx(value, abs=0.06)


def test_cells_of_tables_are_right_on_average_though_totals_pull_at_each():
    chance = np.random.default_rng(3)
    off = []
    for _ in range(150):
        counts = chance.poisson(4, (4, 6))
        off.append(rounded(counts, chance.random(counts.shape)).cells - counts)
    assert abs(np.mean(off)) < 0.1
    assert np.abs(np.mean(off, axis=0)).max() < 0.6
    one = np.array([[1, 2, 3], [4, 0, 7], [11, 3, 1]])
    mean = np.mean([rounded(one, chance.random(one.shape)).cells for _ in range(200)], axis=0)
    assert np.abs(mean - one).max() < 2  # a cell of a small table leans, to bring its totals within three
    assert abs(mean.sum() - one.sum()) <= 3


def test_a_nought_may_be_up_to_four_people_and_a_few_people_a_nought():
    noughts = {count for count in range(10) for chance in np.linspace(0, 0.999, 50)
               if rounded(np.array([[count]]), np.array([[chance]])).cells[0, 0] == 0}  # fmt: skip
    assert noughts == {0, 1, 2, 3, 4}


@given(tables(), st.data())
def test_from_a_whole_rounded_table_no_cell_is_told_to_within_fewer_than_five_values(table, data):
    counts, chance = table
    found = rounded(counts, chance)
    rows, columns = counts.shape
    places = [(i, j) for i in range(rows) for j in range(columns)]
    lines = [[place] for place in places]
    lines += [[(i, j) for j in range(columns)] for i in range(rows)]
    lines += [[(i, j) for i in range(rows)] for j in range(columns)] + [places]
    said = [
        Statement(
            tuple((f"{i}-{j}", 1) for i, j in line),
            sum(found.cells[place] for place in line) - found.bound,
            sum(found.cells[place] for place in line) + found.bound,
        )
        for line in lines
    ]
    i, j = data.draw(st.sampled_from(places))
    low, high = interval(said, [(f"{i}-{j}", 1)])
    assert high - low >= BASE - 1
    assert low <= counts[i, j] <= high


@pytest.mark.parametrize(("wide", "inner"), [(20, 18), (19, 0), (3, 2), (1, 0), (15, 10)])
def test_many_tables_of_one_row_are_rounded_as_each_is_by_its_own_programme(wide, inner):
    """Fresh ones, and ones of which some cells have to stay what they were."""
    chance, many = np.random.default_rng(wide), 60
    counts, drawn = chance.poisson(3, (many, wide)), chance.random((many, wide))
    before = counts - counts % BASE + BASE * (chance.random((many, wide)) < 0.5) * (counts % BASE > 0)
    stays = (chance.random((many, wide)) < 0.5) & (np.arange(many) % 3 == 0)[:, None]
    kept = np.where(stays, before, np.nan)
    cells, bound, settled = rows_alone(counts, drawn, kept, range(inner))
    assert settled[~stays.any(axis=1)].all() and settled.sum() > many - 20
    for row in np.flatnonzero(settled):
        here = slice(row, row + 1)
        alone = rounded(counts[here], drawn[here], kept[here], range(inner))
        assert (alone.cells == cells[row]).all() and alone.bound == bound[row]


def test_the_best_of_a_table_of_several_rows_is_what_trying_every_rounding_finds():
    chance = np.random.default_rng(5)
    for _ in range(20):
        counts, drawn = chance.integers(1, 5, (2, 3)), chance.random((2, 3))
        cost = drawn - counts / BASE
        best = np.inf
        for up in product((0, 1), repeat=6):
            off = BASE * np.reshape(up, (2, 3)) - counts
            lines = np.abs([*off.sum(axis=0), *off.sum(axis=1), off.sum(), *off[:, :2].sum(axis=1), off[:, :2].sum()])
            if lines.max() <= 3:
                best = min(best, (cost * np.reshape(up, (2, 3))).sum())
        found = rounded(counts, drawn, inner=(0, 1)).cells
        assert (cost * (found > 0)).sum() == pytest.approx(best)
