"""The whole path of the bench on a world of eight bodies: made, asked, worked on, told, within one process."""

import importlib
import io
import json
import shutil
from contextlib import redirect_stdout

from tests.scale import __main__ as bench
from tests.scale import questions, records

measured: list[tuple] = []


def here(module, *given, longest):
    """What a process of its own would print, line by line."""
    measured.append((module, given[0]))
    out = io.StringIO()
    with redirect_stdout(out):
        told = importlib.import_module(module).main(*map(str, given))
    lines = [json.loads(line) for line in out.getvalue().splitlines() if line.startswith("{")]
    lines += [] if told is None else [told if isinstance(told, dict) else {"told": told}]
    return [*lines[:-1], lines[-1] | bench._about(1.0)]


def test_a_small_world_is_made_asked_worked_on_and_told(home, tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "_lines", here)
    monkeypatch.setattr(bench, "RUNS", 1)
    monkeypatch.setattr(records, "YEARS", range(2020, 2022))
    monkeypatch.setitem(questions.PLACES, "scale", questions.SCALE._replace(small="E00000001"))
    page = tmp_path / "performance.md"
    world = tmp_path / "world"
    shutil.copytree(
        home / "kept", world / "home" / "kept"
    )  # the committed returns as checked already: other tests check them
    heavy = ["one", "released"]
    given = ["--only", "scale", "--world", str(world), "--size", "0.0016", "--out", str(page), "--heavy"]
    assert bench.main([*given, "questions", "explained", *heavy]) == 0
    told = page.read_text(encoding="utf-8")
    assert "failed" not in told and "more than" not in told
    for title in (*bench.report.TITLES.values(), *(bench.report.HEAVY[each] for each in heavy), "When it was measured"):
        assert title in told, title
    kept = json.loads((world / "bench.json").read_text())["scale"]
    assert kept["differ"] == {} and set(kept["heavy"]) == {"population", "everything", *heavy}
    measured.clear()
    assert bench.main([*given, "released"]) == 0  # one piece again: the others are told as they were
    assert measured == [("tests.scale.world", "released")]
    assert told.count("|") == page.read_text(encoding="utf-8").count("|")
