"""Times in an officer's text: how many months, from when to when, which triwulan or semester, which year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from puas.domain.proof_facts import Facts
from puas.domain.proof_text import MONTHS, NUMBER_WORD, Sentence, counted
from puas.domain.report_findings import SECTION, Place, ReportFinding
from puas.domain.survey_period import CUSTOM, Period, UnusablePeriod, semester, span_label, triwulan

AHEAD = ("rencana_tindak_lanjut", "saran")
BEHIND = ("tindak_lanjut_sebelumnya", "tren")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
_MONTH = "|".join(MONTHS)
_TO = r"\s*(?:–|-|—|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:bulan\s+|tanggal\s+)?"

_MONTHS_LONG = re.compile(
    rf"\b(?:selama|dalam (?:kurun )?waktu|jangka waktu|kurun waktu|periode)\s+(?P<n>{NUMBER_WORD}|\d{{1,2}})\s*"
    r"(?:\(\w+(?: \w+)?\)\s*)?bulan\b",
    re.IGNORECASE,
)
_DAYS_LONG = re.compile(r"\b(?P<n>\d{1,3})\s+hari kalender\b", re.IGNORECASE)
_SPAN = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s+)?(?P<m1>{_MONTH})(?:\s+(?P<y1>20\d\d))?{_TO}(?:(?P<d2>\d{{1,2}})\s+)?(?P<m2>{_MONTH})"
    r"(?:\s+(?:tahun\s+)?(?P<y2>20\d\d))?\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?<![\d.,/–-])(?P<d>\d{{1,2}})\s+(?P<m>{_MONTH})\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?P<kind>triwulan|semester|TW)\s+(?P<part>IV|III|II|I|[1-4]|pertama|kedua|ketiga|keempat)\b"
    r"(?:\s*[,(]?\s*(?:tahun\s+)?(?P<y>20\d\d))?(?!\s+(?:dan|sampai|hingga|s\.d)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\b(?:SKM|Survei Kepuasan Masyarakat(?:\s*\(SKM\))?|IKM|survei|periode|laporan)\s+(?:ini\s+)?(?:pada\s+)?(?:periode\s+)?(?:tahun\s+)?"
    r"(?P<y>20\d\d)\b(?!\s*[–/-]\s*\d)",
    re.IGNORECASE,
)
_COLLECTING = re.compile(
    r"pengumpulan data|pengumpulan jawaban|"
    r"(?:survei|SKM|kuesioner|penyebaran|pengisian)[^.;]{0,60}(?:dilaksanakan|dilakukan|berlangsung|disebarkan|diselenggarakan)|"
    r"pelaksanaan (?:survei|SKM)|waktu pelaksanaan|melaksanakan (?:survei|SKM)|periode survei|survei ini|jawaban[^.;]{0,30}diterima",
    re.IGNORECASE,
)
_SURVEY = re.compile(r"\bsurvei\b|\bSKM\b|kuesioner", re.IGNORECASE)
_OF_THE_SURVEY = re.compile(r"survei|\bSKM\b|kuesioner|responden", re.IGNORECASE)
_OTHER_WORK = re.compile(
    r"persiapan|pengolahan|penyusunan|pelaporan|rapat|sosialisasi|forum|evaluasi|tindak lanjut|publikasi|perencanaan|pelatihan|"
    r"ditetapkan|diundangkan|keputusan|peraturan|surat|berlaku|berdiri|dibentuk",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"sebelumnya|\blalu\b|dibanding|\bdaripada\b|\bnaik\b|\bturun\b|meningkat|menurun|\btren\b|tindak lanjut|berikutnya|mendatang|\bakan\b|"
    r"sejak|\bdari\b|semula",
    re.IGNORECASE,
)


# "IKM Triwulan II 2026 sebesar 86,36" names an earlier period on purpose.
_STATES_A_VALUE = re.compile(r"\d,\d")


@dataclass(frozen=True, slots=True)
class _NamedPart:
    """A triwulan or semester, without its year where the text gives none."""

    kind: str
    part: int
    year: int | None


def check_times(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """Months, days, spans, periods and years; what lies ahead (plan) or behind (look back) is not this period's."""
    yield from _impossible_days(sentence)
    if sentence.section in AHEAD or sentence.section in BEHIND:
        return
    own = _own(facts)
    if sentence.has(_COLLECTING) or sentence.has(_SURVEY) or sentence.section == "waktu":
        yield from _lengths(own, sentence)
        yield from _spans(own, sentence)
        yield from _days(own, sentence)
    yield from _parts(facts, own, sentence)
    yield from _years(facts, own, sentence)


def named_part(text: str) -> Period | None:
    """The triwulan or semester a label names in full, None for any other label."""
    match = _PART.search(text)
    if match is None or match["y"] is None:
        return None
    return _period(_NamedPart(_kind(match["kind"]), _ROMAN[match["part"].lower()], int(match["y"])))


