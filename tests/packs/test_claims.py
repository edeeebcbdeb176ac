"""Claims: the same figures as the measures, a command that gives them again, and what is not known said as such."""

import io
import shlex
from datetime import date

import pandas as pd
import pytest

from parity import findings
from parity.__main__ import main
from parity.choice import Choice
from parity.findings.reading import NOT_SHOWN, would_change
from parity.measures import representation, seats
from parity.measures.catalogue import MEASURES
from parity.packs import claims, questions
from parity.packs.asked import Asked, CannotMake, from_recipe
from tests.measures.stores import a_store_of
from tests.small import a_body

RICH, SPARSE = "example-southwark", "E23000001"
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def rich(the_store):
    return claims.gather(the_store, Asked(body=RICH), DAY)


def by_code(pack) -> dict[str, claims.Claim]:
    return {claim.code: claim for claim in pack.claims}


def test_a_claim_says_what_the_measure_says(rich, the_store):
    of, found = rich.subject, by_code(rich)
    choice = Choice(RICH, "core", of.day, "excluding")
    frame = representation.by_group(the_store, choice)
    assert found["takes_part"].sentence.startswith(findings.representation(frame, choice))
    row = findings.minorities_row(frame, "excluding")
    assert found["takes_part"].figure.startswith(f"{row['count']:.0f} of {row['base']:.0f} (")
    board = seats.figures(the_store, [RICH], "core", of.seats_day)
    assert found["seats"].sentence == findings.seats.seats(board, "excluding")
    held = sum(each.seats for each in found["seats"].picture.seats if each.state == "held")
    assert held == findings.minorities_row(board, "excluding")["count"]


def test_the_command_of_every_claim_gives_its_figures_again(rich, at_home, capsys):
    for claim in rich.claims:
        assert main(shlex.split(claim.command)[3:]) == 0
        again = pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False, dtype=str)
        assert list(again.columns) == list(claim.frame.columns)
        assert len(again) == len(claim.frame), claim.code


@pytest.mark.parametrize("asked", [Asked(body=SPARSE), Asked(area="E09000004"), Asked(area="E12000005")])
def test_every_question_is_answered_or_says_why_not(asked, the_store):
    pack = claims.gather(the_store, asked, DAY)
    assert [claim.code for claim in pack.claims] == list(questions.QUESTIONS[pack.subject.kind])
    for claim in pack.claims:
        assert claim.sentence and claim.not_shown and claim.would_change, claim.code
        assert "nan" not in f"{claim.sentence} {claim.figure} {claim.interval} {claim.reference}".split()


def test_a_body_without_returns_has_a_pack_of_what_to_ask_for(tmp_path):
    store = a_store_of(tmp_path, bodies=[a_body()])
    pack = claims.gather(store, Asked(body="B1"), DAY)
    answered = {claim.code for claim in pack.claims if claim.answered}
    assert answered == {"served", "scorecard", "not_known"}
    assert by_code(pack)["takes_part"].sentence == "A board: no return of members has been sent."
    assert "Southwark" in by_code(pack)["served"].sentence


def test_a_real_body_is_never_given_an_invented_survey(the_store):
    pack = claims.gather(the_store, Asked(body=SPARSE), DAY)
    assert not pack.illustrative
    assert by_code(pack)["outcomes"].chosen["area"] == "E92000001"


def test_questions_keep_their_order_and_remarks(the_store):
    asked = Asked(body=RICH, questions=("not_known", "seats", "seats"), own=(("seats", "Ask the chair."),))
    pack = claims.gather(the_store, asked, DAY)
    assert [claim.code for claim in pack.claims] == ["not_known", "seats"]
    assert by_code(pack)["seats"].own == "Ask the chair."
    assert pack.build_id == the_store.build_id


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), "one body or of one area"),
        (Asked(body="E23000001", area="E09000004"), "one body or of one area"),
        (Asked(body="nobody"), "nobody is no body"),
        (Asked(area="nowhere"), "nowhere is no place"),
        (Asked(body=RICH, questions=("pattern",)), "pattern is no question of a body"),
    ],
)
def test_what_cannot_be_made_is_said(asked, said, the_store):
    with pytest.raises(CannotMake, match=said):
        claims.gather(the_store, asked, DAY)


def test_a_recipe_can_be_read_again():
    asked = Asked(
        area="E09000004", questions=("served",), since=date(2025, 1, 1), own=(("", "Hello"),), audience="public"
    )
    assert from_recipe(asked.recipe()) == asked


def test_every_question_has_a_counter_reading_a_measure_and_a_method():
    from parity import places

    methods = (places.PROJECT / "docs" / "methods.md").read_text(encoding="utf-8")
    for kind in questions.QUESTIONS.values():
        for code, question in kind.items():
            assert NOT_SHOWN[code]
            assert f"## {question.method}\n" in methods
    assert {"seats", "ladder", "scorecard"} <= set(MEASURES)


@pytest.mark.parametrize(
    ("count", "base", "unknown", "reference", "said"),
    [
        (3, 18, 0, 0.48, "With 5 of 18, not 3, it would not be below parity."),
        (4, 10, 0, 0.40, "With none of 10, not 4, it would be called below parity."),
        (1, 4, 0, 0.20, "No count on so few members could be called below parity"),
        (4, 16, 2, 0.486, "Knowing the ethnic group of the 2 members of whom it is not known."),
        (8, 18, 1, 0.40, "With 2 or fewer of 18, not 8, it would be called below parity. Knowing the ethnic group of the 1 member"),
    ],
)  # fmt: skip
def test_what_would_change_our_mind_is_the_nearest_other_count(count, base, unknown, reference, said):
    from parity.stats.verdicts import judge

    row = {"count": count, "base": base, "unknown": unknown, "reference": reference}
    row["verdict"] = str(judge(count, base, unknown, reference).verdict)
    assert said in would_change(row)
