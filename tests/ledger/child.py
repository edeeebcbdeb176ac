"""A process of its own that accepts returns: a line of JSON in, a line of JSON out, until it is told no more or killed."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from parity import intake  # noqa: F401
from parity.intake import check  # noqa: F401
from parity.places import PROJECT, Home
from parity.trouble import NotDone
from tests.ledger.homes import home_in, took


class Child(NamedTuple):
    """The process, seen from the test. Used with `with`, so that it ends and its pipes are closed whatever happens."""

    process: subprocess.Popen

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @classmethod
    def started(cls) -> "Child":
        """A process that accepts returns; it is warming up."""
        command = [sys.executable, "-m", "tests.ledger.child"]
        return cls(
            subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        )

    def ready(self) -> "Child":
        """Waits until it has warmed up."""
        assert self.process.stdout.readline() == '"ready"\n'
        return self

    def tell(self, home: Home, data: bytes, by: str = "Ann") -> None:
        """Gives it a file to accept in an installation, and does not wait."""
        told = {"home": str(home.folder.parent), "data": data.decode(), "by": by}
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()

    def heard(self) -> list[str]:
        """Waits for what became of the file: the outcome and the sentence; nothing where it was killed."""
        line = self.process.stdout.readline()
        return json.loads(line) if line.endswith("\n") else []

    def end(self) -> None:
        """Kills it at once, as `kill -9` does, and tidies up after it; once it has ended, nothing more happens."""
        self.process.kill()
        self.process.wait()
        with suppress(BrokenPipeError):  # where it was killed before it read what it was told
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
