"""Do a few people hold many of the seats?"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from parity.choice import MINORITIES, Definition
from parity.measures import against, counted, groups, led
from parity.rows import tuples_of
from parity.stats import spread
from parity.store import Store

SIDES = ("held", "other")
SEAT = ("member_ref", "state", "seats", "tier", "source_code", "standing")
COLUMNS = [
    "body_code", "body", "as_at", "tiers", "people", "seats", "seats_per_person", "busiest", "share_of_busiest", "keyless",
    "group_people", "group_seats", "group_per_person", "others_people", "others_seats", "others_per_person", "unknown_people",
    "mark", "note", "source_code", "standing",
]  # fmt: skip
DESCRIBED = {
    "body_code": "Code of the body; blank for all bodies together",
    "body": "Name of the body",
    "as_at": "The day",
    "tiers": "Tiers whose seats are counted",
    "people": "People who hold seats, told apart by the key that the body keeps",
    "seats": "Seats that they hold",
    "seats_per_person": "seats / people",
    "busiest": "How many people the busiest tenth is; none under 10 people",
    "share_of_busiest": "Share of the seats that the busiest tenth hold, 0 to 1; none under 10 people",
    "keyless": "Seats held by somebody for whom there is no key: not counted",
    "group_people": "Holders from ethnic minorities, under the definition chosen",
    "group_seats": "Seats they hold",
    "group_per_person": "group_seats / group_people",
    "others_people": "Holders from other groups",
    "others_seats": "Seats they hold",
    "others_per_person": "others_seats / others_people",
    "unknown_people": "Holders whose ethnic group is not known, or told too broadly",
    "mark": "[x] no list with keys, [z] too few people to take a tenth",
    "note": "What to know about this row",
    "source_code": "Codes of the sources of the returns",
    "standing": "published, sent or illustrative",
}
FEW = f"Under {spread.PEOPLE} people the busiest tenth would be one person anyone could name."


def by_body(
    store: Store, bodies: Sequence[str], as_at: date, definition: Definition = "excluding", tier: str | None = None,
    one_key: bool = False,
) -> pd.DataFrame:  # fmt: skip
    """One row per body with a list of its seats: how many the same people hold, over all its tiers or in one; see COLUMNS.

    People are told apart by the key that each body keeps, so that bodies are counted one by one. With `one_key`, for bodies
    that keep one key together, a first row counts every body's seats, person by person: what the programme asks of one
    region. Method: docs/methods.md, "Concentration".
    """
    told = store.ask("seats_on_day", bodies=list(bodies), part=tier, as_at=as_at) if len(bodies) else pd.DataFrame()
    told = told[~told["vacant"]] if len(told) else told
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    shown = groups.shown(store)
    of = list(zip(shown["classification"], shown["group_code"], strict=True)).index(MINORITIES[definition])
    each = told.assign(state=counted.state_of(store, told["ethnic_group"])[:, of])
    named = store.ask("bodies").set_index("body_code")["name"]
    rows = []
    if one_key and each["body_code"].nunique() > 1:
        real = against.apart(each)
        rows.append(
            {"body_code": "", "body": f"All {real['body_code'].nunique()} bodies together"}
            | _one(tuples_of(real, SEAT))
        )
    bodies_seats: dict[str, list[tuple]] = {}
    for code, seat in zip(each["body_code"].tolist(), tuples_of(each, SEAT), strict=True):
        bodies_seats.setdefault(code, []).append(seat)
    rows += [{"body_code": code, "body": named[code]} | _one(seats) for code, seats in bodies_seats.items()]
    frame = pd.DataFrame(rows).assign(as_at=as_at)
    frame["place"] = frame["body_code"].ne("")
    return frame.sort_values(["place", "body"], kind="stable").reindex(columns=COLUMNS).reset_index(drop=True)


def _one(of: Sequence[tuple]) -> dict[str, object]:
    """The figures of the seats (SEAT) of one body, or of several with one key."""
    _, _, _, tiers, sources, standings = zip(*of, strict=True)
    rows = [seat[:3] for seat in of]
    keyed = [row for row in rows if isinstance(row[0], str) and row[0]]
    keyless = sum(seats for *_, seats in rows) - sum(seats for *_, seats in keyed)
    row = {"keyless": keyless, "tiers": " ".join(sorted(set(tiers))), **led.of_all(sources, standings)}
    if not keyed:
        return row | {
            "mark": "[x]",
            "note": "The list tells seats and no key of their holders: people cannot be counted.",
        }
    held: dict[str, int] = {}
    told: dict[str, set[str]] = {}
    for member, state, seats in keyed:
        held[member] = held.get(member, 0) + seats
        told.setdefault(member, set()).update({state} & {*SIDES})
    found = spread.concentration(list(held.values()))
    row |= {"people": found.people, "seats": found.seats, "seats_per_person": found.seats_per_person}
    few = found.busiest is None
    row |= {"busiest": np.nan, "share_of_busiest": np.nan} if few else (
        {"busiest": found.busiest, "share_of_busiest": found.share_of_busiest}
    )  # fmt: skip
    for state, name in (("held", "group"), ("other", "others")):
        # A person whose group one list tells and another does not is told; one told on both sides is of neither.
        own = [seats for member, seats in held.items() if told[member] == {state}]
        row |= {f"{name}_people": len(own), f"{name}_seats": sum(own)}
        row[f"{name}_per_person"] = sum(own) / len(own) if own else np.nan
    row["unknown_people"] = sum(len(sides) != 1 for sides in told.values())
    notes = [FEW if few else "", _without_key(keyless)]
    return row | {"mark": "[z]" if few else "", "note": " ".join(each for each in notes if each)}


def _without_key(seats: int) -> str:
    if not seats:
        return ""
    return f"{seats} {'seat is' if seats == 1 else 'seats are'} held by somebody without a key and not counted."
