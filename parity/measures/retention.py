"""Who stays, and for how long: seat-holdings by ethnic group, over time."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import counted, groups
from parity.remembered import once
from parity.rows import rows_of
from parity.stats.leaving import LeavingCompared, Service, departures_needed, log_rank_within
from parity.stats.survival import Curve, median, share_staying, staying
from parity.stats.verdicts import Verdict
from parity.store import Store

YEAR = 365.25  # days
MARKS = (1, 2, 3)  # years after which the share still serving is told
_GROUP = ["row", "classification", "group_code", "label"]
# The columns of `curves`, in order: the share still serving, as steps. Times are years; shares and limits 0-1.
CURVE_COLUMNS = [*_GROUP, "side", "side_label", "years", "at_risk", "left", "staying", "lower", "upper"]
CURVE_DESCRIBED = {
    "row": "definition: all ethnic minorities; broad: one of the five broad groups",
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "side": "group, or others: everyone of another ethnic group",
    "side_label": "The side in words",
    "years": "Time since the seat was taken up, in years",
    "at_risk": "Seat-holdings still going just before that time, and followed that far",
    "left": "Seat-holdings that ended at that time",
    "staying": "Share that lasted longer than that time, 0 to 1 (Kaplan-Meier)",
    "lower": "Lower 95 % limit of that share (Greenwood, log-log)",
    "upper": "Upper 95 % limit of that share",
}
_SIDE = ["people", "left", "median", "median_lower", "median_upper", *(f"after_{year}" for year in MARKS)]
# The columns of `compared`, in order.
COLUMNS = [
    *_GROUP, "bodies", *_SIDE, *(f"others_{name}" for name in _SIDE), "unknown", "older", "silent_bodies", "expected_left",
    "chi_squared", "p", "verdict", "mark", "note", "source_code", "standing",
]  # fmt: skip
_SIDE_DESCRIBED = {
    "people": "Seat-holdings of the group that began within the record",
    "left": "Of those, how many have ended",
    "median": "Years by which half had left; missing where more than half are still serving, or too few remain to say",
    "median_lower": "Lower 95 % limit of the median, years",
    "median_upper": "Upper 95 % limit of the median, years",
    **{f"after_{year}": f"Share still serving after {year} years, 0 to 1 (Kaplan-Meier)" for year in MARKS},
}
DESCRIBED = {
    **{name: CURVE_DESCRIBED[name] for name in _GROUP},
    "bodies": "Bodies whose lists take part",
    **_SIDE_DESCRIBED,
    **{f"others_{name}": words.replace("of the group", "of others") for name, words in _SIDE_DESCRIBED.items()},
    "unknown": "Seat-holdings of members whose ethnic group is not known",
    "older": "Seat-holdings left out, as they began before the record did",
    "silent_bodies": "Bodies left out, as their lists tell of nobody who left",
    "expected_left": "How many of the group would have left, had both left at one rate in each body",
    "chi_squared": "Log-rank statistic, compared within each body",
    "p": "Two-sided p of the log-rank test",
    "verdict": "below (the group leaves sooner), above, no_clear_difference, too_few, depends_on_unknowns, not_monitored",
    "mark": "[x] not collected",
    "note": "What to know about this row",
    "source_code": "Codes of the sources of the returns",
    "standing": "published, sent or illustrative",
}


class _Holdings(NamedTuple):
    """Seat-holdings: a number for the body of each, in the order of their codes, the years it lasted and whether it ended."""

    body: np.ndarray
    years: np.ndarray
    left: np.ndarray


class _Sides(NamedTuple):
    """Seat-holdings of the group, of others and of nobody knows whom."""

    group: _Holdings
    others: _Holdings
    unknown: _Holdings


class _Served(NamedTuple):
    """The seat-holdings of some bodies: those left out, whose returns they are, and each group with its sides and curves."""

    older: int
    silent: int
    source_code: str | None
    standing: str | None
    groups: list[tuple[dict[str, str], _Sides, tuple[Curve, Curve]]]


def curves(store: Store, bodies: Sequence[str], tier: str) -> pd.DataFrame:
    """One row per group that is shown, side (the group, everyone of another group) and time at which anyone left.

    See CURVE_COLUMNS. Kaplan-Meier, followed to the day of each body's last list, and drawn only while 10 are at risk:
    a group of fewer has no rows. Method and what is left out: docs/methods.md, "Retention".
    """
    served = once(store, _served, list(bodies), tier)
    rows = []
    for about, _, both in served.groups if served else ():
        for side, words, curve in zip(
            ("group", "others"), (about["label"], "Everyone else of known ethnic group"), both, strict=True
        ):
            rows += [
                {**about, "side": side, "side_label": words, "years": time, "at_risk": int(risk), "left": int(gone),
                 "staying": share, "lower": low, "upper": high}
                for time, risk, gone, share, low, high in zip(*curve, strict=True)
            ]  # fmt: skip
    return pd.DataFrame(rows, columns=CURVE_COLUMNS)


def compared(store: Store, bodies: Sequence[str], tier: str) -> pd.DataFrame:
    """One row per group that is shown: how long its members stay, against everyone of another group. See COLUMNS.

    Several bodies are compared within each (`stats.leaving.log_rank_within`). Both definitions of ethnic minorities,
    then the five broad groups. Seat-holdings that began before the record did are left out (delayed entry): their
    number is `older`. Bodies whose list tells of nobody who left may have sent present members only, and are left out.
    """
    served = once(store, _served, list(bodies), tier)
    if served is None:
        return pd.DataFrame(columns=COLUMNS)
    rows = []
    for about, sides, (ours, theirs) in served.groups:
        row = about | dict.fromkeys(COLUMNS[COLUMNS.index("people") : COLUMNS.index("p") + 1], np.nan)
        row |= {
            "bodies": len(np.unique(np.concatenate([side.body for side in sides]))), "unknown": len(sides.unknown.body),
            "older": served.older, "silent_bodies": served.silent,
            **_of_side(sides.group, ours, ""), **_of_side(sides.others, theirs, "others_"),
            "mark": "" if len(sides.group.body) + len(sides.others.body) else "[x]",
            "note": _note(served.older, served.silent),
            "source_code": served.source_code, "standing": served.standing,
        }  # fmt: skip
        # Members of unknown group left out, and counted as the group or as others; without any that changes nothing.
        unknown = ("", "group", "others") if len(sides.unknown.body) else ("",)
        tests = [log_rank_within(_within(sides, each)) for each in unknown]
        if tests[0] is not None:
            row |= {"expected_left": tests[0].expected, "chi_squared": tests[0].chi_squared, "p": tests[0].p}
        rows.append(row | {"verdict": str(_verdict(sides, tests))})
    return pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})


def _served(store: Store, bodies: list[str], tier: str) -> _Served | None:
    """The seat-holdings of these bodies in a tier, as they count for each group that is shown; None without any."""
    told = store.ask("service", bodies=bodies, part=tier) if bodies else pd.DataFrame()
    if told.empty:
        return None
    older, departures = (told[name].to_numpy(bool) for name in ("older", "departures_told"))
    body, codes = pd.factorize(told["body_code"], sort=True)
    every = _Holdings(body, (told["days"] / YEAR).to_numpy(float), told["left"].to_numpy(bool))
    shown, state = groups.shown(store), counted.state_of(store, told["ethnic_group"])
    usable = ~older & departures
    each = []
    for place, named in enumerate(rows_of(shown)):
        # Where a body tells some members too broadly for this group, the rest would be lopsided: the body is left out.
        coarse = np.zeros(len(codes), bool)
        coarse[body[usable & (state[:, place] == "untold")]] = True
        kept = usable & ~coarse[body]
        sides = _Sides(
            *(
                _Holdings(*(of[kept & (state[:, place] == side)] for of in every))
                for side in ("held", "other", "not_stated")
            )
        )
        both = tuple(staying(side.years, side.left) for side in (sides.group, sides.others))
        each.append(({name: named[name] for name in _GROUP}, sides, both))
    silent = len(np.unique(body[~departures]))
    return _Served(int(older.sum()), silent, _one(told["source_code"]), _one(told["standing"]), each)


def _of_side(part: _Holdings, curve: Curve, side: str) -> dict:
    half = median(curve)
    out = {"people": len(part.left), "left": int(part.left.sum())}
    out |= {"median": half.time, "median_lower": half.lower, "median_upper": half.upper}
    for year in MARKS:
        out[f"after_{year}"] = share_staying(curve, year)
    return {f"{side}{name}": np.nan if value is None else value for name, value in out.items()}


def _within(sides: _Sides, unknown: str = "") -> list[Service]:
    """The bodies of a comparison; `unknown` members left out, or counted as group or others."""

    def with_unknown(side: str) -> _Holdings:
        own = sides.group if side == "group" else sides.others
        if side != unknown:
            return own
        return _Holdings(*(np.concatenate(each) for each in zip(own, sides.unknown, strict=True)))

    ours, theirs = with_unknown("group"), with_unknown("others")

    def served(side: _Holdings, body: int) -> tuple[np.ndarray, np.ndarray]:
        mine = side.body == body
        return side.years[mine], side.left[mine]

    return [
        Service(*served(ours, body), *served(theirs, body))
        for body in np.unique(np.concatenate([ours.body, theirs.body]))
    ]


def _verdict(sides: _Sides, found: list[LeavingCompared | None]) -> Verdict:
    """The rule of docs/methods.md, "Retention": `below` where the group leaves sooner. `found`: the test as known, and
    with those of unknown group counted as the group and as others."""
    people = len(sides.group.body) + len(sides.others.body)
    if not people:
        return Verdict.NOT_MONITORED
    if found[0] is None:
        return Verdict.TOO_FEW
    answers = {
        None if test is None or test.p >= 0.05 else Verdict.BELOW if test.observed > test.expected else Verdict.ABOVE
        for test in found
    }
    if len(answers) > 1:
        return Verdict.DEPENDS_ON_UNKNOWNS
    (side,) = answers
    if side is not None:
        return side
    left = int(sides.group.left.sum() + sides.others.left.sum())
    enough = left >= departures_needed(len(sides.group.body) / people)
    return Verdict.NO_CLEAR_DIFFERENCE if enough else Verdict.TOO_FEW


def _note(older: int, silent: int) -> str:
    said = []
    if older:
        began = "1 seat-holding" if older == 1 else f"{older} seat-holdings"
        said.append(f"{began} begun before the record began left out: who left before then is not known.")
    if silent:
        whose = "1 body" if silent == 1 else f"{silent} bodies"
        said.append(f"{whose} left out, as the list tells of nobody who left and may be of present members only.")
    return " ".join(said)


def _one(values: pd.Series) -> str | None:
    kept = sorted(set(values.dropna()))
    return " ".join(kept) if kept else None
