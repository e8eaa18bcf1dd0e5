"""Reads the figures back out of the files of a regency's recap: PDF, Word, workbook, brief, slides.

Keys: `nik`, `mutu`, `respondents`, `simple-mean:nik`, `pooled:nik`, `unsur:waktu:nik`, `agency:<name>:nik` …, `target`, `change`,
and `index-of-agencies`, the list a chart draws. What a file leaves out has no key.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from puas.domain.recap_snapshot import RecapSnapshot
from puas.domain.regulation.registry import edition
from tests.factories.figures import decimal, whole
from tests.factories.report_figures import pdf_text

Figures = dict[str, Any]
_FIGURE = r"(\d+,\d\d|–)"
_CHANGE = r"([+−]?\d+,\d\d|–)"
_WAYS = {"simple-mean": "Rata-rata sederhana", "pooled": "Tertimbang jumlah responden"}


def figures_of_recap(recap: RecapSnapshot) -> Figures:
    """Everything there is to print, from the frozen record."""
    result = recap.result
    found: dict[str, Any] = {
        "nik": result.index.nik,
        "mutu": result.index.mutu,
        "respondents": result.respondents,
        "simple-mean:nik": result.simple_mean.nik,
        "pooled:nik": result.respondent_weighted.nik,
        "target": recap.target.nik if recap.target else None,
        "change": recap.change.amount if recap.change else None,
    }
    declared = recap.unsur_respondent_weighted if recap.is_pooled else recap.unsur_simple_mean
    for each in declared:
        found |= {f"unsur:{each.slug}:nik": each.nik}
    for line in recap.counted:
        change = recap.change_of(line)
        found |= {
            f"agency:{line.name}:n": line.respondents,
            f"agency:{line.name}:nik": line.index.nik,
            f"agency:{line.name}:mutu": line.index.mutu,
            f"agency:{line.name}:pooled": line.respondent_weighted.nik,
            f"agency:{line.name}:previous": line.previous.nik if line.previous else None,
            f"agency:{line.name}:change": change.amount if change else None,
        }
    found["index-of-agencies"] = tuple(sorted(line.index.nik for line in recap.counted if line.index.nik is not None))
    found["index-of-unsur"] = tuple(each.nik for each in declared)
    found["trend"] = tuple(point.nik for point in recap.trend)
    return found


def keys_of_a_whole_recap(recap: RecapSnapshot) -> set[str]:
    """What the recap itself prints in every format; charts are read from the slides."""
    return set(figures_of_recap(recap)) - {"index-of-agencies", "index-of-unsur", "trend"}


def read_recap_pdf(content: bytes, recap: RecapSnapshot) -> Figures:
    """The PDF of the recap, from the text on its pages."""
    text = pdf_text(content)
    found = _from_prose(text)
    table = text.partition("Perangkat daerah menurut indeks, ")[2]
    for line in recap.counted:
        row = re.search(
            rf"{re.escape(line.name)}(?: \*)? \w+ \d+ ([\d.]+) / [\d.–]+(?: \*)? {_FIGURE} ([A-D]) {_FIGURE} {_FIGURE} {_CHANGE}", table
        )
        if row is not None:
            found |= _agency(line.name, row[1], row[2], row[3], row[4], row[5], row[6])
    wide = text.partition("Nilai per unsur menurut dua cara hitung")[2]
    for unsur in edition(recap.result.edition_id).unsur:
        if row := re.search(rf"{re.escape(unsur.name)} \d,\d{{3}} {_FIGURE} [A-D] {_FIGURE} [A-D]\b", wide):
            found[f"unsur:{unsur.slug}:nik"] = decimal(row[2 if recap.is_pooled else 1])
    return found


def read_recap_docx(content: bytes, recap: RecapSnapshot) -> Figures:
    """The Word file of the recap: sentences, and the rows of its tables."""
    lines = list(_docx_lines(content))
    found = _from_prose(docx_text(content))
    slugs = {unsur.name: unsur.slug for unsur in edition(recap.result.edition_id).unsur}
    for row in lines:
        if len(row) == 12 and (name := row[1].removesuffix(" *")) in {line.name for line in recap.counted}:
            found |= _agency(name, row[4].partition(" /")[0], row[5], row[6], row[7], row[8], row[9])
        elif len(row) >= 6 and row[1] in slugs and re.fullmatch(r"\d+,\d\d", row[5]):
            found[f"unsur:{slugs[row[1]]}:nik"] = decimal(row[5 if recap.is_pooled else 3])
    return found


def read_recap_xlsx(content: bytes, recap: RecapSnapshot) -> Figures:
    """The workbook of the recap, from the values stored beside its formulas."""
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Rekap"]
    slugs, found = edition(recap.result.edition_id).slugs(), Figures()
    names = {line.name for line in recap.counted}
    for row in sheet.iter_rows(values_only=True):
        label = str(row[1] or "")
        if (name := label.removesuffix(" *")) in names:
            figures = dict(zip(("nik", "pooled", "previous", "change"), (row[15], row[18], row[19], row[20]), strict=True))
            found |= {f"agency:{name}:{what}": _number(value) for what, value in figures.items()}
            found |= {f"agency:{name}:n": row[4], f"agency:{name}:mutu": row[16]}
        for way, words in _WAYS.items():
            if label.startswith(words):
                found[f"{way}:nik"] = _number(row[15])
                if "ditetapkan" in label:
                    found |= {"nik": _number(row[15]), "mutu": row[16], "respondents": row[4]}
                    found |= {f"unsur:{slug}:nik": _number(value) for slug, value in zip(slugs, row[6:15], strict=True)}
        if label.startswith("Target "):
            found["target"] = _number(row[4])
        elif recap.previous is not None and label == recap.previous.label:
            found["change"] = _number(row[5])
    return found


def read_brief(text: str, recap: RecapSnapshot) -> Figures:
    """The one page for the regent, as text."""
    found: Figures = {}
    if row := re.search(r"Responden ([\d.]+)", text):
        found["respondents"] = whole(row[1])
    if row := re.search(rf"Perubahan {_CHANGE} dari", text):
        found["change"] = _signed(row[1])
    if row := re.search(rf"Target {_FIGURE}", text):
        found["target"] = decimal(row[1])
    other = "simple-mean" if recap.is_pooled else "pooled"
    if row := re.search(rf"Pembanding, [\w ]+: {_FIGURE}, mutu", text):
        found[f"{other}:nik"] = decimal(row[1])
    if row := re.search(rf"{_FIGURE} (?:Mutu )?([A-D])\b", text):
        found |= {"nik": decimal(row[1]), "mutu": row[2]}
    return found


def docx_text(content: bytes) -> str:
    """All text of a Word file in one line."""
    return " ".join(" ".join(" ".join(line) for line in _docx_lines(content)).split())


def read_slides(content: bytes, recap: RecapSnapshot) -> Figures:
    """The slides: boxes, tables and the numbers native charts are drawn from."""
    from pptx import Presentation

    found, charts = Figures(), []
    text: list[str] = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                text.append(" ".join(shape.text_frame.text.split()))
            if shape.has_table:
                text += [" ".join(cell.text for cell in row.cells) for row in shape.table.rows]
            if shape.has_chart:
                charts.append([tuple(Decimal(str(value)) for value in each.values) for each in shape.chart.plots[0].series])
    found |= _from_prose(" ".join(text))
    agencies, trend, unsur = charts
    return found | {
        "index-of-agencies": tuple(sorted(agencies[0])),
        "trend": trend[0],
        "index-of-unsur": unsur[0],
    }


def _from_prose(text: str) -> Figures:
    """What sentences and the table of both ways say; the declared way is marked."""
    found: Figures = {}
    for way, words in _WAYS.items():
        if row := re.search(rf"{words}[\w ]* \d,\d{{3}} {_FIGURE} ([A-D]) \([\w ]+\)( ditetapkan)?", text):
            found[f"{way}:nik"] = decimal(row[1])
            if row[3]:
                found |= {"nik": decimal(row[1]), "mutu": row[2]}
    if row := re.search(r"([\d.]+) responden", text):
        found["respondents"] = whole(row[1])
    if row := re.search(rf"Perubahan {_CHANGE} dari", text):
        found["change"] = _signed(row[1])
    if row := re.search(rf"Target {_FIGURE}", text):
        found["target"] = decimal(row[1])
    return found


def _agency(name: str, respondents: str, nik: str, mutu: str, pooled: str, previous: str, change: str) -> Figures:
    return {
        f"agency:{name}:n": whole(respondents),
        f"agency:{name}:nik": decimal(nik),
        f"agency:{name}:mutu": mutu,
        f"agency:{name}:pooled": decimal(pooled),
        f"agency:{name}:previous": None if previous == "–" else decimal(previous),
        f"agency:{name}:change": None if change == "–" else _signed(change),
    }


def _signed(text: str) -> Decimal:
    return decimal(text.replace("−", "-").lstrip("+"))


def _number(value: object) -> Decimal | None:
    return None if value == "–" else Decimal(repr(value)).quantize(Decimal("0.01"))


def _docx_lines(content: bytes) -> Iterator[Sequence[str]]:
    import docx
    from docx.table import Table

    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            yield from (["\n".join(paragraph.text for paragraph in cell.p_lst) for cell in row.tc_lst] for row in block._tbl.tr_lst)
        else:
            yield [block.text]
