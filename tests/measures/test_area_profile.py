"""Who lives in a place: against published census figures, and against plain arithmetic on them."""

import pytest

from parity.measures import area_profile
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK

LONDON = "E12000007"


def rows(frame):
    return {(row["row"], row["group_code"]): row for row in frame.to_dict("records")}


def test_kensington_and_chelsea_in_2011(the_store):
    table = rows(area_profile.groups(the_store, KENSINGTON))
    assert table["definition", "minorities_including"]["share_2011"] == pytest.approx(0.607, abs=5e-4)
    assert table["definition", "minorities_excluding"]["share_2011"] == pytest.approx(0.294, abs=5e-4)


def test_the_five_broad_groups_are_everyone(the_store):
    frame = area_profile.groups(the_store, SOUTHWARK)
    broad = frame[frame["row"] == "broad"]
    assert len(broad) == 5
    assert broad["share_2011"].sum() == pytest.approx(1)
    assert broad["share_2021"].sum() == pytest.approx(1)
    assert broad["change"].sum() == pytest.approx(0, abs=1e-12)


def test_detailed_groups_are_everyone_and_roma_begins_in_2021(the_store):
    frame = area_profile.groups(the_store, SOUTHWARK, detailed=True)
    detail = frame[frame["row"] == "detail"]
    assert len(detail) == 19
    assert detail["residents_2021"].sum() == 307_640
    roma = rows(frame)["detail", "roma"]
    assert (roma["residents_2021"], roma["mark_2011"], roma["mark_2021"]) == (1579, "[x]", "")
    assert "First counted in 2021" in roma["note"]


def test_a_ward_told_in_broad_groups_only_has_no_white_british(the_store):
    ward = area_profile.parts(the_store, HARTLEPOOL, "ward", "broad-5", "asian").iloc[0]
    table = rows(area_profile.groups(the_store, ward["area_code"]))
    assert table["definition", "minorities_including"]["mark_2021"] == "[x]"
    assert table["definition", "minorities_excluding"]["mark_2021"] == "[e]"


def test_a_place_that_is_not_there_has_no_rows(the_store):
    assert area_profile.groups(the_store, "E99999999").empty
    assert area_profile.estimates(the_store, "E99999999").empty
    assert area_profile.parts(the_store, "E99999999", "ward", "broad-5", "asian").empty
    assert area_profile.residential_pattern(the_store, "E99999999").empty


def test_london_estimates_have_limits_and_the_censuses_none(the_store):
    frame = area_profile.estimates(the_store, SOUTHWARK)
    survey, census = frame[frame["kind"] == "estimate"], frame[frame["kind"] == "census"]
    assert survey["lower"].lt(survey["share"]).all()
    assert survey["upper"].gt(survey["share"]).all()
    assert census["lower"].isna().all()
    assert census.groupby("date")["share"].sum().tolist() == pytest.approx([1, 1])
    assert {day.year for day in survey["date"]} == set(range(2012, 2021))


def test_outside_london_there_are_no_estimates_of_authorities(the_store):
    assert area_profile.estimates(the_store, HARTLEPOOL).empty


def test_the_wards_of_london_are_all_there_even_those_without_a_figure(the_store):
    frame = area_profile.parts(the_store, LONDON, "ward", "white-other", "minorities_excluding")
    assert len(frame) == 704
    assert frame["share"].notna().sum() >= 679
    assert frame["share"].dropna().between(0, 1).all()


@pytest.mark.parametrize(
    ("group", "level", "expected"),
    [
        ("asian", "ward", "broad-5"),
        ("indian", "ward", "2011-15"),
        ("indian", "authority", "2011-18"),
        ("mixed_other", "ward", "2021-19"),
        ("mixed_other", "authority", "2011-18"),
        ("roma", "authority", "2021-19"),
        ("white_other", "authority", "2021-19"),
    ],
)
def test_a_group_is_followed_in_the_finest_classification_that_has_it_at_both_ends(group, level, expected):
    assert area_profile.counted_as(group, level) == expected


def test_dissimilarity_equals_the_plain_sum(the_store):
    frame = area_profile.residential_pattern(the_store, SOUTHWARK)
    wards = the_store.ask(
        "residents_by_part", area=SOUTHWARK, level="ward", classification="broad-5", date="2021-03-21"
    )
    black = wards[wards["group_code"] == "black"]
    ours, theirs = black["residents"].sum(), (black["base"] - black["residents"]).sum()
    expected = 0.0
    for row in black.itertuples():
        expected += abs(row.residents / ours - (row.base - row.residents) / theirs) / 2
    assert frame.set_index("group_code").at["black", "dissimilarity"] == pytest.approx(expected)


def test_every_column_is_described(the_store):
    for frame in (
        area_profile.groups(the_store, SOUTHWARK),
        area_profile.parts(the_store, SOUTHWARK, "ward", "broad-5", "asian"),
    ):
        assert set(frame.columns) <= set(area_profile.DESCRIBED)
