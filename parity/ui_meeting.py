"""The screens of the Board meeting: one question each in large type, keys to go on and back, and what is decided."""

import base64
import time
from datetime import date, timedelta
from html import escape

import streamlit as st
from streamlit.components.v2 import component

from parity import access, offered, places, plan, tables, ui
from parity.candidate import ACCEPTED
from parity.packs import claims, make, meeting, pdf
from parity.packs.asked import Asked, CannotMake
from parity.packs.claims import Claim, Pack
from parity.packs.meeting import SCREENS, Decision
from parity.store import Store
from parity.tables.actions import HEADINGS
from parity.trouble import NotDone

DECIDE, END = len(SCREENS) + 1, len(SCREENS) + 2  # 0 is the first screen, on which the board is chosen
LENGTHS = {"30": "30 minutes", "45": "45 minutes", "60": "1 hour", "90": "1 hour 30 minutes"}
EVERY = 15  # seconds between two looks at the clock
_full_screen = component(
    "parity_full_screen",
    html='<button class="full" type="button">Full screen</button>',
    js="""export default function ({ parentElement }) {
      const button = parentElement.querySelector("button");
      button.hidden = !document.fullscreenEnabled;
      button.onclick = () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    }""",
    isolate_styles=False,
)


def at() -> int:
    """Which screen the address names; the first where it names none."""
    named = st.query_params.get("screen", "0")
    return min(int(named), END) if named.isascii() and named.isdigit() else 0


def begin(store: Store) -> None:
    """The first screen: whose meeting it is, how long it lasts, and the button that begins it."""
    bodies = offered.named(ui.asked(store, "bodies"), "body_code", "name")
    if not bodies:
        ui.nothing_to_show("There is no body in the store.", "Ask for the bodies template.")
        return
    with ui.row_of_choices():
        first = next((code for code in bodies if code.startswith("example-")), None)
        ui.pick("Body", "body", list(bodies), bodies, first, width=340)
        ui.pick_definition()
        ui.pick("The meeting lasts", "minutes", list(LENGTHS), LENGTHS, "60")
    ui.finding(
        "Ten questions, one on each screen, then what is decided and the minutes. The right and left arrow keys go on "
        "and back."
    )
    st.button("Begin the meeting", type="primary", key="begin", on_click=_begin)


def pack_of(store: Store) -> Pack | None:
    """The claims of the body in the address."""
    definition = "including" if st.query_params.get("definition") == "including" else "excluding"
    asked = Asked(body=st.query_params.get("body"), questions=SCREENS, definition=definition)
    try:
        return ui.once(store, claims.gather, asked, date.today())
    except CannotMake as cannot:
        ui.nothing_to_show(str(cannot), "Go back to the first screen and choose a body.", template=False)
        return None


def quiet() -> None:
    """Nothing on the screen but the question: the list of pages and the head of the window are put away."""
    st.html("<style>[data-testid='stSidebar'], [data-testid='stHeader'] { display: none; }"
            "[data-testid='stMainBlockContainer'] { padding: 1rem 2rem 5rem; max-width: 80rem; }</style>")  # fmt: skip


def show(store: Store, number: int) -> None:
    """One screen of the meeting: a question, what is decided, or the minutes."""
    pack = pack_of(store)
    if pack is None:
        keys(number, None)
    elif number <= len(SCREENS):
        screen(pack, number)
    elif number == DECIDE:
        decide(store, pack)
    else:
        end(pack)


def screen(pack: Pack, number: int) -> None:
    """One question, its finding, one picture; what it does not show is with the presenter's notes."""
    claim = pack.claims[number - 1]
    ui.title(claim.question)
    lead = f"<strong>{escape(claim.finding)}.</strong> " if claim.finding else ""
    said = meeting.short(claim.sentence, meeting.LONGEST if claim.picture else 330)
    st.html(f'<p class="finding screen">{lead}{escape(said)}</p>')
    _picture(pack, claim)
    keys(number, pack)
    with st.expander("Presenter's notes"):
        _notes(claim)


