"""The returns a store is made from, published, illustrative and sent alike, and their typed records."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from parity.intake import layouts

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from parity.intake.check import Checked
    from parity.intake.context import Context

INTAKE = Path(__file__).parent / "intake"
# The reference tables that labels, places and codes are read with.
COUNTED = "population.parquet"
READ_WITH = ("groups", "aliases", "aliases_unmapped", "areas", "area_changes")
# Kept records lie in blocks of as many rows as the store's own: each goes in whole, which halves the work.
ROW_GROUP = 122_880
SAID = ("answers", "known", "limits")  # fields of a return that the ledger has one hash of


@dataclass(frozen=True)
class Return:
    """A return that the store is made from: what it is, and all that its records follow from.

    standing: published, illustrative or sent. file holds the original, sha256 is the hash of its bytes; answers and
    known (body_code -> name) are what its sender said and which bodies were known when it was accepted; limits are
    those it was read under where they are not the usual ones. content_hash is the ledger's own hash of these three and
    of what else came with it, where it is in a ledger.
    """

    return_id: str
    kind: str
    title: str
    sender: str
    standing: str
    source_code: str | None
    received: str
    file: Path
    sha256: str
    filename: str = ""
    accepted_by: str | None = None
    replaces: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    content_hash: str = ""

    @property
    def told(self) -> str:
        """Everything but the place of the file, as one line: equal returns, equal line."""
        held = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in SAID}
        return json.dumps(held | {"file": self.file.name, "said": self.said}, sort_keys=True)

    @property
    def said(self) -> str:
        """What its sender said, the bodies known then and its limits, by their hash: a return may name thousands of bodies."""
        return self.content_hash or json.dumps({name: dict(getattr(self, name)) for name in SAID}, sort_keys=True)


# Seconds to read again what was once read in its time: a busy machine is no reason to leave an accepted return out.
LONG_ENOUGH = 900.0


class Unreadable(Exception):
    """An original that the checks of today do not accept; the message says why."""

    def __init__(self, each: Return, checked: Checked) -> None:
        said = [problem.message for problem in checked.problems if problem.severity != "put_right"]
        super().__init__("; ".join(said[:3]) or f"{each.filename} holds no records")
        self.each = each


def listed(folder: Path, standing: str) -> list[Return]:
    """The returns in a folder of the project's own, as its `returns.csv` lists them; none without a list.

    Each is named after its file, so that adding one leaves the others their names.
    """
    if not (folder / "returns.csv").is_file():
        return []
    with (folder / "returns.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [
        Return(
            return_id=f"{standing}-{Path(row['file']).stem}",
            kind=row["kind"],
            title=row["title"],
            sender=row["sender"],
            standing=standing,
            source_code=row.get("source_code") or None,
            received=row["received"],
            file=folder / row["file"],
            sha256=hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest(),
            filename=row["file"],
        )
        for row in rows
    ]


class DamagedOriginal(Exception):
    """An original that is missing, or whose bytes are not those that were accepted; the message is a sentence."""


class Kept(NamedTuple):
    """The typed records of a return in a file of their own."""

    of: Return
    file: Path


def table_of(records: pd.DataFrame) -> pa.Table:
    """Records as they are kept: dates as days, nothing but the columns."""
    import pyarrow as pa

    table = pa.Table.from_pandas(records, preserve_index=False).replace_schema_metadata(None)
    days = [pa.field(one.name, pa.date32()) if pa.types.is_timestamp(one.type) else one for one in table.schema]
    return table.cast(pa.schema(days))


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Kept records as a frame, the same whether they were just read or kept long ago."""
    import pandas as pd
    import pyarrow as pa

    types = {
        pa.string(): pd.StringDtype(), pa.large_string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(),
    }  # fmt: skip
    return table.to_pandas(types_mapper=types.get, date_as_object=False)


def packed(records: pd.DataFrame) -> bytes:
    """Records as the bytes of the file they are kept in."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = pa.BufferOutputStream()
    pq.write_table(table_of(records), buffer, compression="zstd", row_group_size=ROW_GROUP, write_statistics=False)
    return buffer.getvalue().to_pybytes()


def unpacked(held: bytes, columns: list[str] | None = None) -> pd.DataFrame:
    """The records in such bytes, see frame_of; or some columns of them, each different text of which is read once."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if columns is None:
        return frame_of(pq.read_table(pa.BufferReader(held)))
    table = pq.read_table(pa.BufferReader(held), columns=columns, read_dictionary=columns)
    return table.to_pandas(date_as_object=False)


