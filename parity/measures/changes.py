"""What changed, and why: between two days, or between what was known before and after some returns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import actions, representation, standings, targets, trend
from parity.remembered import kept, once
from parity.rows import rows_of
from parity.stats import intervals
from parity.store import Store

# The columns of every change, in order. before and after are shares, 0-1; counts are people.
COLUMNS = [
    "what", "code", "body_code", "place", "about", "as_at_before", "as_at", "before_count", "before_base", "before",
    "after_count", "after_base", "after", "moved", "clear", "reference_before", "reference", "verdict_before", "verdict",
    "why", "why_words", "return_id", "accepted_by", "standing",
]  # fmt: skip
DESCRIBED = {
    "what": "figure, target or action",
    "code": "Code of the target or action; of a figure the part it is of",
    "body_code": "Code of the body",
    "place": "The body's or the area's name",
    "about": "What it is, in words: the ethnic group, the measure or the action",
    "as_at_before": "The day the earlier figure is true of",
    "as_at": "The day the later figure is true of",
    "before_count": "People of the group before",
    "before_base": "Of all people whose ethnic group was known",
    "before": "The share before, 0 to 1",
    "after_count": "People of the group after",
    "after_base": "Of all people whose ethnic group was known",
    "after": "The share after, 0 to 1",
    "moved": "after - before, -1 to 1",
    "clear": "rise or fall where chance alone seldom moves it as far (Newcombe's method 10), chance where it may, else empty",
    "reference_before": "The group's share of residents before",
    "reference": "The group's share of residents after",
    "verdict_before": "Verdict, or status of a target or action, before",
    "verdict": "The same after",
    "why": "new_return, correction, withdrawn, new_population, places, new, changed, gone, passed or figures",
    "why_words": "Why, in words",
    "return_id": "The return that brought it",
    "accepted_by": "Who accepted that return",
    "standing": "published, sent or illustrative",
}
WHY = {
    "new_return": "New return",
    "correction": "Correction",
    "withdrawn": "Return withdrawn",
    "new_population": "New population",
    "places": "Serves other places",
    "new": "New",
    "changed": "Changed",
    "gone": "Not there any more",
    "passed": "Time moved on",
    "figures": "Its figures changed",
}


def days(store: Store, today: date) -> list[date]:
    """The days that can be compared, the latest first: those that returns are true of, the ends of years, and today."""
    told = set(representation.rounds(store)["as_at"])
    first = min(told, default=today)
    years = {date(year, 3, 31) for year in range(first.year, today.year + 1)}
    return sorted({day for day in told | years if day < today} | {today}, reverse=True)


def days_to_begin_with(store: Store, today: date) -> tuple[date, date]:
    """The two days that are compared unasked: the last that is a year ago or more, and today."""
    listed = days(store, today)
    year_ago = today - timedelta(days=365)
    return next((day for day in listed if day <= year_ago), listed[-1]), today


def between_days(store: Store, first: date, second: date, definition: Definition) -> pd.DataFrame:
    """One row per figure, target and action that is not on the second day what it was on the first; see COLUMNS.

    A figure is the latest share of a body's part that is true of a day up to then, for all ethnic minorities under the
    definition. One store: what was true, not what was known (`between_stores`).
    """
    rows = list(_figures(store, first, second, definition))
    then, now = targets.on_days(store, [first, second])
    rows += _statuses("target", _of_targets(then), _of_targets(now), "figures")
    before, after = (_of_actions(once(store, actions.listed, day)) for day in (first, second))
    rows += _statuses("action", before, after, "passed")
    return _framed(store, rows)


def between_stores(before: Store, after: Store, today: date, definition: Definition) -> pd.DataFrame:
    """One row per figure, target and action that one store has otherwise than the other; see COLUMNS.

    `before` is the store as some return found it, `after` as it left it: what was known then and is known now of the
    same days. Figures of all ethnic minorities under the definition. A figure that a later version corrected keeps both
    its values here.
    """
    pair = MINORITIES[definition]
    elsewhere = _held_against_others(before, after, pair[0])
    moved = _moved_keys(before, after, pair, elsewhere)
    rows: list[dict] = []
    for part, keys in moved.groupby("part"):
        bodies = sorted(keys["body_code"].unique())
        old, new = (_by_key(trend.of_bodies(store, bodies, str(part), [pair])) for store in (before, after))
        for key in zip(keys["body_code"], keys["as_at"], strict=True):
            if key in old or key in new:
                rows.append(_figure(old.get(key), new.get(key), _why_figure(old.get(key), new.get(key), elsewhere)))
    rows += _statuses(
        "target", _of_targets(targets.standing(before, today)), _of_targets(targets.standing(after, today)), "figures"
    )
    rows += _statuses(
        "action", _of_actions(actions.listed(before, today)), _of_actions(actions.listed(after, today)), "changed"
    )
    return _framed(after, rows)


@kept
def said(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows worth a sentence: every status or verdict that moved, every correction, and every share that clearly did.

    `place_in_all` is the place of each in the frame.
    """
    verdicts = frame["verdict_before"].fillna("").ne(frame["verdict"].fillna("")) & frame["verdict_before"].notna()
    worth = verdicts | frame["why"].isin(["correction", "withdrawn", "gone"]) | frame["clear"].isin(["rise", "fall"])
    worth |= frame["what"].ne("figure")
    return frame.assign(place_in_all=frame.index)[worth].reset_index(drop=True)


