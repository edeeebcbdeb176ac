"""Who is looking at a page, what they may do, and how they sign in and out."""

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from parity import access, audit, places

MOST, LONGEST = 25, 100  # parameters of a link, and characters of one
WORDS, OWN_WORDS = "say-", 500  # what begins the name of a parameter that holds words of a pack's own, and their length
EVERY = 5  # seconds between two looks at whether a page that is left open may still be shown
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


def sign_in_or_out() -> None:
    """In the sidebar where people sign in: who is signed in and as what, and the way in or out."""
    if not signs_in():
        return
    known = visitor()
    with st.sidebar.container(key="who"):
        st.html('<h2 class="group">Signing in</h2>')
        if known.who:
            own = f" for {', '.join(sorted(known.bodies))}" if known.bodies else ""
            st.html(f'<p class="who">{escape(known.who)}, {escape(known.role + own)}</p>')
        if known.note:
            st.html(f'<p class="who">{escape(known.note)}</p>')
        if known.who or st.user.is_logged_in:
            if st.button("Sign out", key="sign out"):
                access.sign_out(st.user.to_dict())
                st.logout()
                st.stop()  # another run before the browser has left would take the way out back
        else:
            offer_to_sign_in("sign in")
    if known.role != access.VIEWER:
        _watch(known)


def offer_to_sign_in(key: str) -> None:
    """The way in, where people sign in here and nobody has: also beside what only those may do who have."""
    if signs_in() and not st.user.is_logged_in and st.button("Sign in", key=key):
        st.login()


@st.fragment(run_every=EVERY)
def _watch(known: access.Visitor) -> None:
    """A page that is left open is drawn again once whoever opened it may no longer see it."""
    if visitor() != known:
        st.rerun()


def within_limits() -> None:
    """Drop what no link of Parity's holds: dozens of parameters, or one of pages of text. An audit line says so."""
    asked = st.query_params.to_dict()
    longest = {name: OWN_WORDS if name.startswith(WORDS) else LONGEST for name in asked}
    if len(asked) <= MOST and all(
        len(name) <= LONGEST and len(value) <= longest[name] for name, value in asked.items()
    ):
        return
    known = visitor()
    audit.refused(places.this_home(), known.who, known.role, "open an address", about=f"{len(asked)} parameters")
    st.query_params.clear()
