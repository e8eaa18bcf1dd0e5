"""Figures in an officer's text against the report's own: values, letters, and the pair of NI and NIK.

A value is held against what the words before it name: an unsur, a service, the index, the target, an earlier period. Where
nothing is named it must at least be some figure of the report.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from puas.domain.proof_facts import INDEX, PREVIOUS, SERVICE, TARGET, TREND, UNSUR, Facts, Known, Mention, spelled
from puas.domain.proof_reader import ni_fits
from puas.domain.proof_text import Sentence, WrittenNumber, figures_in, is_something_else, numbers_in
from puas.domain.quality_grade import grade
from puas.domain.report_findings import SECTION, Place, ReportFinding

_CODES = {
    INDEX: "index_does_not_fit",
    UNSUR: "unsur_does_not_fit",
    SERVICE: "service_does_not_fit",
    PREVIOUS: "previous_does_not_fit",
    TARGET: "target_does_not_fit",
    TREND: "trend_does_not_fit",
}
_LOOKING_BACK = ("tindak_lanjut_sebelumnya", "tren")
_ABOUT_FIGURES = re.compile(r"\b(?:IKM|indeks|nilai|NRR|NIK|NI|SKM|mutu|skor|konversi|rata-rata|predikat)\b", re.IGNORECASE)
_PAST = re.compile(
    r"sebelumnya|\blalu\b|saat itu|semula|sejak|kenaikan|dibanding|\bnaik\b|\bturun\b|meningkat|menurun|\btren\b|peningkatan|"
    r"penurunan|perubahan",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:diharapkan|mendatang|akan datang|menargetkan|ditargetkan)\b", re.IGNORECASE)
_AIM = re.compile(r"\b(?:target|sasaran|rencana|proyeksi)\b", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:–|-|—|s\.?d\.?|sampai(?: dengan)?|hingga)\s*\d+[.,]\d")
_SHARED_OUT = re.compile(r"masing-masing|berturut-turut|secara berurutan", re.IGNORECASE)
_TIGHT = re.compile(
    r"\s*(?:\(|:|=|“|\"|adalah|ialah|sebesar|yaitu|yakni|mencapai|dengan|nilai|indeks|memperoleh|mendapat|mendapatkan|senilai|sejumlah|"
    r"tercatat|berada pada|berada di|pada angka|angka|diperoleh|menunjukkan|menghasilkan|unit pelayanan|unit layanan|pelayanan|layanan|"
    r"hasil survei|kepuasan masyarakat|yang|kantor|kami|kita|instansi|unit|tersebut|ini|NIK|NRR|NI|IKM|,|\s)*"
)
_FOLLOWING = re.compile(r"\s*\)?,?\s*(?:pada|untuk|bagi|oleh|diperoleh|dicapai)\s+(?:unsur|jenis layanan|layanan)?\s*", re.IGNORECASE)
_CHANGE_VERB = (
    r"(?:naik|meningkat|bertambah|kenaikan|peningkatan|turun|menurun|berkurang|penurunan|selisih|selisihnya|lebih|kurang|terpaut|"
    r"perubahan|beda|jarak)"
)
_CHANGE_BEFORE = re.compile(
    rf"\b{_CHANGE_VERB}\b(?:\s|sebesar|sebanyak|sekitar|tipis|tajam|signifikan|tinggi|rendah|yaitu|yakni|nilai|terlemah|terkuat|tertinggi|"
    r"terendah|antara|unsur|dan|dengan|adalah|hanya|poin|[,(+−-])*$",
    re.IGNORECASE,
)
_CHANGE_NAMED = re.compile(r"\b(?:kenaikan|peningkatan|penurunan|selisih)\b[^\d.;]*\b(?:yaitu|yakni|sebesar|sebanyak)\s*$", re.IGNORECASE)
_POINTS_AFTER = re.compile(r"\s*(?:poin|angka|point)\b", re.IGNORECASE)
_REACH = 90


def is_change(sentence: Sentence, number: WrittenNumber) -> bool:
    """Whether a number says by how much something moved, and not where it stands."""
    if _POINTS_AFTER.match(sentence.after(number.end)):
        return True
    if _CHANGE_NAMED.search(sentence.text[: number.start]):
        return True
    return _CHANGE_BEFORE.search(sentence.before(number.start, 80)) is not None


def looks_ahead(facts: Facts, sentence: Sentence) -> bool:
    """Whether a sentence speaks of values to come, which are nobody's yet."""
    years = [int(year) for year in re.findall(r"\b20\d\d\b", sentence.text)]
    return sentence.has(_AHEAD) or any(year > facts.report.result.period.ends_on.year for year in years) and sentence.has(_AIM)


