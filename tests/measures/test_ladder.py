"""The ladder of engagement, against cases worked by hand and plain loops over the raw records."""

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parity.measures import ladder, whose
from parity.stats import intervals, verdicts
from tests.records import a_candidate_count, a_seat, a_store_of, took_part
from tests.small import HARTLEPOOL, SOUTHWARK, a_body

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
MINORITIES = {"bangladeshi", "chinese", "indian", "pakistani", "asian_other", "african", "caribbean", "black_other",
              "mixed_white_asian", "mixed_white_african", "mixed_white_caribbean", "mixed_other", "arab", "other_any",
              "asian", "black", "mixed", "other", "minorities_excluding"}  # fmt: skip
WHITE = {"white", "white_british", "white_irish", "gypsy_traveller", "roma", "white_other"}
ASIAN = {"bangladeshi", "chinese", "indian", "pakistani", "asian_other", "asian"}
NOT_KNOWN = {"not_stated", "not_known", "prefer_not_to_say", "refused"}


def line(frame, group="minorities_excluding"):
    return {row["step"]: row for row in frame[frame["group_code"] == group].to_dict("records")}


def of_one(folder, body="B1", since=YEAR[0], until=YEAR[1], bodies=None, detailed=False, **kinds):
    store = a_store_of(folder, {"bodies": bodies or [a_body()], **kinds})
    return ladder.by_group(store, [body], since, until, detailed=detailed)


def test_every_step_has_its_own_share_held_against_the_residents(tmp_path):
    frame = of_one(
        tmp_path,
        participation=[took_part("minorities_excluding", 30), took_part("white", 70), took_part("not_stated", 5)],
        recruitment=[
            a_candidate_count("applied", "minorities_excluding", 4),
            a_candidate_count("applied", "white", 16),
        ],
        seats=[a_seat(1, "african", position="chair"), *(a_seat(n, "white_british") for n in range(2, 11))],
    )
    steps = line(frame)
    assert list(steps) == list(ladder.STEPS)
    residents = steps["residents"]
    assert residents["share"] == residents["reference"] == pytest.approx((307_640 - 158_220) / 307_640)
    assert (residents["verdict"], residents["mark"]) == ("", "")
    consulted = steps["consultee"]
    assert (consulted["count"], consulted["base"], consulted["unknown"]) == (30, 100, 5)
    assert consulted["reference"] == residents["share"]
    assert (consulted["lower"], consulted["upper"]) == pytest.approx(tuple(intervals.wilson(30, 100)))
    assert (consulted["lowest"], consulted["highest"]) == pytest.approx((30 / 105, 35 / 105))
    assert consulted["verdict"] == "below"
    assert (steps["applied"]["count"], steps["applied"]["base"]) == (4, 20)
    assert (steps["seats"]["count"], steps["seats"]["base"]) == (1, 10)
    assert (steps["chairing"]["count"], steps["chairing"]["base"], steps["chairing"]["verdict"]) == (1, 1, "too_few")
    for silent in ("beneficiary", "shortlisted", "appointed", "partner"):
        assert (steps[silent]["mark"], steps[silent]["verdict"]) == ("[x]", "not_monitored")
        assert steps[silent]["count"] != steps[silent]["count"]


def test_the_largest_fall_is_between_neighbouring_steps_that_have_figures(tmp_path):
    rows = [("beneficiary", 50, 50), ("partner", 20, 80)]
    frame = of_one(
        tmp_path,
        participation=[
            took_part(group, people, role=role)
            for role, ours, theirs in rows
            for group, people in (("minorities_excluding", ours), ("white", theirs))
        ],
    )
    steps = line(frame)
    partner = steps["partner"]
    assert partner["from_step"] == "beneficiary"
    assert partner["largest_fall"] and not steps["beneficiary"]["largest_fall"]
    expected = intervals.difference(20, 100, 50, 100, confidence=1 - 0.05 / 2)
    assert (partner["change"], partner["change_lower"], partner["change_upper"]) == pytest.approx(tuple(expected))
    assert partner["clear"]
    fallen = ladder.falls(frame)
    assert fallen[fallen["group_code"] == "minorities_excluding"]["step"].tolist() == ["partner"]


def test_a_line_that_never_falls_has_no_largest_fall(tmp_path):
    frame = of_one(tmp_path, participation=[took_part("minorities_excluding", 99), took_part("white", 1)])
    assert "minorities_excluding" not in ladder.falls(frame)["group_code"].tolist()


