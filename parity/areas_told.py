"""Who lives in each small area, as returns keep it: the rows of an area as one list of its residents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from parity.returns import Kept

TEXTS = ("area_code", "within", "classification", "age_base")
AREAS = pa.schema(
    [pa.field(name, pa.string()) for name in ("return_id", *TEXTS)]
    + [pa.field("date", pa.date32()), pa.field("estimated", pa.bool_()), pa.field("people", pa.list_(pa.float64()))]
)
GROUPS = pa.schema([pa.field("return_id", pa.string()), pa.field("group_codes", pa.list_(pa.string()))])
SPANS = ("lower", "upper")


class AreasTold(NamedTuple):
    """What tables of small areas tell.

    groups: a row per return, `group_codes` in the order of codes. areas: a row per area and return, `people` the
    residents of each of the groups of its return.
    """

    groups: pa.Table
    areas: pa.Table

    @property
    def returns(self) -> set[str]:
        """The returns that are such tables."""
        return set(self.groups["return_id"].to_pylist())


def of_small_areas(kept: Kept) -> bool:
    """Whether a return tells of areas with the authority that each lies in."""
    import pyarrow.parquet as pq

    if kept.of.kind != "population":
        return False
    within = pq.read_table(kept.file, columns=["within"], read_dictionary=["within"])["within"]
    return any(any(part.dictionary.to_pylist()) for part in within.chunks)


def told(returns: Iterable[Kept]) -> AreasTold:
    """What those of the returns tell that are tables of small areas."""
    found = {kept.of.return_id: _told(kept) for kept in returns if of_small_areas(kept)}
    tables = {name: each for name, each in found.items() if each}
    groups = {"return_id": [*tables], "group_codes": [codes for codes, _ in tables.values()]}
    areas = pa.concat_tables([AREAS.empty_table(), *(areas for _, areas in tables.values())])
    return AreasTold(pa.table(groups, GROUPS), areas)


def _told(kept: Kept) -> tuple[list[str], pa.Table] | None:
    """None where the rows are not one area after another, each with a figure for every group in the same order."""
    import pyarrow.parquet as pq

    of_an_area = [*TEXTS, "date", "estimated"]
    columns = [*of_an_area, "ethnic_group", "residents", *SPANS]
    table = pq.read_table(kept.file, columns=columns, read_dictionary=[*TEXTS, "ethnic_group"])
    table = table.unify_dictionaries().combine_chunks()
    groups = table["ethnic_group"].chunk(0)
    each = len(groups.dictionary)
    if len(table) % each or table["residents"].null_count or any(table[one].null_count < len(table) for one in SPANS):
        return None
    in_turn = _numbers(groups).reshape(-1, each)
    told_of = [_numbers(table[one].chunk(0)).reshape(-1, each) for one in of_an_area]
    if not (in_turn == in_turn[0]).all() or not all((numbers == numbers[:, :1]).all() for numbers in told_of):
        return None
    codes = groups[:each].to_pylist()
    if len(set(codes)) < each:
        return None
    order = sorted(range(each), key=codes.__getitem__)
    people = table["residents"].to_numpy().reshape(-1, each)[:, order].astype(float)
    ends = np.arange(0, len(table) + 1, each)
    areas = table.select(of_an_area).take(ends[:-1])
    areas = areas.append_column("return_id", pa.repeat(pa.scalar(kept.of.return_id), len(areas)))
    areas = areas.append_column("people", pa.ListArray.from_arrays(pa.array(ends, pa.int32()), people.reshape(-1)))
    return [codes[place] for place in order], areas.select(AREAS.names).cast(AREAS)


def _numbers(column: pa.Array) -> np.ndarray:
    """A number for each different thing in a column, and one for nothing."""
    numbers = column.indices if isinstance(column, pa.DictionaryArray) else column.cast(pa.int32())
    return numbers.fill_null(-1).to_numpy(zero_copy_only=False)
