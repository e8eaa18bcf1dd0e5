"""Numbers of people in an officer's text: respondents, population, sample, groups, and shares in per cent."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from puas.domain.printed_numbers import thousands
from puas.domain.proof_facts import PREVIOUS, SERVICE, TREND, UNSUR, Facts
from puas.domain.proof_reader import check_sample
from puas.domain.proof_text import NUMBER_WORD, Sentence, counted
from puas.domain.report_findings import SECTION, Place, ReportFinding
from puas.domain.result_snapshot import LeftOutUnit, ResultSnapshot, UnitResult
from puas.domain.rounding import round_half_up

_N = r"(?P<n>\d{1,3}(?:\.\d{3})+|\d+)(?![\d,/–-]|\.\d|\s*(?:%|persen|–|hari|bulan|jam|tahun))"
_SAYS = (
    r"(?:\s|berjumlah|sebanyak|sejumlah|adalah|mencapai|yaitu|yakni|sebesar|total|orang|terkumpul|:|=|survei|SKM|ini|seluruhnya|yang|"
    r"berpartisipasi|terlibat|mengisi|mengikuti|kuesioner|\()"
)
_JOINED = r"\s*(?:\(|:|dengan|sebanyak|sejumlah|berjumlah|yaitu|yakni|adalah|,|mencapai|\s)*"
_RESPONDENTS = (
    re.compile(rf"(?<![\w.,/]){_N}\s+(?:\([\w\s]+\)\s+)?(?:orang\s+)?responden\b", re.IGNORECASE),
    re.compile(rf"\bresponden(?:nya)?{_SAYS}*\s{_N}(?!\s*(?:unsur|jenis|rencana|layanan|pertanyaan|poin))", re.IGNORECASE),
)
_POPULATION = (
    re.compile(
        rf"\bpopulasi(?:\s|penerima|pengguna|layanan|pelayanan|nya|survei|sebanyak|sejumlah|sebesar|berjumlah|adalah|yaitu|mencapai|jumlah|:|=)*\s{_N}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w.,/]){_N}\s+(?:orang\s+)?(?:populasi|penerima layanan|pengguna layanan)\b", re.IGNORECASE),
)
_SAMPLE = re.compile(
    r"\bsampel(?:nya)?(?:\s|minimum|minimal|paling sedikit|survei|yang|dibutuhkan|diperlukan|ditetapkan|diambil|harus|"
    r"dikumpulkan|dipenuhi|dicapai|"
    r"sebanyak|sebesar|adalah|"
    rf"sejumlah|berjumlah|yaitu|jumlah|responden|:|=)*\s{_N}",
    re.IGNORECASE,
)
_SERVICES = re.compile(rf"(?<![\w.,/])(?P<n>\d+|{NUMBER_WORD})\s+(?:\(\w+\)\s+)?jenis\s+(?:layanan|pelayanan)\b", re.IGNORECASE)
_PARTS = re.compile(
    r"\bkelompok\b|\bkelamin\b|usia|umur|pendidikan|pekerjaan|saluran|disabilitas|stiker|tautan|formulir|laki-laki|perempuan",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\d\s*(?:orang|responden)")
_OF_PARTS = re.compile(r"\blayanan\b.*\bresponden\b|memberi nilai|menjawab|saran\b|masukan|dikarantina|terlambat", re.IGNORECASE)
_SAMPLE_WORDS = re.compile(r"sampel|minimum|minimal|\bkurang\b|kekurangan|dibutuhkan|diperlukan|ditambah", re.IGNORECASE)
_PAST = re.compile(r"sebelumnya|\blalu\b|saat itu|semula|dibanding|\bnaik\b|\bturun\b|meningkat|menurun|bertambah|berkurang", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"(?<![\w.,/])(?P<part>\d{1,3}(?:\.\d{3})+|\d+)\s+(?:orang\s+|responden\s+)?dari\s+(?:total\s+|seluruh\s+)?"
    r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)\s*(?:orang|responden|rencana)?[^()%\d]{0,40}?\(?(?:atau\s+|sebesar\s+)?(?P<share>\d+(?:[.,]\d+)?)\s*(?:%|persen)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<![\w.,/])(?P<part>\d{1,3}(?:\.\d{3})+|\d+)\s*(?:orang|responden)?\s*(?:\(|atau\s+|\(sebesar\s+)\s*(?P<share>\d+(?:[.,]\d+)?)\s*(?:%|persen)",
    re.IGNORECASE,
)
_ENOUGH = re.compile(r"\b(?:terpenuhi|memenuhi|tercukupi|mencukupi|melampaui|melebihi)\b", re.IGNORECASE)
_NOT_ENOUGH = re.compile(r"\b(?:belum|tidak|kurang|kekurangan)\b", re.IGNORECASE)
_WISHES = re.compile(r"\b(?:agar|untuk|diharapkan|akan|perlu|upaya|sampai|hingga|supaya|harus|berikutnya|mendatang)\b", re.IGNORECASE)


def check_counts(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """Respondents, population and sample as stated."""
    for pattern in _RESPONDENTS:
        for match in pattern.finditer(sentence.text):
            yield from _respondents(facts, sentence, match)
    for pattern in _POPULATION:
        for match in pattern.finditer(sentence.text):
            yield from _held_against(sentence, match, _populations(facts), "population_does_not_fit")
    for match in _SERVICES.finditer(sentence.text):
        yield from _services(facts, sentence, match)


def check_samples(facts: Facts, sentences: Sequence[Sentence]) -> Iterator[ReportFinding]:
    """The sample of a section: as in the result, and following from the population stated beside it."""
    stated = [whole(match["n"]) for sentence in sentences for pattern in _POPULATION for match in pattern.finditer(sentence.text)]
    for sentence in sentences:
        for match in _SAMPLE.finditer(sentence.text):
            yield from _sample(facts, sentence, match, stated)
        yield from _sample_claim(facts, sentence)


def check_groups(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """A group named with its respondents has that many."""
    text = sentence.text.lower()
    if not _PEOPLE.search(text):
        return
    for label, counts in _labels(facts).items():
        if label.lower() not in text:
            continue
        pattern = rf"(?<![\w/]){re.escape(label)}{_JOINED}\s?(?<!\d){_N}\s*(?:orang|responden)"
        for match in re.finditer(pattern, sentence.text, re.IGNORECASE):
            yield from _held_against(sentence, match, sorted(counts), "respondents_do_not_fit", label)


def check_shares(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """A share in per cent follows from the numbers beside it."""
    seen: set[int] = set()
    for match in _SHARE_OF.finditer(sentence.text):
        seen.add(match.start("share"))
        yield from _share(sentence, match, [whole(match["whole"])])
    if not sentence.has(_PARTS) and "responden" not in sentence.text.lower():
        return
    for match in _SHARE.finditer(sentence.text):
        if match.start("share") not in seen:
            yield from _share(sentence, match, _denominators(facts, sentence))


def whole(text: str) -> int:
    """A whole number as written."""
    return int(text.replace(".", ""))


def _respondents(facts: Facts, sentence: Sentence, match: re.Match[str]) -> Iterator[ReportFinding]:
    kinds = {each.kind for each in facts.mentions(sentence.text)}
    number = whole(match["n"])
    if any(each.start("n") == match.start("n") for each in _SAMPLE.finditer(sentence.text)):
        return
    allowed = [facts.report.result.respondents]
    if sentence.has(_SAMPLE_WORDS):
        allowed += _targets(facts)
    if kinds & {SERVICE, UNSUR} or sentence.has(_PARTS) or _looks_at_parts(sentence):
        allowed += _any_count(facts)
    if kinds & {PREVIOUS, TREND} or sentence.has(_PAST) or sentence.section == "tren":
        known = [point.respondents for point in facts.report.trend if point.respondents is not None]
        if not known or sentence.section == "tindak_lanjut_sebelumnya":
            return
        allowed += [*known, *(abs(facts.report.result.respondents - each) for each in known)]
    if number not in allowed:
        yield _finding(sentence, "respondents_do_not_fit", match["n"], thousands(allowed[0]), match.start("n"))


def _looks_at_parts(sentence: Sentence) -> bool:
    return sentence.has(_OF_PARTS)


def _any_count(facts: Facts) -> list[int]:
    """Every number of respondents the report prints: per service, unsur, score and group."""
    result = facts.report.result
    counts = [unit.respondents for unit in result.units]
    for four in (*result.counts.values(), *(each for unit in result.units for each in unit.counts.values())):
        one, two, three, most = four
        counts += [one, two, three, most, one + two, three + most, sum(four)]
    counts += [row.respondents for table in result.profile for row in table.rows]
    return [*counts, *_sums_of_groups(facts), result.quarantined, result.late, facts.report.suggestions_total]


def _sums_of_groups(facts: Facts) -> list[int]:
    return [sum(row.respondents for row in table.rows if row.slug) for table in facts.report.result.profile]


def _targets(facts: Facts) -> list[int]:
    result = facts.report.result
    parts = ((unit.sample_target, unit.respondents) for unit in _all_units(result))
    known = [(result.sample_target, result.respondents), *parts]
    return [each for target, had in known if target is not None for each in (target, abs(target - had))]


def _populations(facts: Facts) -> list[int]:
    result = facts.report.result
    known = [result.population, *(unit.population for unit in _all_units(result))]
    return [each for each in known if each is not None]


def _all_units(result: ResultSnapshot) -> tuple[UnitResult | LeftOutUnit, ...]:
    return (*result.units, *result.left_out)


def _sample(facts: Facts, sentence: Sentence, match: re.Match[str], populations: Sequence[int]) -> Iterator[ReportFinding]:
    number = whole(match["n"])
    known = [*_targets(facts), facts.report.result.respondents, *(unit.respondents for unit in facts.units())]
    follows = [each for each in populations if not check_sample(population=each, stated=number)]
    if number in known or follows:
        return
    if facts.report.result.sample_target is not None:
        yield _finding(sentence, "sample_does_not_fit", match["n"], thousands(facts.report.result.sample_target), match.start("n"))
    elif populations:
        (wrong,) = check_sample(population=populations[0], stated=number)
        yield _finding(sentence, "sample_does_not_fit", match["n"], wrong.expected, match.start("n"))


def _sample_claim(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    result = facts.report.result
    match = _ENOUGH.search(sentence.text)
    about_all = not {SERVICE, UNSUR} & {each.kind for each in facts.mentions(sentence.text)}
    if match is None or result.sample_target is None or "sampel" not in sentence.text.lower() or sentence.has(_WISHES) or not about_all:
        return
    says_enough, enough = not sentence.has(_NOT_ENOUGH), result.respondents >= result.sample_target
    if says_enough != enough:
        right = f"{thousands(result.respondents)} {'≥' if enough else '<'} {thousands(result.sample_target)}"
        yield _finding(sentence, "sample_claim_wrong", match[0], right, match.start())


def _services(facts: Facts, sentence: Sentence, match: re.Match[str]) -> Iterator[ReportFinding]:
    number, units, left_out = counted(match["n"]), len(facts.report.result.units), len(facts.report.result.left_out)
    if number is None or number in {units, left_out, units + left_out} or sentence.has(_PAST) or sentence.has(_WISHES):
        return
    named = {each.key for each in facts.mentions(sentence.text) if each.kind == SERVICE}
    if len(named) != number and number > 1:
        yield _finding(sentence, "count_of_services_does_not_fit", match["n"], str(units), match.start())


def _labels(facts: Facts) -> dict[str, set[int]]:
    """The groups by every label a document prints them under, with the respondents that may stand there."""
    labels: dict[str, set[int]] = {}
    for table in facts.report.result.profile:
        for row in table.rows:
            labels.setdefault(row.label, set()).add(row.respondents)
        for question in (each for each in facts.rule.profile if each.dimension == table.dimension):
            for document in question.printed:
                for label, number in question.count_for(document, table.counts()):
                    labels.setdefault(label, set()).add(number)
    return {label: counts for label, counts in labels.items() if len(label) > 2 and label.lower() not in ("lainnya", "tidak diisi")}


def _denominators(facts: Facts, sentence: Sentence) -> list[int]:
    result = facts.report.result
    services = [unit.respondents for unit in result.units]
    answered = [sum(four) for four in result.counts.values()] if sentence.has(re.compile("nilai|unsur")) else []
    return [result.respondents, *_sums_of_groups(facts), *services, *answered]


def _share(sentence: Sentence, match: re.Match[str], wholes: Sequence[int]) -> Iterator[ReportFinding]:
    part, text = whole(match["part"]), match["share"].replace(",", ".")
    places = len(text.partition(".")[2])
    right = [round_half_up(Fraction(part * 100, each), places) for each in wholes if each]
    if right and Decimal(text) not in right and part <= max(wholes):
        yield _finding(sentence, "share_does_not_fit", f"{match['share']}%", f"{str(right[0]).replace('.', ',')}%", match.start("share"))


def _held_against(
    sentence: Sentence, match: re.Match[str], allowed: Sequence[int], code: str, subject: str = ""
) -> Iterator[ReportFinding]:
    if allowed and whole(match["n"]) not in allowed and not sentence.has(_PAST):
        yield _finding(sentence, code, match["n"], thousands(allowed[0]), match.start("n"), subject)


def _finding(sentence: Sentence, code: str, printed: str, expected: str, position: int, subject: str = "") -> ReportFinding:
    return ReportFinding(code, Place(SECTION, sentence.section), printed, expected, sentence.excerpt(position), subject)
