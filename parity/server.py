"""The server: dashboard.py as an ASGI application, started so that a deep link never runs a page on its own."""

import os

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from parity import places

# `pages/` beside the script would make Streamlit take it for an application of its older kind, until the first run of
# st.navigation. A private name: streamlit is pinned, and tests/browser opens a deep link in a fresh process.
PagesManager.uses_pages_directory = False

app = st.App(places.PROJECT / "dashboard.py")


def serve(port: int, address: str | None = None) -> None:
    """Serve the dashboard on this port until stopped; on this machine alone unless another address is asked for."""
    os.chdir(places.PROJECT)
    app.run(config={"server.port": port} | ({"server.address": address} if address else {}))
