"""Whether two answers are the same figures, to the last digit."""

from collections.abc import Sequence

import pandas as pd


def differences(one: pd.DataFrame, other: pd.DataFrame, keys: Sequence[str]) -> list[str]:
    """What differs between two answers, in words; none where every figure of every row is the same number."""
    keys = list(keys)
    both = one.merge(other, on=keys, how="outer", suffixes=("_one", "_other"), indicator=True)
    said = [f"{count} rows {side}" for side, count in both["_merge"].value_counts().items() if side != "both" and count]
    shared = both[both["_merge"] == "both"]
    for name in (column for column in one.columns if column not in keys):
        a, b = (shared[f"{name}_{side}"].astype(float) for side in ("one", "other"))
        wrong = ~((a == b) | (a.isna() & b.isna()))
        if wrong.any():
            first = shared[wrong].iloc[0]
            where = ", ".join(str(first[key]) for key in keys)
            said.append(
                f"{name} of {wrong.sum():,} rows, first {where}: {first[f'{name}_one']!r} and {first[f'{name}_other']!r}"
            )
    return said
