"""The auditor of old recaps on made-up recaps with one known fault each: how many causes it finds, and what it cries wolf about."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.figures import Figure, tell
from bench.recap_corpus import FOURTEEN, PER_UNSUR, RESPONDENTS, Case, corpus
from puas.domain.old_recap_audit import audit_recap
from puas.domain.old_recap_findings import RecapAudit
from puas.domain.old_recap_sheet import read_recap

SEED = 2017
ONE_UNIT = (RESPONDENTS, PER_UNSUR, FOURTEEN)


@dataclass
class Score:
    """What an audit of many recaps came to."""

    faulty: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    faulty_of: Counter[str] = field(default_factory=Counter)
    found_of: Counter[str] = field(default_factory=Counter)
    named_alone: int = 0
    hidden: int = 0
    clean: int = 0
    clean_with_findings: int = 0
    false_alarms: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.faulty.values()))

    @property
    def precision(self) -> float:
        right = sum(self.found.values())
        return right / max(1, right + self.false_alarms)


def score_all(cases: Iterable[Case]) -> Score:
    """Audit each recap and hold what was found against what was done to it."""
    score = Score()
    for case in cases:
        audit = audit_recap(read_recap(case.sheets))
        if case.name.startswith("clean"):
            _score_clean(score, case, audit)
        else:
            _score_faulty(score, case, audit)
    return score


def _score_clean(score: Score, case: Case, audit: RecapAudit) -> None:
    score.clean += 1
    score.clean_with_findings += bool(audit.findings)
    score.false_alarms += len(audit.findings)
    score.alarms += [f"{case.layout}/{case.name}: {each.code} {each.causes} {each.cell} {each.printed}" for each in audit.findings]


def _score_faulty(score: Score, case: Case, audit: RecapAudit) -> None:
    name = case.cause or "unexplained"
    right = [each for each in audit.findings if _names(each.causes, case.cause, each.code)]
    if not case.visible and not right:
        score.hidden += 1
        return
    score.faulty[name] += 1
    score.faulty_of[case.layout] += 1
    if right:
        score.found[name] += 1
        score.found_of[case.layout] += 1
        score.named_alone += any(len(each.causes) <= 1 for each in right)
    else:
        said = [(each.code, each.causes) for each in audit.findings]
        score.missed.append(f"{case.layout}/{case.name}: {said}")
    elsewhere = [each for each in audit.findings if each not in right and case.subject and not _is_about(case, each.subject, each.code)]
    score.false_alarms += len(elsewhere)
    score.alarms += [f"{case.layout}/{case.name}: {each.code} {each.causes} {each.subject}" for each in elsewhere]


def _names(causes: tuple[str, ...], wanted: str, code: str) -> bool:
    if not wanted:
        return code == "index" and not causes
    parts = {part.partition(":")[0] for cause in causes for part in cause.split("+")}
    return wanted in parts


def _is_about(case: Case, subject: str, code: str) -> bool:
    # Of one unit only the figures that follow from the spoiled one can be wrong too; so can the next year's change.
    return case.layout in ONE_UNIT or subject.casefold() == case.subject.casefold() or code == "change"


def main() -> None:
    parser = argparse.ArgumentParser(prog="puas bench audit --", description=__doc__)
    parser.add_argument("--rounds", type=int, default=12, help="recaps of every fault and layout")
    parser.add_argument("--missed", action="store_true", help="also list what was missed and what was false alarm, on the error stream")
    options = parser.parse_args()
    started = time.perf_counter()
    cases = list(corpus(SEED, options.rounds))
    made = time.perf_counter() - started
    score = score_all(cases)
    seconds = time.perf_counter() - started - made
    if options.missed:
        import sys

        print("\n".join(["missed:", *score.missed, "alarms:", *score.alarms]), file=sys.stderr)
    tell([
        Figure("recaps", len(cases)),
        Figure("kinds of faults", len(score.faulty)),
        Figure("faults visible in the figures", sum(score.faulty.values())),
        Figure("faults hidden by rounding", score.hidden),
        Figure("recall: right cause named", score.recall, goal=">= 0.97"),
        *(Figure(f"recall, {layout}", score.found_of[layout] / number) for layout, number in sorted(score.faulty_of.items())),
        Figure("named as the only cause", score.named_alone / max(1, sum(score.faulty.values()))),
        Figure("precision", score.precision, goal=">= 0.97"),
        Figure("clean recaps with a finding", score.clean_with_findings / max(1, score.clean), goal="<= 0.01"),
        Figure("milliseconds per recap", seconds * 1000 / max(1, len(cases)), "ms"),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
