"""Are the verdicts as honest as they say? Every board of 5 to 30 seats, every outcome, nothing drawn at random.

For a board and a reference, each possible count has a known chance and a fixed verdict, so the chance of each verdict
is a sum, not an estimate. `pytest tests/stats/test_calibration.py -s` prints the figures that docs/methods.md quotes.
"""

from collections import Counter
from pathlib import Path
from statistics import mean

import numpy as np
import pytest

from parity.stats import exact
from parity.stats.exact import LEVEL, POWER
from parity.stats.verdicts import Verdict, judge, judge_family

BOARDS = range(5, 31)
REFERENCES = [percent / 100 for percent in range(5, 100, 5)]
FINE = [permille / 1000 for permille in range(5, 1000, 5)]


def chances(base: int, reference: float, drawn_at: float, unknown: int = 0) -> Counter:
    """Chance of each verdict on a board held against `reference` when its members are drawn at `drawn_at`."""
    from scipy.stats import binom

    found = Counter()
    for count, chance in enumerate(binom.pmf(range(base + 1), base, drawn_at)):
        found[judge(count, base, unknown, reference).verdict] += float(chance)
    return found


def wrongly_called(base: int, reference: float, unknown: int = 0) -> float:
    at_parity = chances(base, reference, reference, unknown)
    return at_parity[Verdict.BELOW] + at_parity[Verdict.ABOVE]


def at_parity_no_board_is_called_too_often(references) -> dict[str, float]:
    """Asserts it, prints it, and hands back the figures under the names they have in docs/methods.md."""
    called = {(base, pi): wrongly_called(base, pi) for base in BOARDS for pi in references}
    worst = max(called, key=called.get)
    print(
        f"\nat parity, {len(called)} boards: called below or above at most {called[worst]:.4f}"
        f" (board of {worst[0]}, reference {worst[1]:.3f}), on average {mean(called.values()):.4f}"
    )
    assert called[worst] <= LEVEL
    assert called[worst] > 0  # a rule that never speaks would pass the line above
    return {
        "parity | called below or above, on the worst board": called[worst],
        "parity | called below or above, on average": mean(called.values()),
    }


def at_half_the_reference_silence_is_only_claimed_with_power(references) -> dict[str, float]:
    """Asserts it, prints it, and hands back the figures under the names they have in docs/methods.md."""
    claimed, found = {}, Counter()
    for base in BOARDS:
        for pi in references:
            half = chances(base, pi, pi / 2)
            found += half
            claimed[base, pi] = half[Verdict.NO_CLEAR_DIFFERENCE]
            powered = exact.power_for_half(base, pi) >= POWER
            assert (half[Verdict.TOO_FEW] > 0) != powered, (base, pi)
            assert claimed[base, pi] <= (1 - POWER if powered else 0) + 1e-9, (base, pi)
            assert half[Verdict.BELOW] == pytest.approx(exact.power_for_half(base, pi), abs=1e-9)
    total = sum(found.values())
    shares = ", ".join(f"{verdict.label} {chance / total:.4f}" for verdict, chance in found.most_common())
    print(f"\nat half the reference, {len(claimed)} boards: {shares};", end=" ")
    print(f"no clear difference on any one board at most {max(claimed.values()):.4f}")
    return {
        "half the reference | called below": found[Verdict.BELOW] / total,
        "half the reference | too few to tell": found[Verdict.TOO_FEW] / total,
        "half the reference | no clear difference": found[Verdict.NO_CLEAR_DIFFERENCE] / total,
        "half the reference | no clear difference, on the worst board": max(claimed.values()),
    }


def is_what_the_document_says(figures: dict[str, float]) -> None:
    document = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
    for name, value in figures.items():
        assert f"| {name} | {100 * value:.2f} % |" in document


def test_at_parity_a_board_is_called_below_or_above_in_at_most_5_cases_of_100():
    is_what_the_document_says(at_parity_no_board_is_called_too_often(REFERENCES))


def test_at_half_the_reference_no_clear_difference_is_claimed_only_where_power_allows():
    is_what_the_document_says(at_half_the_reference_silence_is_only_claimed_with_power(REFERENCES))


def test_people_of_unknown_ethnicity_never_make_a_board_at_parity_called_more_often():
    for base in (5, 12, 18, 30):
        for pi in REFERENCES[::3]:
            known = wrongly_called(base, pi)
            for unknown in (1, 3, 8):
                assert wrongly_called(base, pi, unknown) <= known + 1e-12


def test_pooled_boards_at_parity_are_called_in_at_most_5_cases_of_100():
    worst = 0.0
    for bases, references in (([5, 8, 12], [0.1, 0.3, 0.6]), ([20] * 6, [0.05, 0.1, 0.2, 0.3, 0.4, 0.5])):
        pmf = exact.pooled_pmf(bases, references)
        ps = np.array([exact.pooled_p(count, bases, references) for count in range(len(pmf))])
        worst = max(worst, float(pmf[ps < LEVEL].sum()))
    assert 0 < worst <= LEVEL


def family_discoveries(trials: int, seed: int) -> tuple[float, float]:
    """Share of families of 20 boards at parity with any board called: judged alone, and as a family."""
    rng = np.random.default_rng(seed)
    alone = together = 0
    for _ in range(trials):
        bases, references = rng.integers(5, 31, 20), rng.choice(REFERENCES, 20)
        counts = rng.binomial(bases, references)
        cases = [(int(n), int(of), 0, float(pi)) for n, of, pi in zip(counts, bases, references, strict=True)]
        called = (Verdict.BELOW, Verdict.ABOVE)
        alone += any(judge(*case).verdict in called for case in cases)
        together += any(judgement.verdict in called for judgement in judge_family(cases))
    print(f"\n{trials} families of 20 boards at parity: any called, alone {alone / trials:.3f}, as a family", end=" ")
    print(f"{together / trials:.3f}")
    return alone / trials, together / trials


def test_a_family_of_boards_at_parity_seldom_has_anyone_called():
    alone, together = family_discoveries(trials=200, seed=20071101)
    assert alone > 0.2  # looked at one by one, luck finds someone
    assert together <= LEVEL + 3 * (LEVEL * (1 - LEVEL) / 200) ** 0.5


@pytest.mark.soak
def test_soak_the_same_on_a_fine_grid_of_references():
    at_parity_no_board_is_called_too_often(FINE)
    at_half_the_reference_silence_is_only_claimed_with_power(FINE)


@pytest.mark.soak
def test_soak_many_families_of_boards_at_parity():
    alone, together = family_discoveries(trials=5_000, seed=20071102)
    assert alone > 0.2
    assert together <= LEVEL + 3 * (LEVEL * (1 - LEVEL) / 5_000) ** 0.5
