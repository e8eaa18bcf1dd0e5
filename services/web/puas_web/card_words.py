"""Report cards in the reader's language. The Indonesian sentences are those of `puas.presentation.card_texts`; a test compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask import Flask, current_app, url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain import card_rules as rules
from puas.domain import yardsticks
from puas.domain.card_advice import CardNote
from puas.domain.permissions import Action
from puas.domain.report_card import UNITS, CardLine, CardPoint
from puas.presentation.card_texts import SHARES, printed_facts, rule_parts
from puas.presentation.numbers import Language, decimal_number, index_number, whole_number
from puas_web.access import may
from puas_web.layout import page_language

LINE_NAMES: Mapping[str, LazyString] = {
    rules.SURVEY: _l("Kepuasan masyarakat (SKM)"),
    yardsticks.PERFORMANCE: _l("Kinerja unit pelayanan (IPP)"),
    yardsticks.COMPLIANCE: _l("Kepatuhan (Ombudsman)"),
    yardsticks.STANDARDS: _l("Standar pelayanan lengkap"),
    yardsticks.PROCEDURES: _l("SOP dievaluasi"),
    yardsticks.MINIMUM_SERVICES: _l("Bidang SPM dilaporkan"),
    yardsticks.COMPLAINTS: _l("Pengaduan selesai"),
    yardsticks.INNOVATIONS: _l("Inovasi"),
    rules.PLANS: _l("Rencana tindak lanjut selesai"),
    yardsticks.MALLS: _l("Mal pelayanan publik"),
}

SHORT_NAMES: Mapping[str, LazyString] = {
    rules.SURVEY: _l("SKM"),
    yardsticks.PERFORMANCE: _l("IPP"),
    yardsticks.COMPLIANCE: _l("Ombudsman"),
    yardsticks.STANDARDS: _l("Standar"),
    yardsticks.PROCEDURES: _l("SOP"),
    yardsticks.MINIMUM_SERVICES: _l("SPM"),
    yardsticks.COMPLAINTS: _l("Pengaduan"),
    yardsticks.INNOVATIONS: _l("Inovasi"),
    rules.PLANS: _l("RTL"),
    yardsticks.MALLS: _l("MPP"),
}
"""For the heads of wide tables."""

LEVEL_WORDS: Mapping[str, LazyString] = {
    rules.GOOD: _l("baik"),
    rules.FAIR: _l("cukup"),
    rules.WEAK: _l("perlu dibenahi"),
    rules.UNJUDGED: _l("tidak digolongkan"),
    rules.MISSING: _l("belum ada"),
}

RULE_WORDS: Mapping[str, LazyString] = {
    rules.SURVEY: _l("Mutu A dan B baik, C dan D perlu dibenahi: tabel mutu peraturan SKM yang berlaku pada tahun itu."),
    yardsticks.PERFORMANCE: _l("Kategori A, A-, dan B baik; B-, C, dan C- cukup; D, E, dan F perlu dibenahi."),
    yardsticks.COMPLIANCE: _l("Zona hijau baik, kuning cukup, merah perlu dibenahi menurut skala tahun itu; tanpa skala tak digolongkan."),
    yardsticks.STANDARDS: _l("Lengkap untuk semua layanan baik, paling sedikit 50 persen cukup."),
    yardsticks.PROCEDURES: _l("Semua SOP dievaluasi pada tahun itu baik, paling sedikit 50 persen cukup."),
    yardsticks.MINIMUM_SERVICES: _l("Semua bidang yang diampu dilaporkan baik, paling sedikit 50 persen cukup."),
    yardsticks.COMPLAINTS: _l("Paling sedikit 90 persen selesai, dan 90 persen di antaranya tepat waktu, baik; mulai 50 persen cukup."),
    yardsticks.INNOVATIONS: _l("Paling sedikit satu inovasi cukup umur untuk dilombakan baik, inovasi yang masih baru cukup."),
    rules.PLANS: _l("Lebih dari 80 persen selesai baik, 30 sampai 80 persen cukup; baru dinilai setelah ada yang terlambat."),
    yardsticks.MALLS: _l("Mutu A dan B baik, C dan D perlu dibenahi: tabel mutu peraturan SKM. Yang terendah dinilai."),
}

POLICY_WORDS = _l("Pengelompokan dan ambangnya kebijakan Puas, belum terverifikasi.")

SENTENCES: Mapping[str, LazyString] = {
    "survey_good": _l("Indeks kepuasan %(value)s dengan mutu %(letter)s."),
    "survey_good_up": _l("Indeks kepuasan %(value)s dengan mutu %(letter)s, naik %(change)s dari tahun sebelumnya."),
    "target_reached": _l("Target indeks kepuasan %(target)s tercapai."),
    "performance_good": _l("Indeks Pelayanan Publik %(value)s, kategori %(letter)s."),
    "performance_good_up": _l("Indeks Pelayanan Publik %(value)s, kategori %(letter)s, naik %(change)s dari tahun sebelumnya."),
    "compliance_good": _l("Nilai kepatuhan Ombudsman %(value)s, %(label)s."),
    "compliance_good_up": _l("Nilai kepatuhan Ombudsman %(value)s, %(label)s, naik %(change)s dari tahun sebelumnya."),
    "standards_good": _l("Standar pelayanan lengkap untuk semua layanan (%(services)s)."),
    "procedures_good": _l("Semua SOP (%(procedures)s) sudah dievaluasi."),
    "minimum_services_good": _l("Semua bidang SPM yang diampu (%(fields)s) sudah dilaporkan."),
    "complaints_good": _l("%(settled)s dari %(received)s pengaduan selesai, %(in_time)s di antaranya tepat waktu."),
    "complaints_good_settled": _l("%(settled)s dari %(received)s pengaduan selesai."),
    "innovations_good": _l("Inovasi yang cukup umur untuk dilombakan: %(eligible)s."),
    "plans_good": _l("%(done)s dari %(promises)s rencana tindak lanjut selesai."),
    "malls_good": _l("%(name)s: indeks %(value)s dengan mutu %(letter)s."),
    "survey_low": _l("Indeks kepuasan %(value)s bermutu %(letter)s: mulai dari unsur terendah."),
    "survey_fell": _l("Indeks kepuasan turun %(change)s: lihat unsur yang menurun."),
    "survey_missing": _l("Belum ada indeks kepuasan yang terbit untuk %(year)s: selesaikan dan umumkan surveinya."),
    "target_missed": _l("Indeks kepuasan masih %(gap)s di bawah target %(target)s."),
    "performance_low": _l("Indeks Pelayanan Publik %(value)s, kategori %(letter)s: benahi aspek yang terlemah."),
    "performance_fell": _l("Indeks Pelayanan Publik turun %(change)s: bandingkan indikatornya dengan tahun sebelumnya."),
    "performance_indicators": _l("%(weak)s indikator kinerja bernilai rendah: jadikan rencana tindak lanjut."),
    "performance_missing": _l("Belum ada nilai kinerja untuk %(year)s: mulai penilaian atau catat hasilnya."),
    "compliance_low": _l("Nilai kepatuhan Ombudsman %(value)s, %(label)s: kerjakan daftar periksa kesiapan."),
    "compliance_fell": _l("Nilai kepatuhan Ombudsman turun %(change)s: lihat dimensi yang menurun."),
    "compliance_items": _l("%(count)s hal pada daftar periksa Ombudsman belum lengkap."),
    "compliance_missing": _l("Belum ada nilai Ombudsman untuk %(year)s: catat begitu diumumkan."),
    "standards_left": _l("%(count)s layanan belum memiliki standar pelayanan yang lengkap."),
    "standards_overdue": _l("%(count)s standar pelayanan lewat waktu peninjauannya."),
    "standards_hidden": _l("%(count)s standar pelayanan belum ditampilkan kepada masyarakat."),
    "standards_missing": _l("Standar pelayanan belum diisi: mulai dari layanan yang paling banyak dipakai."),
    "procedures_left": _l("%(count)s SOP belum dievaluasi untuk %(year)s."),
    "procedures_to_revise": _l("%(count)s SOP perlu direvisi menurut evaluasinya."),
    "procedures_missing": _l("Daftar SOP belum diisi: unggah dari lembar kerja, lalu evaluasi."),
    "minimum_services_left": _l("%(count)s bidang SPM belum dilaporkan untuk %(year)s."),
    "minimum_services_missing": _l("Pengampu SPM belum diisi untuk %(year)s."),
    "complaints_left": _l("%(count)s pengaduan belum selesai."),
    "complaints_late": _l("%(count)s pengaduan selesai lewat waktu."),
    "complaints_missing": _l("Jumlah pengaduan %(year)s belum diisi."),
    "innovations_young": _l("Inovasi belum cukup umur: siapkan bukti manfaatnya sejak sekarang."),
    "plans_late": _l("%(late)s rencana tindak lanjut terlambat: kerjakan atau bawa ke rencana berikutnya."),
    "malls_low": _l("%(name)s: indeks %(value)s bermutu %(letter)s."),
    "malls_fell": _l("Indeks mal pelayanan publik turun %(change)s."),
}

MARKS: Mapping[str, str] = {rules.GOOD: "●", rules.FAIR: "▲", rules.WEAK: "◆", rules.UNJUDGED: "○", rules.MISSING: "–"}
"""A shape for each verdict beside its colour and its word; the same shapes as on charts."""

# Where a line is worked on. A page that does not exist yet is no link.
PLACES: Mapping[str, str] = {
    rules.SURVEY: "results.index",
    yardsticks.PERFORMANCE: "performance.index",
    yardsticks.COMPLIANCE: "compliance.index",
    yardsticks.STANDARDS: "standards.index",
    yardsticks.PROCEDURES: "procedures.index",
    yardsticks.MINIMUM_SERVICES: "minimum_services.index",
    yardsticks.COMPLAINTS: "complaints.index",
    yardsticks.INNOVATIONS: "innovations.index",
    rules.PLANS: "followups.index",
    yardsticks.MALLS: "malls.index",
}

# Who reads registers need not see the survey: an evaluator does not.
_ACTIONS: Mapping[str, Action] = {rules.SURVEY: Action.VIEW_RESULTS, rules.PLANS: Action.VIEW_FOLLOWUPS}

# Who can begin where a line has nothing yet: an assessment, a score of the Ombudsman and a mall are the regency's to record.
_BEGUN_BY: Mapping[str, Action] = {
    yardsticks.PERFORMANCE: Action.DECIDE_REGISTERS,
    yardsticks.COMPLIANCE: Action.DECIDE_REGISTERS,
    yardsticks.MALLS: Action.DECIDE_REGISTERS,
}


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of a card, where to act, and by whose rule it was said."""

    text: str
    url: str | None
    label: str
    why: str


