"""Findings of representation and of areas."""

import pandas as pd

from parity import tables
from parity.choice import Choice, Definition
from parity.findings.wording import FROM_MINORITIES, by_definition, listed, minorities_row
from parity.remembered import kept
from parity.rows import rows_of
from parity.stats.verdicts import Verdict

JUDGED = (Verdict.BELOW, Verdict.ABOVE, Verdict.NO_CLEAR_DIFFERENCE, Verdict.TOO_FEW, Verdict.DEPENDS_ON_UNKNOWNS)
# One person and several, by the part they take.
MEMBERS = {
    "core": ("member of the core board", "members of the core board"),
    "wider": ("member of the wider partnership", "members of the wider partnership"),
    "sub_group": ("member of the sub-groups", "members of the sub-groups"),
    "officers": ("police officer", "police officers"),
    "community_support_officers": ("community support officer", "community support officers"),
    "beneficiary": ("person using services", "people using services"),
    "consultee": ("person consulted", "people consulted"),
    "source_of_activity": ("person running community activity", "people running community activity"),
    "source_of_delivery": ("person delivering services", "people delivering services"),
    "partner": ("partner", "partners"),
}


@kept
def representation(frame: pd.DataFrame, choice: Choice) -> str:
    """One body's part on one date: how many of its people are from ethnic minorities, and what may be said of it."""
    if choice.body is None or choice.as_at is None:
        return "No body has sent a return of its members yet: ask for the seats template."
    row = minorities_row(frame, choice.definition)
    if row is None:
        return "The places this body serves are not known, so there is nobody to hold it against."
    _, people = MEMBERS[choice.part]
    of = f"{row['body']}, {tables.date_long(choice.as_at)}"
    living = residents(row)
    who = FROM_MINORITIES[choice.definition]
    if row["mark"] != "[c]" and pd.isna(row["count"]) and pd.isna(row["share"]):
        return f"{of}: how many of the {people} were {who} is not known. {row['note']} {living}"
    if row["mark"] == "[c]":
        return f"{of}: how many of the {people} were {who} is hidden to protect people. {living}"
    if row["mark"] == "[z]":
        return f"{of}: there were no {people}. {living}"
    if pd.isna(row["share"]):
        return (
            f"{of}: {were(row['count'], choice.part)} {who}, of a total that was not published, so there is no share "
            f"to compare. {living}"
        )
    if row["verdict"] == Verdict.NO_BASE:
        return (
            f"{of}: {tables.percent_said(row['share'], 100_000)} of the {people} were {who}. {living} The number of "
            f"{people} behind the percentage was not published, so whether chance could give the gap cannot be said."
        )
    likely = tables.percent_range(row["lower"], row["upper"], row["base"])
    unknown = 0 if pd.isna(row["unknown"]) else int(row["unknown"])
    known = " whose ethnic group is known" if unknown else ""
    told = (
        f"{of}: {tables.count(row['count'])} of the {tables.count(row['base'])} {people}{known} "
        f"{'was' if row['count'] == 1 else 'were'} {who} ({tables.percent_said(row['share'], row['base'])}, likely "
        f"{likely})."
    )
    return " ".join(part for part in (told, living, judgement(row)) if part)


def residents(row: pd.Series) -> str:
    """The reference as a sentence, saying how its date was come by."""
    share = tables.percent_said(row["reference"], row["residents"])
    census = f"{row['dated']:%Y} census"
    match row["basis"]:
        case "census":
            return f"{share} of the residents it serves were, at the {census}."
        case "interpolated":
            between = f"between the {row['dated']:%Y} and {row['dated_to']:%Y} censuses"
            return f"About {share} of the residents it serves were, on the straight line {between}."
        case "estimate":
            likely = tables.percent_range(row["reference_lower"], row["reference_upper"], row["residents"])
            return f"About {share} of the residents it serves were ({likely}), by the survey estimate for {row['dated']:%Y}."
        case "held":
            return f"{share} of the residents it serves were at the {census}, the latest there is."
        case _:
            return f"{share} of the residents it serves were at the {census}, the nearest there is."


