"""360Giving spreadsheets, with or without the sheet on diversity, equity and inclusion, as funding returns."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from parity.intake import layouts
from parity.intake.columns import TEXT
from parity.intake.context import fold
from parity.intake.published.arrange import GSS_CELL, Asking, Published, tidied
from parity.intake.read import Reading, Sheet
from parity.intake.recognise import Heading, headings
from parity.intake.tables import Lifted, lift
from parity.intake.work import Work

COLUMNS = {
    "Identifier": "identifier",
    "Title": "title",
    "Currency": "currency",
    "Amount Applied For": "amount_applied",
    "Amount Awarded": "amount_awarded",
    "Award Date": "award_date",
    "Recipient Org:Identifier": "recipient_identifier",
    "Recipient Org:Name": "recipient",
    "Beneficiary Location:Geographic Code": "area_code",
    "Funding Org:Identifier": "funder_identifier",
    "Funding Org:Name": "funder",
    "Grant Programme:Title": "programme",
}
LEADERSHIP = "DEI Details:Leadership:DEI Response:Taxonomy Codes"
REPLIED = "DEI Details:Leadership:Reply Status"
AIMS = ("DEI Details:Mission:DEI Response:Taxonomy Codes", "DEI Details:Project:DEI Response:Taxonomy Codes")
# The codes of the DEI Data Standard for communities experiencing racial inequity that are groups of ours.
GROUPS = {
    "DEI010000": "minorities_including",
    "DEI010100": "black",
    "DEI010110": "african",
    "DEI010120": "caribbean",
    "DEI010199": "black_other",
    "DEI010200": "mixed",
    "DEI010220": "mixed_white_asian",
    "DEI010299": "mixed_other",
    "DEI010300": "asian",
    "DEI010310": "indian",
    "DEI010320": "pakistani",
    "DEI010330": "bangladeshi",
    "DEI010340": "chinese",
    "DEI010399": "asian_other",
    "DEI019910": "arab",
    "DEI019999": "other_any",
}


def convert(reading: Reading, asking: Asking) -> Published | None:
    """One row per grant; None where no sheet has the columns of the standard."""
    found = {sheet.name: heading for sheet in reading.sheets if (heading := _heading(sheet))}
    if not found:
        return None
    layout = layouts.layout("funding")
    lifted: list[Lifted] = []
    for sheet in reading.sheets:
        if sheet.name in found:
            table = lift(sheet, found[sheet.name], asking.report, asking.answers, quiet=True)
            lifted.append(table._replace(text=_without_people(sheet, found[sheet.name], table)))
    text = pd.concat([table.text for table in lifted], ignore_index=True).fillna("").astype(TEXT)
    _join(text, reading, "Beneficiary Location", "Beneficiary Location:Geographic Code", "area_code")
    for sheet in reading.sheets:
        _inclusion(text, sheet)
    for name in ("led_by", "beneficiary_groups"):
        if name not in text:
            text[name] = pd.Series([""] * len(text), dtype=TEXT)
    _places(text, asking)
    work = Work(
        layout,
        asking.context,
        asking.answers,
        asking.report,
        text,
        np.concatenate([np.full(len(table.text), table.sheet, dtype=object) for table in lifted]),
        np.concatenate([table.row for table in lifted]),
        published="360Giving",
        titles=lifted[0].titles,
    )
    asking.report.say("put_right", "the file is a 360Giving spreadsheet; the columns not needed here were left out")
    return Published(work, lifted, found)


def _plain(title: str) -> str:
    """A column title of the standard without the number of a repeated part: 'Recipient Org:0:Name'."""
    return re.sub(r":0(?=:|$)", "", title.strip())


def _heading(sheet: Sheet) -> Heading | None:
    layout = layouts.layout("funding")
    for row in sheet.cells.frame.index[:5]:
        titles = {
            fold(_plain(title)): place for place, title in reversed(list(enumerate(headings(sheet, row)))) if title
        }
        found = {name: titles[fold(title)] for title, name in COLUMNS.items() if fold(title) in titles}
        named = {fold("Funding Org:Name"), fold("Recipient Org:Name"), fold("Recipient Org:Identifier")}
        if {"identifier", "amount_awarded"} <= set(found) and named & set(titles):
            missing = tuple(field.name for field in layout.fields if field.required and field.name not in found)
            return Heading(layout, row, found, (), missing, {}, 9.0)
    return None


def _without_people(sheet: Sheet, heading: Heading, table: Lifted) -> pd.DataFrame:
    """Grants to individuals keep no name: the recipient is 'An individual'."""
    titles = {fold(_plain(title)): place for place, title in enumerate(headings(sheet, heading.row)) if title}
    place = titles.get(fold("Recipient Ind:Identifier"))
    if place is None or "recipient" not in table.text:
        return table.text
    individual = (sheet.cells.frame.loc[table.row, place] != "").to_numpy()
    text = table.text.copy()
    text["recipient"] = text["recipient"].mask(individual & (text["recipient"] == "").to_numpy(), "An individual")
    return text


def _sheet_table(sheet: Sheet) -> tuple[dict[str, int], pd.DataFrame]:
    titles = {fold(_plain(title)): place for place, title in enumerate(headings(sheet, 1)) if title.strip()}
    return titles, tidied(sheet, 2)


def _join(text: pd.DataFrame, reading: Reading, name: str, title: str, column: str) -> None:
    """Fills a blank column from the sheet that holds it apart, by the grant's identifier."""
    for sheet in reading.sheets:
        if sheet.name != name or not len(sheet.cells.frame):
            continue
        titles, frame = _sheet_table(sheet)
        if fold("Identifier") not in titles or fold(title) not in titles or frame.empty:
            continue
        values = frame.drop_duplicates(titles[fold("Identifier")]).set_index(titles[fold("Identifier")])[
            titles[fold(title)]
        ]
        there = text["identifier"].map(values).fillna("").astype(TEXT)
        text[column] = there if column not in text else text[column].where(text[column] != "", there)


