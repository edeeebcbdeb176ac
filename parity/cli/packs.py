"""The command about packs: `pack` makes the evidence pack of a body, an area or a region, and checks one."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from parity import places
from parity.cli.said import UserError
from parity.packs.make import FORMATS
from parity.trouble import in_words

SHOWN = 20  # differences, at most


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the command to the parser of the command line."""
    pack = commands.add_parser("pack", help="make the evidence pack of a body, an area or a region, or check one")
    what = pack.add_mutually_exclusive_group(required=True)
    what.add_argument("--body", metavar="CODE", help="a body")
    what.add_argument("--area", metavar="CODE", help="an area, as a GSS code such as E09000028")
    what.add_argument("--region", metavar="CODE", help="a pack for every body of a region; goes on where it stopped")
    what.add_argument("--verify", type=Path, metavar="FILE", help="make a pack again, and say what differs")
    pack.add_argument(
        "--of", choices=["bodies", "areas"], default="bodies", help="with --region: of each body, or each authority"
    )
    pack.add_argument(
        "--questions", nargs="+", default=(), metavar="CODE", help="the questions in order; without it, all"
    )
    pack.add_argument(
        "--formats", default="pdf", metavar="LIST", help=f"any of {','.join(FORMATS)}, with commas between"
    )
    pack.add_argument("--definition", choices=["including", "excluding"], default="excluding")
    pack.add_argument("--audience", choices=["board", "region", "voluntary", "public"], default="board")
    pack.add_argument(
        "--store",
        choices=["full", "public"],
        help="figures from the full store or the last release, as the audience has it",
    )
    pack.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="first day of the period")
    pack.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="last day of the period")
    pack.add_argument("--out", type=Path, metavar="DIR", help="the folder to write to")
    pack.set_defaults(run=_pack)


def _pack(asked: argparse.Namespace) -> int:
    from parity import current
    from parity.packs import claims, make, region
    from parity.packs.asked import Asked, CannotMake

    with in_words():
        store = current.store(places.this_home(), asked.store or ("public" if asked.audience == "public" else "full"))
    if asked.verify:
        return _verify(store, asked.verify)
    if not asked.out:
        raise UserError("Give the folder to write to, with --out.")
    forms = [each.strip() for each in asked.formats.split(",") if each.strip()]
    if strange := [each for each in forms if each not in FORMATS]:
        raise UserError(f"{strange[0]} is no format of a pack: choose from {', '.join(FORMATS)}.")
    wanted = Asked(
        body=asked.body, area=asked.area, questions=tuple(asked.questions), definition=asked.definition,
        audience=asked.audience, since=asked.since, until=asked.until,
    )  # fmt: skip
    try:
        if asked.region:
            for each in region.packs(store, asked.region, asked.of, wanted, forms, asked.out):
                print(f"{each.done} of {each.every}: {each.name}{' (there already)' if each.kept else ''}", flush=True)
            return 0
        for file in make.write(claims.gather(store, wanted), forms, asked.out):
            print(f"Wrote {file}")
    except CannotMake as error:
        raise UserError(str(error)) from None
    except OSError as error:
        raise UserError(f"The pack could not be written: {error}") from None
    return 0


def _verify(store, file: Path) -> int:
    from parity.packs import check
    from parity.packs.asked import CannotMake

    try:
        found = check.check(store, file.name, file.read_bytes())
    except (check.CannotCheck, CannotMake, OSError) as error:
        raise UserError(f"{file}: {error}") from None
    if found.build != found.build_now:
        print(f"Made from build {found.build}; compared with build {found.build_now}.")
    if not found.differences:
        print(f"All {found.compared:,} lines and cells are as the store has them.")
        return 0
    for each in found.differences[:SHOWN]:
        print(f"{each.where}: the file says {each.file!r}, the store {each.store!r}")
    more = len(found.differences) - SHOWN
    print(
        f"{len(found.differences)} of {found.compared:,} differ{f', {more} more than are listed' if more > 0 else ''}."
    )
    return 1
