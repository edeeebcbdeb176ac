"""Small stores built to order: a few real areas, and just the bodies and counts that a test needs."""

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from parity import build, current, places
from parity.places import Home
from parity.store import Store, open_store
from tests import once

SOUTHWARK, KENSINGTON, HARTLEPOOL = "E09000028", "E09000020", "E06000001"
AREAS = (SOUTHWARK, KENSINGTON, HARTLEPOOL)


def a_body(code: str = "B1", name: str = "A board", areas: Iterable[str] = (SOUTHWARK,)) -> dict[str, str]:
    return {"body_code": code, "name": name, "body_type": "local_strategic_partnership", "catchment": " ".join(areas)}


def a_count(
    group: str,
    people: float | str,
    *,
    body: str = "B1",
    classification: str = "white-other",
    as_at: str = "2021-03-21",
    tier: str = "core",
    unit: str = "headcount",
    base: float | str = "",
    note: str = "",
) -> dict[str, object]:
    return {
        "body_code": body, "tier": tier, "as_at": as_at, "classification": classification, "ethnic_group": group,
        "people": people, "unit": unit, "base": base, "note": note,
    }  # fmt: skip


def everyone(people: float, **others: str) -> dict[str, object]:
    return a_count("all", people, classification="all", **others)


def a_store(folder: Path, bodies: Iterable[dict] = (), seat_counts: Iterable[dict] = ()) -> Store:
    """A store of the three areas in AREAS with these bodies and seat counts."""
    home = a_home(folder)
    a_little_reference(home)
    returns_in(home.published, {"bodies": bodies, "seat_counts": seat_counts})
    current.rebuild(home)
    return open_store(home.store)


def returns_in(folder: Path, records: dict[str, Iterable[dict]]) -> None:
    """A folder of the project's own returns, a file for each kind that has records."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for kind, rows in ((kind, list(rows)) for kind, rows in records.items()):
        if rows:
            _write(folder / f"{kind}.csv", rows)
            listed.append(
                {"file": f"{kind}.csv", "kind": kind, "title": kind, "sender": "a test",
                 "source_code": "police_1992", "received": "2026-01-01"}
            )  # fmt: skip
    if listed:
        _write(folder / "returns.csv", listed)
    else:
        (folder / "returns.csv").write_text("file,kind,title,sender,source_code,received\n")


def a_home(folder: Path) -> Home:
    """An installation of its own: reference data, published and illustrative returns, all in one folder."""
    return Home(folder, folder / "reference", folder / "published", folder / "examples")


def a_little_reference(home: Home) -> None:
    """The reference data of the three areas in AREAS, and of what lies in them; and the part of a store made of it alone."""
    little = once.made("little", lambda folder: _a_little_reference(a_home(folder)))
    shutil.copytree(little / "reference", home.reference, dirs_exist_ok=True)
    shutil.copytree(little / "kept", home.kept, dirs_exist_ok=True)


def _a_little_reference(home: Home) -> None:
    target = home.reference
    target.mkdir(parents=True)
    for file in places.REFERENCE.glob("*.csv"):
        shutil.copy(file, target / file.name)
    areas = pd.read_csv(places.REFERENCE / "areas.csv", dtype=str, keep_default_na=False)
    kept = areas[
        areas["level"].isin(["country", "region"]) | areas["area_code"].isin(AREAS) | areas["parent_code"].isin(AREAS)
    ]
    kept.to_csv(target / "areas.csv", index=False)
    people = pd.read_parquet(places.REFERENCE / "population.parquet")
    people[people["area_code"].isin(kept["area_code"])].to_parquet(target / "population.parquet", index=False)
    build.reference_part(home)


def _write(file: Path, rows: list[dict]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
