"""From what was asked to the claims of a pack: each a question, its answer, the figures behind it and their limits.

The Evidence pack page, the Board meeting and every file of a pack are made from the same claims.
"""

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from parity import findings
from parity.choice import Definition
from parity.findings.reading import NOT_SHOWN
from parity.measures.catalogue import MEASURES, CannotAnswer, answer
from parity.packs import questions
from parity.packs.asked import Asked, CannotMake, Subject, subject
from parity.packs.picture import Picture
from parity.store import Store


@dataclass(frozen=True)
class Claim:
    """One question and what may be said to it.

    sentence, figure, interval and reference are as they are read ("" where there is none); not_shown is the
    counter-reading; finding is the verdict in two or three words; would_change says what would change our mind. `frame` is the answer of the measure, one row as
    that measure says, with its columns in words in `described`; `table` is the part of it that a reader sees, as plain
    text; `picture` is None where there is nothing to draw. `command` works the frame out again on the command line.
    `own` is the remark of whoever made the pack, `answered` whether there is a figure.
    """

    code: str
    question: str
    sentence: str
    figure: str
    interval: str
    reference: str
    finding: str
    not_shown: str
    would_change: str
    method: str
    sources: tuple[str, ...]
    standing: str
    measure: str
    chosen: Mapping[str, Any]
    frame: pd.DataFrame
    described: Mapping[str, str]
    table: pd.DataFrame
    picture: Picture | None
    own: str = ""

    @property
    def answered(self) -> bool:
        """Whether the store has a figure for this question."""
        return bool(self.figure)

    @property
    def command(self) -> str:
        """The command that works out the same figures."""
        return command(self.measure, self.chosen)


@dataclass(frozen=True)
class Pack:
    """The claims of one body or place, in order, and what every file of it is stamped with.

    build_id is the release (or build of the store) that the figures are of, made the day the pack was made; sources
    has one row per source used (the columns of queries/sources.sql).
    """

    asked: Asked
    subject: Subject
    claims: tuple[Claim, ...]
    sources: pd.DataFrame
    build_id: str
    made: date

    @property
    def illustrative(self) -> bool:
        """Whether any figure is of an invented board."""
        return any("illustrative" in claim.standing for claim in self.claims)

    @property
    def who(self) -> str:
        """Who counts as an ethnic minority here, in words."""
        return findings.FROM_MINORITIES[self.asked.definition].removeprefix("from ")


def afresh(store: Store, work: Callable[..., Any], *choice: Any, **more: Any) -> Any:
    """`work(store, *choice, **more)`: for files made one after the other, of which nobody comes back to a claim."""
    return work(store, *choice, **more)


def gather(store: Store, asked: Asked, today: date | None = None, once: Callable[..., Any] = afresh) -> Pack:
    """The pack that was asked for: every question answered, or with the reason why it cannot be.

    `once` works out a claim, and the frame behind it; a page gives one that remembers (`parity.remembered.once`), so
    that another audience, order or remark takes nothing to be worked out again, and another definition no frame that
    holds both. Raises CannotMake for a body or place that is not there, or a question that is none or not of its kind.
    """
    today = today or date.today()
    of = subject(store, asked, today)
    codes = asked.questions or questions.usual(of.kind, asked.audience)
    for code in codes:
        if code not in questions.QUESTIONS[of.kind]:
            raise CannotMake(
                f"{code} is no question of {'a body' if of.kind == 'body' else 'an area'}: choose from "
                f"{', '.join(questions.QUESTIONS[of.kind])}."
            )
    claims = tuple(
        replace(once(store, claim, of, code, asked.definition, once), own=asked.remark(code))
        for code in dict.fromkeys(codes)
    )
    used = {code for each in claims for code in each.sources}
    sources = store.ask("sources")
    kept = sources[sources["source_code"].isin(used)].reset_index(drop=True)
    return Pack(replace(asked, questions=tuple(dict.fromkeys(codes))), of, claims, kept, store.build_id, today)


def claim(store: Store, of: Subject, code: str, definition: Definition, once: Callable[..., Any] = afresh) -> Claim:
    """One question of a body or place, answered from the store; without anyone's remark."""
    question = questions.QUESTIONS[of.kind][code]
    measure, chosen = question.ask(store, of, definition)
    described = MEASURES[measure].described
    try:
        frame, why = once(store, answer, measure, **chosen), ""
    except CannotAnswer as cannot:
        frame, why = pd.DataFrame(columns=list(described)), str(cannot)
    read = question.read(frame, of, definition)
    return Claim(
        code=code,
        question=question.asks,
        sentence=read.sentence or why,
        figure=read.figure,
        interval=read.interval,
        reference=read.reference,
        finding=read.finding,
        not_shown=NOT_SHOWN[code],
        would_change=read.would_change,
        method=question.method,
        sources=_codes(frame),
        standing=_standing(frame),
        measure=measure,
        chosen=chosen,
        frame=frame,
        described=described,
        table=read.table,
        picture=read.picture,
    )


def command(measure: str, chosen: Mapping[str, Any]) -> str:
    """The command line that asks a measure the same.

    >>> command("seats", {"bodies": ("B1", "B 2"), "date": date(2026, 3, 31), "tier": "core"})
    "python -m parity measure seats --body B1 --body 'B 2' --date 2026-03-31 --tier core --format csv"
    """
    parts = ["python", "-m", "parity", "measure", measure]
    for name, value in chosen.items():
        if value is True:
            parts.append(f"--{name}")
        elif name == "bodies":
            parts += [part for body in value for part in ("--body", body)]
        elif value not in (None, False):
            parts += [f"--{name}", value.isoformat() if isinstance(value, date) else str(value)]
    return shlex.join([*parts, "--format", "csv"])


def _codes(frame: pd.DataFrame) -> tuple[str, ...]:
    columns = [name for name in ("source_code", "reference_source") if name in frame]
    cells = [cell for name in columns for cell in frame[name] if isinstance(cell, str)]
    return tuple(dict.fromkeys(code for cell in cells for code in cell.split()))


def _standing(frame: pd.DataFrame) -> str:
    told = frame.get("standing", [])
    return " ".join(sorted({each for each in told if isinstance(each, str)}))
