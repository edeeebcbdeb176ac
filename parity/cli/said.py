"""How commands say what they have to say: errors as sentences, answers as text or JSON."""

import json
import sys
from collections.abc import Mapping, Sequence


class UserError(Exception):
    """Something the person at the keyboard can put right; the message says how."""


def as_json(told: object) -> None:
    """Prints an answer for programs."""
    print(json.dumps(told, indent=2, ensure_ascii=False))


def as_table(rows: Sequence[Mapping[str, object]], columns: Mapping[str, str]) -> None:
    """Prints rows under headings, the columns as wide as they have to be."""
    cells = [list(columns.values()), *([str(row.get(name) or "") for name in columns] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def aside(sentence: str) -> None:
    """Prints a sentence that is no part of the answer."""
    print(sentence, file=sys.stderr)
