"""What the audit of an old recap says in words: why a figure differs, and a paragraph an office can put into its report.

The sentences are part of documents, so they are Indonesian in every language of the screen.
"""

from collections.abc import Callable, Mapping, Sequence

from puas.domain.old_conventions import conventions_of
from puas.domain.old_recap_explain import LIKELY
from puas.domain.old_recap_findings import (
    CHANGE,
    COPIED,
    INDEX,
    LABELS,
    LETTER,
    NI,
    NRR,
    PART,
    RANGE,
    RESPONDENTS,
    RULE,
    SUM,
    AuditedLine,
    Finding,
    RecapAudit,
)
from puas.domain.old_recap_tables import SUMMARY
from puas.domain.printed_numbers import comma
from puas.domain.regulation.registry import all_editions, edition
from puas.domain.reporting_scope import WHOLE_YEAR, reporting_scope
from puas.domain.rounding import exact, round_half_up

_MOST_CAUSES = 4
_MOST_SENTENCES = 12

_CONVENTIONS = {each.id: each.words for rule in reversed(all_editions()) for each in conventions_of(rule) if each.id != "exact"}

_CAUSES = {
    "truncated": "pemotongan angka di belakang koma tanpa pembulatan",
    "times-twenty": "pengalian dengan 20 seperti pada skala lima, bukan 25",
    "five-point": "skala jawaban 1–5 yang dikalikan 20",
    "five-point-times-25": "skala jawaban 1–5 yang dikalikan 25",
    "blanks-counted": "pembagian dengan seluruh responden, termasuk yang tidak menjawab unsurnya",
    "divisor-one-more": "pembagian dengan satu orang lebih dari jumlah responden",
    "divisor-one-less": "pembagian dengan satu orang kurang dari jumlah responden",
    "total-row-counted": "baris jumlah yang ikut dihitung sebagai responden",
    "printed-nrr": "NRR tercetak yang tidak sama dengan jawaban respondennya",
    "rounded-nrr": "NRR tercetak yang sudah dibulatkan",
    "digits-swapped": "dua angka yang tertukar letaknya saat disalin",
    "copied-index": "nilai baris lain yang tersalin",
    "respondent-weighted": "rata-rata tertimbang jumlah responden, bukan rata-rata sederhana",
    "row-missed": "rata-rata yang melewatkan",
    "column-missed": "penjumlahan yang melewatkan unsur",
    "nrr-truncated": "pemotongan angka di belakang koma tanpa pembulatan",
    "bands-2004": "tabel mutu Kepmenpan 25/2004",
    "bands-2017": "tabel mutu PermenPANRB 14/2017",
    "strict-comparison": "perbandingan “lebih dari” pada batas bawah, padahal batasnya termasuk",
    "unrounded-comparison": "perbandingan nilai sebelum dibulatkan",
    "letter-from-ni": "NI yang sudah dibulatkan dua desimal, bukan NIK",
}

FAULT_SENTENCES = {
    "out_of_scale": "Nilai di luar skala 1 sampai 4. Sel ini tidak dihitung.",
    "not_a_number": "Bukan angka. Sel ini tidak dihitung.",
    "not_a_score": "Jawaban responden harus bilangan bulat. Sel ini tidak dihitung.",
    "negative": "Angka negatif tidak mungkin. Sel ini tidak dihitung.",
    "error_value": "Excel menampilkan kesalahan rumus di sel ini. Perbaiki rumusnya; sel ini tidak dihitung.",
    "impossible_date": "Tanggal ini tidak ada di kalender. Periksa periodenya.",
}
NOTE_SENTENCES = {
    "order_unknown": (
        "U8 dan U9 hanya bernomor. Pada aturan U8 adalah pengaduan, pada kuesioner U8 adalah sarana. Indeksnya tidak berubah, tetapi nilai "
        "kedua unsur itu tidak disimpan satu per satu."
    ),
    "hidden_sheet": "Lembar ini tersembunyi di berkasnya, dan ikut dibaca.",
    "sheet_without_recap": "Tidak ada tabel rekap di lembar ini.",
    "doubled_columns": "Ada unsur yang tertulis di dua kolom; kolom pertama yang dipakai.",
    "year_unknown": "Tahunnya tidak tertulis. Pilih tahunnya saat memasukkan riwayat.",
}


def cause_words(cause: str, detail: str = "") -> str:
    """One cause as a phrase after "berasal dari"."""
    return " dan ".join(_phrase(part, detail) for part in cause.split("+"))


def _phrase(cause: str, detail: str) -> str:
    name, _, what = cause.partition(":")
    if name in _CONVENTIONS:
        return f"perhitungan dengan {_CONVENTIONS[name]}"
    words = _CAUSES.get(name, name)
    if name == "column-missed":
        return f"{words} {_unsur(what)}"
    if name == "row-missed":
        return f"{words} {what}"
    return f"nilai milik {detail} yang tersalin" if name == "copied-index" and detail else words


def _unsur(slug: str) -> str:
    for rule in all_editions():
        if slug in rule.slugs():
            return rule.unsur_named(slug).name
    return slug


