"""What has to hold between rows and columns, and how a checked return speaks of itself."""

import pytest

from parity.intake import layouts
from parity.intake.check import check
from tests.intake.builders import a_context, a_csv, a_workbook, checked, said

COUNTS = "Body code,Tier,As at,Ethnic group,People"
PART = "Body code,Activity,Mechanism,From,To,Area,Ethnic group,People"
SEATS = "Body code,Tier,Seat reference,Member reference,Ethnic group,Designated seat,Started,Ended"


def counted(*rows: str, head: str = COUNTS, **options):
    """Seat counts of one board on one day: each row is a group and its figures."""
    return checked(a_csv(head, *(f"southwark-lsp,core,2026-03-31,{row}" for row in rows)), **options)


def groups(found) -> dict[str, float]:
    """People by group in the records."""
    return dict(zip(found.records["ethnic_group"], found.records["people"], strict=True))


def test_what_was_understood_is_said_as_people_would_say_it():
    rows = [f"southwark-lsp,Event {n},event,{day},{day},E09000012,{group},{people}"
            for n, day in enumerate(("2026-01-12", "2026-02-10", "2026-03-20"))
            for group, people in (("Indian", 100), ("Not stated", 12), ("White: Irish", 20))]  # fmt: skip
    found = checked(a_csv(PART, *rows))
    assert found.understood == "396 people at 3 events, January to March 2026, in Hackney; ethnicity known for 360"
    assert (found.bodies, found.period) == (("southwark-lsp",), ("2026-01-12", "2026-03-20"))


def test_a_sheet_for_each_quarter_is_one_return_and_messages_name_the_sheet():
    sheets = {f"Q{n}": [PART.split(","), ["southwark-lsp", f"Fair {n}", "event", f"2026-0{n}-01", "", "E09000012",
                                          "Asain" if n == 2 else "Indian", 5]] for n in (1, 2, 3)}  # fmt: skip
    found = checked(a_workbook(sheets), "haringey.xlsx")
    assert said(found, "asked") == [
        "haringey.xlsx, sheet Q2, row 2, ethnic group: 'Asain' is not a group we know; did you mean 'Asian'?"
    ]
    assert list(found.records["sheet"]) == ["Q1", "Q3"]


def test_two_kinds_in_one_workbook_are_asked_about():
    fair = ["southwark-lsp", "Fair", "event", "2026-01-01", "", "E09000012", "Indian", 5]
    members = ["southwark-lsp", "core", "2026-03-31", "Indian", 4]
    tables = {"A": [COUNTS.split(","), members], "B": [PART.split(","), fair]}
    found = checked(a_workbook(tables), "both.xlsx")
    assert [one.label for one in found.questions] == ["kind"]
    stated = checked(a_workbook(tables), "both.xlsx", kind="participation")
    assert (stated.outcome, stated.kind, len(stated.records)) == ("accepted", "participation", 1), said(stated)


def test_a_stated_kind_that_the_headings_do_not_bear_out_is_refused():
    found = checked(a_csv("Fruit,Colour", "apple,red"), kind="seats")
    assert found.outcome == "refused"
    assert said(found) == ["return.csv: there is no row of headings we know for seats"]


def test_a_kind_that_does_not_exist_is_an_error_of_the_caller():
    with pytest.raises(KeyError, match="'fruit' is not a kind of return"):
        check(b"", "a.csv", a_context(), kind="fruit")


def test_a_column_the_file_has_not_is_filled_from_what_the_caller_knows():
    data = a_csv("Tier,As at,Ethnic group,People", "core,2026-03-31,Indian,4")
    assert "return.csv, row 1: there is no column 'Body code'" in said(checked(data))
    found = checked(data, defaults={"body_code": "haringey-lsp"})
    assert (found.outcome, found.bodies) == ("accepted", ("haringey-lsp",)), said(found)


