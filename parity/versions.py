"""Whether a return is new, a new version of one that is here, or neither, and what a new version changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parity.intake.context import UNKNOWN
from parity.intake.layouts import Layout
from parity.intake.problems import Choice, Question

VERSION = "version"  # the label of the question below
REPLACES, BESIDE = "replaces", "beside"
# Records of these kinds stand for the thing itself: the latest row about it counts, whoever sends it.
LATEST_COUNTS = ("bodies",)
# Of these every version stays in the store, so that how a plan came about can be seen: the latest row about a code counts.
EVERY_VERSION = ("targets", "actions")
# What is told apart when shares are compared, besides the ethnic group.
TOLD_APART = {
    "seats": ("body_code", "tier", "sub_group"),
    "seat_counts": ("body_code", "tier", "as_at"),
    "recruitment": ("body_code", "round_ref", "stage"),
    "participation": ("body_code",),
}
NAMED = 8  # shares that moved, named one by one


class Other(NamedTuple):
    """A return of the same kind that is here already, and what to call it in a sentence.

    records: the columns that say what its records are about and of which body (`told_by`).
    """

    return_id: str
    standing: str
    called: str
    sender: str
    bodies: tuple[str, ...]
    period: tuple[str, str]
    records: pd.DataFrame


class Fate(NamedTuple):
    """What becomes of a return that has passed the checks: exactly one of the first two is filled, or neither.

    refused: why it cannot come in. question: what has to be answered first. replaces: the returns whose place it takes.
    """

    refused: str = ""
    question: Question | None = None
    replaces: tuple[str, ...] = ()


class Changes(NamedTuple):
    """What a new version changes: records added, removed and changed, and the shares that moved, as sentences."""

    added: int
    removed: int
    changed: int
    moved: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The change in one sentence."""
        parts = [f"{number:,} {word}" for number, word in zip(self[:3], ("added", "removed", "changed"), strict=True)]
        said = f"Records: {', '.join(parts)}." if any(self[:3]) else "No record changed."
        return " ".join([said, *self.moved])


def fate(
    layout: Layout,
    records: pd.DataFrame,
    scope: tuple[tuple[str, ...], tuple[str, str]],
    sender: str,
    others: Sequence[Other],
    answer: str = "",
    reverts: str = "",
) -> Fate:
    """What becomes of a return, given those of its kind that are here. Nothing is ever counted twice, or lost unasked.

    A version for the same body, kind and period, or one that holds every record of an earlier return, replaces it. One
    that shares only some records with it, or none though it is for the same body and period, is asked about. `reverts`
    is the id of an earlier version that the file is a copy of: that is asked about too. Of the kinds in EVERY_VERSION
    nothing is ever replaced; a code that is another body's is refused.
    """
    if layout.kind in EVERY_VERSION:
        return Fate(refused=_of_another_body(layout, records, others))
    replaces: list[str] = []
    unsure: list[tuple[Other, int]] = []
    first = layout.identity[0]
    named, own = _named(records[first]) if others else None, None
    for other in others:
        theirs, shared = np.zeros(0, np.uint64), 0
        if pc.any(pc.is_in(_named(other.records[first]), value_set=named)).as_py():
            own = _keys(layout, records) if own is None else own
            theirs = _keys(layout, other.records)
            ours = set(other.bodies) <= set(scope[0])
            about = theirs if ours else _keys(layout, _of(layout, other.records, scope[0]))
            shared = len(np.intersect1d(own, about, assume_unique=True))
        same = scope == (other.bodies, other.period) and bool(scope[0] or sender == other.sender)
        if other.standing != "sent":
            if shared and layout.kind not in LATEST_COUNTS:
                return Fate(refused=_taken(other, shared))
        elif shared and (same or shared == len(theirs)):
            replaces.append(other.return_id)
        elif (shared and layout.kind not in LATEST_COUNTS) or (same and scope[0] and not shared):
            unsure.append((other, shared))
    if reverts and answer != REPLACES:
        said = f"this is the file that came in as {reverts}, which a later version replaced"
        return Fate(question=_question(said, [Choice(REPLACES, "it takes the place of the later version")]))
    if not unsure or (answer == BESIDE and not any(shared for _, shared in unsure)):
        return Fate(replaces=tuple(replaces))
    if answer == REPLACES:
        return Fate(replaces=tuple(sorted([*replaces, *(other.return_id for other, _ in unsure)])))
    other, shared = max(unsure, key=lambda one: one[1])
    choices = [Choice(REPLACES, f"it takes the place of {other.return_id}")]
    if shared:
        every = len(_keys(layout, records))
        said = f"{shared:,} of its {every:,} records are in {other.return_id} too ({other.called}), not all of them"
    else:
        said = f"{other.return_id} ({other.called}) is for the same body and period, and shares no record with it"
        choices.append(Choice(BESIDE, f"both count: it holds other records than {other.return_id}"))
    return Fate(question=_question(said, choices))


