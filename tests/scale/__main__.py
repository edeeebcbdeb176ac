"""python -m tests.scale [--world FOLDER]: Parity beside a plain pandas script and SQLite, and docs/performance.md written.

Without a world only the box as it comes is measured. With one, England's scale too: the folder is filled at first (4 GB of
disk), kept, and used again. Every piece runs in a process of its own under a time limit, so that the whole ends by itself;
what it found is kept in the folder with its day, commit and machine as soon as it is done, so that one piece can be
measured again (`--only scale --heavy one`) and the page says of each when and where it was. A figure that differs from the plain script's
ends it with 1, and no page is written.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from parity import places
from tests.scale import pages, report
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
    "released": 1800,
    "pages": 2400,
}


PIECES = ["questions", *LONGEST, "explained"]


def main(arguments: Sequence[str] | None = None) -> int:
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
    parser.add_argument("--heavy", nargs="*", default=PIECES, help=f"which pieces to measure: {', '.join(PIECES)}")
    parser.add_argument(
        "--out", type=Path, default=places.PROJECT / "docs" / "performance.md", help="the page to write"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        kept = (given.world or Path(folder)) / "bench.json"
        found = json.loads(kept.read_text()) if kept.exists() else {}
        if given.world:
            given.world.mkdir(parents=True, exist_ok=True)
        for place, measure in (("box", _box), ("scale", _scale)):
            if given.only in (None, place) and (place == "box" or given.world):
                for part in measure(
                    given.world if place == "scale" else Path(folder), given, found.setdefault(place, {})
                ):
                    print(place, part, flush=True)
                    kept.write_text(json.dumps(found))
    wrong = [
        f"{place}, {name}: {said}" for place in PLACES for name, said in found.get(place, {}).get("differ", {}).items()
    ]
    if wrong:
        print("\n".join(["Figures differ:", *wrong]), file=sys.stderr)
        return 1
    given.out.write_text(report.document(found), encoding="utf-8")
    return 0


def _box(folder: Path, given: argparse.Namespace, found: dict) -> Iterator[str]:
    """The box as it comes: built, asked, released."""
    heavy = found.setdefault("heavy", {})
    heavy["rebuilt"] = _child("tests.scale.world", "rebuilt", folder, 1.0, "", longest=300)
    yield "rebuilt"
    if "questions" in given.heavy:
        found |= _asked("box", folder, given.limit)
        yield "questions"
    yield from _pages(folder, given, heavy, longest=900)
    if "released" in given.heavy:
        heavy["released"] = _child("tests.scale.world", "released", folder, 1.0, "", longest=600)
        yield "released"


def _scale(folder: Path, given: argparse.Namespace, found: dict) -> Iterator[str]:
    """England's scale: made where it is not there yet, asked, and worked on."""
    heavy = found.setdefault("heavy", {})
    for what in ("population", "everything"):
        made = folder / f"{what}.json"
        if not made.exists():
            told = _child("tests.scale.world", what, folder, given.size, given.sources or "", longest=LONGEST[what])
            made.write_text(json.dumps(told))
        heavy[what] = json.loads(made.read_text())
        yield what
    if "questions" in given.heavy:
        found |= _asked("scale", folder, given.limit)
        yield "questions"
    for what in ("rebuilt", "one", "equal", "released"):
        if what in given.heavy:
            heavy[what] = _child("tests.scale.world", what, folder, given.size, "", longest=LONGEST[what])
            yield what
    found.setdefault("differ", {}).pop("store", None)
    if heavy.get("equal", {}).get("differing"):
        found["differ"]["store"] = f"grown and rebuilt differ in {', '.join(heavy['equal']['differing'])}"
    yield from _pages(folder, given, heavy, longest=LONGEST["pages"])
    if "explained" in given.heavy:
        found["explained"] = _child("tests.scale.explain", folder, longest=120)
        yield "explained"


def _pages(folder: Path, given: argparse.Namespace, heavy: dict, longest: int) -> Iterator[str]:
    if "pages" in given.heavy:
        lines = _lines("tests.scale.pages", folder, longest=longest)
        about = lines.pop() if lines and "page" not in lines[-1] else {}
        heavy["pages"] = about | {"told": pages.gathered(lines)}
        yield "pages"


def _asked(place: str, folder: Path, limit: float) -> dict:
    """Question -> who -> seconds, work and memory; and where figures differ from those of the plain script."""
    _child("tests.scale.plain_tables", folder, longest=300)
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
    """What a process of its own prints last as JSON; {"late": seconds} where it does not end in time, {"failed": why} where it fails."""
    return _lines(module, *given, longest=longest)[-1]


def _lines(module: str, *given: object, longest: int) -> list[dict]:
    """What a process of its own prints as JSON, line by line; the last, or one more where it fails, with what `_about` says."""
    began = time.perf_counter()
    command = [sys.executable, "-m", module, *map(str, given)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=longest, check=False)
        printed, why = run.stdout, run.stderr.strip().splitlines() or ["no word"]
        end = {"failed": why[-1][:300]} if run.returncode else {}
    except subprocess.TimeoutExpired as late:
        printed = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        end = {"late": longest}
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith(("{", "["))]
    about = _about(time.perf_counter() - began)
    if end or not lines or "page" in lines[-1]:
        return [*lines, end | about]
    last = lines[-1] if isinstance(lines[-1], dict) else {"told": lines[-1]}
    return [*lines[:-1], last | about]


def _about(took: float) -> dict:
    """When, with what, on what and for how long something was measured."""
    told = subprocess.run(
        ["git", "rev-parse", "--short=9", "HEAD"], cwd=places.PROJECT, capture_output=True, text=True, check=False
    )
    return {
        "when": datetime.now(UTC).isoformat(timespec="minutes"), "commit": told.stdout.strip(), "took": took,
        "machine": f"{report.cores()} cores ({platform.machine()})", "load": os.getloadavg()[0],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
