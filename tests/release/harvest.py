"""All that a visitor of the public can get of a dashboard: every page and filter as it comes over the wire, and every file.

A visitor who keeps whole WebSocket messages: tables, hover texts and figures of pictures, words and options, and files.
"""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import httpx
from pypdf import PdfReader
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from parity import places
from tests.load.visitors import PATIENCE, Heard, Visitor

PAGES = sorted(file.stem for file in (places.PROJECT / "pages").glob("*.py"))
PASSING = ("id", "url", "deferred_file_id", "form_id", "element_id", "source_id", "fragment_id")  # of this visit alone


@dataclass
class View:
    """One page with one set of choices: what it said, in order, and the files it offers, by name of their button."""

    page: str
    choices: Mapping[str, str]
    said: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


class Gatherer(Visitor):
    """A visitor who keeps everything that is sent, and can ask for every file that is offered."""

    def __init__(self, url: str, cookies: dict[str, str] | None = None) -> None:
        super().__init__(url, Heard(), cookies)
        self.said: list[str] = []
        self.offered: dict[str, str] = {}  # a button's place and label -> the file behind it
        self.folds: dict[str, bool] = {}
        self.known: dict[str, ForwardMsg] = {}
        self.session = ""

    def _finished(self, told: ForwardMsg) -> bool:
        if told.WhichOneof("type") == "ref_hash":
            told = self.known[told.ref_hash]
        elif told.hash:
            self.known[told.hash] = told
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.said, self.offered = [], {}
            self.session = told.new_session.initialize.session_id
        elif kind == "delta":
            element = told.delta.new_element
            passing = (
                told.delta.WhichOneof("type") == "new_transient"
            )  # "Working it out ...": whether it shows is chance
            self.said += () if passing and "Working it out ..." in str(told.delta) else words_in(told.delta)
            if element.WhichOneof("type") == "download_button":
                button = element.download_button
                self.offered[f"{len(self.offered)} {button.label}"] = button.deferred_file_id or button.url
            elif element.WhichOneof("type") == "checkbox":
                self.folds[element.checkbox.id] = True
        elif kind in ("page_info_changed", "parent_message"):
            self.said.append(str(getattr(told, kind)))
        return super()._finished(told)

    async def unfold(self) -> None:
        """Whatever a page shows once a box is ticked."""
        if self.folds:
            await self.run(*(WidgetState(id=each, bool_value=True) for each in self.folds))

    async def file(self, asked: str) -> bytes:
        """A file that a button offers, made if it is not there yet."""
        url = asked
        if not asked.startswith("/media"):
            message = BackMsg()
            message.backend_operation_request.request_id = asked
            message.backend_operation_request.session_id = self.session
            message.backend_operation_request.deferred_file.file_id = asked
            await self.socket.send(message.SerializeToString())
            async with asyncio.timeout(PATIENCE):
                while True:
                    told = ForwardMsg.FromString(await self.socket.recv())
                    if told.WhichOneof("type") == "backend_operation_response":
                        assert not told.backend_operation_response.error_msg, told
                        url = told.backend_operation_response.deferred_file.url
                        break
        async with httpx.AsyncClient(base_url=self.url, cookies=self.cookies, timeout=PATIENCE) as http:
            answer = await http.get(url)
            answer.raise_for_status()
            return answer.content


def words_in(message: Any) -> Iterator[str]:
    """Every text, number and table of a message, whatever it is part of; pictures as the JSON of their figures."""
    for described, value in message.ListFields():
        if described.name in PASSING:
            continue
        several = value if described.is_repeated else [value]
        if described.message_type is not None and described.message_type.GetOptions().map_entry:
            several = [f"{key}={each}" for key, each in sorted(value.items())]
        for each in several:
            if hasattr(each, "ListFields"):
                yield from words_in(each)
            elif isinstance(each, bytes):
                yield table_in(each)
            else:
                yield f"{described.name}: {each}"


def table_in(data: bytes) -> str:
    """An Arrow table as text; other bytes as they are."""
    import pyarrow as pa

    try:
        with pa.ipc.open_stream(data) as opened:
            return opened.read_all().to_pandas().to_csv()
    except pa.ArrowInvalid:
        return repr(data)


async def gather(
    url: str,
    pages: Mapping[str, Mapping[str, str]],
    *,
    filters: int = 1,
    most: int = 10_000,
    files: Collection[str] | None = None,
) -> list[View]:
    """Every page as it opens, then with every other choice of each box alone (filters=1) and of each two (filters=2).

    pages: page -> the choices of its link. No more than `most` options of a box are tried. files: the words on the buttons
    whose files are taken from each page as it opens; None takes all, () none.
    """
    views = []
    for page, link in pages.items():
        visitor = Gatherer(url)
        try:
            views += await _of_page(visitor, page, link, filters, most, files)
        finally:
            await visitor.leave()
    return views


async def _of_page(
    visitor: Gatherer, page: str, link: Mapping[str, str], filters: int, most: int, files: Collection[str] | None
) -> list[View]:
    await visitor.arrive(page, dict(link))
    first = View(page, link, list(visitor.said))
    for name, asked in dict(visitor.offered).items():
        if files is None or any(word in name for word in files):
            first.files[name] = await visitor.file(asked)
    views = [first]
    await visitor.unfold()
    views.append(View(page, {**link, "unfolded": "yes"}, list(visitor.said)))
    boxes = {name: list(box.options)[:most] for name, box in visitor.boxes.items() if not box.disabled}
    labels = {name: box.label for name, box in visitor.boxes.items()}
    begun = dict(visitor.chosen)
    for number in range(1, filters + 1):
        for together in combinations(boxes, number):
            for options in product(*(boxes[name] for name in together)):
                visitor.chosen = {**begun, **dict(zip(together, options, strict=True))}
                await visitor.run()
                chosen = {labels[name]: option for name, option in zip(together, options, strict=True)}
                views.append(View(page, {**link, **chosen}, list(visitor.said)))
    assert visitor.heard.errors == [], (page, visitor.heard.errors)
    return views


def text_of(data: bytes) -> str:
    """What a file says, to whoever opens it with any program: every part of a bundle, every page of a PDF."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            return "\n".join(text_of(held.read(name)) for name in held.namelist())
    if data.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return data.decode("utf-8", errors="replace")


def tokens(text: str) -> set[str]:
    """The numbers in a text, without signs that part thousands: 12,345 and 12345.0 are both 12345; fractions to seven places."""
    found = set()
    for each in re.findall(r"(?<![\w.,])\d[\d,\u00a0\u202f]*(?:\.\d+)?(?:e-?\d+)?", text):
        plain = re.sub(r"[,\u00a0\u202f]", "", each)
        whole, _, part = plain.partition(".")
        found.add(whole if not part.strip("0") else plain if "e" in plain else f"{float(plain):.7f}")
    return found


def everything_said(views: Iterable[View]) -> str:
    """All words of all views and of all their files."""
    return "\n".join("\n".join([*view.said, *(text_of(data) for data in view.files.values())]) for view in views)
