"""The search box finds what a few words may mean, and the page that shows it."""

import pytest

from parity import places, search
from parity.measures.catalogue import MEASURES

PAGES = {file.stem: file.stem.replace("_", " ") for file in (places.PROJECT / "pages").glob("*.py")}


def found(the_store, words: str) -> dict[str, dict]:
    return {each.name: {"page": each.page} | dict(each.choices) for each in search.find(the_store, words, PAGES)}


@pytest.mark.parametrize(
    ("words", "name", "where"),
    [
        ("metro pol", "Metropolitan Police Service", {"page": "representation", "body": "E23000001"}),
        ("SOUTHW", "Southwark (authority)", {"page": "area_profile", "area": "E09000028"}),
        ("old kent", "Old Kent Road, Southwark (ward)",
         {"page": "area_profile", "area": "E09000028", "ward": "E05011109"}),
        ("bangla", "Where Asian: Bangladeshi people live, on the map", {"page": "map", "group": "bangladeshi"}),
        ("members stay", "How long the members of each group stay, against everyone else", {"page": "recruitment"}),
        ("ladder", "ladder", {"page": "ladder"}),
    ],
)  # fmt: skip
def test_a_few_letters_find_a_body_a_place_a_group_a_measure_or_a_page(the_store, words, name, where):
    at = found(the_store, words)
    assert name in at, list(at)
    assert at[name] == where


@pytest.mark.parametrize("words", ["", "x", "  ", "zzqy", "'; drop table areas; --", "%", "_", "\\"])
def test_nonsense_finds_nothing_and_breaks_nothing(the_store, words):
    assert found(the_store, words) == {}


def test_every_page_that_a_measure_is_shown_on_is_there_and_every_name_is_a_measure():
    assert set(search.SHOWN_ON) <= set(MEASURES)
    assert {page for page in search.SHOWN_ON.values()} <= set(PAGES)


def test_a_page_that_is_not_offered_is_not_found(the_store):
    assert {each.page for each in search.find(the_store, "money", {"map": "Map"})} == set()
