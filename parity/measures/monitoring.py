"""Can we even know: which bodies record what, how lately, how completely, and what each missing piece costs."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from parity.measures import against, tally
from parity.remembered import kept
from parity.rows import found_in, in_order, tuples_of
from parity.stats import intervals
from parity.store import Store

# The questions of a practice return, in the order of its layout, in the words of every page.
QUESTIONS = {
    "monitors_core": "Monitors the ethnicity of the core board",
    "monitors_wider": "Monitors the ethnicity of the wider partnership",
    "monitors_sub_groups": "Monitors the ethnicity of the sub-groups",
    "monitors_retention": "Monitors how long BME members stay",
    "monitors_recruitment": "Monitors recruitment by ethnic group",
    "monitors_funding": "Monitors funding by ethnic group",
    "performance_framework_published": "Performance framework is published",
    "open_recruitment": "Recruits members openly",
    "designated_places": "Has designated places for BME members",
    "equalities_framework": "Has an equalities framework",
    "race_equality_impact_assessment": "Carries out race equality impact assessments",
    "compact": "Has a compact with the voluntary sector",
    "engagement_strategy_bme_actions": "Engagement strategy has actions for BME communities",
    "benchmark_influence": "Benchmark: communities have influence",
    "benchmark_inclusivity": "Benchmark: the body is inclusive",
    "benchmark_communication": "Benchmark: communication is good",
    "benchmark_capacity": "Benchmark: communities' capacity is built",
}
ANSWERS = ("yes", "partly", "no", "not_known")
KINDS = {
    "seats": "Members",
    "recruitment": "Recruitment",
    "participation": "Participation",
    "organisations": "Organisations",
    "practice": "Practice",
}
STALE = 12  # months: a return is expected every year


class Piece(NamedTuple):
    """A piece of evidence: what it is called, what stays silent without it, and what to ask for."""

    name: str
    silent: str
    ask: str
    within: str = ""  # without that larger piece there is no point in asking for this one


PIECES = {
    "members": Piece(
        "Members by ethnic group",
        "Representation, seats to parity, trend, earliest parity date, the upper steps of the ladder",
        "The seats template, filled in for each member (without names), or the totals template",
    ),
    "starts": Piece(
        "When each member started and left", "Retention", "The columns Started and Ended of the seats template", "members"
    ),
    "term_ends": Piece(
        "When terms end", "Earliest parity date", "The column Term ends of the seats template", "members"
    ),
    "member_keys": Piece(
        "A key for each member", "Concentration: whether a few people hold many seats",
        "The column Member reference of the seats template, with keys only the body can turn back into people", "members",
    ),
    "routes": Piece(
        "How members came to their seats", "Open against closed routes", "The column Route of the seats template", "members"
    ),
    "recruitment": Piece(
        "Appointments by ethnic group", "Recruitment, and the steps of the ladder to an appointment",
        "The recruitment template, for every round",
    ),
    "applicants": Piece(
        "Applicants by ethnic group", "How likely applicants are to be shortlisted and appointed",
        "The stage Applied in the recruitment template", "recruitment",
    ),
    "participation": Piece(
        "Who takes part, by ethnic group", "Reach, and the five roles of the ladder", "The participation template"
    ),
    "satisfaction": Piece(
        "Who was satisfied", "Satisfaction of those who took part, by group",
        "The column Satisfied of the participation template", "participation",
    ),
    "consulted": Piece(
        "Organisations consulted", "Organisations consulted for every 10,000 residents",
        "The organisations template, with who leads each",
    ),
    "delivering": Piece(
        "Organisations delivering", "Delivery by organisations led by ethnic minorities",
        "The organisations template, with the involvement Delivering",
    ),
    "infrastructure": Piece(
        "Use of infrastructure support", "Use of generalist and BME infrastructure",
        "The column Infrastructure support of the organisations template",
    ),
    "practice": Piece(
        "What the body says it does", "Coverage: what the body monitors, publishes and recruits for",
        "The practice template, answered once a year",
    ),
}  # fmt: skip

BODY = ["body_code", "body", "body_type"]
COVERAGE = ["row", *BODY, "question_code", "question", "answer", *ANSWERS, "asked", "as_at",
            "evidence", "mark", "note", "source_code", "standing"]  # fmt: skip
COMPARED = ["question_code", "question", "count", "base", "unknown", "share", "lower", "upper", "study_count",
            "study_base", "study_unknown", "study_share", "study_lower", "study_upper", "difference",
            "difference_lower", "difference_upper", "clear", "mark", "note", "source_code", "standing"]  # fmt: skip
FRESHNESS = ["body_code", "body", "kind", "kind_label", "latest", "months", "stale", "records", "returns", "mark",
             "note", "source_code", "standing"]  # fmt: skip
COMPLETENESS = ["body_code", "body", "kind", "kind_label", "people", "known", "unknown", "share_unknown", *tally.OUTSIDE,
                "hidden", "mark", "note", "source_code", "standing"]  # fmt: skip
MISSING = ["body_code", "body", "piece", "missing", "silent", "ask"]
DESCRIBED = {
    "row": "study: many bodies together, as published; body: one body",
    "body_code": "Code of the body",
    "body": "Name of the body",
    "body_type": "What kind of body it is",
    "question_code": "Code of the question",
    "question": "The question",
    "answer": "yes, partly, no or not_known; of a study, the answer most gave; blank where there is none",
    "yes": "Bodies that answered yes: of one body, 1 or 0",
    "partly": "Bodies that answered partly",
    "no": "Bodies that answered no",
    "not_known": "Bodies of which the answer is not known",
    "asked": "Bodies asked",
    "as_at": "The day the answer was true",
    "evidence": "Where this can be seen",
    "count": "Bodies that answered yes",
    "base": "Bodies that answered yes, partly or no",
    "unknown": "Bodies with no answer, or not known; people whose ethnic group is not known",
    "share": "count / base, 0 to 1",
    "lower": "Lower 95 % limit of the share (Wilson score)",
    "upper": "Upper 95 % limit of the share (Wilson score)",
    "study_count": "Bodies of the study that answered yes",
    "study_base": "Bodies of the study that answered yes, partly or no",
    "study_unknown": "Bodies of the study of which the answer is not known",
    "study_share": "study_count / study_base, 0 to 1",
    "study_lower": "Lower 95 % limit of the study's share",
    "study_upper": "Upper 95 % limit of the study's share",
    "difference": "share - study_share, -1 to 1",
    "difference_lower": "Lower 95 % limit of the difference",
    "difference_upper": "Upper 95 % limit of the difference",
    "clear": "Does the range of the difference leave 0 out: more than chance gives?",
    "kind": "Kind of return",
    "kind_label": "Kind of return, in words",
    "latest": "The last day the records speak of",
    "months": "Whole months since then",
    "stale": f"More than {STALE} months ago",
    "records": "Records in all",
    "returns": "Returns they came in",
    "people": "People counted",
    "known": "People whose ethnic group is known",
    "share_unknown": "unknown / people, 0 to 1",
    "not_stated": "People who did not state their ethnic group",
    "prefer_not_to_say": "People who preferred not to say",
    "refused": "People who refused",
    "blank": "People with nothing written",
    "hidden": "Figures hidden by the sender, not counted here",
    "piece": "Code of the piece of evidence",
    "missing": "What is missing",
    "silent": "What cannot be worked out without it",
    "ask": "What to ask for",
    "mark": "[x] no return or no answer, [u] answered 'not known', [c] hidden by the sender",
    "note": "What to know about this row",
    "source_code": "Codes of the sources",
    "standing": "published, sent or illustrative",
}


def coverage(store: Store, bodies: Sequence[str], until: date) -> pd.DataFrame:
    """One row per question and row of the matrix, studies of many bodies first and then the bodies by name; see COVERAGE.

    A body that was never asked has a row for every question, with mark `[x]` and no answer: silence is not a no.
    """
    told = store.ask("practice_answers", until=until)
    study = told["study"].to_numpy(bool)
    studies = told.loc[study, BODY].drop_duplicates().sort_values(["body", "body_code"])
    named = store.ask("bodies").rename(columns={"name": "body"})
    asked = named.loc[named["body_code"].isin(list(bodies)) & ~named["body_code"].isin(studies["body_code"]), BODY]
    names, of_study = pd.concat([studies, asked]), np.arange(len(studies) + len(asked)) < len(studies)
    codes, cells = list(QUESTIONS), len(names) * len(QUESTIONS)
    body = found_in(told["body_code"].tolist(), names["body_code"].tolist())
    question = found_in(told["question_code"].tolist(), codes)
    ours = np.flatnonzero((body >= 0) & (question >= 0))
    ours = ours[of_study[body[ours]] == study[ours]]
    cell = (body * len(codes) + question)[ours]

    def answered(name: str, nothing: object, kind: type | str = object) -> np.ndarray:
        """A column of what was told, and nothing in the cells of which nothing was."""
        found = np.full(cells, nothing, kind)
        found[cell] = told[name].to_numpy(kind)[ours]
        return found

    counts = {answer: answered(answer, 0, np.int64) for answer in ANSWERS}
    silent = np.ones(cells, bool)
    silent[cell] = False
    most = np.array(ANSWERS, object)[np.argmax([*counts.values()], axis=0)]
    of_study = np.repeat(of_study, len(codes))
    unasked = np.where(of_study, "The study did not ask this.", "No answer.")
    return pd.DataFrame({
        "row": np.where(of_study, "study", "body").astype(object),
        **{name: np.repeat(names[name].to_numpy(object), len(codes)) for name in BODY},
        "question_code": codes * len(names), "question": list(QUESTIONS.values()) * len(names),
        "answer": np.where(silent, "", most), **counts, "asked": sum(counts.values()),
        "as_at": answered("as_at", np.datetime64("NaT"), "datetime64[us]"), "evidence": answered("evidence", ""),
        "mark": np.select([silent, most == "not_known"], ["[x]", "[u]"], "").astype(object),
        "note": np.where(silent, unasked, "").astype(object),
        "source_code": answered("source_code", None).tolist(), "standing": answered("standing", None).tolist(),
    }, columns=COVERAGE)  # fmt: skip


@kept
def compared(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per question of `coverage`: how many of the bodies say yes, beside the study of 2007; see COMPARED.

    Bodies that gave no answer, or 'not known', are unknown and not in the base. The two shares are compared by Newcombe's
    method 10; a difference is no verdict on any body. Real and illustrative bodies are never counted together.
    """
    bodies, study = frame[frame["row"] == "body"], frame[frame["row"] == "study"]
    if bodies.empty:
        return pd.DataFrame(columns=COMPARED)
    told = bodies[bodies["answer"] != ""]
    if told["standing"].ne("illustrative").any():
        bodies = bodies[bodies["standing"].ne("illustrative")]
    questions = bodies["question_code"].unique().tolist()
    ours, theirs = _shared(bodies, questions), _shared(study, questions)
    difference = intervals.difference(ours["count"], ours["base"], theirs["count"], theirs["base"])
    studies = set(study["source_code"])
    found = {
        "question_code": questions,
        "question": [QUESTIONS[code] for code in questions],
        **ours,
        **{f"study_{name}": values for name, values in theirs.items()},
        **dict(zip(("difference", "difference_lower", "difference_upper"), difference, strict=True)),
        "clear": (difference.lower > 0) | (difference.upper < 0),
        "mark": ["" if base else "[x]" for base in ours["base"]],
        "note": ["" if base else "The study did not ask this." for base in theirs["base"]],
        "source_code": [against.joined([*codes, *studies]) for codes in _different(bodies, questions, "source_code")],
        "standing": [next(iter(told), None) for told in _different(bodies, questions, "standing")],
    }
    return pd.DataFrame(found, columns=COMPARED)


