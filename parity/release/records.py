"""The records of one return as they may be told, kind by kind; boards are a matter of their own (boards.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from parity.disclosure import LEAST_BASE
from parity.intake import layouts
from parity.release import counts
from parity.release.counts import Row, Told
from parity.release.making import Making

SEVERAL, TOTALS = "Several small activities", "Several small activities, totals only"
SILENT = ("not_stated", "not_known", "prefer_not_to_say", "refused", "")  # '' where nothing was written
EVERYONE = "all"
LISTS = ("2021-19", "2011-18", "2011-15", "2001-16", "broad-5", "white-other", "british-other", "survey-4")
FINEST = LISTS[0]
BOARD_TIERS = ("core", "wider", "sub_group")
LEADERS = ("bme_led", "not_bme_led", "not_known")
SUPPORT = ("none", "generalist", "bme", "both", "not_known")
DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}


class Groups(NamedTuple):
    """The ethnic groups of each list, and which count as ethnic minorities: definition -> code -> yes, no or unknown."""

    lists: Mapping[str, tuple[str, ...]]
    counts_as: Mapping[str, Mapping[str, str]]

    def every(self, told: Iterable[str]) -> tuple[str, ...]:
        """Every group of the lists that these come from, so that no group is there or missing for being used or not."""
        found: dict[str, None] = {}
        codes = set(told) - {*SILENT, EVERYONE}
        whole = next((of for of in LISTS if codes and codes <= set(self.lists.get(of, ()))), None)
        for of in [whole] if whole else LISTS:
            if whole or codes & set(self.lists.get(of, ())) - set(found):
                found |= dict.fromkeys(self.lists[of])
        return tuple(found)


def told(making: Making, kind: str, return_id: str, rows: list[dict], groups: Groups) -> pd.DataFrame:
    """The records of a return of one kind, protected. What may not be told at all is left out: see docs/methods.md."""
    return frame(kind, KINDS[kind](making, return_id, rows, groups))


def frame(kind: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Rows with the columns of a kind of return, typed; what a row does not say is missing. The row number is its place."""
    columns = layouts.staging_columns(layouts.layout(kind))
    listed = [{**row, "sheet": "", "row": place} for place, row in enumerate(rows, start=1)]
    made = pd.DataFrame(listed, columns=list(columns))
    for name, type_ in columns.items():
        made[name] = pd.to_datetime(made[name]) if type_ == "date" else made[name].astype(DTYPES[type_])
    return made


def count(name: str, value: float | None) -> dict[str, object]:
    """A count with its marker: as it is, or hidden, so that nothing is known of it."""
    if value is None:
        return {name: None, f"{name}_mark": "c", f"{name}_low": 0.0, f"{name}_high": None}
    return {name: value, f"{name}_mark": "", f"{name}_low": float(value), f"{name}_high": float(value)}


def plain(row: Mapping) -> dict:
    """A record with None for whatever is missing, and days as days."""
    return {
        name: None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else value
        for name, value in row.items()
    }


def _participation(making: Making, return_id: str, rows: list[dict], groups: Groups) -> Iterator[dict]:
    """Activities on fewer than 25 people of known group are taken together; who was satisfied is told on 25 or more."""
    known = groups.every(row["ethnic_group"] or "" for row in rows)
    named = ("activity", "mechanism", "from", "to", "area_code", "repeat_of")
    made, merged = [], set()
    for key, of in _apart(rows, lambda row: (row["body_code"], row["role"] or "", _year(row))).items():
        slices = _apart(of, lambda row: tuple(row[name] for name in named))
        alone = {about for about, part in slices.items() if all(row["ethnic_group"] == EVERYONE for row in part)}
        silent = [code for code in SILENT if any((row["ethnic_group"] or "") == code for row in of)]
        for several, chosen in ((SEVERAL, slices.keys() - alone), (TOTALS, alone)):
            totals, place = several == TOTALS, ("participation", *key, several)
            small = [_activity(about, slices[about], several, _days(key[2])) for about in sorted(chosen, key=str)]
            rest = [EVERYONE] if totals or any(EVERYONE in row.counts for row in small) else []
            columns = rest if totals else [*known, *silent, *rest]
            found = counts.table(making, return_id, place, small, columns, {EVERYONE} if totals else set(known))
            pleased = _pleased(making, return_id, place, found, slices)
            merged |= {(key[0], _lower(about[0])) for about in chosen - {row.about for row in found}}
            for row in found:
                said = {"body_code": key[0], "role": key[1] or None} | dict(zip(named, row.about, strict=True))
                for code, people in _with_everyone(row, slices).items():
                    satisfied = count("satisfied", pleased.get((row.about, code)))
                    made.append(said | {"ethnic_group": code} | count("people", people) | satisfied)
    for row in made:  # who was counted again at an activity that is taken together with others was counted there
        repeats = (row["body_code"], _lower(row["repeat_of"])) in merged
        yield row | ({"repeat_of": SEVERAL} if repeats else {})


