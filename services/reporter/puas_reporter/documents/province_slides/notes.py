"""What the speaker says to each slide: formal sentences that follow from the figures, to be edited freely."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain import province_words
from puas.domain.province_result import RegencyLine
from puas.domain.province_snapshot import ProvinceSnapshot
from puas.presentation.numbers import index_number, whole_number
from puas_reporter.documents.province_recap import wording


def opening(snapshot: ProvinceSnapshot) -> str:
    result = snapshot.result
    return (
        f"Yang kami hormati Bapak/Ibu Gubernur beserta seluruh bupati dan wali kota. Izinkan kami menyampaikan hasil Survei Kepuasan "
        f"Masyarakat kabupaten/kota se-{result.province_name} {result.label} yang dilaksanakan berdasarkan {result.edition_name}, dengan "
        f"{whole_number(result.respondents)} responden. Seluruh angka berasal dari hasil yang diterbitkan kabupaten/kota, dirangkum dalam "
        f"dokumen nomor {snapshot.document_id}, dan dapat diperiksa keasliannya."
    )


def summary(snapshot: ProvinceSnapshot) -> str:
    result = snapshot.result
    said = (
        province_words.index_sentence(snapshot), province_words.composition_sentence(snapshot),
        province_words.two_means_sentence(result), province_words.rounding_sentence(),
    )  # fmt: skip
    return " ".join(each for each in said if each)


def regencies(snapshot: ProvinceSnapshot, title: str, lines: Sequence[RegencyLine]) -> str:
    named = "; ".join(f"{each.name} {wording.index_with_margin(each)} {each.figures.mutu if each.figures else ''}" for each in lines)
    warning = "Bila selang dua kabupaten/kota bertumpang tindih, urutan keduanya dapat terjadi karena kebetulan."
    return f"{title}: {named}. {province_words.sample_sentence(snapshot.result)} {warning}"


def improved(snapshot: ProvinceSnapshot) -> str:
    return (
        f"{province_words.improved_sentence(snapshot.result)} Kenaikan dibandingkan dengan batas kebetulannya, yaitu akar jumlah kuadrat "
        "setengah selang kepercayaan kedua survei."
    )


def trend(snapshot: ProvinceSnapshot) -> str:
    label = snapshot.previous.label if snapshot.previous else ""
    change = province_words.change_words(snapshot.change, label)
    return f"Dibandingkan dengan cakupan sebelumnya: {change}. {province_words.composition_sentence(snapshot)}".strip()


def unsur(snapshot: ProvinceSnapshot) -> str:
    result = snapshot.result
    return f"{province_words.lowest_sentence(result)} Nilai setiap unsur dihitung menurut {province_words.declared_words(result)}."


def weakest(snapshot: ProvinceSnapshot) -> str:
    result = snapshot.result
    said = []
    for each in province_words.lowest_unsur(result):
        where = province_words.some_names(province_words.regencies_weakest_in(result, each.slug)) or "tidak satu pun kabupaten/kota"
        said.append(f"{province_words.unsur_label(result, each.slug)} adalah unsur terlemah di {where}.")
    return " ".join((*said, "Usulan perbaikan pada tabel adalah bahan pembahasan; keputusan ada pada forum ini."))


def kinds(snapshot: ProvinceSnapshot) -> str:
    known = [each for each in snapshot.result.kinds if each.agencies]
    named = "; ".join(
        f"{wording.kind_label(each)} rata-rata {index_number(each.simple_mean)} dari {whole_number(each.agencies)}" for each in known
    )
    hidden = province_words.suppressed_sentence(snapshot.result)
    return f"Perangkat daerah sejenis lintas kabupaten/kota: {named or 'belum ada'}. {hidden}".strip()


def reporting(snapshot: ProvinceSnapshot) -> str:
    result = snapshot.result
    said = (province_words.reporting_sentence(snapshot), province_words.units_sentence(result), province_words.agencies_sentence(result))
    return " ".join(said)


def follow_up(snapshot: ProvinceSnapshot) -> str:
    return (
        f"{province_words.promise_sentence(snapshot.result)} Kami mohon setiap kabupaten/kota menyampaikan kendala atas rencana yang lewat "
        "waktu dan kapan rencana itu diselesaikan."
    )


def decisions(snapshot: ProvinceSnapshot) -> str:
    said = " ".join(province_words.decisions(snapshot))
    return f"Kami mohon arahan atas usulan keputusan berikut. {said} Demikian kami sampaikan, terima kasih."
