"""A frame in, a picture out: every chart of the product, and one sentence that says what it shows."""

from parity.charts.board import describe_seats, seats
from parity.charts.bodies import describe_funnel, funnel
from parity.charts.cases import cases, describe_cases
from parity.charts.change import describe_groups_over_time, groups_over_time
from parity.charts.course import describe_trend, numbered, trend
from parity.charts.dumbbell import describe_shares, shares
from parity.charts.evidence import describe_evidence, evidence
from parity.charts.indicators import describe_scorecard, scorecard
from parity.charts.look import CONFIG, nothing, plain, sent_often
from parity.charts.maps import Map, area_map, class_limits, describe_map, without_figure
from parity.charts.panels import describe_estimates, estimates
from parity.charts.ratios import describe_ratios, ratios
from parity.charts.staying import describe_staying, staying
from parity.charts.steps import describe_ladder, ladder

__all__ = [
    "CONFIG",
    "Map",
    "area_map",
    "cases",
    "class_limits",
    "describe_cases",
    "describe_estimates",
    "describe_evidence",
    "describe_funnel",
    "describe_groups_over_time",
    "describe_ladder",
    "describe_map",
    "describe_ratios",
    "describe_scorecard",
    "describe_seats",
    "describe_shares",
    "describe_staying",
    "describe_trend",
    "estimates",
    "evidence",
    "funnel",
    "groups_over_time",
    "ladder",
    "nothing",
    "numbered",
    "plain",
    "ratios",
    "scorecard",
    "seats",
    "sent_often",
    "shares",
    "staying",
    "trend",
    "without_figure",
]
