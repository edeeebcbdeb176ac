"""Actions as tables: the matrix of sector by heading, and each action with who leads it and what stands in its way."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of, tuples_of
from parity.tables.formats import Column, date_long, frame_table, literal, missing, words

HEADINGS = {
    "vision": "Vision", "culture": "Culture", "leadership": "Leadership", "strategy": "Strategy", "structure": "Structure",
    "capacity": "Capacity", "information": "Information", "anti_discriminatory_practice": "Anti-discriminatory practice",
}  # fmt: skip
STATUSES = {
    "not_started": "not started", "in_progress": "in progress", "blocked": "blocked", "done": "done", "dropped": "dropped",
    "overdue": "overdue",
}  # fmt: skip
STAGES = {"draft": "draft", "endorsed": "endorsed", "modified": "modified", "agreed": "agreed"}
TOLD = {
    "stage": "stage", "heading": "heading", "sector": "sector", "weakness": "weakness", "action": "action",
    "outcome": "outcome", "lead_partner": "lead partner", "partners": "partners", "due": "due", "status": "status",
    "done_on": "done on", "blocked_by": "blocked by", "target_code": "target", "comments": "comments",
}  # fmt: skip


@kept
def matrix(frame: pd.DataFrame) -> pd.DataFrame:
    """`actions.matrix` as a table: one row per heading, one column per sector, how many and how many late or without a lead."""
    cells = {(row["heading"], row["sector"]): _cell(row) for row in rows_of(frame)}
    sectors = list(dict.fromkeys(frame["sector"]))
    rows = [
        {"heading": words, **{sector: cells.get((heading, sector), "none") for sector in sectors}}
        for heading, words in HEADINGS.items()
    ]
    columns = [Column("heading", "Heading"), *(Column(sector, literal(sector), mark=None) for sector in sectors)]
    return frame_table(rows, columns)


@kept
def actions(frame: pd.DataFrame) -> pd.DataFrame:
    """`actions.listed` as a table: one row per action."""
    rows = rows_of(frame)
    shown = beside(
        rows,
        doing=[f"{HEADINGS.get(row['heading'], row['heading'])}: {row['action']}" for row in rows],
        lead=["nobody" if missing(row["lead_partner"]) else row["lead_partner"] for row in rows],
        when=[_when(row) for row in rows],
        state=[f"{STATUSES.get(row['status'], '')}; {STAGES.get(row['stage'], '')}" for row in rows],
        serves=[words(row["target_code"]) for row in rows],
    )
    named = [("action_code", "Code"), ("place", "Place"), ("doing", "Action"), ("lead", "Lead partner"), ("when", "Due"),
             ("state", "Status; stage"), ("serves", "Target")]  # fmt: skip
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


@kept
def remarks(frame: pd.DataFrame) -> pd.DataFrame:
    """`actions.listed` as a table: one row per action with something in its way, or on which communities have said something."""
    shown = [
        {"action_code": code, "action": action, "in_way": in_way, "said": said}
        for code, action, waits_for, note, comments in tuples_of(
            frame, ["action_code", "action", "waits_for", "note", "comments_kept"]
        )
        if (in_way := " ".join(filter(None, [words(waits_for), words(note)]))) + (said := words(comments))
    ]
    named = [("action_code", "Code"), ("action", "Action"), ("in_way", "In the way"), ("said", "What communities said")]
    return frame_table(shown, [Column(source, heading, mark=None) for source, heading in named])


def _when(row: dict) -> str:
    if missing(row["due"]):
        return "[x]"
    late = f" ({row['days_late']:.0f} days late)" if row["overdue"] else ""
    return f"{date_long(row['due'])}{late}"


def _cell(row: dict) -> str:
    more = [f"{row[name]} {words}" for name, words in (("done", "done"), ("overdue", "overdue"), ("orphaned", "without a lead"))
            if row[name]]  # fmt: skip
    return f"{row['actions']}" + (f" ({', '.join(more)})" if more else "")
