"""At which step does representation fall away: from living in a place to chairing its board."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import against, groups, reference, tally
from parity.remembered import kept, once
from parity.rows import rows_of, tuples_of
from parity.stats import intervals
from parity.store import Store

# The steps, lowest first, in the words of every page. The five roles are those of the West Midlands study of 2005.
STEPS = {
    "residents": "Residents",
    "beneficiary": "Using services",
    "consultee": "Consulted",
    "source_of_activity": "Running community activity",
    "source_of_delivery": "Delivering services",
    "partner": "Partners",
    "applied": "Applied for a seat",
    "shortlisted": "Shortlisted",
    "appointed": "Appointed",
    "seats": "Holding a seat",
    "chairing": "Chairing",
}
FROM_STEP = ["from_step", "change", "change_lower", "change_upper", "clear", "largest_fall"]
COLUMNS = ["step", "step_label", "row", *against.GROUP, "label", *against.FIGURES, *FROM_STEP, "day", "note",
           "source_code", "standing"]  # fmt: skip
DESCRIBED = against.DESCRIBED | {
    "step": "Code of the step",
    "step_label": "Name of the step",
    "from_step": "The nearest step below that has a figure",
    "change": "The gap at this step less the gap at from_step, -1 to 1; of one body, the change in its share",
    "change_lower": "Lower limit of the change, at 95 % for all the changes of the group together",
    "change_upper": "Upper limit of the change, at 95 % for all the changes of the group together",
    "clear": "Does the range of the change leave 0 out: more than chance gives?",
    "largest_fall": "Is this the largest fall of the group's line?",
    "day": "The day that seats were held on",
}


TALLIED = ["body_code", "step", *tally.COUNTED]
# Bodies whose records of ten years are in memory at once, and of one: of all years of five thousand they would take 20 GB.
AT_ONCE, IN_A_YEAR = 250, 1_250
# A step of which nothing is told, and the columns that hold numbers.
_SILENT = dict.fromkeys([*against.FIGURES, *FROM_STEP, "source_code", "unit"], np.nan) | {
    "mark": "[x]", "verdict": "not_monitored", "clear": False, "largest_fall": False, "day": pd.NaT,
}  # fmt: skip
_NUMBERS = {*against.FIGURES} - {*against.OF_REFERENCE, "verdict", "mark"}


def by_group(
    store: Store, bodies: Sequence[str], since: date | None, until: date, tier: str = "core", detailed: bool = False
) -> pd.DataFrame:
    """One row per step and ethnic group, of one body or of several together; see COLUMNS.

    Steps are in order, all of them, whether told or not; groups as in `groups.shown`, the finer ones of 2021 with
    `detailed` where some return tells them. Activities and rounds count that ended between since and until; seats are
    those of the tier held on the last day up to until of which there is a list. The row of residents counts the people
    of all the places served, each once, and is what a line starts from; each step's own reference is what it is held
    against. Real and illustrative bodies are never added together. The steps of one group are one family of tests.
    Method: docs/methods.md, "Ladder of engagement".
    """
    if not len(bodies):
        return _empty()
    many = IN_A_YEAR if since and (until - since).days <= 366 else AT_ONCE
    sums = [
        each
        for first in range(0, len(bodies), many)
        for each in _summed(store, _told(store, list(bodies[first : first + many]), since, until, tier), detailed)
    ]
    sums = [each for each in sums if each.standing != "illustrative"] or sums
    counted = [code for each in sums for code in each.bodies] or list(bodies)
    told = {code for each in sums for code in each.groups}
    finer = _finer(told) if detailed else []
    lists = [*groups.ALWAYS, *finer]
    living = reference.of_bodies(store, counted, until, lists)
    places = reference.at_date(
        store.ask("residents_of_places", bodies=counted, classifications=lists, age_base="all ages"),
        until,
        against.GROUP,
    )
    if places.empty:
        return _empty()
    shown = groups.shown(store, finer)
    if detailed:
        shown = shown[(shown["row"] != "detail") | shown["group_code"].isin(told)]
    tallied = pd.concat([each.tallied for each in sums] or [pd.DataFrame(columns=TALLIED)], ignore_index=True)
    if not finer:
        tallied = tallied[tallied["classification"] != tally.FINEST]
    held = against.held_against(tallied, living, ["step"])
    figures = dict(zip(tuples_of(held, ["step", *against.GROUP]), rows_of(held), strict=True))
    lived = dict(zip(tuples_of(places, against.GROUP), rows_of(places), strict=True))
    about, listed = _about(sums), rows_of(shown)
    rows = []
    for step, label in STEPS.items():
        for named in listed:
            group = (named["classification"], named["group_code"])
            row = _SILENT | named | {"step": step, "step_label": label} | about.get(step, {})
            row |= (
                _residents(lived[group]) if step == "residents" and group in lived else figures.get((step, *group), {})
            )
            rows.append(row)
    for place in range(len(listed)):
        _add_changes(rows[place :: len(listed)])
    standing = max((each.standing for each in sums), default=None)
    columns: dict[str, object] = {
        name: np.array([row[name] for row in rows], float) if name in _NUMBERS else [row[name] for row in rows]
        for name in COLUMNS
        if name not in ("note", "standing")
    }
    columns |= {name: np.array(columns[name], object) for name in ("mark", "change", "change_lower", "change_upper")}
    columns |= {"note": [_note(row, until) for row in rows], "standing": [standing] * len(rows)}
    columns["day"] = pd.to_datetime(columns["day"])
    return pd.DataFrame(columns)[COLUMNS]


@kept
def falls(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per group whose line falls anywhere: the row of `by_group` at which it falls furthest."""
    return frame[frame["largest_fall"]].reset_index(drop=True)


