"""What an agency that may be sampled by the Ombudsman should have in place, as a list to walk round the office with.

The selection is ours, UNVERIFIED: the assessor's own form was not read. It follows the four dimensions published for 2022–2024
(Input: competence and facilities; Proses: service standards; Output: perception of maladministration; Pengaduan) and what Undang-
Undang 25/2009 and PermenPANRB 15/2014 are known to ask for. Each item says why it is asked and where it is seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.regulation.ombudsman import COMPLAINTS, INPUT, OF_2022, OUTPUT, PROCESS, SAMPLED_KINDS, SAMPLES, SampledKind

UNKNOWN, MISSING, PARTLY, THERE, NOT_APPLICABLE = "unknown", "missing", "partly", "there", "not_applicable"
STATES = (MISSING, PARTLY, THERE, NOT_APPLICABLE, UNKNOWN)
"""As a page offers them; `unknown` is an item nobody has looked at yet."""

STATE_NAMES: Mapping[str, str] = {
    MISSING: "belum ada", PARTLY: "sebagian", THERE: "ada", NOT_APPLICABLE: "tidak berlaku", UNKNOWN: "belum diperiksa",
}  # fmt: skip
"""As documents and the audit log print them."""

LONGEST_NOTE = 500

# What Puas may know by itself; the reader of proposals uses these names.
KNOWS_STANDARD, KNOWS_PLEDGE, KNOWS_PROCEDURE, KNOWS_COMPLAINTS, KNOWS_SURVEY, KNOWS_PUBLICATION = (
    "standard", "pledge", "procedure", "complaints", "survey", "publication",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to look for. `known_by` names what Puas may already know of it, `component` a part of the service standard."""

    key: str
    group: str
    title: str
    why: str
    where: str
    dimension: str
    known_by: str = ""
    component: str = ""


@dataclass(frozen=True, slots=True)
class CheckGroup:
    key: str
    title: str


GROUPS = (
    CheckGroup("standar", "Standar pelayanan dipajang"),
    CheckGroup("maklumat", "Maklumat dan informasi"),
    CheckGroup("prosedur", "SOP"),
    CheckGroup("pengaduan", "Pengelolaan pengaduan"),
    CheckGroup("sarana", "Sarana, prasarana, dan kelompok rentan"),
    CheckGroup("pelaksana", "Kompetensi pelaksana"),
    CheckGroup("survei", "Survei kepuasan"),
)

_DISPLAY = "Ruang tunggu atau papan informasi, dan situs web unit; setiap jenis layanan."

