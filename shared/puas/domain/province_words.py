"""What a province's documents say in sentences; the same words in the recap, on the page for the governor, and on slides.

Every sentence follows from the figures alone. What is proposed to be decided is read from what is missing or weak; the decision
belongs to people.
"""

from collections.abc import Sequence
from decimal import Decimal

from puas.domain.comparison import SAME, UP, Change
from puas.domain.follow_up_ideas import PLANS
from puas.domain.printed_numbers import comma, listed, percentage, thousands
from puas.domain.province_result import (
    HANDED_OVER,
    NOT_ON_BOARD,
    NOT_PUBLISHED,
    NOT_SURVEYED,
    PARTLY,
    PUBLISHED,
    MeanFigures,
    ProvinceResult,
    RegencyLine,
    UnsurMeans,
)
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.domain.regulation.registry import edition

REGENCIES = "kabupaten/kota"
STATE_WORDS = {
    HANDED_OVER: "sudah menyerahkan semua hasil",
    PARTLY: "baru menyerahkan sebagian",
    PUBLISHED: "sudah menerbitkan, belum menyerahkan",
    NOT_PUBLISHED: "belum menerbitkan hasil",
    NOT_SURVEYED: "belum ada survei",
    NOT_ON_BOARD: "belum bergabung",
}
SIMPLE_MEAN_WORDS = f"rata-rata sederhana antar{REGENCIES}"
WEIGHTED_WORDS = "tertimbang jumlah responden"
_FEW = 3
_FEW_TO_DECIDE_ON = 2
_MOST_DECISIONS = 4
_WEAK_LETTERS = ("C", "D")


def declared_words(result: ProvinceResult) -> str:
    """By which of the two ways the declared index is made."""
    return WEIGHTED_WORDS if result.is_weighted else SIMPLE_MEAN_WORDS


def other_words(result: ProvinceResult) -> str:
    return SIMPLE_MEAN_WORDS if result.is_weighted else WEIGHTED_WORDS


def index_words(index: MeanFigures) -> str:
    """`87,63, mutu B (Baik)`."""
    return "belum ada indeks" if index.nik is None else f"{comma(index.nik)}, mutu {index.mutu} ({index.predikat})"


def margin_words(margin: Decimal | None) -> str:
    """`± 0,21`, or that it is not known."""
    return "selang kepercayaan belum diketahui" if margin is None else f"± {comma(margin)} (selang kepercayaan 95%)"


def change_words(found: Change | None, label: str, margin: Decimal | None = None) -> str:
    """`naik 0,87 poin dari Tahun 2024`; a change that chance alone explains is called so."""
    if found is None:
        return "belum ada pembanding"
    if found.direction == SAME:
        words = f"sama dengan {label}"
    else:
        words = f"{'naik' if found.direction == UP else 'turun'} {comma(abs(found.amount))} poin dari {label}"
    if found.amount and margin is not None and abs(found.amount) <= margin:
        words += ", masih dalam batas kebetulan"
    return f"{words} (peraturan berbeda)" if found.rule_changed else words


def index_sentence(snapshot: ProvinceSnapshot) -> str:
    """The declared index with what it stands beside."""
    result = snapshot.result
    if result.index.nik is None:
        return f"Indeks Kepuasan Masyarakat {result.province_name} {result.label} belum dapat dihitung."
    label = snapshot.previous.label if snapshot.previous else ""
    beside = change_words(snapshot.change, label)
    return (
        f"Indeks Kepuasan Masyarakat {result.province_name} {result.label} adalah {index_words(result.index)}, "
        f"{margin_words(result.index.margin)}: {beside}."
    )


def composition_sentence(snapshot: ProvinceSnapshot) -> str:
    """A warning where the scope before was made of other regencies; empty where it was made of as many."""
    before, now = snapshot.previous, len(snapshot.result.counted)
    if before is None or before.regencies == now:
        return ""
    return (
        f"{before.label} dihitung dari {thousands(before.regencies)} {REGENCIES} dan {snapshot.result.label} dari {thousands(now)}, "
        "sehingga sebagian perubahan dapat berasal dari bertambah atau berkurangnya peserta."
    )


def two_means_sentence(result: ProvinceResult) -> str:
    """Why there are two figures, and which of them is the declared one."""
    return (
        f"Indeks dihitung dari {thousands(len(result.counted))} {REGENCIES} dengan {thousands(result.respondents)} responden menurut "
        f"{result.edition_name}. Rata-rata sederhana (setiap {REGENCIES} dihitung sama) adalah {index_words(result.simple_mean)}; "
        f"tertimbang jumlah responden (setiap jawaban dihitung sama) adalah {index_words(result.respondent_weighted)}. "
        f"Yang ditetapkan adalah {declared_words(result)}."
    )


def rounding_sentence() -> str:
    """What the means are made of, for a reader with a calculator."""
    return (
        f"Rata-rata provinsi dihitung dari indeks {REGENCIES} yang sudah diterbitkan, sebagaimana tercetak dengan dua angka di belakang "
        "koma, lalu dibulatkan satu kali. Provinsi tidak membaca jawaban perorangan. Cara tertimbang memakai indeks tertimbang setiap "
        f"{REGENCIES}."
    )


