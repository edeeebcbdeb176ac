"""What visitors are likely to look at, as the measures that pages will ask for: what is worth working out before."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from parity.choice import BROAD, COUNTRY, FIRST_PLACE, FIRST_REGION, MINORITIES, Choice, Definition, Place
from parity.findings import MEMBERS
from parity.measures import (
    actions,
    area_profile,
    changes,
    concentration,
    delivery,
    designated,
    due,
    infrastructure,
    ladder,
    money,
    monitoring,
    not_known,
    opportunities,
    overview,
    recruitment,
    representation,
    retention,
    scorecard,
    seats,
    serving,
    trend,
    whose,
)
from parity.measures.whose import Period, Whose
from parity.packs import claims, questions
from parity.packs.asked import Asked
from parity.remembered import once
from parity.rows import rows_of
from parity.store import Store

DEFINITIONS: tuple[Definition, ...] = ("excluding", "including")
DAYS = 4  # earlier ones that are worked ahead for
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Work(NamedTuple):
    """A measure, and what is chosen: by place, and by name."""

    measure: Callable
    chosen: tuple
    more: Mapping[str, Any] = NOTHING

    def done(self, store: Store) -> None:
        """Works it out, to be remembered."""
        once(store, self.measure, *self.chosen, **self.more)


def first(store: Store, today: date) -> Iterator[Work]:
    """The figures of the first pages as they open."""
    for of in _sets(store)[:1]:
        yield from _overview(of, today, *_spans(of)[:1])
        yield from _ladder(store, of.code, 1)
    yield Work(due.due, (today,))
    yield Work(actions.listed, (today,))


def others(store: Store, today: date) -> Iterator[Work]:
    """What may be looked at next: sets of bodies, then the largest places, then each body alone."""
    sets = _sets(store)
    for of in sets[:1]:
        yield from _overview(of, today, *_spans(of))
        yield from _overview(of, today, *_spans(of)[:1], definition="including")
    for definition in DEFINITIONS:
        yield Work(changes.between_days, (*changes.days_to_begin_with(store, today), definition))
    yield from _other_days(store, today)
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
        for span in _spans(of):
            yield from _recruitment(store, of, span)
    yield from _begun_with(store, today)
    for place in larger(store):
        yield from _area(place, today)
        yield from _evidence(place, today)
        yield from _money(store, place)
    yield from _one_by_one(store, today)
    yield from _packs(today, [*bodies(store), *larger(store)])


def _begun_with(store: Store, today: date) -> Iterator[Work]:
    """What pages begin with, more closely: two packs, the wards of a place, what was told lately, every year of awards."""
    examples = [code for code in bodies(store) if code.startswith("example-")]
    for place in _place(store, FIRST_PLACE):
        yield from _packs(today, [*examples[:1], place])
        yield from _area(place, today)
        for ward in rows_of(store.ask("areas_within", area=place.area, level="ward")):
            yield from _area(Place(ward["area_code"], ward["name"], "ward"), today)
    for place in _place(store, COUNTRY):
        for since in (None, *(not_known.years_back(today, years) for years in not_known.YEARS)):
            where = (place.area, place.parts, today, since, since is None)
            yield Work(not_known.register, where)
            yield Work(not_known.summary, where)
    for place in _place(store, FIRST_REGION):
        yield from _money(store, place, every=True)


def _place(store: Store, area: str) -> Iterator[Place]:
    """A place, where the store has it."""
    for row in rows_of(store.ask("area", area=area)):
        yield Place(area, row["name"], row["level"])


def _one_by_one(store: Store, today: date) -> Iterator[Work]:
    """Each body alone, as the pages that are opened for a meeting of it begin; what takes the most room comes last."""
    for code in bodies(store):
        of = whose.of(once(store, whose.told), code)
        for span in _spans(of)[:1] if of else []:
            yield from _overview(of, today, span)
            yield from _monitoring(of, today, span)
            yield from _recruitment(store, of, span)
            yield from _ladder(store, code, 1)
        for definition in DEFINITIONS:
            yield from _representation(store, code, definition)
            yield Work(_trends, (code, definition))
        yield Work(_beside, (code,))
        yield from _earlier_boards(store, code)


def _packs(today: date, those: Sequence[str | Place]) -> Iterator[Work]:
    """The evidence packs of bodies (by their codes) and places."""
    for definition in DEFINITIONS:
        for each in those:
            of = {"area": each.area} if isinstance(each, Place) else {"body": each}
            chosen = questions.usual("area" if isinstance(each, Place) else "body", "board")
            yield Work(_pack, (Asked(**of, questions=chosen, definition=definition), today))


def _pack(store: Store, asked: Asked, today: date) -> None:
    """The claims of a pack: put together they would take as much room again, and that takes no time."""
    claims.gather(store, asked, today, once)


def bodies(store: Store) -> list[str]:
    """The codes of the bodies that are worked ahead for one by one."""
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
    """What is told of one body: each part, the one that `ui.choose` begins with first, on the day it begins with."""
    every = once(store, representation.rounds)
    latest, told = representation.latest_testable(every), every[every["body_code"] == code]
    peers = whose.peers(once(store, whose.told), code)
    held = set(told["part"])
    parts = dict.fromkeys([latest[0]] if latest else []) | dict.fromkeys(MEMBERS)
    for part in (each for each in parts if each in held):
        day = representation.day_to_begin_with(told[told["part"] == part], latest)
        choice = Choice(code, part, day, definition)
        yield from _told(choice)
        yield Work(representation.across_bodies, (peers, choice.of_all))


def _told(choice: Choice) -> Iterator[Work]:
    """What one body told of a part on a day, and of a board seat by seat."""
    yield Work(representation.by_group, (choice.of_groups,))
    if choice.part in representation.TIERS:
        yield Work(seats.figures, ([choice.body], choice.part, choice.as_at))
        yield Work(representation.by_tier, (choice,))


def _earlier_boards(store: Store, code: str) -> Iterator[Work]:
    """A board on the days before the one that it is opened on."""
    told = once(store, representation.rounds)
    told = told[told["body_code"].eq(code) & told["part"].isin(representation.TIERS)]
    for part, days in told.groupby("part")["as_at"]:
        for day in sorted(days, reverse=True)[:DAYS]:
            yield from _told(Choice(code, part, day))


def _other_days(store: Store, today: date) -> Iterator[Work]:
    """What changed from another day until now, or until another day."""
    first, last = changes.days_to_begin_with(store, today)
    days = [day for day in changes.days(store, today) if day not in (first, last)][:DAYS]
    for pair in [*((day, last) for day in days), *((first, day) for day in days if day > first)]:
        yield Work(changes.between_days, (*pair, "excluding"))


def _trends(store: Store, code: str, definition: Definition) -> None:
    """The series of each of one body's parts, and what may be said of them."""
    for part in _parts(store, code):
        trend.fitted(once(store, trend.of_bodies, [code], part, [MINORITIES[definition], *BROAD]))


