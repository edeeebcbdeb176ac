"""Who is funded: organisations, awards and money, by who leads them and whom they are for."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from parity.choice import MINORITIES
from parity.measures import against, groups, led, reference, tally, whose
from parity.measures.whose import Period
from parity.remembered import once
from parity.rows import numbered, rows_of, tuples_of
from parity.stats.stratified import Compared, combined_within
from parity.store import Store

By = Literal["all", "year", "funder", "programme", "area"]
MINIMUM = 10  # applications of each side, under which a rate of award is shown and not compared
HELD = ["reference", "gap", "gap_lower", "gap_upper", "p", "verdict"]
RATES = ["applied_led", "awarded_led", "rate_led", "applied_others", "awarded_others", "rate_others", "times",
         "times_lower", "times_upper", "rate_said"]  # fmt: skip
SUMS = ["awards", "awards_led", "awards_known", "awards_share", "money", "money_led", "money_known", "money_share",
        "untold", *RATES]  # fmt: skip
END = ["mark", "note", "source_code", "standing"]
COLUMNS = [
    "by", "key", "name", "definition", "count", "base", "unknown", "share", "lower", "upper", "lowest", "highest", *HELD,
    *SUMS, "residents", "group_residents", "per_head", "per_head_led", "per_head_others", *END,
]  # fmt: skip
FOR_GROUPS = ["row", *against.GROUP, "label", "awards", "money", "awards_share", "money_share", "shared", "shared_money",
              "group_residents", "reference", "per_head", "all_awards", "all_money", "all_per_head", "untold", *END]  # fmt: skip
DESCRIBED = against.DESCRIBED | {
    "by": "What the rows are added up by: all together, year, funder, programme or area",
    "key": "The year, funder, programme or code of the area",
    "name": "Its name",
    "definition": "including or excluding White minorities",
    "count": "Organisations funded that are led by ethnic minorities, each once",
    "base": "Organisations funded of which it is known who leads them, each once",
    "unknown": "Organisations funded of which it is not known; where only awards are told, as many as the awards",
    "share": "count / base, 0 to 1",
    "lowest": "The share, were all organisations with unknown leaders led by others",
    "highest": "The share, were all organisations with unknown leaders led by ethnic minorities",
    "reference": "Share of the residents of the place who are from ethnic minorities, or of the group, 0 to 1",
    "p": "Two-sided exact binomial p of the share of organisations",
    "verdict": "below, above, no_clear_difference, too_few, depends_on_unknowns or not_monitored, of organisations",
    "awards": "Awards, all of them; by group, those meant for people of the group and nobody else",
    "awards_led": "Awards to organisations led by ethnic minorities",
    "awards_known": "Awards to organisations of which it is known who leads them",
    "awards_share": "awards_led / awards_known, 0 to 1; by group, awards / all_awards",
    "money": "Pounds awarded, in all; by group, for people of the group and nobody else",
    "money_led": "Pounds awarded to organisations led by ethnic minorities",
    "money_known": "Pounds awarded to organisations of which it is known who leads them",
    "money_share": "money_led / money_known, 0 to 1; by group, money / all_money",
    "untold": "Awards whose amount was not told: they are in no sum of money",
    "residents": "All residents of the place on the last day of these awards",
    "group_residents": "Residents of the place who are from ethnic minorities, or of the group",
    "per_head": "Pounds for each resident: money / residents; by group, money / group_residents",
    "per_head_led": "Pounds to organisations led by ethnic minorities, for each resident from ethnic minorities",
    "per_head_others": "Pounds to organisations led by others, for each other resident",
    "applied_led": "Applications by organisations led by ethnic minorities, where those not awarded are told too",
    "awarded_led": "Those of them that were awarded",
    "rate_led": "awarded_led / applied_led, 0 to 1",
    "applied_others": "Applications by organisations led by others, where those not awarded are told too",
    "awarded_others": "Those of them that were awarded",
    "rate_others": "awarded_others / applied_others, 0 to 1",
    "times": "How many times as likely others' applications were to be awarded, compared within each programme and year",
    "times_lower": "Lower 95 % limit of that",
    "times_upper": "Upper 95 % limit of that",
    "rate_said": "less_likely or more_likely to be awarded than others, could_be_chance, too_few, or blank: not told",
    "shared": "Awards meant for people of the group and of other groups",
    "shared_money": "Pounds of those awards",
    "all_awards": "All awards in the place, for everyone or for some groups",
    "all_money": "All pounds awarded in the place",
    "all_per_head": "all_money for each resident of the place",
    "mark": "[u] of none is it known who leads it, [x] no award is told, [z] applications only, [e] amounts are not all told",
}  # fmt: skip
# A key of which no award is told.
_SILENT = dict.fromkeys(COLUMNS, np.nan) | {"mark": "[x]", "verdict": "not_monitored", "rate_said": ""}
NOT_RECORDED = "Who leads the organisations funded is not recorded."


def by_leader(
    store: Store, area: str, since: date | None, until: date, by: By = "all", level: str = "authority",
    funder: str | None = None, programme: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """One row per key (see `by`) and definition: organisations, awards and money in a place by who leads them; see COLUMNS.

    The share of organisations, each once, has a range and is held against residents; of money and awards only the
    shares are given, as neither a pound nor a second award to one organisation is drawn by itself. With by="area", every
    area of the level has a row, `[x]` where no award is told. A row where nobody recorded who leads has the mark `[u]`:
    a result. Real and illustrative awards are never in one row. The rows of one definition are one family of tests.
    Method: docs/methods.md, "Funding".
    """
    asked = {"area": area, "by": by, "level": level, "since": since, "until": until, "funder": funder,
             "programme": programme}  # fmt: skip
    told = against.apart(store.ask("awards_by_leader", **asked), ["key"])
    places = _names(store, area, by, level)
    keys = list(places) if by == "area" else list(dict.fromkeys(told["key"]))
    if not keys:
        return pd.DataFrame(columns=COLUMNS)
    living = _living(store, keys, by, area, level, _days(told, by, until))
    organisations = _organisations(told, store.ask("organisations_funded", **asked))
    held = against.held_against(organisations, living.rename(columns={"key": "body_code"}), ["key"])
    alike = ["key", *against.GROUP]
    judged = dict(zip(tuples_of(held, alike), rows_of(held), strict=True))
    lived = dict(zip(tuples_of(living, alike), tuples_of(living, ["reference", "residents"]), strict=True))
    sums = _sums(told)
    rows = []
    for key in keys:
        for definition, group in MINORITIES.items():
            row = _SILENT | judged.get((key, *group), {}) | sums.get(key, {})
            row |= {"by": by, "key": key, "name": _name(key, by, places), "definition": definition}
            row |= dict(zip(("reference", "residents"), lived.get((key, *group), (np.nan, np.nan)), strict=True))
            row |= _per_head(row)
            if (key, *group) in judged and row["mark"] == "" and row["untold"] > 0:
                row["mark"] = "[e]"
            if row["awards"] == 0:
                row |= {"mark": "[z]", "verdict": ""}
            rows.append(row | {"note": _note(row)})
    return pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})


def for_groups(store: Store, area: str, since: date | None, until: date, detailed: bool = False) -> pd.DataFrame:
    """One row per ethnic group: awards and money meant for its people, and how much that is for each; see FOR_GROUPS.

    An award counts for a group when every group it names is certainly a part of it; one that names others too is
    `shared`. Most awards name no group: they are for everyone, in all_awards and all_money alone.
    """
    told = against.apart(store.ask("awards_for_groups", area=area, since=since, until=until))
    if told.empty:
        return pd.DataFrame(columns=FOR_GROUPS)
    named = [each.split("; ") if isinstance(each, str) else [] for each in told["beneficiary_groups"]]
    finer = [tally.FINEST] if detailed else []
    shown = groups.shown(store, finer)
    shown = shown[(shown["row"] != "detail") | shown["group_code"].isin({code for each in named for code in each})]
    certain = tally.told_by_code(store)
    living = _residents(store, area, [told["last"].max().date()], [*groups.ALWAYS, *finer]).set_index(against.GROUP)
    rows = []
    for target in shown.itertuples(index=False):
        sides = [
            [tally.side(target, code, certain) if code in certain else tally.CANNOT_TELL for code in each]
            for each in named
        ]
        own = np.array([bool(each) and all(side == tally.YES for side in each) for each in sides])
        partly = np.array([tally.YES in each for each in sides]) & ~own
        row = target._asdict() | _awarded(told[own], "") | _awarded(told[partly], "shared_")
        share, residents = _of(living, (target.classification, target.group_code))
        rows.append(row | {"group_residents": share * residents, "reference": share, "everyone": residents})
    frame = pd.DataFrame(rows).rename(columns={"shared_awards": "shared"})
    frame = frame.assign(all_awards=told["awards"].sum(), all_money=told["money"].sum(), untold=told["untold"].sum())
    for name in ("awards", "money"):
        frame[f"{name}_share"] = frame[name] / frame[f"all_{name}"].where(frame[f"all_{name}"] > 0)
    frame["per_head"] = frame["money"] / frame["group_residents"].where(frame["group_residents"] > 0)
    frame["all_per_head"] = frame["all_money"] / frame["everyone"]
    frame["mark"] = np.where(frame["untold"] > 0, "[e]", "")
    frame["note"] = "" if any(named) else "No award says that it is meant for some ethnic groups."
    return frame.assign(**led.about(told)).sort_values("order")[FOR_GROUPS].reset_index(drop=True)


def funders(store: Store, area: str) -> pd.DataFrame:
    """One row per funder, programme and standing with awards in a place: what can be chosen; awards, first, last (days)."""
    return store.ask("funders", area=area)


def spans(told: pd.DataFrame) -> dict[str, Period]:
    """All the awards of each standing in `funders`, what was sent first, then each of their years: never added together."""
    spans = {}
    for standing in (each for each in whose.SETS if told["standing"].eq(each).any()):
        of = told[told["standing"] == standing]
        first, last = (pd.Timestamp(day).date() for day in (of["first"].min(), of["last"].max()))
        spans[standing] = Period(first, last)
        years = [each for each in whose.periods(first, last) if each.since]
        spans |= {f"{standing}.{each.until.year}": each for each in years[:8]}
    return spans


def bodies_within(store: Store, area: str, standing: str | None) -> list[str]:
    """The codes of the bodies of one standing that serve a place or a part of it."""
    told = once(store, whose.told)
    served = set(store.ask("bodies_serving", area=area)["body_code"])
    within = [area]
    for level in ("authority", "ward"):
        within += store.ask("areas_within", area=area, level=level)["area_code"].tolist()
    serves = store.ask("catchments")
    served |= set(serves.loc[serves["area_code"].isin(within), "body_code"])
    return told.loc[told["body_code"].isin(served) & told["standing"].eq(standing), "body_code"].tolist()


def _organisations(told: pd.DataFrame, funded: pd.DataFrame) -> pd.DataFrame:
    """Organisations funded by who leads them, per key and definition: the shape of `tally.tally`, key for body.

    Real ones where real awards or applications are told of the key, as `against.apart` has left them in `told`.
    """
    real = set(told.loc[told["standing"] != "illustrative", "key"])
    funded = funded[funded["real"].astype(bool) == funded["key"].isin(real)]
    least = funded["organisations"]
    counted = funded.assign(body_code=funded["key"], part="", least=least, most=least, why="")
    return led.tallied(counted, ["body_code", "key"])


def _sums(told: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Awards, money and rates of award of each key, whose they are and who told them.

    Of a key's rows in arrays: there may be a hundred funders of three awards each.
    """
    led_by, competition = told["led_by"].to_numpy(object), told["competition"].to_numpy(object)
    awarded, source, standing = (
        told["status"].eq("awarded").to_numpy(bool), told["source_code"].to_numpy(object), told["standing"].to_numpy(object)
    )  # fmt: skip
    sides = {"": awarded, "_led": awarded & (led_by == "bme_led"), "_known": awarded & (led_by != "not_known")}
    figures = {name: told[name].to_numpy() for name in ("awards", "money", "untold")}
    competing = (competition != "") & (led_by != "not_known")
    found = {}
    numbers, first = numbered(told["key"].tolist())
    order = np.argsort(numbers, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(numbers))[:-1])[: len(first)]
    for key, at in zip(told["key"].to_numpy(object)[first], rows, strict=True):
        sums: dict[str, object] = {"untold": figures["untold"][at[awarded[at]]].sum()}
        for name in ("awards", "money"):
            sums |= {f"{name}{side}": figures[name][at[which[at]]].sum() for side, which in sides.items()}
            known = sums[f"{name}_known"]
            sums[f"{name}_share"] = sums[f"{name}_led"] / known if known else np.nan
        asked = at[competing[at]]
        rates = _rates(competition[asked], led_by[asked], awarded[asked], figures["awards"][asked])
        found[key] = sums | rates | led.of_all(source[at], standing[at])
    return found


