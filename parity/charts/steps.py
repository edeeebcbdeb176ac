"""The ladder of engagement: one step a row, from living in a place to chairing its board, and where the share falls."""

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts import rows as r
from parity.charts.dumbbell import COLUMNS, draw_marks, named_marks, verdict_words, words_over
from parity.charts.look import nothing, tokens

FALL = "largest fall of this line"


def ladder(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """The rows of `ladder.by_group` for one ethnic group: one row per step, lowest first.

    Each step has its share with its likely range and the residents it is held against; a thin line leads from each
    step with a figure to the next, and the largest fall is written on the step where it ends. A step that nobody told is
    a hatched cell.
    """
    t = tokens(dark)
    if frame.empty or frame["share"].isna().all():
        return nothing("No return tells this group at any step.", dark)
    records = [dict.fromkeys(COLUMNS) | _record(row) for row in frame.to_dict("records")]
    top = r.axis_top([record[key] for record in records for key in ("share", "upper", "reference")])
    words = [_words(record, t) for record in records]
    steps = [n for n, record in enumerate(records) if not tables.missing(record["share"])]
    first = next((n for n in steps if records[n]["step"] != "residents"), steps[0])
    named = named_marks(records[first], "taking part", "residents")
    placed, height = r.laid_out(words, r.room_for_names(named, top), first)
    made = r.base_figure(placed, height, top, t, dark)
    made.traces.append(
        go.Scatter(
            name="from step to step",
            mode="lines",
            x=[records[n]["share"] for n in steps],
            y=[placed[n].marks for n in steps],
            line={"color": t.engaged, "width": 1.5},
            hoverinfo="skip",
        )
    )
    draw_marks(made, records, placed, top, t)
    r.name_marks(made, placed[first], named, top, t)
    return made.figure()


def describe_ladder(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: the share at each step against its residents, and where it falls furthest."""
    told = frame[frame["share"].notna()]
    if told.empty:
        return "No picture: no return tells this group at any step."
    said = [
        f"{row['step_label']} {tables.percent_said(row['share'], row['base'])}"
        + ("" if row["step"] == "residents" else f" against {tables.percent_said(row['reference'], row['residents'])}")
        + (f" ({FALL})" if row["largest_fall"] else "")
        for row in told.to_dict("records")
    ]
    silent = frame.loc[frame["share"].isna(), "step_label"]
    end = f" No figure: {', '.join(silent)}." if len(silent) else ""
    return f"{told['label'].iloc[0]}, step by step: {'; '.join(said)}.{end}"


def _record(row: dict) -> dict:
    fall = f"{tables.points(row['change'])} from the step before: {FALL}" if row["largest_fall"] else ""
    return row | {"label": row["step_label"], "verdict": verdict_words(row["verdict"]), "note": fall}


def _words(record: dict, t) -> r.Words:
    if record["step"] == "residents" and not tables.missing(record["share"]):
        return r.Words(record["label"], f"{tables.percent_said(record['share'], record['base'])} of residents")
    if tables.missing(record["share"]):
        return words_over(record | {"verdict": ""}, t)
    return words_over(record, t)