def test_people_already_counted_in_another_activity_of_the_role_are_counted_once(tmp_path):
    again = {"activity": "A panel", "mechanism": "panel", "repeat_of": "A forum"}
    rows = [took_part("minorities_excluding", 30), took_part("white", 70)]
    rows += [took_part("minorities_excluding", 10, **again), took_part("white", 10, **again)]
    rows += [took_part("minorities_excluding", 5, role="partner", **again | {"activity": "A board"})]
    rows += [took_part("white", 5, role="partner", **again | {"activity": "A board"})]
    steps = line(of_one(tmp_path, participation=rows))
    assert (steps["consultee"]["count"], steps["consultee"]["base"]) == (30, 100)
    assert (steps["partner"]["count"], steps["partner"]["base"]) == (5, 10)  # the forum is not among the partners


def test_two_activities_that_name_each_other_are_not_both_left_out(tmp_path):
    rows = []
    for name, other, people in (("A forum", "A panel", 30), ("A panel", "A forum", 12)):
        told = {"activity": name, "repeat_of": other}
        rows += [took_part("minorities_excluding", people, **told), took_part("white", people, **told)]
    steps = line(of_one(tmp_path, participation=rows))
    assert (steps["consultee"]["count"], steps["consultee"]["base"]) == (30, 60)


def test_a_hidden_figure_is_between_its_bounds_and_one_without_bounds_leaves_its_activity_out(tmp_path):
    hidden = {"activity": "A survey", "mechanism": "survey"}
    rows = [took_part("minorities_excluding", "<5"), took_part("white", 60)]
    rows += [took_part("minorities_excluding", "*", **hidden), took_part("white", 40, **hidden)]
    row = line(of_one(tmp_path, participation=rows))["consultee"]
    assert (row["count"], row["base"], row["unknown"], row["hidden"]) == (1, 61, 3, 3)
    assert (row["tables"], row["left_out"], row["mark"]) == (2, 1, "[e]")
    assert "1 of 2" in row["note"]


def test_where_everything_is_hidden_there_is_no_figure_and_never_a_nought(tmp_path):
    rows = [took_part("minorities_excluding", "*"), took_part("white", 40)]
    row = line(of_one(tmp_path, participation=rows))["consultee"]
    assert (row["mark"], row["verdict"]) == ("[c]", "not_monitored")
    assert row["share"] != row["share"]


def test_nobody_of_known_ethnic_group_is_not_monitored_and_an_empty_step_does_not_apply(tmp_path):
    steps = line(
        of_one(
            tmp_path,
            seats=[a_seat(1, "not_stated"), a_seat(2, "")],
            recruitment=[a_candidate_count("applied", group, 0) for group in ("white", "minorities_excluding")],
        )
    )
    assert (steps["seats"]["mark"], steps["seats"]["verdict"], steps["seats"]["unknown"]) == ("[u]", "not_monitored", 2)
    assert (steps["applied"]["mark"], steps["applied"]["verdict"], steps["applied"]["base"]) == ("[z]", "", 0)


def test_a_coarser_return_is_never_read_as_a_finer_one(tmp_path):
    frame = of_one(tmp_path, participation=[took_part("black", 10), took_part("white", 10)], detailed=True)
    assert line(frame, "minorities_including")["consultee"]["mark"] == "[x]"  # White Irish may be among the White
    assert line(frame, "asian")["consultee"]["mark"] == "[x]"  # never told
    assert line(frame, "black")["consultee"]["count"] == 10
    assert "african" not in frame["group_code"].tolist()


def test_finer_groups_are_shown_where_they_are_told(tmp_path):
    rows = [
        took_part("african", 4),
        took_part("caribbean", 6),
        took_part("white_british", 9),
        took_part("white_irish", 1),
    ]
    frame = of_one(tmp_path, participation=rows, detailed=True)
    assert line(frame, "african")["consultee"]["share"] == pytest.approx(0.2)
    assert line(frame, "minorities_including")["consultee"]["count"] == 11
    assert line(frame, "minorities_excluding")["consultee"]["count"] == 10
    assert line(frame, "black")["consultee"]["count"] == 10


def test_a_group_that_a_body_tells_elsewhere_has_nobody_where_it_has_no_row(tmp_path):
    rows = [took_part("asian", 5), took_part("white", 5)]
    rows += [took_part("white", 10, activity="A survey", mechanism="survey")]
    row = line(of_one(tmp_path, participation=rows), "asian")["consultee"]
    assert (row["count"], row["base"]) == (5, 20)


