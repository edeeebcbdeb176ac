"""Findings to send: claims with their figures, sources and counter-readings, as PDF, slides, document and data."""
