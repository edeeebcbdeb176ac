"""Census tables as Nomis and ONS publish them, wide (groups across) and long (a row per group), as population."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.intake import layouts, recognise
from parity.intake.context import fold
from parity.intake.problems import Choice
from parity.intake.published.arrange import (
    AROUND,
    Asking,
    Published,
    constant,
    distinct,
    filled_with,
    group_of,
    share_of_codes,
    tidied,
    upended,
)
from parity.intake.read import Reading, Sheet
from parity.intake.recognise import Heading, heading_key, headings
from parity.intake.tables import Lifted
from parity.intake.work import Work

FEWEST = 4  # groups that make a table a table of ethnic groups
FIGURES = {"observation", "observations", "obs value", "count", "residents", "usual residents"}
CENSUS_DAYS = (
    Choice("2021-03-21", "Census 2021"),
    Choice("2011-03-27", "Census 2011"),
    Choice("2001-04-29", "Census 2001"),
)


class Found(NamedTuple):
    """Where a census table begins; groups: column -> label if wide; group: column of labels if long."""

    row: int
    area: int
    name: int | None
    date: int | None
    groups: dict[int, str]
    group: int | None
    figure: int | None
    measure: int | None


def convert(reading: Reading, asking: Asking) -> Published | None:
    """One row per area and group; None where no sheet is such a table."""
    texts: list[pd.DataFrame] = []
    rows: list[np.ndarray] = []
    sheets: list[np.ndarray] = []
    lifted: list[Lifted] = []
    found: dict[str, Heading] = {}
    for sheet in reading.sheets:
        table = _find(sheet, asking)
        if table is None:
            continue
        text, row, left_out = _long(sheet, table) if table.group is not None else _wide(sheet, table, asking)
        texts.append(text)
        rows.append(row)
        sheets.append(np.full(len(text), sheet.name, dtype=object))
        empty = text.iloc[:0]
        lifted.append(Lifted(sheet.name, empty, row[:0], left_out, empty, {}))
        columns = {"area_code": table.area} | ({"area_name": table.name} if table.name is not None else {})
        found[sheet.name] = Heading(layouts.layout("population"), table.row, columns, (), (), {}, 9.0)
    if not texts:
        return None
    text = pd.concat(texts, ignore_index=True)
    if "date" not in text:
        text["date"] = filled_with(_day(text, asking), len(text))
    titles = {"area_code": "geography code", "ethnic_group": "Ethnic group"}
    work = Work(
        layouts.layout("population"), asking.context, asking.answers, asking.report, text, np.concatenate(sheets),
        np.concatenate(rows), published="census table", titles=titles,
    )  # fmt: skip
    return Published(work, lifted, found)


def _find(sheet: Sheet, asking: Asking) -> Found | None:
    frame = sheet.cells.frame
    for row in frame.index[: recognise.SEARCHED]:
        cells = headings(sheet, row)
        if sum(bool(cell.strip()) for cell in cells) < 3:
            continue
        below = frame.loc[row + 1 :].iloc[:2000]
        if below.empty:
            return None
        area = next((place for place in frame.columns if cells[place] and _is_area(below[place])), None)
        if area is None:
            continue
        keys = [heading_key(cell) for cell in cells]
        name = _name_column(keys, area)
        date = next(
            (place for place, key in enumerate(keys) if key in ("date", "year", "census year", "census date")), None
        )
        groups = {place: AROUND.sub("", cell) for place, cell in enumerate(cells) if _is_group(cell, asking)}
        if len(groups) >= FEWEST:
            return Found(row, area, name, date, groups, None, None, None)
        figure = next((place for place, key in enumerate(keys) if key in FIGURES), None)
        group = next((place for place in frame.columns if place != area and _are_groups(below[place], asking)), None)
        if figure is not None and group is not None:
            measure = next((place for place, key in enumerate(keys) if key in ("measures name", "measure")), None)
            return Found(row, area, name, date, {}, group, figure, measure)
    return None


def _is_area(column: pd.Series) -> bool:
    """Whether nearly every row has the code of a place."""
    return share_of_codes(column) > 0.9 and float((column != "").mean()) > 0.8


def _is_group(cell: str, asking: Asking) -> bool:
    """Whether a heading is that of a column of residents of one group (counts, not per cents)."""
    plain = cell.casefold()
    if "percent" in plain or "%" in plain:
        return False
    return bool(group_of(asking.context, cell)) or (AROUND.match(cell) is not None and ":" in cell)


def _are_groups(column: pd.Series, asking: Asking) -> bool:
    labels = distinct(column)
    known = [label for label in labels if group_of(asking.context, label)]
    return len(known) >= FEWEST and len(known) >= 0.7 * len(labels)


def _name_column(keys: list[str], area: int) -> int | None:
    stem = keys[area].removesuffix("code").removesuffix("cd").strip()
    wanted = {stem, f"{stem} name", f"{stem} nm", f"{stem}nm"} - {""}
    return next((place for place, key in enumerate(keys) if place != area and key in wanted), None)


def _kept(table: Found) -> dict[str, int]:
    columns = {"area_code": table.area}
    if table.name is not None:
        columns["area_name"] = table.name
    if table.date is not None:
        columns["date"] = table.date
    return columns


def _below(sheet: Sheet, table: Found) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """The rows of the table, and the notes below it."""
    frame = tidied(sheet, table.row + 1)
    note = (frame[table.area] == "").to_numpy() & ((frame != "").sum(axis=1) <= 1).to_numpy()
    return frame[~note], [(int(row), "a note below the table") for row in frame.index[note]]


def _wide(sheet: Sheet, table: Found, asking: Asking) -> tuple[pd.DataFrame, np.ndarray, list[tuple[int, str]]]:
    frame, left_out = _below(sheet, table)
    text, rows = upended(frame, _kept(table), table.groups)
    known = {label: group_of(asking.context, label) or label for label in table.groups.values()}
    text["ethnic_group"] = text.pop("under").map(known).astype(text["cell"].dtype)
    return text.rename(columns={"cell": "residents"}), rows, left_out


def _long(sheet: Sheet, table: Found) -> tuple[pd.DataFrame, np.ndarray, list[tuple[int, str]]]:
    frame, left_out = _below(sheet, table)
    aside = frame[table.group].map(fold).eq("does not apply").to_numpy(dtype=bool, copy=True)
    left_out += [(int(row), "the group 'does not apply'") for row in frame.index[aside]]
    if table.measure is not None:
        percent = frame[table.measure].str.casefold().str.contains("percent").to_numpy(dtype=bool) & ~aside
        left_out += [(int(row), "a per cent of what stands beside it") for row in frame.index[percent]]
        aside |= percent
    frame = frame[~aside]
    columns = {**_kept(table), "ethnic_group": table.group, "residents": table.figure}
    text = pd.DataFrame({name: frame[place] for name, place in columns.items()}).reset_index(drop=True)
    text["ethnic_group"] = text["ethnic_group"].map(lambda label: AROUND.sub("", label)).astype(text["residents"].dtype)
    return text, frame.index.to_numpy(), left_out


def _day(text: pd.DataFrame, asking: Asking) -> str:
    """Census day: Roma has a box of its own since 2021; otherwise the sender is asked."""
    if any(asking.context.read_group(label) == "roma" for label in pd.unique(text["ethnic_group"])):
        asking.report.say("put_right", "the table has Roma as a group, so it was read as the census of 2021")
        return "2021-03-21"
    return constant(asking, "date", "Date", "the table does not say of which census it is", CENSUS_DAYS)
