"""python -m tests.load first|acting|slow: how long people wait for a dashboard of this machine, with a store of its own."""

import argparse
import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from parity import current, places
from parity.places import Home
from tests.load import visitors

ROWS = 50_000


def main() -> int:
    """Print the waits; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("what", choices=["first", "acting", "slow"])
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument(
        "--within",
        type=float,
        default=0.0,
        metavar="S",
        help="first: seconds within which all come, and within which each chooses",
    )
    parser.add_argument(
        "--every", type=float, default=30.0, metavar="S", help="acting: seconds between two acts of a person"
    )
    parser.add_argument("--seconds", type=float, default=600.0, help="acting: for how long")
    parser.add_argument("--busy", action="store_true", help="acting: take in 50,000 rows and make a release meanwhile")
    parser.add_argument(
        "--processes",
        type=int,
        default=1,
        help="so many behind nginx, with the public store, as docs/running.md has it",
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), asked.processes) as (url, process):
        asyncio.run(visitors.at_once(url, 2))  # not the very first of the day
        if asked.what == "slow":
            for seconds, *what in asyncio.run(visitors.slowest(url))[:25]:
                print(f"{seconds:.2f} s  {' / '.join(what)}")
            return 0
        if asked.what == "first":
            heard = asyncio.run(visitors.at_once(url, asked.people, asked.within))
        else:
            busy = [work(Path(folder))] if asked.busy else []
            heard = visitors.Heard()
            watched = watch(process.pid, asked.seconds, heard)
            asyncio.run(visitors.acting(url, asked.people, asked.every, asked.seconds, [*busy, watched], heard))
    print("\n".join(heard.lines()))
    return 1 if heard.errors else 0


@contextlib.contextmanager
def served(folder: Path, processes: int = 1) -> Iterator[tuple[str, subprocess.Popen]]:
    """A dashboard of its own, of a store of its own, and (the first of) its process; several stand behind nginx."""
    current.rebuild(Home(folder))
    from tests.browser.dashboard import Server
    from tests.running.proxy import behind

    with contextlib.ExitStack() as ends:
        if processes == 1:
            running = Server(folder, ahead=True)
            ends.callback(running.stop)
            yield running.url, running.process
            return
        command = [sys.executable, "-m", "parity", "release", "--by", "load"]
        subprocess.run(
            command,
            cwd=places.PROJECT,
            env={**os.environ, "PARITY_HOME": str(folder)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        several = [Server(folder, ahead=True) for _ in range(processes)]
        for each in several:
            ends.callback(each.stop)
        beside = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        port = ends.enter_context(behind(beside, [each.port for each in several]))
        yield f"https://127.0.0.1:{port}", several[0].process


async def work(folder: Path) -> None:
    """Take in a return of 50,000 rows, and make a release, each in a process of its own."""
    rows = (f"B1,activity {n},2026-{n % 12 + 1:02}-01,Indian,{n % 9 + 1},forum {n}" for n in range(ROWS))
    file = folder / "large.csv"
    file.write_text("body_code,activity,from,ethnic_group,people,note\n" + "\n".join(rows) + "\n", encoding="utf-8")
    bodies = folder / "bodies.csv"
    bodies.write_text("body_code,name,body_type,catchment\nB1,Load trial,council,E09000028\n", encoding="utf-8")
    await asyncio.sleep(20)
    for command in (
        ["accept", str(bodies), "--by", "load"],
        ["accept", str(file), "--by", "load"],
        ["release", "--by", "load"],
    ):
        started = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            "nice", sys.executable, "-m", "parity", *command, cwd=places.PROJECT,
            env={**os.environ, "PARITY_HOME": str(folder)},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        told, _ = await process.communicate()
        print(
            f"{command[0]}: exit {process.returncode}, {time.monotonic() - started:.1f} s: {told.decode()[:120]!r}",
            flush=True,
        )


async def watch(pid: int, seconds: float, heard: visitors.Heard, times: int = 8) -> None:
    """Say so many times over how much memory the server holds, and what it had to do since this was last said.

    Work is processor time: what else the machine does lengthens the waits, and the work hardly.
    """
    worked, told = work_of(pid), 0
    for each in range(1, times + 1):
        await asyncio.sleep(seconds / times)
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        size = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        before, worked = worked, work_of(pid)
        waits, told = sorted(heard.every[told:]), len(heard.every)
        share, of_one = (worked - before) / seconds * times, (worked - before) / max(1, len(waits))
        late = waits[int(0.95 * len(waits))] if waits else 0.0
        print(
            f"{seconds / times * each:.0f} s: memory {size / 1024:.0f} MB, {len(waits)} acts, p95 {late:.2f} s,"
            f" work {1000 * of_one:.0f} ms an act, {share:.0%} of a core",
            flush=True,
        )


def work_of(pid: int) -> float:
    """The processor time a process has had, in seconds."""
    about = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(about[11]) + int(about[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
