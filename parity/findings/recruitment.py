"""Recruitment in sentences: who got through a stage, and how much likelier one group was than another."""

import pandas as pd

from parity import tables
from parity.choice import MINORITIES, Definition
from parity.findings.wording import FROM_MINORITIES, by_definition, listed, minorities_row, several, together, told, was
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats.verdicts import Verdict

NOTHING_SENT = "No recruitment round has been told: ask for the recruitment template."
OTHERS = {"White British": "White British people", "White": "White people"}
PASSED = {"applied": "applied", "shortlisted": "were shortlisted", "appointed": "were appointed"}
FEWEST = 10  # people of a side, under which no ratio is put into words
STAGE_SAID = {
    "pool": "of those who said they were willing",
    "applied": "of those who applied",
    "shortlisted": "of those shortlisted",
    "appointed": "of those appointed",
}
ROUTES = {
    "open": "open recruitment",
    "nominated": "nomination",
    "elected": "election",
    "ex_officio": "office",
    "co_opted": "co-option",
    "unknown": "a route that was not told",
}


@kept
def step(frame: pd.DataFrame, definition: Definition, name: str = "appointed_from_shortlisted") -> str:
    """One step of one place (`recruitment.steps`): how many of each side got through, the ratio, and what may be said."""
    frame = frame[frame["step"].eq(name)] if len(frame) else frame
    row = minorities_row(frame, definition)
    if row is None:
        return NOTHING_SENT
    who, others, through = FROM_MINORITIES[definition], OTHERS[row["against"]], PASSED[row["to_stage"]]
    where = f"{row['body']}: " if isinstance(row["body"], str) else ""
    if row["rounds"] == 0:
        return together(
            f"{where}{'how' if where else 'How'} likely people {who} were to get this far is not known.",
            _sentence(row["note"]),
        )
    from_stage = {"pool": "willing", "applied": "who applied", "shortlisted": "shortlisted"}[row["from_stage"]]
    counted = (
        f"{where}{_of(row['count'], row['base'], from_stage, f'people {who}', inside=bool(where))} {_through(row['count'], through)}, "
        f"{_of(row['others_count'], row['others_base'], from_stage, others, inside=True)} {_through(row['others_count'], through)}."
    )
    return together(
        counted,
        _ratio(row, others, who),
        _judged(row, who),
        by_definition(frame, definition, ("that they are less likely", "that they are likelier")),
        _rounds(row),
    )


@kept
def stages(frame: pd.DataFrame, definition: Definition) -> str:
    """The shares at each stage of one place (`recruitment.stages`), from the first to the last that is told."""
    classification, group = MINORITIES[definition]
    rows = frame[frame["classification"].eq(classification) & frame["group_code"].eq(group)] if len(frame) else frame
    if rows.empty:
        return NOTHING_SENT
    known = rows[rows["share"].notna()]
    who = FROM_MINORITIES[definition]
    if known.empty:
        return f"How many candidates were {who} is not known at any stage."
    shares = [
        f"{tables.percent_said(row['share'], row['base'])} ({tables.count(row['count'])} of {tables.count(row['base'])}) "
        f"{STAGE_SAID[row['stage']]}"
        for row in rows_of(known)
    ]
    first = f"People {who} were {listed(shares)}."
    uneven = known["rounds"].nunique() > 1
    unknown = known[known["unknown"] > 0]
    return together(
        first,
        "The stages were told in different rounds, so they cannot be held against each other." if uneven else "",
        f"At a stage the ethnic group of up to {several(unknown['unknown'].max(), 'person', 'people')} is not known."
        if len(unknown)
        else "",
    )


@kept
def routes(frame: pd.DataFrame, definition: Definition) -> str:
    """Open rounds against the others (`recruitment.stages` by route): who was appointed by each."""
    classification, group = MINORITIES[definition]
    rows = (
        frame[
            frame["classification"].eq(classification) & frame["group_code"].eq(group) & frame["stage"].eq("appointed")
        ]
        if len(frame)
        else frame
    )
    known = rows[rows["share"].notna()] if len(rows) else rows
    if known.empty:
        return NOTHING_SENT
    parts = [
        f"{tables.count(row['count']) if row['count'] else 'none'} of {tables.count(row['base'])} appointed by "
        f"{ROUTES[row['route']]} (likely {tables.percent_range(row['lower'], row['upper'])})"
        for row in rows_of(known)
    ]
    return f"{FROM_MINORITIES[definition].capitalize().replace('white', 'White')}: {listed(parts)}."


