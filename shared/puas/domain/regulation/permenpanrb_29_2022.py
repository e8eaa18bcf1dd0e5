"""PermenPANRB 29/2022, Pemantauan dan Evaluasi Kinerja Penyelenggaraan Pelayanan Publik (PEKPPP): replaces 17/2017, amended by 4/2023.

Six aspects with other weights than 17/2017, plain means within an aspect; index = 0.75 x F-02 + 0.25 x F-03, where F-03 is the plain
mean of five aspect means (users are not asked about innovation). Form A is for a unit served face to face, form B for one online;
each has one indicator of an aspect 7 that is asked and does not count. Instruments: Pedoman Menteri PANRB 1/2022, then 5/2023. Seen in
press and in a regional application, not in the rule's annex. Codes here are form and printed number; names are as seen, and so are the
printed codes of form F-03, in which 13 is missing.
"""

from fractions import Fraction

from puas.domain.regulation.performance_categories import BOUNDARIES_BASIS, CATEGORIES, CATEGORIES_BASIS, EVALUATORS_BASIS
from puas.domain.regulation.performance_edition import (
    INFORMATION_ASPECT,
    SEEN_SECONDARY,
    UNVERIFIED,
    Basis,
    PerformanceAspect,
    PerformanceEdition,
    PerformanceForm,
    PerformanceIndicator,
    ScoreScale,
    UserQuestion,
    WeightSet,
)

_SEEN_IN = "pemberitaan dan aplikasi daerah yang saling cocok; lampiran aturannya belum kami lihat"

ASPECTS = (
    PerformanceAspect(1, "I", "Kebijakan Pelayanan", Fraction(24, 100)),
    PerformanceAspect(2, "II", "Profesionalisme SDM", Fraction(25, 100)),
    PerformanceAspect(3, "III", "Sarana Prasarana", Fraction(18, 100)),
    PerformanceAspect(4, "IV", "Sistem Informasi Pelayanan Publik", Fraction(11, 100)),
    PerformanceAspect(5, "V", "Konsultasi dan Pengaduan", Fraction(10, 100)),
    PerformanceAspect(6, "VI", "Inovasi Pelayanan Publik", Fraction(12, 100), asked_of_users=False),
    PerformanceAspect(INFORMATION_ASPECT, "VII", "Informasi tambahan", None, asked_of_users=False),
)

_A_INDICATORS = (  # aspect and name, in printed order
    (1, "Tersedia Standar Pelayanan (SP) sesuai dengan ketentuan peraturan perundangundangan yang berlaku."),
    (1, "Proses penyusunan dan perubahan SP telah melibatkan unsur masyarakat."),
    (1, "Jumlah media publikasi untuk komponen service delivery"),
    (1, "Telah dilakukan peninjauan ulang secara berkala terhadap Standar Pelayanan"),
    (1, "Pemenuhan siklus Maklumat Pelayanan (ketersediaan, penetapan, dan publikasi)"),
    (1, "SKM yang dilaksanakan sesuai dengan PermenPANRB"),
    (1, "Jumlah media publikasi hasil SKM."),
    (1, "Persentase rencana tindak lanjut hasil SKM yang telah selesai ditindaklanjuti"),
    (1, "Kecepatan tindak lanjut hasil SKM seluruh jenis pelayanan"),
    (2, "Tersedia waktu pelayanan yang memudahkan pengguna layanan."),
    (2, "Tersedia Kode Etik dan Kode Perilaku Pelaksana dan/atau Budaya Pelayanan di lingkungan instansi."),
    (2, "Tersedia mekanisme yang dibangun untuk menjaga dan meningkatkan motivasi kerja Pelaksana pelayanan"),
    (2, "Tersedia kriteria pemberian penghargaan bagi pegawai yang berprestasi."),
    (2, "Tersedia pelaksana yang menerapkan budaya pelayanan"),
    (3, "Tersedia tempat parkir dengan fasilitas pendukung yang memadai"),
    (3, "Tersedia ruang tunggu dengan fasilitas wajib dan pelengkap"),
    (3, "Tersedia sarana toilet pengguna layanan yang layak pakai"),
    (3, "Tersedia sarana prasarana bagi pengguna layanan kelompok rentan"),
    (3, "Tersedia sarana prasarana penunjang."),
    (3, "Sarana Front Office (FO) Informasi di unit layanan."),
    (4, "Tersedia sistem informasi pelayanan publik untuk informasi publik."),
    (4, "Tersedia sistem informasi pelayanan publik pendukung operasional pelayanan."),
    (4, "Kualitas penggunaan SIPP Elektronik (Website/Aplikasi)."),
    (4, "Pemutakhiran data dan informasi kanal digital."),
    (5, "Tersedia sarana konsultasi dan pengaduan secara tatap muka yang berkualitas"),
    (5, "Tersedia sarana dan media konsultasi serta pengaduan yang bisa dimanfaatkan semua lapisan masyarakat."),
    (5, "Tersedia akuntabilitas hasil konsultasi dan/atau pengaduan."),
    (5, "Tersedia tindak lanjut atas konsultasi dan pengaduan dari semua lapisan masyarakat."),
    (6, "Penciptaan Inovasi Pelayanan Publik."),
    (6, "Sumber daya yang mendukung keberlanjutan Inovasi Pelayanan Publik."),
    (7, "Tersedia sistem antrian untuk menunjang pelayanan."),
)

