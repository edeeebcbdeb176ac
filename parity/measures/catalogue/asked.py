"""What measures can be asked by, and what a measure is."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import pandas as pd


class CannotAnswer(Exception):
    """What was chosen has no answer in this store; the message says why, and what to choose instead."""


class Argument(NamedTuple):
    """One thing that can be chosen: its name in a link and a function, what it is, and what it may be."""

    name: str
    about: str
    kind: Literal["code", "codes", "day", "yes"] = "code"
    options: tuple[str, ...] = ()
    default: Any = None
    needed: bool = False


class Measure(NamedTuple):
    """A measure as it is asked for: `work(store, **chosen)` gives its frame, chosen by the names of `arguments`."""

    question: str
    work: Callable[..., pd.DataFrame]
    arguments: tuple[Argument, ...]
    described: Mapping[str, str]


BODY = Argument("body", "one body, by ethnic group; without it, all bodies")
ONE_BODY = Argument("body", "the body", needed=True)
BODIES = Argument("bodies", "a body to count; may be given often; without it, all bodies", "codes", default=())
DATE = Argument("date", "the day; without it, the latest that is told", "day")
SINCE = Argument("since", "first day of the period; without it, from the first return on", "day")
UNTIL = Argument("until", "last day of the period; without it, today", "day")
DEFINITION = Argument(
    "definition", "who counts as an ethnic minority: White minorities included or not", options=("including", "excluding"),
    default="excluding",
)  # fmt: skip
TIER = Argument("tier", "which seats", options=("core", "wider", "sub_group"), default="core")
DETAILED = Argument("detailed", "also the finer ethnic groups, where they are told", "yes", default=False)
AREA = Argument("area", "the place, as a GSS code such as E09000028", needed=True)
LEVEL = Argument("level", "what the place is divided into", options=("ward", "authority"), default="ward")
ROUTE = Argument("route", "only rounds by this route: open, nominated, elected, ex_officio, co_opted or unknown")
BY_ROUND = Argument("by", "a row for each; without it, all together", options=("body", "round", "route", "year"))
PERIOD = (BODIES, SINCE, UNTIL)
TEXT = Argument("text", "words that must all be found", default="")
ILLUSTRATIVE = Argument(
    "illustrative", "look at invented bodies and returns instead of real ones", "yes", default=False
)
