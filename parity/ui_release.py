"""The pieces of the Returns page about the public: what has been released, releasing again, and what is kept too long."""

from datetime import date

import streamlit as st

from parity import access, keeping, places, release, tables, ui
from parity.release.worker import in_worker
from parity.trouble import NotDone

NOTHING_PROTECTED = "nothing in it had to be protected from the attack"
STAGES = {
    "protecting": "Rounding and hiding",
    "attacking": "Attacking it, together with every release before",
    "building": "Building the public store",
}


def overdue() -> None:
    """What has passed its time, for those who may withdraw it."""
    visitor = ui.visitor()
    if not access.may(visitor, access.WITHDRAW):
        return
    home = places.this_home()
    mine = [each for each in keeping.due(home, date.today()) if access.may(visitor, access.WITHDRAW, each.bodies)]
    if mine:
        st.warning("\n".join(f"- {tables.literal(each.sentence)}" for each in mine))


def to_the_public() -> None:
    """The last release and a button to make one, for those who may; the attack runs in a process of its own."""
    visitor, home = ui.visitor(), places.this_home()
    if not access.may(visitor, access.RELEASE):
        return
    st.header("Release to the public", anchor=False)
    made = release.listed(home)
    if made and home.public.exists():
        last = made[-1]
        stood = (
            f"{last['protected']:,} protected figures withstood the attack" if last["protected"] else NOTHING_PROTECTED
        )
        st.write(
            f"The public sees release {last['release_id']}, made on {tables.date_long(last['time'][:10])}: {stood}."
            " Returns that came in since are not in it."
        )
    else:
        st.write(
            "Nothing is released: whoever may not open the full store sees no figures. A release rounds counts, hides"
            " boards, and is attacked before anybody sees it."
        )
    by = (
        st.text_input("Your name", key="release by", width=250, max_chars=80)
        if visitor == access.OWNER
        else visitor.who
    )
    if st.button("Make a release", key="release", disabled=not by.strip()):
        with st.status("Making a release ...", expanded=True) as shown:
            try:
                found = in_worker(home, by=by, visitor=visitor, progress=_shown(shown))
            except NotDone as why:
                shown.update(label="Nothing was released.", state="error")
                st.write(tables.literal(str(why)))
            else:
                shown.update(label=f"Released: {found['release_id']}.", state="complete")
                st.write(
                    f"{found['protected']:,} protected figures, {found['statements']:,} statements, nothing worked out."
                )


def _shown(shown):
    def progress(stage: str, done: int, of: int) -> None:
        part = f": {done:,} of {of:,}" if of > 1 else ""
        shown.update(label=f"{STAGES[stage]}{part} ...")

    return progress
