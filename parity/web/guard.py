"""The first thing a request meets: is it for us, from our own pages, for something we serve; and the headers it leaves with."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from parity.access import host_name

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

BROWSER = "parity_browser"  # a random name for the browser, so that what was made for its pages goes to it alone
LONGEST = 2_048  # characters of an address with its parameters
# The parts of Streamlit's own interface that its pages use. The others (metrics, an interface for programs) stay shut.
UPLOADS = "/_stcore/upload_file/"
INSIDE = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream", UPLOADS)
OF_PAGES = ("/static/", "/app/static/", "/media/", "/_stcore/", "/component/", "/auth/", "/oauth2callback")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


class Guard:
    """Turns away what is not for this server or not from its own pages, and puts headers on every answer.

    hosts are the names it answers to; empty: any. holds(browser, file) says whether a file under /media was made for a
    page that this browser has open; takes(browser, session) whether files may be sent from that page. scripts are the hashes of the scripts written into Streamlit's own page.
    """

    def __init__(
        self,
        app: Application,
        *,
        hosts: Callable[[], Iterable[str]],
        holds: Callable[[str, str], bool],
        takes: Callable[[str, str], bool] = lambda browser, session: False,
        scripts: Iterable[str] = (),
    ) -> None:
        self.app, self.hosts, self.holds, self.takes = app, hosts, holds, takes
        self.scripts = " ".join(f"'{each}'" for each in scripts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        told = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refused(scope, told)
        if scope["type"] == "websocket":
            if refused or not same_origin(told.get("origin"), told.get("host")):
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        new = ""
        if _is_page(scope["path"]) and not browser_of(told.get("cookie", "")):
            new = secrets.token_urlsafe(24)

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._answer(scope, told, list(message["headers"]), new)
            await send(message)

        if refused:
            await _plain(with_headers, *refused)
        else:
            await self.app(scope, receive, with_headers)

    def _refused(self, scope: Scope, told: dict[str, str]) -> tuple[int, str] | None:
        path = scope["path"]
        hosts = tuple(self.hosts())
        if hosts and host_name(told.get("host", "")) not in hosts:
            return 421, "This server does not answer to that name."
        if len(path) + len(scope.get("query_string", b"")) > LONGEST:
            return 414, "This address is too long."
        if path.startswith("/_stcore/") and not path.startswith(INSIDE):
            return 404, "There is nothing here."
        if _is_called_from_elsewhere(path, told):
            return 403, "This can be used from Parity's own pages only."
        if path.startswith("/media/") and scope["type"] == "http":
            file = path.rsplit("/", 1)[-1].split(".")[0]
            if not self.holds(browser_of(told.get("cookie", "")), file):
                return 404, "There is nothing here."
        if path.startswith(UPLOADS) and scope["type"] == "http":
            session = path.removeprefix(UPLOADS).split("/", 1)[0]
            if not self.takes(browser_of(told.get("cookie", "")), session):
                return 403, "Files are sent from the Returns page, by whoever may send them."
        return None

    def _answer(self, scope: Scope, told: dict[str, str], headers: list, new: str) -> list:
        path = scope["path"]
        ours = {name for name, _ in HEADERS} | {b"content-security-policy"}
        secure = b"; Secure" if scope.get("scheme") == "https" else b""
        kept = []
        for name, value in headers:
            if name.lower() in ours or (path.startswith("/media/") and name.lower() == b"cache-control"):
                continue
            if name.lower() == b"access-control-allow-origin":
                continue  # nothing here is for other sites' pages
            if name.lower() == b"set-cookie" and secure and b"secure" not in value.lower():
                value += secure
            kept.append((name, value))
        kept += [*HEADERS, (b"content-security-policy", self._policy(path, told).encode("latin-1"))]
        if path.startswith("/media/"):
            kept.append((b"cache-control", b"no-store"))
        if new:
            kept.append((b"set-cookie", f"{BROWSER}={new}; Path=/; HttpOnly; SameSite=Lax".encode() + secure))
        return kept

    def _policy(self, path: str, told: dict[str, str]) -> str:
        if path.startswith("/media/"):  # opened by itself, a picture or a page made from data runs nothing
            return "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
        host = told.get("host", "")
        sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.\-\[\]:]{1,255}", host) else ""
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src 'self' blob: {self.scripts}".strip(),  # blob: Streamlit starts our own components so
                "style-src 'self' 'unsafe-inline'",  # Streamlit and Plotly write styles as they go
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                f"connect-src 'self'{sockets}",
                "media-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self' blob:",
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
            )
        )


def same_origin(origin: str | None, host: str | None) -> bool:
    """Does a WebSocket come from one of our own pages? A browser always says where from; only programs do not.

    >>> same_origin("http://localhost:8501", "localhost:8501"), same_origin("http://evil.example", "localhost:8501")
    (True, False)
    """
    return origin is None or (host is not None and urlsplit(origin).netloc.lower() == host.strip().lower())


def browser_of(cookies: str) -> str:
    """The name of the browser that sends these cookies, "" where it has none yet."""
    try:
        found = SimpleCookie(cookies).get(BROWSER)
    except CookieError:
        return ""
    return found.value if found and re.fullmatch(r"[\w\-]{20,60}", found.value) else ""


def _is_page(path: str) -> bool:
    return not path.startswith(OF_PAGES) and "." not in path.rsplit("/", 1)[-1]


def _is_called_from_elsewhere(path: str, told: dict[str, str]) -> bool:
    """Is this another site's page asking for a piece of ours? Following a link to one of our pages is not."""
    from_where = told.get("sec-fetch-site", "none")
    return from_where in ("cross-site", "same-site") and path.startswith(("/media/", "/_stcore/"))


async def _plain(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
