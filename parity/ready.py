"""What visitors are likely to be shown, worked out while nobody waits for it."""

import gc
import time
from collections.abc import Callable
from datetime import date

from parity import likely
from parity.remembered import room
from parity.store import Store
from parity.web import errors

LATER = 10.0  # seconds after the first page, when the first visitors have theirs
REST = 2.0  # for each second of work that nobody has asked for, so many are left to those who ask
LEAST = 0.2  # seconds that each rest takes after work of more than NOTHING
NOTHING = 0.005  # seconds: what was worked out already
QUIET = 0.1  # of a core: as long as visitors keep the process at work for more than that, nothing is worked ahead
LOOK = 5.0  # seconds from one look at whether there is another store, or another day, to the next
ROOM = 0.5  # of what may be remembered; the rest is for what visitors do ask for


def keep_ahead(look: Callable[[], Store | None], wait: Callable[[float], None] = time.sleep) -> None:
    """Works ahead for the store that `look` finds, and again for every other that takes its place and on every new day.

    Never ends: for a thread of its own. None is no store yet.
    """
    ahead: tuple | None = None
    while True:
        store, today = look(), date.today()
        if store is not None and (about := _about(store, today)) != ahead:
            begun, ahead = ahead is not None, about
            try:
                work_ahead(store, today)
                if not begun:
                    settle()
                work_further_ahead(store, today, wait, lambda about=about: _is_still(look(), about))
            except Exception as error:  # what was likely could not even be listed: the next store may be another matter
                errors.noted(error)
        wait(LOOK)


def _about(store: Store, today: date) -> tuple:
    return str(store.path), store.build_id, today


def _is_still(store: Store | None, about: tuple) -> bool:
    return store is not None and _about(store, date.today()) == about


def work_ahead(store: Store, today: date) -> None:
    """The figures of the first pages as they open: the set of bodies and the year that `ui_bodies.choose` begins with."""
    for work in likely.first(store, today):
        work.done(store)


def settle() -> None:
    """What is here to stay, modules above all, leaves the rounds of Python's collector.

    A round through all of it takes a quarter of a second, and a visitor whose page happens to bring it about waits.
    """
    gc.collect()
    gc.freeze()


def work_further_ahead(
    store: Store, today: date, wait: Callable[[float], None] = time.sleep, go_on: Callable[[], bool] = lambda: True
) -> None:
    """What pages show after a change of year, definition, bodies or place, the likeliest first, at leisure.

    As far as there is room, and while `go_on` says that it is still of use. What fails is noted and left: a page that
    asks for it says so to whoever is there.
    """
    wait(LATER)
    for work in likely.others(store, today):
        if room() < ROOM or not go_on():
            return
        started = time.thread_time()
        try:
            work.done(store)
        except Exception as error:
            errors.noted(error)
        took = time.thread_time() - started
        if took < NOTHING:
            wait(REST * took)
        else:
            _rest(max(LEAST, REST * took), wait)


def _rest(seconds: float, wait: Callable[[float], None]) -> None:
    """Waits until the process has had little to do for so long: one at work for many visitors has no time to spare."""
    busy = True
    while busy:
        before = time.process_time()
        wait(seconds)
        busy = time.process_time() - before > QUIET * seconds
