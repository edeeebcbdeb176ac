"""What every file of a pack carries in the same words: title, release, day, definition, audience, and its recipe."""

import json

from parity import tables
from parity.packs.asked import AUDIENCES, Asked, from_recipe
from parity.packs.claims import Pack
from parity.store import PUBLIC

READING = (
    "A likely range is where the figure would lie 19 times in 20 if chance alone moved it. A finding is below or above "
    "parity only when chance alone would not give it."
)
FORMAT = 1  # of the recipe


def title(pack: Pack) -> str:
    """The title of every file."""
    return f"Evidence pack: {pack.subject.name}"


def about(pack: Pack) -> str:
    """One line under the title."""
    what = "Who takes part, against who lives in the places it serves"
    return what if pack.subject.kind == "body" else "Who lives here, and who takes part in the bodies that serve it"


def summary(pack: Pack) -> str:
    """The pack in a sentence, for a file's properties."""
    known = sum(claim.answered for claim in pack.claims)
    return f"{known} of {len(pack.claims)} questions about {pack.subject.name} answered, for {pack.who}."


def line(pack: Pack) -> str:
    """The stamp at the foot of every page and slide."""
    return f"Parity, {release(pack)}, made {tables.date_long(pack.made)}. Counted: {pack.who}."


def release(pack: Pack) -> str:
    """What the figures are of: a release to the public, or a build of the full store."""
    return f"{'release' if pack.build_id.startswith(PUBLIC) else 'build'} {pack.build_id}"


def facts(pack: Pack) -> list[tuple[str, str]]:
    """The stamp as a list of facts and values."""
    of = pack.subject
    return [
        ("Counted here", pack.who),
        ("Made for", AUDIENCES[pack.asked.audience].lower()),
        ("Period", f"{tables.date_long(of.since)} to {tables.date_long(of.until)}"),
        ("Made", tables.date_long(pack.made)),
        ("Release", f"Parity {release(pack)}"),
        ("Code", of.code),
    ]


def recipe(pack: Pack) -> str:
    """What is needed to make the pack again, as JSON: kept inside every file."""
    told = {"parity_pack": FORMAT, "build": pack.build_id, "made": pack.made.isoformat(), "asked": pack.asked.recipe()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read_recipe(text: str) -> tuple[str, str, Asked]:
    """The build, the day and what was asked for, from a recipe. Raises ValueError for anything else."""
    try:
        told = json.loads(text)
        if told["parity_pack"] != FORMAT:
            raise ValueError(f"a recipe of another format, {told['parity_pack']}")
        return str(told["build"]), str(told["made"]), from_recipe(told["asked"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a recipe of a pack: {error}") from None


def either(parity: tuple[int, int]) -> str:
    """'8 or 9', or '8' where both are the same."""
    fewer, more = parity
    return str(fewer) if fewer == more else f"{fewer} or {more}"
