"""Recruitment as tables: who was at each stage, and how likely each group was to get through."""

import pandas as pd

from parity.remembered import kept
from parity.rows import beside, rows_of
from parity.tables.formats import NBSP, Column, frame_table, missing
from parity.tables.shown import finding_of

STAGES = {"pool": "Willing", "applied": "Applied", "shortlisted": "Shortlisted", "appointed": "Appointed"}
STEPS = {
    "applied_from_pool": "Applied, of those willing",
    "shortlisted_from_applied": "Shortlisted, of those who applied",
    "appointed_from_shortlisted": "Appointed, of those shortlisted",
    "appointed_from_applied": "Appointed, of those who applied",
}
ROUTES = {
    "open": "Open recruitment", "nominated": "Nominated", "elected": "Elected", "ex_officio": "Ex officio",
    "co_opted": "Co-opted", "unknown": "Not known",
}  # fmt: skip
FINDINGS = {
    "below": "Less likely", "above": "Likelier", "no_clear_difference": "No clear difference",
    "too_few": "Too few to tell", "depends_on_unknowns": "Depends on unknowns", "not_monitored": "Not monitored",
}  # fmt: skip


@kept
def stages(frame: pd.DataFrame) -> pd.DataFrame:
    """`recruitment.stages` of one place as a table: one row per stage and ethnic group."""
    rows = rows_of(frame)
    shown = beside(rows, stage_title=_stages(rows), instead=_instead(rows), nothing="[x]")
    return frame_table(
        shown,
        [
            Column("stage_title", "Stage"),
            Column("label", "Ethnic group"),
            Column("count", "People", "count", mark="instead"),
            Column("base", "Of", "count", mark="instead"),
            Column("unknown", "Not known", "count", mark="nothing"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("rounds", "Rounds", "count", mark=None),
        ],
    )


@kept
def by_route(frame: pd.DataFrame) -> pd.DataFrame:
    """`recruitment.stages` by route as a table: one row per route and stage, of one ethnic group."""
    rows = rows_of(frame)
    shown = beside(rows, stage_title=_stages(rows), place=_places(rows, "route"), instead=_instead(rows), nothing="[x]")
    return frame_table(
        shown,
        [
            Column("place", "Route"),
            Column("stage_title", "Stage"),
            Column("count", "From ethnic minorities", "count", mark="instead"),
            Column("base", "Of", "count", mark="instead"),
            Column("unknown", "Not known", "count", mark="nothing"),
            Column("share", "Share", "percent", mark="instead"),
            Column("lower", "Likely range", "range", mark="instead"),
            Column("rounds", "Rounds", "count", mark=None),
        ],
    )


@kept
def steps(frame: pd.DataFrame, first: str = "step") -> pd.DataFrame:
    """`recruitment.steps` as a table: one row per step and ethnic group, or with `first` a row per body, route or year."""
    heading = {
        "step": "Step",
        "body": "Body",
        "route": "Route",
        "year": "Year",
        "round_ref": "Round",
        "label": "Ethnic group",
    }[first]
    rows = rows_of(frame)
    shown = beside(
        rows,
        place=_places(rows, first),
        instead=_instead(rows),
        ratio_text=[_ratio(row["ratio"], row["mark"]) for row in rows],
        range_text=[_range(row) for row in rows],
        finding=[FINDINGS.get(row["verdict"]) or finding_of(row) for row in rows],
    )
    return frame_table(
        shown,
        [
            Column("place", heading),
            *([] if first == "label" else [Column("label", "Ethnic group")]),
            Column("count", "Through", "count", mark="instead"),
            Column("base", "Of", "count", mark="instead"),
            Column("share", "Share through", "percent", mark="instead"),
            Column("against", "Compared with", mark=None),
            Column("others_count", "Others through", "count", mark="instead"),
            Column("others_base", "Of the others", "count", mark="instead"),
            Column("others_share", "Others' share through", "percent", mark="instead", base="others_base"),
            Column("ratio_text", "Times as likely", mark=None),
            Column("range_text", "Likely range", mark=None),
            Column("finding", "Finding for the group", mark=None),
        ],
    )


def _stages(rows: list[dict]) -> list[str | None]:
    return [STAGES.get(row["stage"]) for row in rows]


def _places(rows: list[dict], first: str) -> list[str]:
    names = {"step": STEPS, "route": ROUTES}.get(first, {})
    return ["Not known" if missing(row[first]) else names.get(row[first], str(row[first])) for row in rows]


def _instead(rows: list[dict]) -> list[str]:
    return [row["mark"] or "[x]" for row in rows]


def _ratio(ratio: float | None, mark: str) -> str:
    if missing(ratio):
        return mark or "[x]"
    return "no limit" if ratio == float("inf") else f"{ratio:.2f}"


def _range(row: dict) -> str:
    if missing(row["ratio_lower"]):
        return row["mark"] or "[x]"
    return f"{row['ratio_lower']:.2f}{NBSP}to{NBSP}{row['ratio_upper']:.2f}"