def _rates(competition: np.ndarray, led_by: np.ndarray, awarded: np.ndarray, awards: np.ndarray) -> dict[str, object]:
    """How often applications were awarded, where those that were not are told too: within each programme and year."""
    found: dict[str, object] = dict.fromkeys(RATES, np.nan) | {"rate_said": ""}
    if not len(competition):
        return found
    each, number = np.unique(competition.astype(str), return_inverse=True)
    counts = np.zeros((len(each), 2, 2), int)  # by competition, by who leads (ours, others), not awarded and awarded
    np.add.at(counts, (number, (led_by != "bme_led").astype(int), awarded.astype(int)), awards)
    for side, name in enumerate(("led", "others")):
        through, asked = int(counts[:, side, 1].sum()), int(counts[:, side].sum())
        found |= {f"applied_{name}": asked, f"awarded_{name}": through}
        found[f"rate_{name}"] = through / asked if asked else np.nan
    rounds = [Compared(theirs[1], sum(theirs), ours[1], sum(ours)) for ours, theirs in counts.tolist()]
    ratio = combined_within(rounds)
    found |= dict(zip(("times", "times_lower", "times_upper"), ratio, strict=True))
    if min(found["applied_led"], found["applied_others"]) < MINIMUM or np.isnan(ratio.lower):
        return found | {"rate_said": "too_few"}
    said = "less_likely" if ratio.lower > 1 else "more_likely" if ratio.upper < 1 else "could_be_chance"
    return found | {"rate_said": said}


