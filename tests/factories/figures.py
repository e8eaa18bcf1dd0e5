"""Reads the figures back out of every medium they are shown in, so that one test can hold all of them side by side.

Each function gives what its medium prints under the same keys: `nik`, `mutu`, `unsur:waktu:nik`, `service:KTP-el:nik` and
so on. A medium that leaves a figure out has no key for it; none may print another value.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bs4 import BeautifulSoup, Tag

from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_result import read_signed_result

Figures = dict[str, Decimal | int | str | None]


def required_keys(result: ResultSnapshot) -> set[str]:
    """What every full medium has to print."""
    unsur = {f"unsur:{each.slug}:{what}" for each in result.unsur for what in ("nik", "mutu")}
    services = {f"service:{unit.name}:{what}" for unit in result.units for what in ("n", "nik", "mutu")}
    return {"respondents", "nik", "mutu", "predikat", *unsur, *services}


def figures_of_snapshot(result: ResultSnapshot) -> Figures:
    """Everything there is to print, from the frozen record."""
    index = result.index
    found: dict[str, Any] = {
        "respondents": result.respondents,
        "ni": index.ni,
        "nik": index.nik,
        "mutu": index.mutu,
        "predikat": index.predikat,
    }
    for each in result.unsur:
        found |= {f"unsur:{each.slug}:{what}": getattr(each, what) for what in ("nrr", "nik", "mutu")}
    for unit in result.units:
        found |= {
            f"service:{unit.name}:n": unit.respondents,
            f"service:{unit.name}:nik": unit.index.nik,
            f"service:{unit.name}:mutu": unit.index.mutu,
            f"service:{unit.name}:predikat": unit.index.predikat,
            f"service:{unit.name}:ni": unit.index.ni,
        }
        found |= {
            f"service:{unit.name}:{each.slug}:{what}": getattr(each, what) for each in unit.unsur for what in ("total", "nrr", "nik")
        }
    for way, figures in (("simple-mean", result.simple_mean), ("pooled", result.respondent_weighted)):
        found |= {f"{way}:nik": figures.nik, f"{way}:mutu": figures.mutu, f"{way}:predikat": figures.predikat}
    return found


def figures_of_record(content: bytes) -> Figures:
    """result.json and the API: the signed record."""
    return figures_of_snapshot(read_signed_result(content).result)


def figures_of_screen(html: BeautifulSoup) -> Figures:
    """The page of a period."""
    hero = _one(html, ".result-hero")
    found: Figures = {
        "nik": decimal(_text(_one(hero, ".value"))),
        "mutu": _text(_one(hero, ".verdict .grade")),
        "predikat": _text(_one(hero, ".verdict > span:last-child")).rpartition(", ")[2],
        "ni": decimal(_found(r"Nilai interval (\d,\d+)", _text(hero))),
        "respondents": whole(_found(r"n = ([\d.]+) responden", _text(html))),
    }
    for row in html.select("tr"):
        link = row.select_one("th a[href]")
        cells = [_text(cell) for cell in row.find_all("td")]
        if link is not None and (unsur := re.search(r"#unit-(\w+)$", str(link["href"]))):
            slug = unsur.group(1)
            found |= {
                f"unsur:{slug}:nrr": decimal(cells[0]),
                f"unsur:{slug}:nik": decimal(cells[1]),
                f"unsur:{slug}:mutu": cells[2].split()[0],
            }
        elif link is not None and "/layanan/" in str(link["href"]):
            name, index = _text(link), _one(row, ".index-inline")
            found |= {
                f"service:{name}:n": whole(cells[1].split(" /")[0]),
                f"service:{name}:nik": decimal(_text(index).split()[0]),
                f"service:{name}:mutu": _text(_one(index, ".grade")),
            }
    return found


def figures_of_worksheet(html: BeautifulSoup, rule: Edition) -> Figures:
    """The kertas kerja of a period: unit first, then each service."""
    unit, *services = html.select(".worksheet-part")
    found: Figures = {"respondents": _respondents(unit), **_index_steps(unit)}
    for row in unit.select("tr[id^=unit-]"):
        values = [_text(value) for value in row.select("strong.number")]
        slug = str(row["id"]).removeprefix("unit-")
        assert slug in rule.slugs()
        found |= {
            f"unsur:{slug}:nrr": decimal(values[0]),
            f"unsur:{slug}:nik": decimal(values[2]),
            f"unsur:{slug}:mutu": _text(row.find_all("td")[-1]).split()[0],
        }
    for part in services:
        name, steps = _text(_one(part, "h2")), _index_steps(part)
        found |= {
            f"service:{name}:n": _respondents(part),
            f"service:{name}:nik": steps["nik"],
            f"service:{name}:mutu": steps["mutu"],
        }
    return found


def figures_of_counts_csv(content: bytes) -> Figures:
    """The table of counts behind the worksheet."""
    found: Figures = {}
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        if row["tingkat"] == "keseluruhan":
            found |= {
                "respondents": int(row["responden"]),
                f"unsur:{row['unsur']}:nrr": Decimal(row["nrr"]),
                f"unsur:{row['unsur']}:nik": Decimal(row["nik"]),
                f"unsur:{row['unsur']}:mutu": row["mutu"],
            }
        elif row["tingkat"] == "layanan":
            found[f"service:{row['jenis_layanan']}:n"] = int(row["responden"])
    return found


def figures_of_public_json(content: bytes, result: ResultSnapshot) -> Figures:
    """The public list, for the agency and period of this result."""
    names = (result.agency.name if result.agency else "", result.period.label)
    (line,) = [each for each in json.loads(content)["results"] if (each["agency"], each["period"]["label"]) == names]
    return {"respondents": int(line["respondents"]), "nik": Decimal(line["nik"]), "mutu": line["mutu"]}


def figures_of_pdf(content: bytes, result: ResultSnapshot) -> Figures:
    """The report's PDF, from the text on its pages."""
    import pymupdf

    with pymupdf.open(stream=content, filetype="pdf") as opened:
        text = " ".join(" ".join(page.get_text().split()) for page in opened)
    rule = edition(result.edition_id)
    found: Figures = {}
    for unsur in rule.unsur:
        nrr, nik, mutu = _groups(rf"{re.escape(unsur.name)} (\d,\d{{3}}) (\d+,\d\d) ([A-D])\b", text)
        found |= _unsur(unsur.slug, nrr, nik, mutu)
    for unit in result.units:
        found |= _service(unit.name, *_groups(rf"{re.escape(unit.name)} ([\d.]+) (\d+,\d\d) ([A-D])\b", text))
    number, nik, mutu, predikat = _groups(r"IKM Unit Layanan ([\d.]+) (\d+,\d\d) ([A-D]) (\w+(?: Baik)?)", text)
    ni = _found(r"Nilai interval \(NI\) (\d,\d{3})", text)
    return found | {
        "respondents": whole(number), "nik": decimal(nik), "mutu": mutu, "predikat": predikat, "ni": decimal(ni),
    }  # fmt: skip


