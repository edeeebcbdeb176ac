"""Who delivers: organisations funded, supported and delivering, by who leads them, over the years and body by body."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

from parity.choice import MINORITIES
from parity.measures import against, led, reference
from parity.rows import rows_of
from parity.store import Store

By = Literal["all", "year", "body"]
INVOLVEMENTS = {
    "delivering": "Delivering services",
    "funded": "Funded",
    "supported": "Supported",
    "consulted": "Consulted",
}
HELD = ["count", "base", "unknown", "share", "lower", "upper", "lowest", "highest", "reference", "gap", "gap_lower",
        "gap_upper", "bodies", "tables", "left_out", "hidden", "p", "verdict", "mark"]  # fmt: skip
COLUMNS = [
    "involvement",
    "involvement_label",
    "by",
    "key",
    "name",
    "definition",
    *HELD,
    "note",
    "source_code",
    "standing",
]
DESCRIBED = against.DESCRIBED | {
    "involvement": "Code of what the organisations did",
    "involvement_label": "What the organisations did",
    "by": "What the rows are added up by: all together, year or body",
    "key": "The year, or the code of the body",
    "name": "Its name",
    "definition": "including or excluding White minorities",
    "count": "Organisations led by ethnic minorities; one at two activities is counted at each",
    "base": "Organisations of which it is known who leads them",
    "unknown": "Organisations of which it is not known, and those that may stand behind hidden figures",
    "lowest": "The share, were all organisations with unknown leaders led by others",
    "highest": "The share, were all organisations with unknown leaders led by ethnic minorities",
    "reference": "Share of the residents of the places served who are from ethnic minorities, 0 to 1",
    "tables": "Activities told of",
    "left_out": "Those of them with a figure of which nothing is known, and not counted",
    "hidden": "Organisations that may stand behind figures the sender hid",
    "mark": "[x] not told, [u] of none is it known who leads it, [c] hidden by the sender, [e] some figures are hidden",
}


def by_leader(
    store: Store, bodies: Sequence[str], since: date | None, until: date, by: By = "all"
) -> pd.DataFrame:  # fmt: skip
    """One row per involvement told, key (see `by`) and definition: organisations by who leads them; see COLUMNS.

    Held against the residents each body serves, expected body by body; an activity belongs to the year in which it ended.
    A year is held against residents in the middle of it, everything else against those of the last day. Real and
    illustrative bodies are never in one row. The rows of one involvement and definition are one family of tests.
    Method: docs/methods.md, "Delivery".
    """
    told = store.ask("organisations_by_leader", bodies=list(bodies), since=since, until=until)
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    told = told.assign(key="" if by == "all" else told["year"].astype(str) if by == "year" else told["body_code"])
    told = pd.concat([against.apart(of) for _, of in told.groupby(["involvement", "key"], sort=False)])
    # A body's organisations of one year are held against its residents of that year: the two together are what is judged.
    tallied = led.tallied(told, ["body_code", "involvement", "key"])
    living = _living(store, tallied[["body_code", "key"]].drop_duplicates(), by, until)
    tallied = tallied.assign(body_code=tallied["body_code"] + "|" + tallied["key"])
    family = ["involvement", *against.GROUP]
    frame = against.held_against(tallied, living, ["involvement", "key"], family)
    named = dict(zip(*store.ask("bodies")[["body_code", "name"]].to_numpy().T, strict=True)) if by == "body" else {}
    about = {key: led.about(of) for key, of in told.groupby(["involvement", "key"])}
    pairs = list(zip(frame["involvement"], frame["key"], strict=True))
    definitions = {classification: name for name, (classification, _) in MINORITIES.items()}
    frame = frame.assign(
        involvement_label=frame["involvement"].map(INVOLVEMENTS), by=by, definition=frame["classification"].map(definitions),
        name=["All years" if by == "all" else named.get(key, key) for key in frame["key"]],
        note=[_note(row) for row in rows_of(frame)],
        **{name: [about[pair][name] for pair in pairs] for name in ("source_code", "standing")},
        place=frame["involvement"].map(list(INVOLVEMENTS).index),
    )  # fmt: skip
    ordered = frame.sort_values(["place", "name", "definition"], ascending=[True, True, False], kind="stable")
    return ordered[COLUMNS].reset_index(drop=True)


def _living(store: Store, pairs: pd.DataFrame, by: By, until: date) -> pd.DataFrame:
    """Residents of each pair of body and key, in the shape of `reference.of_bodies`, the pair for body."""
    lists = [classification for classification, _ in MINORITIES.values()]
    days = pairs["key"].map(lambda key: date(int(key), 6, 30) if by == "year" else until)
    found = [
        of.merge(reference.of_bodies(store, sorted(set(of["body_code"])), day, lists), on="body_code")
        for day, of in pairs.groupby(days)
    ]
    living = pd.concat(found, ignore_index=True)
    return living.assign(body_code=living["body_code"] + "|" + living["key"]).drop(columns="key")


def _note(row: dict) -> str:
    if row["mark"] in ("[x]", "[c]"):
        return "Every figure was hidden by its sender." if row["mark"] == "[c]" else "The figures told cannot be read."
    notes = [led.SELF_DECLARED if row["base"] > 0 else "Of none is it known who leads it."]
    if row["left_out"] > 0:
        notes.append(f"{row['left_out']:.0f} of {row['tables']:.0f} activities told are left out.")
    if row["mark"] == "[e]":
        notes.append(f"Up to {row['hidden']:.0f} more stand behind figures hidden by their sender.")
    return " ".join(notes)
