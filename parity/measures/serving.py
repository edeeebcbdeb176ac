"""The bodies that serve a place, and what may be said of each, as its members were last told."""

from datetime import date

import pandas as pd

from parity.choice import Definition
from parity.measures import representation
from parity.rows import rows_of
from parity.store import Store

TIERS = ("core", "wider", "sub_group", "officers", "community_support_officers")
COLUMNS = ["body_code", "body", "body_type", "part", "as_at", "count", "base", "unknown", "share", "lower", "upper",
           "reference", "residents", "gap", "verdict", "mark", "note", "source_code", "standing"]  # fmt: skip
DESCRIBED = representation.DESCRIBED | {"body_type": "What kind of body it is"}


def bodies(store: Store, area: str, definition: Definition, until: date) -> pd.DataFrame:
    """One row per body that serves the place and tier of its seats; see COLUMNS.

    A body serves a ward or an authority whose catchment holds it, a place around it or a part of it; a region or a
    country, where it serves all of it or at least half of its authorities: the others are on the pages of those.
    Each tier as it was last told up to `until`, on the latest day with both a count and a total where there is one; held
    against the residents of all that the body serves, and judged by itself, as on its own page (`representation.by_group`).
    A body that never told a tier has one row, with the verdict `not_monitored` and the mark `[x]`.
    """
    serving = store.ask("bodies_serving", area=area)
    authorities = len(store.ask("areas_within", area=area, level="authority"))
    if authorities:
        serving = serving[serving["whole"] | serving["authorities"].ge(authorities / 2)]
    standing = store.ask("bodies_asked").set_index("body_code")["standing"]
    serving = serving[serving["body_code"].isin(standing.index)]
    told = representation.rounds(store)
    told = told[told["body_code"].isin(serving["body_code"]) & told["part"].isin(TIERS) & told["as_at"].le(until)]
    told = told[told["has_base"] | ~told.groupby(["body_code", "part"])["has_base"].transform("any")]
    last = told.groupby(["body_code", "part"])["as_at"].max()
    figures: dict[str, list[dict]] = {}
    for row in rows_of(representation.as_told(store, [(*key, day) for key, day in last.items()], definition)):
        figures.setdefault(row["body_code"], []).append(row)
    silent = set(serving["body_code"]) - set(told["body_code"])
    rows = []
    for body in rows_of(serving.rename(columns={"name": "body"})):
        if body["body_code"] in silent:
            rows.append(
                body | {"verdict": "not_monitored", "mark": "[x]", "standing": standing[body["body_code"]],
                        "note": "It has never told who its members are."}
            )  # fmt: skip
        tiers = sorted(figures.get(body["body_code"], []), key=lambda row: TIERS.index(row["part"]))
        rows += [body | row for row in tiers]
    return pd.DataFrame(rows, columns=COLUMNS)
