"""Authorities year by year, against a naive recomputation; the mart that is grown equals one made from nothing."""

from datetime import date

import pytest

from parity.measures import authorities
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK, a_body, a_count, a_store

COUNTS = {
    "B1": ((2014, {"asian": 2, "white": 8}), (2016, {"asian": 1, "white": 9}), (2016.5, {"asian": 4, "white": 6})),
    "B2": ((2016, {"asian": 3, "white": 27}),),
    "B3": ((2016, {"asian": 5, "white": 5}),),
}
AREAS = {"B1": (SOUTHWARK,), "B2": (SOUTHWARK,), "B3": (SOUTHWARK, KENSINGTON)}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    counts = [
        a_count(
            group, people, body=body, classification="broad-5", as_at=f"{int(year)}-{'11' if year % 1 else '03'}-30"
        )
        for body, told in COUNTS.items()
        for year, groups in told
        for group, people in groups.items()
    ]
    bodies = [a_body(code, f"Board {code}", areas) for code, areas in AREAS.items()]
    return a_store(tmp_path_factory.mktemp("authorities"), bodies, counts)


def naive(store, year: int, group: str) -> tuple[float, float, float]:
    """People, base and reference, body by body and census by census."""
    people = base = 0
    for body, told in COUNTS.items():
        latest = [groups for when, groups in told if int(when) == year][-1:]
        if AREAS[body] == (SOUTHWARK,) and latest:
            people, base = people + latest[0][group], base + sum(latest[0].values())
    census = store.ask("residents_of_area", area=SOUTHWARK, age_base="all ages")
    census = census[(census["classification"] == "broad-5") & (census["group_code"] == group)]
    (first, one), (last, two) = (
        (row["date"].date(), row["residents"] / row["base"]) for row in census.sort_values("date").to_dict("records")
    )
    part = (date(year, 6, 30) - first).days / (last - first).days
    return people, base, one + (two - one) * part


@pytest.mark.parametrize("year", [2014, 2016])
def test_an_authority_is_its_own_bodies_added_up_against_the_line_between_the_censuses(store, year):
    found = authorities.by_year(store).set_index(["area_code", "year", "group_code"]).loc[(SOUTHWARK, year, "asian")]
    people, base, reference = naive(store, year, "asian")
    assert (found["count"], found["base"]) == (people, base)
    assert found["reference"] == reference
    assert found["gap"] == people / base - reference


def test_a_body_of_several_authorities_is_in_none_and_others_have_no_rows(store):
    assert set(authorities.by_year(store)["area_code"]) == {SOUTHWARK}
    assert authorities.by_year(store, [HARTLEPOOL]).empty
    assert list(authorities.by_year(store, [HARTLEPOOL]).columns) == authorities.COLUMNS
    assert set(authorities.DESCRIBED) == set(authorities.COLUMNS)
