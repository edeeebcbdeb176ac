"""Illustrative returns: reproducible, invented throughout, accepted by the door, and with every case a page must show."""

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from parity import places
from parity.reference.aliases import as_label
from parity.reference.examples import produce_examples
from parity.reference.examples.boards import PERFECT, SILENT, STOPPED
from tests import door, personal_details
from tests.door import EXAMPLES, listed, rows

LIMIT = 3_000_000
LAYOUTS = places.PROJECT / "data" / "layouts"
LAST = "2026-09-30"
# Columns that hold names of organisations: all of them invented.
NAMED = ("name", "recipient", "funder", "lead_partner", "owner", "sender", "Recipient Org:0:Name", "Funding Org:0:Name")


def of_kind(kind: str) -> list[dict[str, str]]:
    """The records of every illustrative return of one kind in the template's columns."""
    files = [each["file"] for each in listed(EXAMPLES) if each["kind"] == kind]
    return [record for file in files for record in rows(EXAMPLES / file) if "Identifier" not in record]


@pytest.fixture(scope="module")
def seats() -> list[dict[str, str]]:
    return of_kind("seats")


def members(seats, body: str, day: str = LAST, tier: str = "core") -> list[dict[str, str]]:
    return [
        seat
        for seat in seats
        if (seat["body_code"], seat["tier"], seat["vacant"]) == (body, tier, "no")
        and seat["started"] <= day
        and (not seat["ended"] or seat["ended"] >= day)
        and seat["as_at"] >= day
    ]


@pytest.fixture(scope="module")
def groups() -> dict[str, str]:
    return {row["label"]: row["group_code"] for row in rows(places.REFERENCE / "aliases.csv")}


def test_making_them_again_gives_the_committed_files_and_no_others(tmp_path):
    produce_examples(places.REFERENCE, tmp_path)
    kept = {file.name for file in EXAMPLES.iterdir() if file.suffix == ".csv"}
    assert {file.name for file in tmp_path.iterdir()} == kept
    for file in tmp_path.iterdir():
        assert (EXAMPLES / file.name).read_bytes() == file.read_bytes(), f"{file.name}: make it again and commit it"


def test_every_kind_of_return_has_an_example_and_together_they_are_small():
    kinds = {json.loads(file.read_text(encoding="utf-8"))["name"] for file in LAYOUTS.glob("*.json")}
    assert {each["kind"] for each in listed(EXAMPLES)} == kinds
    assert sum(file.stat().st_size for file in EXAMPLES.iterdir()) < LIMIT


@pytest.mark.parametrize("file", [each["file"] for each in listed(EXAMPLES)])
def test_the_door_accepts_it_whole_without_a_question(file):
    found = door.checked(EXAMPLES / file)
    assert [problem.message for problem in found.problems if problem.severity != "put_right"] == []
    assert not found.questions
    assert found.outcome == "accepted"
    assert found.kind == next(each["kind"] for each in listed(EXAMPLES) if each["file"] == file)
    assert (found.rows_accepted, found.rows_left_out) == (len(rows(EXAMPLES / file)), 0)


def test_every_name_of_a_body_or_organisation_is_plainly_invented():
    for each in [*listed(EXAMPLES), *(row for one in listed(EXAMPLES) for row in rows(EXAMPLES / one["file"]))]:
        for column in NAMED:
            assert each.get(column, "").startswith("Example") or not each.get(column), each[column]
        for partner in each.get("partners", "").split("; "):
            assert partner.startswith("Example") or not partner, partner


@pytest.mark.parametrize("file", [each["file"] for each in listed(EXAMPLES)])
def test_nothing_in_it_is_a_persons(file):
    for record in rows(EXAMPLES / file):
        for heading, text in record.items():
            assert not personal_details.HEADINGS.search(heading)
            assert not personal_details.in_text(text), text


