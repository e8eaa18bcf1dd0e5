"""The block of one participant on each sheet: the numbers, and places or formulas for what is asked."""

from __future__ import annotations

from fractions import Fraction

from puas.domain.follow_up_ideas import PLANS, plan_for
from puas.domain.quality_grade import grade
from puas.domain.regulation.krejcie_morgan import CHI_SQUARE, MARGIN_SQUARED, SPREAD
from puas.domain.rounding import round_half_up
from puas.domain.sample_size import TABLE, sample_size
from puas.domain.training_numbers import SeatNumbers, is_right, printed_index, score_counts, score_forms, score_sums, weakest_first
from puas_reporter.documents.sheets import Cell, column_name, reference
from puas_reporter.documents.training_lessons.material import Material
from puas_reporter.documents.training_worksheets.cells import (
    Answers,
    Row,
    head,
    index_formula,
    letter_formula,
    table_formula,
    weight_formula,
)

PLACES = 3
COUNTS_SHEET = "3. Kertas kerja"
_PLANS = 3


def forms_block(material: Material, seat: SeatNumbers, row: int, answers: Answers) -> list[Row]:
    """Ten questionnaires; `row` is that of the block's first line, as a person counts."""
    rule, score = material.rule, score_forms(material.rule, seat.forms)
    number = len(rule.unsur)
    columns = [column_name(place) for place in range(1, number + 1)]
    last_column = column_name(number + 1)
    first, last = row + 2, row + 1 + len(seat.forms)
    means, weighted = last + 2, last + 3
    nik, letter, label = printed_index(rule, score)
    over = f"{columns[0]}{weighted}:{columns[-1]}{weighted}"
    blank = Cell(None, "total_text")
    index = f"{last_column}{weighted + 1}"
    return [
        (Cell(f"Peserta nomor {seat.number}", "title"),),
        head("No", *(f"U{place}" for place in range(1, number + 1)), "Hasil"),
        *((Cell(place, "score"), *(Cell(each, "score") for each in form), Cell(None, "text")) for place, form in enumerate(seat.forms, 1)),
        (
            Cell("Σ nilai", "total_text"),
            *(answers.cell(each.total, "total_count", f"=SUM({column}{first}:{column}{last})")
              for column, each in zip(columns, score.unsur, strict=True)),
            blank,
        ),
        (
            Cell("NRR", "total_text"),
            *(answers.cell(round_half_up(each.nrr or Fraction(0), PLACES), "total_mean", f"=AVERAGE({column}{first}:{column}{last})")
              for column, each in zip(columns, score.unsur, strict=True)),
            blank,
        ),
        (
            Cell("NRR tertimbang", "total_text"),
            *(answers.cell(round_half_up((each.nrr or Fraction(0)) * score.weight, PLACES), "total_mean",
                           f"={weight_formula(f'{column}{means}', rule)}") for column, each in zip(columns, score.unsur, strict=True)),
            answers.cell(round_half_up(score.ni or Fraction(0), PLACES), "total_mean", f"=SUM({over})"),
        ),
        (Cell("NIK", "total_text"), *(blank,) * number,
         answers.cell(round_half_up(score.nik or Fraction(0), 2), "total", f"={index_formula(f'{last_column}{weighted}', rule)}")),
        (Cell("Mutu", "total_text"), *(blank,) * number, answers.cell(letter, "total_center", letter_formula(index, rule))),
        (Cell("Kinerja", "total_text"), *(blank,) * number, answers.cell(label, "total_center", letter_formula(index, rule, "C"))),
    ]  # fmt: skip


def samples_block(_material: Material, seat: SeatNumbers, row: int, answers: Answers) -> list[Row]:
    """Services with their populations; the sample by formula and by table, each service on its own, and their sums."""
    first, last = row + 2, row + 1 + len(seat.services)
    by_formula = [sample_size(each.population) for each in seat.services]
    by_table = [sample_size(each.population, policy=TABLE) for each in seat.services]
    square, margin, spread = (_plain(each) for each in (CHI_SQUARE, MARGIN_SQUARED, SPREAD))
    body: list[Row] = []
    for place, each in enumerate(seat.services):
        at = f"B{first + place}"
        formula = f"=MIN({at},ROUND({square}*{at}*{spread}/({margin}*({at}-1)+{square}*{spread}),0))"
        body.append((
            Cell(each.name, "text"), Cell(each.population, "count"), answers.cell(by_formula[place], "count", formula),
            answers.cell(by_table[place], "count", table_formula(at)),
        ))  # fmt: skip
    totals = [
        answers.cell(sum(sizes), "total_count", f"=SUM({column}{first}:{column}{last})")
        for column, sizes in (("C", by_formula), ("D", by_table))
    ]
    return [
        (Cell(f"Peserta nomor {seat.number}", "title"),),
        head("Jenis layanan", "Pengguna setahun (N)", "Sampel menurut rumus", "Sampel menurut baris tabel berikutnya"),
        *body,
        (Cell("Jumlah", "total_text"), Cell(sum(each.population for each in seat.services), "total_count", f"=SUM(B{first}:B{last})"),
         *totals),
    ]  # fmt: skip