def _figures(store: Store, first: date, second: date, definition: Definition) -> Iterable[dict]:
    """What every body that told something between two days told last before and last in them: one figure per part."""
    told = representation.rounds(store)
    told = told[told["as_at"] <= second].sort_values("as_at", kind="stable")
    keys, late = ["body_code", "part"], told["as_at"] > first
    last = [of.drop_duplicates(keys, keep="last") for of in (told[~late], told[late])]
    moved = last[1]
    if moved.empty:
        return
    wanted = set(pd.concat(last)[[*keys, "as_at"]].itertuples(index=False, name=None))
    rounds = list(dict.fromkeys((part, day) for _, part, day in wanted))
    found = standings.told_at(store, sorted(set(moved["body_code"])), rounds, definition)
    told_then = zip(*(found.frame[name] for name in (*keys, "as_at")), strict=True)
    found = found.take(np.flatnonzero([each in wanted for each in told_then]))
    known = found.alone().rename(columns={"part": "measure", "label": "group"})
    before = {}
    for row in rows_of(known.sort_values("as_at", kind="stable")):
        key = (row["body_code"], row["measure"])
        if row["as_at"] > first:
            yield _figure(before.get(key), row, "new_return")
        before[key] = row


def _figure(before: dict | None, after: dict | None, why: str) -> dict:
    """One figure that moved; before or after may not be there."""
    there = after or before
    assert there is not None
    row = {"what": "figure", "code": there["measure"], "body_code": there["body_code"], "place": there["body"],
           "about": there["group"], "why": why, "standing": there["standing"]}  # fmt: skip
    for each, suffix, name in ((before, "_before", "before"), (after, "", "after")):
        each = each or {}
        row |= {
            f"as_at{suffix}": each.get("as_at"), f"{name}_count": each.get("count", np.nan),
            f"{name}_base": each.get("base", np.nan), name: each.get("share", np.nan),
            f"reference{suffix}": each.get("reference", np.nan), f"verdict{suffix}": each.get("verdict"),
        }  # fmt: skip
    row["return_id"] = after["return_id"] if after else None
    return row | {"moved": row["after"] - row["before"]}


def _clear(rows: Sequence[Mapping]) -> list[str]:
    """Whether each share moved further than chance alone often moves it; nothing where a count is missing or a day is the same."""
    names = ("before_count", "before_base", "after_count", "after_base")
    figures = np.array([[row[name] for name in names] for row in rows], float).reshape(-1, len(names))
    moved = np.array([row["as_at_before"] != row["as_at"] for row in rows], bool)
    judged = moved & ~np.isnan(figures).any(axis=1) & (figures[:, 1] > 0) & (figures[:, 3] > 0)
    count_before, base_before, count, base = np.trunc(figures[judged]).T
    found = intervals.difference(count, base, count_before, base_before)
    said = np.full(len(rows), "", object)
    said[judged] = np.select([found.lower > 0, found.upper < 0], ["rise", "fall"], "chance")
    return said.tolist()


def _moved_keys(before: Store, after: Store, pair: tuple[str, str], moved: Mapping[str, str]) -> pd.DataFrame:
    """One row per body, part and day that the two stores do not tell alike; bodies that serve other places, whole."""
    keys, told = ["body_code", "part", "as_at"], []
    for store in (before, after):
        frame = store.ask("engaged_told", classification=pair[0], ethnic_group=pair[1])
        told.append(frame.assign(as_at=pd.to_datetime(frame["as_at"]).dt.date))
    both = told[0].merge(told[1], on=keys, how="outer", suffixes=("_old", "_new"))
    differ = pd.Series(False, index=both.index)
    for name in ("people", "base", "everyone", "unknown", "known"):
        differ |= both[f"{name}_old"].fillna(-1).ne(both[f"{name}_new"].fillna(-1))
    return both[differ | both["body_code"].isin(moved)][keys]


def _held_against_others(before: Store, after: Store, classification: str) -> dict[str, str]:
    """body_code -> why its residents are other ones: it serves other places, or the places have another population."""
    served = [store.ask("catchments").groupby("body_code")["area_code"].agg(tuple) for store in (before, after)]
    both = sorted({*served[0].index} & {*served[1].index})
    asked = {"bodies": both, "classifications": [classification], "age_base": "all ages"}
    living = [
        store.ask("residents_of_catchments", **asked).groupby("body_code")[["date", "residents", "base"]].agg(tuple)
        for store in (before, after)
    ]
    found = {}
    for body in both:
        if served[0][body] != served[1][body]:
            found[body] = "places"
        elif not living[0].reindex([body]).equals(living[1].reindex([body])):
            found[body] = "new_population"
    return found


