"""Reads each column of text as its layout says: one closed reading per different text, spread over the rows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from parity.intake import values
from parity.intake.context import fold
from parity.intake.layouts import MARKS, Field
from parity.intake.problems import Choice, either
from parity.intake.values import Value
from parity.intake.work import WAITING, Uniques, Work

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
MARK_CHOICES = (
    *(Choice(code, words) for code, words in MARKS.items() if code not in ("blank", "u")),
    Choice("0", "none: counted, and there were none"),
)
LEAVE_BLANK = Choice("leave blank", "leave it blank")
YES_COMMA = (Choice("decimal", "the comma is a decimal point"), Choice("not a decimal", "the comma is a mistake"))


def read_all(work: Work) -> None:
    """Reads every staged column of the layout into work.typed; says what was put right, asks and refuses."""
    for field in work.layout.fields:
        if not work.has(field.name) or field.means in ("group", "groups", "area", "areas", "body", "name_of"):
            continue
        if field.means in ("count", "measure", "number", "money"):
            _figures(work, field)
        elif field.means in ("date", "from", "to"):
            _dates(work, field)
        elif field.means == "flag":
            _flags(work, field)
        elif field.means == "code":
            _codes(work, field)
        else:
            _texts(work, field)


def required(work: Work) -> None:
    """Refuses rows in which a required cell is blank."""
    for field in work.layout.fields:
        if field.required and work.has(field.name) and not (work.published and field.markers):
            if any(question.label == field.name for question in work.report.questions):
                work.mark(np.ones(len(work), dtype=bool), WAITING, f"waits for an answer about '{field.title}'")
                continue
            blank = work.text[field.name].to_numpy() == ""
            remedy = "Fill it in."
            if field.markers:
                remedy = "Write 0 for none, x where it was not collected, or * where it was hidden."
            work.refuse(blank, field.name, "is empty", remedy)


def _verdicts(work: Work, field: Field, seen: Uniques, verdicts: list[Value], rule: str) -> None:
    """Says everything the readings of a column's different texts have to say."""
    for place, verdict in enumerate(verdicts):
        text = seen.texts[place]
        if verdict.wrong:
            what = f"'{work.report.hide(values.tidy(text)[:60])}' {verdict.wrong}"
            work.refuse(seen.rows(place), field.name, what, verdict.remedy, value=text, rule=verdict.wrong)
        elif verdict.right and rule:
            work.put_right(seen.rows(place), field.name, f"'{text}': {verdict.right}", value=text, rule=rule)


