"""The page about returns is the one the layouts give."""

from pathlib import Path

from parity.intake import describe, layouts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "returns.md"


def test_the_page_about_returns_is_current():
    again = "run: python -m parity.intake.describe > docs/returns.md"
    assert PAGE.read_text(encoding="utf-8") == describe.document(), again


def test_every_column_of_every_kind_is_on_the_page():
    page = describe.document()
    for layout in layouts.all_layouts():
        for field in layout.fields:
            assert f"**{field.title}** `{field.name}`" in page
