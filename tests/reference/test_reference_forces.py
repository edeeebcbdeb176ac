"""Police forces: each authority in one, and every name in the police tables known."""

import pytest

from parity.reference.aliases import as_label
from parity.reference.files import read_text

POLICE_FILES = [
    "eng_police_representation_hansard/minority_ethnic_officers_by_force_1992-02-28.csv",
    "eng_police_representation_hansard/minority_ethnic_officers_by_force_1991_1999_partial27.csv",
    "eng_police_representation_hansard/police_officer_strength_by_force_1999-09-30_partial27.csv",
    "eng_police_representation_hansard/pcso_minority_ethnic_by_force_2002_03_2003_04.csv",
    "eng_police_representation_hansard/bme_officers_vs_population_by_force_2015_partial41.csv",
    "eng_police_use_of_force/use_of_force_by_ethnicity_force_2018_19.csv",
]


def test_there_are_43_forces_and_each_authority_lies_in_one(read):
    forces, served = read("forces"), read("force_areas")
    authorities = read("areas").query("level == 'authority' and standing == 'current'").area_code
    assert len(forces) == 43
    assert set(served.force_code) == set(forces.force_code)
    assert sorted(served.area_code) == sorted(authorities)


def test_the_city_has_its_own_force_and_the_metropolitan_police_serves_the_rest_of_london(read, london):
    served = read("force_areas").groupby("force_code").area_code.agg(set)
    names = read("forces").set_index("name").force_code
    assert served[names["City of London"]] == {"E09000001"}
    assert served[names["Metropolitan Police"]] == london - {"E09000001"}


def test_residents_of_the_force_areas_are_those_of_the_census(read, people):
    served = read("force_areas").set_index("area_code").force_code
    rows = people[(people.source_code == "census_2021_authorities") & (people.classification == "all")]
    by_force = rows.groupby(rows.area_code.map(served)).residents.sum()
    assert len(by_force) == 43
    assert by_force.sum() == rows.residents.sum()


def test_force_areas_hold_the_residents_of_2011_counted_by_force(read, people, sources):
    changes = read("area_changes")
    served = read("force_areas").set_index("area_code").force_code
    whole = changes[changes.to_code.isin(served.index) & (changes.kind != "made_of")]
    steps = whole.set_index("from_code").to_code
    rows = people[(people.source_code == "census_2011_authorities") & (people.classification == "all")]
    ours = rows.groupby(rows.area_code.map(steps).map(served)).residents.sum()
    aliases = read("force_aliases").set_index("label").force_code
    theirs = read_text(sources, "eng_police_use_of_force/pfa_census2011_ethnic_group_18.csv")
    for row in theirs.itertuples(index=False):
        assert ours[aliases[as_label(row[0])]] == int(row[1]), row[0]


def test_a_spelling_of_a_force_leads_to_one_force(read):
    aliases = read("force_aliases")
    assert aliases.label.is_unique
    assert [as_label(label) for label in aliases.label] == list(aliases.label)
    assert set(aliases.force_code) == set(read("forces").force_code)


@pytest.mark.parametrize("name", POLICE_FILES)
def test_every_force_in_the_police_tables_is_known(read, sources, name):
    rows = read_text(sources, name)
    column = "Police Force" if "Police Force" in rows else "police_force"
    strangers = {force for force in rows[column] if as_label(force) not in set(read("force_aliases").label)}
    assert strangers <= {"British Transport Police", "Total England and Wales"}
