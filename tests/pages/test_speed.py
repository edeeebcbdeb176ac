"""How long the server works for a visitor who changes a choice, page by page, with the examples loaded."""

import statistics
import time
from datetime import date

import pytest

from parity import current, places, ready
from tests.pages.test_pages import PAGES, opened

MOST = 3  # options tried of each choice
pytestmark = pytest.mark.soak


def changes(page: str) -> list[float]:
    """Seconds of work for each change of a choice: every select box in turn, to its first options and back."""
    app = opened(page, patience=300)
    taken = []
    for key in [box.key for box in app.selectbox if box.key]:
        box = _box(app, key)
        if box is None:
            continue
        begin = box.index
        for number in [*(each for each in range(MOST) if each != begin), begin]:
            box = _box(app, key)
            if box is None or number is None or number >= len(box.options):
                continue
            started = time.process_time()
            box.select_index(number).run()
            taken.append(time.process_time() - started)
            assert not app.exception, (page, key, number)
    return taken


def _box(app, key: str):
    """The select box as it is now: a choice may take another off the page."""
    return next((each for each in app.selectbox if each.key == key), None)


def p95(taken: list[float]) -> float:
    return sorted(taken)[max(0, round(0.95 * len(taken)) - 1)]


def test_a_change_of_a_choice_takes_a_tenth_of_a_second_of_work_19_times_in_20(at_home, capsys):
    opened("overview")
    store, today = current.opened(places.this_home(), "full"), date.today()  # as the server does before anybody asks
    ready.work_ahead(store, today)
    ready.settle()
    ready.work_further_ahead(store, today, lambda _: None)
    every, lines = [], []
    for page in PAGES:
        first = changes(page)
        again = changes(page)
        if not first:
            continue
        every += first + again
        lines.append(
            f"{page:<18}{len(first):>8}{1000 * statistics.median(first):>8.0f}{1000 * p95(first):>8.0f}"
            f"{1000 * statistics.median(again):>8.0f}{1000 * p95(again):>8.0f}"
        )
    with capsys.disabled():
        print(f"\n{'page':<18}{'changes':>8}{'first':>8}{'p95':>8}{'again':>8}{'p95':>8}  milliseconds of work")
        print("\n".join(lines))
        print(f"{'all':<18}{len(every):>8}  median {1000 * statistics.median(every):.0f}, p95 {1000 * p95(every):.0f}")
    assert p95(every) < 0.1
