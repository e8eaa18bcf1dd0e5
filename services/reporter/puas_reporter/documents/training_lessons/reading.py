"""Chapter: reading a result."""

from __future__ import annotations

from collections.abc import Iterator

from puas.domain.training_numbers import weakest_first
from puas.presentation.numbers import index_number
from puas_reporter.documents.slide_deck import Bars, Boxes, Grid, Points
from puas_reporter.documents.training_lessons.computing import nik_value
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material, index_words


def lessons(material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    rule, counted = material.rule, material.counted
    ordered = weakest_first(counted)
    bands = sorted(rule.bands, key=lambda band: band.nik_from)
    names = ", ".join(material.unsur(each.slug).short for each in material.weakest)
    yield Lesson(
        "Membaca hasil dalam empat pertanyaan",
        ((Points((
            "Berapa indeksnya, apa mutunya, dan dari berapa orang?",
            "Unsur mana yang terendah?",
            "Apa kata orang di kolom saran tentang unsur itu?",
            "Apakah rencana yang lalu sudah dikerjakan, dan ada bedanya?",
        ), numbered=True), 1.0),),
        "Pertanyaan ini berurutan. Jangan melompat ke peringkat sebelum keempatnya terjawab.",
        "Pertanyaan mana yang biasanya tidak terjawab dalam laporan?",
    )  # fmt: skip
    yield Lesson(
        "Unsur dari yang terendah",
        ((Bars(
            tuple(material.unsur(each.slug).name for each in ordered), tuple(nik_value(material.nik_of(each)) for each in ordered),
            tuple(material.converted(each) for each in ordered), "Nilai", int(bands[0].nik_from), int(bands[-1].nik_to),
            f"Nilai per unsur, terendah dahulu: {material.named_values(ordered)}",
        ), 1.0),),
        f"Tiga terendah pada contoh ini: {names}. Katakan lebih dahulu bahwa yang terendah tidak selalu buruk; lihat juga mutunya.",
        "Kalau hanya satu unsur yang boleh dibenahi tahun ini, yang mana dan mengapa?",
        source=f"{material.which_example} Indeks {index_words(rule, counted)}.",
    )  # fmt: skip
    yield Lesson(
        "Angka, huruf, dan predikat selalu bersama",
        ((Boxes(tuple((f"Mutu {band.letter}", band.label, f"mulai {index_number(band.nik_from)}") for band in reversed(bands))), 0.5),
         (Points(("Huruf tanpa angka menyembunyikan jarak; angka tanpa huruf menyembunyikan arti.",
                  "Sebutkan juga jumlah respondennya.")), 0.5)),
        "Biasakan kalimat lengkap: indeks sekian, mutu huruf, predikat, dari sekian responden, periode apa.",
        "Bagaimana kalimat itu untuk unit Bapak dan Ibu?",
        rank=2,
        source=f"Tabel mutu: {rule.name}.",
    )  # fmt: skip
    yield Lesson(
        "Hati-hati membandingkan",
        ((Grid(("Dibandingkan", "Yang perlu dilihat"), (
            ("Dua periode", "Apakah layanan dan cara hitungnya sama?"),
            ("Dua unit", "Apakah sampelnya cukup, dan jenis layanannya sejenis?"),
            ("Dua peraturan", "Huruf menurut peraturan lama tidak sama artinya dengan sekarang"),
            ("Selisih kecil", "Masih di dalam ketidakpastian? Sebutkan sebagai setara"),
        ), (28, 72), description="Yang perlu dilihat sebelum membandingkan"), 1.0),),
        "Naik 0,3 dari 60 responden belum tentu perubahan. Aplikasi menunjukkan ketidakpastiannya; pakailah saat berbicara di rapat.",
        "Pernahkah unit Bapak dan Ibu dibandingkan dengan tidak adil?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Saran responden menjelaskan angkanya",
        ((Points((
            "Angka menunjukkan di mana, saran menunjukkan mengapa.",
            "Kelompokkan saran menurut unsur, lalu hitung.",
            "Kutip tanpa nama dan tanpa menyinggung orang.",
            "Saran tentang hal di luar kewenangan tetap dicatat dan diteruskan.",
        )), 1.0),),
        "Bacakan dua saran dari ruang latihan dan minta peserta menentukan unsurnya.",
        "Saran apa yang paling sering muncul tetapi tidak pernah ditindaklanjuti?",
        rank=2,
    )  # fmt: skip
    yield Lesson(
        "Menyampaikan kepada pimpinan",
        ((Points((
            "Satu kalimat: indeks, mutu, jumlah responden, periode.",
            "Satu sebab: unsur terendah dan alasannya.",
            "Satu permintaan: keputusan yang diperlukan.",
        ), numbered=True), 1.0),),
        "Latih berpasangan: satu menit, tiga kalimat. Yang mendengar berperan sebagai kepala dinas.",
        "Keputusan apa yang hanya dapat diambil pimpinan?",
        rank=3,
    )  # fmt: skip
    yield Lesson(
        "Sampel belum cukup: apa artinya",
        ((Points((
            "Indeksnya tetap sah sebagai angka, tetapi ketidakpastiannya besar.",
            "Laporan menyebutkan kekurangannya, bukan menutupinya.",
            "Dalam papan peringkat, unit seperti ini tidak diberi peringkat.",
        )), 1.0),),
        "Banyak petugas takut melaporkan kekurangan. Jelaskan bahwa yang dinilai juga kejujurannya.",
        "Apa yang akan Bapak dan Ibu tulis bila hanya separuh sampel tercapai?",
        rank=3,
    )  # fmt: skip
