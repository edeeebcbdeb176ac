"""Recruitment in sentences: one situation after another, and what is said of it."""

import numpy as np
import pandas as pd
import pytest

from parity.findings import recruitment as findings
from parity.tables import NBSP
from parity.tables import recruitment as shown

STEP = {
    "body_code": "B1", "body": "A board", "route": None, "year": None, "round_ref": None,
    "step": "appointed_from_shortlisted", "from_stage": "shortlisted", "to_stage": "appointed",
    "classification": "white-other", "group_code": "minorities_excluding", "label": "Ethnic minorities",
    "against": "White", "bodies": 1, "rounds": 3, "rounds_asked": 3, "count": 12, "base": 80, "share": 0.15,
    "others_count": 60, "others_base": 200, "others_share": 0.3, "unknown": 0, "unknown_base": 0, "ratio": 2.0,
    "ratio_lower": 1.14, "ratio_upper": 3.51, "verdict": "below", "mark": "", "note": "",
}  # fmt: skip
NONE = dict.fromkeys(("count", "base", "others_count", "others_base", "ratio", "ratio_lower", "ratio_upper"), np.nan)
WHO = "from ethnic minorities (excluding White minorities)"


def a_step(**changed):
    return pd.DataFrame([STEP | changed])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {},
            f"A board: of 80 people {WHO} shortlisted, 12 (15{NBSP}%) were appointed, of 200 White people shortlisted, 60 "
            f"(30{NBSP}%) were appointed. White people were 2.00 times as likely to get through (likely 1.14 to 3.51, "
            f"compared within each round). People {WHO} were less likely to get through, by more than chance gives; that "
            "does not say why.",
        ),
        (
            {"body": None, "count": 1, "base": 10, "others_count": 0, "others_base": 12, "ratio": 0.0, "rounds": 1,
             "rounds_asked": 3, "ratio_lower": np.nan, "ratio_upper": np.nan, "verdict": "too_few"},
            f"Of 10 people {WHO} shortlisted, 1 (10{NBSP}%) was appointed, of 12 White people shortlisted, none were "
            "appointed. With none of the White people through there is a difference, but no range for it can be given. "
            "That is too few people to tell. 2 rounds of 3 did not tell both stages by these groups.",
        ),
        (
            {"count": 0, "base": 4, "others_count": 3, "others_base": 9, "ratio": np.inf, "verdict": "too_few",
             "rounds": 2, "ratio_lower": np.nan},
            f"A board: of 4 people {WHO} shortlisted, none were appointed, of 9 White people shortlisted, 3 (33{NBSP}%) "
            "were appointed. That is too few people to tell. 1 round of 3 did not tell both stages by these groups.",
        ),
        (
            {"ratio": 1.001, "ratio_lower": 0.8, "ratio_upper": 1.25, "rounds": 1, "rounds_asked": 1,
             "verdict": "no_clear_difference", "from_stage": "applied", "to_stage": "shortlisted"},
            f"A board: of 80 people {WHO} who applied, 12 (15{NBSP}%) were shortlisted, of 200 White people who applied, 60 "
            f"(30{NBSP}%) were shortlisted. White people were as likely to get through (likely 0.80 to 1.25 times). There "
            "is no clear difference: chance alone could give it.",
        ),
        (
            {"base": 0, "count": 0, "ratio": np.nan, "ratio_lower": np.nan, "verdict": "too_few"},
            f"A board: of the people {WHO} shortlisted, of whom there were none, none were appointed, of 200 White people "
            f"shortlisted, 60 (30{NBSP}%) were appointed. That is too few people to tell.",
        ),
        (
            {**NONE, "rounds": 0, "mark": "[c]", "verdict": "not_monitored",
             "note": "Counts of some rounds were hidden to protect people. No round tells this."},
            f"A board: how likely people {WHO} were to get this far is not known. Counts of some rounds were hidden to "
            "protect people. No round tells this.",
        ),
    ],
)  # fmt: skip
def test_a_step_in_sentences(changed, said):
    frame = a_step(**changed)
    assert findings.step(frame, "excluding", frame.at[0, "step"]) == said


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("above", "were likelier to get through, by more than chance gives"),
        ("depends_on_unknowns", "Whether there is a difference depends on the people whose ethnic group is not known."),
    ],
)
def test_a_step_says_its_verdict(verdict, said):
    assert said in findings.step(a_step(verdict=verdict), "excluding")


