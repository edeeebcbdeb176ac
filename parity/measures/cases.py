"""Good practice: what worked, what did not, for whom, and how strong the evidence is."""

import numpy as np
import pandas as pd

from parity.choice import words
from parity.measures import against
from parity.remembered import kept, once
from parity.rows import tuples_of
from parity.store import Store

# The words for each answer and grade, in order: best first.
WORKED = {"yes": "Worked", "mixed": "Worked in part", "no": "Did not work"}
GRADES = {
    "evaluated": "Independent evaluation",
    "measured": "Figures before and after",
    "reported": "Reported by those who took part",
    "opinion": "Opinion",
}
STRONG = ("evaluated", "measured")  # grades that rest on more than somebody's word
MECHANISMS = {
    "board": "Board or partnership",
    "event": "Event",
    "focus_group": "Focus group",
    "forum": "Forum",
    "health_link": "Health link",
    "online": "Online",
    "outreach": "Outreach",
    "panel": "Panel",
    "participatory_budget": "Participatory budget",
    "service": "Service",
    "survey": "Survey",
    "training": "Training",
    "volunteering": "Volunteering",
    "other": "Other",
}
COLUMNS = ["case_code", "title", "area_code", "place", "level", "parent", "mechanism", "mechanism_name", "communities",
           "what_was_done", "effect", "evidence_grade", "grade_name", "worked", "worked_name", "since", "until",
           "source", "mark", "note", "source_code", "standing"]  # fmt: skip
BY_MECHANISM = ["mechanism", "name", "cases", *WORKED, *(f"{each}_strong" for each in WORKED), "standing"]
DESCRIBED = {
    "case_code": "Code of the case",
    "title": "What the case is called",
    "area_code": "Code of the area",
    "place": "Name of the area",
    "level": "ward, authority, region or country",
    "parent": "The area it lies in",
    "mechanism": "Code of the mechanism (channel)",
    "mechanism_name": "The mechanism",
    "communities": "The ethnic groups it was for",
    "what_was_done": "What was done",
    "effect": "What came of it",
    "evidence_grade": "evaluated, measured, reported or opinion",
    "grade_name": "How strong the evidence is",
    "worked": "yes, mixed or no, as the sender says",
    "worked_name": "The same in words",
    "since": "First day",
    "until": "Last day",
    "source": "Where it is written down",
    "mark": "[x] no grade of evidence was given",
    "note": "What to know about this row",
    "source_code": "Code of the source",
    "standing": "published, sent or illustrative",
    "name": "The mechanism",
    "cases": "Cases found",
    "yes": "Those that worked",
    "mixed": "Those that worked in part",
    "no": "Those that did not work",
    "yes_strong": "Those that worked, by an evaluation or by figures before and after",
    "mixed_strong": "Those that worked in part, by an evaluation or by figures before and after",
    "no_strong": "Those that did not work, by an evaluation or by figures before and after",
}


def found(
    store: Store,
    text: str = "",
    mechanism: str | None = None,
    community: str | None = None,
    area: str | None = None,
    worked: str | None = None,
    grade: str | None = None,
) -> pd.DataFrame:
    """One row per case that holds every word of the text and matches what else is asked, best evidence first; see COLUMNS.

    The words are looked for as they are written, in any case and with or without accents, in the title, the place, the
    communities, what was done, what came of it and the source. A place finds the cases of its parts too, a broad group
    those of its finer groups. Real cases, or, where there are none at all, illustrative ones: never both.
    """
    narrower = {"mechanism": mechanism, "worked": worked, "evidence_grade": grade}
    narrower = {name: value for name, value in narrower.items() if value is not None}
    if narrower:
        every = once(store, found, text, None, community, area)
        told = tuples_of(every, list(narrower))
        kept = np.array([each == tuple(narrower.values()) for each in told], bool)
        return every[kept].reset_index(drop=True)
    every = store.ask("cases", words=[], community=None, area=None)
    told = store.ask("cases", words=words(text), community=community, area=area)
    told = told[told["case_code"].isin(against.apart(every)["case_code"])]
    frame = told.assign(
        mechanism_name=[MECHANISMS.get(each, "Not told") for each in told["mechanism"]],
        grade_name=[GRADES.get(each, "Not told") for each in told["evidence_grade"]],
        worked_name=told["worked"].map(WORKED),
        mark=["" if each in GRADES else "[x]" for each in told["evidence_grade"]],
        note=["" if each else "The communities are not told." for each in told["communities"]],
    )
    return frame[COLUMNS].reset_index(drop=True)


@kept
def by_mechanism(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per mechanism of the cases in `found`, in order of name: how many worked, and on how strong evidence.

    Columns: BY_MECHANISM; cases are counted, never turned into a rate: nobody drew them at random.
    """
    rows, told = [], tuples_of(frame, ["mechanism", "worked", "evidence_grade", "standing"])
    for code, name in [*MECHANISMS.items(), (None, "Not told")]:
        of = [each[1:] for each in told if (each[0] == code if code else each[0] not in MECHANISMS)]
        if not of:
            continue
        counts = [worked for worked, *_ in of]
        strong = [worked for worked, grade, _ in of if grade in STRONG]
        rows.append(
            {"mechanism": code, "name": name, "cases": len(of), "standing": max(standing for *_, standing in of)}
            | {each: counts.count(each) for each in WORKED}
            | {f"{each}_strong": strong.count(each) for each in WORKED}
        )
    return pd.DataFrame(rows, columns=BY_MECHANISM)


def choices(store: Store) -> dict[str, dict[str, str]]:
    """What the cases can be narrowed to: mechanism and community, each a code and its name, only those there are."""
    every = found(store)
    named = store.ask("groups_in", classifications=["broad-5", "2021-19"])
    told = {each for cell in every["communities"].dropna() for each in cell.split("; ")}
    broad = set(named.loc[named["label"].isin(told), "broad_code"].dropna())
    kept = named[named["label"].isin(told) | named["group_code"].isin(broad)]
    return {
        "mechanism": {code: name for code, name in MECHANISMS.items() if code in set(every["mechanism"])},
        "community": kept.drop_duplicates("group_code").set_index("group_code")["label"].to_dict(),
    }
