"""Monitoring as tables: the coverage matrix, the yardstick of 2007, freshness, completeness, what is missing."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import Column, count, frame_table, literal, matrix, missing, percent

NONE = literal("[x]")
ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No", "not_known": "Not known", "": NONE}


@kept
def coverage(frame: pd.DataFrame) -> pd.DataFrame:
    """`monitoring.coverage` as a matrix: one row per body, studies first, one column per question, words in the cells."""
    cells = [
        (
            row["body_code"],
            literal(row["body"]),
            row["question"],
            _of_a_study(row) if row["row"] == "study" else ANSWERS[row["answer"]],
        )
        for row in rows_of(frame)
    ]
    return matrix(cells, "Body")


@kept
def monitoring_compared(frame: pd.DataFrame) -> pd.DataFrame:
    """`monitoring.compared` as a table: one row per question, beside the study of 2007."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        then=[
            f"{count(row['study_count'])} of {count(row['study_base'])}" if row["study_base"] else "[x]" for row in rows
        ],
        chance=["[x]" if missing(row["difference"]) else "Yes" if row["clear"] else "No" for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("question", "Question"),
            Column("count", "Yes", "count"),
            Column("base", "Of", "count"),
            Column("unknown", "No answer", "count"),
            Column("share", "Share", "percent", base=None),
            Column("lower", "Likely range", "range", base=None),
            Column("then", "In 2007"),
            Column("difference", "Difference", "points", base=None),
            Column("chance", "More than chance"),
        ],
    )


@kept
def freshness(frame: pd.DataFrame) -> pd.DataFrame:
    """`monitoring.freshness` as a table: one row per body, months since its latest return of each kind."""
    cells = [
        (row["body_code"], literal(row["body"]), row["kind_label"], _months(row["months"])) for row in rows_of(frame)
    ]
    return matrix(cells, "Body")


@kept
def completeness(frame: pd.DataFrame) -> pd.DataFrame:
    """`monitoring.completeness` as a table: one row per body and kind of return, with the kinds of unknown apart."""
    return frame_table(
        frame,
        [
            Column("body", "Body"),
            Column("kind_label", "Return"),
            Column("people", "People", "estimate"),
            Column("share_unknown", "Ethnic group not known", "percent", base="people"),
            Column("not_stated", "Not stated", "estimate"),
            Column("not_known", "Not known", "estimate"),
            Column("prefer_not_to_say", "Prefer not to say", "estimate"),
            Column("refused", "Refused", "estimate"),
            Column("blank", "Blank", "estimate"),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def missing_pieces(frame: pd.DataFrame) -> pd.DataFrame:
    """`monitoring.missing_pieces` as a table: one row per body and piece of evidence."""
    return frame_table(
        frame,
        [
            Column("body", "Body"),
            Column("missing", "What is missing"),
            Column("silent", "What stays silent"),
            Column("ask", "What to ask for"),
        ],
    )


def _months(months: float) -> str:
    if missing(months):
        return NONE
    return "1 month" if months == 1 else f"{int(months)} months"


def _of_a_study(row: dict) -> str:
    return f"Yes in {row['yes']} of {row['asked']} ({percent(row['yes'] / row['asked'])})" if row["asked"] else NONE
