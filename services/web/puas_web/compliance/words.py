"""The Ombudsman's assessment in words: zones, faults, changes, states of the checklist, and what other registers propose."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain import compliance_entry as entry
from puas.domain.compliance_checklist import MISSING, NOT_APPLICABLE, PARTLY, THERE, UNKNOWN
from puas.domain.compliance_known import Proposal
from puas.domain.compliance_zone import (
    AGREES,
    AGREES_AS_POINTS,
    DIFFERS,
    INCOMPLETE,
    NOT_CHECKABLE,
    ComplianceChange,
    ComplianceGrade,
    DimensionCheck,
)
from puas.domain.regulation.ombudsman import HIJAU, KUNING, MERAH
from puas.presentation.numbers import index_number, signed_number, whole_number
from puas.presentation.zones import zone_tag
from puas_web.layout import page_language

ZONES: Mapping[str, LazyString] = {HIJAU: _l("Hijau"), KUNING: _l("Kuning"), MERAH: _l("Merah")}

ENTRY_FAULTS: Mapping[str, LazyString] = {
    entry.NO_SUCH_YEAR: _l("Tulis tahun 2009 atau sesudahnya."),
    entry.FUTURE_YEAR: _l("Tahun ini belum tiba."),
    entry.NOT_HELD: _l("Tahun 2020 Ombudsman tidak melakukan penilaian, jadi tidak ada nilai yang dapat dicatat."),
    entry.SCORE_MISSING: _l("Tulis nilainya, misalnya 88,31."),
    entry.OPINION_MISSING: _l("Skala tahun ini belum diketahui. Tulis opininya seperti diumumkan; nilainya boleh menyertai."),
    entry.OUT_OF_RANGE: _l("Nilai kepatuhan antara 0 dan 100."),
    entry.TOO_PRECISE: _l("Tulis paling banyak dua angka di belakang koma."),
    entry.RANK_BEYOND: _l("Peringkat paling kecil 1 dan tidak lebih besar daripada jumlah yang dinilai."),
    entry.RANK_INCOMPLETE: _l("Isi peringkat beserta jumlah yang dinilai, atau kosongkan keduanya."),
    entry.UNKNOWN_DIMENSION: _l("Dimensi ini tidak dinilai pada tahun itu."),
    entry.TOO_LONG: _l("Isian ini terlalu panjang."),
    entry.TAKEN: _l("Sudah ada nilai untuk tahun dan unit ini. Sunting yang sudah ada."),
    entry.UNKNOWN_AGENCY: _l("Pilih salah satu perangkat daerah."),
}

SAVE_REFUSALS: Mapping[str, LazyString] = {
    "gone": _l("Nilai ini baru saja dihapus orang lain."),
    "changed-meanwhile": _l(
        "Orang lain baru saja mengubah nilai ini. Isian Anda masih di bawah; bandingkan dengan yang tersimpan, lalu simpan sekali lagi."
    ),
}

CHOOSE_REFUSALS: Mapping[str, LazyString] = {
    "out_of_years": _l("Daftar periksa disusun untuk tahun ini, tahun depan, atau tahun yang lalu."),
    "unknown_agency": _l("Salah satu perangkat daerah sudah tidak ada. Pilih kembali."),
}

CHECK_FAULTS: Mapping[str, LazyString] = {
    "unknown_item": _l("Butir ini tidak dikenal."),
    "unknown_state": _l("Pilih salah satu keadaan."),
    "too_long": _l("Catatan paling banyak 500 karakter."),
    "changed_meanwhile": _l("Orang lain baru saja mengubah butir ini. Periksa lagi, lalu simpan sekali lagi bila isian Anda yang benar."),
}

STATES: Mapping[str, LazyString] = {
    MISSING: _l("Belum ada"),
    PARTLY: _l("Sebagian"),
    THERE: _l("Ada"),
    NOT_APPLICABLE: _l("Tidak berlaku"),
    UNKNOWN: _l("Belum diperiksa"),
}
STATE_TAGS: Mapping[str, str] = {MISSING: "bad", PARTLY: "warn", THERE: "good", NOT_APPLICABLE: "plain", UNKNOWN: "plain"}


def zone_words(grade: ComplianceGrade) -> str:
    """``Zona hijau, A``: zone and letter, as a tag has room for."""
    if not grade.zone:
        return _("tanpa zona")
    zone = _("Zona %(zone)s", zone=str(ZONES[grade.zone]).lower())
    return f"{zone}, {grade.letter}" if grade.letter else zone


def _inside(text: str) -> str:
    """As it stands inside a sentence; a letter stays a capital."""
    return text[:1].lower() + text[1:]


def zone_kind(grade: ComplianceGrade) -> str:
    """The kind of its tag."""
    return zone_tag(grade.zone)


def change_words(change: ComplianceChange | None) -> str:
    """What changed; over a change of scale that, and what the earlier score would be by the later scale."""
    if change is None:
        return ""
    if change.amount is None:
        return _("Tidak dapat dibandingkan dengan %(year)s: salah satu tahun tidak bernilai.", year=change.earlier.year)
    amount = signed_number(change.amount, language=page_language())
    said = _("%(amount)s dari %(year)s.", amount=amount, year=change.earlier.year)
    if change.is_same_scale:
        return said
    if change.restated is not None:
        score = index_number(change.restated.score, page_language())
        return said + " " + _(
            "Skalanya berganti: %(score)s tahun %(year)s akan menjadi %(zone)s menurut %(scale)s.",
            score=score, year=change.earlier.year, zone=_inside(zone_words(change.restated)), scale=change.later.scale_name,
        )  # fmt: skip
    return said + " " + _("Skalanya berganti, jadi selisih ini bukan ukuran naik atau turun.")


def check_words(check: DimensionCheck) -> str:
    """What the dimensions say about the score."""
    weighted = index_number(check.weighted, page_language())
    difference = signed_number(check.difference, language=page_language()) if check.difference is not None else ""
    return {
        AGREES: _("Rata-rata tertimbang dimensi %(weighted)s, cocok dengan nilainya.", weighted=weighted),
        AGREES_AS_POINTS: _("Dimensi tercetak sebagai nilai terbobot; jumlahnya %(weighted)s, cocok dengan nilainya.", weighted=weighted),
        DIFFERS: _(
            "Rata-rata tertimbang dimensi %(weighted)s, berbeda %(difference)s dari nilai. Periksa kembali angka di sumbernya.",
            weighted=weighted, difference=difference,
        ),
        INCOMPLETE: _("Belum semua dimensi dicatat, jadi nilainya tidak dapat diperiksa dari dimensi."),
        NOT_CHECKABLE: _("Bobot setiap dimensi tahun ini belum diketahui, jadi nilainya tidak dapat diperiksa dari dimensi."),
    }[check.outcome]  # fmt: skip


def proposal_words(proposal: Proposal) -> str:
    """What another register knows, as a sentence."""
    numbers = {"part": whole_number(proposal.part, page_language()), "whole": whole_number(proposal.whole, page_language())}
    return {
        "component": _("Register standar: tertulis pada %(part)s dari %(whole)s layanan.", **numbers),
        "managed": _("Register standar: lengkap pada %(part)s dari %(whole)s layanan.", **numbers),
        "pledge": _("Register maklumat: ada maklumat yang berlaku, %(part)s dari %(whole)s bertempat pajang.", **numbers),
        "procedure": _("Register SOP: %(part)s dari %(whole)s layanan ber-SOP.", **numbers),
        "reviewed": _("Register SOP: %(part)s dari %(whole)s SOP dievaluasi tahun ini atau tahun lalu.", **numbers),
        "complaints": _("Register pengaduan: %(part)s dari %(whole)s pengaduan selesai.", **numbers),
        "survey": _("SKM: %(part)s periode sudah ditetapkan hasilnya, tahun ini atau tahun lalu.", **numbers),
        "publication": _("SKM: %(part)s dari %(whole)s hasil sudah diumumkan.", **numbers),
    }[proposal.fact]
