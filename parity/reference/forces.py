"""The 43 territorial police forces of England and Wales, the authorities each serves and the names they go by."""

from pathlib import Path

from parity.reference.areas import to_2021
from parity.reference.files import Table, read_text, table

LOOKUP = "eng_police_use_of_force/lad16_to_pfa16_lookup.csv"
SOURCE_CODE = "police_areas_2016"

CONSTABULARIES = (
    "Avon and Somerset",
    "Cambridgeshire",
    "Cheshire",
    "Cumbria",
    "Derbyshire",
    "Durham",
    "Gloucestershire",
    "Hampshire",
    "Hertfordshire",
    "Lancashire",
    "Norfolk",
    "Suffolk",
)
NAMES = {"London, City of": "City of London", "Devon & Cornwall": "Devon and Cornwall"}
OWN_NAMES = {"Metropolitan Police": "Metropolitan Police Service", "Greater Manchester": "Greater Manchester Police"}
SHORT_NAMES = {"Metropolitan Police": "Metropolitan"}
ALSO = {
    "Metropolitan Police": ("metropolitan", "met police", "mps"),
    "City of London": ("london, city of",),
    "Hampshire": ("hampshire and isle of wight", "hampshire and isle of wight constabulary"),
}


def force_areas(source: Path) -> tuple[tuple[str, str], ...]:
    """(force_code, 2021 authority code), one row per authority; raises ValueError if one lies in two forces or none."""
    newest = to_2021(source)
    lookup = read_text(source, LOOKUP)
    pairs = {(row.PFA16CD, newest[row.LAD16CD]) for row in lookup.itertuples()}
    placed = [area for _, area in pairs]
    if len(placed) != len(set(placed)):
        raise ValueError(f"{LOOKUP}: an authority of 2021 lies in two police force areas")
    if set(placed) != set(newest.values()):
        raise ValueError(f"{LOOKUP}: some authorities of 2021 have no police force area")
    return tuple(sorted(pairs))


def names(source: Path) -> dict[str, str]:
    """The plain name of each force by code."""
    lookup = read_text(source, LOOKUP)
    return {row.PFA16CD: NAMES.get(row.PFA16NM, row.PFA16NM) for row in lookup.itertuples()}


def organisation(name: str) -> str:
    """The name a force calls itself.

    >>> organisation("Norfolk"), organisation("West Mercia")
    ('Norfolk Constabulary', 'West Mercia Police')
    """
    if name in OWN_NAMES:
        return OWN_NAMES[name]
    return f"{name} {'Constabulary' if name in CONSTABULARIES else 'Police'}"


def aliases(name: str) -> set[str]:
    """The spellings of a force's name, lower case with single spaces.

    >>> sorted(aliases("Kent"))
    ['kent', 'kent constabulary', 'kent police']
    """
    stems = {name.lower(), *(spelling.lower() for spelling in ALSO.get(name, ()))}
    short = SHORT_NAMES.get(name, name).lower()
    found = stems | {organisation(name).lower(), f"{short} police", f"{short} constabulary"}
    found |= {label.replace(" and ", " & ") for label in found}
    return found | {label.replace("-", " ") for label in found}


def tables(source: Path) -> list[Table]:
    """forces, force_aliases and force_areas as tables."""
    forces = names(source)
    return [
        table(
            "forces",
            ("force_code", "name", "short_name", "organisation", "source_code"),
            [
                (code, name, SHORT_NAMES.get(name, name), organisation(name), SOURCE_CODE)
                for code, name in forces.items()
            ],
        ),
        table(
            "force_aliases",
            ("label", "force_code", "source_code"),
            [(label, code, SOURCE_CODE) for code, name in forces.items() for label in aliases(name)],
        ),
        table(
            "force_areas",
            ("force_code", "area_code", "source_code"),
            [(force, area, SOURCE_CODE) for force, area in force_areas(source)],
        ),
    ]
