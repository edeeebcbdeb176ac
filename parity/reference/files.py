"""Reading the sources folder and writing the project's own tables, always in the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

Row = tuple[str, ...]


class Table(NamedTuple):
    """A small table on its way to a CSV file: its name, its column names and its rows (all text)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    def write(self, target: Path) -> int:
        """Write `name.csv` under target; returns the number of rows."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        (target / self.file_name).write_bytes(buffer.getvalue().encode("utf-8"))
        return len(self.rows)


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, keep_order: bool = False) -> Table:
    """A table with its values as text, sorted unless the order is itself information.

    Raises ValueError when a row has the wrong number of values or occurs twice.
    """
    texts = [tuple("" if value is None else str(value) for value in row) for row in rows]
    for row in texts:
        if len(row) != len(columns):
            raise ValueError(f"{name}: a row has {len(row)} values for {len(columns)} columns: {row}")
    if len(set(texts)) != len(texts):
        raise ValueError(f"{name}: the same row occurs twice")
    return Table(name, tuple(columns), tuple(texts if keep_order else sorted(texts)))


def read_text(source: Path, name: str) -> pd.DataFrame:
    """A source file (CSV, plain or gzipped) with every cell as text and empty cells as ''."""
    return pd.read_csv(_existing(source, name), dtype=str, keep_default_na=False, encoding="utf-8-sig")


def read_counts(source: Path, name: str) -> pd.DataFrame:
    """A source file with its numbers as numbers; only an empty cell is missing ('None' and 'NA' stay text)."""
    return pd.read_csv(_existing(source, name), keep_default_na=False, na_values=[""], encoding="utf-8-sig")


def write_parquet(rows: pd.DataFrame, schema: pa.Schema, path: Path) -> int:
    """Write rows in the order given with fixed settings; returns the number of rows.

    One row group, no writer's schema copy and no pandas notes, so that equal rows make equal bytes.
    """
    columns = [pa.array(rows[field.name], type=field.type, from_pandas=True) for field in schema]
    pq.write_table(
        pa.Table.from_arrays(columns, schema=schema),
        path,
        version="2.6",
        compression="zstd",
        compression_level=9,
        use_dictionary=True,
        write_statistics=True,
        store_schema=False,
        row_group_size=max(len(rows), 1),
    )
    return len(rows)


def _existing(source: Path, name: str) -> Path:
    path = source / name
    if not path.is_file():
        raise FileNotFoundError(f"The sources folder {source} has no {name}: give the folder that holds SOURCES.md")
    return path