def test_every_label_of_a_group_is_one_the_alias_table_knows(groups):
    said = {
        label.strip()
        for each in listed(EXAMPLES)
        for record in rows(EXAMPLES / each["file"])
        for column in ("ethnic_group", "beneficiary_groups", "communities")
        for label in record.get(column, "").split(";")
    }
    assert {label for label in said if label and as_label(label) not in groups} == set()
    assert len(said) > 60


def test_every_place_body_target_and_action_that_is_named_is_there():
    areas = {row["area_code"] for row in rows(places.REFERENCE / "areas.csv")}
    bodies = {row["body_code"] for row in of_kind("bodies")}
    targets = {row["target_code"] for row in of_kind("targets")}
    for each in listed(EXAMPLES):
        for record in rows(EXAMPLES / each["file"]):
            told = f"{record.get('catchment', '')}; {record.get('area_code', '')}"
            assert {code.strip() for code in told.split(";")} - {""} <= areas
            assert {record.get("body_code", ""), record.get("parent_body", "")} - {""} <= bodies
            if each["kind"] == "actions":
                assert {record["target_code"]} - {""} <= targets


def test_one_action_is_blocked_by_another_and_nothing_goes_round_in_a_circle():
    actions = {row["action_code"]: row for row in of_kind("actions")}
    blocked = [row for row in actions.values() if row["status"] == "blocked"]
    assert len(blocked) == 1
    assert {row["action_code"] for row in actions.values() if row["blocked_by"]} == {blocked[0]["action_code"]}
    assert actions[blocked[0]["blocked_by"]]["blocked_by"] == ""


def test_actions_are_at_every_stage_and_some_are_overdue_or_have_no_lead():
    actions = of_kind("actions")
    assert {row["stage"] for row in actions} == {"draft", "endorsed", "modified", "agreed"}
    assert {row["status"] for row in actions} == {"not_started", "in_progress", "blocked", "done", "dropped"}
    assert [row for row in actions if row["due"] < LAST and row["status"] == "in_progress"]
    assert [row for row in actions if not row["lead_partner"]]
    assert all(row["comments"] for row in actions if row["stage"] in ("endorsed", "modified"))


def test_no_seat_has_two_holders_and_an_empty_one_has_no_member(seats):
    by_seat: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for seat in seats:
        by_seat.setdefault(tuple(seat[name] for name in ("body_code", "tier", "sub_group", "seat_ref")), []).append(
            seat
        )
        assert (seat["vacant"] == "yes") == (seat["member_ref"] == "")
        assert seat["started"] <= (seat["ended"] or seat["as_at"]) <= seat["as_at"]
    for held in by_seat.values():
        for one, other in pairwise(sorted(held, key=lambda seat: seat["started"])):
            assert one["ended"]
            assert one["ended"] < other["started"]


def test_members_come_and_go_for_long_enough_to_see_who_stays(seats):
    held = [seat for seat in seats if seat["vacant"] == "no"]
    assert min(seat["started"] for seat in held) < "2022" and max(seat["started"] for seat in held) > "2026-06"
    assert sum(1 for seat in held if seat["ended"]) > 500
    assert sum(1 for seat in seats if seat["vacant"] == "yes") > 50
    assert {seat["route"] for seat in held} == {"open", "nominated", "elected", "ex_officio", "co_opted", "unknown"}
    assert {seat["tier"] for seat in held} == {"core", "wider", "sub_group"}


def test_all_kinds_of_not_knowing_occur(seats, groups):
    said = Counter(groups.get(as_label(seat["ethnic_group"]), "blank") for seat in seats if seat["vacant"] == "no")
    assert all(said[kind] > 0 for kind in ("not_stated", "not_known", "prefer_not_to_say", "refused", "blank"))


def test_a_few_people_sit_on_several_things(seats):
    held = Counter((seat["body_code"], seat["member_ref"]) for seat in seats if seat["vacant"] == "no")
    assert max(held.values()) >= 3


def minority_share_of(place: str) -> float:
    pandas = pytest.importorskip("pandas")
    people = pandas.read_parquet(places.REFERENCE / "population.parquet")
    there = people[(people.area_code == place) & (people.classification == "2021-19")]
    return float(1 - there[there.group_code == "white_british"].residents.sum() / there.residents.sum())


