"""Screen and command line cannot disagree, nor a picture and the table beside it: every page is walked to see."""

import io
from functools import partial

import pandas as pd
import pytest

from parity import tables, ui
from parity.__main__ import main
from tests.pages import drawn
from tests.pages.test_pages import opened
from tests.pages.walk import WALKS, Walk

LABELS = [f"{walk.page} {walk.link.get('body', walk.link.get('area', ''))}".strip() for walk in WALKS]


def made(table: pd.DataFrame | partial[pd.DataFrame]) -> pd.DataFrame:
    """A table, made where the page leaves that until it is unfolded."""
    return table() if callable(table) else table


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
                shown = [] if table is None else [made(table)]
                kept[key] = (drawn.whole(figure() if callable(figure) else figure), shown, summary)

            def beside(table, _, kept=pictures):
                for _, shown, _ in list(kept.values())[-1:]:  # a table stands under the last picture before it
                    shown.append(made(table))

            patch.setattr(ui, "picture", picture)
            patch.setattr(ui, "table", beside)
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
def test_the_table_beside_a_picture_holds_what_the_picture_draws_and_nothing_else(number, walked):
    for key, (figure, shown, summary) in walked[number][1].items():
        assert summary.endswith("."), key
        if not figure.data:  # nothing to draw: the picture says so in words
            assert figure.layout.annotations, key
            continue
        every = [column for table in shown for column in table.columns]
        for column, marks in drawn.columns(key, figure, every).items():
            table = max((each for each in shown if column in each), key=len, default=shown[0])
            if key == "seats":  # one board under one definition, beside a table of every ethnic group
                table = table[table.index.str.contains(WALKS[number].link["definition"])]
            apart = drawn.unmatched(marks, drawn.cells(column, table))
            if key == "groups":  # drawn are the groups that add up; the table has their aggregates as well
                apart = [each for each in apart if each.startswith("drawn")]
            assert not apart, f"{key}: {column}"


def test_every_page_with_figures_of_a_measure_is_walked():
    """But the Evidence pack and the Board meeting: their claims name their own commands, run in tests/packs/test_claims."""
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
        "targets",
        "trends",
        "actions",
        "changes",
    } <= {walk.page for walk in WALKS}
