"""The Streamlit pieces that pages share: the guard, the row of choices, and the furniture of every page."""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from functools import partial
from html import escape
from typing import Any, TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager

from parity import charts, current, offered, places, tables
from parity.choice import Choice, Definition
from parity.intake import layouts
from parity.lake import NoLake
from parity.remembered import hashable, is_remembered, kept, name_of, remembered
from parity.remembered import once as work_once
from parity.stats.verdicts import Verdict
from parity.store import NoStore, Store
from parity.ui_access import may, visitor
from parity.ui_foot import footer, how_worked_out, source, stop
from parity.ui_keep import asked, downloads

__all__ = ["asked", "downloads", "footer", "how_worked_out", "may", "source", "stop", "visitor"]
T = TypeVar("T")
STYLE = places.PROJECT / "static" / "style.css"
# Something to look at before anything is chosen: what was sent, else a board that shows all there is, else a real body.
BEGIN = ("Example Partnership for Southwark", "Metropolitan Police Service")
DEFINITIONS: dict[Definition, str] = {
    "excluding": "Excluding White minorities",
    "including": "Including White minorities",
}
GROUPS = {"broad": "Five broad groups", "detailed": "Detailed groups"}
ALL = "all"  # the choice in a box that leaves nothing out
LONG, VERY_LONG, SHOWN = 50, 250, 1_000  # rows
SOON = 0.4  # seconds: a spinner shows after half a second
_longest: dict[str, float] = {}  # seconds that a visitor waited for a piece of work, by its name
GLANCE = 240  # characters of a finding that are set large
PARTS = {
    "core": "Core board",
    "wider": "Wider partnership",
    "sub_group": "Sub-groups",
    "officers": "Police officers",
    "community_support_officers": "Community support officers",
    "beneficiary": "People using services",
    "consultee": "People consulted",
    "source_of_activity": "People running community activity",
    "source_of_delivery": "People delivering services",
    "partner": "People taking part as partners",
}


def open_store() -> Store:
    """The store that this visitor may open; the first line of every page, and its guard.

    A page reached by a deep link in a fresh process can be run on its own, without dashboard.py and so without the
    navigation or anything dashboard.py decides. That run ends here, and the next one starts at dashboard.py.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
    try:
        return current.opened(places.this_home(), "full" if visitor().opens_full else "public")
    except (NoStore, NoLake) as none:
        st.title("Nothing to show yet")
        st.info(str(none))
        st.stop()


def style() -> None:
    """The one small style sheet, for what the theme cannot say; dark pictures are turned light for paper.

    Streamlit writes white on a primary button whatever its colour, which on the light blue of the dark theme is 2:1.
    """
    st.html(STYLE)
    if dark():
        st.html(
            "<style>:root { --page: #0F171E; } @media print { .js-plotly-plot { filter: invert(1) hue-rotate(180deg); } }"
            ' [data-testid^="stBaseButton-primary"], [data-testid^="stBaseButton-primary"] * { color: #0F171E; }</style>'
        )


def product() -> None:
    """Whose pages these are, at the head of the sidebar."""
    with st.sidebar:
        st.html('<p class="product">Parity</p>')


def contents(pages: Mapping[str, Sequence[Any]]) -> None:
    """The pages by group, in the sidebar: Streamlit's own grouped list is not a valid list to a screen reader."""
    with st.sidebar:
        for group, listed in pages.items():
            st.html(f'<h2 class="group">{escape(group)}</h2>')
            for page in listed:
                st.page_link(page)


def dark() -> bool:
    """Does this visitor see the dark theme?"""
    return st.context.theme.type == "dark"


def title(question: str) -> None:
    """The page's title: a question, or its answer."""
    st.title(question, anchor=False)


def finding(sentence: str) -> None:
    """The first thing under the title: what the data say. Its first sentences are large, what follows them is not."""
    first, rest = _parted(sentence)
    more = f' <span class="more">{escape(rest)}</span>' if rest else ""
    st.html(f'<p class="finding">{escape(first)}{more}</p>')


def _parted(sentence: str) -> tuple[str, str]:
    """The sentences that are read at a glance, and the rest."""
    if len(sentence) <= GLANCE:
        return sentence, ""
    ends = [found.end() for found in re.finditer(r"[.](?= [A-Z0-9])", sentence) if found.end() >= GLANCE / 3]
    if not ends:
        return sentence, ""
    cut = max([end for end in ends if end <= GLANCE] or [ends[0]])
    return sentence[:cut], sentence[cut:].strip()


def note(sentence: str) -> None:
    """A remark in softer ink under what it belongs to."""
    if sentence:
        st.html(f'<p class="note">{escape(sentence)}</p>')


