"""Reading an officer's own text: sentences, numbers as the country writes them, and numbers that are no figures.

A number is left alone where it belongs to a law, an article, a date, a clock, money, a telephone or a measure: a reader
who marks what is right is soon not read any more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

WORDS_FOR_NUMBERS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
    "sebelas": 11, "dua belas": 12,
}  # fmt: skip
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
NUMBER_WORD = "|".join(sorted(WORDS_FOR_NUMBERS, key=len, reverse=True))

# Grouped (1.163 or 1.163,5), or with one decimal sign. No letter, slash or further digits around it.
_NUMBER = re.compile(r"(?<![\w/\\])(?<!\d[.,:\-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\w/\\]|[.,:]\d)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nomor|dr|drg|Jl|Jln|Dr|Drs|Dra|Ir|H|Hj|M|S|Kec|Kab|Prov|dkk|dll|dsb|tgl|hlm|Bpk|Yth|a\.n|u\.b|s\.d|Sdr|Tn|Ny|Pd|Si|Sos|Kom)"
    r"|\b[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?]+[”\"')\]]*\s+(?=[“\"'(\[]?[A-Z0-9])")
_LIST_MARK = re.compile(r"^\s*(?:\d{1,2}|[a-z])[.)]\s+")

_LAW_BEFORE = re.compile(
    r"(?:\b(?:nomor|no\.?|pasal|ayat|huruf|butir|lampiran|bab|tabel|gambar|grafik|halaman|hlm\.?|lembar|versi|pukul|jam|kode pos|"
    r"telepon|telp\.?|hp|wa|faks?|nip|nik penduduk|kelas|golongan|rt|rw|lantai|loket|ruang|skala)|\bRp\.?|\btaraf (?:kesalahan|nyata)|"
    r"tingkat kepercayaan)\s*[:(]?\s*$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s*(?:%|persen|‰|hari|jam|menit|detik|minggu|pekan|km|kilometer|m2|m²|meter|hektare?|ha\b|cm|mm|kg|ton|liter|rupiah|ribu|juta|"
    r"miliar|triliun|unit\b|buah|lembar|eksemplar|kali\b|tahun\b(?!\s*\d{4}|\s+(?:lalu|sebelumnya|ini))|WIB\b|WITA\b|WIT\b|°|derajat|kursi|komputer|meja|loket|kegiatan|"
    r"desa\b|orang\b|responden|jiwa|penduduk|pemohon|peserta|kelurahan|kecamatan|dokumen|berkas|km2|km²|pegawai|petugas|bulan)",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s*(?:–|-|—|s\.?d\.?|sampai(?: dengan)?|hingga)\s*\d")
_RANGE_BEFORE = re.compile(r"\d\s*(?:–|-|—|s\.?d\.?|sampai(?: dengan)?|hingga)\s*$")
_PERCENT = re.compile(r"\s*(?:%|persen\b)")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in a sentence. `grouped` is its value if its point stands between thousands (3.533), else None."""

    start: int
    end: int
    text: str
    value: Decimal
    places: int
    grouped: int | None

    @property
    def is_whole(self) -> bool:
        return self.places == 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a section, with the paragraph it stands in."""

    section: str
    text: str
    paragraph: str

    def before(self, position: int, number: int = 60) -> str:
        """The characters just before a position."""
        return self.text[max(0, position - number) : position]

    def after(self, position: int, number: int = 60) -> str:
        """The characters just after a position."""
        return self.text[position : position + number]

    def has(self, words: re.Pattern[str]) -> bool:
        """Whether the sentence holds one of the words."""
        return words.search(self.text) is not None

    def excerpt(self, around: int | None = None, longest: int = 160) -> str:
        """The sentence, cut around a position where it is long."""
        if len(self.text) <= longest:
            return self.text
        start = 0 if around is None else max(0, min(around - longest // 2, len(self.text) - longest))
        cut = self.text[start : start + longest].strip()
        return f"{'… ' if start else ''}{cut}{' …' if start + longest < len(self.text) else ''}"


def sentences_of(section: str, text: str) -> Iterator[Sentence]:
    """The sentences of a section; a line break ends one."""
    for block in re.split(r"\n\s*\n", text):
        paragraph = " ".join(block.split())
        for line in block.splitlines():
            for part in _split(_LIST_MARK.sub("", line, count=1).strip()):
                yield Sentence(section, part, paragraph)


def numbers_in(text: str) -> tuple[WrittenNumber, ...]:
    """Every number as written, whatever it means."""
    return tuple(_read(match) for match in _NUMBER.finditer(text))


def figures_in(sentence: Sentence) -> tuple[WrittenNumber, ...]:
    """Numbers with decimals that could be figures of the survey: no law, clock, money, measure, range or share."""
    found = numbers_in(sentence.text)
    return tuple(each for each in found if each.places and not is_something_else(sentence, each))


def is_something_else(sentence: Sentence, number: WrittenNumber) -> bool:
    """Whether the words around a number make it a law, a clock, money, a measure, a range or a share."""
    before, after = sentence.before(number.start), sentence.after(number.end)
    return bool(_LAW_BEFORE.search(before) or _UNIT_AFTER.match(after) or _RANGE_AFTER.match(after) or _RANGE_BEFORE.search(before))


def is_share(sentence: Sentence, number: WrittenNumber) -> bool:
    """Whether a per cent sign follows."""
    return _PERCENT.match(sentence.after(number.end)) is not None


def counted(word: str) -> int | None:
    """A small number in words or digits."""
    plain = " ".join(word.lower().split())
    if plain.replace(".", "").isdigit():
        return int(plain.replace(".", ""))
    return WORDS_FOR_NUMBERS.get(plain)


def _split(line: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(line):
        if _ABBREVIATED.search(line[start : match.start() + 1]):
            continue
        yield line[start : match.end()].strip()
        start = match.end()
    if line[start:].strip():
        yield line[start:].strip()


def _read(match: re.Match[str]) -> WrittenNumber:
    text = match[0]
    if "," in text:
        whole, _, decimals = text.partition(",")
        return WrittenNumber(match.start(), match.end(), text, Decimal(f"{whole.replace('.', '')}.{decimals}"), len(decimals), None)
    if "." not in text:
        return WrittenNumber(match.start(), match.end(), text, Decimal(text), 0, int(text))
    decimals = text.rpartition(".")[2]
    as_grouped = int(text.replace(".", "")) if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) else None
    if text.count(".") > 1:
        return WrittenNumber(match.start(), match.end(), text, Decimal(as_grouped or 0), 0, as_grouped)
    return WrittenNumber(match.start(), match.end(), text, Decimal(text), len(decimals), as_grouped)
