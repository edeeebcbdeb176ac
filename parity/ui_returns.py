"""The pieces of the Returns page: one file looked at, its questions, what is accepted, and what became of it."""

import hashlib

import pandas as pd
import streamlit as st

from parity import accept, access, audit, candidate, history, places, tables, ui, ui_access
from parity import held as everything
from parity.accept import NotDone
from parity.candidate import Acceptance
from parity.history import Entry
from parity.intake import layouts, problems, templates
from parity.intake.problems import Problem, Question

TONES = {"accepted": st.success, "already accepted": st.info, "needs answers": st.warning, "refused": st.error}


def who() -> tuple[str, str] | None:
    """Whose hands the returns come through, and whose returns they are: both are recorded with each.

    None for a visitor who may not send any, who is told so.
    """
    visitor = ui.visitor()
    if not access.may(visitor, access.SEND):
        st.info(
            access.refusal(visitor, access.SEND).replace(" Nothing was changed.", "")
            + " The templates below are for everyone."
        )
        ui_access.offer_to_sign_in("returns sign in")
        return None
    with ui.row_of_choices():
        if visitor == access.OWNER:
            by = st.text_input("Your name", key="returns by", width=250, max_chars=80).strip()
        else:
            by = visitor.who
            ui.note(f"Signed in as {by}.")
        if visitor.role == access.BODY_OFFICER:
            if (asked := st.query_params.get("sender")) and asked not in visitor.bodies:
                audit.refused(places.this_home(), by, visitor.role, access.SEND, bodies=[asked])
            sender = ui.pick("Sender", "sender", sorted(visitor.bodies), _names(), width=380)
        else:
            sender = st.text_input(
                "Sender (the organisation whose files these are)", key="returns sender", width=380, max_chars=120
            )
    return by, (sender or "").strip()


def look_at_each(files, by: str, sender: str) -> None:
    """Each file that was dropped in, once: a copy under another name is said to be one."""
    seen: dict[str, str] = {}
    for file in files:
        mark = hashlib.sha256(file.getvalue()).hexdigest()
        if mark in seen:
            st.info(tables.literal(f"{file.name} holds the same as {seen[mark]}, so it is looked at only once."))
            continue
        seen[mark] = file.name
        look_at(file, by, sender)


def look_at(file, by: str, sender: str) -> None:
    """One file: what was understood, what is wrong, what has to be answered, and the button that takes it in."""
    data = file.getvalue()
    mark = hashlib.sha256(data).hexdigest()[:12]
    st.subheader(tables.literal(file.name), anchor=False)
    answers = {label: code for label, code in st.session_state.get(f"answers {mark}", {}).items() if code}
    if done := st.session_state.get(f"done {mark}"):
        st.success(tables.literal(done))
        return
    sent = candidate.sent(data, file.name, sender=sender, answers=answers)
    try:
        with st.spinner("Reading and checking the file ..."):
            found = candidate.preview(places.this_home(), sent, ui.visitor())
    except NotDone as trouble:
        st.error(tables.literal(str(trouble)))
        return
    _say(found)
    if found.checked is not None:
        _problems(found, sent.filename)
        _questions(found.checked.questions, mark)
    if found.outcome == candidate.ACCEPTED:
        _take_in(sent, mark, by)


def _say(found: Acceptance) -> None:
    checked = found.checked
    if checked is not None and checked.understood:
        ui.finding(checked.understood)
        ui.note(
            f"Rows read: {checked.rows_read:,}. Rows that become records: {checked.rows_accepted:,}. "
            f"Rows left out, each with its reason below: {checked.rows_left_out:,}."
        )
    if checked is not None and checked.answers:
        told = "; ".join(f"'{label}' is {code}" for label, code in checked.answers.items())
        ui.note(f"Read with what was answered, now or for an earlier file of this sender: {told}.")
    words = {"accepted": "This file can be accepted as it is."}.get(found.outcome, found.message)
    TONES[found.outcome](tables.literal(words))
    if found.replaces:
        changes = f" {found.changes.sentence}" if found.changes else ""
        st.info(tables.literal(f"It takes the place of {', '.join(found.replaces)}.{changes}"))


