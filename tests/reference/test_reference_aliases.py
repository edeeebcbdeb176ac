"""Spellings: each leads to one group, or is listed with the reason why it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.reference.aliases import UNKNOWN, as_label
from parity.reference.files import read_text


def test_every_alias_leads_to_a_known_group_or_a_kind_of_unknown(read):
    codes = set(read("groups").group_code) | set(UNKNOWN)
    aliases = read("aliases")
    assert set(aliases.group_code) <= codes
    assert set(UNKNOWN) <= set(aliases.group_code)


def test_every_group_has_an_alias_and_its_own_labels_lead_to_it(read):
    aliases = read("aliases").set_index("label").group_code
    groups = read("groups")
    assert set(groups.group_code) <= set(aliases)
    for group in groups.itertuples():
        assert aliases[as_label(group.label)] == group.group_code
        assert aliases[as_label(group.short_label)] == group.group_code


def test_no_spelling_is_listed_twice(read):
    labels = [*read("aliases").label, *read("aliases_unmapped").label]
    assert len(labels) == len(set(labels))
    assert [as_label(label) for label in labels] == labels


def test_every_spelling_in_the_standard_list_is_resolved_or_explained(read, sources):
    raw = read_text(sources, "eng_ethnicity_classifications_rdu/classification_lookup.csv").iloc[:, 0]
    assert len(raw) == 285
    assert {as_label(label) for label in raw} <= set(read("aliases").label) | set(read("aliases_unmapped").label)


@pytest.mark.parametrize(
    ("spelling", "group_code"),
    [
        ("White: English, Welsh, Scottish, Northern Irish or British", "white_british"),
        ("Ethnic group: White: Roma", "roma"),
        ("Ethnic Group: Asian/Asian British: Chinese; measures: Value", "chinese"),
        ("Ethnic group: Total: All usual residents", "all"),
        ("Any other Asian background", "asian_other"),
        ("Mixed – White and Black Caribbean", "mixed_white_caribbean"),
        ("Black or Black British - Any other Black background", "black_other"),
        ("BlkAfrican", "african"),
        ("W9", "white_other"),
        ("O1", "chinese"),
        ("A4", "chinese"),
        ("Black (or Black British)", "black"),
        ("Mixed/Other", "mixed_or_other"),
        ("other than white", "minorities_excluding"),
        ("Other than White British", "minorities_including"),
        ("Ethnic minorities (including White minorities)", "minorities_including"),
        ("Not stated", "not_stated"),
        ("Unknown", "not_known"),
        ("Prefer not to say", "prefer_not_to_say"),
        ("Refused", "refused"),
        ("White Irish", "white_irish"),
        ("Traveller of Irish heritage", "gypsy_traveller"),
    ],
)
def test_common_spellings_are_resolved(read, spelling, group_code):
    aliases = read("aliases").set_index("label").group_code
    assert aliases[as_label(spelling)] == group_code


@pytest.mark.parametrize(
    "spelling",
    ["BME", "BAME", "Ethnic minorities", "Gypsy/Roma", "Chinese or other", "White non-British", "Not applicable"],
)
def test_spellings_that_could_mislead_are_not_resolved(read, spelling):
    unmapped = read("aliases_unmapped").set_index("label")
    assert as_label(spelling) not in set(read("aliases").label)
    assert unmapped.reason[as_label(spelling)]


@given(st.text())
def test_a_label_in_its_compared_form_stays_as_it_is(text):
    assert as_label(as_label(text)) == as_label(text)


@given(st.text(alphabet="abc /-"), st.sampled_from([" ", "\u00a0", "\t", "\n", "  "]))
def test_spaces_and_case_make_no_difference(text, space):
    assert as_label(space + text.upper().replace(" ", space) + space) == as_label(text)