ITEMS = (
    CheckItem(
        "standar-persyaratan", "standar", "Persyaratan layanan dipajang",
        "Warga harus tahu berkas apa yang diminta sebelum datang; syarat yang tidak tertulis membuka pungutan.",
        _DISPLAY, PROCESS, KNOWS_STANDARD, "persyaratan",
    ),
    CheckItem(
        "standar-prosedur", "standar", "Sistem, mekanisme, dan prosedur dipajang",
        "Alur yang terlihat membuat warga tahu gilirannya dan petugas tidak dapat melompatinya.",
        _DISPLAY, PROCESS, KNOWS_STANDARD, "prosedur",
    ),
    CheckItem(
        "standar-waktu", "standar", "Jangka waktu penyelesaian dipajang",
        "Penundaan berlarut baru dapat dibuktikan bila jangka waktunya tertulis.",
        _DISPLAY, PROCESS, KNOWS_STANDARD, "waktu",
    ),
    CheckItem(
        "standar-biaya", "standar", "Biaya atau tarif dipajang, juga bila gratis",
        "Biaya yang tertulis mencegah permintaan imbalan.",
        _DISPLAY, PROCESS, KNOWS_STANDARD, "biaya",
    ),
    CheckItem(
        "standar-produk", "standar", "Produk layanan dipajang",
        "Warga perlu tahu apa yang akan diterimanya.",
        _DISPLAY, PROCESS, KNOWS_STANDARD, "produk",
    ),
    CheckItem(
        "standar-pengaduan", "standar", "Penanganan pengaduan, saran, dan masukan dipajang",
        "Bagian dari standar pelayanan yang harus diumumkan, terpisah dari kotak saran itu sendiri.",
        _DISPLAY, PROCESS, KNOWS_STANDARD, "pengaduan",
    ),
    CheckItem(
        "standar-pengelolaan", "standar", "Delapan komponen pengelolaan ditetapkan",
        "Dasar hukum, sarana, kompetensi, pengawasan, jumlah pelaksana, jaminan layanan, jaminan keamanan, dan evaluasi kinerja.",
        "Surat keputusan penetapan standar pelayanan.", PROCESS, KNOWS_STANDARD,
    ),
    CheckItem(
        "maklumat", "maklumat", "Maklumat pelayanan ditandatangani dan dipajang",
        "Janji pimpinan untuk melayani sesuai standar, dan sanksi bila tidak.",
        "Dinding ruang pelayanan dan situs web, dengan nama dan tanda tangan pimpinan.", PROCESS, KNOWS_PLEDGE,
    ),
    CheckItem(
        "sipp", "maklumat", "Layanan tercatat di sistem informasi pelayanan publik",
        "Informasi yang sama harus dapat dibaca dari jauh dan tetap mutakhir.",
        "Laman SIPP nasional (sippn.menpan.go.id) atau situs unit; periksa tanggal pembaruannya.", PROCESS,
    ),
    CheckItem(
        "pengumuman", "maklumat", "Jam layanan, jenis layanan, dan perubahan layanan diumumkan",
        "Pengunjung yang datang saat tutup atau sistem mati adalah keluhan yang paling sering dapat dicegah.",
        "Pintu masuk, loket, dan media sosial unit.", OUTPUT,
    ),
    CheckItem(
        "sop", "prosedur", "Setiap layanan mempunyai SOP yang berlaku",
        "Tanpa SOP petugas melayani menurut ingatan masing-masing.",
        "Map SOP di loket; nomor dan tanggal penetapan.", PROCESS, KNOWS_PROCEDURE,
    ),
    CheckItem(
        "sop-evaluasi", "prosedur", "SOP dievaluasi dalam setahun terakhir",
        "SOP lama yang tidak sesuai kenyataan sama dengan tidak ada SOP.",
        "Berita acara atau catatan evaluasi SOP.", PROCESS, KNOWS_PROCEDURE,
    ),
    CheckItem(
        "pengaduan-petugas", "pengaduan", "Petugas pengelola pengaduan ditunjuk",
        "Pengaduan tanpa penanggung jawab berhenti di kotak saran.",
        "Surat tugas atau keputusan; nama terpajang di loket.", COMPLAINTS,
    ),
    CheckItem(
        "pengaduan-saluran", "pengaduan", "Saluran pengaduan tersedia dan terlihat",
        "Warga harus dapat mengadu tanpa harus bertemu petugas yang diadukan.",
        "Nomor telepon, kotak saran, surel, dan tautan SP4N-LAPOR! di ruang pelayanan.", COMPLAINTS,
    ),
    CheckItem(
        "pengaduan-catatan", "pengaduan", "Pengaduan dicatat dan diselesaikan tepat waktu",
        "Penilai menanyakan berapa pengaduan masuk, selesai, dan berapa lama.",
        "Buku atau aplikasi pengaduan; jawaban kepada pengadu.", COMPLAINTS, KNOWS_COMPLAINTS,
    ),
    CheckItem(
        "sarana-dasar", "sarana", "Ruang tunggu, loket, toilet, dan antrean layak",
        "Sarana yang rusak dilihat penilai sebelum satu berkas pun dibuka.",
        "Berjalan seperti pengunjung: dari tempat parkir sampai loket.", INPUT,
    ),
    CheckItem(
        "sarana-rentan", "sarana", "Sarana bagi penyandang disabilitas",
        "Jalur landai, pegangan, toilet, dan petunjuk yang dapat dibaca semua orang adalah hak pengguna layanan.",
        "Jalur dari pintu masuk ke loket, toilet, kursi roda.", INPUT,
    ),
    CheckItem(
        "sarana-khusus", "sarana", "Layanan khusus bagi lansia, ibu hamil, dan anak",
        "Antrean prioritas dan ruang laktasi menunjukkan pelayanan khusus benar-benar ada.",
        "Loket prioritas, ruang laktasi, kursi tunggu khusus.", INPUT,
    ),
    CheckItem(
        "pelaksana-kompetensi", "pelaksana", "Petugas mengetahui standar layanannya",
        "Penilai mewawancarai petugas; jawabannya dibandingkan dengan standar yang dipajang.",
        "Tanyakan syarat, waktu, dan biaya kepada petugas loket.", INPUT,
    ),
    CheckItem(
        "pelaksana-pelatihan", "pelaksana", "Petugas dilatih, bertanda pengenal, dan berseragam",
        "Bukti pelatihan menunjukkan kompetensi tidak bergantung pada satu orang.",
        "Sertifikat, daftar hadir pelatihan, tanda pengenal.", INPUT,
    ),
    CheckItem(
        "survei", "survei", "Survei kepuasan dilakukan dalam setahun terakhir",
        "Persepsi pengguna ditanyakan langsung; survei sendiri menunjukkan masalah lebih dahulu.",
        "Laporan SKM.", OUTPUT, KNOWS_SURVEY,
    ),
    CheckItem(
        "survei-umum", "survei", "Hasil survei diumumkan",
        "Hasil yang disimpan tidak dapat dinilai oleh siapa pun.",
        "Papan informasi dan situs web.", OUTPUT, KNOWS_PUBLICATION,
    ),
)  # fmt: skip

