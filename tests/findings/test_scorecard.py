"""Sentences and table of the scorecard: a situation, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

from parity.findings.scorecard import indicator, scorecard
from parity.tables.scorecard import scorecard as table

WHO = ", for people from ethnic minorities (excluding White minorities)"


def a_row(name, verdict="", said="", state="measured", **others):
    survey = bool(said) or others.get("kind") == "survey"
    row = {
        "name": name, "kind": "survey" if survey else "counted", "state": state, "counted": "people involved",
        "count": np.nan if survey else 30.0, "base": 100.0, "unknown": 0.0, "share": 0.3, "lower": 0.2, "upper": 0.4,
        "reference": 0.4, "gap": -0.1, "verdict": verdict, "said": said, "area": "Southwark", "silent": 0.0,
        "mark": "" if state == "measured" else "[x]", "note": "",
    }  # fmt: skip
    return row | others


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [a_row("Fair treatment", said="lower"), a_row("BME providers delivering", "below"),
             a_row("People involved", "above"), a_row("Funding", state="not_measured", verdict="not_monitored")],
            f"A board: 3 of the 4 indicators of effective engagement are measured{WHO}. Below parity: BME providers "
            "delivering. Above parity: people involved. Lower than for White people: fair treatment. Not measured: funding.",
        ),
        (
            [a_row("Funding", "too_few"), a_row("Being valued", said="could_be_chance")],
            f"A board: all 2 indicators of effective engagement are measured{WHO}. None differs by more than chance gives, "
            "or there are too few to tell.",
        ),
        (
            [a_row("Funding", state="not_measured")],
            "A board: none of the 1 indicators of effective engagement is measured. That is a finding in itself.",
        ),
        ([], "No body was chosen."),
    ],
)  # fmt: skip
def test_the_whole_in_a_sentence(rows, sentence):
    assert scorecard(pd.DataFrame(rows), "A board", "excluding") == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            a_row("People involved", "below", unknown=5.0, silent=1.0),
            "People involved: 30 of 100 people involved (30\xa0%; 5 not known), where residents would give 40\xa0%: below "
            "parity. 1 body told nothing.",
        ),
        (
            a_row("Fair treatment", said="no_range", counted="Treated fairly", base=np.nan),
            "Fair treatment (Treated fairly, Southwark): 30\xa0% from ethnic minorities, 40\xa0% of White people "
            "(−10 points); no numbers asked, so chance cannot be judged.",
        ),
        (
            a_row("Fair treatment", said="lower", counted="Treated fairly"),
            "Fair treatment (Treated fairly, Southwark): 30\xa0% of 100 people asked from ethnic minorities, 40\xa0% of White "
            "people (−10 points); lower than for White people, by more than chance gives.",
        ),
        (
            a_row("Funding", state="not_measured", note="No return tells it."),
            "Funding: not measured. No return tells it.",
        ),
    ],
)
def test_one_indicator_in_a_sentence(row, sentence):
    assert indicator(pd.Series(row)) == sentence


def test_the_table_has_marks_in_the_place_of_what_is_missing():
    nothing = dict.fromkeys(("count", "base", "unknown", "share", "lower", "upper", "reference", "gap"), np.nan)
    shown = table(
        pd.DataFrame([a_row("Funding", state="not_measured", **nothing), a_row("Being valued", said="higher")])
    )
    assert shown.loc["Funding", ["Share", "Of", "Finding"]].tolist() == ["[x]", "[x]", "Not measured"]
    assert shown.loc["Being valued", ["From ethnic minorities", "Finding"]].tolist() == [
        "[z]", "Higher than for White people",
    ]  # fmt: skip
