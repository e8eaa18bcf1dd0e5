"""What the speaker says to each slide: formal sentences that follow from the figures, to be edited freely."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain import recap_words
from puas.domain.comparison import rules_of
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.presentation.numbers import whole_number
from puas_reporter.documents.regency_recap import wording


def opening(recap: RecapSnapshot) -> str:
    result = recap.result
    return (
        f"Yang kami hormati {wording.head_of_region(recap)} beserta seluruh pimpinan perangkat daerah. Izinkan kami menyampaikan hasil "
        f"Survei Kepuasan Masyarakat {result.tenant.name} {result.period.label} yang dilaksanakan berdasarkan {result.edition_name}, "
        f"dengan {whole_number(result.respondents)} responden. Seluruh angka pada paparan ini berasal dari rekap nomor "
        f"{recap.document_id} dan dapat diperiksa keasliannya."
    )


def summary(recap: RecapSnapshot) -> str:
    return f"{recap_words.index_sentence(recap)} {recap_words.two_means_sentence(recap)} {recap_words.rounding_sentence()}"


def agencies(recap: RecapSnapshot, title: str, lines: Sequence[AgencyLine]) -> str:
    named = "; ".join(f"{each.name} {recap_words.index_words(each.index)}" for each in lines)
    return f"{title}: {named}. {recap_words.sample_sentence(recap)}"


def trend(recap: RecapSnapshot) -> str:
    label = recap.previous.label if recap.previous else ""
    change = recap_words.change_words(recap.change, label)
    rules = rules_of(recap.trend)
    warning = ""
    if len(rules) > 1:
        warning = " Titik-titik itu diukur menurut peraturan yang berbeda, sehingga hurufnya tidak dapat dibandingkan langsung."
    target = recap_words.target_words(recap)
    return f"Dibandingkan dengan cakupan sebelumnya: {change}. {target[:1].upper()}{target[1:]}.{warning}"


def unsur(recap: RecapSnapshot) -> str:
    return f"{recap_words.lowest_sentence(recap)} Nilai setiap unsur dihitung menurut {recap_words.declared_words(recap)}."


def weakest(recap: RecapSnapshot) -> str:
    said = [
        f"{recap_words.unsur_label(recap, each.slug)} termasuk tiga unsur terendah di "
        f"{recap_words.some_names(recap_words.agencies_weakest_in(recap, each.slug)) or 'tidak satu pun perangkat daerah'}."
        for each in recap_words.weakest(recap)
    ]
    return " ".join((*said, "Usulan perbaikan pada tabel adalah bahan pembahasan; keputusan ada pada forum ini."))


def participation(recap: RecapSnapshot) -> str:
    return f"{recap_words.units_sentence(recap)} {recap_words.sample_sentence(recap)}"


def follow_up(recap: RecapSnapshot) -> str:
    return (
        f"{recap_words.promise_sentence(recap)} Kami mohon setiap perangkat daerah menyampaikan kendala atas rencana yang belum selesai "
        "dan kapan rencana itu diselesaikan."
    )


def decisions(recap: RecapSnapshot) -> str:
    return (
        f"Kami mohon arahan atas usulan keputusan berikut. {' '.join(recap_words.decisions(recap))} Demikian kami sampaikan, terima kasih."
    )
