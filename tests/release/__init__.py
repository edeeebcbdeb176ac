"""Releases: what the public may see, and what can be worked out of it."""
