"""Kepmenpan 25/2004 (KEP/25/M.PAN/2/2004), Pedoman Umum Penyusunan Indeks Kepuasan Masyarakat: 2004 to 2014.

Fourteen unsur, weight 1/14 (printed 0,071), and a mutu table of equal steps: a NIK of 76,475 is B here and C under
PermenPANRB 14/2017. Kept for trend lines; no survey is run under it any more, so it has no questionnaire.
"""

from decimal import Decimal
from fractions import Fraction

from puas.domain.regulation.edition import Edition, GradeBand, Unsur, Weight

UNSUR = (
    Unsur("prosedur", "Prosedur Pelayanan", "Prosedur", ""),
    Unsur("persyaratan", "Persyaratan Pelayanan", "Persyaratan", ""),
    Unsur("kejelasan_petugas", "Kejelasan Petugas Pelayanan", "Kejelasan petugas", ""),
    Unsur("kedisiplinan_petugas", "Kedisiplinan Petugas Pelayanan", "Kedisiplinan", ""),
    Unsur("tanggung_jawab_petugas", "Tanggung Jawab Petugas Pelayanan", "Tanggung jawab", ""),
    Unsur("kemampuan_petugas", "Kemampuan Petugas Pelayanan", "Kemampuan", ""),
    Unsur("kecepatan", "Kecepatan Pelayanan", "Kecepatan", ""),
    Unsur("keadilan", "Keadilan Mendapatkan Pelayanan", "Keadilan", ""),
    Unsur("kesopanan", "Kesopanan dan Keramahan Petugas", "Kesopanan", ""),
    Unsur("kewajaran_biaya", "Kewajaran Biaya Pelayanan", "Kewajaran biaya", ""),
    Unsur("kepastian_biaya", "Kepastian Biaya Pelayanan", "Kepastian biaya", ""),
    Unsur("kepastian_jadwal", "Kepastian Jadwal Pelayanan", "Kepastian jadwal", ""),
    Unsur("kenyamanan", "Kenyamanan Lingkungan", "Kenyamanan", ""),
    Unsur("keamanan", "Keamanan Pelayanan", "Keamanan", ""),
)

BANDS = (
    GradeBand(1, "D", "Tidak Baik", Decimal("1.00"), Decimal("1.75"), Decimal("25.00"), Decimal("43.75")),
    GradeBand(2, "C", "Kurang Baik", Decimal("1.76"), Decimal("2.50"), Decimal("43.76"), Decimal("62.50")),
    GradeBand(3, "B", "Baik", Decimal("2.51"), Decimal("3.25"), Decimal("62.51"), Decimal("81.25")),
    GradeBand(4, "A", "Sangat Baik", Decimal("3.26"), Decimal("4.00"), Decimal("81.26"), Decimal("100.00")),
)

EDITION = Edition(
    id="kepmenpan-25-2004",
    name="Kepmenpan 25/2004",
    title=(
        "Keputusan Menteri Pendayagunaan Aparatur Negara Nomor KEP/25/M.PAN/2/2004 tentang Pedoman Umum Penyusunan "
        "Indeks Kepuasan Masyarakat Unit Pelayanan Instansi Pemerintah"
    ),
    year=2004,
    unsur=UNSUR,
    orders={"body": tuple(unsur.slug for unsur in UNSUR)},
    questions=(),
    weights=(
        Weight("exact", Fraction(1, 14), "1/14", legacy=False),
        Weight("0.071", Fraction(71, 1000), "0,071", legacy=True),
        Weight("0.07", Fraction(7, 100), "0,07", legacy=True),
    ),
    conversion=25,
    bands=BANDS,
    profile=(),
    age_groups=(),
)
