"""What has been worked out once for a build and a choice, kept so that the next visitor does not wait for it."""

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from parity import places
from parity.store import Store, shared

T = TypeVar("T")
P = ParamSpec("P")
MAKING = "_parity_making"
PICTURE = 64 * 2**10  # bytes that a picture takes, about
SAMPLE = 256  # of a long list, so many are measured
LEAST, SHARE = 192 * 2**20, 24  # bytes that may be kept on any machine, and the part of the memory of a large one


def most(memory: int) -> int:
    """Bytes of frames, words and pictures that may be kept on a machine with so many bytes of memory.

    >>> most(4 * 2**30) // 2**20, most(24 * 2**30) // 2**20
    (192, 1024)
    """
    return max(LEAST, memory // SHARE)


MOST = most(places.memory())  # the longest unused is given up first
# (path of the store, build, what, choice) -> what was made; words and pictures of frames have no path and no build.
_kept: "OrderedDict[tuple[str, str, str, Hashable], _Kept]" = OrderedDict()
_seen: set[tuple[str, str]] = set()  # the builds that have been asked, by the paths of their stores
_serial = itertools.count()
_held = 0  # bytes, by `_bytes_of`
_making: dict[Hashable, threading.Lock] = {}
_lock = threading.Lock()


class _Making(NamedTuple):
    """Which of all the things ever made for this process a frame is a copy of."""

    serial: int


class _Kept(NamedTuple):
    """What was made, which making it was, and how many bytes it takes about."""

    made: Any
    making: _Making
    size: int


def remembered(store: Store, what: str, choice: Hashable, make: Callable[[], T]) -> T:
    """`make()`, or what it gave when it was last called for this store file, build, name and choice.

    A built store never changes, so nothing here grows old; the path is part of the key, so that who may open one store
    is never shown what another held. `choice` must hold everything that `make` depends on; where it holds a frame that
    nothing is known of, the work is simply done. A frame comes back as a copy that shares its figures until either is
    written to; the copy knows which making it is of (`hashable`).
    """
    path = str(store.path)
    if (path, store.build_id) not in _seen:
        _forget_before(path, store.build_id)
    return _remembered((path, store.build_id, what, choice), make)


def _forget_before(path: str, build: str) -> None:
    """Gives up what was made of earlier builds of a store that is asked for the first time, and what was made of that.

    Whoever still reads an earlier one may have some of it made again, once.
    """
    global _held
    with _lock:
        _seen.add((path, build))
        old = [key for key in _kept if key[0] == path and key[1] != build]
        while old:
            gone = {_kept[key].making for key in old}
            _held -= sum(_kept.pop(key).size for key in old)
            old = [key for key in _kept if _names_any(key[3], gone)]


def _names_any(choice: object, makings: set[_Making]) -> bool:
    """Whether any of these frames is in a choice, which may be tuples of tuples."""
    if isinstance(choice, _Making):
        return choice in makings
    return isinstance(choice, tuple) and any(_names_any(each, makings) for each in choice)


def _remembered(key: tuple[str, str, str, Hashable], make: Callable[[], T]) -> T:
    global _held
    if not _can_be_a_key(key):
        return make()
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _own(_kept[key])
        turn = _making.setdefault(key, threading.Lock())
    with turn:  # who asks for what another is working out waits for it, rather than doing it again
        with _lock:
            if key in _kept:
                return _own(_kept[key])
        try:
            made = make()
            entry = _Kept(made, _Making(next(_serial)), _bytes_of(made))
            with _lock:
                _kept[key] = entry
                _held += entry.size
                while _held > MOST and len(_kept) > 1:
                    _held -= _kept.popitem(last=False)[1].size
        finally:
            with _lock:
                _making.pop(key, None)
    return _own(entry)


def once(store: Store, work: Callable[..., T], *choice: object, **more: object) -> T:
    """`work(store, *choice, **more)`, remembered by its own name and what was chosen."""
    return remembered(store, *name_of(work, choice, more), lambda: work(store, *choice, **more))


def kept(work: Callable[P, T]) -> Callable[P, T]:
    """Words, a table or a picture of frames that are remembered, themselves remembered: a decorator for such functions.

    For a function of frames and of what was chosen and of nothing besides. A frame that another function has made
    carries no word of what it holds: given such a one, the work is simply done.
    """

    @wraps(work)
    def asked(*given: P.args, **more: P.kwargs) -> T:
        if not any(isinstance(each, pd.DataFrame) for each in (*given, *more.values())):
            return work(*given, **more)
        return _remembered(("", "", *name_of(work, given, more)), lambda: work(*given, **more))

    return asked


def name_of(work: Callable, choice: tuple, more: dict) -> tuple[str, Hashable]:
    """What a piece of work is remembered by: its name, and what was chosen."""
    return f"{work.__module__}.{work.__qualname__}", hashable([*choice, *sorted(more.items())])


def is_remembered(store: Store, what: str, choice: Hashable) -> bool:
    """Has it been worked out already?"""
    key = (str(store.path), store.build_id, what, choice)
    return _can_be_a_key(key) and key in _kept


def room() -> float:
    """The share of what may be remembered that nothing takes yet, 0 to 1."""
    return max(0.0, 1 - _held / MOST)


def _can_be_a_key(key: object) -> bool:
    """Not where it holds a frame of which nothing says what it holds."""
    try:
        hash(key)
    except TypeError:
        return False
    return True


def hashable(value: object) -> Hashable:
    """A list, as measures take them, or a frame that is remembered, in a form that can be part of a key.

    Any other frame stays what it is, which cannot be.

    >>> hashable([1, [2, 3]]), hashable("a")
    ((1, (2, 3)), 'a')
    """
    if isinstance(value, pd.DataFrame):
        return getattr(value, MAKING, value)
    if isinstance(value, dict):
        return hashable(list(value.items()))
    if not isinstance(value, (list, tuple)):
        return value
    try:  # as most are: a set of thousands of bodies is not gone through one by one
        hash(found := tuple(value))
    except TypeError:
        return tuple(hashable(each) for each in value)
    return found


def _own(entry: _Kept) -> Any:
    if not isinstance(entry.made, pd.DataFrame):
        return entry.made
    copy = shared(entry.made)
    object.__setattr__(copy, MAKING, entry.making)  # pandas carries it on to nothing that is made of the copy
    return copy


def _bytes_of(made: object) -> int:
    """About how much memory it takes; the message of a picture is not made only to be measured."""
    if isinstance(made, pd.DataFrame):
        if getattr(made, MAKING, None) is not None:
            return 256  # in a claim: it shares its figures with what is remembered by its own name
        # Eight bytes a cell and as many for its words: to ask pandas takes two thousandths of a second.
        return made.size * 16 + 4096
    if isinstance(made, np.ndarray):
        return made.nbytes + 256
    if isinstance(made, str):
        return len(made) + 64
    if made is None or isinstance(made, (int, float, date)):
        return 32
    if hasattr(made, "to_dict"):
        return PICTURE
    if isinstance(made, dict):
        return _bytes_of(list(made.values()))
    if isinstance(made, (list, tuple)):
        some = made[:: 1 + len(made) // SAMPLE]  # of thousands of rows a few tell how large the others are
        return 64 + sum(8 + _bytes_of(each) for each in some) * len(made) // max(1, len(some))
    if is_dataclass(made):  # a claim of a pack, with its frames
        return 256 + sum(_bytes_of(getattr(made, each.name)) for each in fields(made))
    return 512
