"""The same questions as a plain pandas script would answer them, from tables held in memory."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from tests.scale.ours import PROFILE, YEARLY
from tests.scale.questions import About

Tables = Mapping[str, pd.DataFrame]
NEEDED = {
    "authorities": ("population", "groups", "catchments", "participation", "areas"),
    "authority": ("population", "groups", "catchments", "participation", "areas"),
    "funnel": ("population", "groups", "catchments", "seat_counts"),
    "ward": ("population", "groups"),
    "output area": ("population", "groups"),
}


def opened(folder: Path, question: str, about: About) -> Callable[[], pd.DataFrame]:
    """The question, ready to be asked of tables that have been read."""
    tables = {name: pd.read_parquet(folder / "plain" / f"{name}.parquet") for name in NEEDED[question]}
    for table in tables.values():
        for name in ("date", "day"):
            if name in table:
                table[name] = pd.to_datetime(table[name])
    return lambda: QUESTIONS[question](tables, about)


def _authorities(tables: Tables, about: About, only: str | None = None) -> pd.DataFrame:
    people = tables["population"]
    people = people[people["level"] == about.level]
    people = people if only is None else people[people["authority"] == only]
    people = people.merge(tables["groups"], on=["classification", "group_code"])
    living = people.groupby(["authority", "date", "broad"])["residents"].sum()
    everyone = people.groupby(["authority", "date"])["residents"].sum()
    took = tables["participation"]
    took = took[took["role"] == about.role]
    took = took.merge(own_authority(tables), on="body_code")
    took = took if only is None else took[took["authority"] == only]
    took = took.merge(broad_of(tables), on="group_code")
    took = took.assign(year=took["day"].dt.year + (took["day"].dt.month > 3))
    keys = ["authority", "standing", "body_code", "year", "broad"]
    counts = took.groupby(keys)["people"].agg(["sum", "count", "size"]).reset_index()
    return joined(counts, living, everyone)


def joined(counts: pd.DataFrame, living: pd.Series, everyone: pd.Series) -> pd.DataFrame:
    """Counts of each body and residents of each authority at each census -> shares, references and gaps."""
    of = counts.groupby(["body_code", "year"])
    counts = counts.assign(base=of["sum"].transform("sum"))
    counts = counts[of["count"].transform("sum") == of["size"].transform("sum")]
    found = counts.groupby(["authority", "standing", "year", "broad"])[["sum", "base"]].sum().reset_index()
    shares = (living / everyone).unstack("date")
    first, last = shares.columns
    span = (last - first).days
    at = pd.MultiIndex.from_frame(found[["authority", "broad"]])
    one, two = shares[first].reindex(at).to_numpy(), shares[last].reindex(at).to_numpy()
    days = np.array([(pd.Timestamp(year, 6, 30) - first).days for year in found["year"]])
    share = found["sum"] / found["base"].where(found["base"] > 0)
    between = one + (two - one) * (days / span)
    reference = np.where(np.isnan(two) | (days <= 0), one, np.where(np.isnan(one) | (days >= span), two, between))
    found = found.rename(columns={"authority": "area_code", "broad": "group_code", "sum": "count"})
    return found.assign(share=share, reference=reference, gap=share - reference)[YEARLY]


def own_authority(tables: Tables) -> pd.DataFrame:
    """The authority of each body that serves one alone."""
    served = tables["catchments"].merge(tables["areas"], on="area_code")
    served = served.assign(authority=served["area_code"].where(served["level"] == "authority", served["parent_code"]))
    large = set(served.loc[served["level"].isin(["region", "country"]), "body_code"])
    served = served[["body_code", "authority"]].drop_duplicates()
    return served[~served.duplicated("body_code", keep=False) & ~served["body_code"].isin(large)]


def broad_of(tables: Tables) -> pd.DataFrame:
    """group_code -> its broad group."""
    return tables["groups"].drop_duplicates("group_code")[["group_code", "broad"]]


def _funnel(tables: Tables, about: About) -> pd.DataFrame:
    people = tables["population"]
    people = people[people["area_code"].isin(tables["catchments"]["area_code"])]
    people = people.merge(tables["groups"], on=["classification", "group_code"])
    people = people.assign(counted=people["residents"].where(people["minority"] == "yes", 0.0))
    living = (
        tables["catchments"]
        .merge(people, on="area_code")
        .groupby(["body_code", "date"])[["counted", "residents"]]
        .sum()
    )
    told = tables["seat_counts"]
    told = told[(told["tier"] == about.part) & (told["day"] == pd.Timestamp(about.day)) & (told["unit"] != "percent")]
    counts = told.pivot_table(index="body_code", columns="group_code", values="people", aggfunc="sum")
    return funnel(counts, living, tables["groups"], about.day)


def funnel(counts: pd.DataFrame, living: pd.DataFrame, groups: pd.DataFrame, day: date) -> pd.DataFrame:
    """People by body and group, and residents by body and census -> share, reference and gap of ethnic minorities."""
    minority = groups.drop_duplicates("group_code").set_index("group_code")["minority"]
    known = [code for code in counts if code in minority.index]
    if known:
        share = counts[[code for code in known if minority[code] == "yes"]].sum(axis=1) / counts[known].sum(axis=1)
    else:
        share = counts["minorities_excluding"] / np.floor(counts["all"] + 0.5)
    shares = (living["counted"] / living["residents"]).unstack("date")
    first, last = shares.columns
    at = pd.Timestamp(day)
    line = shares[first] + (shares[last] - shares[first]) * ((at - first).days / (last - first).days)
    reference = shares[first] if at <= first else shares[last] if at >= last else line
    found = pd.DataFrame({"share": share, "reference": reference.reindex(share.index)})
    found = found.assign(gap=found["share"] - found["reference"]).dropna(subset=["gap"])
    return found.reset_index(names="body_code")


def _profile(tables: Tables, area: str) -> pd.DataFrame:
    people = tables["population"]
    people = people[people["area_code"] == area]
    people = people.merge(tables["groups"], on=["classification", "group_code"])
    return profile(people.groupby(["date", "broad"])["residents"].sum().round(2))


def profile(living: pd.Series) -> pd.DataFrame:
    """Residents by census and broad group -> counts and shares side by side."""
    found = living.unstack("date").fillna(0.0)
    parts = {}
    for column in found:
        year = pd.Timestamp(column).year
        parts[f"residents_{year}"] = found[column]
        parts[f"share_{year}"] = found[column] / found[column].sum()
    return pd.DataFrame(parts).reset_index(names="group_code")[["group_code", *PROFILE]]


QUESTIONS: dict[str, Callable[[Tables, About], pd.DataFrame]] = {
    "authorities": _authorities,
    "authority": lambda tables, about: _authorities(tables, about, about.authority),
    "funnel": _funnel,
    "ward": lambda tables, about: _profile(tables, about.ward),
    "output area": lambda tables, about: _profile(tables, about.small),
}