def place_of(line: str) -> str | None:
    """The address of the page where a line is worked on; None where there is none, or none for this person."""
    endpoint = PLACES[line]
    is_open = endpoint in current_app.view_functions and may(_ACTIONS.get(line, Action.VIEW_REGISTERS))
    return url_for(endpoint) if is_open else None


def can_begin(line: str) -> bool:
    """Whether the person asking can fill in the line's register."""
    return line not in (rules.SURVEY, rules.PLANS) and may(_BEGUN_BY.get(line, Action.EDIT_REGISTERS))


def advice_of(note: CardNote, *, with_link: bool = True) -> Advice:
    """A note in words."""
    return Advice(note_words(note), place_of(note.line) if with_link else None, str(SHORT_NAMES[note.line]), rule_of_line(note.line))


def note_words(note: CardNote) -> str:
    """The sentence, its numbers written as the page writes them."""
    return str(SENTENCES[note.sentence]) % printed_facts(note, page_language())


def rule_of_line(line: str) -> str:
    """By which rule a line is judged, and that it is ours where it is."""
    words = str(RULE_WORDS[line])
    return words if line in rules.CITED else f"{words} {POLICY_WORDS}"


def figure_words(line: CardLine) -> str:
    """The figure as printed: an index, `3 dari 4`, a number, else what was said instead of one (an opinion); an en dash of nothing."""
    return FigureWriter().words(line)


