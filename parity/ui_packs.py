"""The pieces of the Evidence pack page: choosing, seeing the claims as they will read, changing them, making the files."""

import io
import shutil
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

import streamlit as st
from filelock import FileLock, Timeout

from parity import places, tables, ui, ui_places
from parity.choice import FIRST_PLACE, FIRST_REGION
from parity.packs import claims, make, questions, region
from parity.packs.asked import AUDIENCES, Asked, Audience, CannotMake
from parity.packs.claims import Claim, Pack
from parity.remembered import once
from parity.store import Store
from parity.ui_access import OWN_WORDS, WORDS

KINDS = {"body": "One body", "area": "One place"}
OF = {"bodies": "Every body", "areas": "Every authority"}
WHOLE = ""  # the code of words that are about the pack as a whole


def choose(store: Store) -> Asked:
    """The choices of a pack, all of them held in the address: whose, which questions in which order, and own words."""
    bodies = store.ask("bodies").set_index("body_code")["name"].to_dict()
    names = ui_places.place_names(store.ask("areas"))
    with ui.row_of_choices():
        kind = ui.pick("Pack of", "of", list(KINDS), KINDS, "body" if bodies else "area", width=140)
        if kind == "body":
            begin = next((code for code in bodies if code.startswith("example-")), None)
            code = ui.pick("Body", "body", list(bodies), bodies, begin, width=320)
        else:
            code = ui.pick("Place", "area", list(names), names, FIRST_PLACE, width=260)
        definition = ui.pick_definition()
        audience = ui.pick("For", "for", list(AUDIENCES), AUDIENCES, "board", width=260)
    kind = "area" if kind == "area" else "body"
    _forget_words_of_others(code)
    chosen = _questions(kind, audience)
    own = tuple((each, words) for each in (WHOLE, *chosen) if (words := _words_of(each)))
    return Asked(**{kind: code}, questions=chosen, definition=definition, audience=audience, own=own)


def gathered(store: Store, asked: Asked) -> Pack | None:
    """The pack, worked out once for a build, a choice and a day; None where the store has nothing to make one of."""
    try:
        return ui.once(store, claims.gather, asked, date.today(), once)
    except CannotMake as cannot:
        ui.nothing_to_show(str(cannot), "", template=False)
        return None


def summary(pack: Pack) -> str:
    """What the page begins with."""
    known = sum(claim.answered for claim in pack.claims)
    first = f"{pack.subject.name}: {known} of {len(pack.claims)} questions can be answered"
    silent = [claim.question for claim in pack.claims if not claim.answered]
    return f"{first}." if not silent else f"{first}; each of the others says what to ask for."


def files(pack: Pack) -> None:
    """A button for each format; a file is made when it is asked for."""
    with st.container(horizontal=True, key="keep-pack", gap="small"):
        for form, each in make.FORMATS.items():
            st.download_button(
                each.title, lambda form=form: make.make(pack, form), make.file_name(pack, form), each.mime,
                key=f"pack-{form}", on_click="ignore",
            )  # fmt: skip


def own_words(code: str, label: str) -> None:
    """A box for words of one's own, kept in the address."""
    key = f"{WORDS}{code}"
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "")
    st.text_area(label, key=key, max_chars=OWN_WORDS, height=80, on_change=_keep_words, args=(code,))


def claim(each: Claim, place: int, every: Sequence[str]) -> None:
    """One claim as it will read, and what can be changed about it."""
    told = [
        ("Figure", each.figure),
        ("Likely range", each.interval),
        ("Held against", each.reference),
        ("Finding", each.finding),
    ]
    facts = "".join(f"<div><dt>{name}</dt><dd>{escape(said)}</dd></div>" for name, said in told if said)
    own = f'<p class="own">{escape(each.own)}</p>' if each.own else ""
    limits = (
        f"<p class='small'><strong>What this does not show.</strong> {escape(each.not_shown)}</p>"
        f"<p class='small'><strong>What would change our mind.</strong> {escape(each.would_change)}</p>"
        if each.answered
        else f"<p class='small'><strong>What to ask for.</strong> {escape(each.would_change)}</p>"
    )
    st.html(
        f'<div class="claim"><h3>{place + 1}. {escape(each.question)}</h3><p>{escape(each.sentence)}</p>'
        f"{f'<dl>{facts}</dl>' if facts else ''}{own}{limits}</div>"
    )
    with st.container(horizontal=True, key=f"change-{each.code}", gap="small"):
        about = f" {place + 1}"
        st.button(
            f"Earlier{about}", key=f"up-{each.code}", on_click=_move, args=(every, place, -1), disabled=place == 0
        )
        st.button(
            f"Later{about}",
            key=f"down-{each.code}",
            on_click=_move,
            args=(every, place, 1),
            disabled=place == len(every) - 1,
        )
        st.button(
            f"Leave out{about}",
            key=f"out-{each.code}",
            on_click=_leave_out,
            args=(every, place),
            disabled=len(every) == 1,
        )
    with st.expander(f"Figures, command and own words for {each.question[:1].lower()}{each.question[1:]}"):
        if len(each.table) and each.answered:
            ui.table(each.table, f"The figures behind: {each.question}", plain=True)
        st.html(f'<p class="command">The same figures from the command line: <code>{escape(each.command)}</code></p>')
        own_words(each.code, f"Your own words on question {place + 1}")