def test_all_problems_are_told_at_once_worst_first():
    found = counted("Asain,4", "White: British,-1", "Black African,2.5", ",", "Martian,*")
    severities = [one.severity for one in found.problems]
    assert severities == sorted(severities, key=["refused", "asked", "put_right"].index)
    assert [len(said(found, one)) for one in ("refused", "asked")] == [3, 2]


def test_the_same_problem_on_many_rows_is_told_once_with_its_count():
    found = counted(*["Asain,4"] * 300)
    asked = [one for one in found.problems if one.severity == "asked"]
    assert [(one.row, one.count) for one in asked] == [(2, 300)]
    assert said(found, "asked")[0].startswith("return.csv, row 2 and 299 more, ethnic group: 'Asain'")


def test_hundreds_of_different_bad_values_are_counted_and_not_listed():
    found = counted(*(f"Indian,-{n}" for n in range(1, 400)))
    assert len(said(found, "refused")) == 21
    assert said(found, "refused")[-1] == ("return.csv, people: 379 more different values like those above, in 379 rows")


def test_subtotals_of_broad_groups_are_checked_and_left_out():
    found = counted("Asian,6", "Indian,4", "Chinese,2", "White,9", "White: British,8", "White: Irish,1", "Total,15")
    assert (found.outcome, groups(found)) == (
        "accepted", {"indian": 4, "chinese": 2, "white_british": 8, "white_irish": 1},
    ), said(found)  # fmt: skip


def test_a_subtotal_that_is_not_its_sum_is_refused():
    found = counted("Asian,7", "Indian,4", "Pakistani,2")
    assert said(found, "refused") == ["return.csv, row 2, ethnic group: 'Asian' says 7, but its groups add up to 6"]


def test_a_total_with_a_hidden_part_must_lie_within_what_the_parts_allow():
    assert counted("Asian,4", "White,9", "Black,<5", "Total,16").outcome == "accepted"
    assert counted("Asian,4", "White,9", "Black,*", "Total,160").outcome == "accepted"
    assert counted("Asian,4", "White,9", "Black,<5", "Total,18").outcome == "refused"
    assert counted("Asian,4", "White,9", "Black,<5", "Total,13").outcome == "refused"


def test_a_total_of_those_known_is_as_good_as_a_total_of_everyone():
    assert counted("Asian,4", "White,9", "Not stated,3", "Total,13").outcome == "accepted"
    assert counted("Asian,4", "White,9", "Not stated,3", "Total,16").outcome == "accepted"
    assert counted("Asian,4", "White,9", "Not stated,3", "Total,15").outcome == "refused"


def test_a_total_alone_is_kept_as_everyone():
    found = counted("Total,15")
    assert (found.outcome, groups(found)) == ("accepted", {"all": 15})
    assert list(found.records["classification"]) == ["all"]


def test_bme_beside_white_is_everyone_outside_the_white_groups():
    found = counted("White,9", "BME,4", "Not stated,2", "Total,15")
    assert (found.outcome, groups(found)) == (
        "accepted", {"white": 9, "minorities_excluding": 4, "not_stated": 2},
    ), said(found)  # fmt: skip
    assert set(found.records["classification"]) == {"white-other", "unknown"}


def test_bme_beside_white_british_is_everyone_else():
    found = counted("White British,9", "BME,4")
    assert groups(found) == {"white_british": 9, "minorities_including": 4}, said(found)


def test_a_bme_subtotal_fits_either_definition_and_no_other_number():
    rows = ("Indian,4", "White Irish,1", "White British,9")
    assert counted(*rows, "BME,4").outcome == "accepted"
    assert counted(*rows, "BME,5").outcome == "accepted"
    assert counted(*rows, "BME,6").outcome == "refused"


def test_designated_seats_on_the_bme_row_are_not_lost_with_it():
    found = counted("Asian,3,", "Black,1,", "White,9,", "BME,4,2", head=COUNTS + ",Designated seats")
    assert found.outcome == "accepted", said(found)
    assert found.records["designated_seats"].sum() == 2


