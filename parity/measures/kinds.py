"""Seats by kind: the sector members come from, the routes, who chairs, and for whom seats speak."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from parity.measures import against, groups, led, reference, seats
from parity.rows import rows_of, tuples_of
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


_STATES = ("held", "other", "not_stated", "untold", "vacant")


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
    alike = ["body_code", "key", *against.GROUP]
    rows = tuples_of(each, [*alike, "state", "seats"])
    held: dict[tuple, dict[str, float]] = {}
    for row in [(row[0], "all", *row[2:]) for row in rows] + rows:
        states = held.setdefault(row[:4], dict.fromkeys(_STATES, 0.0))
        states[row[4]] += row[5]
    coarse = np.array([states["untold"] > 0 for states in held.values()])

    def seats_of(*names: str) -> np.ndarray:
        return np.where(coarse, np.nan, [sum(states[name] for name in names) for states in held.values()])

    tallied = pd.DataFrame(
        dict(zip(alike, map(list, zip(*held, strict=True)), strict=True))
        | {
            "count": seats_of("held"), "base": seats_of("held", "other"), "unknown": seats_of("not_stated"),
            "hidden": 0.0, "tables": 1, "left_out": coarse.astype(int), "mark": np.where(coarse, "[x]", ""),
        }
    )  # fmt: skip
    lists = list(dict.fromkeys(tallied["classification"]))
    living = reference.of_bodies(store, sorted(set(tallied["body_code"])), as_at, lists)
    shown = {(row["classification"], row["group_code"]): row for row in rows_of(groups.shown(store))}
    all_seats, about = _seats(each), led.about(each)
    places = {"all": -1} | {key: place for place, key in enumerate(KINDS[kind])}
    names = KINDS[kind] | {"all": "All seats", NOT_TOLD: "Not told"}
    found = [
        row | shown[row["classification"], row["group_code"]] | all_seats[row["key"]] | about
        | {"kind": kind, "name": names.get(row["key"]), "note": _note(row)}
        for row in rows_of(against.held_against(tallied, living, ["key"]))
    ]  # fmt: skip
    found.sort(key=lambda row: (places.get(row["key"], len(places)), row["order"]))
    return pd.DataFrame({name: [row[name] for row in found] for name in COLUMNS})


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


def _seats(each: pd.DataFrame) -> dict[str, dict[str, float]]:
    """All seats of each kind, and of all kinds together, whoever holds them: seats, those empty, of how many told, their share."""
    rows = tuples_of(each, ["order", "key", "state", "seats"])
    first = min(order for order, *_ in rows)
    found: dict[str, dict[str, float]] = {}
    for order, key, state, held in rows:
        if order == first:
            for kind in ("all", key):
                of = found.setdefault(kind, {"seats": 0, "vacant": 0.0})
                of["seats"] += held
                of["vacant"] += held if state == "vacant" else 0
    told = found["all"]["seats"] - found.get(NOT_TOLD, {"seats": 0})["seats"]
    for kind, of in found.items():
        shared = told > 0 and kind not in (NOT_TOLD, "all")
        of |= {"seats_told": told, "seats_share": of["seats"] / told if shared else np.nan}
    return found


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
