"""What changed, in sentences: for the page, and as a short text for an e-mail or minutes."""

from datetime import date

import pandas as pd

from parity import tables
from parity.findings.wording import listed, several
from parity.remembered import kept
from parity.rows import rows_of
from parity.tables.changes import verdict_words

MOST = 40  # lines of a text, after which it says how many more there are


@kept
def changes(frame: pd.DataFrame, said: pd.DataFrame) -> str:
    """How much moved (`changes.between_days` or `between_stores`), and how much of it is worth a sentence (`changes.said`)."""
    if frame.empty:
        return "Nothing changed between the two."
    what = frame["what"].value_counts()
    parts = [
        several(what.get("target", 0), "target") if what.get("target") else "",
        several(what.get("figure", 0), "figure") if what.get("figure") else "",
        several(what.get("action", 0), "action") if what.get("action") else "",
    ]
    figures = said[said["what"] == "figure"]
    clear = int(figures["clear"].isin(["rise", "fall"]).sum())
    first = f"{listed(parts)} changed."
    if not what.get("figure"):
        return first
    second = (
        f"In {clear} of the figures the share moved by more than chance"
        if clear
        else "No share moved by more than chance"
    )
    verdicts = int((figures["verdict_before"].fillna("") != figures["verdict"].fillna("")).sum())
    return f"{first} {second}; {several(verdicts, 'finding is', 'findings are')} not what it was.".replace(
        "findings are not what it was", "findings are not what they were"
    )


def text(frame: pd.DataFrame, headline: str, asked: str, parts: dict[str, str], build: str) -> str:
    """A short plain text of the changes worth a sentence, to paste into an e-mail or minutes."""
    lines = [f"What changed: {asked}", "", headline.replace(tables.NBSP, " "), ""]
    for what, heading in (("target", "Targets"), ("figure", "Figures"), ("action", "Actions")):
        rows = [row for row in rows_of(frame) if row["what"] == what]
        if rows:
            lines += [heading, *(f"- {line(row, parts)}" for row in rows[:MOST])]
            lines += [f"- and {len(rows) - MOST} more"] if len(rows) > MOST else []
            lines.append("")
    if frame["standing"].eq("illustrative").any():
        lines += ["Boards whose names begin with Example are invented.", ""]
    return "\n".join([*lines, f"Parity, build {build}."])


def line(row: dict, parts: dict[str, str]) -> str:
    """One change on one line: what, from what to what, and why."""
    said = f"{row['place']}: {parts.get(row['code'], row['code']) if row['what'] == 'figure' else row['code']}, {row['about']}"
    was, now = (_value(row, name, suffix) for name, suffix in (("before", "_before"), ("after", "")))
    moved = f"{was} -> {now}" if was and now else f"now {now}" if now else f"was {was}, not there any more"
    return f"{said}: {moved}. {row['why_words']}.".replace(tables.NBSP, " ").replace("..", ".")


def _value(row: dict, name: str, suffix: str) -> str:
    share = "" if tables.missing(row[name]) else tables.percent_said(row[name], row[f"{name}_base"])
    if share and not tables.missing(row[f"{name}_count"]):
        share += f" ({tables.count(row[f'{name}_count'])} of {tables.count(row[f'{name}_base'])})"
    day = row[f"as_at{suffix}"]
    if share and isinstance(day, date):
        share += f" on {tables.date_long(day)}"
    return ", ".join(part for part in (share, verdict_words(row, suffix)) if part)