_B_INDICATORS = (  # aspect and name, in printed order
    (1, "Tersedia Standar Pelayanan (SP) sesuai dengan ketentuan peraturan perundangundangan yang berlaku."),
    (1, "Proses penyusunan dan perubahan SP telah melibatkan unsur masyarakat."),
    (1, "Jumlah media publikasi untuk komponen service delivery"),
    (1, "Pemenuhan siklus Maklumat Pelayanan (ketersediaan, penetapan, dan publikasi)"),
    (1, "SKM yang dilaksanakan sesuai dengan PermenPANRB"),
    (1, "Jumlah media publikasi hasil SKM."),
    (1, "Persentase rencana tindak lanjut hasil SKM yang telah selesai ditindaklanjuti"),
    (1, "Kecepatan tindak lanjut hasil SKM seluruh jenis pelayanan"),
    (2, "Tersedia waktu pelayanan yang memudahkan pengguna layanan."),
    (2, "Tersedia Kode Etik dan Kode Perilaku Pelaksana dan/atau Budaya Pelayanan di lingkungan instansi."),
    (2, "Tersedia mekanisme unit kerja yang dibangun untuk menjaga dan meningkatkan motivasi kerja Pelaksana pelayanan"),
    (2, "Tersedia kriteria pemberian penghargaan bagi pegawai yang berprestasi."),
    (2, "Tersedia pelaksana yang menerapkan budaya pelayanan"),
    (3, "Tersedia layanan elektronik yang mudah diakses"),
    (3, "Tersedia layanan elektronik yang memudahkan interaksi antara penyedia dengan pengguna layanan"),
    (3, "Tersedia fitur keamanan pada layanan elektronik"),
    (3, "Tersedia Layanan Elektronik yang secara visual memudahkan pengguna layanan"),
    (3, "Tersedia layanan daring pendukung yang memanfaatkan media elektronik lainnya di luar situs dan aplikasi"),
    (3, "Tersedia penyimpanan data yang membantu aktivitas pengguna layanan"),
    (4, "Tersedia sistem informasi pelayanan publik untuk informasi publik."),
    (4, "Tersedia sistem informasi pelayanan publik pendukung operasional pelayanan."),
    (4, "Kualitas penggunaan SIPP Elektronik (Website/Aplikasi)."),
    (4, "Pemutakhiran data dan informasi kanal digital."),
    (5, "Tersedia media konsultasi dan pengaduan secara daring"),
    (5, "Kecepatan respon konsultasi dan pengaduan"),
    (5, "Tersedia akuntabilitas hasil konsultasi dan/atau pengaduan."),
    (5, "Tersedia tindak lanjut atas konsultasi dan pengaduan dari semua lapisan masyarakat."),
    (6, "Penciptaan Inovasi Pelayanan Publik."),
    (6, "Sumber daya yang mendukung keberlanjutan Inovasi Pelayanan Publik."),
    (7, "Tersedia sistem antrian untuk menunjang pelayanan."),
)

