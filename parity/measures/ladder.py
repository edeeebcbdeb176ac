"""At which step does representation fall away: from living in a place to chairing its board."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from parity.measures import against, groups, reference, tally
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats import intervals
from parity.store import Store

# The steps, lowest first, in the words of every page. The five roles are those of the West Midlands study of 2005.
STEPS = {
    "residents": "Residents",
    "beneficiary": "Using services",
    "consultee": "Consulted",
    "source_of_activity": "Running community activity",
    "source_of_delivery": "Delivering services",
    "partner": "Partners",
    "applied": "Applied for a seat",
    "shortlisted": "Shortlisted",
    "appointed": "Appointed",
    "seats": "Holding a seat",
    "chairing": "Chairing",
}
FROM_STEP = ["from_step", "change", "change_lower", "change_upper", "clear", "largest_fall"]
COLUMNS = ["step", "step_label", "row", *against.GROUP, "label", *against.FIGURES, *FROM_STEP, "day", "note",
           "source_code", "standing"]  # fmt: skip
DESCRIBED = against.DESCRIBED | {
    "step": "Code of the step",
    "step_label": "Name of the step",
    "from_step": "The nearest step below that has a figure",
    "change": "The gap at this step less the gap at from_step, -1 to 1; of one body, the change in its share",
    "change_lower": "Lower limit of the change, at 95 % for all the changes of the group together",
    "change_upper": "Upper limit of the change, at 95 % for all the changes of the group together",
    "clear": "Does the range of the change leave 0 out: more than chance gives?",
    "largest_fall": "Is this the largest fall of the group's line?",
    "day": "The day that seats were held on",
}


CHANGING = ["step", "share", "count", "base", "gap", "reference"]
NOTED = ["step", "mark", "tables", "left_out", "share", "hidden", "day", "unit"]


def by_group(
    store: Store, bodies: Sequence[str], since: date | None, until: date, tier: str = "core", detailed: bool = False
) -> pd.DataFrame:
    """One row per step and ethnic group, of one body or of several together; see COLUMNS.

    Steps are in order, all of them, whether told or not; groups as in `groups.shown`, the finer ones of 2021 with
    `detailed` where some return tells them. Activities and rounds count that ended between since and until; seats are
    those of the tier held on the last day up to until of which there is a list. The row of residents counts the people
    of all the places served, each once, and is what a line starts from; each step's own reference is what it is held
    against. Real and illustrative bodies are never added together. The steps of one group are one family of tests.
    Method: docs/methods.md, "Ladder of engagement".
    """
    if not len(bodies):
        return _empty()
    told = against.apart(_told(store, list(bodies), since, until, tier))
    counted = list(told["body_code"].unique()) or list(bodies)
    finer = _finer(told) if detailed else []
    lists = [*groups.ALWAYS, *finer]
    living = reference.of_bodies(store, counted, until, lists)
    places = reference.at_date(
        store.ask("residents_of_places", bodies=counted, classifications=lists, age_base="all ages"),
        until,
        against.GROUP,
    )
    if places.empty:
        return _empty()
    shown = groups.shown(store, finer)
    if detailed:
        shown = shown[(shown["row"] != "detail") | shown["group_code"].isin(told["ethnic_group"])]
    held = against.held_against(tally.tally(store, told, ["body_code", "step"], bool(finer)), living, ["step"])
    about = told.groupby("step").agg(day=("day", "max"), source=("source_code", against.joined), unit=("unit", "max"))
    steps = pd.DataFrame({"step": list(STEPS), "step_label": list(STEPS.values()), "place": range(len(STEPS))})
    frame = (
        steps.merge(shown, how="cross")
        .merge(held.astype({"step": object}), on=["step", *against.GROUP], how="left")
        .merge(about.reset_index(), on="step", how="left")
    )
    frame = _with_residents(frame, places)
    standing = "illustrative" if told["standing"].eq("illustrative").any() else told["standing"].max()
    frame["standing"] = None if told.empty else standing
    frame["source_code"] = frame["source"]
    silent = frame["mark"].isna()
    frame.loc[silent, "mark"], frame.loc[silent, "verdict"] = "[x]", "not_monitored"
    frame = frame.sort_values(["place", "order"], kind="stable").reset_index(drop=True)
    changed = [_changes(line) for _, line in frame.groupby(against.GROUP, sort=False)]
    frame = frame.drop(columns=FROM_STEP, errors="ignore").join(pd.concat(changed))
    frame["clear"], frame["largest_fall"] = (frame[name].eq(True) for name in ("clear", "largest_fall"))
    frame["note"] = [_note(row, until) for row in rows_of(frame[NOTED])]
    return frame[COLUMNS]


@kept
def falls(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per group whose line falls anywhere: the row of `by_group` at which it falls furthest."""
    return frame[frame["largest_fall"]].reset_index(drop=True)


def bodies(store: Store) -> pd.DataFrame:
    """One row per body that told anything about a step: body_code, body, began, ended (dates told of), kinds, standing."""
    told = store.ask("ladder_bodies")
    if told.empty:
        return pd.DataFrame(columns=["body_code", "body", "began", "ended", "kinds", "standing"])
    return (
        told.groupby(["body_code", "body"], sort=False)
        .agg(began=("began", "min"), ended=("ended", "max"), kinds=("kind", " ".join), standing=("standing", "max"))
        .reset_index()
    )


