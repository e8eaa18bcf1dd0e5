"""What the platform proposes for an indicator of performance from what it knows already, with the proof it rests on.

A score is proposed only where the meaning of the scores was seen (`PerformanceEdition.scales`) and the facts reach a step of that
scale without a doubt; everything else is left to the evaluator. A unit whose survey the platform does not know gets no proposal:
what was done elsewhere is not nothing. Whoever enters another score says why.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from puas.domain.regulation.performance_edition import PerformanceEdition, PerformanceForm
from puas.domain.regulation.performance_scales import (
    BEFORE_PUBLICATION,
    MOST_MEDIA,
    PLAN_SHARE,
    PLAN_SPEED,
    PUBLICATION_MEDIA,
    SHARE_HIGH,
    SHARE_LOW,
    SPEED_MONTHS,
    SURVEY_BY_RULE,
    SURVEY_FREQUENCY,
    SURVEYS_A_YEAR,
)

PRESENT_SURVEY_RULE = "permenpanrb-14-2017"

PORTAL, BANNER, POSTER = "portal", "banner", "poster"
MEDIA_NAMES = {PORTAL: "halaman publik di internet", BANNER: "spanduk hasil", POSTER: "poster hasil"}
ELECTRONIC = frozenset({PORTAL})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed score 0 to 5; `sentence` says on what it rests, in words, and `proof` is the same as plain records."""

    score: int
    sentence: str
    proof: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SurveyDone:
    """A survey with a fixed result: by which rule, since when its report lies before the unit, and since when it is public."""

    label: str
    edition: str
    respondents: int
    nik: str
    reported_on: date
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseKept:
    """A promise of a plan after such a survey. `done_on` is when it was last noted as done; None while it is not."""

    reported_on: date
    published_on: date | None
    done_on: date | None
    is_described: bool = True

    @property
    def is_before_publication(self) -> bool:
        """Whether it was done before the result became public."""
        return self.done_on is not None and self.published_on is not None and self.done_on < self.published_on


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """What is known of a unit's surveys in the year that counts for an assessment."""

    year: int
    surveys: tuple[SurveyDone, ...] = ()
    promises: tuple[PromiseKept, ...] = ()
    media: tuple[str, ...] = ()
    address: str = ""


def propose(edition: PerformanceEdition, form_id: str, facts: SurveyFacts) -> dict[str, Proposal]:
    """Proposals by code of the indicator, for the form the unit is assessed by."""
    form = edition.form(form_id)
    found: dict[str, Proposal] = {}
    if not facts.surveys:
        return found
    for scale in edition.scales:
        proposal = _PROPOSERS[scale.slug](edition, facts) if scale.slug in _PROPOSERS else None
        if proposal is not None:
            found |= dict.fromkeys(_codes_in(form, scale.codes), proposal)
    return found


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - date(year, month, 1)).days))


def _codes_in(form: PerformanceForm, codes: Sequence[str]) -> list[str]:
    known = {each.code for each in form.indicators}
    return [code for code in codes if code in known]


def _survey_by_rule(_edition: PerformanceEdition, facts: SurveyFacts) -> Proposal | None:
    by_rule = [each for each in facts.surveys if each.edition == PRESENT_SURVEY_RULE]
    if not by_rule:
        rules = ", ".join(sorted({each.edition for each in facts.surveys}))
        return Proposal(1, f"SKM {facts.year} dilaksanakan menurut aturan lama ({rules}), bukan PermenPANRB 14/2017.", _proof(facts))
    done = f"SKM {_labels(by_rule)} dihitung menurut PermenPANRB 14/2017"
    offline, online = [each for each in facts.media if each not in ELECTRONIC], [each for each in facts.media if each in ELECTRONIC]
    if not offline:
        only = f"; dipublikasikan baru di {_media(online)}, sedangkan skala menuntut media non-elektronik lebih dahulu" if online else ""
        return Proposal(2, f"{done}{only or ', dan publikasi hasilnya tidak tercatat di Puas'}.", _proof(facts))
    if not online:
        return Proposal(3, f"{done}; hasilnya dibuat sebagai {_media(offline)}.", _proof(facts))
    if not any(each.done_on for each in facts.promises):
        return Proposal(4, f"{done}; hasilnya tampil di {_media(online)} dan dibuat sebagai {_media(offline)}.", _proof(facts))
    done_count = sum(1 for each in facts.promises if each.done_on)
    return Proposal(5, f"{done}; hasilnya dipublikasikan, dan {done_count} rencana tindak lanjutnya sudah selesai.", _proof(facts))


