"""The reference data: reads the folder of published sources and writes the project's own tables."""

from pathlib import Path
from typing import NamedTuple

from parity.reference import aliases, areas, forces, groups, left_out, population, sources, ward_error


class Produced(NamedTuple):
    """One file written: its name and its number of rows."""

    file_name: str
    rows: int


def produce(source: Path, target: Path) -> list[Produced]:
    """Write every reference table under target from the folder of sources; the same sources give the same bytes.

    Raises FileNotFoundError when a source file is missing and ValueError when one does not add up.
    """
    target.mkdir(parents=True, exist_ok=True)
    people = population.population(source)
    tables = [
        *sources.tables(),
        *areas.tables(source),
        *groups.tables(),
        *aliases.tables(source),
        *forces.tables(source),
        *left_out.tables(source, people),
        *ward_error.tables(source),
    ]
    written = [Produced(table.file_name, table.write(target)) for table in tables]
    written.append(Produced("population.parquet", population.write(people, target)))
    return sorted(written)


def produce_all(source: Path, project: Path) -> None:
    """Everything the project carries of the sources: reference tables, map shapes and published returns."""
    from parity.reference import published, shapes  # shapes need geopandas, which nothing else does

    reference = project / "data" / "reference"
    produce(source, reference)
    shapes.produce_shapes(source, project / "static")
    published.produce_published(source, reference, project / "data" / "published")