def _per_head(row: dict) -> dict[str, float]:
    """Pounds for each resident, for each from ethnic minorities and for each other; NaN where nothing was awarded."""
    residents, group = row["residents"], row["reference"] * row["residents"]
    others = residents - group
    told, known = row["awards"] > 0, row["awards"] > 0 and row["awards_known"] > 0
    return {
        "group_residents": group,
        "per_head": row["money"] / residents if told and residents else np.nan,
        "per_head_led": row["money_led"] / group if known and group > 0 else np.nan,
        "per_head_others": (row["money_known"] - row["money_led"]) / others if known and others > 0 else np.nan,
    }


def _days(told: pd.DataFrame, by: By, until: date) -> dict[str, date]:
    """The day on which residents are counted: the middle of a year told by itself, else the last day of any award."""
    if by == "year":
        return {key: date(int(key), 6, 30) for key in dict.fromkeys(told["key"])}
    return {"": told["last"].max().date() if len(told) else until}


def _living(store: Store, keys: list[str], by: By, area: str, level: str, days: dict[str, date]) -> pd.DataFrame:
    """Residents from ethnic minorities under both definitions, a row per key and definition."""
    pairs = set(MINORITIES.values())
    if by != "area":
        of = [days.get(key, days.get("")) for key in keys]
        at = _residents(store, area, sorted(set(of)), [each for each, _ in pairs])
        found = list(zip(at["as_at"].tolist(), tuples_of(at, against.GROUP), strict=True))
        rows = [
            (key, row) for key, day in zip(keys, of, strict=True)
            for row, (as_at, pair) in enumerate(found) if as_at == day and pair in pairs
        ]  # fmt: skip
        return at.iloc[[row for _, row in rows]].assign(key=[key for key, _ in rows])
    asked = {"area": area, "level": level}
    points = pd.concat(
        [
            store.ask("residents_within", **asked, classification=classification, ethnic_group=group).assign(
                classification=classification, group_code=group
            )
            for classification, group in MINORITIES.values()
        ]
    )
    living = reference.at_date(points, days[""], ["area_code", *against.GROUP])
    return living.rename(columns={"area_code": "key"})


