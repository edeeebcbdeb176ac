"""Accepting, replacing, withdrawing and erasing: entirely done, or not done at all."""

import pytest

from parity import accept, build, current, history, ledger
from parity.candidate import preview, sent
from parity.intake import check
from parity.intake.read import parent
from parity.trouble import NotDone
from parity.verify import verify
from tests.ledger.homes import copied, events, everything_in, participation, rows_of, seat_counts, text, took

THREE = {"White": 9, "Asian": 3, "Black": 2}


def people(home):
    return {row[4]: row[6] for row in rows_of(home, "seat_counts")}


def test_an_accepted_return_is_in_the_store_with_its_original(home):
    data = seat_counts(THREE)
    found = took(home, data, filename="first.csv", sender="First board")
    assert found.outcome == "accepted"
    assert found.message == "Accepted as R0001: 14 members of 1 body, 31 March 2026; ethnicity known for 14."
    assert people(home) == {"white": 9, "asian": 3, "black": 2}
    assert [file.read_bytes() for file in home.originals.iterdir()] == [data]
    assert events(home) == ["accepted"]
    assert verify(home).wrong == ()


def test_the_list_of_returns_in_the_store_says_what_each_is(home):
    took(home, seat_counts(THREE), by="Ann", filename="first.csv", sender="First board")
    (row,) = rows_of(home, "returns")
    with_names = dict(zip(RETURNS, row, strict=True))
    assert with_names["accepted_by"] == "Ann"
    assert (with_names["sender"], with_names["standing"], with_names["records"]) == ("First board", "sent", 3)
    assert (with_names["body_codes"], str(with_names["period_from"])) == ("B1", "2026-03-31")
    assert with_names["sequence"] == 4, "after the two published returns and the illustrative one"


RETURNS = ("return_id", "sequence", "kind", "title", "sender", "standing", "source_code", "received", "accepted_by",
           "body_codes", "period_from", "period_to", "records", "sha256", "replaces")  # fmt: skip


def test_the_same_file_again_changes_nothing(home):
    data = seat_counts(THREE)
    took(home, data, by="Ann")
    before = home.ledger.read_bytes(), home.store.stat().st_ino
    again = took(home, data, by="Bob", filename="another name.csv", sender="Somebody else")
    assert again.outcome == "already accepted"
    assert again.message.startswith("This file was already accepted as R0001, on ")
    assert again.message.endswith(" by Ann. Nothing was changed.")
    assert (home.ledger.read_bytes(), home.store.stat().st_ino) == before


def test_the_same_file_again_needs_no_answers_again(home):
    data = seat_counts({"White": 9, "Asain": 3})
    assert took(home, data).outcome == "needs answers"
    assert took(home, data, answers={"Asain": "asian"}).outcome == "accepted"
    assert took(home, data, by="Bob").outcome == "already accepted"
    assert took(home, data, by="Bob", answers={"Asain": "asian"}).outcome == "already accepted"


def test_the_same_file_with_another_answer_is_a_new_version(home):
    data = seat_counts({"White": 9, "Asain": 3})
    took(home, data, answers={"Asain": "asian"})
    found = took(home, data, answers={"Asain": "indian"}, sender="Ann")
    assert (found.outcome, found.replaces) == ("accepted", ("R0001",))
    assert set(people(home)) == {"white", "indian"}
    assert verify(home).wrong == (), "one original, two events"


def test_a_new_version_takes_the_place_of_the_old_and_says_what_changed(home):
    old = seat_counts(THREE)
    took(home, old)
    found = took(home, seat_counts({"White": 9, "Asian": 5, "Mixed": 1}), by="Bob", sender="Ann")
    assert (found.outcome, found.replaces) == ("accepted", ("R0001",))
    assert found.changes[:3] == (1, 1, 1)
    assert "It takes the place of R0001. Records: 1 added, 1 removed, 1 changed." in found.message
    assert "B1, core, 31 March 2026: Asian or Asian British from 21.4 to 33.3 per cent." in found.message
    assert people(home) == {"white": 9, "asian": 5, "mixed": 1}
    assert old in [file.read_bytes() for file in home.originals.iterdir()], "the old original is kept"
    assert events(home) == ["accepted", "replaced"]
    assert verify(home).wrong == ()


def test_a_version_for_another_day_or_body_stands_beside(home):
    took(home, seat_counts(THREE))
    assert took(home, seat_counts(THREE, as_at="2025-03-31")).replaces == ()
    assert took(home, seat_counts(THREE, body="B2")).replaces == ()
    assert len(rows_of(home, "seat_counts")) == 9


