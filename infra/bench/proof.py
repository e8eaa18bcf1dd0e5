"""The proof-reader on invented reports: what it finds of the faults put into them, and what it marks that was right.

The corpus is that of the tests (`tests/factories/report_corpus.py`), larger and with other seeds than those looked at while
the rules were written. Options: number of reports, first seed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bench.figures import Figure, tell

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

REPORTS = 60
FIRST_SEED = 20_000
FAULTS_PER_REPORT = 20


def main(reports: int = REPORTS, first: int = FIRST_SEED) -> None:
    """Measure and tell; what was missed and what was marked wrongly goes to standard error."""
    from puas.domain.report_proof import proof_read
    from tests.factories.proof_trial import FAULTS, try_corpus
    from tests.factories.report_corpus import clean_case

    trial = try_corpus(range(first, first + reports), per_report=FAULTS_PER_REPORT)
    one = clean_case(first)
    began = time.process_time()
    for _ in range(5):
        proof_read(one.report, one.neighbours)
    seconds = (time.process_time() - began) / 5
    for kind in FAULTS:
        tried, found = trial.tried[kind.id], trial.found[kind.id]
        print(f"{kind.id}: {found}/{tried}", file=sys.stderr)
    for seed, each in trial.clean_marked:
        print(f"marked though right: {seed} {each.code} {each.printed}: {each.excerpt}", file=sys.stderr)
    for seed, kind, each in trial.besides:
        print(f"marked besides: {seed} {kind}: {each.code} {each.printed}: {each.excerpt}", file=sys.stderr)
    for seed, kind in trial.missed:
        print(f"missed: {seed} {kind}", file=sys.stderr)
    worst = min(trial.found[each] / tried for each, tried in trial.tried.items())
    marked = len({seed for seed, _ in trial.clean_marked})
    tell(
        [
            Figure("kinds of fault", sum(1 for kind in FAULTS if trial.tried[kind.id]), "", ">= 30"),
            Figure("faults put in", sum(trial.tried.values())),
            Figure("recall", round(trial.recall, 4), "", ">= 0.95"),
            Figure("lowest recall of a kind", round(worst, 4), "", ">= 0.8"),
            Figure("precision", round(trial.precision, 4), "", ">= 0.95"),
            Figure("correct reports", trial.clean),
            Figure("correct reports with a mark", marked, "", "<= 1"),
            Figure("reading one report", round(seconds * 1000, 1), "ms"),
        ]
    )


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
