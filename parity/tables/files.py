"""Figures as files to keep: RFC 4180 CSV, and its description beside it as CSV on the Web."""

import csv as text_table
import io
import json
from collections.abc import Mapping

import pandas as pd

# A spreadsheet program runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV: UTF-8, a header, one row a row; numbers in full, nothing for what is missing.

    Text that a spreadsheet program would take for a formula is given an apostrophe in front.
    """
    out = io.StringIO()
    writer = text_table.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8")


def csvw(frame: pd.DataFrame, file_name: str, described: Mapping[str, str], release: str) -> bytes:
    """The description of a CSV file, column by column, in the W3C's CSV on the Web vocabulary (JSON).

    Raises KeyError for a column that nothing describes.
    """
    columns = [
        {"name": name, "titles": name, "dc:description": described[name], "datatype": _datatype(frame[name])}
        for name in frame.columns
    ]
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file_name,
        "dc:publisher": "Parity",
        "dc:identifier": release,
        "dc:license": "Open Government Licence v3.0",
        "tableSchema": {"columns": columns},
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8")


def _cell(value: object) -> object:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _datatype(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "boolean"
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    return "date" if column.name in ("as_at", "dated", "dated_to", "date") else "string"
