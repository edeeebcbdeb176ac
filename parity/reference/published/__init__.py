"""Returns taken from published sources, one module a source, and the list of them."""

from pathlib import Path

from parity.reference.published import money, partnerships, police, recommendations, surveys
from parity.reference.published.listed import RECEIVED, LeftOut, Listed, Published, write_rows


def produce_published(source: Path, reference: Path, target: Path) -> None:
    """Write the published returns made from the folder of sources to `target`, the list of them, and what they leave out.

    `reference` is the folder of reference tables: codes of places and police forces are read from there. The same
    sources give the same bytes. Raises FileNotFoundError when a source file is missing and ValueError when one
    does not say what is expected of it.
    """
    returns = published_returns(source, reference)
    for each in returns:
        write_rows(target / each.file, each.columns, each.records)
    write_rows(target / "returns.csv", Listed._fields, [Listed(*each[:5], RECEIVED) for each in returns])
    write_rows(target / "left_out.csv", LeftOut._fields, left_out(source, reference))


def published_returns(source: Path, reference: Path) -> list[Published]:
    """Every published return, in the order they are listed."""
    return [
        *police.returns(source, reference),
        *surveys.returns(source),
        *money.returns(source, reference),
        *partnerships.returns(),
        *recommendations.returns(),
    ]


def left_out(source: Path, reference: Path) -> list[LeftOut]:
    """What the sources have, or should have, that the published returns do not, in the order of the returns."""
    return [
        *police.left_out(),
        *surveys.left_out(source),
        *money.left_out(source, reference),
        *partnerships.left_out(),
    ]
