"""The sentences for monitoring: how many bodies can be known about, how lately, and how completely."""

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several
from parity.remembered import kept

BODIES = ("body", "bodies")


@kept
def monitoring(compared: pd.DataFrame) -> str:
    """How many bodies record the ethnicity of their core board, beside the study of 2007 (`monitoring.compared`)."""
    if compared.empty:
        return "There are no bodies to ask."
    row = compared.set_index("question_code").loc["monitors_core"]
    silent = int(row["unknown"])
    if row["base"] == 0:
        who = "The one body has not" if silent == 1 else f"None of the {several(silent, *BODIES)} has"
        return f"{who} said whether it records the ethnic group of its core board."
    if row["base"] == 1:
        who = f"The one body that answered {'records' if row['count'] else 'does not record'}"
    else:
        some = tables.count(row["count"]) if row["count"] else "None"
        who = (
            f"{some} of the {several(row['base'], *BODIES)} that answered {'record' if row['count'] > 1 else 'records'}"
        )
    first = (
        f"{who} the ethnic group of {'its' if row['count'] < 2 else 'their'} core "
        f"board ({tables.percent_said(row['share'])}, likely {tables.percent_range(row['lower'], row['upper'])})"
    )
    then = ""
    if row["study_base"]:
        chance = "more than chance gives" if row["clear"] else "a difference that chance could give"
        then = f"; in the 2007 study it was {tables.count(row['study_count'])} of {tables.count(row['study_base'])}, {chance}"
    asked = f" {several(silent, *BODIES)} gave no answer or did not know." if silent else ""
    return f"{first}{then}.{asked}"


def question(row: pd.Series) -> str:
    """One question of `monitoring.compared` beside the study."""
    if row["base"] == 0:
        return f"{row['question']}: no body has answered."
    share = f"{tables.count(row['count'])} of {tables.count(row['base'])}"
    if not row["study_base"]:
        return f"{row['question']}: {share}; the study of 2007 did not ask."
    chance = "more than chance gives" if row["clear"] else "chance could give the difference"
    then = f"{tables.count(row['study_count'])} of {tables.count(row['study_base'])}"
    return f"{row['question']}: {share}, against {then} in 2007; {chance}."


@kept
def freshness(frame: pd.DataFrame) -> str:
    """How many bodies told nothing, or nothing in the last year (`monitoring.freshness`)."""
    if frame.empty:
        return "There are no bodies to ask."
    latest = frame.groupby("body")["months"].min()
    never, old = latest[latest.isna()], latest[latest > 12]
    lately = len(latest) - len(never) - len(old)
    parts = [f"{several(lately, *BODIES, none='None of the')} of {len(latest)} told something in the last year."]
    if len(latest) == 1:
        parts = [f"The one body told {'something' if lately else 'nothing'} in the last year."]
    elif lately == 0:
        parts = [f"None of the {several(len(latest), *BODIES)} told anything in the last year."]
    elif lately == len(latest):
        parts = [f"Every one of the {several(lately, *BODIES)} told something in the last year."]
    if len(old):
        named = listed(f"{name} ({several(months, 'month')} ago)" for name, months in old.items())
        parts.append(f"Last heard of longer ago: {named}.")
    if len(never):
        parts.append(f"Never heard of: {listed(never.index)}.")
    return " ".join(parts)


@kept
def completeness(frame: pd.DataFrame) -> str:
    """Where ethnicity is least often known (`monitoring.completeness`)."""
    known = frame.dropna(subset=["share_unknown"])
    if known.empty:
        return "No return counts people."
    people, unknown = known["people"].sum(), known["unknown"].sum()
    first = f"The ethnic group of {tables.percent_said(unknown / people, people)} of the people counted is not known"
    most = known.loc[known["share_unknown"].idxmax()]
    if most["unknown"] == 0:
        return "The ethnic group of everyone counted is known."
    where = (
        f"{most['body']}, {most['kind_label'].lower()}: {tables.percent_said(most['share_unknown'], most['people'])} "
        f"({tables.count(most['unknown'])} of {tables.count(most['people'])})"
    )
    return f"{first}; the most is in {where}."


@kept
def missing_pieces(frame: pd.DataFrame) -> str:
    """How many pieces of evidence were never told, and which is missing most often (`monitoring.missing_pieces`)."""
    if frame.empty:
        return "Every body has told every piece of evidence at least once."
    often = frame.groupby("missing", sort=False)["body_code"].nunique()
    most = often.idxmax()
    row = frame[frame["missing"] == most].iloc[0]
    return (
        f"{several(len(frame), 'piece')} of evidence {'is' if len(frame) == 1 else 'are'} missing from "
        f"{several(frame['body_code'].nunique(), *BODIES)}. Missing most often ({several(often.max(), *BODIES)}): "
        f"{most.lower()}. Without it, this stays silent: {row['silent'][:1].lower()}{row['silent'][1:]}."
    )
