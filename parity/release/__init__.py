"""Making a release: the public store, protected as a whole, attacked together with all before it, then swapped in."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity import access, audit, build, current, lake, ledger, returns
from parity.access import OWNER, Visitor
from parity.build import Built
from parity.disclosure import TimeUp, Weak, attack
from parity.intake import layouts
from parity.places import Home
from parity.release import boards, consent, nested, pools, records, state
from parity.release.making import Making, Secret
from parity.release.pools import Described
from parity.release.records import BOARD_TIERS, Groups
from parity.returns import Kept, Return
from parity.store import PUBLIC
from parity.trouble import NotDone, in_words

NESTED = {"population": nested.population, "survey": nested.survey}
SECONDS = 600.0  # for the attack, unless said otherwise
TRIES = 5  # how often what turned out weak is withheld before the release is refused
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
    """What a release is made from, as it was when it began: the returns in order, and the records of those protected."""

    kept: tuple[Kept, ...]
    frames: Mapping[str, pd.DataFrame]
    head: str
    live: frozenset[str]
    erased: frozenset[str]


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
        secret = Secret.of(home.releases, (home.releases / state.FILE).exists())
        said = state.read(home.releases).without(taken.live, taken.erased)
        making, protected = _safe(home, taken, said, secret, today or date.today(), seconds, told)
        told("building", 0, 1)
        release_id, built = _built(home, taken, protected, said)
        try:
            _looked_through(built.path, protected)
            with ledger.writing(home.ledger):
                if ledger.read(home.ledger).store_head != taken.head:
                    raise NotDone(
                        "Returns came in or left while the release was made. Nothing was released: do it again."
                    )
                visitor = access.check(home, visitor, access.RELEASE, about=release_id)
                audit.done(home, by, role or visitor.role, audit.RELEASED, about=release_id)
                after = said.after(making)
                state.write(home.releases, after)
                build.swap_in(built, home.public)
                if there := lake.configured("public"):
                    lake.publish(there, home.public)
        finally:
            build.discard(built)
        found = Release(
            release_id, home.public, len(after.earlier.protected), len(after.earlier.statements), len(making.withheld),
            making.bound, _left_out(taken, protected), built.rows, time.perf_counter() - started,
        )  # fmt: skip
        _listed(home, found, by)
        return found


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
        kept = tuple(one for one in current.inputs(home, known, reader).returns if not _of_small_areas(one))
        wanted = [one.of for one in kept if one.of.standing == "sent" or one.of.kind == "bodies"]
        frames = {each.return_id: reader.frame(each) for each in wanted}
    gone = {one for one, event in known.left.items() if event.event != ledger.REPLACED}
    return _Taken(kept, frames, known.store_head, frozenset(known.came_in) - gone, known.erased)


def _of_small_areas(one: Kept) -> bool:
    """Whether a return is a table of small areas: it is of few people in each, and stays in the full store."""
    if one.of.kind != "population" or one.of.standing != "sent":
        return False
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    return bool(pc.any(pc.greater(pc.utf8_length(pq.read_table(one.file, columns=["within"])["within"]), 0)).as_py())


def _safe(
    home: Home, taken: _Taken, said: state.State, secret: Secret, today: date, seconds: float, told: Progress
) -> tuple[Making, dict[str, tuple[Return, pd.DataFrame]]]:
    """The records as they may be told, once the attack finds nothing in them; what is weak is withheld, and tried again."""
    until = time.monotonic() + seconds
    withheld: frozenset[str] = frozenset()
    for turn in range(TRIES):
        making = Making(secret, said.earlier, withheld)
        protected = _protected(home, taken, making, today, told)
        together = said.after(making).earlier
        told("attacking", 0, len(together.protected))
        try:
            weak = attack(
                together.statements, together.protected, guess=together.guess, seconds=until - time.monotonic(),
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
            return making, protected
        withheld |= _to_withhold(making, weak)
        if turn == TRIES - 1 or not _to_withhold(making, weak) - making.withheld:
            break
    raise NotDone(
        f"{len(weak)} protected figures could be worked out from this release and those before it. Nothing was released."
    )


def _to_withhold(making: Making, weak: Mapping[str, Weak]) -> frozenset[str]:
    return frozenset(making.within[name] for name in weak if name in making.within)


def _protected(
    home: Home, taken: _Taken, making: Making, today: date, told: Progress
) -> dict[str, tuple[Return, pd.DataFrame]]:
    """The records of every return that was sent as they may be told, by return; then those of boards taken together."""
    groups, consents = groups_of(home.reference), consent.in_force(home.releases, today)
    aside = {body: frozenset(each.aside) for body, each in consents.items()}
    found: dict[str, tuple[Return, pd.DataFrame]] = {}
    every: list[boards.Board] = []
    sent = [one.of for one in taken.kept if one.of.standing == "sent"]
    ground = ground_of(home.reference)
    for kind, protect in NESTED.items():
        told("protecting", 0, len(sent))
        mine = {each.return_id: _plain(taken, each) for each in sent if each.kind == kind}
        for return_id, of in protect(making, mine, groups, ground).items() if mine else ():
            found[return_id] = (_nameless(next(each for each in sent if each.return_id == return_id), kind), of)
    for place, each in enumerate(sent):
        told("protecting", place, len(sent))
        if each.kind in NESTED:
            continue
        rows = _plain(taken, each)
        if each.kind in ("seats", "seat_counts"):
            if each.kind == "seats":
                mine = boards.of_lists(making, each.return_id, rows, date.fromisoformat(each.received), aside)
            else:
                mine = boards.of_totals(each.return_id, [row for row in rows if row["tier"] in BOARD_TIERS])
            every += mine
            made = [row for board in mine for row in boards.told(board, groups, consents.get(board.body))]
            if each.kind == "seat_counts":
                others = [row for row in rows if row["tier"] not in BOARD_TIERS]
                made += nested.staff(making, each.return_id, others, groups, ground)
            found[each.return_id] = (_nameless(each, "seat_counts"), records.frame("seat_counts", made))
        else:
            found[each.return_id] = (
                _nameless(each, each.kind),
                records.told(making, each.kind, each.return_id, rows, groups),
            )
    hidden = [board for board in boards.latest(every) if board.body not in consents]
    bodies, counts = pools.pools(making, hidden, _described(home, taken), groups)
    if bodies:
        for kind, rows in (("bodies", bodies), ("seat_counts", counts)):
            found[f"together-{kind}"] = (_pooled(kind), records.frame(kind, rows))
    return found


def _plain(taken: _Taken, each: Return) -> list[dict]:
    return [records.plain(row) for row in taken.frames[each.return_id].to_dict("records")]


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
            for row in taken.frames[one.of.return_id].to_dict("records"):
                catchment = str(row["catchment"]) if pd.notna(row["catchment"]) else ""
                there = {region(area) for area in catchment.split("; ")}
                mine = there.pop() if len(there) == 1 else ""
                found[row["body_code"]] = Described(row["body_type"], catchment, mine, regions.get(mine, ""))
    return found


def _nameless(each: Return, kind: str) -> Return:
    """A return without who sent it, and without the hash of its file: whoever guesses the file would know it was right."""
    return dataclasses.replace(
        each, kind=kind, title=layouts.layout(kind).title, sender="", accepted_by=None, file=Path(), sha256="", filename="",
        answers={}, known={}, limits={}, replaces=(),
    )  # fmt: skip


def _pooled(kind: str) -> Return:
    return Return(
        return_id=f"together-{kind}", kind=kind, title="Boards taken together", sender="", standing="sent",
        source_code=None, received="2000-01-01", file=Path(), sha256="",
    )  # fmt: skip


def _built(
    home: Home, taken: _Taken, protected: Mapping[str, tuple[Return, pd.DataFrame]], said: state.State
) -> tuple[str, Built]:
    """The public store, aside. It is named after what it holds: equal contents, equal name, whatever is hidden."""
    lines = []
    listed: list[Kept] = []
    folder = home.releases / f"{os.getpid()}.releasing.d"
    folder.mkdir(exist_ok=True)
    try:
        for one in taken.kept:
            if one.of.return_id in protected:
                listed.append(_kept(folder, *protected[one.of.return_id]))
            else:
                listed.append(one)
                lines.append(one.of.told)
        there = {one.of.return_id for one in taken.kept}
        listed += [_kept(folder, *each) for return_id, each in protected.items() if return_id not in there]
        for each, frame in protected.values():
            lines.append(each.told + hashlib.sha256(frame.to_csv().encode()).hexdigest())
        made = build.fingerprint(home.reference, lines)
        release_id = f"{PUBLIC}{made[:8]}"
        aside = home.releases / f"{release_id}.{os.getpid()}.releasing"
        return release_id, build.build_aside(home, build.reference_part(home), listed, made, "", release_id, aside)
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def _kept(folder: Path, of: Return, frame: pd.DataFrame) -> Kept:
    import pyarrow.parquet as pq

    file = folder / f"{of.return_id}.parquet"
    pq.write_table(returns.table_of(frame), file)
    return Kept(of, file)


def _looked_through(path: Path, protected: Mapping[str, tuple[Return, pd.DataFrame]]) -> None:
    """Nothing that was sent is in the store but what was protected: a last look at the file itself."""
    for kind in layouts.kinds():
        layout = layouts.layout(kind)
        there = build.sent_rows(path, build.table_of(layout))
        wanted = sum(len(frame) for of, frame in protected.values() if of.kind == kind)
        if len(there) != wanted:
            raise NotDone(
                f"The release holds {len(there):,} records of {layout.title.lower()}, not the {wanted:,} protected."
            )
    if len(build.sent_rows(path, "seats")):
        raise NotDone("The release holds a list of seats. Nothing was released.")


def _left_out(taken: _Taken, protected: Mapping[str, tuple[Return, pd.DataFrame]]) -> dict[str, int]:
    """kind -> figures that are hidden in the release."""
    found: dict[str, int] = {}
    for of, frame in protected.values():
        marks = [name for name in frame if name.endswith("_mark")]
        found[of.kind] = found.get(of.kind, 0) + int(sum((frame[name] == "c").sum() for name in marks))
    return found


def _listed(home: Home, made: Release, by: str) -> None:
    told = {"release_id": made.release_id, "time": datetime.now(UTC).isoformat(timespec="seconds"), "by": by}
    told |= {name: getattr(made, name) for name in ("protected", "statements", "withheld", "bound")}
    told |= {"seconds": round(made.seconds, 2)}
    with (home.releases / "releases.jsonl").open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(told) + "\n")
