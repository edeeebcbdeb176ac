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
    assert (
        '<th scope="col">Ethnic group</th><th scope="col" class="figure">Share</th><th scope="col" class="short">Said</th>'
        in made
    )
    assert '<th scope="row">Black</th><td class="figure">17\xa0%</td><td class="short">Yes</td>' in made
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


def test_a_note_has_a_line_of_its_own_in_a_wide_table_and_no_column_where_nothing_is_noted():
    narrow = pd.DataFrame({"Share": ["17\xa0%", "[x]"], "Note": ["Estimated.", ""]}, index=["Black", "Asian"])
    assert '<td class="short">Estimated.</td>' in tables.html(narrow, "s")
    assert "Note" not in tables.html(narrow.assign(Note=""), "s")
    wide = pd.concat([narrow["Share"].rename(f"Share {n}") for n in range(8)] + [narrow["Note"]], axis=1)
    made = tables.html(wide, "s")
    assert made.count("Estimated.") == 1 and '<td colspan="8">Estimated.</td>' in made
    assert '<th scope="row" rowspan="2">Black</th>' in made and '<th scope="row">Asian</th>' in made


def test_a_table_that_a_phone_has_no_room_for_carries_the_names_of_its_columns_once():
    four = pd.DataFrame({name: ["1"] for name in ("One", 'The "second"', "Three", "Four")}, index=["Row"])
    made = tables.html(four, "s")
    assert 'class="table listed"' in made
    assert "--c1: &quot;One&quot;; --c2: &quot;The  second &quot;;" in made
    assert "listed" not in tables.html(four[["One", "Three"]], "s")
