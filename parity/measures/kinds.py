"""Seats by kind: the sector members come from, the routes, who chairs, and for whom seats speak."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from parity.measures import against, groups, led, reference, seats
from parity.rows import rows_of
from parity.store import Store

Kind = Literal["sector", "position", "route", "represents"]
NOT_TOLD = "not_told"
KINDS: dict[Kind, dict[str, str]] = {
    "sector": {
        "statutory": "Statutory",
        "elected": "Elected members",
        "private": "Private",
        "voluntary": "Voluntary",
        "bme_voluntary": "BME voluntary",
        "community": "Community",
    },
    "position": {"chair": "Chair", "vice_chair": "Vice chair", "member": "Members who do not chair"},
    "route": {
        "open": "Open recruitment",
        "nominated": "Nominated",
        "elected": "Elected",
        "ex_officio": "By their office",
        "co_opted": "Co-opted",
        "unknown": "Route not known",
    },
    "represents": {
        "bme": "Speaks for ethnic minority communities",
        "other": "Speaks for others",
    },
}
# What in the name of those a seat speaks for says that they are an ethnic minority community or its forum.
COMMUNITIES = (
    "bme", "bame", "black", "minority ethnic", "ethnic minorit", "race equality", "racial equality", "multicultural",
    "african", "caribbean", "asian", "bangladeshi", "bengali", "pakistani", "kashmiri", "indian", "punjabi", "tamil",
    "sikh", "chinese", "vietnamese", "somali", "nigerian", "ghanaian", "congolese", "eritrean", "ethiopian", "sudanese",
    "arab", "yemeni", "iraqi", "iranian", "afghan", "kurdish", "turkish", "cypriot", "latin american", "polish", "romanian",
    "irish", "gypsy", "gypsies", "roma", "traveller",
)  # fmt: skip
COLUMNS = ["kind", "key", "name", "seats", "seats_told", "seats_share", "vacant", "row", *against.GROUP, "label",
           *against.FIGURES, "note", "source_code", "standing"]  # fmt: skip
SPOKEN_FOR = ["represents", "read_as", "seats", "bodies", "row", *against.GROUP, "label", "count", "base", "unknown", "vacant",
              "source_code", "standing"]  # fmt: skip
DESCRIBED = against.DESCRIBED | {
    "kind": "What seats are told apart by: sector, position, route or represents",
    "key": "Code of the kind; all is every seat, not_told a seat of which the list does not say",
    "name": "Its name",
    "seats": "Seats of the kind, held or vacant, whoever holds them",
    "seats_told": "Seats whose kind is told",
    "seats_share": "seats / seats_told, 0 to 1",
    "vacant": "Seats of the kind that nobody held",
    "count": "Seats of the kind held by members of the group",
    "base": "Seats of the kind held by members whose ethnic group is known",
    "unknown": "Seats of the kind held by members whose ethnic group is not known",
    "represents": "Whom the seat speaks for, as the list has it",
    "read_as": "bme: an ethnic minority community or its forum, by its name; other; not_told",
    "tables": "Lists that tell the kind",
    "mark": "[x] not told, [u] nobody's ethnic group is known, [z] nobody holds such a seat",
}


def by_kind(store: Store, bodies: Sequence[str], tier: str, as_at: date, kind: Kind) -> pd.DataFrame:
    """One row per kind of seat told (and all seats together) and ethnic group, of one body or several; see COLUMNS.

    From lists of seats alone: totals do not tell kinds. Who holds the seats is held against the residents each body serves,
    expected body by body; all rows of a group are one family of tests. How many seats each kind has is a count, held
    against nothing: no share of sectors is the right one. Real and illustrative bodies are never added together.
    Method: docs/methods.md, "Seats by kind".
    """
    each = _told(store, bodies, tier, as_at, kind)
    if each.empty:
        return pd.DataFrame(columns=COLUMNS)
    each = pd.concat([each.assign(key="all"), each])
    held = each.groupby(["body_code", "key", *against.GROUP, "state"], sort=False)["seats"].sum().unstack("state")
    held = held.reindex(columns=["held", "other", "not_stated", "untold", "vacant"]).fillna(0)
    coarse = held["untold"] > 0
    tallied = pd.DataFrame(
        {
            "count": held["held"].mask(coarse), "base": (held["held"] + held["other"]).mask(coarse),
            "unknown": held["not_stated"].mask(coarse), "hidden": 0.0, "tables": 1, "left_out": coarse.astype(int),
            "mark": np.where(coarse, "[x]", ""),
        }
    ).reset_index()  # fmt: skip
    lists = list(dict.fromkeys(tallied["classification"]))
    living = reference.of_bodies(store, sorted(set(tallied["body_code"])), as_at, lists)
    frame = against.held_against(tallied, living, ["key"]).merge(groups.shown(store), on=against.GROUP)
    frame = frame.merge(_seats(each), on="key")
    places = {"all": -1} | {key: place for place, key in enumerate(KINDS[kind])}
    frame = frame.assign(
        kind=kind, name=frame["key"].map(KINDS[kind] | {"all": "All seats", NOT_TOLD: "Not told"}),
        note=[_note(row) for row in rows_of(frame)], place=frame["key"].map(places).fillna(len(places)),
        **led.about(each),
    )  # fmt: skip
    return frame.sort_values(["place", "order"], kind="stable")[COLUMNS].reset_index(drop=True)


def spoken_for(store: Store, bodies: Sequence[str], tier: str, as_at: date) -> pd.DataFrame:
    """One row per name of those seats speak for and definition: how it was read, and who holds the seats; see SPOKEN_FOR.

    A name is read as an ethnic minority community or its forum where it has one of the words in COMMUNITIES. Refugees, faiths
    and estates are not read so, whoever they are: the table shows each name, so that the reading can be checked.
    """
    each = _told(store, bodies, tier, as_at, "represents")
    if each.empty:
        return pd.DataFrame(columns=SPOKEN_FOR)
    each = each[each["row"] == "definition"]
    keys = ["represents", "key", "row", *against.GROUP, "label", "order"]
    held = each.groupby([*keys, "state"], dropna=False)["seats"].sum().unstack("state")
    held = held.reindex(columns=["held", "other", "not_stated", "untold", "vacant"]).fillna(0)
    coarse = held["untold"] > 0
    frame = pd.DataFrame(
        {
            "seats": held.sum(axis=1), "count": held["held"].mask(coarse), "base": (held["held"] + held["other"]).mask(coarse),
            "unknown": held["not_stated"], "vacant": held["vacant"],
            "bodies": each.groupby(keys, dropna=False)["body_code"].nunique(),
        }
    ).reset_index()  # fmt: skip
    frame = frame.rename(columns={"key": "read_as"}).assign(**led.about(each))
    frame["represents"] = frame["represents"].astype(object).where(frame["represents"].notna(), None)
    frame["place"] = frame["read_as"].map({"bme": 0, "other": 1, NOT_TOLD: 2})
    ordered = frame.sort_values(["place", "represents", "order"], kind="stable")
    return ordered[SPOKEN_FOR].reset_index(drop=True)


def speaks_for_minorities(name: str | None) -> bool:
    """Does the name of those a seat speaks for say that they are an ethnic minority community or its forum?

    >>> [speaks_for_minorities(each) for each in ("Black and minority ethnic forum", "Somali community", "Refugee forum")]
    [True, True, False]
    >>> speaks_for_minorities("Blackpool Council"), speaks_for_minorities("Romany and Traveller families"), speaks_for_minorities(None)
    (False, True, False)
    """
    return bool(name) and bool(_COMMUNITY.search(name))


_COMMUNITY = re.compile(rf"\b(?:{'|'.join(COMMUNITIES)})(?:s|es|y|ies|n|ny)?\b", re.IGNORECASE)


def _told(store: Store, bodies: Sequence[str], tier: str, as_at: date, kind: Kind) -> pd.DataFrame:
    """Seats per body, kind (`key`), group that is shown and state, of real bodies where there are any."""
    each = against.apart(seats.by_kind(store, bodies, tier, as_at, [kind]))
    told = each[kind].astype(object)
    if kind == "represents":
        reading = {name: "bme" if speaks_for_minorities(name) else "other" for name in told.dropna().unique()}
        return each.assign(key=[reading.get(name, NOT_TOLD) for name in told], represents=told)
    return each.assign(key=told.where(told.notna(), NOT_TOLD))


def _seats(each: pd.DataFrame) -> pd.DataFrame:
    """All seats of each kind, whoever holds them: one row per key."""
    once = each[each["order"].eq(each["order"].min())]
    frame = once.groupby("key")["seats"].sum().to_frame()
    frame["vacant"] = once[once["state"] == "vacant"].groupby("key")["seats"].sum().reindex(frame.index).fillna(0)
    frame["seats_told"] = frame["seats"].get("all", 0) - frame["seats"].get(NOT_TOLD, 0)
    told = frame.index != NOT_TOLD
    frame["seats_share"] = (frame["seats"] / frame["seats_told"]).where(told & frame["seats_told"].gt(0))
    frame.loc[frame.index == "all", "seats_share"] = np.nan
    return frame.reset_index()


def _note(row: dict) -> str:
    notes = []
    if row["mark"] == "[x]":
        notes.append("No list tells this group apart, or the places served are not known.")
    if row["mark"] == "[z]":
        notes.append("Nobody holds such a seat.")
    if row["mark"] == "[u]":
        notes.append("Nobody's ethnic group is known.")
    if row["left_out"] > 0 and row["bodies"] > 0:
        notes.append(
            f"{row['left_out']:.0f} of {row['tables']:.0f} boards do not tell this group apart and are left out."
        )
    return " ".join(notes)
