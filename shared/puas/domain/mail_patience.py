"""How long an outgoing mail is tried: hourly for a day after the first quick tries, because servers are mended by day."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 28
# A process that claimed a mail and has not said what became of it by then is gone.
CLAIM_LOST_AFTER = timedelta(minutes=5)
# A mail nobody has tried yet lost its signal; the queue's own tries come within 12 minutes.
SIGNAL_LOST_AFTER = timedelta(minutes=1)
NEXT_TRY_AFTER = timedelta(hours=1)