def test_one_board_is_at_parity_on_every_day_and_says_yes_to_everything(seats, groups):
    share = minority_share_of("E09000022")
    for day in ("2022-09-30", "2024-09-30", LAST):
        there = members(seats, PERFECT, day)
        held = sum(groups[as_label(seat["ethnic_group"])] != "white_british" for seat in there)
        assert (len(there), held) == (20, round(20 * share))
    answers = {row["answer"] for row in of_kind("practice") if row["body_code"] == PERFECT}
    assert answers == {"yes"}


def test_designated_seats_are_held_by_ethnic_minorities_and_others_hold_more(seats, groups):
    there = [seat for seat in seats if seat["vacant"] == "no" and as_label(seat["ethnic_group"]) in groups]
    reserved = [groups[as_label(seat["ethnic_group"])] for seat in there if seat["designated"] == "yes"]
    white = {"white_british", "white_irish", "white_other", "roma", "gypsy_traveller"}
    assert reserved
    assert not set(reserved) & white
    assert len([seat for seat in there if groups[as_label(seat["ethnic_group"])] not in white]) > 2 * len(reserved)


def test_one_board_never_answers_and_one_stopped():
    for kind in ("seats", "seat_counts", "recruitment", "participation", "organisations", "practice"):
        assert not [row for row in of_kind(kind) if row["body_code"] == SILENT]
    assert {row["as_at"] for row in of_kind("seats") if row["body_code"] == STOPPED} == {"2024-03-31"}
    assert max(row["to"] for row in of_kind("participation") if row["body_code"] == STOPPED) == "2024-03-31"


def test_boards_that_send_totals_use_two_groups_five_groups_or_percentages():
    counts: dict[str, set[str]] = {}
    for row in of_kind("seat_counts"):
        counts.setdefault(row["body_code"], set()).add(row["ethnic_group"])
    assert counts["example-walsall"] == {"White", "Ethnic minorities (excluding White minorities)", "Not stated"}
    assert counts["example-kensington-chelsea"] == {
        "White British", "Ethnic minorities (including White minorities)", "Not stated",
    }  # fmt: skip
    assert len(counts["example-stoke"]) == 5 + 1
    percent = [row for row in of_kind("seat_counts") if row["unit"] == "percent"]
    assert percent
    assert all(int(row["base"]) > 0 for row in percent)
    assert len({row["as_at"] for row in of_kind("seat_counts")}) >= 4


def test_one_board_knows_little_of_its_members(seats, groups):
    there = members(seats, "example-croydon")
    unknown = {"not_stated", "not_known", "prefer_not_to_say", "refused", "blank"}
    said = [groups.get(as_label(seat["ethnic_group"]), "blank") in unknown for seat in there]
    assert sum(said) / len(said) > 0.25


def test_boards_are_small_and_large_and_stand_on_both_sides_of_their_residents(seats, groups):
    sizes = {body: len(members(seats, body)) for body in {seat["body_code"] for seat in seats} - {STOPPED}}
    assert min(sizes.values()) < 12 < 25 < max(sizes.values())
    shares = {}
    for body, place in (
        ("example-southwark", "E09000028"),
        ("example-wolverhampton", "E08000031"),
        (PERFECT, "E09000022"),
    ):
        known = [groups.get(as_label(seat["ethnic_group"])) for seat in members(seats, body)]
        known = [
            group for group in known if group not in (None, "not_stated", "not_known", "prefer_not_to_say", "refused")
        ]
        shares[body] = sum(group != "white_british" for group in known) / len(known) / minority_share_of(place)
    assert shares["example-southwark"] < 0.6
    assert shares["example-wolverhampton"] < 0.6
    assert 0.9 < shares[PERFECT] < 1.1


