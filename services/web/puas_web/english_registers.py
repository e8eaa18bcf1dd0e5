"""Words of registers in English: a reading aid, the Indonesian words are those of the rules and of what is filed."""

from __future__ import annotations

from puas_web.english_checklist import CHECKLIST
from puas_web.english_indicators import INDICATORS
from puas_web.layout import page_language

_ENGLISH = {
    **CHECKLIST,
    **INDICATORS,
    # Channels of complaints.
    "Datang langsung": "In person",
    "Telepon atau pesan": "Telephone or message",
    "Surat": "Letter",
    "Laman atau surel": "Website or e-mail",
    "Media sosial": "Social media",
    "Kotak pengaduan": "Complaints box",
    "Lainnya": "Other",
    # Fields of minimum services.
    "Pendidikan": "Education",
    "Kesehatan": "Health",
    "Pekerjaan umum dan penataan ruang": "Public works and spatial planning",
    "Perumahan rakyat dan kawasan permukiman": "Housing and settlements",
    "Ketenteraman, ketertiban umum, dan pelindungan masyarakat": "Peace, public order, and protection of the public",
    "Sosial": "Social affairs",
    # Components of a service standard, and the steps they are written in.
    "Syarat dan cara": "Requirements and procedure",
    "Waktu, biaya, dan hasil": "Time, cost, and result",
    "Pengaduan": "Complaints",
    "Dasar dan sarana": "Legal basis and facilities",
    "Pelaksana dan pengawasan": "Staff and supervision",
    "Jaminan dan evaluasi": "Guarantees and evaluation",
    "Persyaratan": "Requirements",
    "Sistem, mekanisme, dan prosedur": "System, mechanism, and procedure",
    "Jangka waktu penyelesaian": "Time to completion",
    "Biaya atau tarif": "Cost or tariff",
    "Produk pelayanan": "Product of the service",
    "Penanganan pengaduan, saran, dan masukan": "Handling of complaints, suggestions, and input",
    "Dasar hukum": "Legal basis",
    "Sarana, prasarana, dan fasilitas": "Facilities and infrastructure",
    "Kompetensi pelaksana": "Competence of staff",
    "Pengawasan internal": "Internal supervision",
    "Jumlah pelaksana": "Number of staff",
    "Jaminan pelayanan": "Guarantee of service",
    "Jaminan keamanan dan keselamatan": "Guarantee of security and safety",
    "Evaluasi kinerja pelaksana": "Evaluation of staff performance",
    "Apa yang harus dibawa atau dipenuhi pemohon, satu syarat per baris.": "What has to be brought or met, one requirement per line.",
    "Langkah dari datang sampai selesai, satu langkah per baris.": "The steps from arriving to finishing, one step per line.",
    "Berapa lama sejak berkas lengkap, dengan satuannya.": "How long once the file is complete, with its unit.",
    "Biaya yang dibayar pemohon dan dasarnya. Tulis “gratis” bila tidak dipungut biaya.": (
        "What the applicant pays, and what it rests on. Write “gratis” where nothing is charged."
    ),
    "Apa yang diterima pemohon pada akhirnya.": "What the applicant receives in the end.",
    "Ke mana warga mengadu atau memberi saran, dan kapan dijawab.": (
        "Where citizens complain or make suggestions, and when they are answered."
    ),
    "Peraturan yang menjadi dasar layanan ini, satu per baris.": "The rules this service rests on, one per line.",
    "Ruang, peralatan, dan fasilitas untuk melayani, termasuk bagi penyandang disabilitas.": (
        "Rooms, equipment and facilities to serve with, also for people with disabilities."
    ),
    "Pendidikan, pengetahuan, dan keterampilan yang harus dimiliki petugas.": "Education, knowledge and skills officers must have.",
    "Siapa yang mengawasi pelaksanaan layanan, dan bagaimana caranya.": "Who supervises the service, and how.",
    "Berapa orang yang melayani, menurut tugasnya.": "How many people serve, by their task.",
    "Janji bahwa layanan diberikan menurut standar ini.": "The promise that the service is given by this standard.",
    "Bagaimana dokumen, data, dan keselamatan pemohon dijaga.": "How documents, data and the applicant's safety are kept.",
    "Bagaimana dan seberapa sering kinerja pelaksana dinilai.": "How and how often the performance of staff is judged.",
    # Innovations: groups, stages, parts of a proposal.
    "Umum": "General",
    "Replikasi": "Replication",
    "Khusus": "Special",
    "Pendaftaran": "Registration",
    "Seleksi administrasi": "Administrative selection",
    "Penilaian proposal": "Assessment of the proposal",
    "Finalis": "Finalist",
    "Presentasi dan wawancara": "Presentation and interview",
    "Verifikasi lapangan": "Verification on site",
    "Terpuji": "Commended",
    "Proposal diajukan.": "The proposal is handed in.",
    "Kelengkapan dan syarat dinyatakan terpenuhi.": "Found complete and within the conditions.",
    "Dinilai Tim Evaluasi.": "Judged by the evaluation team.",
    "Masuk daftar finalis (Top 99 umum atau Top 15 khusus di tingkat nasional).": (
        "On the list of finalists (nationally the Top 99 general or Top 15 special)."
    ),
    "Dipaparkan kepada Tim Panel Independen.": "Presented to the independent panel.",
    "Didatangi dan diperiksa di tempat.": "Visited and checked on site.",
    "Masuk daftar terpuji (Top 45 di tingkat nasional).": "On the list of those commended (nationally the Top 45).",
    "Ringkasan": "Summary",
    "Latar Belakang dan Tujuan": "Background and aims",
    "Kebaruan/Nilai Tambah": "Novelty and added value",
    "Implementasi Inovasi": "Implementation",
    "Signifikansi": "Significance",
    "Adaptabilitas": "Adaptability",
    "Sumber Daya": "Resources",
    "Strategi Keberlanjutan": "Strategy to sustain it",
    "Inspirasi": "Inspiration",
    "Proses Replikasi": "Process of replication",
    "Faktor Pembeda": "What is different",
    "Deskripsi Inovasi Awal": "The innovation as it was",
    "Pembaruan/Peningkatan": "Renewal and improvement",
    "Dampak": "Impact",
    "Penguatan Sumber Daya": "Stronger resources",
    "Penguatan Strategi Keberlanjutan": "Stronger strategy to sustain it",
    "Apa inovasinya, untuk siapa, dan apa hasilnya.": "What the innovation is, for whom, and with what result.",
    "Masalah apa yang dijawab, siapa yang merasakannya, apa tujuannya.": "What problem it answers, who feels it, what it aims at.",
    "Apa yang berbeda dari cara sebelumnya dan dari tempat lain.": "What differs from the way before and from other places.",
    "Bagaimana inovasi dijalankan, langkah demi langkah.": "How the innovation is carried out, step by step.",
    "Perubahan apa yang terjadi, dengan angka sebelum dan sesudah.": "What changed, with figures before and after.",
    "Siapa yang sudah atau dapat menirunya, dan apa syaratnya.": "Who has taken it over or can, and what that needs.",
    "Orang, anggaran, dan sarana yang dipakai, dan dari mana.": "People, budget and means used, and where they come from.",
    "Apa yang menjaga inovasi tetap hidup: aturan, anggaran, orang.": "What keeps the innovation alive: rules, budget, people.",
    "Inovasi siapa yang ditiru, dan mengapa.": "Whose innovation was taken over, and why.",
    "Bagaimana inovasi itu dipelajari dan diterapkan di sini.": "How it was learned and put to use here.",
    "Apa yang disesuaikan atau ditambah.": "What was fitted or added.",
    "Inovasi yang dahulu diikutkan, dan hasilnya waktu itu.": "The innovation that took part before, and its result then.",
    "Apa yang diperbarui sejak itu.": "What was renewed since.",
    "Perubahan apa yang terjadi, dengan angka.": "What changed, with figures.",
    "Bagaimana orang, anggaran, dan sarana diperkuat.": "How people, budget and means were strengthened.",
    "Apa yang menjaganya tetap hidup.": "What keeps it alive.",
}


def register_word(text: str) -> str:
    """A word of a register in the language of the page; in English where we have a reading aid."""
    return _ENGLISH.get(text, text) if page_language() == "en" else text
