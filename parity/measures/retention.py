"""Who stays, and for how long: seat-holdings by ethnic group, over time."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import counted
from parity.stats.leaving import Service, departures_needed, log_rank_within
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


class _Sides(NamedTuple):
    """Seat-holdings of the group, of others and of nobody knows whom; each with body_code, years and left."""

    group: pd.DataFrame
    others: pd.DataFrame
    unknown: pd.DataFrame


def curves(store: Store, bodies: Sequence[str], tier: str) -> pd.DataFrame:
    """One row per group that is shown, side (the group, everyone of another group) and time at which anyone left.

    See CURVE_COLUMNS. Kaplan-Meier, followed to the day of each body's last list, and drawn only while 10 are at risk:
    a group of fewer has no rows. Method and what is left out: docs/methods.md, "Retention".
    """
    rows = []
    for about, sides in _each_group(_served(store, bodies, tier)):
        named = (
            ("group", about["label"], sides.group),
            ("others", "Everyone else of known ethnic group", sides.others),
        )
        for side, words, part in named:
            curve = _curve(part)
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
    served = _served(store, bodies, tier)
    if served.empty:
        return pd.DataFrame(columns=COLUMNS)
    each = served.drop_duplicates("holding")
    older, silent = int(each["older"].sum()), each.loc[~each["departures_told"], "body_code"].nunique()
    rows = []
    for about, sides in _each_group(served):
        row = about | dict.fromkeys(COLUMNS[COLUMNS.index("people") : COLUMNS.index("p") + 1], np.nan)
        row |= {
            "bodies": pd.concat(sides)["body_code"].nunique(), "unknown": len(sides.unknown), "older": older, "silent_bodies": silent,
            **_of_side(sides.group, ""), **_of_side(sides.others, "others_"),
            "mark": "" if len(sides.group) + len(sides.others) else "[x]", "note": _note(older, silent),
            "source_code": _one(each["source_code"]), "standing": _one(each["standing"]),
        }  # fmt: skip
        test = log_rank_within(_within(sides))
        if test is not None:
            row |= {"expected_left": test.expected, "chi_squared": test.chi_squared, "p": test.p}
        rows.append(row | {"verdict": str(_verdict(sides))})
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def _served(store: Store, bodies: Sequence[str], tier: str) -> pd.DataFrame:
    """One row per seat-holding and group that is shown, with its state and the time it lasted in years."""
    told = store.ask("service", bodies=list(bodies), part=tier) if len(bodies) else pd.DataFrame()
    if told.empty:
        return pd.DataFrame()
    told = told.assign(holding=range(len(told)), years=told["days"] / YEAR)
    return counted.states(store, told)


def _each_group(served: pd.DataFrame):
    """The groups that are shown, in order, with the seat-holdings that count for each."""
    if served.empty:
        return
    usable = served[~served["older"] & served["departures_told"]]
    for (order, *about), _ in served.groupby(["order", *_GROUP], sort=True):
        part = usable[usable["order"].eq(order)]
        # Where a body tells some members too broadly for this group, the rest would be lopsided: the body is left out.
        coarse = part.loc[part["state"].eq("untold"), "body_code"]
        part = part[~part["body_code"].isin(coarse)]
        sides = (part[part["state"].eq(state)] for state in ("held", "other", "not_stated"))
        yield dict(zip(_GROUP, about, strict=True)), _Sides(*sides)


def _curve(part: pd.DataFrame) -> Curve:
    return staying(part["years"].to_numpy(), part["left"].to_numpy(bool))


def _of_side(part: pd.DataFrame, side: str) -> dict:
    curve = _curve(part)
    half = median(curve)
    out = {"people": len(part), "left": int(part["left"].sum())}
    out |= {"median": half.time, "median_lower": half.lower, "median_upper": half.upper}
    for year in MARKS:
        out[f"after_{year}"] = share_staying(curve, year)
    return {f"{side}{name}": np.nan if value is None else value for name, value in out.items()}


def _within(sides: _Sides, unknown: str = "") -> list[Service]:
    """The bodies of a comparison; `unknown` members left out, or counted as group or others."""
    ours, theirs, silent = (_by_body(part) for part in sides)
    nothing = (np.array([]), np.array([], bool))

    def served(side: dict, name: str, body: str) -> tuple[np.ndarray, np.ndarray]:
        years, left = side.get(body, nothing)
        more_years, more_left = silent.get(body, nothing) if name == unknown else nothing
        return np.concatenate([years, more_years]), np.concatenate([left, more_left])

    return [
        Service(*served(ours, "group", body), *served(theirs, "others", body))
        for body in sorted({*ours, *theirs, *(silent if unknown else ())})
    ]


def _by_body(part: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """How long each holding lasted and whether it ended, body by body."""
    years, left = part["years"].to_numpy(float), part["left"].to_numpy(bool)
    return {body: (years[places], left[places]) for body, places in part.groupby("body_code").indices.items()}


def _verdict(sides: _Sides) -> Verdict:
    """The rule of docs/methods.md, "Retention": `below` where the group leaves sooner."""
    if not len(sides.group) + len(sides.others):
        return Verdict.NOT_MONITORED
    found = [log_rank_within(_within(sides, unknown)) for unknown in ("", "group", "others")]
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
    people, left = len(sides.group) + len(sides.others), int(sides.group["left"].sum() + sides.others["left"].sum())
    enough = left >= departures_needed(len(sides.group) / people)
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
