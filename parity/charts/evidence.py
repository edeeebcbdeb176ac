"""Evidence as a table of cells: who tells of each ethnic group, kind by kind; what nobody tells is hatched."""

import pandas
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import NARROW, SMALL, Sheet, Tokens, nothing, plain, sheet, tokens, trace, wide, wrapped
from parity.remembered import kept
from parity.rows import rows_of

LEFT = 0.40  # how much of the picture the names take
LINE, SPACE = 18, 8  # pixels
MARK = "[x]"


def evidence(frame: pandas.DataFrame, *, dark: bool = False) -> go.Figure:
    """One row per ethnic group and kind of evidence: label, kind_name, tellers (a count), mark; in the order given.

    A cell says how many tell the group; one that nobody tells is hatched and says `[x]`.
    """
    t = tokens(dark)
    if frame.empty:
        return nothing("There is nothing to look for.", dark)
    kinds = list(dict.fromkeys(frame["kind_name"]))
    labels = list(dict.fromkeys(frame["label"]))
    told = {(row["label"], row["kind_name"]): row for row in rows_of(frame)}
    step = (1 - LEFT) / len(kinds)
    head = int(max(wide(kind) for kind in kinds)) + 12
    rows, y = [], head
    for label in labels:
        lines = wrapped(label, NARROW * LEFT - 8)
        tall = len(lines) * LINE + SPACE
        rows.append((label, lines, y, tall))
        y += tall
    made = sheet(dark, y + 4, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    made.layout.update(
        {
            "xaxis": {"visible": False, "range": [0, 1], "fixedrange": True},
            "yaxis": {"visible": False, "range": [y + 4, 0], "fixedrange": True},
            "barmode": "overlay",
        }
    )
    centres = {kind: LEFT + (place + 0.5) * step for place, kind in enumerate(kinds)}
    for kind, x in centres.items():
        made.write(xref="x", yref="y", x=x, y=head - 6, text=plain(kind), textangle=-90, xanchor="center",
                   yanchor="bottom", font={"size": SMALL, "color": t.ink})  # fmt: skip
    for _, lines, at, tall in rows:
        made.write(xref="x", yref="y", x=0, y=at + tall / 2, text="<br>".join(map(plain, lines)), xanchor="left",
                   yanchor="middle", align="left", font={"size": SMALL, "color": t.ink})  # fmt: skip
    cells = [
        (told[(label, kind)], x, at, tall)
        for label, _, at, tall in rows
        for kind, x in centres.items()
        if (label, kind) in told
    ]
    for known in (True, False):
        _cells(made, [cell for cell in cells if (cell[0]["tellers"] > 0) == known], step, known, t)
    return made.figure()


def _cells(made: Sheet, cells: list, step: float, known: bool, t: Tokens) -> None:
    """The cells that somebody tells, or those that nobody does, with what they say written in them."""
    if not cells:
        return
    look = (
        {"color": t.band}
        if known
        else {"color": t.page, "pattern": {"shape": "/", "fgcolor": t.softer, "size": 6, "solidity": 0.15}}
    )
    texts = [tables.count(row["tellers"]) if known else MARK for row, *_ in cells]
    made.traces.append(
        trace("bar",
            name="told" if known else "not told",
            x=[x for _, x, _, _ in cells], y=[tall - 4 for *_, tall in cells], base=[at + 2 for _, _, at, _ in cells],
            width=[step * 0.94] * len(cells), marker={**look, "line": {"color": t.softer, "width": 1}},
            customdata=[[plain(row["label"]), plain(row["kind_name"]), text] for (row, *_), text in zip(cells, texts, strict=True)],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]}<extra></extra>",
        )
    )  # fmt: skip
    made.traces.append(
        trace("scatter",
            name="words", mode="text", x=[x for _, x, _, _ in cells], y=[at + tall / 2 for _, _, at, tall in cells],
            text=texts, textfont={"size": SMALL, "color": t.ink, "shadow": _edge(t.page) if not known else "none"},
            hoverinfo="skip",
        )
    )  # fmt: skip


def _edge(colour: str) -> str:
    """An edge around letters, so that they read over hatching."""
    return ", ".join(f"{x}px {y}px 1px {colour}" for x in (-2, 0, 2) for y in (-2, 0, 2) if x or y)


@kept
def describe_evidence(frame: pandas.DataFrame) -> str:
    """The picture in one sentence: for how many groups nobody tells each kind of evidence."""
    if frame.empty:
        return "No picture: there is nothing to look for."
    groups = frame["label"].nunique()
    none = frame[frame["tellers"] == 0].groupby("kind_name", sort=False)["label"].nunique()
    kinds = list(dict.fromkeys(frame["kind_name"]))
    said = ", ".join(f"{kind.lower()} {int(none.get(kind, 0))}" for kind in kinds)
    return f"Evidence by ethnic group, {groups} groups; groups that nobody tells of, by kind of evidence: {said}."
