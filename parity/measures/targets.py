"""Are we on course? Each target: where it began, where it should stand, where it stands, and what it still takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.choice import MINORITIES
from parity.measures import observed, smart, turnover
from parity.measures.observed import APPOINTED, PARTS, part_of
from parity.remembered import kept, once
from parity.rows import rows_of, tuples_of
from parity.stats.seats import fixed_board
from parity.stats.target import Status, Target, expected_on, needed_per_year, projected, reference_at, status
from parity.store import Store

__all__ = ["APPOINTED", "COLUMNS", "DESCRIBED", "PARTS", "by_code", "course", "history", "judged", "part_of", "rolled_up", "standing"]  # fmt: skip

# The columns of `standing`, in order. Shares and limits are 0-1; counts are people or seats.
COLUMNS = [
    "target_code", "body_code", "body", "body_type", "area_code", "area", "place", "region", "measure", "part", "row",
    "classification", "group_code", "label", "definition", "kind",
    "baseline_on", "baseline", "baseline_lower", "baseline_upper", "baseline_reference", "baseline_found",
    "due", "aim", "aim_basis", "aim_count", "value",
    "observed_on", "count", "base", "unknown", "share", "lower", "upper", "reference", "expected", "status",
    "needed_per_year", "needed_count", "needed_count_per_year", "last_year",
    "other_definition", "other_status", "terms", "earliest_already", "earliest", "pace", "pace_appointed", "pace_date", "share_needed",
    "remarks", "owner", "reason", "why_changed", "version", "versions", "received", "accepted_by", "return_id",
    "mark", "note", "source_code", "standing",
]  # fmt: skip
DESCRIBED = {
    "target_code": "Code of the target",
    "body_code": "Code of the body it is for",
    "body": "Name of the body",
    "body_type": "Kind of body",
    "area_code": "Code of the area it is for, where it is for a place",
    "area": "Name of the area",
    "place": "The body's or the area's name",
    "region": "The region of the places it concerns; empty where there are several",
    "measure": "What is to be reached, in the words of the return",
    "part": "What that is here: a tier of seats, a role, appointed, or a survey's indicator",
    "row": "definition, broad or detail: what kind of group it is for",
    "classification": "The list of ethnic groups that the group belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "definition": "Which groups count as ethnic minorities, where it is for those",
    "kind": "parity, value or share_of_gap",
    "baseline_on": "The day of the starting figure",
    "baseline": "The starting share, 0 to 1",
    "baseline_lower": "Lower 95 % limit of it, as fixed with the target, or as the store has it",
    "baseline_upper": "Upper 95 % limit of it",
    "baseline_reference": "The group's share of residents then, as fixed with the target, or as the store has it",
    "baseline_found": "The share the returns give for the baseline's day",
    "due": "The day it is to be reached",
    "aim": "The share to reach, 0 to 1",
    "aim_basis": "value (as stated), fixed (a share of the gap there was), projected or held_level (parity on the day it is due)",
    "aim_count": "Seats or people that the aim is, of the latest base; for parity the nearest whole number",
    "value": "The stated value, or the share of the gap, 0 to 1",
    "observed_on": "The day of the latest observation",
    "count": "People of the group then, among those whose ethnic group is known",
    "base": "All people whose ethnic group is known",
    "unknown": "People whose ethnic group is not known",
    "share": "The latest share, 0 to 1",
    "lower": "Lower 95 % limit of it",
    "upper": "Upper 95 % limit of it",
    "reference": "The group's share of residents on that day",
    "expected": "Where the straight line from baseline to aim stands on that day",
    "status": "met, ahead, on_track, behind, too_few, overdue or not_monitored",
    "needed_per_year": "Change in share a year still needed; 0 where met, none once due",
    "needed_count": "Seats or people still needed to be at the aim",
    "needed_count_per_year": "The same for each year that is left",
    "last_year": "true where less than a year is left: all that is needed is needed in it",
    "other_definition": "The other definition of ethnic minorities",
    "other_status": "What the status would be under it",
    "terms": "Terms of present seat-holders whose end is known",
    "earliest_already": "true where the board holds the seats aimed for already",
    "earliest": "The first day on which the board can be at the aim, were every vacancy filled from the group",
    "pace": "Share of the seats taken up in the last four years that went to the group",
    "pace_appointed": "How many seats were taken up in those years",
    "pace_date": "The first day on which it is expected at the aim at that pace; none within the terms known",
    "share_needed": "Share of the seats that fall vacant before it is due that would have to go to the group; none: all would not do",
    "remarks": "What is missing or unrealistic",
    "owner": "Who answers for it",
    "reason": "Why it was set",
    "why_changed": "Why the latest version changed it",
    "version": "The version of it that counts",
    "versions": "How many versions there are",
    "received": "When that version came in",
    "accepted_by": "Who accepted it",
    "return_id": "The return that tells it",
    "mark": "[x] there is no figure to compare",
    "note": "What to know about this row",
    "source_code": "Code of the source of the return",
    "standing": "published, sent or illustrative",
}
# From worse to better, for rolling up and for saying that a status moved.
ORDER = (Status.OVERDUE, Status.NOT_MONITORED, Status.BEHIND, Status.TOO_FEW, Status.ON_TRACK, Status.AHEAD, Status.MET)
ROLLED_UP = {"region": "region", "group": "label", "kind of body": "body_type", "place": "place"}


def standing(store: Store, today: date, told: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per target as it stands today, by place and code; see COLUMNS.

    Only the last version of each counts, and only what is true of a day up to today is looked at. `told` takes the
    place of the store's own targets (rows as queries/targets.sql gives them): what a target would be before it is set.
    Method: docs/methods.md, "Target trajectory", "Moving parity target" and "Earliest parity date".
    """
    return on_days(store, [today], told)[0]


