"""A board seat by seat: who holds them, which are set aside, and what parity would take."""

from collections.abc import Sequence
from datetime import date
from functools import reduce

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import counted, groups, reference
from parity.measures.counted import GROUP
from parity.remembered import once
from parity.rows import rows_of
from parity.stats import exact, intervals, verdicts
from parity.stats.seats import fixed_board, growing_board
from parity.store import Store

STATES = ("held", "other", "not_stated", "vacant")
CLASSIFICATIONS = ("british-other", "white-other", "broad-5")
# The columns of `figures`, in order. Seats are whole numbers; shares and their limits are 0-1.
COLUMNS = [
    "body_code", "body", "tier", "as_at", "row", "classification", "group_code", "label",
    "seats", "vacant", "count", "others", "unknown", "base",
    "designated", "designated_held", "designated_others", "designated_unknown", "designated_vacant",
    "share", "lower", "upper", "lowest", "highest",
    "reference", "residents", "basis", "dated", "dated_to", "reference_source",
    "nearest", "fewer", "more", "share_fewer", "share_more", "swaps", "swaps_least",
    "nearest_full", "swaps_full", "new_seats", "new_seats_least", "smallest_board", "smallest_board_called",
    "p", "verdict", "mark", "designated_mark", "note", "told_by", "source_code", "standing",
]  # fmt: skip
# What each column is, in words, for those who download the figures.
DESCRIBED = {
    "body_code": "Code of the body",
    "body": "Name of the body",
    "tier": "core, wider or sub_group",
    "as_at": "The day",
    "row": "definition: all ethnic minorities; broad: one of the five broad groups",
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "seats": "All seats, held or vacant",
    "vacant": "Seats that nobody held",
    "count": "Seats held by members of the group",
    "others": "Seats held by members of other groups",
    "unknown": "Seats held by members whose ethnic group is not known",
    "base": "Seats held by members whose ethnic group is known",
    "designated": "Seats reserved for ethnic minority members, whoever holds them",
    "designated_held": "Designated seats held by members of the group",
    "designated_others": "Designated seats held by members of other groups",
    "designated_unknown": "Designated seats held by members whose ethnic group is not known",
    "designated_vacant": "Designated seats that nobody held",
    "share": "count / base, 0 to 1",
    "lower": "Lower 95 % limit of the share (Wilson score)",
    "upper": "Upper 95 % limit of the share (Wilson score)",
    "lowest": "The share of held seats, were all members of unknown ethnic group outside the group",
    "highest": "The share of held seats, were all members of unknown ethnic group in the group",
    "reference": "The group's share of the residents of the places served, 0 to 1",
    "residents": "All residents of the places served",
    "basis": "census, interpolated (between two censuses), held (after the last) or nearest (before the first)",
    "dated": "Day of the census used, or of the earlier of two",
    "dated_to": "Day of the census used, or of the later of two",
    "reference_source": "Codes of the sources of the reference",
    "nearest": "Whole number of seats nearest to parity, of the seats that are held",
    "fewer": "The achievable number of seats just under parity, or at it",
    "more": "The achievable number of seats just over parity, or at it",
    "share_fewer": "The share that `fewer` would give, 0 to 1",
    "share_more": "The share that `more` would give, 0 to 1",
    "swaps": "Seats to change hands to reach `nearest`, if nobody of unknown ethnic group is in the group",
    "swaps_least": "The same, if everybody of unknown ethnic group is in the group",
    "nearest_full": "Whole number of seats nearest to parity, of all seats, the vacant ones filled",
    "swaps_full": "Seats still to change hands to reach `nearest_full` after every vacant seat goes to the group",
    "new_seats": "New seats, all filled from the group, for parity on a board that grows, if nobody of unknown ethnic group is in it",
    "new_seats_least": "The same, if everybody of unknown ethnic group is in the group",
    "smallest_board": "Smallest board on which nobody from the group is rarer than 1 in 20 (one-sided)",
    "smallest_board_called": "Smallest board that is called below parity with nobody from the group (two-sided)",
    "p": "Two-sided exact binomial p",
    "verdict": "below, above, no_clear_difference, too_few, depends_on_unknowns or not_monitored",
    "mark": "[x] not collected, [z] does not apply, [e] rests on an estimate, [c] hidden",
    "designated_mark": "Why the designated seats, or who holds them, are not known",
    "note": "What to know about this row",
    "told_by": "list (seat by seat) or totals",
    "source_code": "Code of the source of the return",
    "standing": "published, sent or illustrative",
}
KEYS = ["body_code", *GROUP]
KINDS = ["designated", "sector", "route", "position", "represents"]


