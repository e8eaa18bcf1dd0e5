"""PermenPANRB 16/2014, Pedoman Survei Kepuasan Masyarakat: 2014 to 2017, kept for trend lines.

Nine unsur, with maklumat pelayanan where the edition of 2017 has sarana dan prasarana. The intervals of its mutu table
were not seen in an official text; practice carried those of Kepmenpan 25/2004 on, and so does this module. No survey is
run under this edition any more, so it has no questionnaire.
"""

from fractions import Fraction

from puas.domain.regulation.edition import Edition, Unsur, Weight
from puas.domain.regulation.kepmenpan_25_2004 import BANDS

UNSUR = (
    Unsur("persyaratan", "Persyaratan", "Persyaratan", ""),
    Unsur("prosedur", "Prosedur", "Prosedur", ""),
    Unsur("waktu", "Waktu Pelayanan", "Waktu", ""),
    Unsur("biaya", "Biaya/Tarif", "Biaya", ""),
    Unsur("produk", "Produk Spesifikasi Jenis Pelayanan", "Produk", ""),
    Unsur("kompetensi", "Kompetensi Pelaksana", "Kompetensi", ""),
    Unsur("perilaku", "Perilaku Pelaksana", "Perilaku", ""),
    Unsur("maklumat", "Maklumat Pelayanan", "Maklumat", ""),
    Unsur("pengaduan", "Penanganan Pengaduan, Saran dan Masukan", "Pengaduan", ""),
)

EDITION = Edition(
    id="permenpanrb-16-2014",
    name="PermenPANRB 16/2014",
    title=(
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 16 Tahun 2014 tentang Pedoman "
        "Survei Kepuasan Masyarakat terhadap Penyelenggaraan Pelayanan Publik"
    ),
    year=2014,
    unsur=UNSUR,
    orders={"body": tuple(unsur.slug for unsur in UNSUR)},
    questions=(),
    weights=(
        Weight("exact", Fraction(1, 9), "1/9", legacy=False),
        Weight("0.111", Fraction(111, 1000), "0,111", legacy=True),
        Weight("0.11", Fraction(11, 100), "0,11", legacy=True),
    ),
    conversion=25,
    bands=BANDS,
    profile=(),
    age_groups=(),
)