@kept
def caveats(frame: pd.DataFrame, choice: Choice) -> list[str]:
    """What else a reader of `representation` must know: what the reference, the base and the definition do to it."""
    row = minorities_row(frame, choice.definition)
    if row is None:
        return []
    said = [] if pd.isna(row["count"]) and pd.isna(row["share"]) else [row["note"]]
    if row["basis"] == "nearest" and row["verdict"] == Verdict.BELOW:
        # The minority population of England and Wales has grown at every census since 1991.
        said.append("Fewer residents may have been from ethnic minorities on that day: the gap may have been smaller.")
    said.append(by_definition(frame, choice.definition))
    return [each for each in said if each]


def judgement(row: pd.Series) -> str:
    """The verdict as a sentence of its own."""
    match row["verdict"]:
        case Verdict.BELOW:
            return "That is below parity: chance alone would not give it."
        case Verdict.ABOVE:
            return "That is above parity: chance alone would not give it."
        case Verdict.NO_CLEAR_DIFFERENCE:
            return "There is no clear difference: chance alone could give it."
        case Verdict.TOO_FEW:
            return "That is too few people to tell: chance alone could give it, or hide a real gap."
        case Verdict.DEPENDS_ON_UNKNOWNS:
            return "Whether that is below parity depends on the people whose ethnic group is not known."
    return ""


@kept
def tiers(frame: pd.DataFrame, definition: Definition) -> str:
    """The tiers of one body side by side (`representation.by_tier`)."""
    known = frame[frame["share"].notna()]
    if known.empty:
        return f"How many in any tier were {FROM_MINORITIES[definition]} is not known."
    said = [
        f"{tables.percent_said(row['share'], row['base'])} of the {MEMBERS[row['part']][1]} "
        f"({tables.count(row['count'])} of {tables.count(row['base'])})"
        for row in rows_of(known)
        if not pd.isna(row["count"])
    ]
    silent = [MEMBERS[tier][1] for tier in ("core", "wider", "sub_group") if tier not in set(known["part"])]
    first = f"{listed(said)} were {FROM_MINORITIES[definition]}." if said else "Only percentages were told."
    return f"{first} Nothing is known of the {listed(silent, 'or')}." if silent else first


@kept
def family(frame: pd.DataFrame) -> str:
    """What it means that many bodies are judged at once."""
    tested = int(frame["p"].notna().sum()) if len(frame) else 0
    if tested < 2:
        return ""
    return (
        f"{tested} bodies are tested at once: the limit is made stricter, so that of those called below or above parity "
        "no more than 1 in 20 is expected to be so by chance (Benjamini-Hochberg)."
    )


@kept
def across_bodies(frame: pd.DataFrame, choice: Choice, asked: int) -> str:
    """Many bodies at once: how many are below, above and neither, and how many cannot be judged."""
    if choice.as_at is None:
        return "No body has sent a return of its members yet: ask for the seats template."
    _, people = MEMBERS[choice.part]
    day = tables.date_long(choice.as_at)
    who = FROM_MINORITIES[choice.definition]
    if frame.empty:
        return f"No return tells how many {people} were {who} on {day}."
    verdict = frame["verdict"].value_counts()
    judged = int(sum(verdict.get(each, 0) for each in JUDGED))
    if judged == 0:
        lower = int((frame["gap"] < 0).sum())
        shown = (
            f"In {lower} of {len(frame)} the percentage {who} is lower among {people} than among residents; "
            if frame["gap"].notna().any()
            else "There is a count but no share: "
        )
        return f"{bodies(len(frame))} told a figure for {day}. {shown}without the totals, chance cannot be judged."
    below, above = int(verdict.get("below", 0)), int(verdict.get("above", 0))
    few = int(verdict.get("too_few", 0))
    silent = asked - len(frame)
    parts = [
        f"On {day}, {below} of the {bodies(judged)} that can be judged had a smaller share of {people} {who} than of "
        f"residents, by more than chance gives{_nobody(above)}."
    ]
    if few:
        parts.append(f"In {few}, there are too few {people} to tell.")
    if silent:
        parts.append(f"{silent} told nothing for this date.")
    return " ".join(parts)