class FigureWriter:
    """Writes figures in the reader's language, which is asked for once: a table has hundreds of them."""

    def __init__(self) -> None:
        self._language = page_language()
        self._parts = _("%(part)s dari %(whole)s")

    def words(self, line: CardLine) -> str:
        """The figure of a line, as `figure_words` has it."""
        parts, value = line.parts, line.value
        if parts is not None:
            part, whole = (whole_number(each, self._language) for each in parts)
            return self._parts % {"part": part, "whole": whole}
        units = line.figure.count(UNITS) if line.figure else 0
        if value is None and units:
            return _units_words(units)
        said = line.figure.label if line.figure and value is None else ""
        return said or _value_words(line.key, value, self._language)


def _units_words(units: int) -> str:
    return ngettext("%(num)s unit dinilai", "%(num)s unit dinilai", units)


def last_words(line: CardLine) -> str:
    """The newest earlier figure: value and letter, else what was said instead of a number (an opinion of the Ombudsman); empty of none."""
    if line.last is None:
        return ""
    return _point_words(line.key, line.last)


def _point_words(line: str, point: CardPoint) -> str:
    if point.value is None and point.units:
        return _units_words(point.units)
    if line in SHARES and point.label:
        return point.label
    value = value_words(line, point.value) if point.value is not None else ""
    return " ".join(each for each in (value, point.letter, point.label) if each)


