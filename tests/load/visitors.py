"""Visitors who speak to a dashboard on this machine as a browser does, to see how long they wait when there are many.

A visitor asks for the page, opens the WebSocket and sends what Streamlit's own page would send; what a browser then takes
to draw it is not in the figures. Bounded on purpose: this machine alone, and no more than MOST at once.
"""

from __future__ import annotations

import asyncio
import random
import ssl
import time
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

MOST = 300
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 120.0  # seconds until a visitor who gets no answer counts as an error
# What people look at: a page and the choices in its link.
PLACES: Sequence[tuple[str, dict[str, str]]] = (
    ("", {}),
    ("representation", {"body": "E23000001", "part": "officers", "at": "1999-09-30", "definition": "excluding"}),
    ("representation", {"body": "E23000014"}),
    ("map", {"within": "E12000007", "level": "authority"}),
    ("area_profile", {"area": "E09000028"}),
    ("area_profile", {"area": "E08000025"}),
    ("ladder", {}),
    ("recruitment", {}),
    ("money", {}),
    ("monitoring", {}),
    ("targets", {}),
    ("trends", {}),
    ("not_known", {}),
)


@dataclass
class Heard:
    """Seconds that visitors waited, by what they had done, and what went wrong."""

    waited: dict[str, list[float]] = field(default_factory=dict)
    every: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    longest: tuple[float, str] = (0.0, "")

    def note(self, what: str, seconds: float, of: str) -> None:
        """One wait, and of which page and choice."""
        self.waited.setdefault(what, []).append(seconds)
        self.every.append(seconds)
        self.longest = max(self.longest, (seconds, of))

    def at(self, what: str, part: float = 0.95) -> float:
        """The wait that this part of the visitors did not exceed."""
        ordered = sorted(self.waited[what])
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]

    def lines(self) -> list[str]:
        """One line a kind of wait, and one of errors."""
        told = [
            f"{what}: {len(waits)} waits, median {self.at(what, 0.5):.2f} s, p95 {self.at(what):.2f} s,"
            f" longest {max(waits):.2f} s"
            for what, waits in self.waited.items()
        ]
        return [
            *told,
            f"the longest: {self.longest[0]:.2f} s, {self.longest[1]}",
            f"errors: {len(self.errors)}",
            *sorted(set(self.errors))[:5],
        ]


