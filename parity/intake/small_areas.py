"""A region's own table of small areas: a row per output area, the authority it lies in, a column per ethnic group.

Nothing is known of these areas but what the table says, and there are hundreds of thousands of them: every check looks
at whole columns.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parity.intake import layouts
from parity.intake.columns import TEXT
from parity.intake.published import census
from parity.intake.published.arrange import AROUND, Asking, group_of
from parity.intake.read import Reading
from parity.intake.recognise import SEARCHED, Heading, heading_key, headings

SMALL = r"^[EW]0[012]\d{6}$"  # output areas and super output areas
WHOLE = r"^\d{1,9}$"
NEAR = 0.02  # how far the areas of an authority may add up to other figures than its census count: it blurs small areas
NAMED = 10  # things of one kind named one by one


class Table(NamedTuple):
    """Where the table stands: the row of its headings, and columns; groups: group code -> column."""

    sheet: str
    row: int
    area: int
    within: int
    date: int | None
    groups: dict[str, int]
    everyone: int | None

    @property
    def heading(self) -> Heading:
        """The same, as the other checks know it."""
        columns = {"area_code": self.area, "within": self.within}
        return Heading(layouts.layout("population"), self.row, columns, (), (), {}, 9.0)


class Areas(NamedTuple):
    """What the table holds: records as layouts.staging_columns says, how many rows were read, a sentence."""

    records: pd.DataFrame
    rows: int
    understood: str


def find(reading: Reading, asking: Asking) -> Table | None:
    """The table, where the file is one: codes of small areas, codes of places they lie in, columns of groups."""
    if len(reading.sheets) != 1:
        return None
    sheet = reading.sheets[0]
    names = {heading_key(name) for name in ("within", *layouts.layout("population").field("within").aliases)}
    for row in sheet.cells.frame.index[:SEARCHED]:
        cells = headings(sheet, row)
        keys = [heading_key(cell) for cell in cells]
        within = next((place for place, key in enumerate(keys) if key in names), None)
        if within is None:
            continue
        below = sheet.cells.frame.loc[row + 1 :].iloc[:2000]
        area = next((p for p in below.columns if p != within and bool(below[p].str.match(SMALL).mean() > 0.5)), None)
        known = {place: group_of(asking.context, AROUND.sub("", cell)) for place, cell in enumerate(cells) if cell}
        groups = {code: place for place, code in known.items() if code in asking.context.groups}
        if area is None or len(groups) < census.FEWEST:
            continue
        date = next((place for place, key in enumerate(keys) if key in ("date", "year", "census year")), None)
        return Table(
            sheet.name, row, area, within, date, groups, next((p for p, c in known.items() if c == "all"), None)
        )
    return None


def read(reading: Reading, table: Table, asking: Asking) -> Areas:
    """Every check of the table, and its records; where anything is refused or asked there are none."""
    sheet, report = reading.sheets[0], asking.report
    frame = sheet.cells.frame.loc[table.row + 1 :]
    filled = np.logical_or.reduce([(frame[place] != "").to_numpy() for place in frame.columns])
    frame = frame[filled]
    say = _Saying(asking, table, frame)
    codes = pc.utf8_upper(pc.utf8_trim_whitespace(_text(frame[table.area])))
    say.refuse(_not(pc.match_substring_regex(codes, SMALL)), table.area, "is not the code of a small area",
               "Write codes of output areas or super output areas, one a row.")  # fmt: skip
    twice = pd.Series(codes.to_pandas()).duplicated().to_numpy()
    say.refuse(twice, table.area, "stands in an earlier row too", "Give each area one row.")
    within = _within(say, frame, table, asking)
    figures = {code: _figures(say, frame, place) for code, place in table.groups.items()}
    if table.everyone is not None and not say.refused:
        wrong = _figures(say, frame, table.everyone) != sum(figures.values())
        say.refuse(wrong, table.everyone, "is not the sum of the groups beside it", "Correct the total or the groups.")
    classification = _classification(asking, table)
    day = _day(say, frame, table, asking)
    nothing = Areas(_records([], np.empty(0), [], "", "", {}, table), len(frame), "")
    if say.refused or not classification or not day or not len(frame):
        if not len(frame):
            report.say("refused", "there are headings but no rows below them", "Fill in at least one row.")
        return nothing
    exact, compared = _adds_up(asking, within, figures, day, classification)
    if any(problem.severity == "refused" for problem in report.problems):
        return nothing
    records = _records(codes, frame.index.to_numpy(), within, day, classification, figures, table)
    people = int(sum(values.sum() for values in figures.values()))
    said = (
        f"{people:,} residents of {len(frame):,} small areas in {len(set(within)):,} authorities by {len(figures)} groups,"
        f" {pd.Timestamp(day):%-d %B %Y}"
    )
    said += f"; the areas of {exact:,} of {compared:,} authorities add up to their census counts" if compared else ""
    return Areas(records, len(frame), said)


class _Saying:
    """Says what is wrong with cells of the table, the first few by row and value and the rest in one message."""

    def __init__(self, asking: Asking, table: Table, frame: pd.DataFrame) -> None:
        self.asking, self.table, self.frame, self.refused = asking, table, frame, False

    def refuse(self, which: np.ndarray, place: int, what: str, remedy: str) -> None:
        """Refuses the cells of one column that are wrong in one way."""
        wrong = np.flatnonzero(which)
        if not len(wrong):
            return
        self.refused = True
        report, sheet = self.asking.report, self.table.sheet
        title = "Within" if place == self.table.within else "Area" if place == self.table.area else self._title(place)
        for at in wrong[:NAMED]:
            cell = str(self.frame[place].iloc[at])
            report.say("refused", f"'{report.hide(cell[:60])}' {what}" if cell else f"an empty cell {what}", remedy,
                       sheet=sheet, row=int(self.frame.index[at]), column=title, value=cell)  # fmt: skip
        if len(wrong) > NAMED:
            rest = f"and {len(wrong) - NAMED:,} more that are wrong in the same way"
            report.say("refused", rest, remedy, sheet=sheet, row=int(self.frame.index[wrong[NAMED]]), column=title,
                       count=len(wrong) - NAMED)  # fmt: skip

    def _title(self, place: int) -> str:
        code = next((code for code, at in self.table.groups.items() if at == place), "all")
        return self.asking.context.group_label(code)


def _within(say: _Saying, frame: pd.DataFrame, table: Table, asking: Asking) -> np.ndarray:
    """The authority in use that each area lies in, by code."""
    context = asking.context
    codes, texts = pd.factorize(frame[table.within].str.strip().str.upper())
    now = [context.area_changes.get(text, text) for text in texts]
    good = [code in context.areas and context.areas[code].level == "authority" and context.areas[code].in_use
            for code in now]  # fmt: skip
    wrong = ~np.array(good, dtype=bool)[codes] if len(texts) else np.zeros(0, bool)
    say.refuse(
        wrong, table.within, "is not the code of an authority", "Write the code of the authority, such as E09000028."
    )
    changed = [f"{old} is now {new}" for old, new in zip(texts, now, strict=True) if old != new]
    if changed:
        asking.report.say(
            "put_right", f"old codes were brought up to date: {'; '.join(changed[:NAMED])}", column="Within"
        )
    return np.array(now, dtype=object)[codes] if len(texts) else np.empty(0, dtype=object)


def _figures(say: _Saying, frame: pd.DataFrame, place: int) -> np.ndarray:
    """The people of one group in each area: whole numbers, and 0 where there are none."""
    text = pc.utf8_trim_whitespace(_text(frame[place]))
    good = pc.match_substring_regex(text, WHOLE)
    say.refuse(_not(good), place, "is not a whole number of people", "Write a whole number; 0 for none.")
    return pc.cast(pc.if_else(good, text, "0"), pa.int64()).to_numpy()


def _classification(asking: Asking, table: Table) -> str:
    """The list of groups that the columns are, all of it; '' where they are none, which is refused."""
    told = set(table.groups)
    for name, members in asking.context.classifications.items():
        if told == set(members):
            return name
    near = max(asking.context.classifications.items(), key=lambda one: (len(told & set(one[1])), -len(one[1])))
    label = asking.context.group_label
    lacking = [label(code) for code in near[1] if code not in told]
    beyond = [label(code) for code in told if code not in near[1]]
    what = "the columns are not one whole list of ethnic groups"
    what += f"; for {near[0]} there is no column {', '.join(lacking)}" if lacking else ""
    what += f"; {', '.join(beyond)} is not in {near[0]}" if beyond else ""
    asking.report.say("refused", what, "Give every group of one list a column.", sheet=table.sheet, row=table.row)
    return ""


def _day(say: _Saying, frame: pd.DataFrame, table: Table, asking: Asking) -> str:
    """The one day that the table is of."""
    if table.date is not None:
        days = pd.unique(frame[table.date].str.strip())
        told = {str(day): choice.code for choice in census.CENSUS_DAYS for day in (choice.code, choice.code[:4])}
        if len(days) == 1 and (found := told.get(str(days[0])) or _iso(str(days[0]))):
            return found
        wrong = (
            np.ones(len(frame), bool) if len(days) == 1 else (frame[table.date] != frame[table.date].iloc[0]).to_numpy()
        )
        say.refuse(wrong, table.date, "is not the one day of the whole table", "Send a table for each day.")
        return ""
    if "roma" in table.groups:
        asking.report.say("put_right", "the table has Roma as a group, so it was read as the census of 2021")
        return "2021-03-21"
    return census.constant(asking, "date", "Date", "the table does not say of which census it is", census.CENSUS_DAYS)


def _iso(text: str) -> str:
    try:
        return pd.Timestamp(text).date().isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def _adds_up(
    asking: Asking, within: np.ndarray, figures: dict[str, np.ndarray], day: str, classification: str
) -> tuple[int, int]:
    """How many authorities the areas add up to, group by group, of how many that a census counted on that day.

    Refuses those whose areas are missing or doubled.
    """
    every = asking.context.counted()
    counted = every.get((day, classification), {})
    others = [each for (on, _), each in every.items() if on == day]  # the same people in other lists of groups
    codes, authorities = pd.factorize(within)
    sums = {code: np.bincount(codes, values, len(authorities)) for code, values in figures.items()}
    exact = compared = 0
    for at, authority in enumerate(authorities):
        there = next((each[authority] for each in (counted, *others) if authority in each), None)
        if there is None:
            continue
        compared += 1
        own, theirs = sum(each[at] for each in sums.values()), sum(there.values())
        exact += authority in counted and all(sums[code][at] == there.get(code, 0) for code in sums)
        if abs(own - theirs) > NEAR * theirs:
            name = asking.context.place_label(str(authority))
            what = f"the areas of {name} add up to {own:,.0f} people; the census counted {theirs:,.0f}"
            asking.report.say("refused", what, "Send all areas of an authority, each once.", value=str(authority),
                              rule="adds up", column="Within")  # fmt: skip
    return exact, compared


def _records(
    codes, rows, within, day: str, classification: str, figures: dict[str, np.ndarray], table: Table
) -> pd.DataFrame:
    """One row per area and group, in the order of areas."""
    areas, groups = len(rows), list(figures)
    count = areas * len(groups)
    each = np.repeat(np.arange(areas), len(groups))
    people = np.stack([figures[code] for code in groups], axis=1).reshape(-1) if groups else np.empty(0, np.int64)

    def text(values, which=None) -> pd.Series:
        array = (
            pa.array(values, pa.large_string()) if which is None else pa.array(values, pa.large_string()).take(which)
        )
        return pd.Series(pd.array(pa.chunked_array([array]), dtype=TEXT))

    @cache
    def same(value: str) -> pd.Series:
        return pd.Series(
            pd.array(pa.chunked_array([pa.repeat(pa.scalar(value, pa.large_string()), count)]), dtype=TEXT)
        )

    told = {
        "area_code": text(codes, each),
        "within": text(within, each),
        "ethnic_group": text(groups, np.tile(np.arange(len(groups)), areas)),
        "residents": pd.Series(people, dtype="Int64"),
        "residents_low": pd.Series(people, dtype="Float64"),
        "residents_high": pd.Series(people, dtype="Float64"),
        "date": pd.Series(np.full(count, np.datetime64(day or "NaT", "s"))),
        "row": pd.Series(np.repeat(rows, len(groups)), dtype="Int64"),
    } | {name: same(value) for name, value in (("classification", classification), ("sheet", table.sheet), ("residents_mark", ""))}  # fmt: skip
    dtypes = {"integer": "Int64", "number": "Float64", "flag": "boolean"}
    for name, kind in layouts.staging_columns(layouts.layout("population")).items():
        if name not in told and kind == "text":
            told[name] = same("all" if name == "age_base" else "blank" if name.endswith("_mark") else "")
        elif name not in told:
            told[name] = pd.Series(pd.array([None], dtype=dtypes[kind]).take(np.zeros(count, int)))
    return pd.DataFrame(
        {name: told[name] for name in layouts.staging_columns(layouts.layout("population"))}, copy=False
    )


def _text(column: pd.Series) -> pa.ChunkedArray:
    return pa.chunked_array(pa.array(column, type=pa.large_string())) if not len(column) else _arrow(column)


def _arrow(column: pd.Series) -> pa.ChunkedArray:
    found = column.array.__arrow_array__()
    return found if isinstance(found, pa.ChunkedArray) else pa.chunked_array([found])


def _not(which: pa.ChunkedArray) -> np.ndarray:
    return ~which.to_numpy().astype(bool)
