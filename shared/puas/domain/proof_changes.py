"""Changes in an officer's text: by how much, in which direction, and whether the target was reached."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from puas.domain.proof_facts import INDEX, PREVIOUS, SERVICE, TARGET, TREND, UNSUR, Facts, Known, Mention
from puas.domain.proof_figures import figure_finding, is_change, levels_in
from puas.domain.proof_text import Sentence, WrittenNumber, is_share, numbers_in
from puas.domain.report_findings import SECTION, Place, ReportFinding

_UP = r"(?:naik|meningkat|kenaikan|peningkatan|bertambah|membaik|lebih tinggi)"
_DOWN = r"(?:turun|menurun|penurunan|berkurang|memburuk|lebih rendah)"
_VERB = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\b(?:dari|semula)\b(?P<from>.{0,80}?)\b(?:menjadi|ke)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:agar|untuk|diharapkan|harapan|akan|perlu|upaya|berupaya|guna|demi|supaya|harus|jika|apabila|bila|maka|bertujuan|tujuan)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:belum|tidak|tak|gagal|di bawah|kurang dari)\b", re.IGNORECASE)
_REACHED = re.compile(r"\b(?:mencapai|tercapai|melampaui|terlampaui|memenuhi|terpenuhi|di atas|di bawah|melebihi)\b", re.IGNORECASE)
_SPREAD = re.compile(r"selisih|antara|terpaut|jarak|beda", re.IGNORECASE)
_STEADY = re.compile(r"\btidak (?:naik|turun|meningkat|menurun|bertambah|berkurang|berubah)|stabil", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """A difference that may be stated: from an earlier value to a later one."""

    amount: Decimal


def check_changes(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """A stated change must be the difference of the values, in the direction said."""
    mentions = facts.mentions(sentence.text)
    steps = tuple(_steps(facts, sentence, mentions))
    stated = tuple(_stated_differences(sentence))
    amounts = [each for each in numbers_in(sentence.text) if _is_amount(sentence, each)]
    if not steps and not stated:
        return
    for number in amounts:
        if not any(_is_by(step, number) for step in (*steps, *stated)):
            right = _comma(steps[0].amount) if steps else _comma(stated[0].amount)
            yield figure_finding("change_does_not_fit", sentence, number, right)
    yield from _check_direction(facts, sentence, mentions, amounts, steps)


def check_target(facts: Facts, sentence: Sentence) -> Iterator[ReportFinding]:
    """Whether the target was reached, as the text says."""
    target, nik = facts.report.target, facts.report.result.index.nik
    named = {each.kind for each in facts.mentions(sentence.text)}
    if target is None or nik is None or TARGET not in named or named & {UNSUR, SERVICE, TREND, PREVIOUS}:
        return
    said = _REACHED.search(sentence.text)
    if said is None or sentence.has(_WISHES) or re.search(r"sampel|responden", sentence.text, re.IGNORECASE) and INDEX not in named:
        return
    says_reached = _NOT.search(sentence.text) is None
    if says_reached != (nik >= target.nik):
        right = f"{_comma(nik)} {'≥' if nik >= target.nik else '<'} {_comma(target.nik)}"
        yield ReportFinding(
            "target_claim_wrong", Place(SECTION, sentence.section), said[0], right, sentence.excerpt(said.start()), "target"
        )


def _is_amount(sentence: Sentence, number: WrittenNumber) -> bool:
    if is_share(sentence, number) or not is_change(sentence, number):
        return False
    after = sentence.after(number.end, 20)
    if number.is_whole:
        return re.match(r"\s*poin\b", after, re.IGNORECASE) is not None
    return re.match(r"\s*(?:orang|responden|persen|kali|tahun)", after, re.IGNORECASE) is None


def _steps(facts: Facts, sentence: Sentence, mentions: tuple[Mention, ...]) -> Iterator[Step]:
    """The differences the sentence can be about, the likeliest first."""
    result, previous = facts.report.result, facts.report.previous
    unsur = [each.key for each in mentions if each.kind == UNSUR]
    kinds = {each.kind for each in mentions}
    for slug in unsur:
        yield from _between(facts.previous_unsur.get(slug, ()), facts.unsur.get(slug, ()))
    if TARGET in kinds:
        yield from _between(facts.target, facts.index)
    own = result.index
    if previous is not None and own.nik is not None and (not unsur or PREVIOUS in kinds):
        yield from _between(facts.previous, facts.index)
    if sentence.section == "tren" or TREND in kinds:
        points = [point.nik for point in facts.report.trend]
        yield from (Step(later - earlier) for place, earlier in enumerate(points) for later in points[place + 1 :])
    if sentence.has(_SPREAD):
        yield from _spreads(facts)
    if own.nik is not None and re.search(r"\bmutu\b|predikat", sentence.text, re.IGNORECASE):
        yield from (Step(band.nik_from - own.nik) for band in facts.rule.bands)


def _spreads(facts: Facts) -> Iterator[Step]:
    """Between the strongest and the weakest, of unsur, services and groups."""
    result = facts.report.result
    for niks in ([each.nik for each in result.unsur], [unit.index.nik for unit in result.units]):
        known = [nik for nik in niks if nik is not None]
        if known:
            yield Step(max(known) - min(known))
    if result.simple_mean.nik is not None and result.respondent_weighted.nik is not None:
        yield Step(result.simple_mean.nik - result.respondent_weighted.nik)


def _between(earlier: tuple[Known, ...], later: tuple[Known, ...]) -> Iterator[Step]:
    """On either scale; the difference of printed values, as a reader subtracts."""
    if earlier and later:
        yield from (Step(later[place].value - earlier[place].value) for place in range(min(2, len(earlier), len(later))))


def _stated_differences(sentence: Sentence) -> Iterator[Step]:
    levels = levels_in(sentence)
    yield from (Step(b.value - a.value) for place, a in enumerate(levels) for b in levels[place + 1 :] if a.value != b.value)


def _is_by(step: Step, number: WrittenNumber) -> bool:
    return Known(abs(step.amount), Decimal("0.0003") if abs(step.amount) < 1 and number.places > 2 else Decimal(0), None).fits(number)


def _check_direction(
    facts: Facts, sentence: Sentence, mentions: tuple[Mention, ...], amounts: list[WrittenNumber], steps: tuple[Step, ...]
) -> Iterator[ReportFinding]:
    verbs = list(_VERB.finditer(sentence.text))
    if len(verbs) != 1 or sentence.has(_WISHES) or sentence.has(_STEADY):
        return
    said_up = verbs[0]["up"] is not None
    actual = _actual_direction(facts, sentence, mentions, amounts, steps)
    if actual is not None and actual != said_up:
        right = "naik" if actual else "turun"
        position = verbs[0].start()
        yield ReportFinding("direction_does_not_fit", Place(SECTION, sentence.section), verbs[0][0], right, sentence.excerpt(position))


def _actual_direction(
    facts: Facts, sentence: Sentence, mentions: tuple[Mention, ...], amounts: list[WrittenNumber], steps: tuple[Step, ...]
) -> bool | None:
    """Up or down, None where the sentence does not say between which values."""
    pair = _from_to(sentence)
    if pair is not None:
        return None if pair[0].value == pair[1].value else pair[1].value > pair[0].value
    if amounts:
        fitting = {step.amount > 0 for step in steps if step.amount and _is_by(step, amounts[0])}
        return fitting.pop() if len(fitting) == 1 else None
    kinds = {each.kind for each in mentions}
    previous, nik = facts.report.previous, facts.report.result.index.nik
    if PREVIOUS not in kinds or kinds & {UNSUR, SERVICE, TREND, TARGET} or previous is None or nik is None or nik == previous.nik:
        return None
    about_index = re.search(r"\b(?:IKM|indeks|nilai|hasil SKM)\b", sentence.text, re.IGNORECASE)
    return nik > previous.nik if about_index and not re.search(r"responden|jumlah", sentence.text, re.IGNORECASE) else None


def _from_to(sentence: Sentence) -> tuple[WrittenNumber, WrittenNumber] | None:
    match = _FROM_TO.search(sentence.text)
    if match is None:
        return None
    levels = levels_in(sentence)
    before = [each for each in levels if match.start() <= each.start < match.end()]
    after = [each for each in levels if each.start >= match.end()]
    return (before[0], after[0]) if before and after else None


def _comma(value: Decimal) -> str:
    return str(abs(value)).replace(".", ",")