class Visitor:
    """One visitor with one page open."""

    def __init__(self, url: str, heard: Heard, cookies: dict[str, str] | None = None, number: int = 0) -> None:
        parts = urlsplit(url)
        if not ip_address(parts.hostname or "").is_loopback:
            raise ValueError("visitors come to this machine alone")
        self.url, self.address, self.heard = url, parts.netloc, heard
        self.own = f"127.0.{1 + number // 250}.{1 + number % 250}"  # an address each, as a proxy limits one
        self.way = _trusting() if parts.scheme == "https" else None
        self.cookies = cookies or {}
        self.page, self.query, self.hash = "", "", ""
        self.boxes: dict[str, Selectbox] = {}
        self.fragments: dict[str, str] = {}  # what a choice in a box runs: the part of the page it stands in
        self.chosen: dict[str, str] = {}
        self.fields: dict[str, str] = {}  # the other widgets of the page: label -> id
        self.text: list[str] = []

    async def arrive(self, page: str, choices: dict[str, str]) -> None:
        """Open a page: from the first request to the last line of it."""
        self.page, self.query = _address(page), urlencode(choices)
        started = time.monotonic()
        by = httpx.AsyncHTTPTransport(verify=self.way or False, local_address=self.own)
        async with httpx.AsyncClient(base_url=self.url, cookies=self.cookies, timeout=PATIENCE, transport=by) as http:
            (await http.get(f"/{self.page}", params=choices)).raise_for_status()
            (await http.get("/_stcore/health")).raise_for_status()
            self.cookies = dict(http.cookies)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        token = self.cookies.get("_streamlit_xsrf", "")
        self.socket = await connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            additional_headers={"Cookie": cookies},
            origin=self.url, ssl=self.way, local_addr=(self.own, 0),
            subprotocols=["streamlit", token] if token else ["streamlit"],
            max_size=None, open_timeout=PATIENCE, ping_interval=None, compression=None,
        )  # fmt: skip
        await self.run()
        self.heard.note("first screen", time.monotonic() - started, f"/{page}")

    async def choose(self) -> None:
        """Make another choice in one of the boxes of the page."""
        boxes = [box for box in self.boxes.values() if len(box.options) > 1 and not box.disabled]
        if not boxes:
            return
        box = random.choice(boxes)
        other = random.choice([each for each in box.options if each != self.chosen.get(box.id)])
        started = time.monotonic()
        await self.pick(box.id, other)
        self.heard.note("filter", time.monotonic() - started, f"/{self.page} {box.label}: {other}")

    async def turn_to(self, page: str, choices: dict[str, str]) -> None:
        """Go to another page by the list of pages."""
        self.page, self.query, self.hash = _address(page), urlencode(choices), ""
        self.chosen = {}
        started = time.monotonic()
        await self.run()
        self.heard.note("another page", time.monotonic() - started, f"/{self.page}")

    async def pick(self, box: str, option: str) -> None:
        """Choose an option in a box, which runs what the box stands in."""
        self.chosen[box] = option
        await self.run(fragment=self.fragments.get(box, ""))

    async def run(self, *extra: WidgetState, fragment: str = "") -> None:
        """Send the state of the page, or of a fragment of it, and wait for its last line."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self.hash, self.page
        state.widget_states.widgets.extend(WidgetState(id=id, string_value=value) for id, value in self.chosen.items())
        state.widget_states.widgets.extend(extra)
        state.fragment_id = fragment
        self.fields = self.fields if fragment else {}
        state.context_info.timezone, state.context_info.locale = "Europe/London", "en-GB"
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._finished(ForwardMsg.FromString(await self.socket.recv())):
                pass

    def _finished(self, told: ForwardMsg) -> bool:
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.boxes, self.text = {}, []
        elif kind == "navigation":
            self.hash = told.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "delta":
            element = told.delta.new_element
            match element.WhichOneof("type"):
                case "selectbox":
                    self.boxes[element.selectbox.id] = element.selectbox
                    self.fragments[element.selectbox.id] = told.delta.fragment_id
                    if element.selectbox.set_value:
                        self.chosen[element.selectbox.id] = element.selectbox.raw_value
                case "text_input":
                    self.fields[element.text_input.label] = element.text_input.id
                case "button":
                    self.fields[element.button.label] = element.button.id
                case "html":
                    self.text.append(element.html.body)
                case "alert":
                    self.text.append(element.alert.body)
                    if "Something went wrong" in element.alert.body:
                        self.heard.errors.append(f"/{self.page}: {element.alert.body}")
                case "exception":
                    self.heard.errors.append(f"/{self.page}: {element.exception.type}")
        return kind == "script_finished" and told.script_finished in FINISHED

    async def leave(self) -> None:
        """Close the page."""
        with suppress(Exception):
            await self.socket.close()


def _address(page: str) -> str:
    """Where a page is: the Overview, as the first, is at the address of the whole."""
    return "" if page == "overview" else page


@cache
def _trusting() -> ssl.SSLContext:
    """A way to a server of this machine whose certificate nobody vouches for."""
    way = ssl.create_default_context()
    way.check_hostname, way.verify_mode = False, ssl.CERT_NONE
    return way


async def slowest(url: str, options: int = 3) -> list[tuple[float, str, str, str]]:
    """What one visitor waits for each choice alone, the longest first: seconds, page, box and option."""
    found = []
    for page, choices in PLACES:
        visitor = Visitor(url, Heard())
        started = time.monotonic()
        await visitor.arrive(page, choices)
        found.append((time.monotonic() - started, page, "arrives", ""))
        for name in list(visitor.boxes):
            box = visitor.boxes.get(name)
            for option in random.sample(list(box.options), min(options, len(box.options))) if box else ():
                started = time.monotonic()
                await visitor.pick(name, option)
                found.append((time.monotonic() - started, page, box.label, option))
        await visitor.leave()
    return sorted(found, reverse=True)


async def at_once(url: str, people: int, within: float = 0.0, choices: int = 3) -> Heard:
    """So many people open a page within so many seconds, and then each make a choice within as many, again and again.

    Within 0 seconds, all do so at the same moment.
    """
    heard = Heard()
    visitors = [Visitor(url, heard, number=number) for number in range(_bounded(people))]

    async def come(number: int, visitor: Visitor) -> None:
        await asyncio.sleep(within * number / len(visitors))
        await visitor.arrive(*PLACES[number % len(PLACES)])

    await _together(heard, (come(number, visitor) for number, visitor in enumerate(visitors)))

    async def act(visitor: Visitor) -> None:
        await asyncio.sleep(random.uniform(0, within))
        await visitor.choose()

    for _ in range(choices):
        await _together(heard, (act(visitor) for visitor in visitors))
    await _together(heard, (visitor.leave() for visitor in visitors))
    return heard


async def acting(
    url: str, people: int, every: float, seconds: float, during: Sequence[Awaitable] = (), heard: Heard | None = None
) -> Heard:
    """So many people who each do something every so many seconds, for so long, while something else goes on."""
    heard = heard or Heard()
    visitors = [Visitor(url, heard, number=number) for number in range(_bounded(people))]
    end = time.monotonic() + every + seconds

    async def act(number: int, visitor: Visitor) -> None:
        await asyncio.sleep(every * number / len(visitors))
        await visitor.arrive(*PLACES[number % len(PLACES)])
        while (pause := every * random.uniform(0.7, 1.3)) + time.monotonic() < end:
            await asyncio.sleep(pause)
            await (visitor.choose() if random.random() < 0.8 else visitor.turn_to(*random.choice(PLACES)))
        await visitor.leave()

    others = [asyncio.ensure_future(each) for each in during]
    await _together(heard, (act(number, visitor) for number, visitor in enumerate(visitors)))
    await asyncio.gather(*others)
    return heard


async def _together(heard: Heard, acts) -> None:
    for failed in await asyncio.gather(*acts, return_exceptions=True):
        if isinstance(failed, BaseException):
            heard.errors.append(f"{type(failed).__name__}: {failed}"[:200])


def _bounded(people: int) -> int:
    if not 0 < people <= MOST:
        raise ValueError(f"between 1 and {MOST} people")
    return people
