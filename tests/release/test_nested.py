"""Figures of one kind that are parts of others: each person is rounded once, and one release more says no more of anybody."""

from random import Random

import pytest

from parity import release
from parity.disclosure import attacked
from parity.release import ground_of, groups_of, nested, state
from parity.release.nested import Cell
from tests.release import attacker
from tests.release.world import TODAY, an_installation, sends_all, some_bodies, took_part
from tests.small import AREAS

BROAD = {"Asian or Asian British": "asian", "Black or Black British": "black", "Mixed or Multiple ethnic groups": "mixed",
         "Other ethnic group": "other", "White": "white"}  # fmt: skip
FINE = {"indian": "asian", "pakistani": "asian", "african": "black", "caribbean": "black", "white_british": "white"}
WARDS, AUTHORITY = ("E05011095", "E05011096", "E05011097"), AREAS[0]


def residents(chance: Random, area: str, groups, age: str = "all", size: int = 9) -> list[dict]:
    return [
        {"area_code": area, "date": "2025-06-30", "ethnic_group": group, "age_base": age, "residents": chance.randint(0, size) + (group == "White") * 40}
        for group in groups
    ]  # fmt: skip


def summed(rows: list[dict], over: str, of: dict[str, str], name: str = "residents", **others) -> list[dict]:
    """The sums of rows by what their value in a column is a part of."""
    found: dict = {}
    for row in rows:
        key = tuple((k, of.get(v, v) if k == over else v) for k, v in row.items() if k != name)
        found[key] = found.get(key, 0) + row[name]
    return [dict(key) | {name: value} | others for key, value in found.items()]


def in_force(home) -> state.State:
    return state.read(home.releases)


def told(home, table: str, *columns: str):
    frame = attacker.rows(home.public, table)
    return frame[frame["return_id"].str.startswith("R")].set_index(list(columns)).sort_index()


def everything_stands(home) -> dict:
    """The attack of integer programmes alone on all that was ever said here."""
    return attacked(in_force(home).earlier.said, every=True, seconds=300)


@pytest.fixture(scope="module")
def peopled(tmp_path_factory):
    """Residents as wards, authority and everyone on one day; in two lists of groups on another; grown up and all on a third."""
    home, chance = an_installation(tmp_path_factory.mktemp("peopled")), Random(3)
    wards = _wards(home)
    fine = [row for ward in wards for row in residents(chance, ward, BROAD)]
    broad = [
        row | {"classification": "broad-5", "date": "2024-06-30"}
        for row in residents(chance, AUTHORITY, BROAD, size=30)
    ]
    four = {name: "Mixed or other ethnic group" if name.startswith(("Mixed", "Other")) else name for name in BROAD}
    grown = [row | {"date": "2023-06-30"} for row in residents(chance, AUTHORITY, BROAD, age="16_plus")]
    every = [row | {"age_base": "all", "residents": row["residents"] + chance.randint(0, 3)} for row in grown]
    sends_all(
        home,
        ("population", fine),
        ("population", summed(fine, "area_code", dict.fromkeys(wards, AUTHORITY))),
        ("population", summed(fine, "ethnic_group", dict.fromkeys(BROAD, "All"))),
        ("population", [*broad, *summed(broad, "ethnic_group", four, classification="survey-4")]),
        ("population", [*grown, *every]),
    )
    release.make(home, by="A test", today=TODAY)
    return home, wards


def _wards(home) -> list[str]:
    within = ground_of(home.reference).within
    return sorted(area for area, above in within.items() if above == AUTHORITY)[:4]


def on(home, day: str, *columns: str):
    frame = told(home, "population_returns", *columns)
    return frame.loc[frame["date"] == day, "residents"]


def test_wards_and_their_authority_broad_and_finer_groups_are_rounded_once(peopled):
    """Four wards of 4 people each told as 0 and their authority's 16 as 20 would be told exactly: here the sum follows."""
    home, wards = peopled
    public = on(home, "2025-06-30", "area_code", "ethnic_group")
    for group in BROAD.values():
        assert public[AUTHORITY, group] == sum(public[ward, group] for ward in wards)
    for ward in wards:
        assert public[ward, "all"] == sum(public[ward, group] for group in BROAD.values())
    assert set(public % 5) == {0}


