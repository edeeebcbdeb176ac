"""Good practice: the search finds what a plain reading of every case finds, and nothing else."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parity.measures import cases
from tests.records import a_store_of
from tests.small import KENSINGTON, SOUTHWARK, a_body

LABELS = {
    "bangladeshi": ("Asian: Bangladeshi", "asian"),
    "african": ("Black: African", "black"),
    "roma": ("White: Roma", "white"),
}
WORDS = ("forum", "Crèche", "evening", "interpreters", "bus fares", "50 % more", "nobody came", "Somali", "under_score")
FIELDS = ("title", "what_was_done", "effect", "source")


def a_case(code: str, **told: str) -> dict[str, str]:
    row = {"case_code": code, "title": "A case", "area_code": SOUTHWARK, "mechanism": "forum", "communities": "",
           "what_was_done": "People met.", "effect": "", "evidence_grade": "measured", "worked": "yes",
           "from": "2024-01-01", "to": "2024-12-31", "source": ""}  # fmt: skip
    return row | told


def random_cases(chance: Random, number: int) -> list[dict[str, str]]:
    return [
        a_case(
            f"C{n:02}",
            title=f"Case of {chance.choice(WORDS)} and {chance.choice(WORDS)}",
            what_was_done=f"There was {chance.choice(WORDS)}.",
            effect=chance.choice(["", f"It gave {chance.choice(WORDS)}."]),
            area_code=chance.choice(["", SOUTHWARK, KENSINGTON, "E05011110", "E12000007"]),
            mechanism=chance.choice(["forum", "panel", ""]),
            communities=chance.choice(["", "bangladeshi", "african", "bangladeshi; roma"]),
            evidence_grade=chance.choice([*cases.GRADES, ""]),
            worked=chance.choice(list(cases.WORKED)),
            to=chance.choice(["", "2024-06-30", "2025-06-30"]),
        )
        for n in range(number)
    ]


ROWS = random_cases(Random(4), 60)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return a_store_of(tmp_path_factory.mktemp("cases"), {"bodies": [a_body()], "cases": ROWS})


def plainly(word: str) -> str:
    return word.lower().replace("è", "e")


def naively(text, mechanism, community, area, worked, grade) -> set[str]:
    found = set()
    names = {SOUTHWARK: "Southwark London", KENSINGTON: "Kensington and Chelsea London", "E05011110": "Peckham Southwark",
             "E12000007": "London England", "": ""}  # fmt: skip
    inside = {SOUTHWARK: {SOUTHWARK, "E05011110"}, "E12000007": {SOUTHWARK, KENSINGTON, "E05011110", "E12000007"}}
    for row in ROWS:
        codes = [each for each in row["communities"].split("; ") if each]
        everything = " ".join(
            [row["case_code"], *(row[field] for field in FIELDS), names[row["area_code"]], row["mechanism"],
             *(LABELS[code][0] for code in codes)]
        )  # fmt: skip
        if any(plainly(word) not in plainly(everything) for word in text.split()):
            continue
        if mechanism and row["mechanism"] != mechanism:
            continue
        if community and community not in codes and community not in [LABELS[code][1] for code in codes]:
            continue
        if area and row["area_code"] not in inside[area]:
            continue
        if (worked and row["worked"] != worked) or (grade and row["evidence_grade"] != grade):
            continue
        found.add(row["case_code"])
    return found


asked = st.tuples(
    st.sampled_from(
        ["", "forum", "CRÈCHE", "creche evening", "50 %", "e", "under_score", "somali  forum", "peckham", "%", "_"]
    ),
    st.sampled_from([None, "forum", "panel"]),
    st.sampled_from([None, "bangladeshi", "asian", "white", "black", "roma"]),
    st.sampled_from([None, SOUTHWARK, "E12000007"]),
    st.sampled_from([None, *cases.WORKED]),
    st.sampled_from([None, *cases.GRADES]),
)


@settings(max_examples=40)
@given(asked)
def test_the_search_finds_what_reading_every_case_finds(store, chosen):
    assert set(cases.found(store, *chosen)["case_code"]) == naively(*chosen)


def test_a_sign_that_sql_gives_a_meaning_is_a_letter_like_any_other(store):
    assert len(cases.found(store, "%")) == len(naively("%", *[None] * 5)) < len(ROWS)
    assert cases.found(store, "'; drop table cases; --").empty


def test_the_best_evidence_comes_first_and_the_latest_within_it(store):
    frame = cases.found(store)
    place = [[*cases.GRADES, None].index(each) for each in frame["evidence_grade"]]
    assert place == sorted(place)
    for _, same in frame.groupby("evidence_grade", dropna=False):
        days = [str(row.until if row.until == row.until else row.since) for row in same.itertuples()]
        assert days == sorted(days, reverse=True)


def test_cases_are_counted_by_mechanism_as_they_came_out(store):
    frame = cases.found(store)
    counted = cases.by_mechanism(frame).set_index("name")
    for code, name in (("forum", "Forum"), ("panel", "Panel"), ("", "Not told")):
        of = [row for row in ROWS if row["mechanism"] == code]
        assert counted.at[name, "cases"] == len(of)
        for worked in cases.WORKED:
            assert counted.at[name, worked] == sum(row["worked"] == worked for row in of)
            strong = sum(row["worked"] == worked and row["evidence_grade"] in ("evaluated", "measured") for row in of)
            assert counted.at[name, f"{worked}_strong"] == strong
    assert counted["cases"].sum() == len(ROWS)


def test_what_can_be_chosen_is_what_is_told(store):
    held = cases.choices(store)
    assert list(held["mechanism"]) == ["forum", "panel"]
    assert set(held["community"]) == {"bangladeshi", "african", "roma", "asian", "black", "white"}


def test_a_case_without_a_grade_or_communities_says_so(store):
    frame = cases.found(store)
    assert set(frame.loc[frame["evidence_grade"].isna(), "mark"]) == {"[x]"}
    assert (frame["communities"].isna() == frame["note"].ne("")).all()


def test_invented_cases_are_shown_only_where_there_is_no_real_one(tmp_path):
    invented = {"cases": [a_case("I1", title="Invented")]}
    both = a_store_of(tmp_path / "both", {"bodies": [a_body()], "cases": [a_case("R1")]}, invented)
    assert list(cases.found(both)["case_code"]) == ["R1"]
    assert cases.found(both, "invented").empty
    alone = a_store_of(tmp_path / "alone", {"bodies": [a_body()]}, invented)
    assert set(cases.found(alone)["standing"]) == {"illustrative"}


def test_a_store_without_cases_has_none(tmp_path):
    empty = a_store_of(tmp_path, {"bodies": [a_body()]})
    assert cases.found(empty).empty and list(cases.found(empty)) == cases.COLUMNS
    assert list(cases.by_mechanism(cases.found(empty))) == cases.BY_MECHANISM
