"""Published layouts are taken as they are published."""

import pytest

from parity.intake.check import Checked
from tests.intake.builders import ALIASES, a_csv, a_workbook, checked, said

LONG_LABELS = {
    "Asian, Asian British or Asian Welsh": 20,
    "Asian, Asian British or Asian Welsh: Indian": 15,
    "Asian, Asian British or Asian Welsh: Chinese": 5,
    "White": 40,
    "White: English, Welsh, Scottish, Northern Irish or British": 30,
    "White: Roma": 10,
}
CENSUS = {
    "asian, asian british or asian welsh": "asian",
    "asian, asian british or asian welsh: indian": "indian",
    "asian, asian british or asian welsh: chinese": "chinese",
    "white": "white",
    "white: english, welsh, scottish, northern irish or british": "white_british",
    "white: roma": "roma",
}


def census(data: bytes, filename: str = "ts021.csv", **options) -> Checked:
    """A census table checked with the labels of the census known."""
    return checked(data, filename, aliases=CENSUS, **options)


def wide(prefix: str, *, total: int = 60, date: bool = True) -> bytes:
    """A wide Nomis table of one borough."""
    heads = [f'"{prefix}{label}"' for label in LONG_LABELS]
    cells = [str(number) for number in LONG_LABELS.values()]
    first = ["date", "geography", "geography code"] if date else ["geography", "geography code"]
    start = ["2021", "Hackney", "E09000012"] if date else ["Hackney", "E09000012"]
    return a_csv(
        ",".join([*first, f"{prefix}Total: All usual residents", *heads]), ",".join([*start, str(total), *cells])
    )


def test_a_wide_nomis_table_is_population_with_its_totals_checked_and_left_out():
    found = census(wide("Ethnic group: "))
    assert (found.outcome, found.kind, found.rows_read, found.rows_accepted) == ("accepted", "population", 1, 1)
    residents = dict(zip(found.records["ethnic_group"], found.records["residents"], strict=True))
    assert residents == {"indian": 15, "chinese": 5, "white_british": 30, "roma": 10}
    assert {str(day.date()) for day in found.records["date"]} == {"2021-03-21"}
    assert set(found.records["classification"]) == {"2021-19"}
    assert found.understood == "60 residents in 1 area by 4 groups, 21 March 2021"


def test_a_wide_table_whose_total_is_not_its_sum_is_refused():
    found = census(wide("Ethnic group: ", total=61))
    assert said(found, "refused") == ["ts021.csv, row 2, ethnic group: the total says 61, but its groups add up to 60"]


def test_a_wide_table_without_a_date_is_of_2021_where_it_has_roma():
    found = census(wide("Ethnic group: ", date=False))
    assert found.outcome == "accepted", said(found)
    assert {str(day.date()) for day in found.records["date"]} == {"2021-03-21"}


def test_a_wide_table_without_a_date_or_roma_is_asked_about_and_takes_the_answer():
    data = wide("Ethnic group: ", date=False).replace(b"White: Roma", b"White: Irish")
    labels = CENSUS | {"white: irish": "white_irish"}
    asked = checked(data, "ks201.csv", aliases=labels)
    assert (asked.outcome, [one.label for one in asked.questions]) == ("needs answers", ["date"])
    found = checked(data, "ks201.csv", aliases=labels, answers={"date": "2011-03-27"})
    assert (found.outcome, found.period) == ("accepted", ("2011-03-27", "2011-03-27"))


def test_a_2011_table_with_measures_in_its_headings_is_read():
    found = census(wide("Ethnic Group: ").replace(b'Roma"', b'Roma; measures: Value"'))
    assert found.outcome == "accepted", said(found)


def test_a_long_ons_table_is_population_and_does_not_apply_is_left_out():
    head = "Lower tier local authorities Code,Lower tier local authorities,Ethnic group (20 categories) Code,"
    head += "Ethnic group (20 categories),Observation"
    rows = [f'E09000012,Hackney,{n},"{label}",{number}' for n, (label, number) in enumerate(LONG_LABELS.items())]
    found = census(a_csv(head, "E09000012,Hackney,-8,Does not apply,0", *rows))
    assert (found.outcome, found.kind) == ("accepted", "population"), said(found)
    assert (found.rows_read, found.rows_accepted) == (7, 4)
    assert list(found.left_out["reason"]) == ["the group 'does not apply'", "a checked total", "a checked total"]
    assert found.records["residents"].sum() == 60


