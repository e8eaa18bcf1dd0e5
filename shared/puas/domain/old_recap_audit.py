"""Audits an old recap: every printed figure recomputed, and every deviation explained by the convention or slip that makes it.

Lines are checked by themselves (`old_recap_line_audit`), then against each other: means below a list, numbers of respondents,
changes from year to year, and lines that were copied.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from puas.domain.old_recap_explain import LIKELY, OPEN, SURE, TRUNCATED, Explanation, half_a_step, is_cut_to, prints_as
from puas.domain.old_recap_findings import (
    AUDIT_FORMAT,
    CHANGE,
    COPIED,
    INDEX,
    RESPONDENTS,
    UNEXPLAINED,
    AuditedFault,
    AuditedLine,
    RecapAudit,
    RecapNote,
)
from puas.domain.old_recap_line_audit import LineAudit, audit_line, with_copied_index
from puas.domain.old_recap_tables import SUMMARY, Printed, Recap, RecapLine
from puas.domain.old_recap_words import plain
from puas.domain.printed_numbers import comma
from puas.domain.quality_grade import grade
from puas.domain.rounding import exact, round_half_up

_EXACT_PLACES = 3
_NRR_PLACES = 4
_TOLD_APART_BY_ORDER = ("pengaduan", "sarpras")
_ROUNDED_MEMBERS = Fraction(1, 200)


def audit_recap(recap: Recap) -> RecapAudit:
    """Audit everything that was read."""
    audits = [audit_line(line, number) for number, line in enumerate(recap.lines)]
    for audit in audits:
        if audit.line.role == SUMMARY:
            _check_summary(audit, [each for each in audits if each.line.group == audit.line.group and each is not audit])
    _check_changes(audits)
    _check_copies(audits)
    return RecapAudit(
        format=AUDIT_FORMAT,
        lines=tuple(_audited(audit) for audit in audits),
        findings=tuple(finding for audit in audits for finding in audit.findings),
        faults=tuple(AuditedFault(each.sheet, each.cell, each.given, each.code) for each in recap.faults),
        notes=tuple(RecapNote(code, sheet) for code, sheet in recap.notes if not _is_settled(code, sheet, recap.lines)),
    )


def _is_settled(code: str, sheet: str, lines: Sequence[RecapLine]) -> bool:
    return code == "order_unknown" and all(line.order_known for line in lines if line.sheet == sheet)


# The mean below a list


def _check_summary(audit: LineAudit, members: Sequence[LineAudit]) -> None:
    line = audit.line
    audit.findings = [finding for finding in audit.findings if finding.code not in (INDEX,)]
    people = [each.line.respondents.value for each in members if each.line.respondents]
    if line.respondents is not None and len(people) == len(members) and sum(people) != line.respondents.value:
        explanation = Explanation(("respondents-sum",), SURE)
        audit.add(RESPONDENTS, str(line.respondents.value), str(sum(people)), explanation, cell=line.respondents.cell)
    counted = [(each, nik) for each in members if (nik := each.printed_nik()) is not None]
    if line.nik is None or len(counted) < 2:
        return
    audit.explanation = _explain_mean(line.nik, counted)
    simple = _mean([exact(nik) for _, nik in counted])
    audit.basis = None
    if audit.explanation is not None:
        audit.add(INDEX, comma(line.nik.value), comma(round_half_up(simple, 2)), audit.explanation, cell=line.nik.cell, detail="mean")


def _explain_mean(printed: Printed, members: Sequence[tuple[LineAudit, Decimal]]) -> Explanation | None:
    niks = [exact(nik) for _, nik in members]
    exact_niks = [value for audit, _ in members if (value := audit.exact_nik()) is not None]
    simple = [_mean(niks), *([_mean(exact_niks)] if len(exact_niks) == len(niks) else [])]
    if any(prints_as(value, printed) for value in simple):
        return None
    weighted = _weighted(members)
    causes = ["respondent-weighted"] if weighted is not None and abs(weighted - exact(printed.value)) <= _slack(printed) else []
    if not causes and abs(simple[0] - exact(printed.value)) <= _slack(printed):
        return None
    if not causes and any(is_cut_to(value, printed) for value in simple):
        causes = [TRUNCATED]
    if not causes and len(niks) > 2:
        causes = [
            f"row-missed:{audit.line.title}"
            for number, (audit, _) in enumerate(members)
            if prints_as(_mean([nik for place, nik in enumerate(niks) if place != number]), printed)
        ]
    return Explanation(tuple(causes), SURE if len(causes) == 1 else LIKELY if causes else OPEN)


def _slack(printed: Printed) -> Fraction:
    return half_a_step(printed) + _ROUNDED_MEMBERS


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _weighted(members: Sequence[tuple[LineAudit, Decimal]]) -> Fraction | None:
    people = [(each.line.respondents.value if each.line.respondents else None) for each, _ in members]
    known = [number for number in people if number]
    if len(known) < len(people):
        return None
    return sum((exact(number) * exact(nik) for number, (_, nik) in zip(known, members, strict=True)), Fraction(0)) / exact(sum(known))


# From line to line


def _check_changes(audits: Sequence[LineAudit]) -> None:
    for audit in audits:
        line = audit.line
        before = _line_before(audit, audits)
        if line.previous is not None and before is not None:
            _check_previous(audit, line.previous, before)
        previous = line.previous.value if line.previous else before
        nik = audit.printed_nik()
        if line.change is None or previous is None or nik is None:
            continue
        right = nik - previous
        rounded = [round_half_up(exact(right), line.change.places), *_rounded_before(nik, previous, line.change)]
        if line.change.value not in rounded and abs(line.change.value) not in [abs(each) for each in rounded]:
            audit.add(CHANGE, comma(line.change.value), comma(right), Explanation(("change-wrong",), SURE), cell=line.change.cell)


def _rounded_before(nik: Decimal, previous: Decimal, change: Printed) -> list[Decimal]:
    return [round_half_up(exact(nik), change.places) - round_half_up(exact(previous), change.places)]


def _check_previous(audit: LineAudit, printed: Printed, before: Decimal) -> None:
    value = exact(before)
    if prints_as(value, printed) or printed.value == before:
        return
    cause = TRUNCATED if is_cut_to(value, printed) else "previous-differs"
    audit.add(CHANGE, comma(printed.value), comma(before), Explanation((cause,), SURE), cell=printed.cell, detail="previous")


def _line_before(audit: LineAudit, audits: Sequence[LineAudit]) -> Decimal | None:
    """The printed index of the same agency one year earlier."""
    line = audit.line
    if line.year is None or line.role == SUMMARY:
        return None
    for other in audits:
        same = plain(other.line.agency) == plain(line.agency) and other.line.part == line.part and other.line.role == line.role
        if same and other.line.year == line.year - 1 and other is not audit:
            return other.printed_nik()
    return None


def _check_copies(audits: Sequence[LineAudit]) -> None:
    for number, audit in enumerate(audits):
        twin = next((other for other in audits[:number] if _is_copy(audit.line, other.line)), None)
        if twin is not None:
            explanation = Explanation(("copied-row",), LIKELY)
            audit.add(COPIED, audit.line.title, "", explanation, cell=_first_cell(audit.line), detail=twin.line.title)
        index = audit.index()
        if index is None or audit.explanation is None or audit.explanation.causes:
            continue
        source = next((other for other in audits if other is not audit and _prints(other, index)), None)
        if source is not None:
            with_copied_index(audit, source.line.title)


def _is_copy(line: RecapLine, other: RecapLine) -> bool:
    """Whether all NRR are another line's: by chance that does not happen."""
    if line.role == SUMMARY or other.role == SUMMARY or line.role != other.role or (line.title, line.year) == (other.title, other.year):
        return False
    values = {slug: (each.nrr or each.nik) for slug, each in line.unsur.items()}
    others = {slug: (each.nrr or each.nik) for slug, each in other.unsur.items()}
    figures = [each.value for each in values.values() if each is not None]
    if len(figures) < 9 or len(set(figures)) < 3 or line.answers is not None or set(values) != set(others):
        return False
    return all(one is not None and two is not None and one.value == two.value for one, two in _by_slug(values, others))


