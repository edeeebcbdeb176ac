"""What a picture draws, as the words its table would say it in: read off the marks, not off the frame they came from."""

import math
from base64 import b64decode
from collections.abc import Callable, Iterable

import numpy as np
import plotly.graph_objects as go

from parity import tables
from parity.charts.look import Sent

Forms = list[set[str]]  # for each mark, every way its figure may be written: with a decimal or without
BASES = (None, 5000)
CASES, EVERY_CELL = "Cases, added up", "Every cell"


def whole(figure: go.Figure) -> go.Figure:
    """The picture, also where only the message of it was kept."""
    return go.Figure(_read(figure.to_dict())) if isinstance(figure, Sent) else figure


def _read(sent: object) -> object:
    """What a browser makes of a message: arrays are written in it as bytes."""
    if isinstance(sent, dict):
        if "bdata" in sent:
            return np.frombuffer(b64decode(sent["bdata"]), np.dtype(sent["dtype"]))
        return {name: _read(each) for name, each in sent.items()}
    return [_read(each) for each in sent] if isinstance(sent, list | tuple) else sent


def columns(key: str, figure, table_columns: Iterable[str]) -> dict[str, Forms]:
    """The picture called `key`, by the columns of the table that hold what each kind of mark draws."""
    there = set(table_columns)
    traces: dict[str, list] = {}
    for trace in figure.data:
        traces.setdefault(trace.name or "", []).append(trace)
    if key in SPECIAL:
        return SPECIAL[key](figure, traces)
    if key in ("map", "involvement"):
        return _of_map(traces, next(each for each in VALUES if each in there))
    if "bodies" in traces:
        return {"Gap": _forms(_along(traces["bodies"], "y"), tables.points)}
    if "census" in traces:
        return {"Share": _forms(_along(traces["census"] + traces.get("estimate", []), "y"), tables.percent)}
    years = [name for name in traces if f"Share {name}" in there]
    if years:
        return {f"Share {year}": _forms(_along(traces[year], "x"), tables.percent) for year in years}
    axis = "y" if key in ("trend", "course") else "x"
    held = {
        "Share": _forms(_along(traces["engaged"], axis), tables.percent),
        "Likely range": _ranges(_along(traces["ends of the likely range"], axis)),
    }
    against = next((each for each in ("Residents", "Residents, or White people", "In 2007") if each in there), None)
    if axis == "x" and against and against != "In 2007":  # the study's own column counts partnerships
        held[against] = _forms(_along(traces["reference"], axis), tables.percent)
    return held


VALUES = (
    "For every 1,000",
    "For every 10,000 residents",
    "Change to 2021",
    "Mechanisms",
    "Gap",
    "Share 2021",
    "To take part in",
)


def _ladder(figure, traces) -> dict[str, Forms]:
    """Marks stand at their gap on a scale whose ticks say what it is in points."""
    ends = [(place, _number(text)) for place, text in _ticks(figure)]
    (left, low), (right, high) = ends[0], ends[-1]
    gaps = [(low + (x - left) / (right - left) * (high - low)) / 100 for x in _along(traces["steps"], "x")]
    return {"Gap": _forms(gaps, tables.points)}


def _ratios(figure, traces) -> dict[str, Forms]:
    """Marks stand at the logarithm of their ratio."""
    ends = [(place, math.log2(_ratio(text))) for place, text in _ticks(figure)]
    (left, low), (right, high) = ends[0], ends[-1]
    ratios = [2 ** (low + (x - left) / (right - left) * (high - low)) for x in _along(traces["ratio"], "x")]
    return {"Times as likely": [{f"{each:.2f}"} for each in ratios]}


def _seats(figure, traces) -> dict[str, Forms]:
    """As many seats of each kind as were drawn; the key's own are not of the board."""
    drawn = {name: len(_along(traces.get(name, []), "x")) for name in ("held", "other", "not_stated")}
    drawn["vacant"] = sum(shape.name == "vacant" for shape in figure.layout.shapes)
    named = {"held": "Seats held", "other": "By others", "not_stated": "Not known", "vacant": "Vacant"}
    return {named[kind]: [{str(count)}] for kind, count in drawn.items()}


def _staying(_, traces) -> dict[str, Forms]:
    """The share still serving at each time anyone left, of both curves; each begins with all at the start."""
    shares = [y for side in ("group", "others") for trace in traces.get(side, []) for y in list(trace.y)[1:]]
    return {"Serving longer": _forms(shares, tables.percent)}


def _cases(figure, _) -> dict[str, Forms]:
    """A dot is a case: as many in all as the table counts."""
    return {CASES: [{str(sum(shape.type == "circle" for shape in figure.layout.shapes))}]}


def _evidence(_, traces) -> dict[str, Forms]:
    return {EVERY_CELL: [{str(text)} for trace in traces["words"] for text in trace.text]}


SPECIAL: dict[str, Callable] = {
    "ladder": _ladder,
    "ratios": _ratios,
    "seats": _seats,
    "staying": _staying,
    "cases": _cases,
    "evidence": _evidence,
}


def _of_map(traces, column: str) -> dict[str, Forms]:
    return {column: [{_bare(each[2])} for trace in traces.get("value", []) for each in trace.customdata]}


def _along(traces: list, axis: str) -> list[float]:
    return [float(each) for trace in traces for each in getattr(trace, axis) if each is not None]


def _forms(values: list[float], written: Callable) -> Forms:
    return [{_plain(written(round(value, 12), base)) for base in BASES} for value in values]


def _ranges(ends: list[float]) -> Forms:
    return [
        {_plain(tables.percent_range(low, high, base)) for base in BASES}
        for low, high in zip(ends[::2], ends[1::2], strict=True)
    ]


def _ticks(figure) -> list[tuple[float, str]]:
    return list(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))


def _number(text: str) -> float:
    return float(text.replace(tables.MINUS, "-").replace("+", ""))


def _ratio(text: str) -> float:
    return 1 / float(text[2:]) if text.startswith("1/") else float(text)


def _plain(text: str) -> str:
    return text.replace(tables.NBSP, " ")


def cells(column: str, table) -> list[str]:
    """The figures of a column, without their marks and without what has no figure."""
    if column == EVERY_CELL:
        return [_bare(cell) for cell in table.to_numpy().ravel()]
    if column == CASES:
        return [str(table["Cases"].astype(int).sum())]
    bare = [_bare(cell) for cell in table[column]]
    return [cell for cell in bare if not (cell.startswith("[") and cell.endswith("]"))]


def _bare(cell: object) -> str:
    text = _plain(str(cell).replace("\\", "").replace(tables.WORD_JOINER, ""))
    for mark in (" [e]", " [u]"):
        text = text.removesuffix(mark)
    return text


def unmatched(drawn: Forms, told: list[str]) -> list[str]:
    """What is drawn and not told, and what is told and not drawn."""
    left, without = list(told), []
    for forms in drawn:
        found = next((form for form in sorted(forms, key=len, reverse=True) if form in left), None)
        without.append(f"drawn: {sorted(forms)}") if found is None else left.remove(found)
    return without + [f"told: {each}" for each in left]
