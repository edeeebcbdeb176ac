"""Who takes part in a body, set against who lives in the places it serves."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Choice, Definition
from parity.measures import reference
from parity.stats import exact, funnel, intervals, verdicts
from parity.store import Store

# The columns of every frame this measure returns, in order. Shares and their limits are 0-1; gaps are shares less
# references, -1 to 1; count, base and unknown are people.
COLUMNS = [
    "body_code", "body", "tier", "as_at", "row", "classification", "group_code", "label", "count", "base", "unknown",
    "share", "lower", "upper", "reference", "basis", "dated", "dated_to", "gap", "gap_lower", "gap_upper", "ratio",
    "ratio_lower", "ratio_upper", "lowest", "highest", "p", "verdict", "mark", "note", "source_code", "standing",
]  # fmt: skip
FINER = ("2021-19", "2011-18", "2001-16")


def by_group(store: Store, choice: Choice) -> pd.DataFrame:
    """One row per ethnic group of one body's tier on one date; see COLUMNS.

    First the two definitions of ethnic minorities (row `definition`), then the five broad groups (`broad`), then the
    groups of the body's own classification where it is finer (`detail`). A group the body did not tell has the
    reference and no share: mark `[x]`. Empty for a body that is not in the store or serves no known area.
    """
    if choice.body is None or choice.as_at is None:
        return _empty()
    told = store.ask("engaged_by_group", bodies=[choice.body], tier=choice.tier, as_at=choice.as_at)
    finer = [each for each in told.loc[told["as_told"], "classification"].unique() if each in FINER]
    wanted = ["british-other", "white-other", "broad-5", *finer]
    living = reference.of_bodies(store, [choice.body], choice.as_at, wanted)
    if living.empty:
        return _empty()
    rows = _rows_of_a_body(store, wanted)
    named = store.ask("bodies").set_index("body_code")
    told = told.drop(columns=["body", "body_type"]).assign(told=True)
    joined = (
        rows.merge(living, on=["classification", "group_code"])
        .merge(told, on=["body_code", "classification", "group_code"], how="left")
        .assign(body=named.at[choice.body, "name"], tier=choice.tier, as_at=choice.as_at)
    )
    return _compared(joined).sort_values("order", kind="stable")[COLUMNS].reset_index(drop=True)


def across_bodies(store: Store, bodies: Sequence[str], choice: Choice) -> pd.DataFrame:
    """One row per body that told the choice's tier on the choice's date, for all ethnic minorities under its definition.

    The columns of COLUMNS, and: `p_adjusted` (Benjamini-Hochberg over the bodies shown, one family), and the share the
    body would show by chance alone at parity, 19 times in 20 and 499 times in 500 (`limit_95_low`, `limit_95_high`,
    `limit_998_low`, `limit_998_high`), each at the body's own reference and size. Verdicts are at the family's level.
    """
    classification, group = MINORITIES[choice.definition]
    extra = ["p_adjusted", "limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high"]
    if choice.as_at is None or not len(bodies):
        return _empty(extra)
    told = store.ask("engaged_by_group", bodies=list(bodies), tier=choice.tier, as_at=choice.as_at)
    told = told[(told["classification"] == classification) & (told["group_code"] == group)]
    living = reference.of_bodies(store, list(bodies), choice.as_at, [classification])
    label = _labels(store, [classification])[(classification, group)]
    joined = (
        living[living["group_code"] == group]
        .merge(told, on=["body_code", "classification", "group_code"])
        .assign(told=True, tier=choice.tier, as_at=choice.as_at, row="definition", order=0, label=label)
    )
    if joined.empty:
        return _empty(extra)
    alone = _compared(joined)
    level = exact.family_level(alone["p"])
    frame = _compared(joined, level)
    frame["p_adjusted"] = exact.benjamini_hochberg(frame["p"])
    for confidence, name in ((0.95, "limit_95"), (0.998, "limit_998")):
        frame[f"{name}_low"], frame[f"{name}_high"] = _chance_limits(frame, confidence)
    return frame.sort_values("body")[[*COLUMNS, *extra]].reset_index(drop=True)


def rounds(store: Store) -> pd.DataFrame:
    """One row per body, tier and date with a return: what can be chosen."""
    told = store.ask("rounds_of_seat_counts")
    return told.assign(as_at=pd.to_datetime(told["as_at"]).dt.date)


def latest_testable(told: pd.DataFrame) -> tuple[str, date] | None:
    """The tier and the latest date among `rounds` at which some body told both a count and a base; None without one."""
    testable = told[told["has_base"]].sort_values("as_at")
    if testable.empty:
        return None
    last = testable.iloc[-1]
    return last["tier"], last["as_at"]


def other_definition(definition: Definition) -> Definition:
    """The definition that the page does not show at the moment."""
    return "including" if definition == "excluding" else "excluding"


def _rows_of_a_body(store: Store, wanted: Sequence[str]) -> pd.DataFrame:
    """The rows of a body's table in order: definitions, broad groups, the groups of its own classification."""
    groups = store.ask("groups_in", classifications=list(wanted))
    minorities = set(MINORITIES.values())
    kinds = {"british-other": "definition", "white-other": "definition", "broad-5": "broad"}
    groups["row"] = groups["classification"].map(kinds).fillna("detail")
    pairs = list(zip(groups["classification"], groups["group_code"], strict=True))
    groups = groups[(groups["row"] != "definition") | [pair in minorities for pair in pairs]].copy()
    first = {"definition": 0, "broad": 100, "detail": 200}
    groups["order"] = groups["row"].map(first) + groups["position"] + groups["classification"].eq("white-other") * 50
    return groups[["classification", "group_code", "label", "row", "order"]]