def bodies(store: Store) -> pd.DataFrame:
    """One row per body that told anything about a step: body_code, body, began, ended (dates told of), kinds, standing."""
    return once(store, _bodies)


def _bodies(store: Store) -> pd.DataFrame:
    told = store.ask("ladder_bodies")
    if told.empty:
        return pd.DataFrame(columns=["body_code", "body", "began", "ended", "kinds", "standing"])
    return (
        told.groupby(["body_code", "body"], sort=False)
        .agg(began=("began", "min"), ended=("ended", "max"), kinds=("kind", " ".join), standing=("standing", "max"))
        .reset_index()
    )


def _told(store: Store, bodies: list[str], since: date | None, until: date, tier: str) -> pd.DataFrame:
    """The records of every step: one row per body, step, table of groups and ethnic group."""
    roles = tally.taking_part(store, bodies, since, until, ["role"])
    roles = roles[~roles["repeated"]].rename(columns={"code": "step"})
    stages = store.ask("people_recruited", bodies=bodies, since=since, until=until).rename(columns={"stage": "step"})
    seated = store.ask("people_seated", bodies=bodies, until=until, tier=tier)

    def told(name: str, missing: object = None) -> list:
        return [
            value
            for each in (roles, stages, seated)
            for value in (each[name].tolist() if name in each else [missing] * len(each))
        ]

    columns = {
        name: told(name) for name in ("body_code", "step", "part", "ethnic_group", "why", "source_code", "standing")
    }
    for name in ("least", "most"):
        columns[name] = np.concatenate(
            [each[name].to_numpy(float, na_value=np.nan) for each in (roles, stages, seated)]
        )
    columns |= {"listed": np.array(told("listed"), bool), "unit": [unit or "" for unit in told("unit")]}
    return pd.DataFrame(
        {name: pd.Series(values) for name, values in columns.items()} | {"day": pd.to_datetime(told("day"))}
    )


class _Sums(NamedTuple):
    """What some bodies, all real or all illustrative, told of every step."""

    tallied: pd.DataFrame
    about: list[tuple]  # step, day, source and unit, each combination once
    bodies: list[str]
    groups: set[str]
    standing: str


def _summed(store: Store, told: pd.DataFrame, detailed: bool) -> Iterator[_Sums]:
    """The sums of the records of bodies: what is illustrative is never added to what is true."""
    real = told["standing"].to_numpy(object) != "illustrative"
    for of in (each for each in (told[real], told[~real]) if len(each)):
        yield _Sums(
            tally.tally(store, of, ["body_code", "step"], detailed),
            list(dict.fromkeys(tuples_of(of, ["step", "day", "source_code", "unit"]))),
            list(of["body_code"].unique()),
            set(of["ethnic_group"]),
            of["standing"].max(),
        )