def test_a_return_that_holds_all_of_an_earlier_one_replaces_it(home):
    took(home, seat_counts(THREE))
    rows = [("B1", "core", day, group, 4) for day in ("2025-03-31", "2026-03-31") for group in THREE]
    found = took(home, text(("body_code", "tier", "as_at", "ethnic_group", "people"), rows))
    assert found.replaces == ("R0001",)
    assert len(rows_of(home, "seat_counts")) == 6


def test_a_return_that_shares_some_records_with_another_is_asked_about(home):
    rows = [("B1", "core", day, "White", 4) for day in ("2024-03-31", "2025-03-31")]
    took(home, text(("body_code", "tier", "as_at", "ethnic_group", "people"), rows))
    later = text(("body_code", "tier", "as_at", "ethnic_group", "people"),
                 [("B1", "core", day, "White", 5) for day in ("2025-03-31", "2026-03-31")])  # fmt: skip
    found = took(home, later)
    assert found.outcome == "needs answers"
    (question,) = found.checked.questions
    assert question.asks.startswith("1 of its 2 records are in R0001 too")
    assert [choice.code for choice in question.choices] == ["replaces"]
    assert took(home, later, answers={"version": "beside"}).outcome == "needs answers", "it would count them twice"
    assert took(home, later, answers={"version": "replaces"}).replaces == ("R0001",)


def test_other_activities_of_the_same_day_are_asked_about_and_can_stand_beside(home):
    took(home, participation({"Budget day": 12}))
    data = participation({"Health day": 30})
    found = took(home, data)
    assert found.outcome == "needs answers"
    assert "shares no record with it" in found.message
    assert took(home, data, answers={"version": "beside"}).replaces == ()
    assert len(rows_of(home, "participation")) == 2


def test_an_older_version_sent_again_does_not_quietly_come_back(home):
    old = seat_counts(THREE)
    took(home, old)
    took(home, seat_counts({**THREE, "White": 8}))
    found = took(home, old, by="Bob")
    assert found.outcome == "needs answers"
    assert "this is the file that came in as R0001, which a later version replaced" in found.message.replace(
        "T", "t", 1
    )
    assert took(home, old, by="Bob", answers={"version": "replaces"}).replaces == ("R0002",)
    assert people(home)["white"] == 9


def test_what_is_published_cannot_be_sent_again(home):
    found = took(home, seat_counts({"all": 12}, body="B2", as_at="2021-03-21"))
    assert found.outcome == "refused"
    assert found.message == (
        "Not accepted: return.csv: 1 of its records is about the same thing as a published return (seat_counts, from a"
        " test). Send only what is not published."
    )
    assert everything_in(home).count(b"return.csv") == 0


def test_an_illustrative_return_does_not_stand_in_the_way_for_long(home):
    data = seat_counts({"White": 6}, body="B2", as_at="2020-03-31")
    assert "remove the illustrative returns" in took(home, data).message
    assert accept.examples(home, False, by="Ann")
    assert took(home, data).outcome == "accepted"


def test_a_body_is_as_the_latest_return_describes_it(home):
    columns = ("body_code", "name", "body_type", "catchment")
    took(
        home, text(columns, [("B1", "Board renamed", "council", "E09000028"), ("B3", "Third", "council", "E09000020")])
    )
    assert current.store(home).ask("bodies")["name"].tolist() == ["Board renamed", "Second board", "Third"]
    assert took(home, seat_counts(THREE, body="third")).checked.bodies == ("B3",), "its name is known from now on"


def test_a_refused_file_leaves_no_byte(home):
    before = everything_in(home)
    assert took(home, seat_counts({"White": -4, "Zanzibari-4711": 2}), filename="secret name.csv").outcome == "refused"
    assert everything_in(home) == before


@pytest.mark.parametrize(
    "personal",
    [
        "Full name\r\nB1,core,2026-03-31,White,1,Priscilla Featherstonehaugh",
        "Email\r\nB1,core,2026-03-31,White,1,priscilla.featherstonehaugh@example.org",
        "Note\r\nB1,core,2026-03-31,White,1,ring 020 7946 0991 and ask for priscilla.featherstonehaugh@example.org",
    ],
)
def test_personal_details_are_refused_and_no_byte_of_them_is_left(home, personal):
    data = f"Body code,Tier,As at,Ethnic group,People,{personal}\r\n".encode()
    before = everything_in(home)
    found = took(home, data, filename="members.csv")
    assert found.outcome == "refused"
    assert b"eatherstonehaugh" not in everything_in(home)
    assert everything_in(home) == before
    assert "eatherstonehaugh" not in found.message


