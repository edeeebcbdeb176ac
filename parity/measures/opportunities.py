"""Where people can take part, learn and get help: the directory, and the places with nothing in it."""

from datetime import date

import numpy as np
import pandas as pd

from parity.choice import words
from parity.remembered import kept, once
from parity.stats import rates
from parity.store import Store

KINDS = {
    "opportunity": "Involvement opportunity",
    "training": "Training",
    "support": "Support",
    "organisation": "Organisation",
}
PER = 10_000  # residents
COLUMNS = ["entry_code", "name", "kind", "kind_name", "area_code", "place", "level", "parent", "held", "open_to",
           "languages", "contact", "url", "since", "until", "mark", "note", "source_code", "standing"]  # fmt: skip
AREAS = ["area_code", "area", "parent", *KINDS, "entries", "around", "residents", "rate", "rate_lower", "rate_upper",
         "told", "mark", "note", "source_code", "standing"]  # fmt: skip
DESCRIBED = {
    "entry_code": "Code of the entry",
    "name": "Name of the entry",
    "kind": "opportunity, training, support or organisation",
    "kind_name": "The same in words",
    "area_code": "Code of the area",
    "area": "Name of the area",
    "place": "The area that the entry is for",
    "level": "ward, authority, region or country",
    "parent": "The area it lies in",
    "held": "within: for the place asked for or a part of it; around: for a larger place that it lies in",
    "open_to": "Who may take part",
    "languages": "Languages offered",
    "contact": "How to reach the organisation",
    "url": "Address of its page",
    "since": "First day",
    "until": "Last day",
    "opportunity": "Involvement opportunities open here on the day",
    "training": "Training open here on the day",
    "support": "Support open here on the day",
    "organisation": "Organisations here on the day",
    "entries": "All of these together",
    "around": "Entries open on the day that are for a larger place around this one, and so open to it too",
    "residents": "All residents at the census of 2021",
    "rate": "Involvement opportunities for every 10,000 residents",
    "rate_lower": "Lower 95 % limit of the rate (exact Poisson)",
    "rate_upper": "Upper 95 % limit of the rate (exact Poisson)",
    "told": "true where the directory has an entry, of any kind and any time, in the authority",
    "mark": "[x] nobody has told of any; [e] residents were put together from smaller areas",
    "note": "What to know about this row",
    "source_code": "Codes of the sources",
    "standing": "published, sent or illustrative",
}


def directory(
    store: Store, area: str, day: date | None, text: str = "", kind: str | None = None, language: str | None = None
) -> pd.DataFrame:
    """One row per entry for a place, a part of it or a larger place around it, open on the day; see COLUMNS.

    The entry holds every word of the text, in any case and with or without accents, in its name, its place, whom it is
    open to or its languages. Without a day, entries of any time. Real entries, or, where the store has none at all,
    illustrative ones: never both.
    """
    if kind is not None or language is not None:
        every = once(store, directory, area, day, text)
        spoken = [str(each or "").lower().split("; ") for each in every["languages"]]
        kept = [
            (kind is None or row == kind) and (language is None or language.lower() in said)
            for row, said in zip(every["kind"], spoken, strict=True)
        ]
        return every[np.array(kept, bool)].reset_index(drop=True)
    told = store.ask("directory", area=area, day=day, words=words(text))
    kept = told[told["standing"].eq("illustrative") == _only_illustrative(store)]
    frame = kept.assign(
        kind_name=kept["kind"].map(KINDS),
        mark="",
        note=["" if each else "Whom it is open to is not told." for each in kept["open_to"]],
    )
    return frame[COLUMNS].reset_index(drop=True)


def by_area(store: Store, within: str, level: str, day: date) -> pd.DataFrame:
    """One row per area of a level in a place: what is open there on the day, and opportunities per 10,000; see AREAS.

    An entry counts in the area it is for, or that its own area lies in; one for a larger place is counted in `around`
    and not in the rate. An area with nothing is 0 where the directory has any entry, of any time, in the same
    authority; where it has none, nobody has told, and the area has no figure: mark `[x]`. Limits: exact Poisson.
    """
    illustrative = _only_illustrative(store)
    frame = store.ask("directory_by_area", area=within, level=level, day=day, illustrative=illustrative)
    silent = ~frame["told"].to_numpy(bool)
    for name in (*KINDS, "entries"):
        frame[name] = frame[name].astype(float).mask(silent)
    pairs = zip(frame["opportunity"], frame["residents"].astype(float), strict=True)
    found = [
        rates.rate(count, people, PER) if count == count and people > 0 else (np.nan,) * 3 for count, people in pairs
    ]
    frame[["rate", "rate_lower", "rate_upper"]] = np.array(found, float).reshape(-1, 3)
    frame["mark"] = np.select(
        [frame["rate"].isna(), frame["estimated"].fillna(False).to_numpy(bool)], ["[x]", "[e]"], ""
    )
    none = frame["opportunity"].eq(0)
    frame["note"] = np.select(
        [silent, frame["residents"].isna(), none & frame["around"].gt(0), none],
        ["No directory return tells of this authority.", "The number of residents is not known.",
         "Nothing to take part in of its own; entries for a larger place are open to it.", "Nothing to take part in."],
        "",
    )  # fmt: skip
    return frame.assign(standing="illustrative" if illustrative else "sent")[AREAS]


@kept
def none_here(frame: pd.DataFrame) -> pd.DataFrame:
    """The areas of `by_area` where the directory is known and has nothing to take part in, most residents first."""
    return frame[frame["opportunity"].eq(0)].sort_values("residents", ascending=False, kind="stable")


@kept
def not_told(frame: pd.DataFrame) -> pd.DataFrame:
    """The areas of `by_area` of whose opportunities nobody has told."""
    return frame[~frame["told"].astype(bool)]


@kept
def languages(frame: pd.DataFrame) -> list[str]:
    """The languages that entries of `directory` are offered in, English first and the others by name."""
    told = {each.strip() for cell in frame["languages"].dropna() for each in cell.split(";") if each.strip()}
    return sorted(told, key=lambda name: (name != "English", name))


def _only_illustrative(store: Store) -> bool:
    """Whether the store has no real entry but has illustrative ones: the two are never shown together."""
    told = store.ask("contents")
    held = set(told.loc[told["kind"] == "directory", "standing"])
    return held == {"illustrative"}
