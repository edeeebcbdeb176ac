"""One module per idea: a query and statistics in, a frame of fixed shape out."""

import pandas as pd

# Frames of measures are small, and are taken apart many times over: text kept in Arrow's way, as pandas would have it,
# costs a third of all the work of a page that is asked for the first time.
pd.set_option("mode.string_storage", "python")
