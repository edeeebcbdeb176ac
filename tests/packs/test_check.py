"""A pack is checked against the store: what was changed in the file, or in the store, is said."""

import io
import sys
import zipfile
from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from parity.__main__ import main
from parity.packs import check, claims, make, region
from parity.packs.asked import Asked
from tests.measures.stores import a_seat, a_store_of
from tests.small import HARTLEPOOL, a_body

DAY = date(2026, 11, 26)
QUESTIONS = ("served", "takes_part", "seats", "not_known")


def a_small_store(folder):
    seats = [a_seat(f"S{number:02}", "african" if number < 3 else "white_british") for number in range(18)]
    return a_store_of(folder, bodies=[a_body(), a_body("B2", "Another board", [HARTLEPOOL])], seats=seats)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return a_small_store(tmp_path_factory.mktemp("checked"))


@pytest.fixture(scope="module")
def small(store):
    return claims.gather(store, Asked(body="B1", questions=QUESTIONS), DAY)


@pytest.mark.parametrize("form", make.FORMATS)
def test_a_pack_as_it_was_made_is_as_the_store_has_it(form, small, store):
    found = check.check(store, make.file_name(small, form), make.make(small, form))
    assert not found.differences
    assert found.compared > 20


@pytest.mark.parametrize("form", make.FORMATS)
def test_a_pack_of_other_figures_is_told_apart(form, small, store):
    wrong = tuple(
        replace(each, sentence=each.sentence.replace("48", "49"), table=each.table.replace({"48.6 %": "49.6 %"}),
                frame=each.frame.assign(residents_2021=each.frame["residents_2021"] + 1) if "residents_2021" in each.frame else each.frame)
        for each in small.claims
    )  # fmt: skip
    found = check.check(store, make.file_name(small, form), make.make(replace(small, claims=wrong), form))
    assert found.differences


@pytest.mark.parametrize(
    ("name", "held", "said"),
    [
        ("pack.pdf", b"%PDF-1.7 nothing", "does not say what it was made from"),
        ("pack.xlsx", b"PK", "does not say what it was made from"),
        ("pack.exe", b"", "none of the formats"),
    ],
)
def test_what_is_no_pack_is_said_to_be_none(name, held, said, store):
    with pytest.raises(check.CannotCheck, match=said):
        check.check(store, name, held)


def test_the_recipe_outlives_another_program_only_as_a_property(small):
    file = make.make(small, "docx")
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        assert "docProps/custom.xml" in held.namelist()
        assert b"docProps/custom.xml" in held.read("[Content_Types].xml")


def test_packs_of_a_region_are_taken_up_where_they_stopped(store, tmp_path, monkeypatch):
    asked = Asked(questions=("served", "seats"))
    # As it is where a page asks: Streamlit has put the page in the place of the main module.
    page = ModuleType("__main__")
    page.__file__ = str(tmp_path / "page.py")
    (tmp_path / "page.py").write_text("raise SystemExit('a worker has run the page')")
    monkeypatch.setitem(sys.modules, "__main__", page)

    def made():
        return list(region.packs(store, "E12000007", "areas", asked, ["csv"], tmp_path, DAY))

    first = made()
    assert [each.done for each in first] == list(range(1, len(first) + 1))
    assert {each.every for each in first} == {len(first)}
    assert all((tmp_path / file).is_file() for each in first for file in each.files)
    (tmp_path / first[0].files[0]).unlink()
    again = made()
    assert [each.kept for each in again].count(False) == 1
    assert not any(name.name.endswith(".part") for name in tmp_path.iterdir())


def test_the_command_writes_and_checks_a_pack(at_home, tmp_path, capsys):
    asked = ["pack", "--body", "E23000001", "--questions", "takes_part", "--formats", "pdf,csv", "--out", str(tmp_path)]
    assert main(asked) == 0
    written = sorted(tmp_path.iterdir())
    assert [file.suffix for file in written] == [".pdf", ".zip"]
    capsys.readouterr()
    assert main(["pack", "--verify", str(written[0])]) == 0
    assert "as the store has them" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--body", "nobody", "--out", "x"], "nobody is no body"),
        (["--body", "E23000001"], "Give the folder"),
        (["--body", "E23000001", "--formats", "gif", "--out", "x"], "gif is no format"),
        (["--region", "nowhere", "--out", "x"], "nowhere is no place"),
        (["--verify", "nothing.pdf"], "No such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(asked, said, at_home, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["pack", *asked]) == 1
    assert said in capsys.readouterr().err