class Reader:
    """Reads returns with one set of reference tables, and keeps the records it has read in a folder.

    A kept file is named by the hash of the original, a key of everything else its records follow from (answers,
    layouts, checks, reference tables) and the hash of the file itself: one that is damaged or out of date is not found.
    """

    def __init__(self, reference: Path, folder: Path, writes: bool = True) -> None:
        self.reference = reference
        self.folder = folder
        self.writes = writes  # only whoever holds the lock of an installation keeps anything

    @cached_property
    def context(self) -> Context:
        """What the checks take for granted, without any body known."""
        import pandas as pd

        from parity.intake.context import context_from

        frames = {name: self.reference / f"{name}.csv" for name in READ_WITH}
        return context_from(
            {name: pd.read_csv(file, dtype=str, keep_default_na=False) for name, file in frames.items()},
            counted=lambda: self.counted,
        )

    @cached_property
    def counted(self) -> Mapping[tuple[str, str], Mapping[str, Mapping[str, float]]]:
        """(day, classification) -> authority -> group -> residents of all ages, as a census counted them."""
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        people = pq.read_table(self.reference / COUNTED)
        every = pc.and_(pc.equal(people["age_base"], "all ages"), pc.invert(people["estimated"]))
        people = people.filter(every)
        keys = pc.strftime(people["date"], "%Y-%m-%d"), *(people[one] for one in ("classification", "area_code"))
        told = [column.to_pylist() for column in (*keys, people["group_code"], people["residents"])]
        authorities = {code for code, area in self.context.areas.items() if area.level == "authority"}
        found: dict = {}
        for day, classification, area, group, residents in zip(*told, strict=True):
            if area in authorities:
                found.setdefault((day, classification), {}).setdefault(area, {})[group] = residents
        return found

    @cached_property
    def checks(self) -> str:
        """A hash of the checks themselves: layouts, code and the reference tables they read with."""
        digest = hashlib.sha256()
        tables = [*(self.reference / f"{name}.csv" for name in READ_WITH), self.reference / COUNTED]
        code = sorted(file for file in INTAKE.rglob("*") if file.suffix in (".py", ".txt"))
        for file in [*sorted(layouts.FOLDER.glob("*.json")), *code, *tables, Path(__file__)]:
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def key(self, each: Return) -> str:
        """What the records of a return follow from, besides its bytes."""
        follows = {"kind": each.kind, "said": each.said, "checks": self.checks}
        return hashlib.sha256(json.dumps(follows, sort_keys=True).encode()).hexdigest()

    def records(self, each: Return) -> Kept:
        """The file of the records of a return: the one kept, or one made from the original. Raises Unreadable."""
        return self._found(each) or self.keep(each, packed(self._read(each)))

    def frame(self, each: Return, columns: list[str] | None = None) -> pd.DataFrame:
        """The records of a return as a frame, or some columns of them; see frame_of. Raises Unreadable."""
        import pyarrow.parquet as pq

        found = self._found(each)
        if found is None and not self.writes:
            table = table_of(self._read(each))
            return frame_of(table.select(columns) if columns else table)
        return frame_of(pq.read_table((found or self.records(each)).file, columns=columns))

    def _found(self, each: Return) -> Kept | None:
        for file in self.folder.glob(f"{self._stem(each)}-*.parquet"):
            with suppress(FileNotFoundError):  # somebody else has just put a newer version in its place
                if file.stem.rpartition("-")[2] == hashlib.sha256(file.read_bytes()).hexdigest()[:32]:
                    return Kept(each, file)
        return None

    def _read(self, each: Return) -> pd.DataFrame:
        checked = self.check(each)
        if checked.outcome != "accepted" or checked.records.empty:
            raise Unreadable(each, checked)
        return checked.records

    def check(self, each: Return) -> Checked:
        """A return checked anew, as it was when it was accepted."""
        from parity.intake.check import check
        from parity.intake.read import Limits

        data = each.file.read_bytes() if each.file.exists() else b""
        if hashlib.sha256(data).hexdigest() != each.sha256:
            raise DamagedOriginal(
                f"The original of {each.return_id} ({each.filename}) is missing or was changed: put back a copy of"
                f" {each.file.name} in {each.file.parent.name}, or withdraw the return."
            )
        return check(
            data,
            each.filename,
            self.context.with_bodies(each.known) if each.known else self.context,
            kind=each.kind,
            answers=each.answers,
            limits=replace(Limits(**each.limits), seconds=LONG_ENOUGH),
            own=each.standing != "sent",
        )

    def keep(self, each: Return, held: bytes) -> Kept:
        """Keeps the records of a return, packed: one file, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{self._stem(each)}-{hashlib.sha256(held).hexdigest()[:32]}.parquet"
        aside = self.folder / f"{name}.{os.getpid()}.part"
        try:
            aside.write_bytes(held)
            aside.replace(self.folder / name)
        finally:
            aside.unlink(missing_ok=True)
        return Kept(each, self.folder / name)

    def forget(self, wanted: Iterable[Return]) -> None:
        """Deletes what is kept of anything but the returns wanted."""
        stems = {self._stem(each) for each in wanted}
        for file in [*self.folder.glob("*.parquet"), *self.folder.glob("*.part")]:
            if file.stem.rpartition("-")[0] not in stems or file.suffix == ".part":
                file.unlink(missing_ok=True)

    def _stem(self, each: Return) -> str:
        return f"{each.sha256[:32]}-{self.key(each)[:32]}"
