"""Reference data and accepted returns into a store: built aside, then swapped in whole."""

import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from parity import places
from parity.store import QUERIES

SCHEMA = QUERIES / "schema"


class AcceptedReturn(NamedTuple):
    """A return that has been accepted, and where its records are."""

    return_id: str
    kind: str
    title: str
    sender: str
    standing: str
    source_code: str | None
    received: str
    file: Path


class Built(NamedTuple):
    """What a build made: rows per table and seconds taken."""

    build_id: str
    path: Path
    rows: dict[str, int]
    seconds: float


def published_returns(folder: Path) -> list[AcceptedReturn]:
    """The returns taken from published sources, as `returns.csv` in the folder lists them, in its order."""
    listed = _read_text_table(folder / "returns.csv")
    listed = listed[listed["kind"].isin(_kinds_with_a_table())]
    return [
        AcceptedReturn(
            return_id=f"{number:06d}",
            kind=row["kind"],
            title=row["title"],
            sender=row["sender"],
            standing="published",
            source_code=row["source_code"],
            received=row["received"],
            file=folder / row["file"],
        )
        for number, row in enumerate(listed.to_dict("records"), start=1)
    ]


def _kinds_with_a_table() -> set[str]:
    """The kinds of return the schema has a table for: the others wait in their files until it has."""
    return set(re.findall(r"create table (\w+)", (SCHEMA / "20_returns.sql").read_text(encoding="utf-8")))


def fingerprint(reference: Path, returns: Iterable[AcceptedReturn]) -> str:
    """A hash of everything a store is made from: equal inputs, equal hash."""
    digest = hashlib.sha256()
    for file in [*sorted(SCHEMA.glob("*.sql")), *_tables(reference), Path(__file__)]:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for each in returns:
        told = "\0".join(str(value) for value in each[:-1])
        digest.update(told.encode() + b"\0" + hashlib.sha256(each.file.read_bytes()).digest())
    return digest.hexdigest()


def build(target: Path, reference: Path = places.REFERENCE, published: Path = places.PUBLISHED) -> Built:
    """Build the store at `target` from reference data and returns, beside it, and swap it in by one rename.

    A reader of the old store keeps it until it asks again; a build that fails leaves the old store as it was.
    """
    started = time.perf_counter()
    returns = published_returns(published)
    inputs = fingerprint(reference, returns)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{target.stem}-{inputs[:12]}-{os.getpid()}.building")
    aside.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(aside)) as connection:
            # One order of rows whatever the number of threads, so that equal inputs give equal tables.
            connection.execute("set preserve_insertion_order = true")
            _make_tables(connection, reference, returns, inputs)
            rows = dict(_rows_per_table(connection))
        aside.replace(target)
    finally:
        for left in (aside, aside.with_name(aside.name + ".wal")):
            left.unlink(missing_ok=True)
    return Built(inputs[:12], target, rows, time.perf_counter() - started)


def is_current(target: Path, reference: Path = places.REFERENCE, published: Path = places.PUBLISHED) -> bool:
    """Was the store at `target` built from just these inputs?"""
    if not target.exists():
        return False
    try:
        with duckdb.connect(str(target), read_only=True) as connection:
            held = connection.execute("select inputs from build").fetchone()
    except duckdb.Error:
        return False
    return held is not None and held[0] == fingerprint(reference, published_returns(published))


def _make_tables(
    connection: duckdb.DuckDBPyConnection, reference: Path, returns: list[AcceptedReturn], inputs: str
) -> None:
    scripts = sorted(SCHEMA.glob("*.sql"))
    for script in (each for each in scripts if each.name < "30"):
        connection.execute(script.read_text(encoding="utf-8"))
    for file in _tables(reference):
        _load_table(connection, file)
    records = sum(_load_return(connection, each) for each in returns)
    connection.execute("insert into build values (?, ?, ?, ?)", [inputs[:12], inputs, len(returns), records])
    for script in (each for each in scripts if each.name >= "30"):
        connection.execute(script.read_text(encoding="utf-8"))


def _tables(reference: Path) -> list[Path]:
    return sorted(file for file in reference.iterdir() if file.suffix in (".csv", ".parquet"))


def _load_table(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    if file.suffix == ".parquet":
        connection.execute(f"insert into {file.stem} by name select * from read_parquet(?)", [str(file)])
    else:
        _insert(connection, file.stem, _read_text_table(file))


def _load_return(connection: duckdb.DuckDBPyConnection, accepted: AcceptedReturn) -> int:
    records = _read_text_table(accepted.file)
    records.insert(0, "return_id", accepted.return_id)
    if accepted.kind == "bodies":
        catchments = records[["return_id", "body_code", "catchment"]]
        records = records.drop(columns="catchment").rename(columns={"from": "from_date", "to": "to_date"})
        catchments = catchments.assign(area_code=catchments["catchment"].str.split()).explode("area_code")
        _insert(connection, "catchments", catchments[["return_id", "body_code", "area_code"]])
    _insert(connection, accepted.kind, records)
    connection.execute(
        "insert into returns values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*accepted[:-1], len(records), hashlib.sha256(accepted.file.read_bytes()).hexdigest()],
    )
    return len(records)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, records: pd.DataFrame) -> None:
    connection.register("incoming", records)
    connection.execute(f"insert into {table} by name select * from incoming")
    connection.unregister("incoming")


def _read_text_table(file: Path) -> pd.DataFrame:
    """A CSV file of ours, every cell as text and an empty cell as nothing: the store's columns give the types."""
    table = pd.read_csv(file, dtype=object, keep_default_na=False, encoding="utf-8")
    return table.where(table != "", None)


def _rows_per_table(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int]]:
    names = connection.execute(
        "select table_name from information_schema.tables where table_type = 'BASE TABLE' order by table_name"
    ).fetchall()
    for (name,) in names:
        counted = connection.execute(f'select count(*) from "{name}"').fetchone()
        yield name, counted[0] if counted else 0
