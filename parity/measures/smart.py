"""What is missing from a target, or unrealistic about it, in words: specific, measurable, achievable, relevant, timed."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from parity.measures.observed import SEATS
from parity.stats import intervals
from parity.stats.target import Status

APART = 0.006  # a baseline that differs from the store's figure by more than its rounding


def remarks(row: Mapping, today: date) -> list[str]:
    """One sentence for each thing to mend, in the order of the letters; none where there is nothing to say."""
    found = [*_specific(row), *_measurable(row), *_achievable(row), *_relevant(row), *_timed(row, today)]
    return [sentence for sentence in found if sentence]


def _specific(row: Mapping) -> list[str]:
    place = row["body_code"] or row["area_code"]
    return [
        "" if row["owner"] else "Nobody is named to answer for it.",
        "" if place else "It names no body and no area.",
    ]


def _measurable(row: Mapping) -> list[str]:
    if pd.isna(row["share"]) and pd.isna(row["baseline_found"]):
        return ["There is no figure in Parity to measure it by."]
    said = []
    if pd.isna(row["baseline"]):
        said.append("It has no baseline.")
    elif pd.isna(row["baseline_found"]):
        said.append("No return reaches the day of its baseline, so that figure cannot be checked.")
    elif abs(row["baseline"] - row["baseline_found"]) > APART:
        said.append(
            f"Its baseline is not the figure that the returns give for that day ({_percent(row['baseline_found'])})."
        )
    if not pd.isna(row["base"]) and row["base"] > 0 and not pd.isna(row["aim"]) and not pd.isna(row["baseline"]):
        said.append(_too_small(row))
    return said


def _too_small(row: Mapping) -> str:
    """A change that a body of this size could not show, or that is less than one person."""
    base = int(row["base"])
    if abs(row["aim"] - row["baseline"]) * base < 1 and row["status"] != Status.MET:
        one = "seat" if row["part"] in SEATS else "person"
        return f"The change it asks for is less than one {one} of {base}."
    at_aim = min(base, max(0, round(row["aim"] * base)))
    lower, upper = intervals.wilson(at_aim, base)
    if lower <= row["baseline"] <= upper:
        return f"With {base} people, chance alone moves the share as far as this target does: hold it against several years."
    return ""


def _achievable(row: Mapping) -> list[str]:
    if row["status"] == Status.MET or not row.get("terms"):
        return []
    if pd.isna(row["share_needed"]):
        return ["More seats would have to change hands than fall vacant before it is due."]
    if not pd.isna(row["pace"]) and row["share_needed"] > max(2 * row["pace"], row["pace"] + 0.25):
        return [
            f"It takes {_percent(row['share_needed'])} of the seats that fall vacant before it is due; of those taken up in"
            f" the last four years {_percent(row['pace'])} went to the group."
        ]
    return []


def _relevant(row: Mapping) -> list[str]:
    if (
        row["kind"] == "value"
        and not pd.isna(row["aim"])
        and not pd.isna(row["baseline"])
        and row["aim"] < row["baseline"]
    ):
        return ["It aims below where it started."]
    if (
        row["kind"] == "share_of_gap"
        and not np.isnan(row["baseline_reference"])
        and row["baseline"] >= row["baseline_reference"]
    ):
        return ["There was no gap to close when it was set."]
    return []


def _timed(row: Mapping, today: date) -> list[str]:
    if row["baseline_on"] >= row["due"]:
        return ["It is due before it begins."]
    return ["Its date has passed."] if row["due"] < today and row["status"] != Status.MET else []


def _percent(share: float) -> str:
    return f"{round(100 * share)}\N{NO-BREAK SPACE}%"
