"""The sentences for infrastructure: who uses generalist support and BME support."""

from datetime import date

import pandas as pd

from parity import tables
from parity.findings.wording import listed, period, several, together
from parity.remembered import kept

WORDS = {
    "higher": "more, and by more than chance gives",
    "lower": "less, and by more than chance gives",
    "could_be_chance": "a difference that chance could give",
}
ASK = "no return tells which support organisations used. Ask for that column of the organisations template."


@kept
def infrastructure(
    frame: pd.DataFrame, name: str, since: date | None, until: date, involvement: str = "supported"
) -> str:
    """Organisations led by ethnic minorities beside others (`infrastructure.by_leader`), generalist support and BME support."""
    of = f"{name}, {period(since, until)}"
    rows = frame[frame["involvement"] == involvement].set_index("support") if len(frame) else frame
    if rows.empty or rows["mark"].eq("[x]").all():
        return f"{of}: {ASK}"
    said = [
        _one(rows.loc[support], words)
        for support, words in (("generalist", "generalist support"), ("bme", "BME support"))
    ]
    base, unknown = rows["base"].iloc[0], rows["unknown"].iloc[0]
    silent = f" (of {tables.count(unknown)} more it is not known)" if unknown else ""
    whole = f"of the {several(base, 'organisation')} led by ethnic minorities of which it is told{silent}"
    return together(f"{of}: {whole}, {listed(said)}.")


def _one(row: pd.Series, words: str) -> str:
    verb = f"{tables.count(row['count'])} used {words} ({tables.percent_said(row['share'], row['base'])}"
    if pd.isna(row["difference"]):
        return f"{verb})"
    return f"{verb}, of others {tables.percent_said(row['others_share'], row['others_base'])}: {WORDS[row['said']]})"
