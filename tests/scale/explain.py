"""python -m tests.scale.explain FOLDER: what the heaviest queries of pages do, as EXPLAIN ANALYZE tells it."""

import json
import sys
from pathlib import Path

import duckdb

from parity.store import read_question

ROLE, CLASSIFICATIONS, AGES = "consultee", ["broad-5", "white-other", "british-other"], "all ages"


def main(folder: str) -> list[dict]:
    """One entry per query: its name, what it was asked, seconds, rows it gave, and (table, rows) of each scan."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{Path(folder) / 'home' / 'store.duckdb'}' as store (read_only)")
        connection.execute("use store")
        connection.execute("set enable_progress_bar = false")
        return [_told(connection, *each) for each in _heaviest(connection)]


def _heaviest(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, dict]]:
    bodies = [row[0] for row in connection.execute("select body_code from body order by 1").fetchall()]
    areas = [
        row[0]
        for row in connection.execute(
            "select area_code from areas where level = 'authority' and standing = 'current'"
        ).fetchall()
    ]
    day = connection.execute("select max(as_at) from engaged where part = 'wider' and standing = 'sent'").fetchone()
    day = str(day[0]) if day and day[0] else "2026-09-30"
    told = {"bodies": bodies, "part": "wider", "as_at": day}
    living = {"bodies": bodies, "classifications": CLASSIFICATIONS, "age_base": AGES}
    return [
        ("engaged_by_authority", "every authority", {"areas": areas, "part": ROLE, "classification": "broad-5"}),
        ("engaged_by_group", "every body", told),
        ("residents_of_catchments", "every body", living),
        ("residents_of_places", "every body", living),
        ("residents_within", "the wards of London",
         {"area": "E12000007", "level": "ward", "classification": "broad-5", "ethnic_group": "black"}),
    ]  # fmt: skip


def _told(connection: duckdb.DuckDBPyConnection, name: str, about: str, given: dict) -> dict:
    sql = read_question(name).sql
    connection.execute(sql, given).fetchall()
    explained = connection.execute(f"explain (analyze, format json) {sql}", given).fetchall()[0][1]
    plan = json.loads(explained)
    scans: dict[str, int] = {}
    _scans(plan, scans)
    return {"name": name, "about": about, "seconds": plan.get("latency", 0.0), "rows": plan.get("rows_returned", 0),
            "scans": scans}  # fmt: skip


def _scans(node: dict, scans: dict[str, int]) -> None:
    about = node.get("extra_info") or {}
    if "Table" in about:
        table = str(about["Table"]).rpartition(".")[2]
        scans[table] = scans.get(table, 0) + int(node.get("operator_cardinality", 0))
    for child in node.get("children", []):
        _scans(child, scans)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
