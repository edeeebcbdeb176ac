"""The server: dashboard.py as an ASGI application, started so that a deep link never runs a page on its own."""

import base64
import hashlib
import logging
import os
import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from parity import access, audit, places, shapes, ui_access
from parity.lake import NoLake
from parity.store import NoStore, Store
from parity.web import errors
from parity.web.bundles import Bundles
from parity.web.guard import Guard
from parity.web.media import Media
from parity.web.messages import Messages

# `pages/` beside the script would make Streamlit take it for an application of its older kind, until the first run of
# st.navigation. A private name: streamlit is pinned, and tests/browser opens a deep link in a fresh process.
PagesManager.uses_pages_directory = False
BUNDLES = Path(st.__file__).parent / "static"
FIRST = ("static/js/index.*.js", "static/css/*.css", "static/js/protobuf.*.js", "static/js/PlotlyChart.*.js")
SORRY = (
    "Something went wrong on this page, and it was not your doing. Whoever runs Parity can look it up as {reference}. "
    "The other pages still work."
)


class Bundled(Bundles):
    """Streamlit's own bundles and our shapes, compressed; the bundles of every first page before anybody asks."""

    def __init__(self, app) -> None:
        super().__init__(app, folder=BUNDLES, shapes=shapes.FOLDER)
        threading.Thread(target=self.get_ready, args=(FIRST,), daemon=True).start()


def _get_ready() -> None:
    """Load what the first page needs while nobody is waiting for it: SciPy's statistics alone take most of a second.

    Then what pages show is worked out ahead, of every store there is from now on, unless PARITY_AHEAD says no.
    """
    import plotly.graph_objects  # noqa: F401
    import scipy.stats  # noqa: F401

    from parity import ready

    if os.environ.get("PARITY_AHEAD") != "no":
        ready.keep_ahead(_store_now)


def _store_now() -> Store | None:
    """The store that visitors are shown at the moment; None where there is none, as the pages say."""
    from parity import current

    try:
        return current.opened(places.this_home(), "public" if access.audience() == "public" else "full")
    except (NoStore, NoLake):
        return None


def _own_scripts() -> list[str]:
    """The hashes of the scripts that Streamlit writes into its page itself, as a content security policy names them."""
    page = (BUNDLES / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}" for each in found]


@cache
def _hosts() -> tuple[str, ...]:
    """The names this server answers to; none in particular where it shows the public store to a network."""
    named = [*config.get_option("server.allowedHosts")]
    if st.secrets.load_if_toml_exists() and "auth" in st.secrets:
        named.append(urlsplit(st.secrets["auth"].get("redirect_uri", "")).hostname or "")
    if not named and not access.is_loopback(config.get_option("server.address")):
        return ()
    return (*(name.lower() for name in named if name), "localhost", "127.0.0.1", "::1")


def _noted(session, file: str) -> None:
    """A copy of full data is written down before it is given out, or it is not given out."""
    if session is None:
        return
    visitor = _visitor(session)
    if visitor.opens_full:
        audit.done(places.this_home(), visitor.who, visitor.role, audit.EXPORTED, about=file)


def _made_up(session, widget: str) -> None:
    """A message that no page of ours sends is written down, but for those of whoever may do everything here anyway."""
    visitor = _visitor(session)
    if visitor != access.OWNER:
        audit.refused(places.this_home(), visitor.who, visitor.role, "choose what was not offered", about=widget)


def _visitor(session) -> access.Visitor:
    headers = {name.lower(): value for name, value in session.client.client_context.headers}
    return ui_access.visitor_of(headers, session.session._user_info)


class Dashboard(st.App):
    """Streamlit's application, which knows what was made for whom."""

    media: Media | None = None

    def _create_runtime(self):
        runtime = super()._create_runtime()
        self.media = Media(runtime, _noted)
        Messages(runtime, _made_up)
        return runtime

    def holds(self, browser: str, file: str) -> bool:
        """Was a file under /media made for a page that this browser has open?"""
        return self.media is not None and self.media.holds(browser, file)

    def takes(self, browser: str, session: str) -> bool:
        """May whoever has this page open in this browser send files? A line says where they may not."""
        found = self.media.page_of(browser, session) if self.media is not None else None
        if found is None:
            return False
        visitor = _visitor(found)
        if not access.may(visitor, access.SEND):
            audit.refused(places.this_home(), visitor.who, visitor.role, access.SEND, about="a file put past the page")
            return False
        return True


def _to_the_first_page(asked: Request) -> RedirectResponse:
    """The Overview has no name of its own in Streamlit: whoever types one, as every other page has, is taken to it."""
    return RedirectResponse(f"./?{asked.url.query}" if asked.url.query else "./")


def _say_sorry(error: Exception) -> bool:
    """A number for the visitor in the place of a traceback, and the same number in the log."""
    st.error(SORRY.format(reference=errors.noted(error)))
    return True


# Streamlit writes the error's own words to the log, with values that may be somebody's.
logging.getLogger("streamlit.error_util").addFilter(lambda record: False)
app = Dashboard(
    places.PROJECT / "dashboard.py",
    routes=[Route("/overview", _to_the_first_page)],
    middleware=[
        Middleware(
            Guard,
            hosts=_hosts,
            holds=lambda *asked: app.holds(*asked),
            takes=lambda *asked: app.takes(*asked),
            scripts=_own_scripts(),
        ),
        Middleware(Bundled),
    ],
    on_script_error=_say_sorry,
)


def serve(port: int, address: str | None = None, hosts: Sequence[str] = ()) -> None:
    """Serve the dashboard on this port until stopped; on this machine alone unless another address is asked for.

    hosts are the names it answers to, where others than this machine ask for it.
    """
    os.chdir(places.PROJECT)
    threading.Thread(target=_get_ready, daemon=True).start()
    kept = [*config.get_option("secrets.files"), str(places.home() / "secrets.toml")]
    asked = {"server.port": port, "secrets.files": kept}
    asked |= {"server.address": address} if address else {}
    asked |= {"server.allowedHosts": [*hosts, "localhost", "127.0.0.1", "::1"]} if hosts else {}
    app.run(config=asked)
