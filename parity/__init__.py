"""Parity: who takes part in public life, set against who lives in a place."""
