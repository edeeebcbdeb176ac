"""Counts of people held against the residents of the places served: share, range, gap and verdict, body by body."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

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
    own = tallied.merge(living, on=["body_code", *GROUP], how="left")
    if own.empty:
        return pd.DataFrame(columns=[*by, *FIGURES])
    own["expected"] = own["base"] * own["reference"]
    own["nobody"] = own["base"].eq(0) & own["unknown"].eq(0)
    own["unrecorded"] = own["base"].eq(0) & own["unknown"].gt(0)
    own["concealed"] = own["mark"].eq("[c]")
    used = own[own["base"].gt(0) & own["reference"].notna()]
    frame = _grouped(
        own, by, tables="sum", left_out="sum", nobody="any", unrecorded="any", concealed="all", unknown="sum"
    )
    once = own.drop_duplicates(by, keep=False).set_index(by)[["reference", "residents", *OF_REFERENCE]]
    sums = _grouped(used, by, count="sum", base="sum", unknown="sum", hidden="sum", expected="sum", body_code="size")
    sums = sums.rename(columns={"body_code": "bodies"}).join(_references_used(used, by))
    frame = frame.rename(columns={"unknown": "unrecorded_people"}).join(sums).join(once.add_suffix("_once"))
    for name in OF_REFERENCE:
        frame[name] = frame[name].where(frame["bodies"].gt(0), frame[f"{name}_once"])
    frame["reference"] = (frame["expected"] / frame["base"]).fillna(frame["reference_once"])
    frame["residents"] = frame["residents_once"]
    frame["bodies"] = frame["bodies"].fillna(0)
    frame["hidden"] = frame["hidden"].fillna(0)
    frame = _shares(frame)
    states = [frame["hidden"].gt(0), frame["bodies"].gt(0), frame["unrecorded"], frame["nobody"], frame["concealed"]]
    frame["mark"] = np.select(states, ["[e]", "", "[u]", "[z]", "[c]"], "[x]")
    empty = frame["mark"].isin(["[u]", "[z]"])
    frame.loc[empty, ["count", "base"]] = 0.0
    frame.loc[empty, "unknown"] = frame.loc[empty, "unrecorded_people"]
    judged = _judged_by_family(frame, _cases(used, by), list(family))
    frame["p"] = [each.p for each in judged]
    frame["verdict"] = [
        "" if mark == "[z]" else str(each.verdict) for each, mark in zip(judged, frame["mark"], strict=True)
    ]
    return frame.reset_index()[[*by, *FIGURES]]


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


def _judged_by_family(frame: pd.DataFrame, cases: dict[tuple, list], family: list[str]) -> list[verdicts.Judgement]:
    found: dict[tuple, verdicts.Judgement] = {}
    rows = [(key if isinstance(key, tuple) else (key,)) for key in frame.index]
    place = [frame.index.names.index(name) for name in family]
    members: dict[tuple, list[tuple]] = {}
    for row in rows:
        members.setdefault(tuple(row[each] for each in place), []).append(row)
    for of in members.values():
        found |= dict(zip(of, judged_together([cases.get(row, []) for row in of]), strict=True))
    return [found[row] for row in rows]


def _cases(used: pd.DataFrame, by: list[str]) -> dict[tuple, list[tuple[int, int, int, float]]]:
    cases: dict[tuple, list] = {}
    columns = [used[name] for name in (*by, "count", "base", "unknown", "reference")]
    for *row, count, base, unknown, living in zip(*columns, strict=True):
        cases.setdefault(tuple(row), []).append((int(count), int(base), int(unknown), float(living)))
    return cases


def _shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Share, range, gap, ratio and bounds of every row with a count."""
    count, base, unknown, living = (frame[name].to_numpy(float) for name in ("count", "base", "unknown", "reference"))
    told = ~np.isnan(base)
    figures = {"share": np.divide(count, base, out=np.full(len(base), np.nan), where=told)}
    figures["lower"], figures["upper"] = intervals.wilson(np.where(told, count, 0), np.where(told, base, 0))
    for end in ("", "_lower", "_upper"):
        figures[f"gap{end}"] = figures[end[1:] or "share"] - living
    ratio, (lower, upper) = intervals.ratio(
        figures["share"], (figures["lower"], figures["upper"]), np.nan_to_num(living)
    )
    figures |= {"ratio": ratio, "ratio_lower": lower, "ratio_upper": upper}
    ends = intervals.unknown_bounds(*(np.where(told, each, 0) for each in (count, base, unknown)))
    return frame.assign(**figures, lowest=ends.lower, highest=ends.upper)


def _references_used(used: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How the references of the bodies behind each row were come by: their basis, dates and sources put together."""
    found: dict[tuple, tuple[set, ...]] = {}
    for *row, basis, dated, dated_to, source in zip(*(used[name] for name in (*by, *OF_REFERENCE)), strict=True):
        for values, value in zip(
            found.setdefault(tuple(row), (set(), set(), set(), set())), (basis, dated, dated_to, source), strict=True
        ):
            values.add(value)
    rows = [
        (*row, bases.pop() if len(bases) == 1 else "several", min(first), max(last), joined(sources))
        for row, (bases, first, last, sources) in found.items()
    ]
    return pd.DataFrame(rows, columns=[*by, *OF_REFERENCE]).set_index(by)


def _grouped(frame: pd.DataFrame, by: list[str], **what: object) -> pd.DataFrame:
    return frame.groupby(by, sort=False, dropna=False).agg(**{name: (name, how) for name, how in what.items()})


def joined(codes: Iterable[object]) -> str:
    """The codes of several sources as one text, each once, in order."""
    return " ".join(sorted({each for code in codes if isinstance(code, str) for each in code.split()}))


def apart(told: pd.DataFrame) -> pd.DataFrame:
    """The records of real bodies, where there are any: what is illustrative is never added to what is true."""
    real = told["standing"] != "illustrative"
    return told[real] if real.any() else told