def causes_in_words(finding: Finding) -> str:
    """All causes; that several fit is said."""
    phrases = list(dict.fromkeys(cause_words(cause, finding.detail) for cause in finding.causes))
    if len(phrases) == 1:
        return phrases[0]
    more = f", atau {len(phrases) - _MOST_CAUSES} cara lain" if len(phrases) > _MOST_CAUSES else ""
    joined = "; atau ".join(phrases[:_MOST_CAUSES])
    return f"{joined}{more} (dari angkanya saja tidak dapat dibedakan)"


def why(finding: Finding) -> str:
    """One sentence on why a figure differs and what would be right."""
    return _SENTENCES[finding.code](finding)


def _why_index(finding: Finding) -> str:
    if not finding.causes:
        return "Tidak dapat dijelaskan dengan cara hitung mana pun yang dikenal. Periksa kembali data sumbernya."
    origin = "Tampaknya berasal dari" if finding.certainty == LIKELY else "Berasal dari"
    return f"{origin} {causes_in_words(finding)}."


def _why_letter(finding: Finding) -> str:
    of_what = f"unsur {_unsur(finding.detail)}" if not finding.detail[:1].isdigit() else f"nilai {finding.detail}"
    if finding.causes == ("letter-wrong",):
        return f"Mutu {finding.printed} tidak sesuai dengan {of_what}; menurut aturannya {finding.exact}."
    return f"Mutu {finding.printed} untuk {of_what} mengikuti {causes_in_words(finding)}; menurut aturannya {finding.exact}."


def _why_nrr(finding: Finding) -> str:
    if finding.causes == ("nrr-wrong",):
        return f"NRR unsur {_unsur(finding.detail)} tidak sama dengan jumlah nilai dibagi jumlah responden."
    return f"NRR berasal dari {causes_in_words(finding)}."


def _why_sum(finding: Finding) -> str:
    if "digits-swapped" in finding.causes:
        return f"Jumlah nilai unsur {_unsur(finding.detail)}: dua angka tertukar letaknya."
    return f"Jumlah nilai unsur {_unsur(finding.detail)} tidak sama dengan jumlah jawaban di atasnya."


def _why_part(finding: Finding) -> str:
    return f"NRR tertimbang unsur {_unsur(finding.detail)} tidak sama dengan NRR dikali bobot yang dipakai unsur lain."


def _why_ni(finding: Finding) -> str:
    if finding.causes == ("ni-truncated",):
        return f"NI dipotong, bukan dibulatkan; dari NIK {finding.detail} NI-nya {finding.exact}."
    return f"NI ini tidak mungkin menghasilkan NIK {finding.detail}."


def _why_respondents(finding: Finding) -> str:
    if finding.causes == ("respondents-sum",):
        return f"Jumlah responden tidak sama dengan penjumlahan barisnya, yaitu {finding.exact}."
    return f"Jumlah responden tidak sama dengan banyaknya baris jawaban, yaitu {finding.exact}."


def _why_change(finding: Finding) -> str:
    if finding.detail == "previous":
        if "truncated" in finding.causes:
            return f"Nilai tahun sebelumnya dipotong, bukan dibulatkan; yang terbit {finding.exact}."
        return f"Nilai tahun sebelumnya berbeda dengan yang tertulis untuk tahun itu, yaitu {finding.exact}."
    return f"Perubahan tidak sama dengan selisih kedua nilai, yaitu {finding.exact}."


def _why_copied(finding: Finding) -> str:
    return f"Semua nilainya sama persis dengan {finding.detail}; kemungkinan besar tersalin."


def _why_labels(_finding: Finding) -> str:
    return "Nama pengaduan dan sarana prasarana tertukar di antara kedua tabel."


def _why_range(finding: Finding) -> str:
    return f"Di luar skala {finding.exact}."


def _why_rule(_finding: Finding) -> str:
    return "Memakai 14 unsur Kepmenpan 25/2004, padahal sejak PermenPANRB 14/2017 unsurnya sembilan."


_SENTENCES: Mapping[str, Callable[[Finding], str]] = {
    INDEX: _why_index,
    LETTER: _why_letter,
    NRR: _why_nrr,
    SUM: _why_sum,
    PART: _why_part,
    NI: _why_ni,
    RESPONDENTS: _why_respondents,
    CHANGE: _why_change,
    COPIED: _why_copied,
    LABELS: _why_labels,
    RANGE: _why_range,
    RULE: _why_rule,
}


def place_in_time(line: AuditedLine) -> str:
    """`Dinas Kesehatan Semester I 2021`, as far as the recap says."""
    name = line.service or line.agency or ("gabungan" if line.role == SUMMARY else line.title)
    if line.year is None:
        return name
    when = f"tahun {line.year}" if line.part == WHOLE_YEAR else reporting_scope(line.year, line.part).window.label
    return when if name in (str(line.year), when, f"Tahun {line.year}") else f"{name} {when}"


