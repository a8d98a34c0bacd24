"""How many examples properties are tried with, and what every test shares."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Readers of what strangers send, each for about ten minutes: pytest -k "rows_or_a_refusal or damaged_parts"
settings.register_profile("fuzz", max_examples=60_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
