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
from tests.browser.dashboard import Server
from tests.load import visitors
from tests.load.ahead import first_page, hurried, is_done, worked

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
    parser.add_argument(
        "--ahead", action="store_true", help="once the servers have worked ahead, some minutes after a build"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), asked.processes, asked.ahead) as (url, servers):
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
            watched = watch(servers, asked.seconds, heard)
            asyncio.run(visitors.acting(url, asked.people, asked.every, asked.seconds, [*busy, watched], heard))
    print("\n".join(heard.lines()))
    return 1 if heard.errors else 0


@contextlib.contextmanager
def served(folder: Path, processes: int = 1, worked_ahead: bool = False) -> Iterator[tuple[str, list[Server]]]:
    """A dashboard of its own, of a store of its own, and its servers; several stand behind nginx."""
    current.rebuild(Home(folder))
    from tests.running.proxy import behind

    with contextlib.ExitStack() as ends:
        if processes == 1:
            [running] = running_of(folder, 1, worked_ahead, ends)
            yield running.url, [running]
            return
        command = [sys.executable, "-m", "parity", "release", "--by", "load"]
        subprocess.run(
            command,
            cwd=places.PROJECT,
            env={**os.environ, "PARITY_HOME": str(folder)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        several = running_of(folder, processes, worked_ahead, ends)
        beside = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        port = ends.enter_context(behind(beside, [each.port for each in several]))
        yield f"https://127.0.0.1:{port}", several


def running_of(folder: Path, processes: int, worked_ahead: bool, ends: contextlib.ExitStack) -> list[Server]:
    """So many servers that end with the rest; where asked for, once they have worked ahead."""
    several = [hurried(folder) if worked_ahead else Server(folder, ahead=True) for _ in range(processes)]
    for each in several:
        ends.callback(each.stop)

    async def ready() -> None:
        await asyncio.gather(*map(first_page, several))
        await asyncio.gather(*map(is_done, several))

    if worked_ahead:
        asyncio.run(ready())
    return several


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


async def watch(servers: list[Server], seconds: float, heard: visitors.Heard, times: int = 8) -> None:
    """Say so many times over how much memory the servers hold, and what they had to do since this was last said.

    Work is processor time: what else the machine does lengthens the waits, and the work hardly.
    """
    done, told = sum(map(worked, servers)), 0
    for each in range(1, times + 1):
        await asyncio.sleep(seconds / times)
        before, done = done, sum(map(worked, servers))
        waits, told = sorted(heard.every[told:]), len(heard.every)
        share, of_one = (done - before) / seconds * times, (done - before) / max(1, len(waits))
        late = waits[int(0.95 * len(waits))] if waits else 0.0
        print(
            f"{seconds / times * each:.0f} s: memory {sum(map(held, servers)):.0f} MB, {len(waits)} acts, p95 {late:.2f} s,"
            f" work {1000 * of_one:.0f} ms an act, {share:.0%} of a core",
            flush=True,
        )


def held(server: Server) -> float:
    """The memory that a server holds, in MB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    sys.exit(main())
