"""The minutes of a meeting: what was shown with the release to check it against, and what was decided."""

from datetime import date

from parity.packs import claims, meeting
from parity.packs.asked import Asked
from parity.packs.meeting import Decision
from tests.measures.stores import a_store_of
from tests.small import a_body


def test_the_minutes_hold_what_was_shown_what_was_decided_and_how_to_check_it(tmp_path):
    store = a_store_of(tmp_path, bodies=[a_body()])
    pack = claims.gather(store, Asked(body="B1", questions=meeting.SCREENS), date(2026, 11, 26))
    made = [
        Decision("Advertise two seats", "A council", date(2027, 3, 31), "Too soon", "M-1"),
        Decision("Ask", "", None, "", "M-2"),
    ]
    text = meeting.minutes(pack, made, "A council")
    assert f"build {store.build_id}" in text and "26 November 2026" in text and "Present: A council" in text
    for claim in pack.claims:
        assert claim.question in text and claim.sentence in text and claim.command in text
    assert (
        "1. Advertise two seats\n   Lead: A council\n   Due: 31 March 2027\n   Dissent: Too soon\n   Action: M-1\n"
        in text
    )
    assert "2. Ask\n   Action: M-2\n" in text
    assert "Nothing was decided." in meeting.minutes(pack, [])


def test_a_screen_never_cuts_a_sentence():
    long = "One sentence that is longer than a screen has room for, however large the room may be. And another."
    assert meeting.short(long, 20) == long.partition(" And")[0]
    assert (
        meeting.short("Parity would be 8 or 9 seats (44.5 % or 50 %). To reach 9, more.", 60)
        == "Parity would be 8 or 9 seats (44.5 % or 50 %)."
    )
