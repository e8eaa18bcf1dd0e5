"""What the one page for the governor says; the layout is shared with the page for the head of a regency."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain import province_words
from puas.domain.province_result import RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.presentation.dates import date_range
from puas.presentation.numbers import MISSING, index_number, signed_number, whole_number
from puas_reporter.documents.blocks import Document
from puas_reporter.documents.brief import Brief, BriefFrame, KeyFact, NamedValue
from puas_reporter.documents.brief_document import written_brief
from puas_reporter.documents.brief_page import placed_brief
from puas_reporter.documents.placed import PlacedDocument
from puas_reporter.documents.province_recap import wording
from puas_reporter.documents.province_recap.drawings import trend_drawing
from puas_reporter.documents.skm_report.wording import grade_cell


def governor_page(snapshot: ProvinceSnapshot, emblem: bytes | None = None) -> PlacedDocument:
    """As exactly one A4 page."""
    return placed_brief(governor_brief(snapshot), emblem)


def governor_document(snapshot: ProvinceSnapshot, emblem: bytes | None = None) -> Document:
    """As a document to edit."""
    return written_brief(governor_brief(snapshot), emblem)


def governor_brief(snapshot: ProvinceSnapshot) -> Brief:
    """The words and figures of the page."""
    result = snapshot.result
    index = result.index
    strongest, weakest = province_words.ends(result)
    margin = f" ± {index_number(index.margin)}" if index.margin is not None else ""
    return Brief(
        frame=_frame(snapshot),
        title="Ringkasan SKM untuk Gubernur",
        scope=f"{result.label} ({date_range(result.starts_on, result.ends_on)})",
        index=index_number(index.nik),
        letter=index.mutu or MISSING,
        mutu=index.mutu or None,
        predikat=index.predikat or "belum ada indeks",
        declared=f"Indeks Kepuasan Masyarakat {result.province_name}{margin}, {province_words.declared_words(result)}",
        other_mean=f"Pembanding, {province_words.other_words(result)}: {province_words.index_words(result.other_mean)}",
        facts=_facts(snapshot),
        strongest=_named(strongest),
        weakest=_named(weakest),
        unsur=tuple(
            NamedValue(
                province_words.unsur_label(result, each.slug), index_number(result.unsur_index(each)), result.unsur_mutu(each) or MISSING,
                *_where(snapshot, each.slug),
            )
            for each in province_words.lowest_unsur(result)
        ),
        promises=f"{province_words.promise_sentence(result)} {province_words.improved_sentence(result)}",
        gaps=province_words.reporting_sentence(snapshot),
        decisions=province_words.decisions(snapshot),
        mark=wording.marks(snapshot),
    )  # fmt: skip


def _frame(snapshot: ProvinceSnapshot) -> BriefFrame:
    result = snapshot.result
    return BriefFrame(
        name=result.province_name,
        label=result.label,
        year=result.scope_year,
        edition_name=result.edition_name,
        time_zone=result.time_zone,
        prepared_at=snapshot.prepared_at,
        document_id=snapshot.document_id,
        verification_url=snapshot.verification_url,
        letterhead=snapshot.letterhead,
        units="Kabupaten/kota",
        units_short="Di n: unsur terlemah di n kabupaten/kota.",
        trend_title="Tren indeks provinsi",
        trend=(lambda width: trend_drawing(snapshot, width)) if len(result.trend) > 1 else None,
        note=(
            f"Perubahan dalam kurung: masih dalam batas kebetulan. Rata-rata dari indeks tercetak. n = {whole_number(result.respondents)} "
            f"responden, {result.edition_name}."
        ),
    )


def _facts(snapshot: ProvinceSnapshot) -> tuple[KeyFact, ...]:
    result, found = snapshot.result, snapshot.change
    items, done, late = province_words.promise_counts(result)
    late_results = sum(each.reporting.late for each in result.regencies)
    return (
        KeyFact(
            "Perubahan",
            signed_number(found.amount) if found else MISSING,
            f"dari {snapshot.previous.label} ({index_number(snapshot.previous.nik)})" if snapshot.previous else "belum ada pembanding",
        ),
        KeyFact(
            "Kabupaten/kota berindeks",
            f"{whole_number(len(result.counted))} / {whole_number(len(result.regencies))}",
            f"{whole_number(result.respondents)} responden",
        ),
        KeyFact("Hasil terlambat", whole_number(late_results), "belum diserahkan, sudah waktunya"),
        KeyFact(
            "Janji selesai",
            f"{whole_number(done)} / {whole_number(items)}" if items else MISSING,
            f"{whole_number(late)} lewat waktu" if items else "belum ada rencana tercatat",
        ),
    )


def _named(lines: Sequence[RegencyLine]) -> tuple[NamedValue, ...]:
    def named(line: RegencyLine) -> NamedValue:
        found = line.change
        amount = wording.change_cell(line) if found else ""
        predikat = wording.predikat_of(line)
        letter = grade_cell(line.figures.mutu if line.figures else None, predikat)
        return NamedValue(line.name, wording.index_only(line), letter, f"{amount} dari sebelumnya" if amount else "", amount)

    return tuple(named(line) for line in lines)


def _where(snapshot: ProvinceSnapshot, slug: str) -> tuple[str, str]:
    number = whole_number(len(province_words.regencies_weakest_in(snapshot.result, slug)))
    return f"terlemah di {number} kabupaten/kota", f"di {number}"
