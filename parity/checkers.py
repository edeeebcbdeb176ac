"""Large files checked in processes of their own, while those sent before them are being taken in.

Checking is all work of one processor, and most of what taking in many files costs. What becomes of each file is still
settled one after another, by whoever takes them in.
"""

from __future__ import annotations

import dataclasses
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from parity import versions
from parity.candidate import Sent, checked
from parity.intake import layouts
from parity.places import PROJECT
from parity.returns import Reader, packed, unpacked

if TYPE_CHECKING:
    from parity.intake.check import Checked

PROCESSES = 2  # each holds the cells and the records of one file
LARGE = 1_000_000
LENGTH = struct.Struct("<Q")


class Begun(NamedTuple):
    """A check that has been begun, and what it takes for granted: answers given, bodies known."""

    answers: Mapping[str, str]
    told: Mapping[str, str]
    found: Future[Checked | None]

    def result(self, answers: Mapping[str, str], told: Mapping[str, str]) -> Checked | None:
        """What was found; None where something else holds by now, or the process was killed."""
        return self.found.result() if (self.answers, self.told) == (answers, told) else None


class Checkers:
    """The processes, begun when the first large file comes; none on a machine of one processor. Ends them on leaving."""

    def __init__(self, reference: Path) -> None:
        self._command = [sys.executable, "-m", "parity.checkers", str(reference)]
        self._processes: list[subprocess.Popen] = []
        self._idle: queue.SimpleQueue[subprocess.Popen] = queue.SimpleQueue()
        self._threads = ThreadPoolExecutor(PROCESSES)

    def __enter__(self) -> Checkers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()

    def begin(self, file: Sent, answers: Mapping[str, str], told: Mapping[str, str]) -> Begun | None:
        """Has a file checked, unless it is small."""
        if len(file.data) < LARGE or (os.cpu_count() or 1) == 1:
            return None
        if len(self._processes) < PROCESSES:
            begun = subprocess.Popen(self._command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._processes.append(begun)
            self._idle.put(begun)
        return Begun(answers, told, self._threads.submit(self._ask, (file, answers, told)))

    def _ask(self, what: tuple) -> Checked | None:
        process = self._idle.get()
        assert process.stdin is not None and process.stdout is not None
        found = None
        with suppress(OSError, EOFError):  # it was killed: whoever asks checks the file himself
            _say(process.stdin, what)
            found = _hear(process.stdout)
            if found.packed:
                found = dataclasses.replace(found, records=unpacked(found.packed, _asked_of(found.kind)))
        self._idle.put(process)
        return found


def in_turn(files: Iterable[Sent], begin: Callable[[Sent], Begun | None]) -> Iterator[tuple[Sent, Begun | None]]:
    """Each file, and the check of it that was begun while those before it were taken in.

    None is begun behind a return of bodies, before that is in: what the next say of bodies is read with it.
    """
    coming, waiting = iter(files), deque[tuple[Sent, Begun | None]]()
    while True:
        while len(waiting) <= PROCESSES and not (waiting and waiting[-1][0].kind == "bodies"):
            file = next(coming, None)
            if file is None:
                break
            waiting.append((file, begin(file)))
        if not waiting:
            return
        yield waiting.popleft()


def _asked_of(kind: str) -> list[str]:
    """The columns of records that are looked at before they are in: what each is about, and the bodies it names."""
    layout = layouts.layout(kind)
    bodies = [field.name for field in layout.fields if field.means == "body"]
    return list(dict.fromkeys([*versions.told_by(layout), *bodies]))


def _say(to: IO[bytes], what: object) -> None:
    data = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    to.write(LENGTH.pack(len(data)))
    to.write(data)
    to.flush()


def _hear(whom: IO[bytes]):
    head = whom.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    data = whom.read(length := LENGTH.unpack(head)[0])
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Checks the files that come in at standard input, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began it ends it
    reader = Reader(Path(sys.argv[1]), Path(os.devnull), writes=False)
    with suppress(EOFError, BrokenPipeError):
        while True:
            file, answers, told = _hear(sys.stdin.buffer)
            found = checked(file, answers, reader, told)
            if len(found.records):  # a tenth as many bytes as they take in memory, and they are kept like this
                held = packed(found.records)
                found = dataclasses.replace(found, records=found.records.iloc[:0], packed=held)
            _say(sys.stdout.buffer, found)


if __name__ == "__main__":
    main()
