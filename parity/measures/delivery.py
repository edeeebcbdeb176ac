"""Who delivers: organisations funded, supported and delivering, by who leads them, over the years and body by body."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import pandas as pd

from parity.choice import MINORITIES
from parity.measures import against, led, reference, tally
from parity.rows import rows_of, tuples_of
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
    told = store.ask(
        "organisations_led_by_body", bodies=list(bodies), involvements=list(INVOLVEMENTS), since=since, until=until, by=by
    )  # fmt: skip
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    # The same counts stand under both definitions: a return says that an organisation is BME-led without saying which.
    tallied = pd.concat([tally.added_up(told, definition) for definition in MINORITIES], ignore_index=True)
    # A body's organisations of one year are held against its residents of that year: the two together are what is judged.
    living = _living(store, list(dict.fromkeys(tuples_of(tallied, ["body_code", "key"]))), by, until)
    tallied = tallied.assign(body_code=tallied["body_code"] + "|" + tallied["key"])
    family = ["involvement", *against.GROUP]
    frame = against.held_against(tallied, living, ["involvement", "key"], family)
    names = store.ask("bodies") if by == "body" else None
    named = {} if names is None else dict(zip(names["body_code"], names["name"], strict=True))
    about = led.about_each(told, ["involvement", "key"])
    definitions = {classification: name for name, (classification, _) in MINORITIES.items()}
    rows = [
        row | {
            "involvement_label": INVOLVEMENTS[row["involvement"]], "by": by, "definition": definitions[row["classification"]],
            "name": "All years" if by == "all" else named.get(row["key"], row["key"]), "note": _note(row),
        } | about[(row["involvement"], row["key"])]
        for row in rows_of(frame)
    ]  # fmt: skip
    # Including White minorities first: of the two passes of a stable sort the last decides.
    rows.sort(key=lambda row: row["definition"], reverse=True)
    rows.sort(key=lambda row: (list(INVOLVEMENTS).index(row["involvement"]), row["name"]))
    return pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS})


def _living(store: Store, pairs: Sequence[tuple[str, str]], by: By, until: date) -> pd.DataFrame:
    """Residents of each pair of body and key, in the shape of `reference.of_bodies`, the pair for body."""
    lists = [classification for classification, _ in MINORITIES.values()]
    days: dict[date, dict[str, list[str]]] = {}
    for body, key in pairs:
        days.setdefault(date(int(key), 6, 30) if by == "year" else until, {}).setdefault(body, []).append(key)
    found = []
    for day, keys in sorted(days.items()):
        living = reference.of_bodies(store, sorted(keys), day, lists)
        codes = living["body_code"].tolist()
        rows = [(row, key) for row, body in enumerate(codes) for key in keys[body]]
        found.append(
            living.iloc[[row for row, _ in rows]].assign(body_code=[f"{codes[row]}|{key}" for row, key in rows])
        )
    return pd.concat(found, ignore_index=True)


def _note(row: dict) -> str:
    if row["mark"] in ("[x]", "[c]"):
        return "Every figure was hidden by its sender." if row["mark"] == "[c]" else "The figures told cannot be read."
    notes = [led.SELF_DECLARED if row["base"] > 0 else "Of none is it known who leads it."]
    if row["left_out"] > 0:
        notes.append(f"{row['left_out']:.0f} of {row['tables']:.0f} activities told are left out.")
    if row["mark"] == "[e]":
        notes.append(f"Up to {row['hidden']:.0f} more stand behind figures hidden by their sender.")
    return " ".join(notes)
