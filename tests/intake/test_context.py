"""The tables of reference become what the checks take for granted."""

import pandas as pd

from parity.intake.context import Context, context_from, fold


def frames() -> dict[str, pd.DataFrame]:
    """The reference tables with a few rows each, all text."""
    return {
        "groups": pd.DataFrame(
            [("2021-19", "indian", "Asian: Indian", "asian"), ("2021-19", "roma", "White: Roma", "white"),
             ("broad-5", "asian", "Asian or Asian British", "asian"), ("all", "all", "Everyone", None)],
            columns=["classification", "group_code", "label", "broad_code"],
        ),
        "aliases": pd.DataFrame([("indian", "indian"), ("unknown", "not_known")], columns=["label", "group_code"]),
        "aliases_unmapped": pd.DataFrame([("gypsy/roma", "Joins two groups.")], columns=["label", "reason"]),
        "areas": pd.DataFrame(
            [("E06000061", "North Northamptonshire", "authority", "current", "E12000004"),
             ("E07000150", "Corby", "authority", "predecessor", "E12000004"),
             ("E06000065", "North Yorkshire", "authority", "successor", "E12000003"),
             ("E07000163", "Craven", "authority", "current", "E12000003")],
            columns=["area_code", "name", "level", "standing", "parent_code"],
        ),
        "area_changes": pd.DataFrame(
            [("E07000150", "E06000061", "merged"), ("E07000163", "E06000065", "merged"),
             ("E06000065", "E07000163", "made_of"), ("E06000061", "E06000061", "same"),
             ("E07009999", "E07000150", "recoded")],
            columns=["from_code", "to_code", "kind"],
        ),
    }  # fmt: skip


def test_codes_no_longer_in_use_lead_to_the_one_in_use_and_codes_in_use_stay():
    context = context_from(frames())
    assert context.area_changes == {"E07000150": "E06000061", "E07009999": "E06000061"}


def test_groups_are_known_by_alias_label_and_code():
    context = context_from(frames())
    assert {context.read_group(label) for label in ("Indian", "Asian: Indian", "INDIAN")} == {"indian"}
    assert context.classifications == {"2021-19": ("indian", "roma"), "broad-5": ("asian",), "all": ("all",)}
    assert context.broad[("2021-19", "roma")] == "white"


def test_a_doubtful_label_is_no_group_and_its_reason_is_known():
    context = context_from(frames())
    assert context.read_group("Gypsy / Roma") == ""
    assert context.why_doubtful("Gypsy / Roma") == "Joins two groups."


def test_the_four_unknowns_are_known_without_any_table():
    context = context_from({"groups": frames()["groups"]})
    spelt = ("Prefer not to say", "not stated", "Don't know", "Refused")
    assert [context.read_group(label) for label in spelt] == [
        *("prefer_not_to_say", "not_stated", "not_known", "refused"),
    ]


def test_only_places_in_use_are_found_by_name():
    context = context_from(frames(), bodies={"a": "A"})
    assert context.find_places("corby") == ()
    assert context.find_places("North Northamptonshire Council") == ("E06000061",)
    assert context.bodies == {"a": "A"}


def test_spellings_that_differ_only_in_marks_and_accents_are_one():
    assert fold("Tŷ-Newydd") == fold("ty newydd")
    assert fold("Black/African & Caribbean") == fold("Black African and Caribbean")


def test_a_spelling_of_the_tables_counts_before_one_that_looks_like_it():
    aliases = {"mixed/other": "mixed_or_other", "mixed other": "mixed_other", "other chinese": "chinese"}
    context = Context(aliases, {code: code for code in aliases.values()}, doubtful={"other/chinese": "Two groups."})
    spelt = ("Mixed/Other", "mixed / other", "Mixed  other", "Other Chinese", "other/chinese", "Mixed: other")
    read = [context.read_group(label) for label in spelt]
    assert read == ["mixed_or_other", "mixed_or_other", "mixed_other", "chinese", "", "mixed_other"]
