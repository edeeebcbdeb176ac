"""Illustrative returns of invented boards, made once from seeded chance and kept in data/examples.

`python -m parity.reference.examples` writes them again, byte for byte, from the committed reference tables.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from parity.reference.examples import (
    actions,
    cases,
    directory,
    funds,
    membership,
    plans,
    rounds,
    taking_part,
    views,
)
from parity.reference.examples.boards import BEYOND, BOARDS, LONDON, STOPPED, WEST_MIDLANDS, Board, senders_of
from parity.reference.published.listed import Listed, Published, published, write_rows

RECEIVED = "2026-10-15"
OFFICES = {
    LONDON: "Example Regional Office, London",
    WEST_MIDLANDS: "Example Regional Office, West Midlands",
    BEYOND: "Example Regional Office, neighbourhoods and networks",
}
SHOWN = {LONDON: "London", WEST_MIDLANDS: "West Midlands", BEYOND: "neighbourhoods, networks and regional bodies"}


class Body(NamedTuple):
    """One row of a bodies return."""

    body_code: str
    name: str
    body_type: str
    catchment: str
    parent_body: str
    from_: str
    to: str


def produce_examples(reference: Path, target: Path) -> None:
    """Write every illustrative return to `target`, and the list of them, from the folder of reference tables.

    Equal reference tables give equal bytes. Nothing in them is true of anybody: names of bodies begin with Example,
    and only the residents the members are drawn from are real.
    """
    returns = example_returns(reference)
    for each in returns:
        write_rows(target / each.file, each.columns, each.records)
    listed = [Listed(*each[:4], "", RECEIVED) for each in returns]
    write_rows(target / "returns.csv", Listed._fields, listed)


def example_returns(reference: Path) -> list[Published]:
    """Every illustrative return, bodies first, then in the order of the kinds."""
    held = list(membership.seats(senders_of("seats"), reference))
    figures = list(views.survey(reference))
    candidates = list(rounds.recruitment(senders_of("recruitment"), reference))
    return [
        _return("bodies.csv", "bodies", "Invented bodies and the places they serve", OFFICES[LONDON], _bodies()),
        *_by_region("seats", "Members of invented boards", held),
        *_by_region("seat_counts", "Numbers of members of invented boards that send totals",
                    membership.seat_counts(senders_of("seat_counts"), reference)),
        *_by_region("recruitment", "Recruitment to invented boards", candidates),
        *_by_region("participation", "People who took part in what invented boards ran",
                    taking_part.participation(senders_of("participation"), reference)),
        *_by_region("organisations", "Organisations consulted, funded, supported and delivering",
                    taking_part.organisations(senders_of("organisations"), reference)),
        _return("funding.csv", "funding", "Applications to and awards of invented funds", OFFICES[LONDON],
                funds.awards(reference)),
        Published("funding_360giving.csv", "funding", "Awards of an invented trust, as 360Giving has them",
                  "Example Charitable Trust", "", funds.GIVING_TITLES, tuple(funds.giving(reference))),
        _return("survey.csv", "survey", "Invented surveys of residents", OFFICES[LONDON], figures),
        *_by_region("practice", "What invented boards say of their practice", views.practice(senders_of("practice"))),
        _return("targets.csv", "targets", "Targets of invented boards", OFFICES[LONDON],
                plans.targets(held, figures, candidates)),
        _return("actions.csv", "actions", "Actions of invented boards", OFFICES[LONDON], actions.actions()),
        _return("cases.csv", "cases", "Invented cases of practice", "Example BME Network for London", cases.cases()),
        _return("directory.csv", "directory", "Invented opportunities, training, support and organisations",
                "Example BME Network for London", directory.directory(reference)),
        _return("population.csv", "population", "Invented residents of 16 and over in a neighbourhood",
                "Example Neighbourhood Board for Peckham", plans.population(reference)),
    ]  # fmt: skip


def _return(file: str, kind: str, title: str, sender: str, records: Iterable[NamedTuple]) -> Published:
    return published(file, kind, f"Illustrative: {title[0].lower()}{title[1:]}", sender, "", records)


def _by_region(kind: str, title: str, records: Iterable[NamedTuple]) -> Iterator[Published]:
    """One return for each region's office; the board that stopped sends for itself, as its last list is older."""
    boards = {board.code: board for board in BOARDS}
    parts: dict[str, list[NamedTuple]] = {region: [] for region in OFFICES}
    alone: list[NamedTuple] = []
    for record in records:
        board: Board = boards[record.body_code]  # type: ignore[attr-defined]
        (alone if board.code == STOPPED and kind == "seats" else parts[board.region]).append(record)
    for region, some in parts.items():
        if some:
            yield _return(f"{kind}_{region}.csv", kind, f"{title}, {SHOWN[region]}", OFFICES[region], some)
    if alone:
        name = boards[STOPPED].name
        yield _return(f"{kind}_dudley.csv", kind, f"{title}, Dudley, March 2024", name, alone)


def _bodies() -> Iterator[Body]:
    for board in BOARDS:
        yield Body(board.code, board.name, board.body_type, "; ".join(board.places), board.parent, board.began, "")
