"""Stores of any kinds of return, built to order for tests of measures."""

import csv
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from parity import current
from parity.store import Store, open_store
from tests.small import a_home, a_little_reference

Rows = Sequence[Mapping[str, object]]


def a_store_of(folder: Path, published: Mapping[str, Rows], illustrative: Mapping[str, Rows] | None = None) -> Store:
    """A store of the areas of `small.AREAS` with one return of each kind given, published or illustrative."""
    home = a_home(folder)
    a_little_reference(home)
    for of, kinds in ((home.published, published), (home.examples, illustrative or {})):
        _write_returns(of, kinds)
    current.rebuild(home)
    return open_store(home.store)


def _write_returns(folder: Path, kinds: Mapping[str, Rows]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for kind, rows in kinds.items():
        if rows:
            _write(folder / f"{kind}.csv", rows)
            listed.append({"file": f"{kind}.csv", "kind": kind, "title": kind, "sender": "a test",
                           "source_code": "police_1992", "received": "2026-01-01"})  # fmt: skip
    if listed:
        _write(folder / "returns.csv", listed)
    else:
        (folder / "returns.csv").write_text("file,kind,title,sender,source_code,received\n", encoding="utf-8")


def _write(file: Path, rows: Rows) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def took_part(group: str, people: object, **others: object) -> dict[str, object]:
    """One row of a participation return: by default consultees of body B1 at a forum in 2021."""
    row = {"body_code": "B1", "activity": "A forum", "role": "consultee", "mechanism": "forum", "from": "2021-01-01",
           "to": "2021-06-30", "area_code": "E09000028", "ethnic_group": group, "people": people}  # fmt: skip
    return row | others


def a_candidate_count(stage: str, group: str, people: object, **others: object) -> dict[str, object]:
    """One row of a recruitment return: by default round R1 of body B1, closed in 2021."""
    row = {"body_code": "B1", "round_ref": "R1", "opened": "2021-02-01", "closed": "2021-03-01", "route": "open",
           "stage": stage, "ethnic_group": group, "people": people}  # fmt: skip
    return row | others


def a_seat(number: int, group: str, **others: object) -> dict[str, object]:
    """One row of a seats return: by default a member of the core board of body B1 since 2020, as listed in June 2021."""
    row = {"body_code": "B1", "tier": "core", "seat_ref": f"C{number:02}", "member_ref": f"M{number:04}",
           "ethnic_group": group, "designated": "no", "vacant": "no", "sector": "voluntary", "route": "open",
           "position": "member", "started": "2020-01-01", "ended": "", "term_ends": "2023-01-01",
           "as_at": "2021-06-30"}  # fmt: skip
    return row | others


def an_answer(question: str, answer: str, **others: object) -> dict[str, object]:
    """One row of a practice return: by default of body B1 in 2021."""
    row = {"body_code": "B1", "as_at": "2021-06-30", "question_code": question, "answer": answer, "evidence": ""}
    return row | others


def organisations(involvement: str, led_by: str, count: object, **others: object) -> dict[str, object]:
    """One row of an organisations return: by default of body B1 in 2021."""
    row = {"body_code": "B1", "activity": "A strategy", "involvement": involvement, "led_by": led_by,
           "infrastructure_support": "not_known", "area_code": "E09000028", "from": "2021-01-01", "to": "2021-06-30",
           "count": count}  # fmt: skip
    return row | others


def a_survey_figure(group: str, value: object, **others: object) -> dict[str, object]:
    """One row of a survey return: by default a per cent of people in Southwark in 2021."""
    row = {"indicator": "Able to influence decisions", "area_code": "E09000028", "ethnic_group": group,
           "classification": "all" if group == "all" else "broad-5", "from": "2021-01-01", "to": "2021-12-31",
           "value": value, "unit": "percent", "base": "x", "lower": "", "upper": "", "source": "A survey", "note": ""}  # fmt: skip
    return row | others


def an_award(led_by: str, amount: object, **others: object) -> dict[str, object]:
    """One row of a funding return: by default an award in 2021 for the people of Southwark. Each has its own identifier."""
    row = {"identifier": f"award-{next(_awards)}", "title": "An award", "status": "awarded", "amount_applied": 100, "amount_awarded": amount,
           "award_date": "2021-05-01", "awards": 1, "recipient": "A group", "funder": "A fund", "programme": "",
           "area_code": "E09000028", "led_by": led_by, "beneficiary_groups": ""}  # fmt: skip
    return row | others


_awards = count(1)
