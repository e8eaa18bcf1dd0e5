"""Chapter: computing the index."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from puas.domain.rounding import round_half_up
from puas.presentation.numbers import average_number, index_number
from puas_reporter.documents.slide_deck import Bars, Boxes, Grid, Points, Statement
from puas_reporter.documents.training_lessons import tables
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material, index_words, mean


def formula_rows(material: Material) -> tables.Rows:
    """The five steps from scores to index."""
    rule = material.rule
    return (
        ("1", "Jumlah nilai", "jumlah nilai satu unsur dari semua kuesioner"),
        ("2", "NRR", "jumlah nilai ÷ banyaknya kuesioner yang mengisi unsur itu"),
        ("3", "NRR tertimbang", f"NRR × {material.weight}"),
        ("4", "NI", f"jumlah {material.number_of_unsur} NRR tertimbang"),
        ("5", "NIK", f"NI × {rule.conversion}, dibulatkan dua desimal"),
    )


def all_fours(material: Material) -> tables.Rows:
    """What every weight in use makes of a survey in which everybody gave the best answer."""
    rule = material.rule
    best, number = 4, len(rule.unsur)
    return tuple(
        (each.printed, "tepat" if not each.legacy else "hanya untuk laporan lama",
         index_number(round_half_up(Fraction(best * number) * each.value * rule.conversion, 2)))
        for each in rule.weights
    )  # fmt: skip


def lessons(material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    rule, index = material.rule, material.index
    first = index.unsur[0]
    yield Lesson(
        "Dari jawaban ke indeks: lima langkah",
        ((Grid(("Langkah", "Nama", "Cara"), formula_rows(material), (12, 26, 62), description="Lima langkah menghitung indeks"), 1.0),),
        "Tuliskan kelima langkah di papan tulis dan biarkan di sana sampai latihan selesai. Jelaskan bahwa NI sama dengan rata-rata "
        "sederhana seluruh NRR.",
        "Langkah mana yang selama ini dikerjakan Excel tanpa kita periksa?",
        source=f"{rule.name}, lampiran pengolahan data.",
    )
    yield Lesson(
        "Contoh: sepuluh kuesioner",
        ((Grid(("No", *(f"U{number}" for number in range(1, len(rule.unsur) + 1))), (*tables.form_rows(material),
               tables.processing_totals(material)[0]), (14, *(9,) * len(rule.unsur)), frozenset(range(1, len(rule.unsur) + 1)),
               "Nilai sepuluh kuesioner contoh"), 1.0),),
        f"Ajak ruangan menjumlahkan satu kolom bersama. Kolom U1: jumlah nilainya {first.total} dari {first.answered} kuesioner, jadi "
        f"NRR-nya {mean(first)}.",
        "Apa yang berubah bila satu orang mengosongkan U1?",
        rank=2,
        source="Angka contoh; angka setiap peserta pada lembar latihan berbeda.",
    )  # fmt: skip
    yield Lesson(
        "NRR setiap unsur pada contoh",
        ((Bars(
            tuple(material.unsur(each.slug).name for each in index.unsur),
            tuple(round_half_up(each.nrr or Fraction(0), 3) for each in index.unsur), tuple(mean(each) for each in index.unsur), "NRR",
            0, 4, "NRR per unsur: " + "; ".join(f"{material.unsur(each.slug).short} {mean(each)}" for each in index.unsur), step=1,
        ), 1.0),),
        "Nilai NRR berada di antara 1 dan 4. Tanyakan unsur mana yang terendah sebelum menyebutnya. Grafik ini dapat disunting: klik "
        "dua kali untuk mengganti angkanya.",
        "Unsur mana yang paling menarik indeks ke bawah?",
        rank=2,
        source="Angka contoh dari sepuluh kuesioner pada slide sebelumnya.",
    )  # fmt: skip
    yield Lesson(
        "Indeks contoh dan mutunya",
        (
            (Boxes((
                ("NI", average_number(index.ni), f"rata-rata {material.number_of_unsur} NRR"),
                ("NIK", index_number(index.nik), f"NI × {rule.conversion}"),
                ("Mutu", _letter(material), _label(material)),
            )), 0.42),
            (Grid(tables.BAND_HEAD, tables.band_rows(material), (15, 23, 26, 12, 24), frozenset(), "Tabel mutu"), 0.58),
        ),
        f"Indeks contoh ini {index_words(rule, index)}. Telusuri dari NIK ke baris tabelnya. Huruf tidak pernah diambil dari NI yang "
        "sudah dibulatkan.",
        "Berapa kenaikan NIK yang diperlukan agar hurufnya naik satu?",
        source=f"Tabel mutu: {rule.name}.",
    )  # fmt: skip
    yield Lesson(
        "Bobot harus tepat",
        (
            (Grid(("Bobot", "Keterangan", "Indeks bila semua menjawab 4"), all_fours(material), (22, 42, 36), frozenset({2}),
                  "Indeks tertinggi menurut bobot"), 0.55),
            (Points((f"Bobot tepatnya {material.weight}; angka desimalnya hanya pendekatan.",
                     "Angka pendekatan hanya dipakai untuk memeriksa laporan lama.")), 0.45),
        ),
        "Ini percobaan yang meyakinkan: bila semua orang puas sepenuhnya, indeksnya harus 100,00. Dengan bobot pendekatan tidak "
        "mungkin tercapai.",
        "Berapa bobot yang tertulis di lembar Excel unit Bapak dan Ibu?",
        rank=2,
        source=f"Bobot menurut {rule.name} dan yang dijumpai dalam laporan lama.",
    )  # fmt: skip
    yield Lesson(
        "Unit dengan beberapa layanan",
        (
            (Statement("Nilai unit adalah rata-rata nilai layanannya, per unsur", "kebijakan yang tercetak pada setiap hasil"), 0.4),
            (Points((
                "Setiap layanan dihitung satu kali, berapa pun respondennya.",
                "Angka menurut jumlah responden dicetak di sampingnya sebagai pembanding.",
                "Layanan tanpa jawaban dikeluarkan dan disebutkan namanya.",
            )), 0.6),
        ),
        "Jelaskan bahwa peraturan belum mengatur cara menggabungkan; karena itu caranya selalu disebut pada hasil, dan pembandingnya "
        "ditunjukkan.",
        "Kapan kedua cara itu memberi angka yang jauh berbeda?",
        rank=3,
        source="Praktik buku kerja 2024–2025; bukan ketentuan peraturan.",
    )  # fmt: skip
    yield Lesson(
        "Kertas kerja: angka yang dapat ditanya",
        ((Points((
            "Setiap indeks membuka kertas kerjanya: dari NIK sampai banyaknya jawaban 1, 2, 3, dan 4.",
            "Siapa pun dapat menghitung ulang dengan kalkulator.",
            "Dokumen membawa sidik jari; angka yang diubah orang akan ketahuan.",
        )), 1.0),),
        "Buka kertas kerja di ruang latihan dan tunjukkan satu unsur dari atas sampai bawah.",
        "Kepada siapa Bapak dan Ibu biasanya harus menjelaskan asal angka?",
        rank=3,
    )  # fmt: skip


def _letter(material: Material) -> str:
    return index_words(material.rule, material.index).partition("mutu ")[2].partition(" ")[0] or "–"


def _label(material: Material) -> str:
    return index_words(material.rule, material.index).partition("(")[2].rstrip(")") or "–"


def nik_value(value: Fraction) -> Decimal:
    """A value on the scale of the index, as a chart draws it."""
    return round_half_up(value, 2)
