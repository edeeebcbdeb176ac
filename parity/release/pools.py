"""Three boards or more taken together: the only way in which the groups of members are told of boards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from parity.disclosure import BASE, LEAST_BOARDS, LEAST_SIDE, Hidden, Rounded, can_be_pooled
from parity.release.boards import Board
from parity.release.making import Making
from parity.release.records import EVERYONE, Groups, count

OLDEST = timedelta(days=731)  # a list of seats older than this, against the newest, is not taken together with it
LEAST_CHANGED = 8  # members of known group who came or went before a pool is told anew
PASSED_OVER = 1 / 8  # of what could be told and is not, by chance: so silence never says that a side has fewer than 8
TYPES = {
    "local_strategic_partnership": "local strategic partnerships",
    "regeneration_partnership": "regeneration partnerships",
    "neighbourhood_board": "neighbourhood boards",
    "community_empowerment_network": "community empowerment networks",
    "council": "councils",
    "police_force": "police forces",
    "health_body": "health bodies",
    "infrastructure_organisation": "infrastructure organisations",
}


class Described(NamedTuple):
    """What is public of a body: its type, the areas it serves, and the region they all lie in ('' for several)."""

    body_type: str
    catchment: str
    region: str
    region_name: str


def pools(
    making: Making, boards: Sequence[Board], bodies: Mapping[str, Described], groups: Groups
) -> tuple[list[dict], list[dict]]:
    """Bodies that stand for boards taken together, and their seat counts; each board is in one pool at most.

    Boards of one kind in one region, else all boards of a region, else all there are. Which boards go together is
    decided by what is public of them, never by what is hidden.
    """
    told_bodies: dict[str, dict] = {}
    told_counts: list[dict] = []
    for key, members in _chosen(boards, bodies, groups):
        name = making.secret.name("pool", *key)
        before = [each for each in making.earlier.pools if each["pool"] == name]
        statement = _statement(making, name, members, groups, before[-1] if before else None)
        listed = [each for each in before if statement is None or each["day"] != statement["day"]]
        listed += [statement] if statement is not None and statement not in listed else []
        for each in listed:
            _say(making, each)
            making.pools.append(each)
            body, counts = _told(key, each, bodies)
            told_bodies[body["body_code"]] = body
            told_counts += counts
    return list(told_bodies.values()), told_counts


def _chosen(
    boards: Sequence[Board], bodies: Mapping[str, Described], groups: Groups
) -> Iterator[tuple[tuple, list[Board]]]:
    """The boards that go together, by region, type and tier; a board in two tiers is two boards."""
    usable = [b for b in boards if b.body in bodies and b.declared and b.side(groups, "excluding") is not None]
    newest: dict[str, date] = {}
    for board in usable:
        newest[board.tier] = max(newest.get(board.tier, board.day), board.day)
    left = [board for board in usable if newest[board.tier] - board.day <= OLDEST]
    for level in range(3):
        together: dict[tuple, list[Board]] = {}
        for board in left:
            of = bodies[board.body]
            key = ((of.region, of.body_type), (of.region, ""), ("", ""))[level]
            together.setdefault((*key, board.tier), []).append(board)
        left = [board for members in together.values() if len(members) < LEAST_BOARDS for board in members]
        yield from ((key, members) for key, members in sorted(together.items()) if len(members) >= LEAST_BOARDS)


def _statement(
    making: Making, name: str, boards: Sequence[Board], groups: Groups, before: Mapping | None
) -> dict | None:
    """What is said of a pool now: what was said last, unless enough has changed; None where nothing may be said."""
    last = dict(before) if before is not None else None
    members = {board.body: _member(making, board) for board in boards}
    for board in boards:
        making.of_return |= dict.fromkeys(members[board.body]["names"].values(), board.return_id)
    if last is not None and (name in making.withheld or not _changed_enough(last["members"], members)):
        return last
    declared = sum(board.declared or 0 for board in boards)
    excluding = sum(board.side(groups, "excluding") or 0 for board in boards)
    each = [board.declared or 0 for board in boards]
    if name in making.withheld or not can_be_pooled((excluding, declared - excluding), each):
        return last
    day = max(board.day for board in boards)
    if _is_passed_over(making, name, "excluding", day):
        return last
    including = [board.side(groups, "including") for board in boards]
    cells = {"excluding": _rounded(making, name, "excluding", day, excluding, declared)}
    if all(side is not None for side in including):
        white = sum(side or 0 for side in including) - excluding
        rest = declared - excluding - white
        apart = (white, declared - white), (rest, declared - rest)
        finer = all(can_be_pooled(sides, each) for sides in apart) and min(white, rest, excluding) >= LEAST_SIDE
        if finer and not _is_passed_over(making, name, "white_minorities", day):
            cells["white_minorities"] = _rounded(making, name, "white_minorities", day, white, declared - excluding)
    return {
        "pool": name, "day": day.isoformat(), "members": members, "cells": cells,
        "declared": declared, "silent": sum(board.silent or 0 for board in boards),
        "seats": sum(board.seats if board.seats is not None else board.held or 0 for board in boards),
        "returns": sorted({board.return_id for board in boards}),
        "before": dict(last["members"]) if last is not None else {},
    }  # fmt: skip


def _member(making: Making, board: Board) -> dict:
    """A board in a pool, by names that tell nothing of its figures: they are other names once its figures are others."""
    figures = (board.body, board.tier, sorted(board.by_group.items()), sorted(board.members))
    names = {side: making.secret.name("side", side, *figures) for side in ("excluding", "white_minorities")}
    return {"declared": board.declared, "names": names, "members": sorted(board.members)}


def _came_and_went(old: Mapping | None, new: Mapping | None) -> tuple[int, int, int]:
    """Of a board's members of known group: how many stayed, left and joined. Where it sends totals, as few as can be."""
    before, after = (each["declared"] if each else 0 for each in (old, new))
    if old and new and old["members"] and new["members"]:
        stayed = len(set(old["members"]) & set(new["members"]))
    else:
        stayed = min(before, after)
        if old and new and before == after and old["names"] != new["names"]:
            stayed -= 1
    return stayed, before - stayed, after - stayed


