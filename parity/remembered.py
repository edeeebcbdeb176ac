"""What has been worked out once for a build and a choice, kept so that the next visitor does not wait for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

import pandas as pd

from parity.store import Store

T = TypeVar("T")
MOST = 1024  # frames and pictures, the longest unused given up first
_kept: "OrderedDict[Hashable, object]" = OrderedDict()
_making: dict[Hashable, threading.Lock] = {}
_lock = threading.Lock()


def remembered(store: Store, what: str, choice: Hashable, make: Callable[[], T]) -> T:
    """`make()`, or what it gave when it was last called for this store file, build, name and choice.

    A built store never changes, so nothing here grows old; the path is part of the key, so that who may open one store
    is never shown what another held. `choice` must hold everything that `make` depends on. A frame comes back as a copy
    that shares its figures until either is written to.
    """
    key = (str(store.path), store.build_id, what, choice)
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
            with _lock:
                _kept[key] = made
                while len(_kept) > MOST:
                    _kept.popitem(last=False)
        finally:
            with _lock:
                _making.pop(key, None)
    return _own(made)


def once(store: Store, work: Callable[..., T], *choice: Hashable, **more: Hashable) -> T:
    """`work(store, *choice, **more)`, remembered by its own name and what was chosen."""
    return remembered(store, *name_of(work, choice, more), lambda: work(store, *choice, **more))


def name_of(work: Callable, choice: tuple, more: dict) -> tuple[str, Hashable]:
    """What a piece of work is remembered by: its name, and what was chosen."""
    return f"{work.__module__}.{work.__qualname__}", hashable([*choice, *sorted(more.items())])


def is_remembered(store: Store, what: str, choice: Hashable) -> bool:
    """Has it been worked out already?"""
    return (str(store.path), store.build_id, what, choice) in _kept


def hashable(value: object) -> Hashable:
    """A list, as measures take them, in a form that can be part of a key.

    >>> hashable([1, [2, 3]]), hashable("a")
    ((1, (2, 3)), 'a')
    """
    return tuple(hashable(each) for each in value) if isinstance(value, (list, tuple)) else value


def _own(made):
    return made.copy(deep=False) if isinstance(made, pd.DataFrame) else made
