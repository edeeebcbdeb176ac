"""Streamlit's own bundles and our shapes, compressed once and kept: 0.5 MB for a first page instead of 1.4, and no work."""

from __future__ import annotations

import asyncio
import gzip
import threading
from collections.abc import Iterable
from email.utils import formatdate
from pathlib import Path

from parity.web.guard import Application, Receive, Scope, Send

TYPES = {".js": b"text/javascript; charset=utf-8", ".css": b"text/css; charset=utf-8", ".html": b"text/html; charset=utf-8",
         ".json": b"application/json", ".svg": b"image/svg+xml", ".geojson": b"application/geo+json"}  # fmt: skip
WORTH_IT = 1_024  # bytes
FOR_GOOD = b"public, max-age=31536000, immutable"  # the names, or the addresses of shapes, hold a hash of the content
SHAPES = "/app/static/shapes/"
ASK_AGAIN = b"no-cache"


class Bundles:
    """Answers for the files under /static, and for the shapes of maps by the address of a version, where gzip is taken."""

    def __init__(self, app: Application, *, folder: Path, shapes: Path) -> None:
        self.app, self.folder, self.shapes = app, folder.resolve(), shapes.resolve()
        self._kept: dict[Path, tuple[tuple[int, int], bytes]] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._file(scope)
        if file is None:
            await self.app(scope, receive, send)
            return
        body = self._kept_for(file) or await asyncio.to_thread(self.compressed, file)
        status = file.stat()
        headers = [
            (b"content-type", TYPES[file.suffix]),
            (b"content-encoding", b"gzip"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", FOR_GOOD),
            (b"last-modified", formatdate(status.st_mtime, usegmt=True).encode()),
            (b"vary", b"Accept-Encoding"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def compressed(self, file: Path) -> bytes:
        """A file compressed, the first time it is asked for."""
        if (body := self._kept_for(file)) is None:
            status = file.stat()
            body = gzip.compress(file.read_bytes(), 6, mtime=0)
            with self._lock:
                self._kept[file] = ((status.st_mtime_ns, status.st_size), body)
        return body

    def get_ready(self, patterns: Iterable[str]) -> None:
        """Compress the bundles that every first page needs, before anybody asks."""
        for pattern in patterns:
            for file in self.folder.glob(pattern):
                if file.suffix in TYPES and file.stat().st_size >= WORTH_IT:
                    self.compressed(file)

    def _kept_for(self, file: Path) -> bytes | None:
        held = self._kept.get(file)
        status = file.stat()
        return held[1] if held and held[0] == (status.st_mtime_ns, status.st_size) else None

    def _file(self, scope: Scope) -> Path | None:
        """The file that is asked for, if it is one to send compressed; None leaves it to Streamlit."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        path = scope["path"]
        if path.startswith("/static/"):
            within, file = self.folder / "static", self.folder / path.lstrip("/")
        elif path.startswith(SHAPES) and scope.get("query_string", b"").startswith(b"v="):
            within, file = self.shapes, self.shapes / path.removeprefix(SHAPES)
        else:
            return None
        told = dict(scope["headers"])
        if b"gzip" not in told.get(b"accept-encoding", b"") or b"range" in told:
            return None
        file = file.resolve()
        if file.suffix not in TYPES or not file.is_relative_to(within) or not file.is_file():
            return None
        return file if file.stat().st_size >= WORTH_IT else None
