"""The invented boards: what each is, whom it serves and what sort of figures it sends. All their names begin with Example."""

import datetime
from typing import NamedTuple

LAST = datetime.date(2026, 9, 30)
LONDON, WEST_MIDLANDS, BEYOND = "london", "west_midlands", "beyond"


class Board(NamedTuple):
    """One invented body and the chances its figures are drawn with.

    reach is the share of ethnic minorities among new members over their share of residents, drift its change per
    year, leaving how much sooner ethnic minority members leave (1: no sooner), unknown the share of members whose
    ethnic group is not known, open_routes the share of seats filled in the open. sends names the kinds it returns;
    labels the way it writes ethnic groups.
    """

    code: str
    name: str
    body_type: str
    region: str
    places: tuple[str, ...]
    core: int = 0
    wider: int = 0
    sub_groups: tuple[tuple[str, int], ...] = ()
    reach: float = 0.6
    drift: float = 0.0
    leaving: float = 1.2
    unknown: float = 0.05
    open_routes: float = 0.3
    designated: int = 0
    sends: frozenset[str] = frozenset()
    labels: str = "dash"
    parent: str = ""
    began: str = "2021-04-01"
    as_at: datetime.date = LAST


LISTED = frozenset({"seats", "recruitment", "participation", "organisations", "practice"})
COUNTED = frozenset({"seat_counts", "participation", "organisations", "practice"})
HEALTH = ("Health and care", 8)
SAFETY = ("Community safety", 8)
CHILDREN = ("Children and young people", 9)
WORK = ("Work and skills", 8)
LSP, AREA, ZONE = "local_strategic_partnership", "neighbourhood_board", "regeneration_partnership"

