"""Council monitoring tables (ethnic groups down, stages or events across) as recruitment or participation."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.intake import layouts, values
from parity.intake.columns import TEXT
from parity.intake.context import UNKNOWN, fold, light
from parity.intake.problems import Choice, Question
from parity.intake.published.arrange import (
    Asking,
    Published,
    body_named_in,
    constant,
    filled_with,
    group_of,
    known_bodies,
    tidied,
    upended,
)
from parity.intake.read import Reading, Sheet, column_letters
from parity.intake.recognise import Heading
from parity.intake.tables import Lifted
from parity.intake.work import Work

FEWEST = 4
LEAVE_OUT = Choice("leave out", "leave this column out")
BROAD_WORDS = {"asian": "asian", "black": "black", "mixed": "mixed", "white": "white", "other": "other"}


class Grid(NamedTuple):
    """A table of groups down: its column of labels, first row of groups, and columns of counts with their headings."""

    sheet: Sheet
    label: int
    first: int
    counts: dict[int, str]
    per_cents: list[int]
    titles: list[str]


def convert(reading: Reading, asking: Asking, kind: str | None) -> Published | None:
    """One row per group and stage, or group and event; None where no sheet is such a table."""
    grids = [grid for sheet in reading.sheets if (grid := _find(sheet, asking))]
    if not grids:
        return None
    stages = _stages()
    across = {title for grid in grids for title in grid.counts.values()}
    is_recruitment = kind == "recruitment" or (kind is None and any(_stage(title, stages) for title in across))
    layout = layouts.layout("recruitment" if is_recruitment else "participation")
    parts = [_rows(grid, asking, stages if is_recruitment else None) for grid in grids]
    text = pd.concat([part[0] for part in parts], ignore_index=True).rename(columns={"cell": "people"})
    text = text.rename(columns={"under": "stage" if is_recruitment else "activity"})
    _say_once(text, grids, asking, is_recruitment)
    sheets = np.concatenate(
        [np.full(len(part[0]), grid.sheet.name, dtype=object) for grid, part in zip(grids, parts, strict=True)]
    )
    lifted = []
    for grid, (_, rows, left_out) in zip(grids, parts, strict=True):
        lifted.append(Lifted(grid.sheet.name, text.iloc[:0], rows[:0], left_out, text.iloc[:0], {}))
    found = {
        grid.sheet.name: Heading(layout, grid.first - 1, {"ethnic_group": grid.label}, (), (), {}, 9.0)
        for grid in grids
    }
    rows = np.concatenate([part[1] for part in parts])
    work = Work(
        layout, asking.context, asking.answers, asking.report, text, sheets, rows,
        published="monitoring table", titles={"ethnic_group": "Ethnic group"},
    )  # fmt: skip
    return Published(work, lifted, found)


def _find(sheet: Sheet, asking: Asking) -> Grid | None:
    frame = sheet.cells.frame
    for label in list(frame.columns)[:4]:
        column = frame[label].iloc[:400]
        is_group = np.array([bool(group_of(asking.context, text)) for text in column], dtype=bool)
        codes = {group_of(asking.context, text) for text in column[is_group]} - {"all", "bme", *UNKNOWN}
        if len(codes) < FEWEST:
            continue
        places = np.flatnonzero(is_group)
        first = int(column.index[places[0]])
        if first == 1 or len(places) > 2 * len(codes) + 6:
            continue  # no headings above, or a list of people rather than of groups
        others = [place for place in frame.columns if place > label]
        counts, per_cents = {}, []
        titles = _column_titles(sheet, label, first, others)
        for place in others:
            cells = [text for text in frame[place].loc[first:] if text]
            if not any(values.PLAIN.fullmatch(values.tidy(text).replace(",", "").rstrip("%")) for text in cells):
                continue
            if _is_per_cent(titles[place], cells):
                per_cents.append(place)
            else:
                counts[place] = re.sub(r"\s*\(?\b(?:no|number|nos|count|headcount)\b\.?\)?\s*$", "", titles[place],
                                       flags=re.IGNORECASE).strip() or titles[place]  # fmt: skip
        if counts:
            above = [str(text) for text in frame.loc[: first - 1].to_numpy().ravel() if text]
            return Grid(sheet, label, first, counts, per_cents, above)
    return None


def _column_titles(sheet: Sheet, label: int, first: int, others: list[int]) -> dict[int, str]:
    """The heading of each column from the rows of headings above the groups, merged ones carried to the right."""
    frame = sheet.cells.frame
    rows = []
    for row in range(first - 1, 0, -1):
        filled = (frame.loc[row] != "").sum()
        if filled == 0 or len(rows) == 3:
            break
        if filled == 1 and str(frame.loc[row, label]) and (len(frame.columns) > 2 and rows):
            break  # a title row
        rows.insert(0, row)
    titles: dict[int, list[str]] = {place: [] for place in others}
    for row in rows:
        carried = ""
        last = row == rows[-1]
        for place in others:
            text = values.tidy(str(frame.loc[row, place]))
            carried = text or ("" if last else carried)
            if carried:
                titles[place].append(carried)
    return {
        place: " ".join(dict.fromkeys(words)) or f"column {column_letters(place)}" for place, words in titles.items()
    }


def _is_per_cent(title: str, cells: list[str]) -> bool:
    said = title.casefold()
    if "%" in said or "per cent" in said or "percent" in said:
        return True
    signs = sum(cell.strip().endswith("%") or cell.strip().upper() == "#DIV/0!" for cell in cells)
    return signs > 0.5 * len(cells)


def _stages() -> dict[str, str]:
    found = {}
    for category in layouts.layout("recruitment").field("stage").categories:
        for spelling in (category.code, category.label, *category.aliases):
            found[fold(spelling)] = category.code
    return found


def _stage(title: str, stages: dict[str, str]) -> str:
    key = fold(title)
    if key in stages:
        return stages[key]
    hits = {code for spelling, code in stages.items() if re.search(rf"\b{re.escape(spelling)}\b", key)}
    return hits.pop() if len(hits) == 1 else ""


def _rows(grid: Grid, asking: Asking, stages) -> tuple[pd.DataFrame, np.ndarray, list[tuple[int, str]]]:
    frame = tidied(grid.sheet, grid.first)
    left_out: list[tuple[int, str]] = []
    across: dict[int, str] = {}
    for place, title in grid.counts.items():
        if stages is None:
            across[place] = title
        elif stage := _stage(title, stages) or asking.answers.get(light(title), ""):
            if stage != LEAVE_OUT.code:
                across[place] = stage
        else:
            field = layouts.layout("recruitment").field("stage")
            choices = (*(Choice(one.code, one.label) for one in field.categories), LEAVE_OUT)
            what = f"'{title}' is not a stage of recruitment we know"
            asking.report.ask(Question(title, field.title, what, (), choices, grid.sheet.name, grid.first - 1), what,
                              "Choose the stage it means, or leave the column out.")  # fmt: skip
    if grid.per_cents:
        letters = ", ".join(column_letters(place) for place in grid.per_cents)
        asking.report.say("put_right", f"columns of per cents were left out: {letters}", sheet=grid.sheet.name)
    frame, labels = _labels(grid, frame, across, asking, left_out)
    frame = frame.assign(**{"label": pd.Series(labels, index=frame.index, dtype=TEXT)})
    if not across:
        empty = pd.DataFrame({"ethnic_group": [], "under": [], "cell": []}, dtype=TEXT)
        return (
            empty,
            np.zeros(0, dtype=np.int64),
            [*left_out, *((int(row), "no column of counts") for row in frame.index)],
        )
    text, rows = upended(frame, {"ethnic_group": "label"}, across)
    return text, rows, left_out


def _labels(grid: Grid, frame: pd.DataFrame, across, asking: Asking, left_out) -> tuple[pd.DataFrame, list[str]]:
    """The label of each row of counts, read under its heading (White: British); headings and notes are left out."""
    counts = list(across) or list(grid.counts)
    keep, labels = [], []
    section = ""
    for row, cells in frame.iterrows():
        label = str(cells[grid.label])
        filled = [place for place in counts if cells[place]]
        code = group_of(asking.context, label)
        if not filled:
            section = _section(code, label) if label else section
            reason = "a heading or a note" if label else "no figures"
            left_out.append((int(row), reason))
            continue
        keep.append(row)
        if code in BROAD_WORDS:
            section = code
        labels.append(_in_section(asking, label, code, section))
    kept = frame.loc[keep]
    lost = []
    for place, label in enumerate(labels):
        if label == "":
            labels[place] = _unlabelled(kept, labels, place, counts, grid, asking)
            if labels[place] == "":
                lost.append(place)
                left_out.append((int(kept.index[place]), "figures without a label"))
    rows = [place for place in range(len(labels)) if place not in lost]
    return kept.iloc[rows], [labels[place] for place in rows]


def _section(code: str, label: str) -> str:
    """The broad group a heading between the rows announces, or ''."""
    if code in BROAD_WORDS:
        return code
    words = set(fold(label).split())
    if "other" in words:
        return "other"
    named = words & set(BROAD_WORDS)
    return named.pop() if len(named) == 1 else ""


def _in_section(asking: Asking, label: str, code: str, section: str) -> str:
    """'British' under White is White British; a label that says enough by itself stays as it is."""
    if code == "other" and section == "other" and fold(label) != "other ethnic group":
        return "other_any"
    if not label or not section or (code in (*BROAD_WORDS, *UNKNOWN, "all", "bme") and code != "other"):
        return label
    if code and asking.context.broad.get(("2021-19", code)) == section:
        return label
    for joined in (f"{section} {label}", f"{label} {section}", f"{section}: {label}"):
        if asking.context.read_group(joined):
            return joined
    return label


def _unlabelled(kept: pd.DataFrame, labels: list[str], place: int, counts, grid: Grid, asking: Asking) -> str:
    """A row of figures without a label: the total or the BME subtotal where it is their sum, else refused."""
    row = int(kept.index[place])
    codes = [asking.context.read_group(label) for label in labels]
    detailed = [bool(code) and code not in ("all", "bme") for code in codes]
    fine = {code for code in codes if code not in BROAD_WORDS}
    parts = [ok and not (code in BROAD_WORDS and len(fine - set(UNKNOWN) - {"all", "bme", ""}) >= FEWEST)
             for ok, code in zip(detailed, codes, strict=True)]  # fmt: skip
    white = {"white", "white_british", "white_irish", "gypsy_traveller", "roma", "white_other"}
    options = {
        "Total": [ok for ok in parts],
        "BME": [ok and code not in UNKNOWN and code not in white for ok, code in zip(parts, codes, strict=True)],
        "bme": [
            ok and code not in UNKNOWN and code not in ("white", "white_british")
            for ok, code in zip(parts, codes, strict=True)
        ],
    }
    figures = {column: [_whole(text) for text in kept[column]] for column in counts}
    for label, chosen in options.items():
        if all(
            figures[column][place] == sum(figure for figure, ok in zip(figures[column], chosen, strict=True) if ok)
            for column in counts
        ):
            return label.upper() if label == "bme" else label
    asking.report.say("refused", "the row has figures but no label, and they are not the sum of the others",
                      "Write which group the figures are for.", sheet=grid.sheet.name, row=row)  # fmt: skip
    return ""


def _whole(text: str) -> int:
    value = values.count(text).value
    return value if isinstance(value, int) else 0


def _say_once(text: pd.DataFrame, grids: list[Grid], asking: Asking, is_recruitment: bool) -> None:
    """Fills what such a table does not say in its cells: the body, the round or the dates."""
    titles = [title for grid in grids for title in grid.titles]
    body = asking.given.get("body_code") or body_named_in(asking.context, titles)
    if not body:
        body = constant(
            asking, "body_code", "Body code", "the table does not say whose it is", known_bodies(asking.context)
        )
    text["body_code"] = filled_with(body, len(text))
    span = next((found for title in titles if (found := _period_in(title))), None)
    if is_recruitment:
        name = (
            asking.given.get("round_ref")
            or next((title for title in titles if " " in title), "")
            or asking.report.filename
        )
        name = values.tidy(name)[:80]
        text["round_ref"] = filled_with(name, len(text))
        if "round_ref" not in asking.given:
            asking.report.say("put_right", f"the round was called '{asking.report.hide(name)}' after the table's title")
        for column, day in (("opened", 0), ("closed", 1)):
            given = asking.given.get(column) or (span[day].isoformat() if span else "")
            text[column] = filled_with(given, len(text))
    else:
        first = asking.given.get("from") or (span.first.isoformat() if span else "")
        first = first or constant(asking, "from", "From", "the table does not say when this was", ())
        text["from"] = filled_with(first, len(text))
        text["to"] = filled_with(asking.given.get("to") or (span.last.isoformat() if span else ""), len(text))


def _period_in(title: str) -> values.Period | None:
    """A period written in a title: 'Recruitment monitoring 2024/25', 'April 2025 to March 2026'."""
    if both := re.search(r"([A-Za-z]+ \d{4}) (?:to|-|–) ([A-Za-z]+ \d{4})", title):
        first, last = values.period(both[1]), values.period(both[2])
        if first and last:
            return values.Period(first.first, last.last)
    for pattern in (
        r"(?:19|20)\d\d ?[/-] ?\d{2,4}",
        r"[A-Za-z]{3,9} (?:19|20)\d\d",
        r"Q[1-4] (?:19|20)\d\d",
        r"\b(?:19|20)\d\d\b",
    ):
        for found in re.findall(pattern, title):
            if span := values.period(values.tidy(found)):
                return span
    return None
