"""Every page, with data and without, and with nonsense in its link."""

import ast

import pytest
from streamlit.testing.v1 import AppTest

from parity import places
from parity.store import open_store

PAGES = {file.stem: file for file in sorted((places.PROJECT / "pages").glob("*.py"))}


def opened(page: str, patience: float = 30, **parameters: str) -> AppTest:
    app = AppTest.from_file(str(places.PROJECT / "dashboard.py"), default_timeout=patience)
    app.switch_page(str(PAGES[page].relative_to(places.PROJECT)))
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def told(app: AppTest) -> str:
    """All the text of a page that a person can read."""
    elements = [*app.title, *app.header, *app.info, *app.get("html")]
    text = " ".join(str(getattr(each, "value", "") or getattr(each.proto, "body", "")) for each in elements)
    return text.replace('<span class="more">', "").replace("</span>", "")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_data(page, at_home):
    app = opened(page)
    assert not app.exception
    assert app.title[0].value == ast.get_docstring(ast.parse(PAGES[page].read_text(encoding="utf-8")))
    assert 'class="finding"' in told(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_a_store_says_what_to_do(page, tmp_path, monkeypatch):
    monkeypatch.setenv("PARITY_HOME", str(tmp_path))
    app = opened(page)
    assert not app.exception
    assert "make build" in app.info[0].value


@pytest.mark.parametrize("page", PAGES)
def test_nonsense_in_a_link_gives_the_usual_page(page, at_home):
    nonsense = "'; drop table areas; --<script>alert(1)</script>"
    names = (
        "body",
        "part",
        "at",
        "definition",
        "area",
        "ward",
        "groups",
        "within",
        "level",
        "what",
        "group",
        "period",
        "step",
        "questions",
    )
    app = opened(page, **dict.fromkeys(names, nonsense))
    assert not app.exception
    assert "<script>alert" not in told(app)


def test_a_link_opens_the_page_as_it_was(at_home):
    app = opened("representation", body="E23000010", part="officers", at="1992-02-28", definition="including")
    assert [box.value for box in app.selectbox] == ["E23000010", "officers", "1992-02-28", "including"]


def test_every_choice_is_written_to_the_link_even_a_default(at_home):
    app = opened("representation")
    assert dict(app.query_params) == {
        "body": "example-southwark",
        "part": "core",
        "at": "2026-09-30",
        "definition": "excluding",
        "groups": "broad",
    }


def test_the_finding_of_the_page_is_that_of_the_measure(at_home, the_store):
    from datetime import date

    from parity import findings
    from parity.choice import Choice
    from parity.measures import representation

    choice = Choice("E23000001", "officers", date(1999, 9, 30), "excluding")
    sentence = findings.representation(representation.by_group(the_store, choice), choice)
    app = opened("representation", body="E23000001", part="officers", at="1999-09-30", definition="excluding")
    assert "907 of the 25,885 police officers" in sentence
    assert sentence in told(app)


def test_changing_a_choice_changes_the_page(at_home):
    app = opened("area_profile", area="E09000020")
    before = told(app)
    app.selectbox(key="definition").select("including").run()
    assert not app.exception
    assert told(app) != before
    assert "67 %" in told(app).replace("\xa0", " ")  # Kensington and Chelsea, 2021, White minorities included


def test_a_ward_can_be_chosen(at_home):
    wards = open_store(places.full_store()).ask("areas_within", area="E09000028", level="ward")
    app = opened("area_profile", area="E09000028", ward=wards.at[0, "area_code"])
    assert not app.exception
    assert wards.at[0, "name"] in told(app)


@pytest.mark.parametrize("what", ["share", "change", "gap"])
@pytest.mark.parametrize("within", ["K04000001", "E12000005", "E09000028"])
def test_the_map_opens_for_every_place_and_figure(what, within, at_home):
    app = opened("map", within=within, level="authority", what=what)
    assert not app.exception


def test_the_map_says_when_a_group_is_not_told_at_a_level(at_home):
    app = opened("map", within="E12000001", level="ward", what="share", group="bangladeshi")
    assert not app.exception
    assert "No figure is told of any of the 342 wards of North East." in told(app)


def test_the_search_box_lists_what_it_finds_with_its_way(at_home):
    app = opened("overview")
    app.text_input(key="find").set_value("southwark").run()
    assert not app.exception
    links = [each.proto.label for each in app.get("page_link") if each.proto.label.startswith(("Body", "Place"))]
    assert "Place: Southwark (authority)" in links
    assert "Body: Example Partnership for Southwark" in links


def test_the_search_box_goes_to_the_one_thing_it_finds(at_home):
    app = opened("overview")
    app.text_input(key="find").set_value("metropolitan police").run()
    assert not app.exception
    assert app.title[0].value == "Who takes part, set against who lives here?"
    assert app.query_params["body"] in ("E23000001", ["E23000001"])


def test_a_link_that_asks_for_what_is_not_here_says_so_until_the_visitor_chooses(at_home):
    app = opened("representation", body="<b>E999</b>", definition="including")
    assert "Body: the link asks for &#x27;&lt;b&gt;E999&lt;/b&gt;&#x27;, which is not here. Shown instead: " in told(
        app
    )
    assert told(app).count("the link asks for") == 1
    app.selectbox(key="definition").select("excluding").run()
    assert "the link asks for" in told(app)
    app.selectbox(key="body").select_index(0).run()
    assert "the link asks for" not in told(app)
    assert "the link asks for" not in told(opened("representation"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_from_memory_says_what_it_says_without_any(page, at_home, monkeypatch):
    opened(page)
    remembered_page = told(opened(page))
    monkeypatch.setattr("parity.remembered._remembered", lambda key, make: make())
    assert told(opened(page)) == remembered_page


@pytest.mark.parametrize("page", PAGES)
def test_every_choice_of_a_page_has_an_answer(page, at_home):
    app = opened(page)
    for key in [box.key for box in app.selectbox if box.key]:
        box = next((each for each in app.selectbox if each.key == key), None)  # a choice may take another off the page
        if box is not None and len(box.options) > 1:
            box.select_index(len(box.options) - 1).run(timeout=60)
            assert not app.exception, key
            assert app.title


@pytest.mark.parametrize(("target", "line"), [("EX-T16", "White people"), ("EX-T01", "residents")])
def test_the_line_beside_a_target_is_named_by_what_its_figures_are_held_against(target, line, at_home):
    app = opened("targets", target=target)
    alt = next(each.proto.alt for each in app.get("plotly_chart") if each.proto.id.endswith("course"))
    names = {each for each in ("White people", "residents") if f", {each} " in alt}
    assert names == {line}
