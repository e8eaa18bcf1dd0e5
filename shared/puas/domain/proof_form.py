"""Whether a report is complete: no chapter empty, nothing left of a template, and a signature that can be given.

NIP (nomor induk pegawai): 18 digits that tell day of birth, month of appointment, sex and a serial number (Peraturan
Kepala BKN 22/2007). The number of a PPPK is built alike, with 21 in the place of the month.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from puas.domain.report_findings import RESULT, SECTION, SIGNATORY, Place, ReportFinding
from puas.domain.report_snapshot import ReportSnapshot, Signatory
from puas.domain.survey_period import local_day

SHORTEST_SECTION = 6
"""Words below which a section says nothing."""
LATEST_SIGNING = timedelta(days=60)
YOUNGEST, OLDEST = 17, 71
_PPPK = "21"

_PLACEHOLDERS = re.compile(
    r"x{3,}|_{3,}|\.{3,}|…|\[[^\]\d][^\]]{0,60}\]|<[a-z_ ]{2,40}>|\{\{[^}]{0,40}\}\}|lorem ipsum|\bTODO\b|\bTBD\b|#REF!|#N/A|"
    r"\b(?:diisi|isi|tuliskan|sebutkan) (?:di sini|dengan|nama|jumlah|tanggal)\b|\bNAMA (?:OPD|INSTANSI|UNIT|DINAS)\b|"
    r"\b0{2}[/-]0{2}[/-]0{4}\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_NAMED_WITHOUT_NIP = re.compile(r"^(?:wakil\s+)?(?:bupati|wali\s?kota|gubernur)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"^[\W\d_]*$|\d|^(?:nama|kepala|sekretaris|plt|ttd)\b", re.IGNORECASE)


def has_placeholder(text: str) -> bool:
    """Whether something of a template was left."""
    return _find_placeholder(text) is not None


def check_sections(texts: Mapping[str, str]) -> Iterator[ReportFinding]:
    """No section empty, too short, or with a gap left open; no paragraph twice."""
    seen: dict[str, str] = {}
    for section, text in texts.items():
        place = Place(SECTION, section)
        if not text.strip():
            yield ReportFinding("section_empty", place)
            continue
        if len(text.split()) < SHORTEST_SECTION:
            yield ReportFinding("section_short", place, text.strip())
        gap = _find_placeholder(text)
        if gap is not None:
            yield ReportFinding("placeholder", place, gap[0], "", _around(text, gap))
        yield from _repeated(section, text, seen)


def check_signature(report: ReportSnapshot) -> Iterator[ReportFinding]:
    """Who signs, where and when."""
    who = report.signatory
    for field, value, code in (
        ("name", who.name, "signatory_name_missing"),
        ("position", who.position, "signatory_position_missing"),
        ("place", who.place, "signing_place_missing"),
    ):
        if not value.strip() or has_placeholder(value):
            yield ReportFinding(code, Place(SIGNATORY, field), value)
    if who.name.strip() and _NO_NAME.search(who.name.strip()):
        yield ReportFinding("name_implausible", Place(SIGNATORY, "name"), who.name)
    yield from _check_day(report)
    yield from check_nip(who, on=who.signed_on or local_day(report.prepared_at, report.result.period.time_zone))


def check_nip(who: Signatory, *, on: date) -> Iterator[ReportFinding]:
    """18 digits whose parts can be true. Elected heads have none."""
    place, nip = Place(SIGNATORY, "nip"), who.nip.replace(" ", "")
    if not nip:
        if not _NAMED_WITHOUT_NIP.match(who.position.strip()):
            yield ReportFinding("nip_missing", place)
        return
    if not re.fullmatch(r"\d{18}", nip):
        yield ReportFinding("nip_not_18_digits", place, who.nip, str(len(nip)))
        return
    born, appointed = _day(nip[:8]), _appointed(nip[8:14])
    if born is None or born > on:
        yield ReportFinding("nip_birth_date", place, nip[:8])
    if appointed is None or appointed > on:
        yield ReportFinding("nip_appointment", place, nip[8:14])
    if nip[14] not in "12" or nip[15:] == "000":
        yield ReportFinding("nip_sex", place, nip[14:], "")
    if born is not None and appointed is not None and born <= on and not _plausible(born, appointed, on):
        yield ReportFinding("nip_age", place, f"{nip[:8]} {nip[8:14]}")


def check_result(report: ReportSnapshot) -> Iterator[ReportFinding]:
    """What the result itself asks to be looked at."""
    result = report.result
    if result.index.nik is None:
        yield ReportFinding("no_index", Place(RESULT, "index"))
        return
    if result.sample_target is not None and result.respondents < result.sample_target:
        yield ReportFinding("below_sample", Place(RESULT, "sample"), str(result.respondents), str(result.sample_target))
    if len({each.nik for each in result.unsur}) == 1:
        yield ReportFinding("all_unsur_alike", Place(RESULT, "unsur"), str(result.unsur[0].nik).replace(".", ","))


def _find_placeholder(text: str) -> re.Match[str] | None:
    """The first gap outside a quotation, which may leave words out."""
    return _PLACEHOLDERS.search(_QUOTED.sub(lambda match: " " * len(match[0]), text))


def _around(text: str, gap: re.Match[str]) -> str:
    """The words before and after a gap."""
    before, after = re.split(r"(\s+)", text[: gap.start()])[-18:], re.split(r"(\s+)", text[gap.end() :])[:12]
    return " ".join("".join((*before, gap[0], *after)).split())


def _repeated(section: str, text: str, seen: dict[str, str]) -> Iterator[ReportFinding]:
    for paragraph in re.split(r"\n\s*\n", text):
        plain = " ".join(paragraph.lower().split())
        if len(plain) < 80:
            continue
        if plain in seen:
            yield ReportFinding("paragraph_repeated", Place(SECTION, section), paragraph.strip()[:120], seen[plain])
        seen.setdefault(plain, section)


def _check_day(report: ReportSnapshot) -> Iterator[ReportFinding]:
    day, place, result = report.signatory.signed_on, Place(SIGNATORY, "signed_on"), report.result
    if day is None:
        yield ReportFinding("signing_date_missing", place)
        return
    frozen, today = (local_day(moment, result.period.time_zone) for moment in (result.frozen_at, report.prepared_at))
    if day <= result.period.ends_on and day < frozen:
        yield ReportFinding("signed_before_period_ends", place, day.isoformat(), result.period.ends_on.isoformat())
    elif day < frozen:
        yield ReportFinding("signed_before_result", place, day.isoformat(), frozen.isoformat())
    elif day > today + LATEST_SIGNING:
        yield ReportFinding("signed_far_ahead", place, day.isoformat(), today.isoformat())


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _appointed(digits: str) -> date | None:
    month = "01" if digits[4:] == _PPPK else digits[4:]
    return _day(f"{digits[:4]}{month}01")


def _plausible(born: date, appointed: date, on: date) -> bool:
    ages: Mapping[str, int] = {"appointed": appointed.year - born.year, "now": on.year - born.year}
    return ages["appointed"] >= YOUNGEST and ages["now"] <= OLDEST
