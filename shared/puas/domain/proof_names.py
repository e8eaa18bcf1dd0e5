"""Names that belong to somebody else: the surest sign that a report was copied from another office's or year's.

An agency or region is marked only where the text puts it in the place of the reporting one ("pada Dinas …", "Dinas …
melaksanakan"): offices work together, and naming another one is no mistake.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from puas.domain.proof_facts import Facts
from puas.domain.proof_text import Sentence
from puas.domain.report_findings import SECTION, Place, ReportFinding

OWN_SECTIONS = frozenset({
    "latar_belakang", "dasar_pelaksanaan", "tujuan_manfaat", "pelaksana", "metode", "lokasi", "waktu", "penentuan_responden",
    "analisis_responden", "analisis_layanan", "analisis_masalah", "tren", "kesimpulan",
})  # fmt: skip
"""Sections that speak of the reporting office itself; plans and advice may name others."""

_IN_ITS_PLACE = (
    r"(?:pada|di|dari|atas|terhadap|lingkungan|lingkup|pelayanan(?: publik)?|layanan|kantor|unit|IKM|SKM|nilai|hasil|kinerja|"
    r"masyarakat|pengguna|kepada|pimpinan|kepala|tentang)"
)
_DOES = (
    r"(?:melaksanakan|menyelenggarakan|memperoleh|menghasilkan|meraih|mendapat\w*|berkomitmen|mencapai|memberikan|telah|akan|"
    r"berupaya|adalah|sebagai|tahun|triwulan|semester|\d)"
)
_TOGETHER = re.compile(
    r"bersama|koordinasi|kerja sama|kerjasama|bekerja|dibanding|dibina|didampingi|difasilitasi|diverifikasi|dievaluasi|studi|kunjungan|"
    r"berasal|domisili|asal\b|tetangga|luar\b|narasumber|undang|rujukan|pendamping|tim\b|terpisah|pindah",
    re.IGNORECASE,
)
_REGION = re.compile(r"\b(?:Kabupaten|Kota|Kab\.)\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,3}")
_REGION_IN_ITS_PLACE = re.compile(
    r"(?:\bPemerintah(?:an)?(?: Daerah)?|\bBupati|\bWali ?Kota|\bdi(?: lingkungan| wilayah)?|\bpada|\bmasyarakat|\bwarga|\blingkungan"
    r"|\bPemkab|\bPemkot|\bDaerah|\bPerda|\bPeraturan Bupati|\bKeputusan Bupati)\s+$",
    re.IGNORECASE,
)
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Names that could have slipped in: other agencies of the tenant, and other regencies."""

    agencies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def regions_named(texts: Iterable[str]) -> frozenset[str]:
    """What looks like the name of a regency, with every shortening of it, so that a caller need look up only these."""
    found: set[str] = set()
    for text in texts:
        for match in _REGION.finditer(text):
            kind, *words = match[0].replace("Kab.", "Kabupaten").split()
            found |= {" ".join((kind, *words[:number])) for number in range(1, len(words) + 1)}
    return frozenset(found)


def check_names(facts: Facts, neighbours: Neighbours, sentence: Sentence) -> Iterator[ReportFinding]:
    """Another agency or regency where the reporting one should stand."""
    if sentence.section not in OWN_SECTIONS:
        return
    yield from _agencies(facts, neighbours, sentence)
    yield from _regions(facts, neighbours, sentence)


def _agencies(facts: Facts, neighbours: Neighbours, sentence: Sentence) -> Iterator[ReportFinding]:
    result = facts.report.result
    own = result.agency.name if result.agency else result.tenant.name
    printed = (own, facts.report.signatory.position, *facts.report.letterhead.lines, *(unit.name for unit in result.units))
    allowed = " ".join(printed).lower()
    for name in neighbours.agencies:
        if len(name) < _SHORTEST or name.lower() in allowed or name.lower() not in sentence.text.lower():
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)(?!\s+(?:dan|serta)\s+[A-Z])", sentence.text, re.IGNORECASE):
            before, after = sentence.text[: match.start()], sentence.text[match.end() :]
            stands_in = re.search(rf"\b{_IN_ITS_PLACE}\s+$", before, re.IGNORECASE) or re.match(rf"\s*,?\s*{_DOES}", after, re.IGNORECASE)
            if stands_in and not _named_beside(sentence, match) and not _inside_own(own, sentence.text, match):
                yield _finding(sentence, "other_agency", match[0], own, match.start())


def _named_beside(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words around a name say that another office is meant: working together, a visit, where people come from."""
    return _TOGETHER.search(f"{sentence.before(match.start(), 45)}|{sentence.after(match.end(), 25)}") is not None


def _inside_own(own: str, text: str, match: re.Match[str]) -> bool:
    return any(each.start() <= match.start() and match.end() <= each.end() for each in re.finditer(re.escape(own), text, re.IGNORECASE))


def _regions(facts: Facts, neighbours: Neighbours, sentence: Sentence) -> Iterator[ReportFinding]:
    own, known = facts.report.result.tenant.name, {name.lower() for name in neighbours.regions}
    for match in _REGION.finditer(sentence.text):
        words = match[0].replace("Kab.", "Kabupaten").split()
        names = [" ".join(words[:number]) for number in range(len(words), 1, -1)]
        if any(name.lower() == own.lower() for name in names):
            continue
        named = next((name for name in names if name.lower() in known), None)
        in_its_place = _REGION_IN_ITS_PLACE.search(sentence.text[: match.start()])
        if named is not None and in_its_place and not _named_beside(sentence, match):
            yield _finding(sentence, "other_region", named, own, match.start())


def _finding(sentence: Sentence, code: str, printed: str, expected: str, position: int) -> ReportFinding:
    return ReportFinding(code, Place(SECTION, sentence.section), printed, expected, sentence.excerpt(position))
