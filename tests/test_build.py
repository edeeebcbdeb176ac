"""Building a store: whole or not at all, equal from equal inputs, and seen at once by those who hold the old one."""

import shutil

import duckdb
import pytest

from parity import build, current, places
from parity.places import Home
from parity.store import NoStore, open_store
from tests.small import a_body, a_count, a_home, a_store


def tables_of(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main' order by 1"
        ).fetchall()
        return {name: connection.execute(f'select * from "{name}" order by all').fetchall() for (name,) in names}


def test_a_rebuild_gives_equal_tables(home, tmp_path):
    again = current.rebuild(Home(tmp_path))
    assert tables_of(again.path) == tables_of(home / "store.duckdb")


def test_the_build_id_changes_with_the_inputs(tmp_path):
    one = a_store(tmp_path / "one", [a_body()])
    same = a_store(tmp_path / "same", [a_body()])
    other = a_store(tmp_path / "other", [a_body(name="Another board")])
    assert one.build_id == same.build_id != other.build_id


def test_a_store_is_current_until_an_input_changes(tmp_path):
    a_store(tmp_path, [a_body()])
    assert current.is_current(a_home(tmp_path))
    bodies = tmp_path / "published" / "bodies.csv"
    bodies.write_text(bodies.read_text().replace("A board", "Another board"))
    assert not current.is_current(a_home(tmp_path))


def test_a_damaged_store_is_not_current(tmp_path):
    (tmp_path / "store.duckdb").write_bytes(b"not a store")
    assert not current.is_current(Home(tmp_path))


def test_whoever_asks_again_after_a_swap_gets_the_new_store(tmp_path):
    old = a_store(tmp_path, [a_body(name="Old name")])
    new = a_store(tmp_path, [a_body(name="New name")])
    assert old.ask("bodies").at[0, "name"] == "Old name"  # a page that has begun keeps the store it began with
    assert new.ask("bodies").at[0, "name"] == "New name"
    assert open_store(tmp_path / "store.duckdb") is new


def test_a_build_that_fails_leaves_the_old_store_and_nothing_else(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 3)])
    counts = tmp_path / "published" / "seat_counts.csv"
    counts.write_text(counts.read_text().replace(",3,", ",three,"))
    with pytest.raises(build.CannotBuild, match=r"seat_counts.csv of the project cannot be read: .*'three'"):
        current.rebuild(a_home(tmp_path))
    assert open_store(tmp_path / "store.duckdb") is store
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "kept",
        "ledger.lock",
        "published",
        "reference",
        "store.duckdb",
    ]


def test_nothing_built_says_what_to_do(tmp_path):
    with pytest.raises(NoStore, match="Run `make build`"):
        open_store(tmp_path / "store.duckdb")


def test_the_store_lets_nothing_be_written_or_read_outside_it(the_store):
    with the_store._connection.cursor() as cursor:
        cursor.execute("use store")
        for statement in ("create table t (i int)", "delete from sources"):
            with pytest.raises(duckdb.InvalidInputException, match="read-only"):
                cursor.execute(statement)
        with pytest.raises(duckdb.PermissionException):
            cursor.execute("select * from read_csv('/etc/hostname')")


def test_known_totals_come_out_of_the_store(the_store):
    def people(area, year, group="all"):
        rows = the_store.ask("residents_of_area", area=area, age_base="all ages")
        found = rows[(rows["date"].astype(str).str.startswith(year)) & (rows["group_code"] == group)]
        return found["residents"].iloc[0]

    assert people("K04000001", "2011-03") == 56_075_912  # ONS, Census 2011, QS201EW
    assert people("E12000007", "2011-03") == 8_173_941
    assert abs(people("E12000007", "2021-03") - 8_799_725) <= 20  # ONS, Census 2021, perturbed cells
    assert people("K04000001", "2011-03", "white") == 48_209_395


def test_groups_add_up_to_the_total_of_every_exact_area(the_store):
    with the_store._connection.cursor() as cursor:
        cursor.execute("use store")
        wrong = cursor.execute("""
            select count(*) from residents as total
            inner join (
                select area_code, date, age_base, classification, source_code, sum(residents) as residents
                from residents where classification != 'all' group by all
            ) as groups using (area_code, date, age_base, source_code)
            where total.classification = 'all' and not total.estimated and total.residents != groups.residents
        """).fetchone()
    assert wrong == (0,)


def test_london_has_its_33_authorities_and_679_wards_in_19_groups(the_store):
    assert len(the_store.ask("areas_within", area="E12000007", level="authority")) == 33
    rows = the_store.ask(
        "residents_by_part", area="E12000007", level="ward", classification="2021-19", date="2021-03-21"
    )
    assert rows["area_code"].nunique() == 679
    assert rows.groupby("area_code").size().eq(19).all()


def test_no_area_is_silently_dropped(the_store):
    with the_store._connection.cursor() as cursor:
        cursor.execute("use store")
        silent = cursor.execute("""
            select area_code from areas
            where standing = 'current'
            and area_code not in (select area_code from residents)
            and area_code not in (select place from left_out)
        """).fetchall()
    assert silent == []


def test_every_reference_file_has_its_table(tmp_path):
    stray = tmp_path / "reference"
    shutil.copytree(places.REFERENCE, stray)
    (stray / "unheard_of.csv").write_text("a\n1\n")
    with pytest.raises(build.CannotBuild, match="unheard_of"):
        current.rebuild(Home(tmp_path, stray))


def test_a_release_that_has_not_been_made_is_asked_for_in_a_sentence(tmp_path):
    with pytest.raises(NoStore, match="Nothing has been released to the public yet"):
        current.store(Home(tmp_path), "public")
    with pytest.raises(ValueError, match="full, public"):
        current.opened(Home(tmp_path), "everybody")
