"""Hypothesis without a clock (SciPy's first import takes a second), and the same examples on every machine.

`HYPOTHESIS_PROFILE=search pytest tests/stats` looks for new counter-examples.
"""

import os

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
