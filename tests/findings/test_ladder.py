"""Sentences and table of the ladder: a situation, and what is said of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from parity.findings.ladder import ladder
from parity.tables.ladder import ladder as table

PERIOD = (date(2025, 4, 1), date(2026, 3, 31))
OF = "A board, 1 April 2025 to 31 March 2026: "
WHO = "from ethnic minorities (excluding White minorities)"


def a_step(step, share=None, verdict="not_monitored", **others):
    row = {
        "step": step, "step_label": step, "label": "All", "group_code": "minorities_excluding", "share": share,
        "count": np.nan if share is None else round(100 * share), "base": np.nan if share is None else 100.0,
        "unknown": np.nan if share is None else 0.0, "lower": share, "upper": share, "reference": 0.4,
        "residents": 3e5, "gap": None if share is None else share - 0.4, "bodies": 1, "verdict": verdict,
        "from_step": None, "change": np.nan, "clear": False, "largest_fall": False,
        "mark": "" if share is not None else "[x]", "note": "",
    }  # fmt: skip
    return row | others


def said(*steps, definition="excluding"):
    frame = pd.DataFrame([a_step("residents", 0.4, ""), *steps])
    return ladder(frame.astype({"share": float, "gap": float}), "A board", *PERIOD, definition)


FELL = {"from_step": "residents", "change": -0.1, "largest_fall": True}


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (
            [a_step("consultee", 0.3, "below", clear=True, **FELL)],
            f"{OF}the share {WHO} falls from living there to being consulted, by 10 points (40\xa0% to 30\xa0%); chance "
            "alone would not give it. It is below parity at being consulted.",
        ),
        (
            [a_step("consultee", 0.5, "above"), a_step("seats", 0.3, "too_few", **FELL | {"from_step": "consultee"}),
             a_step("chairing")],
            f"{OF}the share {WHO} falls furthest from being consulted to holding a seat, by 10 points (50\xa0% to "
            "30\xa0%); chance alone could give it. It is above parity at being consulted. Holding a seat: too few people "
            "to tell. Nothing is known of 1 step: chairing.",
        ),
        (
            [a_step("consultee", 0.4, "no_clear_difference")],
            f"{OF}the share {WHO} does not fall at the one step told. At no step is it below or above parity for "
            "certain.",
        ),
        (
            [a_step("applied", 0.3, "depends_on_unknowns", unknown=25.0, bodies=3, **FELL), a_step("appointed", 0.3, "below")],
            f"{OF}the share {WHO} falls furthest from living there to applying for a seat, by 10 points, each step held "
            "against the residents of the bodies it counts; chance alone could give it. It is below parity at being "
            "appointed. Applying for a seat: it depends on people whose ethnic group is not known. The ethnic group of "
            "20\xa0% of the people applying for a seat is not known, the most of any step.",
        ),
        (
            [a_step("consultee"), a_step("seats")],
            f"{OF}no return tells how many people at any step were {WHO}. Ask for the participation, recruitment and "
            "seats templates.",
        ),
    ],
)  # fmt: skip
def test_a_situation_has_its_sentence(steps, sentence):
    assert said(*steps) == sentence


def test_a_body_whose_places_are_not_known_has_a_sentence():
    assert ladder(pd.DataFrame(), "A board", *PERIOD, "excluding").startswith("The places served are not known")


def test_the_table_has_marks_in_the_place_of_what_is_missing():
    frame = pd.DataFrame([a_step("residents", 0.4, ""), a_step("consultee", 0.3, "below", **FELL), a_step("seats")])
    shown = table(frame.astype({"share": float, "gap": float, "lower": float, "upper": float}))
    assert shown.loc["consultee", ["People", "Of", "Share", "Gap", "Finding"]].tolist() == [
        "30", "100", "30\xa0%", "−10\xa0points", "Below parity",
    ]  # fmt: skip
    assert shown.loc["seats", ["People", "Share", "Finding"]].tolist() == ["[x]", "[x]", "Not monitored"]
    assert shown.loc["residents", "Change from the step before"] == "[z]"


def test_steps_whose_verdict_depends_on_the_definition_are_named_unasked():
    other = {"group_code": "minorities_including"}
    steps = [a_step("consultee", 0.3, "below"), a_step("partner", 0.3, "below")]
    text = said(*steps, a_step("consultee", 0.3, "below", **other), a_step("partner", 0.5, "above", **other))
    assert "including White minorities it is another one at being a partner." in text
    assert "definition:" not in said(*steps, a_step("partner", 0.3, "below", **other))