def test_chinese_beside_asian_is_a_group_of_its_own_unless_asian_is_its_sum():
    found = counted("White,50", "Asian,10", "Chinese,2", "Black,5", "Total,67")
    assert (found.outcome, len(found.records)) == ("accepted", 4), said(found)


def test_other_beside_arab_is_asked_about_where_it_is_not_their_sum():
    rows = ("Indian,4", "Arab,5", "Other,2")
    asked = counted(*rows)
    assert [one.label for one in asked.questions] == ["Other"], said(asked)
    found = counted(*rows, answers={"Other": "other_any"})
    assert (found.outcome, groups(found)) == ("accepted", {"indian": 4, "arab": 5, "other_any": 2})


def test_different_boards_and_dates_are_different_tables():
    boards = [
        f"{body},core,{day}" for body in ("southwark-lsp", "haringey-lsp") for day in ("2025-03-31", "2026-03-31")
    ]
    rows = [f"{board},{group},{n}" for board in boards for group, n in (("Asian", 3), ("White", 7), ("Total", 10))]
    found = checked(a_csv(COUNTS, *rows))
    assert (found.outcome, found.rows_accepted, found.rows_left_out) == ("accepted", 8, 4), said(found)


def test_a_per_cent_wants_its_base_and_a_headcount_a_whole_number():
    head = COUNTS + ",Unit,Base"
    assert counted("Asian,11.7,%,30742", head=head).outcome == "accepted"
    assert said(counted("Asian,11.7,%,", head=head), "refused") == [
        "return.csv, row 2, base: is missing for a per cent"
    ]
    assert counted("Asian,11.7,fte,", head=head).outcome == "accepted"
    assert counted("Asian,11.7,,", head=head).outcome == "refused"
    assert counted("Asian,111,%,30", head=head).outcome == "refused"


def test_a_stated_classification_must_hold_the_groups():
    head = COUNTS + ",Classification"
    assert counted("Roma,1,2021-19", head=head).outcome == "accepted"
    assert said(counted("Roma,1,2011-18", head=head), "refused") == [
        "return.csv, row 2, ethnic group: has a group that is not in the classification 2011-18"
    ]
    assert "'16+1' is not a classification we know" in said(counted("Roma,1,16+1", head=head))[0]


@pytest.mark.parametrize(
    ("rows", "classification"),
    [
        (("Asian,1", "Black,1"), "broad-5"),
        (("White,1", "Ethnic minorities (excluding White minorities),1"), "white-other"),
        (("Indian,1", "White British,1"), "2021-19"),
        (("White British,1", "Asian,1"), ""),
    ],
)
def test_the_classification_is_worked_out_from_the_groups_and_the_date(rows, classification):
    assert set(counted(*rows).records["classification"]) == {classification}


def test_a_seat_may_change_hands_on_a_day_but_not_be_held_twice():
    first = "southwark-lsp,core,S1,M1,Indian,no,2024-04-01,2025-03-31"
    assert checked(a_csv(SEATS, first, "southwark-lsp,core,S1,M2,Arab,no,2025-03-31,")).outcome == "accepted"
    assert checked(a_csv(SEATS, first, "southwark-lsp,core,S1,M2,Arab,no,2025-03-30,")).outcome == "refused"
    assert checked(a_csv(SEATS, first, "haringey-lsp,core,S1,M2,Arab,no,2025-03-30,")).outcome == "accepted"


def test_a_total_among_seats_is_refused_since_every_row_is_a_person():
    found = checked(a_csv(SEATS, "southwark-lsp,core,S1,M1,Total,no,2024-04-01,"))
    assert said(found, "refused") == ["return.csv, row 2, ethnic group: 'Total' is a total, not the group of a person"]


def test_an_end_before_its_beginning_is_refused():
    found = checked(a_csv(SEATS, "southwark-lsp,core,S1,M1,Indian,no,2024-04-01,2023-03-31"))
    assert said(found, "refused") == [
        "return.csv, row 2, ended: ends before it begins: 'Ended' is earlier than 'Started'"
    ]


