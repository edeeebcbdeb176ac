"""How the answers about boards are read: who takes part, seats, recruitment, retention."""

import pandas as pd

from parity import findings, tables
from parity.choice import Choice, Definition
from parity.findings.reading import more_returns, would_change
from parity.measures import seats
from parity.packs import picture
from parity.packs.asked import BOARDS, Subject
from parity.packs.plain import plain
from parity.packs.read import Read, counted_share, finding, living, of_definition, or_none, share, shown
from parity.rows import rows_of
from parity.tables import recruitment as recruitment_table
from parity.tables import retention as retention_table
from parity.tables import seats as seats_table

STEP = "appointed_from_shortlisted"
LONGEST = 20  # rows of a table on a page


def representation(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    choice = Choice(of.counted, of.part or "core", of.day, definition)
    sentence = (
        findings.representation(frame, choice) if of.day else f"{of.engaging}: no return of members has been sent."
    )
    row = findings.minorities_row(frame, definition) if len(frame) else None
    if row is None:
        return Read(sentence, would_change="A return of its members: the seats template.")
    people = findings.MEMBERS[choice.part][1]
    rows = [picture.row(each["label"], each) for each in shown(frame, definition)]
    title = f"{people[:1].upper()}{people[1:]} against residents, {tables.date_long(of.day)}"
    return Read(
        " ".join([sentence, *findings.caveats(frame, choice)]),
        **share(row),
        reference=living(row),
        finding=finding(row["verdict"]),
        would_change=would_change(row, people if people.startswith(("police", "people", "partners")) else "members"),
        picture=picture.against(rows, title, _short(choice.part), "residents"),
        table=plain(tables.representation(frame[frame["row"] != "detail"])),
    )


def seats_of(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    rows = of_definition(frame, definition)
    if of.kind == "area" and len(rows) > 1:
        return _several_boards(rows, of, definition)
    sentence = findings.seats.seats(frame, definition)
    if rows.empty:
        return Read(sentence, would_change="A list of its seats: the seats template.")
    row = rows.iloc[0]
    has = not tables.missing(row["count"])
    title = f"The seats of {row['body']}, {tables.date_long(row['as_at'])}"
    return Read(
        sentence,
        **share(row),
        reference=living(row) if not tables.missing(row["reference"]) else "",
        finding=finding(row["verdict"]),
        would_change=would_change(row),
        picture=picture.board(seats.drawn(row), row["fewer"], row["more"], title) if has else None,
        table=plain(seats_table.seats(frame[frame["body_code"] == row["body_code"]])).drop(
            columns=["Not known", "Vacant"]
        ),
    )


def _several_boards(rows: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    """Several boards of one place, each against the residents it serves; never added together."""
    known = rows[rows["share"].notna()]
    below, few = (int((rows["verdict"] == each).sum()) for each in ("below", "too_few"))
    who = findings.FROM_MINORITIES[definition]
    sentence = (
        f"{findings.bodies(len(known))} serving {of.name} told on {tables.date_long(rows['as_at'].iloc[0])} who holds the "
        f"seats of the board. In {below or 'none'} the share {who} is below parity; in {few or 'none'} there are too few "
        "members to tell."
    )
    drawn = [picture.row(each["body"], each) for each in rows_of(rows)]
    return Read(
        sentence,
        figure=f"{below} of {len(known)} below parity" if len(known) else "",
        would_change=more_returns("too_few" if few else "below"),
        picture=picture.against(drawn, f"Members of the boards that serve {of.name}", "members", "residents served"),
        table=plain(seats_table.seats_across(rows)).head(LONGEST),
    )


def designated(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    sentence = findings.seats.designated(frame, definition)
    rows = of_definition(frame, definition)
    if rows.empty:
        return Read(sentence, would_change="A list of its seats, with the column Designated: the seats template.")
    row = rows.iloc[0]
    known = not tables.missing(row["designated"])
    return Read(
        sentence,
        figure=f"{tables.count(row['designated'])} designated, {tables.count(row['count'], '[x]')} held"
        if known
        else "",
        would_change="A later list of seats, with the column Designated filled in.",
        table=plain(seats_table.designated(rows)),
    )


def recruitment(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    sentence = findings.recruitment.step(frame, definition, STEP)
    step = frame[frame["step"] == STEP] if len(frame) else frame
    rows = of_definition(step, definition)
    if rows.empty:
        return Read(
            sentence, would_change="Counts of who applied, was shortlisted and was appointed: the recruitment template."
        )
    row = rows.iloc[0]
    sides = [
        picture.row(each["label"], each, reference="others_share")
        for each in shown(step, definition) if each["against"] == row["against"] and not tables.missing(each["share"])
    ]  # fmt: skip
    others = findings.recruitment.OTHERS[row["against"]]
    return Read(
        sentence,
        figure="" if tables.missing(row["share"]) else f"{counted_share(row)} of those shortlisted were appointed",
        interval=tables.percent_range(row["lower"], row["upper"], row["base"]) if not tables.missing(row["lower"]) else "",
        reference="" if tables.missing(row["others_share"])
        else f"{tables.percent_said(row['others_share'], row['others_base'])} of {others}",
        finding=finding(row["verdict"], "Less likely", "Likelier"),
        would_change=more_returns(row["verdict"]),
        picture=picture.against(sides, "Appointed, of those shortlisted", "appointed", others),
        table=plain(recruitment_table.steps(step)).set_index("Ethnic group").drop(columns=["Finding for the group"]),
    )  # fmt: skip


def retention(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    sentence = findings.retention.retention(frame, definition, of.name if of.kind == "body" else "")
    rows = of_definition(frame, definition)
    if rows.empty:
        return Read(sentence, would_change="The days on which members came and left: the seats template.")
    row = rows.iloc[0].to_dict()
    after = [
        picture.Row(f"After {year} year{'' if year == 1 else 's'}", *(or_none(row[f"after_{year}"]), None, None),
                    or_none(row[f"others_after_{year}"]),
                    f"{tables.percent_said(row[f'after_{year}'])} against {tables.percent_said(row[f'others_after_{year}'])}",
                    row["people"] < 10)
        for year in (1, 2, 3)
    ]  # fmt: skip
    known = row["mark"] != "[x]"
    return Read(
        sentence,
        figure=f"{tables.count(row['left'])} of {tables.count(row['people'])} seats left since" if known else "",
        reference=f"{tables.count(row['others_left'])} of {tables.count(row['others_people'])} of others"
        if known
        else "",
        finding=finding(row["verdict"], "Leave sooner", "Stay longer"),
        would_change=more_returns(row["verdict"]),
        picture=picture.against(after, "Members still serving", "ethnic minority members", "others"),
        table=plain(retention_table.retention(frame)).drop(columns=["Likely range", "Half of the others had left by"]),
    )


def _short(part: str) -> str:
    return "members" if part in BOARDS else findings.MEMBERS[part][1]
