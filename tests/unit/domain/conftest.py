"""Property tests: fewer examples than the default, and no deadline on a machine that is shared."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("puas", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("puas")