def _problems(found: Acceptance, filename: str) -> None:
    told = found.checked.problems
    named = {"refused": "Refused", "asked": "Asked", "put_right": "Put right"}
    frame = pd.DataFrame(
        [
            {
                "What became of it": named[each.severity],
                "Where": tables.literal(
                    ", ".join(part for part in (each.sheet, f"row {each.row}" if each.row else "", each.column) if part)
                    + (f" and {each.count - 1:,} more" if each.count > 1 else "")
                ),
                "What": tables.literal(_without_place(each, filename)),
                "What to do": tables.literal(each.remedy),
            }
            for each in sorted(told, key=lambda each: list(named).index(each.severity))
        ]
    )
    if len(frame):
        ui.table(frame.set_index("What became of it"), "What was found in the file, and what to do about it.")
    left_out = found.checked.left_out
    if len(left_out):
        shown = left_out.assign(
            row=left_out["row"].astype(str), reason=[tables.literal(each) for each in left_out["reason"]]
        )
        rows = "The row" if len(left_out) == 1 else f"The {len(left_out):,} rows"
        with st.expander(f"{rows} left out, and why"):
            st.table(shown.set_index("row")[["sheet", "reason"]].head(500), border="horizontal")


def _without_place(problem: Problem, filename: str) -> str:
    """The message without the file, row and column it begins with, which stand beside it."""
    where = problems.place(filename, problem.sheet, problem.row, problem.column, problem.count)
    said = problem.message.removeprefix(where).removeprefix(": ")
    return said[:1].upper() + said[1:]


def _questions(questions: tuple[Question, ...], mark: str) -> None:
    if not questions:
        return
    answers = st.session_state.setdefault(f"answers {mark}", {})
    with st.form(f"questions {mark}"):
        for question in questions:
            codes = {choice.code: choice.label for choice in (*question.suggestions, *question.choices)}
            label = tables.literal(question.asks)
            if codes:
                answers[question.label] = st.selectbox(
                    label, list(codes), index=None, format_func=lambda code, codes=codes: tables.literal(codes[code]),
                    placeholder="Choose what it means", key=f"answer {mark} {question.label}",
                )  # fmt: skip
            else:
                answers[question.label] = st.text_input(label, key=f"answer {mark} {question.label}", max_chars=200)
        if st.form_submit_button("Use these answers", type="primary"):
            st.rerun()


def _take_in(sent: candidate.Sent, mark: str, by: str) -> None:
    if not by:
        st.info("Write your name above: it is recorded with the return.")
        return
    if st.button("Accept this return", type="primary", key=f"accept {mark}"):
        try:
            with st.spinner("Accepting, and building the store again ..."):
                taken = accept.accept(places.this_home(), sent, by=by, visitor=ui.visitor())
        except NotDone as trouble:
            st.error(tables.literal(str(trouble)))
            return
        if taken.outcome == candidate.REFUSED:
            st.error(tables.literal(taken.message))
            return
        st.session_state[f"done {mark}"] = taken.message
        st.rerun()


def all_returns() -> None:
    """Every return there is or has been that this visitor may see, with what became of it: those sent here first."""
    listed = _seen()
    sent = [each for each in listed if each.standing == "sent"]
    if sent:
        ui.table(_listed(sent), "Returns sent here, newest first.")
    else:
        every = ui.may(access.OPEN_FULL)
        ui.note("Nothing has been sent here yet." if every else "What was sent here is listed for those who sent it.")
    own = [each for each in listed if each.standing != "sent"]
    with st.expander(f"The {len(own)} returns that come with Parity: published figures, and illustrative boards"):
        ui.table(_listed(own), "Returns that come with Parity.")


def _seen() -> list[Entry]:
    """The returns that come with Parity, which anyone may see, and those sent here that are this visitor's to see."""
    visitor = ui.visitor()
    listed = reversed(history.entries(places.this_home()))
    return [each for each in listed if each.standing != "sent" or access.may(visitor, access.EXPORT, each.bodies)]


def _listed(entries: list[Entry]) -> pd.DataFrame:
    titles = ui.kinds()
    frame = pd.DataFrame(
        [
            {
                "Return": each.return_id,
                "What": tables.literal(f"{titles[each.kind]}: {each.understood or each.title or each.filename}"),
                "From": tables.literal(each.sender),
                "Standing": each.standing.capitalize(),
                "Received": tables.date_long(each.accepted[:10])
                + (f" by {tables.literal(each.accepted_by)}" if each.accepted_by else ""),
                "State": tables.literal(_state(each)),
            }
            for each in entries
        ]
    )
    return frame.set_index("Return")


