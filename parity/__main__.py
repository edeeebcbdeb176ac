"""The command line: the same questions as the pages, answered by the same code."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from parity import places
from parity.cli import digest, lake, measures, packs, people, release, returns
from parity.cli.said import UserError
from parity.trouble import NotDone, in_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 1 with a sentence on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked) or 0
    except (UserError, NotDone) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever was reading has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m parity", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build the store from reference data and returns, and swap it in")
    build.add_argument("--json", action="store_true", help="print rows per table and seconds as JSON")
    build.add_argument("--if-stale", action="store_true", help="do nothing when the store is up to date")
    build.set_defaults(run=_build)

    returns.add(commands)
    people.add(commands)
    digest.add(commands)
    release.add(commands)
    lake.add(commands)

    serve = commands.add_parser("serve", help="serve the dashboard")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--address", help="the address to listen on (this machine alone, unless given)")
    serve.add_argument(
        "--host", action="append", default=[], metavar="NAME", help="a name it is asked for by; may be given often"
    )
    serve.set_defaults(run=_serve)

    reference = commands.add_parser("reference", help="make the reference tables again from the sources")
    reference.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR")
    reference.add_argument("--to", dest="target", type=Path, default=places.PROJECT, metavar="DIR")
    reference.set_defaults(run=_reference)

    measures.add(commands)
    packs.add(commands)
    return parser


def _build(asked: argparse.Namespace) -> None:
    from parity import current

    home = places.this_home()
    with in_words():
        built = current.up_to_date(home) if asked.if_stale else current.rebuild(home)
    if built is None:
        return
    if asked.json:
        told = {"build_id": built.build_id, "seconds": round(built.seconds, 3), "rows": built.rows}
        print(json.dumps(told, indent=2))
    else:
        print(f"Built {built.path.name} {built.build_id}: {sum(built.rows.values()):,} rows, {built.seconds:.1f} s")


def _serve(asked: argparse.Namespace) -> None:
    from parity import server

    server.serve(asked.port, asked.address, asked.host)


def _reference(asked: argparse.Namespace) -> None:
    from parity import reference

    if not asked.source.is_dir():
        raise UserError(f"{asked.source} is not a folder: give the folder that holds the sources.")
    reference.produce_all(asked.source, asked.target)


if __name__ == "__main__":
    sys.exit(main())