def freshness(store: Store, bodies: Sequence[str], today: date) -> pd.DataFrame:
    """One row per body and kind of return, whether it ever came or not: how old the latest is; see FRESHNESS."""
    every = _every_body(store, bodies).merge(pd.DataFrame({"kind": list(KINDS)}), how="cross")
    frame = every.merge(store.ask("latest_records", until=today), on=["body_code", "kind"], how="left")
    frame["latest"] = pd.to_datetime(frame["latest"])
    frame["months"] = _months(frame["latest"].dt, today)
    frame["stale"] = frame["months"] > STALE
    frame[["records", "returns"]] = frame[["records", "returns"]].fillna(0)
    frame["kind_label"] = frame["kind"].map(KINDS)
    frame["mark"] = np.where(frame["latest"].isna(), "[x]", "")
    frame["note"] = np.select(
        [frame["latest"].isna(), frame["stale"]], ["No return.", "No return in the last year."], ""
    )
    return frame[FRESHNESS]


def completeness(store: Store, bodies: Sequence[str], since: date | None, until: date) -> pd.DataFrame:
    """One row per body and kind with people in it: how many are of unknown ethnic group, and why; see COMPLETENESS.

    Members of the core board on the last day; candidates and participants of the period, each activity once.
    """
    asked = {"bodies": list(bodies), "until": until}
    told = {
        "seats": _of_seats(store.ask("people_seated", **asked, tier="core").query("step == 'seats'")),
        "recruitment": store.ask("recruited_by_body", **asked, since=since),
        "participation": store.ask("taking_part_by_body", **asked, since=since, including=False, together=True),
    }
    kinds = [_completed(kind, of) for kind, of in told.items() if len(of)]
    if not kinds:
        return pd.DataFrame(columns=COMPLETENESS)
    frame = pd.concat(kinds, ignore_index=True)
    frame["body"] = frame["body_code"].map(store.ask("bodies").set_index("body_code")["name"])
    frame["order"] = frame["kind"].map(list(KINDS).index)
    return frame.sort_values(["body", "order", "body_code"])[COMPLETENESS].reset_index(drop=True)