def test_seats_are_those_held_on_the_day_of_the_list(tmp_path):
    seats = [
        a_seat(1, "african"),
        a_seat(2, "african", ended="2021-03-01"),  # left
        a_seat(2, "white_british", started="2021-03-01", member_ref="M9"),
        a_seat(3, "indian", started="2021-08-01"),  # after the list
        a_seat(4, "", vacant="yes", member_ref=""),
        a_seat(5, "african", tier="wider"),
    ]
    row = line(of_one(tmp_path, seats=seats))["seats"]
    assert (row["count"], row["base"], row["unknown"]) == (1, 2, 0)
    assert row["note"] == "As listed on 30 June 2021."


def test_totals_stand_in_for_a_list_of_members(tmp_path):
    counts = [
        {"body_code": "B1", "tier": "core", "as_at": "2021-03-31", "ethnic_group": group, "people": people,
         "unit": "percent", "base": 20}
        for group, people in (("minorities_excluding", 15), ("white", 85))
    ]  # fmt: skip
    row = line(of_one(tmp_path, seat_counts=counts))["seats"]
    assert (row["count"], row["base"]) == (3, 20)
    assert "percentages" in row["note"]


def test_several_bodies_are_expected_one_by_one_and_never_pooled(tmp_path):
    """Each body is at half its own parity; pooled against pooled residents they would look above it (Simpson)."""
    bodies = [a_body("S", "S", [SOUTHWARK]), a_body("H", "H", [HARTLEPOOL])]
    alone = a_store_of(tmp_path / "alone", {"bodies": bodies, "participation": [took_part("white", 1, body_code="S")]})
    southwark = ladder.by_group(alone, ["S"], *YEAR)
    south = line(southwark)["residents"]["share"]
    rows = [took_part("minorities_excluding", 100, body_code="S"), took_part("white", 300, body_code="S")]
    rows += [took_part("minorities_excluding", 0, body_code="H"), took_part("white", 40, body_code="H")]
    store = a_store_of(tmp_path / "both", {"bodies": bodies, "participation": rows})
    frame = ladder.by_group(store, ["S", "H"], *YEAR)
    row = line(frame)["consultee"]
    north = line(ladder.by_group(store, ["H"], *YEAR))["consultee"]["reference"]
    assert row["reference"] == pytest.approx((400 * south + 40 * north) / 440)
    assert row["bodies"] == 2
    assert row["verdict"] == "below" == str(verdicts.judge_pooled([100, 0], [400, 40], [0, 0], [south, north]).verdict)
    residents = line(frame)["residents"]["share"]
    assert row["gap"] == pytest.approx(row["share"] - row["reference"])
    assert residents < row["reference"]  # all residents together are no yardstick for where the people were counted


def test_illustrative_bodies_are_never_added_to_real_ones(tmp_path):
    invented = {"bodies": [a_body("I1", "Example")], "participation": [
        took_part("minorities_excluding", 50, body_code="I1"), took_part("white", 50, body_code="I1")]}  # fmt: skip
    real = {"bodies": [a_body()], "participation": [took_part("minorities_excluding", 1), took_part("white", 9)]}
    store = a_store_of(tmp_path, real, invented)
    both = line(ladder.by_group(store, ["B1", "I1"], *YEAR))["consultee"]
    assert (both["count"], both["base"], both["bodies"], both["standing"]) == (1, 10, 1, "published")
    alone = line(ladder.by_group(store, ["I1"], *YEAR))["consultee"]
    assert (alone["base"], alone["standing"]) == (100, "illustrative")


@pytest.mark.parametrize("detailed", [False, True])
def test_bodies_whose_records_are_read_a_few_at_a_time_have_the_same_figures(the_store, monkeypatch, detailed):
    bodies = list(whose.told(the_store)["body_code"])
    period = (None, date(2026, 12, 31))
    for some in (bodies, [code for code in bodies if code.startswith("example-")]):
        together = ladder.by_group(the_store, some, *period, detailed=detailed)
        with monkeypatch.context() as patch:
            patch.setattr(ladder, "AT_ONCE", 5)
            assert len(some) > ladder.AT_ONCE
            pd.testing.assert_frame_equal(ladder.by_group(the_store, some, *period, detailed=detailed), together)


def test_without_returns_or_bodies_nothing_is_made_up(tmp_path):
    store = a_store_of(tmp_path, {"bodies": [a_body()]})
    assert ladder.by_group(store, [], *YEAR).empty
    assert ladder.by_group(store, ["nobody"], *YEAR).empty
    silent = ladder.by_group(store, ["B1"], *YEAR)
    assert set(silent.loc[silent["step"] != "residents", "verdict"]) == {"not_monitored"}
    assert ladder.falls(silent).empty
    assert ladder.bodies(store).empty


