"""What offices call things in their recaps: unsur, columns, closing rows, letters and parts of a year, in the spellings seen.

Nothing is guessed beyond a word: a heading that fits no pattern stays unknown, and whoever reads the sheet says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from puas.domain.regulation import kepmenpan_25_2004, permenpanrb_14_2017, permenpanrb_16_2014
from puas.domain.regulation.registry import edition
from puas.domain.reporting_scope import WHOLE_YEAR

NINE = permenpanrb_14_2017.EDITION.id
NINE_OF_2014 = permenpanrb_16_2014.EDITION.id
FOURTEEN = kepmenpan_25_2004.EDITION.id

_LONGEST_NAME = 70
_LONGEST_TITLE = 160
_ABBREVIATIONS = {"RSUD", "UPT", "UPTD", "DPMPTSP", "UPP", "KB"}
_NUMBERED = re.compile(r"(?:unsur|u|p|q|pertanyaan|soal) ?0*(\d{1,2})(?: (.+))?")
_BARE = re.compile(r"0*(\d{1,2})")

_NAMES_OF_NINE: tuple[tuple[str, str], ...] = (
    ("maklumat", r"maklumat"),
    ("pengaduan", r"pengaduan|\baduan|keluhan"),
    ("sarpras", r"sarana|sarpras|fasilitas"),
    ("kompetensi", r"kompetensi|kemampuan|keahlian"),
    ("perilaku", r"perilaku|kesopanan|keramahan|\bsikap\b"),
    ("produk", r"\bproduk|spesifikasi"),
    ("biaya", r"\bbiaya|\btarif"),
    ("persyaratan", r"persyaratan|\bsyarat"),
    ("prosedur", r"prosedur|mekanisme"),
    ("waktu", r"\bwaktu\b|kecepatan|ketepatan"),
)
_NAMES_OF_FOURTEEN: tuple[tuple[str, str], ...] = (
    ("kejelasan_petugas", r"kejelasan"),
    ("kedisiplinan_petugas", r"disiplin"),
    ("tanggung_jawab_petugas", r"tanggung ?jawab"),
    ("kemampuan_petugas", r"kemampuan|keahlian|kompetensi"),
    ("keadilan", r"keadilan"),
    ("kesopanan", r"kesopanan|keramahan"),
    ("kewajaran_biaya", r"kewajaran"),
    ("kepastian_biaya", r"kepastian (?:\w+ )?biaya|kesesuaian biaya"),
    ("kepastian_jadwal", r"jadwal"),
    ("kenyamanan", r"kenyamanan"),
    ("keamanan", r"keamanan"),
    ("kecepatan", r"kecepatan|\bwaktu\b"),
    ("persyaratan", r"persyaratan"),
    ("prosedur", r"prosedur"),
)
_ONLY_FOURTEEN = re.compile(r"disiplin|tanggung ?jawab|keadilan|jadwal|kenyamanan|keamanan|kejelasan|kewajaran")

# In this order: "IKM per jenis layanan" is an index, "unsur pelayanan" names an unsur, and neither names a service.
_COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", r"(?:no|nomor|nomer|id|#)(?: (?:urut|resp\w*|responden|kuesioner))?|responden ke"),
    ("rank", r".*(?:peringkat|ranking|rangking).*"),
    ("change", r".*(?:kenaikan|perubahan|selisih|peningkatan|penurunan|naik turun|naik).*"),
    ("previous", r".*(?:sebelumnya|tahun lalu|periode lalu).*"),
    ("target", r".*\btarget\b.*"),
    ("mutu", r".*\b(?:mutu|huruf|grade)\b.*"),
    ("predikat", r".*\b(?:predikat|kinerja|kategori)\b.*"),
    ("weighted", r".*tertimbang.*|.*\bbobot\b.*"),
    ("ni", r"ni|nilai (?:interval|indeks)(?: ikm)?(?: ni)?|nilai ni|ni unit.*"),
    ("ikm", r".*\b(?:ikm|nik|konversi|indeks)\b.*|nilai skm.*|skm|nilai survei.*"),
    ("nrr", r".*\bnrr\b.*|.*rata ?rata.*|.*rerata.*"),
    ("respondents", r".*\b(?:responden|sampel)\b.*|n"),
    ("unsur", r"(?:nama |uraian )?(?:unsur|indikator|ruang lingkup)(?: (?:pelayanan|layanan|skm|ikm|penilaian))*|uraian"),
    ("sum", r"(?:jumlah|total|sigma|jml)(?: (?:nilai|skor))?(?: per)?(?: unsur)?(?: pelayanan)?"),
    ("year", r"tahun(?: (?:survei|pelaksanaan|anggaran))?"),
    ("period", r".*\b(?:periode|triwulan|semester|bulan)\b.*"),
    ("agency", r".*\b(?:perangkat daerah|opd|skpd|pd|instansi|organisasi|unit|upp|dinas|puskesmas|kecamatan|lokus)\b.*"),
    ("service", r".*\b(?:layanan|pelayanan)\b.*"),
    ("value", r"nilai|skor|hasil"),
)
_COLUMN_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _COLUMNS)

_CLOSING: tuple[tuple[str, str], ...] = (
    ("respondents", r"(?:jumlah|total|banyak\w*|jml) (?:responden|sampel|kuesioner).*"),
    ("weighted", r"(?:nilai |jumlah |total |sigma )*(?:rata rata|rerata|nilai)? ?(?:per unsur )?(?:tertimbang|bobot).*|.*nrr tertimbang.*"),
    ("unsur_nik", r"(?:rerata|rata rata|nilai) ikm (?:per )?unsur.*|(?:nilai )?konversi (?:per )?unsur.*|nik (?:per )?unsur.*"),
    ("mutu", r"mutu.*"),
    ("predikat", r"(?:predikat|kinerja|kategori).*"),
    ("ikm", r"(?:nilai |total )?(?:ikm|indeks kepuasan|skm|nik|konversi)\b.*|nilai indeks.*|nilai interval.*|ni\b.*"),
    ("nrr", r"(?:nilai )?(?:nrr|rata ?rata|rerata|mean|average)\b.*"),
    ("sum", r"(?:sigma|jumlah|total|jml|sum)\b.*"),
)
_CLOSING_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _CLOSING)

_NUMBER = re.compile(r"[-+]?\d[\d.,]*")
_LETTER = re.compile(r"(?:mutu )?([a-d])(?: .*)?")
_PREDIKAT: tuple[tuple[str, str], ...] = (
    ("A", r"sangat (?:baik|memuaskan|puas)"),
    ("D", r"(?:tidak|sangat kurang|sangat tidak|sangat buruk) ?(?:baik|memuaskan|puas)?"),
    ("C", r"(?:kurang|cukup) ?(?:baik|memuaskan|puas)?"),
    ("B", r"(?:baik|memuaskan|puas)"),
)
_RULE = re.compile(r"permen|kepmen|peraturan|keputusan|undang|\bse\b|kep/|nomor \d+ tahun")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PART = re.compile(r"\b(triwulan|tribulan|tw|semester|smt)[ .\-]*(iv|iii|ii|i|[1-4])\b")
_PART_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_OFFICE = re.compile(
    r"\b((?:dinas|badan|kecamatan|kelurahan|puskesmas|rsud|rumah sakit|uptd?|sekretariat|bagian|inspektorat|kantor|satuan)\b.*)",
    re.IGNORECASE,
)
_AFTER_THE_OFFICE = re.compile(
    r"[\s,.:–-]+(?:(?:(?:tiga|lima|\d+) )?tahun\b|periode\b|triwulan\b|semester\b|tw\b|t\.?a\.?\b|(?<!\d)20\d\d).*$", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_DATE = re.compile(r"(?<![\d.,])(\d{1,2})(?:[/-](\d{1,2})[/-]|\s+([A-Za-z]{3,9})\s+)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class UnsurHeading:
    """What a heading says of an unsur: its slug by name, its number, or both."""

    slug: str | None
    number: int | None


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case words and digits only; the sum sign as a word."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", text.casefold().replace("σ", " sigma ").replace("∑", " sigma ")).split())


@lru_cache(maxsize=4096)
def unsur_heading(text: str, edition_id: str, *, bare_numbers: bool = False) -> UnsurHeading | None:
    """The unsur a heading means, None where it means none."""
    words = plain(text)
    if not words or len(words) > _LONGEST_NAME:
        return None
    numbered = _NUMBERED.fullmatch(words)
    if numbered:
        return UnsurHeading(_named(numbered.group(2) or "", edition_id), int(numbered.group(1)))
    if bare_numbers and (bare := _BARE.fullmatch(words)):
        return UnsurHeading(None, int(bare.group(1)))
    slug = _named(words, edition_id)
    return UnsurHeading(slug, None) if slug else None


def _named(words: str, edition_id: str) -> str | None:
    for slug, pattern in _NAMES_OF_FOURTEEN if edition_id == FOURTEEN else _NAMES_OF_NINE:
        if words and re.search(pattern, words):
            return slug
    return None


def edition_of_headings(texts: Sequence[str]) -> str:
    """Which list of unsur the headings come from: fourteen, or nine with maklumat, or the nine in force."""
    words = [plain(text) for text in texts if len(text) <= _LONGEST_NAME]
    numbers = [int(found.group(1)) for each in words if (found := _NUMBERED.fullmatch(each))]
    old_words = {found.group(0) for each in words if (found := _ONLY_FOURTEEN.search(each))}
    if len(old_words) >= 3 or {10, 11, 12, 13, 14} <= set(numbers):
        return FOURTEEN
    return NINE_OF_2014 if any("maklumat" in each for each in words) else NINE


def slug_of_number(number: int, edition_id: str, order: str) -> str | None:
    """The unsur of a number in one of the rule's orders."""
    rule = edition(edition_id)
    slugs = rule.slugs(order if order in rule.orders else "body")
    return slugs[number - 1] if 1 <= number <= len(slugs) else None


