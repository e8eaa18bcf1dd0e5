"""What property tests draw from: responses, and tallies of them."""

from __future__ import annotations

from hypothesis import strategies as st

from puas.domain.regulation.registry import edition
from puas.domain.tally import Tally, add_up

SLUGS = edition().slugs()
SCORE = st.integers(1, 4)

responses = st.fixed_dictionaries({slug: st.none() | SCORE for slug in SLUGS})
complete_responses = st.fixed_dictionaries(dict.fromkeys(SLUGS, SCORE))
samples = st.lists(responses, min_size=0, max_size=12)
complete_samples = st.lists(complete_responses, min_size=1, max_size=12)


def tally_of(sample: list[dict[str, int | None]]) -> Tally:
    return add_up(Tally.of_response(response) for response in sample)
