"""The command line: the same questions as the pages, answered by the same code."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from parity import places
from parity.cli import release, returns
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
    release.add(commands)

    serve = commands.add_parser("serve", help="serve the dashboard")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--address", help="the address to listen on (this machine alone, unless given)")
    serve.set_defaults(run=_serve)

    reference = commands.add_parser("reference", help="make the reference tables again from the sources")
    reference.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR")
    reference.add_argument("--to", dest="target", type=Path, default=places.PROJECT, metavar="DIR")
    reference.set_defaults(run=_reference)

    bench = commands.add_parser("bench", help="time the common questions beside a plain pandas script")
    bench.set_defaults(run=_bench)

    measure = commands.add_parser("measure", help="work out one measure")
    measures = measure.add_subparsers(required=True, metavar="MEASURE")
    one = measures.add_parser("representation", help="who takes part, set against who lives in the places served")
    one.add_argument("--body", metavar="CODE", help="one body, by ethnic group; without it, all bodies")
    one.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="without it, the latest with a count and a base")
    one.add_argument("--part", help="a tier of seats (core, wider, sub_group, officers ...) or a role (consultee ...)")
    one.add_argument("--definition", choices=["including", "excluding"], default="excluding")
    one.add_argument("--format", choices=["table", "csv", "json"], default="table")
    one.set_defaults(run=_representation)
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

    server.serve(asked.port, asked.address)


def _reference(asked: argparse.Namespace) -> None:
    from parity import reference

    if not asked.source.is_dir():
        raise UserError(f"{asked.source} is not a folder: give the folder that holds the sources.")
    reference.produce_all(asked.source, asked.target)


def _bench(asked: argparse.Namespace) -> None:
    from parity import bench

    print(bench.table(bench.run()))


def _representation(asked: argparse.Namespace) -> None:
    from parity import current
    from parity.choice import Choice
    from parity.measures import representation

    with in_words():
        store = current.store(places.this_home())
    told = representation.rounds(store)
    if asked.body:
        told = told[told["body_code"] == asked.body]
        if told.empty:
            raise UserError(f"{asked.body} is not a body with a return: the Representation page lists them.")
    if asked.part:
        told = told[told["part"] == asked.part]
    if asked.date:
        told = told[told["as_at"] == asked.date]
    if told.empty:
        raise UserError("No return matches: leave out --part or --date to see the latest there is.")
    latest = representation.latest_testable(told)
    part, day = latest if latest else tuple(told.sort_values("as_at").iloc[-1][["part", "as_at"]])
    choice = Choice(body=asked.body, part=part, as_at=day, definition=asked.definition)
    if asked.body:
        frame = representation.by_group(store, choice)
    else:
        frame = representation.across_bodies(store, list(store.ask("bodies")["body_code"]), choice)
    _print(frame, asked.format)


def _print(frame, form: str) -> None:
    from parity import tables

    if form == "csv":
        sys.stdout.write(tables.csv(frame).decode("utf-8"))
    elif form == "json":
        print(frame.to_json(orient="records", date_format="iso", force_ascii=False, indent=2))
    else:
        print(frame.dropna(axis="columns", how="all").to_string(index=False))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date written as 2021-03-21") from None


if __name__ == "__main__":
    sys.exit(main())
