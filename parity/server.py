"""The server: dashboard.py as an ASGI application, started so that a deep link never runs a page on its own."""

import os
import threading
from contextlib import suppress

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from parity import places

# `pages/` beside the script would make Streamlit take it for an application of its older kind, until the first run of
# st.navigation. A private name: streamlit is pinned, and tests/browser opens a deep link in a fresh process.
PagesManager.uses_pages_directory = False


def _get_ready() -> None:
    """Load what the first page needs while nobody is waiting for it: SciPy's statistics alone take most of a second."""
    import plotly.graph_objects  # noqa: F401
    import scipy.stats  # noqa: F401

    from parity import current, lake, store

    with suppress(store.NoStore, lake.NoLake):  # the pages say so
        current.opened(places.this_home())


threading.Thread(target=_get_ready, daemon=True).start()
app = st.App(places.PROJECT / "dashboard.py")


def serve(port: int, address: str | None = None) -> None:
    """Serve the dashboard on this port until stopped; on this machine alone unless another address is asked for."""
    os.chdir(places.PROJECT)
    app.run(config={"server.port": port} | ({"server.address": address} if address else {}))