def test_a_long_nomis_table_leaves_its_per_cents_out():
    head = "DATE,GEOGRAPHY_NAME,GEOGRAPHY_CODE,C2021_ETH_20_NAME,MEASURES_NAME,OBS_VALUE"
    rows = [
        f'2021,Hackney,E09000012,"{label}",{measure},{number}'
        for label, number in LONG_LABELS.items()
        for measure in ("Value", "Percent")
    ]
    found = census(a_csv(head, *rows))
    assert found.outcome == "accepted", said(found)
    assert found.rows_accepted == 4
    assert found.records["residents"].sum() == 60


def test_counts_of_districts_that_are_one_now_are_added_up_and_both_rows_are_accepted():
    head = "date,geography,geography code,White: Roma,Indian,Arab,Chinese"
    found = checked(a_csv(head, "2021,Corby,E07000150,1,2,3,4", "2021,East Northamptonshire,E07000152,10,20,30,40"))
    assert found.outcome == "accepted", said(found)
    assert (found.rows_read, found.rows_accepted, len(found.records)) == (2, 2, 4)
    assert set(found.records["area_code"]) == {"E06000061"}
    assert sorted(found.records["residents"]) == [11, 22, 33, 44]


def test_small_areas_of_the_census_are_refused_in_one_line():
    rows = [f"2021,x,E0100000{n},1,2,3,4" for n in range(5)]
    found = checked(a_csv("date,geography,geography code,White: Roma,Indian,Arab,Chinese", *rows), "lsoa.csv")
    assert "lsoa.csv, row 2 and 4 more, area: 5 codes such as 'E01000000' are small areas of the census" in said(found)


TIDY = "Measure,Time,Ethnicity,Ethnicity_type,Value,Lower CI,Upper CI,Denominator"


def test_the_tidy_layout_of_ethnicity_facts_and_figures_is_survey_figures():
    data = a_csv(
        TIDY,
        "% able to influence,2013/14,Asian,ONS 2011 5+1,33.1,30,36,1000",
        "% able to influence,2013/14,All,ONS 2011 5+1,28,,,",
        "% able to influence,2013/14,Other,ONS 2011 5+1,..,,,",
    )
    asked = checked(data)
    assert (asked.outcome, [one.label for one in asked.questions]) == ("needs answers", ["area_code"])
    found = checked(data, answers={"area_code": "E92000001"})
    assert (found.outcome, found.kind, found.rows_accepted) == ("accepted", "survey", 3)
    assert list(found.records["ethnic_group"]) == ["asian", "all", "other"]
    assert list(found.records["value_mark"]) == ["", "", "x"]
    assert found.period == ("2013-04-01", "2014-03-31")
    assert set(found.records["unit"]) == {"percent"}
    assert found.understood == (
        "3 figures of '% able to influence' for 3 groups, April 2013 to March 2014, in England; 1 of them not given"
    )


def test_figures_for_a_part_of_a_group_are_left_out():
    data = a_csv(
        TIDY + ",Sex,Geography_code,Geography_name",
        "% content,2019,Asian,5+1,33,,,,All,E09000012,Hackney",
        "% content,2019,Asian,5+1,31,,,,Women,E09000012,Hackney",
    )
    found = checked(data)
    assert (found.outcome, found.rows_accepted) == ("accepted", 1), said(found)
    assert list(found.left_out["reason"]) == ["a figure for a part of a group"]
    assert list(found.records["area_code"]) == ["E09000012"]


GRANTS = [
    "Identifier", "Title", "Description", "Currency", "Amount Applied For", "Amount Awarded", "Award Date",
    "Recipient Ind:Identifier", "Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Postal Code",
    "Beneficiary Location:Geographic Code", "Funding Org:Identifier", "Funding Org:Name", "Grant Programme:Title",
    "From An Open Call?", "Last Modified",
]  # fmt: skip
GRANT = ["360G-x-1", "Advice", "Advice sessions", "GBP", 12000, 10000, "2026-02-10T00:00:00+00:00", "", "GB-CHC-1",
         "Dr Foo Community Centre", "SE1 1AA", "E09000028", "GB-CHC-2", "Example Trust", "Communities", "Yes",
         "2026-03-01T00:00:00Z"]  # fmt: skip


