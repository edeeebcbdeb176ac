"""What matters most, a sentence each: gaps that are certain, what changed, who fell silent, where ethnicity is unknown."""

import pandas as pd

from parity import tables
from parity.choice import Definition
from parity.findings.shares import MEMBERS
from parity.findings.wording import FROM_MINORITIES, several
from parity.remembered import kept
from parity.stats.verdicts import Verdict


def gap(row: dict) -> str:
    """One body certainly below parity (a row of `overview.Latest`)."""
    return (
        f"{row['body']}: {tables.percent_said(row['share'], row['base'])} of {MEMBERS[row['part']][1]} against "
        f"{tables.percent_said(row['reference'], row['residents'])} of residents ({tables.count(row['count'])} of "
        f"{tables.count(row['base'])}, {tables.date_long(row['as_at'])})"
    )


def change(row: dict) -> str:
    """One body that came to be or ceased to be below parity (a row of `overview.Latest`)."""
    now = Verdict(row["verdict"])
    turned = "now below parity" if now == Verdict.BELOW else f"no longer certainly below parity ({now.label})"
    return (
        f"{row['body']}, {MEMBERS[row['part']][1]}: {turned}; {tables.percent_said(row['share'], row['base'])} on "
        f"{tables.date_long(row['as_at'])}, {tables.percent_said(row['share_then'])} on "
        f"{tables.date_long(row['as_at_then'])}"
    )


def overdue(row: dict) -> str:
    """One kind of return that is overdue (a row of `monitoring.freshness`)."""
    return (
        f"{row['body']}: {row['kind_label'].lower()} last told of on {tables.date_long(row['latest'])}, "
        f"{several(row['months'], 'month')} ago"
    )


def late(row: dict) -> str:
    """One action that is overdue (a row of `actions.listed`)."""
    lead = "nobody leads it" if tables.missing(row["lead_partner"]) else row["lead_partner"]
    return (
        f"{row['place']}: {row['action'].rstrip('.')} ({lead}), due {tables.date_long(row['due'])}, "
        f"{several(row['days_late'], 'day')} late"
    )


def unknown(row: dict) -> str:
    """Where ethnicity is least often known (a row of `monitoring.completeness`)."""
    return (
        f"{row['body']}, {row['kind_label'].lower()}: the ethnic group of "
        f"{tables.percent_said(row['share_unknown'], row['people'])} is not known ({tables.count(row['unknown'])} of "
        f"{tables.count(row['people'])})"
    )


def gaps(bodies: int, parts: int, below: int, definition: Definition) -> str:
    """What stands over the list of certain gaps: how many bodies and parts were judged, and that chance is allowed for."""
    if not bodies:
        return "No body told both a count and a total, so nothing can be judged."
    of = f"{several(bodies, 'body', 'bodies')} in {several(parts, 'part')}"
    if not below:
        return (
            f"Of {of}, none is certainly below parity in people {FROM_MINORITIES[definition]}: a gap that chance could give "
            "is not listed."
        )
    return (
        f"Of {of}, {several(below, 'body is', 'bodies are')} below parity in some part, in "
        f"people {FROM_MINORITIES[definition]}, by more than chance gives with the number of bodies allowed for. The largest gap "
        "of each, largest first."
    )


@kept
def changes(frame: pd.DataFrame) -> str:
    """What stands over the list of changes."""
    if frame.empty:
        return "Nobody came to be, or ceased to be, certainly below parity since the time before."
    return "Bodies that came to be, or ceased to be, certainly below parity since the time before."


@kept
def silences(overdue_rows: pd.DataFrame, unknown_rows: pd.DataFrame) -> str:
    """What stands over the lists of the overdue and the unknown."""
    if overdue_rows.empty and unknown_rows.empty:
        return "No return is overdue, and the ethnic group of everyone counted is known."
    return "A return is expected every year. A body that fell silent is not at 0 %: it is not known."
