"""Protection of counts, and the attack that every release must withstand: numbers in, numbers out."""

from parity.disclosure.attack import Hidden, Rounded, Statement, TimeUp, Weak, attack
from parity.disclosure.rounding import BASE, Rounding, rounded
from parity.disclosure.rules import LEAST_BASE, LEAST_BOARDS, LEAST_SIDE, can_be_pooled

__all__ = [
    "BASE", "LEAST_BASE", "LEAST_BOARDS", "LEAST_SIDE", "Hidden", "Rounded", "Rounding", "Statement", "TimeUp", "Weak",
    "attack", "can_be_pooled", "rounded",
]  # fmt: skip
