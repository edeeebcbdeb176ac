"""An answer as it is read, and the words for a share that every answer has."""

from typing import NamedTuple

import pandas as pd

from parity import tables
from parity.choice import MINORITIES, Definition
from parity.packs.picture import Picture
from parity.rows import rows_of
from parity.stats.verdicts import LABELS, Verdict


class Read(NamedTuple):
    """An answer as it is read: "" and None for what it does not have. `finding` is its verdict in two or three words."""

    sentence: str
    figure: str = ""
    interval: str = ""
    reference: str = ""
    finding: str = ""
    would_change: str = ""
    picture: Picture | None = None
    table: pd.DataFrame = pd.DataFrame()


def of_definition(frame: pd.DataFrame, definition: Definition) -> pd.DataFrame:
    """The rows for all ethnic minorities under the definition."""
    if frame.empty:
        return frame
    classification, group = MINORITIES[definition]
    return frame[frame["classification"].eq(classification) & frame["group_code"].eq(group)]


def shown(frame: pd.DataFrame, definition: Definition) -> list[dict]:
    """The rows of a frame by group that a picture shows: the definition chosen, then the broad groups."""
    first = of_definition(frame, definition)
    return [*rows_of(first), *rows_of(frame[frame["row"] == "broad"])]


def share(row: pd.Series) -> dict[str, str]:
    """The figure of a share and its interval, "" where there is none."""
    if tables.missing(row["share"]):
        return {"figure": "" if tables.missing(row["count"]) else tables.count(row["count"]), "interval": ""}
    likely = "" if tables.missing(row["lower"]) or tables.missing(row["base"]) else tables.percent_range(
        row["lower"], row["upper"], row["base"])  # fmt: skip
    return {"figure": counted_share(row), "interval": likely}


def counted_share(row: pd.Series) -> str:
    share = tables.percent_said(row["share"], row["base"])
    if tables.missing(row["count"]) or tables.missing(row["base"]):
        return share
    return f"{tables.count(row['count'])} of {tables.count(row['base'])} ({share})"


def living(row: pd.Series) -> str:
    share = tables.percent_said(row["reference"], row["residents"])
    census = row.get("basis") in ("census", "held", "nearest") and not tables.missing(row.get("dated"))
    return share + " of residents" + (f", {row['dated']:%Y} census" if census else "")


def points_range(row: pd.Series, name: str) -> str:
    return f"{tables.points(row[f'{name}_lower'])} to {tables.points(row[f'{name}_upper'])}"


def or_none(value: object) -> float | None:
    return None if tables.missing(value) else float(value)


def finding(verdict: object, below: str = "Below parity", above: str = "Above parity") -> str:
    """A verdict in two or three words, "" where there is none.

    >>> finding("below"), finding("below", "Less likely"), finding("too_few"), finding("")
    ('Below parity', 'Less likely', 'Too few to tell', '')
    """
    if verdict not in set(Verdict):
        return ""
    words = {Verdict.BELOW: below, Verdict.ABOVE: above}
    return words.get(Verdict(verdict), LABELS[Verdict(verdict)].capitalize())
