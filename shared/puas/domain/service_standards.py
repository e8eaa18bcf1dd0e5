"""The standar pelayanan of a service (PermenPANRB 15/2014): fourteen components, when it is complete, and when it is to be reviewed.

The names of the components are those told of the rule in second hand sources (six of service delivery, eight of manufacturing);
the rule's whole text was not seen. How often a standard is reviewed is therefore a policy with a name, not a constant.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DELIVERY, MANUFACTURING = "delivery", "manufacturing"
"""Service delivery is what citizens meet; manufacturing is how the office keeps it up."""

DRAFT, IN_FORCE, REPLACED = "draft", "in_force", "replaced"

LONGEST_COMPONENT = 4_000
LONGEST_DECREE = 120
LONGEST_MEDIUM = 80
MOST_MEDIA = 10
FIRST_DAY = date(2009, 7, 18)
"""No decree on a standard is older than the law on public services (UU 25/2009)."""


@dataclass(frozen=True, slots=True)
class Component:
    """One of the fourteen: its name, what to write, an example, and whether citizens see it beside the counter."""

    slug: str
    number: int
    name: str
    group: str
    hint: str
    example: str

    @property
    def is_public(self) -> bool:
        """Whether citizens are told: what concerns them on their way through the service."""
        return self.group == DELIVERY


COMPONENTS: tuple[Component, ...] = (
    Component(
        "persyaratan", 1, "Persyaratan", DELIVERY, "Apa yang harus dibawa atau dipenuhi pemohon, satu syarat per baris.",
        "Fotokopi kartu keluarga\nSurat pengantar dari desa atau kelurahan",
    ),
    Component(
        "prosedur", 2, "Sistem, mekanisme, dan prosedur", DELIVERY, "Langkah dari datang sampai selesai, satu langkah per baris.",
        "Mengambil nomor antrean\nMenyerahkan berkas di loket 1\nMenerima tanda terima",
    ),
    Component(
        "waktu", 3, "Jangka waktu penyelesaian", DELIVERY, "Berapa lama sejak berkas lengkap, dengan satuannya.",
        "3 hari kerja sejak berkas dinyatakan lengkap",
    ),
    Component(
        "biaya", 4, "Biaya atau tarif", DELIVERY, "Biaya yang dibayar pemohon dan dasarnya. Tulis “gratis” bila tidak dipungut biaya.",
        "Gratis",
    ),
    Component(
        "produk", 5, "Produk pelayanan", DELIVERY, "Apa yang diterima pemohon pada akhirnya.", "Kartu keluarga yang sudah diperbarui",
    ),
    Component(
        "pengaduan", 6, "Penanganan pengaduan, saran, dan masukan", DELIVERY,
        "Ke mana warga mengadu atau memberi saran, dan kapan dijawab.",
        "Loket pengaduan pada jam kerja\nSP4N-LAPOR! melalui www.lapor.go.id\nDijawab paling lama 5 hari kerja",
    ),
    Component(
        "dasar-hukum", 7, "Dasar hukum", MANUFACTURING, "Peraturan yang menjadi dasar layanan ini, satu per baris.",
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    ),
    Component(
        "sarana", 8, "Sarana, prasarana, dan fasilitas", MANUFACTURING,
        "Ruang, peralatan, dan fasilitas untuk melayani, termasuk bagi penyandang disabilitas.",
        "Ruang tunggu dengan 20 kursi\nJalur kursi roda\nKomputer dan mesin antrean",
    ),
    Component(
        "kompetensi", 9, "Kompetensi pelaksana", MANUFACTURING, "Pendidikan, pengetahuan, dan keterampilan yang harus dimiliki petugas.",
        "Paling rendah lulusan SMA\nMampu mengoperasikan komputer\nPernah mengikuti pelatihan pelayanan prima",
    ),
    Component(
        "pengawasan", 10, "Pengawasan internal", MANUFACTURING, "Siapa yang mengawasi pelaksanaan layanan, dan bagaimana caranya.",
        "Diawasi oleh atasan langsung setiap hari dan dibahas pada rapat bulanan",
    ),
    Component(
        "jumlah-pelaksana", 11, "Jumlah pelaksana", MANUFACTURING, "Berapa orang yang melayani, menurut tugasnya.",
        "2 petugas loket\n1 verifikator",
    ),
    Component(
        "jaminan-pelayanan", 12, "Jaminan pelayanan", MANUFACTURING, "Janji bahwa layanan diberikan menurut standar ini.",
        "Pelayanan diberikan sesuai standar; bila terlambat, pemohon diberi tahu alasannya",
    ),
    Component(
        "jaminan-keamanan", 13, "Jaminan keamanan dan keselamatan", MANUFACTURING,
        "Bagaimana dokumen, data, dan keselamatan pemohon dijaga.", "Berkas disimpan di lemari terkunci\nRuang layanan dilengkapi APAR",
    ),
    Component(
        "evaluasi", 14, "Evaluasi kinerja pelaksana", MANUFACTURING, "Bagaimana dan seberapa sering kinerja pelaksana dinilai.",
        "Dinilai dari Survei Kepuasan Masyarakat setiap semester dan rapat evaluasi bulanan",
    ),
)  # fmt: skip
"""In the order they are written down."""

BY_SLUG: Mapping[str, Component] = {each.slug: each for each in COMPONENTS}
PUBLIC = tuple(each for each in COMPONENTS if each.is_public)
"""What citizens see on the public page and on the wall."""


@dataclass(frozen=True, slots=True)
class Step:
    """Components that are written on one page."""

    slug: str
    name: str
    components: tuple[Component, ...]


def _step(slug: str, name: str, *slugs: str) -> Step:
    return Step(slug, name, tuple(BY_SLUG[each] for each in slugs))


STEPS: tuple[Step, ...] = (
    _step("cara", "Syarat dan cara", "persyaratan", "prosedur"),
    _step("hasil", "Waktu, biaya, dan hasil", "waktu", "biaya", "produk"),
    _step("pengaduan", "Pengaduan", "pengaduan"),
    _step("dasar", "Dasar dan sarana", "dasar-hukum", "sarana"),
    _step("pelaksana", "Pelaksana dan pengawasan", "kompetensi", "pengawasan", "jumlah-pelaksana"),
    _step("jaminan", "Jaminan dan evaluasi", "jaminan-pelayanan", "jaminan-keamanan", "evaluasi"),
)
STEP_OF: Mapping[str, Step] = {each.slug: each for each in STEPS}

MEDIA = ("Papan informasi", "Banner atau standing banner", "Situs web", "Media sosial", "Buku atau brosur", "Layar di ruang tunggu")
"""Where a standard is commonly shown besides Puas; others may be written freely."""


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """How often a standard in force is looked at again. An unverified one says on every page that it is only a proposal."""

    id: str
    name: str
    months: int
    soon_days: int
    is_verified: bool


YEARLY_REVIEW = ReviewPolicy("yearly", "Peninjauan setiap tahun", months=12, soon_days=60, is_verified=False)
"""Common practice. Where the rule says how often was not seen, so the day it gives is a proposal everybody may change."""

UNPLANNED, OVERDUE, SOON, FINE = "unplanned", "overdue", "soon", "fine"


def review_standing(due_on: date | None, today: date, policy: ReviewPolicy = YEARLY_REVIEW) -> str:
    """Whether a review is overdue, due soon, fine, or has no day at all; on its day it is not overdue yet."""
    if due_on is None:
        return UNPLANNED
    if due_on < today:
        return OVERDUE
    return SOON if due_on <= today + timedelta(days=policy.soon_days) else FINE


def next_review(last: date, policy: ReviewPolicy = YEARLY_REVIEW) -> date:
    """The day the policy proposes after a decree or review; of 29 February the 28th."""
    years, months = divmod(last.month - 1 + policy.months, 12)
    day = min(last.day, _days_of(last.year + years, months + 1))
    return date(last.year + years, months + 1, day)


def written(components: Mapping[str, str]) -> dict[str, str]:
    """The components that say something, tidied and in their order; what is no component is left out."""
    found = {each.slug: tidied(components.get(each.slug) or "") for each in COMPONENTS}
    return {slug: text for slug, text in found.items() if text}


def missing(components: Mapping[str, str]) -> tuple[Component, ...]:
    """Those still to be written."""
    said = written(components)
    return tuple(each for each in COMPONENTS if each.slug not in said)


def missing_in(step: Step, components: Mapping[str, str]) -> int:
    """How many of a step are still to be written."""
    said = written(components)
    return sum(each.slug not in said for each in step.components)


def tidied(text: str) -> str:
    """Without blanks at the ends of lines and without empty lines; what a formula of a spreadsheet begins with is only text here."""
    lines = (" ".join(line.replace("\x00", " ").split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


_MARK = re.compile(r"^(?:[0-9]{1,2}[.)]|[a-z][.)]|[-•*–])\s+", re.IGNORECASE)


def points_of(text: str) -> tuple[str, ...]:
    """The lines of a component without the numbers or dashes people type before them."""
    return tuple(_MARK.sub("", line) for line in tidied(text).split("\n") if line)


def changed_components(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Slugs whose words differ, in their order."""
    first, second = written(before), written(after)
    return tuple(each.slug for each in COMPONENTS if first.get(each.slug) != second.get(each.slug))


def media_of(chosen: Iterable[str]) -> tuple[str, ...]:
    """Media tidied, each once, in the order given."""
    tidy = (" ".join(each.split()) for each in chosen)
    return tuple(dict.fromkeys(each for each in tidy if each))


def media_fault(media: tuple[str, ...]) -> str:
    """`too-many`, `too-long`, or nothing."""
    if len(media) > MOST_MEDIA:
        return "too-many"
    return "too-long" if any(len(each) > LONGEST_MEDIUM for each in media) else ""


def _days_of(year: int, month: int) -> int:
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - timedelta(days=1)).day
