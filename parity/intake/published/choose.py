"""Tells whether a file is in one of the published layouts, and which."""

from __future__ import annotations

from collections.abc import Mapping

from parity.intake import recognise
from parity.intake.context import Context
from parity.intake.problems import Report
from parity.intake.published import census, facts, giving, monitoring
from parity.intake.published.arrange import Asking, Published
from parity.intake.read import Reading


def convert(
    reading: Reading,
    report: Report,
    context: Context,
    kind: str | None,
    answers: Mapping[str, str],
    given: Mapping[str, str],
) -> Published | None:
    """The file as rows of ours if it is in a published layout and not in our own; else None."""
    asking = Asking(report, context, answers, given)
    if kind in (None, "funding") and (found := giving.convert(reading, asking)):
        return found
    if _is_our_own(reading, kind, given):
        return None
    if kind in (None, "survey") and (found := facts.convert(reading, asking)):
        return found
    if kind in (None, "population") and (found := census.convert(reading, asking)):
        return found
    if kind in (None, "recruitment", "participation") and (found := monitoring.convert(reading, asking, kind)):
        return found
    return None


def _is_our_own(reading: Reading, kind: str | None, given: Mapping[str, str]) -> bool:
    return any(not one.missing for sheet in reading.sheets for one in recognise.best(sheet, kind, given))