def _about(sums: Sequence[_Sums]) -> dict[str, dict[str, object]]:
    """Of each step that is told: the last day, the sources, and the unit."""
    found: dict[str, tuple[list, list, list]] = {}
    for step, *of in (about for each in sums for about in each.about):
        for values, value in zip(found.setdefault(step, ([], [], [])), of, strict=True):
            values.append(value)
    return {
        step: {
            "day": max((day for day in days if day is not pd.NaT), default=pd.NaT),
            "source_code": against.joined(sources),
            "unit": max(units),
        }
        for step, (days, sources, units) in found.items()
    }


def _finer(told: set[str]) -> list[str]:
    coarse = {*tally.OUTSIDE, *tally.BROAD, "all", "white_british", "minorities_including", "minorities_excluding"}
    return [tally.FINEST] if told - coarse else []


def _residents(living: dict) -> dict[str, object]:
    """Step zero: everyone in the places served, counted without chance, so without range or verdict."""
    share, people = living["reference"], living["residents"]
    filled = {"count": share * people, "base": people, "residents": people, "unknown": 0.0, "hidden": 0.0}
    filled |= dict.fromkeys(("share", "lower", "upper", "reference", "lowest", "highest"), share)
    filled |= {name: living[name] for name in against.OF_REFERENCE} | {"source_code": living["reference_source"]}
    return filled | {"gap": 0.0, "gap_lower": 0.0, "gap_upper": 0.0, "mark": "", "verdict": ""}


def _add_changes(line: list[dict]) -> None:
    """To one group's steps: how the gap changes from each step with a figure to the next, and where it falls furthest.

    The limits are Newcombe's (`intervals.square_and_add`) at a confidence shared among the changes of the line
    (Bonferroni), as the largest of several changes is larger by luck than any one of them.
    """
    told = [row for row in line if row["share"] is not None and row["share"] == row["share"]]
    changes = len(told) - 1
    if changes < 1:
        return
    ends = np.array(_limits(told, 1 - 0.05 / changes))
    change = intervals.square_and_add(ends[0, 1:], ends[1:, 1:], ends[0, :-1], ends[1:, :-1])
    for before, row, value, lower, upper in zip(told, told[1:], *(each.tolist() for each in change), strict=False):
        row |= dict(zip(FROM_STEP, (before["step"], value, lower, upper, lower > 0 or upper < 0, False), strict=True))
    furthest = min(told[1:], key=lambda row: row["change"])
    furthest["largest_fall"] = furthest["change"] < 0


def _limits(told: Sequence[dict], confidence: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The gap of each step and its limits; that of the residents is none, without chance."""
    count, base, gap, reference = (
        np.array([row[name] for row in told], float) for name in ("count", "base", "gap", "reference")
    )
    range_ = intervals.wilson(count, base, confidence)
    sure = np.array([row["step"] == "residents" for row in told])
    return tuple(np.where(sure, 0.0, each) for each in (gap, range_.lower - reference, range_.upper - reference))


def _note(row: dict, until: date) -> str:
    notes = []
    if row["step"] == "residents":
        return "" if row["mark"] == "" else "Not known for all the places served."
    if row["mark"] == "[x]":
        notes.append(
            "No return tells this group at this step." if pd.notna(row["tables"]) else "No return for this step."
        )
    if row["mark"] == "[c]":
        notes.append("Every figure was hidden by its sender.")
    if row["mark"] == "[u]":
        notes.append("Nobody's ethnic group is known.")
    if row["mark"] == "[z]":
        notes.append("There was nobody to count.")
    if pd.notna(row["share"]) and row["left_out"] > 0:
        notes.append(
            f"{row['left_out']:.0f} of {row['tables']:.0f} tables told do not tell this group and are left out."
        )
    if row["mark"] == "[e]":
        notes.append(f"Up to {row['hidden']:.0f} more people stand behind figures hidden by their sender.")
    if pd.notna(row["day"]) and pd.notna(row["share"]) and row["day"].date() < until:
        notes.append(f"As listed on {row['day'].day} {row['day']:%B %Y}.")
    if row["unit"] == "percent":
        notes.append("Worked out from percentages and their base.")
    return " ".join(notes)


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS)
