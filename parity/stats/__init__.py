"""Numbers in, numbers out: every statistic of the product, and none of its data, words or pictures."""