def levels_in(sentence: Sentence) -> tuple[WrittenNumber, ...]:
    """Numbers with decimals that say where something stands on the scale of 1 to 4 or of 25 to 100."""
    return tuple(each for each in figures_in(sentence) if not is_change(sentence, each) and _on_a_scale(each))


def check_levels(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """Every value must be that of its owner."""
    mentions = facts.mentions(sentence.text)
    if looks_ahead(facts, sentence):
        return
    levels = levels_in(sentence)
    shared = _shared_out(sentence, mentions, levels)
    for number in levels:
        owner = shared.get(number.start) or _owner(sentence, mentions, number)
        if owner is not None and owner.kind in (UNSUR, SERVICE):
            yield from _check_owned(facts, sentence, mentions, owner, number)
        else:
            yield from _check_general(facts, sentence, mentions, owner, number)
    yield from _whole_indexes(facts, sentence, mentions)


def check_pairs(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """A printed NI and the NIK beside it must round from one value: 3,73 / 93,16 does, 3,53 / 88,40 does not."""
    levels = levels_in(sentence)
    for first, second in zip(levels, levels[1:], strict=False):
        between = sentence.text[first.end : second.start]
        low, high = sorted((first, second), key=lambda each: each.value)
        if not (Decimal(1) <= low.value <= 4 and 25 <= high.value <= 100) or not _one_thing(facts, between):
            continue
        if not ni_fits(facts.rule, ni=low.value, nik=high.value):
            right = f"{_comma(high.value / facts.rule.conversion, 3)}"
            yield figure_finding("ni_does_not_fit", sentence, low, right, subject=high.text)


def check_letters(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """A letter or predikat must be that of the value before it, or of what the sentence names."""
    mentions = facts.mentions(sentence.text)
    if sentence.has(_RANGE) or looks_ahead(facts, sentence):
        return
    for match in _LETTER.finditer(sentence.text):
        letter = match["a"] or match["b"] or match["c"]
        allowed = _letters_for(facts, sentence, mentions, match.start())
        if allowed and letter not in allowed:
            yield _at(sentence, "letter_does_not_fit", letter, "/".join(sorted(allowed)), match.start())
    for match in _BOTH.finditer(sentence.text):
        right = _predikat(facts, match["letter"])
        if match["words"].lower() != right.lower():
            yield _at(sentence, "predikat_does_not_fit", f"{match['letter']} ({match['words']})", right, match.start())
    for match in _PREDIKAT.finditer(sentence.text):
        allowed = _letters_for(facts, sentence, mentions, match.start())
        words = {_predikat(facts, letter) for letter in allowed}
        if words and match["words"].lower() not in {each.lower() for each in words}:
            yield _at(sentence, "predikat_does_not_fit", match["words"], "/".join(sorted(words)), match.start())


_LETTER = re.compile(
    r"\b(?:mutu|kategori|huruf|kualitas)(?:\s+(?:pelayanan|layanan|unit|kinerja|adalah))*\s*[:=]?\s*[“\"']?(?P<a>[ABCD])\b"
    r"(?!\.\w|\s*(?:atau|dan|sampai|hingga|s\.d\.|–|/)\s*[ABCD]\b)"
    r"|(?<=\d\s)\((?P<b>[ABCD])\)|(?<=\d)\s*\(?(?:atau|dengan predikat|,)\s+(?P<c>[ABCD])\s*(?=\((?:Sangat|Baik|Kurang|Tidak))"
)
_WORDS = r"(?P<words>Sangat Baik|Kurang Baik|Tidak Baik|Baik)"
_BOTH = re.compile(rf"\b(?P<letter>[ABCD])\s*\(\s*{_WORDS}\s*\)", re.IGNORECASE)
_PREDIKAT = re.compile(
    rf"\b(?:predikat|kinerja unit pelayanan|kategori|kriteria)(?:\s+(?:kinerja|pelayanan|adalah|mutu))*\s*[:=]?\s*[“\"']?{_WORDS}\b",
    re.IGNORECASE,
)


def _on_a_scale(number: WrittenNumber) -> bool:
    return (1 <= number.value <= 4 and number.places <= 4) or (25 <= number.value < 1000 and number.places <= 4)


def _owner(sentence: Sentence, mentions: Sequence[Mention], number: WrittenNumber) -> Mention | None:
    """What the number belongs to: named right after it ("pada unsur …"), else named last before it."""
    for each in mentions:
        if each.start >= number.end and each.kind in (UNSUR, SERVICE) and _FOLLOWING.fullmatch(sentence.text[number.end : each.start]):
            return each
    before = [each for each in mentions if each.end <= number.start]
    if not before or number.start - before[-1].end > _REACH:
        return None
    return before[-1]


def _shared_out(sentence: Sentence, mentions: Sequence[Mention], levels: Sequence[WrittenNumber]) -> dict[int, Mention]:
    """Values listed after the unsur they belong to: "Waktu dan Biaya, masing-masing 3,2 dan 3,4"."""
    match = _SHARED_OUT.search(sentence.text)
    if match is None:
        return {}
    named = [each for each in mentions if each.end <= match.start() and each.kind in (UNSUR, SERVICE)]
    values = [each for each in levels if each.start >= match.end()]
    if len(named) != len(values):
        return {}
    return {value.start: name for value, name in zip(values, named, strict=True)}


def _check_owned(
    facts: Facts, sentence: Sentence, mentions: Sequence[Mention], owner: Mention, number: WrittenNumber
) -> Iterator[ReportFinding]:
    own = facts.known_of(owner)
    allowed = [*own, *_also_allowed(facts, sentence, mentions, owner)]
    if not own or _any_fits(allowed, number):
        return
    if _SHARED_OUT.search(sentence.text) and _any_fits([known for each in facts.unsur.values() for known in each], number):
        return
    past = sentence.section == "tindak_lanjut_sebelumnya" and owner.kind == UNSUR and facts.previous_unsur.get(owner.key)
    right = spelled(past or own)
    yield figure_finding(_CODES[owner.kind], sentence, number, right, subject=facts.name_of(owner))


def _also_allowed(facts: Facts, sentence: Sentence, mentions: Sequence[Mention], owner: Mention) -> list[Known]:
    allowed: list[Known] = []
    unsur = {each.key for each in mentions if each.kind == UNSUR}
    services = {each.key for each in facts.mentions(sentence.paragraph) if each.kind == SERVICE}
    if owner.kind == UNSUR:
        if sentence.section in _LOOKING_BACK or sentence.has(_PAST):
            allowed += facts.previous_unsur.get(owner.key, ())
        if not services and re.search(r"\blayanan\b|\bkelompok\b|\bresponden\b", sentence.text, re.IGNORECASE):
            services = {unit.id for unit in facts.units()}
        allowed += [known for unit in services for known in facts.service_unsur.get((unit, owner.key), ())]
        if re.search(r"\bkelompok\b|\bmenurut\b", sentence.text, re.IGNORECASE):
            allowed += facts.groups.get(owner.key, ())
    else:
        allowed += [known for slug in unsur for known in facts.service_unsur.get((owner.key, slug), ())]
    return allowed


def _check_general(
    facts: Facts, sentence: Sentence, mentions: Sequence[Mention], owner: Mention | None, number: WrittenNumber
) -> Iterator[ReportFinding]:
    if owner is not None and _TIGHT.fullmatch(sentence.text[owner.end : number.start]):
        own = right = facts.known_of(owner)
        if owner.kind == INDEX:
            own, right = _of_which_index(facts, sentence, mentions, owner)
        if number.value > 100:
            yield figure_finding("out_of_range", sentence, number, spelled(right))
        elif own and not _any_fits(own, number):
            yield figure_finding(_CODES[owner.kind], sentence, number, spelled(right), subject=owner.key)
        return
    if number.value > 100 or not (sentence.has(_ABOUT_FIGURES) or mentions):
        return
    if not _any_fits(_everything(facts, sentence), number) and not _is_of_the_rule(facts, number):
        yield figure_finding("figure_unknown", sentence, number, spelled(facts.index))


def _of_which_index(
    facts: Facts, sentence: Sentence, mentions: Sequence[Mention], owner: Mention
) -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    """What "IKM" may be worth in a sentence, and what it most likely should be: that of the period the sentence names."""
    label = facts.report.result.period.label
    if owner.key == label:
        return facts.index, facts.index
    services = [each for each in mentions if each.kind == SERVICE and each.start < owner.start]
    if services:
        own = facts.known_of(services[-1])
        return own, own
    earlier = [each for each in mentions if each.kind in (PREVIOUS, TREND)]
    says_now = any(each.key == label for each in mentions)
    if not says_now and (sentence.section == "tindak_lanjut_sebelumnya" or (earlier and earlier[0].start < owner.start)):
        past = facts.known_of(earlier[0]) if earlier else facts.previous
        return (past or facts.index), (past or facts.index)
    if sentence.has(_PAST) or earlier:
        return (*facts.index, *facts.previous, *_all(facts.trend)), facts.index
    return facts.index, facts.index


def _whole_indexes(facts: Facts, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[ReportFinding]:
    """An index without decimals ("IKM sebesar 88") is read only where it follows the word directly."""
    for number in numbers_in(sentence.text):
        if not number.is_whole or not 25 <= number.value < 1000 or is_something_else(sentence, number):
            continue
        owner = _owner(sentence, mentions, number)
        if owner is None or owner.kind != INDEX or owner.key != "IKM" or is_change(sentence, number):
            continue
        between, after = sentence.text[owner.end : number.start], sentence.after(number.end, 30)
        says_so = _TIGHT.fullmatch(between) and re.search(r"sebesar|adalah|mencapai|memperoleh|[:=]", between)
        of_people = re.match(r"\s*(?:orang|responden|jenis|unsur|dari)", after)
        own, right = _of_which_index(facts, sentence, mentions, owner)
        if says_so and not of_people and not _any_fits(own, number):
            code = "index_does_not_fit" if number.value <= 100 else "out_of_range"
            yield figure_finding(code, sentence, number, spelled(right), subject=owner.key)


def _everything(facts: Facts, sentence: Sentence) -> list[Known]:
    """All values of the report; those of earlier periods only where the sentence speaks of them."""
    known = [*facts.index, *_all(facts.unsur), *_all(facts.services), *_all(facts.service_unsur)]
    if sentence.section in _LOOKING_BACK or sentence.has(_PAST) or _names_the_past(facts, sentence):
        known += [*facts.previous, *_all(facts.previous_unsur), *_all(facts.trend)]
    if re.search(r"\btarget\b", sentence.text, re.IGNORECASE):
        known += facts.target
    if re.search(r"\bkelompok\b", sentence.text, re.IGNORECASE):
        known += _all(facts.groups)
    return known


def _names_the_past(facts: Facts, sentence: Sentence) -> bool:
    return any(each.kind in (PREVIOUS, TREND) for each in facts.mentions(sentence.text))


def _is_of_the_rule(facts: Facts, number: WrittenNumber) -> bool:
    edges = {edge for band in facts.rule.bands for edge in (band.ni_from, band.ni_to, band.nik_from, band.nik_to)}
    return number.value in edges or number.value in (Decimal("3.841"), Decimal("2.5996"))


def _letters_for(facts: Facts, sentence: Sentence, mentions: Sequence[Mention], position: int) -> set[str]:
    """The letters that may stand at a position; empty where nothing can be said."""
    numbers = [each for each in levels_in(sentence) if each.end <= position]
    named = [each for each in mentions if each.end <= position]
    if numbers and position - numbers[-1].end <= 60 and not any(each.start >= numbers[-1].end for each in named):
        return _letters_of(facts, sentence, numbers[-1])
    following = [each for each in levels_in(sentence) if position < each.start <= position + 60]
    if following and re.search(r"\b(?:dengan nilai|sebesar|nilai)\s*$", sentence.text[position : following[0].start]):
        return _letters_of(facts, sentence, following[0])
    owners = [each for each in named if each.kind in (UNSUR, SERVICE, INDEX) and position - each.end <= 60]
    if not owners or sentence.has(_PAST) or re.search(r"target|minimal|paling rendah|paling sedikit", sentence.text, re.IGNORECASE):
        return set()
    return {known.mutu for known in facts.known_of(owners[-1]) if known.mutu is not None}


def _letters_of(facts: Facts, sentence: Sentence, number: WrittenNumber) -> set[str]:
    if number.value > 100:
        return set()
    known = {each.mutu for each in _everything_ever(facts) if each.mutu is not None and each.fits(number)}
    if known:
        return known
    nik = number.value * facts.rule.conversion if number.value <= 4 else number.value
    return {grade(facts.rule, nik).mutu}


def _everything_ever(facts: Facts) -> list[Known]:
    past = [*facts.previous, *_all(facts.previous_unsur), *_all(facts.trend), *facts.target]
    return [*facts.index, *_all(facts.unsur), *_all(facts.services), *_all(facts.service_unsur), *past]


def _one_thing(facts: Facts, between: str) -> bool:
    """Whether two values stand side by side for one thing: nothing else is named between them."""
    if len(between) > 70 or facts.mentions(between.replace("IKM", "").replace("NIK", "").replace("NI", "")):
        return False
    return re.search(r"konversi|NIK|IKM|\bNI\b|/|\(|atau|setara|interval", between) is not None


def _predikat(facts: Facts, letter: str) -> str:
    return next(band.label for band in facts.rule.bands if band.letter == letter)


def _all(table: Mapping[Any, tuple[Known, ...]]) -> list[Known]:
    return [known for several in table.values() for known in several]


def _any_fits(known: Sequence[Known], number: WrittenNumber) -> bool:
    return any(each.fits(number) for each in known)


def _comma(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def figure_finding(code: str, sentence: Sentence, number: WrittenNumber, expected: str, *, subject: str = "") -> ReportFinding:
    """A finding about a number of a sentence."""
    return _at(sentence, code, number.text, expected, number.start, subject)


def _at(sentence: Sentence, code: str, printed: str, expected: str, position: int, subject: str = "") -> ReportFinding:
    return ReportFinding(code, Place(SECTION, sentence.section), printed, expected, sentence.excerpt(position), subject)