def test_nothing_told_is_said_so():
    for say in (findings.step, findings.across_bodies):
        assert say(a_step().iloc[:0], "excluding") == findings.NOTHING_SENT
    for say in (findings.stages, findings.routes):
        assert say(pd.DataFrame(), "excluding") == findings.NOTHING_SENT


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (["not_monitored"], "The one body did not tell both stages by these groups."),
        (
            ["below", "above", "too_few", "depends_on_unknowns", "not_monitored"],
            f"Of 4 bodies that told, people {WHO} were less likely to be appointed in 1 by more than chance gives, and "
            "likelier in 1. In 1 there were too few people to tell. In 1 it depends on people whose ethnic group is not "
            "known. 1 body did not tell.",
        ),
        (
            ["no_clear_difference"],
            f"Of 1 body that told, people {WHO} were less likely to be appointed in none by more than chance gives, and "
            "likelier in none.",
        ),
    ],
)
def test_many_bodies_at_one_step(verdicts, said):
    frame = pd.concat([a_step(verdict=verdict) for verdict in verdicts], ignore_index=True)
    assert findings.across_bodies(frame, "excluding") == said


def a_stage_row(stage, count, base, **others):
    share = count / base if base else np.nan
    return {
        "stage": stage, "classification": "white-other", "group_code": "minorities_excluding", "label": "Ethnic minorities",
        "count": count, "base": base, "unknown": 0, "share": share, "lower": 0.1, "upper": 0.4, "rounds": 2, "mark": "",
        "route": "open", **others,
    }  # fmt: skip


def test_stages_in_a_sentence():
    frame = pd.DataFrame([a_stage_row("applied", 10, 40, unknown=1), a_stage_row("appointed", 1, 5, rounds=3)])
    assert findings.stages(frame, "excluding") == (
        f"People {WHO} were 25{NBSP}% (10 of 40) of those who applied and 20{NBSP}% (1 of 5) of those appointed. The stages "
        "were told in different rounds, so they cannot be held against each other. At a stage the ethnic group of up to 1 "
        "person is not known."
    )
    silent = pd.DataFrame([a_stage_row("applied", np.nan, np.nan)])
    assert findings.stages(silent, "excluding") == f"How many candidates were {WHO} is not known at any stage."


def test_routes_in_a_sentence():
    frame = pd.DataFrame([a_stage_row("appointed", 0, 6, route="nominated"), a_stage_row("appointed", 2, 8)])
    assert findings.routes(frame, "excluding") == (
        f"From ethnic minorities (excluding White minorities): none of 6 appointed by nomination (likely 10{NBSP}% to "
        f"40{NBSP}%) and 2 of 8 appointed by open recruitment (likely 10{NBSP}% to 40{NBSP}%)."
    )


def test_a_table_of_steps_keeps_both_sides_apart_and_marks_what_is_missing():
    both = pd.concat([a_step(), a_step(**NONE, mark="[c]", verdict="not_monitored")], ignore_index=True)
    both.loc[1, ["share", "others_share"]] = np.nan
    table = shown.steps(both)
    assert list(table.iloc[0]) == [
        "Ethnic minorities", "12", "80", f"15{NBSP}%", "White", "60", "200", f"30{NBSP}%", "2.00", f"1.14{NBSP}to{NBSP}3.51",
        "Less likely",
    ]  # fmt: skip
    assert list(table["Through"]) == ["12", "[c]"]
    assert list(table["Times as likely"]) == ["2.00", r"\[c\]"]
    assert list(shown.steps(both, "body").index) == ["A board", "A board"]
    assert list(shown.steps(both, "year").index) == ["Not known", "Not known"]


def test_a_table_of_stages_marks_what_is_missing():
    frame = pd.DataFrame([a_stage_row("pool", 10, 40), a_stage_row("applied", np.nan, np.nan, mark="[x]")])
    table = shown.stages(frame)
    assert list(table.index) == ["Willing", "Applied"]
    assert list(table["People"]) == ["10", "[x]"]


def test_a_verdict_that_depends_on_the_definition_is_said_so_unasked():
    other = {"classification": "british-other", "group_code": "minorities_including", "verdict": "above"}
    said = findings.step(pd.DataFrame([STEP, STEP | other]), "excluding")
    assert "The verdict depends on the definition: including White minorities it is that they are likelier." in said