def keys(number: int, pack: Pack | None) -> None:
    """Back and next, by button or arrow key, where we are, and the time that is left."""
    with st.container(horizontal=True, vertical_alignment="center", key="screen-keys"):
        st.button("Back", key="back", shortcut="Left", on_click=_go, args=(number - 1,))
        st.button(
            "Next",
            key="next",
            shortcut="Right",
            type="primary",
            on_click=_go,
            args=(number + 1,),
            disabled=number >= END,
        )
        st.html(f'<p class="screen-at">{number} of {END}</p>')
        _clock()
        _full_screen(key="full-screen")
        if pack is not None and pack.illustrative:
            st.html('<p class="screen-at">Illustrative: the boards are invented.</p>')


def decide(store: Store, pack: Pack) -> None:
    """What is decided: each decision becomes an action of the body, through the one door."""
    ui.title("What do we decide?")
    made = decisions(pack)
    st.html(
        '<p class="finding screen">'
        + (f"{len(made)} decided so far: {escape(made[-1].words)}" if made else "Nothing has been decided yet.")
        + "</p>"
    )
    body = pack.subject.code
    visitor = ui.visitor()
    if not access.may(visitor, access.PLAN, [body]):
        ui.note(access.refusal(visitor, access.PLAN))
    else:
        _form(store, pack, visitor)
    keys(DECIDE, pack)


def end(pack: Pack) -> None:
    """The handout and the minutes, with the release they can be checked against."""
    ui.title("What was shown, and what was decided")
    made = decisions(pack)
    count = f"{len(made)} decision{'' if len(made) == 1 else 's'}" if made else "No decision"
    st.html(
        f'<p class="finding screen">{count}. Every figure is of build {escape(pack.build_id)}, and can be checked.</p>'
    )
    present = st.text_input("Who was there, as organisations", key="present", max_chars=300)
    text = meeting.minutes(pack, made, present.strip())
    with st.container(horizontal=True, key="keep-meeting", gap="small"):
        st.download_button(
            "Minutes (text)", text, f"minutes-{pack.made}.txt", "text/plain", key="minutes-file", on_click="ignore"
        )
        st.download_button("Handout (PDF)", lambda: make.make(pack, "pdf"), make.file_name(pack, "pdf"), "application/pdf",
                           key="handout-pdf", on_click="ignore")  # fmt: skip
        st.download_button("Handout (DOCX)", lambda: make.make(pack, "docx"), make.file_name(pack, "docx"),
                           make.FORMATS["docx"].mime, key="handout-docx", on_click="ignore")  # fmt: skip
    keys(END, pack)
    st.page_link("pages/actions.py", label="Leave the meeting, and go to the actions")
    st.html(f'<pre class="minutes" tabindex="0" aria-label="The minutes">{escape(text)}</pre>')


def decisions(pack: Pack) -> list[Decision]:
    """What was decided in this meeting, in this window."""
    return st.session_state.setdefault(f"decided {pack.subject.code} {pack.made}", [])


