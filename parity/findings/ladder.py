"""The sentence for the ladder of engagement: where the share falls furthest, and what may be said of each step."""

from datetime import date

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.wording import FROM_MINORITIES, capital, listed, period, several
from parity.remembered import kept
from parity.stats.verdicts import Verdict

DOING = {
    "residents": "living there",
    "beneficiary": "using services",
    "consultee": "being consulted",
    "source_of_activity": "running community activity",
    "source_of_delivery": "delivering services",
    "partner": "being a partner",
    "applied": "applying for a seat",
    "shortlisted": "being shortlisted",
    "appointed": "being appointed",
    "seats": "holding a seat",
    "chairing": "chairing",
}


@kept
def ladder(frame: pd.DataFrame, name: str, since: date | None, until: date, definition: Definition) -> str:
    """One body or several over a period: the largest fall, the steps below and above parity, and what is not known.

    frame: `ladder.by_group`; name: the body's, or what the set is called.
    """
    if frame.empty:
        return "The places served are not known, so there is nobody to hold the steps against."
    code = "minorities_including" if definition == "including" else "minorities_excluding"
    line = frame[frame["group_code"] == code]
    steps = line[line["step"] != "residents"]
    told = steps[steps["share"].notna()]
    of = f"{name}, {period(since, until)}"
    who = FROM_MINORITIES[definition]
    if told.empty:
        return (
            f"{of}: no return tells how many people at any step were {who}. Ask for the participation, recruitment and "
            "seats templates."
        )
    other = frame[
        frame["group_code"] == ("minorities_excluding" if definition == "including" else "minorities_including")
    ]
    parts = [
        _largest_fall(line, told, of, who),
        _verdicts(told),
        _otherwise(told, other, definition),
        _silent(steps[steps["share"].isna()]),
        _unknown(told),
    ]
    return " ".join(part for part in parts if part)


def _largest_fall(line: pd.DataFrame, told: pd.DataFrame, of: str, who: str) -> str:
    fallen = told[told["largest_fall"]]
    if fallen.empty:
        at = "the one step told" if len(told) == 1 else f"any of the {len(told)} steps told"
        return f"{of}: the share {who} does not fall at {at}."
    row = fallen.iloc[0]
    before = line[line["step"] == row["from_step"]].iloc[0]
    fewer = tables.points(abs(row["change"])).lstrip("+")
    shares = (
        f" ({tables.percent_said(before['share'], before['base'])} to {tables.percent_said(row['share'], row['base'])})"
        if row["bodies"] == 1
        else ", each step held against the residents of the bodies it counts"
    )
    furthest = "falls" if len(told) == 1 else "falls furthest"
    chance = "chance alone would not give it" if row["clear"] else "chance alone could give it"
    return (
        f"{of}: the share {who} {furthest} from {DOING[row['from_step']]} to {DOING[row['step']]}, by {fewer}{shares}; "
        f"{chance}."
    )


def _verdicts(told: pd.DataFrame) -> str:
    of = {each: _steps(told[told["verdict"] == each]) for each in Verdict}
    said = []
    for verdict in (Verdict.BELOW, Verdict.ABOVE):
        if of[verdict]:
            said.append(f"{verdict.label} at {listed(of[verdict])}")
    sentence = f"It is {' and '.join(said)}." if said else "At no step is it below or above parity for certain."
    few, unknown = of[Verdict.TOO_FEW], of[Verdict.DEPENDS_ON_UNKNOWNS]
    if few:
        sentence += f" {capital(listed(few))}: too few people to tell."
    if unknown:
        sentence += f" {capital(listed(unknown))}: it depends on people whose ethnic group is not known."
    return sentence


def _otherwise(told: pd.DataFrame, other: pd.DataFrame, definition: Definition) -> str:
    """At which steps the verdict is another one under the other definition: said unasked."""
    there = other.set_index("step")["verdict"].to_dict()
    steps = [
        DOING[step]
        for step, here in zip(told["step"], told["verdict"], strict=True)
        if there.get(step, "") not in ("", here)
    ]
    name = "including" if definition == "excluding" else "excluding"
    return (
        f"The verdict depends on the definition: {name} White minorities it is another one at {listed(steps)}."
        if steps
        else ""
    )


def _silent(steps: pd.DataFrame) -> str:
    if steps.empty:
        return ""
    return f"Nothing is known of {several(len(steps), 'step')}: {listed(_steps(steps))}."


def _unknown(told: pd.DataFrame) -> str:
    shares = told["unknown"] / (told["base"] + told["unknown"])
    if not shares.gt(0).any():
        return ""
    most = told.loc[shares.idxmax()]
    return (
        f"The ethnic group of {tables.percent_said(shares.max())} of the people {DOING[most['step']]} is not known"
        f"{', the most of any step' if len(told) > 1 else ''}."
    )


def _steps(rows: pd.DataFrame) -> list[str]:
    return [DOING[step] for step in rows["step"]]
