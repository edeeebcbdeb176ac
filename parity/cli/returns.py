"""The commands about returns: check, accept, returns, withdraw, template, examples, verify."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from parity import places
from parity.cli.said import UserError, as_json, as_table, aside

CODES = {"accepted": 0, "already accepted": 0, "needs answers": 2, "refused": 1}


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the commands to the parser of the command line."""
    check = commands.add_parser("check", help="say what a file holds and what is wrong with it; keeps nothing")
    _file(check)
    check.add_argument("--json", action="store_true", help="print the answer as JSON")
    check.set_defaults(run=_check)

    accept = commands.add_parser("accept", help="check a file, or several, and take them in")
    _file(accept)
    accept.add_argument(
        "more", type=Path, nargs="*", metavar="FILE", help="more files: one store is built for all of them"
    )
    accept.add_argument("--by", required=True, metavar="NAME", help="who accepts it; kept with the return")
    accept.set_defaults(run=_accept)

    listed = commands.add_parser("returns", help="list every return and what became of it")
    listed.add_argument("--json", action="store_true", help="print the list as JSON")
    listed.set_defaults(run=_returns)

    withdraw = commands.add_parser("withdraw", help="take a return out of the store")
    withdraw.add_argument("return_id", metavar="ID", help="the return, as `returns` lists it, such as R0007")
    withdraw.add_argument("--by", required=True, metavar="NAME", help="who withdraws it")
    withdraw.add_argument("--why", required=True, metavar="TEXT", help="why; kept for good")
    withdraw.add_argument("--erase", action="store_true", help="delete its file too, and what the ledger says it held")
    withdraw.set_defaults(run=_withdraw)

    template = commands.add_parser("template", help="write an empty return to fill in, as XLSX and CSV")
    template.add_argument("kind", metavar="KIND", help="one of the fourteen kinds, such as seats")
    template.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    template.set_defaults(run=_template)

    examples = commands.add_parser("examples", help="remove the illustrative returns, or bring them back")
    examples.add_argument("what", choices=["remove", "restore"])
    examples.add_argument("--by", metavar="NAME", help="who does it (without it, whoever is signed in here)")
    examples.set_defaults(run=_examples)

    verify = commands.add_parser("verify", help="look through ledger, originals and store, and say what is wrong")
    verify.set_defaults(run=_verify)


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a workbook (.xlsx, .ods) or a text file (.csv, .tsv)")
    parser.add_argument("--kind", metavar="KIND", help="the kind of return; without it, told from the headings")
    parser.add_argument(
        "--sender", default="", metavar="S", help="who sent it: what they answered before is remembered"
    )
    parser.add_argument(
        "--answer", action="append", default=[], metavar="LABEL=CODE", help="what a label means; may be given often"
    )
    parser.add_argument("--max-rows", type=int, metavar="N", help="read up to so many rows, with as much more time")


def _check(asked: argparse.Namespace) -> int:
    from parity.candidate import preview

    found = preview(places.this_home(), _sent(asked))
    checked = found.checked
    assert checked is not None
    if asked.json:
        as_json(
            {
                "file": asked.file.name,
                "outcome": found.outcome,
                "message": found.message,
                "kind": checked.kind,
                "understood": checked.understood,
                "rows_read": checked.rows_read,
                "rows_accepted": checked.rows_accepted,
                "rows_left_out": checked.rows_left_out,
                "replaces": list(found.replaces),
                "problems": [problem._asdict() for problem in checked.problems],
                "questions": [
                    question._asdict()
                    | {name: [one._asdict() for one in getattr(question, name)] for name in ("suggestions", "choices")}
                    for question in checked.questions
                ],
                "left_out": checked.left_out.to_dict("records"),
                "answers": dict(checked.answers),
            }
        )
    else:
        _tell(found)
    return CODES[found.outcome]


def _accept(asked: argparse.Namespace) -> int:
    from parity.accept import accept, accept_all

    if not asked.more:
        found = accept(places.this_home(), _sent(asked), by=asked.by)
        _tell(found)
        return CODES[found.outcome]
    files = [asked.file, *asked.more]
    every = accept_all(places.this_home(), (_sent(asked, file) for file in files), by=asked.by)
    for file, found in zip(files, every, strict=True):
        print(f"{file.name}:")
        _tell(found)
    return max((CODES[found.outcome] for found in every), key=(0, 2, 1).index)