_A_QUESTIONS = (  # aspect, code as printed, statement
    (1, "1.a.K1", "Persyaratan yang diperlukan untuk memperoleh layanan mudah dipenuhi."),
    (1, "2.a.K 1", "Prosedur yang dilalui untuk memperoleh layanan mudah."),
    (1, "3.a.K1", "Tarif yang diinformasikan sesuai dengan yang dibayarkan."),
    (1, "4.a.K1", "Lama waktu pelayanan yang diinformasikan sesuai dengan waktu penyelesaian."),
    (
        2,
        "5.b.Ak",
        (
            "Waktu pelayanan (jam kerja layanan tanpa jeda waktu istirahat, layanan informasi, konsultasi dan pengaduan, "
            "customer service) sesuai dengan yang ditetapkan."
        ),
    ),
    (2, "6.b.Ak", "Petugas layanan responsif dalam memberikan pelayanan."),
    (2, "7.b.Ak", "Sikap petugas mencerminkan pelayanan yang berkualitas"),
    (3, "8.c.As", "Tempat parkir yang disediakan memadai."),
    (3, "9.c.K", "Sarana ruang tunggu layanan nyaman"),
    (3, "10.c.As", "Sarana toilet khusus pengguna layanan bersih dan memadai."),
    (
        3,
        "11.c.As",
        (
            "Ketersediaan sarana prasarana penunjang lainnya yang memadai (contoh: ruang laktasi/nursery, arena bermain anak, "
            "kantin/fotocopy/toko ATK, wifi, prioritas lansia, dst)"
        ),
    ),
    (4, "12.d.T", "Akses informasi layanan secara daring mudah (website, aplikasi, media sosial dan sejenisnya)."),
    (4, "14.d.T", "Kemudahan akses informasi di lokasi layanan. (tatap muka)."),
    (5, "15.e.K", "Tersedia konsultasi dan pengaduan layanan yang memadai dan mudah diakses"),
)

_B_QUESTIONS = (  # aspect, code as printed, statement
    (1, "1.a.K1", "Persyaratan yang diperlukan untuk memperoleh layanan mudah dipenuhi."),
    (1, "2.a.K 1", "Prosedur yang dilalui untuk memperoleh layanan mudah."),
    (1, "3.a.K1", "Tarif yang diinformasikan sesuai dengan yang dibayarkan."),
    (1, "4.a.K1", "Lama waktu pelayanan yang diinformasikan sesuai dengan waktu penyelesaian."),
    (2, "5.b.Ak", "Petugas pengelola layanan elektronik responsif dalam memberikan tanggapan/penyelesaian"),
    (3, "6.c.As", "Layanan daring mudah diakses."),
    (3, "7.c.As", "Interaksi dengan penyedia layanan mudah dilakukan."),
    (3, "8.c.As", "Layanan daring secara visual memudahkan pengguna layanan"),
    (3, "9.c.Ak", "Keamanan layanan daring terjamin."),
    (
        4,
        "10.d.T",
        "Akses informasi layanan daring mudah diakses (informasi layanan melalui website, aplikasi, media sosial, dll)",
    ),
    (5, "11.e.T", "Informasi mengenai layanan konsultasi dan pengaduan mudah diakses."),
)


def _form(form_id: str, name: str, indicators: tuple[tuple[int, str], ...], questions: tuple[tuple[int, str, str], ...]) -> PerformanceForm:
    return PerformanceForm(
        form_id,
        name,
        tuple(
            PerformanceIndicator(f"{form_id}.{number:02}", number, aspect, text, scored=aspect != INFORMATION_ASPECT)
            for number, (aspect, text) in enumerate(indicators, 1)
        ),
        # The number before the first dot of the printed code; form F-03A has no 13.
        tuple(UserQuestion(f"U{form_id}.{int(printed.split('.')[0]):02}", printed, aspect, text) for aspect, printed, text in questions),
    )


FORM_A = _form("A", "Formulir A: unit layanan tatap muka", _A_INDICATORS, _A_QUESTIONS)
FORM_B = _form("B", "Formulir B: unit layanan daring", _B_INDICATORS, _B_QUESTIONS)


