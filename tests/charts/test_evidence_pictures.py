"""Pictures of cases and of evidence draw what their tables say."""

from collections import Counter

import pandas as pd

from parity import charts, tables

CASES = pd.DataFrame(
    [("Board or partnership", 4, 3, 0, 1, 3, 0, 0), ("Participatory <b>budget", 30, 30, 0, 0, 2, 0, 0)],
    columns=["name", "cases", "yes", "mixed", "no", "yes_strong", "mixed_strong", "no_strong"],
)
TOLD = pd.DataFrame(
    [("Asian", "Members", 3, ""), ("Asian", "Surveys", 0, "[x]"), ("Roma", "Members", 0, "[x]"), ("Roma", "Surveys", 1200, "")],
    columns=["label", "kind_name", "tellers", "mark"],
)  # fmt: skip


def test_every_case_is_a_dot_in_the_column_of_what_came_of_it_filled_where_the_evidence_is_strong():
    figure = charts.cases(CASES[:1])
    dots = [shape for shape in figure.layout.shapes if shape.type == "circle"]
    assert Counter((dot.xanchor, dot.fillcolor == charts.look.LIGHT.engaged) for dot in dots) == {
        (0.34, True): 3,
        (0.34 + 2 * 0.22, False): 1,
    }
    table = tables.cases.by_mechanism(CASES)
    assert list(table.loc["Board or partnership"]) == ["4", "3", "3", "0", "0", "1", "0"]


def test_more_cases_than_fit_are_counted_and_names_are_shown_letter_for_letter():
    figure = charts.cases(CASES)
    said = [each.text for each in figure.layout.annotations]
    assert "30 in all" in said and any("&lt;b&gt;" in each for each in said)
    assert sum(shape.type == "circle" for shape in figure.layout.shapes) == 4 + 24


def test_no_case_is_a_picture_that_says_so():
    figure = charts.cases(CASES[:0])
    assert "no case" in figure.layout.annotations[0].text
    assert charts.describe_cases(CASES[:0]) == "No picture: there is no case to draw."
    assert "34 cases" in charts.describe_cases(CASES)


def test_a_cell_of_evidence_says_how_many_tell_and_is_hatched_where_nobody_does():
    figure = charts.evidence(TOLD)
    bars = {trace.name: trace for trace in figure.data if trace.type == "bar"}
    told = {(row[0], row[1]): row[2] for trace in bars.values() for row in trace.customdata}
    table = tables.register.groups_told(TOLD)
    for (label, kind), cell in told.items():
        assert table.at[label, kind].replace("\\", "") == cell
    assert len(told) == table.size == 4
    assert bars["not told"].marker.pattern.shape == "/" and len(bars["not told"].x) == 2
    assert len(bars["told"].x) == 2 and not bars["told"].marker.pattern.shape


def test_the_sentence_counts_the_groups_nobody_tells_of():
    assert charts.describe_evidence(TOLD) == (
        "Evidence by ethnic group, 2 groups; groups that nobody tells of, by kind of evidence: members 1, surveys 1."
    )
    assert charts.describe_evidence(TOLD[:0]).startswith("No picture")