def _tell(found) -> None:
    """What became of a file, every problem with what to do about it, and every question with its answers."""
    from parity.candidate import ended

    print(found.message)
    checked = found.checked
    if checked is None:
        return
    for problem in checked.problems:
        if problem.severity != "asked":
            remedy = "" if problem.remedy == "Nothing to do." else f" {problem.remedy}"
            print(f"- {ended(problem.message)}{remedy}")
    for question in checked.questions:
        print(f"? {ended(question.asks)} Answer with --answer {_quoted(question.label)}=CODE")
        for choice in question.choices[:40]:
            print(f"    {choice.code}: {choice.label}")
    if checked.answers:
        print("Read with these answers: " + "; ".join(f"{label} = {code}" for label, code in checked.answers.items()))
    print(f"{checked.rows_read:,} rows read: {checked.rows_accepted:,} accepted, {checked.rows_left_out:,} left out.")


def _quoted(label: str) -> str:
    return f"'{label}'" if not label.isalnum() else label


def _returns(asked: argparse.Namespace) -> None:
    from parity import history
    from parity.trouble import in_words

    with in_words():
        entries = [entry._asdict() for entry in history.entries(places.this_home())]
    if asked.json:
        as_json(entries)
        return
    shown = [entry | {"records": "" if entry["records"] is None else f"{entry['records']:,}"} for entry in entries]
    headings = {"return_id": "return", "kind": "kind", "state": "state", "accepted": "accepted", "accepted_by": "by",
                "sender": "sender", "records": "records", "title": "title"}  # fmt: skip
    as_table(shown, headings)


def _withdraw(asked: argparse.Namespace) -> None:
    from parity.accept import withdraw

    print(withdraw(places.this_home(), asked.return_id, by=asked.by, why=asked.why, erase=asked.erase))


def _template(asked: argparse.Namespace) -> None:
    from parity import current, ledger
    from parity.candidate import bodies
    from parity.intake import templates
    from parity.trouble import in_words

    home = places.this_home()
    with in_words():
        layout = _layout(asked.kind)
        reader = current.reader_of(home, writes=False)
        context = reader.context.with_bodies(bodies(home, ledger.read(home.ledger), reader))
        asked.out.mkdir(parents=True, exist_ok=True)
        for form in templates.FORMATS:
            file = asked.out / templates.template_name(layout, form)
            file.write_bytes(templates.template(layout, form, context))
            print(file)


def _examples(asked: argparse.Namespace) -> None:
    from parity.accept import examples

    wanted = asked.what == "restore"
    changed = examples(places.this_home(), wanted, by=asked.by or getpass.getuser())
    state = "in the store" if wanted else "out of the store, and stay out"
    print(f"The illustrative returns are {state}." if changed else f"Nothing to do: they are {state} already.")


def _verify(asked: argparse.Namespace) -> int:
    from parity.trouble import in_words
    from parity.verify import verify

    with in_words():
        found = verify(places.this_home())
    for sentence in found.put_right:
        aside(sentence)
    for sentence in found.wrong:
        print(sentence)
    if not found.wrong:
        print(
            f"Sound: {found.events:,} events follow from one another, {found.originals:,} originals are as accepted,"
            f" and the store equals one made again from {found.returns:,} returns."
        )
    return 1 if found.wrong else 0


def _sent(asked: argparse.Namespace, file: Path | None = None):
    from parity.candidate import sent
    from parity.intake.read import Limits

    file, answers = file or asked.file, {}
    for each in asked.answer:
        label, equals, code = each.rpartition("=")
        if not equals or not label.strip():
            raise UserError(f"--answer {each} does not say what a label means: write it as LABEL=CODE.")
        answers[label] = code
    if asked.kind:
        _layout(asked.kind)
    if asked.max_rows is not None and asked.max_rows < 1:
        raise UserError("--max-rows has to be 1 or more.")
    limits = Limits().raised_to(asked.max_rows) if asked.max_rows else None
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise UserError(f"There is no file {file}.") from None
    except IsADirectoryError:
        raise UserError(f"{file} is a folder: give one file at a time.") from None
    except OSError:
        raise UserError(f"{file} cannot be read: check who may read it.") from None
    return sent(data, file.name, sender=asked.sender, kind=asked.kind, answers=answers, limits=limits)


def _layout(kind: str):
    from parity.intake import layouts

    try:
        return layouts.layout(kind)
    except KeyError as unknown:
        raise UserError(f"{unknown.args[0]}.") from None
