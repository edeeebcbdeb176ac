"""Groups and maps: every group has one place in every coarser classification, and the definitions agree with them."""

import pytest

from parity.reference.groups import group_maps, groups

COARSER = {
    "2021-19": {"2011-18", "2011-15", "2001-16", "broad-5", "survey-4", "white-other", "british-other", "all"},
    "2011-18": {"2011-15", "2001-16", "broad-5", "survey-4", "white-other", "british-other", "all"},
    "2011-15": {"broad-5", "survey-4", "white-other", "british-other", "all"},
    "2001-16": {"broad-5", "survey-4", "white-other", "british-other", "all"},
    "broad-5": {"survey-4", "white-other", "all"},
    "survey-4": {"white-other", "all"},
    "white-other": {"all"},
    "british-other": {"all"},
    "all": set(),
}


def members(classification):
    return {group.code: group for group in groups() if group.classification == classification}


def the_map(classification, to):
    return {
        row.group: row.to_group
        for row in group_maps()
        if (row.classification, row.to_classification) == (classification, to)
    }


def test_each_classification_reaches_exactly_the_coarser_ones():
    reached = {classification: set() for classification in COARSER}
    for row in group_maps():
        reached[row.classification].add(row.to_classification)
    assert reached == COARSER


def test_every_map_takes_every_group_to_one_known_group():
    pairs = {(row.classification, row.to_classification) for row in group_maps()}
    assert len(group_maps()) == sum(len(members(classification)) for classification, _ in pairs)
    for classification, to in pairs:
        mapped = the_map(classification, to)
        assert set(mapped) == set(members(classification))
        assert set(mapped.values()) <= set(members(to))


def test_no_map_leads_to_as_many_groups_or_more():
    for row in group_maps():
        assert len(members(row.to_classification)) < len(members(row.classification)), row


def test_a_map_in_two_steps_equals_the_map_in_one():
    compared = 0
    for first, seconds in COARSER.items():
        for second in seconds:
            for third in COARSER[second]:
                one, two, direct = the_map(first, second), the_map(second, third), the_map(first, third)
                assert {code: two[middle] for code, middle in one.items()} == direct, (first, second, third)
                compared += 1
    assert compared > 40


@pytest.mark.parametrize(("definition", "to"), [("including", "british-other"), ("excluding", "white-other")])
def test_a_group_counts_under_a_definition_exactly_when_its_map_says_so(definition, to):
    for classification, reached in COARSER.items():
        answers = {code: getattr(group, definition) for code, group in members(classification).items()}
        if to in reached:
            minorities = f"minorities_{definition}"
            expected = {
                code: "yes" if group == minorities else "no" for code, group in the_map(classification, to).items()
            }
            assert answers == expected
        elif classification != to:
            assert "unknown" in answers.values()


def test_a_group_that_holds_both_sides_says_unknown():
    assert (members("broad-5")["white"].including, members("broad-5")["white"].excluding) == ("unknown", "no")
    assert (members("survey-4")["white"].including, members("survey-4")["white"].excluding) == ("unknown", "no")
    assert members("british-other")["minorities_including"].excluding == "unknown"
    assert members("white-other")["white"].including == "unknown"


def test_maps_that_are_not_exact_say_why():
    for row in group_maps():
        assert (row.exact == "no") == bool(row.note), row


def test_roma_and_chinese_change_places_between_censuses():
    assert the_map("2021-19", "2011-18")["roma"] == "white_other"
    assert members("2001-16")["chinese"].broad == "other"
    assert the_map("2001-16", "broad-5")["chinese"] == "asian"
    inexact = {(r.classification, r.group, r.to_classification) for r in group_maps() if r.exact == "no"}
    assert {("2021-19", "roma", "2011-18"), ("2001-16", "chinese", "broad-5")} <= inexact
    assert ("2011-18", "chinese", "broad-5") not in inexact


def test_positions_run_alphabetically_with_other_last():
    order = [group.short_label for group in groups() if group.classification == "broad-5"]
    assert order == ["Asian", "Black", "Mixed", "White", "Other"]
    for classification in COARSER:
        found = sorted(members(classification).values(), key=lambda group: group.position)
        assert [group.position for group in found] == list(range(1, len(found) + 1))
        for broad in ("asian", "black", "mixed", "white", "other"):
            labels = [group.label for group in found if group.broad == broad]
            assert labels == sorted(labels, key=lambda label: (": Other " in label or ": Any " in label, label))


def test_the_committed_tables_are_those_of_the_code(read):
    assert list(read("groups").itertuples(index=False, name=None)) == [
        tuple(str(value) for value in group) for group in groups()
    ]
    assert list(read("group_maps").itertuples(index=False, name=None)) == [tuple(row) for row in group_maps()]


def test_classifications_count_their_groups(read):
    sizes = read("classifications").set_index("classification").groups.astype(int).to_dict()
    assert sizes == {classification: len(members(classification)) for classification in COARSER}
    assert [sizes[c] for c in ("2021-19", "2011-18", "2011-15", "2001-16", "broad-5")] == [19, 18, 15, 16, 5]


def test_there_are_two_definitions(read):
    assert list(read("definitions").definition) == ["including", "excluding"]
