"""Questions about collecting answers and about computing the index."""

from puas.domain.question_bank.question import RULE, Question

QUESTIONS = (
    Question(
        "who-answers", "collecting",
        "Kapan sebaiknya warga diminta mengisi survei?",
        "Setelah selesai menerima layanan",
        ("Sebelum dilayani, agar cepat selesai", "Pada akhir tahun saja", "Saat petugas sedang tidak ada pekerjaan"),
        "Hanya yang sudah menerima layanan dapat menilai kesembilan unsurnya.",
    ),
    Question(
        "anonymous", "collecting",
        "Data apa yang tidak perlu diminta dari responden?",
        "Nama dan NIK",
        ("Usia", "Pendidikan terakhir", "Jenis layanan yang diterima"),
        "Survei bertanya tentang pelayanan, bukan tentang siapa orangnya. Tanpa nama warga lebih jujur, dan data pribadi tidak terkumpul.",
    ),
    Question(
        "officer-fills", "collecting",
        "Seorang warga lanjut usia kesulitan membaca. Apa yang dilakukan petugas?",
        "Membacakan pertanyaan, mengisikan sesuai jawaban warga, dan menandai bahwa pengisian dibantu",
        ("Mengisi sendiri dengan nilai rata-rata", "Melewatkan warga itu", "Meminta petugas loket yang melayaninya mengisikan"),
        "Setiap warga berhak didengar; pengisian yang dibantu ditandai supaya dapat dilihat pengaruhnya.",
    ),
    Question(
        "suspicious", "collecting",
        "Tiga puluh jawaban seragam masuk dalam dua menit dari satu perangkat. Apa yang tepat?",
        "Dikarantina dengan alasan tertulis, dan indeks ditunjukkan dengan dan tanpa jawaban itu",
        ("Dihapus diam-diam", "Dibiarkan karena menaikkan nilai", "Diganti dengan jawaban baru"),
        "Yang mencurigakan dibuat terlihat, bukan dihilangkan; keputusan dan alasannya dapat diperiksa siapa pun.",
    ),
    Question(
        "late-answers", "collecting",
        "Jawaban yang masuk setelah periode ditutup …",
        "disimpan sebagai jawaban terlambat dan tidak dihitung, kecuali hasilnya diperbaiki resmi",
        ("langsung ditambahkan ke hasil", "dihapus", "dihitung setengah"),
        "Hasil yang sudah dibekukan tidak berubah sendiri; perubahan harus menjadi versi baru dengan alasan.",
    ),
    Question(
        "sticker-place", "collecting",
        "Di mana stiker QR paling baik dipasang?",
        "Di tempat warga menunggu atau selesai dilayani, setinggi mata, dan terang",
        ("Di ruang arsip", "Di balik meja petugas", "Hanya di situs web kantor"),
        "Stiker yang terlihat saat warga selesai dilayani menghasilkan jawaban terbanyak.",
    ),
    Question(
        "weight", "computing",
        "Berapa bobot nilai rata-rata tertimbang tiap unsur bila ada sembilan unsur?",
        "1/9",
        ("1/4", "1/8", "1/14"),
        "Bobot = jumlah bobot dibagi jumlah unsur = 1/9. "
        "Angka 0,11 hanyalah pembulatannya; dengan 0,11 nilai sempurna menjadi 99, bukan 100.",
        f"{RULE}, lampiran pengolahan",
    ),
    Question(
        "conversion", "computing",
        "NI (nilai indeks) 3,60 dikonversi menjadi NIK sebesar …",
        "90,00",
        ("36,00", "72,00", "93,60"),
        "NIK = NI × 25, jadi 3,60 × 25 = 90,00.",
        f"{RULE}, lampiran pengolahan",
    ),
    Question(
        "letter-b", "computing",
        "NIK 88,30 termasuk mutu pelayanan …",
        "B (Baik)",
        ("A (Sangat Baik)", "C (Kurang Baik)", "D (Tidak Baik)"),
        "Rentang B adalah 76,61–88,30; mutu A dimulai dari 88,31.",
        f"{RULE}, tabel mutu pelayanan",
    ),
    Question(
        "mean-of-unsur", "computing",
        "Sepuluh orang menjawab sebuah unsur: tujuh memberi 4 dan tiga memberi 3. Berapa NRR unsur itu?",
        "3,700",
        ("3,500", "3,300", "4,000"),
        "(7 × 4 + 3 × 3) ÷ 10 = 37 ÷ 10 = 3,700.",
        f"{RULE}, lampiran pengolahan",
    ),
    Question(
        "blank-answers", "computing",
        "Dari 20 formulir, 2 tidak mengisi unsur sarana. Di Puas, NRR sarana dihitung dengan membagi jumlah nilainya dengan …",
        "18, yaitu yang mengisi unsur itu",
        ("20, seluruh formulir", "2, yang tidak mengisi", "9, jumlah unsur"),
        "Jawaban kosong bukan nilai nol. "
        "Peraturan tidak menyebutkannya; Puas membagi dengan yang mengisi dan menyatakannya di kertas kerja.",
    ),
    Question(
        "rounding-once", "computing",
        "Kapan pembulatan dilakukan supaya nilainya tepat?",
        "Sekali saja, pada akhir perhitungan",
        ("Setelah setiap langkah", "Sebelum menjumlahkan nilai unsur", "Tidak pernah, angka ditulis apa adanya"),
        "Membulatkan di setiap langkah menggeser hasil, dan dapat mengubah huruf mutunya.",
    ),
    Question(
        "letter-from-nik", "computing",
        "NI tercetak 3,53 dan NIK tercetak 88,35. Huruf mutunya ditentukan dari …",
        "NIK, yaitu 88,35 → A",
        ("NI tercetak × 25, yaitu 88,25 → B", "rata-rata keduanya", "pilihan kepala unit"),
        "NI tercetak sudah dibulatkan. Huruf selalu dibaca dari NIK.",
    ),
)  # fmt: skip
