"""Hitung indeks (IKM) dari berkas jawaban, tanpa basis data dan tanpa jaringan.

Kolom dikenali dari slug unsur (persyaratan, prosedur, ...), dari U1..U9, atau dari nama unsurnya; kolom "layanan" boleh
ada. Sel kosong berarti tidak dijawab. Kode keluar: 0 dihitung, 2 ada isian yang salah atau berkas tidak terbaca.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from puas.cli.messages import fault_line, file_problem, sheet_problem
from puas.domain.answer_sheet import AnswerSheet, UnusableSheet, read_answers
from puas.domain.index_score import AGGREGATIONS, POOLED, SERVICE_MEAN, UnitScore, score_services
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import DEFAULT_EDITION_ID, all_editions, edition
from puas.domain.result_builder import index_figures, unsur_figures
from puas.domain.result_snapshot import IndexFigures, Policies
from puas.runtime.spreadsheets import Limits, UnreadableSheet, read_rows, refuse_merged_rows

# A file on one's own machine may be larger than one that came over the network.
_LIMITS = Limits(file_bytes=500_000_000, unpacked_bytes=2_000_000_000, rows=1_048_576)

COMPUTED = 0
REFUSED = 2


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A computed file with the choices it was computed by."""

    rule: Edition
    policies: Policies
    order: str
    unit: UnitScore
    sheet: AnswerSheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of `puas score`."""
    weights = sorted({weight.id for each in all_editions() for weight in each.weights}, reverse=True)
    parser.add_argument("file", type=Path, metavar="FILE", help="berkas CSV (koma atau titik koma) atau XLSX")
    parser.add_argument("--json", action="store_true", help="keluaran JSON; semua angka sebagai teks")
    parser.add_argument("--edition", default=DEFAULT_EDITION_ID, choices=[each.id for each in all_editions()])
    parser.add_argument("--weight", default="exact", choices=weights, help="0.11 dan 0.111 hanya untuk meniru laporan lama")
    parser.add_argument("--aggregation", choices=AGGREGATIONS, help="bawaan: service-mean bila ada kolom layanan, selain itu pooled")
    parser.add_argument("--order", default="body", choices=("body", "questionnaire"), help="arti U8 dan U9: body = pengaduan, sarpras")
    parser.add_argument("--skip-bad", action="store_true", help="lewati baris yang salah; tetap dihitung dan disebutkan")


def run(arguments: argparse.Namespace) -> int:
    """Read, check, compute, print."""
    rule = edition(arguments.edition)
    problem = _unfit_choices(rule, arguments)
    if problem:
        print(f"puas score: {problem}", file=sys.stderr)
        return REFUSED
    try:
        sheet = _read(arguments.file, rule, arguments.order)
    except (OSError, UnreadableSheet, UnusableSheet) as error:
        print(f"puas score: {arguments.file}: {_explain(error, rule)}", file=sys.stderr)
        return REFUSED
    if sheet.faults:
        for fault in sheet.faults:
            print(fault_line(str(arguments.file), fault), file=sys.stderr)
        if not arguments.skip_bad:
            print(
                f"puas score: {sheet.faulty_rows} baris salah, tidak ada yang dihitung (--skip-bad melewati baris yang salah)",
                file=sys.stderr,
            )
            return REFUSED
    outcome = _compute(rule, sheet, arguments)
    if arguments.json:
        for note in _notes(sheet):
            print(f"puas score: {note}", file=sys.stderr)
        print(json.dumps(_as_json(outcome), ensure_ascii=False, indent=1))
    else:
        print(_as_text(outcome))
    return COMPUTED


def _unfit_choices(rule: Edition, arguments: argparse.Namespace) -> str | None:
    if arguments.weight not in {weight.id for weight in rule.weights}:
        return f"bobot {arguments.weight} bukan bobot {rule.name}"
    if arguments.order not in rule.orders:
        return f"urutan {arguments.order} tidak ada pada {rule.name}"
    return None


def _read(path: Path, rule: Edition, order: str) -> AnswerSheet:
    content = path.read_bytes()
    sheet = read_answers(rule, read_rows(content, limits=_LIMITS), order=order)
    refuse_merged_rows(content, below_row=sheet.columns.header_row)
    return sheet


def _explain(error: Exception, rule: Edition) -> str:
    if isinstance(error, UnreadableSheet):
        return file_problem(error)
    if isinstance(error, UnusableSheet):
        return sheet_problem(error, rule)
    return f"tidak dapat dibuka ({error.strerror})" if isinstance(error, OSError) else str(error)


def _compute(rule: Edition, sheet: AnswerSheet, arguments: argparse.Namespace) -> _Outcome:
    by_service = sheet.columns.service is not None
    aggregation = arguments.aggregation or (SERVICE_MEAN if by_service else POOLED)
    policies = Policies(weight=arguments.weight, aggregation=aggregation)
    unit = score_services(rule, sheet.services.items(), weight=policies.weight, aggregation=aggregation)
    return _Outcome(rule, policies, arguments.order, unit, sheet)


def _as_json(outcome: _Outcome) -> dict[str, Any]:
    rule, policies, unit = outcome.rule, outcome.policies, outcome.unit
    index = index_figures(rule, policies, unit.chosen)
    answer: dict[str, Any] = {
        "edition": rule.id,
        "weight": policies.weight,
        "n": str(unit.chosen.respondents),
        "unsur": [
            {
                "slug": each.slug,
                "n": str(each.answered),
                "total": str(each.total),
                "nrr": _text(each.nrr),
                "nik": _text(each.nik),
                "mutu": each.mutu,
            }
            for each in unsur_figures(rule, policies, unit.chosen)
        ],
        **_index_json(index),
        "services": _services_json(outcome),
        "unit": {
            "simple_mean": _index_json(index_figures(rule, policies, unit.simple_mean)),
            "respondent_weighted": _index_json(index_figures(rule, policies, unit.pooled)),
        },
    }
    if outcome.sheet.faults:
        answer["skipped_rows"] = str(outcome.sheet.faulty_rows)
        answer["skipped"] = [
            {"row": str(fault.row), "column": fault.column, "given": fault.given, "fault": fault.code} for fault in outcome.sheet.faults
        ]
    return answer


def _services_json(outcome: _Outcome) -> list[dict[str, Any]]:
    if outcome.sheet.columns.service is None:
        return []
    rows = []
    for name, score in outcome.unit.members:
        figures = index_figures(outcome.rule, outcome.policies, score)
        row = {"name": name, "n": str(score.respondents), "nik": _text(figures.nik), "mutu": figures.mutu}
        rows.append(row if figures.reason is None else {**row, "reason": figures.reason})
    return rows


def _index_json(index: IndexFigures) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "ni": _text(index.ni),
        "nik": _text(index.nik),
        "mutu": index.mutu,
        "predikat": index.predikat,
    }
    if index.reason is not None:
        figures["reason"] = index.reason
        figures["reason_unsur"] = list(index.reason_unsur)
    return figures


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _as_text(outcome: _Outcome) -> str:
    rule, policies, unit = outcome.rule, outcome.policies, outcome.unit
    weight = rule.weight(policies.weight)
    lines = [f"{rule.name} · bobot {weight.printed} · {policies.aggregation} · responden {unit.chosen.respondents}"]
    if weight.legacy:
        lines.append(f"Bobot {weight.printed} hanya untuk meniru laporan lama; bobot yang tepat 1/{len(rule.unsur)}.")
    lines += ["", f"{'unsur':<14}{'n':>7}{'jumlah':>9}{'NRR':>8}{'NIK':>8}  mutu"]
    for each in unsur_figures(rule, policies, unit.chosen):
        cells = f"{each.slug:<14}{each.answered:>7}{each.total:>9}{_comma(each.nrr):>8}{_comma(each.nik):>8}"
        lines.append(f"{cells}  {each.mutu or '–'}")
    lines += ["", f"Indeks: {_sentence(outcome, index_figures(rule, policies, unit.chosen))}"]
    if outcome.sheet.columns.service is not None:
        lines += _service_lines(outcome)
    notes = _notes(outcome.sheet)
    return "\n".join([*lines, "", *notes] if notes else lines)


def _service_lines(outcome: _Outcome) -> list[str]:
    rule, policies, unit = outcome.rule, outcome.policies, outcome.unit
    lines = ["", "Per layanan:"]
    lines += [
        f"  {name} (n = {score.respondents}): {_sentence(outcome, index_figures(rule, policies, score))}" for name, score in unit.members
    ]
    lines.append(f"Rata-rata layanan: {_sentence(outcome, index_figures(rule, policies, unit.simple_mean))}")
    lines.append(f"Tertimbang responden: {_sentence(outcome, index_figures(rule, policies, unit.pooled))}")
    return lines


def _notes(sheet: AnswerSheet) -> list[str]:
    notes = []
    if sheet.columns.renumbered:
        listed = ", ".join(sheet.columns.renumbered)
        notes.append(f"Nama kolom dipakai, bukan nomornya: {listed}")
    if sheet.unanswered_rows:
        notes.append(f"{len(sheet.unanswered_rows)} baris tanpa satu pun jawaban tidak dihitung sebagai responden.")
    if sheet.faults:
        notes.append(f"{sheet.faulty_rows} baris salah dilewati (lihat daftar di atas).")
    return notes


def _sentence(outcome: _Outcome, index: IndexFigures) -> str:
    if index.nik is None:
        names = ", ".join(outcome.rule.unsur_named(slug).name for slug in index.reason_unsur)
        return f"tidak ada, karena tidak seorang pun menjawab {names}" if names else "tidak ada, karena belum ada jawaban"
    return f"NI {_comma(index.ni)} · NIK {_comma(index.nik)} · {index.mutu} ({index.predikat})"


def _comma(value: object) -> str:
    return "–" if value is None else str(value).replace(".", ",")