def _told(store: Store, bodies: list[str], since: date | None, until: date, tier: str) -> pd.DataFrame:
    """The records of every step: one row per body, step, table of groups and ethnic group."""
    roles = tally.taking_part(store, bodies, since, until, ["role"])
    roles = roles[~roles["repeated"]].rename(columns={"code": "step"})
    stages = store.ask("people_recruited", bodies=bodies, since=since, until=until).rename(columns={"stage": "step"})
    seated = store.ask("people_seated", bodies=bodies, until=until, tier=tier)
    columns = ["body_code", "step", "part", "ethnic_group", "least", "most", "why", "listed", "source_code", "standing"]
    parts = [each[[*columns, *(name for name in ("day", "unit") if name in each)]] for each in (roles, stages, seated)]
    told = pd.concat([each for each in parts if len(each)] or parts, ignore_index=True)
    return told.assign(
        least=told["least"].astype(float),
        most=told["most"].astype(float),
        listed=told["listed"].astype(bool),
        day=pd.to_datetime(told["day"]) if "day" in told else pd.NaT,
        unit=told["unit"].fillna("") if "unit" in told else "",
    )


def _finer(told: pd.DataFrame) -> list[str]:
    coarse = {*tally.OUTSIDE, *tally.BROAD, "all", "white_british", "minorities_including", "minorities_excluding"}
    return [tally.FINEST] if len(set(told["ethnic_group"]) - coarse) else []


def _with_residents(frame: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Step zero filled in: everyone in the places served, counted without chance, so without range or verdict."""
    living = frame[against.GROUP].merge(places, on=against.GROUP, how="left").set_index(frame.index)
    zero = frame["step"].eq("residents") & living["reference"].notna()
    share, people = living["reference"], living["residents"]
    filled = {"count": share * people, "base": people, "residents": people, "unknown": 0.0, "hidden": 0.0}
    filled |= dict.fromkeys(("share", "lower", "upper", "reference", "lowest", "highest"), share)
    filled |= {name: living[name] for name in against.OF_REFERENCE} | {"source": living["reference_source"]}
    filled |= {"gap": 0.0, "gap_lower": 0.0, "gap_upper": 0.0, "mark": "", "verdict": ""}
    numbers = [name for name in against.FIGURES if name not in (*against.OF_REFERENCE, "verdict", "mark")]
    frame = frame.astype(dict.fromkeys(numbers, float))
    told = {name: frame[name].where(~zero, values) if name in frame else values for name, values in filled.items()}
    return frame.assign(**told)


def _changes(line: pd.DataFrame) -> pd.DataFrame:
    """One group's steps: how the gap changes from each step with a figure to the next, and where it falls furthest.

    The limits are Newcombe's (`intervals.square_and_add`) at a confidence shared among the changes of the line
    (Bonferroni), as the largest of several changes is larger by luck than any one of them.
    """
    told = [
        (place, row) for place, row in zip(line.index, rows_of(line[CHANGING]), strict=True) if pd.notna(row["share"])
    ]
    changes = len(told) - 1
    found = {}
    if changes < 1:
        return pd.DataFrame(found, index=FROM_STEP).T
    confidence = 1 - 0.05 / changes
    ends = [_limits(row, confidence) for _, row in told]
    for (_, lower_step), (place, _), before, after in zip(told, told[1:], ends, ends[1:], strict=False):
        change = intervals.square_and_add(after[0], after[1:], before[0], before[1:])
        found[place] = [lower_step["step"], *change, change.clear, False]
    furthest = min(found, key=lambda place: found[place][1])
    found[furthest][-1] = found[furthest][1] < 0
    return pd.DataFrame.from_dict(found, orient="index", columns=FROM_STEP, dtype=object)


def _limits(row: dict, confidence: float) -> tuple[float, float, float]:
    if row["step"] == "residents":
        return 0.0, 0.0, 0.0
    lower, upper = intervals.wilson(row["count"], row["base"], confidence)
    return row["gap"], lower - row["reference"], upper - row["reference"]


def _note(row: dict, until: date) -> str:
    notes = []
    if row["step"] == "residents":
        return "" if row["mark"] == "" else "Not known for all the places served."
    if row["mark"] == "[x]":
        notes.append(
            "No return tells this group at this step." if pd.notna(row["tables"]) else "No return for this step."
        )
    if row["mark"] == "[c]":
        notes.append("Every figure was hidden by its sender.")
    if row["mark"] == "[u]":
        notes.append("Nobody's ethnic group is known.")
    if row["mark"] == "[z]":
        notes.append("There was nobody to count.")
    if pd.notna(row["share"]) and row["left_out"] > 0:
        notes.append(
            f"{row['left_out']:.0f} of {row['tables']:.0f} tables told do not tell this group and are left out."
        )
    if row["mark"] == "[e]":
        notes.append(f"Up to {row['hidden']:.0f} more people stand behind figures hidden by their sender.")
    if pd.notna(row["day"]) and pd.notna(row["share"]) and row["day"].date() < until:
        notes.append(f"As listed on {row['day'].day} {row['day']:%B %Y}.")
    if row["unit"] == "percent":
        notes.append("Worked out from percentages and their base.")
    return " ".join(notes)


def _empty() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS)