def figures(
    store: Store, bodies: Sequence[str], tier: str, as_at: date | None, definition: Definition | None = None
) -> pd.DataFrame:
    """One row per body that told of this tier's seats on this day and group: both definitions, then five broad groups.

    See COLUMNS. With a `definition`, only all ethnic minorities under it: one row per body. From a list of seats where the body sent one that reaches the day, from totals where it sent those;
    of both, what was accepted last. Seats to parity: docs/methods.md, "Seats to parity on a board of fixed size" and
    the sections after it. A group that the body did not tell apart has the reference and no count: mark `[x]`.
    """
    if as_at is None or not len(bodies):
        return pd.DataFrame(columns=COLUMNS)
    told = once(store, _told, list(bodies), tier, as_at)
    if definition is not None and not told.empty:
        told = told[told["classification"].eq(MINORITIES[definition][0])].reset_index(drop=True)
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    named = store.ask("bodies").set_index("body_code")["name"]
    living = reference.of_bodies(store, list(bodies), as_at, CLASSIFICATIONS)
    frame = told.merge(living, on=["body_code", "classification", "group_code"], how="left").assign(
        body=told["body_code"].map(named), tier=tier, as_at=as_at
    )
    worked = pd.DataFrame([_worked_out(row) for row in rows_of(frame)], index=frame.index)
    frame = pd.concat([frame.drop(columns="mark"), worked], axis=1)
    return frame.sort_values(["body", "order"], kind="stable")[COLUMNS].reset_index(drop=True)


def drawn(row: pd.Series) -> pd.DataFrame:
    """One row of `figures` as the picture wants it: one row per kind of seat, with state, designated and seats (a count).

    Where only totals were sent, who holds the designated seats is not known and none is drawn as designated. Empty
    where the group is not told apart: a picture that left the holders out would show a smaller board.
    """
    if pd.isna(row["count"]):
        return pd.DataFrame({"state": [], "designated": [], "seats": []})
    whole = {"held": "count", "other": "others", "not_stated": "unknown", "vacant": "vacant"}
    reserved = {"held": "held", "other": "others", "not_stated": "unknown", "vacant": "vacant"}
    rows = []
    for state, column in whole.items():
        everyone = _whole(row[column])
        set_aside = _whole(row[f"designated_{reserved[state]}"])
        rows += [(state, True, set_aside), (state, False, everyone - set_aside)]
    return pd.DataFrame([row for row in rows if row[2]], columns=["state", "designated", "seats"])


def by_kind(
    store: Store, bodies: Sequence[str], tier: str, as_at: date | None, kinds: Sequence[str] = ()
) -> pd.DataFrame:
    """One row per body, group that is shown, state and kind of seat, from lists of seats alone.

    Columns: body_code, GROUP's, state (held, other, not_stated, untold, vacant), the columns of `kinds` (of KINDS),
    seats (how many), unrecorded, drawn_up, sequence, source_code, standing. None where no list reaches the day.
    """
    kept = [*kinds, "unrecorded", "drawn_up", "sequence", "source_code", "standing"]
    columns = [*KEYS, "state", *kept, "seats"]
    if as_at is None or not len(bodies):
        return pd.DataFrame(columns=columns)
    told = _seats_on_day(store, bodies, tier, as_at)
    if told.empty:
        return pd.DataFrame(columns=columns)
    each = counted.states(store, told)
    each["state"] = each["state"].mask(each["vacant"], "vacant")
    # A group of a body's seats of one kind and state is told by three small numbers, rather than by its dozen columns.
    of_kind = told.groupby(["body_code", *kept], dropna=False, sort=False).ngroup().to_numpy()
    many = len(each) // len(told)
    state, states = pd.factorize(each["state"])
    cell = (np.repeat(of_kind, many) * many + np.tile(np.arange(many), len(told))) * len(states) + state
    place, cells = pd.factorize(cell)
    first = np.unique(place, return_index=True)[1]
    summed = np.bincount(place, each["seats"].to_numpy(float), minlength=len(cells)).astype(int)
    return each.iloc[first].assign(seats=summed).reset_index(drop=True)[columns]


