"""How long the archive of a tenant that left is kept, and how often making it is tried."""

from datetime import timedelta

# Long enough for an office to notice the letter, fetch the file and look whether it can be read.
ARCHIVE_KEPT_FOR = timedelta(days=30)
MOST_ATTEMPTS = 5
# A claim older than this is given back: packing ten million answers takes a quarter of an hour.
CLAIM_LASTS = timedelta(hours=1)
# A row whose signal was lost waits so long.
SIGNAL_LOST_AFTER = timedelta(seconds=30)
