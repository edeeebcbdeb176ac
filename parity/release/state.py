"""What every release so far has said, kept beside the stores: a release is attacked together with all before it."""

from __future__ import annotations

import gzip
import io
import json
import os
import secrets
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from parity import ledger
from parity.disclosure import Hidden, Rounded, Said, Statement
from parity.disclosure.said import COLUMNS, OPEN, WIDTH, together
from parity.release.making import ALONE, Earlier, Making, Named

FILE, BEFORE = "said.zip", "said.json.gz"  # and as releases of earlier versions kept it
STEPS = ("ends", "which")  # kept as steps from one to the next, nearly all of them alike
NOBODY = -1  # the owner of what no return is known for


def _none() -> np.ndarray:
    return np.zeros(0, np.int32)


@dataclass(frozen=True, eq=False)
class State:
    """The statements of all releases under names that tell nothing, and of which return each count is.

    owner: a number into owners for each count of `earlier.said`; sum_owner: for each of `earlier.rounded`.
    """

    earlier: Earlier = field(default_factory=Earlier)
    owners: tuple[str, ...] = ()
    owner: np.ndarray = field(default_factory=_none)
    sum_owner: np.ndarray = field(default_factory=_none)

    @property
    def protected(self) -> int:
        """How many counts must not be worked out."""
        return int((self.earlier.said.size != OPEN).sum())

    @property
    def statements(self) -> int:
        """How many statements have been made."""
        return len(self.earlier.said.low)

    @property
    def of_return(self) -> dict[str, str]:
        """The names of counts and of sums of them -> the return they came in with."""
        was = self.earlier
        return {
            name.decode(): self.owners[owner]
            for names, owners in ((was.said.names, self.owner), (was.rounded.names, self.sum_owner))
            for name, owner in zip(names.tolist(), owners.tolist(), strict=True)
            if owner != NOBODY
        }

    def after(self, making: Making) -> State:
        """The state once a release has been made. Pools of which a return has gone are no longer told."""
        was = self.earlier
        alone = Said.of(making.statements, making.protected, making.guess)
        said, where = together([*(_told(making, each.said) for each in making.blocks), alone, was.said])
        place = {owner: number for number, owner in enumerate(self.owners)}
        code = [np.array([place.setdefault(of, len(place)) for of in each.owners], np.int32) for each in making.blocks]
        mine = [
            place.setdefault(making.of_return[n], len(place)) if n in making.of_return else NOBODY for n in alone.texts
        ]
        of = [*(codes[each.owner] for codes, each in zip(code, making.blocks, strict=True)), np.array(mine, np.int32)]
        owner = np.full(len(said.names), NOBODY, np.int32)
        ends = np.cumsum([0, *map(len, of)])
        *now, before = np.split(where, ends[1:])
        for here, these in zip([before, *now], [self.owner, *of], strict=True):  # what is told now has the last word
            owner[here[these != NOBODY]] = these[these != NOBODY]
        more = Named.of(making.rounded)
        names = [was.rounded.names, *(each.sums for each in making.blocks), more.names]
        values = [was.rounded.values, *(each.values for each in making.blocks), more.values]
        more_owner = [place.setdefault(making.of_return[name.decode()], len(place)) for name in more.names.tolist()]
        owners = [self.sum_owner, *(codes[each.sum_owner] for codes, each in zip(code, making.blocks, strict=True)),
                  np.array(more_owner, np.int32)]  # fmt: skip
        placed = Named.last(
            [was.placed.names, *(n for n, _ in making.placed)], [was.placed.values, *(v for _, v in making.placed)]
        )
        return State(
            Earlier(said, Named.last(names, values), placed, tuple(making.pools)),
            tuple(place), owner, Named.last(names, owners).values.astype(np.int32),
        )  # fmt: skip

    def without(self, live: Collection[str], erased: Collection[str]) -> State:
        """The state with no pool that holds a return which has gone, and with names by chance for what was erased.

        What was said stays, and is still attacked; but nothing leads from it to the figures of a return erased.
        """
        was = self.earlier
        gone = [number for number, returns in enumerate(self.owners) if set(returns.split()) & set(erased)]
        mine, kept = np.isin(self.owner, gone), ~np.isin(self.sum_owner, gone)
        forgotten = set(was.said.names[mine].tolist()) | set(was.rounded.names[~kept].tolist())
        names = was.said.names.copy()
        names[mine] = [secrets.token_hex(WIDTH // 2).encode() for _ in range(int(mine.sum()))]
        said = replace(was.said, names=names)
        pools = tuple(_without(pool, forgotten) for pool in was.pools if set(pool["returns"]) <= set(live))
        rounded = Named(was.rounded.names[kept], was.rounded.values[kept])
        return State(
            Earlier(said, rounded, was.placed, pools), self.owners,
            np.where(mine, NOBODY, self.owner), self.sum_owner[kept],
        )  # fmt: skip


def _told(making: Making, said: Said) -> Said:
    """What was said of tables; what anybody knows of a count of theirs need not be protected."""
    if not making.exposed:
        return said
    known = np.isin(said.names, np.array([name.encode() for name in making.exposed]))
    return replace(said, size=np.where(known, OPEN, said.size))


def _without(pool: Mapping, gone: Collection[bytes]) -> Mapping:
    """A pool that no longer says who came after a board whose return was erased."""
    kept = {
        body: each
        for body, each in pool["before"].items()
        if not {name.encode() for name in each["names"].values()} & set(gone)
    }
    return {**pool, "before": kept}


def is_kept(folder: Path) -> bool:
    """Whether a release has been made here."""
    return (folder / FILE).exists() or (folder / BEFORE).exists()


def read(folder: Path) -> State:
    """The state kept in a folder; an empty one before the first release."""
    if not (folder / FILE).exists():
        return _read_before(folder / BEFORE) if (folder / BEFORE).exists() else State()
    with zipfile.ZipFile(folder / FILE) as opened:
        held = json.loads(opened.read("held.json"))

        def column(name: str) -> np.ndarray:
            found = np.load(io.BytesIO(opened.read(f"{name}.npy")), allow_pickle=False)
            return np.frombuffer(found.tobytes().hex().encode(), f"S{WIDTH}") if name.endswith("names") else found

        columns = {name: column(f"said.{name}") for name in COLUMNS}
        said = Said(**columns | {name: np.cumsum(columns[name]) for name in STEPS})
        rounded, placed = (Named(column(f"{of}.names"), column(f"{of}.values")) for of in ("rounded", "placed"))
        return State(
            Earlier(said, rounded, placed, tuple(held["pools"])),
            tuple(held["owners"]),
            column("owner"),
            column("sum_owner"),
        )


def _read_before(file: Path) -> State:
    """The state as earlier versions kept it: statements one by one."""
    held = json.loads(gzip.decompress(file.read_bytes()))
    statements = [
        Statement(tuple((name, times) for name, times in terms), low, float("inf") if high is None else high)
        for terms, low, high in held["statements"]
    ]
    protected = {name: Rounded() if size is None else Hidden(size) for name, size in held["protected"].items()}
    said = Said.of(statements, protected, held["guess"])
    said = replace(said, names=said.names.astype(f"S{WIDTH}"))
    levels = {name: ALONE if level == "alone" else int(level.split()[-1]) for name, level in held["placed"].items()}
    rounded, of = Named.of(held["rounded"]), held["of_return"]
    owners = tuple(dict.fromkeys(of.values()))
    place = {owner: number for number, owner in enumerate(owners)}
    owner, sum_owner = (
        np.array([place.get(of.get(name.decode(), ""), NOBODY) for name in names.tolist()], np.int32)
        for names in (said.names, rounded.names)
    )
    return State(Earlier(said, rounded, Named.of(levels), tuple(held["pools"])), owners, owner, sum_owner)


def laid_down(folder: Path, state: State) -> Path:
    """The state in a file beside the one that is kept, all of it there for good: see `keep`."""
    was = state.earlier
    arrays = {f"said.{name}": getattr(was.said, name) for name in COLUMNS}
    arrays |= {f"said.{name}": np.diff(arrays[f"said.{name}"], prepend=0).astype(np.int32) for name in STEPS}
    arrays |= {"owner": state.owner, "sum_owner": state.sum_owner}
    for of, named in (("rounded", was.rounded), ("placed", was.placed)):
        arrays |= {f"{of}.names": named.names, f"{of}.values": named.values}
    for name in (
        each for each in arrays if each.endswith("names")
    ):  # names are written in sixteens: half as long in bytes
        arrays[name] = np.frombuffer(bytes.fromhex(arrays[name].tobytes().decode()), np.uint8)
    file = folder / f"{FILE}.{os.getpid()}.releasing"
    with file.open("wb") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as into:
            into.writestr("held.json", json.dumps({"owners": state.owners, "pools": was.pools}))
            for name, array in arrays.items():
                with into.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
        opened.flush()
        os.fsync(opened.fileno())
    return file


def keep(folder: Path, laid_down: Path) -> None:
    """Puts a state laid down in the place of the one before."""
    laid_down.replace(folder / FILE)
    ledger.sync_folder(folder)
    (folder / BEFORE).unlink(missing_ok=True)
