"""Reads figures and rows back out of the files of a report: index, annex tables, trend, extremes, plan, look back.

Keys are those of `tests.factories.figures` and, besides, `trend:2025:nik`, `lowest:1`, `previous:waktu:nik`, `plan:1` …
A file that leaves something out has no key for it; none may print anything else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import FIVE_CHAPTERS, ReportSnapshot
from tests.factories.figures import Figures, decimal, figures_of_docx, figures_of_pdf, figures_of_snapshot, figures_of_xlsx, whole

Rows = list[list[str]]
_MEANS = {"Σ Nilai/Unsur": "total", "NRR/Unsur": "nrr"}


def figures_of_report(report: ReportSnapshot) -> Figures:
    """Everything there is to print, from the frozen record."""
    result = report.result
    found = figures_of_snapshot(result)
    for point in report.trend:
        found |= {f"trend:{point.label}:nik": point.nik, f"trend:{point.label}:mutu": point.mutu}
    for kind, chosen in (("lowest", result.lowest()), ("highest", result.highest())):
        found |= {f"{kind}:{rank}": f"{_name(report, each.slug)} {each.nik}" for rank, each in enumerate(chosen, start=1)}
    if report.previous is not None:
        found |= {"previous:nik": report.previous.nik}
        found |= {f"previous:{each.slug}:nik": each.nik for each in report.previous.unsur}
    for number, item in enumerate(report.planned_follow_ups, start=1):
        found[f"plan:{number}"] = _plan_text((_name(report, item.unsur), item.plan, item.responsible))
    return found


def keys_of_documents(report: ReportSnapshot) -> set[str]:
    """What PDF and Word both have to print: all of it but the figures only the workbook has room for."""
    only_in_the_workbook = {f"service:{unit.name}:predikat" for unit in report.result.units}
    ways = {f"{way}:{what}" for way in ("simple-mean", "pooled") for what in ("nik", "mutu", "predikat")}
    return set(figures_of_report(report)) - only_in_the_workbook - ways


def read_docx(content: bytes, report: ReportSnapshot) -> Figures:
    """The Word file, table by table."""
    found = figures_of_docx(content, report.result)
    for caption, rows in _docx_tables(content):
        found |= _figures_of_table(report, caption, rows)
    return found


def read_pdf(content: bytes, report: ReportSnapshot) -> Figures:
    """The PDF, from the text on its pages."""
    found = figures_of_pdf(content, report.result)
    text = pdf_text(content)
    found |= _annex_of_pdf(report, text)
    for point in report.trend:
        match = re.search(rf"{re.escape(point.label)} (\d+,\d\d) ([A-D]) \({point.predikat}\) {re.escape(point.edition_name)}", text)
        if match:
            found |= {f"trend:{point.label}:nik": decimal(match[1]), f"trend:{point.label}:mutu": match[2]}
    for kind, caption in (("lowest", "terendah"), ("highest", "tertinggi")):
        rows = text.partition(f"Tiga unsur dengan nilai {caption}")[2].partition("Mutu ")[2]
        for rank, row in enumerate(re.findall(r"([1-3]) ([A-Z].+?) (\d+,\d\d) [A-D]\b", rows)[:3], start=1):
            assert row[0] == str(rank), (kind, row)
            found[f"{kind}:{rank}"] = f"{row[1]} {decimal(row[2])}"
    return found | _previous_of_pdf(report, text) | _plan_of_pdf(report, text)


def read_xlsx(content: bytes, report: ReportSnapshot) -> Figures:
    """The workbook: what its formulas hold, and the plan."""
    import openpyxl

    found = figures_of_xlsx(content, report.result)
    rows = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["RTL"].iter_rows(min_row=6, values_only=True)
    for number, *row in rows:
        found[f"plan:{number}"] = _plan_text((row[0], row[1], row[-1]))
    return found


def pdf_text(content: bytes) -> str:
    """The text of all pages in one line."""
    import pymupdf

    with pymupdf.open(stream=content, filetype="pdf") as opened:
        return " ".join(" ".join(page.get_text().split()) for page in opened)


def _docx_tables(content: bytes) -> Iterator[tuple[str, Rows]]:
    """Every table with the caption above it."""
    import docx
    from docx.table import Table

    caption = ""
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if not isinstance(block, Table):
            caption = block.text if block.style is not None and block.style.name == "Caption" else caption
            continue
        yield caption, [[_cell_text(cell) for cell in row.tc_lst] for row in block._tbl.tr_lst]
        caption = ""


def _cell_text(cell: Any) -> str:
    return "\n".join(paragraph.text for paragraph in cell.p_lst).strip()


def _figures_of_table(report: ReportSnapshot, caption: str, rows: Rows) -> Figures:
    found: Figures = {}
    if service := re.search(r"Pengolahan data SKM .+?: (.+) \(n = ([\d.]+)\)$", caption):
        found |= _annex_table(report, service[1], service[2], rows)
    elif "Nilai per unsur menurut jenis layanan" in caption:
        for name, number, *niks, nik, mutu in rows[1:-1]:
            found |= _service_row(report, name, number, niks, nik, mutu)
    elif "Tren nilai SKM" in caption:
        for label, nik, mutu, *_ in rows[1:]:
            found |= {f"trend:{label}:nik": decimal(nik), f"trend:{label}:mutu": mutu.split()[0]}
    elif kind := re.search(r"Tiga unsur dengan nilai (terendah|tertinggi)", caption):
        key = "lowest" if kind[1] == "terendah" else "highest"
        found |= {f"{key}:{rank}": f"{name} {decimal(nik)}" for rank, name, nik, _ in rows[1:]}
    elif "Hasil SKM periode sebelumnya" in caption:
        slugs = {unsur.name: unsur.slug for unsur in edition(report.result.edition_id).unsur}
        found |= {f"previous:{slugs[name]}:nik" if name in slugs else "previous:nik": decimal(nik) for _, name, nik, _ in rows[1:]}
    elif "Rencana Tindak Lanjut (RTL)" in caption:
        found |= {f"plan:{row[0]}": _plan_text((row[1], row[2], row[-1])) for row in rows[1:]}
    return found


def _annex_table(report: ReportSnapshot, service: str, respondents: str, rows: Rows) -> Figures:
    slugs = edition(report.result.edition_id).slugs()
    key = f"service:{service}"
    found: Figures = {f"{key}:n": whole(respondents)}
    named = {row[0]: row[1:] for row in rows}
    for label, what in _MEANS.items():
        read = whole if what == "total" else decimal
        found |= {f"{key}:{slug}:{what}": read(value) for slug, value in zip(slugs, named[label], strict=True)}
    found |= {f"{key}:ni": decimal(named["*) Jumlah"][0]), **_index(key, named["**) IKM layanan"][0])}
    scores = [row[1:] for row in rows if row[0].isdigit()]
    if scores:
        for place, slug in enumerate(slugs):
            assert sum(int(row[place]) for row in scores if row[place] != "–") == found[f"{key}:{slug}:total"], (service, slug)
        assert len(scores) == found[f"{key}:n"]
    return found


def _annex_of_pdf(report: ReportSnapshot, text: str) -> Figures:
    slugs = edition(report.result.edition_id).slugs()
    found: Figures = {}
    wide = text.partition("Nilai per unsur menurut jenis layanan")[2]
    for unit in report.result.units:
        if row := re.search(rf"{re.escape(unit.name)} ([\d.]+) ((?:\d+,\d\d ){{{len(slugs)}}})(\d+,\d\d) ([A-D])\b", wide):
            found |= _service_row(report, unit.name, row[1], row[2].split(), row[3], row[4])
        match = re.search(rf"Pengolahan data SKM [\w ]+: {re.escape(unit.name)} \(n = ([\d.]+)\)", text)
        if match is None:
            continue
        table, key = text[match.end() :], f"service:{unit.name}"
        found[f"{key}:n"] = whole(match[1])
        for label, what in _MEANS.items():
            read = whole if what == "total" else decimal
            values = re.search(rf"(?<!terimbang/){label} ((?:[\d.,]+ ?){{{len(slugs)}}})", table)
            assert values is not None, (unit.name, label)
            found |= {f"{key}:{slug}:{what}": read(value) for slug, value in zip(slugs, values[1].split(), strict=True)}
        ni, index = re.search(r"\*\) Jumlah (\d,\d{3})", table), re.search(r"\*\*\) IKM layanan (\d+,\d\d, mutu [A-D])", table)
        assert ni is not None and index is not None, unit.name
        found |= {f"{key}:ni": decimal(ni[1]), **_index(key, index[1])}
    return found


def _service_row(report: ReportSnapshot, name: str, number: str, niks: Sequence[str], nik: str, mutu: str) -> Figures:
    slugs, key = edition(report.result.edition_id).slugs(), f"service:{name}"
    found: Figures = {f"{key}:n": whole(number), f"{key}:nik": decimal(nik), f"{key}:mutu": mutu}
    return found | {f"{key}:{slug}:nik": decimal(value) for slug, value in zip(slugs, niks, strict=True)}


def _index(key: str, text: str) -> Figures:
    nik, _, mutu = text.partition(", mutu ")
    return {f"{key}:nik": decimal(nik), f"{key}:mutu": mutu.split()[0]}


def _previous_of_pdf(report: ReportSnapshot, text: str) -> Figures:
    rows = text.partition("Hasil SKM periode sebelumnya (")[2]
    found: Figures = {}
    for unsur in edition(report.result.edition_id).unsur if rows else ():
        if match := re.search(rf"{re.escape(unsur.name)} (\d+,\d\d) [A-D]\b", rows):
            found[f"previous:{unsur.slug}:nik"] = decimal(match[1])
    if match := re.search(r"IKM Unit Layanan (\d+,\d\d) [A-D]\b", rows):
        found["previous:nik"] = decimal(match[1])
    return found


def _plan_of_pdf(report: ReportSnapshot, text: str) -> Figures:
    """Words of a narrow column are hyphenless lines one below the other; a row counts when its parts follow each other."""
    rows, found = text.partition("Rencana Tindak Lanjut (RTL)")[2], Figures()
    for number, item in enumerate(report.planned_follow_ups, start=1):
        parts = [_name(report, item.unsur), item.plan, *([] if report.form == FIVE_CHAPTERS else [item.when]), item.responsible]
        if re.search(r"[\s√\d]*".join(re.escape(part) for part in parts), rows):
            found[f"plan:{number}"] = _plan_text((parts[0], item.plan, item.responsible))
    return found


def _plan_text(parts: Sequence[object]) -> str:
    return " | ".join(str(part) for part in parts)


def _name(report: ReportSnapshot, slug: str) -> str:
    return edition(report.result.edition_id).unsur_named(slug).name
