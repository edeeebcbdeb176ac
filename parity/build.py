"""Reference data and the records of returns into a store: built aside, then swapped in whole."""

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from parity import areas_told
from parity.areas_told import AreasTold
from parity.intake import layouts
from parity.intake.layouts import Layout
from parity.places import Home
from parity.returns import Kept
from parity.store import QUERIES

SCHEMA = QUERIES / "schema"
# By the tens of their numbers: what is made before any return is there, the tables of returns, what follows from them body
# by body, what follows from who lives where, what pages ask of many bodies at once, and what follows body by body from the
# tables of returns alone.
BEFORE_RETURNS, RETURNS, AFTER_RETURNS, OF_PLACES, MARTS, RETURNS_ALONE = "13", "2", "4", "5", "6", "7"
WORKED_OUT = AFTER_RETURNS + OF_PLACES + MARTS + RETURNS_ALONE
MEMORY = "2500MB"  # the most a build holds, however many records there are
CODE = (Path(__file__), Path(areas_told.__file__))  # what records become rows by
TYPES = {"text": "text", "integer": "bigint", "number": "double", "date": "date", "flag": "boolean"}


class Built(NamedTuple):
    """What a build made: rows per table and seconds taken."""

    build_id: str
    path: Path
    rows: dict[str, int]
    seconds: float


class CannotBuild(Exception):
    """A store could not be built; the message is a sentence."""


def table_of(layout: Layout) -> str:
    """The table of one kind of return. `population` is the name of what the censuses counted, so it has another."""
    return "population_returns" if layout.kind == "population" else layout.kind


def fingerprint(reference: Path, told: Iterable[str]) -> str:
    """A hash of everything a store is made from: the schema, the reference data and what is told of each return."""
    digest = hashlib.sha256()
    files = [*sorted(SCHEMA.glob("*.sql")), *sorted(layouts.FOLDER.glob("*.json")), *_tables(reference), *CODE]
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    for line in told:
        digest.update(hashlib.sha256(line.encode()).digest())
    return digest.hexdigest()


def reference_part(home: Home) -> Path:
    """The part of a store that no return changes, kept or worked out now: it takes ten times as long as the returns."""
    home.kept.mkdir(parents=True, exist_ok=True)
    return _reference_part(home) or _make_reference_part(home)


def build_aside(
    home: Home, base: Path, returns: Sequence[Kept], inputs: str, head: str, name: str = "", aside: Path | None = None
) -> Built:
    """A store beside that of `home`, finished but not swapped in: `Built.path` is its file.

    base is the reference part, inputs the fingerprint of what it is made from, head the last event of the ledger it
    holds, name what the build is called (after its inputs, if not given). Raises CannotBuild, and OSError where the disk
    is full; nothing is left where it fails.
    """
    started = time.perf_counter()
    name = name or inputs[:12]
    aside = aside or home.store.with_name(f"{home.store.stem}-{name}-{os.getpid()}.building")
    with written_whole(aside):
        shutil.copyfile(base, aside)
        with opened(aside) as connection:
            _add_returns(connection, returns, inputs, head, name)
            rows = dict(rows_per_table(connection))
        if made_from(aside) != (inputs, head):
            raise CannotBuild("The store that was built cannot be read back. Nothing was changed.")
    return Built(name, aside, rows, time.perf_counter() - started)


@contextmanager
def written_whole(aside: Path) -> Iterator[None]:
    """Writing a file that is wanted whole or not at all."""
    delete(aside)
    try:
        yield
        with aside.open("rb") as written:
            os.fsync(written.fileno())
    except duckdb.Error as error:
        delete(aside)
        if "No space left" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise CannotBuild(f"The store could not be built: {str(error).splitlines()[0]}") from error
    except BaseException:
        delete(aside)
        raise


