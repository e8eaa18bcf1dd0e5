"""The sentences of report cards in Indonesian. On screen the same sentences are the source of the translation; a test compares them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from puas.domain import card_rules as rules
from puas.domain import yardsticks
from puas.domain.card_advice import CardNote, Fact
from puas.domain.regulation.performance_registry import all_performance_editions
from puas.domain.report_card import UNITS, CardLine, CardPoint
from puas.presentation.numbers import MISSING, Language, index_number, signed_number, whole_number

LINE_NAMES: Mapping[str, str] = {
    rules.SURVEY: "Kepuasan masyarakat (SKM)",
    yardsticks.PERFORMANCE: "Kinerja unit pelayanan (IPP)",
    yardsticks.COMPLIANCE: "Kepatuhan (Ombudsman)",
    yardsticks.STANDARDS: "Standar pelayanan lengkap",
    yardsticks.PROCEDURES: "SOP dievaluasi",
    yardsticks.MINIMUM_SERVICES: "Bidang SPM dilaporkan",
    yardsticks.COMPLAINTS: "Pengaduan selesai",
    yardsticks.INNOVATIONS: "Inovasi",
    rules.PLANS: "Rencana tindak lanjut selesai",
    yardsticks.MALLS: "Mal pelayanan publik",
}

LEVEL_WORDS: Mapping[str, str] = {
    rules.GOOD: "baik",
    rules.FAIR: "cukup",
    rules.WEAK: "perlu dibenahi",
    rules.UNJUDGED: "tidak digolongkan",
    rules.MISSING: "belum ada",
}

RULE_WORDS: Mapping[str, str] = {
    rules.SURVEY: "Mutu A dan B baik, C dan D perlu dibenahi: tabel mutu peraturan SKM yang berlaku pada tahun itu.",
    yardsticks.PERFORMANCE: "Kategori A, A-, dan B baik; B-, C, dan C- cukup; D, E, dan F perlu dibenahi.",
    yardsticks.COMPLIANCE: "Zona hijau baik, kuning cukup, merah perlu dibenahi menurut skala tahun itu; tanpa skala tak digolongkan.",
    yardsticks.STANDARDS: "Lengkap untuk semua layanan baik, paling sedikit 50 persen cukup.",
    yardsticks.PROCEDURES: "Semua SOP dievaluasi pada tahun itu baik, paling sedikit 50 persen cukup.",
    yardsticks.MINIMUM_SERVICES: "Semua bidang yang diampu dilaporkan baik, paling sedikit 50 persen cukup.",
    yardsticks.COMPLAINTS: "Paling sedikit 90 persen selesai, dan 90 persen di antaranya tepat waktu, baik; mulai 50 persen cukup.",
    yardsticks.INNOVATIONS: "Paling sedikit satu inovasi cukup umur untuk dilombakan baik, inovasi yang masih baru cukup.",
    rules.PLANS: "Lebih dari 80 persen selesai baik, 30 sampai 80 persen cukup; baru dinilai setelah ada yang terlambat.",
    yardsticks.MALLS: "Mutu A dan B baik, C dan D perlu dibenahi: tabel mutu peraturan SKM. Yang terendah dinilai.",
}
"""By which rule a line is judged."""

POLICY_WORDS = "Pengelompokan dan ambangnya kebijakan Puas, belum terverifikasi."
"""Said of every line whose rule does not grade by itself."""

SENTENCES: Mapping[str, str] = {
    "survey_good": "Indeks kepuasan %(value)s dengan mutu %(letter)s.",
    "survey_good_up": "Indeks kepuasan %(value)s dengan mutu %(letter)s, naik %(change)s dari tahun sebelumnya.",
    "target_reached": "Target indeks kepuasan %(target)s tercapai.",
    "performance_good": "Indeks Pelayanan Publik %(value)s, kategori %(letter)s.",
    "performance_good_up": "Indeks Pelayanan Publik %(value)s, kategori %(letter)s, naik %(change)s dari tahun sebelumnya.",
    "compliance_good": "Nilai kepatuhan Ombudsman %(value)s, %(label)s.",
    "compliance_good_up": "Nilai kepatuhan Ombudsman %(value)s, %(label)s, naik %(change)s dari tahun sebelumnya.",
    "standards_good": "Standar pelayanan lengkap untuk semua layanan (%(services)s).",
    "procedures_good": "Semua SOP (%(procedures)s) sudah dievaluasi.",
    "minimum_services_good": "Semua bidang SPM yang diampu (%(fields)s) sudah dilaporkan.",
    "complaints_good": "%(settled)s dari %(received)s pengaduan selesai, %(in_time)s di antaranya tepat waktu.",
    "complaints_good_settled": "%(settled)s dari %(received)s pengaduan selesai.",
    "innovations_good": "Inovasi yang cukup umur untuk dilombakan: %(eligible)s.",
    "plans_good": "%(done)s dari %(promises)s rencana tindak lanjut selesai.",
    "malls_good": "%(name)s: indeks %(value)s dengan mutu %(letter)s.",
    "survey_low": "Indeks kepuasan %(value)s bermutu %(letter)s: mulai dari unsur terendah.",
    "survey_fell": "Indeks kepuasan turun %(change)s: lihat unsur yang menurun.",
    "survey_missing": "Belum ada indeks kepuasan yang terbit untuk %(year)s: selesaikan dan umumkan surveinya.",
    "target_missed": "Indeks kepuasan masih %(gap)s di bawah target %(target)s.",
    "performance_low": "Indeks Pelayanan Publik %(value)s, kategori %(letter)s: benahi aspek yang terlemah.",
    "performance_fell": "Indeks Pelayanan Publik turun %(change)s: bandingkan indikatornya dengan tahun sebelumnya.",
    "performance_indicators": "%(weak)s indikator kinerja bernilai rendah: jadikan rencana tindak lanjut.",
    "performance_missing": "Belum ada nilai kinerja untuk %(year)s: mulai penilaian atau catat hasilnya.",
    "compliance_low": "Nilai kepatuhan Ombudsman %(value)s, %(label)s: kerjakan daftar periksa kesiapan.",
    "compliance_fell": "Nilai kepatuhan Ombudsman turun %(change)s: lihat dimensi yang menurun.",
    "compliance_items": "%(count)s hal pada daftar periksa Ombudsman belum lengkap.",
    "compliance_missing": "Belum ada nilai Ombudsman untuk %(year)s: catat begitu diumumkan.",
    "standards_left": "%(count)s layanan belum memiliki standar pelayanan yang lengkap.",
    "standards_overdue": "%(count)s standar pelayanan lewat waktu peninjauannya.",
    "standards_hidden": "%(count)s standar pelayanan belum ditampilkan kepada masyarakat.",
    "standards_missing": "Standar pelayanan belum diisi: mulai dari layanan yang paling banyak dipakai.",
    "procedures_left": "%(count)s SOP belum dievaluasi untuk %(year)s.",
    "procedures_to_revise": "%(count)s SOP perlu direvisi menurut evaluasinya.",
    "procedures_missing": "Daftar SOP belum diisi: unggah dari lembar kerja, lalu evaluasi.",
    "minimum_services_left": "%(count)s bidang SPM belum dilaporkan untuk %(year)s.",
    "minimum_services_missing": "Pengampu SPM belum diisi untuk %(year)s.",
    "complaints_left": "%(count)s pengaduan belum selesai.",
    "complaints_late": "%(count)s pengaduan selesai lewat waktu.",
    "complaints_missing": "Jumlah pengaduan %(year)s belum diisi.",
    "innovations_young": "Inovasi belum cukup umur: siapkan bukti manfaatnya sejak sekarang.",
    "plans_late": "%(late)s rencana tindak lanjut terlambat: kerjakan atau bawa ke rencana berikutnya.",
    "malls_low": "%(name)s: indeks %(value)s bermutu %(letter)s.",
    "malls_fell": "Indeks mal pelayanan publik turun %(change)s.",
}


def rule_parts(rule: str, line: str) -> tuple[str, str]:
    """Name and form of the rule a figure was made by: `permenpanrb-29-2022:A` is PermenPANRB 29/2022, form A."""
    if line != yardsticks.PERFORMANCE:
        return rule, ""
    edition_id, _colon, form = rule.partition(":")
    return next((each.name for each in all_performance_editions() if each.id == edition_id), edition_id), form


def note_text(note: CardNote) -> str:
    """The whole sentence, in Indonesian."""
    return SENTENCES[note.sentence] % printed_facts(note)


def printed_facts(note: CardNote, language: Language = "id") -> dict[str, str]:
    """Numbers as the country writes them."""
    return {name: _printed(fact, language) for name, fact in note.facts.items()}


def _printed(fact: Fact, language: Language) -> str:
    if isinstance(fact, Decimal):
        return index_number(fact, language)
    return whole_number(fact, language) if isinstance(fact, int) else fact


def figure_text(line: CardLine) -> str:
    """The figure of a line as printed: an index, `3 dari 4`, a number, else what was said instead of one; an en dash of nothing."""
    if line.parts is not None:
        part, whole = line.parts
        return f"{whole_number(part)} dari {whole_number(whole)}"
    if line.value is None:
        units = line.figure.count(UNITS) if line.figure else 0
        return f"{whole_number(units)} unit dinilai" if units else (line.figure.label if line.figure else "") or MISSING
    return whole_number(line.value) if line.key == yardsticks.INNOVATIONS else index_number(line.value)


def remarks(line: CardLine) -> list[str]:
    """What stands beside the figure: the older rule, the year before, the target; of a blank the last year there was one."""
    if line.is_missing:
        if line.last is None:
            return []
        return [f"terakhir {line.last.year}: {_last_text(line.key, line.last)}"]
    found = []
    if line.figure and line.figure.rule:
        found.append(_rule_text(line.figure.rule, line.key))
    for other in line.figures[1:]:
        called = other.name or _rule_text(other.rule, line.key)
        found.append(f"{called}: {index_number(other.value)} {other.letter}".strip())
    if line.key == yardsticks.MINIMUM_SERVICES and line.figure and line.figure.value is not None:
        found.append(f"capaian {index_number(line.figure.value)} persen")
    if line.change is not None and line.before is not None:
        places = 0 if line.parts or line.key == yardsticks.INNOVATIONS else 2
        changed = signed_number(line.change, places) + (" poin persen" if line.parts else "")
        found.append(f"{changed} dari {line.before.year}")
    elif line.before is not None:
        found.append(f"aturan {line.before.year} berbeda")
    if line.gap is not None:
        found.append(f"target {index_number(line.target)} ({signed_number(line.gap)})")
    return found


def _last_text(line: str, point: CardPoint) -> str:
    """Value and letter; of a share how many of how many; else what was said instead of a number."""
    if point.value is None and point.units:
        return f"{whole_number(point.units)} unit dinilai"
    if line in SHARES and point.label:
        return point.label
    known = "" if point.value is None else point_text(line, point.value)
    return f"{known} {point.letter or point.label}".strip()


def point_text(line: str, value: Decimal | None) -> str:
    """The value of a point of a trend; shares in percent."""
    if value is None:
        return MISSING
    if line in SHARES:
        return f"{whole_number(value)}%"
    return whole_number(value) if line == yardsticks.INNOVATIONS else index_number(value)


SHARES = frozenset(
    {yardsticks.STANDARDS, yardsticks.PROCEDURES, yardsticks.MINIMUM_SERVICES, yardsticks.COMPLAINTS, rules.PLANS}
)
"""Lines whose trend is a share in percent."""


def _rule_text(rule: str, line: str) -> str:
    name, form = rule_parts(rule, line)
    return f"{name}, formulir {form}" if form else name
