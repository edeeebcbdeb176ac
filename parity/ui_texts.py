"""Documents shown as pages: folded by heading, read whole, or a part of one."""

import re
from collections.abc import Iterator

import streamlit as st

from parity import places


def folded(name: str) -> None:
    """A document of docs/, folded by its second-level headings; its title is left to the page."""
    for heading, body in _parts(name):
        with st.expander(heading):
            st.markdown(_lower(body))


def whole(name: str) -> None:
    """A document of docs/, read from top to bottom; its title is left to the page."""
    for heading, body in _parts(name):
        st.header(heading, anchor=False)
        st.markdown(_lower(body))


def first(name: str) -> str:
    """The first paragraph of a document of docs/, as one line."""
    return " ".join(next(_parts(name))[1].strip().split("\n\n")[0].split())


def words() -> None:
    """The glossary: one word for each idea."""
    _, _, body = _read("docs/glossary.md").partition("\n")
    with st.expander("Every word, and what it means here"):
        st.markdown(body)


def figures_that_changed() -> None:
    """What the changelog says under "Figures change", version by version."""
    for version in re.split(r"^## ", _read("CHANGELOG.md"), flags=re.MULTILINE)[1:]:
        name, _, told = version.partition("\n")
        _, found, changed = told.partition("### Figures change\n")
        if found:
            st.markdown(f"**Version {name.strip()}**\n\n{changed.partition('### ')[0].strip()}")


def _parts(name: str) -> Iterator[tuple[str, str]]:
    _, *parts = re.split(r"^## ", _read(f"docs/{name}.md"), flags=re.MULTILINE)
    for part in parts:
        heading, _, body = part.partition("\n")
        yield heading.strip("# "), body


def _lower(body: str) -> str:
    """Headings within a part, two levels down, so that none is skipped under the part's own."""
    return re.sub(r"^(#+)", r"##\1", body, flags=re.MULTILINE)


def _read(path: str) -> str:
    return (places.PROJECT / path).read_text(encoding="utf-8")
