"""The sentences for money and delivery: who is funded, how much that is for each resident, and who delivers."""

from datetime import date

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.wording import FROM_MINORITIES, by_definition, listed, period, rows_of_both, several, together
from parity.remembered import kept
from parity.stats.verdicts import Verdict

JUDGED = {
    Verdict.BELOW: "That is below their share of residents, by more than chance gives.",
    Verdict.ABOVE: "That is above their share of residents, by more than chance gives.",
    Verdict.NO_CLEAR_DIFFERENCE: "There is no clear difference: chance alone could give it.",
    Verdict.TOO_FEW: "That is too few organisations to tell: chance alone could give it, or hide a real gap.",
    Verdict.DEPENDS_ON_UNKNOWNS: "Whether that differs from their share of residents depends on the organisations whose "
    "leaders are not known.",
}
RATES = {
    "less_likely": "less often, by more than chance gives",
    "more_likely": "more often, by more than chance gives",
    "could_be_chance": "a difference that chance could give",
    "too_few": "too few to compare",
}
INVOLVED = {"delivering": "delivering services", "funded": "funded", "supported": "supported", "consulted": "consulted"}


@kept
def money(frame: pd.DataFrame, name: str, since: date | None, until: date, definition: Definition) -> str:
    """All awards in a place together (`money.by_leader`): organisations, money, and what that is for each resident."""
    of = f"{name}, {period(since, until)}"
    row, _ = rows_of_both(frame, definition)
    if row is None or row["mark"] == "[x]":
        return f"{of}: no award is told of. Ask for the funding template, or a 360Giving file."
    if row["mark"] == "[z]":
        return f"{of}: applications are told of, and no award."
    if row["base"] == 0:
        awards = several(row["awards"], "award")
        told = "is" if row["awards"] == 1 else "are"
        amount = f" of {pounds_said(row['money'])}" if row["money"] > 0 else ""
        each = f", {pounds_each(row['per_head'])} for each resident" if row["money"] > 0 else ""
        return f"{of}: {awards}{amount} {told} told{each}. Who leads the organisations funded is not recorded."
    unknown = f" (of {tables.count(row['unknown'])} more they are not)" if row["unknown"] else ""
    funded = several(row["base"], "organisation")
    return together(
        f"{of}: {tables.count(row['count'])} of the {funded} funded whose leaders are known{unknown} "
        f"{'is' if row['count'] == 1 else 'are'} led by ethnic minorities "
        f"({tables.percent_said(row['share'], row['base'])}, likely "
        f"{tables.percent_range(row['lower'], row['upper'], row['base'])}); "
        f"{tables.percent_said(row['reference'], row['residents'])} of residents are {FROM_MINORITIES[definition]}.",
        JUDGED[Verdict(row["verdict"])],
        _pounds(row, definition),
    )


@kept
def money_caveats(frame: pd.DataFrame, definition: Definition) -> str:
    """What else must be known: what the other definition does to the verdict, and what the figures rest on."""
    row, _ = rows_of_both(frame, definition)
    if row is None:
        return ""
    return together(by_definition(frame, definition), row["note"])


@kept
def award_rate(frame: pd.DataFrame) -> str:
    """How often applications were awarded, by who made them (`money.by_leader`, all awards together)."""
    told = frame[frame["applied_led"].notna()] if len(frame) else frame
    if told.empty:
        return "How often applications are awarded cannot be said: applications that were not awarded are not told."
    row = told.iloc[0]
    sides = [
        f"{tables.count(row[f'awarded_{side}'])} of {several(row[f'applied_{side}'], 'application')} {by}"
        for side, by in (("led", "led by ethnic minorities"), ("others", "led by others"))
    ]
    said = RATES.get(row["rate_said"], "")
    return f"Of organisations whose leaders are known, {sides[0]} and {sides[1]} were awarded: {said}."


@kept
def for_groups(frame: pd.DataFrame, definition: Definition) -> str:
    """Awards meant for people of some ethnic groups (`money.for_groups`)."""
    row, _ = rows_of_both(frame, definition)
    if row is None:
        return "No award is told of here."
    if not row["awards"] and not row["shared"]:
        return "No award says that it is meant for people of some ethnic groups."
    verb = "is" if row["awards"] == 1 else "are"
    told = (
        f"{tables.count(row['awards']) if row['awards'] else 'None'} of the {several(row['all_awards'], 'award')} told"
    )
    amount = (
        f": {pounds_said(row['money'])} of {pounds_said(row['all_money'])}, {pounds_each(row['per_head'])} for each of them"
        if row["awards"]
        else ""
    )
    shared = "" if not row["shared"] else "1 more names others too." if row["shared"] == 1 else (
        f"{tables.count(row['shared'])} more name others too."
    )  # fmt: skip
    return together(f"{told} {verb} meant for people {FROM_MINORITIES[definition]} and nobody else{amount}.", shared)


