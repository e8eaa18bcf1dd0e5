"""Sentences for the states, faults and parts of documents."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

STATES: dict[str, tuple[LazyString, str]] = {
    "waiting": (_l("Belum tiba gilirannya"), "plain"),
    "pending": (_l("Menunggu giliran"), "plain"),
    "running": (_l("Sedang dibuat"), "plain"),
    "ready": (_l("Siap"), "good"),
    "failed": (_l("Gagal"), "bad"),
    "gone": (_l("Sudah dihapus"), ""),
}
"""Label and kind of tag of each state."""

STAGES: dict[str, tuple[LazyString, str]] = {
    "draft": (_l("Draf"), "plain"),
    "final": (_l("Final"), "good"),
}
"""How far a report has come: a draft is marked on every page, a final one was proof-read."""

FAILURES: dict[str, LazyString] = {
    "no-room": _l("Tempat penyimpanan penuh. Pengelola Puas sudah diberi tahu; coba lagi setelah ada ruang."),
    "storage": _l("Berkas tidak dapat disimpan. Silakan coba kembali beberapa saat lagi."),
    "unreadable-source": _l("Data laporan ini dibuat oleh versi sistem yang lain. Minta laporan baru."),
    "not-rendered": _l("Ada bagian laporan yang tidak dapat dicetak. Pengelola Puas sudah diberi tahu."),
    "gave-up": _l("Pembuatan terhenti beberapa kali. Pengelola Puas sudah diberi tahu."),
    "cancelled": _l("Dibatalkan sebelum sempat dibuat."),
    "unexpected": _l("Terjadi kesalahan di pihak kami. Pengelola Puas sudah diberi tahu."),
}

FORMATS: dict[str, tuple[LazyString, LazyString]] = {
    "pdf": (_l("PDF"), _l("untuk dicetak, ditandatangani, dan dibagikan")),
    "docx": (_l("Word (DOCX)"), _l("untuk disunting lebih lanjut")),
    "xlsx": (_l("Excel (XLSX)"), _l("lembar Data dan Rekap dengan rumus")),
    "csv": (_l("CSV"), _l("satu baris per unit, untuk program lain")),
    "pptx": (_l("PowerPoint (PPTX)"), _l("untuk dipaparkan, dengan catatan pembicara")),
    "banner-a4.pdf": (_l("Banner A4 (PDF)"), _l("mendatar, untuk dicetak")),
    "banner-a4.png": (_l("Banner A4 (gambar PNG)"), _l("mendatar, untuk layar dan situs")),
    "banner-a3.pdf": (_l("Banner A3 (PDF)"), _l("mendatar, untuk dicetak")),
    "banner-a3.png": (_l("Banner A3 (gambar PNG)"), _l("mendatar, untuk layar besar")),
    "square.pdf": (_l("Persegi (PDF)"), _l("untuk dicetak sebagai stiker")),
    "square.png": (_l("Persegi (gambar PNG)"), _l("1080 × 1080 piksel, untuk media sosial")),
    "poster-a4.pdf": (_l("Poster A4 (PDF)"), _l("tegak, untuk dicetak")),
    "poster-a4.png": (_l("Poster A4 (gambar PNG)"), _l("tegak, untuk layar dan situs")),
    "poster-a3.pdf": (_l("Poster A3 (PDF)"), _l("tegak, untuk dicetak")),
    "poster-a3.png": (_l("Poster A3 (gambar PNG)"), _l("tegak, untuk layar besar")),
    "a4.pdf": (_l("PDF ukuran A4"), _l("untuk dicetak dan dipasang")),
    "a4.png": (_l("Gambar PNG ukuran A4"), _l("untuk layar dan situs")),
    "a3.pdf": (_l("PDF ukuran A3"), _l("untuk dicetak dan dipasang")),
    "a3.png": (_l("Gambar PNG ukuran A3"), _l("untuk layar besar")),
}

SECTION_HINTS: dict[str, LazyString] = {
    "latar_belakang": _l("Mengapa survei ini dilaksanakan, dan keadaan setempat yang perlu diketahui pembaca."),
    "tujuan_manfaat": _l("Untuk apa hasilnya dipakai."),
    "dasar_pelaksanaan": _l("Peraturan yang mendasari survei, termasuk peraturan dan keputusan daerah Anda."),
    "pelaksana": _l("Siapa yang melaksanakan survei: unit sendiri atau pihak luar, dan susunan timnya."),
    "lokasi": _l("Tempat responden mengisi survei."),
    "metode": _l("Bagaimana jawaban dikumpulkan dan siapa pelaksananya."),
    "waktu": _l("Kapan survei dilaksanakan."),
    "penentuan_responden": _l("Dasar jumlah sampel dan alasannya bila belum terpenuhi."),
    "analisis_responden": _l("Siapa yang menjawab, dan siapa yang belum terjangkau."),
    "analisis_layanan": _l("Layanan mana yang baik dan mana yang perlu perhatian."),
    "analisis_masalah": _l("Sebab unsur terendah memperoleh nilai itu. Angkanya sudah kami isi; sebabnya hanya Anda yang tahu."),
    "rencana_tindak_lanjut": _l("Pengantar tabel rencana tindak lanjut."),
    "tren": _l("Perubahan dari periode ke periode dan penjelasannya."),
    "tindak_lanjut_sebelumnya": _l("Apa yang sudah dikerjakan dari rencana periode sebelumnya."),
    "kesimpulan": _l("Hasil terpenting dalam beberapa kalimat."),
    "saran": _l("Apa yang diminta dari siapa."),
}

TEXT_REFUSALS: dict[str, LazyString] = {
    "too-long": _l("Teks ini terlalu panjang. Paling banyak 20.000 karakter."),
    "with-regency": _l("Laporan periode ini sudah dikirim, jadi isinya tidak dapat diubah. Tarik kembali laporannya lebih dahulu."),
    "changed-meanwhile": _l("Orang lain baru saja menyimpan bagian ini. Tulisan Anda masih ada di bawah; gabungkan, lalu simpan lagi."),
    "draft-refused": _l("Orang lain baru saja menyimpan bagian ini, jadi belum ada yang dihapus. Bacalah dahulu."),
}