def test_nobody_is_appointed_who_was_not_shortlisted_or_shortlisted_without_applying():
    people: dict[tuple[str, str, str], dict[str, int]] = {}
    routes = {}
    for row in of_kind("recruitment"):
        key = row["body_code"], row["round_ref"], row["ethnic_group"]
        people.setdefault(key, {})[row["stage"]] = int(row["people"])
        routes[row["route"]] = routes.get(row["route"], 0) + 1
    for key, stages in people.items():
        if key[2] == "Prefer not to say":
            continue
        assert stages.get("appointed", 0) <= stages.get("shortlisted", 0), key
        if "applied" in stages:
            assert stages.get("shortlisted", 0) <= stages["applied"] <= stages["pool"], key
    assert set(routes) == {"open", "nominated"}
    assert set(stages for row in people.values() for stages in row) == {"pool", "applied", "shortlisted", "appointed"}


def test_people_take_part_in_all_five_roles_over_four_years_and_small_counts_are_hidden_by_their_senders():
    taken_part = of_kind("participation")
    assert {row["role"] for row in taken_part} == {
        "beneficiary", "consultee", "source_of_activity", "source_of_delivery", "partner",
    }  # fmt: skip
    assert len({row["from"] for row in taken_part}) == 4
    assert {row["people"] for row in taken_part if not row["people"].isdigit()} == {"<5", "*", "x"}
    assert any(row["area_code"].startswith("E05") for row in taken_part)
    assert any(row["repeat_of"] for row in taken_part)


def test_cases_worked_in_part_or_not_and_directory_leaves_wards_without():
    assert {row["worked"] for row in of_kind("cases")} == {"yes", "mixed", "no"}
    assert {row["evidence_grade"] for row in of_kind("cases")} == {"evaluated", "measured", "reported", "opinion"}
    entries = of_kind("directory")
    assert {row["kind"] for row in entries} == {"opportunity", "training", "support", "organisation"}
    southwark = [row["area_code"] for row in rows(places.REFERENCE / "areas.csv") if row["parent_code"] == "E09000028"]
    served = {row["area_code"] for row in entries}
    assert 0 < len(served & set(southwark)) < len(southwark)


def test_funding_has_applications_awards_and_recipients_of_every_sort():
    funding = of_kind("funding")
    assert {row["status"] for row in funding} == {"applied", "awarded"}
    assert {row["led_by"] for row in funding} == {"bme_led", "not_bme_led", "not_known"}
    leaders: dict[str, set[str]] = {}
    for row in funding:
        leaders.setdefault(row["recipient"], set()).add(row["led_by"])
    assert all(len(led_by) == 1 for led_by in leaders.values())
    with (EXAMPLES / "funding_360giving.csv").open(encoding="utf-8", newline="") as opened:
        assert {"Identifier", "Amount Awarded", "Recipient Org:0:Name"} <= set(next(csv.reader(opened)))


def test_targets_start_from_the_boards_own_figures_and_one_is_not_owned(seats, groups):
    targets = {row["body_code"]: row for row in of_kind("targets") if row["measure"] == "Share of core seats"}
    target = targets["example-southwark"]
    there = [
        groups.get(as_label(s["ethnic_group"])) for s in members(seats, "example-southwark", target["baseline_date"])
    ]
    known = [g for g in there if g not in (None, "not_stated", "not_known", "prefer_not_to_say", "refused")]
    share = 100 * sum(group != "white_british" for group in known) / len(known)
    assert abs(float(target["baseline_value"]) - share) < 0.06
    assert {row["kind"] for row in targets.values()} == {"parity", "value", "share_of_gap"}
    assert [row for row in targets.values() if not row["owner"]]
    assert [row for row in targets.values() if row["target_date"] < LAST]


def test_the_illustrative_population_is_of_adults_so_that_no_reference_takes_it_up():
    assert {row["age_base"] for row in of_kind("population")} == {"16_plus"}


def test_the_examples_folder_holds_nothing_else():
    listed_files = {each["file"] for each in listed(EXAMPLES)}
    assert {file.name for file in Path(EXAMPLES).iterdir()} == listed_files | {"returns.csv", "README.md"}
