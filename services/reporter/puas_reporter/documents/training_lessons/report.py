"""Chapter: writing the report."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.report_forms import REPORT_FORMS
from puas.domain.report_snapshot import FIVE_CHAPTERS, FOUR_CHAPTERS
from puas.presentation.numbers import roman
from puas_reporter.documents.slide_deck import Grid, Points, Statement
from puas_reporter.documents.training_lessons import tables
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material

CHECKLIST = (
    "Nama unit, periode, dan tahun sama di sampul, ringkasan, dan kesimpulan",
    "Jumlah responden sama di semua tabel dan sama dengan jumlah setiap tabel profil",
    "Jumlah sampel dan populasi disebut; kekurangan dinyatakan terus terang",
    "NIK, mutu, dan predikat cocok satu sama lain di setiap tempat",
    "Tiga unsur terendah benar-benar yang terendah",
    "Setiap unsur terendah mempunyai rencana dengan waktu dan penanggung jawab",
    "Rencana periode lalu dilaporkan statusnya",
    "Tren menyebut peraturan setiap titiknya",
    "Penanda tangan, jabatan, dan NIP benar",
    "Nomor dokumen dan kode periksa tercetak",
)


def outline_rows(form_id: str) -> tables.Rows:
    """Chapters and sections of a form."""
    return tuple(
        (f"BAB {roman(number)}", chapter.title, "; ".join(section.title for section in chapter.sections if section.title) or "–")
        for number, chapter in enumerate(REPORT_FORMS[form_id].chapters, start=1)
    )


def lessons(_material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    for rank, form_id in ((1, FOUR_CHAPTERS), (3, FIVE_CHAPTERS)):
        form = REPORT_FORMS[form_id]
        yield Lesson(
            f"Bentuk laporan {form.years}",
            ((Grid(("Bab", "Judul", "Isinya"), outline_rows(form_id), (12, 28, 60), description=f"Susunan laporan {form.years}"), 1.0),),
            "Kedua bentuk masih dipakai di daerah; aplikasi mengisi keduanya dari hasil yang sama, sehingga angkanya tidak mungkin "
            "berbeda. Pilih bentuknya di pengaturan.",
            "Bentuk mana yang diminta di daerah Bapak dan Ibu?",
            rank=rank,
            source="Bentuk laporan yang dipakai instansi; bukan lampiran peraturan.",
        )
    yield Lesson(
        "Dari hasil ke laporan dalam empat langkah",
        ((Points((
            "Tutup periode: hasilnya dibekukan beserta kertas kerjanya.",
            "Lengkapi yang hanya diketahui manusia: sebab, rencana, foto kegiatan.",
            "Baca temuan pemeriksa naskah dan perbaiki.",
            "Buat laporan final, tanda tangani, serahkan.",
        ), numbered=True), 1.0),),
        "Angka mengisi dirinya sendiri; yang ditulis manusia adalah alasan dan janji. Tunjukkan di ruang latihan.",
        "Bagian mana yang paling lama ditulis selama ini?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Pemeriksa naskah: yang dibaca mesin",
        ((Points((
            "Tiga terendah benar-benar terendah.",
            "Huruf cocok dengan angkanya, persen berjumlah seratus.",
            "Tanggal dan bulan masuk akal, nama sama di semua tempat.",
            "Yang salah menghalangi laporan final; yang sekadar saran boleh dilewati setelah dibaca.",
        )), 1.0),),
        "Pemeriksa naskah membaca seperti orang teliti yang tidak pernah lelah. Ia tidak menilai isi rencana; itu tugas kita.",
        "Kesalahan apa yang pernah lolos sampai ke meja pimpinan?",
    )  # fmt: skip
    yield Lesson(
        "Daftar periksa sebelum tanda tangan",
        ((Points(CHECKLIST[:6], numbered=True), 1.0),),
        "Daftar lengkapnya ada di buku pegangan dan kartu saku. Minta peserta memeriksa laporan temannya, bukan laporannya sendiri.",
        "Butir mana yang paling sering terlewat?",
        rank=2,
    )
    yield Lesson(
        "Keaslian laporan dapat diperiksa siapa pun",
        ((Statement("Pindai kode pada laporan, lalu cocokkan angkanya", "tanpa masuk, tanpa akun"), 0.42),
         (Points((
             "Dokumen membawa hasil beku dan sidik jarinya di dalam berkas.",
             "Laporan yang ditarik dinyatakan ditarik, dengan alasannya.",
             "Tanda tangan elektronik dibubuhkan di luar aplikasi, sesudah berkasnya final.",
         )), 0.58)),
        "Mintalah peserta memindai kode pada laporan latihannya.",
        "Siapa di luar unit yang pernah meminta bukti angka?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Setelah diserahkan",
        ((Points((
            "Kabupaten atau kota memeriksa dan dapat mengembalikan dengan catatan.",
            "Rekap kabupaten dan provinsi mengambil hasil yang sama, tidak mengetik ulang.",
            "Hasil diumumkan; rencana mulai berjalan dan ditagih waktunya.",
        )), 1.0),),
        "Tutup bab ini dengan jalur laporan: unit, kabupaten atau kota, provinsi. Catatan pengembalian muncul di beranda petugas.",
        "Apa yang perlu disepakati agar laporan tidak terlambat lagi?",
        rank=3,
    )  # fmt: skip
