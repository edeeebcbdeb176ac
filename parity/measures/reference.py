"""Who lives in the places a body serves, on the date its people were counted."""

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.rows import found_in, tuples_of
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
    return _of_days(store, bodies, [as_at], classifications, age_base, COLUMNS)


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
    return _of_days(store, bodies, days, lists, age_base, [*COLUMNS, "as_at"], set(pairs))


def _of_days(
    store: Store,
    bodies: Sequence[str],
    days: Sequence[date],
    classifications: Sequence[str],
    age_base: str,
    columns: Sequence[str],
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
        return pd.DataFrame(columns=list(columns))
    counted = _at(points, days, KEYS)
    counted |= {name: np.full(len(counted["basis"]), np.nan) for name in ("reference_lower", "reference_upper")}
    if age_base == "all ages":
        estimated = store.ask("estimates_of_catchments", bodies=bodies)  # of every year: another day asks no more
        if len(estimated):  # as seldom
            counted = _with_estimates(counted, estimated)
    return pd.DataFrame({name: counted[name] for name in columns})


def _with_estimates(counted: dict[str, np.ndarray], estimated: pd.DataFrame) -> dict[str, np.ndarray]:
    """The same columns, with the survey's estimate of the year in place of what lies between two censuses."""
    years = [day.year for day in counted["as_at"].tolist()]
    at = found_in(
        zip(*(counted[name].tolist() for name in KEYS), years, strict=True), tuples_of(estimated, [*KEYS, "year"])
    )
    people, half, everyone = (
        np.append(estimated[name].to_numpy(float, na_value=np.nan), np.nan)[at]
        for name in ("people", "half", "everyone")
    )
    better = ~np.isnan(people) & (counted["basis"] != "census")
    if not better.any():
        return counted
    share, half = people / everyone, half / everyone
    dated = np.array([*pd.to_datetime(estimated["dated"]).dt.date, None], object)[at]
    told = {
        "reference": share,
        "reference_lower": np.clip(share - half, 0, 1),
        "reference_upper": np.clip(share + half, 0, 1),
        "residents": everyone,
        "basis": "estimate",
        "dated": dated,
        "dated_to": dated,
        "reference_source": np.array([*estimated["source_code"], None], object)[at],
    }
    return counted | {name: np.where(better, values, counted[name]) for name, values in told.items()}


def at_date(points: pd.DataFrame, as_at: date, keys: Sequence[str]) -> pd.DataFrame:
    """Figures at several dates taken to one date, one row per key; see `of_bodies` for the columns and the rules."""
    if points.empty:
        return pd.DataFrame(columns=COLUMNS)
    at = _at(points, [as_at], keys)
    return pd.DataFrame({name: at[name] for name in [*keys, *_WORKED_OUT]})


def at_dates(points: pd.DataFrame, days: Sequence[date], keys: Sequence[str]) -> pd.DataFrame:
    """The same taken to each of several days (`as_at`), one row per key and day."""
    if points.empty or not len(days):
        return pd.DataFrame(columns=[*COLUMNS, "as_at"])
    at = _at(points, days, keys)
    return pd.DataFrame({name: at[name] for name in [*keys, *_WORKED_OUT, "as_at"]})


def _at(points: pd.DataFrame, days: Sequence[date], keys: Sequence[str]) -> dict[str, np.ndarray]:
    """Figures at several dates taken to each of some days: a column per key, of what is worked out and of the day
    (`as_at`), in order of the keys and the days.

    In arrays rather than by joins: every page asks it, and it takes a tenth of the time.
    """
    dates = pd.to_datetime(points["date"]).to_numpy().astype("datetime64[D]")
    codes = [pd.factorize(points[key], sort=True)[0] for key in keys]
    order = np.lexsort([dates, *reversed(codes)])
    dates = dates[order]
    # The points of one key lie together, in order of their dates: those up to the day come first.
    begun = np.zeros(len(points), bool)
    begun[0] = True
    for each in codes:
        begun[1:] |= each[order[1:]] != each[order[:-1]]
    begins = np.flatnonzero(begun)
    day = np.unique(np.array(list(days), "datetime64[D]"))
    passed = np.zeros((len(points) + 1, len(day)), int)
    np.cumsum(dates[:, None] <= day, axis=0, out=passed[1:])
    many = len(day)
    begins, ends, day = (
        np.repeat(begins, many),
        np.repeat(np.append(begins[1:], len(points)), many),
        np.tile(day, len(begins)),
    )
    which = np.tile(np.arange(many), len(begins) // many)
    after = begins + passed[ends, which] - passed[begins, which]  # the first point after the day
    first = np.where(after > begins, after - 1, begins)
    last = np.where(dates[first] == day, first, np.where(after < ends, after, ends - 1))
    residents, base = (points[name].to_numpy(float)[order] for name in ("residents", "base"))
    share, sources = residents / base, points["source_code"].to_numpy(object)[order]
    span = (dates[last] - dates[first]).astype(int)
    part = np.where(span > 0, (day - dates[first]).astype(int) / np.where(span > 0, span, 1), 0.0)
    basis = np.select([dates[first] == day, span > 0, dates[last] < day], ["census", "interpolated", "held"], "nearest")
    return {key: points[key].to_numpy()[order[begins]] for key in keys} | {
        "reference": share[first] + (share[last] - share[first]) * part,
        "residents": base[first] + (base[last] - base[first]) * part,
        "basis": basis.astype(object),
        "dated": dates[first].astype(object),
        "dated_to": dates[last].astype(object),
        "reference_source": [
            one if one == two else f"{one} {two}" for one, two in zip(sources[first], sources[last], strict=True)
        ],
        "as_at": day.astype(object),
    }
