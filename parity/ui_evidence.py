"""The pieces of the Evidence pages: what is searched for and narrowed to, and a case or an entry as it is read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from parity import offered, tables, ui, ui_places
from parity.choice import COUNTRY, FIRST_REGION, words
from parity.measures import cases, not_known, opportunities
from parity.remembered import kept
from parity.store import Store

MOST = 100  # characters of a search
PAGE = 50  # entries of the register
AT_FIRST = 20  # cases or entries shown before the rest is asked for


class Search(NamedTuple):
    """Which cases are looked for: what is None is not asked."""

    text: str
    mechanism: str | None
    community: str | None
    area: str | None
    worked: str | None
    grade: str | None


class Wanted(NamedTuple):
    """Which entries of the directory are looked for, where and on which day."""

    area: str
    name: str
    level: str
    day: date
    text: str
    kind: str | None
    language: str | None


class Looked(NamedTuple):
    """Where and since when evidence is looked for, and what of the register is shown."""

    area: str
    name: str
    level: str
    since: date | None
    until: date
    illustrative: bool
    about: str | None
    kind: str | None


def pick_words(label: str, key: str, width: int = 300) -> str:
    """A box for the words to search for, held in the address under `key` while there are any."""
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "")[:MOST]
    written = st.text_input(label, key=key, max_chars=MOST, width=width)
    if written:
        st.query_params[key] = written
    elif key in st.query_params:
        del st.query_params[key]
    return written


def pick_any(label: str, key: str, names: Mapping[str, str], anything: str, width: int = 215) -> str | None:
    """A choice that can be left open: None for `anything`."""
    chosen = ui.pick(label, key, [ui.ALL, *names], {ui.ALL: anything, **names}, ui.ALL, width)
    return None if chosen == ui.ALL else chosen


def choose_cases(store: Store) -> Search:
    """The rows of choices of Good practice: words, and what the cases in the store can be narrowed to."""
    every = ui.once(store, cases.found)
    held = ui.once(store, cases.choices)
    around = ui.asked(store, "areas_around", areas=offered.sorted_values(every, "area_code"))
    with ui.row_of_choices():
        text = pick_words("Search the cases", "words")
        worked = pick_any("What came of it", "worked", cases.WORKED, "Anything")
        grade = pick_any("Evidence", "grade", cases.GRADES, "Any evidence", 260)
    with ui.row_of_choices():
        mechanism = pick_any("Mechanism", "mechanism", held["mechanism"], "Any mechanism")
        community = pick_any("Community", "community", held["community"], "Any community", 260)
        area = pick_any("Place", "in", offered.place_names(around), "Anywhere")
    return Search(text, mechanism, community, area, worked, grade)


def case(row: Any) -> str:
    """One case, as it is read: what came of it and how strong the evidence is, where, for whom, what was done."""
    facts = [
        f"<strong>{escape(row.worked_name)}</strong>",
        f"Evidence: {escape(row.grade_name.lower())}" if row.evidence_grade else "Evidence: not told [x]",
        escape(row.mechanism_name) if row.mechanism else "",
        escape(", ".join(each for each in (row.place, row.parent if row.level == "ward" else None) if each)),
        escape(_period(row.since, row.until)),
    ]
    told = [f"<p>{escape(row.what_was_done)}</p>"]
    told += [f"<p><strong>What came of it:</strong> {escape(row.effect)}</p>"] if row.effect else []
    who = row.communities or "not told [x]"
    source = f". Source: {escape(row.source)}" if row.source else ""
    return (
        f'<article class="told"><h3>{escape(row.title)}</h3><p>{" · ".join(each for each in facts if each)}</p>'
        f'{"".join(told)}<p class="small">For: {escape(who)}{source}. Case {escape(row.case_code)}.</p></article>'
    )


def entry(row: Any) -> str:
    """One entry of the directory: what it is, where, for whom, in which languages, how to reach it."""
    around = "" if row.held == "within" else " (a larger place around this one)"
    where = ", ".join(each for each in (row.place, row.parent if row.level == "ward" else None) if each)
    facts = [
        f"<strong>{escape(row.kind_name)}</strong>",
        escape(f"{where}{around}"),
        escape(_period(row.since, row.until)),
    ]
    told = f"Open to: {escape(row.open_to or 'not told [x]')}. Languages: {escape(row.languages or 'not told [x]')}."
    reach = [escape(row.contact)] if row.contact else []
    if row.url and re.fullmatch(r"https?://[^\s\"'<>]+", row.url):
        reach.append(f'<a href="{escape(row.url)}" rel="noopener noreferrer nofollow">{escape(row.url)}</a>')
    return (
        f'<article class="told"><h3>{escape(row.name)}</h3><p>{" · ".join(each for each in facts if each)}</p>'
        f'<p>{told}</p><p class="small">{" · ".join(reach) or "How to reach it is not told [x]."}</p></article>'
    )


def listed(frame: pd.DataFrame, show: Callable[[Any], str], key: str, what: str) -> None:
    """The first rows, one under the other, and the rest when asked for."""
    under_another(frame.head(AT_FIRST), show)
    if len(frame) > AT_FIRST and st.toggle(f"Show all {len(frame):,} {what}", key=f"all-{key}"):
        under_another(frame.iloc[AT_FIRST:], show)


def under_another(frame: pd.DataFrame, show: Callable[[Any], str]) -> None:
    """Each row as it is read, one under the other."""
    if len(frame):
        st.html("".join(show(row) for row in frame.itertuples()))


def choose_directory(store: Store) -> Wanted:
    """The rows of choices of Opportunities: a place and the level of its parts, then what is looked for."""
    today = date.today()
    with ui.row_of_choices():
        area, level = ui_places.choose_parts(store, FIRST_REGION)
        text = pick_words("Search the directory", "words")
    everything = ui.once(store, opportunities.directory, area, today)
    spoken = {name: name for name in opportunities.languages(everything)}
    with ui.row_of_choices():
        kind = pick_any("Kind", "kind", opportunities.KINDS, "Anything")
        language = pick_any("Language", "language", spoken, "Any language")
    return Wanted(area, ui_places.name_of(store, area), level, today, text, kind, language)


def choose_register(store: Store) -> Looked:
    """The rows of choices of What we do not know: where, since when, of which bodies, and what of the register."""
    today = date.today()
    back = dict(zip(map(str, not_known.YEARS), ("The last year", "The last five years"), strict=True))
    with ui.row_of_choices():
        area, level = ui_places.choose_parts(store, COUNTRY)
        years = pick_any("Evidence from", "since", back, "Any time")
        which = ui.pick(
            "Returns", "returns", ["real", "illustrative"], {"real": "Real bodies", "illustrative": "Invented bodies"},
            "real",
        )  # fmt: skip
    with ui.row_of_choices():
        about = pick_any("About", "about", not_known.ABOUT, "Everything")
        kinds = {code: each.name for code, each in not_known.EVIDENCE.items()}
        kind = pick_any("Kind of evidence", "kind", kinds, "Any kind")
    since = not_known.years_back(today, int(years)) if years else None
    return Looked(area, ui_places.name_of(store, area), level, since, today, which == "illustrative", about, kind)


def narrowed(register: pd.DataFrame, looked: Looked) -> pd.DataFrame:
    """The entries of the register that are about what was chosen."""
    return ui.where(register, about=looked.about, kind=looked.kind)


@kept
def of_these(counts: pd.DataFrame, shown: pd.DataFrame, about: str) -> pd.DataFrame:
    """The counts by kind of evidence of one thing, of the kinds that entries are shown of."""
    return ui.where(counts, about=about, kind=list(shown.loc[shown["about"].eq(about), "kind"].unique()))


@kept
def page_of(register: pd.DataFrame, first: int) -> pd.DataFrame:
    """The entries of one page of the register."""
    return register.iloc[first : first + PAGE]


def search_sources(sources: pd.DataFrame) -> pd.DataFrame:
    """The sources that hold every word searched for, in their title, publisher, table, place or caveat."""
    wanted = words(pick_words("Search the sources", "words"))
    parts = sources[["title", "publisher", "publisher_table", "geography", "caveat"]].fillna("")
    text = parts.agg(" ".join, axis=1).str.casefold()
    return sources[[all(word in each for word in wanted) for each in text]]


def entries(register: pd.DataFrame) -> None:
    """The register itself, a page of it at a time: all of it is in the file."""
    pages = max(1, -(-len(register) // PAGE))
    first = 0
    if pages > 1:
        numbers = {str(n + 1): f"{n * PAGE + 1:,} to {min((n + 1) * PAGE, len(register)):,}" for n in range(pages)}
        first = (int(ui.pick(f"Entries, of {len(register):,}", "page", list(numbers), numbers, "1") or 1) - 1) * PAGE
    some = page_of(register, first)
    ui.table(tables.register.register(some), f"Entries of the register, {len(some)} of {len(register)}.")


def _period(since: Any, until: Any) -> str:
    first, last = (None if pd.isna(day) else tables.date_long(day) for day in (since, until))
    if first and last:
        return f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""
