"""Sentences about targets, trends, actions and changes: of the store as it is, and never a figure that is not there."""

import re
from datetime import date

import pytest

from parity.findings import actions as say_actions
from parity.findings import changes as say_changes
from parity.findings import targets as say
from parity.findings import trend as say_trend
from parity.measures import actions, changes, targets, trend
from parity.tables import actions as show_actions
from parity.tables import changes as show_changes
from parity.tables import targets as show
from parity.tables import trend as show_trend

TODAY = date(2026, 11, 26)
PAIR = ("white-other", "minorities_excluding")


@pytest.fixture(scope="module")
def every(the_store):
    return targets.standing(the_store, TODAY)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def clean(text: str) -> bool:
    return not re.search(r"\bnan\b|\bNone\b|\bNaT\b", text)


def test_the_targets_are_counted_by_status(every):
    sentence = say.targets(every)
    numbers = [int(each) for each in re.findall(r"\d+", sentence)]
    assert numbers[0] == len(every) == sum(numbers[1:])
    assert say.targets(every.head(0)) == say.NO_TARGETS


def test_a_target_is_told_with_its_line_its_range_and_its_status(every):
    sentence = plain(say.target(targets.by_code(every, "EX-T09")))
    assert "from 52 % on 31 March 2022 to 58 %, by 31 March 2026" in sentence
    assert "15 of 28, 54 % (likely 36 % to 70 %); the line then stood at 58 %: overdue." in sentence


def test_no_sentence_or_table_of_a_target_holds_a_figure_that_is_not_there(every):
    for row in every.to_dict("records"):
        for said in (say.target(row), say.takes(row), say.other_definition(row), say.remarks(row)):
            assert clean(said)
    for table in (show.targets(every), show.targets_need(every), show.targets_remarks(every)):
        assert len(table) == len(every) and clean(table.to_csv())


def test_the_other_definition_is_said_only_where_it_makes_a_difference(every):
    for row in every.to_dict("records"):
        differs = bool(row["other_status"]) and row["other_status"] != row["status"]
        assert bool(say.other_definition(row)) == differs


def test_a_break_is_named_and_no_trend_is_said_across_it(the_store):
    series = trend.of_bodies(the_store, ["E23000001"], "officers", [PAIR])
    sentence = plain(say_trend.one(series, trend.fitted(series)))
    assert "3.5 % on 30 September 1999" in sentence and "12 % on 31 March 2015" in sentence
    assert "not joined: 31 March 2015 (another source, counted otherwise)" in sentence
    assert "rise" not in sentence.replace("call a rise or a fall", "")


def test_tables_of_trends_and_actions_hold_no_missing_words(the_store):
    series = trend.of_bodies(the_store, ["E23000001", "example-dudley"], "core", [PAIR])
    frame = actions.listed(the_store, TODAY)
    tables = [show_trend.trend(series), show_trend.fitted(trend.fitted(series)), show_actions.actions(frame),
              show_actions.matrix(actions.matrix(frame)), show_actions.remarks(frame)]  # fmt: skip
    assert all(clean(table.to_csv()) for table in tables)
    assert "nobody" in show_actions.actions(frame)["Lead partner"].tolist()


def test_actions_are_counted_and_what_is_in_the_way_is_named(the_store):
    frame = actions.listed(the_store, TODAY)
    sentence = say_actions.actions(frame)
    assert f"{int(frame['overdue'].sum())} are overdue" in sentence
    assert "EX-A07 waits for EX-A08" in say_actions.in_the_way(frame)


def test_the_text_for_minutes_has_old_and_new_values_of_everything_worth_a_sentence(the_store):
    frame = changes.between_days(the_store, date(2025, 9, 30), date(2026, 9, 30), "excluding")
    worth = changes.said(frame)
    text = say_changes.text(worth, say_changes.changes(frame, worth), "a year", {"core": "Core board"}, "b1")
    assert clean(text) and text.endswith("Parity, build b1.")
    assert "EX-T10" in text and "35 % (7 of 20) on 30 September 2025, on track -> 50 % (10 of 20)" in text
    assert "Boards whose names begin with Example are invented." in text
    assert clean(show_changes.changes(frame).to_csv())
    assert say_changes.changes(frame.head(0), worth.head(0)) == "Nothing changed between the two."
