"""A server of our own and a real browser, each once for all tests of a process: Playwright cannot be begun twice in one."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from parity import places

expect.set_options(timeout=60_000)  # a busy machine is no failure


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The dashboard in a process of its own; one that lives for a test or two works nothing out ahead."""

    def __init__(
        self, home: Path, command: list[str] | None = None, port: int | None = None, *, ahead: bool = False
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = command or ["-m", "parity", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, *[part.format(port=self.port) for part in command]],
            cwd=places.PROJECT,
            env={**os.environ, "PARITY_HOME": str(home), "PARITY_AHEAD": "yes" if ahead else "no"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 240  # a busy machine is no failure
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError("the dashboard did not start")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Server]:
    running = Server(home)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Where there is no graphics card, doing without one is a fifth quicker than software that stands in for it.
        # All pages of a visitor from one address share a process, which keeps the programs compiled for those before.
        args = ["--no-sandbox", "--disable-gpu", "--process-per-site"]
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=args)
        yield running
        running.close()


@pytest.fixture(scope="session")
def _used(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps the programs of pages it has loaded: to load them anew is most of the work of opening one.

    It asks for little motion, as a visitor may: to draw what turns while a page is awaited is a third of the rest.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    for machine in ("127.0.0.1", "localhost"):  # as long as a page of an address is open, its process is not ended
        kept = context.new_page()
        kept.route("**", lambda route: route.fulfill(body="", content_type="text/html"))
        kept.goto(f"http://{machine}/")
    yield context
    context.close()


@pytest.fixture
def context(_used: BrowserContext) -> Iterator[BrowserContext]:
    """The browser of a new visitor: no server knows it, and no page of one is open."""
    kept = _used.pages
    yield _used
    for opened in _used.pages:
        if opened not in kept:
            opened.close()
    _used.clear_cookies()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Page:
    """A page that a new visitor opens, in the light or, where a test asks for it, in the dark."""
    opened = context.new_page()
    opened.emulate_media(color_scheme=getattr(request, "param", "light"))
    return opened
