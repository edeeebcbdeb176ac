"""Screen and command line cannot disagree, nor a picture and the table beside it: every page is walked to see."""

import io
import re

import pandas as pd
import pytest

from parity import tables, ui
from parity.__main__ import main
from tests.pages.test_pages import opened
from tests.pages.walk import WALKS, Walk

# What each kind of mark in a picture is in the table beside it: its trace, the axis it is read on, and the column.
DRAWN = {"engaged": ("x", "Share", tables.percent), "bodies": ("y", "Gap", tables.points)}
LABELS = [f"{walk.page} {walk.link.get('body', walk.link.get('area', ''))}".strip() for walk in WALKS]


@pytest.fixture(scope="module")
def walked(home):
    """Each walk's downloads and pictures, kept as the page makes them."""
    kept: dict[int, tuple[dict[str, pd.DataFrame], dict[str, tuple]]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARITY_HOME", str(home))
        for number, walk in enumerate(WALKS):
            downloads, pictures = {}, {}
            patch.setattr(ui, "downloads", lambda frame, name, *_, kept=downloads, **__: kept.update({name: frame}))

            def picture(figure, table, summary, *, key, kept=pictures, **_):
                kept[key] = (figure() if callable(figure) else figure, table, summary)

            patch.setattr(ui, "picture", picture)
            app = opened(walk.page, **walk.link)
            assert not app.exception, walk
            kept[number] = (downloads, pictures)
    return kept


@pytest.mark.parametrize("number", range(len(WALKS)), ids=LABELS)
def test_the_figures_of_a_page_are_those_of_the_command_line(number, walked, at_home, capsys):
    walk: Walk = WALKS[number]
    for name, command in walk.gives.items():
        assert main(["measure", *command, "--format", "csv"]) == 0
        told = capsys.readouterr().out.replace("\r\n", "\n")
        frame = walked[number][0][name]
        if walk.same:
            frame = frame[list(walk.same)].rename(columns=walk.same)
            told = pd.read_csv(io.StringIO(told))[list(frame.columns)].to_csv(index=False)
            frame = pd.read_csv(io.BytesIO(tables.csv(frame)))
            assert frame.to_csv(index=False) == told, f"{walk.page}, {name}"
            continue
        ours = tables.csv(frame).decode("utf-8").replace("\r\n", "\n")
        assert ours.count("\n") > 1, f"{name} is empty: this walk shows nothing"
        assert ours == told, f"{walk.page}, {name}"


@pytest.mark.parametrize("number", range(len(WALKS)), ids=LABELS)
def test_the_table_beside_a_picture_holds_what_the_picture_draws(number, walked):
    for key, (figure, table, summary) in walked[number][1].items():
        assert summary.endswith("."), key
        for trace in figure.data:
            if trace.name not in DRAWN:
                continue
            axis, column, written = DRAWN[trace.name]
            drawn = [float(each) for each in getattr(trace, axis)]
            cells = [cell for cell in table[column] if not re.fullmatch(r"\[\w\]", cell)]
            either = [{written(value, base).replace(" ", tables.NBSP) for base in (None, 5000)} for value in drawn]
            assert len(cells) == len(drawn), key
            plain = sorted(cell.replace(f"{tables.NBSP}[e]", "").replace(" [e]", "") for cell in cells)
            assert all(any(cell in each for each in either) for cell in plain if cell != "[low]"), key


def test_every_page_with_figures_of_a_measure_is_walked():
    assert {
        "overview",
        "representation",
        "ladder",
        "recruitment",
        "money",
        "monitoring",
        "map",
        "area_profile",
        "good_practice",
        "opportunities",
        "not_known",
    } <= {walk.page for walk in WALKS}
