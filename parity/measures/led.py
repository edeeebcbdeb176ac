"""Organisations counted by who leads them: led by ethnic minorities, not, or not known."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parity.choice import MINORITIES
from parity.measures import against, tally

LED_BY = {"bme_led": "Led by ethnic minorities", "not_bme_led": "Led by others", "not_known": "Leaders not known"}
SELF_DECLARED = "Led by ethnic minorities as the return says: self-declared."


def tallied(told: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Organisations led by ethnic minorities among those whose leaders are known: the shape of `tally.tally`.

    told has one row per `keys`, `part` (a table) and `led_by`, with `least`, `most` and `why` as in `tally.tally`. The
    same counts stand under both definitions: a return says that an organisation is BME-led without saying which. A
    table with a figure of which nothing is known is left out whole; one that never says who leads has only unknowns.
    """
    keys = list(keys)
    if told.empty:
        return pd.DataFrame(columns=[*keys, *tally.COUNTED])
    least, most = told["least"].astype(float), told["most"].astype(float)
    lost = most.isna().groupby([told[name] for name in (*keys, "part")]).transform("any")
    cells = told[[*keys, "part"]].assign(
        count=least.where(told["led_by"].eq("bme_led") & ~lost, 0.0),
        base=least.where(told["led_by"].ne("not_known") & ~lost, 0.0),
        unknown=least.where(told["led_by"].eq("not_known") & ~lost, 0.0),
        hidden=(most - least).where(~lost, 0.0),
        lost=lost,
        hushed=lost & told["why"].eq("c"),
    )
    tables = cells.groupby([*keys, "part"], sort=False)
    heads = tables[["lost", "hushed"]].any().groupby(keys, sort=False).agg(["sum", "size"])
    frame = cells.groupby(keys, sort=False)[["count", "base", "unknown", "hidden"]].sum()
    frame["unknown"] += frame["hidden"]
    frame["tables"], frame["left_out"] = heads["lost", "size"], heads["lost", "sum"]
    nothing = frame["left_out"] == frame["tables"]
    frame.loc[nothing, ["count", "base", "unknown", "hidden"]] = np.nan
    concealed = nothing & (heads["hushed", "sum"] == frame["left_out"])
    frame["mark"] = np.select([concealed, nothing, frame["hidden"] > 0], ["[c]", "[x]", "[e]"], "")
    both = [
        frame.reset_index().assign(classification=classification, group_code=group)
        for classification, group in MINORITIES.values()
    ]
    return pd.concat(both, ignore_index=True)[[*keys, *tally.COUNTED]]


def about(told: pd.DataFrame) -> dict[str, str]:
    """The sources and standing of what was told."""
    illustrative = told["standing"].eq("illustrative").any()
    standing = "illustrative" if illustrative else told["standing"].max() if len(told) else None
    return {"source_code": against.joined(told["source_code"]), "standing": standing}
