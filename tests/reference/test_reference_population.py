"""Residents: known totals, groups that add up, and shares that are quoted elsewhere."""

import pandas as pd
import pytest

EXACT = ["census_2021_authorities", "census_2021_wards", "census_2011_authorities", "census_2011_adults"]


def rows_of(people, source_code, classification):
    return people[(people.source_code == source_code) & (people.classification == classification)]


def groups_and_totals(people, source_code):
    """Per area and date: the sum of the groups, the total, and how many groups there are."""
    rows = people[people.source_code == source_code]
    groups = rows[rows.classification != "all"].groupby(["area_code", "date"]).residents.agg(["sum", "size"])
    totals = rows[rows.classification == "all"].set_index(["area_code", "date"]).residents
    return groups.join(totals.rename("total"), how="outer")


def test_england_and_wales_in_2011_is_the_published_total(people):
    totals = rows_of(people, "census_2011_authorities", "all")
    assert totals.residents.sum() == 56_075_912
    assert len(totals) == 348


def test_london_in_2011_and_2021_is_the_published_total(people, london):
    assert len(london) == 33
    in_2011 = rows_of(people, "census_2011_authorities", "all")
    in_2021 = rows_of(people, "census_2021_authorities", "all")
    assert in_2011[in_2011.area_code.isin(london)].residents.sum() == 8_173_941
    assert abs(in_2021[in_2021.area_code.isin(london)].residents.sum() - 8_799_725) <= 20


def test_london_has_679_published_wards_with_19_groups_each(people, read, london):
    wards = read("areas").query("level == 'ward'").set_index("area_code").parent_code
    rows = rows_of(people, "census_2021_wards", "2021-19")
    in_london = rows[rows.area_code.map(wards).isin(london)]
    sizes = in_london.groupby("area_code").group_code.nunique()
    assert len(sizes) == 679
    assert set(sizes) == {19}


@pytest.mark.parametrize("source_code", EXACT)
def test_groups_add_exactly_to_the_total(people, source_code):
    compared = groups_and_totals(people, source_code)
    assert compared.notna().all(axis=None)
    assert (compared["sum"] == compared.total).all()


def test_groups_of_wards_in_2011_add_to_the_total_in_the_decimals_kept(people):
    compared = groups_and_totals(people, "census_2011_wards_estimated")
    assert (compared["sum"] - compared.total).abs().max() < 0.005
    assert set(compared["size"]) == {15}


def test_worked_out_wards_of_2021_miss_their_total_by_no_more_than_the_guide_says(people):
    compared = groups_and_totals(people, "census_2021_wards_estimated")
    assert 0 < (compared["sum"] - compared.total).abs().max() <= 14
    assert set(compared["size"]) == {5}


def test_annual_estimates_miss_their_total_only_by_rounding(people):
    compared = groups_and_totals(people, "estimates_2012_2020")
    whole = compared[compared["size"] == 4]
    assert len(whole) == 374
    assert (whole["sum"] - whole.total).abs().max() <= 2_000


@pytest.mark.parametrize(("definition", "share"), [("including", 60.7), ("excluding", 29.4)])
def test_kensington_and_chelsea_in_2011_has_the_quoted_share(people, read, definition, share):
    groups = read("groups").query("classification == '2011-18'").set_index("group_code")
    rows = rows_of(people, "census_2011_authorities", "2011-18").query("area_code == 'E09000020'")
    counted = rows.group_code.map(groups[definition]) == "yes"
    assert round(100 * rows[counted].residents.sum() / rows.residents.sum(), 1) == share


def test_published_wards_add_to_their_authorities_within_what_the_publisher_perturbs(people, read):
    parent = read("areas").set_index("area_code").parent_code
    wards = rows_of(people, "census_2021_wards", "2021-19")
    added = wards.groupby([wards.area_code.map(parent), "group_code"]).residents.sum()
    authorities = rows_of(people, "census_2021_authorities", "2021-19").set_index(["area_code", "group_code"]).residents
    gaps = (added - authorities.reindex(added.index)).abs()
    assert len(gaps) == 40 * 19
    assert gaps.max() <= 11