def test_a_360giving_csv_is_accepted_as_it_is():
    found = checked(a_csv(",".join(GRANTS), ",".join(map(str, GRANT))), "grants.csv")
    assert (found.outcome, found.kind, found.published) == ("accepted", "funding", "360Giving"), said(found)
    record = found.records.iloc[0]
    assert (record["amount_awarded"], record["recipient"], record["area_code"]) == (
        *(10000, "Dr Foo Community Centre", "E09000028"),
    )
    assert found.understood == "1 award worth £10,000 from 1 funder, 10 February 2026, in Southwark"


CODES = "DEI Response:Taxonomy Codes"
DEI = [
    *("Identifier", "DEI Details:Leadership:Reply Status", f"DEI Details:Leadership:{CODES}"),
    *(f"DEI Details:Mission:{CODES}", f"DEI Details:Project:{CODES}"),
]


def test_the_diversity_sheet_of_a_360giving_workbook_says_who_leads_and_whom_it_is_for():
    others = [[f"360G-x-{n}", *GRANT[1:]] for n in (2, 3)]
    answers = [
        ["360G-x-1", "RS200", "DEI010110", "DEI010110;DEI010320", "DEI010110"],
        ["360G-x-2", "RS201", "", "", ""],
    ]
    book = a_workbook({"Meta": [["Version", "1.3"]], "grants": [GRANTS, GRANT, *others], "deiDetails": [DEI, *answers]})
    found = checked(book, "grants.xlsx")
    assert found.outcome == "accepted", said(found)
    assert list(found.records["led_by"]) == ["bme_led", "not_bme_led", ""]
    assert list(found.records["beneficiary_groups"]) == ["african; pakistani", "", ""]


def test_a_place_on_the_sheet_of_locations_is_joined_to_its_grant():
    grant = [
        cell if head != "Beneficiary Location:Geographic Code" else "" for head, cell in zip(GRANTS, GRANT, strict=True)
    ]
    places = [["Identifier", "Beneficiary Location:Geographic Code"], ["360G-x-1", "E09000012"]]
    found = checked(a_workbook({"grants": [GRANTS, grant], "Beneficiary Location": places}), "grants.xlsx")
    assert list(found.records["area_code"]) == ["E09000012"], said(found)


def test_grants_in_another_currency_or_below_nothing_are_refused():
    dollars = [*GRANT[:3], "USD", *GRANT[4:]]
    less = ["360G-x-2", *GRANT[1:5], "-5", *GRANT[6:]]
    found = checked(a_csv(",".join(GRANTS), ",".join(map(str, dollars)), ",".join(map(str, less))), "grants.csv")
    assert said(found, "refused") == [
        "grants.csv, row 2, currency: 'USD' is not pounds sterling",
        "grants.csv, row 3, amount awarded: '-5' is negative",
    ]


def test_the_name_of_a_person_in_a_360giving_sheet_is_refused():
    head = [*GRANTS, "Recipient Ind:Name", "Funding Org:Contact Name"]
    found = checked(a_csv(",".join(head), ",".join(map(str, [*GRANT, "Jo Bloggs", "Sam Doe"]))), "grants.csv")
    assert found.outcome == "refused"
    assert len([one for one in said(found, "refused") if "people's names" in one]) == 2


MONITORING = """Exham Council recruitment monitoring 2024/25,,,,,,
,,,,,,
Ethnic group,Applied,,Shortlisted,,Appointed,
,No.,%,No.,%,No.,%
White,,,,,,
British,100,50%,20,50%,5,100%
Irish,10,5%,2,5%,,#DIV/0!
Any other White background,10,5%,2,5%,0,0
Mixed,,,,,,
White and Black Caribbean,5,,1,,0,
White and Asian,5,,1,,0,
Asian or Asian British,,,,,,
Indian,20,,6,,0,
Bangladeshi,10,,3,,0,
Black or Black British,,,,,,
Caribbean,20,,2,,0,
African,15,,2,,0,
Chinese or other ethnic group,,,,,,
Chinese,1,,0,,0,
Other,0,,0,,0,
,76,,15,,0,
Not stated,4,,1,,0,
Total,200,,40,,5,
"""
EXHAM = {"lb-exham": "Exham Council"}
ALSO = {"irish": "white_irish", "white british": "white_british", "british white": "white_british"}


def monitoring(text: str = MONITORING, **options) -> Checked:
    """A monitoring table checked with one council known."""
    return checked(text.encode(), "monitoring.csv", **({"bodies": EXHAM, "aliases": ALIASES | ALSO} | options))