def missing_pieces(store: Store, bodies: Sequence[str]) -> pd.DataFrame:
    """One row per body and piece of evidence that it never told: what stays silent without it, what to ask; see MISSING."""
    told = store.ask("pieces_told")
    has = set(zip(told["body_code"], told["piece"], strict=True))
    rows = [
        (body.body_code, body.body, code, piece.name, piece.silent, piece.ask)
        for body in _every_body(store, bodies).itertuples()
        for code, piece in PIECES.items()
        if (body.body_code, code) not in has and (not piece.within or (body.body_code, piece.within) in has)
    ]
    return pd.DataFrame(rows, columns=MISSING)


def _every_body(store: Store, bodies: Sequence[str]) -> pd.DataFrame:
    named = store.ask("bodies")[["body_code", "name"]].rename(columns={"name": "body"})
    return named[named["body_code"].isin(list(bodies))].reset_index(drop=True)


def _different(bodies: pd.DataFrame, questions: list[str], name: str) -> list[list]:
    """Question by question the different values of a column in the answers, in their order; what is missing is none."""
    found: dict[str, list] = {code: [] for code in questions}
    for code, value in tuples_of(bodies[["question_code", name]].drop_duplicates().dropna(), ["question_code", name]):
        found[code].append(value)
    return list(found.values())


