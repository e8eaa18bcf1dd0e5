"""The lowest and the highest in an officer's text: unsur, services, and the largest group of respondents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.proof_facts import SERVICE, UNSUR, Facts, Mention
from puas.domain.proof_figures import levels_in
from puas.domain.proof_text import NUMBER_WORD, Sentence, counted
from puas.domain.report_findings import SECTION, Place, ReportFinding

_LOW = r"terendah|terlemah|terbawah|paling (?:rendah|lemah|memerlukan perbaikan|perlu diperbaiki)"
_HIGH = r"tertinggi|terkuat|terbaik|paling (?:tinggi|kuat|baik)"
_EXTREME = re.compile(rf"\b(?:(?P<low>{_LOW})|(?P<high>{_HIGH}))\b", re.IGNORECASE)
_SCOPE_ENDS = re.compile(
    r"\b(?:daripada|dibanding\w*|sehingga|karena|disebabkan|akibat|namun|tetapi|padahal|sedangkan|sementara|meskipun|walaupun|adapun|"
    r"sebab|perlu|agar|untuk|selanjutnya|kemudian|disusul|diikuti)\b",
    re.IGNORECASE,
)
_SAME_ROW = re.compile(r"(?:\s|,|\(|\)|\d|\.|dan|serta|mutu [A-D]|dengan nilai|nilai|sebesar|unsur)*", re.IGNORECASE)
_ORDINALS = {"kedua": 2, "ke-2": 2, "ketiga": 3, "ke-3": 3, "keempat": 4}
_NTH = re.compile(rf"\s+({'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:bukan|tidak termasuk|bukanlah)\b[^,.;]{0,25}$", re.IGNORECASE)
_OF_A_GROUP = re.compile(r"\bkelompok\b|\bmenurut\b|responden (?:laki|perempuan|berusia|berpendidikan|dengan|yang bekerja)", re.IGNORECASE)
_PAST = re.compile(r"sebelumnya|\blalu\b|saat itu|waktu itu|ketika itu", re.IGNORECASE)
_HOW_MANY = re.compile(rf"\b({NUMBER_WORD}|\d)\s*(?:\(\w+\)\s*)?(?:unsur|jenis layanan|layanan)\b[^.;]{{0,40}}$", re.IGNORECASE)
_LARGEST = re.compile(r"\b(?:terbesar|terbanyak|mayoritas|didominasi|paling banyak)\b", re.IGNORECASE)
_DIMENSION_WORDS = {
    "gender": "kelamin", "age_group": "usia|umur", "education": "pendidikan", "occupation": "pekerjaan|profesi", "channel": "saluran",
}  # fmt: skip
_SMALL_LABELS = frozenset({"lainnya", "tidak diisi"})


@dataclass(frozen=True, slots=True)
class RankedList:
    """A list of the lowest or highest as the text gives it, with the values stated beside the names."""

    is_low: bool
    named: tuple[Mention, ...]
    stated: Mapping[str, Decimal]
    position: int
    # "terendah kedua" is the second.
    place: int = 1


def check_ranks(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """Whoever is named among the lowest must be, and so with the highest."""
    lists = tuple(ranked_lists(facts, sentence))
    for each in lists:
        kind = each.named[0].kind
        values = _values_for(facts, sentence, each, kind)
        if not values:
            continue
        # "… mendapat nilai tertinggi, … , serta … nilai tertinggi" is one list told in parts.
        together = {mention.key for other in lists if other.is_low == each.is_low for mention in other.named if mention.kind == kind}
        allowed = _extreme(values, max(len(together), each.place), each.is_low)
        for mention in each.named:
            if mention.key in values and mention.key not in allowed:
                yield _wrong(facts, sentence, each, mention, values)
        yield from _incomplete(facts, sentence, each, values)


def check_lists_against_each_other(facts: Facts, sentences: Sequence[Sentence]) -> Iterator[ReportFinding]:
    """Within one section every value listed as low is at most every value listed as high, whatever the figures are."""
    lists = [(sentence, each) for sentence in sentences for each in ranked_lists(facts, sentence)]
    high = {slug: value for _, each in lists if not each.is_low and each.named[0].kind == UNSUR for slug, value in each.stated.items()}
    for sentence, each in lists:
        if not each.is_low or each.named[0].kind != UNSUR:
            continue
        for slug, value in each.stated.items():
            beaten = {other: top for other, top in high.items() if value > top and _same_scale(value, top)}
            if beaten:
                other = min(beaten, key=lambda key: beaten[key])
                printed = f"{facts.rule.unsur_named(slug).name} {_comma(value)}"
                right = f"≤ {facts.rule.unsur_named(other).name} {_comma(beaten[other])}"
                yield _finding(sentence, "lowest_above_highest", printed, right, each.position)


def check_largest_group(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """The group of respondents called the largest has the most respondents of its kind."""
    match = _LARGEST.search(sentence.text)
    if match is None or sentence.has(_PAST):
        return
    for table in facts.report.result.profile:
        rows = {row.label: row.respondents for row in table.rows if row.label.lower() not in _SMALL_LABELS}
        named = _first_label(rows, sentence.text[match.end() :])
        if named is None or not any(rows.values()) or not _about(table.label, table.dimension, sentence):
            continue
        if rows[named] < max(rows.values()):
            largest = max(rows, key=lambda label: rows[label])
            yield _finding(sentence, "group_not_largest", f"{named} ({rows[named]})", f"{largest} ({rows[largest]})", match.start())
        return


def ranked_lists(facts: Facts, sentence: Sentence) -> Iterator[RankedList]:
    """The lists of lowest and highest in a sentence."""
    if sentence.has(_OF_A_GROUP) or sentence.section == "tren":
        return
    extremes = [each for each in _EXTREME.finditer(sentence.text) if not _DENIED.search(sentence.text[: each.start()])]
    mentions = [each for each in facts.mentions(sentence.text, loose=True) if each.kind in (UNSUR, SERVICE)]
    taken: set[int] = set()
    for place, match in enumerate(extremes):
        limit = extremes[place + 1].start() if place + 1 < len(extremes) else len(sentence.text)
        ends = _SCOPE_ENDS.search(sentence.text, match.end(), limit)
        named = [each for each in mentions if match.end() <= each.start < (ends.start() if ends else limit)]
        if not named:
            start = extremes[place - 1].end() if place else 0
            named = _listed_before(sentence, [each for each in mentions if start <= each.start < match.start() and each.start not in taken])
        kinds = {each.kind for each in named}
        if len(kinds) > 1:
            named = [each for each in named if each.kind == UNSUR]
        if named:
            taken |= {each.start for each in named}
            nth = _NTH.match(sentence.text, match.end())
            place = _ORDINALS[nth[1].lower()] if nth else 1
            yield RankedList(match["low"] is not None, tuple(named), _stated(sentence, named), match.start(), place)


def _listed_before(sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
    """The last name before a word like "terendah", with those listed in one row with it."""
    named = list(mentions[-1:])
    for each in reversed(mentions[:-1]):
        if not _SAME_ROW.fullmatch(sentence.text[each.end : named[0].start]):
            break
        named.insert(0, each)
    return named


def _stated(sentence: Sentence, named: Sequence[Mention]) -> dict[str, Decimal]:
    """The value that follows each name, before the next one."""
    stated = {}
    levels = levels_in(sentence)
    for place, mention in enumerate(named):
        limit = named[place + 1].start if place + 1 < len(named) else mention.end + 40
        values = [each for each in levels if mention.end <= each.start < limit]
        if values:
            stated[mention.key] = values[0].value
    return stated


def _values_for(facts: Facts, sentence: Sentence, each: RankedList, kind: str) -> Mapping[str, Decimal]:
    """The values the list is ranked by: of the services, of one service's unsur, of the previous period, or of the unit."""
    result, previous = facts.report.result, facts.report.previous
    past = sentence.section == "tindak_lanjut_sebelumnya" or sentence.has(_PAST)
    if kind == SERVICE:
        return {} if past else {unit.id: unit.index.nik for unit in result.units if unit.index.nik is not None}
    if past:
        return {unsur.slug: unsur.nik for unsur in previous.unsur} if previous else {}
    service = next((m.key for m in facts.mentions(sentence.text) if m.kind == SERVICE), None)
    source = next((unit.unsur for unit in result.units if unit.id == service), result.unsur)
    return {unsur.slug: unsur.nik for unsur in source if unsur.nik is not None}


