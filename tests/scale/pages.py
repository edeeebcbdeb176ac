"""python -m tests.scale.pages FOLDER: how long the server works for each change of a choice, page by page, on a store."""

import json
import os
import statistics
import sys
import time
from pathlib import Path


def main(folder: str) -> dict[str, dict]:
    """Page -> how many changes were tried, and the median, the 95th percentile and the most of seconds of work."""
    os.environ["PARITY_HOME"] = str(Path(folder) / "home")
    from tests.pages import test_speed
    from tests.pages.test_pages import PAGES

    found: dict[str, dict] = {}
    every: list[float] = []
    for page in PAGES:
        began = time.perf_counter()
        try:
            taken = test_speed.changes(page)
        except Exception as why:  # a page that fails at scale is a finding, and the others are still to be measured
            found[page] = {"failed": f"{type(why).__name__}: {str(why)[:200]}"}
            continue
        if taken:
            every += taken
            found[page] = told(taken)
        print(page, found.get(page), round(time.perf_counter() - began), "s", file=sys.stderr, flush=True)
    return found | {"every page": told(every)}


def told(taken: list[float]) -> dict:
    """A list of seconds in three figures."""
    ordered = sorted(taken)
    return {"changes": len(taken), "median": statistics.median(taken), "p95": ordered[max(0, round(0.95 * len(taken)) - 1)],
            "most": ordered[-1]}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
