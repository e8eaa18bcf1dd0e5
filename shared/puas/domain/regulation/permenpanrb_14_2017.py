"""PermenPANRB 14/2017, Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik.

The edition in force. Where each part comes from:

* nine unsur and their body order: the rule's list of unsur (pengaduan eighth, sarana prasarana ninth);
* questions, answer labels and questionnaire order: the annex with the questionnaire (question 8 is sarana prasarana,
  question 9 pengaduan); topic and labels are the annex's, the sentence around the topic is written for the screen;
* mutu table: the annex on processing, nilai persepsi 1 to 4;
* weight: the annex prints "1/9 = 0,11"; 1/9 is computed exactly here, 0.11 and 0.111 are what offices calculated with;
* profile: the questionnaire annex (2017) and the lists of the publication banner and of the report forms of 2021-2023
  and 2024-2025, which are practice of the ministry's templates rather than text of the rule.

The annex asks for age in years and gives no groups: the groups here are this product's.
"""

from decimal import Decimal
from fractions import Fraction

from puas.domain.regulation.edition import (
    AgeGroup,
    Category,
    Edition,
    GradeBand,
    PrintedCategory,
    ProfileQuestion,
    Question,
    Unsur,
    Weight,
)

UNSUR = (
    Unsur(
        "persyaratan",
        "Persyaratan",
        "Persyaratan",
        "Syarat teknis dan administratif yang harus dipenuhi dalam pengurusan suatu jenis pelayanan.",
    ),
    Unsur(
        "prosedur",
        "Sistem, Mekanisme, dan Prosedur",
        "Prosedur",
        "Tata cara pelayanan yang dibakukan bagi pemberi dan penerima pelayanan, termasuk pengaduan.",
    ),
    Unsur(
        "waktu",
        "Waktu Penyelesaian",
        "Waktu",
        "Jangka waktu yang diperlukan untuk menyelesaikan seluruh proses dari setiap jenis pelayanan.",
    ),
    Unsur(
        "biaya",
        "Biaya/Tarif",
        "Biaya",
        "Ongkos yang dikenakan kepada penerima layanan, yang besarnya ditetapkan berdasarkan kesepakatan antara "
        "penyelenggara dan masyarakat.",
    ),
    Unsur(
        "produk",
        "Produk Spesifikasi Jenis Pelayanan",
        "Produk",
        "Hasil pelayanan yang diberikan dan diterima sesuai dengan ketentuan yang telah ditetapkan.",
    ),
    Unsur(
        "kompetensi",
        "Kompetensi Pelaksana",
        "Kompetensi",
        "Kemampuan yang harus dimiliki pelaksana: pengetahuan, keahlian, keterampilan, dan pengalaman.",
    ),
    Unsur("perilaku", "Perilaku Pelaksana", "Perilaku", "Sikap petugas dalam memberikan pelayanan."),
    Unsur(
        "pengaduan",
        "Penanganan Pengaduan, Saran dan Masukan",
        "Pengaduan",
        "Tata cara pelaksanaan penanganan pengaduan dan tindak lanjutnya.",
    ),
    Unsur(
        "sarpras",
        "Sarana dan Prasarana",
        "Sarpras",
        "Sarana adalah alat yang bergerak (komputer, mesin); prasarana adalah penunjang yang tidak bergerak (gedung).",
    ),
)

BODY_ORDER = tuple(unsur.slug for unsur in UNSUR)
QUESTIONNAIRE_ORDER = (*BODY_ORDER[:7], "sarpras", "pengaduan")

