"""Areas and their codes: nothing without a parent, no code that leads nowhere."""

import pytest

from parity.reference.areas import to_2021


def test_there_are_as_many_areas_as_published(read):
    areas = read("areas")
    current = areas[areas.standing == "current"].level.value_counts().to_dict()
    assert current == {"country": 3, "region": 9, "authority": 331, "ward": 7_665}
    assert areas.area_code.is_unique


def test_every_area_lies_in_an_area_of_the_level_above(read):
    areas = read("areas").set_index("area_code")
    for code, area in areas.iterrows():
        if code == "K04000001":
            assert area.parent_code == ""
            continue
        above = areas.level[area.parent_code]
        allowed = {"ward": {"authority"}, "authority": {"region", "country"}, "region": {"country"}}
        assert above in allowed.get(area.level, {"country"}), code
        assert area.level != "ward" or areas.standing[area.parent_code] == "current"
        assert area.level != "authority" or (above == "country") == code.startswith("W")


def test_london_has_33_authorities_and_704_wards(read, london):
    areas = read("areas")
    assert len(london) == 33
    assert areas[areas.level == "ward"].parent_code.isin(london).sum() == 704


def test_the_ward_in_two_authorities_is_one_row_without_a_part_in_its_name(read):
    ward = read("areas").query("area_code == 'E05014284'")
    assert list(ward.name) == ["Hunmanby & Sherburn"]


def test_every_authority_code_leads_to_codes_of_2021(read):
    areas, changes = read("areas"), read("area_changes")
    authorities = areas[areas.level == "authority"]
    current = set(authorities[authorities.standing == "current"].area_code)
    arrivals = changes[changes.to_code.isin(current)].groupby("from_code").to_code.nunique()
    assert set(arrivals.index) == set(authorities.area_code)
    assert set(changes.to_code) <= set(authorities.area_code)
    many = set(arrivals[arrivals > 1].index)
    assert many == {"E06000063", "E06000064", "E06000065", "E06000066"}
    assert not changes.duplicated(["from_code", "to_code"]).any()


def test_codes_of_2021_that_have_gone_lead_to_their_successors(read):
    changes = read("area_changes")
    gone = changes[(changes.kind == "merged") & (changes.year == "2023")]
    assert gone.groupby("to_code").size().to_dict() == {
        "E06000063": 3,
        "E06000064": 3,
        "E06000065": 7,
        "E06000066": 4,
    }
    back = changes[changes.kind == "made_of"]
    assert set(zip(back.to_code, back.from_code, strict=True)) == set(zip(gone.from_code, gone.to_code, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "kind", "year"),
    [
        ("E07000112", "E07000112", "renamed", "2018"),
        ("E07000190", "E07000246", "merged", "2019"),
        ("E07000004", "E06000060", "merged", "2020"),
        ("E07000150", "E06000061", "merged", "2021"),
        ("E07000100", "E07000240", "recoded", ""),
        ("E08000019", "E08000039", "recoded", "2025"),
        ("E09000001", "E09000001", "same", "2021"),
    ],
)
def test_known_changes_are_there(read, old, new, kind, year):
    changes = read("area_changes")
    found = changes[(changes.from_code == old) & (changes.to_code == new)]
    assert list(zip(found.kind, found.year, strict=True)) == [(kind, year)]


def test_every_authority_in_the_sources_is_an_area(read, sources):
    from parity.reference.files import read_text

    known = set(read("areas").area_code)
    for name, column in {
        "census2011/qs201ew_lad_ew_18groups.csv": "geography code",
        "census2021/ts021_ltla21_ew_19groups.csv": "ltla21_code",
        "lookups/lad_codes_all_vintages_uk.csv": "LADCD",
        "lookups/ons_lad22_lad23.csv": "ltla23_code",
        "lookups/ons_lad24_rgn24.csv": "ltla24_code",
        "lookups/ward_codes_all_vintages_ew.csv.gz": "LADCD",
        "lookups/derived_wd22_lad22_ew.csv": "ward22_code",
        "census2021/derived_ward22_ew_broad5_from_oa.csv": "wd22cd",
        "census2011/derived_ks201ew_ward22_ew_14groups.csv": "ward22cd",
        "eng_police_use_of_force/lad16_to_pfa16_lookup.csv": "LAD16CD",
    }.items():
        codes = {code for code in read_text(sources, name)[column] if code[:1] in ("E", "W")}
        assert codes, name
        assert not codes - known, name


def test_every_area_of_the_annual_estimates_is_an_area_or_a_gap(read, sources):
    from parity.reference.files import read_text

    codes = set(read_text(sources, "estimates/gla_ethnic_groups_by_borough_2012_2020_tidy.csv").area_code)
    missing = codes - set(read("areas").area_code)
    assert missing == {"S92000003", "N92000002", "K02000001"}
    assert missing <= set(read("left_out").place)


def test_codes_of_2011_reach_all_331_authorities(sources):
    assert len(set(to_2021(sources).values())) == 331
