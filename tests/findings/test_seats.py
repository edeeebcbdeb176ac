"""Seats and designated seats in sentences: one situation after another, and what is said of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from parity.findings import seats as findings
from parity.findings import wording
from parity.tables import NBSP
from parity.tables import seats as shown

BOARD = {
    "body": "A board", "body_code": "B1", "tier": "core", "as_at": date(2026, 3, 31), "row": "definition",
    "classification": "white-other", "group_code": "minorities_excluding", "label": "Ethnic minorities", "seats": 18,
    "vacant": 0, "count": 3, "others": 15, "unknown": 0, "base": 18, "share": 3 / 18, "lower": 0.058, "upper": 0.392,
    "designated": 0, "designated_held": 0, "designated_others": 0, "designated_unknown": 0, "designated_vacant": 0,
    "reference": 0.48, "residents": 307_640, "basis": "held", "dated": date(2021, 3, 21), "dated_to": date(2021, 3, 21),
    "fewer": 8, "more": 9, "share_fewer": 8 / 18, "share_more": 0.5, "nearest": 9, "swaps": 6, "swaps_least": 6,
    "new_seats": 11, "new_seats_least": 11, "smallest_board_called": 6, "verdict": "below", "mark": "",
    "designated_mark": "", "note": "",
}  # fmt: skip
NOT_TOLD = dict.fromkeys(
    ("count", "others", "base", "share", "lower", "upper", "fewer", "more", "nearest", "swaps", "swaps_least"), np.nan
)
WHO = "from ethnic minorities (excluding White minorities)"
RESIDENTS = f"48.0{NBSP}% of the residents it serves were at the 2021 census"
PARITY = f"{RESIDENTS}, so parity would be 8 or 9 seats (44{NBSP}% or 50{NBSP}%)."


def a_frame(**changed):
    return pd.DataFrame([BOARD | changed])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {},
            f"A board, 31 March 2026: of the 18 seats held on the core board, 3 were held by members {WHO}, 15 by others. "
            f"{PARITY} To reach 9, 6 seats would have to change hands, or 11 seats would have to be added and all filled "
            "from the group. That is below parity: chance alone would not give it.",
        ),
        (
            {"count": 1, "unknown": 1, "vacant": 1, "base": 16, "others": 15, "seats": 18, "swaps": 8, "swaps_least": 7,
             "verdict": "depends_on_unknowns", "new_seats": np.nan},
            f"A board, 31 March 2026: of the 17 seats held on the core board, 1 was held by a member {WHO}, 15 by others "
            f"and 1 by a member whose ethnic group is not known; 1 seat was vacant. {PARITY} To reach 9, 7 to 8 seats "
            "would have to change hands. Whether that is apart from parity depends on the members whose ethnic group is "
            "not known.",
        ),
        (
            {"count": 0, "others": 4, "base": 4, "tier": "sub_group", "verdict": "too_few", "fewer": 2, "more": 2,
             "nearest": 2, "share_more": 0.5, "swaps": 2, "swaps_least": 0, "new_seats": 4, "new_seats_least": 0},
            f"A board, 31 March 2026: of the 4 seats held in the sub-groups, none were held by members {WHO}, 4 by others. "
            f"{RESIDENTS}, so parity would be 2 seats (50{NBSP}%). To reach 2, up to 2 seats would have to change hands, "
            "or up to 4 seats would have to be added and all filled from the group. That is too few members to tell: even "
            "with none from the group, chance could be why on a board of fewer than 6.",
        ),
        (
            {"verdict": "no_clear_difference", "swaps": 0, "swaps_least": 0, "basis": "nearest"},
            f"A board, 31 March 2026: of the 18 seats held on the core board, 3 were held by members {WHO}, 15 by others. "
            f"{PARITY.replace(' census', ' census, the nearest there is')} There is no clear difference: chance alone "
            "could give it.",
        ),
        (
            {"basis": "interpolated", "dated": date(2011, 3, 27), "verdict": "above", "swaps": 0, "swaps_least": 0},
            f"A board, 31 March 2026: of the 18 seats held on the core board, 3 were held by members {WHO}, 15 by others. "
            f"About 48.0{NBSP}% of the residents it serves were, on the straight line between the 2011 and 2021 censuses, "
            f"so parity would be 8 or 9 seats (44{NBSP}% or 50{NBSP}%). That is above parity: chance alone would not give "
            "it.",
        ),
        (
            {**NOT_TOLD, "mark": "[x]", "verdict": "not_monitored", "note": "The body did not tell this group apart."},
            f"A board, 31 March 2026: how many seats on the core board were held by members {WHO} is not known. The body "
            "did not tell this group apart.",
        ),
        (
            {**NOT_TOLD, "mark": "[z]", "seats": 2, "vacant": 2, "verdict": ""},
            "A board, 31 March 2026: all 2 seats on the core board were vacant.",
        ),
    ],
)  # fmt: skip
def test_a_board_in_a_sentence(changed, said):
    assert findings.seats(a_frame(**changed), "excluding") == said


def test_a_board_that_sent_nothing():
    assert findings.seats(a_frame().iloc[:0], "excluding") == findings.NOTHING_SENT
    assert findings.designated(a_frame().iloc[:0], "including") == findings.NOTHING_SENT


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, f"no seats are designated for ethnic minority members, and members {WHO} held 3 seats."),
        (
            {"designated": 1, "designated_held": 1, "count": 1},
            f"1 seat is designated for ethnic minority members, and members {WHO} held 1 seat. Of the designated, 1 is "
            f"held by a member {WHO}.",
        ),
        (
            {"designated": 7, "designated_held": 2, "designated_others": 1, "designated_unknown": 3, "designated_vacant": 1},
            f"7 seats are designated for ethnic minority members, and members {WHO} held 3 seats. Of the designated, 2 are "
            f"held by members {WHO}, 1 is held by others, 3 are held by members whose ethnic group is not known and 1 is "
            "vacant.",
        ),
        (
            {"designated": 2, "designated_held": np.nan},
            f"2 seats are designated for ethnic minority members, and members {WHO} held 3 seats. Who holds the designated "
            "ones was not told.",
        ),
        (
            {"designated": np.nan, "count": np.nan},
            f"how many seats members {WHO} held is not known. Whether any seats are designated was not told.",
        ),
    ],
)  # fmt: skip
def test_designated_seats_and_seats_held_are_both_said(changed, said):
    assert findings.designated(a_frame(**changed), "excluding") == f"A board, 31 March 2026: {said}"


@pytest.mark.parametrize(
    ("designated", "held", "asked", "said"),
    [
        ([np.nan], [np.nan], 1, "The one body did not tell whether it sets seats aside."),
        ([np.nan], [np.nan], 2, "None of the 2 bodies told whether it sets seats aside."),
        ([0], [0], 1, "The one body that told has no designated seats."),
        ([0, 0], [0, 0], 3, "None of the 2 bodies that told have designated seats. 1 body did not tell."),
        (
            [2, 0, np.nan],
            [1, 0, np.nan],
            4,
            "1 of the 2 bodies that told has designated seats: 2 seats in all. Where it is known who holds them, 1 of 2 "
            "was held by ethnic minority members. 2 bodies did not tell.",
        ),
        (
            [1, 3],
            [np.nan, np.nan],
            2,
            "2 of the 2 bodies that told have designated seats: 4 seats in all. Who holds them was not told.",
        ),
    ],
)
def test_designated_seats_across_bodies(designated, held, asked, said):
    frame = pd.DataFrame({"designated": designated, "designated_held": held})
    assert findings.designated_across(frame, asked) == said


def test_designated_seats_over_time():
    two = pd.concat(
        [a_frame(as_at=date(2025, 3, 31), designated=np.nan), a_frame(designated=1, count=4)], ignore_index=True
    )
    assert findings.designated_over_time(two) == (
        "A board: an unknown number of seats designated and 3 held by ethnic minority members on 31 March 2025; 1 seat "
        "designated and 4 held by ethnic minority members on 31 March 2026."
    )
    assert findings.designated_over_time(two.iloc[1:]).endswith("There is no other day to compare it with.")
    assert findings.designated_over_time(two.iloc[:0]) == findings.NOTHING_SENT


def test_a_table_says_what_is_missing_and_never_shows_it_as_nought():
    both = pd.concat([a_frame(), a_frame(**NOT_TOLD, mark="[x]", verdict="not_monitored")], ignore_index=True)
    table = shown.seats(both)
    assert list(table["Seats held"]) == ["3", "[x]"]
    assert list(table["Parity"]) == ["8 or 9", r"\[x\]"]
    assert list(table["To change hands"]) == ["6", r"\[x\]"]
    assert list(shown.seats_across(both)["Finding"]) == ["Below parity", "Not monitored"]
    reserved = shown.designated_over_time(a_frame(designated=2, designated_held=np.nan, designated_mark="[x]"))
    assert list(reserved.iloc[0]) == ["2", "[x]", "3", "18"]


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["a"], "a"), (["a", "", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_a_list(parts, said):
    assert wording.listed(parts) == said


@pytest.mark.parametrize(
    ("ends", "said"), [((0, 0), "no seats"), ((1, 1), "1 seat"), ((0, 1), "up to 1 seat"), ((5, 2), "2 to 5 seats")]
)
def test_a_range_of_numbers_reads_as_one(ends, said):
    assert wording.between(*ends, "seat", "seats") == said
