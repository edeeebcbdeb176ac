"""What the first visitor is shown, worked out while nobody waits for it."""

from parity.measures import ladder, overview, scorecard, whose
from parity.remembered import once
from parity.store import Store


def work_ahead(store: Store) -> None:
    """The figures of the first pages as they open: the set of bodies and the year that `ui_bodies.choose` begins with."""
    told = once(store, whose.told)
    first = next((found for found in (whose.of(told, code) for code in whose.SETS) if found), None)
    if first is None or not (spans := whose.periods(first.first, first.last)):
        return
    bodies, (since, until) = list(first.bodies), spans[0]
    once(store, scorecard.by_indicator, bodies, since, until, "excluding")
    once(store, overview.latest, bodies, until, "excluding")
    once(store, ladder.bodies)
    once(store, ladder.by_group, bodies, since, until)
