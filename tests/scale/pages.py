"""python -m tests.scale.pages FOLDER: how long the server works for each change of a choice, page by page, on a store."""

import json
import statistics
import sys
from pathlib import Path


def main(folder: str) -> None:
    """Says of each page, a line when it is done: its name, and the seconds of work of each change that was tried.

    At a server that works nothing out ahead, each change for the first time: what nobody could foresee.
    """
    from tests.browser.dashboard import Server
    from tests.loops import run
    from tests.pages import test_speed
    from tests.pages.test_pages import PAGES

    server = Server(Path(folder) / "home")
    try:
        for page in PAGES:
            try:
                told: dict = {"taken": [seconds for seconds, _ in run(test_speed.changes(page, server))]}
            except Exception as why:  # a page that fails at scale is a finding, and the others are still to be measured
                told = {"failed": f"{type(why).__name__}: {str(why)[:200]}"}
            print(json.dumps({"page": page} | told), flush=True)
    finally:
        server.stop()


def gathered(lines: list[dict]) -> dict[str, dict]:
    """Page -> how many changes were tried, and the median, the 95th percentile and the most of seconds of work; and in all."""
    taken = {each["page"]: each["taken"] for each in lines if each.get("taken")}
    failed = {each["page"]: {"failed": each["failed"]} for each in lines if "failed" in each}
    every = [one for of in taken.values() for one in of]
    return {page: told(of) for page, of in taken.items()} | failed | ({"every page": told(every)} if every else {})


def told(taken: list[float]) -> dict:
    """A list of seconds in three figures."""
    ordered = sorted(taken)
    return {"changes": len(taken), "median": statistics.median(taken), "p95": ordered[max(0, round(0.95 * len(taken)) - 1)],
            "most": ordered[-1]}  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
