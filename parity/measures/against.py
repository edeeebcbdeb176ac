"""Counts of people held against the residents of the places served: share, range, gap and verdict, body by body."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from parity.rows import found_in, numbered, tuples_of
from parity.stats import exact, intervals, verdicts

# Shares and their limits are 0-1; gaps are shares less references, -1 to 1; counts are people.
FIGURES = [
    "count", "base", "unknown", "share", "lower", "upper", "reference", "residents", "basis", "dated", "dated_to",
    "reference_source", "gap", "gap_lower", "gap_upper", "ratio", "ratio_lower", "ratio_upper", "lowest", "highest",
    "bodies", "tables", "left_out", "hidden", "p", "verdict", "mark",
]  # fmt: skip
DESCRIBED = {
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "row": "definition: all ethnic minorities; broad: one of the five broad groups; detail: a finer group",
    "count": "People of the group, among those whose ethnic group is known",
    "base": "All people whose ethnic group is known",
    "unknown": "People whose ethnic group is not known, and people who may stand behind hidden figures",
    "share": "count / base, 0 to 1",
    "lower": "Lower 95 % limit of the share (Wilson score)",
    "upper": "Upper 95 % limit of the share (Wilson score)",
    "reference": "The group's share of the residents of the places served, 0 to 1; of several bodies, the share that "
    "each one's own residents would give it, weighted by its people",
    "residents": "All residents of the places served; of one body only",
    "basis": "census, interpolated (between two censuses), held (after the last) or nearest (before the first)",
    "dated": "Day of the census used, or of the earlier of two",
    "dated_to": "Day of the census used, or of the later of two",
    "reference_source": "Codes of the sources of the reference",
    "gap": "share - reference, -1 to 1",
    "gap_lower": "Lower 95 % limit of the gap",
    "gap_upper": "Upper 95 % limit of the gap",
    "ratio": "share / reference; 1 is parity",
    "ratio_lower": "Lower 95 % limit of the ratio",
    "ratio_upper": "Upper 95 % limit of the ratio",
    "lowest": "The share, were all people of unknown ethnic group outside the group",
    "highest": "The share, were all people of unknown ethnic group in the group",
    "bodies": "Bodies that the figure counts",
    "tables": "Tables of groups that the returns tell: an activity, a round, a list of members",
    "left_out": "Those of them that do not tell this group, and are not counted",
    "hidden": "People who may stand behind figures the sender hid; they are among the unknown",
    "p": "Two-sided exact binomial p; of several bodies, of the sum of their binomials",
    "verdict": "below, above, no_clear_difference, too_few, depends_on_unknowns or not_monitored",
    "mark": "[x] not told, [u] nobody's ethnic group is known, [c] hidden by the sender, [z] nobody to count, [e] some "
    "figures are hidden",
    "note": "What to know about this row",
    "source_code": "Codes of the sources of the returns",
    "standing": "published, sent or illustrative",
}
GROUP = ["classification", "group_code"]
OF_REFERENCE = ["basis", "dated", "dated_to", "reference_source"]


def held_against(
    tallied: pd.DataFrame, living: pd.DataFrame, keys: Sequence[str] = (), family: Sequence[str] = GROUP
) -> pd.DataFrame:
    """One row per `keys` and group, the bodies of it together: FIGURES.

    tallied comes from `tally.tally` by body_code and `keys`, living from `reference.of_bodies`. Several bodies are
    never pooled against pooled residents: what is expected is summed body by body, each at its own reference
    (docs/methods.md, "Several boards together"). A body without a reference, or with nobody of known ethnic group,
    takes no part. The rows that share `family` are judged as one family (Benjamini-Hochberg).
    """
    by = [*keys, *GROUP]
    if tallied.empty:
        return pd.DataFrame(columns=[*by, *FIGURES])
    # In arrays rather than by joins: most pages ask it, of some hundred rows, which pandas takes longest to begin with.
    alike = ["body_code", *GROUP]
    at = found_in(tuples_of(tallied, alike), tuples_of(living, alike))  # -1, and so the last of all, has no reference
    rows = tuples_of(tallied, by)
    place, first = numbered(rows)
    count, base, unknown, hidden, tables, left_out = (
        tallied[name].to_numpy(float, na_value=np.nan)
        for name in ("count", "base", "unknown", "hidden", "tables", "left_out")
    )
    reference, residents = (
        np.append(living[name].to_numpy(float, na_value=np.nan), np.nan)[at] for name in ("reference", "residents")
    )
    of_reference = [[*living[name].tolist(), np.nan] for name in OF_REFERENCE]
    used = (base > 0) & ~np.isnan(reference)
    bodies = np.bincount(place[used], minlength=len(first))

    def summed(figures: np.ndarray, which: np.ndarray) -> np.ndarray:
        return np.bincount(place[which], np.nan_to_num(figures[which]), minlength=len(first))

    def of_used(figures: np.ndarray) -> np.ndarray:
        return np.where(bodies > 0, summed(figures, used), np.nan)

    every, alone = np.ones(len(place), bool), np.bincount(place) == 1
    people, concealed = of_used(base), summed(hidden, used)
    with np.errstate(invalid="ignore"):
        expected = of_used(base * reference) / people
    basis = _references_used(place[used], at[used], of_reference)
    nothing = (None,) * len(OF_REFERENCE)
    how = [
        basis.get(each, tuple(told[at[row]] for told in of_reference) if alone[each] else nothing)
        for each, row in enumerate(first.tolist())
    ]
    figures = {
        "count": of_used(count), "base": people, "unknown": of_used(unknown), "hidden": concealed,
        "reference": np.where(bodies > 0, expected, np.where(alone, reference[first], np.nan)),
        "residents": np.where(alone, residents[first], np.nan), "bodies": bodies.astype(float),
        "tables": summed(tables, every), "left_out": summed(left_out, every),
        **dict(zip(OF_REFERENCE, map(list, zip(*how, strict=True)), strict=True)),
    }  # fmt: skip
    figures |= _shares(*(figures[name] for name in ("count", "base", "unknown", "reference")))
    nobody, unrecorded = (summed((base == 0) & which, every) > 0 for which in (unknown == 0, unknown > 0))
    silent = summed(tallied["mark"].to_numpy(object) != "[c]", every) == 0
    states = [concealed > 0, bodies > 0, unrecorded, nobody, silent]
    mark = np.select(states, ["[e]", "", "[u]", "[z]", "[c]"], "[x]").astype(object)
    empty = (mark == "[u]") | (mark == "[z]")
    figures |= {name: np.where(empty, 0.0, figures[name]) for name in ("count", "base")}
    figures["unknown"] = np.where(empty, summed(unknown, every), figures["unknown"])
    cases: list[list] = [[] for _ in first]
    for each, *case in zip(
        place[used].tolist(), *(told[used].tolist() for told in (count, base, unknown, reference)), strict=True
    ):
        cases[each].append((*(int(figure) for figure in case[:3]), case[3]))
    columns = [by.index(name) for name in family]
    judged = _judged_by_family([tuple(rows[row][each] for each in columns) for row in first.tolist()], cases)
    figures |= {
        "p": [each.p for each in judged], "mark": mark,
        "verdict": ["" if mark == "[z]" else str(each.verdict) for each, mark in zip(judged, mark, strict=True)],
    }  # fmt: skip
    return pd.DataFrame(
        {name: tallied[name].array.take(first) for name in by} | {name: figures[name] for name in FIGURES}
    )


def judged_together(cases: Iterable[Sequence[tuple[int, int, int, float]]]) -> list[verdicts.Judgement]:
    """One judgement per case, a case being (count, base, unknown, reference) of each of its bodies; all are one family."""
    cases = list(cases)
    alone = [_judged(case, exact.LEVEL) for case in cases]
    level = exact.family_level([each.p for each in alone])
    return [_judged(case, level) for case in cases] if level < exact.LEVEL else alone


def _judged(case: Sequence[tuple[int, int, int, float]], level: float) -> verdicts.Judgement:
    if len(case) == 1:
        return verdicts.judge(*case[0], level=level)
    return verdicts.judge_pooled(*(zip(*case, strict=True) if case else ([], [], [], [])), level=level)


def _judged_by_family(family: Sequence[tuple], cases: Sequence[Sequence[tuple]]) -> list[verdicts.Judgement]:
    """A judgement per case, in their order; those whose `family` is alike are one family."""
    members: dict[tuple, list[int]] = {}
    for place, row in enumerate(family):
        members.setdefault(row, []).append(place)
    found: dict[int, verdicts.Judgement] = {}
    for of in members.values():
        found |= dict(zip(of, judged_together([cases[place] for place in of]), strict=True))
    return [found[place] for place in range(len(cases))]


def _shares(count: np.ndarray, base: np.ndarray, unknown: np.ndarray, living: np.ndarray) -> dict[str, np.ndarray]:
    """Share, range, gap, ratio and bounds of every row with a count."""
    told = ~np.isnan(base)
    figures = {"share": np.divide(count, base, out=np.full(len(base), np.nan), where=told)}
    figures["lower"], figures["upper"] = intervals.wilson(np.where(told, count, 0), np.where(told, base, 0))
    for end in ("", "_lower", "_upper"):
        figures[f"gap{end}"] = figures[end[1:] or "share"] - living
    ratio, (lower, upper) = intervals.ratio(
        figures["share"], (figures["lower"], figures["upper"]), np.nan_to_num(living)
    )
    ends = intervals.unknown_bounds(*(np.where(told, each, 0) for each in (count, base, unknown)))
    figures |= {"ratio": ratio, "ratio_lower": lower, "ratio_upper": upper}
    return figures | {"lowest": ends.lower, "highest": ends.upper}


def _references_used(place: np.ndarray, at: np.ndarray, of_reference: Sequence[Sequence]) -> dict[int, tuple]:
    """OF_REFERENCE of each row's bodies (by its place), put together: their basis, dates and sources.

    `at` is where each body's reference stands: of thousands of bodies few have any of their own.
    """
    alike, first = numbered(zip(*of_reference, strict=True))
    pairs = np.unique(place * len(first) + alike[at]) if len(place) else ()
    found: dict[int, tuple[set, ...]] = {}
    for row, kind in (divmod(int(pair), len(first)) for pair in pairs):
        for values, told in zip(found.setdefault(row, (set(), set(), set(), set())), of_reference, strict=True):
            values.add(told[first[kind]])
    return {
        row: (bases.pop() if len(bases) == 1 else "several", min(begun), max(ended), joined(sources))
        for row, (bases, begun, ended, sources) in found.items()
    }


def joined(codes: Iterable[object]) -> str:
    """The codes of several sources as one text, each once, in order."""
    return " ".join(sorted({each for code in codes if isinstance(code, str) for each in code.split()}))


def apart(told: pd.DataFrame, within: Sequence[str] = ()) -> pd.DataFrame:
    """The records of real bodies, where there are any (of each combination of values of the columns `within`): what is illustrative is never added to what is true."""
    real = told["standing"].to_numpy(object) != "illustrative"
    if not within:
        return told if real.all() or not real.any() else told[real]
    place, _ = numbered(tuples_of(told, within))
    return told[real | (np.bincount(place, real) == 0)[place]] if len(told) else told
