"""What takes long to make and is the same for many tests: made once in a run, by whichever process asks first."""

import os
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

_shared: list[Path] = []  # the folder that the processes of this run have in common


def begin(basetemp: Path) -> None:
    """A process of a run begins: its folder for temporary files lies, with pytest-xdist, in that of the whole run."""
    _shared[:] = [basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp]


def made(name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` fills, when it has: to be copied, and never to be written to."""
    folder = _shared[0] / f"once-{name}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            beside = folder.with_suffix(".making")
            make(beside)
            beside.rename(folder)
    return folder
