"""Phrases that several chapters need: what a code means, what an unsur is called, what a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import ReportSnapshot
from puas.domain.result_snapshot import IndexFigures, ResultSnapshot
from puas.presentation.numbers import MISSING, index_number
from puas_reporter.documents.blocks import Block, Paragraph, Together

_FEW_CHARACTERS = 1500
_REASONS = {
    "no_respondents": "tidak ada jawaban",
    "unanswered_unsur": "ada unsur yang tidak dijawab satu responden pun",
}
_AGGREGATIONS = {
    "service-mean": "rata-rata sederhana antarjenis layanan per unsur (lembar kerja 2024–2025)",
    "pooled": "gabungan seluruh jawaban (tertimbang jumlah responden)",
}
_SAMPLE_POLICIES = {
    "formula": "rumus Krejcie-Morgan atas populasi perangkat daerah, dibagi sebanding ke tiap jenis layanan",
    "table": "baris tabel Krejcie-Morgan, dibagi sebanding ke tiap jenis layanan",
}


def unsur_name(result: ResultSnapshot, slug: str) -> str:
    return edition(result.edition_id).unsur_named(slug).name


def unsur_label(result: ResultSnapshot, slug: str) -> str:
    """The name of an unsur where a follow-up row may also name something else."""
    try:
        return unsur_name(result, slug)
    except KeyError:
        return slug


def grade_cell(mutu: str | None, predikat: str | None) -> str:
    return f"{mutu} ({predikat})" if mutu and predikat else MISSING


def reason_text(result: ResultSnapshot, code: str | None, slugs: tuple[str, ...]) -> str:
    """Why a unit has no index, in words."""
    words = _REASONS.get(code or "", "indeks tidak dapat dihitung")
    named = ", ".join(unsur_name(result, slug) for slug in slugs)
    return f"{words}: {named}" if named else words


def index_text(index: IndexFigures) -> str:
    """The index with letter and predikat, never without."""
    if index.nik is None:
        return "belum ada indeks"
    return f"{index_number(index.nik)}, mutu {grade_cell(index.mutu, index.predikat)}"


def aggregation_text(policy: str) -> str:
    return _AGGREGATIONS.get(policy, policy)


def sample_policy_text(policy: str) -> str:
    return _SAMPLE_POLICIES.get(policy, policy)


def legacy_weight_text(result: ResultSnapshot) -> str:
    """A remark when an old printed weight was used; empty with the exact one."""
    weight = edition(result.edition_id).weight(result.policies.weight)
    if not weight.legacy:
        return ""
    return (
        f"Indeks dihitung dengan bobot tercetak {weight.printed} agar dapat dibandingkan dengan laporan lama; bobot yang tepat adalah 1/9."
    )


def written_text(report: ReportSnapshot, section: str) -> list[Paragraph]:
    """What stands in a section, one block per paragraph."""
    paragraphs = [line.strip() for line in report.texts.get(section, "").splitlines()]
    return [Paragraph(line) for line in paragraphs if line]


def with_table(said: Sequence[Paragraph], *blocks: Block) -> list[Block]:
    """Words and the table or chart they lead to, on one page: all of them when they are few, else the last paragraph."""
    few = sum(len(paragraph.text) for paragraph in said) <= _FEW_CHARACTERS
    apart = 0 if few else len(said) - 1
    return [*said[:apart], Together((*said[apart:], *blocks))]


def difference_text(now: Decimal, before: Decimal) -> str:
    """The direction and size of a change between two printed indexes."""
    change = now - before
    if change == 0:
        return "sama dengan"
    return f"{'naik' if change > 0 else 'turun'} {index_number(abs(change))} poin dari"
