"""A store from the one before it and the returns that came or went since: equal to one made from nothing, and sooner.

The records of the returns that stay are left where they are. What is worked out from records is worked out again for
the bodies that the others speak of, by the scripts of queries/schema run over those bodies' records alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from parity import build
from parity.build import Built
from parity.intake import layouts
from parity.places import Home
from parity.returns import Kept

# A schema of the store file that no page sees: what each of its returns follows from.
NOTES = "made"
LARGEST_PART = 0.5  # where more of the records than this come or go, everything is made again
PLACES = "population"  # a return of who lives where is in the tables of every place
OF_ALL = ""  # the note on what every table follows from


def follows(checks: str, each: Kept) -> str:
    """A hash of all that the records of a return, and its line in the list of returns, follow from."""
    return hashlib.sha256(f"{checks}\0{each.of.told}".encode()).hexdigest()


def base(reference: Path, erased: Iterable[str]) -> str:
    """A hash of what all tables follow from besides returns.

    What has been erased is part of it, so that an erasure makes a new file: a deleted row can be read in the old one.
    """
    return build.fingerprint(reference, [Path(__file__).read_text(encoding="utf-8"), *sorted(erased)])


def note(file: Path, made_of: Mapping[str, str]) -> None:
    """Writes into a store file, not yet swapped in, what it is made of: OF_ALL -> base, return -> follows."""
    with duckdb.connect(str(file)) as connection:
        _note(connection, made_of)


def grown_aside(
    home: Home, returns: Sequence[Kept], made_of: Mapping[str, str], inputs: str, head: str
) -> Built | None:
    """The store that `build.build_aside` would make, grown from the present one beside it; not swapped in.

    None where the present one does not serve: there is none, something other than returns has changed, or most of it
    would have to be made again. Raises CannotBuild, and OSError where the disk is full; nothing is left where it fails.
    """
    started = time.perf_counter()
    held = _held(home.store)
    if held.get(OF_ALL) != made_of[OF_ALL]:
        return None
    gone = {name for name in held if made_of.get(name) != held[name]}
    came = {name for name in made_of if held.get(name) != made_of[name]}
    if _is_most(returns, came) or any(kept.of.kind == PLACES for kept in returns if kept.of.return_id in came):
        return None
    aside = home.store.with_name(f"{home.store.stem}-{inputs[:12]}-{os.getpid()}.building")
    try:
        with build.written_whole(aside):
            shutil.copyfile(home.store, aside)
            with build.opened(aside) as connection:
                connection.execute("set threads = 1")  # for some bodies' records two take twice the work, and longer
                _grow(connection, returns, came, gone)
                build.sign(connection, inputs, head, inputs[:12])
                _note(connection, made_of)
                rows = dict(build.rows_per_table(connection))
            if build.made_from(aside) != (inputs, head):
                raise build.CannotBuild("The store that was built cannot be read back. Nothing was changed.")
    except _BuildAll:
        return None
    return Built(inputs[:12], aside, rows, time.perf_counter() - started)


def _is_most(returns: Sequence[Kept], came: set[str]) -> bool:
    """Whether most of the records are new, as the kept files say before any of them is read."""
    rows = {kept.of.return_id: build.records_in(kept) for kept in returns}
    return sum(rows[name] for name in rows if name in came) > LARGEST_PART * sum(rows.values())


class _BuildAll(Exception):
    """The present store does not serve."""


def _held(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            return dict(connection.execute(f"select return_id, follows from {NOTES}.notes").fetchall())
    except duckdb.Error:  # a store from before there were notes, or a damaged one
        return {}


def _note(connection: duckdb.DuckDBPyConnection, made_of: Mapping[str, str]) -> None:
    connection.execute(f"create schema if not exists {NOTES}")
    connection.execute(f"create or replace table {NOTES}.notes (return_id text, follows text)")
    connection.execute(
        f"insert into {NOTES}.notes select unnest($1::text[]), unnest($2::text[])", [[*made_of], [*made_of.values()]]
    )


def _grow(connection: duckdb.DuckDBPyConnection, returns: Sequence[Kept], came: set[str], gone: set[str]) -> None:
    """Takes out the returns that went, puts in those that came, and works out anew what follows."""
    kinds = {row[0] for row in _ask(connection, "select kind from returns where list_contains($1, return_id)", gone)}
    if PLACES in kinds:
        raise _BuildAll
    bodies = _bodies_of(connection, gone)
    for kind in kinds:
        table = build.table_of(layouts.layout(kind))
        connection.execute(f"delete from {table} where list_contains($1, return_id)", [[*gone]])
    connection.execute("delete from returns where list_contains($1, return_id)", [[*gone]])
    places = {kept.of.return_id: place for place, kept in enumerate(returns, start=1)}
    connection.execute(
        "update returns set sequence = places.place from"
        " (select unnest($1::text[]) as return_id, unnest($2::int[]) as place) as places"
        " where returns.return_id = places.return_id and returns.sequence != places.place",
        [[*places], [*places.values()]],
    )
    for kept in returns:
        if kept.of.return_id in came:
            build.load_return(connection, places[kept.of.return_id], kept)
    bodies |= _bodies_of(connection, came)
    if None in bodies:  # records about no body in particular: what follows from them cannot be told apart by body
        raise _BuildAll
    _work_out_again(connection, sorted(bodies))


MART = "engaged_by_authority"
RESIDENTS = "residents"  # what was counted and what was told, in one view
# The authorities that bodies serve or have served, wholly or in part.
SERVED = """
select distinct if(areas.level = 'authority', areas.area_code, areas.parent_code)
from catchments inner join areas using (area_code) where list_contains($1, catchments.body_code)
"""
SERVING = """
select distinct catchments.body_code from catchments inner join areas using (area_code)
where list_contains($1, if(areas.level = 'authority', areas.area_code, areas.parent_code))
"""


def _bodies_of(connection: duckdb.DuckDBPyConnection, names: set[str]) -> set[str]:
    """The bodies that these returns speak of."""
    found: set[str] = set()
    for (kind,) in _ask(connection, "select distinct kind from returns where list_contains($1, return_id)", names):
        layout = layouts.layout(kind)
        if layout.body:
            asked = f"select distinct {layout.body} from {build.table_of(layout)} where list_contains($1, return_id)"
            found |= {row[0] for row in _ask(connection, asked, names)}
    return found


def _work_out_again(connection: duckdb.DuckDBPyConnection, bodies: list[str]) -> None:
    """Runs the scripts that follow returns over the records of some bodies, and puts what they give in place of theirs.

    A table that is not told by body has to come out as it was: where it does not, everything is made again. What does
    not wait for anything else is worked out beside the rest, by a thread of its own.
    """
    store = connection.execute("select current_database()").fetchone()[0]
    areas = {row[0] for row in _ask(connection, SERVED, bodies)}
    _attach_records(connection, store, bodies)
    with connection.cursor() as other, ThreadPoolExecutor(1) as beside:
        alone = beside.submit(_work_out, other, build.RETURNS_ALONE)
        _work_out(connection, build.AFTER_RETURNS)
        areas |= {row[0] for row in _ask(connection, SERVED, bodies)}
        mart = beside.submit(_marts, other, store, sorted(areas))
        _put(connection, store, build.AFTER_RETURNS, bodies)
        alone.result()
        _put(connection, store, build.RETURNS_ALONE, bodies)
        mart.result()
    connection.execute(f'delete from "{store}".main.{MART} where list_contains($1, area_code)', [sorted(areas)])
    connection.execute(
        f'insert into "{store}".main.{MART} by name from marts.{MART} where list_contains($1, area_code)',
        [sorted(areas)],
    )
    connection.execute(f'use "{store}"')
    for made in ("part", "marts"):
        connection.execute(f"detach {made}")


def _attach_records(connection: duckdb.DuckDBPyConnection, store: str, bodies: list[str]) -> None:
    """A database `part`, in use from now on, in which the tables of returns hold the records of some bodies alone."""
    connection.execute("attach ':memory:' as part")
    listed = {row[0] for row in _ask(connection, _TABLES, [store], bare=True)}
    told = {build.table_of(layout): layout for layout in layouts.all_layouts()}
    made = build.worked_out_tables(build.AFTER_RETURNS + build.MARTS + build.RETURNS_ALONE)
    connection.execute("use part")
    connection.execute("create table asked as select unnest($1::text[]) as body_code", [bodies])
    for table in (listed | {RESIDENTS}) - made:
        of = f'from "{store}".main."{table}"'
        if table in told and told[table].body:
            # Read where they are: a copy of their records costs more than finding them once or twice.
            connection.execute(f'create view "{table}" as {of} where "{told[table].body}" in (from asked)')
        else:
            connection.execute(f'create view "{table}" as {of}')


def _work_out(connection: duckdb.DuckDBPyConnection, tens: str) -> None:
    connection.execute("use part")
    build.work_out(connection, tens)


def _put(connection: duckdb.DuckDBPyConnection, store: str, tens: str, bodies: list[str]) -> None:
    """Puts what has been worked out in `part` in place of what the store holds of these bodies."""
    for table in build.worked_out_tables(tens):
        if "body_code" in _columns(connection, table):
            connection.execute(f'delete from "{store}".main."{table}" where list_contains($1, body_code)', [bodies])
            connection.execute(f'insert into "{store}".main."{table}" by name from "{table}"')
        elif _differ(connection, f'"{table}"', f'"{store}".main."{table}"'):
            raise _BuildAll


def _marts(connection: duckdb.DuckDBPyConnection, store: str, areas: list[str]) -> None:
    """A database `marts` with what pages ask of many bodies at once, of the bodies that will serve these authorities.

    Whether what is in `part` stands in the store already makes no difference.
    """
    connection.execute("attach ':memory:' as marts")
    connection.execute("use marts")
    for table in ("areas", *build.worked_out_tables(build.OF_PLACES)):
        connection.execute(f'create view {table} as from "{store}".main.{table}')
    for table in ("catchments", "catchment"):
        connection.execute(f"create view {table} as {_as_it_will_be(store, table)}")
    connection.execute("create table serving (body_code text)")
    connection.execute(f"insert into serving {SERVING}", [areas])
    connection.execute(
        f"create view engaged as from ({_as_it_will_be(store, 'engaged')}) where body_code in (from serving)"
    )
    build.work_out(connection, build.MARTS)


def _as_it_will_be(store: str, table: str) -> str:
    others = f'from "{store}".main.{table} where body_code not in (from part.asked)'
    return f"{others} union all by name from part.{table}"


_TABLES = "select table_name from duckdb_tables() where database_name = $1 and schema_name = 'main' and not temporary"


def _ask(connection: duckdb.DuckDBPyConnection, sql: str, given: Iterable[str] = (), bare: bool = False) -> list[tuple]:
    given = list(given)
    parameters = given if bare else [given] if "$1" in sql else []
    return connection.execute(sql, parameters).fetchall()


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {row[0] for row in connection.execute(f'describe "{table}"').fetchall()}


def _differ(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> bool:
    both = (f"(from {a} except all from {b})" for a, b in ((one, other), (other, one)))
    return connection.execute(f"select 1 from ({' union all '.join(both)}) limit 1").fetchone() is not None