def _told(store: Store, bodies: list[str], tier: str, as_at: date) -> pd.DataFrame:
    """One row per body and group from the return accepted last, list or totals, in one form."""
    both = pd.concat([_from_lists(store, bodies, tier, as_at), _from_totals(store, bodies, tier, as_at)])
    if both.empty:
        return both
    last = both.groupby("body_code")["sequence"].transform("max")
    return both[both["sequence"].eq(last)].reset_index(drop=True)


def _from_lists(store: Store, bodies: list[str], tier: str, as_at: date) -> pd.DataFrame:
    """One row per body with a list that reaches the day and group, seats added up by what their holder is to the group."""
    told = _seats_on_day(store, bodies, tier, as_at)
    if told.empty:
        return pd.DataFrame()
    state, shown = counted.state_of(store, told["ethnic_group"]), groups.shown(store)
    state[told["vacant"].to_numpy(bool)] = "vacant"
    body, codes = pd.factorize(told["body_code"])
    designated = told["designated"].eq(True).to_numpy(bool, na_value=False)

    def seats_of(each: str, seats: np.ndarray) -> np.ndarray:
        held = [np.bincount(body, np.where(of == each, seats, 0.0), minlength=len(codes)) for of in state.T]
        return np.stack(held, axis=1).ravel()

    seats = told["seats"].to_numpy(float)
    whole = {each: seats_of(each, seats) for each in (*STATES, "untold")}
    aside = {each: seats_of(each, np.where(designated, seats, 0.0)) for each in (*STATES, "untold")}
    of = np.repeat(np.arange(len(codes)), len(shown))
    coarse = whole["untold"] > 0
    unsaid = (np.bincount(body, told["designated"].notna()) == 0)[of]
    about = told.groupby("body_code")[["unrecorded", "sequence", "source_code", "standing"]].first().loc[codes[of]]
    figures = whole | {"seats": sum(whole.values())}
    for name, values in {
        "designated": sum(aside.values()),
        **{f"designated_{each}": aside[each] for each in STATES},
    }.items():
        figures[name] = np.where(unsaid, np.nan, values)
    for name in ("held", "other", "designated_held", "designated_other"):
        figures[name] = np.where(coarse, np.nan, figures[name])
    notes = [
        _joined(
            f"{_seats(coarsely)} held by a member whose group is told too broadly to be counted here."
            if coarsely
            else "",
            f"The list says nothing of {_seats(left)} on this day." if left else "",
        )
        for coarsely, left in zip(whole["untold"].astype(int), about["unrecorded"].astype(int), strict=True)
    ]
    return about.reset_index().assign(
        **counted.repeated(shown, len(codes)), **figures, told_note=notes, told_by="list", held_low=np.nan, held_high=np.nan,
        mark=np.where(coarse, "[x]", ""), designated_mark=np.where(unsaid, "[x]", ""),
    )  # fmt: skip


def _seats_on_day(store: Store, bodies: Sequence[str], tier: str, as_at: date) -> pd.DataFrame:
    """The seats of one tier: asked of every tier at once, as whoever counts holders over all of them asks the same."""
    told = store.ask("seats_on_day", bodies=list(bodies), part=None, as_at=as_at)
    return told[told["tier"].eq(tier)].reset_index(drop=True)


def _from_totals(store: Store, bodies: list[str], tier: str, as_at: date) -> pd.DataFrame:
    told = store.ask("seat_counts_on_day", bodies=bodies, part=tier, as_at=as_at)
    if told.empty:
        return pd.DataFrame()
    percent = told["unit"].eq("percent")
    # A percentage with its base is a count again, to the nearest whole number; without one there are no seats to count.
    for column in ("people", "people_low", "people_high"):
        people = np.floor(told[column] * told["base"] / 100 + 0.5).where(percent, told[column])
        told[column] = people.where(people.eq(people.round()))
    frame = counted.totals(store, told, ["body_code"], unlisted_is_none=False)
    about = told.groupby("body_code").agg(
        {"seats": "max", "designated": "max", "designated_mark": "max", "sequence": "max", "source_code": "min",
         "standing": "min"}
    )  # fmt: skip
    for name, unit in (("percent", percent), ("fte", told["unit"].eq("fte"))):
        about[name] = unit.groupby(told["body_code"]).any()
    about["told_note"] = told.groupby("body_code")["note"].agg(lambda notes: " ".join(dict.fromkeys(notes.dropna())))
    about["everyone"] = told[told["ethnic_group"].eq("all")].groupby("body_code")["people"].sum()
    frame = frame.merge(about, on="body_code")
    # A board that tells neither a total nor its unknown may have empty seats or silent members: nobody can say which.
    filled = frame["everyone"].fillna(frame["held"] + frame["other"] + frame["not_stated"])
    filled = filled.groupby(frame["body_code"]).transform("max")
    frame["seats"] = frame["seats"].astype(float)
    frame["vacant"] = (frame["seats"] - filled).where(lambda left: left >= 0)
    frame["designated"] = frame["designated"].astype(float)
    for state in STATES:
        frame[f"designated_{state}"] = np.nan
    frame["designated_mark"] = np.where(frame["designated_mark"].eq("c"), "[c]", "[x]")
    frame.loc[frame["percent"] & frame["mark"].eq(""), "mark"] = "[e]"
    frame["told_note"] = [_joined(row["told_note"], _total_note(row)) for row in rows_of(frame)]
    return frame.assign(told_by="totals")


