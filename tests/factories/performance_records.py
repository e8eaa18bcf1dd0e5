"""Sources of the document about an assessment of performance: two evaluators, a decision, users, a plan, evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from puas.domain.filing import FilingHead
from puas.domain.performance_record import DRAFT_MARK, PerformanceRecordSource, RecordedEvidence, RecordedImprovement
from puas.domain.performance_snapshot import EVALUATOR_FORM, SELF_FORM, Decision, GivenScore, SentSheet
from puas.domain.regulation.performance_registry import performance_edition
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.domain.service_performance import count_answers

NEW, OLD = "permenpanrb-29-2022", "permenpanrb-17-2017"
SENT_AT = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)


def record_source(
    edition_id: str = NEW, form: str = "A", *, is_validated: bool = True, score: int | None = None
) -> PerformanceRecordSource:
    """Scores that differ between people, or the same score everywhere."""
    edition = performance_edition(edition_id)
    own_form = edition.form(form)
    codes = [each.code for each in own_form.indicators]

    def sheet(kind: str, person: str, shift: int) -> SentSheet:
        scores = [score if score is not None else (number * 7 + shift) % 4 + 2 for number in range(len(codes))]
        given = tuple(GivenScore(code, each, "", None, "") for code, each in zip(codes, scores, strict=True))
        return SentSheet(kind, person, SENT_AT, "", given)

    answers = [
        {each.code: score if score is not None else (number + person) % 3 + 3 for number, each in enumerate(own_form.questions)}
        for person in range(12)
    ]
    users = count_answers(edition, form, answers)
    head = FilingHead(
        "ABCD23456", "http://localhost/verifikasi/ABCD23456",
        Letterhead(("Pemerintah Kabupaten Arjosari", "Dinas Kependudukan dan Pencatatan Sipil"), "Jalan Merdeka 1", "", "", "", None, None,
                   "#0b5c8a"),
        Signatory("Kepala Dinas", "Sri Wahyuni", "", "", "Arjosari", date(2026, 11, 20)),
        "Kabupaten Arjosari", "Dinas Kependudukan dan Pencatatan Sipil", datetime(2026, 11, 20, tzinfo=UTC), "Asia/Jakarta", True,
        "" if is_validated else DRAFT_MARK,
    )  # fmt: skip
    return PerformanceRecordSource(
        head=head, agency="Dinas Kependudukan dan Pencatatan Sipil", year=2026, edition_id=edition_id, form=form, weights="exact",
        is_validated=is_validated, validated_at=SENT_AT if is_validated else None, sha256="ab" * 32 if is_validated else "",
        recorded_index=None, recorded_category="", recorded_source="",
        sheets=(sheet(SELF_FORM, "Kepala Dinas", 3), sheet(EVALUATOR_FORM, "Budi Santoso", 0), sheet(EVALUATOR_FORM, "Rina Lestari", 1)),
        decisions=() if score is not None else (Decision(codes[2], 5, "Bukti publikasi lengkap di tiga media."),),
        respondents=users.respondents if edition.asks_users else 0, user_counts=users.counts if edition.asks_users else {},
        improvements=(
            RecordedImprovement(codes[0], "Standar pelayanan", "Menetapkan standar setiap layanan", "Desember 2026", "Sekretaris",
                                "selesai", "Ditetapkan dengan keputusan."),
        ),
        evidence=(RecordedEvidence(codes[0], "Keputusan standar pelayanan", "https://contoh.example/keputusan.pdf"),),
    )  # fmt: skip


def recorded_source() -> PerformanceRecordSource:
    """Only an index from a press release."""
    made = record_source(OLD, "")
    changes = {
        "recorded_index": Decimal("4.53"), "recorded_category": "A", "recorded_source": "Siaran pers 2019", "sheets": (), "decisions": (),
        "improvements": (), "evidence": (), "sha256": "", "validated_at": None,
    }  # fmt: skip
    return PerformanceRecordSource(**{**{name: getattr(made, name) for name in made.__dataclass_fields__}, **changes})