@lru_cache(maxsize=4096)
def column_kind(heading: str) -> str | None:
    """What a column holds, by its heading."""
    words = plain(heading)
    if not words or len(words) > _LONGEST_NAME:
        return None
    return next((kind for kind, pattern in _COLUMN_PATTERNS if pattern.fullmatch(words)), None)


@lru_cache(maxsize=4096)
def closing_kind(label: str) -> str | None:
    """What a row below a table adds up to, by its label."""
    words = plain(label)
    return next((kind for kind, pattern in _CLOSING_PATTERNS if pattern.fullmatch(words)), None)


@lru_cache(maxsize=4096)
def read_number(text: str) -> Decimal | None:
    """A number as people or sheets write it: 81,75 · 81.75 · 1.163,5 · 88,40 (A) · 81,75%. None where there is none.

    A sheet's unrounded quotient keeps nine decimals: more than anybody prints, less than its last binary digit.
    """
    stripped = text.strip().strip("*)%").strip()
    found = _NUMBER.match(stripped)
    if found is None or not re.fullmatch(r"\s*%?\s*(?:\(?[A-Da-d]\)?\b.*|\([^)]*\)|\*+\)?)?", stripped[found.end() :]):
        return None
    written = found.group(0).rstrip(".,")
    if "," in written and "." in written:
        decimal_mark = "," if written.rfind(",") > written.rfind(".") else "."
        written = written.replace("." if decimal_mark == "," else ",", "")
    written = written.replace(",", ".")
    if written.count(".") > 1:
        written = written.replace(".", "")
    value = Decimal(written)
    exponent = value.as_tuple().exponent
    return round(value, 9) if isinstance(exponent, int) and exponent < -9 else value


