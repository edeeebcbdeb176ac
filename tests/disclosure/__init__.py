"""Rounding, rules and the attack: numbers in, numbers out."""