def _shared(told: pd.DataFrame, questions: list[str]) -> dict[str, np.ndarray]:
    """How many say yes to each question, of those whose answer is known."""
    question = found_in(told["question_code"].tolist(), questions)
    told, question = told[question >= 0], question[question >= 0]
    silent = (told["row"] == "body").to_numpy(bool) & (told["answer"] == "").to_numpy(bool)
    yes, partly, no, not_known, unheard = (
        np.bincount(question, each, minlength=len(questions)).astype(int)
        for each in (*(told[name].to_numpy(float) for name in ANSWERS), silent)
    )
    count, base, unknown = yes, yes + partly + no, not_known + unheard
    lower, upper = intervals.wilson(count, base)
    with np.errstate(invalid="ignore"):
        share = count / base
    return {"count": count, "base": base, "unknown": unknown, "share": share, "lower": lower, "upper": upper}


def _of_seats(of: pd.DataFrame) -> pd.DataFrame:
    """`people_seated` added up body by body, as `recruited_by_body` is."""
    body, bodies = pd.factorize(of["body_code"])
    # Each body has its own table, should two of them name theirs alike.
    table, _ = in_order(of, ["body_code", "part"])
    group = of["ethnic_group"].to_numpy(object)
    least, most = (of[name].to_numpy(float, na_value=np.nan) for name in ("least", "most"))

    def summed(which: np.ndarray) -> np.ndarray:
        """The least people there can be of rows; what is not known adds nobody."""
        return np.bincount(body, np.where(which, np.nan_to_num(least), 0.0), minlength=len(bodies))

    everyone = group == "all"
    about: dict[str, tuple[set, set]] = {code: (set(), set()) for code in bodies}
    for code, source, standing in tuples_of(
        of.drop_duplicates(columns := ["body_code", "source_code", "standing"]), columns
    ):
        about[code][0].add(source)
        about[code][1].add(standing)
    return pd.DataFrame({
        "body_code": bodies, "people": summed(everyone | ~(np.bincount(table, everyone) > 0)[table]),
        "differing": np.bincount(body, most != least, minlength=len(bodies)).astype(int),
        **{each: summed(group == each) for each in tally.OUTSIDE},
        "source_code": [against.joined(sources) for sources, _ in about.values()],
        "standing": [max(standings) for _, standings in about.values()],
    })  # fmt: skip


def _completed(kind: str, of: pd.DataFrame) -> pd.DataFrame:
    """One row per body of what was told of one kind."""
    people, hidden = of["people"].to_numpy(float), of["differing"].to_numpy(int)
    unknown = of[list(tally.OUTSIDE)].to_numpy(float).sum(axis=1)
    said = np.where(hidden == 1, "figure is", "figures are")
    notes = [f"{each} {word} hidden or missing and counted as the least they can be." if each else ""
             for each, word in zip(hidden.tolist(), said.tolist(), strict=True)]  # fmt: skip
    sources = {each: against.joined([each]) for each in set(of["source_code"])}
    return pd.DataFrame({
        "body_code": of["body_code"], "kind": kind, "kind_label": KINDS[kind], "people": people,
        "known": people - unknown, "unknown": unknown, **{each: of[each] for each in tally.OUTSIDE}, "hidden": hidden,
        "share_unknown": np.divide(unknown, people, out=np.full(len(of), np.nan), where=people > 0),
        "mark": np.where(people > 0, "", "[z]").astype(object), "note": notes,
        "source_code": [sources[each] for each in of["source_code"]], "standing": of["standing"],
    })  # fmt: skip


def _months(day: Any, today: date) -> pd.Series:
    """Whole months from each day, missing or not, to another."""
    return 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
