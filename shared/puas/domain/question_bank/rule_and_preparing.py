"""Questions about the rule and about preparing a survey."""

from puas.domain.question_bank.question import RULE, Question

QUESTIONS = (
    Question(
        "rule-in-force", "rule",
        "Peraturan mana yang menjadi pedoman penyusunan Survei Kepuasan Masyarakat (SKM) saat ini?",
        "PermenPANRB Nomor 14 Tahun 2017",
        ("Kepmenpan Nomor 25 Tahun 2004", "PermenPANRB Nomor 16 Tahun 2014", "PermenPANRB Nomor 17 Tahun 2017"),
        "PermenPANRB 14/2017 menggantikan 16/2014, yang sebelumnya menggantikan Kepmenpan 25/2004. "
        "PermenPANRB 17/2017 mengatur penilaian kinerja unit penyelenggara, bukan survei.",
        RULE,
    ),
    Question(
        "how-often", "rule",
        "Berapa kali sekurang-kurangnya SKM dilaksanakan?",
        "Satu kali dalam setahun",
        ("Satu kali dalam dua tahun", "Setiap bulan", "Hanya bila diminta pimpinan"),
        "Survei dilakukan paling sedikit sekali setahun; banyak unit memilih setiap triwulan agar perbaikan cepat terlihat.",
        f"{RULE}, Pasal 1 ayat (1)",
    ),
    Question(
        "nine-unsur", "rule",
        "Ada berapa unsur yang dinilai dalam SKM menurut PermenPANRB 14/2017?",
        "Sembilan unsur",
        ("Tujuh unsur", "Empat belas unsur", "Lima unsur"),
        "Sembilan unsur, dari persyaratan sampai sarana dan prasarana. Empat belas unsur adalah aturan tahun 2004.",
        RULE,
    ),
    Question(
        "order-eight-nine", "rule",
        "Pada batang tubuh PermenPANRB 14/2017, unsur mana yang berada di urutan kedelapan?",
        "Penanganan pengaduan, saran, dan masukan",
        ("Sarana dan prasarana", "Perilaku pelaksana", "Kompetensi pelaksana"),
        "Batang tubuh menempatkan pengaduan kedelapan dan sarana prasarana kesembilan, sedangkan pada lampiran kuesioner "
        "urutannya terbalik. Karena itu data sebaiknya dikenali dari nama unsur, bukan nomornya.",
        RULE,
    ),
    Question(
        "not-an-unsur", "rule",
        "Manakah yang bukan salah satu dari sembilan unsur SKM?",
        "Kedisiplinan anggaran",
        ("Biaya/tarif", "Waktu penyelesaian", "Produk spesifikasi jenis pelayanan"),
        "Anggaran bukan unsur pelayanan yang dirasakan penerima layanan.",
        RULE,
    ),
    Question(
        "old-weight", "rule",
        "Mengapa nilai tahun 2004 tidak boleh dibandingkan begitu saja dengan nilai sekarang?",
        "Unsur, bobot, dan rentang mutunya berbeda",
        ("Karena datanya pasti hilang", "Karena satuannya rupiah", "Karena responden dahulu tidak diberi kuesioner"),
        "Aturan 2004 memakai 14 unsur dengan rentang mutu lain: nilai 76,475 bermutu B pada aturan 2004, tetapi C pada aturan 2017. "
        "Setiap titik tren harus menyebut aturannya.",
        "Kepmenpan 25/2004; PermenPANRB 14/2017",
    ),
    Question(
        "sampling-table", "preparing",
        "Bagaimana jumlah responden SKM ditentukan menurut PermenPANRB 14/2017?",
        "Dengan tabel sampel Krejcie dan Morgan berdasarkan jumlah populasi",
        ("Selalu 150 orang", "Sepuluh persen dari jumlah pegawai", "Sebanyak kuesioner yang sempat dicetak"),
        "Jumlah sampel mengikuti tabel Krejcie dan Morgan menurut populasi penerima layanan. "
        "Angka tetap 150 responden berasal dari kebiasaan lama.",
        RULE,
    ),
    Question(
        "population-500", "preparing",
        "Sebuah layanan melayani 500 orang dalam satu periode. Berapa sampel yang dibutuhkan menurut tabel Krejcie dan Morgan?",
        "217 orang",
        ("50 orang", "384 orang", "500 orang"),
        "Pada tabel, populasi 500 berpasangan dengan sampel 217.",
        RULE,
    ),
    Question(
        "who-is-population", "preparing",
        "Siapa populasi dalam penentuan jumlah responden?",
        "Penerima layanan unit itu dalam periode survei",
        ("Seluruh penduduk kabupaten", "Seluruh pegawai unit", "Hanya mereka yang mengajukan pengaduan"),
        "Sampel diambil dari penerima layanan; semakin tepat angka penerima layanan, semakin tepat sampelnya.",
        RULE,
    ),
    Question(
        "stages", "preparing",
        "Manakah urutan tahapan SKM yang benar?",
        "Persiapan, pelaksanaan, pengolahan, penyusunan laporan",
        (
            "Pengolahan, persiapan, pelaksanaan, penyusunan laporan",
            "Pelaksanaan, penyusunan laporan, persiapan, pengolahan",
            "Penyusunan laporan, persiapan, pengolahan, pelaksanaan",
        ),
        "Pelaksana, jadwal, dan instrumen disiapkan dahulu; laporan disusun setelah data diolah.",
        RULE,
    ),
    Question(
        "who-may-survey", "preparing",
        "Siapa yang boleh melaksanakan SKM?",
        "Unit itu sendiri atau pihak luar yang independen",
        ("Hanya konsultan", "Hanya Badan Pusat Statistik", "Hanya inspektorat"),
        "Survei dapat dikerjakan sendiri atau bekerja sama dengan lembaga yang independen.",
        RULE,
    ),
    Question(
        "free-service", "preparing",
        "Sebuah layanan tidak dipungut biaya. Apa yang dilakukan dengan unsur biaya/tarif pada kuesioner?",
        "Tetap ditanyakan, dengan kalimat yang disesuaikan untuk layanan gratis",
        ("Dihapus, lalu bobot dibagi delapan", "Diisi nilai 1 oleh petugas", "Diisi rata-rata unsur lain"),
        "Kalimat pertanyaan boleh menyesuaikan jenis layanan; sembilan unsurnya tetap. Jawaban «Gratis» bernilai 4.",
        f"{RULE}, lampiran kuesioner",
    ),
)  # fmt: skip
