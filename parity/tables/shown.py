"""Frames as people read them: real tables of text, with the words and marks of every page."""

from collections.abc import Callable, Sequence

import pandas as pd

from parity.stats.verdicts import LABELS, RULES, Verdict
from parity.tables.formats import count, date_long, mark_or, percent, percent_range, points

LEVELS = {"country": "countries", "region": "regions", "authority": "authorities", "ward": "wards"}
LEVELS_ONE = {"country": "country", "region": "region", "authority": "authority", "ward": "ward"}
LEVELS_TITLE = {"authority": "Authorities", "ward": "Wards"}

KINDS = {
    "bodies": "Bodies and the places they serve",
    "seat_counts": "Counts of members by ethnic group",
}
STANDING = {"published": "Published", "sent": "Sent in", "illustrative": "Illustrative"}
MARKS = {
    "[c]": "Hidden, so that nobody's ethnicity can be worked out",
    "[e]": "Estimated, or resting on an estimate",
    "[low]": "Rounds to zero, and is not zero",
    "[u]": "Not known or not stated",
    "[x]": "Not collected or not published",
    "[z]": "Does not apply",
}


def representation(frame: pd.DataFrame) -> pd.DataFrame:
    """`representation.by_group` as a table: one row per ethnic group."""
    return _shown(
        frame,
        {
            "Ethnic group": lambda row: row["label"],
            "Members": lambda row: mark_or(count(row["count"]), row),
            "Of": lambda row: mark_or(count(row["base"]), row),
            "Share": _share,
            "Likely range": lambda row: percent_range(row["lower"], row["upper"], row["base"]),
            "Residents": lambda row: percent(row["reference"], row["residents"]),
            "Gap": lambda row: points(row["gap"]),
            "Finding": verdict_of,
        },
    )


def across_bodies(frame: pd.DataFrame) -> pd.DataFrame:
    """`representation.across_bodies` as a table: one row per body."""
    return _shown(
        frame,
        {
            "Body": lambda row: row["body"],
            "Members": lambda row: mark_or(count(row["count"]), row),
            "Of": lambda row: mark_or(count(row["base"]), row),
            "Share": _share,
            "Likely range": lambda row: percent_range(row["lower"], row["upper"], row["base"]),
            "Residents": lambda row: percent(row["reference"], row["residents"]),
            "Gap": lambda row: points(row["gap"]),
            "Finding": verdict_of,
        },
    )


