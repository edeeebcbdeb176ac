"""Seats and designated seats of a board, in sentences."""

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.wording import (
    FROM_MINORITIES,
    ON_TIER,
    between,
    by_definition,
    listed,
    minorities_row,
    several,
    together,
    told,
    was,
)
from parity.remembered import kept
from parity.stats.verdicts import Verdict

NOTHING_SENT = "No list of seats or count of members reaches this day: ask for the seats template."


@kept
def seats(frame: pd.DataFrame, definition: Definition) -> str:
    """One board on one day (`seats.figures`): who holds its seats, what parity would be, and what may be said."""
    row = minorities_row(frame, definition)
    if row is None:
        return NOTHING_SENT
    where = f"{row['body']}, {tables.date_long(row['as_at'])}"
    who = FROM_MINORITIES[definition]
    if row["mark"] == "[z]":
        return f"{where}: all {several(row['seats'], 'seat', 'seats')} {ON_TIER[row['tier']]} were vacant."
    if not told(row["count"]):
        return together(
            f"{where}: how many seats {ON_TIER[row['tier']]} were held by members {who} is not known.", row["note"]
        )
    held = (
        f"{where}: of the {_filled(row)} {ON_TIER[row['tier']]}, {tables.count(row['count']) if row['count'] else 'none'} "
        f"{was(row['count'])} held by {'a member' if row['count'] == 1 else 'members'} {who}{_others(row)}."
    )
    return together(held, _parity(row), _verdict(row), by_definition(frame, definition))


@kept
def designated(frame: pd.DataFrame, definition: Definition) -> str:
    """One board on one day: seats set aside for ethnic minority members, against seats they hold. Always both."""
    row = minorities_row(frame, definition)
    if row is None:
        return NOTHING_SENT
    where = f"{row['body']}, {tables.date_long(row['as_at'])}"
    who = FROM_MINORITIES[definition]
    held = (
        f"members {who} held {several(row['count'], 'seat', 'seats')}"
        if told(row["count"])
        else f"how many seats members {who} held is not known"
    )
    if not told(row["designated"]):
        return f"{where}: {held}. Whether any seats are designated was not told."
    aside = several(row["designated"], "seat is", "seats are")
    first = f"{where}: {aside} designated for ethnic minority members, and {held}."
    if row["designated"] == 0:
        return first
    if not told(row["designated_held"]):
        return f"{first} Who holds the designated {'one' if row['designated'] == 1 else 'ones'} was not told."
    one = "a member whose ethnic group is not known"
    held_by = [
        _of_these(row["designated_held"], f"held by {'a member' if row['designated_held'] == 1 else 'members'} {who}"),
        _of_these(row["designated_others"], "held by others"),
        _of_these(
            row["designated_unknown"], f"held by {one if row['designated_unknown'] == 1 else 'members' + one[8:]}"
        ),
        _of_these(row["designated_vacant"], "vacant"),
    ]
    return f"{first} Of the designated, {listed(held_by)}."


@kept
def designated_over_time(frame: pd.DataFrame) -> str:
    """One body's designated seats and seats held, first day against last (`designated.over_time`)."""
    known = frame[frame["count"].notna()].sort_values("as_at")
    if known.empty:
        return NOTHING_SENT
    first, last = known.iloc[0], known.iloc[-1]
    now = f"{_both(last)} on {tables.date_long(last['as_at'])}"
    if len(known) == 1:
        return f"{last['body']}: {now}. There is no other day to compare it with."
    return f"{last['body']}: {_both(first)} on {tables.date_long(first['as_at'])}; {now}."


@kept
def designated_across(frame: pd.DataFrame, asked: int) -> str:
    """Many bodies on one day (`designated.by_body`): how many set seats aside, and how many of those are so held."""
    if frame.empty:
        return NOTHING_SENT
    told_of = frame[frame["designated"].notna()]
    some = told_of[told_of["designated"] > 0]
    if told_of.empty:
        who = "The one body did not tell" if asked == 1 else f"None of the {asked:,} bodies told"
        return f"{who} whether it sets seats aside."
    if len(told_of) == 1:
        first = f"The one body that told has {'' if len(some) else 'no '}designated seats"
    else:
        first = (
            f"{len(some) if len(some) else 'None'} of the {len(told_of):,} bodies that told "
            f"{'has' if len(some) == 1 else 'have'} designated seats"
        )
    if some.empty:
        return f"{first}.{_silent(asked - len(told_of))}"
    held = some[some["designated_held"].notna()]
    total, so_held = held["designated"].sum(), held["designated_held"].sum()
    second = (
        f" Where it is known who holds them, {tables.count(so_held) if so_held else 'none'} of {tables.count(total)} "
        f"{was(so_held)} held by ethnic minority members."
        if len(held)
        else " Who holds them was not told."
    )
    return (
        f"{first}: {several(some['designated'].sum(), 'seat', 'seats')} in all.{second}{_silent(asked - len(told_of))}"
    )


