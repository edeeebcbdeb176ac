"""The store of an installation, as its reference data, published returns and ledger say it should be."""

from collections.abc import Sequence
from typing import NamedTuple

from parity import build, returns
from parity.build import Built
from parity.places import Home
from parity.returns import Kept, Reader, Return, Unreadable


class SetAside(NamedTuple):
    """A return that was accepted once and that the checks of today do not read; it is in no store until they do."""

    of: Return
    why: str


class Inputs(NamedTuple):
    """What a store is made from: the records of each return in order, those that could not be read, a fingerprint."""

    returns: tuple[Kept, ...]
    set_aside: tuple[SetAside, ...]
    fingerprint: str
    head: str


def returns_of(home: Home) -> list[Return]:
    """Every return that counts, in the order in which later ones come after earlier ones."""
    return [*returns.listed(home.published, "published"), *returns.listed(home.examples, "illustrative")]


def fingerprint(home: Home, reader: Reader, each: Sequence[Return], head: str) -> str:
    """A hash of what the store of these returns is made from."""
    return build.fingerprint(home.reference, [reader.checks, head, *(one.told for one in each)])


def is_current(home: Home) -> bool:
    """Was the store built from just what there is now?"""
    held = build.made_from(home.store)
    reader = Reader(home.reference, home.kept)
    return held is not None and held[0] == fingerprint(home, reader, returns_of(home), "")


def inputs(home: Home, extra: Sequence[Kept] = ()) -> Inputs:
    """The records of every return; those of `extra` come last and are taken as they are."""
    reader = Reader(home.reference, home.kept)
    listed = returns_of(home)
    kept: list[Kept] = []
    aside: list[SetAside] = []
    for each in listed:
        try:
            kept.append(reader.records(each))
        except Unreadable as why:
            if each.standing != "sent":
                raise build.CannotBuild(f"{each.filename} of the project cannot be read: {why}") from why
            aside.append(SetAside(each, str(why)))
    return Inputs((*kept, *extra), tuple(aside), fingerprint(home, reader, listed, ""), "")


def rebuild(home: Home) -> Built:
    """Build the store of an installation aside and swap it in."""
    made = inputs(home)
    built = build.build_aside(home, made.returns, made.fingerprint, made.head)
    return build.swap_in(built, home.store)