def withdraw() -> None:
    """Taking a return back out, with who and why; and removing the illustrative boards for good."""
    home, visitor, listed = places.this_home(), ui.visitor(), _seen()
    mine = {each.return_id: f"{each.return_id}: {each.filename}" for each in listed
            if each.standing == "sent" and each.state == "in the store"
            and access.may(visitor, access.WITHDRAW, each.bodies)}  # fmt: skip
    if mine:
        st.header("Withdraw a return", anchor=False)
        with st.form("withdraw"):
            chosen = st.selectbox(
                "Return to withdraw", list(mine), format_func=lambda code: tables.literal(mine.get(code, code))
            )
            why = st.text_input("Why", max_chars=300)
            by = _name("withdraw by")
            erase = access.may(visitor, access.ERASE) and st.checkbox(
                "Erase the original too: what it held cannot be brought back"
            )
            if st.form_submit_button("Withdraw"):
                _do(lambda: accept.withdraw(home, chosen, by=by, why=why, erase=erase, visitor=ui.visitor()))
    shown = any(each.standing == "illustrative" and each.state == "in the store" for each in listed)
    if shown and access.may(visitor, access.EXAMPLES):
        with st.form("examples"):
            st.write("The illustrative boards can be removed for good.")
            by = _name("examples by")
            if st.form_submit_button("Remove the illustrative boards"):
                _do(
                    lambda: (
                        accept.examples(home, False, by=by, visitor=ui.visitor())
                        and "The illustrative boards are gone."
                    )
                )


def held() -> None:
    """Everything that is held for one body, to take away: for its own officer, and for whoever sees every body's."""
    visitor, home = ui.visitor(), places.this_home()
    if not access.may(visitor, access.EXPORT):
        return
    told = sorted({body for each in _seen() if each.standing == "sent" for body in each.bodies})
    bodies = [body for body in told if access.may(visitor, access.EXPORT, [body])]
    if (asked := st.query_params.get("held")) and asked not in bodies and visitor.role == access.BODY_OFFICER:
        audit.refused(home, visitor.who, visitor.role, access.EXPORT, bodies=[asked])
    if not bodies:
        return
    st.header("Everything held for a body", anchor=False)
    ui.note(
        "Its returns as they were sent, and what was done with each, in one ZIP file. That it was taken is recorded."
    )
    with ui.row_of_choices():
        body = ui.pick("Body", "held", bodies, _names(), width=250)
        st.download_button(
            "All that is held (ZIP)", lambda: everything.for_body(home, body, visitor), f"parity-held-{body}.zip",
            "application/zip", key="held zip", on_click="ignore",
        )  # fmt: skip


def _names() -> dict[str, str]:
    """The names of bodies by code, as everybody may know them."""
    return dict(ui.open_store().ask("bodies")[["body_code", "name"]].itertuples(index=False, name=None))


def _name(key: str) -> str:
    """Who does it: asked for at the machine itself, known where people sign in."""
    visitor = ui.visitor()
    return st.text_input("Your name", key=key, max_chars=80) if visitor == access.OWNER else visitor.who


def offer_templates() -> None:
    """An empty file of each kind to fill in."""
    kinds = ui.kinds()
    layout = layouts.layout(ui.pick("Kind of return", "kind", list(kinds), kinds, "seats"))
    ui.note(f"{layout.description} One row per {layout.one_row_per}. {layout.personal}")
    with st.container(horizontal=True):
        for form, mime in (
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("csv", "text/csv"),
        ):
            st.download_button(
                f"Template ({form.upper()})",
                lambda form=form: templates.template(layout, form, _context()),
                templates.template_name(layout, form), mime, key=f"template {form}", on_click="ignore",
            )  # fmt: skip


def _context():
    from parity import current

    return current.reader_of(places.this_home(), writes=False).context


def _do(act) -> None:
    try:
        with st.spinner("Writing it down, and building the store again ..."):
            said = act()
    except NotDone as trouble:
        st.error(tables.literal(str(trouble)))
        return
    st.session_state["returns said"] = said or "Done."
    st.rerun()


def last_said() -> None:
    """What the last act on this page came to, once."""
    if said := st.session_state.pop("returns said", None):
        st.success(tables.literal(said))


def _state(each: Entry) -> str:
    if each.state in ("in the store", "removed"):
        return each.state.capitalize()
    by = f" by {each.replaced_by}" if each.replaced_by else f" by {each.left_by}" if each.left_by else ""
    return f"{each.state.capitalize()}{by}" + (f": {each.why}" if each.why else "")