def _extreme(values: Mapping[str, Decimal], number: int, is_low: bool) -> set[str]:
    """The keys that may be called the lowest or highest of that number; equal values all may."""
    ordered = sorted(values.values(), reverse=not is_low)
    edge = ordered[min(number, len(ordered)) - 1]
    return {key for key, value in values.items() if (value <= edge if is_low else value >= edge)}


def _wrong(facts: Facts, sentence: Sentence, each: RankedList, mention: Mention, values: Mapping[str, Decimal]) -> ReportFinding:
    if mention.kind == SERVICE:
        code = "service_not_extreme"
    else:
        code = "not_among_lowest" if each.is_low else "not_among_highest"
    right = _right_list(facts, each, mention.kind, values)
    printed = f"{facts.name_of(mention)} ({_comma(values[mention.key])})"
    return _finding(sentence, code, printed, right, mention.start)


def _right_list(facts: Facts, each: RankedList, kind: str, values: Mapping[str, Decimal]) -> str:
    number = len({mention.key for mention in each.named})
    ordered = sorted(values, key=lambda key: values[key], reverse=not each.is_low)[:number]
    return ", ".join(f"{facts.name_of(Mention(0, 0, kind, key))} ({_comma(values[key])})" for key in ordered)


def _incomplete(facts: Facts, sentence: Sentence, each: RankedList, values: Mapping[str, Decimal]) -> Iterator[ReportFinding]:
    said = _HOW_MANY.search(sentence.text[: each.position])
    number = counted(said[1]) if said else None
    found = len({mention.key for mention in each.named})
    if number is not None and 1 < found < number <= len(values):
        ordered = sorted(values, key=lambda key: values[key], reverse=not each.is_low)[:number]
        names = ", ".join(facts.name_of(Mention(0, 0, each.named[0].kind, key)) for key in ordered)
        yield _finding(sentence, "list_incomplete", str(found), f"{number}: {names}", each.position)


