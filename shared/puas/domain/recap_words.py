"""What a recap says in sentences: the same words in the document, on the one page for the head of the region, and on slides.

Every sentence follows from the figures alone. What must be decided is proposed from what is missing or weak; the decision
itself belongs to people.
"""

from collections.abc import Sequence
from decimal import Decimal

from puas.domain.comparison import SAME, UP, Change
from puas.domain.follow_up_ideas import PLANS
from puas.domain.printed_numbers import comma, listed, percentage, thousands
from puas.domain.recap_builder import lowest_unsur
from puas.domain.recap_snapshot import (
    EXTREMES,
    HAS_RESULT,
    NEVER_SURVEYED,
    NO_ANSWERS,
    NO_INDEX,
    STILL_OPEN,
    AgencyLine,
    PlanCount,
    RecapSnapshot,
)
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import IndexFigures, UnsurFigures

STATE_WORDS = {
    HAS_RESULT: "sudah ada hasil",
    STILL_OPEN: "survei masih berjalan",
    NO_ANSWERS: "tidak ada jawaban",
    NO_INDEX: "ada unsur yang tidak dijawab",
    NEVER_SURVEYED: "belum disurvei",
}
SIMPLE_MEAN_WORDS = "rata-rata sederhana antarperangkat daerah"
POOLED_WORDS = "tertimbang jumlah responden"
_FEW = 3
_FEW_TO_DECIDE_ON = 2
_WEAK_LETTERS = ("C", "D")
_MOST_DECISIONS = 4


def declared_words(recap: RecapSnapshot) -> str:
    """By which of the two ways the declared index is made."""
    return POOLED_WORDS if recap.is_pooled else SIMPLE_MEAN_WORDS


def index_words(index: IndexFigures) -> str:
    """`88,50, mutu A (Sangat Baik)`."""
    if index.nik is None:
        return "belum ada indeks"
    return f"{comma(index.nik)}, mutu {index.mutu} ({index.predikat})"


def change_words(change: Change | None, label: str) -> str:
    """`naik 0,87 poin dari Tahun 2024`."""
    if change is None:
        return "belum ada pembanding"
    if change.direction == SAME:
        words = f"sama dengan {label}"
    else:
        words = f"{'naik' if change.direction == UP else 'turun'} {comma(abs(change.amount))} poin dari {label}"
    return f"{words} (peraturan berbeda)" if change.rule_changed else words


def target_words(recap: RecapSnapshot) -> str:
    """The index against its target."""
    target, check = recap.target, recap.target_check
    if target is None:
        return "target belum ditetapkan"
    named = f"target {comma(target.nik)} (mutu {target.mutu})"
    if check is None:
        return f"{named} belum dapat dinilai"
    if check.reached:
        return f"{named} tercapai" + (f", lebih {comma(check.gap)} poin" if check.gap else "")
    return f"{named} belum tercapai, kurang {comma(-check.gap)} poin"


def index_sentence(recap: RecapSnapshot) -> str:
    """The declared index with what it stands beside."""
    result = recap.result
    if recap.present is None:
        return f"Indeks Kepuasan Masyarakat {result.tenant.name} {result.period.label} belum dapat dihitung."
    label = recap.previous.label if recap.previous else ""
    beside = f"{change_words(recap.change, label)}; {target_words(recap)}" if recap.change else target_words(recap)
    return (
        f"Indeks Kepuasan Masyarakat {result.tenant.name} {result.period.label} adalah {index_words(result.index)}: {beside}."
    )


def two_means_sentence(recap: RecapSnapshot) -> str:
    """Why there are two figures, and which of them is the declared one."""
    result = recap.result
    return (
        f"Indeks dihitung dari {thousands(len(recap.counted))} perangkat daerah dengan {thousands(result.respondents)} responden menurut "
        f"{result.edition_name}. Rata-rata sederhana (setiap perangkat daerah dihitung sama) adalah {index_words(result.simple_mean)}; "
        f"tertimbang jumlah responden (setiap jawaban dihitung sama) adalah {index_words(result.respondent_weighted)}. "
        f"Yang ditetapkan adalah {declared_words(recap)}."
    )


def rounding_sentence() -> str:
    """How the mean is rounded, for a reader with a calculator."""
    return (
        "Rata-rata dihitung dari nilai perangkat daerah yang belum dibulatkan dan dibulatkan satu kali di akhir, sehingga dapat "
        "berselisih 0,01 dari rata-rata angka tercetak."
    )


def units_sentence(recap: RecapSnapshot) -> str:
    """How many take part, and how many do not and why."""
    counted, every = len(recap.counted), len(recap.agencies)
    words = f"{thousands(counted)} dari {thousands(every)} perangkat daerah memiliki indeks"
    missing = recap.without_index
    if not missing:
        return f"{words}."
    states = {state: sum(each.state == state for each in missing) for state in STATE_WORDS}
    return f"{words}; {listed([f'{number} {STATE_WORDS[state]}' for state, number in states.items() if number])}."


