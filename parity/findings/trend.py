"""Series over time in sentences: a rise, a fall, no clear change, or why nothing can be said."""

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several, together
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats.trend import Direction


@kept
def trend(series: pd.DataFrame, fitted: pd.DataFrame) -> str:
    """`trend.of_bodies` and its like with `trend.fitted`: which series rise, which fall, and which cannot be told."""
    if series["share"].notna().sum() == 0:
        return ""
    every = fitted["label"].nunique()
    last = fitted.sort_values("piece").drop_duplicates("series", keep="last")
    up = list(last.loc[last["direction"].eq(str(Direction.RISE)), "label"])
    down = list(last.loc[last["direction"].eq(str(Direction.FALL)), "label"])
    level = int(last["direction"].eq(str(Direction.NO_CLEAR_TREND)).sum())
    few = int(last["direction"].eq(str(Direction.TOO_FEW_POINTS)).sum())
    parts = [
        f"a rise for {listed(up)}" if up else "",
        f"a fall for {listed(down)}" if down else "",
        f"no clear change in {several(level, 'series', 'series')}" if level else "",
        f"too few observations to say in {several(few, 'series', 'series')}" if few else "",
    ]
    return f"Of the {several(every, 'series', 'series')} below, by the latest unbroken years of each: {listed(parts)}."


@kept
def one(series: pd.DataFrame, fitted: pd.DataFrame) -> str:
    """One series in words: its first and last share against the reference, and what may be said of what lies between."""
    known = series[series["share"].notna()].sort_values("as_at")
    if known.empty:
        return _no_share(series)
    first, last = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        return f"{_who(last)}: {_at(last)}. There is no other day with a share to compare it with."
    return together(f"{_who(first)}: {_at(first)}; {_at(last)}.", _direction(fitted), breaks(known))


@kept
def first(series: pd.DataFrame, fitted: pd.DataFrame) -> str:
    """`one` for the first of several series."""
    name = series["series"].iloc[0] if len(series) else ""
    return one(series[series["series"] == name], fitted[fitted["series"] == name])


@kept
def breaks(series: pd.DataFrame) -> str:
    """Why figures of a series cannot be joined: said whenever a line is cut."""
    cut = series[series["break_before"].fillna("").ne("")]
    if cut.empty:
        return ""
    said = [
        f"{tables.date_long(row['as_at'])} ({row['break_before']})" for row in rows_of(cut.drop_duplicates("as_at"))
    ]
    return f"Figures before and after a break are not joined: {listed(said)}."


def _who(row: pd.Series) -> str:
    """The body or place, and the group."""
    place = row["body"] if isinstance(row["body"], str) else row["area"]
    return (
        f"{place}, {row['group'][:1].lower()}{row['group'][1:]}"
        if row["row"] == "definition"
        else f"{place}, {row['group']}"
    )


def _at(row: pd.Series) -> str:
    said = f"{tables.percent_said(row['share'], row['base'])} on {tables.date_long(row['as_at'])}"
    if pd.isna(row["reference"]):
        return said
    return f"{said}, against {tables.percent_said(row['reference'], row['residents'])}"


def _direction(fitted: pd.DataFrame) -> str:
    if fitted.empty:
        return ""
    row = fitted.sort_values("piece").iloc[-1]
    match row["direction"]:
        case Direction.RISE | Direction.FALL:
            word = "A rise" if row["direction"] == Direction.RISE else "A fall"
            return f"{word} of {tables.points(abs(row['slope']), 2000).lstrip('+')} a year: more than chance."
        case Direction.NO_CLEAR_TREND:
            return "No clear change: chance alone could move it so."
    if len(fitted) > 1:
        return "Within its unbroken parts there are too few observations to call a rise or a fall."
    return f"Too few observations to call a rise or a fall: {row['note'][:1].lower()}{row['note'][1:]}"


def _no_share(series: pd.DataFrame) -> str:
    if series.empty:
        return "There is nothing to follow here: no return tells it."
    return "Only numbers of people were told, without the total they belong to: there is no share to follow."
