"""Every measure by name: the question it answers, what can be chosen, and the function that works it out.

A measure is a line in the room it belongs to: boards, places, evidence or plans.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from parity.measures.catalogue.asked import Argument, CannotAnswer, Measure
from parity.measures.catalogue.boards import BOARDS
from parity.measures.catalogue.evidence import EVIDENCE
from parity.measures.catalogue.places import PLACES
from parity.measures.catalogue.plans import PLANS
from parity.store import Store

__all__ = ["MEASURES", "Argument", "CannotAnswer", "Measure", "answer"]

MEASURES: dict[str, Measure] = BOARDS | PLACES | EVIDENCE | PLANS


def answer(store: Store, name: str, **chosen: Any) -> pd.DataFrame:
    """The frame of the measure `name` for what was chosen; what was not has the argument's default.

    Shapes are the measure's own: see the function it calls, and docs/methods.md. Raises KeyError for a name or an
    argument that is none, CannotAnswer where the store has no such body, place or day.
    """
    measure = MEASURES[name]
    told = {argument.name: argument for argument in measure.arguments}
    if strange := chosen.keys() - told.keys():
        raise KeyError(f"{name} cannot be asked by {', '.join(sorted(strange))}")
    filled = {key: chosen.get(key, argument.default) for key, argument in told.items()}
    for key, argument in told.items():
        if argument.needed and not filled[key]:
            raise CannotAnswer(f"{name} needs {key}: {argument.about}.")
        if argument.options and filled[key] is not None and filled[key] not in argument.options:
            raise CannotAnswer(f"{filled[key]} is none of {', '.join(argument.options)}.")
    if "until" in filled and filled["until"] is None:
        filled["until"] = date.today()
    if "bodies" in filled:
        filled["bodies"] = _bodies(store, filled["bodies"])
    if filled.get("area") is not None and store.ask("area", area=filled["area"]).empty:
        raise CannotAnswer(f"{filled['area']} is no place in this store: the Area profile page lists them.")
    return measure.work(store, **filled)


def _bodies(store: Store, wanted: Sequence[str]) -> list[str]:
    every = store.ask("bodies")["body_code"].tolist()
    if strange := sorted(set(wanted) - set(every)):
        raise CannotAnswer(f"{strange[0]} is no body in this store: the Representation page lists them.")
    return [code for code in every if code in set(wanted)] if wanted else every
