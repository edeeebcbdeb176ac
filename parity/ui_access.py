"""Who is looking at a page, what they may do, and how they sign in and out."""

from collections.abc import Iterable, Mapping

import streamlit as st

from parity import access, places

PASSED_ON = ("x-forwarded-for", "forwarded", "x-real-ip", "via")  # what a proxy adds


def visitor() -> access.Visitor:
    """Who this visitor is now: asked anew on every run, so that a role taken away is gone."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    return visitor_of(headers, st.user.to_dict() if signs_in() else {})


def visitor_of(headers: Mapping[str, str], claims: Mapping[str, object]) -> access.Visitor:
    """Who sends these headers (their names in lower case), with these claims of the identity provider."""
    passed_on = any(headers.get(name) for name in PASSED_ON)
    here = access.at_this_machine(st.get_option("server.address"), headers.get("host"), passed_on)
    return access.visitor(places.this_home(), claims, sign_in=signs_in(), here=here)


def signs_in() -> bool:
    """Is sign-in configured here, by an [auth] section in the file of secrets?"""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def may(act: str, bodies: Iterable[str] | None = None) -> bool:
    """May this visitor do it (an act of `access`), at all or to these bodies? Whatever is done asks again itself."""
    return access.may(visitor(), act, bodies)
