"""The report's own figures against each other: sums of tables, letters of the trend, the label of the period.

They come from one frozen result and so agree; a report that was carried over from elsewhere or changed on the way may not.
"""

from collections.abc import Iterator

from puas.domain.proof_reader import check_index
from puas.domain.proof_time import named_part
from puas.domain.quality_grade import grade
from puas.domain.regulation.registry import edition
from puas.domain.report_findings import CONTEXT, RESULT, Place, ReportFinding
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_check import NotRecomputable, mismatches
from puas.domain.result_snapshot import ResultSnapshot


def check_tables(report: ReportSnapshot) -> Iterator[ReportFinding]:
    """Everything printed in tables."""
    result = report.result
    yield from _sums(result)
    yield from _index(result)
    yield from _recomputed(result)
    yield from _period(result)
    yield from _trend(report)
    yield from _context(report)


def _sums(result: ResultSnapshot) -> Iterator[ReportFinding]:
    """Services, groups and answers per unsur against the respondents."""
    respondents = result.respondents
    in_units = sum(unit.respondents for unit in result.units)
    if in_units != respondents:
        yield _wrong_sum("units", in_units, respondents)
    for table in result.profile:
        total = sum(row.respondents for row in table.rows)
        if total != respondents:
            yield _wrong_sum(table.dimension, total, respondents, table.label)
    for unsur in result.unsur:
        four = result.counts.get(unsur.slug, (0, 0, 0, 0))
        if sum(four) > respondents or unsur.answered not in (sum(four), 0):
            yield _wrong_sum(unsur.slug, sum(four), min(respondents, unsur.answered))


def _wrong_sum(key: str, total: int, right: int, label: str = "") -> ReportFinding:
    return ReportFinding("table_sum_does_not_fit", Place(RESULT, key), str(total), str(right), subject=label)


def _index(result: ResultSnapshot) -> Iterator[ReportFinding]:
    rule, index = edition(result.edition_id), result.index
    if index.nik is None or index.ni is None:
        return
    for each in check_index(rule, nik=index.nik, ni=index.ni, mutu=index.mutu):
        yield ReportFinding(each.code, Place(RESULT, "index"), each.printed.replace(".", ","), each.expected.replace(".", ","))


def _recomputed(result: ResultSnapshot) -> Iterator[ReportFinding]:
    try:
        wrong = [each for each in mismatches(result) if not each.path.startswith("profile.")]
    except NotRecomputable as reason:
        yield ReportFinding("result_does_not_hold", Place(RESULT, ""), str(reason))
        return
    for each in wrong[:5]:
        yield ReportFinding("result_does_not_hold", Place(RESULT, each.path), each.stated, each.computed)


def _period(result: ResultSnapshot) -> Iterator[ReportFinding]:
    named = named_part(result.period.label)
    inside = named is None or (named.starts_on <= result.period.starts_on and result.period.ends_on <= named.ends_on)
    if not inside:
        dates = f"{result.period.starts_on.isoformat()} – {result.period.ends_on.isoformat()}"
        yield ReportFinding("period_label_does_not_fit", Place(RESULT, "period"), result.period.label, dates)


def _trend(report: ReportSnapshot) -> Iterator[ReportFinding]:
    for point in report.trend:
        right = grade(edition(point.edition_id), point.nik).mutu
        if point.mutu != right:
            yield ReportFinding("trend_letter_does_not_fit", Place(CONTEXT, "trend"), f"{point.label}: {point.mutu}", right)
    own = [point for point in report.trend if point.label == report.result.period.label]
    nik = report.result.index.nik
    if own and nik is not None and own[0].nik != nik:
        printed, right = (str(value).replace(".", ",") for value in (own[0].nik, nik))
        yield ReportFinding("trend_without_result", Place(CONTEXT, "trend"), printed, right)


def _context(report: ReportSnapshot) -> Iterator[ReportFinding]:
    previous, target, rule = report.previous, report.target, edition(report.result.edition_id)
    if target is not None and target.mutu != grade(rule, target.nik).mutu:
        yield ReportFinding("letter_does_not_fit", Place(CONTEXT, "target"), target.mutu, grade(rule, target.nik).mutu)
    if previous is not None and previous.edition_name == rule.name and previous.mutu != grade(rule, previous.nik).mutu:
        yield ReportFinding("letter_does_not_fit", Place(CONTEXT, "previous"), previous.mutu, grade(rule, previous.nik).mutu)
