"""A process of its own that accepts returns: a line of JSON in, a line of JSON out, until it is told no more or killed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from parity import intake  # noqa: F401
from parity.intake import check  # noqa: F401
from parity.places import PROJECT, Home
from parity.trouble import NotDone
from tests.ledger.homes import home_in, took


class Child(NamedTuple):
    """The process, seen from the test."""

    process: subprocess.Popen

    @classmethod
    def started(cls, home: Home) -> "Child":
        """A process that accepts returns of this installation; it is warming up."""
        command = [sys.executable, "-m", "tests.ledger.child", str(home.folder.parent)]
        return cls(
            subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        )

    def ready(self) -> "Child":
        """Waits until it has warmed up."""
        assert self.process.stdout.readline() == '"ready"\n'
        return self

    def tell(self, data: bytes, by: str = "Ann") -> None:
        """Gives it a file to accept, and does not wait."""
        self.process.stdin.write(json.dumps({"data": data.decode(), "by": by}) + "\n")
        self.process.stdin.flush()

    def heard(self) -> list[str]:
        """Waits for what became of the file: the outcome and the sentence; nothing where it was killed."""
        line = self.process.stdout.readline()
        return json.loads(line) if line.endswith("\n") else []

    def end(self) -> None:
        """Kills it at once, as `kill -9` does, and tidies up after it."""
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def main() -> None:
    """Accepts what it is told, in the installation named on the command line."""
    home = home_in(Path(sys.argv[1]))
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        try:
            found = took(home, told["data"].encode(), by=told["by"])
            answer = [found.outcome, found.message]
        except NotDone as not_done:
            answer = ["not done", str(not_done)]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
