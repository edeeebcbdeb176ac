"""A process of its own that accepts returns into the lake: a line of JSON in, a line of JSON out, until it is killed."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from parity.places import PROJECT, Home
from parity.trouble import NotDone
from tests.ledger.homes import home_in, took


class Worker(NamedTuple):
    """The process, seen from the test. Used with `with`, so that it ends and its pipes are closed whatever happens."""

    process: subprocess.Popen

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @classmethod
    def started(cls) -> "Worker":
        """A process that accepts returns; it is warming up."""
        command = [sys.executable, "-m", "tests.lake.worker"]
        return cls(
            subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        )

    def ready(self) -> "Worker":
        """Waits until it has warmed up."""
        assert self.process.stdout.readline() == '"ready"\n'
        return self

    def tell(self, home: Home, data: bytes, by: str) -> None:
        """Gives it a file to accept, and does not wait."""
        told = {"home": str(home.folder.parent), "data": data.decode(), "by": by}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()

    def heard(self) -> list[str]:
        """Waits for what became of the file: the outcome and the sentence."""
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        """Kills it at once, as `kill -9` does."""
        self.process.kill()
        self.process.wait()
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()


def main() -> None:
    """Accepts what it is told."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        try:
            found = took(home_in(Path(told["home"])), told["data"].encode(), by=told["by"])
            answer = [found.outcome, found.message]
        except NotDone as not_done:
            answer = ["not done", str(not_done)]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
