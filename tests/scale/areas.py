"""Output areas for a large world: 188,880 of them at two censuses, whose figures add up to those of their authorities.

Real counts of 2011 and shares of 2021 say how the people of an authority are spread over its areas where a folder of
sources is given, and chance with a fixed seed where none is.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from parity import places

AREAS = 188_880  # output areas of England and Wales, 2021
CENSUSES = {"2011-03-27": "2011-18", "2021-03-21": "2021-19"}
COUNTS_2011 = "census2011/ks201ew_oa11_ew_14groups.csv.gz"
SHARES_2021 = "census2021/ts021_oa21_ew_broad5_percent.csv.gz"
# The columns of the table of 2011 that say how each group is spread; Mixed groups are one column there.
SPREAD_2011 = {
    "white_british": "WhiteBrit", "white_irish": "Irish", "white_other": "OtherWhite", "indian": "Indian",
    "pakistani": "Pakistani", "bangladeshi": "Bangladeshi", "chinese": "Chinese", "asian_other": "OtherAsian",
    "african": "BlkAfrican", "caribbean": "BlkCaribbean", "black_other": "OtherBlk", "arab": "Arab", "other_any": "Other",
}  # fmt: skip

RENAMED = {"shepway": "folkestone and hythe", "the vale of glamorgan": "vale of glamorgan"}


def tables(sources: Path | None = None, areas: int = AREAS) -> dict[str, pd.DataFrame]:
    """Census day -> one row per output area: area_code, within, date and a column of residents per ethnic group."""
    counted = _authorities()
    spread = (
        _from_sources(sources, areas) if sources and (sources / COUNTS_2011).exists() else _by_chance(counted, areas)
    )
    rows = {authority: np.flatnonzero(spread["within"] == authority) for authority in spread["within"].unique()}
    made = {}
    for day, classification in CENSUSES.items():
        whole = counted[(counted["date"] == day) & (counted["classification"] == classification)]
        whole = whole.pivot_table(index="area_code", columns="group_code", values="residents", aggfunc="sum").fillna(0)
        people = np.zeros((len(spread), whole.shape[1]), np.int64)
        for authority, total in zip(whole.index, whole.to_numpy().round().astype(np.int64), strict=True):
            if authority in rows:
                for place, group in enumerate(whole.columns):
                    weights = _weights(spread, rows[authority], day, group)
                    people[rows[authority], place] = _apportioned(int(total[place]), weights)
        made[day] = pd.concat(
            [spread[["area_code", "within"]].assign(date=day), pd.DataFrame(people, columns=whole.columns)], axis=1
        )
    return made


def _authorities() -> pd.DataFrame:
    """What the censuses counted in each authority in use, as the reference data have it."""
    people = pd.read_parquet(places.REFERENCE / "population.parquet")
    people = people[people["source_code"].isin(["census_2011_authorities", "census_2021_authorities"])]
    areas = pd.read_csv(places.REFERENCE / "areas.csv", dtype=str)
    changes = pd.read_csv(places.REFERENCE / "area_changes.csv", dtype=str)
    current = areas.loc[(areas["standing"] == "current") & (areas["level"] == "authority"), "area_code"]
    changes = changes[(changes["kind"] != "made_of") & changes["to_code"].isin(current)]
    now = changes[~changes["from_code"].isin(current)].drop_duplicates("from_code").set_index("from_code")["to_code"]
    people = people.assign(
        area_code=people["area_code"].map(now).fillna(people["area_code"]), date=people["date"].astype(str)
    )
    return people[people["area_code"].isin(current)]


def _by_chance(counted: pd.DataFrame, areas: int) -> pd.DataFrame:
    """Areas of authorities by their size, each with a share of its authority and a leaning to some groups."""
    size = counted[counted["classification"] == "2021-19"].groupby("area_code")["residents"].sum().sort_index()
    each = 1 + _apportioned(areas - len(size), size.to_numpy())
    chance = np.random.default_rng(2021)
    within = np.repeat(size.index.to_numpy(), each)
    letters = np.where(pd.Series(within).str.startswith("W"), "W", "E")
    spread = pd.DataFrame({"area_code": [f"{a}00{n:06d}" for n, a in enumerate(letters, start=1)], "within": within})
    for broad in ("asian", "black", "mixed", "white", "other"):
        spread[broad] = chance.gamma(2.0 if broad == "white" else 0.5, size=areas)
    return spread


def _from_sources(sources: Path, areas: int) -> pd.DataFrame:
    """The output areas of 2021 with their shares, and the counts of 2011 where the code was the same then."""
    new = pd.read_csv(sources / SHARES_2021).rename(columns={"oa21cd": "area_code"}).sort_values("area_code")
    old = pd.read_csv(sources / COUNTS_2011).rename(columns={"OA": "area_code"})
    names = pd.read_csv(places.REFERENCE / "areas.csv", dtype=str)
    names = names[names["level"] == "authority"]
    changes = pd.read_csv(places.REFERENCE / "area_changes.csv", dtype=str)
    changes = changes[changes["kind"] != "made_of"].drop_duplicates("from_code").set_index("from_code")["to_code"]
    current = set(names.loc[names["standing"] == "current", "area_code"])
    now = [code if code in current else changes.get(code, code) for code in names["area_code"]]
    codes = dict(zip(names["name"].map(_plain), now, strict=True))
    old["within"] = old["LAD"].map(_plain).replace(RENAMED).map(codes)
    spread = new.merge(old, on="area_code", how="left")
    spread["within"] = spread["within"].ffill().bfill()  # codes were given out authority by authority
    for column in ["asian_pct", "black_pct", "mixed_pct", "white_pct", "other_pct"]:
        spread[column.removesuffix("_pct")] = spread[column] * spread["pop"]
    return spread.iloc[:: max(1, len(spread) // areas)].head(areas).reset_index(drop=True)


def _plain(name: str) -> str:
    return str(name).split(",")[0].replace(".", "").replace("-", " ").casefold().strip()


def _weights(spread: pd.DataFrame, rows: np.ndarray, day: str, group: str) -> np.ndarray:
    """How the people of a group are spread over the areas of an authority, in any unit."""
    column = SPREAD_2011.get(group) if day.startswith("2011") else None
    column = column if column in spread else BROAD[group]
    found = np.nan_to_num(spread[column].to_numpy(float)[rows])
    return found + 0.01 * (found.mean() or 1.0)  # nobody's area is closed to anyone


def _apportioned(total: int, weights: np.ndarray) -> np.ndarray:
    """Whole numbers that add up to a total, as near to the weights as can be."""
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    most = np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]
    whole[most] += 1
    return whole


_groups = pd.read_csv(places.REFERENCE / "groups.csv", dtype=str)
BROAD = dict(zip(_groups["group_code"], _groups["broad_code"].fillna("other"), strict=True))
