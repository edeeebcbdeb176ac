"""England's scale: a large world made to order, and the same questions asked of Parity, pandas and SQLite side by side."""
