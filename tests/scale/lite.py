"""The same questions asked of SQLite, with an index for each way in; the last sums are done as the pandas script does them."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from tests.scale import plain
from tests.scale.plain_tables import TABLES
from tests.scale.questions import About

INDEXES = (
    "create index by_area on population (area_code, date)",
    "create index by_authority on population (level, authority, date, classification, group_code, residents)",
    "create index of_group on groups (classification, group_code)",
    "create index by_role on participation (role, body_code, day)",
    "create index by_body on participation (body_code, role)",
    "create index on_day on seat_counts (tier, day, body_code)",
    "create index of_body on catchments (body_code, area_code)",
)
LIVING = """
select authority, date, broad, sum(residents) as residents from population
inner join groups using (classification, group_code) where level = :level {only} group by authority, date, broad"""
TOOK = """
select authority, standing, body_code, cast(strftime('%Y', day) as integer) + (strftime('%m', day) > '03') as year, broad,
    sum(people) as "sum", count(people) as "count", count(*) as "size"
from own inner join participation using (body_code) inner join broad using (group_code)
where role = :role {only} group by authority, standing, body_code, year, broad"""


asked: list[sqlite3.Connection] = []  # so that one that takes too long can be interrupted


def load(folder: Path, file: Path) -> None:
    """The tables in a database file, with indexes; one that was not finished is not there."""
    aside = file.with_suffix(".part")
    aside.unlink(missing_ok=True)
    with sqlite3.connect(aside) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        for name in TABLES:
            for batch in pq.ParquetFile(folder / f"{name}.parquet").iter_batches(200_000):
                frame = batch.to_pandas()
                for column in ("date", "day"):
                    if column in frame:
                        frame[column] = frame[column].astype(str)
                frame.to_sql(name, connection, if_exists="append", index=False)
        for index in INDEXES:
            connection.execute(index)
        connection.execute("analyze")
    connection.close()
    aside.replace(file)


def opened(folder: Path, question: str, about: About) -> Callable[[], pd.DataFrame]:
    """The question, ready to be asked of the database in a folder."""
    connection = sqlite3.connect(folder / "plain" / "tables.sqlite", check_same_thread=False)
    tables = {name: pd.read_parquet(folder / "plain" / f"{name}.parquet") for name in ("groups", "catchments", "areas")}
    plain.own_authority(tables).to_sql("own", connection, if_exists="replace", index=False)
    plain.broad_of(tables).to_sql("broad", connection, if_exists="replace", index=False)
    connection.execute("create index own_body on own (body_code)")
    connection.execute("create index broad_group on broad (group_code)")
    asked.append(connection)
    return lambda: QUESTIONS[question](connection, about, tables)


def _ask(connection: sqlite3.Connection, sql: str, about: About, **more: object) -> pd.DataFrame:
    given = {"role": about.role, "level": about.level, "part": about.part, "day": about.day.isoformat(), **more}
    return pd.read_sql_query(sql, connection, params=given)


def _authorities(connection, about: About, tables, only: str | None = None) -> pd.DataFrame:
    narrower = "" if only is None else "and authority = :only"
    living = _ask(connection, LIVING.format(only=narrower), about, only=only)
    living["date"] = pd.to_datetime(living["date"])
    by_group = living.set_index(["authority", "date", "broad"])["residents"]
    took = _ask(connection, TOOK.format(only=narrower), about, only=only)
    return plain.joined(took, by_group, by_group.groupby(["authority", "date"]).sum())


def _funnel(connection, about: About, tables) -> pd.DataFrame:
    living = _ask(
        connection,
        """select body_code, date, sum(case when minority = 'yes' then residents else 0.0 end) as counted,
        sum(residents) as residents from catchments inner join population using (area_code)
        inner join groups using (classification, group_code) group by body_code, date""",
        about,
    )
    living["date"] = pd.to_datetime(living["date"])
    told = _ask(
        connection,
        """select body_code, group_code, sum(people) as people from seat_counts
        where tier = :part and day = :day and unit != 'percent' group by body_code, group_code""",
        about,
    )
    counts = told.pivot(index="body_code", columns="group_code", values="people")
    return plain.funnel(counts, living.set_index(["body_code", "date"]), tables["groups"], about.day)


def _profile(connection, about: About, area: str) -> pd.DataFrame:
    living = _ask(
        connection,
        """select date, broad, round(sum(residents), 2) as residents from population
        inner join groups using (classification, group_code) where area_code = :area group by date, broad""",
        about,
        area=area,
    )
    return plain.profile(living.set_index(["date", "broad"])["residents"])


QUESTIONS: dict[str, Callable] = {
    "authorities": _authorities,
    "authority": lambda connection, about, tables: _authorities(connection, about, tables, about.authority),
    "funnel": _funnel,
    "ward": lambda connection, about, tables: _profile(connection, about, about.ward),
    "output area": lambda connection, about, tables: _profile(connection, about, about.small),
}