@contextmanager
def opened(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes a store file beside the one in use.

    Nothing is logged before it is written, as a file that is not finished is thrown away.
    """
    quoted = str(file).replace("'", "''")
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{quoted}' as store (recovery_mode no_wal_writes)")
        connection.execute("use store")
        # One order of rows whatever the number of threads, so that equal inputs give equal tables.
        connection.execute("set preserve_insertion_order = true")
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set memory_limit = '{MEMORY}'")  # what does not fit is spilt beside the file
        connection.execute(f"set temp_directory = '{quoted}.tmp'")
        yield connection
        # Closing writes what is outstanding too, but says nothing where the disk is full.
        connection.execute("checkpoint")


def _reference_part(home: Home) -> Path | None:
    """The kept store of reference data alone, named by what it is made from and the hash of its bytes."""
    for file in home.kept.glob(f"reference-{_reference_fingerprint(home.reference)}-*.duckdb"):
        if file.stem.rpartition("-")[2] == hash_of(file):
            return file
    return None


def _make_reference_part(home: Home) -> Path:
    aside = home.kept / f"reference-{os.getpid()}.building"
    with written_whole(aside), opened(aside) as connection:
        for script in _scripts(BEFORE_RETURNS[:1]):
            connection.execute(script)
        for file in _tables(home.reference):
            _load_table(connection, file)
        for script in _scripts(BEFORE_RETURNS[1:]):
            connection.execute(script)
    for older in home.kept.glob("reference-*.duckdb"):
        older.unlink()
    return aside.rename(home.kept / f"reference-{_reference_fingerprint(home.reference)}-{hash_of(aside)}.duckdb")


def _reference_fingerprint(reference: Path) -> str:
    digest = hashlib.sha256()
    for script in [*_scripts(BEFORE_RETURNS), Path(__file__).read_text(encoding="utf-8"), duckdb.__version__]:
        digest.update(hashlib.sha256(script.encode()).digest())
    for file in _tables(reference):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]


def hash_of(file: Path) -> str:
    """What a file's name carries to tell whether its bytes are still its own."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:32]


def swap_in(built: Built, target: Path) -> Built:
    """Puts a store built aside in the place of the old one, by one rename. A reader of the old keeps it until it asks again."""
    built.path.replace(target)
    return built._replace(path=target)


def differing_tables(one: Path, other: Path) -> list[str]:
    """The tables of two stores that do not hold the same rows, or that only one of them has."""
    with duckdb.connect(":memory:") as connection:
        for name, file in (("one", one), ("other", other)):
            quoted = str(file).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        listed = "select table_name from duckdb_tables() where database_name = ? and schema_name = 'main'"
        names = [{row[0] for row in connection.execute(listed, [name]).fetchall()} for name in ("one", "other")]
        return sorted(names[0] ^ names[1]) + [name for name in sorted(names[0] & names[1]) if _differ(connection, name)]


def _differ(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    rows = " union all ".join(
        f'(select * from {one}.main."{table}" except all select * from {other}.main."{table}")'
        for one, other in (("one", "other"), ("other", "one"))
    )
    return connection.execute(f"{rows} limit 1").fetchone() is not None


def discard(built: Built) -> None:
    """Deletes a store that was built aside and is not wanted."""
    delete(built.path)


def made_from(target: Path) -> tuple[str, str] | None:
    """The fingerprint and the ledger head of the store at `target`; None where there is no sound store."""
    if not target.exists():
        return None
    try:
        with duckdb.connect(str(target), read_only=True) as connection:
            return connection.execute("select inputs, ledger_head from build").fetchone()
    except duckdb.Error:
        return None


def sent_count(path: Path, table: str) -> int:
    """How many rows of one table of a store came in with returns that were sent."""
    with duckdb.connect(str(path), read_only=True) as connection:
        asked = f"select count(*) from {table} inner join returns using (return_id) where returns.standing = 'sent'"
        return connection.execute(asked).fetchall()[0][0]


def remove(left: Path) -> None:
    """Deletes a file, or a folder with all that is in it."""
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
    else:
        left.unlink(missing_ok=True)


def make_empty_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table and view of a store with nothing in it."""
    for tens in (BEFORE_RETURNS, RETURNS, WORKED_OUT):
        work_out(connection, tens)


def _scripts(tens: str) -> Iterator[str]:
    """The scripts of the schema whose numbers begin so, in order; the tables of the kinds of return are among the 20s."""
    for file in sorted(SCHEMA.glob("*.sql")):
        if file.name[0] in tens:
            yield file.read_text(encoding="utf-8")
    if "2" in tens:
        yield from (_table_for(layout) for layout in layouts.all_layouts())


def worked_out_tables(tens: str) -> set[str]:
    """The tables that the scripts of such tens make."""
    return {name for script in _scripts(tens) for name in re.findall(r"^create table (\w+)", script, re.MULTILINE)}


def work_out(connection: duckdb.DuckDBPyConnection, tens: str) -> None:
    """Runs the scripts of such tens in the database in use."""
    for script in _scripts(tens):
        connection.execute(script)


def add_places(connection: duckdb.DuckDBPyConnection, told: AreasTold) -> None:
    """Puts what returns tell of places beside the reference data: the small areas, and who lives in them."""
    with _of_codes(connection), _registered(connection, areas_told=told.areas, groups_told=told.groups):
        connection.execute((SCHEMA / "small_areas.sql").read_text(encoding="utf-8"))


@contextmanager
def _registered(connection: duckdb.DuckDBPyConnection, **tables: object) -> Iterator[None]:
    """Tables beside the store, by name."""
    for name, table in tables.items():
        connection.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            connection.unregister(name)


@contextmanager
def _of_codes(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Writing millions of rows whose texts are codes: packing strings by what they share is tried for nothing there."""
    connection.execute("set disabled_compression_methods = 'fsst'")
    try:
        yield
    finally:
        connection.execute("reset disabled_compression_methods")


def sign(connection: duckdb.DuckDBPyConnection, inputs: str, head: str, name: str) -> None:
    """Writes the one row that says what a store was built from."""
    connection.execute("delete from build")
    connection.execute(
        "insert into build select $1, $2, count(*), coalesce(sum(records), 0), $3 from returns", [name, inputs, head]
    )


def _table_for(layout: Layout) -> str:
    columns = layouts.staging_columns(layout).items()
    defined = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in columns)
    return f"create table {table_of(layout)} (return_id text not null, {defined})"


def _add_returns(
    connection: duckdb.DuckDBPyConnection, returns: Sequence[Kept], inputs: str, head: str, name: str
) -> None:
    for script in _scripts(RETURNS):
        connection.execute(script)
    areas = areas_told.told(returns)
    staying = areas.returns
    for place, kept in enumerate(returns, start=1):
        load_return(connection, place, kept, stays=kept.of.return_id in staying)
    if any(kept.of.kind == "population" for kept in returns):
        add_places(connection, areas)
    sign(connection, inputs, head, name)
    work_out(connection, WORKED_OUT)


def _tables(reference: Path) -> list[Path]:
    return sorted(file for file in reference.iterdir() if file.suffix in (".csv", ".parquet"))


def _load_table(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    if file.suffix == ".parquet":
        connection.execute(f"insert into {file.stem} by name select * from read_parquet(?)", [str(file)])
        return
    # Every cell as text and an empty cell as nothing: the store's columns give the types.
    table = pd.read_csv(file, dtype=object, keep_default_na=False, encoding="utf-8")
    with _registered(connection, incoming=table.where(table != "", None)):
        connection.execute(f"insert into {file.stem} by name select * from incoming")


def load_return(connection: duckdb.DuckDBPyConnection, place: int, kept: Kept, stays: bool = False) -> int:
    """The records of one return into the table of its kind, and the return into the list; how many records.

    With `stays` they stay where they are kept, as those of a table of small areas do (`add_places`).
    """
    each, layout = kept.of, layouts.layout(kept.of.kind)
    there, given = f"{table_of(layout)} where return_id = ?", each.return_id
    if stays:
        there, given = "read_parquet(?)", str(kept.file)
    else:
        connection.execute(
            f"insert into {table_of(layout)} select ?, {_cells(layout)} from read_parquet(?)",
            [each.return_id, str(kept.file)],
        )
    whom = f"string_agg(distinct {layout.body}, '; ' order by {layout.body})" if layout.body else "null"
    start, end = (f'"{name}"' if name else "null::date" for name in layout.period)
    told = connection.execute(
        f"select count(*), {whom}, min(least({start}, {end})), max(greatest({start}, {end})) from {there}",
        [given],
    ).fetchone()
    assert told is not None
    connection.execute(
        "insert into returns values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            each.return_id, place, each.kind, each.title, each.sender, each.standing, each.source_code, each.received,
            each.accepted_by, *told[1:], told[0], each.sha256, "; ".join(each.replaces) or None,
        ],
    )  # fmt: skip
    return told[0]


def _cells(layout: Layout) -> str:
    """The columns of kept records as a table has them: an empty text is nothing."""
    columns = layouts.staging_columns(layout).items()
    return ", ".join(f"nullif(\"{name}\", '')" if kind == "text" else f'"{name}"' for name, kind in columns)


def records_in(kept: Kept) -> int:
    """How many records a kept file holds."""
    import pyarrow.parquet as pq

    return pq.read_metadata(kept.file).num_rows


def rows_per_table(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int]]:
    names = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'main' and not temporary and database_name = current_database() order by table_name"
    ).fetchall()
    for (name,) in names:
        counted = connection.execute(f'select count(*) from "{name}"').fetchone()
        yield name, counted[0] if counted else 0


def delete(file: Path) -> None:
    for left in file.parent.glob(file.name + "*"):  # and its log, and what it spilt
        remove(left)