def test_a_file_that_waits_for_an_answer_leaves_no_byte(home):
    before = everything_in(home)
    assert took(home, seat_counts({"Asain": 3})).outcome == "needs answers"
    assert everything_in(home) == before


def test_a_return_that_no_store_can_be_built_with_is_refused_before_the_ledger(home, monkeypatch):
    took(home, seat_counts(THREE))
    before = everything_in(home)

    def cannot(*_):
        raise build.CannotBuild("The store could not be built: a figure is too large for its column.")

    monkeypatch.setattr(build, "load_return", cannot)
    with pytest.raises(NotDone, match="a figure is too large for its column"):
        took(home, seat_counts(THREE, as_at="2025-03-31"))
    assert everything_in(home) == before


def test_answers_are_remembered_for_the_sender_and_for_no_one_else(home):
    took(home, seat_counts({"White": 9, "Asain": 3}), sender="First board", answers={"Asain": "asian"})
    later = seat_counts({"White": 8, "ASAIN": 4}, as_at="2026-06-30")
    assert took(home, later, sender="Another").outcome == "needs answers"
    found = took(home, later, sender="First board")
    assert (found.outcome, dict(found.checked.answers)) == ("accepted", {"asain": "asian"})
    assert history.answers(home, "First board") == {"asain": "asian"}
    accept.answer(home, "First board", {"Asain": ""}, by="Ann")
    assert took(home, seat_counts({"Asain": 4}, as_at="2026-09-30"), sender="First board").outcome == "needs answers"
    assert verify(home).wrong == (), "what was accepted is read with what was said then"


def test_what_one_file_is_about_is_not_remembered_for_the_next(home):
    columns = ("body_code", "tier", "ethnic_group", "people")
    data = text(columns, [("B1", "core", "White", 4)])
    assert took(home, data, sender="First board", answers={"as_at": "2026-03-31"}).outcome == "accepted"
    assert history.answers(home, "First board") == {}
    assert took(home, text(columns, [("B1", "core", "White", 5)]), sender="First board").outcome != "accepted"


def test_a_withdrawn_return_is_out_of_the_store_and_its_original_is_kept(home):
    data = seat_counts(THREE)
    took(home, data)
    said = accept.withdraw(home, "R0001", by="Bob", why="the wrong board")
    assert said == "R0001 is withdrawn; its file is kept."
    assert rows_of(home, "seat_counts") == []
    assert [file.read_bytes() for file in home.originals.iterdir()] == [data]
    (entry,) = [entry for entry in history.entries(home) if entry.return_id == "R0001"]
    assert (entry.state, entry.left_by, entry.why) == ("withdrawn", "Bob", "the wrong board")
    assert took(home, data).return_id == "R0003", "it can come in again"
    assert verify(home).wrong == ()


def test_an_erased_return_leaves_no_byte_but_that_it_was(home):
    data = seat_counts({"White": 9, "Asain": 3}, note="an unlikely remark 4711")
    took(home, data, filename="an unlikely name.csv", answers={"Asain": "asian"})
    assert b"an unlikely remark 4711" in everything_in(home)
    said = accept.withdraw(home, "R0001", by="Bob", why="asked to", erase=True)
    assert said == "R0001 is erased: its file is deleted."
    held = everything_in(home)
    for gone in (b"an unlikely remark 4711", b"an unlikely name", b"sain", data):
        assert gone not in held
    (entry,) = [entry for entry in history.entries(home) if entry.return_id == "R0001"]
    assert (entry.state, entry.accepted_by, entry.filename, entry.records) == ("erased", "Ann", "", None)
    assert verify(home).wrong == ()


def test_a_withdrawn_return_can_still_be_erased(home):
    took(home, seat_counts(THREE))
    accept.withdraw(home, "R0001", by="Bob", why="the wrong board")
    accept.withdraw(home, "R0001", by="Bob", why="asked to", erase=True)
    assert list(home.originals.iterdir()) == []
    with pytest.raises(NotDone, match=r"R0001 has been erased already, on .* by Bob"):
        accept.withdraw(home, "R0001", by="Bob", why="asked to", erase=True)


