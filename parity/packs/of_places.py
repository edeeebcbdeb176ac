"""How the answers about places and whole engagement are read: residents, ladder, reach, views, what is not known."""

from functools import partial

import pandas as pd

from parity import findings, tables
from parity.choice import Definition
from parity.findings.reading import larger_sample, more_returns
from parity.findings.wording import listed, period
from parity.measures import outcomes
from parity.packs import picture
from parity.packs.asked import Subject
from parity.packs.plain import plain
from parity.packs.read import Read, finding, living, of_definition, or_none, points_range, shown
from parity.rows import rows_of
from parity.tables import ladder as ladder_table
from parity.tables import monitoring as monitoring_table
from parity.tables import outcomes as outcomes_table
from parity.tables import reach as reach_table
from parity.tables import scorecard as scorecard_table

LONGEST = 20  # rows of a table on a page


def residents(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    if "share_2021" in frame and len(of.areas) == 1:
        row = findings.minorities_row(frame, definition)
        serves = "" if of.kind == "area" else f"{of.name} serves {of.served}. "
        sentence = serves + findings.area_profile(frame, of.served, definition)
        has = row is not None and not tables.missing(row["share_2021"])
        drawn = [
            picture.row(each["label"], {**each, "share": each["share_2021"], "lower": None, "upper": None, "count": None,
                                         "residents": each["residents_2011"]},
                        reference="share_2011", base="residents_2021")
            for each in shown(frame, definition)
        ]  # fmt: skip
        return Read(
            sentence,
            figure=tables.percent_said(row["share_2021"]) if has else "",
            reference=f"{tables.percent_said(row['share_2011'])} in 2011" if has else "",
            would_change="The next census, or an annual estimate whose range leaves this share out.",
            picture=picture.against(
                drawn, f"Residents of {of.served} by ethnic group", "share in 2021", "share in 2011"
            ),
            table=plain(tables.area_groups(frame)).drop(columns=["Note"]),
        )
    row = findings.minorities_row(frame, definition) if len(frame) else None
    served = f"{of.name} serves {of.served}." if of.served else f"The places that {of.name} serves are not known."
    if row is None:
        return Read(f"{served} Nothing else is known of it here.", would_change="A list of the places it serves.")
    rows = frame.assign(share=frame["reference"], lower=None, upper=None, count=None)
    table = plain(tables.representation(frame))[["Residents"]]
    drawn = [picture.row(each["label"], {**each, "base": None}, base="residents") for each in shown(rows, definition)]
    return Read(
        f"{served} {findings.residents(row)}".replace("residents it serves were", f"residents were {findings.FROM_MINORITIES[definition]}"),
        figure=tables.percent_said(row["reference"], row["residents"]),
        would_change="The next census, or an annual estimate whose range leaves this share out.",
        picture=picture.against([each._replace(reference=None, said=each.said.split(" against ")[0]) for each in drawn],
                                "Residents of the places served by ethnic group", "share of residents", ""),
        table=table,
    )  # fmt: skip


def ladder(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    sentence = findings.ladder.ladder(frame, of.engaging, of.since, of.until, definition)
    line = of_definition(frame, definition)
    told = line[line["share"].notna() & (line["step"] != "residents")] if len(line) else line
    fallen = told[told["largest_fall"]] if len(told) else told
    names = line.set_index("step")["step_label"].to_dict() if len(line) else {}
    rows = [picture.row(each["step_label"], each) for each in rows_of(told)]
    return Read(
        sentence,
        figure=(
            f"{tables.points(fallen.iloc[0]['change'])} from {names[fallen.iloc[0]['from_step']].lower()} to "
            f"{fallen.iloc[0]['step_label'].lower()}" if len(fallen) else "No fall" if len(told) else ""
        ),
        interval=points_range(fallen.iloc[0], "change") if len(fallen) else "",
        reference=living(line.iloc[0]) if len(told) else "",
        would_change=more_returns("too_few" if len(told) else "not_monitored"),
        picture=picture.against(rows, "Share at each step of engagement", "at this step", "residents"),
        table=plain(ladder_table.ladder(line[line["step"] != "residents"] if len(line) else line)).drop(columns=["Note", "Not known", "Residents"], errors="ignore"),
    )  # fmt: skip


def reach(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    sentence = findings.reach.reach(frame, of.engaging, of.since, of.until, definition)
    rows = of_definition(frame, definition)
    if rows.empty or tables.missing(rows.iloc[0]["rate"]):
        return Read(sentence, would_change="Who took part, by ethnic group: the participation template.")
    row = rows.iloc[0]
    drawn = [
        picture.Row(each["label"], or_none(each["rate"]), or_none(each["rate_lower"]), or_none(each["rate_upper"]),
                    or_none(each["others_rate"]),
                    "[x]" if tables.missing(each["rate"]) else f"{findings.reach.rate(each['rate'])} against {findings.reach.rate(each['others_rate'])}")
        for each in shown(frame, definition)
    ]  # fmt: skip
    return Read(
        sentence,
        figure=f"{findings.reach.rate(row['rate'])} of every 1,000",
        interval=f"{findings.reach.rate(row['rate_lower'])} to {findings.reach.rate(row['rate_upper'])}",
        reference=f"{findings.reach.rate(row['others_rate'])} of every 1,000 others",
        finding=finding(row["verdict"], "Less than others", "More than others"),
        would_change=more_returns(row["verdict"]),
        picture=picture.against(
            drawn, "People who took part, of every 1,000 residents", "of the group", "everyone else", "rate"
        ),
        table=plain(reach_table.reach(frame)).drop(columns=["Note", "Not known"], errors="ignore"),
    )


def scorecard(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    sentence = findings.scorecard.scorecard(frame, of.engaging, definition)
    measured = frame[frame["state"] == "measured"] if len(frame) else frame
    rows = [picture.row(each["name"], {**each, "residents": None}) for each in rows_of(measured)]
    return Read(
        sentence,
        figure=f"{len(measured)} of {len(frame)} measured" if len(frame) else "",
        would_change="Returns of what is not measured: each indicator says which." if len(measured) < len(frame)
        else more_returns("too_few"),
        picture=picture.against(rows, "The indicators that are measured", "ethnic minorities", "residents, or White people"),
        table=plain(scorecard_table.scorecard(frame)).drop(columns=["Note", "Not known"]) if len(frame) else pd.DataFrame(),
    )  # fmt: skip


def views(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    last = outcomes.latest(frame)
    last = last[last["series"] == last["series"].iloc[0]] if len(last) else last
    sentence = findings.outcomes.outcomes(last)
    compared = last[last["difference"].notna() & (last["group_code"] != last["reference_group"])] if len(last) else last
    if compared.empty:
        return Read(sentence, would_change="A survey by ethnic group: the survey template.",
                    table=plain(outcomes_table.outcomes(last)).head(LONGEST) if len(last) else pd.DataFrame())  # fmt: skip
    row = compared.loc[compared["difference"].abs().idxmax()]
    said = partial(findings.outcomes.value, unit=row["unit"])
    drawn = [
        picture.Row(each["label"], or_none(each["value"]), or_none(each["lower"]), or_none(each["upper"]),
                    or_none(each["reference"]),
                    each["mark"] or "[x]" if tables.missing(each["value"]) else f"{said(each['value'])} against {said(each['reference'])}")
        for each in rows_of(last) if each["group_code"] not in ("all", each["reference_group"])
    ]  # fmt: skip
    title = f"{row['indicator']}, {row['area']}, {period(row['period_from'], row['period_to'])}"
    held = findings.outcomes.PEOPLE[row["reference_group"]]
    return Read(
        sentence,
        figure=f"{said(row['value'])} ({row['label']})",
        interval=points_range(row, "difference") + " apart" if not tables.missing(row["difference_lower"]) else "",
        reference=f"{said(row['reference'])} of {held}",
        finding=scorecard_table.SAID.get(row["said"], ""),
        would_change=larger_sample(row["said"]),
        picture=picture.against(drawn, title, "each group", held, "percent" if row["unit"] == "percent" else "rate"),
        table=plain(outcomes_table.outcomes(last))
        .drop(columns=["Note", "Place", "From", "To"], errors="ignore")
        .head(LONGEST),
    )


def not_known(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    if not of.bodies:
        return Read(
            f"No body in this store serves {of.name}.", would_change="A body that serves it: the bodies template."
        )
    table = plain(monitoring_table.missing_pieces(frame)) if len(frame) else pd.DataFrame()
    if of.kind == "body" and len(table):
        table = table.reset_index(drop=True).set_index("What is missing")
    if of.kind == "body":
        sentence = _never_told(of.name, [each[:1].lower() + each[1:] for each in frame["missing"]])
    else:
        sentence = findings.monitoring.missing_pieces(frame)
    return Read(
        sentence,
        figure=f"{len(frame)} piece{'' if len(frame) == 1 else 's'} missing",
        would_change="The returns named here: each says what it would let be worked out.",
        table=table.head(LONGEST),
    )


def pattern(frame: pd.DataFrame, of: Subject, definition: Definition) -> Read:
    level = parts_of(of)
    sentence = findings.residential_pattern(frame, of.name, level)
    if frame.empty:
        return Read(sentence, would_change="Figures for smaller places.")
    row = frame.loc[frame["dissimilarity"].idxmax()]
    drawn = [
        picture.Row(each["label"], float(each["dissimilarity"]), None, None, float(each["by_chance"]),
                    f"{each['dissimilarity']:.2f} against {each['by_chance']:.2f}")
        for each in rows_of(frame)
    ]  # fmt: skip
    return Read(
        sentence,
        figure=f"{row['dissimilarity']:.2f} ({row['label']})",
        reference=f"{row['by_chance']:.2f} by chance alone",
        would_change="The next census, or other lines between the parts.",
        picture=picture.against(
            drawn, "Share who would have to live elsewhere to be spread alike", "the group", "by chance"
        ),
        table=plain(tables.residential_pattern(frame)),
    )


def parts_of(of: Subject) -> str:
    return "ward" if of.level == "authority" else "authority"


def _never_told(name: str, missing: list[str]) -> str:
    if not missing:
        return f"{name} has told every piece of evidence at least once."
    return f"{name} has never told: {listed(missing)}."
