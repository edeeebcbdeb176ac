"""Whether an installation is sound: the chain of its ledger, the bytes of its originals, and its store made again from nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from parity import build, current, ledger
from parity.places import Home
from parity.returns import DamagedOriginal, Reader


class Verified(NamedTuple):
    """What was found: sentences about what is wrong (none where all is well) and what was put right, and the counts."""

    wrong: tuple[str, ...]
    put_right: tuple[str, ...]
    events: int
    originals: int
    returns: int


def verify(home: Home) -> Verified:
    """Looks through everything, and puts right only what a kill can leave. Raises Busy while somebody else writes."""
    with ledger.writing(home.ledger):
        try:
            before = ledger.read(home.ledger)
            stray = [file.relative_to(home.folder) for file in current.strays(home, before)]
            left = [f"{file}: left by something that was broken off; deleted." for file in stray]
            if before.torn:
                left.append(f"The last {before.torn.length} bytes of {home.ledger.name} were never finished; cut off.")
            known = current.recovered(home)
        except ledger.Damaged as damaged:
            return Verified((str(damaged),), (), 0, 0, 0)
        wrong: list[str] = []
        originals = current.originals(known)
        for sha256, event in originals.items():
            if not current.has_its_bytes(home.originals / sha256, sha256):
                wrong.append(f"The original of {event.return_id} is missing, or is not what was accepted.")
        if not current.is_current(home):
            if home.store.exists():
                left.append("The store was older than the ledger or the reference data; it was built again.")
            try:
                current.rebuilt(home, known)
            except (DamagedOriginal, build.CannotBuild) as error:
                wrong.append(str(error))
        returns, differing = _made_again(home, known) if not wrong else (0, [])
        return Verified((*wrong, *differing), tuple(left), len(known.events), len(originals), returns)


def _made_again(home: Home, known: ledger.Ledger) -> tuple[int, list[str]]:
    """How many returns there are, and how the store differs from one made from nothing but originals and ledger."""
    with tempfile.TemporaryDirectory() as folder:
        aside = home._replace(folder=Path(folder))
        made = current.inputs(home, known, Reader(home.reference, aside.kept))
        built = build.build_aside(aside, build.reference_part(aside), made.returns, made.fingerprint, made.head)
        differing = [
            f"The table {table} of the store is not what the accepted returns say: `python -m parity build` makes it again."
            for table in build.differing_tables(home.store, built.path)
        ]
        unread = [f"{each.of.return_id} is in no store: {each.why}" for each in made.set_aside]
        return len(made.returns), [*differing, *unread]