def test_an_erasure_that_was_broken_off_is_finished(home):
    took(home, seat_counts(THREE, note="an unlikely remark 4711"))
    known = ledger.read(home.ledger)
    event = ledger.following(known, ledger.ERASED, by="Bob", why="asked to", return_id="R0001")
    ledger.commit(home.ledger, event)  # and there the power went
    current.store(home)
    assert b"an unlikely remark 4711" not in everything_in(home)
    assert verify(home) == ((), (), 2, 0, 3)


def test_erasing_keeps_a_file_that_another_return_holds(home):
    data = seat_counts(THREE)
    took(home, data)
    accept.withdraw(home, "R0001", by="Bob", why="by mistake")
    took(home, data)
    said = accept.withdraw(home, "R0001", by="Bob", why="asked to", erase=True)
    assert said == "R0001 is erased; another return holds the same file, which stays."
    assert verify(home).wrong == ()


@pytest.mark.parametrize(
    ("return_id", "said"),
    [
        ("R0009", "There is no return R0009: `python -m parity returns` lists them."),
        ("published-bodies", "published-bodies comes with Parity and cannot be withdrawn."),
    ],
)
def test_what_is_not_there_cannot_be_withdrawn(home, return_id, said):
    with pytest.raises(NotDone, match="^" + said.replace(".", r"\.")):
        accept.withdraw(home, return_id, by="Bob", why="to see")


def test_who_and_why_are_needed(home):
    took(home, seat_counts(THREE))
    with pytest.raises(NotDone, match="Say who accepts it"):
        took(home, seat_counts(THREE, as_at="2020-01-01"), by=" ")
    with pytest.raises(NotDone, match="Say why"):
        accept.withdraw(home, "R0001", by="Bob", why="\n")


def test_illustrative_returns_go_for_good_and_can_be_brought_back(home):
    assert accept.examples(home, False, by="Ann")
    assert not accept.examples(home, False, by="Ann"), "they are gone already"
    current.rebuild(home)
    current.up_to_date(home)
    standings = "select distinct standing from returns order by 1"
    assert [row[5] for row in every_return(home)] == ["published", "published"], standings
    assert accept.examples(home, True, by="Ann")
    assert "illustrative" in [row[5] for row in every_return(home)]
    assert events(home) == ["examples removed", "examples restored"]


def every_return(home):
    import duckdb

    with duckdb.connect(str(home.store), read_only=True) as connection:
        return connection.execute("select * from returns order by sequence").fetchall()


def test_a_store_built_step_by_step_equals_one_built_from_scratch(home, tmp_path):
    took(home, seat_counts({"White": 9, "Asain": 3}), sender="First board", answers={"Asain": "asian"})
    took(home, participation({"Budget day": 12, "Health day": 30}))
    took(home, seat_counts({"White": 7, "Asain": 5}), sender="First board")
    took(home, participation({"Budget day": 3}, body="Second board"))
    accept.withdraw(home, "R0002", by="Bob", why="the wrong quarter")
    accept.examples(home, False, by="Bob")
    took(home, participation({"Budget day": 14}))
    scratch = copied(home, tmp_path / "scratch")
    scratch.store.unlink()
    for file in scratch.kept.iterdir():
        file.unlink()
    current.rebuild(scratch)
    assert build.differing_tables(home.store, scratch.store) == []
    assert len(rows_of(scratch, "returns")) == 3


def test_two_different_stores_are_told_apart_by_table(home, tmp_path):
    other = copied(home, tmp_path / "other")
    took(home, seat_counts(THREE))
    assert set(build.differing_tables(home.store, other.store)) >= {"build", "returns", "seat_counts"}


def test_whoever_finds_a_stale_store_builds_it_again(home, tmp_path):
    before = copied(home, tmp_path / "before")
    took(home, seat_counts(THREE))
    home.store.write_bytes(before.store.read_bytes())  # as a kill after the ledger and before the swap leaves it
    assert not current.is_current(home)
    assert current.store(home).ask("build").at[0, "returns"] == 4
    assert current.is_current(home)


def test_a_store_that_is_newer_than_its_ledger_is_said_to_be_so(home):
    took(home, seat_counts(THREE))
    took(home, seat_counts(THREE, as_at="2025-03-31"))
    lines = home.ledger.read_bytes().splitlines(keepends=True)
    home.ledger.write_bytes(lines[0])
    with pytest.raises(NotDone, match="ends before the store does: lines are missing at its end"):
        took(home, seat_counts(THREE, as_at="2024-03-31"))
    assert home.ledger.read_bytes() == lines[0]
    home.store.unlink()
    assert took(home, seat_counts(THREE, as_at="2024-03-31")).outcome == "accepted"


