"""A store past one machine: its tables in a DuckLake, whose catalogue is PostgreSQL and whose rows are Parquet files.

One setting turns it on: PARITY_STORE=ducklake:postgres:dbname=parity host=db;/srv/parity/lake - the catalogue, and after
a semicolon the folder (or s3:// address) of the files. The stores of the two audiences are two lakes with nothing in
common: catalogue tables in a schema of their own (parity_full, parity_public), files in a folder of their own.
"""

import importlib.util
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from parity.store import NOT_BUILT, NOT_RELEASED, NoStore, Store

SETTING = "PARITY_STORE"
PRINTS = "prints"  # the table that tells what the lake holds, without reading it
WHOLE = ""  # the part of a table that is not told by return
BUILT = "select count(*) from duckdb_tables() where database_name = 'lake' and table_name = 'build'"
EXTENSIONS = ("ducklake", "postgres_scanner")
LOOK_AGAIN = 1.0  # seconds for which a dashboard takes the newest snapshot for granted
KEEP = "1 day"  # for how long older snapshots can still be read, by pages that have begun with them


class NoLake(Exception):
    """The lake cannot be used; the message is a sentence that says what to do."""


class Lake(NamedTuple):
    """One audience's store in a lake: where its catalogue is, where its files are."""

    catalogue: str
    files: str
    audience: str = "full"

    @property
    def attached(self) -> str:
        """What follows `attach`, without options."""
        return _quoted(self.catalogue)

    @property
    def schema(self) -> str:
        """The schema of the catalogue's tables in PostgreSQL."""
        return f"parity_{self.audience}"

    @property
    def folder(self) -> str:
        """Where the Parquet files are."""
        return f"{self.files.rstrip('/')}/{self.audience}/"

    @property
    def path(self) -> str:
        """What tells this store from any other, without passwords."""
        return f"lake:{self.folder}"


def configured(audience: str = "full") -> Lake | None:
    """The lake that PARITY_STORE names; None where it is not set. Raises NoLake where it cannot be understood."""
    told = os.environ.get(SETTING, "").strip()
    return lake(told, audience) if told else None


def lake(told: str, audience: str = "full") -> Lake:
    """What PARITY_STORE says.

    >>> lake("ducklake:postgres:dbname=parity host=db;/srv/lake").folder
    '/srv/lake/full/'
    """
    catalogue, semicolon, files = told.partition(";")
    if not catalogue.startswith("ducklake:") or not semicolon or not files.strip():
        raise NoLake(
            f"{SETTING} is not understood. It holds the catalogue and, after a semicolon, the folder of the files: "
            "ducklake:postgres:dbname=parity host=db;/srv/parity/lake"
        )
    return Lake(catalogue.strip(), files.strip(), audience)


def publish(to: Lake, file: Path) -> dict[str, int]:
    """Makes the lake hold what a built store file holds, in one transaction; the rows written, per table that changed.

    Readers see all of it or nothing. Of tables of returns only the returns that differ are written, so that one more
    return in a large lake costs what that return costs. What the lake holds is told by its table of prints, written in
    the same transaction.
    """
    with _connected() as connection, _in_words(to):
        _attach(connection, to, "lake")
        connection.execute(f"attach {_quoted(str(file))} as built (read_only)")
        connection.execute("begin")
        connection.execute(f"create table if not exists lake.main.{PRINTS} (table_name text, part text, print text)")
        columns = _columns(connection)
        there, here = columns.get("lake", {}), columns["built"]
        held = _held(connection)
        written = {}
        for name, of in here.items():
            old, new = held.get(name, {}) if there.get(name) == of else None, _prints(connection, name, of)
            if old != new:
                written[name] = _bring(connection, name, of, old, new)
        for gone in there.keys() - here.keys() - {PRINTS}:
            connection.execute(f'drop table lake.main."{gone}"')
        if written:
            _bring_views(connection)
        connection.execute("commit")
        connection.execute(f"call ducklake_expire_snapshots('lake', older_than => now() - interval '{KEEP}')")
        connection.execute(f"call ducklake_cleanup_old_files('lake', older_than => now() - interval '{KEEP}')")
    return written