def _inclusion(text: pd.DataFrame, sheet: Sheet) -> None:
    """Reads who leads the recipient and whom the grant is for from the sheet of the DEI extension."""
    if not len(sheet.cells.frame):
        return
    titles, frame = _sheet_table(sheet)
    if fold("Identifier") not in titles or fold(LEADERSHIP) not in titles or frame.empty:
        return
    frame = frame.drop_duplicates(titles[fold("Identifier")]).set_index(titles[fold("Identifier")])

    def column(title: str) -> pd.Series:
        return frame[titles[fold(title)]] if fold(title) in titles else pd.Series("", index=frame.index, dtype=TEXT)

    led = {
        key: _led_by(codes, replied)
        for key, codes, replied in zip(frame.index, column(LEADERSHIP), column(REPLIED), strict=True)
    }
    aims = {key: _aims(f"{one};{two}") for key, one, two in zip(frame.index, *map(column, AIMS), strict=True)}
    text["led_by"] = text["identifier"].map(led).fillna("").astype(TEXT)
    text["beneficiary_groups"] = text["identifier"].map(aims).fillna("").astype(TEXT)


def _codes(text: str) -> list[str]:
    return re.findall(r"DEI\d{6}", text)


def _led_by(codes: str, replied: str) -> str:
    if any(code.startswith("DEI01") for code in _codes(codes)):
        return "bme_led"
    return "not_bme_led" if _codes(codes) or "RS201" in replied or "general" in replied.casefold() else "not_known"


def _aims(text: str) -> str:
    return "; ".join(dict.fromkeys(GROUPS[code] for code in _codes(text) if code in GROUPS))


def _places(text: pd.DataFrame, asking: Asking) -> None:
    """Leaves the place blank where the code is of a kind not kept here (constituencies, small areas)."""
    if "area_code" not in text or not asking.context.areas:
        return
    known = asking.context.areas.keys() | asking.context.area_changes.keys()
    codes = text["area_code"]
    other = [code for code in pd.unique(codes) if code and (not GSS_CELL.fullmatch(code) or code.upper() not in known)]
    other = [code for code in other if not asking.context.find_places(code)]
    if other:
        which = codes.isin(other)
        text["area_code"] = codes.mask(which, "")
        what = f"{int(which.sum()):,} grants have codes of places of a kind not kept here; their place was left blank"
        asking.report.say("put_right", what, count=int(which.sum()), column="Area", value=str(other[0]))
