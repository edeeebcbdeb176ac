"""Retention in sentences and tables: one situation after another, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

from parity.findings import retention as findings
from parity.tables import NBSP
from parity.tables import retention as shown

ROW = {
    "classification": "white-other", "group_code": "minorities_excluding", "label": "Ethnic minorities", "bodies": 1,
    "people": 40, "left": 24, "median": 1.9, "median_lower": 1.2, "median_upper": 2.6, "after_1": 0.7, "after_2": 0.45,
    "after_3": np.nan, "others_people": 60, "others_left": 30, "others_median": 3.0, "unknown": 0, "verdict": "below",
    "mark": "", "note": "",
}  # fmt: skip
WHO = "from ethnic minorities (excluding White minorities)"
COUNTED = f"Of 40 seats taken up by members {WHO}, 24 have been left since; of 60 by others, 30 have been left since."
HALF = "Half of the first had left by 1.9 years, half of the others by 3.0 years."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, f"{COUNTED} {HALF} Members {WHO} leave sooner, by more than chance gives; that does not say why."),
        (
            {"verdict": "above", "bodies": 5, "note": "1 seat-holding begun before the record began left out."},
            f"{COUNTED} {HALF} Members {WHO} stay longer, by more than chance gives, each body compared within itself; that "
            "does not say why. 1 seat-holding begun before the record began left out.",
        ),
        (
            {"verdict": "no_clear_difference", "median": np.nan},
            f"{COUNTED} Half of the first had left by a time that cannot be told yet, half of the others by 3.0 years. There "
            "is no clear difference in how long they stay: chance alone could give it.",
        ),
        (
            {"verdict": "depends_on_unknowns", "unknown": 1},
            f"{COUNTED} {HALF} Whether there is a difference depends on the members whose ethnic group is not known. The "
            "ethnic group of the members behind 1 more seat is not known.",
        ),
        (
            {"people": 1, "left": 0, "others_left": 1, "verdict": "too_few"},
            f"Of 1 seat taken up by members {WHO}, none have been left since; of 60 by others, 1 has been left since. That is too few "
            "to tell whether one stays longer than the other.",
        ),
        (
            {"mark": "[x]", "verdict": "not_monitored", "note": "1 body left out."},
            f"How long members {WHO} stay is not known. 1 body left out.",
        ),
    ],
)
def test_retention_in_sentences(changed, said):
    assert findings.retention(pd.DataFrame([ROW | changed]), "excluding") == said


def test_a_body_is_named_and_nothing_sent_is_said_so():
    frame = pd.DataFrame([ROW])
    assert findings.retention(frame, "excluding", "A board").startswith("A board: of 40 seats")
    assert findings.retention(frame.iloc[:0], "excluding") == findings.NOTHING_SENT
    assert findings.retention(frame, "including") == findings.NOTHING_SENT


def test_a_table_says_what_cannot_be_told_yet():
    table = shown.retention(pd.DataFrame([ROW, ROW | {"median": np.nan, "median_upper": np.nan}]))
    assert list(table.iloc[0]) == [
        "40", "24", f"70{NBSP}%", f"45{NBSP}%", "[x]", "1.9 years", "1.2 to 2.6 years", "60", "3.0 years", "Leaves sooner",
    ]  # fmt: skip
    assert list(table.iloc[1])[5:7] == [r"\[x\]", "1.2 years or more"]


def test_a_curve_is_a_table_of_its_steps():
    rows = {
        "side_label": "Others",
        "years": 1.25,
        "at_risk": 20,
        "left": 1,
        "staying": 0.95,
        "lower": np.nan,
        "upper": np.nan,
    }
    assert list(shown.curve(pd.DataFrame([rows])).iloc[0]) == ["1.2 years", "20", "1", f"95{NBSP}%", "[z]"]


def test_a_verdict_that_depends_on_the_definition_is_said_so_unasked():
    other = {"classification": "british-other", "group_code": "minorities_including", "verdict": "above"}
    said = findings.retention(pd.DataFrame([ROW, ROW | other]), "excluding")
    assert said.endswith("depends on the definition: including White minorities it is that they stay longer.")
