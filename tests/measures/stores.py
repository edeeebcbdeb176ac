"""Small stores with any kinds of return, and records of seats and recruitment built to order."""

from pathlib import Path
from random import Random

from parity import current
from parity.store import Store, open_store
from tests import small

AS_AT = "2026-03-31"
FINE = ("white_british", "white_irish", "indian", "pakistani", "african", "caribbean", "mixed_other", "arab", "chinese")
SILENT = ("not_stated", "not_known", "prefer_not_to_say", "refused", "")
# What each group counts as, written out by hand: including White minorities, excluding them, broad group.
COUNTS_AS = {
    "white_british": (False, False, "white"), "white_irish": (True, False, "white"), "indian": (True, True, "asian"),
    "pakistani": (True, True, "asian"), "african": (True, True, "black"), "caribbean": (True, True, "black"),
    "mixed_other": (True, True, "mixed"), "arab": (True, True, "other"), "chinese": (True, True, "asian"),
    "white": (None, False, "white"), "asian": (True, True, "asian"), "black": (True, True, "black"),
    "minorities_excluding": (True, True, None), "minorities_including": (True, None, None),
}  # fmt: skip


def a_store_of(folder: Path, **kinds: list[dict]) -> Store:
    """A store with the areas of `tests.small` and one return for each kind, e.g. `a_store_of(folder, seats=[...])`.

    A kind may be given twice, as two returns, by a number at its end: `seats=[...], seats_2=[...]`; the later counts
    as accepted later.
    """
    home = small.a_home(folder)
    small.a_little_reference(home)
    published = folder / "published"
    published.mkdir(parents=True, exist_ok=True)
    listed = []
    for name, rows in kinds.items():
        kind = name.rstrip("_0123456789")
        columns = list(dict.fromkeys(column for row in rows for column in row))
        small._write(published / f"{name}.csv", [{column: row.get(column, "") for column in columns} for row in rows])
        listed.append(
            {"file": f"{name}.csv", "kind": kind, "title": name, "sender": "a test", "source_code": "police_1992",
             "received": "2026-04-01"}
        )  # fmt: skip
    small._write(published / "returns.csv", listed)
    current.rebuild(home)
    return open_store(home.store)


def a_seat(
    seat: str,
    group: str = "white_british",
    *,
    body: str = "B1",
    tier: str = "core",
    member: str | None = None,
    **others,
) -> dict[str, str]:
    """One holding of a seat, from 1 April 2024 and still held, unless said otherwise."""
    return {
        "body_code": body, "tier": tier, "seat_ref": seat, "member_ref": f"M{seat}" if member is None else member,
        "ethnic_group": group, "designated": "no", "vacant": "no", "sector": "community", "route": "open",
        "position": "member", "represents": "", "started": "2024-04-01", "ended": "", "as_at": AS_AT, **others,
    }  # fmt: skip


def a_vacancy(seat: str, **others) -> dict[str, str]:
    return a_seat(seat, "", member="", **{"vacant": "yes", **others})


def held_on(row: dict[str, str], day: str) -> bool:
    """Whether a record of a seat says anything of a day (ISO dates compare as text)."""
    return row["started"] <= day and (not row["ended"] or row["ended"] > day)


def random_seats(chance: Random, bodies: list[str], tiers: tuple[str, ...] = ("core",)) -> list[dict[str, str]]:
    """Lists of seats with a history: chains of members, vacancies, unknown groups; some bodies tell broad groups only."""
    rows = []
    for number, body in enumerate(bodies):
        codes = ("white", "asian", "black") if number % 5 == 4 else FINE
        for tier in tiers:
            for place in range(chance.randint(3, 16)):
                year, month = 2021, chance.randint(1, 6)
                while True:
                    silent = chance.random() < 0.12
                    row = a_seat(
                        f"S{place:02}",
                        chance.choice(SILENT) if silent else chance.choice(codes),
                        body=body,
                        tier=tier,
                        member=f"{body}-{chance.randint(1, 40):03}",
                        designated=chance.choice(["yes", "no", "no", "no", ""]),
                        sector=chance.choice(
                            ["statutory", "elected", "private", "voluntary", "bme_voluntary", "community", ""]
                        ),
                        route=chance.choice(["open", "nominated", "elected", "ex_officio", "co_opted", "unknown", ""]),
                        position=chance.choice(["chair", "vice_chair", "member", "member", "member", ""]),
                        represents=chance.choice(
                            ["Black and minority ethnic forum", "Faith forum", "Police", "Somali community", ""]
                        ),
                        started=f"{year}-{month:02}-01",
                    )
                    if chance.random() < 0.15:
                        row |= {"vacant": "yes", "ethnic_group": "", "member_ref": ""}
                    months = year * 12 + month + chance.randint(2, 30)
                    year, month = (months - 1) // 12, (months - 1) % 12 + 1
                    if (year, month) > (2026, 3):
                        rows.append(row)
                        break
                    rows.append(row | {"ended": f"{year}-{month:02}-01"})
    return rows


def a_stage(
    stage: str, people: dict[str, int | str], *, body: str = "B1", round_ref: str = "R1", **others
) -> list[dict]:
    """The rows of one stage of a recruitment round that closed in March 2026, one for each group named."""
    return [
        {"body_code": body, "round_ref": round_ref, "opened": "2026-01-05", "closed": "2026-03-02", "route": "open",
         "stage": stage, "ethnic_group": group, "people": number, **others}
        for group, number in people.items()
    ]  # fmt: skip


def random_rounds(chance: Random, bodies: list[str]) -> list[dict[str, str]]:
    """Recruitment rounds of several bodies: fine, broad or two groups, stages left out, groups unlisted, some hidden."""
    rows = []
    for number, body in enumerate(bodies):
        codes = (FINE, ("white", "asian", "black"), ("white", "minorities_excluding"))[number % 3]
        for turn in range(chance.randint(1, 5)):
            people = {code: chance.randint(0, 12) for code in codes} | {"not_stated": chance.randint(0, 3)}
            year, route = chance.randint(2022, 2025), chance.choice(["open", "nominated", ""])
            for stage in ("pool", "applied", "shortlisted", "appointed"):
                told = {code: count for code, count in people.items() if count or chance.random() < 0.5}
                if number % 3 == 2:  # who tells two groups tells both
                    told = {code: count for code, count in people.items() if code != "not_stated" or count}
                if chance.random() < 0.08:
                    told[next(iter(told or {"white": 0}))] = chance.choice(["<5", "*"])
                if told and chance.random() < 0.9:
                    rows += a_stage(
                        stage, told, body=body, round_ref=f"R{turn}", route=route,
                        opened=f"{year}-01-05", closed=f"{year}-03-02",
                    )  # fmt: skip
                people = {code: chance.randint(0, count) for code, count in people.items()}
    return rows
