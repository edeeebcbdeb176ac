"""The visual language of every picture: colours by meaning, type, sizes, and what never varies between pictures."""

import html
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

import plotly.graph_objects as go

FONT = "Parity Sans, Parity Sans Extended, Source Sans, Segoe UI, Helvetica, Arial, sans-serif"
TEXT, SMALL = 16, 14  # pixels; nothing in a picture is smaller
NARROW = 340  # pixels of drawing on a phone: labels are arranged so that they fit here


class Tokens(NamedTuple):
    """Colours by meaning; a colour is never used for anything else."""

    page: str
    ink: str
    softer: str
    grid: str
    panel: str
    engaged: str
    reference: str
    band: str
    target: str
    below: str
    above: str
    missing: str
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]


LIGHT = Tokens(
    page="#FFFFFF",
    ink="#14202B",
    softer="#55636F",
    grid="#E3E8EC",
    panel="#F6F8F9",
    engaged="#0B5394",
    reference="#14202B",
    band="#B9CDE0",
    target="#9A4A00",
    below="#8C2D19",
    above="#1B6E5A",
    missing="#FFFFFF",
    sequential=("#E6EFF7", "#B5CFE7", "#78A6D1", "#3676B1", "#08416F"),
    diverging=("#8C2D19", "#D99885", "#ECEEEF", "#86BBAC", "#1B6E5A"),
)
DARK = Tokens(
    page="#0F171E",
    ink="#F2F5F7",
    softer="#B4C0CA",
    grid="#2A3640",
    panel="#17212A",
    engaged="#7DB7F0",
    reference="#F2F5F7",
    band="#2F4A63",
    target="#F0A35E",
    below="#F09A82",
    above="#6FCBB0",
    missing="#0F171E",
    sequential=("#1D3347", "#2C5274", "#4378A6", "#74A9D8", "#B4D8F8"),
    diverging=("#F09A82", "#8F5546", "#36424C", "#3F7F70", "#6FCBB0"),
)

CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False, "responsive": True}
"""Plotly's own settings for a picture in a page: no floating buttons, and a finger scrolls the page."""


def tokens(dark: bool) -> Tokens:
    return DARK if dark else LIGHT


@cache
def template(dark: bool) -> go.layout.Template:
    """The same for every picture; pages pass `theme=None` so that nothing is painted over it."""
    t = tokens(dark)
    axis = {
        "gridcolor": t.grid,
        "linecolor": t.softer,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "tickfont": {"color": t.ink, "size": SMALL},
        "title": {"font": {"color": t.ink, "size": SMALL}},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": TEXT, "color": t.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": t.panel,
                "bordercolor": t.softer,
                "font": {"color": t.ink, "size": SMALL, "family": FONT},
                "align": "left",
            },
            "xaxis": axis,
            "yaxis": axis,
            "annotationdefaults": {"showarrow": False, "font": {"color": t.ink, "size": SMALL}},
        }
    )


@cache
def _said(dark: bool) -> dict[str, Any]:
    """The template as a message has it."""
    return template(dark).to_plotly_json()


def plain(text: object) -> str:
    """Text from data, shown letter for letter: no tag, link, entity or formula in it is read as one by plotly.

    >>> plain('<a href="x">R&D</a>')
    '&lt;a href="x"&gt;R&amp;D&lt;/a&gt;'
    """
    spaced = " ".join(_words(text))
    return html.escape(spaced, quote=False).replace("$", "&#36;").replace("%{", "&#37;{")


@lru_cache(maxsize=8192)  # a name is measured anew for each line it may stand in, picture after picture
def wide(text: str, size: int = SMALL, bold: bool = False) -> float:
    """About how many pixels the text takes; a little too many rather than too few."""
    pixels = sum(
        0.3 if c in "iljtfrI.,:;'|! ()[]" else 0.85 if c in "mwMW%@" else 0.62 if c.isupper() else 0.53 for c in text
    )
    return pixels * size * (1.06 if bold else 1.0)


