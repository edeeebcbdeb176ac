"""The command line: exit codes, answers for programs, sentences for people, and a page that leaves no command out."""

import json
import re

import pytest

from parity import __main__ as command_line
from parity import places
from parity.places import PROJECT
from tests.ledger.homes import events, everything_in, rows_of, seat_counts


@pytest.fixture(autouse=True)
def at_home(home, monkeypatch):
    """The commands work in an installation of this test's own."""
    monkeypatch.setattr(places, "this_home", lambda: home)


@pytest.fixture
def run(capsys):
    def ran(*arguments):
        code = command_line.main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def file(tmp_path):
    def written(groups, name="return.csv", **options):
        made = tmp_path / name
        made.write_bytes(seat_counts(groups, **options))
        return made

    return written


@pytest.mark.parametrize(
    ("groups", "outcome", "code"),
    [({"White": 9}, "accepted", 0), ({"Asain": 9}, "needs answers", 2), ({"White": -9}, "refused", 1)],
)
def test_check_ends_with_what_became_of_the_file_and_keeps_nothing(run, home, file, groups, outcome, code):
    before = everything_in(home)
    ended, out, err = run("check", file(groups), "--json")
    told = json.loads(out)
    assert (ended, told["outcome"], err) == (code, outcome, "")
    assert told["kind"] == "seat_counts"
    assert told["rows_read"] == told["rows_accepted"] + told["rows_left_out"] == 1
    assert told["rows_left_out"] == len(told["left_out"])
    for problem in told["problems"]:
        assert problem.keys() >= {"severity", "sheet", "row", "column", "value", "message", "remedy"}
    assert everything_in(home) == before


def test_check_says_every_problem_and_every_choice(run, file):
    code, out, _ = run("check", file({"Asain": 9, "White": 2.5}))
    assert code == 1
    assert "'2.5' is a decimal where a whole number belongs" in out
    assert (
        "? 'Asain' is not a group we know; did you mean 'Asian or Asian British'? Answer with --answer Asain=CODE"
        in out
    )
    assert "    asian: Asian or Asian British" in out
    assert out.endswith("2 rows read: 0 accepted, 2 left out.\n")


def test_accept_asks_takes_in_and_remembers(run, home, file):
    sent = file({"Asain": 9, "White": 2})
    assert run("accept", sent, "--by", "Ann", "--sender", "Hackney")[0] == 2
    code, out, _ = run("accept", sent, "--by", "Ann", "--sender", "Hackney", "--answer", "Asain=asian")
    assert (code, out.splitlines()[0]) == (
        0, "Accepted as R0001: 11 members of 1 body, 31 March 2026; ethnicity known for 11.",
    )  # fmt: skip
    later = file({"Asain": 8, "White": 2}, "later.csv", as_at="2026-06-30")
    code, out, _ = run("accept", later, "--by", "Ann", "--sender", "Hackney")
    assert code == 0
    assert "Read with these answers: asain = asian" in out
    assert len(rows_of(home, "seat_counts")) == 4


def test_a_label_may_hold_an_equals_sign(run, file):
    code, out, _ = run("accept", file({"A=B": 9}), "--by", "Ann", "--answer", "A=B=white")
    assert (code, "Read with these answers: a=b = white" in out) == (0, True)


def test_accepting_twice_says_when_and_by_whom(run, file):
    sent = file({"White": 9})
    run("accept", sent, "--by", "Ann")
    code, out, _ = run("accept", sent, "--by", "Bob")
    assert code == 0
    assert re.fullmatch(r"This file was already accepted as R0001, on .* by Ann\. Nothing was changed\.\n", out)
    assert json.loads(run("check", sent, "--json")[1])["outcome"] == "already accepted"


def test_returns_lists_what_came_in_and_what_became_of_it(run, file):
    run("accept", file({"White": 9}), "--by", "Ann")
    run("accept", file({"White": 8}, "second.csv"), "--by", "Bob", "--sender", "Ann")
    told = json.loads(run("returns", "--json")[1])
    assert [entry["state"] for entry in told] == [*["in the store"] * 3, "replaced", "in the store"]
    assert (told[3]["replaced_by"], told[4]["replaces"], told[4]["accepted_by"]) == ("R0002", ["R0001"], "Bob")
    table = run("returns")[1]
    assert re.search(r"^R0001 +seat_counts +replaced", table, re.MULTILINE)