def _labels(store: Store, classifications: Sequence[str]) -> dict[tuple[str, str], str]:
    groups = store.ask("groups_in", classifications=list(classifications))
    return {(row.classification, row.group_code): row.label for row in groups.itertuples()}


def _compared(joined: pd.DataFrame, level: float = exact.LEVEL) -> pd.DataFrame:
    """Counts beside references -> shares, intervals, gaps, ratios and verdicts, row by row."""
    frame = joined.copy()
    percent = frame["unit"].eq("percent")
    told = frame["told"].eq(True)
    people = frame["people"].astype(float)
    unknown = frame["unknown"].astype(float)
    everyone = frame["everyone"].astype(float)
    within = people.groupby([frame["body_code"], frame["classification"]]).transform("sum")
    known = (everyone - unknown.fillna(0)).fillna(within.where(~_only_one_group(frame)))
    # Full-time equivalents are not people: the nearest whole number of them stands in, and the note says so.
    frame["base"] = np.where(percent, frame["base"].astype(float), np.where(told, known.round(), np.nan))
    frame["count"] = people.where(told & ~percent)
    frame["unknown"] = unknown.where(told)
    counted = frame["count"].notna() & frame["base"].gt(0)
    frame["share"] = np.where(percent, people / 100, np.where(counted, frame["count"] / frame["base"], np.nan))
    interval = intervals.wilson(frame["count"].where(counted, 0).to_numpy(), frame["base"].where(counted, 0).to_numpy())
    frame["lower"], frame["upper"] = interval
    frame["gap"] = frame["share"] - frame["reference"]
    frame["gap_lower"], frame["gap_upper"] = frame["lower"] - frame["reference"], frame["upper"] - frame["reference"]
    positive = frame["reference"].where(frame["reference"] > 0)
    for name, of in (("ratio", "share"), ("ratio_lower", "lower"), ("ratio_upper", "upper")):
        frame[name] = frame[of] / positive
    everybody = frame["base"] + frame["unknown"].fillna(0)
    frame["lowest"] = (frame["count"] / everybody).where(counted)
    frame["highest"] = ((frame["count"] + frame["unknown"].fillna(0)) / everybody).where(counted)
    judged = [_judged(row, level) for row in frame.to_dict("records")]
    frame["p"] = [judgement.p for judgement in judged]
    frame["verdict"] = [str(judgement.verdict) for judgement in judged]
    frame["mark"] = [_mark(row) for row in frame.to_dict("records")]
    frame["note"] = [_note(row) for row in frame.to_dict("records")]
    return frame


def _only_one_group(frame: pd.DataFrame) -> pd.Series:
    """A classification of which only some groups were told has no total of its own."""
    told = frame["told"].eq(True)
    return told.groupby([frame["body_code"], frame["classification"]]).transform("sum") < 2


def _judged(row: dict, level: float) -> verdicts.Judgement:
    if row["told"] is not True:
        return verdicts.judge(None, None, 0, row["reference"])
    if pd.isna(row["base"]):
        share = 0.0 if pd.isna(row["share"]) else row["share"]  # a count alone is judged no more than a percentage is
        return verdicts.judge(None, None, 0, row["reference"], share=share)
    unknown = 0 if pd.isna(row["unknown"]) else int(row["unknown"])
    return verdicts.judge(int(row["count"]), int(row["base"]), unknown, row["reference"], level=level)


def _mark(row: dict) -> str:
    if row["told"] is not True:
        return "[x]"
    if row["base"] == 0:
        return "[z]"
    if pd.isna(row["share"]):
        return "[x]"
    return "[e]" if row["everyone_unit"] == "fte" else ""


def _note(row: dict) -> str:
    notes = [] if pd.isna(row["note"]) else [row["note"]]
    if row["told"] is not True:
        notes.append("The body did not tell this group apart.")
    elif row["base"] == 0:
        notes.append("Nobody held a place in this tier.")
    elif row["unit"] == "percent" and pd.isna(row["base"]):
        notes.append("Published as a percentage, without the number of people behind it.")
    elif pd.isna(row["base"]):
        notes.append("The total of all members was not published, so there is no share.")
    elif row["everyone_unit"] == "fte":
        notes.append(f"The base is {row['everyone']:,.1f} full-time equivalents, taken as people.")
    return " ".join(notes)


def _chance_limits(frame: pd.DataFrame, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    limits = funnel.limits(frame["base"].to_numpy(float), frame["reference"].to_numpy(float), confidence)
    return np.asarray(limits.lower), np.asarray(limits.upper)


def _empty(extra: Sequence[str] = ()) -> pd.DataFrame:
    return pd.DataFrame(columns=[*COLUMNS, *extra])
