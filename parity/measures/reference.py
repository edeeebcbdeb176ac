"""Who lives in the places a body serves, on the date its people were counted."""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.store import Store

KEYS = ["body_code", "classification", "group_code"]
_WORKED_OUT = ["reference", "residents", "basis", "dated", "dated_to", "reference_source"]
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
    return _of_days(store, bodies, [as_at], classifications, age_base).drop(columns="as_at")


def on_days(
    store: Store,
    bodies: Sequence[str],
    days: Sequence[date],
    pairs: Collection[tuple[str, str]],
    age_base: str = "all ages",
) -> pd.DataFrame:
    """The same for some ethnic groups (classification, group_code) on many days (`as_at`): the columns of COLUMNS and it.

    One row per body, group and day. All days are worked out together: one day at a time takes as long as many.
    """
    lists = sorted({classification for classification, _ in pairs})
    return _of_days(store, bodies, days, lists, age_base, set(pairs))


def _of_days(
    store: Store,
    bodies: Sequence[str],
    days: Sequence[date],
    classifications: Sequence[str],
    age_base: str,
    pairs: Collection[tuple[str, str]] | None = None,
) -> pd.DataFrame:
    bodies = sorted(set(bodies))  # in whichever order they are asked for, the answer is the same, and given already
    points = store.ask(
        "residents_of_catchments", bodies=bodies, classifications=sorted(set(classifications)), age_base=age_base
    )
    if pairs is not None:
        points = points[
            np.array([pair in pairs for pair in zip(points["classification"], points["group_code"], strict=True)], bool)
        ]
    if points.empty or not len(days):
        return pd.DataFrame(columns=[*COLUMNS, "as_at"])
    every = points.merge(pd.DataFrame({"as_at": pd.to_datetime(list(days))}), how="cross")
    counted = _at(every, [*KEYS, "as_at"]).assign(reference_lower=np.nan, reference_upper=np.nan)
    if age_base == "all ages":
        estimated = store.ask("estimates_of_catchments", bodies=bodies)  # of every year: another day asks no more
        counted = _with_estimates(counted, estimated[estimated["year"].isin({day.year for day in days})])
    return counted.assign(as_at=counted["as_at"].dt.date)[[*COLUMNS, "as_at"]]


def _with_estimates(counted: pd.DataFrame, estimated: pd.DataFrame) -> pd.DataFrame:
    """The same rows, with the survey's estimate of the year in place of what lies between two censuses."""
    if estimated.empty:  # as mostly
        return counted
    both = counted.assign(year=counted["as_at"].dt.year).merge(estimated, on=[*KEYS, "year"], how="left")
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
    return at_dates(points, [as_at], keys).drop(columns="as_at")


def at_dates(points: pd.DataFrame, days: Sequence[date], keys: Sequence[str]) -> pd.DataFrame:
    """The same taken to each of several days (`as_at`), one row per key and day."""
    if points.empty or not len(days):
        return pd.DataFrame(columns=[*COLUMNS, "as_at"])
    every = points.merge(pd.DataFrame({"as_at": pd.to_datetime(list(days))}), how="cross")
    at = _at(every, [*keys, "as_at"])
    return at.assign(as_at=at["as_at"].dt.date)[[*keys, *_WORKED_OUT, "as_at"]]


def _at(points: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Figures at several dates taken to the day of each row (`as_at`, one of the keys), one row per key.

    In arrays rather than by joins: every page asks it, and it takes a tenth of the time.
    """
    keys = list(keys)
    dates, days = (pd.to_datetime(points[name]).to_numpy().astype("datetime64[D]") for name in ("date", "as_at"))
    order = np.lexsort([dates, *(pd.factorize(points[key], sort=True)[0] for key in reversed(keys))])
    points, dates, days = points.iloc[order], dates[order], days[order]
    # The points of one key lie together, in order of their dates: those up to the day come first.
    begun = np.zeros(len(points), bool)
    begun[0] = True
    for key in keys:
        codes = pd.factorize(points[key])[0]
        begun[1:] |= codes[1:] != codes[:-1]
    begins = np.flatnonzero(begun)
    ends, day = np.append(begins[1:], len(points)), days[begins]
    passed = np.concatenate(([0], np.cumsum(dates <= days)))
    after = begins + passed[ends] - passed[begins]  # the first point after the day
    first = np.where(after > begins, after - 1, begins)
    last = np.where(dates[first] == day, first, np.where(after < ends, after, ends - 1))
    share = (points["residents"] / points["base"]).to_numpy(float)
    base, sources = points["base"].to_numpy(float), points["source_code"].to_numpy(object)
    span = (dates[last] - dates[first]).astype(int)
    part = np.where(span > 0, (day - dates[first]).astype(int) / np.where(span > 0, span, 1), 0.0)
    basis = np.select([dates[first] == day, span > 0, dates[last] < day], ["census", "interpolated", "held"], "nearest")
    worked = {
        "reference": share[first] + (share[last] - share[first]) * part,
        "residents": base[first] + (base[last] - base[first]) * part,
        "basis": basis.astype(object),
        "dated": dates[first].astype(object),
        "dated_to": dates[last].astype(object),
        "reference_source": [
            one if one == two else f"{one} {two}" for one, two in zip(sources[first], sources[last], strict=True)
        ],
    }
    return pd.DataFrame({key: points[key].to_numpy()[begins] for key in keys} | worked)
