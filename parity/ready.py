"""What visitors are likely to be shown, worked out while nobody waits for it."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from parity.choice import Choice, Definition
from parity.findings import MEMBERS
from parity.measures import (
    actions,
    changes,
    concentration,
    designated,
    due,
    ladder,
    monitoring,
    overview,
    recruitment,
    representation,
    retention,
    scorecard,
    seats,
    whose,
)
from parity.measures.whose import Period, Whose
from parity.packs import claims, questions
from parity.packs.asked import Asked
from parity.remembered import once, room
from parity.store import Store

LATER = 10.0  # seconds after the first page, when the first visitors have theirs
REST = 2.0  # for each second of work that nobody has asked for, so many are left to those who ask
LOOK = 5.0  # seconds from one look at whether there is another store, or another day, to the next
ROOM = 0.5  # of what may be remembered; the rest is for what visitors do ask for
DEFINITIONS: tuple[Definition, ...] = ("excluding", "including")
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Work(NamedTuple):
    """A measure, and what is chosen: by place, and by name."""

    measure: Callable
    chosen: tuple
    more: Mapping[str, Any] = NOTHING

    def done(self, store: Store) -> None:
        once(store, self.measure, *self.chosen, **self.more)


def keep_ahead(look: Callable[[], Store | None], wait: Callable[[float], None] = time.sleep) -> None:
    """Works ahead for the store that `look` finds, and again for every other that takes its place and on every new day.

    Never ends: for a thread of its own. None is no store yet.
    """
    ahead: tuple | None = None
    while True:
        store, today = look(), date.today()
        if store is not None and _about(store, today) != ahead:
            work_ahead(store, today)
            if ahead is None:
                settle()
            ahead = _about(store, today)
            work_further_ahead(store, today, wait, lambda about=ahead: _is_still(look(), about))
        wait(LOOK)


def _about(store: Store, today: date) -> tuple:
    return str(store.path), store.build_id, today


def _is_still(store: Store | None, about: tuple) -> bool:
    return store is not None and _about(store, date.today()) == about


def work_ahead(store: Store, today: date) -> None:
    """The figures of the first pages as they open: the set of bodies and the year that `ui_bodies.choose` begins with."""
    for work in _first(store, today):
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
    """What pages of many bodies show after a change of year, definition or set of bodies, the likeliest first, at leisure.

    As far as there is room, and while `go_on` says that it is still of use.
    """
    wait(LATER)
    for work in _others(store, today):
        if room() < ROOM or not go_on():
            return
        started = time.thread_time()
        work.done(store)
        wait(REST * (time.thread_time() - started))


def _first(store: Store, today: date) -> Iterator[Work]:
    for of in _sets(store)[:1]:
        yield from _overview(of, today, *_spans(of)[:1])
        yield from _ladder(store, of.code, 1)
    yield Work(due.due, (today,))
    yield Work(actions.listed, (today,))


def _others(store: Store, today: date) -> Iterator[Work]:
    sets = _sets(store)
    for of in sets[:1]:
        yield from _overview(of, today, *_spans(of))
        yield from _overview(of, today, *_spans(of)[:1], definition="including")
    for definition in DEFINITIONS:
        yield Work(changes.between_days, (*changes.days_to_begin_with(store, today), definition))
    for of in sets:
        for definition in DEFINITIONS:
            yield from _overview(of, today, *_spans(of)[:1], definition=definition)
        yield from _monitoring(of, today, *_spans(of)[:1])
        yield from _ladder(store, of.code, 1)
    for of in sets:
        for definition in DEFINITIONS:
            yield from _overview(of, today, *_spans(of), definition=definition)
        yield from _ladder(store, of.code)
        yield from _monitoring(of, today, *_spans(of))
    yield from _one_by_one(store, today)


def _one_by_one(store: Store, today: date) -> Iterator[Work]:
    """Each body alone, as the pages that are opened for a meeting of it begin; what takes the most room comes last."""
    for code in _bodies(store):
        of = whose.of(once(store, whose.told), code)
        for span in _spans(of)[:1] if of else []:
            yield from _overview(of, today, span)
            yield from _monitoring(of, today, span)
            yield from _recruitment(store, of, span)
            yield from _ladder(store, code, 1)
        for definition in DEFINITIONS:
            yield from _representation(store, code, definition)
    for definition in DEFINITIONS:
        for code in _bodies(store):
            asked = Asked(body=code, questions=questions.usual("body", "board"), definition=definition)
            yield Work(claims.gather, (asked, today, once))


def _bodies(store: Store) -> list[str]:
    return list(once(store, whose.told)["body_code"])


def _overview(of: Whose, today: date, *spans: Period, definition: str = "excluding") -> Iterator[Work]:
    yield Work(monitoring.freshness, (of.bodies, today))
    for since, until in spans:
        yield Work(scorecard.by_indicator, (of.bodies, since, until, definition))
        yield Work(overview.latest, (of.bodies, until, definition))
        yield Work(monitoring.completeness, (of.bodies, since, until))


def _monitoring(of: Whose, today: date, *spans: Period) -> Iterator[Work]:
    yield Work(monitoring.missing_pieces, (of.bodies,))
    for _, until in spans:
        yield Work(monitoring.coverage, (of.bodies, until))


def _ladder(store: Store, code: str, most: int | None = None) -> Iterator[Work]:
    """The ladder offers those bodies alone that told anything of a step."""
    told = once(store, whose.told)
    of = whose.of(told[told["body_code"].isin(once(store, ladder.bodies)["body_code"])], code)
    for since, until in _spans(of)[:most] if of else []:
        yield Work(ladder.by_group, (of.bodies, since, until))


def _sets(store: Store) -> list[Whose]:
    """The sets of bodies in the order in which pages offer them, those of which anything is told."""
    told = once(store, whose.told)
    return [found for code in whose.SETS if (found := whose.of(told, code)) and _spans(found)]


def _spans(of: Whose) -> list[Period]:
    return whose.periods(of.first, of.last)


def _recruitment(store: Store, of: Whose, span: Period) -> Iterator[Work]:
    within = {"since": span.since, "until": span.until}
    yield Work(recruitment.steps, (of.bodies,), within)
    yield Work(recruitment.stages, (of.bodies,), within)
    yield Work(recruitment.stages, (of.bodies,), within | {"by": "route"})
    yield Work(retention.compared, (of.bodies, "core"))
    yield Work(retention.curves, (of.bodies, "core"))
    day = representation.last_told(once(store, representation.rounds), of.bodies, "core", span.until)
    for definition in DEFINITIONS:
        yield Work(designated.by_body, (of.bodies, "core", day, definition))
        yield Work(concentration.by_body, (of.bodies, day or span.until, definition))


def _representation(store: Store, code: str, definition: Definition) -> Iterator[Work]:
    """What is told of one body, at the part and on the day that `ui.choose` begins with."""
    every = once(store, representation.rounds)
    told, latest = every[every["body_code"] == code], representation.latest_testable(every)
    if told.empty:
        return
    part = next(each for each in (latest[0] if latest else "", *MEMBERS) if each in set(told["part"]))
    day = representation.day_to_begin_with(told[told["part"] == part], latest)
    choice = Choice(code, part, day, definition)
    yield Work(representation.by_group, (choice,))
    if choice.part in representation.TIERS:
        yield Work(seats.figures, ([code], choice.part, choice.as_at))
        yield Work(representation.by_tier, (choice,))
