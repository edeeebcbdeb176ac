"""The ledger: nothing is lost, nothing is changed unnoticed, and order is never by the clock."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from parity import ledger


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ledger.jsonl"


def add(file, event=ledger.ACCEPTED, **told):
    known = ledger.cut_torn(file, ledger.read(file))
    if event in (ledger.ACCEPTED, ledger.REPLACED):
        told.setdefault("return_id", ledger.next_id(known))
    following = ledger.following(known, event, by=told.pop("by", "Ann"), **told)
    ledger.commit(file, following)
    return following


def test_a_ledger_that_is_not_there_is_empty(file):
    known = ledger.read(file)
    assert (known.events, known.head, known.live, known.has_examples) == ((), ledger.BEGINNING, [], True)


def test_events_come_back_as_they_were_written(file):
    written = [add(file, content={"filename": f"Hackney – {number}.csv"}, sender="Hackney") for number in range(3)]
    assert list(ledger.read(file).events) == written
    assert [event.return_id for event in written] == ["R0001", "R0002", "R0003"]
    assert [event.before for event in written] == [ledger.BEGINNING, written[0].hash, written[1].hash]


def test_what_a_page_is_shown_is_read_again_once_it_has_changed_and_only_then(file):
    assert ledger.as_it_stands(file).events == ()
    add(file, content={"filename": "Ann's list.csv"})
    shown = ledger.as_it_stands(file)
    assert shown == ledger.read(file) and ledger.as_it_stands(file) is shown
    add(file, ledger.ERASED, return_id="R0001", why="asked to")
    ledger.forget_content(file, ledger.read(file))
    assert ledger.as_it_stands(file).events[0].content is None
    file.write_bytes(file.read_bytes().replace(b"Ann", b"Bob"))
    with pytest.raises(ledger.Damaged):
        ledger.as_it_stands(file)


def test_an_event_nobody_knows_is_not_written(file):
    with pytest.raises(ValueError, match="'mislaid' is not an event"):
        add(file, "mislaid")


@pytest.mark.parametrize("length", [1, 40, -1])
def test_a_line_that_was_not_finished_is_told_of_and_cut_off(file, length):
    add(file)
    whole = file.read_bytes()
    add(file)
    line = file.read_bytes()[len(whole) :]
    file.write_bytes(whole + line[:length])
    known = ledger.read(file)
    assert len(known.events) == 1
    assert known.torn == (len(whole), len(line[:length]))
    assert ledger.cut_torn(file, known).torn is None
    assert file.read_bytes() == whole
    assert add(file).sequence == 2


@pytest.mark.parametrize("line", [0, 1, 2])
@pytest.mark.parametrize("piece", ['"by":"Ann"', '"records":7', '"event":"accepted"', '"sequence":'])
def test_a_changed_line_is_noticed_wherever_it_is(file, line, piece):
    for _ in range(3):
        add(file, content={"records": 7})
    lines = file.read_text().splitlines(keepends=True)
    changed = {'"by":"Ann"': '"by":"Bob"', '"records":7': '"records":8', '"event":"accepted"': '"event":"replaced"',
               '"sequence":': '"sequence":1'}[piece]  # fmt: skip
    assert piece in lines[line]
    lines[line] = lines[line].replace(piece, changed)
    file.write_text("".join(lines))
    with pytest.raises(ledger.Damaged, match=f"^Line {line + 1} of ledger.jsonl"):
        ledger.read(file)


@pytest.mark.parametrize("lost", [0, 1])
def test_a_line_that_is_missing_is_noticed(file, lost):
    for _ in range(3):
        add(file)
    lines = file.read_text().splitlines(keepends=True)
    del lines[lost]
    file.write_text("".join(lines))
    with pytest.raises(ledger.Damaged, match="does not follow from the line before it"):
        ledger.read(file)


def test_a_line_that_is_no_line_is_damage_and_is_left_alone(file):
    add(file)
    file.write_bytes(file.read_bytes() + b"not a line\n")
    before = file.read_bytes()
    with pytest.raises(ledger.Damaged, match=r"Line 2 of ledger\.jsonl is damaged"):
        ledger.read(file)
    assert file.read_bytes() == before


def test_order_is_never_by_the_clock(file, monkeypatch):
    class Backwards(datetime):
        passed = 0

        @classmethod
        def now(cls, tz=None):
            cls.passed += 1
            return datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=cls.passed)

    monkeypatch.setattr(ledger, "datetime", Backwards)
    for _ in range(3):
        add(file)
    known = ledger.read(file)
    assert [event.time for event in known.live] == sorted((event.time for event in known.live), reverse=True)
    assert [event.return_id for event in known.live] == ["R0001", "R0002", "R0003"]


def test_what_is_replaced_withdrawn_or_erased_does_not_count(file):
    for _ in range(4):
        add(file)
    add(file, ledger.REPLACED, replaces=("R0001",))
    add(file, ledger.WITHDRAWN, return_id="R0002", why="the wrong board")
    add(file, ledger.ERASED, return_id="R0003", why="asked to")
    known = ledger.read(file)
    assert [event.return_id for event in known.live] == ["R0004", "R0005"]
    assert {return_id: event.event for return_id, event in known.left.items()} == {
        "R0001": "replaced", "R0002": "withdrawn", "R0003": "erased",
    }  # fmt: skip


def test_erasing_takes_the_content_and_leaves_the_chain_whole(file):
    add(file, content={"filename": "Hackney.csv", "answers": {"asain": "asian"}}, sender="Hackney")
    add(file, ledger.REPLACED, replaces=("R0001",), content={"filename": "Hackney 2.csv"})
    add(file, ledger.ERASED, return_id="R0002", why="asked to")
    known = ledger.forget_content(file, ledger.read(file))
    assert known == ledger.read(file)
    assert b"Hackney 2.csv" not in file.read_bytes()
    assert b"Hackney.csv" in file.read_bytes()
    assert known.live == [], "what an erased return replaced stays replaced"
    assert add(file).before == known.head


def test_an_erased_content_cannot_be_put_back_changed(file):
    add(file, content={"records": 7})
    add(file, ledger.ERASED, return_id="R0001", why="asked to")
    ledger.forget_content(file, ledger.read(file))
    lines = file.read_text().splitlines(keepends=True)
    lines[0] = json.dumps(json.loads(lines[0]) | {"content": {"records": 8}}) + "\n"
    file.write_text("".join(lines))
    with pytest.raises(ledger.Damaged, match="does not hold what it held"):
        ledger.read(file)


def test_answers_are_remembered_by_sender_and_the_latest_counts(file):
    add(file, sender="Hackney", content={"remembered": {"asain": "asian", "none": "not_stated"}})
    add(file, ledger.ANSWERED, sender="Hackney", content={"remembered": {"asain": "indian", "none": ""}})
    add(file, sender="Brent", content={"remembered": {"asain": "asian_other"}})
    known = ledger.read(file)
    assert known.answers("Hackney") == {"asain": "indian"}
    assert known.answers("Brent") == {"asain": "asian_other"}
    assert known.answers("Ealing") == known.answers("") == {}


def test_an_answer_alone_changes_no_store(file):
    accepted = add(file)
    answered = add(file, ledger.ANSWERED, sender="Hackney", content={"remembered": {"asain": "asian"}})
    known = ledger.read(file)
    assert (known.store_head, known.head) == (accepted.hash, answered.hash)


def test_illustrative_returns_stay_as_they_were_last_wanted(file):
    add(file, ledger.EXAMPLES_REMOVED)
    assert not ledger.read(file).has_examples
    add(file)
    assert not ledger.read(file).has_examples
    add(file, ledger.EXAMPLES_RESTORED)
    assert ledger.read(file).has_examples


def test_only_one_at_a_time_writes_and_waiting_ends(file):
    busy = pytest.raises(ledger.Busy, match="Somebody else has been changing the returns")
    with ledger.writing(file), busy, ledger.writing(file, 0.1):
        pass
    with ledger.writing(file, 0.1):
        pass


def test_a_file_written_whole_leaves_nothing_beside_it(tmp_path):
    file = tmp_path / "originals" / "one"
    ledger.write_whole(file, b"bytes")
    assert file.read_bytes() == b"bytes"
    assert list(file.parent.iterdir()) == [file]