def _activity(about: tuple, rows: list[dict], several: str, days: tuple) -> Row:
    """The counts of one activity in a place and time, and which it may be taken together with: its mechanism, or any."""
    repeats = several if about[5] else None
    small = ((several, about[1], *days, None, repeats), (several, "other", *days, None, repeats))
    return _row(about, rows, "people", small, several == TOTALS)


def _lower(name: str | None) -> str:
    return (name or "").strip().lower()


def _row(about: tuple, rows: list[dict], name: str, small: tuple[tuple, ...], totals: bool) -> Row:
    """The counts of one activity by group; what its own total has beyond its groups counts under `all`."""
    found: dict[str, int] = {}
    hidden, everyone = set(), None
    for row in rows:
        code, value = row["ethnic_group"] or "", row[name]
        if code == EVERYONE and not totals:
            everyone = value if value is not None else everyone
        elif value is None:
            hidden.add(code)
        else:
            found[code] = found.get(code, 0) + round(value)
    if everyone is not None:
        found[EVERYONE] = max(round(everyone) - sum(found.values()), 0)
    return Row(about, found, small, frozenset(hidden))


def _with_everyone(row: Told, slices: Mapping[tuple, list[dict]]) -> dict[str, int | None]:
    """The counts of a row, its total being the sum of them; without it where the sender told none for it."""
    cells = dict(row.counts)
    if EVERYONE in cells and len(cells) > 1:
        rest = cells.pop(EVERYONE)
        of = slices.get(row.about)
        if of is not None and any(each["ethnic_group"] == EVERYONE for each in of) and rest is not None:
            cells[EVERYONE] = rest + sum(value for value in cells.values() if value is not None)
    return cells


def _pleased(making: Making, return_id: str, place: tuple, found: list[Told], slices: Mapping) -> dict[tuple, int]:
    """How many were satisfied, for each activity and group of 25 or more people, told alone: a multiple of five."""
    answer = {}
    for row in found:
        for each in slices.get(row.about, ()):
            code = each["ethnic_group"] or ""
            people = row.counts.get(code)
            if code == EVERYONE or people is None or people < LEAST_BASE or each["satisfied"] is None:
                continue
            of = making.secret.name("count", *place, *row.about, code, each["people"])
            value = counts.part(
                making, return_id, ("satisfied", *place, *row.about, code), each["satisfied"], of, people
            )
            answer[row.about, code] = value
    return answer


def _organisations(making: Making, return_id: str, rows: list[dict], groups: Groups) -> Iterator[dict]:
    columns = [f"{led}|{support}" for led in LEADERS for support in SUPPORT]
    declared = {each for each in columns if not each.startswith("not_known|")}
    for key, of in _apart(rows, lambda row: (row["body_code"], row["involvement"], _year(row))).items():
        began, ended = _days(key[2])
        made = []
        for about, part in _apart(
            of, lambda row: tuple(row[name] for name in ("activity", "area_code", "from", "to"))
        ).items():
            found: dict[str, int] = {}
            hidden = set()
            for row in part:
                column = f"{row['led_by'] or 'not_known'}|{row['infrastructure_support'] or 'not_known'}"
                if row["count"] is None:
                    hidden.add(column)
                else:
                    found[column] = found.get(column, 0) + row["count"]
            made.append(Row(about, found, ((SEVERAL, None, began, ended),), frozenset(hidden)))
        for row in counts.table(making, return_id, ("organisations", *key), made, columns, declared):
            activity, area, start, end = row.about
            for column, value in row.counts.items():
                led, _, support = column.partition("|")
                yield {
                    "body_code": key[0], "involvement": key[1], "activity": activity, "area_code": area, "from": start,
                    "to": end, "led_by": led, "infrastructure_support": support, **count("count", value),
                }  # fmt: skip


