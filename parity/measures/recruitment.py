"""Who was willing, applied, was shortlisted and was appointed, and how likely each group was to get through."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from parity.measures import counted
from parity.measures.counted import GROUP
from parity.remembered import once
from parity.rows import rows_of
from parity.stats import exact, intervals
from parity.stats.relative import RelativeLikelihood, relative_likelihood
from parity.stats.stratified import Compared, combined_within, p_of
from parity.stats.verdicts import Verdict
from parity.store import Store

By = Literal["body", "round", "route", "year"]
STAGES = ("pool", "applied", "shortlisted", "appointed")
# From which stage to which. The second and third are the steps of a published round; the last spans both.
STEPS = (
    ("pool", "applied"), ("applied", "shortlisted"), ("shortlisted", "appointed"), ("applied", "appointed"),
)  # fmt: skip
MINIMUM = 10  # people of each side at the earlier stage, under which nothing is found: an interval is then only rough
# A group half as likely as the others; where the interval still allows that, "no clear difference" cannot be said.
HALF = 2.0
AGAINST = {"british-other": "White British", "white-other": "White"}
BY = {
    "body": ["body_code", "body"],
    "round": ["body_code", "body", "round_ref", "closed", "route"],
    "route": ["route"],
    "year": ["year"],
}
_PLACE = ["body_code", "body", "round_ref", "closed", "route", "year"]
# The columns of `stages`, in order. People are whole numbers; shares and their limits are 0-1.
STAGE_COLUMNS = [
    *_PLACE, "stage", "row", "classification", "group_code", "label", "bodies", "rounds", "rounds_asked", "count", "base",
    "unknown", "share", "lower", "upper", "lowest", "highest", "mark", "note", "source_code", "standing",
]  # fmt: skip
# The columns of `steps`, in order. Ratios over 1 mean that the others were likelier to get through than the group.
STEP_COLUMNS = [
    *_PLACE, "step", "from_stage", "to_stage", "row", "classification", "group_code", "label", "against", "bodies",
    "rounds", "rounds_asked", "count", "base", "share", "lower", "upper", "others_count", "others_base", "others_share",
    "others_lower", "others_upper", "unknown", "unknown_base", "ratio", "ratio_lower", "ratio_upper", "inverse",
    "inverse_lower", "inverse_upper", "ratio_summed", "p", "verdict", "mark", "note", "source_code", "standing",
]  # fmt: skip
_DESCRIBED_PLACE = {
    "body_code": "Code of the body, where rows are by body or round",
    "body": "Name of the body",
    "round_ref": "The body's own name for the round, where rows are by round",
    "closed": "The day the round closed",
    "route": "How candidates were sought: open, nominated, elected, ex_officio, co_opted or unknown",
    "year": "The year the rounds closed in, where rows are by year",
}
_DESCRIBED_GROUP = {
    "row": "definition: all ethnic minorities; broad: one of the five broad groups",
    "classification": "The list of ethnic groups that the row belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
}
_DESCRIBED_END = {
    "mark": "[x] not collected, [c] hidden, [u] nobody of known ethnic group",
    "note": "What to know about this row",
    "source_code": "Code of the source of the return",
    "standing": "published, sent or illustrative",
}
STAGE_DESCRIBED = {
    **_DESCRIBED_PLACE,
    "stage": "pool (of willing candidates), applied, shortlisted or appointed",
    **_DESCRIBED_GROUP,
    "bodies": "Bodies whose rounds tell this stage and group",
    "rounds": "Rounds that tell this stage and group",
    "rounds_asked": "Rounds there are",
    "count": "People of the group at this stage",
    "base": "All people of known ethnic group at this stage",
    "unknown": "People whose ethnic group is not known",
    "share": "count / base, 0 to 1",
    "lower": "Lower 95 % limit of the share (Wilson score)",
    "upper": "Upper 95 % limit of the share (Wilson score)",
    "lowest": "The share, were all people of unknown ethnic group outside the group",
    "highest": "The share, were all people of unknown ethnic group in the group",
    **_DESCRIBED_END,
}
STEP_DESCRIBED = {
    **_DESCRIBED_PLACE,
    "step": "The later stage from the earlier, such as appointed_from_shortlisted",
    "from_stage": "The earlier stage",
    "to_stage": "The later stage",
    **_DESCRIBED_GROUP,
    "against": "The people it is compared with: White British, White, or everyone of a White group",
    "bodies": "Bodies whose rounds tell both stages for both sides",
    "rounds": "Rounds that tell both stages for both sides",
    "rounds_asked": "Rounds there are",
    "count": "People of the group who got through, over those rounds",
    "base": "People of the group at the earlier stage, over those rounds",
    "share": "count / base, 0 to 1: how many of the group got through",
    "lower": "Lower 95 % limit of that share (Wilson score)",
    "upper": "Upper 95 % limit of that share (Wilson score)",
    "others_count": "Others who got through, over those rounds",
    "others_base": "Others at the earlier stage, over those rounds",
    "others_share": "others_count / others_base, 0 to 1",
    "others_lower": "Lower 95 % limit of that share",
    "others_upper": "Upper 95 % limit of that share",
    "unknown": "People of unknown ethnic group who got through, over those rounds",
    "unknown_base": "People of unknown ethnic group at the earlier stage, over those rounds",
    "ratio": "How many times as likely the others were to get through as the group, compared within each round",
    "ratio_lower": "Lower 95 % limit of the ratio",
    "ratio_upper": "Upper 95 % limit of the ratio",
    "inverse": "The same the other way round: the group over the others",
    "inverse_lower": "Lower 95 % limit of the inverse",
    "inverse_upper": "Upper 95 % limit of the inverse",
    "ratio_summed": "others_share / share, of all rounds added up, as the NHS Workforce Race Equality Standard has it",
    "p": "Two-sided p of the ratio",
    "verdict": "below (the group was less likely), above, no_clear_difference, too_few, depends_on_unknowns, not_monitored",
    **_DESCRIBED_END,
}


def stages(
    store: Store,
    bodies: Sequence[str],
    *,
    by: By | None = None,
    route: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> pd.DataFrame:
    """One row per place (see `by`), stage and group: who was at each stage. See STAGE_COLUMNS.

    `by`: one row per body, round, route or year in which the round closed; without it, all rounds taken together. Rounds
    are those that closed from `since` to `until`, by `route`. The stages of a place may rest on different rounds (a
    nominated round tells no applications): `rounds` says on how many, and comparing stages is for `steps`.
    """
    told = _rounds(store, bodies, route, since, until)
    if told.empty:
        return pd.DataFrame(columns=STAGE_COLUMNS)
    places = BY[by] if by else []
    asked = _rounds_asked(told, places)
    rows = []
    for key, part in _parted(rows_of(told), [*places, "stage", *GROUP]):
        usable = [row for row in part if _known(row["held"], row["other"])]
        row = key | _about(part, usable, asked, key, places)
        if usable:
            count, unknown = _sum(usable, "held"), _sum(usable, "not_stated")
            base = count + _sum(usable, "other")
            row |= {"count": count, "base": base, "unknown": unknown, "mark": "" if base else "[u]"}
            if base:
                row["share"] = count / base
                row["lower"], row["upper"] = intervals.wilson(count, base)
            if base + unknown:
                row["lowest"], row["highest"] = intervals.unknown_bounds(count, base, unknown)
        rows.append(row | {"stage_order": STAGES.index(key["stage"])})
    return _in_order(pd.DataFrame(rows), [*places, "stage_order", "order"], STAGE_COLUMNS)


def steps(
    store: Store,
    bodies: Sequence[str],
    *,
    by: By | None = None,
    route: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> pd.DataFrame:
    """One row per place (see `stages`), step from one stage to a later and group: how likely the group was to get through.

    See STEP_COLUMNS. Ethnic minorities are compared with White British people or with White people, as the definition
    has it; each broad group but White with White people. Only rounds that tell both stages for both sides take part,
    and each is compared within itself (`stats.stratified.combined_within`): several bodies are never added up. Verdicts
    of the rows of one step and group are one family. Method: docs/methods.md, "Relative likelihood".
    """
    told = _rounds(store, bodies, route, since, until)
    if told.empty:
        return pd.DataFrame(columns=STEP_COLUMNS)
    places = BY[by] if by else []
    asked = _rounds_asked(told, places)
    at_stage = _against(rows_of(told))
    rows = [row for step in STEPS for row in _step(at_stage, step, places, asked)]
    frame = pd.DataFrame(rows)
    family = frame.groupby(["step_order", "order"], sort=False)["p"]
    level = family.transform(exact.family_level)
    frame["verdict"] = [_verdict(tables, float(at)) for tables, at in zip(frame["tables"], level, strict=True)]
    return _in_order(frame, [*places, "step_order", "order"], STEP_COLUMNS)


def _rounds(
    store: Store, bodies: Sequence[str], route: str | None, since: date | None, until: date | None
) -> pd.DataFrame:
    """The rows of `_every_round` of rounds by this route that closed from `since` to `until`."""
    told = once(store, _every_round, list(bodies))
    kept = np.ones(len(told), bool)
    if route is not None and len(told):
        kept &= told["route"].eq(route).to_numpy(bool)
    if (since or until) and len(told):
        closed = pd.to_datetime(told["closed"])  # a round of which no day is told closed neither before nor after one
        kept &= closed.between(pd.Timestamp(since or date.min), pd.Timestamp(until or date.max)).to_numpy(bool)
    return told[kept]


def _every_round(store: Store, bodies: Sequence[str]) -> pd.DataFrame:
    """One row per body, round, stage and group that is shown: held, other, not_stated, mark (as `counted.totals`)."""
    told = store.ask("recruitment_rounds", bodies=list(bodies)) if len(bodies) else pd.DataFrame()
    if told.empty:
        return pd.DataFrame()
    told["closed"] = pd.to_datetime(told["closed"].fillna(told["opened"])).dt.date
    about = told.groupby(["body_code", "round_ref"], sort=False).agg(
        {"closed": "first", "route": "first", "source_code": "first", "standing": "first"}
    )
    frame = counted.totals(store, told, ["body_code", "round_ref", "stage"], unlisted_is_none=True).merge(
        about.reset_index(), on=["body_code", "round_ref"]
    )
    # Python's own None, as a missing number is not equal to itself and would not be put together.
    frame["year"] = pd.Series([None if pd.isna(day) else day.year for day in frame["closed"]], dtype=object)
    names = store.ask("bodies").set_index("body_code")["name"]
    return frame.assign(body=frame["body_code"].map(names).fillna(frame["body_code"]))


def _against(told: list[dict]) -> dict[tuple, dict]:
    """The rows by body, round, stage and group, with who they are compared with.

    The other side is the rest for a definition, and White people for a broad group.
    """
    white = {
        (row["body_code"], row["round_ref"], row["stage"]): row["held"]
        for row in told
        if row["classification"] == "broad-5" and row["group_code"] == "white"
    }
    kept = {}
    for row in told:
        if row["row"] == "definition":
            against, other = AGAINST[row["classification"]], row["other"]
        elif row["group_code"] == "white":
            continue
        else:
            against, other = "White", white[row["body_code"], row["round_ref"], row["stage"]]
        kept[row["body_code"], row["round_ref"], row["stage"], row["order"]] = row | {
            "against": against,
            "other": other,
        }
    return kept


def _step(at_stage: dict[tuple, dict], step: tuple[str, str], places: list[str], asked: dict) -> list[dict]:
    """The rows of one step, with the tables they rest on."""
    early, late = step
    both = []
    for (body, round_ref, stage, order), row in at_stage.items():
        later = at_stage.get((body, round_ref, late, order))
        if stage == early:
            missing = dict.fromkeys(("held", "other", "not_stated", "mark"))
            both.append(row | {f"{name}_late": value for name, value in (later or missing).items() if name in missing})
        elif stage == late and (body, round_ref, early, order) not in at_stage:
            late_ones = {f"{name}_late": row[name] for name in ("held", "other", "not_stated", "mark")}
            both.append(row | late_ones | {"held": None, "other": None, "not_stated": None, "mark": ""})
    rows = []
    for key, part in _parted(both, [*places, *GROUP, "against"]):
        told = [row for row in part if _known(row["held"], row["other"], row["held_late"], row["other_late"])]
        usable = [row for row in told if row["held_late"] <= row["held"] and row["other_late"] <= row["other"]]
        row = key | _about(part, usable, asked, key, places)
        if strange := len(told) - len(usable):
            rounds = "1 round tells" if strange == 1 else f"{strange} rounds tell"
            row["note"] = f"{row['note']} {rounds} more people {late} than {early}, and cannot be used.".strip()
        tables = [_tables(each) for each in usable]
        row |= {"step": f"{late}_from_{early}", "from_stage": early, "to_stage": late, "tables": tables,
                "step_order": STEPS.index(step), "p": np.nan}  # fmt: skip
        rows.append(row | (_compared(usable, tables) if usable else {}))
    return rows


def _tables(row: dict) -> tuple[Compared, Compared, Compared]:
    """A round as the others against the group: as known, all unknown outside the group, all unknown in it."""
    a, n, b, m = (int(row[column]) for column in ("other_late", "other", "held_late", "held"))
    base = _sum([row], "not_stated")
    through = min(_sum([row], "not_stated_late"), base)
    return Compared(a, n, b, m), Compared(a + through, n + base, b, m), Compared(a, n, b + through, m + base)


def _compared(usable: list[dict], tables: list[tuple[Compared, Compared, Compared]]) -> dict:
    known = [table for table, _, _ in tables]
    a, n, b, m = (sum(part) for part in zip(*known, strict=True))
    found = combined_within(known)
    out = {
        "count": b, "base": m, "others_count": a, "others_base": n,
        "unknown": _sum(usable, "not_stated_late"), "unknown_base": _sum(usable, "not_stated"),
        "ratio": found.ratio, "ratio_lower": found.lower, "ratio_upper": found.upper,
        "inverse": found.inverse.ratio, "inverse_lower": found.inverse.lower, "inverse_upper": found.inverse.upper,
        "ratio_summed": relative_likelihood(a, n, b, m).ratio, "p": p_of(found),
        "mark": "" if m or n else "[u]",
    }  # fmt: skip
    for share, through, of in (("", b, m), ("others_", a, n)):
        if of:
            low, high = intervals.wilson(through, of)
            out |= {f"{share}share": through / of, f"{share}lower": low, f"{share}upper": high}
    return out


def _verdict(tables: list[tuple[Compared, Compared, Compared]], level: float) -> str:
    """The rule of docs/methods.md, "Relative likelihood", at a level of chance; the group is `below` where less likely."""
    if not tables:
        return str(Verdict.NOT_MONITORED)
    readings = [combined_within([table[reading] for table in tables], 1 - level) for reading in range(3)]
    known = [table for table, _, _ in tables]
    if min(sum(each.of_first for each in known), sum(each.of_second for each in known)) < MINIMUM:
        return str(Verdict.TOO_FEW)
    sides = {_side(found) for found in readings}
    if len(sides) > 1:
        return str(Verdict.DEPENDS_ON_UNKNOWNS)
    (side,) = sides
    if side is not None:
        return str(side)
    upper = readings[0].upper
    return str(Verdict.TOO_FEW if pd.isna(upper) or upper >= HALF else Verdict.NO_CLEAR_DIFFERENCE)


def _side(found: RelativeLikelihood) -> Verdict | None:
    if not found.clear:
        return None
    return Verdict.BELOW if found.ratio > 1 else Verdict.ABOVE


def _about(part: list[dict], usable: list[dict], asked: dict, key: dict, places: list[str]) -> dict:
    """On how many bodies and rounds a row rests, why the rest are missing, and whose they are."""
    of = asked[tuple(key[name] for name in places)]
    rounds = len({(row["body_code"], row["round_ref"]) for row in usable})
    hidden = any("[c]" in (row["mark"], row.get("mark_late")) for row in part)
    notes = ["Counts of some rounds were hidden to protect people."] if hidden else []
    if rounds < of:
        notes.append(f"Told in {rounds} of {of} rounds." if rounds else "No round tells this.")
    return {
        "bodies": len({row["body_code"] for row in usable}),
        "rounds": rounds,
        "rounds_asked": of,
        "mark": "" if rounds else "[c]" if hidden else "[x]",
        "note": " ".join(notes),
        "source_code": _one(row["source_code"] for row in part),
        "standing": _one(row["standing"] for row in part),
    }


def _rounds_asked(told: pd.DataFrame, places: list[str]) -> dict[tuple, int]:
    """How many rounds there are, by place."""
    each = rows_of(told.drop_duplicates(["body_code", "round_ref"]))
    return {tuple(key.values()): len(part) for key, part in _parted(each, places)}


def _parted(rows: list[dict], keys: Sequence[str]) -> Iterator[tuple[dict, list[dict]]]:
    """The rows with one set of keys together, in order of appearance."""
    parts: dict[tuple, list[dict]] = {}
    for row in rows:
        parts.setdefault(tuple(row[key] for key in keys), []).append(row)
    for values, part in parts.items():
        yield dict(zip(keys, values, strict=True)), part


def _known(*figures: float | None) -> bool:
    return all(figure is not None and figure == figure for figure in figures)


def _sum(rows: list[dict], column: str) -> int:
    """Whole people; what is not known adds nothing."""
    return int(sum(row[column] for row in rows if _known(row[column])))


def _one(values: Iterable[str | None]) -> str | None:
    """What all have in common; several codes with a space between them."""
    kept = sorted({value for value in values if isinstance(value, str)})
    return " ".join(kept) if kept else None


def _in_order(frame: pd.DataFrame, by: list[str], columns: list[str]) -> pd.DataFrame:
    return frame.sort_values(by, kind="stable").reindex(columns=columns).reset_index(drop=True)
