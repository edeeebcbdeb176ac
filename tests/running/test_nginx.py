"""Behind Debian's nginx with the configuration of docs/running: encrypted, the public store, and nobody at the machine."""

import contextlib
import http.client
import shutil
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser, expect

from tests.browser.dashboard import Server
from tests.browser.test_journey import ready
from tests.running.proxy import NAME, NGINX, behind

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not NGINX, reason="nginx is not installed")]


@pytest.fixture(scope="module")
def dashboards(home: Path, tmp_path_factory) -> Iterator[list[Server]]:
    """Two processes that show what one installation has released, so to say."""
    own = tmp_path_factory.mktemp("released") / "home"
    shutil.copytree(home, own)
    shutil.copy(own / "store.duckdb", own / "public.duckdb")
    running = [Server(own), Server(own)]
    yield running
    for each in running:
        each.stop()


@pytest.fixture(scope="module")
def proxied(dashboards: list[Server], tmp_path_factory) -> Iterator[int]:
    """The port of an nginx in front of both."""
    with behind(tmp_path_factory.mktemp("nginx"), [each.port for each in dashboards]) as port:
        yield port


def answer(port: int, path: str = "/", **headers: str) -> tuple[int, list[tuple[str, str]]]:
    way = ssl.create_default_context()
    way.check_hostname, way.verify_mode = False, ssl.CERT_NONE
    with contextlib.closing(http.client.HTTPSConnection("127.0.0.1", port, context=way, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": f"{NAME}:{port}", **headers})
        told = connection.getresponse()
        told.read()
        return told.status, [(name.lower(), value) for name, value in told.getheaders()]


def test_a_page_comes_encrypted_with_its_headers_and_cookies_for_encrypted_pages_only(proxied):
    status, headers = answer(proxied)
    told = dict(headers)
    assert status == 200
    assert "max-age" in told["strict-transport-security"]
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    cookies = [value for name, value in headers if name == "set-cookie"]
    assert cookies and all("Secure" in cookie for cookie in cookies)
    assert "nginx/" not in told["server"]


def test_another_name_gets_nothing(proxied):
    assert answer(proxied, Host="evil.example")[0] == 421


def test_a_bundle_comes_compressed_and_kept_for_good(proxied):
    page = next((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("index.*.js")).name
    status, headers = answer(proxied, f"/static/js/{page}", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert dict(headers)["content-encoding"] == "gzip"
    assert "immutable" in dict(headers)["cache-control"]


def test_whoever_comes_by_nginx_is_not_at_the_machine(proxied, browser: Browser):
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"https://{NAME}:{proxied}/returns")
    ready(page)
    expect(page.get_by_text("Without signing in you may not send returns.")).to_be_visible()
    expect(page.locator('input[type="file"]')).to_have_count(0)
    context.close()


def test_where_one_process_has_ended_the_other_answers_for_it(dashboards, proxied):
    browsers = [f"parity_browser=browser-{n}" for n in range(12)]
    assert {answer(proxied, Cookie=each)[0] for each in browsers} == {200}
    dashboards[1].stop()
    assert [answer(proxied, Cookie=each)[0] for each in browsers] == [200] * len(browsers)
