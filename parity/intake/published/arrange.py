"""What the published layouts share: finding columns by what stands in them, and turning tables on their side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.intake.columns import TEXT
from parity.intake.context import Context, fold
from parity.intake.problems import Choice, Question, Report
from parity.intake.read import Sheet
from parity.intake.recognise import Heading
from parity.intake.tables import Lifted, tidy_column
from parity.intake.work import Uniques, Work

GSS_CELL = re.compile(r"[EWSNKJ]\d{8}", re.IGNORECASE)
AROUND = re.compile(r"^ethnic(?:ity| group)(?: \(\d+[ab]? categories\))?\s*[:;-]\s*|\s*;\s*measures:.*$", re.IGNORECASE)


class Published(NamedTuple):
    """A published layout turned into rows of ours, ready for the checks."""

    work: Work
    lifted: list[Lifted]
    found: dict[str, Heading]


class Asking(NamedTuple):
    """What a converter needs to say and to ask: given holds what the caller or the sender already said."""

    report: Report
    context: Context
    answers: Mapping[str, str]
    given: Mapping[str, str]


def group_of(context: Context, text: str) -> str:
    """The group code a heading or label stands for, with what census tables put around it taken off; '' if none."""
    return context.read_group(text) or context.read_group(AROUND.sub("", text))


def share_of_codes(column: pd.Series) -> float:
    """The share of a column's filled cells that are codes of places."""
    filled = [text for text in pd.unique(column) if text]
    return sum(bool(GSS_CELL.fullmatch(text.strip())) for text in filled) / len(filled) if filled else 0.0


def tidied(sheet: Sheet, first: int) -> pd.DataFrame:
    """The rows of a sheet from one row on, without stray spaces and without blank rows."""
    frame = sheet.cells.frame.loc[first:]
    frame = pd.DataFrame({place: tidy_column(frame[place])[0] for place in frame.columns}, index=frame.index)
    return frame[(frame != "").any(axis=1)] if len(frame) else frame


def upended(frame: pd.DataFrame, keep: Mapping[str, int], across: Mapping[int, str]) -> tuple[pd.DataFrame, np.ndarray]:
    """Cells under each heading in `across` as rows: columns of `keep`, 'under' (what `across` says) and 'cell'."""
    parts = []
    for place, label in across.items():
        part = pd.DataFrame({name: frame[column] for name, column in keep.items()}, index=frame.index)
        part["under"] = pd.Series([label] * len(frame), index=frame.index, dtype=TEXT)
        part["cell"] = frame[place]
        parts.append(part)
    whole = pd.concat(parts).sort_index(kind="stable")
    rows = whole.index.to_numpy()
    return whole.reset_index(drop=True), rows


def constant(
    asking: Asking, name: str, title: str, asks: str, choices: tuple[Choice, ...], suggestions: tuple[Choice, ...] = ()
) -> str:
    """What the sender or the caller said once for the whole table; asks and returns '' where nobody has."""
    if name in asking.given:
        return asking.given[name]
    question = Question(name, title, asks, suggestions or choices[:5], choices)
    asking.report.ask(question, asks, "Answer once for the whole file.")
    return ""


def known_bodies(context: Context) -> tuple[Choice, ...]:
    """The known bodies as choices."""
    return tuple(Choice(code, name) for code, name in context.bodies.items())


def body_named_in(context: Context, titles: list[str]) -> str:
    """The one known body whose name stands in the title rows, or ''."""
    text = " " + fold(" ".join(titles)) + " "
    found = [code for code, name in context.bodies.items() if f" {fold(name)} " in text]
    return found[0] if len(found) == 1 else ""


def filled_with(text: str, length: int) -> pd.Series:
    """A column of one text."""
    return pd.Series([text] * length, dtype=TEXT)


def distinct(column: pd.Series) -> list[str]:
    """The different filled texts of a column."""
    return [text for text in Uniques.of(column).texts if text]
