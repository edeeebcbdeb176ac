"""What is worked out ahead is what pages ask for, and nobody is kept waiting by it."""

import gc

from parity import ready
from parity.measures import monitoring, overview, scorecard, whose
from parity.remembered import is_remembered, name_of, once


def test_every_year_of_the_first_bodies_is_worked_out_ahead_with_rests_between(the_store):
    rests: list[float] = []
    ready.work_ahead(the_store)
    ready.work_further_ahead(the_store, rests.append)
    told = once(the_store, whose.told)
    first = whose.of(told, next(code for code in whose.SETS if whose.of(told, code)))
    bodies = list(first.bodies)
    for since, until in whose.periods(first.first, first.last):
        for definition in ("excluding", "including"):
            assert is_remembered(the_store, *name_of(scorecard.by_indicator, (bodies, since, until, definition), {}))
            assert is_remembered(the_store, *name_of(overview.latest, (bodies, until, definition), {}))
        assert is_remembered(the_store, *name_of(monitoring.completeness, (bodies, since, until), {}))
    assert rests[0] == ready.LATER and len(rests) > 10


def test_what_stays_is_out_of_the_collectors_rounds():
    try:
        ready.settle()
        assert gc.get_freeze_count() > len(gc.get_objects())
    finally:
        gc.unfreeze()
