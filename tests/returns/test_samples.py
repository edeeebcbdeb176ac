"""Each case of the rules about bad input gives exactly the messages written in messages.csv.

After a change of wording `python -m tests.returns.test_samples` writes the table again: read what changed before
keeping it.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from parity.intake.check import Checked
from tests.intake.builders import checked, said
from tests.returns.samples import SAMPLES

TABLE = Path(__file__).with_name("messages.csv")
COLUMNS = ("case", "file", "outcome", "kind", "rows_read", "rows_accepted", "severity", "message", "remedy")
LIBRARY_WORDS = (
    *("traceback", "pandas", "codec", "exception", "numpy", "pyarrow", "calamine", "nan", "none is", "dtype", "utf8"),
    *("nonetype", "keyerror", "valueerror", "duckdb", "openpyxl", "unicode", "parse", "regex", "null", "json.decoder"),
)


@cache
def looked_at(case: str) -> Checked:
    """A sample, checked once for all tests."""
    filename, make = SAMPLES[case]
    return checked(make(), filename)


def lines(case: str) -> list[tuple[str, ...]]:
    """What a case says now, one line per problem and per question."""
    filename, found = SAMPLES[case][0], looked_at(case)
    about = (case, filename, found.outcome, found.kind, str(found.rows_read), str(found.rows_accepted))
    told = [(one.severity, one.message, one.remedy) for one in found.problems]
    told += [("question", one.label, "; ".join(choice.code for choice in one.suggestions)) for one in found.questions]
    return [(*about, *one) for one in told or [("", "", "")]]


def table() -> dict[str, list[tuple[str, ...]]]:
    """messages.csv, by case."""
    found: dict[str, list[tuple[str, ...]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["case"], []).append(tuple(row[column] for column in COLUMNS))
    return found


@pytest.mark.parametrize("case", SAMPLES)
def test_a_case_says_exactly_what_the_table_says(case):
    assert lines(case) == table()[case]


def test_the_table_has_no_case_without_a_sample():
    assert list(table()) == list(SAMPLES)


def test_no_message_uses_a_word_of_a_library():
    for rows in table().values():
        for row in rows:
            words = " ".join(row[7:]).casefold()
            assert not [word for word in LIBRARY_WORDS if f" {word}" in f" {words}"], words


def test_a_refused_file_leaves_no_record_and_lists_every_row_it_read():
    for case in SAMPLES:
        found = looked_at(case)
        if found.outcome == "refused":
            assert not len(found.records) and not found.rows_accepted, case


ANSWERS = {
    "unknown_label": {"Asain": "asian", "Martian": "not_known"},
    "bme_without_a_definition": {"BME": "minorities_excluding"},
    "ambiguous_place": {"Abbey": "E05009368"},
    "decimal_commas": {"comma in Amount awarded": "decimal"},
    "merged_headings": {"column E on Counts": "people", "column F on Counts": "designated_seats"},
    "marker_without_a_legend": {"~": "c"},
    "labels_turned_into_dates": {"02-Jan": "S1-2", "05-Oct": "indian"},
    "unknown_body": {"southwork-lsp": "southwark-lsp"},
}


def asked(case: str, answers: dict[str, str]) -> Checked:
    filename, make = SAMPLES[case]
    return checked(make(), filename, answers=answers)


@pytest.mark.parametrize("case", ANSWERS)
def test_a_question_once_answered_is_not_asked_again(case):
    assert looked_at(case).outcome == "needs answers"
    found = asked(case, ANSWERS[case])
    assert (found.outcome, found.questions) == ("accepted", ()), said(found)


def test_every_case_that_asks_has_its_answers_tried():
    asking = {case for case, rows in table().items() if rows[0][2] == "needs answers"}
    assert asking == set(ANSWERS)


def test_an_answer_that_is_no_choice_is_refused_in_words():
    found = asked("unknown_label", {"Asain": "klingon", "Martian": "not_known"})
    assert said(found, "refused") == [
        "haringey.csv, row 2, ethnic group: 'Asain' was answered with 'klingon', which is not one of the choices"
    ]


def test_answers_are_what_the_records_hold():
    assert list(asked("ambiguous_place", ANSWERS["ambiguous_place"]).records["area_code"]) == ["E05009368"]
    assert list(asked("decimal_commas", ANSWERS["decimal_commas"]).records["amount_awarded"]) == [1250.5, 300.0]
    merged = asked("merged_headings", ANSWERS["merged_headings"]).records
    assert (list(merged["people"]), list(merged["designated_seats"])) == ([4], [2])
    assert list(asked("labels_turned_into_dates", ANSWERS["labels_turned_into_dates"]).records["seat_ref"]) == [
        "S1-2",
        "S2",
    ]
    signs = asked("marker_without_a_legend", ANSWERS["marker_without_a_legend"]).records
    assert list(signs["people_mark"]) == ["c", ""]


def records(case: str):
    return looked_at(case).records


def test_markers_are_typed_missing_values_and_never_0():
    found = records("markers")
    assert found["people"].isna().all()
    assert list(found["people_mark"]) == ["c", "c", "c", "x", "x", "x", "z", "low"]
    fewer = found.iloc[2]
    assert (fewer["people_low"], fewer["people_high"]) == (1, 4)
    assert found["people_high"].isna().sum() == 7


def test_four_unknowns_and_a_blank_stay_five_things():
    states = ["prefer_not_to_say", "not_stated", "not_known", "refused", "blank"]
    assert list(records("four_unknowns_and_blank")["ethnic_group"]) == states


def test_dates_are_the_same_day_however_they_were_written():
    for case in ("serial_dates", "serial_dates_from_1904", "day_first", "byte_order_mark"):
        assert {str(day.date()) for day in records(case)["as_at"]} == {"2026-03-31"}, case


def test_old_and_small_codes_become_the_codes_in_use():
    assert list(records("old_codes")["area_code"]) == ["E06000061"]
    assert list(records("small_letters")["area_code"]) == ["E09000028"]


def test_letters_of_every_alphabet_come_through():
    assert list(records("windows_1252")["note"]) == ["Café meeting – spring"]


def test_no_personal_detail_is_repeated_in_a_message_a_question_or_a_left_out_row():
    secrets = (
        *("Bloggs", "Fatima", "Begum", "Priya", "Smith", "07700", "SW1A", "se1 1aa", "Acacia"),
        *("1970-01-02", "12/03/1951", "AB 12 34", "jo.bloggs"),
    )
    cases = [case for case, (_, make) in SAMPLES.items() if make.__module__.endswith("personal")]
    assert len(cases) > 10
    for case in cases:
        found = looked_at(case)
        everything = str((found.problems, found.questions, found.left_out.to_dict(), found.understood))
        assert found.outcome == "refused", case
        assert not [secret for secret in secrets if secret in everything], case


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for case in SAMPLES:
            writer.writerows(lines(case))
