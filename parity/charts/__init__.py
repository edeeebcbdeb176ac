"""A frame in, a picture out: every chart of the product, and one sentence that says what it shows."""

from parity.charts.look import CONFIG, plain
from parity.charts.maps import Map, area_map, class_limits, describe_map, without_figure
from parity.charts.shares import describe_shares, shares

__all__ = [
    "CONFIG",
    "Map",
    "area_map",
    "class_limits",
    "describe_map",
    "describe_shares",
    "plain",
    "shares",
    "without_figure",
]
