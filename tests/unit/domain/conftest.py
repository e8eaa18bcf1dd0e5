"""Property tests: fewer examples than the default, and no deadline on a machine that is shared."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("puas", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Where the question is only what the domain imports, a few examples answer it.
settings.register_profile("few", settings.get_profile("puas"), max_examples=3)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "puas"))