@kept
def area_profile(frame: pd.DataFrame, name: str, definition: Definition) -> str:
    """Who lives in a place and how that has changed between the censuses."""
    row = minorities_row(frame, definition)
    who = FROM_MINORITIES[definition]
    if row is None:
        return f"There is no census figure for {name}."
    now, then = row["share_2021"], row["share_2011"]
    if pd.isna(now) and pd.isna(then):
        other = "excluding" if definition == "including" else "including"
        return (
            f"What share of {name}'s residents were {who} is not published for an area this small: only the five broad "
            f"groups are. Choose the other definition ({other} White minorities)."
        )
    if pd.isna(now):
        return (
            f"At the 2011 census {tables.percent_said(then)} of {name}'s residents were {who}; 2021 is not published."
        )
    people = f"{tables.count(row['residents_2021'])} people"
    first = f"At the 2021 census {tables.percent_said(now)} of {name}'s residents were {who} ({people})"
    if pd.isna(then):
        return f"{first}; the figure for 2011 is not published."
    change = round(100 * (now - then), 1)
    about = "about " if row["estimated"] else ""
    if abs(change) < 0.5:
        return f"{first}, much as in 2011 ({about}{tables.percent_said(then)})."
    return f"{first}, {'up' if change > 0 else 'down'} from {about}{tables.percent_said(then)} in 2011."


def were(number: float, part: str) -> str:
    """'1 police officer was', '2 police officers were', 'no police officer was'."""
    one, several = MEMBERS[part]
    if number == 0:
        return f"no {one} was"
    return f"1 {one} was" if number == 1 else f"{tables.count(number)} {several} were"


def bodies(number: int) -> str:
    """'1 body', '2 bodies'."""
    return "1 body" if number == 1 else f"{tables.count(number)} bodies"


def _nobody(above: int) -> str:
    return f", and {above} a larger one" if above else ", and none a larger one"


@kept
def estimates(frame: pd.DataFrame, name: str) -> str:
    """What the annual survey estimates of a place can and cannot bear."""
    survey = frame[frame["kind"] == "estimate"]
    first, last = survey["date"].min(), survey["date"].max()
    return (
        f"Annual survey estimates for {name}, {first:%Y} to {last:%Y}, with the survey's own 95 % limits, and the two "
        "censuses. Where the limits of two years overlap, the survey does not show a change."
    )


@kept
def parts(frame: pd.DataFrame, name: str, level: str, definition: Definition) -> str:
    """How far the parts of a place differ: the lowest and the highest share."""
    known = frame.dropna(subset=["share"]).sort_values("share")
    plural = tables.LEVELS[level]
    if known.empty:
        return f"The {plural} of {name} have no figure under this definition: only the five broad groups are published."
    low, high = known.iloc[0], known.iloc[-1]
    who = FROM_MINORITIES[definition]
    if len(known) == 1:
        return f"{high['name']} is the only one with a figure: {tables.percent_said(high['share'])} were {who} in 2021."
    return (
        f"Among the {len(known)} {plural} of {name}, from {tables.percent_said(low['share'])} of residents in {low['name']} "
        f"to {tables.percent_said(high['share'])} in {high['name']} were {who} in 2021."
    )


@kept
def residential_pattern(frame: pd.DataFrame, name: str, level: str) -> str:
    """How unevenly the groups are spread over the parts of a place."""
    if frame.empty:
        return f"{name} has too few {tables.LEVELS[level]} to say how its groups are spread."
    most = frame.loc[frame["dissimilarity"].idxmax()]
    return (
        f"{most['label']}: {tables.percent_said(most['dissimilarity'])} of the group would have to live in another "
        f"{tables.LEVELS_ONE[level]} to be spread over {name} as everyone else is, the most of the five broad groups."
    )