def _first_label(rows: Mapping[str, int], text: str) -> str | None:
    found = [
        (match.start(), -len(name), label)
        for label in rows
        for name in (label, *_shorter(label))
        if (match := re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", text[:60]))
    ]
    return min(found)[2] if found else None


def _shorter(label: str) -> list[str]:
    """What people say for it: SMA for SMA/Sederajat, S1 for D4/S1."""
    return [part for part in label.split("/") if part != label and part.lower() != "sederajat"]


def _about(label: str, dimension: str, sentence: Sentence) -> bool:
    """A label may stand in two tables ("Lainnya"); the sentence must be about this one, or about groups in general."""
    others = "|".join(each for key, each in _DIMENSION_WORDS.items() if key != dimension)
    own = _DIMENSION_WORDS.get(dimension, re.escape(label.lower()))
    text = sentence.text.lower()
    return bool(re.search(own, text)) or not re.search(others, text)


def _same_scale(one: Decimal, other: Decimal) -> bool:
    return (one <= 5) == (other <= 5)


def _comma(value: Decimal) -> str:
    return str(value).replace(".", ",")


def _finding(sentence: Sentence, code: str, printed: str, expected: str, position: int) -> ReportFinding:
    return ReportFinding(code, Place(SECTION, sentence.section), printed, expected, sentence.excerpt(position))
