"""Everything there is to say about a return: problems, questions, and the sentences they are said in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

SHOWN = 20  # different values named one by one; the rest are counted in one line
LONGEST = 1_200  # signs in one message
HIDDEN = "[hidden]"  # what stands in a message for what must not be repeated
SEVERITIES = ("refused", "asked", "put_right")


class Problem(NamedTuple):
    """One thing to say. severity is put_right, asked or refused; row is the first of count rows, 0 for the whole."""

    severity: str
    sheet: str
    row: int
    column: str
    value: str
    message: str
    remedy: str
    count: int = 1


class Choice(NamedTuple):
    """One possible answer and the words people see for it."""

    code: str
    label: str


class Question(NamedTuple):
    """Something only the sender knows. Answer it with answers[label] = a code of choices (or as asks says).

    suggestions are the likeliest choices, best first; choices are all of them, empty where any text may be given.
    """

    label: str
    column: str
    asks: str
    suggestions: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    sheet: str = ""
    row: int = 0
    count: int = 1


@dataclass
class Report:
    """Collects problems and questions for one file. hide turns what must never be repeated into something else."""

    filename: str
    hide: Callable[[str], str] = lambda text: text
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    more: dict[tuple[str, str, str, str], list[int]] = field(default_factory=dict)

    def say(
        self,
        severity: str,
        what: str,
        remedy: str = "",
        *,
        sheet: str = "",
        row: int = 0,
        column: str = "",
        value: str = "",
        count: int = 1,
        rule: str = "",
    ) -> None:
        """Adds one problem; with a rule, only the first SHOWN of that rule and column are named one by one."""
        if rule:
            key = (severity, sheet, column, rule)
            seen = self.more.setdefault(key, [0, 0, 0])
            seen[0] += 1
            if seen[0] > SHOWN:
                seen[1] += 1
                seen[2] += count
                return
        value, what = self.hide(brief(value)), brief(what, LONGEST)
        message = f"{place(self.filename, sheet, row, column, count)}: {self.hide(what)}"
        self.problems.append(Problem(severity, sheet, row, column, value, message, remedy or "Nothing to do.", count))

    def ask(self, question: Question, what: str, remedy: str, value: str = "") -> None:
        """Adds a question and the problem that says why it is asked."""
        alike = [other for other in self.questions if light_equal(other.label, question.label)]
        if alike and all(other.column != question.column for other in alike):
            question = question._replace(label=f"{question.column}: {question.label}")
            alike = []
        if not alike:
            shown = question._replace(label=self.hide(question.label), asks=self.hide(brief(question.asks, LONGEST)))
            if shown.label != HIDDEN or all(other.label != HIDDEN for other in self.questions):
                self.questions.append(shown)
        where = {"sheet": question.sheet, "row": question.row, "column": question.column, "count": question.count}
        self.say("asked", what, remedy, value=value, **where)

    def finished(self) -> tuple[tuple[Problem, ...], tuple[Question, ...]]:
        """All problems, worst first and then in the order of the file, and all questions."""
        order = {severity: place for place, severity in enumerate(SEVERITIES)}
        problems = sorted(self.problems, key=lambda one: (order[one.severity], one.sheet, one.row, one.column))
        told = len(self.problems)
        for (severity, sheet, column, _), (_, values, rows) in self.more.items():
            if values:
                what = f"{values:,} more different values like those above, in {rows:,} rows"
                self.say(severity, what, "Put those above right first.", sheet=sheet, column=column, count=rows)
        self.more.clear()
        problems = sorted([*problems, *self.problems[told:]], key=lambda one: order[one.severity])
        return tuple(problems), tuple(self.questions)


def light_equal(one: str, other: str) -> bool:
    """Whether two labels are the same but for capitals and spaces."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def place(filename: str, sheet: str = "", row: int = 0, column: str = "", count: int = 1) -> str:
    """Where something is, as the sentences begin.

    >>> place("haringey.xlsx", "Q2", 14, "Ethnic group")
    'haringey.xlsx, sheet Q2, row 14, ethnic group'
    """
    parts = [filename]
    if sheet:
        parts.append(f"sheet {sheet}")
    if row:
        parts.append(f"row {row}" + (f" and {count - 1:,} more" if count > 1 else ""))
    if column:
        parts.append(column[:1].lower() + column[1:] if column[1:2].islower() else column)
    return ", ".join(parts)


def brief(text: str, longest: int = 60) -> str:
    """A text on one line, short enough for a message."""
    plain = re.sub(r"\s+", " ", str(text)).strip()
    return plain if len(plain) <= longest else plain[: longest - 3] + "..."


def either(labels: list[str]) -> str:
    """'A', 'B' or 'C'.

    >>> either(["Asian", "Arab"])
    "'Asian' or 'Arab'"
    """
    quoted = [f"'{label}'" for label in labels]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
