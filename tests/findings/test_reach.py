"""Sentences and tables of reach: a situation, and what is said of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from parity.findings import reach as said
from parity.tables import reach as shown

PERIOD = (date(2025, 4, 1), date(2026, 3, 31))
OF = "A board, 1 April 2025 to 31 March 2026: "
WHO = "from ethnic minorities (excluding White minorities)"


def a_row(verdict="below", **others):
    return {
        "row": "definition", "classification": "white-other", "group_code": "minorities_excluding", "label": "All",
        "code": "all", "name": "All activities", "count": 42.0, "base": 310.0, "unknown": 0.0, "group_residents": 12_500.0,
        "rate": 3.36, "rate_lower": 2.42, "rate_upper": 4.54, "others_rate": 5.64, "verdict": verdict, "repeated": 0.0,
        "involvement": "consulted", "definition": "excluding", "everyone": 60.0, "everyone_rate": 1.2, "mark": "", "note": "",
    } | others  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            a_row(repeated=1.0),
            f"{OF}3.4 of every 1,000 residents {WHO} took part (likely 2.4 to 4.5) and 5.6 of every 1,000 others; that is less "
            "than for everyone else, by more than chance gives. 1 person already counted in another activity is left out.",
        ),
        (
            a_row("too_few"),
            f"{OF}3.4 of every 1,000 residents {WHO} took part (likely 2.4 to 4.5) and 5.6 of every 1,000 others; there are too "
            "few to tell it from everyone else.",
        ),
        (a_row("not_monitored", rate=np.nan), f"{OF}no return tells how many of those who took part were {WHO}."),
        (None, f"{OF}no return tells who took part. Ask for the participation template."),
    ],
)
def test_participants(row, sentence):
    frame = pd.DataFrame([row]) if row else pd.DataFrame()
    assert said.reach(frame, "A board", *PERIOD, "excluding") == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            a_row(count=1.0, base=50.0, unknown=10.0),
            f"{OF}60 organisations were consulted, 1.2 for every 10,000 residents. 1 of the 50 whose leaders are known (of "
            f"10 more they are not) is led by ethnic minorities: 3.4 for every 10,000 residents {WHO}, and 5.6 led by others for every 10,000 "
            "others; that is less than for everyone else, by more than chance gives.",
        ),
        (
            a_row("not_monitored", count=0.0, base=0.0, everyone=1.0),
            f"{OF}1 organisation was consulted, 1.2 for every 10,000 residents; of none is it known who leads it.",
        ),
        (None, f"{OF}no return tells how many organisations were consulted. Ask for the organisations template."),
    ],
)
def test_organisations(row, sentence):
    frame = pd.DataFrame([row]) if row else pd.DataFrame()
    assert said.organisations(frame, "A board", *PERIOD, "excluding") == sentence


def pleased(words="lower", **others):
    return {
        "row": "definition", "classification": "white-other", "group_code": "minorities_excluding", "label": "All",
        "count": 20.0, "base": 40.0, "share": 0.5, "lower": 0.3, "upper": 0.7, "others_share": 0.8, "others_base": 60.0,
        "difference": -0.3, "said": words, "mark": "", "note": "",
    } | others  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [pleased(), pleased(row="broad", classification="broad-5", group_code="black", label="Black")],
            f"50\xa0% of the 40 people {WHO} who were asked said they were satisfied, and 80\xa0% of others; more than chance "
            "gives. Less satisfied than everyone else: Black.",
        ),
        (
            [pleased("could_be_chance", base=1.0)],
            f"50\xa0% of the 1 person {WHO} who were asked said they were satisfied, and 80\xa0% of others; chance could give it.",
        ),
        (
            [pleased("", difference=np.nan, note="Nobody else was asked.")],
            f"How many people {WHO} were satisfied cannot be set beside others. Nobody else was asked.",
        ),
        ([], "No return tells how many of those who took part were satisfied: ask for that column of the template."),
    ],
)
def test_the_satisfied(rows, sentence):
    assert said.satisfied(pd.DataFrame(rows), "excluding") == sentence


def test_tables_have_marks_in_the_place_of_what_is_missing():
    nothing = dict.fromkeys(
        ("count", "unknown", "group_residents", "rate", "rate_lower", "rate_upper", "others_rate"), np.nan
    )
    frame = pd.DataFrame(
        [a_row(), a_row("not_monitored", label="Asian", mark="[x]", **nothing), a_row(label="Arab", rate=0.0001)]
    )
    table = shown.reach(frame)
    assert table.loc["All", ["Took part", "For every 1,000", "Finding"]].tolist() == ["42", "3.36", "Below parity"]
    assert table.loc["Asian", ["Took part", "For every 1,000", "Finding"]].tolist() == [
        "[x]",
        "\\[x\\]",
        "Not monitored",
    ]
    assert table.loc["Arab", "For every 1,000"] == "\\[low\\]"
    assert (
        shown.organisations(pd.DataFrame([a_row()])).loc["All activities", "Definition"] == "White minorities excluded"
    )
    assert shown.satisfied(pd.DataFrame([pleased()])).loc["All", ["Share", "Reading"]].tolist() == ["50\xa0%", "Lower"]


def test_a_verdict_that_depends_on_the_definition_is_said_so_unasked():
    other = {"classification": "british-other", "group_code": "minorities_including", "definition": "including"}
    frame = pd.DataFrame([a_row(), a_row("above", **other)])
    also = "The verdict depends on the definition: including White minorities it is more than for everyone else."
    assert said.reach(frame, "A board", *PERIOD, "excluding").endswith(also)
    assert said.organisations(frame, "A board", *PERIOD, "excluding").endswith(also)
    agreed = pd.DataFrame([a_row(), a_row(**other)])
    assert "definition:" not in said.reach(agreed, "A board", *PERIOD, "excluding")
