"""What can go wrong around the ledger and the store, as a sentence for the person who can put it right."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from parity import build, lake, ledger
from parity.returns import DamagedOriginal
from parity.store import NoStore


class NotDone(Exception):
    """Nothing was changed; the message is a sentence."""


@contextmanager
def in_words() -> Iterator[None]:
    """Turns a full disk, a damaged file, a folder that may not be written and a long wait into NotDone."""
    try:
        yield
    except (ledger.Busy, ledger.Damaged, build.CannotBuild, DamagedOriginal, NoStore, lake.NoLake) as error:
        raise NotDone(str(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NotDone("The disk is full, and nothing was changed. Make room, and do it again.") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            where = error.filename or "the folder of this installation"
            raise NotDone(f"Nothing was changed: Parity may not write to {where}.") from error
        raise