def _funding(making: Making, return_id: str, rows: list[dict], groups: Groups) -> Iterator[dict]:
    """Numbers of awards alone, by who leads: an amount is as good as a name. What is too small is left out."""
    for key, of in _apart(
        rows,
        lambda row: (row["funder"] or "", row["status"] or "awarded", row["award_date"] and row["award_date"].year),
    ).items():
        funder, status, year = key
        made = []
        for about, part in _apart(of, lambda row: (row["programme"], row["area_code"])).items():
            found: dict[str, int] = {}
            for row in part:
                led = row["led_by"] or "not_known"
                found[led] = found.get(led, 0) + (1 if row["awards"] is None else row["awards"])
            made.append(Row(about, found, ((about[0], None), (None, None))))
        table = counts.table(making, return_id, ("funding", *key), made, LEADERS, set(LEADERS[:2]))
        for row in table:
            for led, value in row.counts.items():
                if value is not None:
                    yield {
                        "identifier": f"together-{making.secret.name(return_id, *key, *row.about, led)}",
                        "status": status, "award_date": year and date(year, 12, 31), "awards": value, "funder": funder,
                        "programme": row.about[0], "area_code": row.about[1], "led_by": led,
                        **count("amount_applied", None), **count("amount_awarded", None),
                    }  # fmt: skip


def people_of(row: Mapping) -> int | None:
    """The whole people that a row of seat counts stands for; None where it does not say."""
    if row["people"] is None:
        return None
    if row["unit"] == "percent":
        return None if row["base"] is None else round(row["people"] * row["base"] / 100)
    return round(row["people"])


def _recruitment(making: Making, return_id: str, rows: list[dict], groups: Groups) -> Iterator[dict]:
    """How many were at each stage, and of how many the group is not known; groups are hidden, as those of boards are."""
    codes = groups.lists[FINEST]
    for key, of in _apart(
        rows, lambda row: tuple(row[name] for name in ("body_code", "round_ref", "opened", "closed", "route", "stage"))
    ).items():
        about = dict(zip(("body_code", "round_ref", "opened", "closed", "route", "stage"), key, strict=True))
        everyone, silent = totals_of(of)
        yield about | {"ethnic_group": EVERYONE} | count("people", everyone)
        yield about | {"ethnic_group": "not_stated"} | count("people", silent)
        for code in codes:
            yield about | {"ethnic_group": code} | count("people", None)


def totals_of(rows: Iterable[Mapping]) -> tuple[int | None, int | None]:
    """Everyone in a table of groups, and those of unknown group; None where that was not told."""
    stated = [row for row in rows if row["ethnic_group"] == EVERYONE]
    others = [row for row in rows if row["ethnic_group"] != EVERYONE]
    silent = [row["people"] for row in others if (row["ethnic_group"] or "") in SILENT]
    whole = [row["people"] for row in (stated or others)]
    everyone = None if any(value is None for value in whole) else round(sum(whole))
    return everyone, None if any(value is None for value in silent) else round(sum(silent))


def _without(*left_out: str) -> Callable:
    """Records told as they are, but for columns of free text and figures that would give people away."""

    def told(making: Making, return_id: str, rows: list[dict], groups: Groups) -> list[dict]:
        return [{name: value for name, value in row.items() if name not in left_out} for row in rows]

    return told


def _actions(making: Making, return_id: str, rows: list[dict], groups: Groups) -> list[dict]:
    """Only what has been agreed, without what was said about it before."""
    return [{k: v for k, v in row.items() if k != "comments"} for row in rows if row["stage"] == "agreed"]


def _apart(rows: Iterable[dict], key: Callable[[dict], tuple]) -> dict[tuple, list[dict]]:
    """Rows by key, in the order of keys."""
    found: dict[tuple, list[dict]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))


def _year(row: Mapping) -> int | None:
    """The year to March in which an activity ended, by the year it ends in."""
    day = row["to"] or row["from"]
    return None if day is None else day.year + (day.month > 3)


def _days(year: int | None) -> tuple[date | None, date | None]:
    return (None, None) if year is None else (date(year - 1, 4, 1), date(year, 3, 31))


KINDS: Mapping[str, Callable] = {
    "bodies": _without(),
    "recruitment": _recruitment,
    "participation": _participation,
    "organisations": _organisations,
    "funding": _funding,
    "practice": _without("evidence"),
    "targets": _without("baseline_value", "owner", "reason"),
    "actions": _actions,
    "cases": _without(),
    "directory": _without(),
}
