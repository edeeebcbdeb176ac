"""What is and what is not taken for a person's details."""

import pytest

from parity.intake import personal


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Name", "names"), ("Member's name", "names"), ("Name of applicant", "names"), ("Chair name", "names"),
        ("Volunteer first name", "names"), ("SURNAME", "names"), ("Contact_Name", "names"),
        ("Work e-mail", "e-mail addresses"), ("Email (home)", "e-mail addresses"), ("Mobile no.", "telephone numbers"),
        ("D.O.B.", "dates of birth"), ("Member date of birth", "dates of birth"), ("Home address", "addresses"),
        ("Address line 2", "addresses"), ("Post code of member", "postcodes"), ("NINO", "National Insurance numbers"),
        ("Funding Org:Contact Name", "names"),
    ],
)  # fmt: skip
def test_a_heading_says_what_of_people_stands_below_it(heading, what):
    assert personal.heading_of_people(heading) == what


@pytest.mark.parametrize(
    "heading",
    ["Body name", "Area name", "Partnership name", "Web address", "Organisation address", "Recipient Org:Postal Code",
     "Members", "Number of members", "Ethnic group of member", "Officers", "Programme name", "Ward", "Tenant type"],
)  # fmt: skip
def test_other_headings_are_let_through(heading):
    assert personal.heading_of_people(heading) == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("write to jo.bloggs@example.org", "an e-mail address"), ("07700 900123", "a telephone number"),
        ("(020) 7946 0018", "a telephone number"), ("+44 (0)20 7946 0018", "a telephone number"),
        ("01632960001", "a telephone number"), ("AB 12 34 56 C", "a National Insurance number"), ("SE1 1AA", "a postcode"),
        ("12 Acacia Avenue", "a postal address"), ("Flat 2, 14 High Street", "a postal address"),
        ("born 2 Jan 1970", "a date of birth"), ("Mrs Bloggs", "a person's name"), ("Cllr. Bloggs", "a person's name"),
    ],
)  # fmt: skip
def test_a_persons_details_are_seen_in_words(text, what):
    assert personal.in_text(text) == what


@pytest.mark.parametrize(
    "text",
    ["E09000028", "2026-03-31", "01/02/2026", "1,234,567", "0.171234567891", "360G-abc-0123456789", "GB-CHC-1234567",
     "10 11 12 13 14", "Bristol, City of", "12 people came", "the 3 way court case", "Miss out", "S01", "M014",
     "info", "a@b", "https://example.org/0201234567"],
)  # fmt: skip
def test_what_only_looks_a_little_like_it_is_let_through(text):
    assert personal.in_text(text) == ""


def test_a_general_address_of_an_organisation_is_its_own():
    assert personal.in_text("info@example.org") == ""
    assert personal.in_text("enquiries.north@example.org") == ""
    assert personal.in_text("sam.doe@example.org") == "an e-mail address"


def test_names_are_seen_in_a_column_of_them_and_one_is_enough_among_references():
    assert personal.names(["Fatima Begum", "John Smith", "Xiu Chen"]) == ["Fatima Begum", "John Smith", "Xiu Chen"]
    assert personal.names(["Town Hall", "Victoria Hall", "Central Library"]) == []
    assert personal.names(["S01", "Fatima Begum"], strict=True) == ["Fatima Begum"]