def _worked_out(row: dict) -> dict:
    """Share, seats to parity and verdict of one body and group."""
    held, others, unknown = row["held"], row["other"], _whole(row["not_stated"])
    vacant, pi = row["vacant"], row["reference"]
    base = held + others
    out: dict = dict.fromkeys(COLUMNS[COLUMNS.index("share") : COLUMNS.index("reference")], np.nan)
    out |= dict.fromkeys(COLUMNS[COLUMNS.index("nearest") : COLUMNS.index("p") + 1], np.nan)
    out |= {"count": held, "others": others, "unknown": row["not_stated"], "base": base}
    out |= {"designated_others": row["designated_other"], "designated_unknown": row["designated_not_stated"]}
    out |= {"verdict": "", "mark": row["mark"], "note": _note(row)}
    if pi > 0:
        out |= {"smallest_board": exact.smallest_board(pi), "smallest_board_called": exact.smallest_board_called(pi)}
    if not pd.isna(pi):
        out["verdict"] = str(verdicts.Verdict.NOT_MONITORED) if row["mark"] == "[x]" else ""
    if pd.isna(base):
        return out
    filled = int(base) + unknown
    if filled == 0:
        return out | {"mark": "[z]"}
    if base > 0:
        out["share"] = held / base
        out["lower"], out["upper"] = intervals.wilson(int(held), int(base))
    out["lowest"], out["highest"] = intervals.unknown_bounds(int(held), int(base), unknown)
    if pd.isna(pi):
        return out
    judged = verdicts.judge(int(held), int(base), unknown, pi)
    out |= {"p": judged.p, "verdict": str(judged.verdict)}
    board, least = fixed_board(filled, int(held), pi), fixed_board(filled, int(held) + unknown, pi)
    out |= board._asdict() | {"swaps_least": least.swaps}
    out |= {
        "new_seats": growing_board(filled, int(held), pi),
        "new_seats_least": growing_board(filled, int(held) + unknown, pi),
    }
    if not pd.isna(vacant):
        full = fixed_board(filled + int(vacant), int(held), pi)
        out |= {"nearest_full": full.nearest, "swaps_full": max(0, full.swaps - int(vacant))}
    if base == 0:
        out["mark"] = "[u]"
    return out


def _note(row: dict) -> str:
    return _joined(
        row["told_note"],
        "The places it serves are not known, so there is nothing to hold it against."
        if pd.isna(row["reference"])
        else "",
    )


def _total_note(row: dict) -> str:
    if row["mark"] == "[c]":
        most = "" if pd.isna(row["held_high"]) else f": {row['held_low']:,.0f} to {row['held_high']:,.0f} seats"
        return f"Hidden to protect people{most}."
    if row["mark"] == "[e]":
        return "Worked out from percentages and the number of people behind them, to the nearest seat."
    if row["percent"] or row["fte"]:
        return "Told as percentages without a base, or in full-time equivalents: seats cannot be counted from those."
    if row["mark"] == "[x]":
        return "The body did not tell this group apart."
    return "" if not pd.isna(row["other"]) else "The total of all members was not told, so there is no share."


def _joined(*sentences: str) -> str:
    return reduce(lambda said, more: f"{said} {more}".strip(), [each for each in sentences if each], "")


def _seats(number: int) -> str:
    return "1 seat" if number == 1 else f"{number} seats"


def _whole(number: float) -> int:
    return 0 if pd.isna(number) else int(number)
