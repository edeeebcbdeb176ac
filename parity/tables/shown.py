"""Which columns of each frame people see, under which headings, in the words and marks of every page."""

from collections.abc import Mapping

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.stats.verdicts import LABELS, RULES, Verdict
from parity.tables.formats import MARKS, Column, frame_table, missing

LEVELS = {"country": "countries", "region": "regions", "authority": "authorities", "ward": "wards"}
LEVELS_ONE = {"country": "country", "region": "region", "authority": "authority", "ward": "ward"}
LEVELS_TITLE = {"authority": "Authorities", "ward": "Wards"}
TIERS = {"core": "Core board", "wider": "Wider partnership", "sub_group": "Sub-groups"}
STANDING = {"published": "Published", "sent": "Sent in", "illustrative": "Illustrative"}

# Census shares are of whole populations: one decimal means something.
CENSUS = 1_000_000

_COMPARED = [
    Column("count", "Members", "count", mark="instead"),
    Column("base", "Of", "count"),  # the one figure that full-time equivalents make an estimate of
    Column("share", "Share", "percent", mark="instead"),
    Column("lower", "Likely range", "range", mark="instead"),
    Column("reference", "Residents", "percent", mark=None, base="residents"),
    Column("gap", "Gap", "points", mark="instead"),
    Column("finding", "Finding", mark=None),
]


@kept
def representation(frame: pd.DataFrame) -> pd.DataFrame:
    """`representation.by_group` as a table: one row per ethnic group; what is not known, where anything is not."""
    columns = [Column("label", "Ethnic group"), *_COMPARED[:-1], *_unknown(frame), _COMPARED[-1]]
    return frame_table(_with_findings(frame), columns)


@kept
def by_tier(frame: pd.DataFrame) -> pd.DataFrame:
    """`representation.by_tier` as a table: one row per tier, each on the day it was last told."""
    shown = [row | {"tier": TIERS.get(row["part"])} for row in _with_findings(frame)]
    columns = [Column("tier", "Tier"), Column("as_at", "Day", "date", mark=None)]
    return frame_table(shown, [*columns, *_COMPARED[:-1], *_unknown(frame), _COMPARED[-1]])


@kept
def across_bodies(frame: pd.DataFrame) -> pd.DataFrame:
    """`representation.across_bodies` as a table: one row per body."""
    return frame_table(_with_findings(frame), [Column("body", "Body"), *_COMPARED])


