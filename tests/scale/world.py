"""The large world in a folder, made through the product's own doors, and the heavy work on it: one piece a process."""

import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from parity import build, current, release
from parity.accept import accept, accept_all, withdraw
from parity.candidate import ACCEPTED, Sent, sent
from parity.intake.read import Limits
from parity.places import Home
from tests.scale import areas, records
from tests.scale.child import peak

ROWS = 500_000  # the most rows of one file
ONE = 50_000  # rows of the one return that comes in last
SENDER = "A region"


def home_of(folder: Path) -> Home:
    """The installation of a world."""
    return Home(folder / "home")


def population(folder: Path, size: float, sources: Path | None) -> dict:
    """Both censuses of every output area, checked and taken in."""
    home = home_of(folder)
    current.rebuild(home)
    tables = areas.tables(sources, max(400, round(areas.AREAS * size)))
    files = [_file("population", f"areas_{day[:4]}.csv", frame) for day, frame in tables.items()]
    rows = sum(len(frame) * (frame.shape[1] - 3) for frame in tables.values())
    return _timed(lambda: _in(accept_all(home, files, by="Ann Example"))) | {"rows": rows}


def everything(folder: Path, size: float, sources: Path | None) -> dict:
    """Ten million records of every kind, checked and taken in, from files made and laid down before."""
    rows, files = 0, []
    with tempfile.TemporaryDirectory(dir=folder) as laid:
        for each in records.files(size):
            if len(each.rows):
                rows += len(each.rows)
                files.append((each.kind, Path(laid) / each.name))
                each.rows.to_csv(files[-1][1], index=False)
        coming = (_sent(kind, file.name, file.read_bytes()) for kind, file in files)
        made = _timed(lambda: _in(accept_all(home_of(folder), coming, by="Ann Example")))
    return made | {"rows": rows, "store": home_of(folder).store.stat().st_size}


def one(folder: Path, size: float, sources: Path | None) -> dict:
    """One more return, of 50,000 rows about some sixty boards in four authorities; the store equals one made from nothing."""
    home = home_of(folder)
    world = records.files(size)
    bodies = next(world).rows
    bodies = bodies[bodies["catchment"].isin(sorted(bodies["catchment"].unique())[:4])]["body_code"].to_numpy()
    each = max(1, round(ONE * min(1.0, size * 10)) // (len(bodies) * len(records.GROUPS)))
    body, turn = np.repeat(bodies, each * len(records.GROUPS)), np.repeat(np.arange(each), len(records.GROUPS))
    turn = np.tile(turn, len(bodies))
    frame = pd.DataFrame({
        "body_code": body, "activity": [f"Session {n}" for n in turn], "role": "consultee", "mechanism": "forum",
        "from": "2022-05-01", "to": "2022-06-01", "ethnic_group": np.resize(records.GROUPS, len(body)),
        "people": np.random.default_rng(50).integers(0, 9, len(body)),
    })  # fmt: skip
    file = _file("participation", "one_more.csv", frame)
    found = []
    made = _timed(lambda: found.extend(_in([accept(home, file, by="Ann Example")])))
    grown = folder / "grown.duckdb"
    grown.write_bytes(home.store.read_bytes())
    withdraw(home, found[0].return_id, by="Ann Example", why="only to see how long it takes")
    return made | {"rows": len(frame), "grown": found[0].return_id}


def rebuilt(folder: Path, size: float, sources: Path | None) -> dict:
    """The whole store again, from reference data and kept records."""
    home = home_of(folder)
    return _timed(lambda: current.rebuild(home)) | {"store": home.store.stat().st_size}


def equal(folder: Path, size: float, sources: Path | None) -> dict:
    """Whether the store that was grown by one return and then shrunk by it equals one made from nothing."""
    home, before = home_of(folder), folder / "shrunk.duckdb"
    before.write_bytes(home.store.read_bytes())
    current.rebuild(home)
    differing = [name for name in build.differing_tables(before, home.store) if name != "build"]
    before.unlink()
    (folder / "grown.duckdb").unlink(missing_ok=True)
    return {"differing": differing}


def released(folder: Path, size: float, sources: Path | None) -> dict:
    """A release of everything, the first there is, whether or not one was measured here before."""
    shutil.rmtree(home_of(folder).releases, ignore_errors=True)
    return _timed(lambda: release.make(home_of(folder), by="Ann Example", seconds=900))


WORK: dict[str, Callable[[Path, float, Path | None], dict]] = {
    each.__name__: each for each in (population, everything, one, rebuilt, equal, released)
}


def _file(kind: str, name: str, frame: pd.DataFrame) -> Sent:
    return _sent(kind, name, frame.to_csv(index=False).encode())


def _sent(kind: str, name: str, data: bytes) -> Sent:
    return sent(data, name, kind=kind, sender=SENDER, limits=Limits().raised_to(ROWS))


def _in(found: list) -> list:
    refused = [one.message for one in found if one.outcome != ACCEPTED]
    if refused:
        raise SystemExit(f"{len(refused)} files did not come in: {refused[0]}")
    return found


def _timed(work: Callable[[], object]) -> dict:
    """Seconds by the clock and of work (with those of the processes begun), and the most memory held, in bytes."""
    began, worked = time.perf_counter(), _worked()
    work()
    return {"seconds": time.perf_counter() - began, "work": _worked() - worked, "peak": peak()}


def _worked() -> float:
    each = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in each)


def main(what: str, folder: str, size: str, sources: str) -> dict:
    """One piece of work: see WORK."""
    return WORK[what](Path(folder), float(size), Path(sources) if sources else None)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
