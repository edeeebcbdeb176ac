"""Sentences about cases, opportunities, what is not known, and the store: right in number, and never more than is known."""

from datetime import date

import pandas as pd
import pytest

from parity import findings

DAY = date(2026, 11, 26)


def cases(*told: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(told, columns=["worked", "evidence_grade"])


@pytest.mark.parametrize(
    ("frame", "everything", "said"),
    [
        (cases(), 0, "No case of practice has been sent yet."),
        (cases(), 1, "The one case does not match: take away a word or a choice."),
        (cases(), 3, "None of the 3 cases matches: take away a word or a choice."),
        (cases(("yes", "measured")), 1, "1 case matches. It worked, and that rests on an evaluation or figures before and after."),
        (cases(("no", "opinion")), 9, "1 of 9 cases matches. It did not work, and that rests on somebody's word alone."),
        (cases(("yes", "evaluated"), ("yes", "opinion")), 2,
         "2 cases: all worked. 1 rests on an evaluation or on figures before and after, 1 on somebody's word."),
        (cases(("yes", "opinion"), ("no", "reported"), ("mixed", None)), 5,
         "3 of 5 cases match: 1 worked, 1 worked in part and 1 did not work. All rest on somebody's word: none was evaluated or "
         "measured."),
        (cases(("yes", "evaluated"), ("no", "measured")), 2,
         "2 cases: 1 worked and 1 did not work. All rest on an evaluation or on figures before and after."),
    ],
)  # fmt: skip
def test_cases(frame, everything, said):
    assert findings.cases.found(frame, everything) == said


def areas(*told: tuple[float, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(told, columns=["opportunity", "told"])
    return frame.assign(area=[f"W{n}" for n in range(len(told))], parent="P", residents=1000.4)


NAN = float("nan")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (areas((1, True)), "On 26 November 2026, 1 opportunity to take part is open in X, all in W0, the one ward told of."),
        (areas((2, True), (0, True)), "On 26 November 2026, 2 opportunities to take part are open in X; 1 of the 2 wards told of has none."),
        (areas((0, True), (0, True), (NAN, False)), "On 26 November 2026, no opportunities to take part are open in X; 2 of the 2 "
         "wards told of have none. Of the other 1 ward nobody has told: that is not none."),
        (areas((NAN, False)), "Nobody has told of anything to take part in in X: that is not none, it is not known."),
        (areas(), "X has no wards to look at."),
    ],
)  # fmt: skip
def test_opportunities_by_area(frame, said):
    assert findings.opportunities.by_area(frame, "X", "ward", DAY) == said


def test_places_with_nothing_and_places_not_told_of_are_two_lists():
    none = areas((0, True), (0, True))
    assert findings.opportunities.none_here(none, "ward").startswith("2 wards with 2,001 residents")
    assert (
        findings.opportunities.none_here(none[:0], "ward")
        == "Every one of the wards told of has something to take part in."
    )
    assert "P. Ask for" in findings.opportunities.not_told(areas((NAN, False)), "ward")
    assert findings.opportunities.not_told(none[:0], "ward") == ""


@pytest.mark.parametrize(
    ("kinds", "held", "asked", "said"),
    [
        ([], [], False, "Nothing in X is told of."),
        ([], [], True, "Nothing in X matches: take away a word or a choice."),
        (["opportunity"], ["within"], False, "1 opportunity to take part."),
        (["opportunity", "training", "training"], ["within", "around", "around"], True,
         "Matching: 1 opportunity to take part and 2 training offers, 2 of them for a larger place around it."),
    ],
)  # fmt: skip
def test_the_directory(kinds, held, asked, said):
    assert findings.opportunities.directory(pd.DataFrame({"kind": kinds, "held": held}), "X", asked) == said


def entries(*told: tuple) -> pd.DataFrame:
    return pd.DataFrame(told, columns=["about", "kind_name", "group_code", "area_code", "body_code"])


def test_the_register_counts_what_it_is_about_and_is_never_a_zero():
    frame = entries(("group", "Members", "roma", None, None), ("place", "Surveys", None, "E1", None),
                    ("body", "Members", None, None, "B1"), ("period", "Members", None, None, "B1"))  # fmt: skip
    assert findings.register.register(frame, "London", False) == (
        "Of real bodies in London, nobody has told 4 things: about 1 ethnic group, 1 place and 1 body. Missing most often: members. "
        "None of this is a 0: it is not known."
    )
    assert findings.register.register(frame[:0], "London", True) == (
        "Every kind of evidence looked for is told, of invented bodies in London."
    )
    assert findings.register.of_place(frame, "X") == (
        "In real returns, nobody has told these of X: surveys. 1 real body serving it left something out."
    )
    assert "is told of X" in findings.register.of_place(frame[:0], "X")


@pytest.mark.parametrize(
    ("tellers", "said"),
    [
        ({"A": [0, 0], "B": [0, 0]}, "Nobody tells anything of any of the 2 groups."),
        ({"A": [1, 0], "B": [0, 0]}, "Of 1 of the 2 groups nobody tells anything at all: B."),
        ({"A": [1, 2], "B": [0, 3]}, "Somebody tells something of every one of the 2 groups; 1 is told in every kind of evidence."),
        ({f"G{n}": [0] for n in range(8)} | {"A": [1]},
         "Of 8 of the 9 groups nobody tells anything at all: their rows hold nothing but [x]."),
    ],
)  # fmt: skip
def test_groups_that_nobody_tells_of(tellers, said):
    rows = [(label, number) for label, numbers in tellers.items() for number in numbers]
    assert findings.register.groups_told(pd.DataFrame(rows, columns=["label", "tellers"])) == said


def test_the_store_says_what_it_was_made_from_and_who_may_see_it():
    contents = pd.DataFrame({"standing": ["published", "illustrative", "published"], "returns": [2, 3, 1]})
    assert findings.sources.store(pd.DataFrame({"a": [1]}), contents) == (
        "1 published source, and 6 returns: 3 published and 3 illustrative. Each figure names the source it comes from."
    )
    assert "public store, release public-1" in findings.sources.release("public-1", True)
    assert "full store, build abc" in findings.sources.release("abc", False)
    assert findings.sources.listed_sources(3, 3) == "All 3 of them, by name."
