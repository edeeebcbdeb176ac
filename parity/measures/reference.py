"""Who lives in the places a body serves, on the date its people were counted."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.store import Store

CENSUS_YEARS = (2011, 2021)
COLUMNS = ["body_code", "classification", "group_code", "reference", "residents", "basis", "dated", "dated_to",
           "reference_source", "reference_lower", "reference_upper"]  # fmt: skip


def of_bodies(
    store: Store,
    bodies: Sequence[str],
    as_at: date,
    classifications: Sequence[str],
    age_base: str = "all ages",
) -> pd.DataFrame:
    """One row per body, classification and ethnic group: its share of the residents of the body's catchment.

    `reference` is a share (0-1); `residents` all residents it is a share of, in people. `basis` says how the figure
    was come by: `census` (the day of a census), `interpolated` (on the straight line between two censuses),
    `held` (the last census, kept level after it), `nearest` (the first census, before which the store has none) or `estimate` (the
    annual survey's own figure for the year, with its 95 % limits in `reference_lower` and `reference_upper`: preferred to
    a line between censuses);
    `dated` and `dated_to` are the census days used, `reference_source` the source codes, one or two. A body whose catchment is not wholly covered has no rows.
    Method: docs/methods.md, "Reference between censuses".
    """
    points = store.ask(
        "residents_of_catchments",
        bodies=list(bodies),
        classifications=list(classifications),
        age_base=age_base,
    )
    counted = at_date(points, as_at, ["body_code", "classification", "group_code"])
    counted["reference_lower"] = counted["reference_upper"] = np.nan
    if age_base != "all ages" or counted.empty:
        return counted
    return _with_estimates(counted, store.ask("estimates_of_catchments", bodies=list(bodies), as_at=as_at))


def _with_estimates(counted: pd.DataFrame, estimated: pd.DataFrame) -> pd.DataFrame:
    """The same rows, with the survey's estimate of the year in place of what lies between two censuses."""
    keys = ["body_code", "classification", "group_code"]
    both = counted.merge(estimated, on=keys, how="left")
    better = both["people"].notna() & (both["basis"] != "census")
    share, half = both["people"] / both["everyone"], both["half"] / both["everyone"]
    told = {
        "reference": share,
        "reference_lower": (share - half).clip(0, 1),
        "reference_upper": (share + half).clip(0, 1),
        "residents": both["everyone"],
        "basis": "estimate",
        "dated": pd.to_datetime(both["dated_y"]).dt.date,
        "dated_to": pd.to_datetime(both["dated_y"]).dt.date,
        "reference_source": both["source_code"],
    }
    both = both.rename(columns={"dated_x": "dated"})
    for name, values in told.items():
        both[name] = both[name].mask(better, values)
    return both[counted.columns]


def at_date(points: pd.DataFrame, as_at: date, keys: Sequence[str]) -> pd.DataFrame:
    """Figures at several dates taken to one date, one row per key; see `of_bodies` for the columns and the rules."""
    if points.empty:
        return pd.DataFrame(columns=COLUMNS)
    day = pd.Timestamp(as_at)
    points = points.assign(date=pd.to_datetime(points["date"]), share=points["residents"] / points["base"])
    keys = list(keys)
    ordered = points.sort_values([*keys, "date"])
    before = ordered[ordered["date"] <= day].drop_duplicates(keys, keep="last").set_index(keys)
    after = ordered[ordered["date"] >= day].drop_duplicates(keys, keep="first").set_index(keys)
    every = before.index.union(after.index)
    first = before.reindex(every).fillna(after.reindex(every))
    last = after.reindex(every).fillna(before.reindex(every))
    span = (last["date"] - first["date"]).dt.days
    part = np.where(span > 0, (day - first["date"]).dt.days / span.where(span > 0, 1), 0.0)
    basis = np.select(
        [first["date"].eq(day) | last["date"].eq(day), span > 0, last["date"] < day],
        ["census", "interpolated", "held"],
        "nearest",
    )
    return pd.DataFrame(
        {
            "reference": first["share"] + (last["share"] - first["share"]) * part,
            "residents": first["base"] + (last["base"] - first["base"]) * part,
            "basis": basis,
            "dated": first["date"].dt.date,
            "dated_to": last["date"].dt.date,
            "reference_source": np.where(
                first["source_code"] == last["source_code"],
                first["source_code"],
                first["source_code"] + " " + last["source_code"],
            ),
        },
        index=every,
    ).reset_index()