def _changed_enough(old: Mapping[str, Mapping], new: Mapping[str, Mapping]) -> bool:
    """Whether at least three boards have changed, and at least 8 of their members: less could give one of them away."""
    moved = [sum(_came_and_went(old.get(body), new.get(body))[1:]) for body in old.keys() | new.keys()]
    return sum(each > 0 for each in moved) >= LEAST_BOARDS and sum(moved) >= LEAST_CHANGED


def _is_passed_over(making: Making, name: str, side: str, day: date) -> bool:
    """Whether chance, which knows the pool and its day and nothing that is hidden, keeps it from being told."""
    return making.secret.chance("passed over", name, side, day) < PASSED_OVER


def _rounded(making: Making, name: str, side: str, day: date, value: int, of: int) -> int:
    """A multiple of five next to a pool's figure, never under 8 or so high that fewer than 8 are left on the other side."""
    low = value - value % BASE
    high = low + BASE if value % BASE else low
    up = making.secret.chance("pool", name, side, day) < value % BASE / BASE
    return high if (up and high <= of - LEAST_SIDE) or low < LEAST_SIDE else low


def _say(making: Making, statement: Mapping) -> None:
    """What a pool says: its figures, each off by 4 at most, and 8 people or more on every side."""
    cells, declared = statement["cells"], statement["declared"]
    three = "white_minorities" in cells
    for side, value in cells.items():
        terms = [(each["names"][side], 1) for each in statement["members"].values()]
        making.says(terms, max(value - BASE + 1, LEAST_SIDE), min(value + BASE - 1, declared - LEAST_SIDE))
        pooled = making.secret.name("sum of", *sorted(name for name, _ in terms))
        making.says([*terms, (pooled, -1)], 0, 0)
        making.protected[pooled], making.within[pooled] = Rounded(), statement["pool"]
        making.of_return[pooled] = " ".join(statement["returns"])
    for each in statement["members"].values():
        names = [each["names"][side] for side in cells]
        making.says([(name, 1) for name in names], 0, each["declared"])
        for name in names:
            making.protected[name], making.within[name] = Hidden(each["declared"]), statement["pool"]
    if three:
        both = [(name, 1) for each in statement["members"].values() for name in each["names"].values()]
        making.says(both, LEAST_SIDE, declared - LEAST_SIDE)
    for body, old in statement["before"].items():
        new = statement["members"].get(body)
        # Of bodies that send totals nobody here can say who stayed.
        if new is not None and new["names"] != old["names"] and new["members"] and old["members"]:
            for side in cells:
                _say_who_moved(making, old, new, side, statement["pool"])


