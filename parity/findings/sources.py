"""The sentences of Sources and methods: what this store was made from."""

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several
from parity.remembered import kept

STANDINGS = {"published": "published", "sent": "sent in", "illustrative": "illustrative"}


@kept
def store(sources: pd.DataFrame, contents: pd.DataFrame) -> str:
    """How many sources, and how many returns of each standing; where all returns are illustrative, that is said."""
    counts = contents.groupby("standing")["returns"].sum()
    told = [f"{int(counts[code])} {words}" for code, words in STANDINGS.items() if counts.get(code, 0)]
    total = int(counts.sum())
    first = f"{several(len(sources), 'published source')}, and {several(total, 'return')}"
    second = f": {listed(told)}" if told else ""
    return f"{first}{second}. Each figure names the source it comes from."


def release(build_id: str, public: bool) -> str:
    """What the id at the foot of every page and file stands for."""
    if public:
        return (
            f"This is the public store, release {build_id}: protected once and for all figures together before anybody saw it. "
            "The id is at the foot of every page and in every file. Figures with [c] were hidden to protect people."
        )
    return (
        f"This is the full store, build {build_id}. The id is made of everything it was built from: the same sources and "
        "returns give the same id, and anything else gives another. It is at the foot of every page and in every file."
    )


def listed_sources(shown: int, total: int) -> str:
    """How many sources are listed after a search."""
    if shown == total:
        return f"All {total} of them, by name."
    return f"{tables.count(shown)} of {total} hold every word."
