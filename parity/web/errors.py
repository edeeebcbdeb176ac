"""An error that nobody expected: a number for whoever saw it, and a line in the log for whoever can mend it."""

from __future__ import annotations

import logging
import secrets
import traceback

from parity import places

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another when read out
LOG = logging.getLogger("parity")


def noted(error: BaseException) -> str:
    """A reference number, which the log has beside the kind of error and the lines of code it came through.

    The error's own words stay out of the log: they may hold a value of somebody's, and so pair them with a group.
    """
    number = "".join(secrets.choice(LETTERS) for _ in range(8))
    reference = f"{number[:4]}-{number[4:]}"
    LOG.error("reference %s: %s at %s", reference, kind(error), " < ".join(way(error)) or "no line of Parity")
    return reference


def kind(error: BaseException) -> str:
    """The kind of an error and of what caused it."""
    told = [type(error).__name__]
    seen = {id(error)}
    while (error := error.__cause__ or error.__context__) is not None and id(error) not in seen:  # type: ignore[assignment]
        seen.add(id(error))
        told.append(type(error).__name__)
    return " from ".join(told[:5])


def way(error: BaseException) -> list[str]:
    """The lines of Parity's own code that an error came through, the last first."""
    frames = traceback.extract_tb(error.__traceback__)
    project = f"{places.PROJECT}/"
    return [
        f"{frame.filename.removeprefix(project)}:{frame.lineno} {frame.name}"
        for frame in reversed(frames)
        if frame.filename.startswith(project) and "/.venv/" not in frame.filename
    ][:12]