def test_what_is_told_twice_is_told_alike(peopled):
    """White people are a row of several lists of groups; two roundings of them would meet in fewer than five values."""
    public = on(peopled[0], "2024-06-30", "classification", "ethnic_group")
    assert [public["broad-5", group] == public["survey-4", group] for group in ("white", "asian", "black")] == [
        True
    ] * 3


def test_the_grown_up_are_a_part_of_all(peopled):
    public = on(peopled[0], "2023-06-30", "age_base", "ethnic_group")
    assert len(public["all"]) == len(public["16_plus"]) == 5 and (public["all"] >= public["16_plus"]).all()


def test_programmes_alone_tell_nobody_of_them_closer(peopled):
    assert everything_stands(peopled[0]) == {}


@pytest.mark.parametrize("seed", range(20))
def test_a_part_is_never_more_than_its_sum_and_nobody_is_counted_twice(seed):
    chance = Random(seed)
    ground = nested.Ground.of({"all": (("a", "b", "c"),), "a": (("a1", "a2"),)}, {"w1": "x", "w2": "x", "x": "r"})
    wards = {
        Cell(ward, "all", group): chance.randint(0, 6) for ward in ("w1", "w2") for group in ("a1", "a2", "b", "c")
    }
    cells = dict(wards)
    for ward in ("w1", "w2"):
        cells[Cell(ward, "all", "a")] = cells[Cell(ward, "all", "a1")] + cells[Cell(ward, "all", "a2")]
    for group in ("a", "b", "c"):
        cells[Cell("x", "all", group)] = (
            cells[Cell("w1", "all", group)] + cells[Cell("w2", "all", group)] + chance.randint(0, 1)
        )
    cells[Cell("x", "all", "all")] = sum(cells[Cell("x", "all", group)] for group in "abc")
    cells = {cell: n for cell, n in cells.items() if chance.random() < 0.8}
    found = nested.parted(cells, ground)
    for cell, value in cells.items():
        assert sum(found.left[atom] for atom in found.parts[cell]) == value
    assert min(found.left.values()) >= 0 and all(found.left[cell] == 0 for cell in found.empty)
    for terms, exact in found.known:
        value = sum(times * found.left[cell] for cell, times in terms.items())
        assert value == 0 if exact else value >= 0


def surveyed(chance: Random, area: str, groups=BROAD, bases=(26, 60)) -> list[dict]:
    rows = []
    for group in groups:
        base = chance.randint(*bases)
        rows.append({"indicator": "Feels valued", "area_code": area, "ethnic_group": group, "from": "2025-01-01", "to": "2025-12-31",
                     "value": 100 * chance.randint(0, base) / base, "unit": "percent", "base": base})  # fmt: skip
    return rows


def all_of(rows: list[dict]) -> dict:
    base = sum(row["base"] for row in rows)
    yes = sum(round(row["value"] * row["base"] / 100) for row in rows)
    return rows[0] | {"ethnic_group": "All", "base": base, "value": 100 * yes / base}


def awards(chance: Random) -> list[dict]:
    return [
        {"identifier": f"{led}-{n}", "status": "awarded", "award_date": "2025-06-01", "awards": chance.randint(5, 30), "amount_awarded": 1000,
         "recipient": "A trust", "funder": "A fund", "programme": f"P{n}", "area_code": AREAS[n], "led_by": led}
        for n in range(3) for led in ("bme_led", "not_bme_led", "not_known")
    ]  # fmt: skip


def consulted(chance: Random) -> list[dict]:
    return [
        {"body_code": "N000", "activity": f"Meeting {n}", "involvement": "consulted", "led_by": led, "from": "2025-05-01",
         "infrastructure_support": help, "to": "2025-05-31", "count": chance.randint(0, 14)}
        for n in range(3) for led in ("bme_led", "not_bme_led") for help in ("none", "bme", "generalist")
    ]  # fmt: skip


def took_and_were_satisfied(chance: Random) -> list[dict]:
    return [
        took_part("N000", f"Talk {n}", group, people, satisfied=chance.randint(0, people))
        for n in range(2) for group in FINE for people in [chance.randint(20, 50)]
    ]  # fmt: skip


def officers(chance: Random) -> list[dict]:
    return [
        {
            "body_code": "N000",
            "tier": "officers",
            "as_at": "2026-03-31",
            "ethnic_group": group,
            "people": chance.randint(0, 40),
        }
        for group in FINE
    ]


