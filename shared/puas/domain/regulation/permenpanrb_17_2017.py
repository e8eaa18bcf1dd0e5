"""PermenPANRB 17/2017, Pedoman Penilaian Kinerja Unit Penyelenggara Pelayanan Publik: until 29/2022 replaced it.

Six aspects, 37 indicators, scores 0 to 5; the index is the sum over aspects of weight times the weighted sum of the indicators.
Indicators, codes and three-decimal weights were seen in applications that regions used, not in the rule's annex. The printed weights
of the first three aspects do not sum to 1 (all fives give 4,99085); the fractions beside them (n/56, n/22, n/15) do, and each rounds
to its printed weight, but they are a fit. One application's export prints 10 % beside the single indicator on innovation although
its aspect weighs 7 %. Form F-03 is known by name only.
"""

from fractions import Fraction

from puas.domain.regulation.performance_categories import BOUNDARIES_BASIS, CATEGORIES, CATEGORIES_BASIS, EVALUATORS_BASIS
from puas.domain.regulation.performance_edition import (
    SEEN_SECONDARY,
    UNVERIFIED,
    Basis,
    PerformanceAspect,
    PerformanceEdition,
    PerformanceForm,
    PerformanceIndicator,
    ScoreScale,
    WeightSet,
)

_SEEN_IN = "aplikasi dan laporan penilaian yang dipakai daerah; lampiran aturannya belum kami lihat"

ASPECTS = (
    PerformanceAspect(1, "I", "Kebijakan Pelayanan", Fraction(30, 100)),
    PerformanceAspect(2, "II", "Profesionalisme SDM", Fraction(18, 100)),
    PerformanceAspect(3, "III", "Sarana dan Prasarana", Fraction(15, 100)),
    PerformanceAspect(4, "IV", "Sistem Informasi Pelayanan Publik", Fraction(15, 100)),
    PerformanceAspect(5, "V", "Konsultasi dan Pengaduan", Fraction(15, 100)),
    PerformanceAspect(6, "VI", "Inovasi", Fraction(7, 100)),
)

# Aspect, code, name, weight as printed, and the fraction that fits it.
_ROWS = (
    (1, "1.a.K1", "Tersedia Standar Pelayanan (SP) sebagai acuan", "0.089", "5/56"),
    (1, "1.a.K2", "Tersedia SP per jenis layanan", "0.089", "5/56"),
    (1, "1.a.K3", "Sistem antrian", "0.071", "4/56"),
    (1, "1.a.P", "Proses penyusunan SP melibatkan masyarakat dan pihak terkait", "0.071", "4/56"),
    (1, "1.a.T", "Dokumentasi SP ditetapkan dan dipublikasikan", "0.071", "4/56"),
    (1, "1.a.Ak", "SP sesuai ketentuan peraturan", "0.071", "4/56"),
    (1, "1.a.As", "Informasi SP mudah diakses", "0.071", "4/56"),
    (1, "1.a.B", "SP tepat guna (substansi/isi)", "0.071", "4/56"),
    (1, "1.b.T", "Maklumat Pelayanan dipublikasikan", "0.089", "5/56"),
    (1, "1.c.P", "Keterlibatan pengguna layanan dalam pengisian SKM", "0.089", "5/56"),
    (1, "1.c.T", "Informasi SKM diketahui seluruh lapisan masyarakat", "0.071", "4/56"),
    (1, "1.c.Ak", "Tindak lanjut hasil SKM dan kedalaman ruang lingkup", "0.071", "4/56"),
    (1, "1.c.B", "Kecepatan tindak lanjut hasil SKM", "0.071", "4/56"),
    (2, "2.a.Ak", "Pelaksana dengan kompetensi sesuai kebutuhan", "0.136", "3/22"),
    (2, "2.b.Ak", "Pelaksana responsif waktu", "0.136", "3/22"),
    (2, "2.b.Ak2", "Kesigapan pelaksana (kecepatan)", "0.091", "2/22"),
    (2, "2.d.K", "Aturan perilaku dan kode etik", "0.136", "3/22"),
    (2, "2.e.K1", "Pemberian penghargaan", "0.182", "4/22"),
    (2, "2.e.K2", "Pemberian sanksi", "0.136", "3/22"),
    (2, "2.g.Ak", "Budaya pelayanan", "0.182", "4/22"),
    (3, "3.a.As", "Tempat parkir", "0.133", "2/15"),
    (3, "3.b.K1", "Ruang tunggu", "0.133", "2/15"),
    (3, "3.b.As", "Toilet khusus pengguna layanan", "0.133", "2/15"),
    (3, "3.c.K", "Sarpras pengguna berkebutuhan khusus", "0.200", "3/15"),
    (3, "3.d.As1", "Sarpras penunjang lainnya", "0.200", "3/15"),
    (3, "3.e.As2", "Front office konsultasi dan informasi", "0.067", "1/15"),
    (3, "3.e.As4", "Front office pengaduan", "0.133", "2/15"),
    (4, "4.a.T", "SIPP untuk informasi publik", "0.200", "1/5"),
    (4, "4.a.B", "SIPP pendukung operasional", "0.250", "1/4"),
    (4, "4.a.Ak1", "Kepemilikan dan pengelola situs", "0.250", "1/4"),
    (4, "4.a.Ak2", "Pemutakhiran data dan informasi situs", "0.150", "3/20"),
    (4, "4.b.T", "Informasi non elektronik", "0.150", "3/20"),
    (5, "5.1.a.K", "Sarana dan media konsultasi", "0.200", "1/5"),
    (5, "5.1.a.As", "Rubrik, dokumentasi, publikasi konsultasi", "0.200", "1/5"),
    (5, "5.2.a.K", "Sarana dan media pengaduan", "0.300", "3/10"),
    (5, "5.2.a.As", "Rubrik, dokumentasi, publikasi hasil pengaduan", "0.300", "3/10"),
    (6, "6", "Tersedia inovasi", "1.000", "1"),
)

