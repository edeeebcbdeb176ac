"""How the answers about money and plans are read: who is funded, whether it moves, targets, actions."""

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings import actions as actions_said
from parity.findings import money as money_said
from parity.findings import targets as targets_said
from parity.findings import trend as trend_said
from parity.findings.reading import would_change
from parity.measures import trend as followed
from parity.packs import picture
from parity.packs.asked import Subject
from parity.packs.picture import Row
from parity.packs.plain import plain
from parity.packs.read import Read, finding, living, or_none, share
from parity.rows import rows_of
from parity.tables import actions as actions_table
from parity.tables import money as money_table
from parity.tables import targets as targets_table
from parity.tables import trend as trend_table

LONGEST = 20  # rows of a table on a page
MOST_DAYS = 12  # of a series, drawn: the latest


def money(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    """Awards in a place, by who leads the organisations."""
    sentence = money_said.money(frame, of.name, None, of.until, definition)
    rows = frame[frame["definition"] == definition] if len(frame) else frame
    if rows.empty or rows.iloc[0]["mark"] == "[x]":
        return Read(
            sentence, would_change="Awards with who leads each organisation: the funding template, or a 360Giving file."
        )
    row = rows.iloc[0]
    known = not tables.missing(row["share"])
    awards = f"{tables.count(row['awards'])} award{'' if row['awards'] == 1 else 's'}, leaders not recorded"
    table = plain(money_table.money(frame, definition))
    return Read(
        " ".join(each for each in (sentence, money_said.money_caveats(frame, definition)) if each),
        **(share(row) if known else {"figure": awards}),
        reference=living(row) if known else "",
        finding=finding(row["verdict"]) if known else "",
        would_change=would_change(row, "organisations") if known else "Who leads each organisation that was funded.",
        table=table[[name for name in table.columns if name != "Note"]]
        .T.rename_axis("What")
        .set_axis(["Figure"], axis=1)
        if len(table) == 1
        else table.head(LONGEST),
    )


def funded(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    """Organisations that a body funded, by who leads them."""
    sentence = money_said.delivery(frame, of.name, of.since, of.until, definition, "funded")
    rows = frame[frame["definition"] == definition] if len(frame) else frame
    paid = rows[rows["involvement"] == "funded"] if len(rows) else rows
    if paid.empty or tables.missing(paid.iloc[0]["share"]):
        return Read(sentence, would_change="Organisations funded, with who leads each: the organisations template.")
    row = paid.iloc[0]
    drawn = [picture.row(each["involvement_label"], each) for each in rows_of(rows)]
    return Read(
        sentence,
        **share(row),
        reference=f"{tables.percent_said(row['reference'], 100_000)} of residents",
        finding=finding(row["verdict"]),
        would_change=would_change(row, "organisations"),
        picture=picture.against(
            drawn, "Organisations led by ethnic minorities, by what they did", "led by ethnic minorities", "residents"
        ),
        table=plain(money_table.delivery(frame, definition)).drop(columns=["Note"]),
    )


def trend(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    """The share at every day told, with what may be said of the latest unbroken part."""
    known = frame[frame["share"].notna()] if len(frame) else frame
    if known.empty:
        return Read(f"{of.engaging}: no return tells a share on any day.", would_change="Returns of several days.")
    fitted = followed.fitted(frame)
    last = known.sort_values("as_at").iloc[-1]
    drawn = [
        Row(tables.date_long(each["as_at"]), or_none(each["share"]), or_none(each["lower"]), or_none(each["upper"]), or_none(each["reference"]),
            f"{tables.percent_said(each['share'], each['base'])} against {tables.percent_said(each['reference'], each['residents'])}",
            bool(not tables.missing(each["base"]) and each["base"] < picture.SMALL_BASE))
        for each in rows_of(known.sort_values("as_at").tail(MOST_DAYS))
    ]  # fmt: skip
    direction = fitted.sort_values("piece").iloc[-1]["direction"] if len(fitted) else ""
    whose = of.name if of.counted in (None, of.code) else last["body"]
    return Read(
        f"{whose}. {trend_said.one(frame, fitted)}",
        figure=f"{tables.percent_said(last['share'], last['base'])} on {tables.date_long(last['as_at'])}",
        interval=""
        if tables.missing(last["lower"])
        else tables.percent_range(last["lower"], last["upper"], last["base"]),
        reference=living(last) if not tables.missing(last["reference"]) else "",
        finding=trend_table.DIRECTIONS.get(direction, "").capitalize(),
        would_change="More days told alike: it takes four, and a change that no single one of them makes.",
        picture=picture.against(drawn, f"Share at every day told, {whose}", "share", "residents on that day"),
        table=plain(trend_table.trend(frame)).tail(LONGEST),
    )


def targets(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    """Whether each target of a body is on course."""
    if frame.empty:
        return Read(
            f"{of.name}: no target has been told.",
            would_change="A target with a baseline, a day and an owner: the Targets page.",
        )
    each = [targets_said.target(row) for row in rows_of(frame)]
    good = int(frame["status"].isin(["met", "ahead", "on_track"]).sum())
    table = plain(targets_table.targets(frame)).reset_index(drop=True).set_index("Target")
    return Read(
        " ".join([targets_said.targets(frame), *each[:3]]),
        figure=f"{good} of {len(frame)} met or on track",
        finding="",
        would_change="The next return: each target is held against its line on the day it tells of.",
        table=table.head(LONGEST),
    )


def actions(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    """What a body has agreed to do, and what is late."""
    if frame.empty:
        return Read(
            f"{of.name}: no action has been told.",
            would_change="Actions with a lead partner and a day: the Actions page.",
        )
    done = int(frame["status"].eq("done").sum())
    table = plain(actions_table.actions(frame)).drop(columns=["Place"])
    return Read(
        f"{of.name}. {actions_said.actions(frame)}",
        figure=f"{done} of {len(frame)} done",
        would_change="The next report of what was done.",
        table=table.head(LONGEST),
    )