QUESTIONS = (
    Question(
        "persyaratan",
        "Bagaimana pendapat Anda tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    Question(
        "prosedur",
        "Bagaimana pendapat Anda tentang kemudahan prosedur pelayanan di unit ini?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
    ),
    Question(
        "waktu",
        "Bagaimana pendapat Anda tentang kecepatan waktu dalam memberikan pelayanan?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
    ),
    Question(
        "biaya",
        "Bagaimana pendapat Anda tentang kewajaran biaya/tarif dalam pelayanan?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    ),
    Question(
        "produk",
        "Bagaimana pendapat Anda tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan "
        "dengan hasil yang diberikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
    ),
    Question(
        "kompetensi",
        "Bagaimana pendapat Anda tentang kompetensi/kemampuan petugas dalam pelayanan?",
        ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
    ),
    Question(
        "perilaku",
        "Bagaimana pendapat Anda tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
        ("Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"),
    ),
    Question(
        "sarpras",
        "Bagaimana pendapat Anda tentang kualitas sarana dan prasarana?",
        ("Buruk", "Cukup", "Baik", "Sangat Baik"),
    ),
    Question(
        "pengaduan",
        "Bagaimana pendapat Anda tentang penanganan pengaduan pengguna layanan?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
    ),
)

BANDS = (
    GradeBand(
        1, "D", "Tidak Baik", Decimal("1.00"), Decimal("2.5996"), Decimal("25.00"), Decimal("64.99")
    ),
    GradeBand(
        2, "C", "Kurang Baik", Decimal("2.60"), Decimal("3.064"), Decimal("65.00"), Decimal("76.60")
    ),
    GradeBand(3, "B", "Baik", Decimal("3.0644"), Decimal("3.532"), Decimal("76.61"), Decimal("88.30")),
    GradeBand(4, "A", "Sangat Baik", Decimal("3.5324"), Decimal("4.00"), Decimal("88.31"), Decimal("100.00")),
)

WEIGHTS = (
    Weight("exact", Fraction(1, 9), "1/9", legacy=False),
    Weight("0.111", Fraction(111, 1000), "0,111", legacy=True),
    Weight("0.11", Fraction(11, 100), "0,11", legacy=True),
)

GENDER = ProfileQuestion(
    "gender",
    "Jenis Kelamin",
    "",
    (Category("laki_laki", "Laki-laki"), Category("perempuan", "Perempuan")),
    {
        "questionnaire-2017": (PrintedCategory("L", ("laki_laki",)), PrintedCategory("P", ("perempuan",))),
        "banner": (PrintedCategory("L", ("laki_laki",)), PrintedCategory("P", ("perempuan",))),
    },
)

AGE_GROUPS = (
    AgeGroup("di_bawah_20", 0, 19),
    AgeGroup("20_29", 20, 29),
    AgeGroup("30_39", 30, 39),
    AgeGroup("40_49", 40, 49),
    AgeGroup("50_59", 50, 59),
    AgeGroup("60_ke_atas", 60, None),
)

AGE_GROUP = ProfileQuestion(
    "age_group",
    "Usia",
    "dalam tahun",
    (
        Category("di_bawah_20", "Di bawah 20 tahun"),
        Category("20_29", "20–29 tahun"),
        Category("30_39", "30–39 tahun"),
        Category("40_49", "40–49 tahun"),
        Category("50_59", "50–59 tahun"),
        Category("60_ke_atas", "60 tahun ke atas"),
    ),
    {},
)

EDUCATION = ProfileQuestion(
    "education",
    "Pendidikan",
    "pendidikan terakhir",
    (
        Category("tidak_sekolah", "Tidak Sekolah"),
        Category("sd", "SD/Sederajat"),
        Category("smp", "SMP/Sederajat"),
        Category("sma", "SMA/Sederajat"),
        Category("diploma", "D1/D2/D3"),
        Category("s1", "D4/S1"),
        Category("s2", "S2"),
        Category("s3", "S3"),
    ),
    {
        # The annex has neither "Tidak Sekolah" nor a diploma: each goes to the highest listed level that was completed,
        # and who completed none to the lowest.
        "questionnaire-2017": (
            PrintedCategory("SD", ("tidak_sekolah", "sd")),
            PrintedCategory("SMP", ("smp",)),
            PrintedCategory("SMA", ("sma", "diploma")),
            PrintedCategory("S1", ("s1",)),
            PrintedCategory("S2", ("s2",)),
            PrintedCategory("S3", ("s3",)),
        ),
        "banner": (
            PrintedCategory("SD", ("tidak_sekolah", "sd")),
            PrintedCategory("SMP", ("smp",)),
            PrintedCategory("SMA", ("sma",)),
            PrintedCategory("DIII", ("diploma",)),
            PrintedCategory("S1", ("s1",)),
            PrintedCategory("S2", ("s2",)),
            PrintedCategory("S3", ("s3",)),
        ),
        "report-2021": (
            PrintedCategory("SD ke bawah", ("tidak_sekolah", "sd")),
            PrintedCategory("SLTP", ("smp",)),
            PrintedCategory("SLTA", ("sma",)),
            PrintedCategory("D-III", ("diploma",)),
            PrintedCategory("S-1", ("s1",)),
            PrintedCategory("S-2", ("s2",)),
            PrintedCategory("S-3", ("s3",)),
        ),
    },
)

_OTHER_OCCUPATIONS = (
    "ibu_rumah_tangga",
    "pelajar_mahasiswa",
    "petani_nelayan",
    "pekerja_lepas",
    "pensiunan",
    "lainnya",
)

OCCUPATION = ProfileQuestion(
    "occupation",
    "Pekerjaan",
    "pekerjaan utama",
    (
        Category("asn", "ASN"),
        Category("tni", "TNI"),
        Category("polri", "POLRI"),
        Category("swasta", "Swasta"),
        Category("wirausaha", "Wirausaha"),
        Category("ibu_rumah_tangga", "Ibu Rumah Tangga"),
        Category("pelajar_mahasiswa", "Pelajar/Mahasiswa"),
        Category("petani_nelayan", "Petani/Nelayan"),
        Category("pekerja_lepas", "Pekerja Lepas/Freelance"),
        Category("pensiunan", "Pensiunan"),
        Category("lainnya", "Lainnya"),
    ),
    {
        "questionnaire-2017": (
            PrintedCategory("PNS", ("asn",)),
            PrintedCategory("TNI", ("tni",)),
            PrintedCategory("POLRI", ("polri",)),
            PrintedCategory("SWASTA", ("swasta",)),
            PrintedCategory("WIRAUSAHA", ("wirausaha",)),
            PrintedCategory("LAINNYA", _OTHER_OCCUPATIONS),
        ),
        "report-2021": (
            PrintedCategory("PNS", ("asn",)),
            PrintedCategory("TNI", ("tni",)),
            PrintedCategory("Swasta", ("swasta",)),
            PrintedCategory("Wirausaha", ("wirausaha",)),
            PrintedCategory("Lainnya", ("polri", *_OTHER_OCCUPATIONS)),
        ),
    },
)

_DISABILITIES = ("fisik", "intelektual", "mental", "sensorik", "tidak_disebutkan")

DISABILITY = ProfileQuestion(
    "disability",
    "Disabilitas",
    "boleh tidak diisi",
    (
        Category("non_disabilitas", "Non Disabilitas"),
        Category("fisik", "Disabilitas Fisik"),
        Category("intelektual", "Disabilitas Intelektual"),
        Category("mental", "Disabilitas Mental"),
        Category("sensorik", "Disabilitas Sensorik"),
        Category("tidak_disebutkan", "Disabilitas (jenis tidak disebutkan)"),
    ),
    {
        "status": (
            PrintedCategory("Non Disabilitas", ("non_disabilitas",)),
            PrintedCategory("Disabilitas", _DISABILITIES),
        ),
        "banner": (
            PrintedCategory("Non Disabilitas", ("non_disabilitas",)),
            PrintedCategory("Disabilitas", _DISABILITIES),
        ),
    },
)

EDITION = Edition(
    id="permenpanrb-14-2017",
    name="PermenPANRB 14/2017",
    title=(
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman "
        "Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik"
    ),
    year=2017,
    unsur=UNSUR,
    orders={"body": BODY_ORDER, "questionnaire": QUESTIONNAIRE_ORDER},
    questions=QUESTIONS,
    weights=WEIGHTS,
    conversion=25,
    bands=BANDS,
    profile=(GENDER, AGE_GROUP, EDUCATION, OCCUPATION, DISABILITY),
    age_groups=AGE_GROUPS,
)
