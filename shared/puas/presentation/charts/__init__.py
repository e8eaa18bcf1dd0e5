"""Charts as SVG text: the same drawing on a page, in a PDF and as a PNG. No chart without its n."""

from puas.presentation.charts.distribution import DistributionRow, distribution_bars
from puas.presentation.charts.donut import Slice, donut
from puas.presentation.charts.heat_table import HeatRow, heat_table
from puas.presentation.charts.intervals import IntervalRow, interval_dots
from puas.presentation.charts.meter import meter
from puas.presentation.charts.paired_bars import Pair, paired_bars
from puas.presentation.charts.palette import PAPER, SCREEN, Palette
from puas.presentation.charts.radar import radar
from puas.presentation.charts.share_bars import ShareRow, share_bars
from puas.presentation.charts.small_trend import SmallPoint, small_trend, verdict_look
from puas.presentation.charts.trend_line import TrendPoint, trend_line
from puas.presentation.charts.unsur_bars import Bar, Threshold, unsur_bars
from puas.presentation.charts.zone_columns import ZoneBand, ZoneColumn, zone_columns

__all__ = [
    "PAPER",
    "SCREEN",
    "Bar",
    "DistributionRow",
    "HeatRow",
    "IntervalRow",
    "Pair",
    "Palette",
    "ShareRow",
    "Slice",
    "SmallPoint",
    "Threshold",
    "TrendPoint",
    "ZoneBand",
    "ZoneColumn",
    "distribution_bars",
    "donut",
    "heat_table",
    "interval_dots",
    "meter",
    "paired_bars",
    "radar",
    "share_bars",
    "small_trend",
    "trend_line",
    "unsur_bars",
    "verdict_look",
    "zone_columns",
]