def _publication_media(_edition: PerformanceEdition, facts: SurveyFacts) -> Proposal | None:
    number = len(facts.media)
    if not number:
        # A board or a website of the office's own is not known here.
        return None
    sentence = f"{number} media tercatat di Puas: {_media(facts.media)}. Media di luar Puas belum terhitung."
    return Proposal(min(number, MOST_MEDIA), sentence, _proof(facts))


def _plan_share(_edition: PerformanceEdition, facts: SurveyFacts) -> Proposal | None:
    total, done = len(facts.promises), [each for each in facts.promises if each.done_on]
    if not total:
        return Proposal(0, f"Tidak ada rencana tindak lanjut SKM {facts.year} di Puas.", _proof(facts))
    words = f"{len(done)} dari {total} rencana tindak lanjut SKM {facts.year} selesai"
    if not done:
        return Proposal(1, f"{words}.", _proof(facts))
    if len(done) < total:
        score = 2 if len(done) < SHARE_LOW * total else 3 if len(done) <= SHARE_HIGH * total else 4
        return Proposal(score, f"{words}.", _proof(facts))
    if not all(each.is_described for each in done):
        return Proposal(4, f"{words}, tetapi tidak semuanya dilaporkan apa yang dikerjakan.", _proof(facts))
    return Proposal(5, f"{words}, masing-masing dengan laporan apa yang dikerjakan.", _proof(facts))


def _plan_speed(edition: PerformanceEdition, facts: SurveyFacts) -> Proposal | None:
    done = [each for each in facts.promises if each.done_on is not None]
    if not done:
        return Proposal(0, f"Belum ada tindak lanjut SKM {facts.year} yang selesai di Puas.", _proof(facts))
    if len(done) < len(facts.promises):
        # The scale speaks of everything being followed up; of a part it says nothing.
        return None
    best = BEFORE_PUBLICATION.get(edition.id)
    if best is not None and all(each.is_before_publication for each in done):
        return Proposal(best, f"Seluruh {len(done)} rencana selesai sebelum hasil SKM dipublikasikan.", _proof(facts))
    for months, score in SPEED_MONTHS[edition.id]:
        if all(each.done_on is not None and each.done_on <= add_months(each.reported_on, months) for each in done):
            return Proposal(score, f"Seluruh {len(done)} rencana selesai dalam {months} bulan setelah laporan SKM.", _proof(facts))
    return None


def _survey_frequency(_edition: PerformanceEdition, facts: SurveyFacts) -> Proposal | None:
    number = len(facts.surveys)
    score = next(score for least, score in SURVEYS_A_YEAR if number >= least)
    return Proposal(score, f"{number} kali SKM pada tahun {facts.year}: {_labels(facts.surveys)}.", _proof(facts))


_PROPOSERS: Mapping[str, Callable[[PerformanceEdition, SurveyFacts], Proposal | None]] = {
    SURVEY_BY_RULE: _survey_by_rule,
    PUBLICATION_MEDIA: _publication_media,
    PLAN_SHARE: _plan_share,
    PLAN_SPEED: _plan_speed,
    SURVEY_FREQUENCY: _survey_frequency,
}


def _proof(facts: SurveyFacts) -> dict[str, object]:
    """The facts as plain records: what was measured, promised and shown, with numbers and addresses."""
    return {
        "year": facts.year,
        "surveys": [
            {"label": each.label, "rule": each.edition, "respondents": each.respondents, "nik": each.nik, "reported": str(each.reported_on)}
            for each in facts.surveys
        ],
        "promises": len(facts.promises),
        "promises_done": sum(1 for each in facts.promises if each.done_on),
        "media": list(facts.media),
        "address": facts.address,
    }


def _labels(surveys: Sequence[SurveyDone]) -> str:
    return ", ".join(f"{each.label} ({each.respondents} responden, IKM {each.nik.replace('.', ',')})" for each in surveys)


def _media(media: Sequence[str]) -> str:
    return " dan ".join(MEDIA_NAMES[each] for each in media)
