"""What is written down about every source."""

from typing import NamedTuple

OGL = "Open Government Licence v3.0"
OPL = "Open Parliament Licence v3.0"


class Source(NamedTuple):
    """One published source: what it is, who made it, on what terms, where the copy came from and its faults."""

    source_code: str
    title: str
    publisher: str
    publisher_table: str
    reference_date: str
    geography: str
    licence: str
    attribution: str
    obtained_from: str
    checked: str
    caveat: str