def test_withdraw_says_what_it_did_or_why_not(run, home, file):
    run("accept", file({"White": 9}), "--by", "Ann")
    assert run("withdraw", "R0001", "--by", "Bob", "--why", "the wrong board")[:2] == (
        0, "R0001 is withdrawn; its file is kept.\n",
    )  # fmt: skip
    code, _, err = run("withdraw", "R0001", "--by", "Bob", "--why", "again")
    assert code == 1
    assert re.fullmatch(r"R0001 is not in the store: it was withdrawn on .* by Bob\.\n", err)
    assert run("withdraw", "R0001", "--by", "Bob", "--why", "asked to", "--erase")[0] == 0
    assert list(home.originals.iterdir()) == []


def test_a_template_is_written_in_both_forms_and_can_be_sent_back(run, tmp_path):
    code, out, _ = run("template", "seat_counts", "--out", tmp_path / "new folder")
    made = sorted((tmp_path / "new folder").iterdir())
    assert (code, [file.name for file in made]) == (0, ["parity-seat-counts.csv", "parity-seat-counts.xlsx"])
    assert out.splitlines() == [str(file) for file in reversed(made)]
    with made[0].open("a", encoding="utf-8", newline="") as opened:
        opened.write("B1,core,2026-03-31,White,,9,,,headcount,,\r\n")
    assert run("check", made[0])[0] == 0


def test_examples_go_and_come_back(run, home):
    assert run("examples", "remove")[1] == "The illustrative returns are out of the store, and stay out.\n"
    assert run("examples", "remove")[1].startswith("Nothing to do")
    assert run("build", "--if-stale")[0] == 0
    assert run("examples", "restore", "--by", "Ann")[1] == "The illustrative returns are in the store.\n"
    assert events(home) == ["examples removed", "examples restored"]


def test_verify_says_that_all_is_sound_or_what_is_wrong(run, home, file):
    run("accept", file({"White": 9}), "--by", "Ann")
    code, out, err = run("verify")
    assert (code, err) == (0, "")
    assert out.startswith("Sound: 1 events follow from one another, 1 originals are as accepted")
    with home.ledger.open("ab") as opened:
        opened.write(b'{"sequence": 2')
    code, out, err = run("verify")
    assert (code, err) == (0, "The last 14 bytes of ledger.jsonl were never finished; cut off.\n")
    home.ledger.write_bytes(home.ledger.read_bytes().replace(b"Ann", b"Bob"))
    code, out, _ = run("verify")
    assert code == 1
    assert out.startswith("Line 1 of ledger.jsonl does not follow")


def test_a_damaged_ledger_is_said_in_a_sentence_by_every_command(run, home, file):
    run("accept", file({"White": 9}), "--by", "Ann")
    home.ledger.write_bytes(b"nonsense\n")
    for command in (["returns"], ["check", file({"White": 8})], ["accept", file({"White": 8}), "--by", "Ann"], ["build"],
                    ["withdraw", "R0001", "--by", "A", "--why", "b"], ["measure", "representation"],
                    ["examples", "remove"], ["template", "seats", "--out", home.folder.parent / "t"]):  # fmt: skip
        code, _, err = run(*command)
        assert (code, err.startswith("Line 1 of ledger.jsonl is damaged")) == (1, True), command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.csv"], "There is no file nowhere.csv."),
        (["check", "."], ". is a folder: give one file at a time."),
        (["accept", "{file}", "--by", "Ann", "--answer", "Asain"], "--answer Asain does not say what a label means"),
        (["check", "{file}", "--kind", "poems"], "'poems' is not a kind of return; the kinds are bodies, seats,"),
        (["check", "{file}", "--max-rows", "0"], "--max-rows has to be 1 or more."),
        (["template", "poems", "--out", "."], "'poems' is not a kind of return"),
        (["accept", "{file}", "--by", ""], "Say who accepts it"),
    ],
)
def test_a_mistake_at_the_keyboard_is_answered_with_a_sentence(run, file, arguments, said):
    code, out, err = run(*(str(file({"White": 9})) if each == "{file}" else each for each in arguments))
    assert (code, out) == (1, "")
    assert err.startswith(said)


def test_every_command_is_in_the_documentation_with_an_example():
    page = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    (commands,) = [action for action in command_line._parser()._actions if action.choices]
    for name in commands.choices:
        assert f"**`{name}`**" in page, f"docs/commands.md does not describe {name}"
        assert re.search(rf"^    python -m parity {name}\b", page, re.MULTILINE), f"{name} has no example"
    for name in re.findall(r"python -m parity ([\w-]+)", page + (PROJECT / "README.md").read_text(encoding="utf-8")):
        assert name in commands.choices, f"there is no command {name}"


def test_every_example_in_the_documentation_can_be_read():
    page = (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")
    import shlex

    examples = re.findall(r"^    python -m parity (.+)$", page, re.MULTILINE)
    assert len(examples) >= 14
    for example in examples:
        command_line._parser().parse_args(shlex.split(example))