def paragraph_of(audit: RecapAudit, number: int) -> str:
    """A ready sentence or two on one line's index and letter; empty where nothing differs."""
    line = audit.lines[number]
    index = next((each for each in audit.findings_of(number) if each.code == INDEX), None)
    letter = next((each for each in audit.findings_of(number) if each.code == LETTER and each.detail[:1].isdigit()), None)
    parts = [_index_sentence(line, index)] if index else []
    if letter is not None:
        parts.append(_letter_sentence(line, letter, is_first=not parts))
    return " ".join(parts)


def _index_sentence(line: AuditedLine, finding: Finding) -> str:
    start = f"Nilai {_shown(line, finding)} pada rekap {place_in_time(line)}"
    right = finding.exact if line.exact_nik is None else comma(round_half_up(exact(line.exact_nik), 2))
    margin = round_half_up(exact(line.margin), 2)
    room = f" (selisihnya paling jauh {comma(margin)} karena NRR-nya sudah dibulatkan)" if margin else ""
    if not finding.causes:
        return (
            f"{start} tidak dapat diperoleh kembali dari angka pada rekap itu; perhitungan tepat menghasilkan {right}{room}, dan data "
            "sumbernya perlu diperiksa."
        )
    origin = "tampaknya berasal dari" if finding.certainty == LIKELY else "berasal dari"
    if line.role == SUMMARY:
        return f"{start} {origin} {causes_in_words(finding)}; rata-rata sederhana barisnya {finding.exact}."
    letters = f", mutu {line.exact_mutu}" if line.exact_mutu else ""
    weight = f"1/{len(edition(line.edition_id).unsur)}"
    return (
        f"{start} {origin} {causes_in_words(finding)}; dengan bobot tepat {weight} dan satu kali pembulatan di akhir nilainya "
        f"{right}{letters}{room}."
    )


def _shown(line: AuditedLine, finding: Finding) -> str:
    mutu = f" ({line.mutu})" if line.mutu else ""
    return f"{finding.printed}{mutu}"


def _letter_sentence(line: AuditedLine, finding: Finding, *, is_first: bool) -> str:
    rule = edition(line.edition_id).name
    start = f"Mutu {finding.printed} pada rekap {place_in_time(line)}" if is_first else f"Mutu {finding.printed}-nya"
    if finding.causes == ("letter-wrong",):
        return f"{start} tidak sesuai dengan nilai {finding.detail}; menurut {rule} mutunya {finding.exact}."
    return f"{start} mengikuti {causes_in_words(finding)}; menurut {rule} nilai {finding.detail} bermutu {finding.exact}."


def whole_paragraph(audit: RecapAudit) -> str:
    """The explanation of a whole recap, to be put into a report as it is."""
    with_index = [number for number, line in enumerate(audit.lines) if line.nik is not None]
    if not with_index:
        return "Rekap ini tidak memuat nilai indeks; nilai tepatnya dihitung dari jawaban atau NRR di dalamnya."
    sentences = [sentence for number in with_index if (sentence := paragraph_of(audit, number))]
    checked = [number for number in with_index if audit.lines[number].exact_nik is not None or audit.lines[number].role == SUMMARY]
    opening = f"Rekap ini memuat {len(with_index)} nilai indeks{_years(audit.lines)}."
    if len(checked) < len(with_index):
        opening += f" {len(with_index) - len(checked)} di antaranya hanya berupa angka akhir dan tidak dapat dihitung ulang."
    if not sentences:
        return f"{opening} Semua nilai yang dapat dihitung ulang sama dengan perhitungan tepat, dan mutunya sesuai dengan aturannya."
    more = len(sentences) - _MOST_SENTENCES
    rest = f" {more} nilai lain dijelaskan pada daftar temuan." if more > 0 else ""
    return f"{opening} {' '.join(sentences[:_MOST_SENTENCES])}{rest} {_closing(audit)}"


def _closing(audit: RecapAudit) -> str:
    unexplained = any(each.code == INDEX and not each.causes for each in audit.findings)
    origin = (
        "Perbedaan yang dijelaskan di atas berasal dari cara hitung dan penyalinan; nilai yang tidak dapat dijelaskan perlu dicocokkan "
        "dengan data sumbernya."
        if unexplained
        else "Perbedaan itu berasal dari cara hitung dan penyalinan, bukan dari perubahan jawaban responden."
    )
    return (
        f"{origin} Pada tren, setiap nilai ditampilkan sebagaimana diterbitkan, dengan aturan yang berlaku saat itu dan nilai tepatnya "
        "sebagai catatan."
    )


def _years(lines: Sequence[AuditedLine]) -> str:
    years = sorted({line.year for line in lines if line.year is not None})
    if not years:
        return ""
    return f" tahun {years[0]}" if len(years) == 1 else f" dari tahun {years[0]} sampai {years[-1]}"


def convention_note(convention: str, exact_nik: str) -> str:
    """What a point of a trend says of itself where it was made by another convention; empty where it was not."""
    if convention in ("", "exact"):
        return ""
    if convention == "unexplained":
        return f"nilai tepat {exact_nik}; nilai terbitnya tidak dapat diperoleh kembali" if exact_nik else ""
    words = cause_words(convention)
    return f"nilai tepat {exact_nik}; terbit menurut {words}" if exact_nik else f"terbit menurut {words}"
