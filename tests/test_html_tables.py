"""A table as HTML: every cell as it is, nothing of it read as markup, headings that say what they head."""

import pandas as pd

from parity import tables


def a_table(label: str = "Black") -> pd.DataFrame:
    shares = pd.DataFrame({"label": [label, "Asian"], "share": [0.1667, None], "base": [18, 18], "word": ["Yes", "No"]})
    columns = [
        tables.Column("label", "Ethnic group"),
        tables.Column("share", "Share", "percent"),
        tables.Column("word", "Said"),
    ]
    return tables.frame_table(shares, columns)


def test_each_cell_stands_under_its_heading_and_figures_stand_to_the_right():
    made = tables.html(a_table(), "Shares.")
    assert '<th scope="col">Ethnic group</th><th scope="col" class="figure">Share</th><th scope="col">Said</th>' in made
    assert '<th scope="row">Black</th><td class="figure">17\xa0%</td><td>Yes</td>' in made
    assert '<td class="figure">[x]</td>' in made


def test_the_keyboard_reaches_it_and_it_says_what_it_is():
    assert 'role="region" tabindex="0" aria-label="Shares &amp; more."' in tables.html(a_table(), "Shares & more.")


def test_text_from_data_is_shown_letter_for_letter():
    for label in ("<b>*bold*</b>", "[a](b) 1. $x$ :x:", "http://a.b @c"):
        made = tables.html(a_table(label), "s")
        shown = label.replace("<", "&lt;").replace(">", "&gt;")
        assert f'<th scope="row">{shown}</th>' in made


def test_a_matrix_marks_its_answers_beside_the_word():
    made = tables.html(a_table(), "What each says.", matrix=True)
    assert "<caption>What each says.</caption>" in made
    assert '<td class="yes">Yes</td>' in made and '<td class="no">No</td>' in made