def test_every_column_is_described(tmp_path):
    frame = of_one(tmp_path, seats=[a_seat(1, "african")])
    assert set(frame.columns) == set(ladder.COLUMNS) <= set(ladder.DESCRIBED)


people = st.sampled_from(["0", "1", "3", "8", "21", "<5", "*"])
groups_told = st.sampled_from(
    [("minorities_excluding", "white"), ("asian", "black", "mixed", "other", "white"),
     ("indian", "african", "arab", "white_british", "white_other"), ("white_british", "minorities_including")]
)  # fmt: skip


@st.composite
def activities(draw):
    rows = []
    for number in range(draw(st.integers(1, 5))):
        about = {
            "activity": f"Activity {number}",
            "role": draw(st.sampled_from(["beneficiary", "consultee", "partner"])),
            "from": "2020-06-01",
            "to": draw(st.sampled_from(["2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"])),
            "repeat_of": draw(st.sampled_from(["", "", "Activity 0"])) if number else "",
        }
        for group in (*draw(groups_told), "not_stated"):
            rows.append(took_part(group, draw(people), **about))
    return rows


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(activities(), st.lists(st.tuples(st.sampled_from([*sorted(MINORITIES & ASIAN - {"asian"}), "white_british",
       "not_stated"]), st.sampled_from(["2020-01-01", "2021-06-29"]), st.sampled_from(["", "2021-06-30"])), max_size=8))  # fmt: skip
def test_the_counts_equal_a_plain_recount_of_the_records(rows, members):
    seats = [a_seat(n, group, started=start, ended=end) for n, (group, start, end) in enumerate(members)]
    with tempfile.TemporaryDirectory() as folder:
        store = a_store_of(Path(folder), {"bodies": [a_body()], "participation": rows, "seats": seats})
        frame = ladder.by_group(store, ["B1"], *YEAR)
    listed = [group for group, _, end in members if not end]
    for name, ours, theirs, blind in (
        ("minorities_excluding", MINORITIES, WHITE, {"minorities_including"}),
        ("asian", ASIAN, (MINORITIES | WHITE) - ASIAN - {"minorities_excluding"},
         {"minorities_excluding", "minorities_including"}),
    ):  # fmt: skip
        told = line(frame, name)
        for step in ("beneficiary", "consultee", "partner"):
            assert figures(told[step]) == recount(rows, listed, step, ours, theirs, blind)
        expected = sum(group in ours for group in listed), sum(group not in NOT_KNOWN for group in listed)
        if any(group not in NOT_KNOWN for group in listed):
            assert (told["seats"]["count"], told["seats"]["base"]) == expected


def figures(row):
    return None if row["mark"] in ("[x]", "[c]", "[u]", "[z]") else (row["count"], row["base"], row["unknown"])


def recount(rows, listed, step, ours, theirs, blind):
    """Loops over the rows as they were written and the members listed, without the store."""
    bounds = {"<5": (1, 4), "*": (0, None)}
    inside = [row for row in rows if YEAR[0].isoformat() <= row["to"] <= YEAR[1].isoformat()]
    scope = [row for row in inside if row["role"] == step]
    names = {row["activity"] for row in scope}
    elsewhere = {
        row["ethnic_group"]
        for row in inside
        if not _again(row, {r["activity"] for r in inside if r["role"] == row["role"]})
    }
    named = bool((elsewhere | set(listed)) & ours)  # a group told at any step is one the body tells
    count = base = unknown = 0
    for activity in sorted(names):
        table = [row for row in scope if row["activity"] == activity]
        if _again(table[0], names):
            continue
        cells = {row["ethnic_group"]: bounds.get(row["people"]) or (int(row["people"]),) * 2 for row in table}
        if any(most is None for _, most in cells.values()):
            continue
        if any(group in blind and most > 0 for group, (_, most) in cells.items()):
            continue
        if "asian" in ours and not named:
            continue
        for group, (least, most) in cells.items():
            if group in ours:
                count += least
            if group in ours | theirs:
                base += least
            unknown += most - least if group not in NOT_KNOWN else most
    return (count, base, unknown) if base else None


def _again(row, names):
    return bool(row["repeat_of"]) and row["repeat_of"] in names and row["repeat_of"] != row["activity"]