def test_more_satisfied_than_took_part_is_refused():
    row = "southwark-lsp,Fair,event,2026-01-12,,E09000012,Indian"
    assert checked(a_csv(PART + ",Satisfied", f"{row},7,8")).outcome == "refused"
    assert checked(a_csv(PART + ",Satisfied", f"{row},<5,4")).outcome == "accepted"


def test_a_day_without_an_end_is_one_day():
    found = checked(a_csv(PART, "southwark-lsp,Fair,event,12/01/2026,,E09000012,Indian,7"))
    assert str(found.records["to"].iloc[0].date()) == "2026-01-12"


def test_a_period_fills_both_its_ends():
    found = checked(a_csv(PART, "southwark-lsp,Advice,service,2025/26,,E09000012,Indian,7"))
    assert found.period == ("2025-04-01", "2026-03-31"), said(found)


def test_a_place_may_be_named_in_its_own_column_where_the_code_is_blank():
    head = "Body code,Activity,From,Area code,Area name,Ethnic group,People"
    found = checked(a_csv(head, "southwark-lsp,Fair,2026-01-12,,London Borough of Hackney,Indian,7"))
    assert list(found.records["area_code"]) == ["E09000012"], said(found)


def test_a_ward_column_looks_for_wards_and_a_borough_column_for_boroughs():
    areas = a_context().areas | {"E05000001": a_context().areas["E09000012"]._replace(level="ward", parent="E09000028")}
    for heading, code in (("Ward", "E05000001"), ("Borough", "E09000012")):
        head = f"Body code,Activity,From,{heading},Ethnic group,People"
        found = checked(a_csv(head, "southwark-lsp,Fair,2026-01-12,Hackney,Indian,7"), areas=areas)
        assert list(found.records["area_code"]) == [code], said(found)


def test_several_places_may_stand_in_a_catchment_in_any_way():
    head = "Body code,Name,Type of body,Areas served"
    for written in (
        "E09000012 E09000014",
        "e09000012;E09000014",
        '"Hackney, Haringey"',
        "Hackney; London Borough of Haringey",
    ):
        found = checked(a_csv(head, f"new-board,New Board,LSP,{written}"))
        assert list(found.records["catchment"]) == ["E09000012; E09000014"], said(found)
    bristol = checked(a_csv(head, 'new-board,New Board,LSP,"Bristol, City of"'))
    assert list(bristol.records["catchment"]) == ["E06000023"]


def test_a_body_may_report_to_another_in_the_same_file():
    head = "Body code,Name,Type of body,Areas served,Parent body"
    found = checked(a_csv(head, "a-board,A,LSP,Hackney,", "a-group,B,LSP,Hackney,a-board"))
    assert found.outcome == "accepted", said(found)


def test_an_answer_that_names_the_body_itself_lets_a_new_body_in():
    data = a_csv(COUNTS, "new-lsp,core,2026-03-31,Indian,4")
    assert checked(data).outcome == "needs answers"
    found = checked(data, answers={"new-lsp": "new-lsp"})
    assert (found.outcome, found.bodies) == ("accepted", ("new-lsp",)), said(found)


def test_a_target_says_for_whom_and_where_and_how_much():
    head = "Target code,Body code,Area,Measure,Ethnic group,Definition,Baseline date,Baseline value,Target date,"
    head += "Target value,Kind"
    good = "T1,southwark-lsp,,Core seats,,including,2026-03-31,17,2029-03-31,48,value"
    assert checked(a_csv(head, good)).outcome == "accepted"
    changes = (("southwark-lsp", "", "body code"), ("including", "", "definition"), (",48,", ",,", "target value"),
               ("2029", "2019", "target date"))  # fmt: skip
    for old, new, column in changes:
        bad = good.replace(old, new)
        assert said(checked(a_csv(head, bad)), "refused")[0].startswith(f"return.csv, row 2, {column}: "), bad
    assert checked(a_csv(head, good.replace(",48,value", ",,parity"))).outcome == "accepted"


