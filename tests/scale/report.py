"""docs/performance.md, as the bench writes it: what was measured, on what machine, and nothing else."""

import os
import platform
import sqlite3
import time
from collections.abc import Iterator, Mapping
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
OTHERS = {"pages": "the pages", "equal": "the comparison of the store grown with one made from nothing"}
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
            parts += [f"## {title}\n", *([_questions(found[place])] if "questions" in found[place] else [])]
            if heavy := _heavy(found[place].get("heavy", {})):
                parts.append(heavy)
            if pages := found[place].get("heavy", {}).get("pages"):
                parts.append(_pages(pages))
    if "scale" in found:
        parts.append(_explained(found["scale"].get("explained", {}).get("told", [])))
    parts.append(_measured(found))
    return "\n".join(parts).rstrip() + "\n"


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _machine(found: Mapping) -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    each = [about for _, about in _parts(found)]
    busy = (
        "; other work was running at the same time, so look at work rather than the clock"
        if max((about["load"] for about in each), default=0) > cores() + 1
        else ""
    )
    named = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "streamlit"))
    return (
        f"{cores()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, "
        f"{named}, SQLite {sqlite3.sqlite_version}. All of it took {sum(about['took'] for about in each) / 60:.0f} minutes{busy}. "
        f"Ten million additions in a loop of plain Python take {_yardstick():.1f} s of work here.\n"
    )


def _yardstick(additions: int = 10_000_000) -> float:
    """Seconds of work for a loop that depends on nothing but the machine."""
    began, total = time.process_time(), 0
    for number in range(additions):
        total += number
    return time.process_time() - began


def _parts(found: Mapping) -> Iterator[tuple[str, Mapping]]:
    """Every piece that was measured, with what it is called on the page."""
    for place, title in PLACES.items():
        of = found.get(place, {})
        for who in of.get("questions", {}).values():
            yield from ((f"{title}, questions", told) for told in who.values() if "when" in told)
        yield from ((f"{title}, questions", told) for told in of.get("load", {}).values() if "when" in told)
        for what, told in of.get("heavy", {}).items():
            if "when" in told:
                yield f"{title}, {HEAVY.get(what, OTHERS.get(what, what))}", told


def _measured(found: Mapping) -> str:
    """When each piece was measured, of what commit and on what machine, where they are not all of one."""
    groups: dict[tuple, dict[str, None]] = {}
    for name, told in _parts(found):
        groups.setdefault((told["when"][:10], told["commit"], told["machine"]), {})[name] = None
    if not groups:
        return ""
    lines = ["## When it was measured\n"]
    for (day, commit, machine), names in sorted(groups.items()):
        lines.append(f"- {day}, commit {commit}, {machine}: {'; '.join(names) if len(groups) > 1 else 'everything'}.")
    return "\n".join(lines) + "\n"


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
    ended = f"The pages after these were not measured in {pages['late']:,} seconds.\n" if "late" in pages else ""
    ended = f"Measuring the pages ended early: {pages['failed']}.\n" if "failed" in pages else ended
    pages = pages.get("told", {})
    lines = ["A change of a choice, page by page: work of the server that has worked nothing ahead, in milliseconds, each select box to its first options.\n",
             "| Page | changes | median | 95 in 100 | most |", "|---|---:|---:|---:|---:|"]  # fmt: skip
    for page, told in pages.items():
        if "changes" in told:
            figures = " | ".join(f"{1000 * told[name]:,.0f}" for name in ("median", "p95", "most"))
            lines.append(f"| {page.replace('_', ' ')} | {told['changes']} | {figures} |")
        else:
            lines.append(f"| {page.replace('_', ' ')} | | failed: {told['failed']} | | |")
    return "\n".join([*lines, *([f"\n{ended}"] if ended else [])]) + "\n"


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
