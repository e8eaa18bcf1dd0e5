"""Chapter: preparing a survey."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from puas.presentation.numbers import whole_number
from puas_reporter.documents.slide_deck import Bars, Grid, Points, Statement
from puas_reporter.documents.training_lessons import tables
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material

CHECKLIST = (
    "Pelaksana survei ditetapkan dan tahu tugasnya",
    "Daftar jenis layanan unit lengkap, dengan jumlah penggunanya setahun",
    "Jumlah sampel dihitung dan dibagi ke setiap jenis layanan",
    "Periode survei dibuka dengan tanggal awal dan akhir",
    "Stiker atau poster QR terpasang di setiap loket dan sudah dicoba",
    "Formulir kertas tersedia bagi yang tidak memakai telepon",
    "Petugas loket tahu cara mengajak tanpa mengarahkan",
    "Kanal pengaduan tertulis di tempat yang terlihat",
)


def lessons(material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    bars = tables.sample_bars()
    yield Lesson(
        "Yang disiapkan sebelum loket dibuka",
        ((Points(CHECKLIST[:6]), 1.0),),
        "Baca daftar ini sebagai daftar periksa; lengkapnya ada di buku pegangan. Tekankan daftar jenis layanan: layanan yang tidak "
        "terdaftar tidak akan pernah dinilai.",
        "Butir mana yang belum ada di unit Bapak dan Ibu hari ini?",
    )
    yield Lesson(
        "Ruang lingkup: unit, layanan, periode",
        ((Grid(("Yang ditetapkan", "Pertanyaannya", "Contoh"), (
            ("Unit", "Siapa yang menerbitkan hasilnya?", "Dinas, kecamatan, puskesmas"),
            ("Jenis layanan", "Apa yang diurus warga di sini?", "; ".join(each.name for each in material.example.services)),
            ("Periode", "Kapan jawabannya dihitung?", "Triwulan, semester, atau tahun"),
            ("Titik survei", "Di mana warga menjawab?", "Stiker di loket, kios, tautan, kertas"),
        ), (20, 40, 40), description="Ruang lingkup survei"), 1.0),),
        "Nama layanan dan periode dibekukan saat periode dibuka. Karena itu rapikan dahulu daftarnya; perubahan nama sesudahnya tidak "
        "mengubah hasil yang sudah ada.",
        "Layanan apa yang hanya ada di unit Bapak dan Ibu?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Berapa responden yang diperlukan",
        ((Bars(
            tuple(whole_number(each) for each, _ in bars), tuple(Decimal(sample) for _, sample in bars),
            tuple(whole_number(sample) for _, sample in bars), "Sampel minimum", 0, 400,
            "Sampel menurut populasi: " + "; ".join(f"{whole_number(n)} orang {whole_number(s)}" for n, s in bars), step=50,
        ), 1.0),),
        "Sumbu kiri adalah populasi pengguna setahun, panjang batang adalah sampel minimumnya. Perhatikan: dari seribu ke sepuluh ribu "
        "pengguna, sampelnya hanya bertambah sedikit.",
        "Mengapa unit kecil justru perlu mengajak hampir semua penggunanya?",
        source="Krejcie dan Morgan (1970). Di antara dua baris tabel dipakai rumusnya; hasil menyebutkan cara yang dipakai.",
    )  # fmt: skip
    yield Lesson(
        "Sampel per layanan, atau satu sampel unit yang dibagi",
        ((Grid(("Jenis layanan", "Pengguna setahun", "Sampel sendiri", "Bagian sampel unit"), tables.spread_rows(material),
               (44, 20, 18, 18), frozenset({1, 2, 3}), "Sampel pada contoh menurut dua cara"), 0.62),
         (Points(("Per layanan: setiap layanan dapat berdiri sendiri, respondennya lebih banyak.",
                  "Per unit: satu sampel dibagi sebanding dengan penggunanya; inilah bawaan aplikasi.")), 0.38)),
        f"Contoh ini memakai {whole_number(material.population)} pengguna. Sebagai satu unit sampelnya {whole_number(material.sample)}. "
        "Latihan memakai cara per layanan. Sebutkan cara mana yang dipakai di laporan.",
        "Cara mana yang cocok bagi unit dengan banyak layanan kecil?",
        rank=2,
        source="Angka contoh. Sampel sendiri menurut rumus Krejcie dan Morgan; pembagian sebanding adalah kebijakan aplikasi.",
    )  # fmt: skip
    yield Lesson(
        "Kuesioner: yang boleh dan yang jangan",
        ((Grid(("Boleh", "Jangan"), (
            (
                f"Menyesuaikan kalimat dengan jenis layanan, {material.number_of_unsur} unsur tetap lengkap",
                "Menghapus unsur yang nilainya rendah",
            ),
            ("Menambah kolom saran", "Meminta nama, NIK, atau nomor telepon tanpa perlu"),
            ("Menyediakan bahasa daerah dan formulir kertas", "Mengganti empat pilihan dengan lima"),
            ("Menjelaskan pertanyaan bila diminta", "Membacakan sambil mengarahkan jawaban"),
        ), (50, 50), description="Yang boleh dan yang jangan pada kuesioner"), 1.0),),
        "Tegaskan alasan setiap larangan: perbandingan antarunit hanya adil bila yang ditanyakan sama.",
        "Pernahkah kuesioner di unit Bapak dan Ibu diubah? Bagian mana?",
        rank=3,
    )  # fmt: skip
    yield Lesson(
        "Siapa yang perlu diajak",
        ((Statement("Semua yang baru saja selesai dilayani", "bukan hanya yang tersenyum"), 0.42),
         (Points((
             "Lansia, penyandang disabilitas, dan warga tanpa telepon ditawari bantuan atau formulir kertas.",
             "Pengguna layanan daring menerima tautannya setelah selesai.",
             "Pegawai unit sendiri tidak mengisi untuk unitnya.",
         )), 0.58)),
        "Kelompok yang tidak terjangkau biasanya justru yang paling kesulitan. Kalau suaranya tidak masuk, unsur sarana dan prosedur "
        "tampak lebih baik daripada kenyataannya.",
        "Siapa yang belum pernah terjaring survei di unit Bapak dan Ibu?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Jadwal satu periode",
        ((Grid(("Kapan", "Apa", "Siapa"), (
            ("Dua minggu sebelum", "Daftar layanan dan sampel dirapikan, stiker dicetak", "Petugas, admin"),
            ("Selama periode", "Menjaring jawaban, melihat kekurangan setiap minggu", "Petugas loket"),
            ("Hari terakhir", "Periode ditutup pukul 24.00 waktu setempat", "Aplikasi"),
            ("Dua minggu sesudah", "Laporan disusun, diperiksa, diserahkan", "Petugas, admin"),
            ("Sebelum periode berikut", "Rencana dilaksanakan dan dibuktikan", "Penanggung jawab"),
        ), (24, 52, 24), description="Jadwal satu periode (usulan)"), 1.0),),
        "Jadwal ini usulan. Yang pasti hanyalah hari terakhirnya: jawaban sesudah itu disimpan sebagai terlambat dan tidak dihitung.",
        "Minggu keberapa Bapak dan Ibu biasanya mulai mengejar jawaban?",
        rank=3,
        source="Usulan bahan pelatihan; peraturan tidak menetapkan jadwal ini.",
    )  # fmt: skip