def _form(store: Store, pack: Pack, visitor: access.Visitor) -> None:
    targets = store.ask("targets")
    mine = sorted(set(targets.loc[targets["body_code"] == pack.subject.code, "target_code"]))
    turn = len(decisions(pack))  # each decision has boxes of its own, empty at first
    with st.form(f"decision {turn}", border=True):
        words = st.text_input("What is to be done", max_chars=300, key=f"decision words {turn}")
        with st.container(horizontal=True):
            lead = st.text_input(
                "Lead partner: an organisation, never a person", max_chars=120, key=f"decision lead {turn}", width=420
            )
            due = st.text_input("Due, such as 2027-03-31", max_chars=10, key=f"decision due {turn}", width=220)
            heading = st.selectbox(
                "Heading", list(HEADINGS), format_func=HEADINGS.get, key=f"decision heading {turn}", width=260
            )
        dissent = st.text_input(
            "Dissent, without names: what was said against it", max_chars=300, key=f"decision dissent {turn}"
        )
        serves = st.selectbox(
            "The target it serves", ["", *mine], format_func=lambda code: code or "None", key=f"decision target {turn}"
        )
        by = visitor.who
        if visitor == access.OWNER:
            by = st.text_input("Who writes this down", max_chars=80, key=f"decision by {turn}").strip()
        save = st.form_submit_button("Write it down", type="primary")
    if not save:
        return
    try:
        when = date.fromisoformat(due.strip()) if due.strip() else None
    except ValueError:
        st.error("Write the day as 2027-03-31.")
        return
    if not words.strip() or not by:
        st.error("Say what is to be done, and who writes it down.")
        return
    made = Decision(words.strip(), lead.strip(), when, dissent.strip(), "")
    _save(store, pack, made, heading, serves, by, visitor)


def _save(
    store: Store, pack: Pack, made: Decision, heading: str, serves: str, by: str, visitor: access.Visitor
) -> None:
    code = plan.new_code("M", store.ask("actions")["action_code"].tolist(), pack.subject.code, made.words, pack.made)
    row = {
        "action_code": code, "body_code": pack.subject.code, "stage": "draft", "heading": heading, "action": made.words,
        "lead_partner": made.lead or None, "due": made.due, "status": "not_started", "target_code": serves or None,
        "comments": f"Dissent: {made.dissent}" if made.dissent else None,
        "source": f"Decided at a board meeting on {pack.made.isoformat()}, shown build {pack.build_id}",
    }  # fmt: skip
    try:
        with st.spinner("Writing it down, and building the store again ..."):
            done = plan.save(store, places.this_home(), "actions", [row], by=by, visitor=visitor)
    except NotDone as trouble:
        st.error(tables.literal(str(trouble)))
        return
    if done.outcome != ACCEPTED:
        st.error(tables.literal(done.message))
        return
    decisions(pack).append(made._replace(action_code=code))
    st.rerun()


def _picture(pack: Pack, claim: Claim) -> None:
    drawn = pdf.drawing(pack, claim, "svg", large=True)
    if drawn is not None:
        held = base64.b64encode(drawn).decode()
        st.html(
            f'<img class="screen-picture" alt="{escape(claim.picture.alt)}" src="data:image/svg+xml;base64,{held}">'
        )
    elif claim.answered and len(claim.table):
        shown = claim.table.head(5).map(lambda cell: tables.literal(cell) if isinstance(cell, str) else cell)
        shown.index = [tables.literal(label) for label in shown.index]
        with st.container(key="screen-table"):
            ui.table(shown.rename_axis(claim.table.index.name), claim.question)
    elif not claim.answered:
        st.html(f'<p class="finding screen"><strong>What to ask for.</strong> {escape(claim.would_change)}</p>')


def _notes(claim: Claim) -> None:
    told = [("In full", claim.sentence), ("What this does not show", claim.not_shown), ("What would change our mind", claim.would_change),
            ("The same figures", claim.command)]  # fmt: skip
    st.html("".join(f"<p><strong>{name}.</strong> {escape(words)}</p>" for name, words in told))


@st.fragment(run_every=EVERY)
def _clock() -> None:
    ends = st.session_state.get("meeting ends")
    if ends is None:
        return
    left = timedelta(seconds=max(0, ends - time.time()))
    minutes = -(-int(left.total_seconds()) // 60)
    st.html(f'<p class="screen-at">{f"{minutes} minutes left" if minutes != 1 else "1 minute left"}</p>')


def _begin() -> None:
    st.session_state["meeting ends"] = time.time() + 60 * int(st.query_params.get("minutes", "60"))
    _go(1)


def _go(number: int) -> None:
    st.query_params["screen"] = str(max(0, min(number, END)))