@kept
def across_bodies(frame: pd.DataFrame, definition: Definition, name: str = "appointed_from_shortlisted") -> str:
    """Many bodies at one step (`recruitment.steps` by body): in how many the group was less likely, by more than chance."""
    classification, group = MINORITIES[definition]
    rows = (
        frame[frame["step"].eq(name) & frame["classification"].eq(classification) & frame["group_code"].eq(group)]
        if len(frame)
        else frame
    )
    if rows.empty:
        return NOTHING_SENT
    verdict = rows["verdict"].value_counts()
    told_of = len(rows) - int(verdict.get(Verdict.NOT_MONITORED, 0))
    if not told_of:
        who = "The one body did not tell" if len(rows) == 1 else f"None of the {len(rows):,} bodies told"
        return f"{who} both stages by these groups."
    through = rows.iloc[0]["to_stage"]
    below, above, few = (int(verdict.get(each, 0)) for each in (Verdict.BELOW, Verdict.ABOVE, Verdict.TOO_FEW))
    unclear, silent = int(verdict.get(Verdict.DEPENDS_ON_UNKNOWNS, 0)), len(rows) - told_of
    who = FROM_MINORITIES[definition]
    return together(
        f"Of {several(told_of, 'body that told', 'bodies that told')}, people {who} were less likely to be {through} in "
        f"{below if below else 'none'} by more than chance gives, and likelier in {above if above else 'none'}.",
        f"In {few} there were too few people to tell." if few else "",
        f"In {unclear} it depends on people whose ethnic group is not known." if unclear else "",
        f"{several(silent, 'body', 'bodies')} did not tell." if silent else "",
    )


def _of(count: float, base: float, from_stage: str, who: str, *, inside: bool = False) -> str:
    """'Of 80 people ... shortlisted, 12 (15 %)' and, inside a sentence, 'of 200 White people, 60 (30 %)'."""
    of = "of" if inside else "Of"
    if not base:
        return f"{of} the {who} {from_stage}, of whom there were none, none"
    share = f" ({tables.percent_said(count / base, base)})" if count else ""
    who = who.replace("people", "person", 1) if base == 1 else who
    return f"{of} {tables.count(base)} {who} {from_stage}, {tables.count(count) if count else 'none'}{share}"


def _through(count: float, words: str) -> str:
    return words.replace("were ", f"{was(count)} ")


def _ratio(row: pd.Series, others: str, who: str) -> str:
    ratio = row["ratio"]
    if min(row["base"], row["others_base"]) < FEWEST:
        return ""
    if not told(ratio):
        return "Nobody got through, so there is nothing to compare."
    if not told(row["ratio_lower"]):
        nobody = f"people {who}" if ratio else others
        return f"With none of the {nobody} through there is a difference, but no range for it can be given."
    likely = f"likely {row['ratio_lower']:.2f} to {row['ratio_upper']:.2f}"
    within = ", compared within each round" if row["rounds"] > 1 else ""
    if f"{ratio:.2f}" == "1.00":
        return f"{others} were as likely to get through ({likely} times{within})."
    return f"{others} were {ratio:.2f} times as likely to get through ({likely}{within})."


def _judged(row: pd.Series, who: str) -> str:
    match row["verdict"]:
        case Verdict.BELOW:
            return f"People {who} were less likely to get through, by more than chance gives; that does not say why."
        case Verdict.ABOVE:
            return f"People {who} were likelier to get through, by more than chance gives; that does not say why."
        case Verdict.NO_CLEAR_DIFFERENCE:
            return "There is no clear difference: chance alone could give it."
        case Verdict.DEPENDS_ON_UNKNOWNS:
            return "Whether there is a difference depends on the people whose ethnic group is not known."
        case Verdict.TOO_FEW:
            return "That is too few people to tell."
    return ""


def _rounds(row: pd.Series) -> str:
    left = int(row["rounds_asked"] - row["rounds"])
    if not left:
        return ""
    return f"{several(left, 'round', 'rounds')} of {int(row['rounds_asked'])} did not tell both stages by these groups."


def _sentence(note: object) -> str:
    return note if isinstance(note, str) else ""
