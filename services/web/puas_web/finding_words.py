"""Sentences for what the proof-reader finds: why it was marked, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.report_findings import LOOK_BACK, PLAN, SECTION, SIGNATORY, Place, ReportFinding
from puas.domain.report_snapshot import TEXT_SECTIONS
from puas.presentation.dates import long_date

# What is printed, what would be right, and whom it is about stand in the sentence by these names.
WHY: dict[str, LazyString] = {
    "index_does_not_fit": _l("Indeks %(printed)s tidak ada dalam hasil."),
    "unsur_does_not_fit": _l("Nilai %(printed)s bukan nilai unsur %(subject)s."),
    "service_does_not_fit": _l("Nilai %(printed)s bukan nilai layanan %(subject)s."),
    "previous_does_not_fit": _l("Nilai %(printed)s bukan hasil periode sebelumnya."),
    "target_does_not_fit": _l("Target yang tercatat bukan %(printed)s."),
    "trend_does_not_fit": _l("Nilai %(printed)s bukan hasil %(subject)s."),
    "figure_unknown": _l("Angka %(printed)s tidak ada dalam hasil survei ini."),
    "out_of_range": _l("Nilai %(printed)s di luar skala 25 sampai 100."),
    "letter_does_not_fit": _l("Mutu %(printed)s tidak sesuai dengan nilainya."),
    "predikat_does_not_fit": _l("Predikat “%(printed)s” tidak sesuai dengan mutunya."),
    "ni_does_not_fit": _l("NI %(printed)s dan nilai konversi %(subject)s tidak mungkin berasal dari satu hitungan."),
    "change_does_not_fit": _l("Selisih %(printed)s bukan selisih kedua nilainya."),
    "direction_does_not_fit": _l("Tertulis “%(printed)s”, padahal nilainya bergerak ke arah lain."),
    "target_claim_wrong": _l("Tertulis “%(printed)s” target, padahal angkanya menunjukkan sebaliknya."),
    "not_among_lowest": _l("%(printed)s tidak termasuk yang terendah."),
    "not_among_highest": _l("%(printed)s tidak termasuk yang tertinggi."),
    "lowest_above_highest": _l("Daftar terendah memuat %(printed)s, lebih tinggi daripada isi daftar tertinggi."),
    "list_incomplete": _l("Daftar ini hanya menyebut %(printed)s."),
    "service_not_extreme": _l("Layanan %(printed)s bukan yang tertinggi atau terendah."),
    "group_not_largest": _l("Kelompok %(printed)s bukan yang terbesar."),
    "respondents_do_not_fit": _l("Jumlah responden %(printed)s tidak sesuai dengan hasil."),
    "population_does_not_fit": _l("Populasi %(printed)s tidak sesuai dengan yang tercatat."),
    "sample_does_not_fit": _l("Jumlah sampel %(printed)s tidak mengikuti populasinya."),
    "sample_claim_wrong": _l("Tertulis “%(printed)s”, padahal jumlah respondennya menunjukkan sebaliknya."),
    "share_does_not_fit": _l("Persentase %(printed)s tidak sesuai dengan jumlah di sampingnya."),
    "count_of_services_does_not_fit": _l("Jumlah jenis layanan bukan %(printed)s."),
    "months_do_not_fit": _l("Tertulis “%(printed)s”, tidak sesuai dengan periode survei."),
    "days_do_not_fit": _l("Tertulis %(printed)s hari kalender, tidak sesuai dengan periode survei."),
    "span_does_not_fit": _l("Rentang “%(printed)s” bukan periode survei ini."),
    "date_outside_period": _l("Tanggal %(printed)s di luar periode survei."),
    "impossible_date": _l("Tanggal %(printed)s tidak ada dalam kalender."),
    "other_period": _l("“%(printed)s” bukan periode laporan ini. Mungkin tersalin dari laporan lain."),
    "other_year": _l("“%(printed)s” bukan tahun laporan ini. Mungkin tersalin dari laporan lain."),
    "other_agency": _l("Nama perangkat daerah lain: %(printed)s. Mungkin tersalin dari laporan lain."),
    "other_region": _l("Nama daerah lain: %(printed)s. Mungkin tersalin dari laporan lain."),
    "section_empty": _l("Bagian ini kosong."),
    "section_short": _l("Bagian ini sangat pendek."),
    "placeholder": _l("Masih ada isian yang tertinggal: %(printed)s"),
    "paragraph_repeated": _l("Paragraf ini sama persis dengan paragraf di bagian lain."),
    "looks_back_without_lowest": _l("Bab ini belum menyinggung semua unsur terendah periode sebelumnya."),
    "plan_missing": _l("Rencana tindak lanjut belum diisi."),
    "unsur_without_plan": _l("Unsur yang lemah belum mempunyai rencana."),
    "plan_empty": _l("Rencana untuk %(subject)s belum berisi apa yang dikerjakan."),
    "plan_without_time": _l("Rencana untuk %(subject)s belum menyebut waktu."),
    "plan_without_person": _l("Rencana untuk %(subject)s belum menyebut penanggung jawab."),
    "plan_before_period_ends": _l("Waktu rencana untuk %(subject)s (%(printed)s) mendahului akhir periode survei."),
    "plan_far_away": _l("Waktu rencana untuk %(subject)s (%(printed)s) masih sangat jauh."),
    "plan_copied": _l("Rencana untuk %(subject)s sama dengan rencana periode lalu."),
    "plan_repeated": _l("Rencana untuk %(subject)s mengulang rencana periode lalu yang belum selesai."),
    "plan_twice": _l("Rencana untuk %(subject)s sama dengan rencana nomor %(expected)s."),
    "done_without_description": _l("Rencana untuk %(subject)s ditandai selesai tanpa keterangan."),
    "open_without_obstacle": _l("Rencana untuk %(subject)s belum selesai dan hambatannya belum ditulis."),
    "look_back_missing": _l("Tindak lanjut periode sebelumnya belum tercatat."),
    "signatory_name_missing": _l("Nama penanda tangan belum diisi."),
    "signatory_position_missing": _l("Jabatan penanda tangan belum diisi."),
    "signing_place_missing": _l("Tempat pengesahan belum diisi."),
    "signing_date_missing": _l("Tanggal pengesahan belum diisi."),
    "signed_before_period_ends": _l("Tanggal pengesahan (%(printed)s) mendahului akhir periode survei."),
    "signed_before_result": _l("Tanggal pengesahan (%(printed)s) mendahului penetapan hasil."),
    "signed_far_ahead": _l("Tanggal pengesahan (%(printed)s) masih sangat jauh."),
    "nip_missing": _l("NIP penanda tangan belum diisi."),
    "nip_not_18_digits": _l("NIP penanda tangan tidak terdiri dari 18 angka."),
    "nip_birth_date": _l("Delapan angka pertama NIP (%(printed)s) bukan tanggal lahir."),
    "nip_appointment": _l("Angka ke-9 sampai ke-14 NIP (%(printed)s) bukan tahun dan bulan pengangkatan."),
    "nip_sex": _l("Angka ke-15 sampai ke-18 NIP (%(printed)s) tidak mungkin."),
    "nip_age": _l("Umur menurut NIP tidak mungkin: lahir dan diangkat %(printed)s."),
    "name_implausible": _l("Nama penanda tangan (%(printed)s) tampak belum lengkap."),
    "no_index": _l("Hasil survei ini belum mempunyai indeks."),
    "result_does_not_hold": _l("Hasil tidak sama dengan hitungan ulangnya: %(printed)s."),
    "table_sum_does_not_fit": _l("Jumlah dalam tabel %(subject)s (%(printed)s) tidak sama dengan jumlah responden."),
    "period_label_does_not_fit": _l("Nama periode %(printed)s tidak sesuai dengan tanggalnya."),
    "trend_letter_does_not_fit": _l("Mutu dalam tren (%(printed)s) tidak sesuai dengan nilainya."),
    "trend_without_result": _l("Nilai terakhir dalam tren (%(printed)s) bukan hasil periode ini."),
    "below_sample": _l("Responden baru %(printed)s orang, di bawah sampel minimum."),
    "all_unsur_alike": _l("Semua unsur bernilai sama (%(printed)s). Periksa cara pengisian kuesionernya."),
}

RIGHT: dict[str, LazyString] = {
    "out_of_range": _l("Indeks pada hasil: %(expected)s."),
    "figure_unknown": _l("Indeks pada hasil: %(expected)s. Periksa dari mana angka ini berasal."),
    "ni_does_not_fit": _l("NI yang sesuai: %(expected)s."),
    "direction_does_not_fit": _l("Seharusnya: %(expected)s."),
    "not_among_lowest": _l("Yang terendah: %(expected)s."),
    "not_among_highest": _l("Yang tertinggi: %(expected)s."),
    "lowest_above_highest": _l("Seharusnya %(expected)s."),
    "list_incomplete": _l("Seharusnya %(expected)s."),
    "service_not_extreme": _l("Yang benar: %(expected)s."),
    "group_not_largest": _l("Yang terbesar: %(expected)s."),
    "months_do_not_fit": _l("Periode survei mencakup %(expected)s bulan."),
    "days_do_not_fit": _l("Periode survei berlangsung %(expected)s hari kalender."),
    "span_does_not_fit": _l("Periode survei: %(expected)s."),
    "date_outside_period": _l("Periode survei: %(expected)s."),
    "impossible_date": _l("Tulis tanggal yang ada."),
    "other_period": _l("Periode laporan ini: %(expected)s."),
    "other_year": _l("Tahun laporan ini: %(expected)s."),
    "other_agency": _l("Laporan ini milik %(expected)s."),
    "other_region": _l("Laporan ini milik %(expected)s."),
    "section_empty": _l("Tulis isinya, atau pakai draf dari angka."),
    "section_short": _l("Lengkapi agar pembaca memahaminya."),
    "placeholder": _l("Lengkapi atau hapus."),
    "paragraph_repeated": _l("Pertahankan di satu tempat saja."),
    "looks_back_without_lowest": _l("Sebutkan juga %(expected)s dan tindak lanjutnya."),
    "plan_missing": _l("Susun rencana untuk %(expected)s."),
    "unsur_without_plan": _l("Tambahkan rencana untuk %(expected)s."),
    "plan_empty": _l("Tulis kegiatan yang dapat diperiksa pelaksanaannya."),
    "plan_without_time": _l("Pilih bulan atau triwulan."),
    "plan_without_person": _l("Tulis jabatan yang bertanggung jawab."),
    "plan_before_period_ends": _l("Paling awal %(expected)s."),
    "plan_far_away": _l("Pilih waktu yang dapat dilaporkan pada periode berikutnya."),
    "plan_copied": _l("Tulis langkah baru: langkah yang sama belum mengangkat unsur ini."),
    "plan_repeated": _l("Boleh dilanjutkan, asal disengaja."),
    "plan_twice": _l("Tulis rencana yang khusus untuk unsur ini."),
    "done_without_description": _l("Tulis apa yang dilaksanakan, di mana, dan sejak kapan."),
    "open_without_obstacle": _l("Tulis hambatannya, supaya pembaca tahu sebabnya."),
    "look_back_missing": _l("Lengkapi tindak lanjut atas hasil %(expected)s bila ada."),
    "signatory_name_missing": _l("Isi nama lengkap dengan gelar."),
    "signatory_position_missing": _l("Isi jabatan sebagaimana tercetak di atas nama."),
    "signing_place_missing": _l("Isi tempat pengesahan."),
    "signing_date_missing": _l("Isi tanggal pengesahan."),
    "signed_before_period_ends": _l("Paling awal setelah %(expected)s."),
    "signed_before_result": _l("Hasil ditetapkan %(expected)s."),
    "signed_far_ahead": _l("Isi tanggal yang dekat dengan hari ini."),
    "nip_missing": _l("Isi 18 angka NIP."),
    "nip_not_18_digits": _l("Sekarang %(expected)s angka. Periksa pada surat keputusan."),
    "nip_birth_date": _l("Susunannya: tahun, bulan, tanggal lahir."),
    "nip_appointment": _l("Susunannya: tahun dan bulan pengangkatan."),
    "nip_sex": _l("Angka ke-15 adalah 1 atau 2, disusul nomor urut."),
    "nip_age": _l("Periksa NIP pada surat keputusan."),
    "name_implausible": _l("Isi nama lengkap dengan gelar."),
    "no_index": _l("Laporan final memerlukan indeks; drafnya tetap dapat dibuat."),
    "table_sum_does_not_fit": _l("Jumlah responden: %(expected)s."),
    "period_label_does_not_fit": _l("Tanggalnya: %(expected)s."),
    "below_sample": _l("Sampel minimum %(expected)s orang. Jelaskan sebabnya dalam laporan."),
    "all_unsur_alike": _l("Bila memang demikian, jelaskan dalam analisis."),
}
"""Where the sentence is not simply what would be right."""

RIGHT_IS = _l("Yang benar: %(expected)s.")

SIGNATORY_FIELDS: dict[str, LazyString] = {
    "name": _l("Nama penanda tangan"),
    "position": _l("Jabatan penanda tangan"),
    "nip": _l("NIP penanda tangan"),
    "place": _l("Tempat pengesahan"),
    "signed_on": _l("Tanggal pengesahan"),
}


def why_in_words(finding: ReportFinding) -> str:
    """Why it was marked."""
    return str(WHY[finding.code]) % _values(finding)


def right_in_words(finding: ReportFinding) -> str:
    """What would be right; empty where nobody but the author can say."""
    right = RIGHT.get(finding.code, RIGHT_IS if finding.expected else None)
    return str(right) % _values(finding) if right is not None else ""


def place_in_words(place: Place, titles: Mapping[str, str]) -> str:
    """Where it stands; `titles` names the texts as the report's form does."""
    if place.kind == SECTION:
        return titles.get(place.key) or TEXT_SECTIONS[place.key]
    if place.kind == SIGNATORY:
        return str(SIGNATORY_FIELDS[place.key])
    if place.kind == PLAN:
        return _("Rencana tindak lanjut nomor %(number)s", number=int(place.key) + 1) if place.key else _("Rencana tindak lanjut")
    if place.kind == LOOK_BACK:
        return _("Tindak lanjut sebelumnya nomor %(number)s", number=int(place.key) + 1) if place.key else _("Tindak lanjut sebelumnya")
    return {"sample": _("Jumlah responden"), "trend": _("Tren"), "target": _("Target"), "previous": _("Periode sebelumnya")}.get(
        place.key, _("Hasil survei")
    )


def _values(finding: ReportFinding) -> dict[str, str]:
    return {"printed": _shown(finding.printed), "expected": _shown(finding.expected), "subject": finding.subject}


def _shown(value: str) -> str:
    """Days as the country writes them; everything else is ready to be shown."""
    try:
        return long_date(date.fromisoformat(value)) if len(value) == 10 else value
    except ValueError:
        return value
