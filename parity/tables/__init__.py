"""Frames as people read them, and as files to keep."""

from parity.tables.files import csv, csvw
from parity.tables.formats import count, date_long, percent, percent_range, plain, points
from parity.tables.shown import (
    LEVELS,
    LEVELS_ONE,
    LEVELS_TITLE,
    across_bodies,
    area_groups,
    contents,
    definitions,
    estimates,
    left_out,
    marks,
    not_known,
    parts,
    representation,
    residential_pattern,
    verdicts,
    ward_error,
)

__all__ = [
    "LEVELS",
    "LEVELS_ONE",
    "LEVELS_TITLE",
    "across_bodies",
    "area_groups",
    "contents",
    "count",
    "csv",
    "csvw",
    "date_long",
    "definitions",
    "estimates",
    "left_out",
    "marks",
    "not_known",
    "parts",
    "percent",
    "percent_range",
    "plain",
    "points",
    "representation",
    "residential_pattern",
    "verdicts",
    "ward_error",
]