KINDS = {
    "population": lambda chance: [row for area in AREAS for row in residents(chance, area, BROAD)],
    "survey": lambda chance: [*(rows := surveyed(chance, AUTHORITY)), all_of(rows)],
    "funding": awards, "organisations": consulted, "participation": took_and_were_satisfied, "seat_counts": officers,
}  # fmt: skip
COUNTED = {"population": "residents", "survey": "base", "funding": "awards", "organisations": "count",
           "participation": "people", "seat_counts": "people"}  # fmt: skip


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory):
    """Every kind sent and released, then each again with one person, award or organisation more, and released again."""
    home, chance = an_installation(tmp_path_factory.mktemp("two")), Random(11)
    sent = {kind: rows(chance) for kind, rows in KINDS.items()}
    _, *ids = sends_all(home, ("bodies", some_bodies(1)), *sent.items())
    first = dict(zip(sent, ids, strict=True))
    release.make(home, by="A test", today=TODAY)
    before = in_force(home)
    more = {}
    for kind, rows in sent.items():
        name, place = COUNTED[kind], chance.randrange(len(rows) - 1)
        changed = [row | {name: row[name] + (at == place)} for at, row in enumerate(rows)]
        changed = [*changed[:-1], all_of(changed[:-1])] if kind == "survey" else changed
        more[kind] = changed
    again = dict(zip(more, sends_all(home, *more.items(), answers={"version": "replaces"}), strict=True))
    release.make(home, by="A test", today=TODAY)
    return before, in_force(home), first, again, home


@pytest.mark.parametrize("kind", KINDS)
def test_one_person_more_gives_nothing_else_another_name(two_releases, kind):
    """What stays the same is rounded once, so that two releases say no more of it than one."""
    before, after, first, again, _ = two_releases
    counts = {name for name, of in before.of_return.items() if of == first[kind]}
    new = {name for name, of in after.of_return.items() if of == again[kind]} - before.of_return.keys()
    assert len(counts) > 5 and 0 < len(new) <= 6


def test_two_releases_attacked_together_by_programmes_alone_give_nobody_away(two_releases):
    before, after, *_, home = two_releases
    assert after.statements > before.statements > 200
    assert everything_stands(home) == {}


def test_of_candidates_everyone_and_those_not_stated_are_told_and_no_group(tmp_path):
    home = an_installation(tmp_path)
    rows = [
        {"body_code": "N000", "round_ref": "1", "opened": "2026-01-01", "route": "open", "stage": stage, "ethnic_group": group, "people": n}
        for stage, counts in (("applied", (9, 4, 2)), ("shortlisted", (4, 2, 1)), ("appointed", (1, 1, 0)))
        for group, n in zip(("white_british", "indian", "not_stated"), counts, strict=True)
    ]  # fmt: skip
    sends_all(home, ("bodies", some_bodies(1)), ("recruitment", rows))
    release.make(home, by="A test", today=TODAY)
    public = attacker.rows(home.public, "recruitment").set_index(["stage", "ethnic_group"])["people"]
    known = public.dropna()
    assert known.to_dict() == {(stage, group): n for stage, (n, of) in {"applied": (15, 2), "shortlisted": (7, 1), "appointed": (2, 0)}.items()
                               for group, n in (("all", n), ("not_stated", of))}  # fmt: skip
    assert set(public.index.get_level_values(1)) == {"all", "not_stated", *groups_of(home.reference).lists["2021-19"]}


def test_activities_taken_together_are_known_to_be_small(tmp_path):
    """Two talks of 24 people of one group, told as 50: each would be 22 at least, and it is known to be 24 at most."""
    home = an_installation(tmp_path)
    bodies = some_bodies(4)
    rows = [took_part(each["body_code"], f"Talk {n}", "indian", 24) for each in bodies for n in range(2)]
    sends_all(home, ("bodies", bodies), ("participation", rows))
    found = release.make(home, by="A test", today=TODAY)
    people = (
        attacker.rows(home.public, "participation").groupby(["body_code", "ethnic_group"])["people"].sum(min_count=1)
    )
    assert set(people.xs("indian", level=1).dropna()) == {45}  # where chance had it 50, nothing is told
    assert found.withheld == people.xs("indian", level=1).isna().sum() > 0
    assert everything_stands(home) == {}
