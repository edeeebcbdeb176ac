"""Organisations counted by who leads them: led by ethnic minorities, not, or not known."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parity.choice import MINORITIES
from parity.measures import against, tally

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
    # Places and tables by number, and their figures added up in arrays: money alone has a place for each of 70 funders.
    place, table = (told.groupby(by, sort=False).ngroup().to_numpy() for by in (keys, [*keys, "part"]))
    firsts, tables = (np.unique(numbers, return_index=True)[1] for numbers in (place, table))
    least, most = (told[name].to_numpy(float, na_value=np.nan) for name in ("least", "most"))
    lost = np.bincount(table, np.isnan(most)) > 0
    hushed = np.bincount(table, lost[table] & told["why"].eq("c").to_numpy(bool)) > 0
    ours, unknown = (told["led_by"].eq(who).to_numpy(bool) for who in ("bme_led", "not_known"))

    def summed(figures: np.ndarray, which: np.ndarray) -> np.ndarray:
        return np.bincount(place, np.where(which & ~lost[table], np.nan_to_num(figures), 0.0))

    def many(of_tables: np.ndarray) -> np.ndarray:
        return np.bincount(place[tables][of_tables], minlength=len(firsts))

    hidden = summed(most - least, np.ones(len(told), bool))
    figures = {"count": summed(least, ours), "base": summed(least, ~unknown)}
    figures |= {"unknown": summed(least, unknown) + hidden, "hidden": hidden}
    left_out, of = many(lost), many(np.ones(len(tables), bool))
    nothing = left_out == of
    concealed = nothing & (many(hushed) == left_out)
    frame = told[keys].iloc[firsts].assign(
        **{name: np.where(nothing, np.nan, figure) for name, figure in figures.items()}, tables=of, left_out=left_out,
        mark=np.select([concealed, nothing, hidden > 0], ["[c]", "[x]", "[e]"], ""),
    )  # fmt: skip
    both = [
        frame.assign(classification=classification, group_code=group) for classification, group in MINORITIES.values()
    ]
    return pd.concat(both, ignore_index=True)[[*keys, *tally.COUNTED]]


def about(told: pd.DataFrame) -> dict[str, str]:
    """The sources and standing of what was told."""
    illustrative = told["standing"].eq("illustrative").any()
    standing = "illustrative" if illustrative else told["standing"].max() if len(told) else None
    return {"source_code": against.joined(told["source_code"]), "standing": standing}
