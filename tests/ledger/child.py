"""A process that accepts returns, each in a process of its own that can be killed: the modules are loaded once for all."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from parity import intake  # noqa: F401
from parity.intake import check, layouts  # noqa: F401
from parity.places import PROJECT, Home
from parity.trouble import NotDone
from tests.ledger.homes import home_in, took


class Nursery(NamedTuple):
    """The process, seen from the test. Used with `with`, so that it ends and its pipes are closed whatever happens."""

    process: subprocess.Popen

    @classmethod
    def started(cls) -> "Nursery":
        """A process that has loaded all that accepting needs, and has opened nothing yet."""
        command = [sys.executable, "-m", "tests.ledger.child"]
        started = cls(
            subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        )
        assert started.process.stdout.readline() == '"ready"\n'
        return started

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()

    def begins(self, home: Home, data: bytes, by: str = "Ann") -> int:
        """A process of its own begins to accept a file; its number."""
        self._tell({"home": str(home.folder.parent), "data": data.decode(), "by": by})
        while "begun" not in (heard := self._hear()):
            _came_to[heard["ended"]] = heard["came to"]
        return heard["begun"]

    def came_to(self, number: int) -> list[str]:
        """Waits until a process has ended: the outcome and the sentence; nothing where it was killed before."""
        self._tell({"wait for": number})
        while "gone" not in (heard := self._hear()):
            _came_to[heard["ended"]] = heard["came to"]
        return _came_to.pop(number, [])

    def kills(self, number: int) -> list[str]:
        """Kills a process at once, as `kill -9` does; what it had come to, if it had."""
        os.kill(number, signal.SIGKILL)
        return self.came_to(number)

    def _tell(self, told: dict) -> None:
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()

    def _hear(self) -> dict:
        return json.loads(self.process.stdout.readline())


_came_to: dict[int, list[str]] = {}  # number of a process -> what it came to, until it is asked for


def say(told: object) -> None:
    """One line in one piece, so that two who say something at once do not speak in between."""
    os.write(1, (json.dumps(told) + "\n").encode())


def accepts(told: dict) -> None:
    """Accepts one file and says what came of it."""
    try:
        found = took(home_in(Path(told["home"])), told["data"].encode(), by=told["by"])
        answer = [found.outcome, found.message]
    except NotDone as not_done:
        answer = ["not done", str(not_done)]
    say({"ended": os.getpid(), "came to": answer})


def main() -> None:
    """Begins a process for each file it is told of, and waits for those it is told to wait for."""
    layouts.all_layouts()
    say("ready")
    for line in sys.stdin:
        told = json.loads(line)
        if "wait for" in told:
            os.waitpid(told["wait for"], 0)
            say({"gone": told["wait for"]})
        elif number := os.fork():
            say({"begun": number})
        else:
            try:
                accepts(told)
            finally:
                os._exit(0)


if __name__ == "__main__":
    main()
