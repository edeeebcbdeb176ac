"""The commands about measures: `measures` lists them, `measure NAME` works one out."""

from __future__ import annotations

import argparse
import sys
from datetime import date

import pandas as pd

from parity import places
from parity.cli.said import UserError, as_json, as_table, aside
from parity.measures.catalogue import MEASURES, Argument, CannotAnswer, answer
from parity.trouble import in_words


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the commands to the parser of the command line."""
    listed = commands.add_parser("measures", help="list every measure and the question it answers")
    listed.add_argument("--json", action="store_true", help="print the list as JSON")
    listed.set_defaults(run=_measures)

    measure = commands.add_parser("measure", help="work out one measure")
    named = measure.add_subparsers(required=True, metavar="MEASURE")
    for name, each in MEASURES.items():
        one = named.add_parser(name, help=each.question, description=f"{name}: {each.question}.")
        for argument in each.arguments:
            _choose(one, argument)
        one.add_argument(
            "--audience", choices=["full", "public"], default="full", help="the full store, or the last release"
        )
        one.add_argument("--format", choices=["table", "csv", "json"], default="table")
        one.set_defaults(run=_measure, measure=name)


def _choose(parser: argparse.ArgumentParser, argument: Argument) -> None:
    told = {"dest": argument.name, "help": argument.about, "default": argument.default}
    if argument.kind == "yes":
        parser.add_argument(f"--{argument.name.replace('_', '-')}", action="store_true", **told)
    elif argument.kind == "codes":
        parser.add_argument("--body", action="append", metavar="CODE", **(told | {"default": None}))
    elif argument.kind == "day":
        parser.add_argument(f"--{argument.name}", type=_day, metavar="YYYY-MM-DD", **told)
    elif argument.options:
        parser.add_argument(f"--{argument.name}", choices=argument.options, **told)
    else:
        parser.add_argument(f"--{argument.name}", metavar="CODE", required=argument.needed, **told)


def _measures(asked: argparse.Namespace) -> None:
    rows = [{"name": name, "question": each.question} for name, each in MEASURES.items()]
    if asked.json:
        chosen = [[argument.name for argument in each.arguments] for each in MEASURES.values()]
        as_json([row | {"arguments": of} for row, of in zip(rows, chosen, strict=True)])
    else:
        as_table(rows, {"name": "Measure", "question": "Question"})


def _measure(asked: argparse.Namespace) -> None:
    from parity import current

    with in_words():
        store = current.store(places.this_home(), asked.audience)
    wanted = {argument.name: getattr(asked, argument.name) for argument in MEASURES[asked.measure].arguments}
    try:
        frame = answer(store, asked.measure, **{name: value for name, value in wanted.items() if value is not None})
    except CannotAnswer as error:
        raise UserError(str(error)) from None
    if asked.audience == "public":
        aside(f"Of the public store, release {store.build_id}.")
    if frame.empty and asked.format == "table":
        aside("No return tells this for what was chosen.")
        return
    if "standing" in frame and frame["standing"].eq("illustrative").any():
        aside("Illustrative figures are among these: the boards are invented, and their names begin with Example.")
    _print(frame, asked.format)


def _print(frame: pd.DataFrame, form: str) -> None:
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
