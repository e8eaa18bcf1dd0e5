"""What a trainer prepares, how a room is set up, and what usually goes wrong: sentences of experience, all of them proposals."""

from __future__ import annotations

from puas_reporter.documents.training_lessons.material import Material


def preparations(material: Material) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """When, and what."""
    session = material.session
    return (
        ("Seminggu sebelumnya", (
            "Sepakati peserta, tempat, dan susunan acara; sesuaikan menitnya di halaman pelatihan.",
            "Buat bahan dari halaman Bahan. Bila acara berubah, buat lagi supaya cocok.",
            "Undang peserta membawa telepon atau laptop dan daftar jenis layanan unitnya.",
        )),
        ("Sehari sebelumnya", (
            f"Cetak lembar latihan peserta, buku pegangan, dan kartu saku untuk {session.seats} kursi.",
            "Coba bergabung dari telepon sendiri dengan kode sesi, lalu buka satu latihan.",
            "Simpan paparan dan paket pelatih di laptop, untuk berjaga bila jaringan putus.",
        )),
        ("Sejam sebelumnya", (
            "Buka pelatihan agar ruang latihan disiapkan, dan tampilkan slide kode bergabung.",
            f"Tulis di papan: {session.join_url} dan kode {session.code}.",
            "Periksa pengeras suara, proyektor, stopkontak, dan jalur akses jaringan.",
        )),
    )  # fmt: skip


def room(material: Material) -> tuple[str, ...]:
    """The room and its network."""
    return (
        (
            f"Satu jalur akses (access point) melayani {material.session.seats} peserta: halaman latihan kecil dan tidak mengunduh apa pun "
            "dari luar."
        ),
        "Letakkan jalur akses tinggi, di tengah, dan jangan di belakang layar.",
        "Minta peserta tidak menyinkronkan foto dan pembaruan aplikasi selama acara.",
        "Susun meja berkelompok empat orang; pelatih dapat berjalan di antara semua meja.",
        "Sediakan satu meja bantuan di dekat pintu untuk yang terlambat bergabung.",
        "Tanpa internet sama sekali: jalankan Puas pada satu laptop dan sambungkan peserta ke jaringan laptop itu.",
    )


TROUBLES: tuple[tuple[str, str], ...] = (
    ("Kode ditolak", "Periksa huruf dan angkanya di layar pelatih; pelatihan harus sedang dibuka."),
    ("Kamera tidak memindai", "Ketik alamat dan kodenya; keduanya ada di slide pertama dan di papan."),
    ("Sesi penuh", "Tambah jumlah kursi di halaman pelatihan; peserta yang menunggu cukup memuat ulang."),
    ("Peserta berganti gawai", "Gunakan kode pribadinya; jawaban dan nomornya tetap sama."),
    ("Peserta keluar di tengah latihan", "Tidak ada yang hilang; jawaban terakhirnya menunggu saat ia kembali."),
    ("Jaringan putus", "Lanjutkan dengan lembar latihan kertas; angkanya sama dengan di layar untuk dua latihan pertama."),
    ("Ruang latihan rusak karena dicoba-coba", "Peserta mengembalikannya ke tahap yang diinginkan dari halaman Latihan."),
    ("Sebagian besar macet di soal yang sama", "Hentikan penghitung waktu, bahas satu contoh di papan, lalu lanjutkan."),
    ("Waktu kurang", "Lewati pembahasan kedua, jangan lewati latihan; paparan dapat dibaca di buku pegangan."),
    ("Ada yang selesai jauh lebih cepat", "Minta ia menjelaskan caranya kepada meja sebelah tanpa menyebut angkanya."),
)

AFTERWARDS: tuple[str, ...] = (
    "Buka evaluasi, lalu tutup pelatihan; daftar hadir dan hasil latihan tetap tersimpan.",
    "Terbitkan sertifikat bagi yang memenuhi syarat.",
    "Ingatkan peserta membawa pulang susunan ruang latihannya sebelum dihapus.",
    "Catat tiga hal yang akan diubah pada pelatihan berikutnya.",
)
