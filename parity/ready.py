"""What visitors are likely to be shown, worked out while nobody waits for it."""

import gc
import time
from collections.abc import Callable, Iterator
from datetime import date

from parity.measures import actions, due, ladder, monitoring, overview, scorecard, whose
from parity.remembered import once
from parity.store import Store

LATER = 10.0  # seconds after the first page, when the first visitors have theirs
REST = 2.0  # for each second of work that nobody has asked for, so many are left to those who ask


def work_ahead(store: Store) -> None:
    """The figures of the first pages as they open: the set of bodies and the year that `ui_bodies.choose` begins with."""
    for work, chosen in _first(store):
        once(store, work, *chosen)


def settle() -> None:
    """What is here to stay, modules above all, leaves the rounds of Python's collector.

    A round through all of it takes a quarter of a second, and a visitor whose page happens to bring it about waits.
    """
    gc.collect()
    gc.freeze()


def work_further_ahead(store: Store, wait: Callable[[float], None] = time.sleep) -> None:
    """The Overview of the same bodies for every other year and definition, at leisure."""
    wait(LATER)
    for work, chosen in _others(store):
        started = time.thread_time()
        once(store, work, *chosen)
        wait(REST * (time.thread_time() - started))


def _first(store: Store) -> Iterator[tuple[Callable, tuple]]:
    bodies, spans = _beginning(store)
    for since, until in spans[:1]:
        yield scorecard.by_indicator, (bodies, since, until, "excluding")
        yield overview.latest, (bodies, until, "excluding")
        yield due.due, (date.today(),)
        yield ladder.bodies, ()
        yield ladder.by_group, (bodies, since, until)


def _others(store: Store) -> Iterator[tuple[Callable, tuple]]:
    bodies, spans = _beginning(store)
    if not spans:
        return
    yield monitoring.freshness, (bodies, date.today())
    yield actions.listed, (date.today(),)
    for since, until in spans:
        yield monitoring.completeness, (bodies, since, until)
        for definition in ("excluding", "including"):
            yield scorecard.by_indicator, (bodies, since, until, definition)
            yield overview.latest, (bodies, until, definition)
        yield ladder.by_group, (bodies, since, until)


def _beginning(store: Store) -> tuple[list[str], list[whose.Period]]:
    """The bodies that pages begin with, and every period they can be looked at for; none without a return."""
    told = once(store, whose.told)
    first = next((found for found in (whose.of(told, code) for code in whose.SETS) if found), None)
    return ([], []) if first is None else (list(first.bodies), list(whose.periods(first.first, first.last)))