def _filled(row: pd.Series) -> str:
    filled = row["base"] + (row["unknown"] if told(row["unknown"]) else 0)
    return several(filled, "seat held", "seats held")


def _others(row: pd.Series) -> str:
    more = [f"{tables.count(row['others'])} by others" if row["others"] else ""]
    if told(row["unknown"]) and row["unknown"]:
        one = "by a member whose ethnic group is not known"
        more.append(several(row["unknown"], one, one.replace("a member", "members")))
    rest = listed(more)
    vacant = (
        f"; {several(row['vacant'], 'seat', 'seats')} {was(row['vacant'])} vacant"
        if told(row["vacant"]) and row["vacant"]
        else ""
    )
    return f"{', ' + rest if rest else ''}{vacant}"


def _parity(row: pd.Series) -> str:
    if not told(row["nearest"]):
        return "The places it serves are not known, so there is no parity to name."
    if row["fewer"] == row["more"]:
        seats_at = f"{several(row['more'], 'seat', 'seats')} ({tables.percent_said(row['share_more'])})"
    else:
        seats_at = (
            f"{tables.count(row['fewer'])} or {several(row['more'], 'seat', 'seats')} "
            f"({tables.percent_said(row['share_fewer'])} or {tables.percent_said(row['share_more'])})"
        )
    first = f"{_residents(row)}, so parity would be {seats_at}."
    if not row["swaps"]:
        return first
    swaps = between(row["swaps_least"], row["swaps"], "seat", "seats")
    grow = ""
    if told(row["new_seats"]) and row["new_seats"]:
        least = row["new_seats_least"]
        grow = f", or {between(least, row['new_seats'], 'seat', 'seats')} would have to be added and all filled from the group"
    return f"{first} To reach {tables.count(row['nearest'])}, {swaps} would have to change hands{grow}."


def _verdict(row: pd.Series) -> str:
    match row["verdict"]:
        case Verdict.BELOW:
            return "That is below parity: chance alone would not give it."
        case Verdict.ABOVE:
            return "That is above parity: chance alone would not give it."
        case Verdict.NO_CLEAR_DIFFERENCE:
            return "There is no clear difference: chance alone could give it."
        case Verdict.DEPENDS_ON_UNKNOWNS:
            return "Whether that is apart from parity depends on the members whose ethnic group is not known."
        case Verdict.TOO_FEW if told(row["smallest_board_called"]) and row["base"] < row["smallest_board_called"]:
            return (
                "That is too few members to tell: even with none from the group, chance could be why on a board of fewer "
                f"than {tables.count(row['smallest_board_called'])}."
            )
        case Verdict.TOO_FEW:
            return "That is too few members to tell: chance alone could give it, or hide a real gap."
    return "Nobody's ethnic group is known, so nothing can be said." if row["mark"] == "[u]" else ""


def _both(row: pd.Series) -> str:
    aside = several(row["designated"], "seat", "seats") if told(row["designated"]) else "an unknown number of seats"
    return f"{aside} designated and {tables.count(row['count'])} held by ethnic minority members"


def _of_these(count: float, what: str) -> str:
    return f"{tables.count(count)} {'is' if count == 1 else 'are'} {what}" if count else ""


def _residents(row: pd.Series) -> str:
    """The reference as the first half of a sentence, with the census it is from."""
    share = tables.percent_said(row["reference"], row["residents"])
    match row["basis"]:
        case "interpolated":
            between_them = f"between the {row['dated']:%Y} and {row['dated_to']:%Y} censuses"
            return f"About {share} of the residents it serves were, on the straight line {between_them}"
        case "nearest":
            return f"{share} of the residents it serves were at the {row['dated']:%Y} census, the nearest there is"
    return f"{share} of the residents it serves were at the {row['dated']:%Y} census"


def _silent(number_of: int) -> str:
    return f" {several(number_of, 'body', 'bodies')} did not tell." if number_of else ""