def _by_slug(values: dict[str, Printed | None], others: dict[str, Printed | None]) -> list[tuple[Printed | None, Printed | None]]:
    """The figures of two lines, unsur by unsur."""
    return [(value, others[slug]) for slug, value in values.items()]


def _first_cell(line: RecapLine) -> str:
    return next((figure.cell for each in line.unsur.values() if (figure := each.nrr or each.nik)), "")


def _prints(audit: LineAudit, index: Printed) -> bool:
    other = audit.index()
    return other is not None and other.value == index.value and audit.explanation is None and audit.line.role != SUMMARY


# What is kept


def _audited(audit: LineAudit) -> AuditedLine:
    line, value, printed = audit.line, audit.exact_nik(), audit.printed_nik()
    index = audit.index()
    people = line.answers.respondents if line.answers else int(line.respondents.value) if line.respondents else None
    margin = audit.basis.margin if audit.basis else Fraction(0)
    return AuditedLine(
        sheet=line.sheet,
        role=line.role,
        title=line.title,
        year=line.year,
        part=line.part,
        agency=line.agency,
        service=line.service,
        edition_id=audit.grading_rule.id,
        respondents=people,
        nik=None if printed is None else round_half_up(exact(printed), _EXACT_PLACES if _has_three(printed) else 2),
        nik_cell=index.cell if index else "",
        mutu=line.mutu.value if line.mutu else "",
        basis=audit.basis_kind if audit.basis else "none",
        exact_nik=None if value is None else round_half_up(value, _EXACT_PLACES),
        margin=round_half_up(margin, _EXACT_PLACES),
        exact_mutu="" if value is None else grade(audit.grading_rule, value).mutu,
        convention=_convention(audit),
        unsur=_nrr(audit),
        group=line.group,
    )


def _has_three(printed: Decimal) -> bool:
    exponent = printed.as_tuple().exponent
    return isinstance(exponent, int) and exponent == -_EXACT_PLACES


def _convention(audit: LineAudit) -> str:
    if audit.index() is None or (audit.basis is None and audit.line.role != SUMMARY):
        return ""
    if audit.explanation is None:
        return "exact"
    return audit.explanation.causes[0] if audit.explanation.causes else UNEXPLAINED


def _nrr(audit: LineAudit) -> dict[str, Decimal]:
    if audit.basis is None:
        return {}
    left_out = () if audit.line.order_known else _TOLD_APART_BY_ORDER
    return {slug: round_half_up(mean, _NRR_PLACES) for slug, mean in audit.basis.means.items() if slug not in left_out}