def _beside(store: Store, code: str) -> None:
    """The series of one body's first part beside those of similar bodies."""
    every = once(store, representation.rounds)
    for part in _parts(store, code)[:1]:
        alike = trend.alike(store, code, set(every.loc[every["part"] == part, "body_code"]))
        trend.fitted(trend.in_order(once(store, trend.of_bodies, alike, part, [MINORITIES["excluding"]]), alike))


def _parts(store: Store, code: str) -> list[str]:
    every = once(store, representation.rounds)
    told = set(every.loc[every["body_code"] == code, "part"])
    return [each for each in MEMBERS if each in told]


def larger(store: Store) -> list[Place]:
    """The countries and regions: few, chosen often, and the dearest to work out."""
    areas = store.ask("areas")
    areas = areas[areas["level"].isin(["country", "region"])]
    return [Place(row["area_code"], row["name"], row["level"]) for row in rows_of(areas)]


def _area(place: Place, today: date) -> Iterator[Work]:
    yield Work(area_profile.groups, (place.area, False))
    yield Work(area_profile.estimates, (place.area,))
    if place.level != "ward":
        yield Work(area_profile.residential_pattern, (place.area, place.parts))
        for definition in DEFINITIONS:
            yield Work(area_profile.parts, (place.area, place.parts, *MINORITIES[definition]))
    for definition in DEFINITIONS:
        yield Work(serving.bodies, (place.area, definition, today))
    yield Work(opportunities.directory, (place.area, today))
    yield Work(not_known.places_told, (place.area, place.level))
    yield Work(not_known.of_place, (place.area, place.level))


def _evidence(place: Place, today: date) -> Iterator[Work]:
    """Opportunities, and what is not known: any time, of real bodies."""
    for level in (place.parts, "ward") if place.level == "region" else (place.parts,):
        yield Work(opportunities.by_area, (place.area, level, today))
        where = (place.area, level, today, None, False)
        yield Work(not_known.register, where)
        yield Work(not_known.summary, where)


def _money(store: Store, place: Place, every: bool = False) -> Iterator[Work]:
    """Awards by year, meant for whom, and who delivers: all years of each standing, and the last of the first, or every."""
    spans = money.spans(once(store, money.funders, place.area))
    for number, (code, span) in enumerate(spans.items()):
        if "." in code and number > 1 and not every:
            continue
        about = (place.area, *span)
        yield Work(money.by_leader, about)
        for by in ("year", "funder", "programme", "area") if every and not number else ("year",):
            yield Work(money.by_leader, about, {"by": by, "level": place.parts})
        yield Work(money.for_groups, about)
        serving_it = once(store, money.bodies_within, place.area, code.partition(".")[0])
        yield Work(delivery.by_leader, (serving_it, *span))
        yield Work(infrastructure.by_leader, (serving_it, *span))
