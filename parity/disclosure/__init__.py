"""Protection of counts, and the attack that every release must withstand: numbers in, numbers out."""

from parity.disclosure.attack import TimeUp, Weak, attack, attacked
from parity.disclosure.rounding import BASE, Rounding, rounded
from parity.disclosure.rules import LEAST_BASE, LEAST_BOARDS, LEAST_SIDE, can_be_pooled
from parity.disclosure.said import Hidden, Rounded, Said, Statement

__all__ = [
    "BASE", "LEAST_BASE", "LEAST_BOARDS", "LEAST_SIDE", "Hidden", "Rounded", "Rounding", "Said", "Statement", "TimeUp",
    "Weak", "attack", "attacked", "can_be_pooled", "rounded",
]  # fmt: skip
