"""What is and what is not taken for a person's details."""

import random

import pytest

from parity.intake import layouts, personal


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


def test_a_general_address_does_not_hide_a_persons_beside_it():
    assert personal.in_text("info@example.org or sam.doe@example.org") == "an e-mail address"


@pytest.mark.parametrize(
    "text",
    ["Fatima Begum has left", "asked by JOHN SMITH", "see Priya K. Patel's note", "Chair: Oluwaseun Adeyemi (2024)",
     "mrs bloggs", "minutes (Siobhan O’Connor)", "David Williams, James Taylor and others", "Professor Bloggs said so"],
)  # fmt: skip
def test_a_name_is_seen_in_a_sentence(text):
    assert personal.in_text(text) == "a person's name"


@pytest.mark.parametrize(
    "text",
    ["Stephen Lawrence Centre", "Victoria Park", "the James Brown Foundation", "Councillor Surgery",
     "Martin Luther King", "Elizabeth Street", "St James's", "White British", "Black Caribbean", "Mixed: White and Asian",
     "Tower Hamlets", "King's Lynn and West Norfolk", "Florence Nightingale Ward", "Thomas Coram", "Grace Church",
     "Young Women's Forum", "Bangladeshi Welfare Association", "Joseph Rowntree Foundation", "In March Smith Square"],
)  # fmt: skip
def test_the_name_of_something_else_is_let_through(text):
    assert personal.in_text(text) == ""


@pytest.mark.parametrize(
    ("text", "what"),
    [("sw1a 1aa", "a postcode"), ("12, SE1 1AA", "a postcode"), ("(B1 1AA)", "a postcode"), ("q1 2nd", ""), ("S1 2nd", ""),
     ("0044 7700 900123", "a telephone number"), ("2025/26 Q1", ""), ("V1 2AB", "")],
)  # fmt: skip
def test_postcodes_and_numbers_are_seen_however_they_are_written(text, what):
    assert personal.in_text(text) == what


@pytest.mark.parametrize(
    "column",
    [["Fatima Begum", "John Smith", "Xiu Chen"], ["Begum, Fatima", "Smith, John"], ["fatima begum", "JOHN SMITH"],
     ["Fatima", "John", "Priya"], ["J Smith", "F. Begum", "P Patel"], ["Smith J", "Begum F", "Patel P."],
     ["John Mark Smith", "Oluwaseun Adeyemi", "Agnieszka Zzz"]],
)  # fmt: skip
def test_names_are_seen_in_a_column_of_them(column):
    assert personal.names(column) == column


@pytest.mark.parametrize(
    "column",
    [["Town Hall", "Victoria Hall", "Central Library"], ["Victoria East", "Stanley North", "Alexandra South"],
     ["Grace Centre", "Martin House", "Carol Service"], ["Urdu", "Bengali", "Polish"], ["Asian", "Black", "White"],
     ["Health day", "Budget day"], ["North", "South", "Grace"], ["Helen", "Centre", "Park", "Library"]],
)  # fmt: skip
def test_other_columns_are_let_through(column):
    assert personal.names(column) == []


@pytest.mark.parametrize("heading", ["Ward", "Venue", "Area name", "Organisation", "Project title"])
def test_a_heading_of_other_names_is_believed_unless_they_can_be_nothing_else(heading):
    assert personal.names(["Ashley Down", "Stanley Bank", "Alexandra Bay"], heading=heading) == []
    assert personal.names(["Fatima Begum", "John Smith"], heading=heading) == ["Fatima Begum", "John Smith"]


def test_a_ward_may_be_called_after_a_person():
    assert personal.cells(["William Morris"], personal.allowed_in(None, "Ward name")) == {}
    assert personal.cells(["William Morris"], personal.allowed_in(field("participation", "area_name"), "Area")) == {}
    assert personal.cells(["William Morris"], personal.allowed_in(None, "Ref 2")) == {
        "William Morris": "a person's name"
    }


def field(kind: str, name: str):
    return layouts.layout(kind).field(name)


def test_one_name_is_enough_among_references():
    among = field("seats", "member_ref")
    assert personal.names(["S01", "Fatima Begum"], among) == ["Fatima Begum"]
    assert personal.names(["M1", "fatima.begum"], among) == ["fatima.begum"]
    assert personal.names(["Fatima Zzz", "M2"], among) == ["Fatima Zzz"]
    assert personal.names(["Fatima", "John", "Priya"], among) == ["Fatima", "John", "Priya"]
    assert personal.names(["HCK-001", "Chair", "North ward 2"], among) == []


def test_organisations_named_after_people_are_let_through_and_people_are_not():
    among = field("funding", "recipient")
    assert personal.names(["John Lewis", "Age Concern", "Asian Women's Forum"], among) == []
    assert personal.names(["Stephen Lawrence Trust", "Elizabeth House", "Dr Smith & Partners"], among) == []
    assert personal.names(["Fatima Begum", "John Smith", "Age Concern"], among) == ["Fatima Begum", "John Smith"]
    assert personal.names(["Mrs J Bloggs", "Age Concern", "Mencap"], among) == ["Mrs J Bloggs"]


def test_the_author_of_what_is_published_may_be_cited():
    cited = field("survey", "source")
    assert personal.allowed_in(cited, "Source") == {"a person's name"}
    assert personal.names(["David Williams", "James Taylor"], cited) == []


def test_a_column_looked_through_at_once_holds_what_its_texts_hold_one_by_one():
    chance = random.Random(2011)
    seeds = [
        "ring 07700 900123", "+44 (0)20 7946 0958", "(0113) 4960000", "AB 12 34 56 C", "SW1A 1AA", "m1 1ae", "B33 8TH.", "2 1st",
        "12 high street", "Flat 3b, 10 Long Road", "d.o.b. 12/3/1980", "born 1 May 1980", "sam.doe@example.org", "E09000028",
        "A-2016-0000123", "ask Fatima J. Begum about it", "Organisation 000123",
    ]  # fmt: skip
    signs = "0123456789017ABCDEWSabcdst nrh@.,-/()+:;'\n\t\x0b\xa0é£٣_"
    texts = []
    for _ in range(30_000):
        text = list(chance.choice(seeds))
        for _ in range(chance.randint(0, 4)):
            at = chance.randint(0, len(text))
            text[at : at + chance.randint(0, 2)] = chance.choice(signs) * chance.randint(0, 1)
        texts.append("".join(text) + chance.choice(["", "", " now", ")", "\n"]))
    for allowed in (frozenset(), personal.ALLOWED["organisation"], personal.ALLOWED["contact"]):
        alone = {text: what for text in texts if len(text) > 5 and (what := personal.in_text(text, allowed))}
        assert personal.cells(texts, allowed) == alone
        assert len(alone) > 1000