_BY_KEY = {each.key: each for each in ITEMS}
KEYS = tuple(_BY_KEY)

_WEIGHTS = {each.key: each.weight or Decimal(0) for each in OF_2022.dimensions}


def item_named(key: str) -> CheckItem | None:
    """The item, None for a key of no item."""
    return _BY_KEY.get(key)


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """How far an agency's list is. Items that do not apply count nowhere."""

    applies: int
    there: int
    partly: int
    missing: int
    unknown: int

    @property
    def is_ready(self) -> bool:
        return self.there == self.applies > 0


def progress_of(states: Mapping[str, str]) -> CheckProgress:
    """Count the states by item key; an item without a state is unknown, and a key of no item counts nowhere."""
    every = [states.get(key, UNKNOWN) for key in KEYS]
    counts = {state: every.count(state) for state in STATES}
    return CheckProgress(
        len(every) - counts[NOT_APPLICABLE], counts[THERE], counts[PARTLY], counts[MISSING], counts[UNKNOWN]
    )


def progress_together(lists: Iterable[CheckProgress]) -> CheckProgress:
    """Of several agencies as if it were one list."""
    columns = zip(*((each.applies, each.there, each.partly, each.missing, each.unknown) for each in lists), strict=True)
    return CheckProgress(*map(sum, columns))


def to_do_first(states: Mapping[str, str], *, most: int = 3) -> tuple[CheckItem, ...]:
    """What to do first: what is missing, then what is there in part; the heavier dimension of 2022–2024 first, then our own order.

    What nobody has looked at comes last: looking costs a walk, not a budget.
    """
    order = (MISSING, PARTLY, UNKNOWN)
    open_items = [each for each in ITEMS if states.get(each.key, UNKNOWN) in order]
    open_items.sort(key=lambda each: (order.index(states.get(each.key, UNKNOWN)), -_WEIGHTS[each.dimension]))
    return tuple(open_items[:most])


def sampled_kind_of(name: str, kind: str) -> SampledKind | None:
    """The kind of sampled unit an agency looks like, by its kind or by words of its name."""
    lowered = name.casefold()
    for each in SAMPLED_KINDS:
        if each.agency_kind and each.agency_kind == kind:
            return each
        # A puskesmas or rsud bears "kesehatan" in its name without being the office of health.
        if kind in ("dinas", "badan", "lainnya") and any(word in lowered for word in each.words):
            return each
    return None


def years_sampled(key: str) -> tuple[int, ...]:
    """In which of the years seen a kind of unit was sampled."""
    return tuple(each.year for each in SAMPLES if key in each.kinds)