def test_damaged_records_that_were_kept_are_made_again_from_the_original(home):
    took(home, seat_counts(THREE))
    for file in home.kept.glob("*"):
        file.write_bytes(file.read_bytes()[:-7])
    current.rebuild(home)
    assert people(home) == {"white": 9, "asian": 3, "black": 2}
    assert verify(home).wrong == ()


def test_a_changed_original_is_noticed(home):
    took(home, seat_counts(THREE))
    (original,) = home.originals.iterdir()
    original.write_bytes(original.read_bytes().replace(b"9", b"8"))
    assert verify(home).wrong == ("The original of R0001 is missing, or is not what was accepted.",)
    for file in home.kept.glob("*.parquet"):
        file.unlink()
    with pytest.raises(NotDone, match=r"The original of R0001 \(return\.csv\) is missing or was changed"):
        took(home, seat_counts(THREE, as_at="2025-03-31"))


def test_a_changed_store_is_noticed(home):
    took(home, seat_counts(THREE))
    import duckdb

    with duckdb.connect(str(home.store)) as connection:
        connection.execute("update seat_counts set people = 99 where return_id = 'R0001' and ethnic_group = 'white'")
    (wrong, *_) = verify(home).wrong
    assert "seat_counts" in wrong or "engaged" in wrong
    current.rebuild(home)
    assert verify(home).wrong == ()


def test_a_return_that_later_checks_do_not_read_is_set_aside_and_said(home, monkeypatch):
    took(home, seat_counts(THREE))
    took(home, seat_counts(THREE, as_at="2025-03-31"))
    unreadable = home.originals / ledger.read(home.ledger).came_in["R0001"].content["sha256"]
    from parity import returns

    read = returns.Reader.check

    def stricter(self, each):
        checked = read(self, each)
        return refused(checked) if each.file == unreadable else checked

    monkeypatch.setattr(returns.Reader, "check", stricter)
    for file in home.kept.glob("*.parquet"):
        file.unlink()
    current.rebuild(home)
    assert {row[0] for row in rows_of(home, "seat_counts")} == {"R0002"}
    assert any(sentence.startswith("R0001 is in no store: ") for sentence in verify(home).wrong)


def refused(checked):
    import dataclasses

    return dataclasses.replace(checked, outcome="refused")


def test_limits_that_were_raised_hold_for_reading_again(home):
    from parity.intake.read import Limits

    more = [f"Extra {number}" for number in range(60)]
    data = text(("body_code", "activity", "from", "ethnic_group", "people", *more),
                [("B1", "Budget day", "2026-02-01", "White", 1, *("" for _ in more))])  # fmt: skip
    assert took(home, data).outcome == "refused"
    assert took(home, data, limits=Limits(columns=70)).outcome == "accepted"
    for file in home.kept.glob("*.parquet"):
        file.unlink()
    current.rebuild(home)
    assert len(rows_of(home, "participation")) == 1


def test_a_busy_machine_is_no_reason_to_leave_an_accepted_return_out(home, monkeypatch):
    took(home, seat_counts(THREE))
    read = []

    def slow(data, filename, limits):
        read.append(limits.seconds)
        return parent.read_here(data, filename, limits)

    monkeypatch.setattr(check, "read", slow)
    for file in home.kept.glob("*.parquet"):
        file.unlink()
    current.rebuild(home)
    assert read == [900.0]


def test_a_preview_says_what_would_happen_and_keeps_nothing(home):
    took(home, seat_counts(THREE))
    before = everything_in(home)
    found = preview(home, sent(seat_counts({**THREE, "White": 8}), "return.csv", sender="Ann"))
    assert (found.outcome, found.return_id, found.replaces) == ("accepted", "", ("R0001",))
    assert found.changes.changed == 1
    assert everything_in(home) == before


def test_an_installation_can_begin_with_a_return(home):
    import shutil

    shutil.rmtree(home.folder)
    assert took(home, seat_counts(THREE)).outcome == "accepted"
    assert verify(home).wrong == ()


def test_a_folder_that_may_not_be_written_is_said_in_words(home, monkeypatch):
    def forbidden(*_args, **_options):
        raise PermissionError(13, "Permission denied", str(home.folder))

    monkeypatch.setattr(ledger, "write_whole", forbidden)
    with pytest.raises(NotDone, match="Nothing was changed: Parity may not write to "):
        took(home, seat_counts(THREE))