def on_days(store: Store, days: Sequence[date], told: pd.DataFrame | None = None) -> list[pd.DataFrame]:
    """`standing` on several days, one frame a day: what the store tells is asked for once."""
    known = once(store, _of_store) if told is None else _known(store, told)
    return [_on_day(day, known) for day in days]


class _Known(NamedTuple):
    """Targets, the same under the other definition, and all they are judged by, whatever the day."""

    targets: list[dict]
    swapped: list[dict]
    series: observed.Series
    boards: Mapping[tuple, turnover.Board]


def _of_store(store: Store) -> _Known:
    return _known(store, store.ask("targets"))


def _known(store: Store, told: pd.DataFrame) -> _Known:
    targets = observed.named(store, rows_of(told[told["version"] == told["versions"]]))
    swapped = [_swapped(row) for row in targets if row["row"] == "definition"]
    return _Known(targets, swapped, observed.series(store, [*targets, *swapped]), turnover.boards(store, targets))


def _on_day(day: date, known: _Known) -> pd.DataFrame:
    if not known.targets:
        return pd.DataFrame(columns=COLUMNS)
    others = {row["target_code"]: judged(row, day)["status"] for row in _with_figures(known.swapped, known.series, day)}
    out = []
    for row in _with_figures(known.targets, known.series, day):
        found = judged(row, day)
        found |= turnover.dates(found, known.boards)
        found |= {"other_status": others.get(row["target_code"], ""), "other_definition": _other(row["definition"])}
        out.append(found | {"remarks": " ".join(smart.remarks(found, day))})
    frame = pd.DataFrame(out).reindex(columns=COLUMNS)
    return frame.sort_values(["place", "target_code"], kind="stable").reset_index(drop=True)


