"""Sentences about innovations."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.innovation_proposal import Missing
from puas.presentation.numbers import whole_number

FACTS = {"started_on": _l("Mulai diterapkan"), "decree": _l("Dasar penetapan"), "video_url": _l("Tautan video")}

SAVE_FAULTS = {
    "missing": _l("Isian ini wajib diisi."),
    "too-long": _l("Isian ini terlalu panjang."),
    "unknown": _l("Pilih salah satu dari pilihan yang ada."),
    "in-the-future": _l("Tanggal ini belum tiba. Tulis hari pertama inovasi benar-benar dipakai."),
    "too-early": _l("Tanggal ini terlalu lama. Periksa tahunnya."),
    "not-a-link": _l("Tulis tautan lengkap, misalnya https://youtu.be/contoh."),
    "out-of-range": _l("Angka ini di luar batas yang wajar."),
    "other-year": _l("Tanggal ini tidak sesuai dengan tahun kompetisinya."),
    "before-earlier-stage": _l("Tanggal ini mendahului batas tahap sebelumnya."),
}

WHOLE_FAULTS = {
    "unknown": _l("Inovasi ini tidak ditemukan lagi."),
    "handed-in": _l("Proposal ini sudah diajukan, jadi isinya tidak diubah lagi."),
    "changed-meanwhile": _l(
        "Orang lain baru saja menyimpan perubahan. Isian Anda masih ada di bawah; bandingkan dengan yang tersimpan, lalu simpan lagi."
    ),
}

STEP_FAULTS = {
    "unknown": _l("Inovasi ini tidak ditemukan lagi."),
    "unknown-stage": _l("Pilih tahap dari daftar."),
    "no-call": _l("Pilih dahulu kompetisi yang diikuti."),
    "incomplete": _l("Proposal belum lengkap. Lihat daftar yang masih kurang."),
    "late": _l("Batas waktu pendaftaran sudah lewat pada tanggal itu."),
    "is-out": _l("Perjalanan inovasi ini sudah berakhir pada kompetisi ini."),
    "not-further": _l("Tahap berikutnya harus lebih jauh daripada tahap sekarang."),
    "in-the-future": _l("Tanggal ini belum tiba."),
    "before-last-step": _l("Tanggal ini mendahului langkah sebelumnya."),
    "too-long": _l("Catatan ini terlalu panjang. Paling banyak 1.000 karakter."),
}


def missing_sentence(missing: Missing) -> str:
    """One thing that keeps a proposal from being handed in."""
    if missing.reason == "too-young":
        return _("Baru %(age)s bulan diterapkan; paling sedikit %(most)s bulan.", age=missing.number, most=missing.most)
    if missing.reason == "too-long":
        words, most = whole_number(missing.number), whole_number(missing.most)
        return _("%(words)s kata; paling banyak %(most)s kata.", words=words, most=most)
    sentences = {
        "no-start": _l("Belum diisi."),
        "no-decree": _l("Belum ada keputusan atau surat yang menetapkan inovasi ini."),
        "no-video": _l("Belum ada tautan video."),
        "empty": _l("Belum ditulis."),
    }
    return str(sentences[missing.reason])
