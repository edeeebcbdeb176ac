"""What was left out, and errors: what is missing is listed, and how wrong the worked-out wards are is measured."""

import pandas as pd


def test_the_15_output_areas_without_a_ward_are_listed_with_their_people(read):
    left_out = read("left_out")
    listed = left_out[left_out.place.str.match(r"[EW]00\d{6}$")]
    assert len(listed) == 15
    assert listed.people.astype(int).sum() == 3_806


def test_every_ward_has_residents_in_2021_and_2011_or_is_listed(read, people):
    wards = set(read("areas").query("level == 'ward'").area_code)
    left_out = read("left_out")
    for year, expected in (("2021", 16), ("2011", 40)):
        there = set(people[people.date.astype(str).str.startswith(year)].area_code)
        listed = set(left_out[left_out.what == f"Residents of {year} by ethnic group"].place)
        assert wards - there == listed
        assert len(listed) == expected


def test_the_people_of_all_wards_and_of_what_was_left_out_are_the_people_of_all_output_areas(read, sources):
    areas = pd.read_csv(sources / "census2021/ts021_oa21_ew_broad5_percent.csv.gz")
    wards = pd.read_csv(sources / "census2021/derived_ward22_ew_broad5_from_oa.csv")
    left_out = read("left_out")
    lost = left_out[left_out.place.isin(areas.oa21cd)].people.astype(int).sum()
    assert wards.total.sum() + lost == areas["pop"].sum()


def test_every_suppressed_estimate_is_listed(read, people):
    left_out = read("left_out")
    listed = left_out[left_out.why.str.startswith("Suppressed")]
    missing = sum(len(what.split(": ")[1].split(", ")) for what in listed.what)
    there = (people.source_code == "estimates_2012_2020").sum()
    assert there + missing == 43 * 9 * 5


def test_every_source_named_in_any_table_is_described(read, committed):
    known = set(read("sources").source_code)
    checked = 0
    for path in committed.glob("*.csv"):
        rows = read(path.stem)
        if "source_code" in rows and path.stem != "sources":
            assert set(rows.source_code) <= known, path.name
            checked += 1
    assert checked >= 9


def test_every_source_says_who_made_it_on_what_terms_and_where_it_was_had(read):
    sources = read("sources")
    assert sources.source_code.is_unique
    for column in ("title", "publisher", "licence", "obtained_from", "checked"):
        assert (sources[column] != "").all(), column
    needed = "police_1992 police_1999 pcso_2002_2004 police_2015 influence_2013_2022 grants_2013_2018 nrf_2001_2006"
    needed += " volunteering_2016_2020 partnerships_2007 west_midlands_2005"
    assert set(needed.split()) <= set(sources.source_code)


def error(read, source_code, geography, figure, unit):
    rows = read("ward_error")
    found = rows[
        (rows.source_code == source_code)
        & rows.geography.str.startswith(geography)
        & (rows.figure == figure)
        & (rows.unit == unit)
    ]
    assert len(found) == 1
    return found.iloc[0][["median", "p90", "p99", "max"]].astype(float).tolist()


def test_the_error_of_worked_out_wards_of_2021_is_a_few_people(read):
    assert error(read, "census_2021_wards_estimated", "London", "total residents", "people") == [2, 6, 11, 416]
    assert error(read, "census_2021_wards_estimated", "West Midlands", "share white", "percentage points")[3] < 0.3


def test_the_error_of_the_2011_method_in_the_west_midlands_is_that_found_when_the_source_was_prepared(read):
    total = error(read, "census_2011_wards_estimated", "West Midlands", "total residents", "per cent")
    white = error(read, "census_2011_wards_estimated", "West Midlands", "share white", "percentage points")
    assert [round(total[0], 1), round(total[1]), round(total[3])] == [4.3, 15, 30]
    assert abs(white[0] - 0.34) < 0.05
    assert abs(white[1] - 1.6) < 0.1
    assert abs(white[3] - 5.5) < 0.05


def test_the_committed_errors_are_those_of_a_plain_recomputation(read, people, sources):
    worked_out = pd.read_csv(sources / "census2021/derived_ward22_ew_broad5_from_oa.csv").set_index("wd22cd")
    published = people[people.source_code == "census_2021_wards"]
    totals = published[published.classification == "all"].set_index("area_code").residents
    white = published[
        published.group_code.isin(["white_british", "white_irish", "gypsy_traveller", "roma", "white_other"])
    ]
    white = white.groupby("area_code").residents.sum()
    wards = pd.read_csv(sources / "census2021/ts021_ward22_westmidlands8_19groups.csv")["geography code"]
    errors = sorted(
        100 * abs(worked_out.white[ward] / worked_out.total[ward] - white[ward] / totals[ward]) for ward in wards
    )
    found = error(read, "census_2021_wards_estimated", "West Midlands", "share white", "percentage points")
    assert found[0] == round(errors[len(errors) // 2], 2)
    assert found[3] == round(errors[-1], 2)
