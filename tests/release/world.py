"""Installations with invented bodies that have sent returns, as many as are asked for."""

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

from parity import current
from parity.accept import accept_all
from parity.candidate import sent
from parity.places import Home
from tests import once
from tests.ledger.homes import home_in
from tests.small import AREAS, a_little_reference, returns_in

FINE = ("white_british", "white_irish", "white_other", "indian", "pakistani", "bangladeshi", "african", "caribbean",
        "mixed_other", "arab", "chinese")  # fmt: skip
KEY = bytes(range(32))
TODAY = date(2026, 11, 1)


def an_installation(folder: Path) -> Home:
    """An installation of three real areas with nothing published and nothing sent; its secret is always the same."""
    shutil.copytree(once.made("new", _new), folder, dirs_exist_ok=True)
    return home_in(folder)


def _new(folder: Path) -> None:
    home = home_in(folder)
    a_little_reference(home)
    returns_in(home.published, {})
    returns_in(home.examples, {})
    home.releases.mkdir(parents=True)
    (home.releases / "secret.key").write_bytes(KEY)
    current.rebuild(home)


def sends(home: Home, kind: str, rows: Sequence[Mapping[str, object]], **said) -> str:
    """A return of these rows accepted; its id."""
    return sends_all(home, (kind, rows), **said)[0]


def sends_all(home: Home, *returns: tuple[str, Sequence[Mapping[str, object]]], **said) -> list[str]:
    """Returns, each a kind and its rows, accepted in turn, and one store built of them all; their ids."""
    files = [sent(_written(rows), f"{kind}.csv", kind=kind, **said) for kind, rows in returns]
    found = accept_all(home, files, by="A test")
    for one in found:
        assert one.outcome == "accepted", one.message + str(
            [p.message for p in (one.checked.problems if one.checked else ())][:5]
        )
    return [one.return_id for one in found]


def _written(rows: Sequence[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def some_bodies(number: int) -> list[dict]:
    """Bodies of three kinds, each in one place."""
    kinds = ("local_strategic_partnership", "neighbourhood_board", "health_body")
    return [
        {"body_code": f"N{place:03}", "name": f"Body {place}", "body_type": kinds[place % 3],
         "catchment": AREAS[place // 3 % len(AREAS)]}
        for place in range(number)
    ]  # fmt: skip


def some_seats(chance: Random, bodies: Sequence[Mapping], largest: int = 30) -> list[dict]:
    """A list of the seats of each body: 5 to `largest` members, more of them White than not."""
    rows = []
    for body in bodies:
        for seat in range(chance.randint(5, largest)):
            group = chance.choices([*FINE, "not_stated"], [8, 1, 1, 2, 2, 1, 2, 1, 1, 1, 1, 2])[0]
            rows.append(a_seat(body["body_code"], seat, group, started=f"20{chance.randint(20, 24)}-01-01"))
    return rows


def a_seat(body: str, seat: int, group: str, started: str = "2024-01-01", **others: object) -> dict:
    """One seat held since the day given, as listed in March 2026."""
    return {"body_code": body, "tier": "core", "seat_ref": f"S{seat:02}", "member_ref": f"{body}-{seat:02}",
            "ethnic_group": group, "started": started, "as_at": "2026-03-31", "vacant": "no", "designated": "no"} | others  # fmt: skip


def some_activities(chance: Random, bodies: Sequence[Mapping], most: int = 4) -> list[dict]:
    """Consultations and services of each body, from a handful of people to hundreds, most of them in few groups."""
    rows = []
    for body in bodies:
        for activity in range(chance.randint(1, most)):
            role = chance.choice(["consultee", "beneficiary"])
            size = chance.choice([0.4, 1.5, 6, 20])
            for group in (*FINE, "not_stated"):
                people = int(chance.expovariate(1 / size))
                if people or chance.random() < 0.3:
                    row = took_part(
                        body["body_code"], f"Activity {activity}", group, people, role=role, area_code=body["catchment"]
                    )
                    rows.append(row | {"satisfied": chance.randint(0, people) if people else ""})
    return rows


def took_part(body: str, activity: str, group: str, people: int, **others: object) -> dict:
    """People of one group at one activity of 2025."""
    return {"body_code": body, "activity": activity, "role": "consultee", "mechanism": "event", "from": "2025-05-01",
            "to": "2025-05-31", "area_code": AREAS[0], "ethnic_group": group, "people": people} | others  # fmt: skip
