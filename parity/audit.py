"""Who was refused what, and who accepted, released and took away full data: a file that only grows, one line an event.

A line names a person by their address and what they did by code: never a group, a count or a row of anyone's.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from parity.places import Home

ACCEPTED, RELEASED, EXPORTED = "accept a return", "release to the public", "export full data"
REFUSED, DONE = "refused", "done"
LONGEST = 200  # characters of anything a visitor wrote that a line repeats


def done(home: Home, who: str, role: str, act: str, *, about: str = "", bodies: Iterable[str] = ()) -> None:
    """Write down that something was done. OSError where that cannot be written: then it must not be done."""
    _write(home.audit, _line(who, role, act, DONE, about, bodies))


def noted(home: Home, who: str, role: str, act: str, *, about: str = "", bodies: Iterable[str] = ()) -> None:
    """Write down what the ledger already holds for good; on standard error where the file cannot be written."""
    _write_or_say(home.audit, _line(who, role, act, DONE, about, bodies))


def refused(home: Home, who: str, role: str, act: str, *, about: str = "", bodies: Iterable[str] = ()) -> None:
    """Write down that something was refused; on standard error where the file cannot be written: it stays refused."""
    _write_or_say(home.audit, _line(who, role, act, REFUSED, about, bodies))


def lines(home: Home) -> list[dict[str, object]]:
    """Every event in order: time (UTC), who, role, act, outcome, about, bodies. An unfinished line is left out."""
    try:
        text = home.audit.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in text.split("\n") if line.startswith("{") and line.endswith("}")]


def _line(who: str, role: str, act: str, outcome: str, about: str, bodies: Iterable[str]) -> str:
    told = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who[:LONGEST] or "nobody signed in",
        "role": role,
        "act": act,
        "outcome": outcome,
        "about": about[:LONGEST],
        "bodies": [body[:LONGEST] for body in bodies][:20],
    }
    return json.dumps(told, ensure_ascii=True) + "\n"


def _write_or_say(file: Path, line: str) -> None:
    try:
        _write(file, line)
    except OSError:
        sys.stderr.write(line)


def _write(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        data = line.encode()
        if os.write(opened, data) != len(data):  # on a line of its own whatever happens next
            os.write(opened, b"\n")
            raise OSError("the audit line was not written whole")
        os.fsync(opened)
    finally:
        os.close(opened)
