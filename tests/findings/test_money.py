"""Sentences and tables of money and delivery: a situation, and what is said of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from parity.findings import money as said
from parity.findings.wording import by_definition
from parity.tables import money as shown

PERIOD = (date(2025, 4, 1), date(2026, 3, 31))
OF = "Southwark, 1 April 2025 to 31 March 2026: "
WHO = "from ethnic minorities (excluding White minorities)"


def a_row(verdict="below", **others):
    return {
        "by": "all", "key": "", "name": "All awards", "definition": "excluding", "count": 8.0, "base": 40.0, "unknown": 0.0,
        "share": 0.2, "lower": 0.105, "upper": 0.348, "reference": 0.49, "residents": 300_000.0, "awards": 52.0,
        "awards_led": 9.0, "awards_known": 45.0, "awards_share": 0.2, "money": 1_250_000.0, "money_led": 90_250.0,
        "money_known": 1_000_000.0, "money_share": 0.09025, "untold": 0.0, "per_head": 4.17, "per_head_led": 0.61,
        "per_head_others": 5.95, "applied_led": np.nan, "awarded_led": np.nan, "rate_led": np.nan, "applied_others": np.nan,
        "awarded_others": np.nan, "rate_others": np.nan, "times": np.nan, "times_lower": np.nan, "times_upper": np.nan,
        "rate_said": "", "verdict": verdict, "mark": "", "note": "",
    } | others  # fmt: skip


MONEY = (
    f" They received £90,250 of £1 million (9\xa0%): £0.61 for each resident {WHO}, and £5.95 for each other resident to "
    "organisations led by others."
)
NO_MONEY = {"money_known": 0.0}
UNKNOWN = {"count": 0.0, "base": 0.0, "share": np.nan, "mark": "[u]"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            a_row(),
            f"{OF}8 of the 40 organisations funded whose leaders are known are led by ethnic minorities (20\xa0%, likely "
            f"11\xa0% to 35\xa0%); 49.0\xa0% of residents are {WHO}. That is below their share of residents, by more than chance "
            f"gives.{MONEY}",
        ),
        (
            a_row("too_few", count=1.0, base=1.0, unknown=1.0, share=1.0, lower=0.21, upper=1.0, **NO_MONEY),
            f"{OF}1 of the 1 organisation funded whose leaders are known (of 1 more they are not) is led by ethnic minorities "
            f"(100\xa0%, likely 21\xa0% to 100\xa0%); 49.0\xa0% of residents are {WHO}. That is too few organisations to tell: "
            "chance alone could give it, or hide a real gap.",
        ),
        (
            a_row("no_clear_difference", count=0.0, share=0.0, lower=0.0, upper=0.09, **NO_MONEY),
            f"{OF}0 of the 40 organisations funded whose leaders are known are led by ethnic minorities (0\xa0%, likely 0\xa0% to "
            f"9\xa0%); 49.0\xa0% of residents are {WHO}. There is no clear difference: chance alone could give it.",
        ),
        (
            a_row("not_monitored", awards=146.0, money=7_059_754.0, per_head=33.586, **UNKNOWN),
            f"{OF}146 awards of £7.1 million are told, £33.59 for each resident. Who leads the organisations funded is not "
            "recorded.",
        ),
        (
            a_row("not_monitored", awards=1.0, money=0.0, **UNKNOWN),
            f"{OF}1 award is told. Who leads the organisations funded is not recorded.",
        ),
        (a_row("", awards=0.0, mark="[z]"), f"{OF}applications are told of, and no award."),
        (a_row(mark="[x]"), f"{OF}no award is told of. Ask for the funding template, or a 360Giving file."),
        (None, f"{OF}no award is told of. Ask for the funding template, or a 360Giving file."),
    ],
)
def test_money(row, sentence):
    frame = pd.DataFrame([row]) if row else pd.DataFrame()
    assert said.money(frame, "Southwark", *PERIOD, "excluding") == sentence


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (a_row("above", definition="including"), "including White minorities it is above parity"),
        (a_row("", definition="including"), "including White minorities it is not given"),
        (a_row(definition="including"), ""),
        (a_row("above", definition="including", mark="[x]"), ""),
        (None, ""),
    ],
)
def test_that_the_verdict_depends_on_the_definition_is_said_unasked(other, sentence):
    frame = pd.DataFrame([each for each in (a_row(), other) if each])
    told = said.money_caveats(frame, "excluding")
    assert told == by_definition(frame, "excluding")
    assert told == (f"The verdict depends on the definition: {sentence}." if sentence else "")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            a_row(applied_led=20.0, awarded_led=5.0, applied_others=1.0, awarded_others=1.0, rate_said="too_few"),
            "Of organisations whose leaders are known, 5 of 20 applications led by ethnic minorities and 1 of 1 application led "
            "by others were awarded: too few to compare.",
        ),
        (
            a_row(applied_led=20.0, awarded_led=5.0, applied_others=40.0, awarded_others=30.0, rate_said="less_likely"),
            "Of organisations whose leaders are known, 5 of 20 applications led by ethnic minorities and 30 of 40 applications "
            "led by others were awarded: less often, by more than chance gives.",
        ),
        (
            a_row(),
            "How often applications are awarded cannot be said: applications that were not awarded are not told.",
        ),
    ],
)
def test_award_rates(row, sentence):
    assert said.award_rate(pd.DataFrame([row])) == sentence


def meant(**others):
    return {
        "row": "definition", "classification": "white-other", "group_code": "minorities_excluding", "label": "All",
        "awards": 3.0, "money": 30_000.0, "all_awards": 20.0, "all_money": 500_000.0, "per_head": 0.2, "shared": 0.0,
        "shared_money": 0.0, "group_residents": 150_000.4, "mark": "", "note": "",
    } | others  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (meant(), f"3 of the 20 awards told are meant for people {WHO} and nobody else: £30,000 of £500,000, £0.20 for each of them."),
        (
            meant(awards=1.0, all_awards=1.0, shared=1.0),
            f"1 of the 1 award told is meant for people {WHO} and nobody else: £30,000 of £500,000, £0.20 for each of them. 1 more "
            "names others too.",
        ),
        (meant(awards=0.0, shared=2.0), f"None of the 20 awards told are meant for people {WHO} and nobody else. 2 more name others too."),
        (meant(awards=0.0), "No award says that it is meant for people of some ethnic groups."),
        (None, "No award is told of here."),
    ],
)  # fmt: skip
def test_awards_meant_for_some(row, sentence):
    assert said.for_groups(pd.DataFrame([row]) if row else pd.DataFrame(), "excluding") == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            a_row("depends_on_unknowns", unknown=9.0),
            f"{OF}8 of the 40 organisations delivering services whose leaders are known (of 9 more they are not) are led by "
            f"ethnic minorities (20\xa0%, likely 11\xa0% to 35\xa0%); 49.0\xa0% of residents are {WHO}. Whether that differs "
            "from their share of residents depends on the organisations whose leaders are not known.",
        ),
        (
            a_row("not_monitored", unknown=1.0, **UNKNOWN),
            f"{OF}it is not known who leads the 1 organisation delivering services.",
        ),
        (
            None,
            f"{OF}no return tells which organisations were delivering services. Ask for the organisations template.",
        ),
    ],
)
def test_delivery(row, sentence):
    frame = pd.DataFrame([row | {"involvement": "delivering"}]) if row else pd.DataFrame()
    assert said.delivery(frame, "Southwark", *PERIOD, "excluding") == sentence


def area(verdict, base=10.0, mark=""):
    return a_row(verdict, base=base, mark=mark)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [area("below"), area("above"), area("not_monitored", 0.0, "[u]"), area("not_monitored", np.nan, "[x]")],
            "Awards are told in 3 areas of 4, and in 2 it is recorded who leads the organisations funded. Organisations led by "
            "ethnic minorities are below their share of residents in 1 and above it in 1.",
        ),
        (
            [area("too_few")],
            "Awards are told in 1 area of 1, and in 1 it is recorded who leads the organisations funded. In none is the share of "
            "organisations led by ethnic minorities clearly apart from their share of residents.",
        ),
        (
            [area("not_monitored", 0.0, "[u]")],
            "Awards are told in 1 area of 1; nowhere is it recorded who leads the organisations funded.",
        ),
        ([area("not_monitored", np.nan, "[x]")], "No award is told of in any of these areas."),
    ],
)
def test_areas(rows, sentence):
    assert said.by_area(pd.DataFrame(rows), "excluding") == sentence


def test_tables_have_marks_in_the_place_of_what_is_missing():
    frame = pd.DataFrame(
        [
            a_row(),
            a_row(name="Camden", verdict="not_monitored", **UNKNOWN, per_head_led=np.nan),
            a_row(definition="including"),
        ]
    )
    table = shown.money(frame, "excluding")
    assert list(table.index) == ["All awards", "Camden"]
    assert table.loc["All awards", ["Money", "Share of money", "Finding"]].tolist() == [
        "£1,250,000",
        "9\xa0%",
        "Below parity",
    ]
    assert table.loc["Camden", ["Share", "For each resident from ethnic minorities", "Finding"]].tolist() == [
        "[u]", "\\[x\\]", "Not monitored",
    ]  # fmt: skip
    assert shown.award_rate(frame).empty
    rated = pd.DataFrame([a_row(applied_led=20.0, rate_led=0.25, applied_others=0.0, rate_said="too_few")])
    assert shown.award_rate(rated).loc["All awards", ["Awarded", "Awarded, of others", "Reading"]].tolist() == [
        "25\xa0%", "[z]", "Too few to compare",
    ]  # fmt: skip
    assert shown.for_groups(pd.DataFrame([meant()])).loc["All", ["Money", "For each"]].tolist() == ["£30,000", "£0.20"]
    told = pd.DataFrame([a_row() | {"involvement_label": "Delivering services"}])
    assert shown.delivery(told, "excluding").loc["Delivering services", "Finding"] == "Below parity"
