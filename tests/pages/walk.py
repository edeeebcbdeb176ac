"""What every page is walked with: a link, and the commands that must give the same figures as each of its downloads.

A page joins by its line: the choices of its link, then for each download (by the name of its file) the command.
"""

from datetime import date
from typing import NamedTuple

YEAR = ("--since", "2025-10-01", "--until", "2026-09-30")
BOARD = ("--body", "example-southwark")
AWARDED = ("--since", "2025-08-29", "--until", "2026-08-28")
SERVING = tuple(
    word
    for code in ("london-bme-network", "lambeth-southwark-health", "peckham", "southwark")  # Southwark, or parts of it
    for word in ("--body", f"example-{code}")
)
OF_BOARD = {"body": "example-southwark", "period": "2026-09-30", "definition": "excluding"}


class Walk(NamedTuple):
    """One page opened by one link; `gives` are the commands by the names of its downloads."""

    page: str
    link: dict[str, str]
    gives: dict[str, tuple[str, ...]]
    same: dict[str, str] | None = None  # where the page names its columns otherwise: its name to that of the command


WALKS = [
    Walk("overview", OF_BOARD, {"scorecard": ("scorecard", *BOARD, *YEAR)}),
    Walk(
        "representation",
        {"body": "example-southwark", "part": "core", "at": "2026-09-30", "definition": "excluding", "groups": "detailed"},
        {"representation": ("representation", *BOARD, "--part", "core", "--date", "2026-09-30")},
    ),
    Walk(
        "representation",
        {"body": "E23000001", "part": "officers", "at": "1999-09-30", "definition": "excluding", "groups": "detailed"},
        {
            "representation": ("representation", "--body", "E23000001", "--part", "officers", "--date", "1999-09-30"),
            "representation-bodies": ("representation", "--part", "officers", "--date", "1999-09-30"),
        },
    ),
    Walk("ladder", OF_BOARD, {"ladder": ("ladder", *BOARD, *YEAR)}),
    Walk(
        "recruitment",
        OF_BOARD,
        {"recruitment": ("recruitment", *BOARD, *YEAR), "retention": ("retention", *BOARD, "--tier", "core")},
    ),
    Walk(
        "money",
        {"area": "E09000028", "awards": "illustrative.2026", "by": "year", "definition": "excluding"},
        {
            "money": ("money", "--area", "E09000028", *AWARDED, "--by", "year", "--level", "ward"),
            "delivery": ("delivery", *SERVING, *AWARDED),
            "support": ("infrastructure", *SERVING, *AWARDED),
        },
    ),
    Walk(
        "monitoring",
        OF_BOARD,
        {
            "monitoring": ("monitoring", *BOARD, "--until", "2026-09-30"),
            "freshness": ("freshness", *BOARD, "--until", date.today().isoformat()),
        },
    ),
    Walk(
        "area_profile",
        {"area": "E09000028", "ward": "all", "groups": "detailed", "definition": "excluding"},
        {
            "area-E09000028": ("area-profile", "--area", "E09000028", "--detailed"),
            "bodies-E09000028": ("bodies-serving", "--area", "E09000028"),
        },
    ),
    Walk(
        "map",
        {"within": "E09000028", "level": "ward", "what": "share", "group": "black", "definition": "excluding"},
        {"map-E09000028-ward": ("area-parts", "--area", "E09000028", "--level", "ward", "--group", "black")},
        {"area_code": "area_code", "value": "share", "count": "people", "base": "residents"},
    ),
    Walk(
        "map",
        {"within": "E12000007", "level": "authority", "what": "reach", "year": "2026", "definition": "including"},
        {"map-E12000007-authority": ("map", "--area", "E12000007", "--level", "authority", "--what", "reach", "--since",
                                     "2025-04-01", "--until", "2026-03-31", "--definition", "including")},
    ),
    Walk(
        "map",
        {"within": "E12000007", "level": "authority", "what": "gap", "part": "core", "at": "2026-09-30", "definition": "excluding"},
        {"map-E12000007-authority": ("map", "--area", "E12000007", "--level", "authority", "--what", "gap", "--part", "core",
                                     "--date", "2026-09-30")},
    ),
    Walk(
        "map",
        {"within": "E09000028", "level": "ward", "what": "opportunities"},
        {"map-E09000028-ward": ("map", "--area", "E09000028", "--level", "ward", "--what", "opportunities")},
    ),
    Walk(
        "good_practice",
        {"words": "board", "worked": "yes"},
        {"good-practice": ("cases", "--text", "board", "--worked", "yes")},
    ),
    Walk(
        "opportunities",
        {"within": "E09000028", "level": "ward", "language": "Somali"},
        {
            "opportunities-areas": ("opportunities-areas", "--area", "E09000028", "--level", "ward"),
            "directory": ("opportunities", "--area", "E09000028", "--date", date.today().isoformat(), "--language", "Somali"),
        },
    ),
    Walk(
        "not_known",
        {"within": "E09000028", "level": "ward", "returns": "illustrative", "since": "all", "about": "all", "kind": "all"},
        {"not-known": ("not-known", "--area", "E09000028", "--level", "ward", "--illustrative")},
    ),
    Walk(
        "targets",
        {"region": "all", "planner": "example-southwark", "status": "all"},
        {"targets": ("targets", "--body", "example-southwark")},
    ),
    Walk(
        "trends",
        {"what": "core", "body": "example-southwark", "compare": "groups", "definition": "including"},
        {"trend": ("trend", "--body", "example-southwark", "--part", "core", "--groups", "--definition", "including")},
    ),
    Walk("actions", {"where": "Example Partnership for Southwark"}, {"actions": ("actions", "--body", "example-southwark")}),
    Walk(
        "changes",
        {"mode": "days", "from": "2025-09-30", "to": "2026-09-30", "definition": "including"},
        {"changes": ("changes", "--since", "2025-09-30", "--until", "2026-09-30", "--definition", "including")},
    ),
]  # fmt: skip
