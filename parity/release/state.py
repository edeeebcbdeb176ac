"""What every release so far has said, kept beside the stores: a release is attacked together with all before it."""

from __future__ import annotations

import gzip
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parity import ledger
from parity.disclosure import Hidden, Rounded, Statement
from parity.release.making import Earlier, Making

FILE = "said.json.gz"


@dataclass(frozen=True)
class State:
    """The statements of all releases under names that tell nothing, and of which return each protected count is."""

    earlier: Earlier = field(default_factory=Earlier)
    of_return: Mapping[str, str] = field(default_factory=dict)

    def after(self, making: Making) -> State:
        """The state once a release has been made. Pools of which a return has gone are no longer told."""
        was = self.earlier
        return State(
            Earlier(
                tuple(dict.fromkeys([*was.statements, *making.statements])),
                {**was.protected, **making.protected},
                {**making.guess, **was.guess},
                {**was.rounded, **making.rounded},
                {**was.placed, **making.placed},
                tuple(making.pools),
            ),
            {**self.of_return, **making.of_return},
        )

    def without(self, live: Collection[str], erased: Collection[str]) -> State:
        """The state with no pool that holds a return which has gone, and with names by chance for what was erased.

        What was said stays, and is still attacked; but nothing leads from it to the figures of a return erased.
        """
        gone = {name for name, returns in self.of_return.items() if set(returns.split()) & set(erased)}
        other = {name: secrets.token_hex(10) for name in sorted(gone)}
        was = self.earlier

        def named(name: str) -> str:
            return other.get(name, name)

        return State(
            Earlier(
                tuple(
                    Statement(tuple((named(name), times) for name, times in said.terms), said.low, said.high)
                    for said in was.statements
                ),
                {named(name): kind for name, kind in was.protected.items()},
                {named(name): value for name, value in was.guess.items()},
                {name: value for name, value in was.rounded.items() if name not in gone},
                was.placed,
                tuple(_without(pool, gone) for pool in was.pools if set(pool["returns"]) <= set(live)),
            ),
            {name: return_id for name, return_id in self.of_return.items() if name not in gone},
        )


def _without(pool: Mapping, gone: Collection[str]) -> Mapping:
    """A pool that no longer says who came after a board whose return was erased."""
    kept = {body: each for body, each in pool["before"].items() if not set(each["names"].values()) & set(gone)}
    return {**pool, "before": kept}


def read(folder: Path) -> State:
    """The state kept in a folder; an empty one before the first release."""
    file = folder / FILE
    if not file.exists():
        return State()
    held = json.loads(gzip.decompress(file.read_bytes()))
    statements = tuple(
        Statement(tuple((name, times) for name, times in terms), low, float("inf") if high is None else high)
        for terms, low, high in held["statements"]
    )
    protected = {name: Rounded() if size is None else Hidden(size) for name, size in held["protected"].items()}
    earlier = Earlier(statements, protected, held["guess"], held["rounded"], held["placed"], tuple(held["pools"]))
    return State(earlier, held["of_return"])


def write(folder: Path, state: State) -> None:
    """Keeps the state, whole or not at all."""
    was = state.earlier
    held = {
        "statements": [[s.terms, s.low, None if s.high == float("inf") else s.high] for s in was.statements],
        "protected": {n: kind.size if isinstance(kind, Hidden) else None for n, kind in was.protected.items()},
        "guess": dict(was.guess), "rounded": dict(was.rounded), "placed": dict(was.placed), "pools": list(was.pools),
        "of_return": dict(state.of_return),
    }  # fmt: skip
    ledger.write_whole(folder / FILE, gzip.compress(json.dumps(held).encode(), mtime=0))
