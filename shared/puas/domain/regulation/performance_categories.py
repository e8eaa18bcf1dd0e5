"""The nine categories of the index (IPP), the same in assessments under PermenPANRB 17/2017 and in applications under 29/2022.

Seen in regional reports and applications, not in the text of either rule. Nothing was seen on what happens between two printed
bounds (1,00 and 1,01): this product rounds the index half up to two decimals and then looks it up, so that a printed index and its
category never disagree.
"""

from decimal import Decimal

from puas.domain.regulation.performance_edition import SEEN_SECONDARY, UNVERIFIED, Basis, PerformanceCategory

INDEX_PLACES = 2

CATEGORIES = tuple(
    PerformanceCategory(letter, label, Decimal(lowest), Decimal(highest))
    for letter, label, lowest, highest in (
        ("F", "Gagal", "0.00", "1.00"),
        ("E", "Sangat Buruk", "1.01", "1.50"),
        ("D", "Buruk", "1.51", "2.00"),
        ("C-", "Cukup (Dengan Catatan)", "2.01", "2.50"),
        ("C", "Cukup", "2.51", "3.00"),
        ("B-", "Baik (Dengan Catatan)", "3.01", "3.50"),
        ("B", "Baik", "3.51", "4.00"),
        ("A-", "Sangat Baik", "4.01", "4.50"),
        ("A", "Pelayanan Prima", "4.51", "5.00"),
    )
)

CATEGORIES_BASIS = Basis(SEEN_SECONDARY, "laporan daerah dan aplikasi PEKPPP yang saling cocok; naskah aturannya belum kami lihat")
BOUNDARIES_BASIS = Basis(
    UNVERIFIED,
    "kebijakan Puas",
    "Indeks dibulatkan setengah ke atas menjadi dua desimal, lalu kategorinya dicari; pembulatan dalam naskah aturan belum kami lihat.",
)
EVALUATORS_BASIS = Basis(
    UNVERIFIED,
    "kebijakan Puas",
    "Nilai indikator dari beberapa evaluator dirata-rata; bila validator memutuskan nilai lain, keputusan itulah yang dipakai.",
)
