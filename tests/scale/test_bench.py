"""The whole path of the bench on a world of eight bodies: made, asked, worked on, told, within one process."""

import importlib
import io
import json
from contextlib import redirect_stdout

from tests.scale import __main__ as bench
from tests.scale import questions, records


def here(module, *given, longest):
    """What a process of its own would print, line by line."""
    out = io.StringIO()
    with redirect_stdout(out):
        told = importlib.import_module(module).main(*map(str, given))
    lines = [json.loads(line) for line in out.getvalue().splitlines() if line.startswith("{")]
    lines += [] if told is None else [told if isinstance(told, dict) else {"told": told}]
    return [*lines[:-1], lines[-1] | bench._about(1.0)]


def test_a_small_world_is_made_asked_worked_on_and_told(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "_lines", here)
    monkeypatch.setattr(bench, "RUNS", 1)
    monkeypatch.setattr(records, "YEARS", range(2020, 2022))
    monkeypatch.setitem(questions.PLACES, "scale", questions.SCALE._replace(small="E00000001"))
    page = tmp_path / "performance.md"
    world = tmp_path / "world"
    heavy = ["one", "released"]
    asked = ["--only", "scale", "--world", str(world), "--size", "0.0016", "--out", str(page), "--heavy", *heavy]
    assert bench.main(asked) == 0
    told = page.read_text(encoding="utf-8")
    assert "failed" not in told and "more than" not in told
    for title in (
        *bench.report.TITLES.values(),
        "A release of everything",
        "Accept one more return",
        "When it was measured",
    ):
        assert title in told, title
    kept = json.loads((world / "bench.json").read_text())["scale"]
    assert kept["differ"] == {} and set(kept["heavy"]) == {"population", "everything", *heavy}
    before = kept["heavy"]["one"]["when"]
    assert bench.main([*asked[:-2], "released"]) == 0  # one piece again: the others are told as they were
    assert json.loads((world / "bench.json").read_text())["scale"]["heavy"]["one"]["when"] == before
    assert "Accept one more return" in page.read_text(encoding="utf-8")
