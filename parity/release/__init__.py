"""Making a release: the public store, protected as a whole, attacked together with all before it, then swapped in."""

from __future__ import annotations

import ctypes
import dataclasses
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity import access, areas_told, audit, build, current, lake, ledger, returns
from parity.access import OWNER, Visitor
from parity.build import Built
from parity.disclosure import TimeUp, attacked
from parity.intake import layouts
from parity.places import Home
from parity.release import boards, columns, consent, kinds, nested, pools, state
from parity.release.making import Making, Secret
from parity.release.pools import Described
from parity.release.records import BOARD_TIERS, Groups
from parity.returns import Kept, Return
from parity.store import PUBLIC
from parity.trouble import NotDone, in_words

NESTED = {"population": nested.population, "survey": nested.survey}
SECONDS = 600.0  # for the attack, unless said otherwise
TRIES = 5  # how often what turned out weak is withheld before the release is refused
CHANGED = "Returns came in or left while the release was made. Nothing was released: do it again."
Progress = Callable[[str, int, int], None]


class Release(NamedTuple):
    """A release that was made: its id, and what the attack on it came to.

    protected: counts that must not be worked out, of this and earlier releases; statements: what was said of them;
    withheld: tables and pools that were not told because the attack found too much in them; bound: the most that a total
    of a rounded table is off.
    """

    release_id: str
    path: Path
    protected: int
    statements: int
    withheld: int
    bound: int
    left_out: Mapping[str, int]
    rows: Mapping[str, int]
    seconds: float


class _Taken(NamedTuple):
    """What a release is made from, as it was when it began: the returns in order, with the files of their records."""

    kept: tuple[Kept, ...]
    head: str
    live: frozenset[str]
    erased: frozenset[str]


class _Protected(NamedTuple):
    """A return as it may be told: the file of its records, how many there are, and how many figures are hidden in them."""

    kept: Kept
    rows: int
    left_out: int


class _Found(NamedTuple):
    """A release that is known to be safe: its returns, all that was ever said with it, and what the attack came to."""

    protected: Mapping[str, _Protected]
    after: state.State
    withheld: int
    bound: int


def make(
    home: Home,
    *,
    by: str,
    visitor: Visitor = OWNER,
    seconds: float = SECONDS,
    today: date | None = None,
    progress: Progress | None = None,
    role: str = "",
) -> Release:
    """Makes a release and puts it in the place of the last. Raises NotDone, with the reason, and then the last one stays.

    No more than `seconds` are spent on the attack: what is not shown to be safe is not released. Raises Refused for a
    visitor who may not release. role is written down with `by` where the release follows from what somebody did who could
    not make one by themselves: it must be made without what they took out.
    """
    visitor = access.check(home, visitor, access.RELEASE)
    if not by.strip():
        raise NotDone("Say who makes the release (--by): it is kept with it.")
    started, told = time.perf_counter(), progress or (lambda stage, done, of: None)
    with in_words(), ledger.writing(home.releases / "release"):
        for left in home.releases.glob("*.releasing*"):
            build.remove(left)
        taken = _taken(home)
        folder = home.releases / f"{os.getpid()}.releasing.d"
        folder.mkdir()
        try:
            found = _safe(home, taken, folder, today or date.today(), seconds, told)
            # All that was ever said is laid down before the store is built, so that memory need not hold both.
            said = state.laid_down(home.releases, found.after)
            made = Release(
                "", home.public, found.after.protected, found.after.statements, found.withheld, found.bound,
                _left_out(found.protected), {}, 0.0,
            )  # fmt: skip
            protected = found.protected
            del found
            _give_back_memory()
            told("building", 0, 1)
            release_id, built = _built(home, taken, protected)
        finally:
            build.remove(folder)
        try:
            _looked_through(built.path, protected)
            with ledger.writing(home.ledger):
                if ledger.read(home.ledger).store_head != taken.head:
                    raise NotDone(CHANGED)
                visitor = access.check(home, visitor, access.RELEASE, about=release_id)
                audit.done(home, by, role or visitor.role, audit.RELEASED, about=release_id)
                state.keep(home.releases, said)
                build.swap_in(built, home.public)
                if there := lake.configured("public"):
                    lake.publish(there, home.public)
        finally:
            build.discard(built)
            said.unlink(missing_ok=True)
        made = made._replace(release_id=release_id, rows=built.rows, seconds=time.perf_counter() - started)
        _listed(home, made, by)
        return made


def take_down(home: Home) -> None:
    """Takes the public store away: nothing is told until a release is made again."""
    home.public.unlink(missing_ok=True)
    if there := lake.configured("public"):
        with in_words():
            lake.take_down(there)


def listed(home: Home) -> list[dict]:
    """Every release there has been, in order: release_id, time, by, protected, statements, withheld, seconds."""
    file = home.releases / "releases.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _taken(home: Home) -> _Taken:
    with ledger.writing(home.ledger):
        known = current.recovered(home)
        reader = current.reader_of(home)
        kept = tuple(one for one in current.inputs(home, known, reader).returns if not _stays(one))
    gone = {one for one, event in known.left.items() if event.event != ledger.REPLACED}
    return _Taken(kept, known.store_head, frozenset(known.came_in) - gone, known.erased)


