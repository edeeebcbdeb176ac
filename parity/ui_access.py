"""Who is looking at a page, what they may do, and how they sign in and out."""

from collections.abc import Iterable

import streamlit as st

from parity import access, places


def visitor() -> access.Visitor:
    """Who this visitor is now: asked anew on every run, so that a role taken away is gone."""
    headers = st.context.headers
    passed_on = any(headers.get(name) for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"))
    here = access.at_this_machine(st.get_option("server.address"), headers.get("Host"), passed_on)
    sign_in = signs_in()
    return access.visitor(places.this_home(), st.user.to_dict() if sign_in else {}, sign_in=sign_in, here=here)


def signs_in() -> bool:
    """Is sign-in configured here, by an [auth] section in the file of secrets?"""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def may(act: str, bodies: Iterable[str] | None = None) -> bool:
    """May this visitor do it (an act of `access`), at all or to these bodies? Whatever is done asks again itself."""
    return access.may(visitor(), act, bodies)
