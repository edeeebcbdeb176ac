"""The sentences for the bodies that serve a place (`serving.bodies`)."""

import pandas as pd

from parity.choice import Definition
from parity.findings.wording import FROM_MINORITIES, capital, listed, several
from parity.remembered import kept

VERDICTS = {
    "below": "{} below parity",
    "above": "{} above parity",
    "depends_on_unknowns": "{} where it depends on members whose ethnic group is not known",
    "no_clear_difference": "{} with no clear difference",
    "too_few": "{} with too few members to tell",
    "no_base": "{} told without a total",
}


@kept
def bodies(frame: pd.DataFrame, name: str, definition: Definition) -> str:
    """How many bodies serve a place, what may be said of their members as last told, and how many told nothing."""
    if frame.empty:
        return f"No body in the store serves {name}."
    silent = frame.loc[frame["verdict"].eq("not_monitored"), "body_code"].nunique()
    judged = frame["verdict"].value_counts()
    said = [words.format(judged[code]) for code, words in VERDICTS.items() if judged.get(code, 0)]
    total = frame["body_code"].nunique()
    first = f"{capital(several(total, 'body serves', 'bodies serve'))} {name}."
    second = (
        f"Of their boards and tiers as last told, in members {FROM_MINORITIES[definition]}: {listed(said)}."
        if said
        else ""
    )
    third = f"{capital(several(silent, 'body has', 'bodies have'))} not told who its members are.".replace(
        "bodies have not told who its", "bodies have not told who their"
    )
    return " ".join(each for each in (first, second, third if silent else "") if each)