def wrapped(text: str, pixels: float, size: int = SMALL, bold: bool = False) -> list[str]:
    """The text in lines no wider than `pixels`, broken between words only."""
    lines: list[str] = []
    for word in _words(text):
        if lines and wide(f"{lines[-1]} {word}", size, bold) <= pixels:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _words(text: object) -> list[str]:
    """Split at spaces and line ends, not at the no-break spaces that keep a figure with its unit."""
    return re.split(r"[ \t\r\n\f\v]+", str(text).strip(" \t\r\n\f\v"))


class Sheet(NamedTuple):
    """A picture being drawn: everything is gathered here and handed to plotly once.

    Adding shapes and words to a finished figure one by one makes plotly check all of them again each time: half a
    second for five rows, against a fiftieth of that.
    """

    layout: dict[str, Any]
    traces: list[dict[str, Any]]
    shapes: list[dict[str, Any]]
    words: list[dict[str, Any]]

    def shape(self, **properties: Any) -> None:
        self.shapes.append(properties)

    def write(self, **properties: Any) -> None:
        self.words.append(properties)

    def figure(self) -> go.Figure:
        """The picture. That plotly check it takes most of a picture's time, so every picture drawn in a test is checked
        (tests/conftest.py) and a visitor does not wait for it."""
        drawn = {"shapes": self.shapes, "annotations": self.words}
        layout = self.layout | {name: each for name, each in drawn.items() if each}
        return Drawn({"data": self.traces, "layout": layout})


def trace(kind: str, **properties: Any) -> dict[str, Any]:
    """What one trace of a picture says, as the message for a browser has it: plotly's own object takes a millisecond."""
    return {"type": kind} | {name: each for name, each in properties.items() if each is not None}


class Drawn(go.Figure):
    """A picture as it was drawn, its message ready; plotly's own objects are made for whoever looks into it."""

    def __init__(self, message: dict[str, Any]) -> None:  # plotly's own would make them here
        object.__setattr__(self, "_message", message)

    def __getattr__(self, name: str) -> Any:
        """What plotly's own drawing has; asked only for what is not there yet."""
        message = vars(self).get("_message")
        if message is None:
            raise AttributeError(name)
        object.__delattr__(self, "_message")
        super().__init__(message["data"], message["layout"], _validate=False)
        return getattr(self, name)

    def to_dict(self) -> dict[str, Any]:
        message = vars(self).get("_message")
        return super().to_dict() if message is None else message


def sheet(dark: bool, height: int, margin: dict[str, int]) -> Sheet:
    """An empty sheet in our own template, `height` pixels high."""
    return Sheet({"template": _said(dark), "height": height, "margin": margin}, [], [], [])


def nothing(reason: str, dark: bool = False, height: int = 120) -> go.Figure:
    """What is drawn where there is nothing to draw: the reason, in words."""
    made = sheet(dark, height, {"l": 4, "r": 4, "t": 4, "b": 4})
    made.layout["xaxis"] = {"visible": False, "range": [0, 1]}
    made.layout["yaxis"] = {"visible": False, "range": [0, 1]}
    lines = "<br>".join(plain(line) for line in wrapped(reason, NARROW, TEXT))
    made.write(text=lines, x=0, y=0.5, xref="paper", yref="paper", xanchor="left", align="left", font={"size": TEXT})
    return made.figure()


class Sent(go.Figure):
    """A picture that can be sent and nothing else: its message, without the drawing, which takes twice as much again."""

    def __init__(self, message: dict[str, Any]) -> None:  # plotly's own would draw it again
        object.__setattr__(self, "_message", message)

    def to_dict(self) -> dict[str, Any]:
        return self._message


def sent_often(figure: go.Figure) -> Sent:
    """The same picture, made into the message for a browser here and now rather than again for every visitor."""
    return Sent(figure.to_dict())