def leave_in(asked: Asked) -> None:
    """What was left out, to put back."""
    kind = "body" if asked.body else "area"
    out = [code for code in questions.QUESTIONS[kind] if code not in asked.questions]
    if not out:
        return
    names = {code: questions.QUESTIONS[kind][code].asks for code in out}
    with st.container(horizontal=True, vertical_alignment="bottom", key="change-back"):
        chosen = st.selectbox("A question that is left out", out, format_func=names.get, key="left-out", width=360)
        st.button("Put it at the end", on_click=_set, args=([*asked.questions, chosen],))


def whole_region(store: Store, asked: Asked) -> None:
    """One button for the packs of a region, as PDF, with progress; what is there already is not made again."""
    areas = store.ask("areas")
    regions = areas[areas["level"] == "region"].set_index("area_code")["name"].to_dict()
    if not regions:
        return
    with ui.row_of_choices():
        code = ui.pick("Region", "region", list(regions), regions, FIRST_REGION)
        of = ui.pick("A pack of", "every", list(OF), OF, "bodies")
    folder = _folder(store) / f"{code}-{of}-{asked.definition}-{asked.audience}"
    wanted = Asked(definition=asked.definition, audience=asked.audience)
    if st.button("Make the packs of this region", key="make-region"):
        _make_region(store, code, "areas" if of == "areas" else "bodies", wanted, folder)
    done = sorted(folder.glob("*.pdf"))
    if done and len(done) == len(_every(store, code, of)):
        st.download_button(
            f"All {len(done)} packs (PDF, in a ZIP)", lambda: _zipped(done), f"parity-{code}-{of}.zip", "application/zip",
            key="keep-region", on_click="ignore",
        )  # fmt: skip
    elif done:
        ui.note(f"{len(done)} are made; the button goes on from there.")


def _make_region(store: Store, code: str, of: region.Of, asked: Asked, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{folder}.lock", timeout=0):
            bar = st.progress(0.0, "Starting")
            for each in region.packs(store, code, of, asked, ["pdf"], folder):
                bar.progress(each.done / each.every, f"{each.done} of {each.every}: {tables.literal(each.name)}")
            st.success(f"All {each.every} packs are made.")
    except Timeout:
        st.warning("These packs are being made already: look again in a minute.")
    except CannotMake as cannot:
        st.info(str(cannot))


def _every(store: Store, code: str, of: str) -> list[tuple[str, str]]:
    try:
        return region.whose(store, code, "areas" if of == "areas" else "bodies")
    except CannotMake:
        return []


def _folder(store: Store) -> Path:
    """Where a build's packs are kept: apart for the full store and the public one, and given up with the build."""
    kept = places.this_home().kept / "packs"
    mine = kept / f"{store.audience}-{store.build_id}"
    for old in kept.glob(f"{store.audience}-*"):
        if old != mine:
            shutil.rmtree(old, ignore_errors=True)
    return mine


def _zipped(done: Sequence[Path]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as held:
        for file in done:
            held.write(file, file.name)
    return out.getvalue()


def _questions(kind: str, audience: Audience) -> tuple[str, ...]:
    """The questions in order, as the address has them; those usual for the audience where it names none."""
    named = questions.from_link(st.query_params.get("questions", ""), kind)
    return named or questions.usual(kind, audience)


def _forget_words_of_others(code: str | None) -> None:
    """Words about one body are never left standing in the pack of another."""
    before = st.session_state.get("words are about")
    st.session_state["words are about"] = code
    if before in (None, code):
        return
    for key in [each for each in (*st.session_state, *st.query_params) if str(each).startswith(WORDS)]:
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)


def _words_of(code: str) -> str:
    key = f"{WORDS}{code}"
    return str(st.session_state.get(key, st.query_params.get(key, "")))[:OWN_WORDS].strip()


def _keep_words(code: str) -> None:
    words = st.session_state[f"{WORDS}{code}"].strip()
    if words:
        st.query_params[f"{WORDS}{code}"] = words
    else:
        st.query_params.pop(f"{WORDS}{code}", None)


def _set(codes: Sequence[str]) -> None:
    st.query_params["questions"] = questions.in_link(codes)


def _move(codes: Sequence[str], place: int, by: int) -> None:
    moved = list(codes)
    moved[place], moved[place + by] = moved[place + by], moved[place]
    _set(moved)


def _leave_out(codes: Sequence[str], place: int) -> None:
    _set([code for at, code in enumerate(codes) if at != place])
