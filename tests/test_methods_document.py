"""docs/methods.md: every measure has its parts, and every example is worked again.

The measured figures under "How honest the verdicts are" are measured again in tests/stats/test_calibration.py.
"""

import doctest
import re
from pathlib import Path

import pytest

from parity.stats.verdicts import Verdict

TEXT = (Path(__file__).parent.parent / "docs" / "methods.md").read_text(encoding="utf-8")
PARTS = ("Question.", "Formula.", "Source.", "Assumes.", "Silent when.", "Worked example.")
SECTIONS = {part.splitlines()[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]}
MEASURES = {title: text for title, text in SECTIONS.items() if title != "Marks"}


@pytest.mark.parametrize("title", MEASURES)
def test_a_measure_has_its_six_parts_in_order_and_an_example(title):
    found = re.findall(r"^\*\*(.+?)\*\*", MEASURES[title], flags=re.MULTILINE)
    assert [part for part in found if part in PARTS] == list(PARTS)
    assert ">>>" in MEASURES[title]


@pytest.mark.parametrize("title", MEASURES)
def test_the_worked_example_comes_out_as_written(title):
    blocks = re.findall(r"^```python\n(.*?)^```$", MEASURES[title], flags=re.MULTILINE | re.DOTALL)
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, {}, title, "docs/methods.md", 0)
        assert test.examples
        said: list[str] = []
        failed = doctest.DocTestRunner(verbose=False).run(test, out=said.append).failed
        assert not failed, "".join(said)


def test_every_verdict_is_in_the_table_in_the_words_used_on_screen():
    for verdict in Verdict:
        assert f"| {verdict.label} | `{verdict.value}` |" in TEXT


def test_the_document_speaks_of_the_product_alone():
    assert not re.search(r"non-white|todo|tbc|issue \d|/work|/tmp", TEXT, flags=re.IGNORECASE)
