"""Who takes part in a body, set against who lives in the places it serves."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Choice, Definition
from parity.measures import groups, reference, standings
from parity.remembered import kept, once
from parity.rows import tuples_of
from parity.stats import funnel, verdicts
from parity.store import Store

# The columns of every frame this measure returns, in order. Shares and their limits are 0-1; gaps are shares less
# references, -1 to 1; count, base and unknown are people.
COLUMNS = [
    "body_code", "body", "part", "as_at", "row", "classification", "group_code", "label", "count", "base", "unknown",
    "share", "lower", "upper", "reference", "reference_lower", "reference_upper", "residents", "basis", "dated", "dated_to", "reference_source", "gap", "gap_lower", "gap_upper", "ratio",
    "ratio_lower", "ratio_upper", "lowest", "highest", "p", "verdict", "mark", "note", "source_code", "standing",
]  # fmt: skip
# What each column is, in words, for those who download the figures.
DESCRIBED = {
    "body_code": "Code of the body",
    "body": "Name of the body",
    "part": "Which of its people: a tier of seats (core, wider, sub_group, officers ...) or one of the five roles",
    "as_at": "The day the people were counted",
    "row": "definition: all ethnic minorities; broad: one of the five broad groups; detail: a finer group",
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "count": "People of the group, among those whose ethnic group is known",
    "base": "All people whose ethnic group is known",
    "unknown": "People whose ethnic group is not known",
    "share": "count / base, 0 to 1",
    "lower": "Lower 95 % limit of the share (Wilson score)",
    "upper": "Upper 95 % limit of the share (Wilson score)",
    "reference": "The group's share of the residents of the places served, 0 to 1",
    "reference_lower": "Lower 95 % limit of the reference, where it is a survey's estimate",
    "reference_upper": "Upper 95 % limit of the reference, where it is a survey's estimate",
    "residents": "All residents of the places served",
    "basis": "census, estimate (annual survey), interpolated (between two censuses), held (after the last census) or "
    "nearest (before the first)",
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
    "p": "Two-sided exact binomial p",
    "verdict": "below, above, no_clear_difference, too_few, depends_on_unknowns, not_monitored or no_base",
    "mark": "[x] not collected, [z] does not apply, [e] rests on an estimate, [u] unknown, [c] hidden",
    "note": "What to know about this row",
    "source_code": "Code of the source of the return",
    "standing": "published, sent or illustrative",
    "p_adjusted": "p adjusted for the number of bodies shown (Benjamini-Hochberg)",
    "limit_95_low": "Lower 95 % funnel limit of the gap, at the body's own reference and size",
    "limit_95_high": "Upper 95 % funnel limit of the gap",
    "limit_998_low": "Lower 99.8 % funnel limit of the gap",
    "limit_998_high": "Upper 99.8 % funnel limit of the gap",
}
# What a comparison of many bodies has besides.
IN_FAMILY = ["p_adjusted", "limit_95_low", "limit_95_high", "limit_998_low", "limit_998_high"]
TIERS = ("core", "wider", "sub_group")


def by_group(store: Store, choice: Choice) -> pd.DataFrame:
    """One row per ethnic group of one body's part on one date; see COLUMNS.

    First the two definitions of ethnic minorities (row `definition`), then the five broad groups (`broad`), then the
    groups of the body's own classification where it is finer (`detail`). A group the body did not tell has the
    reference and no share: mark `[x]`. Held against adults, only the groups that the source counts adults by. Empty for a body that is not in the store or serves no known area.
    """
    if choice.body is None or choice.as_at is None:
        return _empty()
    told = store.ask("engaged_by_group", bodies=[choice.body], part=choice.part, as_at=choice.as_at)
    finer = [each for each in standings.FINER if each in set(told["classification"])]
    living = reference.of_bodies(store, [choice.body], choice.as_at, [*groups.ALWAYS, *finer], choice.ages)
    if living.empty:
        return _empty()
    named = store.ask("bodies").set_index("body_code")
    told = told.drop(columns=["body", "body_type"]).assign(told=True)
    joined = (
        groups.shown(store, finer)
        .merge(living, on=["classification", "group_code"])
        .merge(told, on=["body_code", "classification", "group_code"], how="left")
        .assign(body=named.at[choice.body, "name"], part=choice.part, as_at=choice.as_at, any_told=not told.empty)
    )
    return standings.compared(joined).sort_values("order", kind="stable")[COLUMNS].reset_index(drop=True)


def across_bodies(store: Store, bodies: Sequence[str], choice: Choice) -> pd.DataFrame:
    """One row per body that told the choice's part on the choice's date, for all ethnic minorities under its definition.

    The columns of COLUMNS, and: `p_adjusted` (Benjamini-Hochberg over the bodies shown, one family), and the gaps
    between which chance alone would keep a body at parity, 19 times in 20 and 499 times in 500 (`limit_95_low`, `limit_95_high`,
    `limit_998_low`, `limit_998_high`), each at the body's own reference and size. Verdicts are at the family's level.
    """
    if choice.as_at is None or not len(bodies):
        return _empty(IN_FAMILY)
    told = [(choice.part, choice.as_at)]
    found = standings.told_at(store, bodies, told, choice.definition, choice.ages)
    frame = found.take(np.flatnonzero(found.frame["reference"].notna())).together()
    if frame.empty:
        return _empty(IN_FAMILY)
    inner, outer = funnel.limits(frame["reference"].to_numpy(float), frame["base"].fillna(0).to_numpy(float))
    for name, pair in (("limit_95", inner), ("limit_998", outer)):
        frame[f"{name}_low"], frame[f"{name}_high"] = (end - frame["reference"] for end in pair)
    return frame[[*COLUMNS, *IN_FAMILY]].reset_index(drop=True)


@kept
def drawn(frame: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """The rows of `by_group` for the picture, verdicts in words and no notes.

    First the definition chosen, then the other one, then the broad groups and the finer ones, each by the share of
    residents, the largest first and Other last.
    """
    chosen, kinds = MINORITIES[choice.definition], {"definition": 1, "broad": 2, "detail": 3}

    def place(number: int) -> tuple:
        kind, classification, group, reference = told[number]
        order = 0 if (classification, group) == chosen else kinds[kind]
        unknown = pd.isna(reference)
        return order, (kind, group) == ("broad", "other"), unknown, 0 if unknown else -reference

    told = tuples_of(frame, ["row", "classification", "group_code", "reference"])
    kept = frame.take(sorted(range(len(told)), key=place)).reset_index(drop=True)
    return kept.assign(note="", verdict=[verdicts.Verdict(each).label if each else "" for each in kept["verdict"]])


def by_tier(store: Store, choice: Choice) -> pd.DataFrame:
    """One row per tier of seats that the body ever told up to the choice's date, for all ethnic minorities; see COLUMNS.

    Each tier as it was last told, which may be on an earlier day than the others: as_at says when.
    """
    told = rounds(store)
    told = told[told["body_code"].eq(choice.body) & told["part"].isin(TIERS)]
    if choice.as_at is not None:
        told = told[told["as_at"].le(choice.as_at)]
    last = told.groupby("part")["as_at"].max()
    wanted = [(choice.body, tier, last[tier]) for tier in TIERS if tier in last]
    return as_told(store, wanted, choice.definition, choice.ages)


def as_told(
    store: Store, wanted: Sequence[tuple[str, str, date]], definition: Definition, ages: str = "all ages"
) -> pd.DataFrame:
    """The row of `by_group` of all ethnic minorities for each body, part and day wanted, in their order; see COLUMNS."""
    if not wanted:
        return _empty()
    pair, place = MINORITIES[definition], {each: number for number, each in enumerate(wanted)}
    bodies, rounds = sorted({body for body, *_ in wanted}), [(part, day) for _, part, day in wanted]
    found = standings.told_at(store, bodies, rounds, definition, ages)
    keys = list(zip(*(found.frame[name] for name in ("body_code", "part", "as_at")), strict=True))
    rows = np.flatnonzero(np.array([key in place for key in keys], bool) & found.frame["reference"].notna())
    frames = [found.take(rows).alone()[COLUMNS]] if len(rows) else []
    keys = [keys[row] for row in rows]
    for body, part, day in place.keys() - set(keys):  # of whom the body did not tell this group apart
        frame = once(store, by_group, Choice(body, part, day, ages=ages).of_groups)
        frames.append(frame[frame["classification"].eq(pair[0]) & frame["group_code"].eq(pair[1])])
    if not frames:
        return _empty()
    frame = pd.concat(frames, ignore_index=True)
    order = [place[each] for each in zip(frame["body_code"], frame["part"], frame["as_at"], strict=True)]
    return frame.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def by_area(store: Store, within: str, choice: Choice) -> pd.DataFrame:
    """One row per authority of a place: the gap of the body that serves it, in this part.

    Columns: area_code, name, parent, body, share (of the body's people), residents (of its whole catchment), gap,
    verdict, mark, estimated (always no: these are the bodies' own figures), source_code. An authority served by no body
    with a figure is there, without one; one that several serve has the first by name, and its note says so.
    """
    areas = store.ask("areas_within", area=within, level="authority")
    everyone = across_bodies(store, list(store.ask("bodies")["body_code"]), choice)
    told = everyone[["body_code", "body", "share", "reference", "gap", "verdict", "mark", "source_code"]]
    serving = store.ask("catchments")[["body_code", "area_code"]].merge(told, on="body_code")
    serving["serving"] = serving.groupby("area_code")["body_code"].transform("count")
    first = serving.sort_values("body").drop_duplicates("area_code")
    frame = areas.merge(first, on="area_code", how="left").assign(estimated=False)
    frame["note"] = np.where(frame["serving"] > 1, "Served by several bodies; the first by name is shown.", "")
    frame["mark"] = frame["mark"].where(frame["mark"].notna(), "[x]")
    return frame[["area_code", "name", "parent", "body", "share", "reference", "gap", "verdict", "mark", "estimated",
                  "note", "source_code"]]  # fmt: skip


def rounds(store: Store) -> pd.DataFrame:
    """One row per body, part and date told: what can be chosen."""
    return once(store, _rounds)


def _rounds(store: Store) -> pd.DataFrame:
    told = store.ask("rounds")
    return told.assign(as_at=pd.to_datetime(told["as_at"]).dt.date)


@kept
def latest_testable(told: pd.DataFrame) -> tuple[str, date] | None:
    """The part and the latest date among `rounds` at which some body told both a count and a base; None without one.

    What was sent comes before what was published, and what is illustrative last: a first page shows what is true.
    """
    testable = told[told["has_base"]]
    if testable.empty:
        return None
    rank = testable["standing"].map({"illustrative": 0, "published": 1, "sent": 2})
    last = testable.assign(rank=rank).sort_values(["rank", "as_at"]).iloc[-1]
    return last["part"], last["as_at"]


def day_to_begin_with(told: pd.DataFrame, latest: tuple[str, date] | None) -> date:
    """The day shown first of one body's part, of its `rounds`: that of `latest_testable`, else its last with a base, else its last."""
    days, based = set(told["as_at"]), told.loc[told["has_base"], "as_at"]
    return latest[1] if latest and latest[1] in days else max(based if len(based) else days)


def last_told(told: pd.DataFrame, bodies: Sequence[str], part: str, until: date) -> date | None:
    """The last day, `until` at the latest, for which one of these bodies told this part, of `rounds`."""
    days = told.loc[told["body_code"].isin(bodies) & told["part"].eq(part) & told["as_at"].le(until), "as_at"]
    return days.max() if len(days) else None


def other_definition(definition: Definition) -> Definition:
    """The definition that the page does not show at the moment."""
    return "including" if definition == "excluding" else "excluding"


def _empty(extra: Sequence[str] = ()) -> pd.DataFrame:
    return pd.DataFrame(columns=[*COLUMNS, *extra])
