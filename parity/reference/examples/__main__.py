"""Writes the illustrative returns of data/examples again."""

from parity import places
from parity.reference.examples import produce_examples

if __name__ == "__main__":
    produce_examples(places.REFERENCE, places.PROJECT / "data" / "examples")