def _figures(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    grammar: Callable[..., Value] = {"count": values.count, "money": values.money}.get(field.means, values.number)
    if field.means == "measure" or (field.means == "number" and field.name in ("value", "lower", "upper")):
        grammar = values.percent
    label = f"comma in {field.title}"
    comma = work.answer(label) == "decimal"
    verdicts = [_figure(work, field, grammar(text, comma), text) for text in seen.texts]
    asked = [place for place, verdict in enumerate(verdicts) if verdict.ask == "comma"]
    if asked and work.answer(label) == "not a decimal":
        for place in asked:
            verdicts[place] = Value(wrong="has a comma in the wrong place", remedy="Write the figure without it.")
    elif asked:
        which = np.isin(seen.codes, asked)
        what = f"'{seen.texts[asked[0]]}' has a comma where a decimal point may be meant"
        work.ask(which, field, label, what, "Say whether the comma is a decimal point.", YES_COMMA, YES_COMMA)
    for place, verdict in enumerate(verdicts):
        if verdict.ask == "marker":
            text = seen.texts[place]
            what = f"'{text}' stands where a figure belongs and nothing says what it means"
            work.ask(seen.rows(place), field, text, what, "Say what it means.", MARK_CHOICES[:2], MARK_CHOICES)
    _verdicts(work, field, seen, verdicts, "number" if not comma else "")
    if comma:
        work.put_right(np.isin(seen.codes, [i for i, v in enumerate(verdicts) if v.right]), field.name,
                       "commas were read as decimal points, as you said")  # fmt: skip
    whole = field.type == "integer"
    work.typed[field.name] = seen.take(
        [None if v.value is None else (int(v.value) if whole else float(v.value)) for v in verdicts],
        "Int64" if whole else "Float64",
    )
    if field.markers:
        work.typed[f"{field.name}_mark"] = seen.take([v.mark for v in verdicts], TEXT)
        work.typed[f"{field.name}_low"] = seen.take([v.low for v in verdicts], "Float64")
        work.typed[f"{field.name}_high"] = seen.take([v.high for v in verdicts], "Float64")


def _figure(work: Work, field: Field, verdict: Value, text: str) -> Value:
    """A reading after the sender's answer about a marker, and without a marker where none may stand."""
    if verdict.ask == "marker" and (answer := work.answer(text, field)):
        if answer == "0":
            return Value(0, low=0, high=0)
        if answer in MARKS:
            return Value(mark=answer, low=0 if answer == "low" else None)
        return Value(wrong=f"was answered with '{answer}', which is no meaning we know", remedy="Choose one of ours.")
    if verdict.mark not in ("", "blank") and not field.markers:
        return Value(wrong="is not a figure", remedy="Write the figure, or leave the cell blank.")
    return verdict


def _dates(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    pair = work.layout.period[1] if field.name == work.layout.period[0] else ""
    verdicts: list[Value] = []
    ends: list[object] = []
    for text in seen.texts:
        verdict = values.date(text, work.from_1904)
        end = None
        if verdict.wrong and (span := values.period(text)) and field.means in ("from", "to"):
            verdict = Value(span.last if field.means == "to" else span.first)
            end = span.last
        elif verdict.wrong and work.layout.kind == "population" and (day := CENSUS_DAYS.get(text)):
            verdict = Value(pd.Timestamp(day).date(), right=f"read as census day, {day}")
        ends.append(end)
        verdicts.append(verdict)
    _verdicts(
        work, field, seen, verdicts, "date" if not all("day first" in v.right for v in verdicts if v.right) else ""
    )
    first = np.isin(seen.codes, [i for i, v in enumerate(verdicts) if v.right == "read day first"])
    if first.any() and all("day first" in v.right for v in verdicts if v.right):
        work.put_right(first, field.name, "dates were read day first")
    work.typed[field.name] = seen.take([_stamp(v.value) for v in verdicts], "datetime64[s]")
    if pair and pair != field.name and any(ends):
        work.typed[f"{field.name}_ends"] = seen.take([_stamp(end) for end in ends], "datetime64[s]")


CENSUS_DAYS = {"2001": "2001-04-29", "2011": "2011-03-27", "2021": "2021-03-21"}


def _stamp(day: object) -> np.datetime64:
    return np.datetime64("NaT", "s") if day is None else np.datetime64(day, "s")


def _flags(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    verdicts = [values.flag(text) for text in seen.texts]
    _verdicts(work, field, seen, verdicts, "")
    work.typed[field.name] = seen.take([v.value for v in verdicts], "boolean")


def _codes(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    known: dict[str, str] = {}
    for category in field.categories:
        for spelling in (category.code, category.label, *category.aliases):
            known.setdefault(fold(spelling), category.code)
    codes = {category.code for category in field.categories}
    choices = tuple(Choice(category.code, category.label) for category in field.categories)
    if not field.required:
        choices = (*choices, LEAVE_BLANK)
    read: list[str | None] = []
    for place, text in enumerate(seen.texts):
        code = "" if text == "" else (known.get(fold(text)) or work.answer(text, field))
        if code == LEAVE_BLANK.code:
            code, text = "", ""
        if code == "" and text and not field.staged:
            what = f"'{text}' is not {field.categories[0].label.lower()}"
            work.refuse(seen.rows(place), field.name, what, "Write the amounts in pounds.", text)
        elif code == "" and text:
            ask_label(work, field, seen.rows(place), text, known, dict(choices), choices)
        elif code and code not in codes:
            bad_answer(work, field, seen.rows(place), text, code)
        read.append(code if code in codes else "")
    work.typed[field.name] = seen.take(read, TEXT)


def ask_label(work: Work, field: Field, which, text, known, labels, choices) -> None:
    """Asks what a label means, with the nearest ones we know; says so where a spreadsheet has made it a date."""
    if values.is_date_like(text):
        what = f"'{text}' looks like a label that a spreadsheet has turned into a date"
        work.ask(which, field, text, what, "Choose what it was, or correct the cell.", (), choices)
        return
    if work.is_full(field, which):
        return
    near = []
    for match in difflib.get_close_matches(fold(text), list(known), n=4, cutoff=0.75):
        choice = Choice(known[match], labels.get(known[match], known[match]))
        if choice not in near:
            near.append(choice)
    noun = NOUNS.get(field.means, field.title[:1].lower() + field.title[1:])
    article = "an" if noun[0] in "aeiou" else "a"
    what = f"'{text}' is not {article} {noun} we know"
    if near:
        what += f"; did you mean {either([choice.label for choice in near[:3]])}?"
    remedy = f"Choose the {noun} it means, or correct the cell."
    work.ask(which, field, text, what, remedy, tuple(near), choices)


NOUNS = {"group": "group", "groups": "group", "area": "place", "areas": "place", "body": "body"}


def bad_answer(work: Work, field: Field, which, text: str, answer: str) -> None:
    """Refuses an answer that is no choice."""
    what = f"'{text}' was answered with '{answer}', which is not one of the choices"
    work.refuse(which, field.name, what, "Choose one of those offered.", value=text)


def _texts(work: Work, field: Field) -> None:
    seen = Uniques.of(work.text[field.name])
    if field.means != "key" and not field.pattern:
        work.typed[field.name] = seen.take(seen.texts, TEXT)
        return
    read: list[str] = []
    pattern = re.compile(field.pattern) if field.pattern else None
    for place, text in enumerate(seen.texts):
        if field.means == "key" and values.is_date_like(text):
            if answer := work.answer(text, field):
                text = answer
            else:
                what = f"'{text}' looks like a label that a spreadsheet has turned into a date"
                remedy = "Write what it was; in the spreadsheet, format the column as text first."
                work.ask(seen.rows(place), field, text, what, remedy, (), ())
        elif text and pattern and not pattern.fullmatch(text):
            how = (
                "Begin it with http:// or https://."
                if field.means == "url"
                else "Use letters, digits, hyphens and underlines only."
            )
            work.refuse(
                seen.rows(place),
                field.name,
                f"'{text}' does not have the form of a {field.title.lower()}",
                how,
                text,
                "pattern",
            )
        read.append(text)
    work.typed[field.name] = seen.take(read, TEXT)
