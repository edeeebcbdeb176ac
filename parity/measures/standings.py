"""How every body stands at every round it told: weighed once, whichever bodies are looked at together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import groups, reference
from parity.remembered import once
from parity.rows import found_in, tuples_of
from parity.stats import exact, intervals, verdicts
from parity.stats.verdicts import JUDGED, Verdict, Weighed
from parity.store import Store

FINER = ("2021-19",)
MOST = 120_000  # rows told in a store of which all rounds are weighed at once, for whoever asks next
FEW = 50  # bodies that are asked of where their own rows lie
# What is said of a row: a verdict, or nothing; those that no level turns come after the others.
SAID = np.array([*(str(each) for each in (*JUDGED, Verdict.NOT_MONITORED, Verdict.NO_BASE)), ""], object)
NOT_MONITORED, NO_BASE, NOTHING = range(len(JUDGED), len(SAID))
CALLED = JUDGED.index(Verdict.BELOW)  # from here on, a verdict calls a body


class Standings(NamedTuple):
    """Rows of `at_rounds` with their figures, and what their verdicts are at any level; arrays with one place a row."""

    frame: pd.DataFrame
    family: np.ndarray  # rows that are looked at together have the same number, and lie together
    settled: np.ndarray  # what is said whatever the level, as a place in SAID; -1 where the level decides
    known: Weighed  # against the reference
    lower: Weighed  # against its lower limit, where it is an estimate's
    upper: Weighed

    def take(self, rows: np.ndarray) -> Standings:
        """Some of the rows."""
        ends = (Weighed(*(each[rows] for each in of)) for of in self[3:])
        return Standings(self.frame.take(rows), self.family[rows], self.settled[rows], *ends)

    def at(self, levels: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
        """p and what is said (as places in SAID) at a level, or each row at its own.

        A verdict that does not hold at a limit of a survey's reference gives way to the one there.
        """
        p, said = self.known.p, np.where(self.settled < 0, self.known.which(levels), self.settled)
        for end in (self.lower, self.upper):
            there = end.which(levels)
            gives_way = (self.settled < 0) & (said >= CALLED) & ~np.isnan(end.p) & (there != said)
            p, said = np.where(gives_way, end.p, p), np.where(gives_way, there, said)
        return p, said

    def alone(self) -> pd.DataFrame:
        """The rows with p and verdict, each judged by itself."""
        return self.frame.assign(**_told(*self.at(exact.LEVEL)))

    def together(self) -> pd.DataFrame:
        """The rows with p, p_adjusted and verdict, each judged as one of its family (Benjamini-Hochberg)."""
        p, said = self.at(self.levels())
        return self.frame.assign(**_told(p, said), p_adjusted=self._of_families(p, exact.benjamini_hochberg))

    def levels(self) -> np.ndarray:
        """The level at which each row is judged as one of its family."""
        return self._of_families(self.at(exact.LEVEL)[0], exact.family_level)

    def _of_families(self, p: np.ndarray, work: Callable[[np.ndarray], np.ndarray | float]) -> np.ndarray:
        found = np.empty(len(p))
        for rows in np.split(np.arange(len(p)), np.flatnonzero(np.diff(self.family)) + 1):
            found[rows] = work(p[rows])
        return found


def _told(p: np.ndarray, said: np.ndarray) -> dict[str, np.ndarray]:
    return {"p": p, "verdict": SAID[said]}


class Everyone(NamedTuple):
    """Every body of a store at every round it told, by name, and which rows are of which part and day."""

    standings: Standings
    rows: dict[tuple[str, date], np.ndarray]


def told_at(
    store: Store, bodies: Sequence[str], told: Sequence[tuple[str, date]], definition: Definition,
    ages: str = "all ages",
) -> Standings:  # fmt: skip
    """How bodies stand at some rounds (part, day), for all ethnic minorities; each round is a family, numbered by its place.

    One row per body and round at which it told them apart, in the order of the rounds and then by name. What a body's
    row says does not depend on the others: in a store of no more than MOST rows all are weighed for the first who
    asks, and another year or another set of bodies only picks from them.
    """
    told = list(dict.fromkeys(told))
    if not 0 < store.ask("size")["told"].sum() <= MOST:
        return _asked_alone(store, bodies, told, definition, ages)
    every = once(store, everyone, definition, ages)
    rows = [every.rows.get(pair, np.zeros(0, int)) for pair in told]
    family = np.repeat(np.arange(len(told)), [len(each) for each in rows])
    picked = np.concatenate(rows)
    mine = every.standings.frame["body_code"].take(picked).isin(list(bodies)).to_numpy()
    return every.standings.take(picked[mine])._replace(family=family[mine])


def everyone(store: Store, definition: Definition, ages: str = "all ages") -> Everyone:
    """All that a store can say of its bodies at any round."""
    told = store.ask("rounds")
    days = pd.to_datetime(told["as_at"]).dt.date
    bodies, parts = (sorted(set(told[name])) for name in ("body_code", "part"))
    joined = at_rounds(store, bodies, parts, [MINORITIES[definition]], days.min(), days.max(), ages)
    found = weighed(joined.sort_values("body", kind="stable").reset_index(drop=True))
    rows: dict[tuple[str, date], list[int]] = {}
    for row, pair in enumerate(zip(found.frame["part"], found.frame["as_at"], strict=True)):
        rows.setdefault(pair, []).append(row)
    of_rounds = {pair: np.array(each) for pair, each in rows.items()}
    # A copy lies in few blocks, from which rows are soon taken.
    return Everyone(found._replace(frame=found.frame.copy()), of_rounds)


def _asked_alone(
    store: Store, bodies: Sequence[str], told: Sequence[tuple[str, date]], definition: Definition, ages: str
) -> Standings:
    """The same of these bodies only: of a large store a page asks no more than it shows."""
    places = {pair: place for place, pair in enumerate(told)}
    days = [day for _, day in told]
    joined = at_rounds(store, bodies, {part for part, _ in told}, [MINORITIES[definition]], min(days), max(days), ages)
    family = [places.get(pair, -1) for pair in zip(joined["part"], joined["as_at"], strict=True)]
    joined = joined.assign(family=family)
    joined = joined[joined["family"].ge(0)].sort_values(["family", "body"], kind="stable").reset_index(drop=True)
    return weighed(joined)._replace(family=joined["family"].to_numpy())


def at_rounds(
    store: Store,
    bodies: Sequence[str],
    parts: Collection[str],
    pairs: Sequence[tuple[str, str]],
    since: date,
    until: date,
    ages: str = "all ages",
) -> pd.DataFrame:
    """One row per body, part and day on which it told one of these groups (classification, group_code), and group.

    What `compared` wants: the counts and the reference, which is missing where the places served are not known.
    """
    lists, codes = (list(each) for each in zip(*pairs, strict=True))
    # Of many bodies the rows of definitions stand by part and day, of one or a few those of any group by body.
    many = len(bodies) > FEW and set(pairs) <= set(MINORITIES.values())
    told = store.ask("engaged_over_time", bodies=list(bodies), parts=sorted(parts), since=since, until=until,
                     classifications=lists, ethnic_groups=codes, definitions_alone=many)  # fmt: skip
    told["as_at"] = pd.to_datetime(told["as_at"]).dt.date
    living = reference.on_days(store, bodies, sorted(told["as_at"].unique()), pairs, ages)
    keys = ["classification", "group_code"]
    pairs_told, places = tuples_of(told, keys), [*reference.KEYS, "as_at"]
    lived = found_in(tuples_of(told, places), tuples_of(living, places))
    shown = {
        (classification, group): (row, label)
        for classification, group, row, label in tuples_of(groups.shown(store, FINER), [*keys, "row", "label"])
    }
    named = [shown.get(pair, ("detail", pair[1])) for pair in pairs_told]
    return told.assign(
        **{name: np.append(living[name].to_numpy(), np.nan)[lived] for name in living.columns if name not in places},
        row=[row for row, _ in named],
        label=[label for _, label in named],
        told=True,
        any_told=True,
    )


def compared(joined: pd.DataFrame) -> pd.DataFrame:
    """Counts beside references -> shares, intervals, gaps, ratios and verdicts, row by row, each judged by itself."""
    return weighed(joined).alone()


def weighed(joined: pd.DataFrame) -> Standings:
    """The same before a level is set, by which the rows that are looked at together are judged."""
    people, unknown, everyone, known, base, reference, *ends = (
        joined[name].to_numpy(float, na_value=np.nan)
        for name in (
            "people",
            "unknown",
            "everyone",
            "known",
            "base",
            "reference",
            "reference_lower",
            "reference_upper",
        )
    )
    percent, told, fte = (joined[name].eq(word).to_numpy(bool) for name, word in
                          (("unit", "percent"), ("told", True), ("everyone_unit", "fte")))  # fmt: skip
    hidden = told & joined["people_mark"].eq("c").to_numpy(bool) & np.isnan(people)
    less = everyone - np.nan_to_num(unknown)
    # Full-time equivalents are not people: the nearest whole number of them stands in, and the note says so.
    whole = np.where(told, np.floor(np.where(np.isnan(less), known, less) + 0.5), np.nan)
    base, count = np.where(percent, base, whole), np.where(told & ~percent, people, np.nan)
    unknown = np.where(told, unknown, np.nan)
    counted = ~np.isnan(count) & (base > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(percent, people / 100, np.where(counted, count / base, np.nan))
        lower, upper = intervals.wilson(np.where(counted, count, 0), np.where(counted, base, 0))
        # A census is taken as known; a survey's reference adds its own uncertainty to the gap's (Newcombe 1998, method 10).
        gap = intervals.square_and_add(
            share, (lower, upper), reference, tuple(np.where(np.isnan(end), reference, end) for end in ends)
        )
        positive = np.where(reference > 0, reference, np.nan)
        everybody = base + np.nan_to_num(unknown)
        figures = {
            "base": base, "count": count, "unknown": unknown, "share": share, "lower": lower, "upper": upper,
            "gap": share - reference, "gap_lower": gap.lower, "gap_upper": gap.upper, "ratio": share / positive,
            "ratio_lower": lower / positive, "ratio_upper": upper / positive,
            "lowest": np.where(counted, count / everybody, np.nan),
            "highest": np.where(counted, (count + np.nan_to_num(unknown)) / everybody, np.nan),
        }  # fmt: skip
    states = [~told, hidden, base == 0, np.isnan(share), fte]
    frame = joined.assign(**figures, mark=np.select(states, ["[x]", "[c]", "[z]", "[x]", "[e]"], "").astype(object))
    frame["note"] = _notes(frame, told, hidden, percent, fte)
    # Of nobody there is nothing to judge, nor without residents; a count or a percentage alone is not judged, though
    # there is a gap.
    known = told & ~hidden & (base != 0)
    judged = known & ~np.isnan(base) & ~np.isnan(count)
    settled = np.select([~told, judged & ~np.isnan(reference), known & ~judged], [NOT_MONITORED, -1, NO_BASE], NOTHING)
    of = [judged & ~np.isnan(each) for each in (reference, *ends)]
    return Standings(
        frame,
        np.zeros(len(frame), int),
        settled,
        *(_weighed(count, base, unknown, *each) for each in zip((reference, *ends), of, strict=True)),
    )


def _weighed(
    count: np.ndarray, base: np.ndarray, unknown: np.ndarray, reference: np.ndarray, rows: np.ndarray
) -> Weighed:
    """The bodies of these rows weighed, one place for every row: p missing where there is nothing to weigh."""
    some = np.flatnonzero(rows)
    whole = (np.nan_to_num(each[some]).astype(int) for each in (count, base, unknown))
    found = verdicts.weigh(*whole, reference[some])
    empty = (np.nan, False, np.inf, np.inf, np.inf)
    every = Weighed(*(np.full(len(rows), nothing) for nothing in empty))
    for into, of in zip(every, found, strict=True):
        into[some] = of
    return every


def _notes(
    frame: pd.DataFrame, told: np.ndarray, hidden: np.ndarray, percent: np.ndarray, fte: np.ndarray
) -> list[str]:
    """What to know about each row, after what the return itself says of it."""
    baseless = frame["base"].isna().to_numpy()
    states = [~told, hidden, frame["base"].eq(0).to_numpy(), percent & baseless, baseless, fte]
    untold = "The body did not tell this group apart."
    if not told.all():
        silent = frame["everyone"].isna() & ~frame["any_told"].astype(bool)
        untold = np.where(silent, "There is no return for this date.", untold)
    words = [
        untold,
        "Hidden to protect people.",
        "There was nobody in this part.",
        "Published as a percentage, without the number of people behind it.",
        "The total of all members was not published, so there is no share.",
        "The base is taken as people.",
    ]
    notes = np.select(states, words, "").astype(object)
    for place in np.flatnonzero(hidden):
        low, high = frame["people_low"].iat[place], frame["people_high"].iat[place]
        if not pd.isna(high):
            notes[place] = f"Hidden to protect people: {low:,.0f} to {high:,.0f} people."
    for place in np.flatnonzero(notes == words[-1]):
        notes[place] = f"The base is {frame['everyone'].iat[place]:,.1f} full-time equivalents, taken as people."
    own = frame["note"].astype(object).where(frame["note"].notna(), "")
    return [" ".join(each for each in pair if each) for pair in zip(own, notes, strict=True)]
