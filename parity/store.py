"""The finished store, opened read-only, and the one way to ask it a question."""

import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd
from cachetools import LRUCache, cached

QUERIES = Path(__file__).parent.parent / "queries"
LARGE = 256 * 2**20  # bytes; in a smaller store a second thread takes a third more work to answer, and no less time
ANSWERS = 96 * 2**20  # bytes of answers that are kept for a store, about
PUBLIC = "public-"  # how the ids of releases begin
NOT_BUILT = "No store has been built yet. Run `make build`, then open this page again."
NOT_RELEASED = (
    "Nothing has been released to the public yet. An administrator can do so with `python -m parity release`."
)
# The words of a frame, and the names of its columns, as Python's own. Arrow's cost a conversion whenever a frame that was
# just made is asked for a column, which is most of the work on frames of a few dozen rows; answers of any size are objects.
pd.set_option("mode.string_storage", "python")


class NoStore(Exception):
    """There is no built store yet."""


class Question(NamedTuple):
    """A query file: its SQL and the parameters its header declares."""

    name: str
    sql: str
    parameters: frozenset[str]


class Store:
    """A built store, attached read-only to a connection of its own.

    A file that replaces another under the same name is not seen by a process that still holds the old one, so the
    file is attached to a fresh in-memory connection; each question gets a cursor of its own, because one cursor
    shared between threads gives wrong rows.
    """

    def __init__(self, path: Path | str, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        """Opens the file at `path`, or takes a connection to which a store is attached already (`parity.lake`)."""
        self.path = path
        self._connection = connection or _attached(Path(path))
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")
        # A built store never changes, so a question already answered is: 15 ms become 0.1 for the lists on every page.
        kept: LRUCache = LRUCache(ANSWERS, lambda told: told.size * 16 + 1024)
        self._answered = cached(kept, lock=threading.RLock(), info=True)(self._answer)
        self.build_id: str = self.ask("build").at[0, "build_id"]

    @property
    def audience(self) -> str:
        """For whom the store was made: full, or public, and then its build id is the id of the release."""
        return "public" if self.build_id.startswith(PUBLIC) else "full"

    @property
    def called(self) -> str:
        """What every page and file says of the store it is of: `release public-1a2b3c4d` or `build 1a2b3c4d5e6f`."""
        return f"{'release' if self.audience == 'public' else 'build'} {self.build_id}"

    def ask(self, name: str, **parameters: object) -> pd.DataFrame:
        """Run queries/`name`.sql with its named parameters; columns and order as its header says.

        Raises ValueError when the parameters are not those the query declares.
        """
        question = read_question(name)
        if parameters.keys() != question.parameters:
            raise ValueError(f"{name}.sql asks for {sorted(question.parameters)}, not {sorted(parameters)}")
        given = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in parameters.items())
        return shared(self._answered(name, given))

    def _answer(self, name: str, given: tuple[tuple[str, object], ...]) -> pd.DataFrame:
        parameters = {key: list(value) if isinstance(value, tuple) else value for key, value in given}
        with self._connection.cursor() as cursor:
            cursor.execute("use store")
            told = cursor.execute(read_question(name).sql, parameters).fetchnumpy()
        # One index for all: left to find out that every column has the same, pandas takes longer than many a question.
        index = pd.RangeIndex(len(next(iter(told.values()))))
        return pd.DataFrame({column: _column(values, index) for column, values in told.items()}, index)


def shared(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy that shares its figures with the frame until either is written to.

    pandas keeps a note of every such copy with each column, and strikes out those that are gone once there are five
    hundred: 50 kB a column, of a frame that is given out all day. Asked whether any are left, it strikes them out (names
    of its own: pandas is pinned, and tests/test_remembered.py counts the notes).
    """
    for block in frame._mgr.blocks:
        block.refs.has_reference()
    for axis in frame._mgr.axes:
        if axis._references is not None:
            axis._references.has_reference()
    return frame.copy(deep=False)


def _column(told: np.ndarray, index: pd.Index) -> Any:
    """A column of an answer as the frame holds it: DuckDB's own frame costs more than many a question."""
    missing, values = np.ma.getmaskarray(told), np.ma.getdata(told)
    if values.dtype == object:
        values[missing] = None  # missing text is None, never a NaN that gets printed
        return pd.Series(values, index, dtype=object)
    if not missing.any():
        return values
    if values.dtype.kind in "iu":
        return pd.arrays.IntegerArray(values, missing)
    if values.dtype.kind == "b":
        return pd.arrays.BooleanArray(values, missing)
    values[missing] = np.nan if values.dtype.kind == "f" else np.datetime64("NaT")
    return values


def _attached(file: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    quoted = str(file).replace("'", "''")
    if file.stat().st_size < LARGE:
        connection.execute("set threads = 1")
    connection.execute(f"attach '{quoted}' as store (read_only)")
    return connection


def read_question(name: str) -> Question:
    """The query file `name`, with the parameters declared on its `-- Parameters:` line."""
    return _read_question(QUERIES / f"{name}.sql")


@lru_cache(maxsize=256)
def _read_question(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    declared = re.search(r"^-- Parameters:(.*)$", sql, re.MULTILINE)
    return Question(path.stem, sql, frozenset(re.findall(r"\$(\w+)", declared.group(1) if declared else "")))


_open: dict[Path, tuple[tuple[int, int], Store]] = {}
_opening = threading.Lock()


def open_store(path: Path) -> Store:
    """The store at `path` as it is now: the same object until the file is replaced.

    Raises NoStore, with what to do, when nothing has been built, or released.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise NoStore(NOT_RELEASED if path.stem == "public" else NOT_BUILT) from None
    version = (status.st_ino, status.st_mtime_ns)
    with _opening:
        held = _open.get(path)
        if held is None or held[0] != version:
            held = (version, Store(path))
            _open[path] = held
    return held[1]
