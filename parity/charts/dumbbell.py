"""The share who take part, set against the share who live there: one row a group."""

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts import rows as r
from parity.charts.look import Sheet, Tokens, nothing, plain, tokens, trace
from parity.remembered import kept
from parity.rows import rows_of

SMALL_BASE = 10  # under this many people the dot is drawn faint: one person more would move it ten points

COLUMNS = (
    "label", "count", "base", "share", "lower", "upper", "reference", "note", "verdict", "mark", "unknown", "lowest",
    "highest",
)  # fmt: skip


def shares(
    frame: pandas.DataFrame,
    *,
    engaged: str = "members",
    reference: str = "residents",
    verdicts: bool = True,
    dark: bool = False,
) -> go.Figure:
    """One row per group, in the frame's order: likely range, the share engaged, and the share of residents.

    Columns: label; count and base (people; NaN where not known); share, lower, upper, reference (0 to 1, NaN where
    hidden or not known); and, where present, unknown (people), lowest and highest (the share, were all of them outside
    the group or in it: a dotted line under the marks), note (a few words), verdict (in its words: `Verdict.label`) and mark
    ("[c]", "[u]", "[x]", "[z]" in place of a missing share; "[e]" beside an estimated reference).
    `engaged` and `reference` are the words written beside the marks of the first row.
    """
    t = tokens(dark)
    if frame.empty:
        return nothing(f"There are no {engaged} to set against {reference} here.", dark)
    records = [dict.fromkeys(COLUMNS) | record for record in rows_of(frame)]
    top = r.axis_top([record[key] for record in records for key in ("share", "upper", "reference")])
    words = [words_over(record, t, verdicts) for record in records]
    # The words beside the marks go to the first row that has them all.
    first = next((n for n, record in enumerate(records) if not tables.missing(record["share"])), 0)
    named = named_marks(records[first], engaged, reference)
    placed, height = r.laid_out(words, r.room_for_names(named, top), first)
    made = r.base_figure(placed, height, top, t, dark)
    draw_marks(made, records, placed, top, t)
    r.name_marks(made, placed[first], named, top, t)
    return made.figure()


@kept
def describe_shares(frame: pandas.DataFrame, *, engaged: str = "members", reference: str = "residents") -> str:
    """The picture in one sentence, for those who do not see it; the same columns as `shares`."""
    if frame.empty:
        return f"No picture: there are no {engaged} to set against {reference} here."
    said = []
    for record in rows_of(frame):
        record = dict.fromkeys(COLUMNS) | record
        share = tables.percent_said(record["share"], record["base"], _mark(record))
        against = tables.percent_said(record["reference"], record["base"])
        likely = ""
        if not tables.missing(record["lower"]):
            likely = f" (likely {tables.percent_range(record['lower'], record['upper'], record['base'])})"
        verdict = f", {verdict_words(record['verdict'])}" if tables.words(record["verdict"]) else ""
        said.append(f"{record['label']} {share}{likely} against {against}{verdict}")
    return f"Share of {engaged} against share of {reference}, with the likely range: {'; '.join(said)}."


def verdict_words(verdict: object) -> str:
    """The words of a verdict. A column of enumeration members reaches us as bare codes: those lose their dashes."""
    return str(verdict).replace("_", " ")


def verdict_colour(verdict: object, t: Tokens) -> str:
    words = verdict_words(verdict)
    return t.below if words.startswith("below") else t.above if words.startswith("above") else t.softer


def words_over(record: dict, t: Tokens, verdicts: bool = True) -> r.Words:
    """What is written over one row: its name, its figures, its verdict and its note."""
    against = tables.percent_said(record["reference"], record["base"], "[e]" if record["mark"] == "[e]" else "")
    verdict, colour = "", t.softer
    if tables.missing(record["share"]):
        mark = _mark(record)
        figures, verdict = f"{mark} against {against}", tables.MARKS.get(mark, "")
    else:
        figures = f"{tables.percent_said(record['share'], record['base'])} against {against}"
        if not (tables.missing(record["count"]) or tables.missing(record["base"])):
            figures = f"{tables.count(record['count'])} of {tables.count(record['base'])} – {figures}"
        if verdicts and tables.words(record["verdict"]):
            words = verdict_words(record["verdict"])
            shape = {"below": "▼ ", "above": "▲ "}.get(words.split()[0], "")
            verdict, colour = shape + words, verdict_colour(record["verdict"], t)
    note = " ".join(part for part in (_could_be(record), tables.words(record["note"])) if part)
    return r.Words(str(record["label"]), figures, verdict, colour, note)