def value_words(line: str, value: Decimal | None) -> str:
    """The value of a line or of a point of its trend: `88,50`, `75%`, `3`."""
    return _value_words(line, value, page_language())


def _value_words(line: str, value: Decimal | None, language: Language) -> str:
    if value is None:
        return index_number(None)
    if line in SHARES:
        return f"{decimal_number(value, places_of(line), language)}%"
    return decimal_number(value, places_of(line), language)


def rule_name(rule: str, line: str) -> str:
    """A rule as people call it: `permenpanrb-29-2022:A` is PermenPANRB 29/2022, form A."""
    name, form = rule_parts(rule, line)
    return _("%(rule)s, formulir %(form)s", rule=name, form=form) if form else name


def count_words(line: CardLine) -> list[str]:
    """What else is worth a word of the counts behind a figure; only what is known."""
    if line.figure is None:
        return []
    found = []
    for key, name, words in _COUNT_WORDS:
        number = line.figure.counts.get(name)
        if key == line.key and number:
            found.append(str(words) % {"number": whole_number(number, page_language())})
    if line.key == yardsticks.MINIMUM_SERVICES and line.figure.value is not None:
        found.append(_("Capaian %(value)s persen", value=index_number(line.figure.value, page_language())))
    if line.key == yardsticks.COMPLIANCE and line.figure.count("rank") and line.figure.count("rank_of"):
        found.append(_("Peringkat %(rank)s dari %(number)s", rank=line.figure.count("rank"), number=line.figure.count("rank_of")))
    return found


_COUNT_WORDS: tuple[tuple[str, str, LazyString], ...] = (
    (rules.SURVEY, "respondents", _l("%(number)s responden")),
    (yardsticks.PERFORMANCE, "weak", _l("%(number)s indikator bernilai rendah")),
    (yardsticks.STANDARDS, "shown", _l("%(number)s ditampilkan kepada masyarakat")),
    (yardsticks.STANDARDS, "overdue", _l("%(number)s lewat waktu peninjauan")),
    (yardsticks.STANDARDS, "pledges", _l("%(number)s maklumat pelayanan berlaku")),
    (yardsticks.PROCEDURES, "to_revise", _l("%(number)s perlu direvisi")),
    (yardsticks.COMPLAINTS, "in_time", _l("%(number)s tepat waktu")),
    (yardsticks.INNOVATIONS, "eligible", _l("%(number)s cukup umur untuk dilombakan")),
    (yardsticks.INNOVATIONS, "handed_in", _l("%(number)s diajukan ke kompetisi")),
    (rules.PLANS, "late", _l("%(number)s terlambat")),
    (yardsticks.MALLS, "agencies", _l("%(number)s perangkat daerah dan instansi")),
    (yardsticks.MALLS, "respondents", _l("%(number)s responden")),
)


def places_of(line: str) -> int:
    """Decimals of a line: two of an index or score, none of a share or a number."""
    return 0 if line in SHARES or line == yardsticks.INNOVATIONS else 2


def init_app(app: Flask) -> None:
    for words in (can_begin, count_words, figure_words, last_words, rule_of_line, note_words):
        app.add_template_filter(words)
    app.add_template_filter(lambda value, line: value_words(line, value), "last_value")
    app.add_template_filter(rule_name, "card_rule")
    app.add_template_filter(places_of, "card_places")
    app.add_template_filter(lambda line: LINE_NAMES[line], "card_line")
    app.add_template_filter(lambda line: SHORT_NAMES[line], "card_line_short")
    app.add_template_filter(lambda level: LEVEL_WORDS[level], "card_level")
    app.add_template_filter(lambda level: MARKS[level], "card_mark")
