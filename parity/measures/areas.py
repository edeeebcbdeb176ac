"""One figure of every area of a place, of whichever measure it comes: what a map shows."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Choice, View
from parity.measures import against, area_profile, cases, opportunities, reach, representation
from parity.store import Store

FIGURES = ("share", "change", "gap", "reach", "opportunities", "mechanisms")
COLUMNS = ["area_code", "name", "parent", "value", "lower", "upper", "count", "base", "compared", "which", "verdict",
           "mark", "note", "source_code", "standing"]  # fmt: skip
DESCRIBED = {
    "area_code": "Code of the area",
    "name": "Name of the area",
    "parent": "The area it lies in",
    "value": "The figure: share of residents in 2021 (0 to 1); change of that share since 2011 (-1 to 1); gap between the "
    "body serving the area and the residents of all it serves (-1 to 1); participants from ethnic minorities for every "
    "1,000 residents from ethnic minorities; opportunities for every 10,000 residents; or how many mechanisms",
    "lower": "Lower 95 % limit of the figure, where it has one",
    "upper": "Upper 95 % limit of the figure",
    "count": "People of the group; participants; opportunities; activities",
    "base": "Residents, or residents of the group, that the figure is of",
    "compared": "Share in 2011; share of residents of all the body serves; participants for every 1,000 everyone else",
    "which": "The body whose gap it is, or the mechanisms told",
    "verdict": "What may be said of the gap",
    "mark": "[x] no figure; [e] put together from smaller areas, or some figures are hidden; and as its measure has it",
    "note": "What to know about this row",
    "source_code": "Codes of the sources",
    "standing": "published, sent or illustrative",
}


def by_area(store: Store, view: View) -> pd.DataFrame:
    """One row per area of a level in a place, with one figure of it; see COLUMNS. Every area is there.

    The figures are those of `area_profile.parts` (share, change), `representation.by_area` (gap: authorities),
    `reach.by_area`, `opportunities.by_area`, and how many mechanisms (channels) are told of in the area.
    """
    frame = _WORK[view.what](store, view)
    for name in COLUMNS:
        if name not in frame:
            frame[name] = "" if name in ("note", "verdict", "which") else None if name in ("standing",) else np.nan
    return frame[COLUMNS]


def _of_residents(store: Store, view: View) -> pd.DataFrame:
    if view.group == "minorities":
        classification, group = MINORITIES[view.definition]
    else:
        classification, group = area_profile.counted_as(view.group, view.level), view.group
    frame = area_profile.parts(store, view.within, view.level, classification, group)
    changed = view.what == "change"
    estimated = frame["estimated"] | frame["estimated_2011"] if changed else frame["estimated"]
    value = frame["change"] if changed else frame["share"]
    return frame.assign(
        value=value,
        count=frame["people"],
        base=frame["residents"],
        compared=frame["share_2011"],
        mark=np.select([value.isna(), estimated], ["[x]", "[e]"], ""),
        note=np.where(estimated & value.notna(), "Put together from smaller areas.", ""),
        standing="published",
    )


def _gap(store: Store, view: View) -> pd.DataFrame:
    choice = Choice(part=view.part, as_at=view.as_at, definition=view.definition)
    frame = representation.by_area(store, view.within, choice)
    return frame.assign(value=frame["gap"].astype(float), compared=frame["reference"], which=frame["body"])


def _reach(store: Store, view: View) -> pd.DataFrame:
    frame = reach.by_area(store, view.within, view.level, view.since, view.until or date.today(), view.definition)
    frame = frame.rename(columns={"area": "name"})
    return frame.assign(
        value=frame["rate"], lower=frame["rate_lower"], upper=frame["rate_upper"], base=frame["group_residents"],
        compared=frame["others_rate"],
    )  # fmt: skip


def _opportunities(store: Store, view: View) -> pd.DataFrame:
    frame = opportunities.by_area(store, view.within, view.level, view.until or date.today())
    frame = frame.rename(columns={"area": "name"})
    return frame.assign(
        value=frame["rate"], lower=frame["rate_lower"], upper=frame["rate_upper"], count=frame["opportunity"],
        base=frame["residents"],
    )  # fmt: skip


def _mechanisms(store: Store, view: View) -> pd.DataFrame:
    places = store.ask("areas_within", area=view.within, level=view.level).set_index("area_code")
    held = set(store.ask("contents").query("kind == 'participation'")["standing"])
    illustrative = held == {"illustrative"}
    told = store.ask(
        "mechanisms_by_area", area=view.within, level=view.level, since=view.since, until=view.until or date.today(),
        illustrative=illustrative,
    )  # fmt: skip
    told["named"] = told["mechanism"].map(cases.MECHANISMS).fillna("Not told")
    by = told.sort_values(["area_code", "named"]).groupby("area_code")
    value = by["mechanism"].agg(lambda codes: float(codes.ne("not_told").sum())).reindex(places.index)
    frame = places.assign(
        value=value,
        count=by["activities"].sum().reindex(places.index),
        which=by["named"].agg(", ".join).reindex(places.index).fillna(""),
        source_code=by["source_code"].agg(against.joined).reindex(places.index),
        mark=np.where(value.isna(), "[x]", ""),
        note=np.where(value.isna(), "No activity is told of here.", ""),
        standing="illustrative" if illustrative else "sent",
    )
    return frame.reset_index()


_WORK: dict[str, Callable[[Store, View], pd.DataFrame]] = {
    "share": _of_residents,
    "change": _of_residents,
    "gap": _gap,
    "reach": _reach,
    "opportunities": _opportunities,
    "mechanisms": _mechanisms,
}