def _could_be(record: dict) -> str:
    """What the share could be, were the people of unknown ethnic group known; "" where there are none."""
    if any(tables.missing(record[name]) for name in ("unknown", "lowest", "highest")) or not record["unknown"]:
        return ""
    could = tables.percent_range(record["lowest"], record["highest"], record["base"])
    return f"{tables.count(round(record['unknown']))} not known: {could}, were they known"


def named_marks(record: dict, engaged: str, reference: str) -> list[r.Named]:
    """The words that stand beside the marks of one row, which need no legend then."""
    marks = [(record["share"], engaged), (record["reference"], reference)]
    if not tables.missing(record["upper"]):
        # Where the range is clearest of the other marks.
        taken = [x for x, _ in marks if not tables.missing(x)]
        places = (record["lower"] / 2 + record["upper"] / 2, record["lower"], record["upper"])
        marks.append((max(places, key=lambda place: min(abs(place - x) for x in taken)), "likely range"))
    return [r.Named(x, word) for x, word in marks if not tables.missing(x)]


def _mark(record: dict) -> str:
    mark = tables.words(record["mark"])
    return mark if mark and mark not in tables.BESIDE else "[x]"


def draw_marks(made: Sheet, records: list[dict], placed: list[r.Row], top: float, t: Tokens) -> None:
    """Likely range, share and reference of each row; a hatched cell where there is no share."""
    shown = [(record, row) for record, row in zip(records, placed, strict=True) if not tables.missing(record["share"])]
    ranged = [(record, row) for record, row in shown if not tables.missing(record["lower"])]
    bounds = [(record, row) for record, row in shown if _could_be(record)]
    against = [
        (record, row) for record, row in zip(records, placed, strict=True) if not tables.missing(record["reference"])
    ]
    if unknown := [row for record, row in zip(records, placed, strict=True) if tables.missing(record["share"])]:
        made.traces.append(r.hatched_cells(unknown, top, t))
    made.traces.append(
        trace(
            "scatter",
            name="likely range",
            mode="lines",
            x=[x for record, _ in ranged for x in (record["lower"], record["upper"], None)],
            y=[y for _, row in ranged for y in (row.marks, row.marks, None)],
            line={"color": t.band, "width": 12},
            hoverinfo="skip",
        )
    )
    made.traces.append(
        trace(
            "scatter",
            name="ends of the likely range",
            mode="markers",
            x=[x for record, _ in ranged for x in (record["lower"], record["upper"])],
            y=[y for _, row in ranged for y in (row.marks, row.marks)],
            marker={"symbol": "line-ns", "size": 8, "line": {"color": t.softer, "width": 2}},
            hoverinfo="skip",
        )
    )
    made.traces.append(
        trace(
            "scatter",
            name="were the unknown known",
            mode="lines",
            x=[x for record, _ in bounds for x in (record["lowest"], record["highest"], None)],
            y=[y for _, row in bounds for y in (row.marks + 9, row.marks + 9, None)],
            line={"color": t.softer, "width": 2, "dash": "dot"},
            hoverinfo="skip",
        )
    )
    faint = [not tables.missing(record["base"]) and record["base"] < SMALL_BASE for record, _ in shown]
    made.traces.append(
        trace(
            "scatter",
            name="engaged",
            mode="markers",
            x=[record["share"] for record, _ in shown],
            y=[row.marks for _, row in shown],
            marker={
                "symbol": "circle",
                "size": 14,
                "color": [t.band if few else t.engaged for few in faint],
                "line": {"color": t.engaged, "width": 2},
            },
            customdata=[_hover(record) for record, _ in shown],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )
    made.traces.append(
        trace(
            "scatter",
            name="reference",
            mode="markers",
            x=[record["reference"] for record, _ in against],
            y=[row.marks for _, row in against],
            marker={"symbol": "diamond-open", "size": 15, "color": t.reference, "line": {"width": 2}},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def _hover(record: dict) -> str:
    likely = tables.percent_range(record["lower"], record["upper"], record["base"])
    return f"<b>{plain(record['label'])}</b><br>{tables.percent(record['share'], record['base'])}, likely {likely}"
