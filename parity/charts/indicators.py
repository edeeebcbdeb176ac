"""The scorecard: eight indicators, each a row, measured or not."""

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts import rows as r
from parity.charts.dumbbell import COLUMNS, draw_marks, named_marks, words_over
from parity.charts.look import nothing, tokens
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats.verdicts import Verdict

SAID = {"higher": "above White people", "lower": "below White people", "could_be_chance": "chance could give it",
        "no_range": "chance cannot be judged"}  # fmt: skip


def scorecard(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """One row per indicator, as `scorecard.by_indicator` gives them: share, likely range, and what it is held against.

    A counted indicator is held against residents, a survey's against White people: its note says which. One that is
    not measured is a hatched cell of constant size and the words "not measured".
    """
    t = tokens(dark)
    if frame.empty:
        return nothing("No body was chosen, so there is nothing to score.", dark)
    records = [dict.fromkeys(COLUMNS) | _record(row) for row in rows_of(frame)]
    top = r.axis_top([record[key] for record in records for key in ("share", "upper", "reference")])
    words = [_words(record, t) for record in records]
    first = next((n for n, record in enumerate(records) if not tables.missing(record["share"])), None)
    named = [] if first is None else named_marks(records[first], "ethnic minorities", records[first]["beside"])
    placed, height = r.laid_out(words, r.room_for_names(named, top), first or 0)
    made = r.base_figure(placed, height, top, t, dark)
    draw_marks(made, records, placed, top, t)
    if named:
        r.name_marks(made, placed[first], named, top, t)
    return made.figure()


@kept
def describe_scorecard(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: each indicator with its share, what it is held against and what may be said."""
    said = []
    for row in rows_of(frame):
        if tables.missing(row["share"]):
            said.append(f"{row['name']} not measured")
            continue
        record = _record(row)
        against = tables.percent_said(row["reference"], row["base"])
        said.append(
            f"{row['name']} {tables.percent_said(row['share'], row['base'])} against {against} of {record['beside']}, "
            f"{record['verdict']}"
        )
    return (
        f"Eight indicators of effective engagement: {'; '.join(said)}." if said else "No picture: no body was chosen."
    )


def _record(row: dict) -> dict:
    survey = row["kind"] == "survey"
    beside = "White people" if survey else "residents"
    judged = "" if survey or tables.missing(row["verdict"]) or not row["verdict"] else Verdict(row["verdict"]).label
    verdict = SAID.get(row["said"], "") if survey else judged
    what = f"{'Survey' if survey else 'Counted'}: {row['counted']}, against {beside}"
    note = row["note"] if tables.missing(row["share"]) else what
    return row | {"label": row["name"], "verdict": verdict, "note": note, "beside": beside}


def _words(record: dict, t) -> r.Words:
    if tables.missing(record["share"]):
        return r.Words(record["label"], "[x]", "not measured", t.softer, tables.words(record["note"]))
    return words_over(record, t)
