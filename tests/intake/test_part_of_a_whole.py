"""A return that tells the ethnic minorities and the total, and nobody else; what is no group; and reading the same way again."""

import pytest

from parity.intake.read import Limits, read, read_here
from tests.intake.builders import a_csv, a_workbook, checked, said


def counts(*rows: str, columns: str = "tier,as_at,ethnic_group,people", **options):
    lines = [f"body_code,{columns}", *(f"southwark-lsp,core,2026-03-31,{row}" for row in rows)]
    return checked(a_csv(*lines), kind="seat_counts", **options)


def told(found) -> dict[str, tuple[str, float]]:
    rows = found.records[["ethnic_group", "classification", "people"]].itertuples(index=False)
    return {group: (classification, people) for group, classification, people in rows}


@pytest.mark.parametrize("label", ["minorities_excluding", "minorities_including"])
def test_a_total_beside_the_minorities_alone_is_kept(label):
    found = counts(f"{label},24", "Total,300")
    assert found.outcome == "accepted", said(found)
    assert told(found)["all"] == ("all", 300)
    assert told(found)[label][1] == 24


def test_a_total_beside_minorities_and_unknowns_is_kept():
    found = counts("minorities_excluding,24", "Not stated,10", "Total,300")
    assert told(found) == {
        "minorities_excluding": ("white-other", 24), "not_stated": ("unknown", 10), "all": ("all", 300),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "least"), [(("minorities_excluding,24",), 24), (("minorities_excluding,24", "Refused,2"), 26)]
)
def test_a_total_smaller_than_its_part_is_refused(rows, least):
    found = counts(*rows, "Total,20")
    assert found.outcome == "refused"
    assert said(found, "refused") == [
        f"return.csv, row {len(rows) + 2}, ethnic group: the total says 20, but {least} people are told apart in it"
    ]


def test_a_total_beside_groups_that_are_everyone_is_still_checked():
    assert counts("White,276", "minorities_excluding,24", "Total,300").outcome == "accepted"
    assert counts("White,276", "minorities_excluding,24", "Total,301").outcome == "refused"


def test_a_total_is_not_counted_as_more_people_than_seats():
    columns = "tier,as_at,ethnic_group,people,seats"
    assert counts("minorities_excluding,4,20", "Total,20,20", columns=columns).outcome == "accepted"
    assert counts("minorities_excluding,4,20", "Total,21,20", columns=columns).outcome == "refused"


def test_totals_and_unknowns_stand_under_no_list_of_groups_whatever_is_said():
    columns = "tier,as_at,ethnic_group,people,classification"
    found = counts("White,3,broad-5", "Not known,2,broad-5", "Refused,1,unknown", columns=columns)
    assert {group: classification for group, (classification, _) in told(found).items()} == {
        "white": "broad-5", "not_known": "unknown", "refused": "unknown",
    }  # fmt: skip
    found = counts("White,3,unknown", "Asian,2,all", columns=columns)
    assert said(found, "refused") == [
        "return.csv, row 2, ethnic group: is a group, and the classification unknown has none",
        "return.csv, row 3, ethnic group: is a group, and the classification all has none",
    ]


def test_a_per_cent_comes_with_its_base_or_says_that_there_is_none():
    columns = "tier,as_at,ethnic_group,people,unit,base"
    found = counts("minorities_excluding,11.7,percent,x", columns=columns)
    assert (found.outcome, list(found.records["base_mark"])) == ("accepted", ["x"])
    assert counts("minorities_excluding,11.7,percent,", columns=columns).outcome == "refused"


def test_the_answers_that_were_asked_for_are_told_and_read_the_file_the_same_way_again():
    rows = ["body_code,tier,ethnic_group,people", "southwark-lsp,Cor,Asain,3"]
    answers = {"ASAIN": "asian", "Cor": "core", "as_at": "2026-03-31", "Zanzibari": "african", "unit": "headcount"}
    found = checked(a_csv(*rows), kind="seat_counts", answers=answers)
    assert found.outcome == "accepted", said(found)
    assert found.answers == {"asain": "asian", "cor": "core", "as_at": "2026-03-31", "unit": "headcount"}
    again = checked(a_csv(*rows), kind="seat_counts", answers=found.answers)
    assert again.records.equals(found.records)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", a_csv("a;b", "1;2", ";3")),
        ("a.xlsx", a_workbook({"One": [["a", "b"], [1, "x"]], "Two": [["c"]]})),
        ("a.csv", b"a,b\n1,\"2\n"),
        ("a.csv", b""),
    ],
)  # fmt: skip
def test_a_file_is_read_alike_in_this_process_and_in_one_of_its_own(name, data):
    here, there = read_here(data, name, Limits()), read(data, name, Limits())
    assert here.findings == there.findings
    assert len(here.sheets) == len(there.sheets)
    for one, other in zip(here.sheets, there.sheets, strict=True):
        assert one.name == other.name
        assert one.cells.frame.equals(other.cells.frame)
        assert (one.cells.widths == other.cells.widths).all()


def test_limits_are_raised_in_proportion_and_never_lowered():
    usual = Limits()
    raised = usual.raised_to(10 * usual.rows)
    assert (raised.rows, raised.file_bytes, raised.seconds) == (500_000, 100_000_000, 300)
    assert (raised.members, raised.ratio, raised.columns) == (usual.members, usual.ratio, usual.columns)
    assert raised.memory == 2 * usual.memory
    assert usual.raised_to(1) == usual
