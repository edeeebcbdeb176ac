"""Ethnicity facts and figures, tidy (Measure, Time, Ethnicity, Ethnicity_type, Value), as survey figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parity.intake import layouts, recognise
from parity.intake.context import TOTALS, fold
from parity.intake.problems import Choice
from parity.intake.published.arrange import Asking, Published, constant, filled_with
from parity.intake.read import Reading, Sheet
from parity.intake.recognise import Heading, heading_key, headings
from parity.intake.tables import Lifted, lift
from parity.intake.work import Uniques, Work

NEEDED = {"measure", "time", "ethnicity", "value"}
TELLING = {"ethnicity type", "standard ethnicity", "ethnicity classification", "time type"}
BREAKDOWNS = {"age", "age group", "sex", "gender", "region", "socio economic status", "nssec", "disability", "religion"}
ENGLAND = Choice("E92000001", "England")


def convert(reading: Reading, asking: Asking) -> Published | None:
    """One row per figure; None where no sheet has the columns of the layout."""
    found: dict[str, Heading] = {}
    for sheet in reading.sheets:
        for row in sheet.cells.frame.index[: recognise.SEARCHED]:
            keys = {heading_key(cell) for cell in headings(sheet, row)}
            if keys >= NEEDED and keys & TELLING:
                found[sheet.name] = _heading(sheet, row)
                break
    if not found:
        return None
    lifted: list[Lifted] = []
    for sheet in reading.sheets:
        if sheet.name in found:
            table = lift(sheet, found[sheet.name], asking.report, asking.answers, quiet=True)
            lifted.append(_whole_groups(sheet, found[sheet.name], table))
    text = pd.concat([table.text for table in lifted], ignore_index=True).fillna("")
    if "area_code" not in text:
        asks = "the file does not say which place the figures are for"
        text["area_code"] = filled_with(constant(asking, "area_code", "Area", asks, (), (ENGLAND,)), len(text))
    if "unit" not in text:
        text["unit"] = filled_with(_unit(text, asking), len(text))
    work = Work(
        layouts.layout("survey"),
        asking.context,
        asking.answers,
        asking.report,
        text,
        np.concatenate([np.full(len(table.text), table.sheet, dtype=object) for table in lifted]),
        np.concatenate([table.row for table in lifted]),
        published="Ethnicity facts and figures",
        titles=lifted[0].titles,
    )
    return Published(work, lifted, found)


def _heading(sheet: Sheet, row: int) -> Heading:
    """The survey columns of a heading row; what may be missing is asked for later."""
    keys = {place: heading_key(cell) for place, cell in enumerate(headings(sheet, row)) if cell.strip()}
    found = recognise.match(layouts.layout("survey"), row, keys)
    columns = {name: place for name, place in found.columns.items() if name != "classification"}
    return found._replace(columns=columns, missing=(), doubled={})


def _whole_groups(sheet: Sheet, heading: Heading, table: Lifted) -> Lifted:
    """Leaves out figures for a part of a group (by age, by sex): a survey return holds groups as a whole."""
    titles = {place: heading_key(cell) for place, cell in enumerate(headings(sheet, heading.row))}
    part = np.zeros(len(table.text), dtype=bool)
    for place, key in titles.items():
        if key in BREAKDOWNS and place not in heading.columns.values():
            seen = Uniques.of(sheet.cells.frame.loc[table.row, place])
            part |= seen.take([bool(text) and fold(text) not in TOTALS for text in seen.texts], bool)
    left_out = [*table.left_out, *((int(row), "a figure for a part of a group") for row in table.row[part])]
    return table._replace(text=table.text[~part].reset_index(drop=True), row=table.row[~part], left_out=left_out)


def _unit(text: pd.DataFrame, asking: Asking) -> str:
    said = " ".join(str(measure).casefold() for measure in pd.unique(text["indicator"])[:20])
    if "%" in said or "percent" in said or "per cent" in said or text["value"].str.endswith("%").any():
        return "percent"
    choices = tuple(Choice(one.code, one.label) for one in layouts.layout("survey").field("unit").categories)
    return constant(asking, "unit", "Unit", "the file does not say what the figures count", choices)
