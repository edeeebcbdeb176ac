"""The command about the lake: bringing a store back from it."""

from __future__ import annotations

import argparse

from parity import places
from parity.cli.said import UserError
from parity.trouble import in_words


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the command to the parser of the command line."""
    lake = commands.add_parser("lake", help="bring a store back from the lake that PARITY_STORE names")
    named = lake.add_subparsers(required=True, metavar="WHAT")
    fetch = named.add_parser("fetch", help="write the store in the lake to this installation's own file")
    fetch.add_argument("--audience", choices=["full", "public"], default="full")
    fetch.set_defaults(run=_fetch)


def _fetch(asked: argparse.Namespace) -> None:
    from parity import lake, ledger

    home = places.this_home()
    with in_words():
        of = lake.configured(asked.audience)
        if of is None:
            raise UserError("PARITY_STORE is not set, so there is no lake: see docs/scale.md.")
        target = home.public if asked.audience == "public" else home.store
        with ledger.writing(home.ledger):
            aside = target.with_suffix(".building")
            lake.fetch(of, aside)
            aside.replace(target)
    print(f"Written to {target.name}. Unset PARITY_STORE to open it.")
