"""Who takes part in the bodies of each authority, set against who lives there, year by year."""

from collections.abc import Sequence

import pandas as pd

from parity.store import Store

COLUMNS = [
    "area_code",
    "standing",
    "year",
    "group_code",
    "count",
    "base",
    "bodies",
    "share",
    "reference",
    "gap",
    "basis",
]
DESCRIBED = {
    "area_code": "Code of the authority",
    "standing": "published, sent or illustrative",
    "year": "The year the bodies were last told of in",
    "group_code": "Code of the ethnic group",
    "count": "People of the group in the bodies that serve this authority alone",
    "base": "People of known ethnic group in the same bodies",
    "bodies": "Bodies that told the group",
    "share": "count / base, 0 to 1",
    "reference": "The group's share of residents on 30 June of the year, 0 to 1",
    "gap": "share - reference, -1 to 1",
    "basis": "interpolated between two censuses, held after the last, or nearest before the first",
}


def by_year(
    store: Store,
    areas: Sequence[str] | None = None,
    part: str = "core",
    classification: str = "broad-5",
) -> pd.DataFrame:
    """One row per authority, standing, year and ethnic group of the list; see COLUMNS. Without areas, every authority.

    A body that serves several authorities cannot be divided among them, and is in none. Real and illustrative bodies are
    never added together. Nothing is tested: many figures at once are for looking where to look. Method:
    docs/methods.md, "Authorities year by year".
    """
    if areas is None:
        places = store.ask("areas")
        areas = places.loc[places["level"] == "authority", "area_code"].tolist()
    told = store.ask("engaged_by_authority", areas=list(areas), part=part, classification=classification)
    share = told["people"] / told["base"].where(told["base"] > 0)
    return told.rename(columns={"people": "count"}).assign(share=share, gap=share - told["reference"])[COLUMNS]
