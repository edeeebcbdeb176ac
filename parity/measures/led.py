"""Organisations counted by who leads them: led by ethnic minorities, not, or not known."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from parity.choice import MINORITIES
from parity.measures import against, tally
from parity.rows import numbered, tuples_of

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
    (place, firsts), (table, tables) = (numbered(tuples_of(told, by)) for by in (keys, [*keys, "part"]))
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
    figures = {name: np.where(nothing, np.nan, figure) for name, figure in figures.items()}
    figures |= {"tables": of, "left_out": left_out}
    figures["mark"] = np.select([concealed, nothing, hidden > 0], ["[c]", "[x]", "[e]"], "")
    both = {name: np.tile(figure, len(MINORITIES)) for name, figure in figures.items()}
    for name, codes in zip(against.GROUP, zip(*MINORITIES.values(), strict=True), strict=True):
        both[name] = np.repeat(np.array(codes, object), len(firsts))
    rows = np.tile(firsts, len(MINORITIES))
    return pd.DataFrame(
        {key: told[key].array.take(rows) for key in keys} | {name: both[name] for name in tally.COUNTED}
    )


def about(told: pd.DataFrame) -> dict[str, str]:
    """The sources and standing of what was told."""
    return of_all(told["source_code"].unique(), told["standing"].unique())


def about_each(told: pd.DataFrame, keys: Sequence[str]) -> dict[tuple, dict[str, str]]:
    """The same of each combination of values of some columns."""
    found: dict[tuple, tuple[list, list]] = {}
    for *key, source, standing in dict.fromkeys(tuples_of(told, [*keys, "source_code", "standing"])):
        sources, standings = found.setdefault(tuple(key), ([], []))
        sources.append(source)
        standings.append(standing)
    return {key: of_all(*of) for key, of in found.items()}


def of_all(sources: Iterable[object], standings: Iterable[object]) -> dict[str, str]:
    """The same of the sources and standings of each record."""
    held = {each for each in standings if isinstance(each, str)}
    standing = "illustrative" if "illustrative" in held else max(held, default=None)
    return {"source_code": against.joined(sources), "standing": standing}