@kept
def area_groups(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.groups` as a table: one row per ethnic group."""
    return frame_table(
        frame,
        [
            Column("label", "Ethnic group"),
            Column("residents_2011", "Residents 2011", "estimate", mark="mark_2011"),
            Column("share_2011", "Share 2011", "percent", mark="mark_2011", base=CENSUS),
            Column("residents_2021", "Residents 2021", "estimate", mark="mark_2021"),
            Column("share_2021", "Share 2021", "percent", mark="mark_2021", base=CENSUS),
            Column("change", "Change", "points", base=CENSUS),
            Column("note", "Note", mark=None),
        ],
    )


@kept
def estimates(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.estimates` as a table: one row per year and group."""
    survey = {"from": "Survey", "mark": "[e]", "range_mark": "[x]"}
    census = {"from": "Census", "mark": "", "range_mark": "[z]"}
    shown = [
        row | (census if row["kind"] == "census" else survey) | {"year": f"{row['date']:%Y}"}
        for row in rows_of(frame.sort_values("date", kind="stable"))
    ]
    return frame_table(
        shown,
        [
            Column("year", "Year"),
            Column("from", "From"),
            Column("label", "Ethnic group"),
            Column("residents", "Residents", "estimate"),
            Column("share", "Share", "percent", base=None),
            Column("lower", "Likely range", "range", mark="range_mark", base=None),
        ],
    )


@kept
def parts(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.parts` as a table: one row per area."""
    shown = beside(
        rows_of(frame),
        mark=["[e]" if each else "[x]" for each in frame["estimated"]],
        mark_2011=["[e]" if each else "[x]" for each in frame["estimated_2011"]],
    )
    return frame_table(
        shown,
        [
            Column("name", "Area"),
            *([Column("parent", "In")] if frame["parent"].nunique() > 1 else []),
            Column("residents", "Residents", "estimate", mark=None),
            Column("people", "In the group", "estimate", mark=None),
            Column("share", "Share 2021", "percent", base=CENSUS),
            Column("share_2011", "Share 2011", "percent", mark="mark_2011", base=CENSUS),
            Column("change", "Change", "points", mark=None, base=CENSUS),
        ],
    )


@kept
def residential_pattern(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.residential_pattern` as a table: one row per broad group."""
    shown = beside(
        rows_of(frame),
        index_text=[f"{each:.2f}" for each in frame["dissimilarity"]],
        chance_text=[f"{each:.2f}" for each in frame["by_chance"]],
    )
    return frame_table(
        shown,
        [
            Column("label", "Ethnic group"),
            Column("residents", "Residents", "estimate", mark=None),
            Column("index_text", "Dissimilarity (0 alike, 1 apart)"),
            Column("chance_text", "By chance alone"),
        ],
    )


@kept
def contents(frame: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """What is in the store, one row per kind of return and standing; `titles` are the names of the kinds."""
    shown = frame.assign(kind=frame["kind"].map(dict(titles)), standing=frame["standing"].map(STANDING))
    return frame_table(
        shown,
        [
            Column("kind", "Kind of return"),
            Column("standing", "Standing"),
            Column("returns", "Returns", "count"),
            Column("records", "Records", "count"),
            Column("last", "Last received", "date"),
        ],
    )


@kept
def definitions(frame: pd.DataFrame) -> pd.DataFrame:
    """The definitions of ethnic minorities, one row each."""
    return frame_table(frame, [Column("label", "Definition"), Column("sentence", "Who counts")])


def verdicts() -> pd.DataFrame:
    """What each finding means, one row per verdict."""
    table = pd.DataFrame([{"Finding": LABELS[each].capitalize(), "When": RULES[each]} for each in Verdict])
    return table.set_index("Finding")


def marks() -> pd.DataFrame:
    """What each mark means, one row per mark."""
    table = pd.DataFrame([{"Mark": mark, "Meaning": meaning.capitalize()} for mark, meaning in MARKS.items()])
    return table.set_index("Mark")


@kept
def ward_error(frame: pd.DataFrame) -> pd.DataFrame:
    """How far off estimated ward figures are, one row per figure measured."""
    shown = frame.assign(
        half=[f"{value:g} {unit}" for value, unit in zip(frame["median"], frame["unit"], strict=True)],
        most=[f"{value:g} {unit}" for value, unit in zip(frame["p90"], frame["unit"], strict=True)],
        furthest=[f"{value:g} {unit}" for value, unit in zip(frame["max"], frame["unit"], strict=True)],
    )
    return frame_table(
        shown,
        [
            Column("geography", "Where"),
            Column("figure", "Figure"),
            Column("half", "Half are within"),
            Column("most", "9 in 10 are within"),
            Column("furthest", "The furthest"),
            Column("note", "How it was measured"),
        ],
    )


@kept
def left_out(frame: pd.DataFrame) -> pd.DataFrame:
    """Places and people in the sources that have no figure here, one row each."""
    return frame_table(
        frame,
        [Column("place", "Place"), Column("what", "What"), Column("why", "Why"), Column("people", "People", "count")],
    )


def _unknown(frame: pd.DataFrame) -> list[Column]:
    if not frame["unknown"].astype(float).gt(0).any():
        return []
    return [
        Column("unknown", "Not known", "count"),
        Column("lowest", "Were they known", "range", mark="instead", upper="highest"),
    ]


def finding_of(row: dict) -> str:
    """The words for the verdict of a row; its mark where there is none."""
    verdict, mark = row["verdict"], row["mark"]
    if not missing(verdict) and verdict:
        return LABELS[Verdict(verdict)].capitalize()
    return "[x]" if missing(mark) or not mark else mark


def _with_findings(frame: pd.DataFrame) -> list[dict]:
    rows = rows_of(frame)
    return beside(
        rows,
        finding=[finding_of(row) for row in rows],
        instead=["" if row["mark"] == "[e]" else row["mark"] for row in rows],
    )