def units_sentence(result: ProvinceResult) -> str:
    """How many take part, and how many do not and where those stand."""
    counted, every = len(result.counted), len(result.regencies)
    words = f"{thousands(counted)} dari {thousands(every)} {REGENCIES} memiliki indeks yang diterbitkan"
    missing = result.without_index
    if not missing:
        return f"{words}."
    states = {state: sum(each.state == state for each in missing) for state in STATE_WORDS}
    return f"{words}; yang lain: {listed([f'{thousands(number)} {STATE_WORDS[state]}' for state, number in states.items() if number])}."


def reporting_sentence(snapshot: ProvinceSnapshot) -> str:
    """What has been handed over and what is late."""
    result = snapshot.result
    on_board = [each for each in result.regencies if each.state != NOT_ON_BOARD]
    done = sum(each.state == HANDED_OVER for each in on_board)
    words = f"{thousands(done)} dari {thousands(len(on_board))} {REGENCIES} yang bergabung sudah menyerahkan seluruh hasil"
    late = late_lines(result)
    if not late:
        return f"{words}."
    number = thousands(sum(each.reporting.late for each in late))
    return f"{words}; {number} hasil dari {thousands(len(late))} {REGENCIES} terlambat ({some_names(late)})."


def agencies_sentence(result: ProvinceResult) -> str:
    """How many agencies stand behind the index."""
    members = sum(each.figures.members for each in result.counted if each.figures)
    every = sum(each.agencies for each in result.regencies)
    words = f"Di baliknya ada {thousands(members)} perangkat daerah berindeks dari {thousands(every)} yang terdaftar"
    return f"{words} ({percentage(members, every)})." if every else f"{words}."


def suppressed_sentence(result: ProvinceResult) -> str:
    """What is left out because so few people answered; empty where nothing is."""
    agencies, services = result.suppressed_agencies, result.suppressed_services
    regencies = sum(each.is_suppressed for each in result.regencies)
    counts = ((regencies, REGENCIES), (agencies, "perangkat daerah"), (services, "jenis layanan"))
    named = [f"{thousands(number)} {what}" for number, what in counts if number]
    if not named:
        return ""
    return (
        f"Tidak ditampilkan: {listed(named)} yang respondennya terlalu sedikit, agar tidak seorang pun dapat dikenali dari nilainya "
        "(di bawah 10 orang, atau pasangannya yang membuatnya dapat dihitung)."
    )


def sample_sentence(result: ProvinceResult) -> str:
    """Who asked too few people and so has no rank."""
    few = [each for each in result.counted if each.rank is None]
    if not few:
        return f"Semua {REGENCIES} yang memiliki indeks memenuhi sampel minimumnya."
    return (
        f"{thousands(len(few))} {REGENCIES} belum memenuhi sampel minimum atau sampelnya tidak tercatat ({some_names(few)}); indeksnya "
        "ditampilkan tanpa peringkat."
    )


def lowest_unsur(result: ProvinceResult, number: int = 3) -> tuple[UnsurMeans, ...]:
    """The weakest unsur of the province by the declared mean, the weakest first."""
    known = [each for each in result.unsur if result.unsur_index(each) is not None]
    return tuple(sorted(known, key=lambda each: result.unsur_index(each) or Decimal(0))[:number])


def lowest_sentence(result: ProvinceResult) -> str:
    weakest = lowest_unsur(result)
    if not weakest:
        return "Unsur terendah terlihat setelah ada indeks."
    named = [f"{unsur_label(result, each.slug)} ({comma(result.unsur_index(each) or Decimal(0))})" for each in weakest]
    return f"Tiga unsur terendah: {listed(named)}."


def unsur_label(result: ProvinceResult, slug: str) -> str:
    """The name of an unsur as the rule prints it."""
    return edition(result.edition_id).unsur_named(slug).name


def regencies_weakest_in(result: ProvinceResult, slug: str) -> tuple[RegencyLine, ...]:
    """Regencies whose weakest unsur this is."""
    return tuple(each for each in result.counted if each.figures and each.figures.lowest and each.figures.lowest.slug == slug)


def promise_sentence(result: ProvinceResult) -> str:
    """What was promised in follow-up plans, and what became of it."""
    items, done, late = promise_counts(result)
    if not items:
        return "Belum ada rencana tindak lanjut yang tercatat dari hasil yang diterbitkan."
    words = f"{thousands(done)} dari {thousands(items)} rencana tindak lanjut selesai ({percentage(done, items)})"
    return f"{words}; {thousands(late)} melewati waktunya." if late else f"{words}; tidak ada yang melewati waktunya."


def promise_counts(result: ProvinceResult) -> tuple[int, int, int]:
    """Promises of all regencies, those done, those late."""
    every = [each.reporting for each in result.regencies]
    return sum(each.promises for each in every), sum(each.promises_done for each in every), sum(each.promises_late for each in every)