def _by_key(series: pd.DataFrame) -> dict[tuple, dict]:
    return {(row["body_code"], row["as_at"]): row for row in rows_of(series)}


def _why_figure(old: dict | None, new: dict | None, elsewhere: Mapping[str, str]) -> str:
    if new is None:
        return "withdrawn"
    if old is None:
        return "new_return"
    told = ("count", "base", "unknown", "share")
    if all(old[name] == new[name] or (pd.isna(old[name]) and pd.isna(new[name])) for name in told):
        return elsewhere.get(new["body_code"], "correction")
    return "correction"


def _of_targets(frame: pd.DataFrame) -> dict[str, dict]:
    return {
        row["target_code"]: {
            "place": row["place"], "body_code": row["body_code"], "about": f"{row['measure']}: {row['label']}",
            "as_at": row["observed_on"], "count": row["count"], "base": row["base"], "share": row["share"],
            "reference": row["reference"], "verdict": row["status"], "return_id": row["return_id"],
            "standing": row["standing"], "begun": row["baseline_on"],
            "terms": (row["aim"], row["due"], row["baseline"], row["version"]), "reason": row["why_changed"],
        }
        for row in rows_of(frame)
    }  # fmt: skip


def _of_actions(frame: pd.DataFrame) -> dict[str, dict]:
    return {
        row["action_code"]: {
            "place": row["place"], "body_code": row["body_code"], "about": row["action"], "as_at": row["due"],
            "count": np.nan, "base": np.nan, "share": np.nan, "reference": np.nan,
            "verdict": "overdue" if row["overdue"] else row["status"], "return_id": row["return_id"],
            "standing": row["standing"], "begun": date.min, "terms": (row["version"],), "reason": row["why_changed"],
        }
        for row in rows_of(frame)
    }  # fmt: skip


def _statuses(what: str, old: Mapping[str, dict], new: Mapping[str, dict], otherwise: str) -> Iterable[dict]:
    """One row per target or action whose status moved, that is new, was changed or is gone."""
    for code in sorted({*old, *new}):
        before, after = old.get(code), new.get(code)
        there = after or before
        assert there is not None
        if before and after and (before["verdict"], before["terms"][-1]) == (after["verdict"], after["terms"][-1]):
            continue
        reason = after["reason"] if before and after and before["terms"] != after["terms"] else ""
        why = (
            "gone"
            if not after
            else "new"
            if not before
            else "changed"
            if before["terms"][-1] != after["terms"][-1]
            else otherwise
        )
        if (
            why == "figures"
            and before
            and after
            and (before["as_at"], before["share"]) == (after["as_at"], after["share"])
        ):
            why = "passed"
        if why == "figures" and after and after["verdict"] == "overdue":
            why = "passed"
        row = {"what": what, "code": code, "body_code": there["body_code"], "place": there["place"], "about": there["about"],
               "why": why, "why_words": reason or "", "standing": there["standing"], "moved": np.nan}  # fmt: skip
        for each, suffix, name in ((before, "_before", "before"), (after, "", "after")):
            each = each or {}
            row |= {
                f"as_at{suffix}": each.get("as_at"), f"{name}_count": each.get("count", np.nan),
                f"{name}_base": each.get("base", np.nan), name: each.get("share", np.nan),
                f"reference{suffix}": each.get("reference", np.nan), f"verdict{suffix}": each.get("verdict"),
            }  # fmt: skip
        row["return_id"] = after["return_id"] if after and why in ("new", "changed") else None
        yield row


def _framed(store: Store, rows: Iterable[dict]) -> pd.DataFrame:
    rows = list(rows)
    if not rows:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.DataFrame(rows)
    figures = frame["what"].eq("figure").to_numpy(bool)
    frame["clear"] = ""
    frame.loc[figures, "clear"] = _clear([row for row in rows if row["what"] == "figure"])
    by = store.ask("returns_told").set_index("return_id")["accepted_by"]
    frame["accepted_by"] = [by.get(code) for code in frame["return_id"]]
    words = frame["why"].map(WHY)
    own = frame["why_words"].fillna("") if "why_words" in frame else ""
    frame["why_words"] = (
        [f"{first}: {more}" if more else first for first, more in zip(words, own, strict=True)]
        if "why_words" in frame
        else words
    )
    order = {"target": 0, "figure": 1, "action": 2}
    return (
        frame.assign(order=frame["what"].map(order))
        .sort_values(["order", "place", "code"], kind="stable")
        .reindex(columns=COLUMNS)
        .reset_index(drop=True)
    )