def judged(row: dict, today: date) -> dict:
    """One target with its figures (`observed`): its aim, where the line stands, its status and what it still takes.

    Pure arithmetic over the row: baseline (0-1), due, kind, value, census (day -> share of residents), base, count,
    share, lower, upper, observed_on. A board's parity is the nearest whole number of seats, where that is not none. A
    parity target that began above parity is one not to fall below it.
    """
    out = dict(row) | {
        "status": str(Status.NOT_MONITORED),
        "last_year": False,
        "mark": "",
        "note": row.get("note") or "",
    }
    aim, basis, hold = _aim(row)
    out |= {"aim": aim, "aim_basis": basis}
    if pd.isna(aim) or pd.isna(row["baseline"]) or row["baseline_on"] >= row["due"]:
        why = "The aim cannot be worked out." if pd.isna(aim) else "It has no baseline, or is due before it begins."
        return out | {"mark": "[x]", "status": str(Status.NOT_MONITORED), "note": f"{out['note']} {why}".strip()}
    base, count, share = row["base"], row["count"], row["share"]
    rising = hold or aim >= row["baseline"]
    if not pd.isna(base) and base > 0:
        out["aim_count"] = _whole_aim(row, aim, int(base), rising)
        if row["kind"] == "parity" and out["aim_count"]:
            aim = out["aim_count"] / base
    target = Target(row["baseline_on"], min(row["baseline"], aim) if hold else row["baseline"], row["due"], aim)
    known = not pd.isna(share)
    interval = None if pd.isna(row["lower"]) else (row["lower"], row["upper"])
    found = status(target, today, row["observed_on"], float(share), interval) if known else status(target, today)
    out["status"] = str(found)
    if not known:
        return out | {"mark": "[x]"}
    out["expected"] = expected_on(target, row["observed_on"])
    left = needed_per_year(target, max(row["observed_on"], today), share)
    out["needed_per_year"] = np.nan if left is None else left
    out["last_year"] = 0 <= (row["due"] - today).days < 365
    if "aim_count" in out and not pd.isna(count):
        out["needed_count"] = max(0, out["aim_count"] - count) if rising else max(0, count - out["aim_count"])
        years = (row["due"] - today).days / 365.25
        out["needed_count_per_year"] = out["needed_count"] / years if years > 0 else np.nan
    if row["observed_on"] <= row["baseline_on"]:
        out["note"] = f"{out['note']} Nothing has been told since the baseline.".strip()
    return out


def history(store: Store, code: str) -> pd.DataFrame:
    """One row per version of one target, the first to the last: what it said, who accepted it, when and why."""
    told = store.ask("targets")
    return told[told["target_code"] == code].reset_index(drop=True)


