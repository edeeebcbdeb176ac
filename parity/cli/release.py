"""The commands about what the public may see and how long it is kept: release, self-publish, due."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, timedelta

from parity import places
from parity.cli.said import UserError, as_json, aside


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the commands to the parser of the command line."""
    one = commands.add_parser("release", help="make the public store, attack it, and put it in the place of the last")
    one.add_argument(
        "--by", metavar="NAME", help="who makes the release; kept with it (without it, only show the last)"
    )
    one.add_argument(
        "--seconds", type=float, default=600.0, metavar="N", help="for the attack; not done by then, no release"
    )
    one.add_argument(
        "--json", action="store_true", help="print the answer as JSON, and how far it is on standard error"
    )
    one.set_defaults(run=_release)

    own = commands.add_parser(
        "self-publish", help="record that a board publishes its own two-way split, or no longer does"
    )
    own.add_argument("--body", required=True, metavar="CODE")
    own.add_argument("--by", required=True, metavar="NAME", help="who records it")
    own.add_argument("--officer", default="", metavar="NAME", help="the officer of the board who answers for it")
    own.add_argument("--legal-basis", default="", metavar="TEXT")
    own.add_argument(
        "--members-told", default="", metavar="YYYY-MM-DD", help="when members were told and could stand aside"
    )
    own.add_argument("--from", dest="from_day", default="", metavar="YYYY-MM-DD", help="without it, today")
    own.add_argument("--until", default="", metavar="YYYY-MM-DD", help="without it, 12 months from the first day")
    own.add_argument("--definition", choices=["including", "excluding"], default="including")
    own.add_argument("--aside", action="append", default=[], metavar="KEY", help="the key of a member who stands aside")
    own.add_argument("--withdraw", action="store_true", help="the board no longer publishes itself")
    own.set_defaults(run=_self_publish)

    late = commands.add_parser("due", help="list returns that have been kept long enough, and decisions that run out")
    late.add_argument("--json", action="store_true", help="print the list as JSON")
    late.set_defaults(run=_due)


def _release(asked: argparse.Namespace) -> None:
    from parity import release

    home = places.this_home()
    if asked.by is None:
        made = release.listed(home)
        if not made:
            raise UserError("Nothing has been released yet: make a release with --by NAME.")
        _say(made[-1], asked.json, home.public.exists())
        return
    shown = [0]

    def progress(stage: str, done: int, of: int) -> None:
        if asked.json:
            print(json.dumps({"stage": stage, "done": done, "of": of}), file=sys.stderr, flush=True)
        elif stage != "protecting" or done == 0:
            shown[0] += 1
            aside(f"{stage}: {done:,} of {of:,}" if of > 1 else stage)

    found = release.make(home, by=asked.by, seconds=asked.seconds, progress=progress)
    told = {name: getattr(found, name) for name in ("release_id", "protected", "statements", "withheld", "bound")}
    told |= {"seconds": round(found.seconds, 2), "hidden": dict(found.left_out), "by": asked.by}
    _say(told, asked.json, True)


def _say(told: dict, as_data: bool, there: bool) -> None:
    if as_data:
        as_json(told | {"open": there})
        return
    print(
        f"{told['release_id']}: the attack on {told['protected']:,} protected figures, through {told['statements']:,}"
        f" statements of this and earlier releases, found none. {told['seconds']:.1f} s."
    )
    if told["withheld"]:
        print(f"Withheld, as too much could be worked out: {told['withheld']} tables.")
    if not there:
        print("The public store has been taken down since.")


def _self_publish(asked: argparse.Namespace) -> None:
    from parity.release import consent

    began = asked.from_day or date.today().isoformat()
    try:
        until = asked.until or (date.fromisoformat(began) + timedelta(days=365)).isoformat()
    except ValueError:
        raise UserError("Days are written as 2026-03-31.") from None
    folder = places.this_home().releases
    if asked.withdraw:
        last = {each.body: each for each in consent.recorded(folder)}.get(asked.body)
        if last is None or last.withdrawn:
            raise UserError(f"{asked.body} does not publish itself.")
        consent.withdraw(folder, last, by=asked.by)
        print(f"{asked.body} no longer publishes itself, from the next release on.")
        return
    decision = consent.Consent(
        body=asked.body, officer=asked.officer, legal_basis=asked.legal_basis, members_told=asked.members_told,
        from_day=began, until=until, definition=asked.definition, aside=tuple(asked.aside), by=asked.by,
    )  # fmt: skip
    try:
        consent.record(folder, decision)
    except consent.NotConsent as why:
        raise UserError(str(why)) from None
    print(f"{asked.body} publishes itself from the next release on, until {until}.")


def _due(asked: argparse.Namespace) -> None:
    from parity import keeping

    found = keeping.due(places.this_home(), date.today())
    if asked.json:
        as_json([each._asdict() | {"since": each.since.isoformat()} for each in found])
    elif found:
        print("\n".join(each.sentence for each in found))
    else:
        print("Nothing has been kept for longer than its time.")
