"""Bytes into sheets of cells as text: opened in a child process, under limits. Knows nobody in the house."""

from parity.intake.read.parent import Cells, Finding, Limits, Reading, Sheet, read, read_here
from parity.intake.read.words import column_letters

__all__ = ["Cells", "Finding", "Limits", "Reading", "Sheet", "column_letters", "read", "read_here"]