def share_records(layout: Layout, records: pd.DataFrame, others: pd.DataFrame) -> list[str]:
    """The things that two returns of a kind both speak of, by the first column that tells them apart."""
    code = layout.identity[0]
    return sorted(set(records[code].dropna().astype(str)) & set(others[code].dropna().astype(str)))


def between(layout: Layout, old: pd.DataFrame, new: pd.DataFrame, labels: Mapping[str, str]) -> Changes:
    """What the new records change in the old ones; labels are the words for codes of groups."""
    keys = _same_thing(layout)
    if old.duplicated(keys).any() or new.duplicated(keys).any():
        keys = list(layout.identity)
    rest = [name for name in new.columns if name not in (*keys, "sheet", "row")]
    both = old[keys + rest].merge(new[keys + rest], on=keys, how="outer", suffixes=("_old", "_new"), indicator=True)
    kept = both[both["_merge"] == "both"]
    changed = pd.Series(False, index=kept.index)
    for name in rest:
        before, after = kept[f"{name}_old"], kept[f"{name}_new"]
        same = (before == after).fillna(False).astype(bool) | (before.isna() & after.isna())
        changed |= ~same
    counted = both["_merge"].value_counts()
    return Changes(
        int(counted.get("right_only", 0)),
        int(counted.get("left_only", 0)),
        int(changed.sum()),
        _moved(layout, old, new, labels),
    )


def _of_another_body(layout: Layout, records: pd.DataFrame, others: Sequence[Other]) -> str:
    """Why a return cannot come in that speaks of a code of another body; empty where it speaks of none."""
    code = layout.identity[0]

    def owners(frame: pd.DataFrame) -> dict[str, str]:
        body = frame[layout.body].astype("string").fillna("")
        return dict(zip(frame[code].astype(str), body.astype(str), strict=True))

    own = owners(records)
    for other in others:
        for name, body in owners(other.records).items():
            if own.get(name, body) != body:
                whose = "no one body" if not body else "another body"
                return f"{name} is here already, as {other.return_id} tells it of {whose}. Choose another code."
    return ""


def _of(layout: Layout, records: pd.DataFrame, bodies: tuple[str, ...]) -> pd.DataFrame:
    return records[records[layout.body].isin([*bodies, ""])] if layout.body and bodies else records


def _named(column: pd.Series) -> pa.Array:
    """The different texts of a column, blank where nothing stands: two returns rarely name the same, and this tells soonest."""
    return pc.fill_null(pa.array(column.drop_duplicates().astype("string"), pa.large_string()), "")


def _keys(layout: Layout, records: pd.DataFrame) -> np.ndarray:
    """A number for each thing the records are about, equal where two records are about the same thing; each once."""
    if records.empty:
        return np.zeros(0, np.uint64)
    told = {}
    for name in _same_thing(layout):
        column = records[name]
        days = pd.api.types.is_datetime64_any_dtype(column)
        told[name] = column.astype("datetime64[s]").astype("int64") if days else column.astype("string").fillna("")
    numbers = np.sort(pd.util.hash_pandas_object(pd.DataFrame(told), index=False).to_numpy())
    return numbers[np.append(True, numbers[1:] != numbers[:-1])]


