"""A process of its own that reads the lake as a dashboard does, again and again, and says what it saw each time."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from typing import NamedTuple

from parity import lake
from parity.places import PROJECT
from parity.store import NoStore


class Reader(NamedTuple):
    """The process, seen from the test. Used with `with`, so that it ends and its pipe is closed whatever happens."""

    process: subprocess.Popen

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @classmethod
    def started(cls) -> "Reader":
        """A dashboard that begins to read."""
        command = [sys.executable, "-m", "tests.lake.reader"]
        return cls(subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, bufsize=1))

    def saw(self) -> dict:
        """What it sees next: the build, how many returns were sent, how many records
        they hold, how many dates they tell of, and how long it took in seconds."""
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        """Kills it at once."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def main() -> None:
    """Reads until killed."""
    of = lake.configured()
    while True:
        started = time.monotonic()
        with suppress(NoStore):
            store = lake.open_store(of)
            held, told = store.ask("contents"), store.ask("rounds")
            sent = held[held["standing"] == "sent"]
            seen = {"build": store.build_id, "returns": int(sent["returns"].sum()), "records": int(sent["records"].sum()),
                    "rounds": int((told["standing"] == "sent").sum()), "took": time.monotonic() - started}  # fmt: skip
            print(json.dumps(seen), flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    main()
