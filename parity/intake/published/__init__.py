"""Layouts that others publish, taken as they are published and turned into rows of ours."""

from parity.intake.published.arrange import Published
from parity.intake.published.choose import convert

__all__ = ["Published", "convert"]
