"""The server as a stranger meets it: files it was not given, other names for it, other sites' pages, errors."""

import contextlib
import http.client
import re
import socket

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from parity import audit
from parity.places import Home
from tests.browser.dashboard import Server
from tests.browser.test_journey import ready

pytestmark = pytest.mark.browser


def answer(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        told = connection.getresponse()
        told.read()
        return told.status, {name.lower(): value for name, value in told.getheaders()}


def test_a_file_made_for_one_browser_is_given_to_no_other(page: Page, browser: Browser, server: Server, home):
    page.goto(f"{server.url}/representation?body=E23000001&part=officers&at=1999-09-30&definition=excluding")
    ready(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Figures (CSV)").first.click()
    address = waiting.value.url
    assert page.request.get(address).status == 200
    path = address.removeprefix(server.url)
    assert answer(server, path)[0] == 404
    assert answer(server, path, Cookie="parity_browser=" + "a" * 32)[0] == 404
    other = browser.new_context()
    stranger = other.new_page()
    stranger.goto(server.url)
    ready(stranger)
    assert stranger.request.get(address).status == 404
    other.close()
    told = audit.lines(Home(home))[-1]
    assert (told["who"], told["act"], told["about"]) == ("this machine", audit.EXPORTED, "parity-representation.csv")


@pytest.mark.parametrize(
    ("headers", "opens"),
    [
        ({}, True),
        ({"Origin": "http://127.0.0.1:{port}"}, True),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}, False),  # a name that points here
    ],
    ids=["a program", "our page", "another site", "no site", "rebinding"],
)
def test_a_websocket_opens_for_our_own_pages_only(server: Server, headers, opens):
    told = {name: value.format(port=server.port) for name, value in headers.items()}
    address = f"ws://{told.pop('Host', f'127.0.0.1:{server.port}')}/_stcore/stream"
    refused = pytest.raises(InvalidStatus) if not opens else contextlib.nullcontext()
    way = socket.create_connection(("127.0.0.1", server.port), 20)
    with contextlib.closing(way), refused, connect(address, sock=way, additional_headers=told) as opened:
        assert opened.protocol.state.name == "OPEN"


def test_whoever_types_overview_is_taken_to_the_first_page_with_what_was_chosen(server: Server):
    status, headers = answer(server, "/overview?body=E23000001&definition=including")
    assert (status, headers["location"]) == (307, "./?body=E23000001&definition=including")
    assert answer(server, "/overview")[1]["location"] == "./"


def test_streamlits_other_doors_are_shut(server: Server):
    for path in ("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/media/" + "0" * 64):
        assert answer(server, path)[0] == 404, path


def test_an_error_shows_a_number_and_no_code(page: Page, home, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "store.duckdb").write_bytes(b"this is no store")
    own = Server(broken)
    try:
        page.goto(own.url)
        sorry = page.get_by_test_id("stAlertContentError").first
        expect(sorry).to_contain_text(re.compile(r"look it up as [2-9A-Z]{4}-[2-9A-Z]{4}"))
        assert "Traceback" not in page.content() and ".py" not in sorry.inner_text()
        assert str(tmp_path) not in page.content()
    finally:
        own.stop()
