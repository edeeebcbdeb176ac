"""A release tells what it may, and nothing else can be worked out of it: read by a stranger, with and without the one before."""

import gzip
import json
import os
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from parity import current, release
from parity.accept import withdraw
from parity.access import NOBODY, Refused
from parity.build import differing_tables
from parity.disclosure import Hidden, Rounded, Said, Statement, attack
from parity.release import consent, state, worker
from parity.release.making import Secret
from parity.release.worker import in_worker
from parity.store import NoStore
from parity.trouble import NotDone
from tests.ledger.homes import a_new_home
from tests.release import attacker, world
from tests.release.world import (
    a_seat,
    an_installation,
    sends,
    sends_all,
    some_activities,
    some_bodies,
    some_seats,
    took_part,
)

TODAY = date(2026, 11, 1)
PLACE = world.AREAS[0]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Eighteen bodies that have sent seats and activities, and their release."""
    home = an_installation(tmp_path_factory.mktemp("released"))
    chance, bodies = Random(7), some_bodies(18)
    seats, activities = some_seats(chance, bodies), some_activities(chance, bodies)
    sends_all(home, ("bodies", bodies), ("seats", seats), ("participation", activities))
    return home, release.make(home, by="A test", today=TODAY), seats, activities


def small(folder, *kinds):
    """An installation where these returns, kind and rows, have been sent."""
    home = an_installation(folder)
    sends_all(home, *kinds)
    return home


def made(home):
    return release.make(home, by="A test", today=TODAY)


def truth(activities):
    """Every count of a return of activities, under the names the attacker gives."""
    return {
        attacker.named(row["body_code"], row["role"], 2026, "|".join([row["activity"], "event", "2025-05-01", "2025-05-31", row["area_code"]]), row["ethnic_group"]): int(row["people"])
        for row in activities
    }  # fmt: skip


def test_a_stranger_works_out_no_count_of_people(released):
    home, _, _, activities = released
    found = attacker.participation(home.public)
    assert len(found.counts) > 300
    assert attack(found.statements, dict.fromkeys(found.counts, Rounded()), every=len(found.counts) < 50,
                  guess={s.terms[0][0]: s.low + 4 for s in found.statements if len(s.terms) == 1}) == {}  # fmt: skip
    true = truth(activities)
    true_ones = [said for said in found.statements if any(name in true for name, _ in said.terms)]
    assert len(true_ones) > 300
    for said in true_ones:  # and what is said is true: a group without a row is nobody
        if not any("Several small" in name for name, _ in said.terms):
            assert said.low <= sum(true.get(name, 0) for name, _ in said.terms) <= said.high


def test_integer_programmes_alone_find_no_count_either(released):
    home, *_ = released
    found = attacker.participation(home.public)
    body = found.counts[0].split("/")[0]
    said = [each for each in found.statements if each.terms[0][0].startswith(f"{body}/")]
    mine = [name for name in found.counts if name.startswith(f"{body}/")]
    assert attack(said, dict.fromkeys(mine, Rounded()), every=True) == {}


def test_a_stranger_works_out_no_board(released):
    home, _, seats, _ = released
    kinds = {row["body_code"]: row for row in some_bodies(18)}
    members: dict[str, list[str]] = {}
    for code, row in kinds.items():
        north = row["catchment"] == world.AREAS[2]  # two boards of a kind: all kinds are taken together
        pool = "TOGETHER-E12000001-ALL" if north else f"TOGETHER-E12000007-{row['body_type'].upper()}"
        members.setdefault(pool, []).append(code)
    declared = {
        code: sum(r["body_code"] == code and r["ethnic_group"] != "not_stated" for r in seats) for code in kinds
    }
    said = attacker.boards(home.public, members, declared)
    assert len(said) >= len(kinds) + 3
    assert attack(said, {code: Hidden(size) for code, size in declared.items()}) == {}


def test_the_file_holds_nothing_of_boards_but_seats_members_and_those_not_declared(released):
    home, _, seats, _ = released
    assert attacker.rows(home.public, "seats").empty
    told = attacker.rows(home.public, "seat_counts")
    alone = told[~told["body_code"].str.startswith("TOGETHER")]
    known = alone[alone["people"].notna()]
    assert set(known["ethnic_group"]) == {"all", "not_stated"}
    assert (alone.loc[alone["people"].isna(), "people_mark"] == "c").all()
    last = known[(known["as_at"] == "2026-03-31") & (known["body_code"] == "N003")].set_index("ethnic_group")["people"]
    mine = [row["ethnic_group"] for row in seats if row["body_code"] == "N003"]
    assert last.to_dict() == {"all": len(mine), "not_stated": mine.count("not_stated")}
    returns = attacker.rows(home.public, "returns")
    assert not {*returns["sha256"], *returns["sender"], *returns["accepted_by"]} - {""}


def test_every_row_is_there_whether_anybody_is_in_it_or_not(released):
    home, *_ = released
    told = attacker.rows(home.public, "participation")
    groups = told.groupby(["body_code", "role", "activity", "area_code"])["ethnic_group"].nunique()
    assert set(groups) <= {19, 20}
    assert set(told["people"].dropna() % 5) == {0}


def test_measures_give_the_marker_where_a_board_is_hidden(released):
    from parity.choice import Choice
    from parity.measures import representation

    home, *_ = released
    store = current.store(home, "public")
    assert store.audience == "public" and store.build_id == released[1].release_id
    frame = representation.by_group(store, Choice(body="N001", part="core", as_at=date(2026, 3, 31)))
    assert set(frame["mark"]) == {"[c]"} and frame["share"].isna().all() and frame["count"].isna().all()
    pooled = representation.by_group(store, Choice(body="TOGETHER-E12000007-HEALTH_BODY", as_at=date(2026, 3, 31)))
    assert pooled["share"].notna().any()


def test_two_boards_that_swap_their_hidden_members_give_the_same_release(tmp_path):
    bodies = some_bodies(9)
    seats = some_seats(Random(3), bodies)
    one, other = (row for row in seats if row["body_code"] in ("N000", "N003") and row["seat_ref"] == "S00")
    one["ethnic_group"], other["ethnic_group"] = "white_british", "indian"
    swapped = [
        row | {"ethnic_group": {"N000": "indian", "N003": "white_british"}[row["body_code"]]}
        if row is one or row is other
        else row
        for row in seats
    ]
    homes = [
        small(tmp_path / name, ("bodies", bodies), ("seats", rows)) for name, rows in (("a", seats), ("b", swapped))
    ]
    first, second = map(made, homes)
    assert differing_tables(homes[0].store, homes[1].store)
    assert first.release_id == second.release_id
    assert differing_tables(homes[0].public, homes[1].public) == []


def test_the_same_inputs_give_the_same_release(tmp_path):
    rows = some_activities(Random(1), some_bodies(4))
    ids = [
        made(small(tmp_path / name, ("bodies", some_bodies(4)), ("participation", rows))).release_id for name in "ab"
    ]
    assert ids[0] == ids[1]


def test_a_new_body_leaves_every_count_of_the_others_as_it_was(tmp_path):
    rows = some_activities(Random(1), some_bodies(5))
    home = small(tmp_path, ("bodies", some_bodies(5)), ("participation", [r for r in rows if r["body_code"] != "N004"]))
    made(home)
    before = attacker.rows(home.public, "participation").drop(columns=["return_id", "row"])
    sends(home, "participation", [row for row in rows if row["body_code"] == "N004"])
    made(home)
    after = attacker.rows(home.public, "participation").drop(columns=["return_id", "row"])
    after = after[after["body_code"] != "N004"].reset_index(drop=True)
    assert after.equals(before)


@pytest.mark.parametrize("seed", range(3))
def test_one_participant_more_gives_nobody_away_with_both_releases_in_hand(tmp_path, seed):
    chance = Random(seed)
    bodies = some_bodies(3)
    activities = some_activities(chance, bodies, most=3)
    home = small(tmp_path, ("bodies", bodies), ("participation", activities))
    made(home)
    first = attacker.participation(home.public)
    place = chance.randrange(len(activities))
    changed = [row | {"people": int(row["people"]) + (at == place)} for at, row in enumerate(activities)]
    sends(home, "participation", changed)
    made(home)
    name = next(iter(truth([activities[place]])))
    second = attacker.participation(home.public, {name: 2})
    known = [Statement(((f"{name}#2", 1), (name, -1)), 1, 1)]  # the worst case: who it was about is known
    every = dict.fromkeys([*first.counts, *second.counts], Rounded())
    weak = attack([*first.statements, *second.statements, *known], every,
                  guess={s.terms[0][0]: s.low + 4 for s in first.statements if len(s.terms) == 1})  # fmt: skip
    assert all(each.highest - each.lowest >= 3 for each in weak.values())  # no count is found out, nor nearly
    assert set(weak) <= {name, f"{name}#2"}  # and no other count is told any closer for it


def test_one_seat_changed_leaves_every_pool_as_it_was(tmp_path):
    bodies = some_bodies(9)
    seats = some_seats(Random(3), bodies)
    home = small(tmp_path, ("bodies", bodies), ("seats", seats))
    made(home)
    before = attacker.rows(home.public, "seat_counts")
    changed = [*seats, a_seat("N000", 90, "indian", started="2026-01-01")]
    sends(home, "seats", changed)
    made(home)
    after = attacker.rows(home.public, "seat_counts")
    pools = [frame[frame["body_code"].str.startswith("TOGETHER")].drop(columns="row") for frame in (before, after)]
    assert len(pools[0]) and pools[0].reset_index(drop=True).equals(pools[1].reset_index(drop=True))


def test_pools_are_told_anew_once_enough_has_changed(tmp_path):
    bodies = some_bodies(9)
    seats = some_seats(Random(3), bodies)
    home = small(tmp_path, ("bodies", bodies), ("seats", seats))
    made(home)
    more = [
        a_seat(body["body_code"], 80 + n, "indian" if n % 2 else "white_british", started="2026-05-01")
        for body in bodies
        for n in range(4)
    ]
    sends(home, "seats", [row | {"as_at": "2026-07-31"} for row in [*seats, *more]])
    assert made(home).withheld == 0
    pool = attacker.rows(home.public, "seat_counts").query("body_code == 'TOGETHER-E12000007-ALL'")
    assert sorted({str(day)[:10] for day in pool["as_at"]}) == ["2026-03-31", "2026-07-31"]


def test_small_pools_are_not_told(tmp_path):
    bodies = some_bodies(9)
    seats = [a_seat(body["body_code"], n, "white_british" if n else "indian") for body in bodies for n in range(6)]
    home = small(tmp_path, ("bodies", bodies), ("seats", seats))
    made(home)  # three members of ethnic minorities in each pool of three
    assert not attacker.rows(home.public, "bodies")["body_code"].str.startswith("TOGETHER").any()


def test_activities_on_fewer_than_25_people_are_taken_together(tmp_path):
    rows = [took_part("N000", f"Talk {n}", group, 4) for n in range(5) for group in ("indian", "white_british")]
    home = small(tmp_path, ("bodies", some_bodies(1)), ("participation", rows))
    made(home)
    told = attacker.rows(home.public, "participation")
    assert set(told["activity"]) == {"Several small activities"}
    people = told.set_index("ethnic_group")["people"]
    assert people[["indian", "white_british"]].tolist() == [20, 20] and people.sum() == 40


def test_what_is_still_too_few_is_hidden(tmp_path):
    home = small(tmp_path, ("bodies", some_bodies(1)), ("participation", [took_part("N000", "A talk", "indian", 20)]))
    made(home)
    told = attacker.rows(home.public, "participation")
    assert len(told) == 19 and told["people"].isna().all() and set(told["people_mark"]) == {"c"}


def test_an_attack_that_is_not_finished_is_no_release(released):
    home, first, *_ = released
    before = home.public.read_bytes()
    with pytest.raises(NotDone, match=r"not finished in 0 seconds.*Nothing was released"):
        release.make(home, by="A test", seconds=0, today=TODAY)
    assert home.public.read_bytes() == before
    assert [each["release_id"] for each in release.listed(home)][-1] == first.release_id
    assert not list(home.releases.glob("*.releasing*"))


def test_what_earlier_releases_gave_away_is_no_release(tmp_path):
    home = small(tmp_path, ("bodies", some_bodies(1)), ("participation", [took_part("N000", "A day", "indian", 60)]))
    made(home)
    was = state.read(home.releases)
    said = was.earlier.said
    (name,) = (name for name, value in zip(said.texts, said.guess, strict=True) if value == 60)
    closer = Said.of([*said.statements(), Statement(((name, 1),), 60, 62)], dict.fromkeys(said.texts, Rounded()), {})
    told = state.laid_down(home.releases, replace(was, earlier=replace(was.earlier, said=closer)))
    state.keep(home.releases, told)
    before = home.public.read_bytes()
    with pytest.raises(NotDone, match=r"could be worked out.*Nothing was released"):
        made(home)
    assert home.public.read_bytes() == before


def test_erasing_a_return_makes_both_stores_without_it(tmp_path):
    bodies = some_bodies(3)
    rows = some_activities(Random(2), bodies)
    home, (others, theirs) = an_installation(tmp_path), ([], [])
    for row in rows:
        (theirs if row["body_code"] == "N001" else others).append(row)
    _, kept, gone = sends_all(home, ("bodies", bodies), ("participation", others), ("participation", theirs))
    made(home)
    names = {name for name, of in state.read(home.releases).of_return.items() if of == gone}
    said = withdraw(home, gone, by="Ann", why="asked", erase=True)
    assert "The public store was made again without it: public-" in said
    assert set(attacker.rows(home.public, "participation")["return_id"]) == {kept}
    after = state.read(home.releases)
    told = {*after.earlier.said.texts} | {name.decode() for name in after.earlier.rounded.names.tolist()}
    assert names and not names & (told | {*after.of_return})
    assert len(release.listed(home)) == 2


def test_a_release_that_cannot_be_made_after_an_erasure_takes_the_public_store_down(tmp_path):
    home = an_installation(tmp_path)
    rows = [took_part("N000", "A day", "indian", 60)]
    _, gone = sends_all(home, ("bodies", some_bodies(1)), ("participation", rows))
    made(home)
    (home.releases / "secret.key").unlink()  # without it no release can be made
    said = withdraw(home, gone, by="Ann", why="asked", erase=True)
    assert "has been taken down" in said and "put back a copy" in said
    with pytest.raises(NoStore):
        current.store(home, "public")


def test_a_worker_says_how_far_it_is_and_what_came_of_it(tmp_path):
    home = small(tmp_path, ("bodies", some_bodies(1)), ("participation", [took_part("N000", "A day", "indian", 60)]))
    stages = []
    found = in_worker(home, by="Ann", progress=lambda stage, done, of: stages.append(stage))
    assert found["release_id"] == current.store(home, "public").build_id
    assert set(stages) == {"protecting", "attacking", "building"}
    with pytest.raises(NotDone, match="not finished in 0 seconds"):
        in_worker(home, by="Ann", seconds=0)
    with pytest.raises(Refused):
        in_worker(home, by="Ann", visitor=NOBODY)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no such priorities")
def test_a_worker_has_the_processor_when_nobody_else_wants_it(tmp_path, monkeypatch):
    home = small(tmp_path, ("bodies", some_bodies(1)))
    started, seen = [], []

    class Started(subprocess.Popen):
        def __init__(self, *how, **more):
            super().__init__(*how, **more)
            started.append(self.pid)

    monkeypatch.setattr(worker.subprocess, "Popen", Started)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    in_worker(home, by="Ann", progress=lambda *_: seen.append(os.getpriority(os.PRIO_PROCESS, started[0])))
    assert set(seen) == {19} and os.getpriority(os.PRIO_PROCESS, 0) == before


def test_where_all_is_illustrative_or_published_the_release_holds_what_the_full_store_does(tmp_path):
    home = a_new_home(tmp_path)
    made(home)
    assert differing_tables(home.store, home.public) == ["build"]


def test_a_board_publishes_itself_with_its_conditions_and_until_they_run_out(tmp_path):
    seats = [a_seat("N000", n, "indian" if n < 3 else "white_british") for n in range(10)]
    home = small(tmp_path, ("bodies", some_bodies(1)), ("seats", seats))
    decision = consent.Consent(
        body="N000", officer="The clerk", legal_basis="Equality Act 2010, section 149", members_told="2026-09-01",
        from_day="2026-10-01", until="2027-09-30", aside=("N000-00",), by="Ann",
    )  # fmt: skip
    consent.record(home.releases, decision)
    made(home)
    told = attacker.rows(home.public, "seat_counts").query("as_at == '2026-03-31'").set_index("ethnic_group")["people"]
    assert told.to_dict() == {"all": 10, "not_stated": 1, "minorities_including": 2, "white_british": 7}
    release.make(home, by="A test", today=date(2027, 10, 1))
    told = attacker.rows(home.public, "seat_counts").set_index("ethnic_group")["people"]
    assert told.drop(["all", "not_stated"]).isna().all()


@pytest.mark.parametrize(
    "missing, why",
    [
        ({"officer": ""}, "officer"), ({"legal_basis": " "}, "legal basis"), ({"members_told": ""}, "could stand aside"),
        ({"until": "2027-10-05"}, "12 months"), ({"members_told": "2026-10-02"}, "told before"), ({"until": "soon"}, "2026-03-31"),
    ],
)  # fmt: skip
def test_a_board_does_not_publish_itself_without_every_condition(tmp_path, missing, why):
    whole = dict(body="N000", officer="The clerk", legal_basis="Section 149", members_told="2026-09-01",
                 from_day="2026-10-01", until="2027-09-30", by="Ann")  # fmt: skip
    with pytest.raises(consent.NotConsent, match=why):
        consent.record(tmp_path, consent.Consent(**whole | missing))
    assert consent.recorded(tmp_path) == []


def test_the_secret_is_for_its_owner_alone(released):
    home, *_ = released
    file = home.releases / "secret.key"
    assert len(file.read_bytes()) == 32
    fresh = home.releases / "another"
    assert len(Secret.of(fresh).key) == 32 and (fresh / "secret.key").stat().st_mode & 0o077 == 0


def test_without_the_secret_of_earlier_releases_there_is_no_release(tmp_path):
    home = small(tmp_path, ("bodies", some_bodies(1)))
    made(home)
    (home.releases / "secret.key").unlink()
    with pytest.raises(NotDone, match="put back a copy"):
        made(home)


def test_nobody_releases_without_the_right_to_and_a_line_says_who_tried(released):
    from parity import access, audit

    home, first, *_ = released
    with pytest.raises(access.Refused):
        release.make(home, by="Ann", visitor=access.NOBODY, today=TODAY)
    told = audit.lines(home)
    assert [line["outcome"] for line in told if line["act"] == access.RELEASE][-1] == "refused"
    assert any(line["act"] == audit.RELEASED and line["about"] == first.release_id for line in told)


def test_a_release_that_follows_from_a_withdrawal_is_written_down_with_who_withdrew(tmp_path):
    from parity import access, audit
    from parity.access import BODY_OFFICER, Person, Visitor

    home = small(tmp_path, ("bodies", some_bodies(1)))
    mine = sends(home, "participation", [took_part("N000", "A day", "indian", 60)])
    made(home)
    access.give(home, Person("ben@example.org", BODY_OFFICER, frozenset({"N000"})))
    ben = Visitor("ben@example.org", BODY_OFFICER, frozenset({"N000"}), datetime(2999, 1, 1, tzinfo=UTC))
    assert "made again without it" in withdraw(home, mine, by="", why="wrong file", visitor=ben)
    told = [line for line in audit.lines(home) if line["act"] == audit.RELEASED]
    assert [(line["who"], line["role"]) for line in told] == [
        ("A test", "administrator"),
        ("ben@example.org", "body officer"),
    ]


def test_the_command_says_what_the_attack_came_to(released, monkeypatch, capsys):
    from parity.__main__ import main

    home, *_ = released
    monkeypatch.setenv("PARITY_HOME", str(home.folder))
    assert main(["release", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["release_id"].startswith("public-") and told["open"] is True and told["protected"] > 300


def test_what_an_earlier_version_kept_of_its_releases_is_read_and_kept_anew(tmp_path):
    bodies = some_bodies(9)
    home = small(tmp_path, ("bodies", bodies), ("seats", some_seats(Random(3), bodies)),
                 ("participation", some_activities(Random(4), bodies)))  # fmt: skip
    first = made(home)
    (home.releases / "said.json.gz").write_bytes(as_kept_before(state.read(home.releases)))
    now = state.read(home.releases)
    (home.releases / state.FILE).unlink()
    before = state.read(home.releases)
    assert before.of_return == now.of_return and before.protected == now.protected > 100
    assert set(before.earlier.said.statements()) == set(now.earlier.said.statements())
    again = made(home)
    assert (again.release_id, again.protected, again.statements) == (
        first.release_id,
        first.protected,
        first.statements,
    )
    assert state.is_kept(home.releases) and not (home.releases / "said.json.gz").exists()


def as_kept_before(was: state.State) -> bytes:
    """The state as version 1.0 kept it."""
    said, levels = was.earlier.said, {-1: "alone", 0: "together 0", 1: "together 1"}
    held = {
        "statements": [[s.terms, s.low, None if s.high == float("inf") else s.high] for s in said.statements()],
        "protected": {n: None if size == -1 else size for n, size in zip(said.texts, said.size.tolist(), strict=True) if size != -2},
        "guess": {n: value for n, value in zip(said.texts, said.guess.tolist(), strict=True) if value == value},
        "rounded": dict(zip(map(bytes.decode, was.earlier.rounded.names.tolist()), was.earlier.rounded.values.tolist(), strict=True)),
        "placed": {n.decode(): levels[of] for n, of in zip(was.earlier.placed.names.tolist(), was.earlier.placed.values.tolist(), strict=True)},
        "pools": list(was.earlier.pools), "of_return": was.of_return,
    }  # fmt: skip
    return gzip.compress(json.dumps(held).encode())
