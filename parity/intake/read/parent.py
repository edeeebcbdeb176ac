"""Starts the child process, holds it to its limits and turns what it wrote into sheets of cells."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parity.intake.read.words import Finding, Stop, refusal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

STANDSTILL = 1.0  # seconds between two looks at a child that has not answered
LOOKS = 5  # looks in a row at which it had not moved; more where more time is given
ROOT = Path(__file__).resolve().parents[3]
START = "import sys; sys.path.insert(0, sys.argv[1]); from parity.intake.read.child import main; main()"


@dataclass(frozen=True)
class Limits:
    """What one return may cost. Sizes in bytes, time in seconds; rows are rows of a sheet below its headings."""

    file_bytes: int = 10_000_000
    members: int = 200
    unzipped: int = 50_000_000
    ratio: int = 100
    rows: int = 50_000
    columns: int = 60
    seconds: float = 30
    memory: int = 1_000_000_000

    def raised_to(self, rows: int) -> Limits:
        """Limits for a larger return: as many times the bytes, seconds and memory as there are times the rows."""
        times = max(1.0, rows / self.rows)
        return Limits(
            file_bytes=int(self.file_bytes * times),
            members=self.members,
            unzipped=int(self.unzipped * times),
            ratio=self.ratio,
            rows=max(rows, self.rows),
            columns=self.columns,
            seconds=self.seconds * times,
            memory=min(int(self.memory * times), 2 * self.memory),
        )


class Cells(NamedTuple):
    """The text of a sheet: columns counted from 0, the index is the row number people see (from 1), blank is ''."""

    frame: pd.DataFrame
    widths: np.ndarray


class Sheet(NamedTuple):
    """One visible sheet. merged holds (first row, first column, last row, last column) counted from 0.

    typed says that the cells came from a workbook; from_1904 that its bare serial dates count from 1904.
    """

    name: str
    cells: Cells
    merged: tuple[tuple[int, int, int, int], ...]
    typed: bool
    from_1904: bool


class Reading(NamedTuple):
    """What a file holds and what was met on opening it. With a refused finding there may be no sheets."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


def read(data: bytes, filename: str, limits: Limits | None = None) -> Reading:
    """The cells of a file as text, opened in a child process. Never raises for what the file holds."""
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        size = f"{limits.file_bytes / 1e6:,.0f} MB ({len(data):,} bytes)"
        return _refused(f"the file is larger than {size}", "Send it in parts.")
    order = json.dumps({"limits": asdict(limits), "filename": filename})
    child = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-c", START, str(ROOT), order],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        output = _output(child, data, limits.seconds)
    except subprocess.TimeoutExpired:
        _end(child)
        return _too_long(limits)
    except BaseException:
        _end(child)
        raise
    if child.returncode == -24:  # SIGXCPU: its processor time ran out
        return _too_long(limits)
    if output is None or child.returncode != 0:
        return _refused(
            "the file could not be opened within the memory a return may use, or it is damaged",
            "Copy the cells into a new workbook (paste values only), or save them as CSV, and send that.",
        )
    head, _, blobs = output.partition(b"\n")
    said = json.loads(head)
    return Reading(tuple(_unpack(said["sheets"], memoryview(blobs))), tuple(Finding(*one) for one in said["findings"]))


def read_here(data: bytes, filename: str, limits: Limits | None = None) -> Reading:
    """The cells of a file that can be trusted, opened in this process: a fifth of a second sooner."""
    from parity.intake.read import child

    limits = limits or Limits()
    parcel = child.Parcel(limits)
    try:
        findings = child.fill(parcel, data, filename, limits)
    except Stop as stop:
        return Reading((), tuple(Finding(*one) for one in stop.findings))
    return Reading(
        tuple(_unpack(parcel.sheets, memoryview(b"".join(parcel.blobs)))), tuple(Finding(*one) for one in findings)
    )


def _output(child: subprocess.Popen, data: bytes, seconds: float) -> bytes | None:
    """What the child writes; None where it has come to a standstill. Raises TimeoutExpired when its time is up.

    A workbook reader that runs out of memory may wait for ever for a lock of its own instead of ending. On a busy
    machine a child may sleep for a second because nobody has had the time to feed it: only LOOKS in a row count.
    """
    ends = time.monotonic() + seconds
    worked, still = -1, 0
    told: bytes | None = data  # given once; a later call goes on with what is left of it
    while True:
        left = ends - time.monotonic()
        try:
            return child.communicate(told, timeout=max(0.0, min(left, STANDSTILL)))[0]
        except subprocess.TimeoutExpired:
            told = None
            if left <= STANDSTILL:
                raise
            before, worked = worked, _asleep_after(child.pid)
            still = still + 1 if worked >= 0 and worked == before else 0
            if still >= max(LOOKS, seconds / 6):
                _end(child)
                return None


def _asleep_after(process: int) -> int:
    """The processor time a sleeping process has had, in ticks; -1 where it is awake or the system does not say."""
    try:
        about = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return -1
    return int(about[11]) + int(about[12]) if about[0] == "S" else -1


def _end(child: subprocess.Popen) -> None:
    """Ends a child and closes what it was still being told."""
    child.kill()
    child.communicate()
    with contextlib.suppress(OSError):
        child.stdin.close()


def _refused(message: str, remedy: str) -> Reading:
    return Reading((), (refusal(message, remedy),))


def _too_long(limits: Limits) -> Reading:
    return _refused(
        f"the file took longer than {limits.seconds:g} seconds to open",
        "Send it in parts, or copy the cells into a new workbook.",
    )


def _unpack(sheets: list[dict], blobs: memoryview) -> list[Sheet]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    found: list[Sheet] = []
    at = 0
    for about in sheets:
        width = max((len(lengths) for _, lengths in about["blocks"]), default=0)
        chunks: list[list[pa.Array]] = [[] for _ in range(width)]
        for rows, lengths in about["blocks"]:
            for place in range(width):
                if place < len(lengths):
                    chunks[place].append(_texts(blobs[at : at + lengths[place]], rows))
                    at += lengths[place]
                else:
                    chunks[place].append(pa.repeat(pa.scalar("", pa.large_string()), rows))
        widths = np.frombuffer(blobs[at : at + about["widths"]], dtype=np.uint32)
        at += about["widths"]
        dtype = pd.StringDtype("pyarrow", na_value=np.nan)
        frame = pd.DataFrame(
            {place: pd.array(pa.chunked_array(column), dtype=dtype) for place, column in enumerate(chunks)},
            index=pd.RangeIndex(1, about["rows"] + 1),
        )
        merged = tuple(tuple(one) for one in about["merged"])
        found.append(Sheet(about["name"], Cells(frame, widths), merged, about["typed"], about["from_1904"]))
    return found


def _texts(packed: memoryview, rows: int) -> pa.Array:
    """Texts with zero bytes between them as a column, none of them made a string of its own on the way."""
    import numpy as np
    import pyarrow as pa

    ends = np.flatnonzero(np.frombuffer(packed, np.uint8) == 0)
    text = bytes(packed).replace(b"\0", b"")
    offsets = np.concatenate([[0], ends - np.arange(len(ends)), [len(text)]]).astype(np.int64)
    if len(offsets) != rows + 1:
        raise ValueError(f"{len(offsets) - 1} cells were sent for {rows} rows")
    found = pa.LargeStringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(text))
    found.validate(full=True)
    return found