def _residents(store: Store, area: str, days: Sequence[date], lists: Iterable[str]) -> pd.DataFrame:
    points = store.ask("residents_of_area", area=area, age_base="all ages")
    points = points[points["classification"].isin(list(lists)) & points["lower"].isna()]
    return reference.at_dates(points, days, against.GROUP)


def _of(living: pd.DataFrame, group: tuple[str, str]) -> tuple[float, float]:
    if group not in living.index:
        return np.nan, np.nan
    return float(living.at[group, "reference"]), float(living.at[group, "residents"])


def _awarded(told: pd.DataFrame, name: str) -> dict[str, float]:
    return {f"{name}awards": told["awards"].sum(), f"{name}money": told["money"].sum()}


def _names(store: Store, area: str, by: By, level: str) -> dict[str, str]:
    if by != "area":
        return {}
    within = store.ask("areas_within", area=area, level=level)
    return dict(zip(within["area_code"], within["name"], strict=True))


def _name(key: str, by: By, places: dict[str, str]) -> str:
    if by == "all":
        return "All awards"
    if by == "area":
        return places[key]
    return key or ("No programme named" if by == "programme" else "No funder named")


def _note(row: dict) -> str:
    if row["mark"] == "[x]":
        return "No award is told of here."
    if row["awards"] == 0:
        return "Applications are told, and no award."
    notes = [led.SELF_DECLARED if row["base"] > 0 else NOT_RECORDED]
    if row["untold"] > 0:
        many = "award has" if row["untold"] == 1 else "awards have"
        notes.append(f"{row['untold']:.0f} {many} no amount told.")
    return " ".join(notes)
