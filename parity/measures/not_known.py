"""What is not known: ethnic groups, places, bodies and years without evidence, as a register that can be quoted."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.measures import monitoring
from parity.remembered import once
from parity.rows import rows_of, tuples_of
from parity.store import Store

GROUPS = {"broad-5": "broad", "2021-19": "detail"}
YEARS = (1, 5)  # the last so many that evidence can be asked of
ABOUT = {"group": "Ethnic groups", "place": "Places", "body": "Bodies", "period": "Years"}


class Evidence(NamedTuple):
    """A kind of evidence: its name, what stays silent without it, what to ask for, and the sentence that it is missing.

    of_group and of_place are None for a kind that is not asked of groups, or of places.
    """

    name: str
    silent: str
    ask: str
    of_group: str | None
    of_place: str | None


EVIDENCE = {
    "members": Evidence(
        "Members", "Representation, seats to parity, trend",
        "The seats template, in the finest ethnic groups the body records",
        "No body has told how many of its members are in the group {}.",
        "No body serving {} has told the ethnic groups of its members.",
    ),
    "recruitment": Evidence(
        "Recruitment", "At which stage of an appointment candidates are lost",
        "The recruitment template, for every round",
        "No body has told how many of its candidates are in the group {}.",
        "No body serving {} has told the ethnic groups of its candidates.",
    ),
    "participation": Evidence(
        "Taking part", "Reach, the ladder of engagement, satisfaction",
        "The participation template, with the area and the ethnic groups of each activity",
        "No return tells how many of those who took part are in the group {}.",
        "No return tells who took part in anything held in {}.",
    ),
    "organisations": Evidence(
        "Organisations", "Organisations consulted for every 10,000 residents; who delivers",
        "The organisations template, with who leads each", None,
        "No return tells which organisations were consulted, funded or supported in {}.",
    ),
    "funding": Evidence(
        "Funding", "Share of awards and of money, money for each resident",
        "The 360Giving columns, with the area and the groups that each award is for",
        "No award is told to be for the group {}.",
        "No award is told to be for {}.",
    ),
    "survey": Evidence(
        "Surveys", "Influence, fair treatment, volunteering and other outcomes by group",
        "The survey template: each figure by ethnic group, with its base or its limits",
        "No survey figure is told of the group {}.",
        "No survey figure by ethnic group is told of {} itself.",
    ),
    "practice": Evidence(
        "Practice", "What bodies monitor, publish and recruit for", "The practice template, answered once a year", None,
        None,
    ),
    "cases": Evidence(
        "Cases", "What worked, for whom", "The cases template, with the communities and what came of it",
        "No case of practice is told to be for the group {}.",
        "No case of practice is told from {}.",
    ),
    "directory": Evidence(
        "Opportunities", "Where people can take part", "The directory template", None,
        "No directory return tells of anything to take part in in {}.",
    ),
}  # fmt: skip
# The pieces of evidence of a body (`monitoring.PIECES`) by the kind they belong to.
OF_PIECE = {
    "members": "members", "starts": "members", "term_ends": "members", "member_keys": "members", "routes": "members",
    "recruitment": "recruitment", "applicants": "recruitment", "participation": "participation",
    "satisfaction": "participation", "consulted": "organisations", "delivering": "organisations",
    "infrastructure": "organisations", "practice": "practice",
}  # fmt: skip
YEARLY = {"members": "its members", "recruitment": "its recruitment", "participation": "who took part",
          "organisations": "organisations", "practice": "its practice"}  # fmt: skip

REGISTER = ["entry", "about", "kind", "kind_name", "name", "group_code", "area_code", "area", "body_code", "since",
            "until", "statement", "silent", "ask", "mark", "standing"]  # fmt: skip
TOLD_OF_GROUPS = ["row", "classification", "group_code", "label", "kind", "kind_name", "tellers", "latest", "mark"]
TOLD_OF_PLACES = ["area_code", "area", "parent", "kind", "kind_name", "latest", "mark"]
SUMMARY = ["about", "about_name", "kind", "kind_name", "missing", "of", "silent", "ask", "which", "mark"]
DESCRIBED = {
    "entry": "What the entry is called when it is quoted; the same gap has the same name in every build",
    "about": "group, place, body or period",
    "about_name": "The same in words",
    "kind": "Code of the kind of evidence",
    "kind_name": "The kind of evidence",
    "name": "Name of the group, the place or the body",
    "row": "broad: one of the five broad groups; detail: a group of the census of 2021",
    "classification": "The list of ethnic groups that the group belongs to",
    "group_code": "Code of the ethnic group",
    "label": "Name of the ethnic group",
    "area_code": "Code of the area",
    "area": "Name of the area, or of the places a body serves",
    "parent": "The area it lies in",
    "body_code": "Code of the body",
    "since": "First day of the years without evidence",
    "until": "Last day of them",
    "statement": "What is not known, as a sentence",
    "silent": "What cannot be worked out without it",
    "ask": "What to ask for",
    "tellers": "Bodies that tell the group (of a survey: places; of cases: cases; of funding: funders)",
    "latest": "The last day told of",
    "missing": "Entries of the register",
    "of": "How many there could be: groups, places or bodies",
    "which": "Which ones, by name",
    "mark": "[x] no evidence",
    "standing": "published, sent or illustrative",
}


def years_back(today: date, years: int) -> date:
    """The first day of evidence of the last so many years."""
    return date(today.year - years, today.month, min(today.day, 28))


def register(
    store: Store, within: str, level: str, until: date, since: date | None = None, illustrative: bool = False
) -> pd.DataFrame:
    """One row per thing that no return tells: a group, a place or a body without a kind of evidence, or years; see REGISTER.

    Groups of the census of 2021 and the five broad groups; the areas of a level in the place; the bodies that serve the
    place or a part of it, piece by piece of evidence (`monitoring.PIECES`); and the years to 31 March, from the first a
    body told of to the last that has ended, of which it told nothing. Evidence counts from `since` on, or of any time;
    the pieces of a body always count of any time, as the years say when. Invented evidence is no evidence: with
    `illustrative`, only invented bodies and what they told are looked at, and otherwise only real ones.
    """
    bodies = _bodies(store, within, illustrative)
    rows = [
        *_of_groups(once(store, groups_told, since, illustrative), since),
        *_of_places(once(store, places_told, within, level, since, illustrative), since),
        *_of_bodies(store, bodies),
        *_of_periods(store, bodies, since, until),
    ]
    return _registered(rows, illustrative)


def of_place(store: Store, area: str, level: str) -> pd.DataFrame:
    """The rows of `register` about one place, and about the bodies that serve it; see REGISTER."""
    rows = [*_of_places(once(store, places_told, area, level), None), *_of_bodies(store, _bodies(store, area, False))]
    return _registered(rows, False)


def _registered(rows: list[tuple], illustrative: bool) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) or [()] * len(REGISTER[:-2])
    about = {"mark": "[x]", "standing": "illustrative" if illustrative else "published"}
    return pd.DataFrame(dict(zip(REGISTER, columns, strict=False)) | about)


def groups_told(store: Store, since: date | None = None, illustrative: bool = False) -> pd.DataFrame:
    """One row per ethnic group and kind of evidence: how many tell it, and the last day told of; see TOLD_OF_GROUPS.

    The five broad groups, then the groups of the census of 2021. A group nobody tells has 0 tellers and the mark `[x]`.
    """
    named = tuples_of(
        store.ask("groups_in", classifications=list(GROUPS)), ["classification", "position", "group_code", "label"]
    )
    named.sort(key=lambda row: (list(GROUPS).index(row[0]), row[1]))
    asked = store.ask("evidence_of_groups", since=since, illustrative=illustrative)
    keys, figures = ["kind", "classification", "group_code"], ["tellers", "latest"]
    told = dict(zip(tuples_of(asked, keys), tuples_of(asked, figures), strict=True))
    rows = []
    for classification, _, group, label in named:
        for kind, each in EVIDENCE.items():
            if each.of_group:
                tellers, latest = told.get((kind, classification, group), (0, pd.NaT))
                about = (GROUPS[classification], classification, group, label, kind, each.name)
                rows.append((*about, int(tellers), latest, "" if tellers else "[x]"))
    frame = pd.DataFrame(rows, columns=TOLD_OF_GROUPS)
    frame["latest"] = pd.to_datetime(frame["latest"])
    return frame


def places_told(
    store: Store, within: str, level: str, since: date | None = None, illustrative: bool = False
) -> pd.DataFrame:
    """One row per area of a level and kind of evidence: the last day told of there, or the mark `[x]`; see TOLD_OF_PLACES."""
    if since is not None:
        every = once(store, places_told, within, level, None, illustrative)
        latest = every["latest"].where(every["latest"].ge(pd.Timestamp(since)))
        return every.assign(latest=latest, mark=np.where(latest.isna(), "[x]", ""))
    places = store.ask("areas_within", area=within, level=level)
    if places.empty:  # asked at its own level, a place is looked at itself
        places = store.ask("area", area=within)
    asked = store.ask("evidence_of_places", area=within, level=level, illustrative=illustrative)
    told = dict(zip(tuples_of(asked, ["area_code", "kind"]), asked["latest"], strict=True))
    kinds = [(code, each.name) for code, each in EVIDENCE.items() if each.of_place]
    rows = [
        (area, name, parent, kind, words, told.get((area, kind), pd.NaT))
        for area, name, parent in tuples_of(places, ["area_code", "name", "parent"])
        for kind, words in kinds
    ]
    frame = pd.DataFrame(rows, columns=TOLD_OF_PLACES[:-1])
    frame["latest"] = pd.to_datetime(frame["latest"])
    frame["mark"] = np.where(frame["latest"].isna(), "[x]", "")
    return frame


def summary(
    store: Store, within: str, level: str, until: date, since: date | None = None, illustrative: bool = False
) -> pd.DataFrame:
    """One row per about and kind of evidence of the `register`: how many are without it, of how many; see SUMMARY."""
    frame = once(store, register, within, level, until, since, illustrative)
    bodies = len(_bodies(store, within, illustrative))
    of = {
        "group": once(store, groups_told, since, illustrative)["label"].nunique(),
        "place": once(store, places_told, within, level, since, illustrative)["area_code"].nunique(),
        "body": bodies,
        "period": bodies,
    }
    rows, named = [], {}
    for about, kind, name in tuples_of(frame, ["about", "kind", "name"]):
        named.setdefault((about, kind), {})[name] = None
    for (about, kind), names in named.items():
        evidence = EVIDENCE[kind]
        told = (about, ABOUT[about], kind, evidence.name, len(names), of[about], evidence.silent, evidence.ask)
        rows.append((*told, "; ".join(names), ""))
    return pd.DataFrame(rows, columns=SUMMARY)


def _bodies(store: Store, within: str, illustrative: bool) -> pd.DataFrame:
    asked = store.ask("bodies_asked")
    serving = store.ask("bodies_serving", area=within)["body_code"]
    kept = asked["body_code"].isin(serving) & (asked["standing"].eq("illustrative") == illustrative)
    served = store.ask("bodies").set_index("body_code")["served"]
    return asked[kept].assign(served=served.reindex(asked.loc[kept, "body_code"]).to_numpy()).reset_index(drop=True)


def _of_groups(told: pd.DataFrame, since: date | None) -> Iterable[tuple]:
    for mark, code, group, label in tuples_of(told, ["mark", "kind", "group_code", "label"]):
        if mark == "[x]":
            kind = EVIDENCE[code]
            yield (
                f"group/{group}/{code}", "group", code, kind.name, label, group, None, None, None, since, None,
                _since(kind.of_group.format(label), since), kind.silent, kind.ask,
            )  # fmt: skip


def _of_places(told: pd.DataFrame, since: date | None) -> Iterable[tuple]:
    for mark, code, area, name in tuples_of(told, ["mark", "kind", "area_code", "area"]):
        if mark == "[x]":
            kind = EVIDENCE[code]
            yield (
                f"place/{area}/{code}", "place", code, kind.name, name, None, area, name, None, since, None,
                _since(kind.of_place.format(name), since), kind.silent, kind.ask,
            )  # fmt: skip


def _of_bodies(store: Store, bodies: pd.DataFrame) -> Iterable[tuple]:
    served = dict(tuples_of(bodies, ["body_code", "served"]))
    for row in rows_of(monitoring.missing_pieces(store, list(bodies["body_code"]))):
        kind = OF_PIECE[row["piece"]]
        missing = f"{row['missing'][:1].lower()}{row['missing'][1:]}"
        yield (
            f"body/{row['body_code']}/{row['piece']}", "body", kind, EVIDENCE[kind].name, row["body"], None, None,
            served[row["body_code"]], row["body_code"], None, None, f"{row['body']} has never told this: {missing}.",
            row["silent"], row["ask"],
        )  # fmt: skip


def _of_periods(store: Store, bodies: pd.DataFrame, since: date | None, until: date) -> Iterable[tuple]:
    """The runs of years to 31 March, after the first a body told of, of which it told nothing."""
    told = once(store, _years_told)
    over = _year(until) - 1 if (until.month, until.day) != (3, 31) else until.year  # the last year that has ended
    for body in rows_of(bodies):
        last = over if pd.isna(body["ended"]) else min(over, _year(body["ended"]))
        for kind, words in YEARLY.items():
            years = told.get((body["body_code"], kind), set())
            first = min(years, default=last + 1) if since is None else max(min(years, default=last + 1), _year(since))
            for start, end in _runs(sorted(set(range(first, last + 1)) - years)):
                yield (
                    f"period/{body['body_code']}/{kind}/{start}-{end}", "period", kind, EVIDENCE[kind].name,
                    body["body"], None, None, body["served"], body["body_code"], date(start - 1, 4, 1),
                    date(end, 3, 31), f"{body['body']} told nothing of {words} from April {start - 1} to March {end}.",
                    EVIDENCE[kind].silent, EVIDENCE[kind].ask,
                )  # fmt: skip


def _years_told(store: Store) -> dict[tuple[str, str], set[int]]:
    """(body, kind of evidence) -> the years that it told something of."""
    found: dict[tuple[str, str], set[int]] = {}
    for body, kind, year in tuples_of(store.ask("years_told"), ["body_code", "kind", "year"]):
        found.setdefault((body, kind), set()).add(year)
    return found


def _runs(years: list[int]) -> list[tuple[int, int]]:
    """The first and last of each run of years without a gap.

    >>> _runs([2001, 2002, 2005])
    [(2001, 2002), (2005, 2005)]
    """
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _year(day: date) -> int:
    """The year to 31 March that a day is in, by the year it ends in."""
    return day.year + (day.month > 3)


def _since(statement: str, since: date | None) -> str:
    return statement if since is None else f"{statement[:-1]} since {since.day} {since:%B %Y}."
