"""Samples of people's own details, which are refused before anything is kept."""

from tests.intake.builders import a_csv, a_workbook
from tests.returns.register import COUNTS, GRANTS, HEAD, INDIAN, SEATS, counts, sample


@sample("names.csv")
def names_by_heading() -> bytes:
    return a_csv("Name," + SEATS, "Jo Bloggs,southwark-lsp,core,S1,M1,Asian: Indian,2024-04-01,")


@sample("names-hidden.csv")
def names_by_content() -> bytes:
    rows = [("S1", "Fatima Begum"), ("S2", "John Smith"), ("S3", "Priya Patel")]
    lines = (f"southwark-lsp,core,{seat},M{seat},Asian: Indian,2024-04-01,,{who}" for seat, who in rows)
    return a_csv(SEATS + ",Ref 2", *lines)


@sample("names-as-references.csv")
def names_as_references() -> bytes:
    return a_csv(SEATS, "southwark-lsp,core,S1,Fatima Begum,Asian: Indian,2024-04-01,")


@sample("titles-and-names.csv")
def a_name_in_words() -> bytes:
    return counts(INDIAN + ",Cllr Bloggs stood in", head=COUNTS + ",Note")


@sample("emails.csv")
def e_mail_addresses() -> bytes:
    return counts(INDIAN + ",ask jo.bloggs@example.org", head=COUNTS + ",Note")


@sample("phones.csv")
def telephone_numbers() -> bytes:
    return counts(INDIAN + ",07700 900123", head=COUNTS + ",Note")


@sample("births.csv")
def dates_of_birth_by_heading() -> bytes:
    return counts(INDIAN + ",1970-01-02", head=COUNTS + ",DOB")


@sample("births-unsaid.csv")
def dates_of_birth_by_content() -> bytes:
    days = ["12/03/1951", "01/09/1968", "30/11/1974", "07/07/1983", "19/05/1990"]
    groups = ["Indian", "Pakistani", "Arab", "Roma", "Chinese"]
    lines = (f"southwark-lsp,core,2026-03-31,{group},1,{day}" for group, day in zip(groups, days, strict=True))
    return counts(*lines, head=COUNTS + ",Field 6")


@sample("addresses.csv")
def postal_addresses() -> bytes:
    return counts(INDIAN + ",12 Acacia Avenue", head=COUNTS + ",Note")


@sample("postcodes.csv")
def postcodes() -> bytes:
    return counts(INDIAN + ",SW1A 1AA", head=COUNTS + ",Where")


@sample("insurance.csv")
def national_insurance_numbers() -> bytes:
    return counts(INDIAN + ",AB 12 34 56 C", head=COUNTS + ",Ref")


@sample("names-on-another-sheet.xlsx")
def names_on_another_sheet() -> bytes:
    rows = [HEAD, ["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4]]
    return a_workbook({"Counts": rows, "Contacts": [["Surname", "Team"], ["Bloggs", "Policy"]]})


@sample("names-in-a-sentence.csv")
def a_name_in_a_sentence() -> bytes:
    return counts(INDIAN + ",Fatima Begum stood down in May", head=COUNTS + ",Note")


@sample("names-by-initial.csv")
def names_by_initial() -> bytes:
    rows = [("S1", "J Smith"), ("S2", "F. Begum"), ("S3", "P Patel")]
    lines = (f"southwark-lsp,core,{seat},M{seat},Asian: Indian,2024-04-01,,{who}" for seat, who in rows)
    return a_csv(SEATS + ",Ref 2", *lines)


@sample("names-as-recipients.csv")
def people_among_recipients() -> bytes:
    lines = ("G1,2025-04-01,Fatima Begum,Trust,500,E09000028", "G2,2025-04-01,John Smith,Trust,700,E09000028")
    return a_csv(GRANTS, *lines)


@sample("names-above.csv")
def a_name_above_the_table() -> bytes:
    return a_csv("Prepared by Priya Patel", "", COUNTS, INDIAN)


@sample("births-as-references.csv")
def dates_of_birth_as_references() -> bytes:
    days = ["12/03/1951", "01/09/1968", "30/11/1974", "07/07/1983", "19/05/1990"]
    lines = (f"southwark-lsp,core,S{seat},{day},Asian: Indian,2024-04-01," for seat, day in enumerate(days))
    return a_csv(SEATS, *lines)


@sample("postcodes-small.csv")
def postcodes_in_small_letters() -> bytes:
    return counts(INDIAN + ",14 the lawns se1 1aa", head=COUNTS + ",Note")
