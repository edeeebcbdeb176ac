"""The look: every colour can be read where it is used, in light and in dark, and the theme and the pictures agree."""

import tomllib
from pathlib import Path

import pytest

from parity.charts import look

ROOT = Path(__file__).parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
MODES = {"light": look.LIGHT, "dark": look.DARK}
WORDS = ("ink", "softer", "below", "above", "target", "engaged")
MARKS = ("engaged", "reference", "target", "below", "above", "softer")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_defines_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("ground", ["page", "panel"])
def test_words_have_four_and_a_half_to_one(mode, word, ground):
    t = MODES[mode]
    assert contrast(getattr(t, word), getattr(t, ground)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("ground", ["page", "panel", "band"])
def test_marks_have_three_to_one_on_the_page_and_on_the_soft_band(mode, mark, ground):
    t = MODES[mode]
    assert contrast(getattr(t, mark), getattr(t, ground)) >= 3


@pytest.mark.parametrize("mode", MODES)
def test_the_five_shades_of_a_map_go_one_way_and_stand_apart(mode):
    shades = [luminance(shade) for shade in MODES[mode].sequential]
    assert len(shades) == 5
    assert shades in (sorted(shades), sorted(shades, reverse=True))
    steps = [contrast(a, b) for a, b in zip(MODES[mode].sequential, MODES[mode].sequential[1:], strict=False)]
    assert min(steps) >= 1.25
    assert contrast(MODES[mode].sequential[0], MODES[mode].sequential[-1]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_the_shades_around_parity_are_balanced_and_their_ends_are_the_colours_of_the_verdicts(mode):
    t = MODES[mode]
    assert (t.diverging[0], t.diverging[-1]) == (t.below, t.above)
    far = [contrast(t.diverging[n], t.diverging[2]) for n in (0, 4)]
    near = [contrast(t.diverging[n], t.diverging[2]) for n in (1, 3)]
    assert min(far) > max(near) > 1.2


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_and_the_pictures_use_the_same_colours(mode):
    t, theme = MODES[mode], THEME[mode]
    assert (theme["backgroundColor"], theme["textColor"]) == (t.page, t.ink)
    assert (theme["secondaryBackgroundColor"], theme["borderColor"]) == (t.panel, t.grid)
    assert theme["primaryColor"] == t.engaged


def test_every_font_of_the_theme_is_in_the_repository_with_its_licence():
    faces = THEME["fontFaces"]
    for face in faces:
        assert (ROOT / face["url"].removeprefix("app/")).read_bytes()[:4] == b"wOF2"
        assert face["family"] in THEME["font"] and face["family"] in look.FONT
        # A family that ends in a digit needs quotes, which the page does not write.
        assert not face["family"][-1].isdigit()
    total = sum(path.stat().st_size for path in (ROOT / "static" / "fonts").glob("*.woff2"))
    assert total < 200_000
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "LICENSE.txt").read_text(encoding="utf-8")


def test_the_empty_world_is_there_or_every_map_stays_blank():
    import json

    world = json.loads((ROOT / "static" / "topo" / "world_110m.json").read_text(encoding="utf-8"))
    assert world["type"] == "Topology"
    assert all(each == {"type": "GeometryCollection", "geometries": []} for each in world["objects"].values())
    assert {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"} == set(world["objects"])