def take_down(of: Lake) -> None:
    """Takes away all that a lake holds: whoever asks next is told that there is no store."""
    with _connected() as connection, _in_words(of):
        _attach(connection, of, "lake")
        listed = (
            "select view_name from duckdb_views() where database_name = 'lake' and not internal order by view_oid desc"
        )
        connection.execute("begin")
        for (name,) in connection.execute(listed).fetchall():
            connection.execute(f'drop view lake.main."{name}"')
        for name in _columns(connection).get("lake", {}):
            connection.execute(f'drop table lake.main."{name}"')
        connection.execute("commit")
        connection.execute("call ducklake_expire_snapshots('lake', older_than => now())")
        connection.execute("call ducklake_cleanup_old_files('lake', cleanup_all => true)")


def fetch(of: Lake, target: Path) -> None:
    """Writes what the lake holds into a store file of its own. Raises NoStore where nothing has been published."""
    target.unlink(missing_ok=True)
    with _connected() as connection:
        _attach(connection, of, "lake", read_only=True)
        connection.execute(f"attach {_quoted(str(target))} as copy")
        names = [name for name in _columns(connection).get("lake", {}) if name != PRINTS]
        if not names:
            raise _nothing(of)
        connection.execute("begin")
        for name in names:
            connection.execute(f'create table copy.main."{name}" as from lake.main."{name}"')
        for sql in _views(connection, "lake"):
            connection.execute("use copy")
            connection.execute(sql)
        connection.execute("commit")


def made_from(of: Lake) -> tuple[str, str] | None:
    """The fingerprint and the ledger head of the store in the lake; None where none has been published."""
    try:
        with _connected() as connection:
            _attach(connection, of, "lake", read_only=True)
            if not connection.execute(BUILT).fetchone()[0]:
                return None
            return connection.execute("select inputs, ledger_head from lake.main.build").fetchone()
    except (NoLake, NoStore):
        return None


def open_store(of: Lake) -> Store:
    """The newest store in the lake, pinned to its snapshot: the same object until something newer is published.

    Raises NoStore where nothing has been published, and NoLake where the catalogue does not answer; a store that is open
    already is given out again then, for it can still be read.
    """
    with _opening:
        held = _open.get(of)
        now = time.monotonic()
        if held and now - held.looked < LOOK_AGAIN:
            return held.store
        try:
            newest = _newest(of)
        except NoLake:
            if held:
                return held.store
            raise
        if held is None or held.snapshot != newest:
            held = _Held(Store(of.path, _pinned(of, newest)), newest, now)
        _open[of] = held._replace(looked=now)
        return held.store


class _Held(NamedTuple):
    store: Store
    snapshot: int
    looked: float


_open: dict[Lake, _Held] = {}
_watching: dict[Lake, duckdb.DuckDBPyConnection] = {}
_opening = threading.Lock()


def _newest(of: Lake) -> int:
    """The number of the newest snapshot that holds a store, asked over a connection that stays open."""
    watching = _watching.pop(of, None) or _watcher(of)
    with _in_words(of):  # where the catalogue has gone away, the next who looks connects anew
        built = watching.execute(BUILT).fetchone()
        found = watching.execute("select max(snapshot_id) from ducklake_snapshots('lake')").fetchone()
    _watching[of] = watching
    if not built or not built[0] or not found:
        raise _nothing(of)
    return found[0]


def _watcher(of: Lake) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    _load(connection)
    _attach(connection, of, "lake", read_only=True)
    return connection


