"""How Ombudsman RI graded compliance with Undang-Undang 25/2009 on public service, edition by edition.

The texts of the assessments themselves were not read: bands, dimensions and weights come from press and government pages that
agree with one another, and `status` says so wherever they are shown. For 2025 (Peraturan Ombudsman 61/2025) no ranges were found;
such a year has an opinion in words and no zone.
"""

from dataclasses import dataclass
from decimal import Decimal

MERAH, KUNING, HIJAU = "merah", "kuning", "hijau"
ZONES = (MERAH, KUNING, HIJAU)
"""From the worst to the best."""

SEEN_SECONDARY = "seen_secondary"

# Undang-Undang 25/2009 is what is being complied with; nothing can have been assessed before it.
FIRST_YEAR = 2009
HIGHEST_SCORE = Decimal(100)
SCORE_PLACES = 2


@dataclass(frozen=True, slots=True)
class ComplianceBand:
    """One row of a year's table with both ends as printed. Letter and label are empty where the year had none."""

    zone: str
    low: Decimal
    high: Decimal
    letter: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A part of the score. `weight` in percent; None where the year's weights are not known one by one."""

    key: str
    name: str
    weight: Decimal | None
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplianceScale:
    """How the scores of some years are read. Without bands the published opinion is all that is known.

    `sources` are where the parts were seen; `remark` is what has to be said beside figures of these years.
    """

    id: str
    name: str
    first_year: int
    last_year: int | None
    bands: tuple[ComplianceBand, ...]
    sources: tuple[str, ...]
    dimensions: tuple[Dimension, ...] = ()
    remark: str = ""
    is_held: bool = True
    status: str = SEEN_SECONDARY

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def has_bands(self) -> bool:
        return bool(self.bands)

    @property
    def has_letters(self) -> bool:
        return any(each.letter for each in self.bands)

    def dimension(self, key: str) -> Dimension | None:
        return next((each for each in self.dimensions if each.key == key), None)


INPUT, PROCESS, OUTPUT, COMPLAINTS, TRUST = "input", "proses", "output", "pengaduan", "kepercayaan"

UNTIL_2019 = ComplianceScale(
    id="ombudsman-2019",
    name="skala sampai 2019",
    first_year=FIRST_YEAR,
    last_year=2019,
    bands=(
        ComplianceBand(MERAH, Decimal(0), Decimal(50)),
        ComplianceBand(KUNING, Decimal(51), Decimal(80)),
        ComplianceBand(HIJAU, Decimal(81), Decimal(100)),
    ),
    sources=("bali.bisnis.com (2018)", "tajukflores (2019)"),
    remark="Tabel tahun-tahun ini dicetak tanpa desimal, sehingga ada celah di antara pitanya.",
)

NONE_IN_2020 = ComplianceScale(
    id="ombudsman-2020",
    name="tidak ada penilaian",
    first_year=2020,
    last_year=2020,
    bands=(),
    sources=("detik",),
    remark="Tahun 2020 Ombudsman tidak melakukan penilaian.",
    is_held=False,
)

OF_2021 = ComplianceScale(
    id="ombudsman-2021",
    name="skala 2021",
    first_year=2021,
    last_year=2021,
    bands=(
        ComplianceBand(MERAH, Decimal("0.00"), Decimal("50.99")),
        ComplianceBand(KUNING, Decimal("51.00"), Decimal("80.99")),
        ComplianceBand(HIJAU, Decimal("81.00"), Decimal("100.00")),
    ),
    sources=("langgam.id (dua artikel)",),
)

