"""The Evidence pack page: questions put in order, left out and put back, own words, all of it in the address."""

from tests.pages.test_pages import opened, told

BODY = {"of": "body", "body": "E23000001"}


def order(app) -> str:
    return app.query_params["questions"]


def test_the_claims_are_those_of_the_body_in_the_link(at_home):
    app = opened("evidence_pack", **BODY, questions="kb")
    assert not app.exception
    assert "1. What do we not know?" in told(app)
    assert "2. Who takes part, set against who lives here?" in told(app)
    assert "907 of the 25,885 police officers" in told(app)
    assert "3. " not in told(app).split("2. Who takes part")[1].split("region")[0]


def test_questions_can_be_moved_left_out_and_put_back(at_home):
    app = opened("evidence_pack", **BODY, questions="abk")
    app.button(key="down-served").click().run()
    assert order(app) == "bak"
    app.button(key="out-not_known").click().run()
    assert order(app) == "ba"
    app.selectbox(key="left-out").select("seats").run()
    next(each for each in app.button if each.label == "Put it at the end").click().run()
    assert order(app) == "bac"
    assert not app.exception


def test_own_words_are_in_the_address_and_stay_words(at_home):
    app = opened("evidence_pack", **BODY, questions="b")
    app.text_area(key="say-takes_part").input("<b>Ask</b> the *chair*.").run()
    assert app.query_params["say-takes_part"] == "<b>Ask</b> the *chair*."
    assert "&lt;b&gt;Ask&lt;/b&gt; the *chair*." in told(app)


def test_own_words_never_stand_in_the_pack_of_another_body(at_home):
    app = opened("evidence_pack", **BODY, questions="b", **{"say-takes_part": "About this one."})
    assert "About this one." in told(app)
    app.selectbox(key="body").select("E23000002").run()
    assert "About this one." not in told(app)
    assert "say-takes_part" not in app.query_params


def test_every_format_is_offered(at_home):
    app = opened("evidence_pack", **BODY, questions="b")
    labels = [each.proto.label for each in app.get("download_button")]
    assert [label for label in labels if "PDF" in label or "(" in label][:6] == [
        "PDF", "Slides (PPTX)", "Document (DOCX)", "Workbook (XLSX)", "Workbook (ODS)", "Data (CSV, in a ZIP)",
    ]  # fmt: skip


def test_a_pack_of_a_place_has_the_questions_of_a_place(at_home):
    app = opened("evidence_pack", of="area", area="E09000004", questions="al")
    assert "1. Who lives here?" in told(app)
    assert "2. How are people spread over it?" in told(app)
