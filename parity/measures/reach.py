"""How many take part for every 1,000 residents, how many organisations are consulted, and who was satisfied."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import against, groups, led, reference, tally
from parity.rows import found_in, rows_of, tuples_of
from parity.stats import intervals, rates
from parity.store import Store

By = Literal["all", "role", "mechanism"]
NAMES = {
    "all": "All activities",
    "beneficiary": "Using services",
    "consultee": "Consulted",
    "source_of_activity": "Running community activity",
    "source_of_delivery": "Delivering services",
    "partner": "Partners",
    "forum": "Forum",
    "panel": "Panel",
    "participatory_budget": "Participatory budget",
    "health_link": "Health link",
    "survey": "Survey",
    "event": "Event",
    "focus_group": "Focus group",
    "outreach": "Outreach",
    "service": "Service",
    "volunteering": "Volunteering",
    "training": "Training",
    "board": "Board or partnership",
    "online": "Online",
    "other": "Other",
    "consulted": "Consulted",
    "funded": "Funded",
    "supported": "Supported",
    "delivering": "Delivering",
}
PER_PEOPLE, PER_ORGANISATIONS = 1_000, 10_000
RATES = ["group_residents", "rate", "rate_lower", "rate_upper", "others", "others_residents", "others_rate",
         "others_lower", "others_upper", "rate_ratio"]  # fmt: skip
HELD = ["share", "reference", "gap", "lowest", "highest", "bodies", "tables", "left_out", "hidden", "p", "verdict",
        "mark"]  # fmt: skip
END = ["note", "source_code", "standing"]
COLUMNS = ["added_by", "code", "name", "row", *against.GROUP, "label", "count", "base", "unknown", *RATES, *HELD,
           "repeated", *END]  # fmt: skip
ORGANISATIONS = ["involvement", "name", "definition", "count", "base", "unknown", *RATES, "everyone",
                 "everyone_residents", "everyone_rate", "everyone_lower", "everyone_upper", *HELD, *END]  # fmt: skip
AREAS = ["area_code", "area", "parent", "count", "base", "unknown", *RATES, *HELD, *END]
SATISFIED = ["row", *against.GROUP, "label", "count", "base", "share", "lower", "upper", "others", "others_base",
             "others_share", "difference", "difference_lower", "difference_upper", "said", "bodies", "mark", *END]  # fmt: skip
DESCRIBED = against.DESCRIBED | {
    "added_by": "all activities together, by role, or by mechanism (channel)",
    "code": "Code of the role or mechanism",
    "name": "Name of the role, the mechanism or the involvement",
    "group_residents": "Residents of the group in the places served, each place once",
    "rate": "Participants for every 1,000 residents of the group (organisations for every 10,000)",
    "rate_lower": "Lower 95 % limit of the rate (exact Poisson)",
    "rate_upper": "Upper 95 % limit of the rate (exact Poisson)",
    "others": "Participants of known ethnic group outside the group; organisations not led by ethnic minorities; people "
    "outside the group who were satisfied",
    "others_residents": "Residents outside the group in the same places",
    "others_rate": "Participants outside the group for every 1,000 residents outside it (organisations, 10,000)",
    "others_lower": "Lower 95 % limit of that rate",
    "others_upper": "Upper 95 % limit of that rate",
    "rate_ratio": "The group's rate over everyone else's; of several bodies, counts over those expected body by body",
    "repeated": "People left out because they were already counted in another activity of the sum",
    "involvement": "What the organisations did: consulted, funded, supported, delivering",
    "definition": "including or excluding White minorities",
    "everyone": "All organisations, whoever leads them",
    "everyone_residents": "All residents of the places served, each place once",
    "everyone_rate": "All organisations for every 10,000 residents",
    "everyone_lower": "Lower 95 % limit of that rate",
    "everyone_upper": "Upper 95 % limit of that rate",
    "area_code": "Code of the area",
    "area": "Name of the area",
    "parent": "The area it lies in",
    "others_base": "People outside the group who were asked",
    "others_share": "others / others_base, 0 to 1; of several bodies, put together as the group's own people are spread",
    "difference": "share - others_share, -1 to 1",
    "difference_lower": "Lower 95 % limit of the difference",
    "difference_upper": "Upper 95 % limit of the difference",
    "said": "higher, lower or could_be_chance",
}


def by_group(
    store: Store, bodies: Sequence[str], since: date | None, until: date, by: By = "all", detailed: bool = False
) -> pd.DataFrame:
    """One row per role or mechanism told (or all together) and ethnic group; see COLUMNS.

    Participants for every 1,000 residents of the group in the places served by the bodies that tell the group, each
    place once, beside the same for everyone else. Whether the two differ by more than chance gives is the verdict of
    the group's share of participants against its share of residents, body by body: for one body, the exact comparison
    of two Poisson rates. People whom a return says were already counted in another activity of the same sum are left
    out. Real and illustrative bodies are never added together. Method: docs/methods.md, "Reach".
    """
    told = against.apart(store.ask("people_taking_part", bodies=list(bodies), since=since, until=until, ways=[by]))
    again: dict[str, float] = {}
    for code, repeated, least in tuples_of(told, ["code", "repeated", "least"]):
        if repeated:
            again[code] = again.get(code, 0) + least
    told = told[~told["repeated"]]
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    finer = [tally.FINEST] if detailed else []
    tallied = tally.tally(store, told, ["body_code", "code"], detailed)
    codes = set(told["ethnic_group"])
    named = {
        (row["classification"], row["group_code"]): row
        for row in rows_of(groups.shown(store, finer))
        if row["row"] != "detail" or row["group_code"] in codes
    }
    held = _rated(store, tallied, until, [*groups.ALWAYS, *finer], ["code"], PER_PEOPLE)
    about, place = led.about_each(told, ["code"]), {code: place for place, code in enumerate(NAMES)}
    rows = [
        row | named[group] | about[row["code"],]
        | {"added_by": by, "name": NAMES[row["code"]], "repeated": float(again.get(row["code"], 0)), "note": _note(row)}
        for row in rows_of(held)
        if (group := (row["classification"], row["group_code"])) in named
    ]  # fmt: skip
    rows.sort(key=lambda row: (place[row["code"]], row["order"]))
    return pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})


def organisations(store: Store, bodies: Sequence[str], since: date | None, until: date) -> pd.DataFrame:
    """One row per involvement told and definition: organisations for every 10,000 residents; see ORGANISATIONS.

    Those led by ethnic minorities for every 10,000 residents from ethnic minorities, beside those led by others for every
    10,000 others, and all organisations for every 10,000 of everyone (the London partners' "adequate number in relation
    to the size of the population"). An organisation at two activities is counted at each.
    """
    told = against.apart(store.ask("organisations_by_leader", bodies=list(bodies), since=since, until=until))
    if told.empty:
        return pd.DataFrame(columns=ORGANISATIONS)
    lists = [classification for classification, _ in MINORITIES.values()]
    frame = _rated(
        store, led.tallied(told, ["body_code", "involvement"]), until, lists, ["involvement"], PER_ORGANISATIONS
    )
    named = {classification: definition for definition, (classification, _) in MINORITIES.items()}
    frame["definition"] = frame["classification"].map(named)
    frame["name"] = frame["involvement"].map(NAMES)
    frame["everyone"] = frame["base"] + frame["unknown"]
    frame["everyone_residents"] = frame["group_residents"] + frame["others_residents"]
    frame[["everyone_rate", "everyone_lower", "everyone_upper"]] = _rates(
        frame["everyone"], frame["everyone_residents"], PER_ORGANISATIONS
    )
    about = led.about_each(told, ["involvement"])
    for name in ("source_code", "standing"):
        frame[name] = [about[code,][name] for code in frame["involvement"]]
    frame["note"] = [f"{led.SELF_DECLARED} {_note(row)}".strip() for row in rows_of(frame)]
    place = frame["involvement"].map({code: place for place, code in enumerate(NAMES)})
    return (
        frame.assign(place=place)
        .sort_values(["place", "definition"], ascending=[True, False])[ORGANISATIONS]
        .reset_index(drop=True)
    )


def by_area(
    store: Store, within: str, level: str, since: date | None, until: date, definition: Definition = "excluding"
) -> pd.DataFrame:
    """One row per area of a level in a place: who took part in activities held there, for every 1,000 residents; see AREAS.

    An activity counts where its return says it took place, people already counted elsewhere where they were counted
    first; one held for a larger place than these areas, or nowhere, is in none of them. Areas without any have a row and the mark `[x]`. All areas are one family of tests.
    """
    places = store.ask("areas_within", area=within, level=level).rename(columns={"name": "area"})
    parts = store.ask("parts_of", area=within, level=level).rename(
        columns={"area_code": "place", "part_code": "area_code"}
    )
    running = store.ask("bodies_taking_part_in", area=within)["body_code"].tolist()
    told = tally.taking_part(store, running, since, until, ["all"])
    told = against.apart(told[~told["repeated"]].merge(parts, on="area_code"))
    classification, group = MINORITIES[definition]
    living = store.ask("residents_within", area=within, level=level, classification=classification, ethnic_group=group)
    living = living.assign(classification=classification, group_code=group)
    living = reference.at_date(living, until, ["area_code", *against.GROUP]).rename(columns={"area_code": "body_code"})
    tallied = tally.tally(store, told, ["body_code", "place"])
    mine = tallied[(tallied["classification"] == classification) & (tallied["group_code"] == group)]
    sums = mine.groupby(["place", *against.GROUP])[["count", "base", "unknown", "hidden", "tables", "left_out"]].sum(
        min_count=1
    )
    running_here = mine[mine["base"] > 0].groupby("place")["body_code"].nunique()
    marks = mine.groupby(["place", *against.GROUP])["mark"].max()
    sums = sums.join(marks).reset_index().rename(columns={"place": "body_code"})
    held = against.held_against(sums.assign(area_code=sums["body_code"]), living, ["area_code"])
    frame = places.merge(_with_rates(held, held["residents"].to_numpy(float), PER_PEOPLE), on="area_code", how="left")
    frame["bodies"] = frame["area_code"].map(running_here).fillna(0)
    silent = frame["mark"].isna()
    frame["verdict"] = frame["verdict"].where(~silent, "not_monitored")
    frame["note"] = [
        "No activity is told of here." if none else _note(row) for none, row in zip(silent, rows_of(frame), strict=True)
    ]
    frame["mark"] = frame["mark"].where(~silent, "[x]")
    return frame.assign(**led.about(told))[AREAS]


def satisfied(
    store: Store, bodies: Sequence[str], since: date | None, until: date, detailed: bool = False
) -> pd.DataFrame:
    """One row per ethnic group: of those asked, how many said they were satisfied, beside everyone else; see SATISFIED.

    Only records that tell both a number of people and how many of them were satisfied. Of several bodies, everyone else
    is put together as the group's own people are spread over the bodies, so that no body's habit of being liked passes
    for a difference between groups. The difference has limits by Newcombe's method 10.
    """
    took = tally.taking_part(store, bodies, since, until, ["all"])
    took = took[took["satisfied"].notna() & took["least"].eq(took["most"])]
    took = against.apart(took[took["satisfied"] <= took["least"]])
    if took.empty:
        return pd.DataFrame(columns=SATISFIED)
    asked = tally.tally(store, took, ["body_code"], detailed)
    pleased = took.assign(least=took["satisfied"].astype(float), most=took["satisfied"].astype(float))
    content = tally.tally(store, pleased, ["body_code"], detailed)
    at = found_in(tuples_of(asked, ["body_code", *against.GROUP]), tuples_of(content, ["body_code", *against.GROUP]))
    both = {f"{name}_asked": asked[name].to_numpy(float) for name in ("count", "base")}
    both |= {name: np.append(content[name].to_numpy(float), np.nan)[at] for name in ("count", "base")}
    pairs, codes = tuples_of(asked, against.GROUP), set(took["ethnic_group"])
    rows = []
    for named in rows_of(groups.shown(store, [tally.FINEST] if detailed else [])):
        if named["row"] == "detail" and named["group_code"] not in codes:
            continue
        group = (named["classification"], named["group_code"])
        own = np.array([pair == group for pair in pairs], bool) & (at >= 0) & (both["count_asked"] > 0)
        rows.append(named | _pleased({name: figures[own] for name, figures in both.items()}))
    return pd.DataFrame(rows).assign(**led.about(took))[SATISFIED]


def _pleased(told: dict[str, np.ndarray]) -> dict[str, object]:
    """The satisfied of one group over the bodies that asked it, beside everyone else of the same bodies."""
    if not len(told["count"]):
        return {
            "bodies": 0,
            "mark": "[x]",
            "said": "",
            "note": "Nobody of this group was asked, or the group was not told apart.",
        }
    count, asked = told["count"].sum(), told["count_asked"].sum()
    share, (lower, upper) = count / asked, intervals.wilson(count, asked)
    figures = {
        "count": count,
        "base": asked,
        "share": share,
        "lower": lower,
        "upper": upper,
        "bodies": len(told["count"]),
        "mark": "",
        "said": "",
        "note": "",
    }
    theirs, others = told["base"] - told["count"], told["base_asked"] - told["count_asked"]
    figures |= {"others": theirs.sum(), "others_base": others.sum()}
    beside = others > 0
    if not beside.all():
        return figures | {"note": "Some of the bodies asked nobody else." if beside.any() else "Nobody else was asked."}
    limits = intervals.wilson(theirs, others)
    rest, range_ = intervals.weighted(theirs / others, limits.lower, limits.upper, told["count_asked"] / asked)
    apart = intervals.square_and_add(share, (lower, upper), rest, range_)
    said = "higher" if apart.lower > 0 else "lower" if apart.upper < 0 else "could_be_chance"
    named = dict(zip(("difference", "difference_lower", "difference_upper"), apart, strict=True))
    return figures | {"others_share": rest, "said": said} | named


def _rated(
    store: Store, tallied: pd.DataFrame, until: date, lists: Sequence[str], keys: list[str], per: int
) -> pd.DataFrame:
    """Figures held against residents body by body, with rates over all the places served, each place once."""
    bodies = sorted(tallied["body_code"].unique())
    living = reference.of_bodies(store, bodies, until, lists)
    held = against.held_against(tallied, living, keys)
    by, alike = [*keys, *against.GROUP], ["body_code", *against.GROUP]
    known = set(tuples_of(living, alike))
    sets: dict[tuple, set[str]] = {}
    for key, body, base in zip(
        tuples_of(tallied, by), tuples_of(tallied, alike), tallied["base"].tolist(), strict=True
    ):
        if base > 0 and body in known:
            sets.setdefault(key, set()).add(body[0])
    served = {key: tuple(sorted(of)) for key, of in sets.items()}
    lived = {each: _residents(store, each, until, lists) for each in set(served.values())}
    found = [lived[served[key]].get(key[-2:]) if key in served else None for key in tuples_of(held, by)]
    share, everyone = np.array([each or (np.nan, np.nan) for each in found], float).reshape(-1, 2).T
    return _with_rates(held, everyone, per, share)


def _residents(store: Store, bodies: tuple[str, ...], until: date, lists: Sequence[str]) -> dict[tuple, tuple]:
    """(classification, group) -> its share of the residents of all the places that any of the bodies serves, and all of them."""
    asked = {"bodies": list(bodies), "classifications": list(lists), "age_base": "all ages"}
    places = reference.at_date(store.ask("residents_of_places", **asked), until, against.GROUP)
    return dict(zip(tuples_of(places, against.GROUP), tuples_of(places, ["reference", "residents"]), strict=True))


def _with_rates(held: pd.DataFrame, residents: np.ndarray, per: int, share: np.ndarray | None = None) -> pd.DataFrame:
    count, base, reference = (held[name].to_numpy(float) for name in ("count", "base", "reference"))
    share = reference if share is None else share
    others = base - count
    figures = {"group_residents": share * residents, "others_residents": (1 - share) * residents, "others": others}
    names = (("rate", "rate_lower", "rate_upper"), ("others_rate", "others_lower", "others_upper"))
    for name, of, among in zip(names, (count, others), ("group_residents", "others_residents"), strict=True):
        figures |= dict(zip(name, _rates(of, figures[among], per).T, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = reference * base
        over, under = count / expected, others / (base - expected)
        figures["rate_ratio"] = np.where((base > 0) & (under > 0), over / np.where(under > 0, under, np.nan), np.nan)
    return held.assign(**figures)


def _rates(counts: Iterable[float], residents: Iterable[float], per: int) -> np.ndarray:
    pairs = zip(map(float, counts), map(float, residents), strict=True)
    known = [rates.rate(n, of, per) if n == n and of == of and of > 0 else (np.nan,) * 3 for n, of in pairs]
    return np.array(known, float).reshape(-1, 3)


def _note(row: dict) -> str:
    notes = []
    if row["mark"] == "[x]":
        notes.append("No return tells this group.")
    if row["mark"] == "[c]":
        notes.append("Every figure was hidden by its sender.")
    if row["mark"] == "[u]":
        notes.append("Of nobody is it known.")
    if row["mark"] == "[z]":
        notes.append("There was nobody to count.")
    if row["left_out"] > 0 and row["bodies"] > 0:
        notes.append(f"{row['left_out']:.0f} of {row['tables']:.0f} tables told are left out, so rates are too low.")
    if row["mark"] == "[e]":
        notes.append(f"Up to {row['hidden']:.0f} more stand behind figures hidden by their sender.")
    return " ".join(notes)
