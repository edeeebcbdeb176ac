"""The commands about people and copies: people, audit, backup, restore, held."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from parity import access, places
from parity.cli.said import UserError, as_json, as_table, aside


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the commands to the parser of the command line."""
    people = commands.add_parser("people", help="list who has a role; give or take one")
    people.add_argument("email", nargs="?", help="the person, by the address their sign-in tells")
    people.add_argument("--role", choices=[*access.ROLES, "none"], help="the role to give; none takes it away")
    people.add_argument(
        "--body", action="append", default=[], metavar="CODE", help="a body officer's body; may be given often"
    )
    people.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="the last day the role holds")
    people.add_argument("--json", action="store_true", help="print the list as JSON")
    people.set_defaults(run=_people)

    audit = commands.add_parser("audit", help="list refusals, acceptances, releases, roles and exports of full data")
    audit.add_argument("--json", action="store_true", help="print the list as JSON")
    audit.set_defaults(run=_audit)

    backup = commands.add_parser("backup", help="copy what cannot be made again into one file")
    backup.add_argument("file", type=Path, metavar="FILE", help="the ZIP file to write")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="put a copy back into an empty folder")
    restore.add_argument("file", type=Path, metavar="FILE", help="the ZIP file that backup wrote")
    restore.set_defaults(run=_restore)

    held = commands.add_parser("held", help="write everything held for one body into a ZIP file")
    held.add_argument("body", metavar="CODE")
    held.add_argument("--out", type=Path, required=True, metavar="FILE")
    held.set_defaults(run=_held)


def _people(asked: argparse.Namespace) -> None:
    home = places.this_home()
    if asked.email and asked.role:
        if asked.role == "none":
            access.take(home, asked.email)
        else:
            email = access.plain_address(asked.email)
            access.give(home, access.Person(email, asked.role, frozenset(asked.body), asked.until))
    elif asked.email or asked.role or asked.body or asked.until:
        raise UserError("Say who and which role: python -m parity people ann@example.org --role administrator")
    for sentence in access.unread(home):
        aside(sentence)
    rows = [
        {"email": one.email, "role": one.role, "bodies": " ".join(sorted(one.bodies)),
         "until": one.until.isoformat() if one.until else ""}
        for one in access.people(home).values()
    ]  # fmt: skip
    if asked.json:
        as_json(rows)
    elif rows:
        as_table(rows, {"email": "address", "role": "role", "bodies": "bodies", "until": "until"})
    else:
        print("Nobody has a role.")


def _audit(asked: argparse.Namespace) -> None:
    from parity import audit

    lines = audit.lines(places.this_home())
    if asked.json:
        as_json(lines)
        return
    shown = [line | {"bodies": " ".join(map(str, line["bodies"]))} for line in lines]
    as_table(shown, {name: name for name in ("time", "who", "role", "act", "outcome", "about", "bodies")})


def _backup(asked: argparse.Namespace) -> None:
    from parity.held import back_up

    print(f"Copied {len(back_up(places.this_home(), asked.file)):,} files into {asked.file}.")


def _restore(asked: argparse.Namespace) -> None:
    from parity.held import restore

    print(
        f"Put back {len(restore(places.this_home(), asked.file)):,} files. `python -m parity verify` looks through them."
    )


def _held(asked: argparse.Namespace) -> None:
    from parity import ledger
    from parity.held import for_body

    ledger.write_whole(asked.out, for_body(places.this_home(), asked.body))
    print(asked.out)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date written as 2027-03-31") from None
