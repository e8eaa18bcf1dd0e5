"""The proof-reader: reads a whole report, texts and tables, as a careful colleague would before it is signed."""

from collections.abc import Iterable, Iterator

from puas.domain.proof_changes import check_changes, check_target
from puas.domain.proof_counts import check_counts, check_groups, check_samples, check_shares
from puas.domain.proof_facts import Facts
from puas.domain.proof_figures import check_letters, check_levels, check_pairs
from puas.domain.proof_form import check_result, check_sections, check_signature
from puas.domain.proof_names import Neighbours, check_names
from puas.domain.proof_plan import check_look_back, check_plan
from puas.domain.proof_ranks import check_largest_group, check_lists_against_each_other, check_ranks
from puas.domain.proof_tables import check_tables
from puas.domain.proof_text import sentences_of
from puas.domain.proof_time import check_times
from puas.domain.report_findings import MUST, PLACES, ReportFinding
from puas.domain.report_forms import report_form
from puas.domain.report_snapshot import ReportSnapshot

_SENTENCE_CHECKS = (
    check_pairs, check_levels, check_letters, check_changes, check_target, check_ranks, check_largest_group, check_counts, check_groups,
    check_shares, check_times,
)  # fmt: skip


def proof_read(report: ReportSnapshot, neighbours: Neighbours | None = None) -> tuple[ReportFinding, ...]:
    """Everything that is wrong or worth a second look, the gravest first, each once."""
    facts = Facts.of(report)
    found = (
        *check_tables(report),
        *check_result(report),
        *check_sections(printed_texts(report)),
        *_read_texts(facts, neighbours or Neighbours()),
        *check_plan(facts),
        *check_look_back(facts),
        *check_signature(report),
    )
    return _in_order(found, tuple(printed_texts(report)))


def printed_texts(report: ReportSnapshot) -> dict[str, str]:
    """The texts that the report's form prints, in its order; one that is missing is empty."""
    return {section: report.texts.get(section, "") for section in report_form(report.form).text_sections()}


def _read_texts(facts: Facts, neighbours: Neighbours) -> Iterator[ReportFinding]:
    for section, text in printed_texts(facts.report).items():
        sentences = tuple(sentences_of(section, _without_notes(facts.report, text)))
        for sentence in sentences:
            for check in _SENTENCE_CHECKS:
                yield from check(facts, sentence)
            yield from check_names(facts, neighbours, sentence)
        yield from check_samples(facts, sentences)
        yield from check_lists_against_each_other(facts, sentences)


def _without_notes(report: ReportSnapshot, text: str) -> str:
    """Notes on indexes published by another reckoning quote values that are not the report's own."""
    for point in report.trend:
        if point.note:
            text = text.replace(point.note, "")
    return text


def _in_order(found: Iterable[ReportFinding], sections: tuple[str, ...]) -> tuple[ReportFinding, ...]:
    """By severity, then by place in the report; what two checks say of one spot is said once."""
    once: dict[tuple[str, str, str, str], ReportFinding] = {}
    for each in found:
        once.setdefault((each.place.kind, each.place.key, each.printed if each.printed else each.code, each.excerpt), each)

    def order(finding: ReportFinding) -> tuple[bool, int, int, str]:
        place = finding.place
        return finding.severity != MUST, PLACES.index(place.kind), sections.index(place.key) if place.key in sections else -1, place.key

    return tuple(sorted(once.values(), key=order))
