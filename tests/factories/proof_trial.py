"""Trying the proof-reader on a corpus: what it finds of what was put in, and what it marks that was right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from puas.domain.report_findings import ReportFinding
from puas.domain.report_proof import proof_read
from tests.factories.report_corpus import Case, clean_case
from tests.factories.report_faults import TEXT_FAULTS
from tests.factories.report_faults_of_form import FORM_FAULTS
from tests.factories.report_spoiling import FaultKind, spoiled

FAULTS = (*TEXT_FAULTS, *FORM_FAULTS)

HONEST_ADVICE = frozenset({"below_sample"})
"""Findings that are right of a correct report: too few people were asked."""


@dataclass
class Trial:
    """Counts of one trial. A fault is found when a finding names one of its codes that the clean report has not."""

    tried: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[int, str]] = field(default_factory=list)
    clean: int = 0
    clean_marked: list[tuple[int, ReportFinding]] = field(default_factory=list)
    besides: list[tuple[int, str, ReportFinding]] = field(default_factory=list)
    right: int = 0

    @property
    def recall(self) -> float:
        """Faults found of faults put in."""
        return sum(self.found.values()) / max(1, sum(self.tried.values()))

    @property
    def precision(self) -> float:
        """Findings that are right of all findings, over clean and spoiled reports."""
        wrong = len(self.clean_marked) + len(self.besides)
        return self.right / max(1, self.right + wrong)


def try_corpus(seeds: range, faults: tuple[FaultKind, ...] = FAULTS, *, per_report: int | None = None) -> Trial:
    """Each seed is one clean report and, of it, one spoiled report per kind of fault (or `per_report` kinds drawn)."""
    trial = Trial()
    for seed in seeds:
        case = clean_case(seed)
        before = _read(case)
        trial.clean += 1
        trial.clean_marked += [(seed, each) for each in before if each.code not in HONEST_ADVICE]
        rng = Random(seed)
        chosen = faults if per_report is None else rng.sample(faults, per_report)
        for kind in chosen:
            _try_one(trial, case, before, kind, seed, Random(f"{seed}-{kind.id}"))
    return trial


def _try_one(trial: Trial, case: Case, before: tuple[ReportFinding, ...], kind: FaultKind, seed: int, rng: Random) -> None:
    made = spoiled(case, kind, rng)
    if made is None:
        return
    known = {(each.code, each.place, each.printed, each.excerpt) for each in before}
    new = [each for each in _read(made) if (each.code, each.place, each.printed, each.excerpt) not in known]
    named = [each for each in new if each.code in kind.codes]
    trial.tried[kind.id] += 1
    trial.found[kind.id] += bool(named)
    trial.right += len(named)
    if not named:
        trial.missed.append((seed, kind.id))
    trial.besides += [(seed, kind.id, each) for each in new if each.code not in kind.codes]


def _read(case: Case) -> tuple[ReportFinding, ...]:
    return proof_read(case.report, case.neighbours)
