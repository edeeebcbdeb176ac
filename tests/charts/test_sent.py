"""A picture that is kept to be sent: the same message as its drawing's, and only that."""

import plotly.graph_objects as go
import plotly.io
import plotly.tools
import pytest

from parity import charts, ui


@pytest.fixture
def drawing() -> go.Figure:
    return go.Figure([go.Scatter(x=[1, 2], y=[3, None])], {"height": 200, "width": 300, "title": {"text": "How many"}})


def test_the_message_is_that_of_the_drawing(drawing):
    sent = charts.sent_often(drawing)
    asked = plotly.tools.return_figure_from_figure_or_data(sent, validate_figure=True)
    assert plotly.io.to_json(asked, validate=False) == plotly.io.to_json(drawing, validate=False)


def test_nothing_of_the_drawing_is_kept(drawing):
    sent = charts.sent_often(drawing)
    assert vars(sent) == {"_message": sent.to_dict()}
    assert sent.to_dict() is sent.to_dict()


@pytest.mark.parametrize(("wide", "set_as"), [(None, "stretch"), (300, "content")])
def test_a_page_sets_it_as_wide_as_it_was_drawn(wide, set_as, monkeypatch):
    asked = []
    monkeypatch.setattr(ui.st, "plotly_chart", lambda figure, **how: asked.append((figure, how["width"])))
    sent = charts.sent_often(go.Figure([go.Scatter(x=[1, 2], y=[3, 4])], {"width": wide}))
    ui.picture(sent, None, "Two points.", key="sent")
    assert asked == [(sent, set_as)]