def course(store: Store, frame: pd.DataFrame, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `standing` as the picture of a trend wants them: observations (label, year, share ...) and corners.

    One series per target: every observation up to today with its reference, and the line from baseline to aim.
    """
    seen, corners = [], []
    for row in rows_of(frame):
        label = f"{row['place']}: {row['target_code']}"
        told = observations(store, row, today)
        seen.append(told.assign(label=label, year=told["as_at"]))
        if not pd.isna(row["aim"]):
            ends = ((row["baseline_on"], row["baseline"]), (row["due"], row["aim"]))
            corners += [{"label": label, "year": day, "share": share} for day, share in ends]
    seen = [part for part in seen if not part.empty]
    columns = ["label", "year", "share", "lower", "upper", "reference", "base", "break_before"]
    drawn = pd.concat(seen, ignore_index=True)[columns] if seen else pd.DataFrame(columns=columns)
    return drawn, pd.DataFrame(corners, columns=["label", "year", "share"])


def observations(store: Store, row: Mapping, today: date) -> pd.DataFrame:
    """What has been told up to today of what one target is about: rows of `trend`, in order of time."""
    told = observed.of(store, row)
    return told[told["as_at"] <= today].reset_index(drop=True) if len(told) else told


@kept
def rolled_up(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per region, group, kind of body or place (`by`, of ROLLED_UP): how many targets of each status.

    Columns: by, targets, then one for each status from overdue to met.
    """
    columns = ["by", "targets", *(str(each) for each in ORDER)]
    if frame.empty:
        return pd.DataFrame(columns=columns)
    told: dict[str, list[str]] = {}
    for each, said in tuples_of(frame, [ROLLED_UP[by], "status"]):
        told.setdefault("" if pd.isna(each) else each, []).append(said)
    rows = [(each, len(of), *(of.count(said) for said in columns[2:])) for each, of in sorted(told.items())]
    return pd.DataFrame(rows, columns=columns)


def by_code(frame: pd.DataFrame, code: str) -> dict | None:
    """One target of `standing` as a row; None where it is not there."""
    found = frame[frame["target_code"] == code]
    return None if found.empty else found.iloc[0].to_dict()


def _with_figures(rows: Sequence[dict], series: observed.Series, day: date) -> list[dict]:
    """Targets with their latest observations up to a day, and what the store has for the days they began."""
    last = observed.latest(series, rows, [day] * len(rows))
    then = observed.latest(series, rows, [min(day, row["baseline_on"]) for row in rows])
    return [_with_figures_of(series, *each) for each in zip(rows, last, then, strict=True)]


def _with_figures_of(series: observed.Series, row: dict, last: dict | None, then: dict | None) -> dict:
    census = observed.census(series, row)
    out = dict(row) | {"census": census, "observed_on": None, "mark": "", "note": row.get("note", "")}
    out |= dict.fromkeys(("count", "base", "unknown", "share", "lower", "upper", "reference"), np.nan)
    if last:
        out |= {name: last[name] for name in ("count", "base", "unknown", "share", "lower", "upper", "reference")}
        out["observed_on"] = last["as_at"]
        out["note"] = f"{out['note']} {last['note'] or ''}".strip()
    begun = observed.begun(series, row, then)
    out["baseline_found"] = np.nan if begun is None else begun["share"]
    if pd.isna(row["baseline"]):  # under the other definition the return's own figure is of other people
        out["baseline"] = begun["share"] if begun is not None else then["share"] if then else np.nan
    for end in ("lower", "upper"):
        if pd.isna(out[f"baseline_{end}"]) and begun is not None:
            out[f"baseline_{end}"] = begun[end]
    if pd.isna(out["baseline_reference"]) and census:
        out["baseline_reference"] = reference_at(census, max(row["baseline_on"], min(census))).share
    return out


def _aim(row: dict) -> tuple[float, str, bool]:
    """The share to reach, how it was come by, and whether the target is one not to fall below."""
    if row["kind"] == "value":
        return row["value"], "value", False
    if row["kind"] == "share_of_gap":
        gap = row["baseline_reference"] - row["baseline"]
        return (np.nan if pd.isna(row["value"]) else row["baseline"] + row["value"] * gap), "fixed", False
    if not row["census"]:
        return np.nan, "", False
    found = projected(row["census"], max(row["due"], min(row["census"])))
    return found.share, found.basis.value, not pd.isna(row["baseline"]) and row["baseline"] > found.share


def _whole_aim(row: dict, aim: float, base: int, rising: bool) -> int:
    """The aim in seats or people of the latest base: for parity the nearest, else as many as reach the stated share."""
    if row["kind"] == "parity":
        return fixed_board(base, 0, min(1.0, aim)).nearest
    exact = round(aim * base, 9)
    return int(np.ceil(exact)) if rising else int(np.floor(exact))


def _swapped(row: dict) -> dict:
    """The same target under the other definition of ethnic minorities; its baseline is whatever the store has."""
    other = _other(row["definition"])
    classification, group = MINORITIES[other]
    nothing = dict.fromkeys(("baseline", "baseline_lower", "baseline_upper", "baseline_reference"), np.nan)
    return row | nothing | {"definition": other, "classification": classification, "group_code": group}


def _other(definition: str | None) -> str:
    return {"including": "excluding", "excluding": "including"}.get(definition or "", "")