def counts_block(material: Material, seat: SeatNumbers, row: int, answers: Answers) -> list[Row]:
    """A kertas kerja of counts; the rank is that from below, and of equal ones the first in the rule's order comes first."""
    rule, score = material.rule, score_counts(material.rule, seat.counts)
    first, last = row + 2, row + 1 + len(rule.unsur)
    ranks = {each.slug: place for place, each in enumerate(weakest_first(score), start=1)}
    nik, letter, label = printed_index(rule, score)
    body: list[Row] = []
    for place, (each, counts) in enumerate(zip(score.unsur, seat.counts, strict=True)):
        at = first + place
        value = (each.nrr or Fraction(0)) * rule.conversion
        equal_before = f"+COUNTIF(G${first}:G{at - 1},G{at})" if place else ""
        body.append((
            Cell(f"U{place + 1} {material.unsur(each.slug).name}", "text"), *(Cell(count, "count") for count in counts),
            answers.cell(each.total, "count", f"=1*B{at}+2*C{at}+3*D{at}+4*E{at}"),
            answers.cell(round_half_up(each.nrr or Fraction(0), PLACES), "mean", f"=F{at}/SUM(B{at}:E{at})"),
            answers.cell(round_half_up(value, 2), "number", f"={index_formula(f'G{at}', rule)}"),
            answers.cell(grade(rule, value).mutu, "center", letter_formula(f"H{at}", rule)),
            answers.cell(ranks[each.slug], "count", f"=RANK(G{at},G${first}:G${last},1){equal_before}"),
        ))  # fmt: skip
    blank = Cell(None, "total_text")
    return [
        (Cell(f"Peserta nomor {seat.number}: {score.respondents} responden", "title"),),
        head("Unsur", "Nilai 1", "Nilai 2", "Nilai 3", "Nilai 4", "Σ nilai", "NRR", "Nilai konversi", "Mutu", "Urutan dari bawah"),
        *body,
        (Cell("Unit", "total_text"), *(blank,) * 5,
         answers.cell(round_half_up(score.ni or Fraction(0), PLACES), "total_mean", f"=AVERAGE(G{first}:G{last})"),
         answers.cell(round_half_up(score.nik or Fraction(0), 2), "total", f"={index_formula(f'G{last + 1}', rule)}"),
         answers.cell(letter, "total_center", letter_formula(f"H{last + 1}", rule)),
         answers.cell(label, "total_center", letter_formula(f"H{last + 1}", rule, "C"))),
    ]  # fmt: skip


def recap_block(material: Material, seat: SeatNumbers, row: int, answers: Answers) -> list[Row]:
    """An old recap with what was printed in it; some of it is wrong."""
    rule = material.rule
    number = len(rule.unsur)
    first = row + 2
    columns = [column_name(2 + place) for place in range(number)]
    printed, letter, right, right_letter = (column_name(2 + number + place) for place in range(4))
    body: list[Row] = []
    for place, each in enumerate(seat.recap):
        at = first + place
        nik, mutu, _ = printed_index(rule, score_sums(rule, each))
        fits = is_right(rule, seat.recap, place)
        formula = f"={index_formula(f'AVERAGE({columns[0]}{at}:{columns[-1]}{at})', rule)}"
        alike = ",".join(f"{column}${first}:{column}{at},{column}{at}" for column in columns)
        body.append((
            Cell(each.service, "text"), Cell(each.respondents, "count"),
            *(Cell(round_half_up(Fraction(total, each.respondents), 2), "number") for total in each.sums),
            Cell(round_half_up(Fraction(each.printed_nik), 2), "number"), Cell(each.printed_letter, "center"),
            answers.cell(round_half_up(Fraction(nik), 2), "number", formula),
            answers.cell(mutu, "center", letter_formula(f"{right}{at}", rule)),
            answers.cell(_FITS if fits else _DIFFERS, "center",
                         f'=IF(AND({printed}{at}={right}{at},{letter}{at}={right_letter}{at},COUNTIFS({alike})=1),"{_FITS}","{_DIFFERS}")'),
        ))  # fmt: skip
    titles = ("NIK tercetak", "Mutu tercetak", "NIK seharusnya", "Mutu seharusnya", "Cocok?")
    return [
        (Cell(f"Peserta nomor {seat.number}", "title"),),
        head("Jenis layanan", "Responden", *(f"U{place}" for place in range(1, number + 1)), *titles),
        *body,
    ]


_FITS, _DIFFERS = "cocok", "BEDA"


def plan_block(material: Material, seat: SeatNumbers, row: int, answers: Answers, *, counts_row: int) -> list[Row]:
    """A plan for the three lowest unsur of the block of counts that begins at `counts_row` of its sheet."""
    rule, score = material.rule, score_counts(material.rule, seat.counts)
    where, first = reference(COUNTS_SHEET), counts_row + 2
    last = first + len(rule.unsur) - 1
    order = {each.slug: place for place, each in enumerate(rule.unsur, start=1)}
    body: list[Row] = []
    for place, each in enumerate(weakest_first(score)[:_PLANS], start=1):
        value = (each.nrr or Fraction(0)) * rule.conversion
        match = f"MATCH({place},{where}$J${first}:$J${last},0)"
        name = f"U{order[each.slug]} {material.unsur(each.slug).name}"
        idea = plan_for(each.slug, grade(rule, value).mutu) if each.slug in PLANS else ""
        body.append((
            Cell(place, "center"), answers.cell(name, "text", f"=INDEX({where}$A${first}:$A${last},{match})"),
            answers.cell(round_half_up(value, 2), "number", f"=INDEX({where}$H${first}:$H${last},{match})"),
            Cell(None, "answer"), answers.cell(idea, "text"), *(Cell(None, "answer"),) * 3,
        ))  # fmt: skip
    return [
        (Cell(f"Peserta nomor {seat.number}", "title"),),
        head("No", "Unsur", "Nilai", "Sebab menurut saran dan pengamatan", "Rencana tindak lanjut", "Waktu", "Penanggung jawab", "Bukti"),
        *body,
    ]


def _plain(value: Fraction) -> str:
    """A constant of the formula as a spreadsheet writes it: `3.841`."""
    return f"{round_half_up(value, 6):f}".rstrip("0").rstrip(".")
