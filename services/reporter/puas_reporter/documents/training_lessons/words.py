"""Titles of chapters and exercises, and what each exercise asks: the same words in every document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOPIC_TITLES: Mapping[str, str] = {
    "rule": "Dasar aturan",
    "preparing": "Menyiapkan survei",
    "collecting": "Mengumpulkan jawaban",
    "computing": "Menghitung indeks",
    "reading": "Membaca hasil",
    "follow-up": "Menindaklanjuti hasil",
    "report": "Menyusun laporan",
}

TOPIC_AIMS: Mapping[str, str] = {
    "rule": "Peserta dapat menyebutkan dasar hukum, unsur, dan kewajiban pelaksanaan survei.",
    "preparing": "Peserta dapat menetapkan ruang lingkup, jumlah responden, dan jadwal survei unitnya.",
    "collecting": "Peserta dapat menjaring jawaban yang jujur, cukup, dan mudah diberikan siapa pun.",
    "computing": "Peserta dapat menghitung nilai unsur, indeks, dan mutu, lalu memeriksanya dengan kertas kerja.",
    "reading": "Peserta dapat menemukan unsur terlemah dan menjelaskan artinya kepada pimpinan.",
    "follow-up": "Peserta dapat menyusun rencana tindak lanjut yang jelas, terukur, dan dapat ditagih.",
    "report": "Peserta dapat menyusun laporan survei yang angkanya cocok dari awal sampai akhir.",
}


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """An exercise in words. `steps` are for the participant, `faults` pairs of what goes wrong and what to do, for the trainer."""

    title: str
    aim: str
    steps: tuple[str, ...]
    hints: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    discuss: str


EXERCISE_WORDS: Mapping[str, ExerciseWords] = {
    "hand-index": ExerciseWords(
        "Menghitung indeks dengan tangan",
        "Menghitung NRR, NI, dan NIK dari sepuluh kuesioner, lalu menetapkan mutunya.",
        (
            "Jumlahkan nilai setiap unsur dari sepuluh kuesioner.",
            "Bagi setiap jumlah dengan banyaknya kuesioner yang mengisi unsur itu: itulah NRR.",
            "Kalikan setiap NRR dengan bobot tepatnya, lalu jumlahkan: itulah NI.",
            "Kalikan NI dengan angka konversi, bulatkan dua desimal: itulah NIK.",
            "Cari mutu dan predikatnya pada tabel mutu.",
        ),
        ("Jangan membulatkan sebelum langkah terakhir.", "NI sama dengan rata-rata seluruh NRR."),
        (
            ("NRR dibulatkan dulu, lalu NIK meleset", "Minta peserta menyimpan pecahan (jumlah per banyaknya) sampai akhir."),
            ("Bobot ditulis 0,11", "Tunjukkan semua jawaban bernilai 4: dengan 0,11 indeksnya bukan 100."),
            ("Kolom kosong ikut dibagi", "Pembagi adalah kuesioner yang mengisi unsur itu."),
        ),
        "Berapa selisih indeks bila NRR dibulatkan lebih dulu? Siapa yang mutunya ikut berubah?",
    ),
    "sample-size": ExerciseWords(
        "Menentukan jumlah responden",
        "Mencari jumlah sampel minimum setiap jenis layanan menurut Krejcie dan Morgan, lalu menjumlahkannya.",
        (
            "Baca pengguna setiap jenis layanan dalam satu tahun: itulah populasinya (N).",
            "Cari sampelnya (S) pada baris tabel yang memuat seluruh populasi itu.",
            "Bila populasi tidak ada di tabel, pakai baris berikutnya atau rumusnya.",
            "Jumlahkan sampel ketiga layanan.",
        ),
        ("Kolom N adalah populasi, kolom S adalah sampel.", "Ambil baris pertama yang N-nya tidak lebih kecil dari populasi."),
        (
            ("Sepuluh persen dari populasi", "Besar sampel tidak sebanding dengan populasi; tunjukkan grafiknya."),
            ("Baris yang populasinya lebih kecil", "Barisnya harus memuat seluruh populasi."),
            ("Hasil rumus Slovin", "Pedoman memakai Krejcie dan Morgan."),
        ),
        "Layanan mana yang paling sulit mencapai sampelnya, dan apa yang dapat dilakukan?",
    ),
    "worksheet": ExerciseWords(
        "Membaca kertas kerja",
        "Menelusuri satu indeks sampai ke banyaknya jawaban di belakangnya.",
        (
            "Baca banyaknya jawaban bernilai 1 sampai 4 pada setiap unsur.",
            "Periksa satu jumlah nilai dan satu NRR dengan kalkulator.",
            "Tuliskan tiga unsur terendah beserta nilainya.",
            "Tuliskan NIK, mutu, dan predikat unit.",
        ),
        ("Jumlah nilai = 1 × banyaknya nilai 1 + … + 4 × banyaknya nilai 4.", "Urutkan menurut NRR, bukan menurut jumlah nilai."),
        (
            ("U8 dan U9 tertukar", "Ingatkan: urutan kuesioner berbeda dari urutan isi peraturan; sebut namanya, bukan nomornya."),
            ("Unsur terendah dipilih dari nilai 1 terbanyak", "Yang menentukan adalah rata-ratanya."),
        ),
        "Angka mana yang pertama kali ditanyakan pimpinan, dan di baris mana jawabannya?",
    ),
    "old-recap": ExerciseWords(
        "Menemukan kesalahan dalam rekap lama",
        "Menghitung ulang rekap lama dan menjelaskan angka yang tidak cocok.",
        (
            "Hitung ulang NIK setiap baris dari NRR-nya.",
            "Tandai baris yang angkanya tidak cocok.",
            "Periksa apakah hurufnya sesuai dengan angkanya.",
            "Tuliskan dugaan penyebabnya.",
        ),
        (
            "Sebagian baris benar; paling banyak satu kesalahan di setiap baris.",
            "Lihat juga angka yang dipotong dan baris yang NRR-nya tersalin.",
        ),
        (
            ("Selisih kecil dianggap wajar", "Tanyakan: apakah hurufnya berubah? Satu indeks hanya mempunyai satu angka yang tepat."),
            ("Semua baris dinyatakan salah", "Bandingkan pembulatannya: dua desimal, setengah ke atas, sekali saja."),
        ),
        "Kesalahan mana yang paling sering terjadi di unit Bapak dan Ibu, dan bagaimana mencegahnya?",
    ),
    "followup-plan": ExerciseWords(
        "Menyusun rencana tindak lanjut",
        "Menulis rencana untuk tiga unsur terendah: kegiatan, waktu, penanggung jawab, dan bukti.",
        (
            "Pilih tiga unsur terendah dari hasil latihan.",
            "Tulis penyebabnya menurut saran responden dan pengamatan.",
            "Tulis satu kegiatan nyata untuk setiap unsur.",
            "Tetapkan waktu, penanggung jawab, dan bukti selesainya.",
        ),
        ("Mulailah dengan kata kerja: menata, memasang, menetapkan.", "Satu rencana, satu penanggung jawab."),
        (
            ("Rencana berbunyi “meningkatkan pelayanan”", "Tanyakan: apa yang terlihat berbeda di loket bulan depan?"),
            ("Waktu ditulis “2026”", "Minta bulan atau triwulannya, agar dapat ditagih."),
        ),
        "Rencana siapa yang dapat dimulai besok tanpa anggaran baru?",
    ),
    "report": ExerciseWords(
        "Menyusun, memeriksa, dan mengirim laporan",
        "Membuat laporan dari ruang latihan, memeriksanya, dan menyerahkannya.",
        (
            "Buat laporan periode latihan dari menu Laporan.",
            "Baca temuan pemeriksa naskah satu per satu dan perbaiki.",
            "Cocokkan indeks, mutu, dan jumlah responden di ringkasan, tabel, dan kesimpulan.",
            "Buat laporan final, lalu serahkan.",
        ),
        ("Temuan menyebut halaman tempat memperbaikinya.", "Huruf mutu mengikuti angka, tidak pernah sebaliknya."),
        (
            ("Laporan final ditolak", "Buka temuannya: ada kesalahan yang belum diperbaiki."),
            ("Peserta menyalin angka ke teks", "Biarkan naskah mengambil angkanya sendiri, agar tidak ada dua angka."),
        ),
        "Bagian laporan mana yang paling banyak dibaca pimpinan, dan sudahkah bagian itu menjawab pertanyaannya?",
    ),
}

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("SKM", "Survei Kepuasan Masyarakat: pengukuran pendapat pengguna layanan secara menyeluruh."),
    ("IKM", "Indeks Kepuasan Masyarakat: hasil survei dalam satu angka."),
    ("Unsur", "Hal yang ditanyakan dalam survei, misalnya waktu penyelesaian."),
    ("NRR", "Nilai rata-rata per unsur: jumlah nilai dibagi banyaknya kuesioner yang mengisi."),
    ("NRR tertimbang", "NRR dikalikan bobot unsur."),
    ("NI", "Nilai indeks: jumlah seluruh NRR tertimbang, pada skala 1–4."),
    ("NIK", "Nilai indeks konversi: NI dikalikan angka konversi, pada skala 25–100."),
    ("Mutu dan predikat", "Huruf dan sebutan bagi sebuah NIK menurut tabel mutu."),
    ("Populasi", "Banyaknya pengguna layanan unit dalam satu tahun."),
    ("Sampel", "Banyaknya responden minimum yang mewakili populasi."),
    ("Kertas kerja", "Seluruh langkah hitungan sebuah indeks, sampai ke banyaknya jawaban."),
    ("RTL", "Rencana tindak lanjut atas hasil survei."),
    ("Titik survei", "Tempat jawaban masuk: stiker atau poster QR, kios, tautan, atau formulir kertas."),
)
