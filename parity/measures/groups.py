"""The rows of every table by ethnic group: both definitions, the five broad groups, then any finer ones."""

from collections.abc import Sequence

import pandas as pd

from parity.choice import MINORITIES
from parity.remembered import once
from parity.store import Store

ALWAYS = ("british-other", "white-other", "broad-5")
_KINDS = {"british-other": "definition", "white-other": "definition", "broad-5": "broad"}
_FIRST = {"definition": 0, "broad": 100, "detail": 200}


def shown(store: Store, finer: Sequence[str] = ()) -> pd.DataFrame:
    """One row per group to show, in order: columns row (`definition`, `broad`, `detail`), classification, group_code,
    label, order. Of the two-way classifications only the side that counts as ethnic minorities is shown."""
    return once(store, _shown, finer)


def _shown(store: Store, finer: Sequence[str]) -> pd.DataFrame:
    groups = store.ask("groups_in", classifications=[*ALWAYS, *finer])
    groups["row"] = groups["classification"].map(_KINDS).fillna("detail")
    pairs = pd.Series(list(zip(groups["classification"], groups["group_code"], strict=True)), index=groups.index)
    groups = groups[(groups["row"] != "definition") | pairs.isin(list(MINORITIES.values()))].copy()
    groups["order"] = groups["row"].map(_FIRST) + groups["position"] + groups["classification"].eq("white-other") * 50
    return groups.sort_values("order")[["row", "classification", "group_code", "label", "order"]].reset_index(drop=True)
