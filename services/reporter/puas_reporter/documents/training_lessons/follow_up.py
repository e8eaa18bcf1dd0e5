"""Chapter: following up a result."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.follow_up_ideas import PLANS, plan_for
from puas.domain.quality_grade import grade
from puas_reporter.documents.slide_deck import Bars, Grid, Points, Statement
from puas_reporter.documents.training_lessons import tables
from puas_reporter.documents.training_lessons.computing import nik_value
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material


def idea_rows(material: Material) -> tables.Rows:
    """The three lowest unsur of the example, each with its value, letter and a first proposal."""
    rows = []
    for each in material.weakest:
        letter = grade(material.rule, material.nik_of(each)).mutu
        idea = plan_for(each.slug, letter) if each.slug in PLANS else "–"
        rows.append((material.unsur(each.slug).name, material.converted(each), letter, idea))
    return tuple(rows)


def lessons(material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    bands = sorted(material.rule.bands, key=lambda band: band.nik_from)
    yield Lesson(
        "Survei selesai ketika janjinya ditepati",
        ((Statement("Unsur terendah → rencana → bukti → periode berikutnya", "lingkaran yang tidak boleh putus"), 0.42),
         (Points((
             "Rencana yang belum selesai berjalan sendiri ke laporan berikutnya.",
             "Warga dapat melihat mana yang sudah dikerjakan.",
         )), 0.58)),
        "Gambarkan lingkarannya di papan tulis. Tanyakan di titik mana lingkaran itu biasanya putus.",
        "Rencana mana dari tahun lalu yang sudah selesai di unit Bapak dan Ibu?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Tiga unsur terendah pada contoh kertas kerja",
        ((Bars(
            tuple(material.unsur(each.slug).name for each in material.weakest),
            tuple(nik_value(material.nik_of(each)) for each in material.weakest),
            tuple(material.converted(each) for each in material.weakest), "Nilai", int(bands[0].nik_from), int(bands[-1].nik_to),
            f"Tiga unsur terendah: {material.named_values(material.weakest)}",
        ), 1.0),),
        "Ini contoh yang lain dari sepuluh kuesioner tadi. Mulailah dari sini untuk menulis rencana.",
        "Apa yang terlihat di loket sehingga unsur ini rendah?",
        rank=2,
        source=material.which_example,
    )  # fmt: skip
    yield Lesson(
        "Rencana yang dapat ditagih",
        ((Grid(("Kolom", "Pertanyaannya", "Contoh yang baik"), (
            ("Rencana", "Apa yang akan terlihat berbeda?", "Memasang bagan alur di tiga loket"),
            ("Waktu", "Bulan atau triwulan berapa?", "Triwulan II"),
            ("Penanggung jawab", "Siapa, dengan jabatan?", "Kepala Seksi Pelayanan"),
            ("Bukti", "Apa yang dapat difoto atau dilampirkan?", "Foto bagan terpasang"),
        ), (22, 38, 40), description="Kolom rencana tindak lanjut"), 1.0),),
        "Tegaskan satu rencana satu penanggung jawab. Kalau ada dua, tidak ada yang bertanggung jawab.",
        "Rencana mana di unit Bapak dan Ibu yang belum mempunyai penanggung jawab?",
    )  # fmt: skip
    yield Lesson(
        "Usulan awal untuk contoh kertas kerja",
        ((Grid(("Unsur", "Nilai", "Mutu", "Usulan rencana"), idea_rows(material), (24, 10, 8, 58), frozenset({1}),
               "Usulan rencana untuk tiga unsur terendah"), 1.0),),
        "Usulan ini bahan pembahasan. Peserta mengubahnya agar cocok dengan unitnya; yang memutuskan adalah forum unit.",
        "Bagian mana dari usulan ini yang tidak cocok di unit Bapak dan Ibu?",
        source=f"{material.which_example} Usulan aplikasi, untuk diubah; keputusan ada pada unit.",
    )  # fmt: skip
    yield Lesson(
        "Mencari sebab sebelum menulis rencana",
        ((Points((
            "Tanyakan “mengapa” sampai tiga kali, dengan saran responden di tangan.",
            "Periksa dahulu yang tidak memerlukan anggaran: informasi, urutan kerja, jam layanan.",
            "Bahas bersama pengguna layanan dalam forum konsultasi publik.",
        )), 1.0),),
        "Ambil satu unsur contoh dan lakukan tiga kali “mengapa” bersama ruangan.",
        "Sebab mana yang sebenarnya sudah lama diketahui?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Menutup janji dengan bukti",
        ((Grid(("Status", "Artinya", "Yang dilampirkan"), (
            ("BELUM", "belum dimulai", "alasan, bila waktunya lewat"),
            ("PROSES", "sedang dikerjakan", "apa yang sudah ada"),
            ("SUDAH", "selesai", "foto atau dokumen"),
        ), (18, 34, 48), description="Status rencana tindak lanjut"), 1.0),),
        "Tunjukkan cara mengunggah foto dari telepon di ruang latihan. Foto tidak memuat wajah warga.",
        "Bukti apa yang paling mudah dikumpulkan?",
        rank=2,
        source="Status menurut bentuk laporan 2024–2025.",
    )  # fmt: skip
    yield Lesson(
        "Mengumumkan kepada masyarakat",
        ((Points((
            "Indeks, mutu, dan jumlah responden dipasang di tempat layanan dan di laman.",
            "Di sampingnya: apa yang dijanjikan dan apa yang sudah dikerjakan.",
            "Siapa pun dapat memindai kode pada poster untuk memeriksa angkanya.",
        )), 1.0),),
        "Tunjukkan poster hasil dari aplikasi. Pengumuman tanpa tindak lanjut membuat orang malas menjawab lagi.",
        "Di mana hasil survei unit Bapak dan Ibu sekarang dipasang?",
        rank=3,
    )  # fmt: skip