def test_wards_of_2011_and_the_areas_without_a_ward_make_the_published_total(people, read):
    lost = read("left_out").query("source_code == 'census_2011_wards_estimated' and people != ''")
    total = rows_of(people, "census_2011_wards_estimated", "all").residents.sum() + lost.people.astype(int).sum()
    assert len(lost) == 5
    assert abs(total - 56_075_912) < 1


def test_adults_of_2011_are_fewer_than_residents_of_all_ages_at_2021_codes(people, read):
    current = set(read("areas").query("level == 'authority' and standing == 'current'").area_code)
    steps = read("area_changes")
    steps = steps[steps.to_code.isin(current) & (steps.kind != "made_of")].set_index("from_code").to_code
    all_ages = rows_of(people, "census_2011_authorities", "2011-18")
    white = all_ages[all_ages.group_code.isin(["white_british", "white_irish", "gypsy_traveller", "white_other"])]
    adults = rows_of(people, "census_2011_adults", "white-other").query("group_code == 'white'")
    everyone = white.groupby(white.area_code.map(steps)).residents.sum()
    shares = adults.set_index("area_code").residents / everyone
    assert set(shares.index) == current
    assert white.residents.sum() == 48_209_395
    assert shares.between(0.65, 0.95).all()


def test_adults_of_2011_come_from_tables_that_add_to_the_published_totals(sources):
    from parity.reference.population import ages_2011

    ages = ages_2011(sources)
    assert ages["all"].sum() == 56_075_912
    assert ages.white.sum() == 48_209_395


def test_wards_of_2011_agree_with_a_separate_working_out_of_the_same_method(people, sources):
    from parity.reference.population import SHORT_2011

    rounded = pd.read_csv(sources / "census2011/derived_ks201ew_ward22_ew_14groups.csv").set_index("ward22cd")
    ours = rows_of(people, "census_2011_wards_estimated", "2011-15")
    ours = ours.pivot(index="area_code", columns="group_code", values="residents")
    for column, group in SHORT_2011.items():
        gaps = (ours[group] - rounded[column]).abs()
        in_london = rounded.lad22_code.reindex(gaps.index).str.startswith("E09")
        assert gaps[~in_london].max() <= 0.5, column  # theirs are whole people
        assert gaps[in_london].max() < 5, column  # and theirs lose the people of weights that add to less than 1


def test_every_row_has_its_own_key_and_the_rows_are_in_key_order(people):
    keys = ["area_code", "date", "age_base", "classification", "group_code"]
    assert not people.duplicated(keys).any()
    ordered = people.sort_values(keys, kind="stable", ignore_index=True)
    assert (ordered[keys] == people[keys]).all(axis=None)


def test_no_count_is_negative_and_intervals_hold_their_estimate(people):
    assert people.residents.notna().all()
    assert (people.residents >= 0).all()
    with_interval = people[people.lower.notna()]
    assert set(with_interval.source_code) == {"estimates_2012_2020"}
    assert (with_interval.lower >= 0).all()
    assert (with_interval.lower <= with_interval.residents).all()
    assert (with_interval.residents <= with_interval.upper).all()


def test_survey_estimates_carry_intervals_and_census_counts_do_not(people):
    survey = people.source_code == "estimates_2012_2020"
    assert people[survey].upper.notna().all()
    assert people[~survey].upper.isna().all()


def test_a_known_annual_estimate_is_kept_with_its_interval(people):
    row = people[
        (people.area_code == "E12000007")
        & (people.date.astype(str) == "2020-06-30")
        & (people.group_code == "mixed_or_other")
    ].iloc[0]
    assert (row.residents, row.lower, row.upper) == (875_000, 828_000, 922_000)


def test_only_worked_out_and_survey_rows_are_marked_as_estimated(people):
    marked = set(people[people.estimated].source_code)
    assert marked == {"census_2021_wards_estimated", "census_2011_wards_estimated", "estimates_2012_2020"}
    assert not people[~people.estimated].source_code.isin(marked).any()


def test_totals_stand_apart_from_groups(people):
    assert ((people.classification == "all") == (people.group_code == "all")).all()


def test_every_area_group_and_source_of_a_row_is_known(people, read):
    areas, groups = read("areas"), read("groups")
    assert set(people.area_code) <= set(areas.area_code)
    assert set(people.source_code) <= set(read("sources").source_code)
    known = set(zip(groups.classification, groups.group_code, strict=True))
    assert set(zip(people.classification, people.group_code, strict=True)) <= known
