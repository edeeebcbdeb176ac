"""docs/performance.md, as the bench writes it: what was measured, on what machine, and nothing else."""

import os
import platform
import sqlite3
from collections.abc import Mapping
from importlib.metadata import version

from tests.scale.questions import TITLES

WHO = {"parity": "Parity", "pandas": "pandas", "sqlite": "SQLite"}
HEAVY = {
    "population": "Load both censuses of 188,880 output areas, every check, one build",
    "everything": "Accept ten million records of every kind (74 files), one build",
    "rebuilt": "Build the whole store again",
    "one": "Accept one more return of 50,000 rows",
    "released": "A release of everything",
}
PLACES = {"box": "The box as it comes", "scale": "England's scale"}
HEAD = """# Performance

Written by `make bench` (`python -m tests.scale`): Parity, a plain pandas script and SQLite with indexes answer the same
questions in one run, each in a process of its own. A figure that is not the same number to the last digit fails the run.
Times are medians; *work* is processor time, which other work on the machine does not lengthen as it does the clock; memory is
the most the process held. pandas is asked with its tables already in memory, clean and typed; Parity and SQLite with an
open file. Parity's stored answers are thrown away before each question. How it grows and where it ends: [scale](scale.md).
"""


def document(found: Mapping) -> str:
    """The page."""
    parts = [HEAD, _machine(found)]
    for place, title in PLACES.items():
        if place in found:
            parts += [f"## {title}\n", _questions(found[place])]
            if heavy := _heavy(found[place].get("heavy", {})):
                parts.append(heavy)
            if pages := found[place].get("heavy", {}).get("pages"):
                parts.append(_pages(pages))
    if "scale" in found:
        parts.append(_explained(found["scale"].get("explained", [])))
    return "\n".join(parts).rstrip() + "\n"


def _machine(found: Mapping) -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    busy = (
        "; other work was running at the same time, so look at work rather than the clock" if load > cores + 1 else ""
    )
    named = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "streamlit"))
    return (
        f"{cores} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, "
        f"{named}, SQLite {sqlite3.sqlite_version}. The run took {found['took'] / 60:.0f} minutes{busy}.\n"
    )


def _questions(told: Mapping) -> str:
    lines = ["| Question | Parity | pandas | SQLite | times faster than pandas | than SQLite | memory (Parity, pandas, SQLite) |",
             "|---|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    for question, of in told["questions"].items():
        cells = [_time(of[who]) for who in WHO]
        ratios = [_ratio(of["parity"], of[who]) for who in ("pandas", "sqlite")]
        memory = ", ".join(_size(of[who].get("peak")) for who in WHO)
        lines.append(f"| {TITLES[question]} | {' | '.join([*cells, *ratios])} | {memory} |")
    for who in told["load"]:
        lines.append(f"| {WHO[who]} reads {'its tables' if who == 'pandas' else 'the tables and makes its indexes'} |"
                     + "".join(f" {_time(told['load'][who]) if each == who else ''} |" for each in WHO)
                     + f" | | {_size(told['load'][who].get('peak'))} |")  # fmt: skip
    lines.append("\nEach time: median by the clock (work).\n")
    return "\n".join(lines)


def _heavy(heavy: Mapping) -> str:
    lines = []
    for what, title in HEAVY.items():
        told = heavy.get(what)
        if told:
            title = "Build the store" if what == "rebuilt" and "everything" not in heavy else title
            each = (
                f"{told['seconds'] / told['rows'] * 1e6:.1f} s"
                if told.get("rows", 0) > 1e5 and "seconds" in told
                else ""
            )
            rows = f"{told['rows']:,}" if told.get("rows") else ""
            lines.append(f"| {title} | {rows} | {_time(told, long=True)} | {each} | {_size(told.get('peak'))} |")
    if not lines:
        return ""
    end = "\nThe store after the one return was taken in and out again equals one made from nothing, table by table.\n"
    end = end if heavy.get("equal", {}).get("differing") == [] else ""
    head = ["| Work | rows | by the clock (work) | for a million rows | most memory |", "|---|---:|---:|---:|---:|"]
    return "\n".join([*head, *lines, end])


def _pages(pages: Mapping) -> str:
    if "late" in pages or "failed" in pages:
        return f"A change of a choice on every page: not measured ({pages.get('failed') or 'it took too long'}).\n"
    lines = ["A change of a choice, page by page: work of the server, in milliseconds, each select box to its first options.\n",
             "| Page | changes | median | 95 in 100 | most |", "|---|---:|---:|---:|---:|"]  # fmt: skip
    for page, told in pages.items():
        if "changes" in told:
            figures = " | ".join(f"{1000 * told[name]:,.0f}" for name in ("median", "p95", "most"))
            lines.append(f"| {page.replace('_', ' ')} | {told['changes']} | {figures} |")
        else:
            why = f"more than {told['late']:.0f} s" if "late" in told else "failed"
            lines.append(f"| {page.replace('_', ' ')} | | {why} | | |")
    return "\n".join(lines) + "\n"


def _explained(explained: list) -> str:
    if not isinstance(explained, list):
        return ""
    lines = ["## What the heaviest queries touch\n",
             "`explain analyze` at England's scale: rows that each scan gives on, after the filters it was given.\n",
             "| Query | asked for | seconds | rows from each table |", "|---|---|---:|---|"]  # fmt: skip
    for each in explained:
        scans = ", ".join(f"{table.strip(chr(34))} {rows:,}" for table, rows in each["scans"].items())
        lines.append(f"| `{each['name']}` | {each['about']} | {each['seconds']:.3f} | {scans} |")
    return "\n".join(lines) + "\n"


def _time(told: Mapping, long: bool = False) -> str:
    if "late" in told:
        return f"more than {told['late']:,.0f} s"
    if "failed" in told or "seconds" not in told:
        return "failed"
    unit, by = ("s", 1.0) if long or told["seconds"] >= 1 else ("ms", 1000.0)
    return f"{told['seconds'] * by:,.1f} {unit} ({told['work'] * by:,.1f})"


def _ratio(ours: Mapping, other: Mapping) -> str:
    if "seconds" not in ours:
        return ""
    if "late" in other:
        return f"more than {other['late'] / ours['seconds']:,.0f}"
    return f"{other['seconds'] / ours['seconds']:,.1f}" if "seconds" in other else ""


def _size(size: float | None) -> str:
    return "" if size is None else f"{size / 1e6:,.0f} MB"
