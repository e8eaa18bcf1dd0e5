"""Drafts of what needs thinking: services, weak and strong unsur, who sees them so, and the conclusion."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from puas.domain.comparison import against_target, change
from puas.domain.narrative_context import Context
from puas.domain.narrative_phrases import index_words, moved, name_of, named_value, no_index, paragraphs, short_index, value_of, who
from puas.domain.printed_numbers import comma, listed, percentage, thousands
from puas.domain.report_snapshot import GroupMean
from puas.domain.result_snapshot import ResultSnapshot, UnitResult, UnsurFigures

NOTEWORTHY_DIFFERENCE = Decimal("0.10")
"""Of a mean on the scale of 1 to 4, between two groups; less is read as the same."""


def services_analysis(result: ResultSnapshot) -> str:
    """The index of the unit and of its services."""
    if result.index.nik is None:
        return no_index(result)
    parts = [f"Nilai IKM {who(result)} {index_words(result.index)}."]
    graded = sorted((unit for unit in result.units if unit.index.nik is not None), key=_nik_of_unit)
    if len(graded) > 1:
        low, high = graded[0], graded[-1]
        parts.append(
            f"Dari {len(result.units)} jenis layanan, nilai tertinggi diperoleh {high.name} ({short_index(high.index)}) dan nilai "
            f"terendah {low.name} ({short_index(low.index)})."
        )
        parts.append(_both_means(result))
    below = [f"{unit.name} ({short_index(unit.index)})" for unit in graded if unit.index.mutu in ("C", "D")]
    if below:
        parts.append(f"Layanan bermutu kurang yang memerlukan perhatian segera: {listed(below)}.")
    if result.left_out:
        names = listed([unit.name for unit in result.left_out])
        parts.append(f"Tidak dihitung karena belum ada jawaban: {names}.")
    return " ".join(part for part in parts if part)


def problems_analysis(result: ResultSnapshot, context: Context) -> str:
    """The weakest and strongest unsur, who sees them so, what moved, and what people wrote about it."""
    lowest, highest = result.lowest(), result.highest()
    if not lowest:
        return no_index(result)
    if lowest[0].nik == highest[0].nik:
        return (
            f"Semua unsur memperoleh nilai yang sama ({value_of(lowest[0])}), sehingga survei ini tidak membedakan unsur yang "
            "lemah dan yang kuat. Keseragaman demikian perlu diperiksa terhadap cara pengisian kuesioner."
        )
    weak = listed([named_value(result, each) for each in lowest])
    strong = listed([named_value(result, each) for each in highest])
    said = [f"Tiga unsur dengan nilai terendah adalah {weak}.", f"Tiga unsur dengan nilai tertinggi adalah {strong}."]
    poor = [name_of(result, each) for each in result.ranked() if each.mutu in ("C", "D")]
    if poor:
        said.append(f"Unsur yang bermutu kurang atau tidak baik dan harus didahulukan: {listed(poor)}.")
    else:
        gap = (highest[0].nik or Decimal(0)) - (lowest[0].nik or Decimal(0))
        said.append(
            f"Tidak ada unsur bermutu kurang; selisih antara unsur terkuat dan terlemah {comma(gap)}, sehingga perbaikan "
            f"dipusatkan pada {name_of(result, lowest[0])}."
        )
    about = (_share_of_low_scores(result, lowest[0]), _by_group(result, lowest[0], context), _written_about(result, lowest, context))
    said += [" ".join(part for part in about if part), _since_last_time(result, context)]
    return paragraphs(*(part for part in said if part))


def conclusion(result: ResultSnapshot, context: Context) -> str:
    """The result in a few sentences, against target and last time."""
    if result.index.nik is None:
        return no_index(result)
    parts = [
        (f"Pelaksanaan SKM {result.period.label} pada {who(result)} dengan {thousands(result.respondents)} responden "
        f"menghasilkan IKM {index_words(result.index)}.")
    ]
    if context.target is not None:
        check = against_target(result.index.nik, context.target.nik)
        verb = "mencapai" if check.reached else "belum mencapai"
        beyond = f", {'lebih' if check.reached else 'kurang'} {comma(abs(check.gap))}" if check.gap else ""
        source = f" ({context.target.source})" if context.target.source else ""
        parts.append(f"Nilai ini {verb} target {comma(context.target.nik)}{source}{beyond}.")
    if context.previous is not None:
        crossed = context.previous.edition_name != result.edition_name
        step = change(result.index.nik, context.previous.nik, rule_changed=crossed)
        parts.append(f"Nilai {moved(step)} dibandingkan {context.previous.label} ({comma(context.previous.nik)}).")
    lowest, highest = result.lowest(), result.highest()
    if lowest[0].nik != highest[0].nik:
        parts.append(
            f"Unsur terkuat adalah {named_value(result, highest[0])}, sedangkan yang paling memerlukan perbaikan adalah "
            f"{named_value(result, lowest[0])}."
        )
    return " ".join(parts)


def _both_means(result: ResultSnapshot) -> str:
    simple, pooled = result.simple_mean, result.respondent_weighted
    if simple.nik is None or pooled.nik is None or simple.nik == pooled.nik:
        return ""
    chosen = "rata-rata antarlayanan" if result.index.nik == simple.nik else "gabungan seluruh responden"
    return (
        f"Nilai unit dihitung sebagai {chosen}; rata-rata antarlayanan {short_index(simple)}, sedangkan gabungan seluruh responden "
        f"{short_index(pooled)}."
    )


def _share_of_low_scores(result: ResultSnapshot, unsur: UnsurFigures) -> str:
    one, two, *_ = result.counts[unsur.slug]
    if not unsur.answered or not one + two:
        return ""
    return (
        f"Pada unsur {name_of(result, unsur)}, {thousands(one + two)} dari {thousands(unsur.answered)} responden "
        f"({percentage(one + two, unsur.answered)}) memberi nilai 1 atau 2."
    )


def _nik_of_unit(unit: UnitResult) -> Decimal:
    return unit.index.nik or Decimal(0)


def _by_group(result: ResultSnapshot, weakest: UnsurFigures, context: Context) -> str:
    """Who scores the weakest unsur lowest, where groups differ enough to say so."""
    spread: dict[str, tuple[GroupMean, GroupMean]] = {}
    for dimension in dict.fromkeys(each.dimension for each in context.groups):
        own = [each for each in context.groups if each.dimension == dimension and weakest.slug in each.nrr]
        groups = sorted(own, key=_on(weakest.slug))
        if len(groups) > 1:
            spread[dimension] = (groups[0], groups[-1])
    if not spread:
        return ""
    low, high = max(spread.values(), key=lambda pair: pair[1].nrr[weakest.slug] - pair[0].nrr[weakest.slug])
    if high.nrr[weakest.slug] - low.nrr[weakest.slug] < NOTEWORTHY_DIFFERENCE:
        return f"Penilaian atas unsur {name_of(result, weakest)} hampir sama di semua kelompok responden."
    return (
        f"Menurut {low.dimension_label.lower()}, unsur {name_of(result, weakest)} dinilai paling rendah oleh kelompok {low.label} "
        f"(nilai rata-rata {comma(low.nrr[weakest.slug])} dari {thousands(low.respondents)} responden) dan paling tinggi oleh kelompok "
        f"{high.label} ({comma(high.nrr[weakest.slug])} dari {thousands(high.respondents)} responden)."
    )


def _on(slug: str) -> Callable[[GroupMean], Decimal]:
    return lambda each: each.nrr[slug]


def _written_about(result: ResultSnapshot, lowest: Sequence[UnsurFigures], context: Context) -> str:
    """How many suggestions speak of the weak unsur, by their words."""
    spoken = [(each, context.topics.get(each.slug, 0)) for each in lowest]
    if not context.suggestions:
        return ""
    if not any(number for _, number in spoken):
        return f"Dari {thousands(context.suggestions)} saran tertulis, belum ada yang menyinggung unsur-unsur tersebut."
    words = listed([f"{thousands(number)} menyinggung unsur {name_of(result, each)}" for each, number in spoken if number])
    return f"Dari {thousands(context.suggestions)} saran tertulis, menurut kata-katanya {words}."


def _since_last_time(result: ResultSnapshot, context: Context) -> str:
    """The unsur that moved most in either direction since the previous period, under the same rule."""
    previous = context.previous
    if previous is None or previous.edition_name != result.edition_name:
        return ""
    before = {each.slug: each.nik for each in previous.unsur}
    steps = [(each.nik - before[each.slug], each) for each in result.unsur if each.nik is not None and each.slug in before]
    rises, falls = [step for step in steps if step[0] > 0], [step for step in steps if step[0] < 0]
    sentences = []
    if rises:
        amount, unsur = max(rises, key=lambda step: step[0])
        sentences.append(f"Sejak {previous.label} kenaikan terbesar terdapat pada unsur {_from_to(result, unsur, before, amount)}.")
    if falls:
        amount, unsur = min(falls, key=lambda step: step[0])
        sentences.append(f"Penurunan terbesar terdapat pada unsur {_from_to(result, unsur, before, amount)}.")
    elif rises:
        sentences.append(f"Tidak ada unsur yang lebih rendah daripada {previous.label}.")
    return " ".join(sentences)


def _from_to(result: ResultSnapshot, unsur: UnsurFigures, before: Mapping[str, Decimal], amount: Decimal) -> str:
    return f"{name_of(result, unsur)}, sebesar {comma(abs(amount))} (dari {comma(before[unsur.slug])} menjadi {comma(unsur.nik or amount)})"
