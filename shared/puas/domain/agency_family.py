"""Which offices of different regencies do the same work, recognised by kind or name, so that like is compared with like.

Every regency joins and names its offices by its own needs (PP 18/2016), so a key to the name is all there is: *Dinas Kependudukan dan
Pencatatan Sipil* and *Disdukcapil* are one family. An office that joins two kinds of work belongs to the one its name says first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class AgencyFamily:
    """Offices that do the same work. `slug` is its word in addresses, `label` how officers call it."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class _Key:
    family: AgencyFamily
    # Matters a whole name speaks of ("dinas … kesehatan"), and short forms that stand for the office wherever they are.
    matters: str
    short: str


def _key(slug: str, label: str, matters: str, short: str) -> _Key:
    return _Key(AgencyFamily(slug, label), matters, short)


_OFFICE = re.compile(r"^(upt\w* )?(dinas|badan|kantor|inspektorat|satuan|sekretariat)\b")

_KEYS = (
    _key("dukcapil", "Dukcapil", r"kependudukan|pencatatan sipil", r"\b(dis|dinas )?dukcapil|dispenduk\w*"),
    _key("dinkes", "Dinas Kesehatan", r"(?<!rumah sakit )\bkesehatan\b", r"\bdin(as )?kes\b"),
    _key("dpmptsp", "DPMPTSP", r"penanaman modal|pelayanan terpadu satu pintu|perizinan", r"\b(d|dinas )?pm[- ]?ptsp\b|\bptsp\b"),
    _key("dispendik", "Dinas Pendidikan", r"\bpendidikan\b(?! dan pelatihan)", r"\bdis(pen)?dik\w*|\bdindik\w*"),
    _key("pupr", "PUPR", r"pekerjaan umum|penataan ruang|bina marga|sumber daya air", r"\b(d|dinas )?pupr\w*|\bdpu\b"),
    _key("dishub", "Dinas Perhubungan", r"\bperhubungan\b", r"\bdishub\b"),
    _key("dinsos", "Dinas Sosial", r"\bsosial\b", r"\bdinsos\w*"),
    _key("disnaker", "Dinas Tenaga Kerja", r"tenaga kerja|ketenagakerjaan|perindustrian", r"\bdis(perin)?naker\w*"),
    _key("rsud", "RSUD", r"rumah sakit", r"\brsud\b|\brsu\b|rumah sakit umum"),
    _key("puskesmas", "Puskesmas", r"puskesmas", r"\bpuskesmas\b|pusat kesehatan masyarakat"),
    _key("kecamatan", "Kecamatan", r"kecamatan", r"^kantor kecamatan|^kecamatan|^distrik|^camat"),
    _key("kelurahan", "Kelurahan", r"kelurahan", r"^kantor kelurahan|^kelurahan|^lurah"),
    _key("bapenda", "Badan Pendapatan Daerah", r"\bpendapatan\b|\bpajak\b", r"\bba?penda\b|\bbppkad\b"),
    _key("bpkad", "Badan Keuangan dan Aset", r"\bkeuangan\b|\baset\b", r"\bbpk?ka?d\b"),
    _key("bkpsdm", "Badan Kepegawaian", r"kepegawaian|sumber daya manusia", r"\bbkpsdm\b|\bbkd\b|\bbkpp\b"),
    _key("dlh", "Dinas Lingkungan Hidup", r"lingkungan hidup", r"\bdlh\w*\b"),
    _key("perpustakaan", "Dinas Perpustakaan", r"perpustakaan|kearsipan", r"\bdispus\w*|\bdisperpus\w*"),
    _key("diskominfo", "Diskominfo", r"komunikasi|informatika", r"\bdis?kominfo\w*|\bkominfo\b"),
    _key("disperindag", "Dinas Perdagangan", r"\bperdagangan\b", r"\bdisperindag\w*|\bdisdag\w*"),
    _key("diskop", "Dinas Koperasi", r"\bkoperasi\b|usaha mikro", r"\bdiskop\w*|\bdinkop\w*"),
    _key("pertanian", "Dinas Pertanian", r"\bpertanian\b|tanaman pangan|ketahanan pangan|peternakan", r"\bdisper?ta\w*|\bdkpp\b"),
    _key("perikanan", "Dinas Perikanan", r"\bperikanan\b|\bkelautan\b", r"\bdiskan\w*"),
    _key("perkim", "Dinas Perumahan", r"\bperumahan\b|\bpermukiman\b|cipta karya", r"\b(dis)?perkim\w*|\bdprkp\w*"),
    _key("pariwisata", "Dinas Pariwisata", r"pariwisata|kebudayaan|kepemudaan", r"\bdisbudpar\w*|\bdispar\w*|\bdisporapar\w*"),
    _key("dpmd", "Dinas Pemberdayaan Masyarakat dan Desa", r"masyarakat dan desa|masyarakat desa", r"\b(d|dinas )?pmd\b"),
    _key("p3akb", "Dinas Perempuan, Anak, dan KB", r"perempuan|keluarga berencana", r"\b(d|dp)?p3a\w*|\bdppkb\w*"),
    _key("satpolpp", "Satpol PP", r"polisi pamong praja", r"\bsatpol\b"),
    _key("damkar", "Dinas Pemadam Kebakaran", r"pemadam|penyelamatan", r"\bdamkar\w*"),
    _key("bpbd", "BPBD", r"penanggulangan bencana", r"\bbpbd\b"),
    _key("bakesbangpol", "Bakesbangpol", r"kesatuan bangsa", r"\bbakesbang\w*|\bkesbang\w*"),
    _key("bappeda", "Bappeda", r"perencanaan", r"\bbapp?eda\w*|\bbappelitbang\w*"),
    _key("inspektorat", "Inspektorat", r"inspektorat", r"\binspektorat\b"),
)
FAMILIES: Mapping[str, AgencyFamily] = {key.family.slug: key.family for key in _KEYS}

# Kinds that say by themselves what an office does, whatever its name.
_OF_KIND = frozenset({"rsud", "puskesmas", "kecamatan", "kelurahan"})
# Below another office: they help the regency and serve no citizen of their own matter.
_NEVER = frozenset({"bagian"})


def group_of(name: str, kind: str) -> str:
    """With whom an office is compared: the slug of its family, or its kind where no family is known."""
    family = family_of(name, kind)
    return kind if family is None else family.slug


@lru_cache(maxsize=8192)
def family_of(name: str, kind: str = "") -> AgencyFamily | None:
    """The family of an office by its kind and name; None where neither tells."""
    if kind in _OF_KIND:
        return FAMILIES[kind]
    if kind in _NEVER:
        return None
    plain = " ".join(re.sub(r"[^a-z0-9-]+", " ", name.casefold()).split())
    is_office = bool(_OFFICE.match(plain))
    first: tuple[int, int] | None = None
    for number, key in enumerate(_KEYS):
        found = re.search(key.short, plain) or (re.search(key.matters, plain) if is_office else None)
        # The same place, as in `dinas kesehatan`, goes to the key that stands first.
        if found is not None and (first is None or found.start() < first[0]):
            first = (found.start(), number)
    return None if first is None else _KEYS[first[1]].family


def belongs_to(slug: str, name: str, kind: str) -> bool:
    """Whether an office of this name and kind is of the family, or of the kind, that is called so."""
    family = family_of(name, kind)
    return (family is not None and family.slug == slug) or kind == slug