BOARDS = (
    Board("example-barking-dagenham", "Example Partnership for Barking and Dagenham", LSP, LONDON, ("E09000002",),
          15, 24, (SAFETY,), reach=0.1, drift=0.11, designated=1, sends=LISTED),
    Board("example-brent", "Example Partnership for Brent", LSP, LONDON, ("E09000005",),
          22, 36, (HEALTH, CHILDREN), reach=0.7, open_routes=0.4, sends=LISTED, labels="census"),
    Board("example-croydon", "Example Partnership for Croydon", LSP, LONDON, ("E09000008",),
          20, 30, (HEALTH,), reach=0.6, unknown=0.45, sends=LISTED, labels="plain"),
    Board("example-ealing", "Example Partnership for Ealing", LSP, LONDON, ("E09000009",)),
    Board("example-hackney", "Example Partnership for Hackney", LSP, LONDON, ("E09000012",),
          20, 40, (HEALTH, SAFETY, WORK), reach=0.35, drift=0.12, open_routes=0.5, designated=2, sends=LISTED),
    Board("example-haringey", "Example Partnership for Haringey", LSP, LONDON, ("E09000014",),
          19, 28, (SAFETY,), reach=0.85, drift=-0.13, leaving=1.8, sends=LISTED, labels="plain"),
    Board("example-kensington-chelsea", "Example Partnership for Kensington and Chelsea", LSP, LONDON,
          ("E09000020",), 20, 0, sends=COUNTED, labels="british"),
    Board("example-lambeth", "Example Partnership for Lambeth", LSP, LONDON, ("E09000022",),
          20, 40, (HEALTH,), reach=1.0, leaving=1.0, unknown=0.0, open_routes=0.8, designated=4, sends=LISTED,
          labels="census"),
    Board("example-newham", "Example Partnership for Newham", LSP, LONDON, ("E09000025",),
          24, 60, sends=COUNTED, labels="dash"),
    Board("example-redbridge", "Example Partnership for Redbridge", LSP, LONDON, ("E09000026",),
          24, 30, (CHILDREN,), reach=0.95, open_routes=0.7, sends=LISTED),
    Board("example-southwark", "Example Partnership for Southwark", LSP, LONDON, ("E09000028",),
          18, 30, (HEALTH, SAFETY), reach=0.1, drift=0.07, designated=2, sends=LISTED),
    Board("example-tower-hamlets", "Example Partnership for Tower Hamlets", LSP, LONDON, ("E09000030",),
          16, 34, (WORK,), reach=0.6, leaving=2.4, sends=LISTED, labels="plain"),
    Board("example-birmingham", "Example Partnership for Birmingham", LSP, WEST_MIDLANDS, ("E08000025",),
          30, 90, (HEALTH, SAFETY, CHILDREN, WORK), reach=0.65, drift=0.06, designated=3, sends=LISTED,
          labels="census"),
    Board("example-coventry", "Example Partnership for Coventry", LSP, WEST_MIDLANDS, ("E08000026",),
          20, 32, (WORK,), reach=0.85, open_routes=0.6, sends=LISTED),
    Board("example-dudley", "Example Partnership for Dudley", LSP, WEST_MIDLANDS, ("E08000027",),
          16, 20, reach=0.5, sends=LISTED, labels="plain", as_at=datetime.date(2024, 3, 31)),
    Board("example-sandwell", "Example Partnership for Sandwell", LSP, WEST_MIDLANDS, ("E08000028",),
          18, 40, (HEALTH, WORK), reach=0.2, drift=0.12, designated=3, sends=LISTED),
    Board("example-stoke", "Example Partnership for Stoke-on-Trent", LSP, WEST_MIDLANDS, ("E06000021",),
          14, 30, sends=COUNTED, labels="broad"),
    Board("example-walsall", "Example Partnership for Walsall", LSP, WEST_MIDLANDS, ("E08000030",),
          16, 26, sends=COUNTED, labels="two"),
    Board("example-wolverhampton", "Example Partnership for Wolverhampton", LSP, WEST_MIDLANDS, ("E08000031",),
          17, 22, reach=0.3, leaving=1.5, open_routes=0.0, sends=LISTED),
    Board("example-peckham", "Example Neighbourhood Board for Peckham", AREA, BEYOND,
          ("E05011110", "E05011113", "E05011109"), 9, 0, reach=0.9, open_routes=0.8, designated=1, sends=LISTED,
          labels="plain", parent="example-southwark"),
    Board("example-aston", "Example Neighbourhood Board for Aston and Lozells", AREA, BEYOND,
          ("E05011121", "E05011153", "E05011156"), 11, 0, reach=1.05, open_routes=0.7, sends=LISTED,
          parent="example-birmingham"),
    Board("example-haringey-network", "Example Community Empowerment Network for Haringey",
          "community_empowerment_network", BEYOND, ("E09000014",), 12, 54, sends=COUNTED, labels="percent",
          parent="example-haringey"),
    Board("example-black-country", "Example Regeneration Partnership for the Black Country", ZONE, BEYOND,
          ("E08000027", "E08000028", "E08000030", "E08000031"), 14, 0, (WORK,), reach=0.35, drift=0.05,
          open_routes=0.1, sends=LISTED),
    Board("example-west-midlands", "Example Regional Partnership for the West Midlands", ZONE, BEYOND,
          ("E12000005",), 22, 0, reach=0.7, drift=0.1, sends=frozenset({"seats", "practice", "organisations"}),
          labels="census", began="2022-04-01"),
    Board("example-lambeth-southwark-health", "Example Health Board for Lambeth and Southwark", "health_body", BEYOND,
          ("E09000022", "E09000028"), 15, 0, reach=0.55, drift=0.05, unknown=0.12, open_routes=0.6,
          sends=LISTED, labels="census"),
    Board("example-sandwell-voluntary", "Example Council for Voluntary Service, Sandwell",
          "infrastructure_organisation", BEYOND, ("E08000028",), 11, 0, reach=0.5, open_routes=0.5,
          sends=frozenset({"seats", "organisations", "participation", "practice"})),
    Board("example-london-bme-network", "Example BME Network for London", "infrastructure_organisation", BEYOND,
          ("E12000007",), 12, 0, reach=1.7, leaving=1.0, open_routes=0.8,
          sends=frozenset({"seats", "organisations", "participation", "practice"}), labels="plain"),
)  # fmt: skip

PERFECT, SILENT, STOPPED = "example-lambeth", "example-ealing", "example-dudley"


def senders_of(kind: str, region: str = "") -> list[Board]:
    """The boards that send this kind of return, in their order; those of one region where it is given."""
    return [board for board in BOARDS if kind in board.sends and region in ("", board.region)]
