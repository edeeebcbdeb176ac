"""What the samples share: the register of them, and small returns to spoil."""

from collections.abc import Callable

from tests.intake.builders import a_csv, a_workbook

COUNTS = "Body code,Tier,As at,Ethnic group,People"
HEAD = COUNTS.split(",")
PART = "Body code,Activity,Role,From,Area,Ethnic group,People"
SEATS = "Body code,Tier,Seat reference,Member reference,Ethnic group,Started,Ended"
INDIAN = "southwark-lsp,core,2026-03-31,Asian: Indian,4"
BRITISH = "southwark-lsp,core,2026-03-31,White: British,9"
GRANTS = "Identifier,Award date,Recipient,Funder,Amount awarded,Area"

SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {}


def sample(filename: str) -> Callable:
    """Registers the function that makes a sample under its own name."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        SAMPLES[make.__name__] = (filename, make)
        return make

    return register


def counts(*rows: str, head: str = COUNTS) -> bytes:
    """A small return of seat counts."""
    return a_csv(head, *rows)


def book(*rows: list, **options) -> bytes:
    """The same as a workbook."""
    return a_workbook({"Counts": [HEAD, *rows]}, **options)
