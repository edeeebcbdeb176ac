"""python -m tests.scale [--world FOLDER]: Parity beside a plain pandas script and SQLite, and docs/performance.md written.

Without a world only the box as it comes is measured: about two minutes. With one, England's scale too: the folder is filled
at first (about a quarter of an hour, 3 GB of disk), kept, and used again; asking takes about ten minutes more. Every piece
runs in a process of its own under a time limit, so that the whole ends by itself. A figure that differs from the plain
script's ends it with 1, and nothing is written.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from parity import places
from tests.scale import plain_tables, report
from tests.scale.questions import KEYS, PLACES, asked
from tests.scale.same import differences

WHO = ("parity", "pandas", "sqlite")
RUNS = 5
LONGEST = {
    "population": 900,
    "everything": 3600,
    "one": 600,
    "rebuilt": 1800,
    "equal": 1800,
    "released": 1200,
    "pages": 1500,
}


def main() -> int:
    """Measures, compares, writes; 1 where figures differ."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale", description=__doc__)
    parser.add_argument("--world", type=Path, metavar="FOLDER", help="where the large world is, or is to be kept")
    parser.add_argument("--sources", type=Path, metavar="DIR", help="real tables of output areas, where there are any")
    parser.add_argument(
        "--size", type=float, default=1.0, help="part of the large world to make (1 = ten million records)"
    )
    parser.add_argument("--limit", type=float, default=180.0, metavar="S", help="seconds SQLite has for a question")
    parser.add_argument(
        "--only", choices=["box", "scale"], help="measure one of the two again, and keep the other's figures"
    )
    parser.add_argument("--heavy", nargs="*", default=list(LONGEST), help="which heavy pieces to run at scale")
    given = parser.parse_args()
    began = time.perf_counter()
    kept = (given.world or Path(tempfile.gettempdir())) / "bench.json"
    found = json.loads(kept.read_text()) if kept.exists() else {}
    if given.only != "scale":
        with tempfile.TemporaryDirectory() as folder:
            found["box"] = _box(Path(folder), given.limit)
    if given.world and given.only != "box":
        found["scale"] = _scale(given, found.get("scale", {}))
    found["took"] = time.perf_counter() - began
    if given.world:
        kept.write_text(json.dumps(found))
    wrong = [
        f"{place}, {name}: {said}" for place in PLACES for name, said in found.get(place, {}).get("differ", {}).items()
    ]
    if wrong:
        print("\n".join(["Figures differ:", *wrong]), file=sys.stderr)
        return 1
    (places.PROJECT / "docs" / "performance.md").write_text(report.document(found), encoding="utf-8")
    return 0


def _box(folder: Path, limit: float) -> dict:
    """The box as it comes: built, asked."""
    heavy = {"rebuilt": _child("tests.scale.world", "rebuilt", folder, 1.0, "", longest=300)}
    heavy["pages"] = _child("tests.scale.pages", folder, longest=600)
    heavy["released"] = _child("tests.scale.world", "released", folder, 1.0, "", longest=600)
    return {"heavy": heavy} | _asked("box", folder, limit)


def _scale(given: argparse.Namespace, before: dict) -> dict:
    """England's scale: made where it is not there yet, asked, and worked on."""
    folder = given.world
    folder.mkdir(parents=True, exist_ok=True)
    heavy = dict(before.get("heavy", {}))
    for what in ("population", "everything"):
        made = folder / f"{what}.json"
        if not made.exists():
            heavy[what] = _child(
                "tests.scale.world", what, folder, given.size, given.sources or "", longest=LONGEST[what]
            )
            made.write_text(json.dumps(heavy[what]))
        heavy[what] = json.loads(made.read_text())
    found = _asked("scale", folder, given.limit)
    for what in ("rebuilt", "one", "equal", "released"):
        if what in given.heavy:
            heavy[what] = _child("tests.scale.world", what, folder, given.size, "", longest=LONGEST[what])
    if "pages" in given.heavy:
        heavy["pages"] = _child("tests.scale.pages", folder, longest=LONGEST["pages"])
    if heavy.get("equal", {}).get("differing"):
        found["differ"]["store"] = f"grown and rebuilt differ in {', '.join(heavy['equal']['differing'])}"
    return found | {"heavy": heavy, "explained": _child("tests.scale.explain", folder, longest=120)}


def _asked(place: str, folder: Path, limit: float) -> dict:
    """Question -> who -> seconds, work and memory; and where figures differ from those of the plain script."""
    plain_tables.write(folder / "home" / "store.duckdb", folder / "plain")
    load = {"pandas": _child("tests.scale.child", "pandas", place, folder, "load", 1, limit, "", longest=600)}
    if not (folder / "plain" / "tables.sqlite").exists():
        load["sqlite"] = _child("tests.scale.child", "sqlite", place, folder, "load", 1, limit, "", longest=1200)
    questions, differ = {}, {}
    for question in asked(PLACES[place]):
        questions[question] = {}
        answers = {}
        for who in WHO:
            out = folder / f"{who}.parquet"
            told = _child(
                "tests.scale.child", who, place, folder, question, RUNS, limit, out, longest=int(2 * limit + 300)
            )
            questions[question][who] = told
            if "seconds" in told:
                answers[who] = pd.read_parquet(out)
                out.unlink()
        for who in answers.keys() - {"parity"}:
            if said := differences(answers["parity"], answers[who], KEYS[question]):
                differ[f"{question} ({who})"] = "; ".join(said)
        rows = len(answers["parity"]) if "parity" in answers else 0
        print(
            place,
            question,
            rows,
            {w: round(t.get("seconds", -1), 4) for w, t in questions[question].items()},
            flush=True,
        )
    return {"questions": questions, "load": load, "differ": differ}


def _child(module: str, *given: object, longest: int) -> dict:
    """What a process of its own prints as JSON; {"late": seconds} where it does not end in time, {"failed": why} where it fails."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", module, *map(str, given)],
            capture_output=True,
            text=True,
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"late": longest}
    if run.returncode:
        return {"failed": (run.stderr.strip().splitlines() or ["no word"])[-1][:300]}
    return json.loads(run.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
