"""One module per idea: a query and statistics in, a frame of fixed shape out."""
