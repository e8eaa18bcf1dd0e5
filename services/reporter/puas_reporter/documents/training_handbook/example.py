"""The worked example: ten questionnaires, every step to the index, and where to find each again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from puas.domain.quality_grade import grade
from puas.domain.rounding import round_half_up
from puas.presentation.numbers import average_number, decimal_number, index_number
from puas_reporter.documents.blocks import Block, Column, KeyFigure, KeyFigures, Listing, Paragraph, Table
from puas_reporter.documents.training_lessons import tables
from puas_reporter.documents.training_lessons.computing import formula_rows
from puas_reporter.documents.training_lessons.material import Material, index_words, mean

_PLACES = 6


def example_blocks(material: Material) -> Iterator[Block]:
    """From the forms to the letter."""
    rule, index = material.rule, material.index
    number = len(rule.unsur)
    yield Paragraph(
        "Sepuluh kuesioner berikut adalah contoh rekaan yang juga dipakai pada paparan. Tanda – berarti responden tidak mengisi unsur itu; "
        "kuesioner itu tidak ikut membagi."
    )
    columns = (Column("No", 14, "center"), *(Column(f"U{place}", 10, "center") for place in range(1, number + 1)))
    totals = tables.processing_totals(material)
    yield Table("Sepuluh kuesioner contoh dan pengolahannya", columns, tables.form_rows(material), totals, _legend(material), small=True)
    yield Paragraph("Langkah hitungan", strong=True, align="left")
    yield Table("Lima langkah", (Column("No", 8, "center"), Column("Nama", 26), Column("Cara", 66)), formula_rows(material))
    yield Paragraph("Kertas kerja contoh", strong=True, align="left")
    yield _worksheet(material)
    total = sum((each.nrr or Fraction(0) for each in index.unsur), Fraction(0))
    exact = decimal_number(round_half_up(index.nik or Fraction(0), _PLACES), _PLACES)
    summed = decimal_number(round_half_up(total, _PLACES), _PLACES)
    yield Listing((
        f"NI = jumlah NRR × {material.weight} = {summed} × {material.weight} = {average_number(index.ni)}",
        f"NIK = NI × {rule.conversion} = {exact}, dibulatkan {index_number(index.nik)}",
        f"Mutu: {index_words(rule, index)}",
    ), numbered=True)  # fmt: skip
    quality = grade(rule, index.nik or Fraction(0))
    yield KeyFigures((
        KeyFigure("NI", average_number(index.ni), f"rata-rata {material.number_of_unsur} NRR"),
        KeyFigure("NIK", index_number(index.nik), f"NI × {rule.conversion}"),
        KeyFigure("Mutu", quality.mutu, quality.predikat),
    ))  # fmt: skip
    band_columns = tuple(Column(title, share, "center") for title, share in zip(tables.BAND_HEAD, (14, 24, 26, 10, 26), strict=True))
    yield Table("Tabel mutu", band_columns, tables.band_rows(material), note=f"{rule.name}.")


def _worksheet(material: Material) -> Table:
    rows = []
    for place, each in enumerate(material.index.unsur, start=1):
        quality = grade(material.rule, material.nik_of(each))
        rows.append((
            f"U{place}", material.unsur(each.slug).name, f"{each.total} ÷ {each.answered}", mean(each), material.converted(each),
            quality.mutu,
        ))  # fmt: skip
    columns = (
        Column("No", 8, "center"), Column("Unsur", 40), Column("Jumlah ÷ pengisi", 18, "center"), Column("NRR", 12, "right"),
        Column("Nilai konversi", 14, "right"), Column("Mutu", 8, "center"),
    )  # fmt: skip
    return Table("Kertas kerja sepuluh kuesioner contoh", columns, tuple(rows), small=True)


def _legend(material: Material) -> str:
    names = "; ".join(f"U{place} {each.short}" for place, each in enumerate(material.rule.unsur, start=1))
    return f"{names}. NRR tertimbang = NRR × {material.weight}."