def told_by(layout: Layout) -> list[str]:
    """The columns that say what a record is about and of which body."""
    return list(dict.fromkeys([*layout.identity, *([layout.body] if layout.body else [])]))


def may_meet(layout: Layout, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two returns of these periods can speak of the same thing: not where what they speak of has its day.

    >>> from parity.intake import layouts
    >>> may_meet(layouts.layout("seat_counts"), ("2020-03-31", "2020-03-31"), ("2021-03-31", "2021-03-31"))
    False
    """
    start = layout.period[0]
    dated = start in layout.identity and layout.field(start).required and layout.kind not in EVERY_VERSION
    return not dated or not all((*one, *other)) or (one[0] <= other[1] and other[0] <= one[1])


def _same_thing(layout: Layout) -> list[str]:
    """What two records about the same thing share. A corrected version may be told in another list of groups."""
    return [name for name in layout.identity if name != "classification"]


def _taken(other: Other, shared: int) -> str:
    records = "1 of its records is" if shared == 1 else f"{shared:,} of its records are"
    if other.standing == "illustrative":
        return (
            f"{records} about the same thing as an illustrative return ({other.called}). Give your bodies codes of their"
            " own, or remove the illustrative returns."
        )
    return f"{records} about the same thing as a published return ({other.called}). Send only what is not published."


def _question(said: str, choices: list[Choice]) -> Question:
    return Question(VERSION, "", said[:1].upper() + said[1:], tuple(choices), tuple(choices))


def _moved(layout: Layout, old: pd.DataFrame, new: pd.DataFrame, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The shares that differ, largest difference first."""
    apart = TOLD_APART.get(layout.kind)
    if apart is None:
        return ()
    keys = [*apart, "ethnic_group"]
    shares = pd.concat([_shares(layout, old, apart), _shares(layout, new, apart)], axis=1, keys=["old", "new"])
    both = shares.reset_index().dropna(subset=["old", "new"], how="all").fillna({"old": 0.0, "new": 0.0})
    both = both[both[list(apart)].apply(tuple, axis=1).isin(_in_both(old, new, apart))] if len(both) else both
    both["by"] = (both["new"] - both["old"]).abs()
    both = both[both["by"] >= 0.0005].sort_values(["by", *keys], ascending=[False] + [True] * len(keys))
    said = [
        f"{_where(row, apart)}: {labels.get(row['ethnic_group'], row['ethnic_group'])}"
        f" from {100 * row['old']:.1f} to {100 * row['new']:.1f} per cent."
        for row in both.head(NAMED).to_dict("records")
    ]
    if len(both) > NAMED:
        said.append(f"And {len(both) - NAMED:,} more shares moved.")
    return tuple(said)


def _in_both(old: pd.DataFrame, new: pd.DataFrame, apart: Sequence[str]) -> set[tuple]:
    """Only where both versions speak of the same thing has a share moved."""
    return {*old[list(apart)].itertuples(index=False, name=None)} & {
        *new[list(apart)].itertuples(index=False, name=None)
    }


def _shares(layout: Layout, records: pd.DataFrame, apart: Sequence[str]) -> pd.Series:
    """The share of each ethnic group among those whose group is known, 0 to 1."""
    known = records[~records["ethnic_group"].isin([*UNKNOWN, "blank", "all", ""])]
    if "unit" in known:
        known = known[known["unit"] != "percent"]
    people = known[layout.adds_up].astype("float64") if layout.adds_up else pd.Series(1.0, index=known.index)
    counts = people.groupby([known[name] for name in (*apart, "ethnic_group")]).sum()
    return counts / counts.groupby(list(apart)).transform("sum")


def _where(row: Mapping[str, object], apart: Sequence[str]) -> str:
    told = [row[name] for name in apart if row[name] not in ("", None)]
    return ", ".join(f"{one:%-d %B %Y}" if isinstance(one, pd.Timestamp) else str(one) for one in told)
