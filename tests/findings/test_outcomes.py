"""Sentence and table of outcomes: a situation, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

from parity.findings.outcomes import outcomes
from parity.tables.outcomes import outcomes as table

OF = "Influence, Southwark, 1 January 2021 to 31 December 2021: "


def a_row(label, value, said, difference=np.nan, low=np.nan, high=np.nan, **others):
    row = {
        "indicator": "Influence", "area": "Southwark", "period_from": pd.Timestamp("2021-01-01"),
        "period_to": pd.Timestamp("2021-12-31"), "unit": "percent", "group_code": label.lower(), "label": label,
        "value": value, "base": 100.0, "lower": np.nan, "upper": np.nan, "reference_group": "white", "reference": 0.2,
        "difference": difference, "difference_lower": low, "difference_upper": high, "said": said, "mark": "",
        "note": "", "standing": "published",
    }  # fmt: skip
    return row | others


WHITE = a_row("White", 0.2, "is_reference", 0.0)
EVERYONE = a_row("Everyone", 0.22, "", group_code="all")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [EVERYONE, WHITE, a_row("Black", 0.4, "higher", 0.2, 0.1, 0.3), a_row("Asian", 0.21, "could_be_chance", 0.01)],
            f"{OF}20\xa0% of White people; furthest from that, Black: 40\xa0% (+20 points, likely +10 points to +30 points). "
            "Higher than for White people, by more than chance gives: Black. Chance could give the difference: Asian.",
        ),
        (
            [WHITE, a_row("Black", 0.1, "lower", -0.1, -0.2, -0.01)],
            f"{OF}20\xa0% of White people; furthest from that, Black: 10\xa0% (−10 points, likely −20 points to −1 point). "
            "Lower than for White people, by more than chance gives: Black.",
        ),
        (
            [WHITE, a_row("Asian", 0.3, "no_range", 0.1), a_row("Black", np.nan, "", mark="[c]")],
            f"{OF}20\xa0% of White people; furthest from that, Asian: 30\xa0% (+10 points). The number of people who answered "
            "was not published, so whether chance could give it cannot be said. Suppressed by the publisher: Black.",
        ),
        (
            [EVERYONE, a_row("Asian", 0.3, "no_range", 0.1, reference_group="all")],
            f"{OF}20\xa0% of everyone; furthest from that, Asian: 30\xa0% (+10 points). Everyone takes in each group, so "
            "whether chance could give it cannot be said.",
        ),
        ([EVERYONE], f"{OF}22\xa0% of everyone; no figure by ethnic group was published."),
        (
            [a_row("White", 30.0, "is_reference", 0.0, unit="rate", standing="illustrative"),
             a_row("Black", 33.0, "no_range", 3.0, unit="rate", reference=30.0)],
            "Illustrative: Influence, Southwark, 1 January 2021 to 31 December 2021: 30 per 1,000 for White people; "
            "furthest from that, Black: 33 per 1,000 (+3 per 1,000). The number of people who answered was not published, "
            "so whether chance could give it cannot be said.",
        ),
        (
            [WHITE, a_row("Asian", 0.21, "could_be_chance", 0.01, -0.1, 0.1)],
            f"{OF}20\xa0% of White people; furthest from that, Asian: 21\xa0% (+1 point, likely −10 points to +10 points). "
            "Chance could give every difference.",
        ),
        ([], "No return has a figure for this: ask for the survey template, filled in by ethnic group."),
    ],
)  # fmt: skip
def test_a_situation_has_its_sentence(rows, sentence):
    assert outcomes(pd.DataFrame(rows)) == sentence


def test_the_table_never_shows_a_suppressed_cell_as_nothing():
    shown = table(pd.DataFrame([WHITE, a_row("Black", np.nan, "", mark="[c]")]))
    assert shown.loc["Black", "Value"] == "\\[c\\]"
    assert shown.loc["White", ["Value", "Reading"]].tolist() == ["20\xa0%", "Held against"]
