"""Sentences and tables of monitoring: a situation, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

from parity.findings import monitoring as said
from parity.tables import monitoring as shown

MARK = "\\[x\\]"  # in a column of words, where a bracket would be read as markdown
CORE = "Monitors the ethnicity of the core board"


def compared(count, base, unknown=0, study=(6, 31), clear=False):
    share = count / base if base else np.nan
    return pd.DataFrame(
        [{"question_code": "monitors_core", "question": CORE, "count": count, "base": base, "unknown": unknown,
          "share": share, "lower": 0.1 if base else np.nan, "upper": 0.9 if base else np.nan, "study_count": study[0],
          "study_base": study[1], "difference": 0.1 if base and study[1] else np.nan, "clear": clear,
          "mark": "" if base else "[x]"}]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (
            compared(2, 3, 2, clear=True),
            "2 of the 3 bodies that answered record the ethnic group of their core board (67\xa0%, likely 10\xa0% to "
            "90\xa0%); in the 2007 study it was 6 of 31, more than chance gives. 2 bodies gave no answer or did not know.",
        ),
        (
            compared(1, 1, 1),
            "The one body that answered records the ethnic group of its core board (100\xa0%, likely 10\xa0% to "
            "90\xa0%); in the 2007 study it was 6 of 31, a difference that chance could give. 1 body gave no answer or "
            "did not know.",
        ),
        (
            compared(0, 4, study=(0, 0)),
            "None of the 4 bodies that answered records the ethnic group of its core board (0\xa0%, likely 10\xa0% to "
            "90\xa0%).",
        ),
        (compared(0, 0, 5), "None of the 5 bodies has said whether it records the ethnic group of its core board."),
        (pd.DataFrame(), "There are no bodies to ask."),
    ],
)
def test_who_records_the_core_board(frame, sentence):
    assert said.monitoring(frame) == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (compared(2, 3, clear=True), f"{CORE}: 2 of 3, against 6 of 31 in 2007; more than chance gives."),
        (compared(2, 3), f"{CORE}: 2 of 3, against 6 of 31 in 2007; chance could give the difference."),
        (compared(2, 3, study=(0, 0)), f"{CORE}: 2 of 3; the study of 2007 did not ask."),
        (compared(0, 0), f"{CORE}: no body has answered."),
    ],
)
def test_one_question_beside_the_study(row, sentence):
    assert said.question(row.iloc[0]) == sentence


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        ({"A": 3.0, "B": 30.0, "C": np.nan},
         "1 body of 3 told something in the last year. Last heard of longer ago: B (30 months ago). Never heard of: C."),
        ({"A": 3.0, "B": 1.0}, "Every one of the 2 bodies told something in the last year."),
        ({"B": 30.0}, "The one body told nothing in the last year. Last heard of longer ago: B (30 months ago)."),
        ({}, "There are no bodies to ask."),
    ],
)  # fmt: skip
def test_how_lately(months, sentence):
    assert said.freshness(pd.DataFrame(list(months.items()), columns=["body", "months"])) == sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("A", 20.0, 5.0), ("B", 80.0, 0.0)],
         "The ethnic group of 5\xa0% of the people counted is not known; the most is in A, members: 25\xa0% (5 of 20)."),
        ([("A", 20.0, 0.0)], "The ethnic group of everyone counted is known."),
        ([], "No return counts people."),
    ],
)  # fmt: skip
def test_how_completely(rows, sentence):
    frame = pd.DataFrame(rows, columns=["body", "people", "unknown"]).assign(kind_label="Members")
    assert said.completeness(frame.assign(share_unknown=frame["unknown"] / frame["people"])) == sentence


def test_what_missing_pieces_cost():
    frame = pd.DataFrame(
        [("A", "When terms end", "Earliest parity date"), ("B", "When terms end", "Earliest parity date")],
        columns=["body_code", "missing", "silent"],
    )
    assert said.missing_pieces(frame) == (
        "2 pieces of evidence are missing from 2 bodies. Missing most often (2 bodies): when terms end. Without it, this "
        "stays silent: earliest parity date."
    )
    assert said.missing_pieces(frame.head(1)).startswith("1 piece of evidence is missing from 1 body.")
    assert said.missing_pieces(frame.head(0)) == "Every body has told every piece of evidence at least once."


def test_the_matrix_has_words_in_its_cells_and_the_study_first():
    rows = [
        ("study", "s", "The study", CORE, "no", 6, 31), ("study", "s", "The study", "Compact", "", 0, 0),
        ("body", "b", "A_board", CORE, "yes", 1, 1), ("body", "b", "A_board", "Compact", "", 0, 0),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["row", "body_code", "body", "question", "answer", "yes", "asked"])
    table = shown.coverage(frame)
    assert list(table.index) == ["The study", "A\\_board"]
    assert table[CORE].tolist() == ["Yes in 6 of 31 (19\xa0%)", "Yes"]
    assert table["Compact"].tolist() == [MARK, MARK]


def test_tables_have_marks_in_the_place_of_what_is_missing():
    frame = compared(0, 0, study=(0, 0))
    assert shown.monitoring_compared(frame).loc[CORE, ["Share", "In 2007", "More than chance"]].tolist() == [
        "[x]",
        MARK,
        MARK,
    ]
    months = pd.DataFrame(
        [("a", "A", "Members", 1.0), ("a", "A", "Practice", np.nan)],
        columns=["body_code", "body", "kind_label", "months"],
    )
    assert shown.freshness(months).loc["A"].tolist() == ["1 month", MARK]
