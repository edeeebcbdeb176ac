"""One sample file for each case of the rules about bad input; the messages each must give stand in messages.csv.

Run `python -m tests.returns.samples FOLDER` to write the files and look at them in a spreadsheet program.
"""

import sys
from pathlib import Path

from tests.returns import asked, personal, put_right, refused
from tests.returns.register import SAMPLES

__all__ = ["SAMPLES", "asked", "personal", "put_right", "refused"]

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for filename, make in SAMPLES.values():
        (folder / filename).write_bytes(make())
