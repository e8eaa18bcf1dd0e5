"""PermenPANRB 7/2021, Kompetisi Inovasi Pelayanan Publik (KIPP): stages and groups as the ministry's pages tell them.

The fields of a proposal are those of East Java's competition (KOVABLIK), which is close to the national one; no word limit was
seen, so all limits are the platform's proposal. Age of two years, decree and a video of three minutes: competition of 2022.
"""

from puas.domain.regulation.innovation_edition import (
    GENERAL,
    REPLICATION,
    SPECIAL,
    InnovationEdition,
    InnovationStage,
    ProposalField,
)

_COMMON = (
    ProposalField("ringkasan", "Ringkasan", "Apa inovasinya, untuk siapa, dan apa hasilnya.", 200),
    ProposalField("latar_belakang", "Latar Belakang dan Tujuan", "Masalah apa yang dijawab, siapa yang merasakannya, apa tujuannya.", 500),
    ProposalField("kebaruan", "Kebaruan/Nilai Tambah", "Apa yang berbeda dari cara sebelumnya dan dari tempat lain.", 400),
    ProposalField("implementasi", "Implementasi Inovasi", "Bagaimana inovasi dijalankan, langkah demi langkah.", 500),
    ProposalField("signifikansi", "Signifikansi", "Perubahan apa yang terjadi, dengan angka sebelum dan sesudah.", 500),
    ProposalField("adaptabilitas", "Adaptabilitas", "Siapa yang sudah atau dapat menirunya, dan apa syaratnya.", 300),
    ProposalField("sumber_daya", "Sumber Daya", "Orang, anggaran, dan sarana yang dipakai, dan dari mana.", 300),
    ProposalField("keberlanjutan", "Strategi Keberlanjutan", "Apa yang menjaga inovasi tetap hidup: aturan, anggaran, orang.", 400),
)
_REPLICATION = (
    _COMMON[0],
    ProposalField("inspirasi", "Inspirasi", "Inovasi siapa yang ditiru, dan mengapa.", 300),
    ProposalField("proses_replikasi", "Proses Replikasi", "Bagaimana inovasi itu dipelajari dan diterapkan di sini.", 400),
    ProposalField("faktor_pembeda", "Faktor Pembeda", "Apa yang disesuaikan atau ditambah.", 300),
    *_COMMON[1:],
)
_SPECIAL = (
    _COMMON[0],
    ProposalField("deskripsi_awal", "Deskripsi Inovasi Awal", "Inovasi yang dahulu diikutkan, dan hasilnya waktu itu.", 300),
    ProposalField("pembaruan", "Pembaruan/Peningkatan", "Apa yang diperbarui sejak itu.", 400),
    ProposalField("dampak", "Dampak", "Perubahan apa yang terjadi, dengan angka.", 500),
    ProposalField("adaptabilitas", "Adaptabilitas", "Siapa yang sudah atau dapat menirunya, dan apa syaratnya.", 300),
    ProposalField("penguatan_sumber_daya", "Penguatan Sumber Daya", "Bagaimana orang, anggaran, dan sarana diperkuat.", 300),
    ProposalField("penguatan_keberlanjutan", "Penguatan Strategi Keberlanjutan", "Apa yang menjaganya tetap hidup.", 400),
)

EDITION = InnovationEdition(
    id="permenpanrb-7-2021",
    name="PermenPANRB 7/2021",
    citation="PermenPANRB 7/2021 tentang Kompetisi Inovasi Pelayanan Publik",
    years={2021: "Kepmen PANRB 161/2021", 2022: "Kepmen PANRB 50/2022"},
    groups={GENERAL: "Umum", REPLICATION: "Replikasi", SPECIAL: "Khusus"},
    fields={GENERAL: _COMMON, REPLICATION: _REPLICATION, SPECIAL: _SPECIAL},
    stages=(
        InnovationStage("registered", "Pendaftaran", "Proposal diajukan."),
        InnovationStage("administrative", "Seleksi administrasi", "Kelengkapan dan syarat dinyatakan terpenuhi."),
        InnovationStage("assessed", "Penilaian proposal", "Dinilai Tim Evaluasi."),
        InnovationStage("finalist", "Finalis", "Masuk daftar finalis (Top 99 umum atau Top 15 khusus di tingkat nasional)."),
        InnovationStage("interviewed", "Presentasi dan wawancara", "Dipaparkan kepada Tim Panel Independen."),
        InnovationStage("verified", "Verifikasi lapangan", "Didatangi dan diperiksa di tempat."),
        InnovationStage("awarded", "Terpuji", "Masuk daftar terpuji (Top 45 di tingkat nasional)."),
    ),
    least_age_months=24,
    age_source="paling sedikit dua tahun berjalan, sebagaimana kompetisi tahun 2022",
    longest_video_minutes=3,
    asks_for_decree=True,
)