def ends(result: ProvinceResult, number: int = _FEW) -> tuple[tuple[RegencyLine, ...], tuple[RegencyLine, ...]]:
    """The strongest and the weakest, of those that asked enough people where there are enough; nobody stands in both."""
    ranked = [each for each in result.counted if each.rank is not None]
    ordered = sorted(ranked if len(ranked) >= 2 else result.counted, key=lambda each: (-(each.nik or Decimal(0)), each.name))
    most = min(number, len(ordered) // 2)
    return tuple(ordered[: max(most, 1)]), tuple(reversed(ordered[len(ordered) - most :]))


def most_improved(result: ProvinceResult, number: int = _FEW) -> tuple[RegencyLine, ...]:
    """Those that rose by more than chance explains, the largest rise first."""
    risen = [each for each in result.counted if each.change and not each.change.rule_changed and each.change.amount > 0]
    sure = [each for each in risen if each.is_sure_change]
    return tuple(sorted(sure, key=lambda each: (-(each.change.amount if each.change else Decimal(0)), each.name))[:number])


def improved_sentence(result: ProvinceResult) -> str:
    sure = most_improved(result)
    compared = [each for each in result.counted if each.change is not None]
    if not compared:
        return f"Belum ada {REGENCIES} yang dapat dibandingkan dengan cakupan sebelumnya."
    if not sure:
        return f"Dari {thousands(len(compared))} {REGENCIES} yang dapat dibandingkan, tidak ada kenaikan yang melampaui batas kebetulan."
    named = [f"{each.name} (+{comma(each.change.amount)})" for each in sure if each.change]
    return f"Kenaikan yang melampaui batas kebetulan, dari yang terbesar: {listed(named)}."


def decisions(snapshot: ProvinceSnapshot) -> tuple[str, ...]:
    """What the head of the province is asked to decide, the most pressing first; four at most."""
    result = snapshot.result
    proposed = (
        *_about_late(result),
        *_about_missing(result),
        *_about_promises(result),
        *_about_weak(result),
        *_about_sample(result),
        *_about_unsur(result),
    )
    return proposed[:_MOST_DECISIONS] or ("Mempertahankan capaian dan mengumumkannya kepada masyarakat.",)


def late_lines(result: ProvinceResult) -> list[RegencyLine]:
    """Regencies with results that are late, the most first."""
    return sorted((each for each in result.regencies if each.reporting.late), key=lambda each: (-each.reporting.late, each.name))


def _about_late(result: ProvinceResult) -> Sequence[str]:
    late = late_lines(result)
    if not late:
        return ()
    return (f"Menegur {some_names(late, _FEW_TO_DECIDE_ON)} agar segera menyerahkan hasil yang terlambat.",)


def _about_missing(result: ProvinceResult) -> Sequence[str]:
    silent = [each for each in result.regencies if each.state in (NOT_SURVEYED, NOT_ON_BOARD)]
    if not silent:
        return ()
    return (f"Meminta {some_names(silent, _FEW_TO_DECIDE_ON)} melaksanakan SKM dan melaporkan hasilnya pada periode berikutnya.",)


def _about_promises(result: ProvinceResult) -> Sequence[str]:
    late = [each for each in result.regencies if each.reporting.promises_late]
    if not late:
        return ()
    late.sort(key=lambda each: (-each.reporting.promises_late, each.name))
    number = thousands(sum(each.reporting.promises_late for each in late))
    return (f"Meminta penyelesaian {number} rencana tindak lanjut yang lewat waktu, terutama {some_names(late, _FEW_TO_DECIDE_ON)}.",)


def _about_weak(result: ProvinceResult) -> Sequence[str]:
    weak = [each for each in result.counted if each.figures and each.figures.mutu in _WEAK_LETTERS]
    if not weak:
        return ()
    weak.sort(key=lambda each: (each.nik or Decimal(0), each.name))
    return (f"Melakukan pembinaan terhadap {REGENCIES} bermutu C atau D: {some_names(weak, _FEW_TO_DECIDE_ON)}.",)


def _about_sample(result: ProvinceResult) -> Sequence[str]:
    few = [each for each in result.counted if each.figures and each.figures.is_under_sample]
    if not few:
        return ()
    return (f"Meminta {some_names(few, _FEW_TO_DECIDE_ON)} memenuhi sampel minimum pada periode berikutnya.",)


def _about_unsur(result: ProvinceResult) -> Sequence[str]:
    for each in lowest_unsur(result, 1):
        plan = PLANS.get(each.slug, ("", "", ""))[0]
        return (f"Menetapkan program bersama untuk unsur {unsur_label(result, each.slug)}: {plan[:1].lower()}{plan[1:]}.",)
    return ()


def some_names(lines: Sequence[RegencyLine], most: int = _FEW) -> str:
    """The first few by name, the rest as a number."""
    names = [each.name for each in lines]
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])}, dan {thousands(len(names) - most)} {REGENCIES} lain"
