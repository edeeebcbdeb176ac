"""A region's table of small areas: taken whole, with every problem at once, and beside the census afterwards."""

import dataclasses
import io

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from parity import areas_told, build, current, ledger, places
from parity.measures import area_profile
from parity.release import make
from parity.returns import Kept
from parity.store import open_store
from parity.verify import verify
from tests.ledger.homes import a_new_home, took
from tests.small import SOUTHWARK

FINEST = "2021-19"


@pytest.fixture
def home(tmp_path):
    return a_new_home(tmp_path)


def census(authority: str = SOUTHWARK) -> pd.Series:
    """What the census of 2021 counted in an authority, by group."""
    people = pd.read_parquet(places.REFERENCE / "population.parquet")
    people = people[(people["area_code"] == authority) & (people["classification"] == FINEST)]
    return people.set_index("group_code")["residents"].astype(int).sort_index()


def table(areas: int = 7, authority: str = SOUTHWARK) -> pd.DataFrame:
    """The people of an authority dealt out over output areas."""
    whole = census(authority)
    dealt = pd.DataFrame({code: [n // areas + (at < n % areas) for at in range(areas)] for code, n in whole.items()})
    codes = [f"E00{at:06d}" for at in range(1, areas + 1)]
    return pd.concat([pd.DataFrame({"OA21CD": codes, "LAD21CD": authority}), dealt], axis=1)


def sent(home, frame: pd.DataFrame, **said):
    out = io.StringIO()
    frame.to_csv(out, index=False)
    return took(home, out.getvalue().encode(), filename="areas.csv", **said)


def test_small_areas_stand_beside_the_census_and_a_rebuilt_store_is_equal(home):
    found = sent(home, table())
    assert found.outcome == "accepted", found.message
    assert "7 small areas in 1 authorities by 19 groups" in found.message
    assert "the areas of 1 of 1 authorities add up to their census counts" in found.message
    store = open_store(home.store)
    assert store.ask("area", area="E00000003")[["level", "parent_code"]].iloc[0].tolist() == ["small area", SOUTHWARK]
    parts = area_profile.parts(store, SOUTHWARK, "small area", "broad-5", "black")
    assert len(parts) == 7
    black = census()[["african", "caribbean", "black_other"]].sum()
    assert parts["people"].sum() == black
    own = store.ask("residents_of_area", area="E00000001", age_base="all ages")
    sizes = own.groupby("classification")["residents"].sum()
    assert sizes.nunique() == 1 and set(sizes.index) == {FINEST, "broad-5", "white-other", "british-other"}
    assert own["base"].eq(sizes.iloc[0]).all()
    assert verify(home).wrong == ()


def test_an_area_told_twice_for_all_ages_is_counted_once_whether_a_return_says_so_or_leaves_it_blank(home):
    assert sent(home, table()).outcome == "accepted"
    with duckdb.connect(str(home.store)) as store:
        told = "select count(*) from residents where area_code = 'E00000001'"
        once = store.execute(told).fetchone()
        store.execute(
            "insert into returns by name select * replace ('twice' as return_id, sequence + 1 as sequence) from returns"
            " where kind = 'population'"
        )
        kept = [one for one in current.inputs(home, ledger.read(home.ledger), current.reader_of(home)).returns
                if areas_told.of_small_areas(one)]  # fmt: skip
        blank = pq.read_table(kept[0].file)
        blank = blank.set_column(blank.column_names.index("age_base"), "age_base", pa.nulls(len(blank), pa.string()))
        pq.write_table(blank, home.folder / "blank.parquet")
        kept.append(Kept(dataclasses.replace(kept[0].of, return_id="twice"), home.folder / "blank.parquet"))
        store.execute("delete from residents_told; delete from area_within where area_code like 'E00%'")
        store.execute("delete from areas where area_code like 'E00%'; delete from returns_of_residents")
        build.add_places(store, areas_told.told(kept))
        assert store.execute(told).fetchone() == once


def test_rows_that_are_no_table_stand_in_the_store_as_they_were_told(home):
    """A row for a place and group, which says where the place lies, and not for every group of every place."""
    rows = [("2018-06-30", "White Irish", 7), ("2019-06-30", "Indian", 5), ("2019-06-30", "African", 9)]
    frame = pd.DataFrame(rows, columns=["date", "ethnic_group", "residents"])
    frame = frame.assign(area_code=SOUTHWARK, within="E12000007", classification=FINEST)
    found = sent(home, frame, kind="population")
    assert found.outcome == "accepted", found.message
    kept = [one for one in current.inputs(home, ledger.read(home.ledger), current.reader_of(home)).returns
            if areas_told.of_small_areas(one)]  # fmt: skip
    assert len(kept) == 1 and not areas_told.told(kept).returns
    with duckdb.connect(str(home.store), read_only=True) as store:
        asked = (
            "select year(date), group_code, residents, base from residents where area_code = ? and classification = ?"
        )
        asked += " and year(date) in (2018, 2019) and source_code in (select return_id from returns) order by all"
        told, whole = (store.execute(asked, [SOUTHWARK, which]).fetchall() for which in (FINEST, "white-other"))
    assert told == [(2018, "white_irish", 7, 7), (2019, "african", 9, 14), (2019, "indian", 5, 14)]
    assert (2019, "minorities_excluding", 14, 14) in whole


def test_the_release_leaves_small_areas_out_and_groups_stand_in_one_order_whatever_order_they_came_in(home):
    there = table()
    assert sent(home, there[[*there.columns[:2], *there.columns[:1:-1]]]).outcome == "accepted"
    with duckdb.connect(str(home.store), read_only=True) as store:
        told = store.execute("select group_codes = list_sort(group_codes), people from residents_told").fetchall()
    assert len(told) == 7 * 4 and all(in_order for in_order, _ in told)
    assert there.loc[0, there.columns[2:]].tolist() in [people for _, people in told]
    make(home, by="Ann")
    assert store_rows(home) == 0


def store_rows(home) -> int:
    store = open_store(home.public)
    return len(store.ask("areas_within", area=SOUTHWARK, level="small area"))


def test_every_problem_of_a_table_is_told_at_once(home):
    wrong = table().astype(object)
    wrong.loc[0, "OA21CD"] = "E0000001"
    wrong.loc[2, "OA21CD"] = "E00000004"
    wrong.loc[1, "LAD21CD"] = "Southwark town"
    wrong.loc[5, "indian"] = "12.5"
    wrong.loc[6, "roma"] = ""
    found = sent(home, wrong)
    assert found.outcome == "refused"
    said = "\n".join(problem.message for problem in found.checked.problems)
    for what in ("row 2, area: 'E0000001' is not", "row 5, area: 'E00000004' stands", "row 3, within: 'Southwark town'",
                 "row 7, Asian: Indian: '12.5'", "row 8, White: Roma: an empty cell"):  # fmt: skip
        assert what.lower() in said.lower(), said


def test_areas_that_are_missing_or_a_list_that_is_not_whole_are_refused(home):
    assert "the census counted" in sent(home, table().iloc[:-1]).message
    assert "not one whole list" in sent(home, table().drop(columns="indian"), answers={"date": "2021-03-21"}).message
    assert sent(home, table().iloc[:, :-1].assign(date="2021")).outcome == "refused"