INDICATORS = tuple(PerformanceIndicator(code, number, aspect, name) for number, (aspect, code, name, _, _) in enumerate(_ROWS, 1))

EXACT = WeightSet(
    "exact",
    "Bobot pecahan tepat (n/56, n/22, n/15 …)",
    {"": {code: Fraction(fraction) for _, code, _, _, fraction in _ROWS}},
    Basis(
        UNVERIFIED,
        "dihitung agar cocok dengan bobot tercetak",
        "Pecahan ini kami cocokkan: masing-masing membulat ke bobot tiga desimal yang tercetak, dan seluruh nilai 5 menghasilkan 5,00.",
    ),
)
PRINTED = WeightSet(
    "printed",
    "Bobot tiga desimal seperti tercetak",
    {"": {code: Fraction(printed) for _, code, _, printed, _ in _ROWS}},
    Basis(SEEN_SECONDARY, _SEEN_IN, "Bobot tercetak tidak tepat berjumlah 1: seluruh nilai 5 menghasilkan 4,99."),
    legacy=True,
)

SCALES = (
    ScoreScale(
        "plan-speed",
        ("1.c.B",),
        (
            "tidak ada tindak lanjut",
            "seluruhnya dalam 1 tahun",
            "seluruhnya dalam 6 bulan",
            "seluruhnya dalam 3 bulan",
            "seluruhnya dalam 1 bulan",
            "sebelum hasil dipublikasikan",
        ),
        Basis(SEEN_SECONDARY, _SEEN_IN, "Arti nilai 0 tidak kami lihat; di sini dibaca: tidak ada."),
    ),
    ScoreScale(
        "survey-frequency",
        ("1.c.P",),
        (
            "tidak ada survei",
            "setahun sekali",
            "setiap semester",
            "setiap triwulan",
            "seluruh pengguna layanan",
            "seluruh pengguna layanan",
        ),
        Basis(
            UNVERIFIED,
            _SEEN_IN,
            "Tingkatan menurut seringnya survei terlihat, tetapi bukan indikatornya dan bukan beda nilai 4 dan 5; kami pasang pada 1.c.P.",
        ),
    ),
)

EDITION = PerformanceEdition(
    id="permenpanrb-17-2017",
    name="PermenPANRB 17/2017",
    title=(
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 17 Tahun 2017 tentang Pedoman Penilaian "
        "Kinerja Unit Penyelenggara Pelayanan Publik"
    ),
    year=2017,
    aspects=ASPECTS,
    forms=(PerformanceForm("", "Unit pelayanan", INDICATORS),),
    weight_sets=(EXACT, PRINTED),
    evaluators_share=Fraction(1),
    users_share=Fraction(0),
    categories=CATEGORIES,
    scales=SCALES,
    bases={
        "aspects": Basis(SEEN_SECONDARY, _SEEN_IN),
        "indicators": Basis(SEEN_SECONDARY, _SEEN_IN),
        "formula": Basis(SEEN_SECONDARY, _SEEN_IN, "IPP = jumlah (bobot aspek × jumlah (bobot indikator × nilai))."),
        "categories": CATEGORIES_BASIS,
        "boundaries": BOUNDARIES_BASIS,
        "evaluators": EVALUATORS_BASIS,
        "users": Basis(UNVERIFIED, _SEEN_IN, "Formulir F-03 disebut, tetapi pertanyaan dan pengaruhnya pada indeks tidak kami lihat."),
    },
    unknown=(
        "Pertanyaan formulir F-03 dan pengaruhnya pada indeks.",
        "Arti tiap nilai 0 sampai 5 untuk sebagian besar indikator.",
        "Cara menggabungkan nilai beberapa evaluator dan cara membulatkan indeks.",
    ),
)