def mark_illustrative(standing: Iterable[str]) -> None:
    """Said on every page whose figures are of invented boards, so that nobody takes them for real ones."""
    held = {each for each in standing if isinstance(each, str)}
    if "illustrative" in held:
        some = "Some of these figures are" if held != {"illustrative"} else "These figures are"
        words = f"{some} illustrative: the boards are invented, and their names begin with Example."
        st.html(f'<p class="invented">{words}</p>')


def pick(
    label: str,
    key: str,
    options: Sequence[str],
    names: Mapping[str, str] | None = None,
    default: str | None = None,
    width: int = 215,
) -> str | None:
    """A select box whose choice is the query parameter `key`, as a code that does not change with the wording.

    A link that names no choice gets the default; so does one that names what is not there, and a line says so until
    the visitor chooses. The choice is written to the address even where it is the default, so that a link sent today
    opens the same page after the default has changed, and it is remembered when the visitor goes to another page that
    asks for the same thing.
    """
    options = list(options)
    if not options:
        return None
    names = names or {}
    remembered, lost = f"chosen {key}", f"lost {key}"
    if st.session_state.get(key) not in options:
        asked_for = st.query_params.get(key, "")
        st.session_state[lost] = asked_for if remembered not in st.session_state and asked_for not in options else ""
        wanted = (asked_for, st.session_state.get(remembered), default)
        st.session_state[key] = next((each for each in wanted if each in options), options[0])
    chosen = st.selectbox(
        label, options, key=key, format_func=lambda code: tables.literal(names.get(code, code)), width=width
    )
    if st.session_state.get(remembered, chosen) != chosen:
        st.session_state[lost] = ""  # the visitor has chosen since
    st.session_state[remembered] = chosen
    if st.query_params.get(key) != chosen:
        st.query_params[key] = chosen
    if asked_for := " ".join(st.session_state.get(lost, "").split())[:40]:
        said = (
            f"{label}: the link asks for '{asked_for}', which is not here. Shown instead: {names.get(chosen, chosen)}."
        )
        st.html(f'<p class="lost">{escape(said)}</p>')
    return chosen


def row_of_choices() -> DeltaGenerator:
    """The row of choices, which breaks where the window is narrow."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def pick_definition() -> Definition:
    """Which groups count as ethnic minorities."""
    chosen = pick("Ethnic minorities", "definition", list(DEFINITIONS), DEFINITIONS, "excluding")
    return "including" if chosen == "including" else "excluding"


def choose(
    told: pd.DataFrame, latest: tuple[str, date] | None, *, body: bool = False, definition: Definition | None = None
) -> Choice:
    """The row of choices: body (where asked for), part, date and definition.

    `told` has one row per body, part and date (`representation.rounds`); `latest` is the part and date
    to begin with.
    """
    code = None
    with row_of_choices():
        if body:
            named = offered.named(told, "body_code", "body")
            code = pick("Body", "body", list(named), named, _first_shown(told), width=265)
        part = pick("Who", "part", offered.parts(told, code, tuple(PARTS)), PARTS, latest[0] if latest else None)
        names, begin = offered.days(told, code, part, latest)
        day = pick("Date", "at", list(names), names, begin, width=170)
        definition = definition or pick_definition()
    return Choice(body=code, part=part or "core", as_at=date.fromisoformat(day) if day else None,
                  definition=definition)  # fmt: skip


@kept
def where(frame: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    """The rows that hold these values in these columns; several may do, and None asks nothing."""
    for column, value in wanted.items():
        if value is not None:
            frame = frame[frame[column].isin(value if isinstance(value, (list, tuple)) else [value])]
    return frame.reset_index(drop=True)


def chosen_of(frame: pd.DataFrame, **chosen: str | None) -> pd.DataFrame:
    """`where` for what was chosen in boxes, of which ALL asks nothing."""
    return where(frame, **{name: None if value == ALL else value for name, value in chosen.items()})


@kept
def without_detail(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows without those of the finer ethnic groups."""
    return frame[frame["row"] != "detail"]


