"""What is not known, as tables."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, count, frame_table, literal, matrix, missing

NAMED = 12  # names written out in a cell; of more, how many


@kept
def register(frame: pd.DataFrame) -> pd.DataFrame:
    """`not_known.register` as a table: one row per entry."""
    return frame_table(
        frame,
        [
            Column("statement", "What is not known"),
            Column("silent", "What cannot be said without it"),
            Column("ask", "What to ask for"),
            Column("entry", "Entry"),
        ],
    )


@kept
def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """`not_known.summary` as a table: one row per kind of evidence, with the names where they are few."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        share=[f"{count(row['missing'])} of {count(row['of'])}" for row in rows],
        named=["All" if row["missing"] == row["of"] else _named(row["which"]) for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("kind_name", "Evidence"),
            Column("share", "Without it"),
            Column("named", "Which"),
            Column("silent", "What cannot be said without it"),
            Column("ask", "What to ask for"),
        ],
    )


@kept
def groups_told(frame: pd.DataFrame) -> pd.DataFrame:
    """`not_known.groups_told` as a matrix: one row per ethnic group, how many tell it, kind of evidence by kind."""
    return matrix(
        [
            (row["label"], row["label"], row["kind_name"], count(row["tellers"]) if row["tellers"] else literal("[x]"))
            for row in rows_of(frame)
        ],
        "Ethnic group",
    )


@kept
def of_place(told: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """`not_known.places_told` of one place as a table: one row per kind of evidence, what its lack costs, what to ask.

    costs are the entries of `not_known.register` about the place.
    """
    cost = {row["kind"]: {"silent": row["silent"], "ask": row["ask"]} for row in rows_of(costs)}
    shown = [row | cost.get(row["kind"], {"silent": "", "ask": ""}) for row in rows_of(told)]
    return frame_table(
        shown,
        [
            Column("kind_name", "Evidence"),
            Column("latest", "Last told of", "date"),
            Column("silent", "What cannot be said without it"),
            Column("ask", "What to ask for"),
        ],
    )


def _named(names: str) -> str:
    each = [] if missing(names) else names.split("; ")
    if len(each) <= NAMED:
        return ", ".join(each)
    return f"{', '.join(each[:NAMED])} and {count(len(each) - NAMED)} more"