def _plain_means(form: PerformanceForm) -> dict[str, Fraction]:
    return {each.code: Fraction(1, len(form.of_aspect(each.aspect))) for each in form.scored}


EXACT = WeightSet(
    "exact",
    "Rata-rata biasa di tiap aspek",
    {form.id: _plain_means(form) for form in (FORM_A, FORM_B)},
    Basis(SEEN_SECONDARY, _SEEN_IN),
)

SCALES = (
    ScoreScale(
        "survey-by-rule",
        ("A.06", "B.05"),
        (
            "tidak ada SKM",
            "SKM dilaksanakan, belum sesuai aturan",
            "SKM dilaksanakan sesuai aturan",
            "sesuai aturan, dan hasilnya dipublikasikan di media non-elektronik",
            "juga dipublikasikan di media elektronik",
            "juga ditindaklanjuti",
        ),
        Basis(SEEN_SECONDARY, _SEEN_IN),
    ),
    ScoreScale(
        "publication-media",
        ("A.07", "B.06"),
        ("tidak ada media", "1 media", "2 media", "3 media", "4 media", "lebih dari 4 media"),
        Basis(SEEN_SECONDARY, _SEEN_IN),
    ),
    ScoreScale(
        "plan-share",
        ("A.08", "B.07"),
        (
            "tidak ada rencana tindak lanjut",
            "ada rencana, belum dilaksanakan",
            "kurang dari 30 % selesai",
            "30 sampai 80 % selesai",
            "lebih dari 80 % selesai",
            "100 % selesai, dengan laporan",
        ),
        Basis(SEEN_SECONDARY, _SEEN_IN),
    ),
    ScoreScale(
        "plan-speed",
        ("A.09", "B.08"),
        (
            "tidak ada tindak lanjut",
            "seluruhnya dalam 1 tahun setelah laporan SKM",
            "seluruhnya dalam 9 bulan setelah laporan SKM",
            "seluruhnya dalam 6 bulan setelah laporan SKM",
            "seluruhnya dalam 3 bulan setelah laporan SKM",
            "seluruhnya dalam 1 bulan setelah laporan SKM",
        ),
        Basis(SEEN_SECONDARY, _SEEN_IN),
    ),
)

EDITION = PerformanceEdition(
    id="permenpanrb-29-2022",
    name="PermenPANRB 29/2022",
    title=(
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 29 Tahun 2022 tentang Pemantauan dan "
        "Evaluasi Kinerja Penyelenggaraan Pelayanan Publik, sebagaimana diubah dengan Nomor 4 Tahun 2023"
    ),
    year=2022,
    aspects=ASPECTS,
    forms=(FORM_A, FORM_B),
    weight_sets=(EXACT,),
    evaluators_share=Fraction(3, 4),
    users_share=Fraction(1, 4),
    categories=CATEGORIES,
    scales=SCALES,
    bases={
        "aspects": Basis(SEEN_SECONDARY, _SEEN_IN),
        "indicators": Basis(SEEN_SECONDARY, _SEEN_IN, "Nama indikator ditulis seperti yang kami lihat."),
        "formula": Basis(SEEN_SECONDARY, _SEEN_IN, "IPP = 0,75 × F-02 + 0,25 × F-03."),
        "categories": CATEGORIES_BASIS,
        "boundaries": BOUNDARIES_BASIS,
        "evaluators": EVALUATORS_BASIS,
        "users": Basis(
            UNVERIFIED,
            "kebijakan Puas",
            "F-03 adalah rata-rata biasa lima rata-rata aspek; tiap pernyataan dirata-rata dari pengguna yang menjawabnya.",
        ),
    },
    unknown=(
        "Naskah aturan dan lampirannya secara utuh, juga perubahan menurut PermenPANRB 4/2023 dan instrumen Pedoman Menteri 5/2023.",
        "Arti tiap nilai 0 sampai 5, selain empat indikator tentang SKM.",
        "Cara menggabungkan nilai beberapa evaluator dan cara membulatkan indeks.",
        "Jumlah pengguna yang harus ditanya; pada 2022 terlihat 10 sampai 20 orang per unit.",
    ),
)
