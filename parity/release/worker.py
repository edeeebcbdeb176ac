"""A release made in a process of its own, so that those who are reading do not wait for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from parity import access
from parity.access import OWNER, Visitor
from parity.places import PROJECT, Home
from parity.release import SECONDS, Progress, make
from parity.trouble import NotDone


def in_worker(
    home: Home,
    *,
    by: str,
    visitor: Visitor = OWNER,
    seconds: float = SECONDS,
    progress: Progress | None = None,
    role: str = "",
) -> Mapping[str, object]:
    """Makes a release in a process of its own: release_id, protected, statements, withheld, bound, seconds.

    progress is told the stage, and how much of it is done. Raises NotDone and Refused as `make` does, and NotDone where
    the process is killed.
    """
    access.check(home, visitor, access.RELEASE)
    asked = {"home": [str(folder) for folder in home], "by": by, "seconds": seconds, "role": role or visitor.role}
    command = [sys.executable, "-m", "parity.release.worker"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        with process.stdin as told:
            told.write(json.dumps(asked))
        for line in process.stdout:
            said = json.loads(line)
            if "stage" in said and progress is not None:
                progress(said["stage"], said["done"], said["of"])
            elif "made" in said:
                return said["made"]
            elif "not_done" in said:
                raise NotDone(said["not_done"])
    raise NotDone("The release was stopped before it was finished. Nothing was released: do it again.")


def stand_back() -> None:
    """From now on this process has the processor when nobody else wants it, where the system knows of such a thing."""
    if hasattr(os, "nice"):
        os.nice(19)


def main() -> None:
    """Makes the release asked for on standard input; says on standard output how far it is, and what came of it."""
    stand_back()
    asked = json.loads(sys.stdin.read())

    def say(**told: object) -> None:
        print(json.dumps(told), flush=True)

    try:
        home = Home(*(Path(folder) for folder in asked["home"]))
        made = make(
            home, by=asked["by"], seconds=asked["seconds"], role=asked["role"],
            progress=lambda stage, done, of: say(stage=stage, done=done, of=of),
        )  # fmt: skip
        names = ("release_id", "protected", "statements", "withheld", "bound", "seconds")
        say(made={name: getattr(made, name) for name in names})
    except NotDone as why:
        say(not_done=str(why))


if __name__ == "__main__":
    main()
