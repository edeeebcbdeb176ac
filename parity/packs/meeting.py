"""A meeting of a board: which questions are asked in which order, what fits a screen, and the minutes at the end."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parity import tables
from parity.packs import stamp
from parity.packs.claims import Pack

SCREENS = (
    "served", "takes_part", "seats", "ladder", "recruitment", "retention", "money", "targets", "actions", "not_known",
)  # fmt: skip
LONGEST = 230  # letters of a finding on a screen: three lines of large type


class Decision(NamedTuple):
    """What was decided: in words, who leads, by when, who disagreed and why, and the code of the action it became."""

    words: str
    lead: str
    due: date | None
    dissent: str
    action_code: str


def short(sentence: str, longest: int = LONGEST) -> str:
    """The whole sentences that a finding begins with, as many as fit a screen; the first at least.

    >>> short("One is here. Two is there. Three is far.", 27)
    'One is here. Two is there.'
    """
    kept = ""
    for each in re.split(r"(?<=[.!?]) (?=[A-Z0-9])", sentence):
        longer = f"{kept} {each}".strip()
        if kept and len(longer) > longest:
            break
        kept = longer
    return kept


def minutes(pack: Pack, decisions: Sequence[Decision], present: str = "") -> str:
    """The minutes as text: what was shown, with the release it can be checked against, and what was decided."""
    lines = [
        f"Minutes: {pack.subject.name}", "", f"{tables.date_long(pack.made)}. {stamp.line(pack)}",
        *(["Illustrative: some of the boards are invented; their names begin with Example."] if pack.illustrative else []),
        *(["", f"Present: {present}"] if present else []), "", "What was shown", "",
    ]  # fmt: skip
    for place, claim in enumerate(pack.claims, start=1):
        lines += [f"{place}. {claim.question}", f"   {claim.sentence}", ""]
    lines += ["What was decided", ""]
    if not decisions:
        lines += ["Nothing was decided.", ""]
    for place, each in enumerate(decisions, start=1):
        lines.append(f"{place}. {each.words}")
        told = [("Lead", each.lead), ("Due", tables.date_long(each.due) if each.due else ""), ("Dissent", each.dissent),
                ("Action", each.action_code)]  # fmt: skip
        lines += [f"   {name}: {words}" for name, words in told if words] + [""]
    lines += ["How to check this", "", f"Every figure is of Parity {stamp.release(pack)}. The handout made at this meeting holds the same figures:",
              "   python -m parity pack --verify FILE"]  # fmt: skip
    lines += [f"   {claim.command}" for claim in pack.claims]
    return "\n".join([*lines, ""])
