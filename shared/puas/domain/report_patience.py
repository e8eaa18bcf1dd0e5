"""How long a requested document may take, how often it is tried, and how long its files are kept."""

from datetime import timedelta

MOST_ATTEMPTS = 3
"""A document that kills its reporter three times is not tried a fourth time by itself."""

SIGNAL_LOST_AFTER = timedelta(minutes=1)
"""A request nobody took for so long was probably never heard of."""

CLAIM_LOST_AFTER = timedelta(minutes=4)
"""Longer than a reporter is allowed to work; whoever claimed it is gone."""

REPORT_KEPT_FOR = timedelta(days=400)
"""A report can be had again from the same frozen result; more than a year covers every audit of the year before."""

PRINTS_KEPT_FOR = timedelta(days=30)
"""Stickers and posters are printed at once or asked for again."""

FAILED_KEPT_FOR = timedelta(days=14)
"""Time enough to try again what failed."""