def read_count(text: str) -> int | None:
    """A number of people: 1.163 is a thousand and more here."""
    grouped = re.fullmatch(r"\s*(\d{1,3}(?:[. ]\d{3})+)\s*(?:orang|responden)?\s*", text)
    if grouped:
        return int(re.sub(r"\D", "", grouped.group(1)))
    plain_number = re.fullmatch(r"\s*(\d+)(?:[.,]0+)?\s*(?:orang|responden)?\s*", text)
    return int(plain_number.group(1)) if plain_number else None


@lru_cache(maxsize=4096)
def read_letter(text: str) -> str | None:
    """A mutu: "B", "B (Baik)", "Mutu B", or the predikat alone."""
    words = plain(text)
    found = _LETTER.fullmatch(words)
    if found:
        return found.group(1).upper()
    return next((letter for letter, pattern in _PREDIKAT if re.fullmatch(pattern, words)), None)


def year_of(text: str) -> int | None:
    """The last year a text names, unless it names a rule."""
    years = _YEAR.findall(text)
    return int(years[-1]) if years and not _RULE.search(text.casefold()) else None


def part_of(text: str) -> str:
    """The part of the year a text names: a quarter, a half, or the whole."""
    found = _PART.search(text.casefold())
    if found is None:
        return WHOLE_YEAR
    number = _PART_NUMBERS.get(found.group(2)) or int(found.group(2))
    if found.group(1) in ("semester", "smt"):
        return f"semester-{number}" if number <= 2 else WHOLE_YEAR
    return f"triwulan-{number}"


def office_in(text: str) -> str:
    """The office a title names: "Rekap SKM Dinas Kesehatan Tahun 2021" names Dinas Kesehatan."""
    found = _OFFICE.search(text)
    if found is None or len(text) > _LONGEST_TITLE:
        return ""
    name = _AFTER_THE_OFFICE.sub("", found.group(1)).strip(" :,.-")
    return " ".join(_in_small_letters(word) for word in name.split()) if name.isupper() else name


def _in_small_letters(word: str) -> str:
    if word in _ABBREVIATIONS or not word.isalpha():
        return word
    return "dan" if word == "DAN" else word.capitalize()


def impossible_dates(text: str) -> tuple[str, ...]:
    """Days that no calendar has, such as 31 Juni 2021."""
    return tuple(found.group(0) for found in _DATE.finditer(text) if not _exists(found))


def _exists(found: re.Match[str]) -> bool:
    day, number, name, year = found.groups()
    month = int(number) if number else _month_named(name)
    if month == 0:
        return True
    try:
        date(int(year), month, int(day))
    except ValueError:
        # Sheets of American make write the month first.
        return bool(number) and 1 <= int(day) <= 12 and 12 < month <= 31
    return True


def _month_named(name: str) -> int:
    short = {"may": "mei", "aug": "agu", "oct": "okt", "dec": "des", "ags": "agu"}
    start = name.casefold()[:3]
    start = short.get(start, start)
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0

