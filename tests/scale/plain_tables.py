"""The tables that a plain script would begin with, written from a store: clean, typed, codes brought up to date."""

import json
import sys
from pathlib import Path

import duckdb

TABLES = {
    "population": """
        select areas.level, residents.area_code,
            if(areas.level = 'authority', residents.area_code, areas.parent_code) as authority,
            residents.date, residents.classification, residents.group_code, residents.residents
        from residents inner join areas using (area_code)
        where residents.classification = residents.source_classification and residents.lower is null
            and residents.age_base = 'all ages' and residents.classification not in ('all', 'survey-4')
            and areas.level in ('authority', 'ward', 'small area')
        order by residents.area_code, residents.date, residents.group_code""",
    "groups": """
        select groups.classification, groups.group_code, coalesce(group_maps.to_group_code, groups.group_code) as broad,
            groups.excluding as minority
        from groups left join group_maps
            on groups.classification = group_maps.classification and groups.group_code = group_maps.group_code
            and group_maps.to_classification = 'broad-5'
        where group_maps.to_group_code is not null or groups.classification = 'broad-5'
        order by all""",
    "catchments": "select body_code, area_code from catchment order by all",
    "participation": """
        select body_code, role, coalesce("to", "from") as day, ethnic_group as group_code, people, returns.standing
        from participation inner join returns using (return_id)
        where repeat_of is null""",
    "seat_counts": """
        select body_code, tier, as_at as day, ethnic_group as group_code, people, unit, returns.standing
        from seat_counts inner join returns using (return_id)""",
    "areas": "select area_code, level, parent_code from areas where standing = 'current' order by all",
}


def write(store: Path, folder: Path) -> None:
    """Each table as a Parquet file; nothing is written over."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(store), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        for name, select in TABLES.items():
            if not (folder / f"{name}.parquet").exists():
                connection.execute(f"copy ({select}) to '{folder / name}.parquet' (format parquet)")


def main(folder: str) -> dict:
    """The tables of the store of a world, in a folder beside it."""
    write(Path(folder) / "home" / "store.duckdb", Path(folder) / "plain")
    return {}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
