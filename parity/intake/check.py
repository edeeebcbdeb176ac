"""Checks one file whole: bytes in, typed records or every problem at once out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from parity.intake import columns, guard, labels, layouts, personal, recognise, rules, small_areas, totals, understood
from parity.intake.columns import TEXT
from parity.intake.context import Answers, Context
from parity.intake.layouts import Layout
from parity.intake.problems import Choice, Problem, Question, Report
from parity.intake.published import convert
from parity.intake.published.arrange import Asking
from parity.intake.read import Limits, Reading, read, read_here
from parity.intake.recognise import Heading
from parity.intake.tables import Lifted, lift
from parity.intake.work import KEPT, REFUSED, WAITING, Work

ACCEPTED, NEEDS_ANSWERS, REFUSES = "accepted", "needs answers", "refused"


@dataclasses.dataclass(frozen=True)
class Checked:
    """What a file was found to be.

    outcome: accepted, needs answers or refused. records: one row per record, columns as layouts.staging_columns says;
    with a refusal it is empty, with open questions it holds the rows that wait for none. left_out: one row per row of
    the file that is in no record (sheet, row, reason). rows_read = rows_accepted + rows_left_out, in rows of the file.
    bodies and period say whom and when the records are about, for telling a new version from a new return. answers
    holds those of the answers given that were asked for: with them alone the file is read the same way again. packed
    holds the records as they will be kept, where another process has: then records has the columns that say what each
    is about.
    """

    outcome: str
    kind: str
    records: pd.DataFrame
    left_out: pd.DataFrame
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    understood: str
    rows_read: int
    rows_accepted: int
    rows_left_out: int
    bodies: tuple[str, ...] = ()
    period: tuple[str, str] = ("", "")
    published: str = ""
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    packed: bytes = b""


def check(
    data: bytes,
    filename: str,
    context: Context,
    kind: str | None = None,
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    own: bool = False,
) -> Checked:
    """Reads and checks one file. Never raises for what the file holds; KeyError for a kind that does not exist.

    own: the file is one of the project's, and can be opened in this process.
    """
    if kind is not None:
        layouts.layout(kind)
    given = Answers(answers or {})
    report = Report(filename, personal.hide)
    reading = (read_here if own else read)(data, filename, limits)
    for finding in reading.findings:
        report.say(
            finding.severity, finding.message, finding.remedy, sheet=finding.sheet, row=finding.row,
            column=finding.column and f"column {finding.column}", value=finding.value, count=finding.count,
        )  # fmt: skip
    if not reading.sheets:
        return _nothing(report, kind or "")
    found = _check(reading, report, context, kind or given.get("kind") or None, given)
    columns_answered = {
        name for name in given if found.kind and name in layouts.staging_columns(layouts.layout(found.kind))
    }
    return dataclasses.replace(found, answers=given.used | {name: given[name] for name in columns_answered})


def _check(reading: Reading, report: Report, context: Context, kind: str | None, answers: Answers) -> Checked:
    given = {**context.defaults, **{name: answers[name] for name in answers if name.isidentifier()}}
    asking = Asking(report, context, answers, given)
    if kind in (None, "population") and (areas := small_areas.find(reading, asking)):
        guard.look(reading.sheets, {areas.sheet: areas.heading}, report)
        return _of_areas(small_areas.read(reading, areas, asking), report)
    published = convert(reading, report, context, kind, answers, given)
    if published is not None:
        guard.look(reading.sheets, published.found, report)
        return _finish(published.work, published.lifted, report, context)
    found = _find(reading, report, kind, answers, given)
    guard.look(reading.sheets, found, report)
    if not found:
        return _nothing(report, kind or "")
    layout = next(iter(found.values())).layout
    lifted = [lift(sheet, found[sheet.name], report, answers) for sheet in reading.sheets if sheet.name in found]
    text = pd.concat([table.text for table in lifted], ignore_index=True).fillna("").astype(TEXT)
    for field in layout.fields:
        if field.name not in text.columns and field.name in given:
            text[field.name] = pd.Series([given[field.name]] * len(text), dtype=TEXT)
    work = Work(
        layout,
        context,
        answers,
        report,
        text,
        np.concatenate([np.full(len(table.text), table.sheet, dtype=object) for table in lifted]),
        np.concatenate([table.row for table in lifted]),
        from_1904=any(sheet.from_1904 for sheet in reading.sheets),
        titles=lifted[0].titles,
    )
    return _finish(work, lifted, report, context)


def _find(reading, report: Report, kind, answers, given) -> dict[str, Heading]:
    """The heading row of each sheet that holds the kind of table this return is."""
    by_sheet = {sheet.name: recognise.best(sheet, kind, given) for sheet in reading.sheets}
    tops = [(sheet, one) for sheet, found in by_sheet.items() for one in found[:1] if recognise.is_plausible(one)]
    if not tops:
        _not_known(reading, report, by_sheet, kind)
        return {}
    whole = [(sheet, one) for sheet, one in tops if not one.missing] or tops
    best = max(whole, key=lambda pair: pair[1].score)[1]
    rivals = {
        one.layout.kind: one.layout.title
        for found in by_sheet.values()
        for one in found
        if not one.missing and not best.missing and one.score > best.score - 0.08
    }
    if len(rivals) > 1 and kind is None:
        choices = tuple(Choice(*pair) for pair in rivals.items())
        what = f"the file could be a return of {' or of '.join(title.lower() for title in rivals.values())}"
        report.ask(Question("kind", "", what, choices, choices), what, "Say which it is.")
    used = {sheet: one for sheet, found in by_sheet.items() for one in found if one.layout.kind == best.layout.kind
            and (not one.missing or (best.missing and one is best))}  # fmt: skip
    for sheet in reading.sheets:
        empty = not (sheet.cells.frame != "").any(axis=None)
        if sheet.name not in used and not empty and sheet.name not in ("Notes", "Lists"):
            what = f"no table of {best.layout.title.lower()} was found on this sheet; it was left out"
            report.say("put_right", what, sheet=sheet.name)
    return used


def _not_known(reading, report: Report, by_sheet: dict[str, list[Heading]], kind: str | None) -> None:
    what = "there is no row of headings we know"
    remedy = "Use one of the templates, or give the columns the headings of the template."
    nearest = max((one for found in by_sheet.values() for one in found), key=lambda one: one.score, default=None)
    if not any((sheet.cells.frame != "").any(axis=None) for sheet in reading.sheets):
        report.say("refused", "the file is empty", "Check that you saved it, and send it again.")
        return
    if nearest is not None and nearest.columns:
        titles = ", ".join(f"'{recognise.title_of(nearest.layout, name)}'" for name in nearest.missing)
        wanting = f"there is no column {titles}" if len(nearest.missing) == 1 else f"these are wanting: {titles}"
        what += f"; the nearest is {nearest.layout.title.lower()}, for which {wanting}"
    elif kind is not None:
        what += f" for {layouts.layout(kind).title.lower()}"
    report.say("refused", what, remedy)


def _finish(work: Work, lifted: list[Lifted], report: Report, context: Context) -> Checked:
    """Every check on the rows, then the records."""
    for field in work.layout.fields:
        if field.means == "name_of" and work.has(field.name):
            names = work.text[field.name]
            codes = work.text[field.of] if work.has(field.of) else pd.Series("", index=names.index, dtype=TEXT)
            work.text[field.of] = codes.where(codes != "", names)
    columns.required(work)
    columns.read_all(work)
    labels.read_all(work)
    rules.periods(work)
    rules.within_rows(work)
    left_out = totals.sum_rows(work, lifted, report)
    totals.group_totals(work)
    totals.classify(work)
    rules.duplicates(work)
    rules.seats(work)
    rules.join_changed_areas(work)
    work.ask_the_rest_later()
    for table in lifted:
        left_out += [(table.sheet, row, reason) for row, reason in table.left_out]
    if not len(work) and not any(problem.severity == "refused" for problem in report.problems):
        report.say("refused", "there are headings but no rows below them", "Fill in at least one row.")
    return _settle(work, left_out, report, context)


def _settle(work: Work, left_out: list[tuple[str, int, str]], report: Report, context: Context) -> Checked:
    problems, questions = report.finished()
    refused = any(problem.severity == "refused" for problem in problems)
    if refused:
        work.mark(work.state == KEPT, REFUSED, "the return was refused")
    kept = work.state == KEPT
    records = _records(work, kept & ~work.joined)
    places = pd.DataFrame({"sheet": work.sheet, "row": work.row, "kept": kept, "reason": work.reason})
    accepted = places.groupby(["sheet", "row"], sort=False)["kept"].any()
    worst = places[~places["kept"]].groupby(["sheet", "row"], sort=False)["reason"].max()
    lost = worst[~accepted.reindex(worst.index)]
    reasons = list(work.reasons)
    out = pd.DataFrame(
        [(sheet, int(row), reasons[reason]) for (sheet, row), reason in lost.items()] + left_out,
        columns=["sheet", "row", "reason"],
    ).sort_values(["sheet", "row"], kind="stable", ignore_index=True)
    outcome = REFUSES if refused else (NEEDS_ANSWERS if questions or (work.state == WAITING).any() else ACCEPTED)
    rows_accepted = int(accepted.sum())
    bodies, period = _scope(work.layout, records)
    return Checked(
        outcome,
        work.layout.kind,
        records,
        out,
        problems,
        questions,
        understood.sentence(work.layout, records, context),
        rows_accepted + len(out),
        rows_accepted,
        len(out),
        bodies,
        period,
        work.published,
    )


def _of_areas(found: small_areas.Areas, report: Report) -> Checked:
    """A table of small areas: it is taken whole or not at all."""
    problems, questions = report.finished()
    refused = any(problem.severity == "refused" for problem in problems)
    outcome = REFUSES if refused else NEEDS_ANSWERS if questions else ACCEPTED
    records = found.records if outcome == ACCEPTED else found.records.iloc[:0]
    rows = found.rows if outcome == ACCEPTED else 0
    out = pd.DataFrame(columns=["sheet", "row", "reason"])
    bodies, period = _scope(layouts.layout("population"), records)
    return Checked(outcome, "population", records, out, problems, questions, found.understood, found.rows, rows,
                   found.rows - rows, bodies, period)  # fmt: skip


def _records(work: Work, which: np.ndarray) -> pd.DataFrame:
    """The records, every column of the layout in its order and type, whether or not the file had it."""
    dtypes = {"text": TEXT, "integer": "Int64", "number": "Float64", "date": "datetime64[s]", "flag": "boolean"}
    place = np.flatnonzero(which)
    made: dict[str, pd.Series] = {}
    for name, kind in layouts.staging_columns(work.layout).items():
        if name == "sheet":
            made[name] = pd.Series(work.sheet[place], dtype=TEXT)
        elif name == "row":
            made[name] = pd.Series(work.row[place], dtype="Int64")
        elif name in work.typed:
            column = pd.Series(work.typed[name]).iloc[place].reset_index(drop=True).astype(dtypes[kind])
            made[name] = column.fillna("") if kind == "text" else column
        else:
            absent = "blank" if name.endswith("_mark") else ("" if kind == "text" else None)
            made[name] = pd.Series([absent] * len(place), dtype=dtypes[kind])
    return pd.DataFrame(made)


def _scope(layout: Layout, records: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, str]]:
    bodies = tuple(sorted(code for code in records[layout.body].unique() if code)) if layout.body else ()
    days = [records[name].dropna() for name in layout.period if name in records]
    found = pd.concat(days) if days else pd.Series(dtype="datetime64[s]")
    period = ("", "") if found.empty else (found.min().date().isoformat(), found.max().date().isoformat())
    return bodies, period


def _nothing(report: Report, kind: str) -> Checked:
    """A file of which no row was read."""
    problems, questions = report.finished()
    empty = pd.DataFrame(columns=["sheet", "row", "reason"])
    outcome = REFUSES if any(problem.severity == "refused" for problem in problems) else NEEDS_ANSWERS
    return Checked(outcome, kind, pd.DataFrame(), empty, problems, questions, "", 0, 0, 0)
