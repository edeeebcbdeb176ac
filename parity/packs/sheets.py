"""The claims of a pack as sheets of a workbook: one table each, numbers as numbers, a mark where one is missing."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

import pandas as pd

from parity import tables
from parity.packs import explained, stamp
from parity.packs.claims import Claim, Pack
from parity.packs.read import finding

Kind = Literal["text", "count", "number", "percent", "points", "day", "verdict"]
# What a reader sees of each frame: its columns by name, under a heading and in the unit that the heading says.
SHOWN: dict[str, tuple[str, Kind]] = {
    "body": ("Body", "text"), "step_label": ("Step", "text"), "step": ("Step", "text"), "indicator": ("Indicator", "text"), "name": ("What", "text"),
    "target_code": ("Target", "text"), "action_code": ("Action code", "text"), "heading": ("Heading", "text"), "action": ("Action", "text"), "lead_partner": ("Lead partner", "text"), "involvement_label": ("What they did", "text"),
    "area": ("Place", "text"), "period_from": ("From", "day"), "period_to": ("To", "day"), "missing": ("What is missing", "text"),
    "silent": ("What stays silent", "text"), "ask": ("What to ask for", "text"), "label": ("Ethnic group", "text"), "counted": ("What is counted or asked", "text"),
    "as_at": ("Day", "day"), "due": ("Due", "day"), "status": ("Status", "text"), "baseline": ("Baseline (per cent)", "percent"), "aim": ("Aim (per cent)", "percent"), "observed_on": ("Last told on", "day"), "expected": ("Line then (per cent)", "percent"),
    "awards": ("Awards", "count"), "money": ("Money (pounds)", "number"), "per_head": ("For each resident (pounds)", "number"), "break_before": ("Not comparable with the one before", "text"),
    "residents_2011": ("Residents 2011", "count"), "share_2011": ("Share 2011 (per cent)", "percent"),
    "residents_2021": ("Residents 2021", "count"), "share_2021": ("Share 2021 (per cent)", "percent"),
    "seats": ("Seats", "count"), "vacant": ("Vacant seats", "count"), "people": ("Seats taken up", "count"), "left": ("Seats left since", "count"), "count": ("Count", "count"), "others": ("Others", "count"),
    "base": ("Out of", "count"), "unknown": ("Not known", "count"), "value": ("Value", "number"), "share": ("Share (per cent)", "percent"), "rate": ("Of every 1,000", "number"),
    "lower": ("Likely range, from (per cent)", "percent"), "upper": ("Likely range, to (per cent)", "percent"), "rate_lower": ("Likely range, from", "number"), "rate_upper": ("Likely range, to", "number"),
    "reference": ("Reference share (per cent)", "percent"), "gap": ("Gap (percentage points)", "points"),
    "gap_lower": ("Gap, likely from", "points"), "gap_upper": ("Gap, likely to", "points"), "change": ("Change (percentage points)", "points"), "difference": ("Difference (percentage points)", "points"),
    "fewer": ("Seats at parity, fewer", "count"), "more": ("Seats at parity, more", "count"), "nearest": ("Seats at parity, nearest", "count"),
    "designated": ("Designated seats", "count"), "designated_held": ("Designated seats held by ethnic minority members", "count"),
    "others_rate": ("Everyone else, of every 1,000", "number"), "others_count": ("Others, count", "count"), "others_base": ("Others, out of", "count"), "others_share": ("Others, share (per cent)", "percent"),
    "ratio": ("Times as likely or as large", "number"), "after_1": ("Serving after 1 year (per cent)", "percent"), "after_2": ("After 2 years (per cent)", "percent"), "after_3": ("After 3 years (per cent)", "percent"),
    "others_people": ("Others, seats taken up", "count"), "others_left": ("Others, seats left since", "count"),
    "residents": ("Residents", "count"), "dissimilarity": ("Dissimilarity (0 alike, 1 apart)", "number"), "by_chance": ("By chance alone", "number"),
    "p": ("Chance of so large a gap", "number"), "verdict": ("Finding", "verdict"), "said": ("Reading", "text"), "note": ("Note", "text"),
}  # fmt: skip
INSTEAD = {"step": "step_label", "indicator": "name"}  # a code, where its words are there as well
CODES = ("step", "said", "status", "heading")
SAYS_NOTHING = "No note"
SIDES = {"recruitment": ("Less likely", "Likelier"), "retention": ("Leave sooner", "Stay longer"), "reach": ("Less than others", "More than others")}  # fmt: skip
FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "number": "#,##0.00",
    "percent": "0.0",
    "points": "+0.0;-0.0;0.0",
    "day": "d mmmm yyyy",
}


class Sheet(NamedTuple):
    """One sheet: its tab, its title, one table (headings unique, no cell empty), the kind of each column, its claim."""

    tab: str
    title: str
    table: pd.DataFrame
    kinds: tuple[Kind, ...]
    claim: Claim


def sheets(pack: Pack) -> list[Sheet]:
    """A sheet for each question that has figures, in order."""
    made: list[Sheet] = []
    for claim in pack.claims:
        table, kinds = _table(claim)
        if len(table):
            made.append(Sheet(f"{len(made) + 1} {_tab(claim.code)}", claim.question, table, kinds, claim))
    return made


def without_table(pack: Pack) -> pd.DataFrame:
    """One row per question that has no table: what is said to it, and what would answer it."""
    told = {sheet.claim.code for sheet in sheets(pack)}
    rows = [
        (each.question, each.sentence, each.would_change, each.command) for each in pack.claims if each.code not in told
    ]
    return pd.DataFrame(rows, columns=["Question", "Answer", "What to ask for", "Command"])


def marks_in(table: pd.DataFrame) -> dict[str, str]:
    """The marks that stand in a table, with their meanings."""
    return explained.marks_in([table.set_axis(table.iloc[:, 0])] if len(table) else [], [])


def cover_lines(pack: Pack) -> list[str]:
    """What the cover says under its title."""
    lines = [stamp.about(pack) + ".", *(f"{name}: {value}" for name, value in stamp.facts(pack))]
    if pack.illustrative:
        lines.append("Illustrative: some of the boards are invented; their names begin with Example.")
    if pack.asked.remark(""):
        lines.append(pack.asked.remark(""))
    return [*lines, stamp.READING]


def notes_table(pack: Pack) -> pd.DataFrame:
    """One row per question with a table: its answer, what it does not show, what would change it, its method, sources and command."""
    named = pack.sources.set_index("source_code")["title"]
    rows = [
        {
            "Note": str(place),
            "Question": claim.question,
            "Answer": claim.sentence,
            "What this does not show": claim.not_shown,
            "What would change our mind": claim.would_change,
            "Method": f"{claim.method}, in docs/methods.md",
            "Sources": "; ".join(named[code] for code in claim.sources if code in named.index) or "No published source",
            "Command": claim.command,
            "Added by whoever made this pack": claim.own or "Nothing added",
        }
        for place, claim in enumerate((sheet.claim for sheet in sheets(pack)), start=1)
    ]
    return pd.DataFrame(rows)


def _table(claim: Claim) -> tuple[pd.DataFrame, tuple[Kind, ...]]:
    frame = claim.frame
    if "row" in frame and len(frame):
        frame = frame[frame["row"] != "detail"]
    if frame.empty:
        return pd.DataFrame(), ()
    columns = [name for name in SHOWN if name in frame and _has_words(frame[name], SHOWN[name][1], name)]
    columns = [name for name in columns if INSTEAD.get(name) not in columns]
    if frame.get("unit") is not None and not frame["unit"].eq("percent").all():
        columns = [name for name in columns if name not in ("lower", "upper", "difference")]
    shown = {name: SHOWN[name] for name in columns}
    if "unit" not in frame:
        shown.pop("value", None)  # of a target, in whatever it is set in
    elif "value" in shown and frame["unit"].eq("percent").all():
        shown["value"] = ("Value (per cent)", "percent")
    sides = SIDES.get(claim.measure, ())
    rows = [[_cell(row, name, kind, sides) for name, (_, kind) in shown.items()] for row in frame.to_dict("records")]
    headings = [heading for heading, _ in shown.values()]
    table = pd.DataFrame(rows, columns=_apart(headings), dtype=object)
    return table, tuple(kind for _, kind in shown.values())


def _has_words(column: pd.Series, kind: Kind, name: str) -> bool:
    if name == "silent" and pd.api.types.is_numeric_dtype(column):
        return False  # of the scorecard: how many bodies told nothing
    if name in ("residents", "vacant", "p", "note", "unknown") and (column.isna() | column.eq("")).all():
        return False
    if kind == "text" and (column.isna() | column.eq("")).all():
        return False
    return kind in ("text", "verdict", "day") or pd.api.types.is_numeric_dtype(column) or column.notna().any()


def _cell(row: Mapping, name: str, kind: Kind, sides: tuple[str, ...]) -> object:
    value = row[name]
    if kind == "verdict":
        return finding(value, *sides) or "[z]"
    if kind == "text":
        if tables.missing(value) or not str(value):
            return SAYS_NOTHING if name == "note" else "[z]"
        return str(value).replace("_", " ").capitalize() if name in CODES else str(value)
    if tables.missing(value):
        mark = tables.words(row.get("mark"))
        return mark if mark in tables.MARKS and mark not in tables.BESIDE else "[x]"
    if kind == "day":
        return pd.Timestamp(value).to_pydatetime()
    number = float(value)
    if number in (float("inf"), float("-inf")):
        return "[z]"
    if kind in ("percent", "points"):
        return round(100 * number, 9)
    return int(number) if kind == "count" and number == int(number) else number


def _apart(headings: list[str]) -> list[str]:
    return [head if headings.index(head) == place else f"{head} ({place})" for place, head in enumerate(headings)]


def _tab(code: str) -> str:
    return re.sub(r"[^A-Za-z ]", " ", code).capitalize()[:24]