def test_a_council_monitoring_table_is_recruitment_with_totals_and_per_cents_left_out():
    found = monitoring()
    assert (found.outcome, found.kind, found.bodies) == ("accepted", "recruitment", ("lb-exham",)), said(found)
    by_stage = found.records.groupby("stage")["people"].sum()
    assert dict(by_stage) == {"applied": 200, "shortlisted": 40, "appointed": 5}
    assert found.period == ("2024-04-01", "2025-03-31")
    assert found.records.query("ethnic_group == 'white_british' and stage == 'applied'")["people"].tolist() == [100]
    assert found.records.query("ethnic_group == 'other_any'")["people"].tolist() == [0, 0, 0]


def test_a_blank_in_a_monitoring_table_is_missing_and_not_0():
    irish = monitoring().records.query("ethnic_group == 'white_irish' and stage == 'appointed'").iloc[0]
    assert irish["people_mark"] == "blank"
    assert str(irish["people"]) == "<NA>"


def test_a_bme_row_without_a_label_is_known_by_its_sum_and_a_wrong_one_is_refused():
    assert "a checked total" in set(monitoring().left_out["reason"])
    found = monitoring(MONITORING.replace(",76,", ",77,"))
    assert said(found, "refused") == [
        "monitoring.csv, row 21: the row has figures but no label, and they are not the sum of the others",
    ]


def test_a_monitoring_table_whose_total_is_wrong_is_refused_with_its_row():
    found = monitoring(MONITORING.replace("Total,200", "Total,201"))
    assert said(found, "refused") == [
        "monitoring.csv, row 23, ethnic group: the total says 201, but its groups add up to 200"
    ]


def test_a_stage_nobody_knows_is_asked_about_and_may_be_left_out():
    text = MONITORING.replace("Shortlisted", "Interviewed")
    asked = monitoring(text)
    assert [one.label for one in asked.questions] == ["Interviewed"]
    found = monitoring(text, answers={"Interviewed": "leave out"})
    assert (found.outcome, set(found.records["stage"])) == ("accepted", {"applied", "appointed"}), said(found)


def test_whose_monitoring_table_it_is_is_asked_where_it_does_not_say():
    asked = monitoring(MONITORING.replace("Exham Council", "Our"))
    assert [one.label for one in asked.questions] == ["body_code"]
    found = monitoring(MONITORING.replace("Exham Council", "Our"), answers={"body_code": "lb-exham"})
    assert (found.outcome, found.bodies) == ("accepted", ("lb-exham",))
    defaults = monitoring(MONITORING.replace("Exham Council", "Our"), defaults={"body_code": "lb-exham"})
    assert defaults.outcome == "accepted", "an officer of one body need not say which"


EVENTS = """Who came to our events: April 2025 to June 2025,,
Ethnicity,Summer fair,Budget forum
White British,40,12
Black African,10,3
Black Caribbean,8,*
Indian,5,2
Prefer not to say,1,0
Total,64,21
"""


def test_events_across_are_participation():
    found = monitoring(EVENTS, answers={"body_code": "lb-exham"})
    assert (found.outcome, found.kind) == ("accepted", "participation"), said(found)
    assert found.understood == "81 people at 2 activities, April to June 2025; ethnicity known for 80"
    hidden = found.records.query("ethnic_group == 'caribbean' and activity == 'Budget forum'").iloc[0]
    assert hidden["people_mark"] == "c"


@pytest.mark.parametrize("text", [MONITORING, EVENTS])
def test_a_monitoring_table_in_a_workbook_gives_the_same_records(text):
    rows = [[float(cell) if cell.isdigit() else cell for cell in line.split(",")] for line in text.splitlines()]
    answers = {"body_code": "lb-exham"}
    book = checked(a_workbook({"Sheet1": rows}), "m.xlsx", bodies=EXHAM, aliases=ALIASES | ALSO, answers=answers)
    plain = monitoring(text, answers=answers)
    assert book.outcome == "accepted", said(book)
    assert book.records.drop(columns="sheet").equals(plain.records.drop(columns="sheet"))


def test_a_list_of_people_is_not_taken_for_a_monitoring_table():
    people = [f"{n},{group},{40 + n}" for n in range(30) for group in ("Indian", "Arab", "Roma", "Chinese")]
    assert checked(a_csv("Staff,Origin of person,Years", *people)).outcome == "refused"


def test_groups_without_a_heading_above_them_are_not_a_table():
    assert checked(a_csv("Indian,4", "Arab,5", "Roma,6", "Chinese,7")).outcome == "refused"
