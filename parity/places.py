"""Where the project's files and this installation's own state are."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
REFERENCE = PROJECT / "data" / "reference"
PUBLISHED = PROJECT / "data" / "published"
EXAMPLES = PROJECT / "data" / "examples"
SHAPES = PROJECT / "static"


class Home(NamedTuple):
    """An installation: the folder of its own state, and the project's files its store is made from as well.

    In the folder: `ledger.jsonl` and `originals` are what was accepted, `releases` what was said to the public; they
    cannot be made again. `store.duckdb`, `public.duckdb` and `kept` are made from them, and can be deleted.
    """

    folder: Path
    reference: Path = REFERENCE
    published: Path = PUBLISHED
    examples: Path = EXAMPLES

    @property
    def store(self) -> Path:
        """The file of the full store."""
        return self.folder / "store.duckdb"

    @property
    def public(self) -> Path:
        """The file of the public store: the last release."""
        return self.folder / "public.duckdb"

    @property
    def releases(self) -> Path:
        """The folder of what releases are made with: what all of them said, and a secret. It cannot be made again."""
        return self.folder / "releases"

    @property
    def ledger(self) -> Path:
        """The file of what was accepted, one event a line."""
        return self.folder / "ledger.jsonl"

    @property
    def people(self) -> Path:
        """The file of people and their roles, one a row."""
        return self.folder / "people.csv"

    @property
    def audit(self) -> Path:
        """The file of refusals, acceptances, releases and exports of full data, one a line."""
        return self.folder / "audit.jsonl"

    @property
    def originals(self) -> Path:
        """The folder of the files that were accepted, each under the hash of its bytes."""
        return self.folder / "originals"

    @property
    def past(self) -> Path:
        """The folder of stores as they were, made again to compare them with that of today; gone with the next return."""
        return self.folder / "past"

    @property
    def kept(self) -> Path:
        """The folder of what was worked out once and is kept: typed records, and the reference part of a store."""
        return self.folder / "kept"


def home() -> Path:
    """This installation's own state: PARITY_HOME, or data/local in the project."""
    return _resolved(os.environ.get("PARITY_HOME") or PROJECT / "data" / "local")


@cache
def _resolved(folder: str | Path) -> Path:
    """Once: it is asked several times by every page, and looks at each folder on the way."""
    return Path(folder).expanduser().resolve()


def this_home() -> Home:
    """This installation."""
    return Home(home())


def full_store() -> Path:
    """The file of the full store."""
    return this_home().store


def public_store() -> Path:
    """The file of the public store."""
    return this_home().public


def memory() -> int:
    """Bytes of memory of this machine, or of the container this runs in; 0 where the system does not say."""
    found = []
    with suppress(AttributeError, ValueError, OSError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with suppress(ValueError, OSError):  # the file says "max" where there is no limit
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="utf-8")))
    return min(found, default=0)
