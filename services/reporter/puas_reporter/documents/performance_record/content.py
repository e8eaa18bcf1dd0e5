"""The document: index and category, aspects, every indicator with its scores, what users said, the derivation, weak ones and the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from puas.domain.performance_record import PerformanceRecordSource
from puas.domain.performance_users import RESPONDENTS_BASIS, SMALL_GROUP, WORDS_BASIS
from puas.domain.performance_worksheet import performance_worksheet
from puas.domain.regulation.performance_edition import Basis
from puas.domain.service_performance import (
    NO_SCORE,
    WEAK_BASIS,
    IndicatorFigure,
    PerformanceOutcome,
    weak_indicators,
)
from puas.presentation.dates import long_date
from puas.presentation.numbers import MISSING, decimal_number, index_number, whole_number
from puas_reporter.documents.blocks import Block, Column, Document, Listing, Paragraph, Table, Turn
from puas_reporter.documents.filing import filing_document

TITLE = "Penilaian kinerja unit pelayanan"
_UNVERIFIED = "belum terverifikasi"


def performance_document(source: PerformanceRecordSource, emblem: bytes | None = None) -> Document:
    """The document as blocks."""
    outcome = None if source.is_recorded else source.outcome()
    closing = (
        "Demikian hasil penilaian ini disusun untuk menjadi dasar perbaikan pelayanan publik."
        if source.is_validated
        else "Penilaian ini belum divalidasi; angkanya masih dapat berubah."
    )
    return filing_document(
        source.head, emblem, title=TITLE, facts=_facts(source, outcome), body=_body(source, outcome), closing=closing,
        keywords=("IPP", source.edition.name, source.agency, str(source.year)),
    )  # fmt: skip


def name_of(source: PerformanceRecordSource) -> Sequence[str]:
    """What its files are called."""
    return ("kinerja pelayanan", source.agency, str(source.year))


def _facts(source: PerformanceRecordSource, outcome: PerformanceOutcome | None) -> list[tuple[str, str]]:
    facts = [("Unit penyelenggara", source.agency), ("Tahun", str(source.year)), ("Aturan", source.edition.name)]
    form = source.edition.form(source.form)
    if source.form:
        facts.append(("Bentuk", form.name))
    if source.is_recorded:
        facts += [("Indeks Pelayanan Publik", f"{index_number(source.recorded_index)} ({source.recorded_category})"),
                  ("Sumber", source.recorded_source)]  # fmt: skip
        return facts
    facts.append(("Indeks Pelayanan Publik", _index(outcome)))
    facts.append(("Evaluator", ", ".join(each.person for each in source.evaluators) or "belum ada yang mengirim"))
    if source.edition.asks_users:
        facts.append(("Pengguna yang menjawab", f"{whole_number(source.respondents)} orang"))
    if source.validated_at is not None:
        facts.append(("Divalidasi", long_date(source.validated_at.astimezone(ZoneInfo(source.head.time_zone)).date())))
        facts.append(("Sidik penilaian", source.sha256[:16]))
    return facts


def _index(outcome: PerformanceOutcome | None) -> str:
    if outcome is None or outcome.printed is None or outcome.category is None:
        return "belum dapat dihitung"
    return f"{index_number(outcome.printed)} · {outcome.category.letter} · {outcome.category.label}"


def _body(source: PerformanceRecordSource, outcome: PerformanceOutcome | None) -> Iterator[Block]:
    yield Paragraph(source.edition.title)
    if outcome is None:
        yield Paragraph("Indeks ini dicatat dari sumber di luar Puas. Nilai setiap indikatornya tidak diketahui, sehingga tidak diperiksa.")
    else:
        yield from _assessed(source, outcome)
    if source.improvements:
        yield _plan(source)
    if source.evidence:
        yield _evidence(source)
    if source.evaluators:
        yield _people(source)
    yield Paragraph("Dasar dan yang belum kami ketahui", strong=True)
    yield Listing(tuple(_remarks(source)))


def _assessed(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> Iterator[Block]:
    if outcome.missing:
        gaps = sum(1 for each in outcome.missing if each.kind == NO_SCORE)
        blanks = len(outcome.missing) - gaps
        said = [f"{whole_number(gaps)} indikator belum dinilai"] if gaps else []
        said += [f"{whole_number(blanks)} pernyataan F-03 belum dijawab"] if blanks else []
        yield Paragraph(f"Indeks belum dapat dihitung: {' dan '.join(said)}.")
    yield _aspects(source, outcome)
    if outcome.user_aspects and source.respondents:
        yield _users(source, outcome)
    yield Turn(True)
    yield _indicators(source, outcome)
    if source.decisions:
        yield _decisions(source)
    yield Turn(False)
    weak = weak_indicators(outcome)
    if weak:
        yield _weak(source, weak)
    yield from _derivation(source, outcome)


def _aspects(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> Table:
    asked = {each.aspect.number: each.value for each in outcome.user_aspects}
    columns = [Column("Aspek", 48), Column("Bobot", 14, "right"), Column("F-02", 16, "right")]
    rows = []
    for each in outcome.aspects:
        if each.aspect.weight is None:
            continue
        row = [f"{each.aspect.roman}. {each.aspect.name}", f"{decimal_number(each.aspect.weight * 100, 0)}%", index_number(each.value)]
        rows.append((*row, index_number(asked.get(each.aspect.number))) if source.edition.asks_users else tuple(row))
    totals: tuple[str, ...] = ("Jumlah tertimbang", "100%", index_number(outcome.evaluated))
    if source.edition.asks_users:
        columns.append(Column("F-03", 16, "right"))
        totals = ("Jumlah tertimbang F-02; rata-rata aspek F-03", "100%", index_number(outcome.evaluated), index_number(outcome.users))
    note = source.edition.bases["formula"].note
    return Table("Nilai menurut aspek", tuple(columns), tuple(rows), (totals,), note=note)


def _indicators(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> Table:
    """One column per evaluator while they fit; initials of the columns stand in the note."""
    people = source.evaluators
    own = source.own.by_code() if source.own else {}
    columns = [Column("Kode", 9), Column("Indikator", 44), Column("F-01", 7, "center")]
    columns += [Column(f"E{number}", 6, "center") for number in range(1, len(people) + 1)]
    columns += [Column("Rata-rata", 10, "right"), Column("Putusan", 9, "center"), Column("Nilai", 8, "right")]
    rows = []
    for aspect in outcome.aspects:
        for each in aspect.indicators:
            scores = tuple(MISSING if score is None else str(score) for score in each.scores)
            decided = MISSING if each.decided is None else str(each.decided)
            mine = own.get(each.indicator.code)
            rows.append((
                each.indicator.code, _named(each), MISSING if mine is None else str(mine), *scores, index_number(each.mean), decided,
                index_number(each.value),
            ))  # fmt: skip
    who = "; ".join(f"E{number} {each.person}" for number, each in enumerate(people, 1))
    note = f"{who}. {source.edition.bases['evaluators'].note}" if who else source.edition.bases["evaluators"].note
    return Table("Nilai setiap indikator", tuple(columns), tuple(rows), note=note, small=True)


def _named(figure: IndicatorFigure) -> str:
    return figure.indicator.name if figure.indicator.scored else f"{figure.indicator.name} (informasi, tidak dihitung)"


def _decisions(source: PerformanceRecordSource) -> Table:
    form = source.edition.form(source.form)
    rows = tuple((each.indicator, form.indicator(each.indicator).name, str(each.score), each.reason) for each in source.decisions)
    columns = (Column("Kode", 9), Column("Indikator", 38), Column("Nilai", 8, "center"), Column("Alasan validator", 45))
    return Table("Keputusan validator", columns, rows, small=True)


def _users(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> Table:
    rows = tuple(
        (each.question.text, *(whole_number(count) for count in each.counts), index_number(each.mean))
        for aspect in outcome.user_aspects
        for each in aspect.questions
    )
    columns = (
        Column("Pernyataan", 50), *(Column(str(score), 6, "center") for score in range(6)), Column("Rata-rata", 14, "right"),
    )  # fmt: skip
    small = " Kurang dari 10 orang menjawab: hanya untuk keperluan sendiri." if source.respondents < SMALL_GROUP else ""
    return Table(
        f"Penilaian pengguna (F-03), {whole_number(source.respondents)} orang: berapa kali setiap nilai dipilih", columns, rows,
        note=f"{WORDS_BASIS.note}{small}", small=True,
    )  # fmt: skip


def _weak(source: PerformanceRecordSource, weak: Sequence[IndicatorFigure]) -> Table:
    planned = {each.part for each in source.improvements}
    rows = tuple(
        (each.indicator.code, each.indicator.name, index_number(each.value), "ada" if each.indicator.code in planned else "belum ada")
        for each in weak
    )
    columns = (Column("Kode", 10), Column("Indikator", 58), Column("Nilai", 12, "right"), Column("Rencana", 20))
    return Table("Indikator yang lemah", columns, rows, note=WEAK_BASIS.note, small=True)


def _plan(source: PerformanceRecordSource) -> Table:
    rows = tuple(
        (each.topic, each.action, each.due or MISSING, each.person or MISSING, f"{each.standing}: {each.description}" if each.description
         else each.standing)
        for each in source.improvements
    )  # fmt: skip
    columns = (
        Column("Hal", 24), Column("Rencana", 30), Column("Waktu", 14), Column("Penanggung jawab", 15), Column("Keadaan", 17),
    )  # fmt: skip
    return Table("Rencana perbaikan", columns, rows, small=True)


def _evidence(source: PerformanceRecordSource) -> Table:
    rows = tuple((each.part or "seluruhnya", each.title, each.where) for each in source.evidence)
    return Table("Daftar bukti", (Column("Indikator", 14), Column("Bukti", 46), Column("Berkas atau alamat", 40)), rows, small=True)


def _people(source: PerformanceRecordSource) -> Table:
    """Who evaluated, with room to sign."""
    zone = ZoneInfo(source.head.time_zone)
    rows = tuple(
        (f"E{number}", each.person, long_date(each.sent_at.astimezone(zone).date()), "")
        for number, each in enumerate(source.evaluators, 1)
    )
    return Table("Evaluator", (Column("", 6, "center"), Column("Nama", 40), Column("Dikirim", 24), Column("Tanda tangan", 30)), rows)


def _derivation(source: PerformanceRecordSource, outcome: PerformanceOutcome) -> Iterator[Block]:
    yield Paragraph("Kertas kerja: dari nilai sampai indeks", strong=True)
    for section in performance_worksheet(source.edition, outcome):
        rows = tuple((each.name, each.expression, each.shown) for each in section.steps)
        columns = (Column("Langkah", 46), Column("Perhitungan", 40), Column("Hasil", 14, "right"))
        yield Table(section.heading, columns, rows, small=True)


def _remarks(source: PerformanceRecordSource) -> Iterator[str]:
    edition = source.edition
    for name, words in (("aspects", "Aspek dan bobotnya"), ("indicators", "Indikator"), ("formula", "Rumus"), ("categories", "Kategori"),
                        ("boundaries", "Pembulatan"), ("evaluators", "Beberapa evaluator"), ("users", "Pengguna")):  # fmt: skip
        yield f"{words}: {_basis(edition.bases[name])}"
    yield f"Bobot indikator: {_basis(edition.weight_set(source.weights).basis)}"
    if edition.asks_users:
        yield f"Jumlah pengguna: {_basis(RESPONDENTS_BASIS)}"
    yield from (f"Belum kami ketahui: {each}" for each in edition.unknown)


def _basis(basis: Basis) -> str:
    said = f"{basis.citation}. {basis.note}".strip() if basis.note else f"{basis.citation}."
    return f"{said} ({_UNVERIFIED})" if basis.is_unverified else said