def _pinned(of: Lake, snapshot: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    _load(connection)
    _attach(connection, of, "store", read_only=True, snapshot=snapshot)
    connection.execute(f"set allowed_directories = [{_quoted(of.folder)}]")
    return connection


@contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        _load(connection)
        yield connection


def _load(connection: duckdb.DuckDBPyConnection) -> None:
    for name in EXTENSIONS:
        found = importlib.util.find_spec(f"duckdb_extension_{name}")
        if found is None or found.origin is None:
            raise NoLake(
                f"{SETTING} is set but the packages for it are not here: pip install -r requirements-scale.txt"
            )
        file = next(Path(found.origin).parent.rglob(f"v{duckdb.__version__}/*.duckdb_extension"))
        connection.execute(f"load {_quoted(str(file))}")


def _attach(
    connection: duckdb.DuckDBPyConnection, of: Lake, name: str, *, read_only: bool = False, snapshot: int | None = None
) -> None:
    options = [f"metadata_schema '{of.schema}'"]
    options += ["read_only"] if read_only else [f"data_path {_quoted(of.folder)}"]
    options += [f"snapshot_version {snapshot}"] if snapshot is not None else []
    with _in_words(of):
        connection.execute(f"attach {of.attached} as {name} ({', '.join(options)})")


@contextmanager
def _in_words(of: Lake) -> Iterator[None]:
    try:
        yield
    except duckdb.InvalidInputException as error:
        if "creating a new DuckLake is explicitly disabled" not in str(error):
            raise
        raise _nothing(of) from error
    except duckdb.Error as error:
        raise NoLake(
            f"The catalogue of the lake does not answer ({SETTING}). Is PostgreSQL running, and may this user connect?"
        ) from error


def _nothing(of: Lake) -> NoStore:
    return NoStore(NOT_RELEASED if of.audience == "public" else NOT_BUILT)


def _views(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    listed = "select sql from duckdb_views() where database_name = ? and schema_name = 'main' and not internal order by view_oid"
    return [row[0] for row in connection.execute(listed, [database]).fetchall()]


def _bring(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: list[tuple[str, str]],
    old: dict[str, str] | None,
    new: dict[str, str],
) -> int:
    """Makes one table of the lake equal to that of the built store; how many rows were written.

    old and new are the prints of what is there and what is wanted; old is None for a table with other columns, or none.
    """
    changed = [part for part in (old or {}).keys() | new.keys() if (old or {}).get(part) != new.get(part)]
    connection.execute(f"delete from lake.main.{PRINTS} where table_name = $1", [table])
    connection.execute(
        f"insert into lake.main.{PRINTS} select $1, unnest($2::text[]), unnest($3::text[])",
        [table, [*new], [*new.values()]],
    )
    if old is None:
        told = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        connection.execute(f'create or replace table lake.main."{table}" ({told})')
        connection.execute(f'insert into lake.main."{table}" from built.main."{table}"')
    elif WHOLE in changed:
        connection.execute(f'delete from lake.main."{table}"')
        connection.execute(f'insert into lake.main."{table}" from built.main."{table}"')
    else:
        connection.execute(f'delete from lake.main."{table}" where list_contains($1, return_id)', [changed])
        connection.execute(
            f'insert into lake.main."{table}" from built.main."{table}" where list_contains($1, return_id)', [changed]
        )
    return sum(int(new[part].partition(" ")[0]) for part in changed if part in new)


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Database -> table -> its columns and their types, in order; a lake holds lists of texts (enumerations) as texts."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for database, table, column, kind in connection.execute(
        "select columns.database_name, columns.table_name, column_name, regexp_replace(data_type, 'ENUM\\(.*\\)', 'VARCHAR')"
        " from duckdb_columns() as columns "
        "semi join duckdb_tables() as tables using (database_name, schema_name, table_name) "
        "where schema_name = 'main' order by columns.database_name, columns.table_name, column_index"
    ).fetchall():
        found.setdefault(database, {}).setdefault(table, []).append((column, kind))
    return found


def _held(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Table -> part -> print of what the lake holds."""
    found: dict[str, dict[str, str]] = {}
    for table, part, told in connection.execute(f"select table_name, part, print from lake.main.{PRINTS}").fetchall():
        found.setdefault(table, {})[part] = told
    return found


def _prints(connection: duckdb.DuckDBPyConnection, table: str, columns: list[tuple[str, str]]) -> dict[str, str]:
    """Return, or all of a table -> how many rows and a print of them: equal where the rows are, in any order."""
    part = "return_id" if ("return_id", "VARCHAR") in columns and table != "returns" else f"'{WHOLE}'"
    return dict(
        connection.execute(
            f"select {part}, concat_ws(' ', count(*), bit_xor(hash(each)), sum(hash(each)::hugeint)) "
            f'from built.main."{table}" as each group by {part}'
        ).fetchall()
    )


def _bring_views(connection: duckdb.DuckDBPyConnection) -> None:
    there = set(_views(connection, "lake"))
    wanted = _views(connection, "built")
    if there == set(wanted):
        return
    connection.execute("use lake")
    for sql in wanted:
        connection.execute(sql.replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1))
    connection.execute("use memory")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
