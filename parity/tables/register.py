"""What is not known, as tables."""

import pandas as pd

from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.formats import Column, count, frame_table, literal, missing

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
    shown = frame.assign(
        share=[f"{count(row['missing'])} of {count(row['of'])}" for row in rows_of(frame)],
        named=["All" if row["missing"] == row["of"] else _named(row["which"]) for row in rows_of(frame)],
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
    cells = frame.assign(cell=[count(row["tellers"]) if row["tellers"] else literal("[x]") for row in rows_of(frame)])
    wide = cells.pivot(index="label", columns="kind_name", values="cell")
    wide = wide.loc[list(dict.fromkeys(frame["label"])), list(dict.fromkeys(frame["kind_name"]))]
    return wide.rename_axis(index="Ethnic group", columns=None)


@kept
def of_place(told: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """`not_known.places_told` of one place as a table: one row per kind of evidence, what its lack costs, what to ask.

    costs are the entries of `not_known.register` about the place.
    """
    cost = costs.drop_duplicates("kind").set_index("kind")[["silent", "ask"]]
    shown = told.assign(
        silent=told["kind"].map(cost["silent"]).fillna(""),
        ask=told["kind"].map(cost["ask"]).fillna(""),
    )
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