def test_the_general_address_of_an_organisation_may_stand_in_the_directory_and_a_persons_may_not():
    head = "Entry code,Name,Kind,Area,Contact of the organisation"
    assert checked(a_csv(head, "D1,Forum,opportunity,Hackney,info@example.org or 020 7946 0018")).outcome == "accepted"
    assert checked(a_csv(head, "D1,Forum,opportunity,Hackney,jo.bloggs@example.org")).outcome == "refused"
    assert checked(a_csv(head, "D1,Forum,opportunity,Hackney,Mrs Bloggs")).outcome == "refused"


def test_every_kind_gives_every_column_of_its_layout_in_its_type():
    found = counted("Indian,4")
    assert list(found.records.columns) == list(layouts.staging_columns(layouts.layout("seat_counts")))
    assert str(found.records["as_at"].dtype) == "datetime64[s]"
    assert found.records["note"].tolist() == [""]


def test_a_return_kept_waiting_holds_the_rows_that_wait_for_nothing():
    found = counted("Asain,4", "Indian,5")
    assert (found.outcome, found.rows_read, found.rows_accepted) == ("needs answers", 2, 1)
    assert groups(found) == {"indian": 5}
    assert list(found.left_out["reason"]) == ["waits for an answer about 'Asain'"]


def test_a_place_given_once_by_name_and_once_by_code_is_the_same_place():
    rows = [f"southwark-lsp,Fair,event,2026-01-12,,{place},Indian" for place in ("Hackney", "E09000012", "e09000012")]
    found = checked(a_csv(PART, *(f"{row},7" for row in rows)))
    assert (found.outcome, found.rows_accepted, found.rows_left_out) == ("accepted", 1, 2), said(found)
    assert checked(a_csv(PART, f"{rows[0]},7", f"{rows[1]},8")).outcome == "refused"


def test_a_label_no_code_fits_may_be_left_blank_where_the_column_is_not_needed():
    data = a_csv(SEATS + ",Route", "southwark-lsp,core,S1,M1,Indian,no,2024-04-01,,headhunted")
    assert checked(data).outcome == "needs answers"
    found = checked(data, answers={"headhunted": "leave blank"})
    assert (found.outcome, list(found.records["route"])) == ("accepted", [""]), said(found)


def test_the_same_label_in_two_columns_is_asked_about_twice():
    data = a_csv(SEATS + ",Route,Sector", "southwark-lsp,core,S1,M1,Indian,no,2024-04-01,,other,other")
    assert [one.label for one in checked(data).questions] == ["other", "Route: other"]
    found = checked(data, answers={"Sector: other": "community", "Route: other": "unknown"})
    assert (found.outcome, list(found.records["sector"])) == ("accepted", ["community"]), said(found)


def test_thousands_of_unknown_labels_are_asked_about_forty_at_a_time():
    found = counted(*(f"word{n * 7919},{n}" for n in range(1, 2001)))
    assert len(found.questions) == 40
    assert said(found, "asked")[-1] == (
        "return.csv, row 42 and 1,959 more, ethnic group: 1,960 more labels are not known; they are asked about when"
        " the ones above are answered"
    )
    assert found.rows_left_out == 2000


def test_totals_are_not_mixed_up_where_it_is_not_known_whose_they_are():
    rows = [f"{body},core,2026-03-31,{group},{n}" for body in ("alpha-lsp", "beta-lsp")
            for group, n in (("Asian", 3), ("White", 7), ("Total", 10))]  # fmt: skip
    found = checked(a_csv(COUNTS, *rows))
    assert (found.outcome, said(found, "refused")) == ("needs answers", [])


def test_a_cell_as_long_as_a_book_does_not_make_a_message_as_long():
    found = counted(f"{'word ' * 5000},4", f"Indian,{'9;' * 900}")
    assert max(len(message) for message in said(found)) < 1_300
    assert found.left_out["reason"].str.len().max() <= 200