def figures_of_docx(content: bytes, result: ResultSnapshot) -> Figures:
    """The report's Word file, from its tables."""
    import docx

    rows = [[cell.text.strip() for cell in row.cells] for table in docx.Document(io.BytesIO(content)).tables for row in table.rows]
    rule = edition(result.edition_id)
    found: Figures = {}
    names, services = {unsur.name: unsur.slug for unsur in rule.unsur}, {unit.name for unit in result.units}
    for row in rows:
        if len(row) == 5 and row[1] in names and re.fullmatch(r"\d,\d{3}", row[2]):
            found |= _unsur(names[row[1]], row[2], row[3], row[4].split()[0])
        elif len(row) == 5 and row[1].startswith("Indeks (NI"):
            found["ni"] = decimal(row[2])
        elif len(row) == 6 and row[1] in services:
            found |= _service(row[1], row[2], row[3], row[4])
        elif len(row) == 6 and row[1] == "IKM Unit Layanan":
            found |= {"respondents": whole(row[2]), "nik": decimal(row[3]), "mutu": row[4], "predikat": row[5]}
    return found


def figures_of_xlsx(content: bytes, result: ResultSnapshot) -> Figures:
    """The report's workbook, from the values stored beside the formulas of Rekap and of the table of every service."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    rows: dict[str, Any] = {str(row[0]): row for row in book["Rekap"].iter_rows(values_only=True) if row[0] is not None}
    slugs = edition(result.edition_id).slugs()
    found: Figures = {}
    for code, unit in enumerate(result.units, start=1):
        row = rows[unit.name]
        key = f"service:{unit.name}"
        found |= {f"{key}:n": int(row[1]), f"{key}:nik": _stored(row[11]), f"{key}:mutu": row[12], f"{key}:predikat": row[13]}
        found |= {f"{key}:{slug}:nik": _stored(value) for slug, value in zip(slugs, row[2:11], strict=True)}
        found |= _processing_sheet(book.worksheets[1 + code], key, slugs, found)
    means = rows["Rerata IKM Per Unsur"]
    found |= {f"unsur:{slug}:nik": _stored(value) for slug, value in zip(slugs, means[2:11], strict=True)}
    found |= {
        "respondents": int(means[1]),
        "nik": _stored(rows["IKM Unit Layanan"][1]),
        "mutu": _stored(rows["Mutu Unit Layanan"][1]),
        "predikat": _stored(rows["Predikat"][1]),
    }
    for way, label in (("simple-mean", "Rata-rata sederhana antarlayanan"), ("pooled", "Gabungan seluruh responden")):
        row = next(row for name, row in rows.items() if name.removesuffix(" (dipakai)") == label and len(row) > 11 and row[11] is not None)
        found |= {f"{way}:nik": _stored(row[11]), f"{way}:mutu": _stored(row[12]), f"{way}:predikat": _stored(row[13])}
    return {key: None if value == "–" else value for key, value in found.items()}


def _processing_sheet(sheet: Any, key: str, slugs: tuple[str, ...], summed_up: Figures) -> Figures:
    """The annex-style table of one service; what stands on Rekap too must be the same there."""
    rows: dict[str, Any] = {str(row[0]): row for row in sheet.iter_rows(values_only=True) if row[0] is not None}
    found: Figures = {f"{key}:{slug}:total": int(rows["Σ Nilai/Unsur"][1 + place]) for place, slug in enumerate(slugs)}
    found |= {f"{key}:{slug}:nrr": _stored(rows["NRR/Unsur"][1 + place], "0.001") for place, slug in enumerate(slugs)}
    last = 1 + len(slugs)
    for what, label in (("nik", "IKM Jenis Layanan"), ("mutu", "Mutu"), ("predikat", "Predikat")):
        assert _stored(rows[label][last]) == summed_up[f"{key}:{what}"], (key, what)
    assert "sama dengan lembar Rekap" in rows, key
    return found | {f"{key}:ni": _stored(rows["NRR tertimbang/Unsur"][last], "0.001")}


def decimal(text: str) -> Decimal:
    """`87,19` as a number."""
    return Decimal(text.replace(".", "").replace(",", "."))


def whole(text: str) -> int:
    """`1.163` as a number."""
    return int(text.replace(".", ""))


def _unsur(slug: str, nrr: str, nik: str, mutu: str) -> Figures:
    return {f"unsur:{slug}:nrr": decimal(nrr), f"unsur:{slug}:nik": decimal(nik), f"unsur:{slug}:mutu": mutu}


def _service(name: str, number: str, nik: str, mutu: str) -> Figures:
    return {f"service:{name}:n": whole(number), f"service:{name}:nik": decimal(nik), f"service:{name}:mutu": mutu}


def _stored(value: Any, places: str = "0.01") -> Any:
    """A cell as it is printed: half up, after binary noise is taken away; words as they stand."""
    if isinstance(value, str):
        return value
    return Decimal(repr(value)).quantize(Decimal("1e-10")).quantize(Decimal(places), rounding=ROUND_HALF_UP)


def _index_steps(part: Tag) -> Mapping[str, Any]:
    ni, nik = [_text(value) for value in part.select(".steps strong.number")]
    letter = _one(part, ".steps li:last-child .index-inline")
    predikat = _text(letter).rpartition(", ")[2]
    return {"ni": decimal(ni), "nik": decimal(nik), "mutu": _text(_one(letter, ".grade")), "predikat": predikat}


def _respondents(part: Tag) -> int:
    return whole(_found(r"n = ([\d.]+)", _text(_one(part, ".card-heading"))))


def _one(tree: Tag, selector: str) -> Tag:
    found = tree.select_one(selector)
    assert found is not None, selector
    return found


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _found(pattern: str, text: str) -> str:
    return _groups(pattern, text)[0]


def _groups(pattern: str, text: str) -> tuple[str, ...]:
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match.groups()
