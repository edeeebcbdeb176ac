"""The rows of a frame, one by one."""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

_OWN = {str, float, int, bool, type(None)}  # Python's own, as most values are


def rows_of(frame: pd.DataFrame) -> list[dict]:
    """One dictionary per row, by the names of the columns, in order; numbers are Python's own, and None stands for `pandas.NA`.

    What `frame.to_dict("records")` gives, which takes each of forty columns out of the frame to begin with and so costs
    more than what most tables and sentences do with the rows.

    >>> rows_of(pd.DataFrame({"label": ["Black"], "share": [0.25], "base": [18]}))
    [{'label': 'Black', 'share': 0.25, 'base': 18}]
    """
    names = list(frame.columns)
    return [
        dict(zip(names, [each if type(each) in _OWN else _plain(each) for each in row], strict=True))
        for row in frame.to_numpy(object).tolist()
    ]


def _plain(value: object) -> object:
    if isinstance(value, (np.number, np.bool_)):
        return value.item()
    return None if value is pd.NA else value


def beside(rows: Sequence[dict], **more: object) -> list[dict]:
    """The rows with more in each: lists with one value a row, or one value for all; what `frame.assign` does to a frame.

    >>> beside([{"share": 0.25}, {"share": 0.5}], said=["low", "high"], mark="")
    [{'share': 0.25, 'said': 'low', 'mark': ''}, {'share': 0.5, 'said': 'high', 'mark': ''}]
    """
    lists = [each if isinstance(each, list) else [each] * len(rows) for each in more.values()]
    return [row | dict(zip(more, values, strict=True)) for row, *values in zip(rows, *lists, strict=True)]


def tuples_of(frame: pd.DataFrame, names: Sequence[str]) -> list[tuple]:
    """The values of each row in some columns: what tells the rows apart.

    >>> tuples_of(pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [0, 0]}), ["b", "a"])
    [('x', 1), ('y', 2)]
    """
    return list(zip(*(frame[name].tolist() for name in names), strict=True)) if len(names) else [()] * len(frame)


def numbered(values: Iterable[Hashable]) -> tuple[np.ndarray, np.ndarray]:
    """A number for each value, counted from 0 as they first come, and the place of the first of each.

    Of some hundred rows pandas' own `groupby` takes longer to begin than this to end.

    >>> [each.tolist() for each in numbered(["b", "a", "b"])]
    [[0, 1, 0], [0, 1]]
    """
    seen: dict[Hashable, int] = {}
    numbers = np.array([seen.setdefault(value, len(seen)) for value in values], int)
    first = np.full(len(seen), len(numbers), int)
    np.minimum.at(first, numbers, np.arange(len(numbers)))
    return numbers, first


def in_order(frame: pd.DataFrame, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The same of the rows of a frame by some of its columns, counted in the order of their values; missing ones last.

    >>> [each.tolist() for each in in_order(pd.DataFrame({"a": ["y", "x", "y"], "b": [1, 2, 1]}), ["a", "b"])]
    [[1, 0, 1], [1, 0]]
    """
    number = np.zeros(len(frame), int)
    for name in names:
        codes, values = pd.factorize(frame[name], sort=True)
        _, number = np.unique(number * (len(values) + 1) + np.where(codes < 0, len(values), codes), return_inverse=True)
    return number, np.unique(number, return_index=True)[1]


def found_in(values: Iterable[Hashable], among: Iterable[Hashable]) -> np.ndarray:
    """Where each value stands among others, of which no two are alike; -1 where it does not: a join by hand.

    >>> found_in(["b", "c"], ["a", "b"]).tolist()
    [1, -1]
    """
    places = {value: place for place, value in enumerate(among)}
    return np.array([places.get(value, -1) for value in values], int)
