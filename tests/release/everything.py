"""Bodies that have sent a return of every kind, with counts and words that are found nowhere else."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

from parity import release
from parity.places import Home
from tests.ledger.homes import home_in
from tests.release.world import (
    TODAY,
    a_seat,
    an_installation,
    sends,
    sends_all,
    some_activities,
    some_bodies,
    took_part,
)
from tests.small import AREAS

GROUPS = ("white_british", "indian", "caribbean")
WORD = "CANARY"


class Sent(NamedTuple):
    """An installation with its public store, and what nobody may find in it: counts and sums, shares, words.

    other: an installation that differs in hidden counts alone: those of two boards, of the stages of recruitment, and
    of an activity that is too small to be told, have changed places.
    """

    home: Home
    other: Home
    numbers: frozenset[int]
    shares: frozenset[str]
    words: tuple[str, ...]


def everything(folder, seed: int = 1, bodies: int = 9, crowd: bool = False) -> Sent:
    """Boards and figures of every kind, sent and released. Each count is of five or six digits and no multiple of five.

    crowd: the other bodies have had consultations and services too, from a handful of people to hundreds.
    """
    chance = Random(seed)
    drawn: set[int] = set()
    totals: Counter = Counter()
    cells: Counter = Counter()

    def count(*of: str) -> int:
        value = chance.choice([each for each in range(20_000, 90_000, 5) if each not in drawn]) + chance.randint(1, 4)
        drawn.add(value - value % 5)
        cells[of] += value
        for part in range(len(of)):
            totals[of[:part]] += value
        return value

    home = an_installation(folder)
    boards = some_bodies(bodies)
    codes = [each["body_code"] for each in boards]
    drawn |= {31_337, 47_713, 52_291}
    sends_all(
        home,
        ("bodies", boards),
        ("participation", [
            took_part(code, f"Activity {n}", group, people, satisfied=people - 7 * n - 1)
            for code in codes[:3] for n in range(2) for group in GROUPS
            for people in [count("participation", code, f"Activity {n}", group)]
        ]),
        *([("participation", some_activities(chance, boards[5:]))] if crowd else []),
        ("seat_counts", [
            {"body_code": code, "tier": "officers", "as_at": "2026-03-31", "ethnic_group": group, "people": count("staff", code, group),
             "note": f"{WORD} note"}
            for code in codes[:2] for group in ("white", "asian", "black")
        ]),
        ("organisations", [
            {"body_code": code, "activity": "A meeting", "involvement": "consulted", "led_by": led, "from": "2025-05-01",
             "to": "2025-05-31", "count": count("organisations", code, led)}
            for code in codes[:2] for led in ("bme_led", "not_bme_led")
        ]),
        ("funding", [
            {"identifier": f"{WORD}-{led}", "title": f"{WORD} title", "status": "awarded", "amount_awarded": count("amounts", led) * 3,
             "award_date": "2025-06-01", "awards": count("awards", led), "recipient": f"{WORD} Trust", "funder": "A fund",
             "area_code": AREAS[0], "led_by": led}
            for led in ("bme_led", "not_bme_led")
        ]),
        ("survey", [
            {"indicator": "Able to influence decisions affecting the local area", "area_code": AREAS[0], "ethnic_group": group,
             "from": "2025-01-01", "to": "2025-12-31", "value": 100 * yes / base, "unit": "percent", "base": base}
            for group in ("White", "Asian or Asian British", "Black or Black British")
            for base in [count("bases", group) + 10_000] for yes in [base - 12_343]
        ]),
        ("population", [
            {"area_code": AREAS[1], "date": "2025-06-30", "ethnic_group": group, "residents": count("population", group), "source": "A count"}
            for group in ("White", "Asian or Asian British", "Black or Black British", "Mixed or Multiple ethnic groups",
                          "Other ethnic group")
        ]),
        ("practice", [
            {"body_code": codes[0], "as_at": "2026-03-31", "question_code": "monitors_core", "answer": "yes", "evidence": f"{WORD} paper"}
        ]),
        ("targets", [
            {"target_code": "T1", "body_code": codes[0], "measure": "Share of core seats", "definition": "including",
             "baseline_date": "2025-03-31", "baseline_value": "37.3737", "target_date": "2029-03-31", "kind": "parity",
             "owner": f"{WORD} owner", "reason": f"{WORD} reason"}
        ]),
        ("actions", [
            {"action_code": f"A-{stage}", "body_code": codes[0], "stage": stage, "heading": "vision",
             "weakness": "Few know of it" if stage == "agreed" else f"{WORD} weakness", "action": "Say so" if stage == "agreed"
             else f"{WORD} draft", "lead_partner": "The council", "status": "in_progress", "target_code": "T1",
             "comments": f"{WORD} comment"}
            for stage in ("agreed", "draft")
        ]),
    )  # fmt: skip
    other = home_in(Path(shutil.copytree(home.folder.parent, folder / "other")))
    seats = [
        a_seat(code, n, chance.choice([*GROUPS, "white_british", "not_stated"])) for code in codes for n in range(12)
    ]
    for which, (first, second) in ((home, GROUPS[:2]), (other, GROUPS[1::-1])):
        own = {("N000", "S00"): first, ("N003", "S00"): second}
        here = [
            row | {"ethnic_group": own.get((row["body_code"], row["seat_ref"]), row["ethnic_group"])} for row in seats
        ]
        sends(which, "seats", here, sender=f"{WORD} sender")
        talk = [took_part(codes[4], "A talk", first, 3), took_part(codes[4], "A talk", second, 8)]
        sends_all(which, ("participation", talk), ("recruitment", [
            {"body_code": codes[0], "round_ref": "2026", "opened": "2026-01-01", "closed": "2026-02-01", "route": "open",
             "stage": stage, "ethnic_group": group, "people": max(2, people // size)}
            for people, group in zip((31_337, 47_713, 52_291), (first, second, GROUPS[2]), strict=True)
            for stage, size in (("applied", 1), ("shortlisted", 10), ("appointed", 10_000))
        ]))  # fmt: skip
        release.make(which, by=f"{WORD} officer", today=TODAY)
    said = {*cells.values(), *totals.values()} | {value for value in drawn if value % 5}
    shares = {f"{value / totals[of[:-1]]:.7f}" for of, value in cells.items() if totals[of[:-1]] != value}
    for code in codes[:3]:  # as a page would tell it: of all who took part
        white = sum(cells["participation", code, f"Activity {n}", "white_british"] for n in range(2))
        shares.add(f"{1 - white / totals['participation', code]:.7f}")
    return Sent(home, other, frozenset(each for each in said if each % 5), frozenset(shares), (WORD, "37.3737"))
