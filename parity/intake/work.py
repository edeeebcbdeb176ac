"""The rows of one return on their way through the checks: their text, what has become of each, and how to say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from parity.intake.context import Context, light
from parity.intake.layouts import Field, Layout
from parity.intake.problems import Choice, Question, Report, brief

ASKED = 40  # different labels of one column asked about at one time
KEPT, LEFT_OUT, WAITING, REFUSED = range(4)


@dataclass
class Work:
    """One row of text per row of the file (or per cell, for tables with groups across).

    text: field name -> column of text, tidy, blank is ''; sheet and row say where each stands; titles are the headings
    of the file; published names the published layout, if it is one; state and reason say what becomes of each row;
    joined rows are accepted but stand in another row's record.
    """

    layout: Layout
    context: Context
    answers: Mapping[str, str]
    report: Report
    text: pd.DataFrame
    sheet: np.ndarray
    row: np.ndarray
    from_1904: bool = False
    published: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    typed: dict[str, pd.api.extensions.ExtensionArray] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    later: dict[str, list[np.ndarray]] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=lambda: {"": 0})

    def __post_init__(self) -> None:
        self.state = np.zeros(len(self.text), dtype=np.int8)
        self.reason = np.zeros(len(self.text), dtype=np.int32)
        self.joined = np.zeros(len(self.text), dtype=bool)

    def __len__(self) -> int:
        return len(self.text)

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self.text.columns

    def title(self, name: str) -> str:
        """The words people see for a field."""
        return self.layout.field(name).title

    def answer(self, label: str, field: Field | None = None) -> str:
        """What the sender answered about a label (in this column, where two columns ask about the same one), or ''."""
        here = self.answers.get(light(f"{field.title}: {label}"), "") if field else ""
        return here or self.answers.get(light(label), "")

    def is_full(self, field: Field, which: np.ndarray) -> bool:
        """True where enough has been asked about a column for one sitting; then the rows wait for a later one."""
        if self.asked.get(field.name, 0) < ASKED:
            return False
        self.later.setdefault(field.name, []).append(places(which))
        self.mark(which, WAITING, "waits for an answer about another label")
        return True

    def ask_the_rest_later(self) -> None:
        """Says how much has still to be asked once the first questions are answered."""
        for name, held in self.later.items():
            rows = np.concatenate(held)
            what = f"{len(held):,} more labels are not known; they are asked about when the ones above are answered"
            remedy = "If the column holds something else altogether, put the right column in its place."
            self._say("asked", np.sort(rows), name, what, remedy, "", "")

    def mark(self, which: np.ndarray, state: int, reason: str) -> None:
        """Sets what becomes of rows (a mask or their places), unless something worse has been said of them."""
        index = places(which)
        index = index[self.state[index] < state]
        if not len(index):
            return
        self.state[index] = state
        self.reason[index] = self.reasons.setdefault(reason, len(self.reasons))

    def where(self, index: int) -> dict:
        """Sheet and row of a record, for a message."""
        return {"sheet": str(self.sheet[index]), "row": int(self.row[index])}

    def rows(self, which: np.ndarray) -> int:
        """How many rows of the file a selection of records touches."""
        index = places(which)
        if not self.published or len(index) < 2:
            return len(index)
        return len(pd.DataFrame({"s": self.sheet[index], "r": self.row[index]}).drop_duplicates())

    def refuse(self, which: np.ndarray, name: str, what: str, remedy: str, value: str = "", rule: str = "") -> None:
        """Refuses rows, in one message that names the first. With a rule, only the first values are named."""
        self._say("refused", which, name, what, remedy, value, rule)
        self.mark(
            which,
            REFUSED,
            brief(f"{self.title(name)}: {self.report.hide(what)}" if name and len(places(which)) else what, 200),
        )

    def leave_out(self, which: np.ndarray, name: str, what: str, reason: str) -> None:
        """Leaves rows out and says so."""
        self._say("put_right", which, name, what, "", "", "")
        self.mark(which, LEFT_OUT, reason)

    def put_right(self, which: np.ndarray, name: str, what: str, value: str = "", rule: str = "") -> None:
        """Says what was put right."""
        self._say("put_right", which, name, what, "", value, rule)

    def _say(self, severity, which, name, what, remedy, value, rule) -> None:
        index = places(which)
        if not len(index):
            return
        title = self.title(name) if name else ""
        self.report.say(
            severity, what, remedy, column=title, value=value, count=self.rows(index), rule=rule,
            **self.where(int(index[0])),
        )  # fmt: skip

    def ask(
        self,
        which: np.ndarray,
        field: Field | None,
        label: str,
        what: str,
        remedy: str,
        suggestions: tuple[Choice, ...],
        choices: tuple[Choice, ...],
    ) -> None:
        """Asks the sender about a label; the rows that hold it wait."""
        if field is not None:
            if self.is_full(field, which):
                return
            self.asked[field.name] = self.asked.get(field.name, 0) + 1
        index = places(which)
        title = field.title if field else ""
        where = self.where(int(index[0])) if len(index) else {"sheet": "", "row": 0}
        question = Question(label, title, what, suggestions, choices, count=self.rows(which), **where)
        self.report.ask(question, what, remedy, value=label)
        self.mark(which, WAITING, f"waits for an answer about '{brief(self.report.hide(label))}'")


def places(which: np.ndarray) -> np.ndarray:
    """The places a selection of rows names, whether it is a mask or places already."""
    return np.flatnonzero(which) if which.dtype == bool else which


@dataclass
class Uniques:
    """The different texts of a column: codes point from each row to its text."""

    codes: np.ndarray
    texts: list[str]
    order: np.ndarray | None = None
    starts: np.ndarray | None = None

    @classmethod
    def of(cls, column: pd.Series) -> Uniques:
        """The different texts of a column, in order of appearance."""
        codes, texts = pd.factorize(column, use_na_sentinel=False)
        return cls(codes, np.asarray(texts, dtype=object).tolist())

    def rows(self, place: int) -> np.ndarray:
        """The places of the rows that hold one text, in order."""
        if self.order is None:
            self.order = np.argsort(self.codes, kind="stable")
            self.starts = np.searchsorted(self.codes[self.order], np.arange(len(self.texts) + 1))
        return self.order[self.starts[place] : self.starts[place + 1]]

    def take(self, values: list, dtype) -> np.ndarray | pd.api.extensions.ExtensionArray:
        """One value per text, spread over the rows."""
        if isinstance(dtype, np.dtype) or dtype in (bool, float, int):
            return np.array(values, dtype=dtype)[self.codes] if values else np.zeros(0, dtype=dtype)
        return pd.array(values, dtype=dtype).take(self.codes) if values else pd.array([], dtype=dtype)
