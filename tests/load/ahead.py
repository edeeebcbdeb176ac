"""A server of this machine whose working ahead takes no rests, and how to tell that it is done."""

import asyncio
import time
from pathlib import Path

from tests.browser.dashboard import Server
from tests.load.visitors import Heard, Visitor

QUIET, LOOK = 0.01, 10.0  # of a core, and seconds: what a server has to do once it has worked ahead
HURRIED = (
    "from parity import ready, server; ready.REST, ready.LEAST, ready.LATER, ready.QUIET = 0.0, 0.01, 0.0, 9.0; "
    "server.serve({port})"  # without the rests between pieces, which would take five minutes
)


def hurried(home: Path) -> Server:
    """A server as a test starts it, which works ahead from its first page on, without rests."""
    return Server(home, ["-c", HURRIED], ahead=True)


async def first_page(server: Server) -> None:
    """One visitor, with whom the working ahead begins."""
    visitor = Visitor(server.url, Heard())
    await visitor.arrive("", {})
    await visitor.leave()


async def is_done(server: Server, patience: float = 900) -> None:
    """Waits until the server has nothing more to do."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = worked(server)
        await asyncio.sleep(LOOK)
        if worked(server) - before < QUIET * LOOK:
            return
    raise AssertionError("the server still works ahead")


def worked(server: Server) -> float:
    """The processor time that a server has had, its threads that have ended too, in seconds."""
    return time.clock_gettime((~server.process.pid << 3) | 2)  # as clock_getcpuclockid(3) gives it