def _records(one: Kept) -> pd.DataFrame:
    """The records of a return, as they were when the release began."""
    import pyarrow.parquet as pq

    try:
        return returns.frame_of(pq.read_table(one.file))
    except FileNotFoundError:
        raise NotDone(CHANGED) from None


def _stays(one: Kept) -> bool:
    """Whether a return stays in the full store: a table of small areas tells of few people in each."""
    return one.of.standing == "sent" and areas_told.of_small_areas(one)


def _give_back_memory() -> None:
    """Gives back what the allocators of Arrow and of C keep of memory that is free: gigabytes, after ten million records."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # where the C library is another, it may keep it
        ctypes.CDLL(None).malloc_trim(0)


def _safe(home: Home, taken: _Taken, folder: Path, today: date, seconds: float, told: Progress) -> _Found:
    """The records as they may be told, once the attack finds nothing in them; what is weak is withheld, and tried again."""
    until = time.monotonic() + seconds
    secret = Secret.of(home.releases, state.is_kept(home.releases))
    said = state.read(home.releases).without(taken.live, taken.erased)
    withheld: frozenset[str] = frozenset()
    for turn in range(TRIES):
        making = Making(secret, said.earlier, withheld)
        protected = _protected(home, taken, making, folder, today, told)
        _give_back_memory()
        after = said.after(making)
        told("attacking", 0, after.protected)
        try:
            weak = attacked(
                after.earlier.said, seconds=until - time.monotonic(),
                progress=lambda done, of: told("attacking", done, of),
            )  # fmt: skip
        except TimeUp:
            raise NotDone(
                f"The attack on the release was not finished in {seconds:,.0f} seconds, so it is not known to be safe."
                " Nothing was released; give it more time (--seconds)."
            ) from None
        except ValueError as why:
            raise NotDone(f"{why} Nothing was released: tell whoever looks after Parity here.") from why
        if not weak:
            return _Found(protected, after, len(withheld), making.bound)
        more = making.to_withhold(weak) - withheld
        if turn == TRIES - 1 or not more:
            break
        withheld |= more
    raise NotDone(
        f"{len(weak)} protected figures could be worked out from this release and those before it. Nothing was released."
    )


def _protected(
    home: Home, taken: _Taken, making: Making, folder: Path, today: date, told: Progress
) -> dict[str, _Protected]:
    """The records of every return that was sent as they may be told, by return; then those of boards taken together."""
    groups, consents = groups_of(home.reference), consent.in_force(home.releases, today)
    aside = {body: frozenset(each.aside) for body, each in consents.items()}
    found: dict[str, _Protected] = {}
    every: list[boards.Board] = []
    sent = [one for one in taken.kept if one.of.standing == "sent"]
    ground = ground_of(home.reference)

    def keep(of: Return, frame: pd.DataFrame) -> None:
        found[of.return_id] = _kept(folder, of, frame)

    for kind, protect in NESTED.items():
        told("protecting", 0, len(sent))
        mine = {one.of.return_id: columns.rows(_records(one)) for one in sent if one.of.kind == kind}
        for return_id, of in protect(making, mine, groups, ground).items() if mine else ():
            keep(_nameless(next(one.of for one in sent if one.of.return_id == return_id), kind), of)
    for place, one in enumerate(sent):
        told("protecting", place, len(sent))
        each = one.of
        if each.kind in ("seats", "seat_counts"):
            rows = columns.rows(_records(one))
            if each.kind == "seats":
                mine = boards.of_lists(making, each.return_id, rows, date.fromisoformat(each.received), aside)
            else:
                mine = boards.of_totals(each.return_id, [row for row in rows if row["tier"] in BOARD_TIERS])
            every += mine
            made = boards.told(mine, groups, consents)
            if others := [row for row in rows if each.kind == "seat_counts" and row["tier"] not in BOARD_TIERS]:
                staff = nested.staff(making, each.return_id, others, groups, ground)
                made = columns.one_after_other([made, columns.listed("seat_counts", staff)])
            keep(_nameless(each, "seat_counts"), made)
        elif each.kind not in NESTED:
            keep(_nameless(each, each.kind), kinds.told(making, each.kind, each.return_id, _records(one), groups))
    hidden = [board for board in boards.latest(every) if board.body not in consents]
    bodies, counts = pools.pools(making, hidden, _described(home, taken), groups)
    if bodies:
        for kind, rows in (("bodies", bodies), ("seat_counts", counts)):
            keep(_pooled(kind), columns.listed(kind, rows))
    return found


def ground_of(reference: Path) -> nested.Ground:
    """What anybody can look up of groups and areas, from the reference tables."""
    maps = pd.read_csv(reference / "group_maps.csv", dtype=str, keep_default_na=False)
    made_of: dict[str, dict[tuple[str, ...], None]] = {}
    by_list = maps[maps["exact"] == "yes"].groupby(["classification", "to_classification", "to_group_code"], sort=False)
    for (_, _, group), part in sorted(by_list, key=lambda each: -len(each[1])):
        parts = tuple(part["group_code"])
        if parts != (group,):
            made_of.setdefault(group, {})[parts] = None
    areas = pd.read_csv(reference / "areas.csv", dtype=str, keep_default_na=False)
    within = dict(
        areas.loc[areas["parent_code"] != "", ["area_code", "parent_code"]].itertuples(index=False, name=None)
    )
    return nested.Ground.of({group: tuple(of) for group, of in made_of.items()}, within)


def groups_of(reference: Path) -> Groups:
    """The groups of every list, and what counts as what, from the reference tables."""
    table = pd.read_csv(reference / "groups.csv", dtype=str, keep_default_na=False)
    lists = {of: tuple(part["group_code"]) for of, part in table.groupby("classification")}
    return Groups(lists, {d: dict(zip(table["group_code"], table[d], strict=True)) for d in consent.DEFINITIONS})


def _described(home: Home, taken: _Taken) -> dict[str, Described]:
    """What is public of each body: the last return that describes it says."""
    areas = pd.read_csv(home.reference / "areas.csv", dtype=str, keep_default_na=False)
    parent = dict(zip(areas["area_code"], areas["parent_code"], strict=True))
    regions = dict(areas.loc[areas["level"] == "region", ["area_code", "name"]].itertuples(index=False, name=None))

    def region(area: str) -> str:
        while area and area not in regions:
            area = parent.get(area, "")
        return area

    found = {}
    for one in taken.kept:
        if one.of.kind == "bodies":
            for row in columns.rows(_records(one)[["body_code", "body_type", "catchment"]]):
                catchment = row["catchment"] or ""
                there = {region(area) for area in catchment.split("; ")}
                mine = there.pop() if len(there) == 1 else ""
                found[row["body_code"]] = Described(row["body_type"], catchment, mine, regions.get(mine, ""))
    return found


def _nameless(each: Return, kind: str) -> Return:
    """A return without who sent it, and without the hash of its file: whoever guesses the file would know it was right."""
    return dataclasses.replace(
        each, kind=kind, title=layouts.layout(kind).title, sender="", accepted_by=None, file=Path(), sha256="", filename="",
        answers={}, known={}, limits={}, content_hash="", replaces=(),
    )  # fmt: skip


def _pooled(kind: str) -> Return:
    return Return(
        return_id=f"together-{kind}", kind=kind, title="Boards taken together", sender="", standing="sent",
        source_code=None, received="2000-01-01", file=Path(), sha256="",
    )  # fmt: skip


def _built(home: Home, taken: _Taken, protected: Mapping[str, _Protected]) -> tuple[str, Built]:
    """The public store, aside. It is named after what it holds: equal contents, equal name, whatever is hidden."""
    there = {one.of.return_id for one in taken.kept}
    listed = [protected[one.of.return_id].kept if one.of.return_id in protected else one for one in taken.kept]
    listed += [each.kept for return_id, each in protected.items() if return_id not in there]
    lines = [one.of.told for one in taken.kept if one.of.return_id not in protected]
    lines += [each.kept.of.told + build.hash_of(each.kept.file) for each in protected.values()]
    made = build.fingerprint(home.reference, lines)
    release_id = f"{PUBLIC}{made[:8]}"
    aside = home.releases / f"{release_id}.{os.getpid()}.releasing"
    return release_id, build.build_aside(home, build.reference_part(home), listed, made, "", release_id, aside)


def _kept(folder: Path, of: Return, frame: pd.DataFrame) -> _Protected:
    import pyarrow.parquet as pq

    file = folder / f"{of.return_id}.parquet"
    pq.write_table(returns.table_of(frame), file)
    marks = [name for name in frame if name.endswith("_mark")]
    return _Protected(Kept(of, file), len(frame), int(sum((frame[name] == "c").sum() for name in marks)))


def _looked_through(path: Path, protected: Mapping[str, _Protected]) -> None:
    """Nothing that was sent is in the store but what was protected: a last look at the file itself."""
    for kind in layouts.kinds():
        layout = layouts.layout(kind)
        there = build.sent_count(path, build.table_of(layout))
        wanted = sum(each.rows for each in protected.values() if each.kept.of.kind == kind)
        if there != wanted:
            raise NotDone(
                f"The release holds {there:,} records of {layout.title.lower()}, not the {wanted:,} protected."
            )
    if build.sent_count(path, "seats"):
        raise NotDone("The release holds a list of seats. Nothing was released.")


def _left_out(protected: Mapping[str, _Protected]) -> dict[str, int]:
    """kind -> figures that are hidden in the release."""
    found: dict[str, int] = {}
    for each in protected.values():
        found[each.kept.of.kind] = found.get(each.kept.of.kind, 0) + each.left_out
    return found


def _listed(home: Home, made: Release, by: str) -> None:
    told = {"release_id": made.release_id, "time": datetime.now(UTC).isoformat(timespec="seconds"), "by": by}
    told |= {name: getattr(made, name) for name in ("protected", "statements", "withheld", "bound")}
    told |= {"seconds": round(made.seconds, 2)}
    with (home.releases / "releases.jsonl").open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(told) + "\n")
