"""What a claim does not show, and what would change our mind: said beside every claim, in the same words everywhere."""

from typing import Any

from parity import tables
from parity.findings.wording import several, together, told
from parity.stats.verdicts import Verdict, judge

NOT_SHOWN = {
    "served": (
        "A census counts residents, of every age: not voters, not those who use services, not those who would serve. "
        "It is a picture of one day, and the place has changed since."
    ),
    "takes_part": (
        "It does not show why: who was asked, who stood, who could come. It does not show that members speak for a group, "
        "nor whether they are listened to. Residents are of every age; those who could serve may be made up otherwise."
    ),
    "seats": (
        "Parity in seats is arithmetic: it is not a quota, nor a target anyone has agreed. It takes every seat as open to "
        "change hands, and seats held by office are not."
    ),
    "designated": (
        "A seat set aside is not a seat taken up, and a member from an ethnic minority in another seat counts as much. "
        "It does not show whether those seats carry the same weight as others."
    ),
    "ladder": (
        "The steps count different people, told by different returns: nobody is followed from one to the next. It does "
        "not show why a share falls, nor that it fell at that step for the same people."
    ),
    "recruitment": (
        "It does not show why: how seats were advertised, who met the terms and how candidates were chosen are not in the "
        "returns. Few candidates say little, whatever the ratio."
    ),
    "retention": (
        "A term that ran out and a member who walked away look the same here. It says nothing of members whose seats "
        "began before the record did."
    ),
    "reach": (
        "Taking part is not being heard. People who came to several activities are counted once only where the return "
        "says that they came before."
    ),
    "scorecard": (
        "An indicator that is not measured is neither good nor bad. Five are counts and three are views: they do not add "
        "up to a mark, and no body is ranked by them."
    ),
    "money": (
        "Who leads an organisation is as it says itself. Who was funded does not show who asked: without the applications "
        "a small share may be few who applied, or few who were chosen."
    ),
    "trend": (
        "A rise or fall says nothing of its cause. Days between observations are not known, and a line is not drawn on "
        "past the last one."
    ),
    "targets": (
        "A target met on one day may be missed on the next; on a small board one member decides it. It does not show "
        "whether the target was the right one."
    ),
    "actions": (
        "An action done is not an effect had: what it changed is for the figures of later years. It lists what was told, "
        "and a body may do more than it tells."
    ),
    "outcomes": (
        "A survey tells what those who answered said. A difference between groups may come from age, place or income as "
        "well as from how people are treated, and these figures do not part them."
    ),
    "not_known": (
        "A missing return is not a bad record: it may never have been asked for. A body that records everything may still "
        "not act on it."
    ),
    "pattern": (
        "Living apart or together is neither good nor bad in itself, and the figure does not show choice from constraint. "
        "It depends on where the lines between the parts are drawn."
    ),
}  # fmt: skip


def would_change(row: Any, people: str = "members") -> str:
    """What would change a verdict on one share: the nearest other count, the unknown, or the return that is missing.

    row: count, base, unknown, reference and verdict of one body (a mapping or a Series). Where a count would be read
    otherwise is found by giving each neighbouring count its verdict.
    """
    verdict = row["verdict"]
    if verdict in ("", None) or verdict == Verdict.NOT_MONITORED or not told(row["count"]):
        return f"A return that tells how many {people} there are of each ethnic group."
    if verdict == Verdict.NO_BASE:
        return f"The number of {people} behind the percentage: without it chance cannot be judged."
    unknown = int(row["unknown"]) if told(row["unknown"]) else 0
    who = _unknown(unknown, people)
    if verdict == Verdict.DEPENDS_ON_UNKNOWNS or not told(row["reference"]) or row["count"] != int(row["count"]):
        return who or "More returns, of another day or another year."
    return together(_other_count(row, unknown, people), who)


def _unknown(unknown: int, people: str) -> str:
    if not unknown:
        return ""
    if people == "organisations":
        return f"Knowing who leads the {several(unknown, 'organisation')} of which it is not known."
    one = "member" if people == "members" else people
    return f"Knowing the ethnic group of the {several(unknown, one, people)} of whom it is not known."


def larger_sample(said: str) -> str:
    """What would change what is said of a difference between two survey figures."""
    if said in ("higher", "lower"):
        return "A later survey, or a larger one, in which chance could give the difference."
    if said == "could_be_chance":
        return (
            "More people asked: a difference of this size, found again in a larger survey, could be told from chance."
        )
    return "The number of people asked, so that chance can be judged."


def more_returns(verdict: object) -> str:
    """What would change a verdict that several figures stand behind, so that no single count decides it."""
    match verdict:
        case Verdict.BELOW | Verdict.ABOVE:
            return "Returns of another year in which chance alone could give the gap."
        case Verdict.DEPENDS_ON_UNKNOWNS:
            return "Knowing the ethnic group of those of whom it is not known."
        case Verdict.NO_CLEAR_DIFFERENCE | Verdict.TOO_FEW:
            return "More years, or more bodies, taken together: a gap that lasts could then be told from chance."
    return "A return that tells it: the templates are on the Returns page."


def _other_count(row: Any, unknown: int, people: str) -> str:
    count, base, reference = int(row["count"]), int(row["base"]), float(row["reference"])
    if base > 20_000:  # thousands of verdicts for a sentence
        return "Returns of another year in which chance alone could give the gap."

    def is_called(number: int) -> Verdict:
        return judge(number, base, unknown, reference).verdict

    verdict = Verdict(row["verdict"])
    if verdict in (Verdict.BELOW, Verdict.ABOVE):
        counts = range(count + 1, base + 1) if verdict == Verdict.BELOW else range(count - 1, -1, -1)
        other = next((number for number in counts if is_called(number) != verdict), None)
        if other is None:
            return ""
        return f"With {tables.count(other)} of {tables.count(base)}, not {tables.count(count)}, it would not be {verdict.label}."
    below = next((number for number in range(count - 1, -1, -1) if is_called(number) == Verdict.BELOW), None)
    if below is None:
        return (
            f"No count on so few {people} could be called below parity: several years, or bodies, taken together could."
        )
    fewer = f"{tables.count(below)} or fewer" if below else "none"
    return f"With {fewer} of {tables.count(base)}, not {tables.count(count)}, it would be called below parity."