OF_2022 = ComplianceScale(
    id="ombudsman-2022",
    name="skala 2022–2024",
    first_year=2022,
    last_year=2024,
    bands=(
        ComplianceBand(MERAH, Decimal("0.00"), Decimal("31.99"), "E", "Kualitas Terendah"),
        ComplianceBand(MERAH, Decimal("32.00"), Decimal("53.99"), "D", "Kualitas Rendah"),
        ComplianceBand(KUNING, Decimal("54.00"), Decimal("77.99"), "C", "Kualitas Sedang"),
        ComplianceBand(HIJAU, Decimal("78.00"), Decimal("87.99"), "B", "Kualitas Tinggi"),
        ComplianceBand(HIJAU, Decimal("88.00"), Decimal("100.00"), "A", "Kualitas Tertinggi"),
    ),
    dimensions=(
        Dimension(INPUT, "Input", Decimal("21.85"), ("kompetensi pelaksana", "sarana prasarana")),
        Dimension(PROCESS, "Proses", Decimal("32.37"), ("standar pelayanan",)),
        Dimension(OUTPUT, "Output", Decimal("24.24"), ("persepsi maladministrasi",)),
        Dimension(COMPLAINTS, "Pengaduan", Decimal("21.54"), ("pengelolaan pengaduan",)),
    ),
    sources=("kominfo.munabarat.go.id", "mistar.id", "kupang.antaranews.com 142569", "oerban.com"),
)

OF_2025 = ComplianceScale(
    id="ombudsman-61-2025",
    name="Opini Ombudsman RI (Peraturan Ombudsman 61/2025)",
    first_year=2025,
    last_year=2025,
    bands=(),
    dimensions=(
        Dimension(INPUT, "Input", None),
        Dimension(PROCESS, "Proses", None),
        Dimension(OUTPUT, "Output", None),
        Dimension(COMPLAINTS, "Pengaduan", None),
        Dimension(TRUST, "Kepercayaan Masyarakat", Decimal("30.00")),
    ),
    sources=("siaran pers Ombudsman 004 dan 005/HM.01/I/2026", "klikgenz", "lampost"),
    remark=(
        "Rentang nilai setiap opini belum ditemukan, jadi Puas menyimpan opininya sebagai teks dan tidak menurunkan zona. "
        "Input, Proses, Output, dan Pengaduan bersama-sama berbobot 70%, Kepercayaan Masyarakat 30%."
    ),
)

SCALES = (UNTIL_2019, NONE_IN_2020, OF_2021, OF_2022, OF_2025)


@dataclass(frozen=True, slots=True)
class SampledUnits:
    """Which units of a regency were visited in a year, as reported of one regency; other regencies may have had others.

    Each kind has its usual name and the words its agency's name may contain; `agency_kind` is a kind of agency instead.
    """

    year: int
    kinds: tuple[str, ...]
    where: str
    source: str


@dataclass(frozen=True, slots=True)
class SampledKind:
    """A kind of unit that was sampled, and how it is recognised among a regency's agencies."""

    key: str
    name: str
    words: tuple[str, ...] = ()
    agency_kind: str = ""


SAMPLED_KINDS = (
    SampledKind("disdik", "Dinas Pendidikan", ("pendidikan",)),
    SampledKind("dinkes", "Dinas Kesehatan", ("kesehatan",)),
    SampledKind("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", ("kependudukan", "pencatatan sipil")),
    SampledKind("dpmptsp", "DPMPTSP", ("penanaman modal", "pelayanan terpadu", "perizinan")),
    SampledKind("dinsos", "Dinas Sosial", ("sosial",)),
    SampledKind("puskesmas", "Puskesmas (dua)", agency_kind="puskesmas"),
)

SAMPLES = (
    SampledUnits(2021, ("disdik", "dinkes", "dukcapil", "dpmptsp"), "Kabupaten Bogor", "antaranews 235047"),
    SampledUnits(
        2022, ("disdik", "dinkes", "dukcapil", "dpmptsp", "dinsos", "puskesmas"), "Kabupaten Bogor", "antaranews 235047"
    ),
)


def scale_of(year: int) -> ComplianceScale | None:
    """The scale a year's scores are read by; None for a year of which nothing is known."""
    return next((each for each in SCALES if each.covers(year)), None)
