"""What a pack explains at its end: each method it uses, from docs/methods.md, its sources, the words and the marks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pandas as pd

from parity import places, tables

ASKED = ("Question", "Formula", "Source", "Assumes", "Silent when")


class Method(NamedTuple):
    """A section of docs/methods.md without its worked example: its title, and its paragraphs with their first words."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]


def method(title: str) -> Method:
    """The section of this title. Raises KeyError where docs/methods.md has none."""
    return _methods()[title]


@cache
def _methods() -> dict[str, Method]:
    text = (places.PROJECT / "docs" / "methods.md").read_text(encoding="utf-8")
    found = {}
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        paragraphs = re.findall(r"^\*\*([^*]+?)\.\*\* (.+?)(?=\n\n|\Z)", body, flags=re.MULTILINE | re.DOTALL)
        kept = tuple((label, " ".join(said.split())) for label, said in paragraphs if label in ASKED)
        found[title.strip()] = Method(title.strip(), kept)
    return found


@cache
def glossary() -> tuple[tuple[str, str], ...]:
    """Each word and what it means here, from docs/glossary.md."""
    text = (places.PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", text, flags=re.MULTILINE)
    return tuple((word, _plain(said)) for word, said in rows if word not in ("word", "---"))


def marks_in(shown: list[pd.DataFrame], sentences: list[str]) -> dict[str, str]:
    """The marks that stand in these tables and sentences, with their meanings, in the usual order."""
    cells = [str(cell) for table in shown for cell in [*table.index, *table.to_numpy().ravel()]]
    text = "\n".join([*cells, *sentences])
    return {mark: meaning for mark, meaning in tables.MARKS.items() if mark in text}


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Text of docs in pieces, each with whether it is a formula (written in backticks there).

    >>> list(pieces("the share `n / N` *known*"))
    [(False, 'the share '), (True, 'n / N'), (False, ' known')]
    """
    for place, piece in enumerate(text.split("`")):
        if piece:
            yield place % 2 == 1, piece if place % 2 else _plain(piece)


def source_line(row: object) -> str:
    """One source (a row of the pack's sources) in a sentence or two."""
    told = [row.publisher, row.publisher_table, row.reference_date, row.geography, row.licence]
    caveat = f" Caveat: {row.caveat}" if row.caveat else ""
    return f"{'. '.join(part for part in told if part)}.{caveat}"


def _plain(text: str) -> str:
    return re.sub(r"\*+", "", text)
