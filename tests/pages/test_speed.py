"""How long the server works for a visitor who changes a choice, page by page, with the examples loaded."""

import statistics

import pytest
from streamlit.proto.Selectbox_pb2 import Selectbox

from tests.browser.dashboard import Server
from tests.load.ahead import first_page, hurried, is_done, worked
from tests.load.visitors import Heard, Visitor
from tests.loops import run
from tests.pages.test_pages import PAGES

MOST = 3  # options tried of each choice
DEAREST = 12  # changes listed
pytestmark = pytest.mark.soak


def test_a_change_of_a_choice_takes_a_tenth_of_a_second_of_work_19_times_in_20(home, capsys):
    server = hurried(home)
    try:
        run(first_page(server))
        run(is_done(server))
        told = {page: (run(changes(page, server)), run(changes(page, server))) for page in PAGES}
    finally:
        server.stop()
    every = sorted((each for twice in told.values() for once in twice for each in once), reverse=True)
    with capsys.disabled():
        print(f"\n{'page':<18}{'changes':>8}{'first':>8}{'p95':>8}{'again':>8}{'p95':>8}  milliseconds of work")
        for page, (first, again) in told.items():
            if first:
                print(
                    f"{page:<18}{len(first):>8}{''.join(f'{1000 * each:>8.0f}' for each in (*_two(first), *_two(again)))}"
                )
        middle, late = _two(every)
        print(f"{'all':<18}{len(every):>8}  median {1000 * middle:.0f}, p95 {1000 * late:.0f}; the dearest:")
        print("\n".join(f"{1000 * seconds:>8.0f}  {of}" for seconds, of in every[:DEAREST]))
    assert late < 0.1


async def changes(page: str, server: Server) -> list[tuple[float, str]]:
    """Seconds of work for each change of a choice: every select box in turn, to its first options and back."""
    visitor = Visitor(server.url, Heard())
    await visitor.arrive(page, {})
    taken = []
    for key in [_key(box) for box in visitor.boxes.values()]:
        box = _box(visitor, key)
        begin = visitor.chosen.get(box.id, box.options[box.default]) if box and box.options else None
        for option in [*(each for each in (box.options if box else ())[:MOST] if each != begin), begin]:
            box = _box(visitor, key)
            if box is None or option not in box.options:
                continue  # a choice may take another off the page
            started = worked(server)
            await visitor.pick(box.id, option)
            taken.append((worked(server) - started, f"{page}, {box.label}: {option}"))
    await visitor.leave()
    assert visitor.heard.errors == []
    return taken


def _key(box: Selectbox) -> str:
    return box.id.split("-", 2)[-1]


def _box(visitor: Visitor, key: str) -> Selectbox | None:
    """The select box as it is now."""
    return next((box for box in visitor.boxes.values() if _key(box) == key), None)


def _two(taken: list[tuple[float, str]]) -> tuple[float, float]:
    """The median, and what 19 in 20 do not exceed."""
    seconds = sorted(each for each, _ in taken)
    return statistics.median(seconds), seconds[max(0, round(0.95 * len(seconds)) - 1)]
