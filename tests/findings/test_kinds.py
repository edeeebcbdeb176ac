"""Sentences and tables of seats by kind, concentration and infrastructure: a situation, and what is said of it."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from parity.findings import concentration as of_people
from parity.findings import infrastructure as of_support
from parity.findings import kinds as said
from parity.tables import kinds as shown

DAY = date(2026, 3, 31)
OF = "A board, 31 March 2026: "
WHO = "from ethnic minorities (excluding White minorities)"


def a_row(key, seats, count=0.0, base=0.0, verdict="too_few", **others):
    return {
        "kind": "sector", "key": key, "name": key.capitalize(), "seats": float(seats), "seats_told": 18.0,
        "seats_share": seats / 18, "vacant": 0.0, "row": "definition", "classification": "white-other",
        "group_code": "minorities_excluding", "label": "All", "count": count, "base": base, "unknown": 0.0,
        "share": count / base if base else np.nan, "lower": 0.1, "upper": 0.4, "reference": 0.49, "verdict": verdict,
        "mark": "", "note": "",
    } | others  # fmt: skip


ALL = a_row("all", 18, 4.0, 16.0)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [ALL, a_row("statutory", 6, 1.0, 5.0), a_row("voluntary", 2), a_row("community", 3), a_row("bme_voluntary", 1, 1.0, 1.0)],
            f"{OF}of the 18 seats whose sector is told, there are 6 statutory (33\xa0%), 5 voluntary or community (28\xa0%) and 1 BME "
            f"voluntary (6\xa0%). Members {WHO} hold 1 of 5 statutory seats and 1 of 1 BME voluntary seats, where the holder's ethnic "
            "group is known.",
        ),
        (
            [a_row("all", 1, seats_told=1.0), a_row("private", 1)],
            f"{OF}of the 1 seat whose sector is told, there are 0 statutory (0\xa0%), 0 voluntary or community (0\xa0%) and 0 BME "
            "voluntary (0\xa0%).",
        ),
        (
            [a_row("all", 18, seats_told=0.0)],
            f"{OF}the list does not say which sector members come from. Ask for that column of the seats template.",
        ),
        ([], f"{OF}{said.ASK}"),
    ],
)  # fmt: skip
def test_sectors(rows, sentence):
    assert said.sectors(pd.DataFrame(rows), "A board", DAY, "excluding") == sentence


OTHER = {"classification": "british-other", "group_code": "minorities_including"}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [ALL, a_row("chair", 1, 0.0, 1.0)],
            f"{OF}the chair is not {WHO}; 49.0\xa0% of residents are: too few people to tell.",
        ),
        (
            [ALL, a_row("chair", 2, 1.0, 1.0)],
            f"{OF}the chair whose ethnic group is known is {WHO}; 49.0\xa0% of residents are: too few people to tell.",
        ),
        (
            [
                ALL,
                a_row("chair", 30, 4.0, 28.0, "below"),
                a_row("chair", 30, 9.0, 28.0, "no_clear_difference", **OTHER),
            ],
            f"{OF}4 of the 28 chairs whose ethnic group is known are {WHO}; 49.0\xa0% of residents are: below parity, and chance "
            "alone would not give it. The verdict depends on the definition: including White minorities it is no clear "
            "difference.",
        ),
        (
            [ALL, a_row("chair", 2, 0.0, 0.0, "not_monitored")],
            f"{OF}the ethnic group of those who chair is not known.",
        ),
        ([ALL, a_row("chair", 1, vacant=1.0)], f"{OF}nobody chairs."),
        ([ALL], f"{OF}nobody chairs."),
        ([], f"{OF}{said.ASK}"),
    ],
)
def test_chairs(rows, sentence):
    assert said.chairs(pd.DataFrame(rows), "A board", DAY, "excluding") == sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [ALL, a_row("bme", 2, 1.0, 2.0), a_row("other", 16, 3.0, 14.0)],
            f"{OF}of the 18 seats of which it is told, 2 speak for ethnic minority communities or their forums. Members {WHO} hold 1 "
            "of 2 of those seats whose holder's ethnic group is known, and 3 of 14 of the other seats.",
        ),
        (
            [ALL, a_row("bme", 1)],
            f"{OF}of the 18 seats of which it is told, 1 speaks for ethnic minority communities or their forums. Of nobody who holds "
            "them is the ethnic group known.",
        ),
        (
            [ALL, a_row("other", 18)],
            f"{OF}of the 18 seats of which it is told, none speaks for an ethnic minority community or its forum, by the names given.",
        ),
        ([a_row("all", 18, seats_told=0.0)], f"{OF}the list does not say for whom its seats speak. Ask for that column of the seats template."),
    ],
)  # fmt: skip
def test_whom_seats_speak_for(rows, sentence):
    assert said.spoken_for(pd.DataFrame(rows), "A board", DAY, "excluding") == sentence


def people(**others):
    return {
        "body": "A board", "people": 40.0, "seats": 60.0, "seats_per_person": 1.5, "busiest": 4.0, "share_of_busiest": 0.3,
        "group_people": 12.0, "group_per_person": 2.0, "others_people": 25.0, "others_per_person": 1.25, "mark": "", "note": "",
    } | others  # fmt: skip


FEW = {"busiest": np.nan, "share_of_busiest": np.nan, "mark": "[z]"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            people(),
            f"{OF}40 people hold 60 seats, 1.5 each. The busiest tenth (4 people) hold 30\xa0% of them. Members {WHO} hold 2 each, "
            "others 1.2.",
        ),
        (
            people(people=10.0, seats=14.0, seats_per_person=1.4, busiest=1.0, group_people=3.0),
            f"{OF}10 people hold 14 seats, 1.4 each. The busiest tenth (1 person) holds 30\xa0% of them.",
        ),
        (
            people(people=1.0, seats=1.0, seats_per_person=1.0, **FEW),
            f"{OF}1 person holds 1 seat. There are too few people to say what the busiest tenth hold without naming somebody.",
        ),
        (
            people(mark="[x]"),
            f"{OF}the list has no key of its members, so whether the same people hold several seats cannot be said.",
        ),
        (None, "31 March 2026: no list of seats reaches this day. Ask for the seats template."),
    ],
)
def test_concentration(row, sentence):
    frame = pd.DataFrame([row] if row else [])
    assert of_people.concentration(frame, DAY, "excluding") == sentence


def support(kind, **others):
    return {
        "involvement": "supported", "involvement_label": "Supported", "support": kind, "support_label": kind.capitalize(),
        "count": 10.0, "base": 40.0, "unknown": 7.0, "share": 0.25, "lower": 0.14, "upper": 0.40, "others_share": 0.6,
        "others_base": 100.0, "difference": -0.35, "said": "lower", "mark": "", "note": "",
    } | others  # fmt: skip


WHOLE = "A board, up to 31 March 2026: of the "


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [support("generalist"), support("bme", count=30.0, share=0.75, others_share=0.0, difference=0.75, said="higher")],
            f"{WHOLE}40 organisations led by ethnic minorities of which it is told (of 7 more it is not known), 10 used generalist "
            "support (25\xa0%, of others 60\xa0%: less, and by more than chance gives) and 30 used BME support (75\xa0%, of others "
            "0\xa0%: more, and by more than chance gives).",
        ),
        (
            [support(kind, base=1.0, unknown=0.0, count=count, share=count, difference=np.nan, said="") for kind, count in (("generalist", 1.0), ("bme", 0.0))],
            f"{WHOLE}1 organisation led by ethnic minorities of which it is told, 1 used generalist support (100\xa0%) and 0 used BME "
            "support (0\xa0%).",
        ),
        ([support("generalist", mark="[x]")], f"A board, up to 31 March 2026: {of_support.ASK}"),
        ([], f"A board, up to 31 March 2026: {of_support.ASK}"),
    ],
)  # fmt: skip
def test_infrastructure(rows, sentence):
    assert of_support.infrastructure(pd.DataFrame(rows), "A board", None, DAY) == sentence


def test_tables_have_marks_in_the_place_of_what_is_missing():
    rows = [
        ALL,
        a_row(
            "chair", 1, np.nan, np.nan, "not_monitored", mark="[x]", unknown=np.nan, lower=np.nan, seats_share=np.nan
        ),
    ]
    table = shown.kinds(pd.DataFrame(rows), "white-other", "minorities_excluding")
    assert table.loc["All", ["How many", "Share", "Finding"]].tolist() == ["18", "25\xa0%", "Too few to tell"]
    assert table.loc["Chair", ["How many", "Share of seats told", "Share", "Finding"]].tolist() == [
        "1",
        "[z]",
        "[x]",
        "Not monitored",
    ]
    told = shown.concentration(pd.DataFrame([people(**FEW, others_per_person=np.nan)]))
    assert told.loc["A board", ["Seats each", "Held by the busiest tenth", "Seats each, others"]].tolist() == [
        "1.50",
        "[z]",
        "\\[z\\]",
    ]
    used = shown.infrastructure(pd.DataFrame([support("bme"), support("any", difference=np.nan, said="")]))
    assert (
        used.loc["Bme", ["Share", "Reading"]].tolist() == ["25\xa0%", "Lower"]
        and used.loc["Any", "Difference"] == "[x]"
    )
    names = pd.DataFrame([a_row("bme", 2, 1.0, 2.0) | {"represents": "BME forum", "read_as": "bme", "bodies": 1.0}])
    assert (
        shown.spoken_for(names, "white-other", "minorities_excluding").loc["BME forum", "Read as"]
        == "Ethnic minority communities"
    )