def months_between(first: date, last: date) -> int:
    """How many calendar months two days touch."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _own(facts: Facts) -> Period:
    period = facts.report.result.period
    return Period(CUSTOM, period.label, period.starts_on, period.ends_on)


def _lengths(own: Period, sentence: Sentence) -> Iterator[ReportFinding]:
    right = months_between(own.starts_on, own.ends_on)
    for match in _MONTHS_LONG.finditer(sentence.text):
        if not sentence.has(_OTHER_WORK) and counted(match["n"]) != right:
            yield _finding(sentence, "months_do_not_fit", match[0], str(right), match.start())
    for match in _DAYS_LONG.finditer(sentence.text):
        if int(match["n"]) != own.days:
            yield _finding(sentence, "days_do_not_fit", match["n"], str(own.days), match.start())


def _spans(own: Period, sentence: Sentence) -> Iterator[ReportFinding]:
    """From month to month, or from day to day."""
    if sentence.has(_OTHER_WORK):
        return
    for match in _SPAN.finditer(sentence.text):
        first, last = MONTHS.index(match["m1"].lower()) + 1, MONTHS.index(match["m2"].lower()) + 1
        last_year = int(match["y2"]) if match["y2"] else own.ends_on.year
        first_year = int(match["y1"]) if match["y1"] else last_year if first <= last else last_year - 1
        fits = (first_year, first) == (own.starts_on.year, own.starts_on.month)
        fits = fits and (last_year, last) == (own.ends_on.year, own.ends_on.month)
        fits = fits and match["d1"] in (None, str(own.starts_on.day)) and match["d2"] in (None, str(own.ends_on.day))
        if not fits:
            yield _finding(sentence, "span_does_not_fit", match[0], span_label(own.starts_on, own.ends_on), match.start())


def _days(own: Period, sentence: Sentence) -> Iterator[ReportFinding]:
    spans = [match.span() for match in _SPAN.finditer(sentence.text)]
    if sentence.has(_OTHER_WORK) or not (sentence.has(_COLLECTING) or sentence.has(_OF_THE_SURVEY)):
        return
    for match in _DAY.finditer(sentence.text):
        day = _date(match)
        in_span = any(start <= match.start() < end for start, end in spans)
        if day is not None and not in_span and not own.contains(day):
            yield _finding(sentence, "date_outside_period", match[0], span_label(own.starts_on, own.ends_on), match.start())


def _impossible_days(sentence: Sentence) -> Iterator[ReportFinding]:
    for match in _DAY.finditer(sentence.text):
        if _date(match) is None:
            yield _finding(sentence, "impossible_date", match[0], "", match.start())


def _parts(facts: Facts, own: Period, sentence: Sentence) -> Iterator[ReportFinding]:
    known = _known_parts(facts)
    for match in _PART.finditer(sentence.text):
        named = _NamedPart(_kind(match["kind"]), _ROMAN[match["part"].lower()], int(match["y"]) if match["y"] else None)
        if _is_this(named, own):
            continue
        is_known = any(_is_this(named, each) for each in known)
        if is_known and sentence.has(_STATES_A_VALUE):
            continue
        if sentence.has(_COMPARING) and (is_known or named.year is None):
            continue
        if _lies_ahead(named, own) and not sentence.has(_COLLECTING):
            continue
        yield _finding(sentence, "other_period", match[0].strip(), own.label, match.start())


def _known_parts(facts: Facts) -> list[Period]:
    labels = [point.label for point in facts.report.trend] + ([facts.report.previous.label] if facts.report.previous else [])
    return [found for label in labels if (found := named_part(label)) is not None]


def _is_this(named: _NamedPart, own: Period) -> bool:
    """Whether a named part is the period, holds it, or lies in it; without a year, in one of its years."""
    years = [named.year] if named.year else [own.starts_on.year, own.ends_on.year]
    parts = [_period(_NamedPart(named.kind, named.part, year)) for year in years]
    return any(
        (each.starts_on <= own.starts_on and own.ends_on <= each.ends_on)
        or (own.starts_on <= each.starts_on and each.ends_on <= own.ends_on)
        for each in parts
        if each is not None
    )


def _lies_ahead(named: _NamedPart, own: Period) -> bool:
    found = _period(named)
    return found is not None and found.starts_on > own.ends_on


def _years(facts: Facts, own: Period, sentence: Sentence) -> Iterator[ReportFinding]:
    years = {own.starts_on.year, own.ends_on.year, facts.report.result.period.year}
    known = {point.year for point in facts.report.trend} if sentence.has(_STATES_A_VALUE) else set()
    for match in _YEAR.finditer(sentence.text):
        if int(match["y"]) in known or int(match["y"]) > max(years):
            continue
        if int(match["y"]) not in years and not sentence.has(_COMPARING):
            yield _finding(sentence, "other_year", match[0], "/".join(str(each) for each in sorted(years)), match.start())


def _kind(word: str) -> str:
    return "semester" if word.lower() == "semester" else "triwulan"


def _period(named: _NamedPart) -> Period | None:
    if named.year is None:
        return None
    try:
        return semester(named.year, named.part) if named.kind == "semester" else triwulan(named.year, named.part)
    except UnusablePeriod:
        return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), MONTHS.index(match["m"].lower()) + 1, int(match["d"]))
    except ValueError:
        return None


def _finding(sentence: Sentence, code: str, printed: str, expected: str, position: int) -> ReportFinding:
    return ReportFinding(code, Place(SECTION, sentence.section), printed, expected, sentence.excerpt(position))