def _say_who_moved(making: Making, old: Mapping, new: Mapping, side: str, pool: str) -> None:
    """Anybody can see who came and who went: what was true of those who stayed still is."""
    names = (old["names"][side], new["names"][side])
    stay, leave, join = (making.secret.name(how, *names) for how in ("stayed", "left", "joined"))
    returns = " ".join(filter(None, (making.of_return.get(each, "") for each in names)))
    for name, size in zip((stay, leave, join), _came_and_went(old, new), strict=True):
        making.of_return[name] = returns
        making.says([(name, 1)], 0, size)
        if size and name != stay:
            making.protected[name], making.within[name] = Hidden(size), pool
    making.says([(names[0], 1), (stay, -1), (leave, -1)], 0, 0)
    making.says([(names[1], 1), (stay, -1), (join, -1)], 0, 0)


def _told(key: tuple, statement: Mapping, bodies: Mapping[str, Described]) -> tuple[dict, list[dict]]:
    """The body that stands for a pool, and the rows of its figures."""
    region, body_type, tier = key
    members = [bodies[body] for body in statement["members"] if body in bodies]
    kinds = TYPES.get(body_type, body_type.replace("_", " ")) if body_type else "boards of all kinds"
    where = f" in {members[0].region_name}" if region and members else ""
    areas = sorted({area for each in members for area in each.catchment.split("; ") if area})
    code = "-".join(["TOGETHER", region or "ALL", body_type.upper() or "ALL"])
    body = {
        "body_code": code, "name": f"{kinds[:1].upper()}{kinds[1:]}{where}, taken together",
        "body_type": body_type or (members[0].body_type if members else None), "catchment": "; ".join(areas),
    }  # fmt: skip
    held = statement["declared"] + statement["silent"]
    note = f"{len(statement['members'])} boards taken together; figures are to the nearest five or so."
    about = {"body_code": code, "tier": tier, "as_at": date.fromisoformat(statement["day"]), "unit": "headcount",
             "seats": statement["seats"], "note": note, **count("designated_seats", None)}  # fmt: skip
    return body, [about | row for row in _rows(statement, held)]


def _rows(statement: Mapping, held: int) -> Iterable[dict]:
    declared, cells = statement["declared"], statement["cells"]
    sides = [
        ("white-other", "minorities_excluding", cells["excluding"]),
        ("white-other", "white", declared - cells["excluding"]),
    ]
    if "white_minorities" in cells:
        including = cells["excluding"] + cells["white_minorities"]
        sides += [
            ("british-other", "minorities_including", including),
            ("british-other", "white_british", declared - including),
        ]
    yield {"ethnic_group": EVERYONE, "classification": EVERYONE} | count("people", held)
    yield {"ethnic_group": "not_stated"} | count("people", statement["silent"])
    for of, code, value in sides:
        yield {"ethnic_group": code, "classification": of} | count("people", value)
