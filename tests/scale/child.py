"""python -m tests.scale.child WHO PLACE FOLDER QUESTION RUNS SECONDS OUT: one question, asked of one of the three, in a process of its own."""

import json
import resource
import statistics
import sys
import threading
import time
from pathlib import Path

from tests.scale import lite, ours, plain
from tests.scale.questions import PLACES

WHO = {"parity": ours, "pandas": plain, "sqlite": lite}


def main(who: str, place: str, folder: str, question: str, runs: str, seconds: str, out: str) -> dict:
    """Median seconds of the question by the clock and of work, those to open, the most memory held in bytes.

    `late` where it was not answered within the seconds it had.
    """
    about = PLACES[place]
    if question == "load":
        began = time.perf_counter()
        if who == "sqlite":
            lite.load(Path(folder) / "plain", Path(folder) / "plain" / "tables.sqlite")
        else:
            plain.opened(Path(folder), "authorities", about)
        return {"seconds": time.perf_counter() - began, "work": time.process_time(), "peak": peak()}
    began = time.perf_counter()
    ask = WHO[who].opened(Path(folder), question, about)
    opened = time.perf_counter() - began
    if who == "sqlite":
        timer = threading.Timer(float(seconds), lite.asked[-1].interrupt)
        timer.daemon = True
        timer.start()
    taken, worked = [], []
    try:
        for _ in range(int(runs)):
            began, work = time.perf_counter(), time.process_time()
            answer = ask()
            taken.append(time.perf_counter() - began)
            worked.append(time.process_time() - work)
            if sum(taken) > float(seconds) / 2:
                break
    except Exception as why:
        if "interrupted" not in str(why):
            raise
        return {"late": float(seconds), "peak": peak()}
    answer.to_parquet(out)
    return {"seconds": statistics.median(taken), "work": statistics.median(worked), "opened": opened, "peak": peak()}


def peak() -> int:
    """The most memory this process held, in bytes. What its parent held before it began is not counted."""
    try:
        told = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
        return int(told) * 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
