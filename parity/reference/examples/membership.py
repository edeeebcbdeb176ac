"""Who sat where and when on the invented boards: seats held over four years, and totals from boards that send only those."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from parity.reference.examples.boards import PERFECT, Board
from parity.reference.examples.chance import chance, later, often, pick, shared_out, weighted, whole
from parity.reference.examples.people import GROUPS, HEADED, LABELS, UNKNOWN, drawn_group, in_broad, residents

DAY = datetime.timedelta(days=1)
SECTORS = {
    "core": {"statutory": 36, "elected": 14, "private": 10, "voluntary": 14, "bme_voluntary": 8, "community": 18},
    "wider": {"statutory": 24, "elected": 6, "private": 12, "voluntary": 28, "bme_voluntary": 14, "community": 16},
    "sub_group": {"statutory": 45, "elected": 5, "private": 5, "voluntary": 22, "bme_voluntary": 8, "community": 15},
}
REPRESENTS = {
    "statutory": ("Local authority", "Health service", "Police", "Fire service", "Job centre", "Further education"),
    "elected": ("Cabinet", "Scrutiny committee", "Opposition groups"),
    "private": ("Chamber of commerce", "Small businesses", "Housing developers"),
    "voluntary": (
        "Voluntary sector forum",
        "Advice services",
        "Housing associations",
        "Black and minority ethnic forum",
    ),
    "bme_voluntary": ("Black and minority ethnic forum", "Refugee forum", "Faith forum"),
    "community": ("Tenants and residents", "Youth council", "Older people's forum", "Disabled people's forum"),
}
CLOSED = {
    "statutory": {"ex_officio": 70, "nominated": 30},
    "elected": {"nominated": 60, "elected": 40},
    "private": {"nominated": 60, "co_opted": 40},
    "voluntary": {"nominated": 60, "elected": 30, "unknown": 10},
    "bme_voluntary": {"nominated": 60, "elected": 30, "co_opted": 10},
    "community": {"elected": 45, "nominated": 40, "unknown": 15},
}
BUSY = 4  # members of the core board who sit on most things
RESIGNING = 0.016  # chance of leaving in a month, before the term is out
STAYING_ON = 0.5  # chance of another term


class Seat(NamedTuple):
    """One row of a seats return: a seat held by one member, or left empty, from a date to a date."""

    body_code: str
    tier: str
    sub_group: str
    seat_ref: str
    member_ref: str
    ethnic_group: str
    designated: str
    vacant: str
    sector: str
    route: str
    position: str
    represents: str
    started: str
    ended: str
    term_ends: str
    as_at: str


class SeatCount(NamedTuple):
    """One row of a seat_counts return: the members of one group on one tier on one day."""

    body_code: str
    tier: str
    as_at: str
    ethnic_group: str
    people: str
    designated_seats: str
    seats: str
    unit: str
    base: str
    note: str


class _Place(NamedTuple):
    """A seat before anybody sits in it."""

    tier: str
    sub_group: str
    ref: str
    sector: str
    represents: str
    designated: bool
    position: str


class _Member(NamedTuple):
    ref: str
    label: str
    started: datetime.date
    ended: datetime.date | None
    sector: str


def seats(boards: list[Board], reference: Path) -> Iterator[Seat]:
    """Every holding of every seat of the boards since each was set up, board by board."""
    for board in boards:
        source = chance("seats", board.code)
        refs = _member_refs(source)
        core: list[_Member] = []
        for place in _places(board, source):
            shared = core[:BUSY] * 3 + core if place.tier == "sub_group" else []
            for seat, member in _holdings(board, place, source, refs, shared, reference):
                if place.tier == "core" and member:
                    core.append(member)
                yield seat


def _member_refs(source: Random) -> Iterator[str]:
    number = whole(source, 100, 899)
    while True:
        number += whole(source, 1, 7)
        yield f"M{number:04d}"


def _places(board: Board, source: Random) -> Iterator[_Place]:
    tiers = [("core", "", board.core), ("wider", "", board.wider)]
    tiers += [("sub_group", name, size) for name, size in board.sub_groups]
    for tier, name, size in tiers:
        sectors = [sector for sector, many in shared_out(size, SECTORS[tier]).items() for _ in range(many)]
        if board.body_type == "infrastructure_organisation":
            sectors = ["bme_voluntary" if "bme" in board.code else "voluntary"] * size
        letter = {"core": "C", "wider": "W"}.get(tier) or "".join(word[0] for word in name.split()).upper()
        reserved = board.designated if tier == "core" else 0
        for number, sector in enumerate(sectors, start=1):
            last = size - number < reserved
            position = {1: "chair", 2: "vice_chair"}.get(number, "member") if tier != "wider" else "member"
            sector = "bme_voluntary" if last else sector
            represents = pick(source, REPRESENTS[sector])
            yield _Place(tier, name, f"{letter}{number:02d}", sector, represents, last, position)


def _holdings(
    board: Board, place: _Place, source: Random, refs: Iterator[str], shared: list[_Member], reference: Path
) -> Iterator[tuple[Seat, _Member | None]]:
    """One seat from the day the board was set up to the day of the list, with the vacancies between members."""
    start = later(datetime.date.fromisoformat(board.began), 0, whole(source, 0, 40))
    if place.tier == "sub_group":
        start = later(start, whole(source, 3, 14))
    while start <= board.as_at:
        route = _route(board, place, source)
        known = [one for one in shared if one.started <= start and (one.ended is None or one.ended > later(start, 6))]
        if known and often(source, 0.45):
            same = pick(source, known)
            member, group = same.ref, ""
            label, end, term = same.label, same.ended, later(start, 36)
            place = place._replace(sector=same.sector, represents=pick(source, REPRESENTS[same.sector]))
        else:
            member = next(refs)
            group = _group(board, place, start, source, reference)
            label = _label(board, group, source)
            end, term = _stay(board, start, group, source)
        ended = end if end and end <= board.as_at else None
        told = _seat(board, place, member, label, "no", route, start, ended, term)
        yield told, _Member(member, label, start, ended, place.sector)
        if ended is None:
            return
        start = ended + DAY
        if board.code != PERFECT and often(source, 0.35):
            filled = later(start, whole(source, 1, 6), whole(source, 0, 20))
            closed = filled - DAY if filled <= board.as_at else None
            yield _seat(board, place, "", "", "yes", "", start, closed, None), None
            start = filled


def _route(board: Board, place: _Place, source: Random) -> str:
    if place.sector != "statutory" and often(source, board.open_routes * 1.4):
        return "open"
    if place.tier == "wider" and board.open_routes and often(source, 0.3):
        return "open"
    return weighted(source, CLOSED[place.sector])


def _group(board: Board, place: _Place, start: datetime.date, source: Random, reference: Path) -> str:
    shares = residents(reference).shares(board.places)
    if board.code == PERFECT:
        return _perfect(board, place, shares)
    years = start.year + start.month / 12 - 2021.3
    likelihood = max(0.05, board.reach + board.drift * years)
    if place.tier != "core":
        likelihood *= 1.15
    if place.sector == "bme_voluntary":
        likelihood = max(likelihood * 2, 1.6)
    return drawn_group(source, shares, likelihood, only_bme=place.designated)


def _perfect(board: Board, place: _Place, shares: dict[str, float]) -> str:
    """The group of a seat on the board at parity: the seats of each tier shared out as residents are.

    Designated seats come last and White British first, so that every designated seat is an ethnic minority member's.
    """
    size = {"core": board.core, "wider": board.wider}.get(place.tier) or dict(board.sub_groups)[place.sub_group]
    ordered = sorted(GROUPS, key=lambda group: (group != "white_british", GROUPS.index(group) < 12))
    parts = shared_out(size, {group: shares[group] for group in ordered})
    filled = [group for group, many in parts.items() for _ in range(many)]
    return filled[int(place.ref.lstrip("CWHSVYPA")[-2:]) - 1]


def _label(board: Board, group: str, source: Random) -> str:
    if board.unknown and often(source, board.unknown):
        return weighted(source, UNKNOWN)
    return LABELS[board.labels][group]


def _stay(board: Board, start: datetime.date, group: str, source: Random) -> tuple[datetime.date, datetime.date]:
    """The day a member leaves and the day the term under way then is due to end; ten years on at the latest."""
    monthly = RESIGNING * (1 if group == "white_british" else board.leaving)
    term, months = 36, 0
    while months < 120:
        months += 1
        if often(source, monthly):
            return later(start, months, -whole(source, 1, 20)), later(start, term)
        if months == term:
            if not often(source, STAYING_ON):
                break
            term += 36
    return later(start, months), later(start, term)


def _seat(board, place: _Place, member, label, vacant, route, started, ended, term) -> Seat:
    if term and not ended:
        term = later(started, 36)
        while term <= board.as_at:  # a term that ran out and was renewed
            term = later(term, 36)
    return Seat(
        board.code,
        place.tier,
        place.sub_group,
        place.ref,
        member,
        label,
        "yes" if place.designated else "no",
        vacant,
        place.sector,
        route,
        place.position,
        place.represents,
        started.isoformat(),
        ended.isoformat() if ended else "",
        term.isoformat() if term else "",
        board.as_at.isoformat(),
    )


DAYS = tuple(f"{year}-09-30" for year in range(2022, 2027))


def seat_counts(boards: list[Board], reference: Path) -> Iterator[SeatCount]:
    """Totals on five days a year apart, in the groups each board counts in."""
    for board in boards:
        source = chance("seat_counts", board.code)
        shares = residents(reference).shares(board.places)
        for tier, size in (("core", board.core), ("wider", board.wider)):
            if size:
                for number, day in enumerate(DAYS):
                    reach = board.reach * (1 if tier == "core" else 1.2) + 0.05 * number
                    yield from _counted(board, tier, size, day, shares, reach, source)


def _counted(board: Board, tier: str, size: int, day: str, shares, reach: float, source: Random) -> Iterator[SeatCount]:
    filled = size - whole(source, 0, max(1, size // 10))
    unknown = whole(source, 0, max(1, filled // 12))
    drawn = [drawn_group(source, shares, reach) for _ in range(filled - unknown)]
    counts = {group: drawn.count(group) for group in GROUPS}
    percent = board.labels == "percent"
    reserved = "2" if tier == "core" and board.labels == "two" else ""
    rows = _in_its_groups(board.labels, counts)
    if percent:  # of those whose group is known
        base = filled - unknown
        told = [(label, f"{100 * people / base:.1f}") for label, people in rows.items()]
    else:
        base = 0
        told = [(label, str(people)) for label, people in rows.items()]
        told.append(("Not stated", str(unknown)))
    for place, (label, people) in enumerate(told):
        yield SeatCount(
            board.code,
            tier,
            day,
            label,
            people,
            reserved if place == 0 else "",
            str(size),
            "percent" if percent else "headcount",
            str(base) if percent else "",
            f"{unknown} of {filled} members did not answer" if percent and unknown and place == 0 else "",
        )


def _in_its_groups(labels: str, counts: dict[str, int]) -> dict[str, int]:
    """Counts of the groups of 2021 in the groups the board uses, under its labels."""
    if labels in ("broad", "percent"):
        return in_broad(counts)
    everyone, british = sum(counts.values()), counts["white_british"]
    if labels == "british":
        return {"White British": british, "Ethnic minorities (including White minorities)": everyone - british}
    if labels == "two":
        white = in_broad(counts)[HEADED["white"]]
        return {"White": white, "Ethnic minorities (excluding White minorities)": everyone - white}
    return {label: counts[group] for group, label in LABELS[labels].items()}
