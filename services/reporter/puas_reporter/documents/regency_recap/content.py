"""The recap as a document: a frozen record in, blocks out. Nothing here computes an index."""

from __future__ import annotations

from puas.domain import recap_words
from puas.domain.recap_snapshot import RecapSnapshot
from puas.presentation.dates import date_range
from puas.presentation.numbers import whole_number
from puas_reporter.documents.blocks import Document, Heading
from puas_reporter.documents.recap_frame import RecapFrame, framed
from puas_reporter.documents.regency_recap import agencies, overview, wording


def recap_document(recap: RecapSnapshot, emblem: bytes | None = None) -> Document:
    """The document of a recap."""
    body = (
        Heading("Ringkasan", 1, "I"), *overview.summary(recap),
        *agencies.all_agencies(recap, Heading("Perangkat Daerah", 1, "II")),
        Heading("Unsur Pelayanan", 1, "III"), *overview.unsur(recap),
        Heading("Tren dan Target", 1, "IV"), *overview.trend(recap),
        Heading("Tindak Lanjut", 1, "V"), *agencies.follow_up(recap),
    )  # fmt: skip
    return framed(recap, _frame(recap), body, emblem)


def _frame(recap: RecapSnapshot) -> RecapFrame:
    result, target = recap.result, recap.target
    return RecapFrame(
        name=wording.regency_name(recap),
        label=result.period.label,
        year=recap.scope_year,
        edition_name=result.edition_name,
        subject="Rekapitulasi SKM",
        facts=(
            ("Pemerintah daerah", wording.regency_name(recap)),
            ("Cakupan", result.period.label),
            ("Waktu pengumpulan data", date_range(result.period.starts_on, result.period.ends_on)),
            ("Peraturan", result.edition_name),
            ("Perangkat daerah", recap_words.units_sentence(recap).rstrip(".")),
            ("Jumlah responden", f"{whole_number(result.respondents)} orang"),
            ("Indeks Kepuasan Masyarakat", recap_words.index_words(result.index)),
            ("Cara hitung yang ditetapkan", recap_words.declared_words(recap)),
            ("Target", f"{recap_words.target_words(recap)}{f' ({target.source})' if target and target.source else ''}"),
        ),
        approval=(
            "Rekapitulasi ini disusun dari hasil Survei Kepuasan Masyarakat seluruh perangkat daerah dan disahkan sebagai bahan "
            "evaluasi penyelenggaraan pelayanan publik."
        ),
        mark=wording.marks(recap),
    )