def choose_groups(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table by ethnic group to show: with the finer groups or, as at first, without, where there are any."""
    if "detail" not in set(frame["row"]):
        return frame
    chosen = pick("Ethnic groups", "groups", list(GROUPS), GROUPS, "broad")
    return frame if chosen == "detailed" else without_detail(frame)


def once(store: Store, work: Callable[..., T], *choice: Any, **more: Any) -> T:
    """`work(store, *choice, **more)`, worked out for the first who asks this build for it, then remembered.

    For measures, and whatever else is a function of the store and of what was chosen and of nothing besides. Long work
    says that it is going on, unless it never took long here: to be ready to say so takes a thread and two messages.
    """
    what, chosen = name_of(work, choice, more)
    if is_remembered(store, what, chosen):
        return work_once(store, work, *choice, **more)
    longest = _longest.get(what)
    started = time.monotonic()
    with st.spinner("Working it out ...") if longest is None or longest > SOON else nullcontext():
        made = work_once(store, work, *choice, **more)
    _longest[what] = max(longest or 0.0, time.monotonic() - started)
    return made


def picture(
    figure: Any,
    figures: pd.DataFrame | partial[pd.DataFrame] | None,
    summary: str,
    *,
    key: str,
    of: tuple[Store, Any] | None = None,
    config: dict | None = None,
    on_select: Callable | str = "ignore",
) -> Any:
    """A chart with its one-sentence text alternative, and a real table of the same figures under it.

    `figure` is the chart, or a function that draws it; a function is called once for a build and a choice where `of`
    gives both (with all that the drawing depends on, but for light and dark). `key` is what `downloads` calls it.
    Without `figures`, the page sets the table elsewhere itself.
    """
    if callable(figure):
        draw, shade = figure, dark()
        figure = (
            remembered(of[0], f"picture {key}", (hashable(of[1]), shade), lambda: charts.sent_often(draw()))
            if of
            else draw()
        )
    with st.container(key=f"picture-{key}"):
        answer = st.plotly_chart(
            figure,
            theme=None,
            width="content" if figure.to_dict()["layout"].get("width") else "stretch",
            alt=summary,
            key=f"chart-{key}",
            on_select=on_select,
            selection_mode="points",
            config={"displayModeBar": False, **(config or {})},
        )
    if figures is not None:
        table(figures, summary)
    return answer


@kept
def judged(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of any measure with its verdicts in words and no notes, as `charts.shares` wants it."""
    return frame.assign(verdict=[Verdict(each).label if each else "" for each in frame["verdict"].fillna("")], note="")


def matrix(make: Callable[[pd.DataFrame], pd.DataFrame], frame: pd.DataFrame, summary: str) -> None:
    """A table that is a picture at once: words in its cells, marked by what they say, its first column always in view.

    What `make` makes of a frame with rows of bodies; of thousands of bodies, the first.
    """
    bodies = offered.named(frame, "body_code", "body") if "body_code" in frame else {}
    if len(bodies) > VERY_LONG:
        frame = _of_first_bodies(frame)
    st.html(tables.html(make(frame), summary, matrix=True))
    if len(bodies) > VERY_LONG:
        note(f"The first {VERY_LONG} of {len(bodies):,} bodies; choose one above to see it. The files hold every one.")


@kept
def _of_first_bodies(frame: pd.DataFrame) -> pd.DataFrame:
    return where(frame, body_code=list(offered.named(frame, "body_code", "body"))[:VERY_LONG])


def nothing_to_show(reason: str, ask: str, template: bool = True) -> None:
    """Said in place of a picture: why there is none, and what to do about it."""
    st.html(f'<p class="empty">{escape(f"{reason} {ask}".strip())}</p>')
    if template:
        st.page_link("pages/returns.py", label="Templates, and where to send them")


def table(figures: pd.DataFrame | partial[pd.DataFrame], summary: str, *, plain: bool = False) -> None:
    """A real table, that a screen reader and a printer can read; folded away where it is long. `plain`: see `tables.html`.

    A very long one is sent when it is unfolded: 700 rows are 20,000 elements, a second's work for a browser. Of
    thousands the first are shown. `figures` may be a `partial` of what makes it of a frame, a row for each of the
    frame's: one that nobody unfolds is not made. Where there is no row there is nothing to head: the words around it say so.
    """
    rows = len(figures.args[0]) if isinstance(figures, partial) else len(figures)
    if not rows:
        return
    if rows <= LONG:
        st.html(tables.html(_made(figures), summary, plain=plain))
        return
    label = f"The same figures as a table of {rows:,} rows"
    later = rows > VERY_LONG
    folded = st.expander(
        label, key=f"table {summary[:200]}" if later else None, on_change="rerun" if later else "ignore"
    )
    if not later or folded.open:
        folded.html(tables.html(_made(figures), summary, plain=plain))
        if rows > SHOWN:
            folded.html(
                f'<p class="note">The first {SHOWN:,} of {rows:,} rows. Choose fewer above to see the others.</p>'
            )


def _made(figures: pd.DataFrame | partial[pd.DataFrame]) -> pd.DataFrame:
    """A table, as far as it is shown."""
    if not isinstance(figures, partial):
        return _first(figures, SHOWN)
    return figures.func(_first(figures.args[0], SHOWN), *figures.args[1:], **figures.keywords)


@kept
def _first(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """No more than so many rows."""
    return frame if len(frame) <= most else frame.head(most)


def kinds() -> dict[str, str]:
    """The kinds of return and their titles."""
    return {layout.kind: layout.title for layout in layouts.all_layouts()}


@kept
def _first_shown(told: pd.DataFrame) -> str | None:
    sent = told.loc[told["standing"].eq("sent"), "body_code"]
    if len(sent):
        return sent.iloc[0]
    named = offered.named(told, "body_code", "body")
    return next((code for name in BEGIN for code, each in named.items() if each == name), None)
