"""The sentences for good practice: what the cases found say together, and what they cannot."""

import pandas as pd

from parity.findings.wording import listed, several
from parity.remembered import kept

WORDS = {"yes": "worked", "mixed": "worked in part", "no": "did not work"}
STRONG = ("evaluated", "measured")
CAVEAT = (
    "A case is what somebody chose to write down, and who wrote it says whether it worked. Cases show what can work and "
    "how it fails, not how often."
)


@kept
def found(frame: pd.DataFrame, everything: int) -> str:
    """The cases found, by what came of them and how strong the evidence is; `everything` is how many there are in all."""
    if not everything:
        return "No case of practice has been sent yet."
    if frame.empty:
        none = "The one case does not match" if everything == 1 else f"None of the {everything:,} cases matches"
        return f"{none}: take away a word or a choice."
    counts = frame["worked"].value_counts()
    outcomes = listed(f"{counts[each]} {words}" for each, words in WORDS.items() if counts.get(each, 0))
    strong = int(frame["evidence_grade"].isin(STRONG).sum())
    of = "" if len(frame) == everything else f" of {several(everything, 'case')}"
    if len(frame) == 1:
        rests = "an evaluation or figures before and after" if strong else "somebody's word alone"
        only = WORDS[frame.iloc[0]["worked"]]
        return f"1{of or ' case'} matches. It {only}, and that rests on {rests}."
    weak = len(frame) - strong
    if not weak:
        rests = "All rest on an evaluation or on figures before and after."
    elif not strong:
        rests = "All rest on somebody's word: none was evaluated or measured."
    else:
        rests = (
            f"{strong} {'rests' if strong == 1 else 'rest'} on an evaluation or on figures before and after, {weak} on "
            "somebody's word."
        )
    first = several(len(frame), "case") if not of else f"{len(frame)}{of} match"
    return f"{first}: {outcomes}. {rests}" if len(counts) > 1 else f"{first}: all {WORDS[counts.index[0]]}. {rests}"
