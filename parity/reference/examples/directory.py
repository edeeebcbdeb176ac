"""An invented directory: ways to be involved, training, support and organisations, more of them in some places than in others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from parity.reference.examples.boards import BEYOND, BOARDS
from parity.reference.examples.chance import chance, often, pick, whole

KINDS = {
    "opportunity": (
        ("Residents' forum", "Anyone who lives in {ward}"),
        ("Ward panel", "Anyone of 16 or over who lives in {ward}"),
        ("Budget conversation", "Anyone who lives or works in {ward}"),
        ("Neighbourhood safety group", "Anyone who lives in {ward}"),
        ("Patients' group", "Patients of surgeries in {ward}"),
    ),
    "training": (
        ("Course for new board members", "Anyone thinking of joining a board"),
        ("Speaking up at meetings", "Anyone of 16 or over"),
        ("Interpreting for community meetings", "People who speak two languages"),
    ),
    "support": (
        ("Help with first funding bids", "Organisations with an income under 50,000 pounds"),
        ("Payroll and accounts service", "Community organisations"),
        ("Advice for new communities", "Refugees and people seeking asylum"),
    ),
    "organisation": (
        ("Women's network", "Women of any background"),
        ("Elders' association", "People of 55 or over"),
        ("Refugee council", "Refugees and people seeking asylum"),
        ("Youth assembly", "People from 11 to 19"),
    ),
}
LANGUAGES = {
    "london": ("English", "Bengali", "Somali", "Polish", "Portuguese", "Turkish", "Arabic", "Yoruba", "Gujarati",
               "Spanish"),
    "west_midlands": ("English", "Punjabi", "Urdu", "Bengali", "Polish", "Arabic", "Gujarati", "Romanian", "Kurdish"),
}  # fmt: skip
WITHOUT = 0.72  # the share of wards with no opportunity of their own


class Entry(NamedTuple):
    """One row of a directory return."""

    entry_code: str
    name: str
    kind: str
    area_code: str
    open_to: str
    languages: str
    contact: str
    url: str
    from_: str
    to: str


def directory(reference: Path) -> Iterator[Entry]:
    """Opportunities in about a quarter of the wards, and offers and organisations for each authority."""
    areas = pd.read_csv(reference / "areas.csv", dtype=str, keep_default_na=False)
    wards = areas[(areas.level == "ward") & (areas.standing == "current")].sort_values("area_code")
    number = 0
    for board in (board for board in BOARDS if board.region != BEYOND):
        source = chance("directory", board.code)
        place = board.name.rpartition(" for ")[2]
        theirs = wards[wards.parent_code == board.places[0]]
        entries = [
            (ward.area_code, ward.name, "opportunity")
            for ward in theirs[["area_code", "name"]].itertuples(index=False)
            if not often(source, WITHOUT)
        ]
        entries += [(board.places[0], place, kind) for kind in ("training", "support", "organisation")]
        for code, name, kind in entries:
            number += 1
            what, open_to = pick(source, KINDS[kind])
            spoken = LANGUAGES[board.region]
            languages = ["English", *{pick(source, spoken[1:]): None for _ in range(whole(source, 0, 3))}]
            slug = re.sub(r"[^a-z]+", "-", place.lower()).strip("-")
            begins = f"{whole(source, 2024, 2026)}-{whole(source, 1, 9):02d}-01"
            yield Entry(
                f"EX-D{number:03d}",
                f"Example {what}, {name}",
                kind,
                code,
                open_to.format(ward=name),
                "; ".join(languages),
                f"info@{slug}.example.org",
                f"https://{slug}.example.org/{kind}/{number}",
                begins,
                "2026-12-31" if kind == "training" else "",
            )
