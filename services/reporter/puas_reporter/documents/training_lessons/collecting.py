"""Chapter: collecting answers."""

from __future__ import annotations

from collections.abc import Iterator

from puas_reporter.documents.slide_deck import Grid, Points, Statement
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material


def lessons(material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    yield Lesson(
        "Satu menit di depan loket",
        ((Points((
            "Warga memindai kode QR dengan kamera telepon; tidak ada aplikasi yang dipasang.",
            "Ia memilih layanan, lalu satu jawaban untuk setiap unsur.",
            "Saran boleh diisi, boleh dikosongkan. Nama tidak ditanyakan.",
            "Tekan Kirim, lalu muncul ucapan terima kasih.",
        ), numbered=True), 1.0),),
        "Bila ada proyektor, lakukan langsung dari telepon. Peserta ikut memindai kode latihan dan mengirim satu jawaban.",
        "Di langkah mana warga paling sering berhenti?",
    )  # fmt: skip
    yield Lesson(
        "Kalimat yang mengajak, bukan mengarahkan",
        ((Grid(("Katakan", "Jangan katakan"), (
            ("“Mohon pendapat Bapak dan Ibu tentang layanan tadi.”", "“Tolong dikasih nilai bagus, ya.”"),
            ("“Jawabannya rahasia dan tidak memengaruhi urusan.”", "“Isi dulu, baru berkasnya saya serahkan.”"),
            ("“Kalau ada yang kurang, itu yang ingin kami tahu.”", "“Kami dinilai dari ini, jadi tolong dibantu.”"),
        ), (50, 50), description="Kalimat yang mengajak dan yang mengarahkan"), 1.0),),
        "Minta dua peserta memerankan petugas dan warga. Yang lain menilai apakah ajakannya netral.",
        "Kalimat apa yang biasa dipakai di loket Bapak dan Ibu?",
    )  # fmt: skip
    yield Lesson(
        "Beberapa jalan, satu hasil",
        ((Grid(("Jalan", "Cocok untuk", "Yang dijaga"), (
            ("Stiker dan poster QR", "Loket dan ruang tunggu", "Kode setiap loket berbeda"),
            ("Kios atau tablet", "Tempat ramai", "Kembali ke awal setelah dikirim"),
            ("Tautan", "Layanan daring", "Dikirim setelah layanan selesai"),
            ("Formulir kertas", "Lansia, tanpa telepon", "Dimasukkan apa adanya, juga yang kosong"),
        ), (26, 32, 42), description="Cara mengumpulkan jawaban"), 1.0),),
        "Semua jalan masuk ke hitungan yang sama, dengan catatan jalannya. Jawaban kertas yang tidak terisi penuh tetap sah; unsur yang "
        "kosong hanya keluar dari pembaginya.",
        "Jalan mana yang paling cocok untuk pengguna di unit Bapak dan Ibu?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Bila tidak ada sinyal",
        ((Points((
            "Jawaban yang sudah dikirim tidak hilang dan tidak terhitung dua kali, walau tombolnya ditekan berulang.",
            "Bila pengiriman gagal, halaman menyatakannya dengan jelas; jangan menutupnya sebelum terkirim.",
            "Sediakan formulir kertas sebagai cadangan, dan masukkan pada hari yang sama.",
        )), 1.0),),
        "Tenangkan kekhawatiran tentang tombol yang tertekan dua kali: nomor jawaban dibuat sebelum dikirim, sehingga kiriman ulang "
        "dikenali.",
        "Loket mana yang sinyalnya paling lemah?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Menjaga jawaban tetap jujur",
        ((Statement("Yang mencurigakan dipisahkan dengan alasan, tidak pernah dihapus diam-diam", "kebijakan aplikasi"), 0.42),
         (Points((
             "Banyak jawaban sama dari satu tempat dalam waktu singkat akan terlihat.",
             "Indeks ditunjukkan dengan dan tanpa jawaban yang dipisahkan.",
             "Mengisi sendiri untuk mengejar jumlah merugikan unit sendiri: masalahnya tidak lagi terlihat.",
         )), 0.58)),
        "Bicarakan terus terang: target sampel kadang mendorong orang mengisi sendiri. Jelaskan bahwa sampel yang kurang boleh "
        "dilaporkan apa adanya.",
        "Apa yang lebih baik: 60 jawaban jujur atau 150 jawaban yang 90 di antaranya diisi sendiri?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Memantau setiap minggu",
        ((Points((
            "Beranda menunjukkan berapa jawaban lagi yang diperlukan dan sampai kapan.",
            "Lihat juga per layanan: layanan tanpa jawaban tidak ikut dihitung dan akan tercantum demikian.",
            "Bila kurang, tambah ajakan pada jam ramai, bukan tambah tekanan kepada petugas.",
        )), 1.0),),
        "Tunjukkan beranda ruang latihan. Biasakan peserta membaca angka kekurangan, bukan hanya angka masuk.",
        "Hari apa loket Bapak dan Ibu paling ramai?",
        rank=3,
    )  # fmt: skip
    yield Lesson(
        "Data pribadi: yang tidak ditanyakan tidak dapat bocor",
        ((Points((
            "Formulir tidak menanyakan nama, NIK, atau nomor telepon.",
            "Pertanyaan disabilitas boleh tidak diisi.",
            "Kelompok kecil tidak ditampilkan di halaman publik.",
            "Saran yang menyebut nama orang tidak ditempel di papan pengumuman.",
        )), 1.0),),
        "Kaitkan dengan perlindungan data pribadi: cara paling aman adalah tidak mengumpulkan yang tidak diperlukan.",
        "Apakah formulir lama di unit Bapak dan Ibu menanyakan nama?",
        rank=3,
    )  # fmt: skip
