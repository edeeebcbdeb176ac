"""The digest and the calendar: everything that is due, on its day, in lines a calendar can read."""

import re
from datetime import UTC, date, datetime

import pytest

from parity import calendar
from parity.__main__ import main
from parity.findings import due as say
from parity.measures import due

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def frame(the_store):
    return due.due(the_store, TODAY)


def unfolded(data: bytes) -> list[str]:
    """The lines of a calendar as whoever reads it puts them together."""
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_every_thing_due_is_one_event_on_its_day(frame):
    lines = unfolded(calendar.ics(frame, NOW))
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    days = [line.removeprefix("DTSTART;VALUE=DATE:") for line in lines if line.startswith("DTSTART")]
    assert days == [f"{day:%Y%m%d}" for day in frame["on"]]
    names = [line for line in lines if line.startswith("UID:")]
    assert len(set(names)) == len(frame) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")


def test_no_line_is_longer_than_a_calendar_may_have_and_none_is_cut_inside_a_letter(frame):
    data = calendar.ics(frame.assign(what="é" * 200), NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert "é" * 200 in "".join(unfolded(data))
    for line in data.split(b"\r\n"):
        line.decode()


def test_what_a_board_wrote_cannot_begin_an_event_of_its_own(frame):
    lines = unfolded(calendar.ics(frame.head(1).assign(what="x\r\nEND:VEVENT\r\nBEGIN:VEVENT;a,b\\"), NOW))
    assert lines.count("BEGIN:VEVENT") == 1
    (summary,) = [line for line in lines if line.startswith("SUMMARY")]
    assert summary.endswith(r"x\nEND:VEVENT\nBEGIN:VEVENT\;a\,b\\")


def test_an_event_keeps_its_name_when_its_day_moves(frame):
    first, moved = (
        unfolded(calendar.ics(each, NOW)) for each in (frame.head(3), frame.head(3).assign(on=date(2027, 1, 1)))
    )
    assert [line for line in first if line.startswith("UID")] == [line for line in moved if line.startswith("UID")]


def test_the_digest_has_a_line_for_everything_late_or_due(frame):
    text = say.digest(frame, TODAY, 90, "b1")
    assert len(re.findall(r"^- ", text, re.MULTILINE)) == len(frame)
    assert "Boards whose names begin with Example are invented." in text
    assert "nan" not in text and "None" not in text
    assert "(nobody answers for it)" in text


def test_a_digest_of_nothing_says_so(frame):
    assert say.NOTHING in say.digest(frame.head(0), TODAY, 90, "b1")


def test_the_command_prints_the_digest_and_writes_the_calendar(at_home, capsys, tmp_path):
    file = tmp_path / "due.ics"
    assert (
        main(["digest", "--as-at", "2026-11-26", "--days", "30", "--body", "example-southwark", "--ics", str(file)])
        == 0
    )
    said = capsys.readouterr().out
    assert "action EX-A02, Example Partnership for Southwark" in said and "EX-A03" not in said
    assert unfolded(file.read_bytes()).count("BEGIN:VEVENT") == 1
    assert main(["digest", "--body", "nobody"]) == 1
    assert "nobody is no body in this store" in capsys.readouterr().err