def area_groups(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.groups` as a table: one row per ethnic group."""
    return _shown(
        frame,
        {
            "Ethnic group": lambda row: row["label"],
            "Residents 2011": lambda row: count(row["residents_2011"]) or "[x]",
            "Share 2011": lambda row: percent(row["share_2011"], 1001) or "[x]",
            "Residents 2021": lambda row: count(row["residents_2021"]) or "[x]",
            "Share 2021": lambda row: percent(row["share_2021"], 1001) or "[x]",
            "Change": lambda row: points(row["change"]) or "[x]",
            "Note": lambda row: " ".join(part for part in ("[e]" if row["mark"] == "[e]" else "", row["note"]) if part),
        },
    )


def estimates(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.estimates` as a table: one row per year and group."""
    ordered = frame.sort_values(["date"], kind="stable")
    return _shown(
        ordered,
        {
            "Date": lambda row: f"{row['date']:%Y}",
            "Source": lambda row: "Census" if row["kind"] == "census" else "Survey [e]",
            "Ethnic group": lambda row: row["label"],
            "Residents": lambda row: count(row["residents"]),
            "Share": lambda row: percent(row["share"]),
            "Likely range": lambda row: percent_range(row["lower"], row["upper"], None),
        },
    )


def parts(frame: pd.DataFrame, what: str = "share") -> pd.DataFrame:
    """`area_profile.parts` (or `representation.by_area` for gaps) as a table: one row per area."""
    if what == "gap":
        return _shown(
            frame,
            {
                "Area": lambda row: row["name"],
                "Body": lambda row: row["body"] if isinstance(row["body"], str) else "[x]",
                "Share of members": lambda row: percent(row["share"], 1001) or "[x]",
                "Share of residents of all it serves": lambda row: percent(row["reference"], 1001) or "[x]",
                "Gap": lambda row: points(row["gap"]) or "[x]",
                "Finding": verdict_of,
            },
        )
    return _shown(
        frame,
        {
            "Area": lambda row: row["name"],
            "In": lambda row: row["parent"],
            "Residents": lambda row: count(row["residents"]) or "[x]",
            "In the group": lambda row: count(row["people"]) or "[x]",
            "Share 2021": lambda row: _estimated(percent(row["share"], 1001), row),
            "Share 2011": lambda row: percent(row["share_2011"], 1001) or "[x]",
            "Change": lambda row: points(row["change"]) or "[x]",
        },
    )


def residential_pattern(frame: pd.DataFrame) -> pd.DataFrame:
    """`area_profile.residential_pattern` as a table: one row per broad group."""
    return _shown(
        frame,
        {
            "Ethnic group": lambda row: row["label"],
            "Residents": lambda row: count(row["residents"]),
            "Dissimilarity (0 alike, 1 apart)": lambda row: f"{row['dissimilarity']:.2f}",
        },
    )


def not_known(frame: pd.DataFrame) -> pd.DataFrame:
    """`representation.not_known` as a table: one row per thing not known."""
    return _shown(
        frame,
        {
            "What": lambda row: row["what"],
            "Bodies": lambda row: count(row["bodies"]),
            "Which": lambda row: row["which"],
            "What to ask for": lambda row: row["ask"],
        },
    )


def contents(frame: pd.DataFrame) -> pd.DataFrame:
    """What is in the store, one row per kind of return and standing."""
    return _shown(
        frame,
        {
            "Kind of return": lambda row: KINDS.get(row["kind"], row["kind"]),
            "Standing": lambda row: STANDING[row["standing"]],
            "Returns": lambda row: count(row["returns"]),
            "Records": lambda row: count(row["records"]),
            "Last received": lambda row: date_long(row["last"]),
        },
    )


def definitions(frame: pd.DataFrame) -> pd.DataFrame:
    """The definitions of ethnic minorities, one row each."""
    return _shown(frame, {"Definition": lambda row: row["label"], "Who counts": lambda row: row["sentence"]})


def verdicts() -> pd.DataFrame:
    """What each finding means, one row per verdict."""
    return pd.DataFrame([{"Finding": LABELS[each].capitalize(), "When": RULES[each]} for each in Verdict])


def marks() -> pd.DataFrame:
    """What each mark means, one row per mark."""
    return pd.DataFrame([{"Mark": mark, "Meaning": meaning} for mark, meaning in MARKS.items()])


def ward_error(frame: pd.DataFrame) -> pd.DataFrame:
    """How far off estimated ward figures are, one row per figure measured."""
    return _shown(
        frame,
        {
            "Where": lambda row: row["geography"],
            "Figure": lambda row: row["figure"],
            "Half are within": lambda row: f"{row['median']:g} {row['unit']}",
            "9 in 10 are within": lambda row: f"{row['p90']:g} {row['unit']}" if pd.notna(row["p90"]) else "[x]",
            "The furthest": lambda row: f"{row['max']:g} {row['unit']}",
            "Note": lambda row: row["note"] or "",
        },
    )


def left_out(frame: pd.DataFrame) -> pd.DataFrame:
    """Places and people in the sources that have no figure here, one row each."""
    return _shown(
        frame,
        {
            "Place": lambda row: row["place"],
            "What": lambda row: row["what"],
            "Why": lambda row: row["why"],
            "People": lambda row: count(row["people"]),
        },
    )


def verdict_of(row: dict) -> str:
    """The words for the verdict of a row, or its mark where there is none."""
    verdict = row["verdict"]
    return LABELS[Verdict(verdict)].capitalize() if isinstance(verdict, str) and verdict else row["mark"] or ""


def _share(row: dict) -> str:
    decimals = 1 if pd.isna(row["base"]) else None
    return mark_or(percent(row["share"], row["base"], decimals), row)


def _estimated(text: str, row: dict) -> str:
    return f"{text} [e]" if text and row["estimated"] else text or "[x]"


def _shown(frame: pd.DataFrame, columns: dict[str, Callable[[dict], str]]) -> pd.DataFrame:
    records: Sequence[dict] = frame.to_dict("records")
    return pd.DataFrame({title: [show(row) for row in records] for title, show in columns.items()}, dtype=object)