@kept
def delivery(
    frame: pd.DataFrame, name: str, since: date | None, until: date, definition: Definition, involvement: str = "delivering"
) -> str:  # fmt: skip
    """Organisations delivering (or funded, supported) by who leads them (`delivery.by_leader`, all together)."""
    of, what = f"{name}, {period(since, until)}", INVOLVED[involvement]
    rows = frame[frame["involvement"] == involvement] if len(frame) else frame
    row, _ = rows_of_both(rows, definition)
    if row is None or row["mark"] in ("[x]", "[c]"):
        return f"{of}: no return tells which organisations were {what}. Ask for the organisations template."
    if row["mark"] in ("[u]", "[z]"):
        return f"{of}: it is not known who leads the {several(row['unknown'], 'organisation')} {what}."
    unknown = f" (of {tables.count(row['unknown'])} more they are not)" if row["unknown"] else ""
    return together(
        f"{of}: {tables.count(row['count'])} of the {several(row['base'], 'organisation')} {what} whose leaders are "
        f"known{unknown} {'is' if row['count'] == 1 else 'are'} led by ethnic minorities "
        f"({tables.percent_said(row['share'], row['base'])}, likely "
        f"{tables.percent_range(row['lower'], row['upper'], row['base'])}); "
        f"{tables.percent_said(row['reference'], 100_000)} of residents are {FROM_MINORITIES[definition]}.",
        JUDGED[Verdict(row["verdict"])],
        by_definition(rows, definition),
    )


@kept
def by_area(frame: pd.DataFrame, definition: Definition) -> str:
    """The areas of a place (`money.by_leader`, by area): how many have awards, and where who leads is recorded."""
    of = frame[frame["definition"] == definition]
    told, known = of[of["mark"].isin(["", "[e]", "[u]"])], of[of["base"] > 0]
    if told.empty:
        return "No award is told of in any of these areas."
    parts = [f"Awards are told in {several(len(told), 'area')} of {tables.count(len(of))}"]
    if known.empty:
        return f"{parts[0]}; nowhere is it recorded who leads the organisations funded."
    below, above = (int((known["verdict"] == verdict).sum()) for verdict in (Verdict.BELOW, Verdict.ABOVE))
    counted = [f"below their share of residents in {below}" if below else "", f"above it in {above}" if above else ""]
    rest = f"Organisations led by ethnic minorities are {listed(counted)}" if below or above else (
        "In none is the share of organisations led by ethnic minorities clearly apart from their share of residents"
    )  # fmt: skip
    return f"{parts[0]}, and in {tables.count(len(known))} it is recorded who leads the organisations funded. {rest}."


def pounds_said(amount: float) -> str:
    """An amount as it is said.

    >>> pounds_said(950), pounds_said(90_250), pounds_said(7_059_754), pounds_said(1_000_000), pounds_said(5_361_387_000)
    ('£950', '£90,250', '£7.1 million', '£1 million', '£5,361.4 million')
    """
    if amount < 1_000_000:
        return f"£{amount:,.0f}"
    return f"£{amount / 1_000_000:,.1f} million".replace(".0 million", " million")


def pounds_each(amount: float) -> str:
    """Pounds for each person, to the penny; pence where it is under a pound would only add a unit to read.

    >>> pounds_each(33.586), pounds_each(0.371), pounds_each(0.002), pounds_each(0)
    ('£33.59', '£0.37', 'under £0.01', '£0.00')
    """
    return "under £0.01" if 0 < amount < 0.005 else f"£{amount:,.2f}"


def _pounds(row: pd.Series, definition: Definition) -> str:
    """The money behind the organisations: no verdict, as a pound is not drawn by itself."""
    if not row["money_known"] > 0:
        return ""
    each = ""
    if pd.notna(row["per_head_led"]) and pd.notna(row["per_head_others"]):
        each = (
            f": {pounds_each(row['per_head_led'])} for each resident {FROM_MINORITIES[definition]}, and "
            f"{pounds_each(row['per_head_others'])} for each other resident to organisations led by others"
        )
    return (
        f"They received {pounds_said(row['money_led'])} of {pounds_said(row['money_known'])} "
        f"({tables.percent_said(row['money_share'])}){each}."
    )