def sample_sentence(recap: RecapSnapshot) -> str:
    """Who asked too few people."""
    few = recap.under_sample
    if not few:
        return "Seluruh perangkat daerah yang memiliki indeks dan sasaran sampel memenuhi sampel minimumnya."
    return (
        f"{thousands(len(few))} perangkat daerah belum memenuhi sampel minimum ({some_names(few)}); indeksnya ditampilkan dengan tanda "
        "dan tanpa peringkat, karena nilai dari responden yang terlalu sedikit dapat tampak tinggi atau rendah karena kebetulan."
    )


def lowest_sentence(recap: RecapSnapshot) -> str:
    """The three weakest unsur of the regency."""
    weakest = lowest_unsur(recap.result.unsur)
    if not weakest:
        return "Unsur terendah terlihat setelah ada indeks."
    named = [f"{unsur_label(recap, each.slug)} ({comma(each.nik)})" for each in weakest if each.nik is not None]
    return f"Tiga unsur terendah: {listed(named)}."


def promise_words(count: PlanCount) -> str:
    """`31 dari 40 rencana selesai (77,5%)`."""
    if not count.items:
        return "tidak ada rencana tercatat"
    return f"{thousands(count.done)} dari {thousands(count.items)} rencana selesai ({percentage(count.done, count.items)})"


def promise_sentence(recap: RecapSnapshot) -> str:
    """What was promised before and what is promised now."""
    label = recap.previous.label if recap.previous else "periode sebelumnya"
    before = f"Dari rencana tindak lanjut {label}: {promise_words(recap.promised)}."
    if not recap.planned.items:
        return f"{before} Dari hasil {recap.result.period.label} belum ada rencana tindak lanjut yang dicatat."
    return f"{before} Dari hasil {recap.result.period.label}: {promise_words(recap.planned)}."


def decisions(recap: RecapSnapshot) -> tuple[str, ...]:
    """What the head of the region is asked to decide, the most pressing first; four at most."""
    proposed = (
        *_about_missing(recap),
        *_about_promises(recap),
        *_about_target(recap),
        *_about_weak_agencies(recap),
        *_about_samples(recap),
        *_about_weakest_unsur(recap),
    )
    return proposed[:_MOST_DECISIONS] or ("Mempertahankan capaian dan mengumumkannya kepada masyarakat.",)


def _about_missing(recap: RecapSnapshot) -> Sequence[str]:
    missing = [each for each in recap.agencies if each.state in (NEVER_SURVEYED, NO_ANSWERS, NO_INDEX)]
    if not missing:
        return ()
    return (f"Memerintahkan {some_names(missing, _FEW_TO_DECIDE_ON)} melaksanakan SKM dan melaporkan hasilnya pada periode berikutnya.",)


def _about_promises(recap: RecapSnapshot) -> Sequence[str]:
    late = sorted((each for each in recap.agencies if each.promised.open), key=lambda each: -each.promised.open)
    if not late:
        return ()
    number = thousands(recap.promised.open)
    return (f"Meminta penyelesaian {number} rencana tindak lanjut yang belum selesai, terutama {some_names(late, _FEW_TO_DECIDE_ON)}.",)


def _about_target(recap: RecapSnapshot) -> Sequence[str]:
    check = recap.target_check
    if check is None or check.reached:
        return ()
    return (f"Menetapkan langkah percepatan, karena indeks masih kurang {comma(-check.gap)} poin dari target.",)


def _about_weak_agencies(recap: RecapSnapshot) -> Sequence[str]:
    weak = sorted((each for each in recap.counted if each.index.mutu in _WEAK_LETTERS), key=lambda each: each.index.nik or Decimal(0))
    if not weak:
        return ()
    weak.sort(key=lambda each: each.index.nik or 0)
    return (f"Melakukan pembinaan terhadap perangkat daerah bermutu C atau D: {some_names(weak, _FEW_TO_DECIDE_ON)}.",)


def _about_samples(recap: RecapSnapshot) -> Sequence[str]:
    if not recap.under_sample:
        return ()
    short = sorted(recap.under_sample, key=lambda each: -each.missing)
    return (f"Meminta {some_names(short, _FEW_TO_DECIDE_ON)} memenuhi sampel minimum pada periode berikutnya.",)


def _about_weakest_unsur(recap: RecapSnapshot) -> Sequence[str]:
    for each in lowest_unsur(recap.result.unsur, 1):
        name, plan = unsur_label(recap, each.slug), PLANS.get(each.slug, ("", "", ""))[0]
        return (f"Menetapkan program bersama untuk unsur {name}: {plan[:1].lower()}{plan[1:]}.",)
    return ()


def some_names(lines: Sequence[AgencyLine], most: int = _FEW) -> str:
    """The first few by name, the rest as a number; one that is missing is never silently left out."""
    names = [each.name for each in lines]
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])}, dan {thousands(len(names) - most)} perangkat daerah lain"


def unsur_label(recap: RecapSnapshot, slug: str) -> str:
    """The name of an unsur as the rule prints it."""
    return edition(recap.result.edition_id).unsur_named(slug).name


def agencies_weakest_in(recap: RecapSnapshot, slug: str) -> tuple[AgencyLine, ...]:
    """Agencies that count this unsur among their three weakest."""
    return tuple(each for each in recap.counted if slug in each.lowest)


def weakest(recap: RecapSnapshot) -> tuple[UnsurFigures, ...]:
    """The three weakest unsur of the regency."""
    return lowest_unsur(recap.result.unsur, EXTREMES)
